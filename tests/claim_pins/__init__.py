"""What each check found when a person last read it, one module for each module of checks.

``PINNED`` holds ``{claim: (verdict, {figure: value})}``. Where the changes that
``tests/test_claims.py`` makes to all tables leave a verdict untouched, ``CHANGES`` adds functions
``change(name, frame)`` that make a world in which it is another.
"""

from importlib import import_module
from pkgutil import iter_modules

MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
PINNED = {claim: pin for module in MODULES for claim, pin in module.PINNED.items()}
CHANGES = [change for module in MODULES for change in getattr(module, "CHANGES", ())]
