"""The claims of the printed book and their executable checks.

A *check* is a plain function of the data, registered for one claim, that returns a
:class:`Finding`: a verdict, the figures it used and one sentence of reasoning in both languages.
The decision rule stands in its decorator and the thresholds are its keyword arguments, so that a
reader can call it with others: ``CHECKS["P02"].function(tolerance=0.5)``.
"""

from clusterbook.claims.card import Card, show
from clusterbook.claims.model import Claim, Figure, Finding, Verdict
from clusterbook.claims.registry import CHECKS, claims, evaluate, evaluate_all

__all__ = [
    "CHECKS",
    "Card",
    "Claim",
    "Figure",
    "Finding",
    "Verdict",
    "claims",
    "evaluate",
    "evaluate_all",
    "show",
]
