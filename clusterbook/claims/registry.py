"""Which check belongs to which claim, and running them."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from clusterbook.claims import checks
from clusterbook.claims.model import ALLOWED, Check, Claim, Finding, Verdict
from clusterbook.data import load
from clusterbook.language import SEPARATOR

MODULES = tuple(module.name for module in iter_modules(checks.__path__))


class Registry(dict):
    """Checks by claim id; the modules that hold them are imported at the first look."""

    loaded = False

    def load(self):
        if not self.loaded:
            self.loaded = True
            for name in MODULES:
                import_module(f"{checks.__name__}.{name}")
        return self

    def __getitem__(self, claim):
        self.load()
        if claim not in self:
            raise KeyError(f"no check for claim {claim!r}; there are {', '.join(sorted(self))}")
        return super().__getitem__(claim)


CHECKS = Registry()


def check(claim, *, rule, data):
    """Register a function as the check of a claim.

    ``rule`` states when which verdict is given (``"中文 | English"``), ``data`` names the tables
    that the function reads.
    """
    if rule.count(SEPARATOR) != 1:
        raise ValueError(f"the rule of {claim} is not '中文 | English'")
    if claim in CHECKS:
        raise ValueError(f"claim {claim} has a check already: {CHECKS[claim].function.__name__}")

    def register(function):
        dict.__setitem__(CHECKS, claim, Check(claim, rule, tuple(data), function))
        return function

    return register


@cache
def claims():
    """All claims of ``data/claims.csv`` by id, in the table's order."""
    table = load("claims").fillna("")
    return {row["id"]: Claim(**row) for row in table.to_dict("records")}


def evaluate(claim):
    """Run the check of one claim, once, and hold its finding to the rules that bind every check.

    Raises ``KeyError`` for a claim without a check and ``ValueError`` for a verdict that the
    claim's basis does not allow. A causal claim is capped: the designs at hand describe, they do
    not identify an effect, so none is ever plainly supported.
    """
    function = CHECKS[claim].function
    return held(claims()[claim], function)


@cache
def held(subject, function):
    found = function()
    if not isinstance(found, Finding):
        raise TypeError(f"the check of {subject.id} returned {type(found).__name__}, not a Finding")
    if found.verdict not in ALLOWED[subject.basis]:
        raise ValueError(
            f"{subject.id} rests on {subject.basis}: {found.verdict.value!r} is not open to it"
        )
    if subject.type == "causal" and found.verdict is Verdict.SUPPORTED:
        raise ValueError(
            f"{subject.id} is causal and its check identifies no effect: not 'supported'"
        )
    return found


def evaluate_all():
    """Findings by claim id for every claim that has a check, in the order of the table."""
    CHECKS.load()
    return {claim: evaluate(claim) for claim in claims() if claim in CHECKS}
