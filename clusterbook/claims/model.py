"""What a claim, a finding and a verdict are."""

from dataclasses import dataclass, field
from enum import StrEnum

from clusterbook.language import pick


class Verdict(StrEnum):
    """The seven verdicts. The value is the English term that ``claims.json`` carries."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    CONTRADICTED = "contradicted"
    UNDETERMINED = "undetermined"
    NOT_TESTABLE = "not testable"
    CONSISTENT = "consistent"
    DIFFERS = "differs"

    @property
    def zh(self):
        return CHINESE[self]

    @property
    def settles(self):
        """Whether the question is closed: an undetermined claim has been checked, not settled."""
        return self is not Verdict.UNDETERMINED

    @property
    def slug(self):
        return self.value.replace(" ", "-")


CHINESE = {
    Verdict.SUPPORTED: "支持",
    Verdict.PARTLY: "部分支持",
    Verdict.CONTRADICTED: "不支持",
    Verdict.UNDETERMINED: "证据不足",
    Verdict.NOT_TESTABLE: "不可检验",
    Verdict.CONSISTENT: "与文献一致",
    Verdict.DIFFERS: "与文献不一致",
}
ABOUT_DATA = frozenset(Verdict) - {Verdict.CONSISTENT, Verdict.DIFFERS}
ABOUT_LITERATURE = frozenset(
    {Verdict.CONSISTENT, Verdict.DIFFERS, Verdict.UNDETERMINED, Verdict.NOT_TESTABLE}
)
# The verdicts a check may return, by the basis of its claim.
ALLOWED = {"computation": ABOUT_DATA, "document": ABOUT_DATA, "reading": ABOUT_LITERATURE}
BASES = {"computation": "计算", "document": "文献凭据", "reading": "文献对读"}
BASES_EN = {"computation": "computation", "document": "document", "reading": "reading"}
TYPES = {
    "figure": "数字",
    "comparative": "比较",
    "causal": "因果",
    "target": "目标",
    "taxonomy": "分类",
    "definitional": "定义",
    "historical": "史实",
    "method": "方法",
}


@dataclass(frozen=True)
class Claim:
    """One claim of the printed book, as ``data/claims.csv`` holds it."""

    id: str
    place_zh: str
    place_en: str
    type: str
    page: str
    claim_zh: str
    claim_en: str
    testable: str
    basis: str


@dataclass(frozen=True)
class Figure:
    """A number that a check used: ``label`` and ``unit`` hold both languages (``"中文 | English"``)."""

    key: str
    label: str
    value: float
    unit: str = ""
    digits: int = 1

    def __post_init__(self):
        object.__setattr__(self, "value", float(self.value))

    def text(self, lang):
        return f"{self.value:,.{self.digits}f}{pick_unit(self.unit, lang)}"


def pick_unit(unit, lang):
    text = pick(unit, lang)
    return f" {text}" if lang == "en" and text and text != "%" else text


@dataclass(frozen=True)
class Finding:
    """What a check found.

    ``needs`` names, for an undetermined claim, the table or design that would settle it
    (``"中文 | English"``); the other verdicts leave it empty.
    """

    verdict: Verdict
    figures: tuple[Figure, ...]
    zh: str
    en: str
    needs: str = ""

    def __post_init__(self):
        if (self.verdict is Verdict.UNDETERMINED) != bool(self.needs):
            raise ValueError("an undetermined finding, and no other, names what would settle it")


@dataclass(frozen=True)
class Check:
    """A registered check: its claim, decision rule, the tables it reads and the function itself."""

    claim: str
    rule: str
    data: tuple[str, ...]
    function: callable = field(repr=False)
