"""Data, claims and display of the companion. Heavy libraries load where they are used."""

from clusterbook.data import load
from clusterbook.language import tr

__all__ = ["load", "tr"]
__version__ = "1.0.0"
