"""The printed book's argument as steps and links, each link with what its claims were found to be.

The links are the companion's reading of the book. A link is as strong as its weakest claim: it
takes the least favourable verdict among the claims that test it.
"""

from dataclasses import dataclass

from clusterbook.claims import Verdict
from clusterbook.data import load
from clusterbook.language import language

# From least to most favourable.
ORDER = (
    Verdict.CONTRADICTED,
    Verdict.DIFFERS,
    Verdict.UNDETERMINED,
    Verdict.NOT_TESTABLE,
    Verdict.PARTLY,
    Verdict.CONSISTENT,
    Verdict.SUPPORTED,
)


@dataclass(frozen=True)
class Step:
    """One step of the argument, the page that treats it, and its place in the map."""

    step: str
    page: str
    column: int
    row: int
    text_zh: str
    text_en: str

    @property
    def text(self):
        return getattr(self, f"text_{language()}")

    @property
    def chapter(self):
        """1 to 5, or None for a step of the preface or of the closing page."""
        return int(self.page[2]) if self.page.startswith("ch") else None


@dataclass(frozen=True)
class Link:
    """From one step to the next, with the claims that test the link (none for some)."""

    source: str
    target: str
    relation_zh: str
    relation_en: str
    empirical: str
    claims: tuple[str, ...]
    test_zh: str
    test_en: str

    @property
    def relation(self):
        return getattr(self, f"relation_{language()}")

    @property
    def test(self):
        return getattr(self, f"test_{language()}")

    def verdict(self, findings):
        """The weakest verdict among the link's claims; None where none of them has a finding.

        ``findings`` maps claim ids to :class:`clusterbook.claims.Finding`.
        """
        found = [findings[claim].verdict for claim in self.claims if claim in findings]
        return min(found, key=ORDER.index) if found else None


def steps():
    """Steps by their code, in the order of the table."""
    return {row["step"]: Step(**row) for row in load("argument_steps").to_dict("records")}


def links(chapter=None):
    """Links in the order of the table; of one chapter those that start or end in it."""
    table = load("argument").fillna("")
    every = [
        Link(**{**row, "claims": tuple(row["claims"].split())}) for row in table.to_dict("records")
    ]
    if chapter is None:
        return every
    known = steps()
    return [x for x in every if chapter in (known[x.source].chapter, known[x.target].chapter)]
