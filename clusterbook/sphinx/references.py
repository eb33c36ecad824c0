"""Citations and the list of references, in the manner of each edition.

Registers the list styles ``gbt7714`` (the year after the authors, as goes with author-year
citations), ``gbt7714_numeric`` (the year with the imprint) and ``author_year_en``, and the citation
styles ``author_year_zh`` （陈守则、徐俊昌，2013） and ``author_year_en`` (Chen and Xu, 2013).
"""

from collections import Counter
from dataclasses import dataclass, field

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from pybtex.plugin import register_plugin as register_list_style
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import node
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.plugin import register_plugin as register_citation_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from clusterbook.bibliography import (
    NO_YEAR,
    author_year,
    cited_names,
    cited_persons,
    gbt7714,
    is_chinese,
    plain,
    remarks,
)
from clusterbook.data import load
from clusterbook.language import collated

# Found once and registered: pybtex would search all installed packages at every citation.
IN_USE = (
    ("pybtex.style.names", "plain"),
    ("pybtex.style.labels", "number"),
    ("pybtex.style.sorting", "none"),
    ("pybtex.backends", "docutils"),
    ("pybtex.backends", "plaintext"),
    ("pybtex.backends", "text"),
)
RESOLVER = "https://doi.org/"


class ListStyle(BaseStyle):
    """What the list styles share: the order, the letters of equal years, the links."""

    default_name_style = "plain"
    default_label_style = "number"
    default_sorting_style = "none"
    lang = "zh"

    def __init__(self, **options):
        super().__init__(**options)
        self.sort = self.sorted
        self.format_labels = self.years

    def sorted(self, entries):
        return sorted(entries, key=self.sorting_key)

    def sorting_key(self, entry):
        # Chinese works come first in Chinese, in the order of their pinyin.
        first = self.lang == "zh" and is_chinese(entry)
        names = collated(cited_names(entry, "en"))
        return (not first, names, plain(entry, "year"), collated(plain(entry, "title", "en")))

    def years(self, entries):
        """Labels ``names | year``, equal ones told apart by a, b, c."""
        bare = [
            (cited_names(e, self.lang), plain(e, "year") or NO_YEAR[self.lang]) for e in entries
        ]
        total, seen = Counter(bare), Counter()
        for names, year in bare:
            letter = ""
            if total[names, year] > 1:
                letter = "abcdefghijklmnopqrstuvwxyz"[seen[names, year]]
                seen[names, year] += 1
            yield f"{names} | {year}{letter}"

    def format_entry(self, label, entry, bib_data=None):
        text = Text(self.reference(entry, year_of(label)), remarks(entry, self.lang))
        return FormattedEntry(entry.key, linked(text, entry), label)


class GBT7714(ListStyle):
    year_first = True

    def reference(self, entry, year):
        year = "" if year == NO_YEAR["zh"] else year
        return gbt7714(entry, year, self.year_first)


class GBT7714Numeric(GBT7714):
    year_first = False


class EnglishList(ListStyle):
    lang = "en"

    def reference(self, entry, year):
        return author_year(entry, year)


def year_of(label):
    return label.rpartition(" | ")[2]


def linked(text, entry):
    """The text with its DOI, as either edition prints it, and its address turned into links."""
    targets = {}
    if "doi" in entry.fields:
        doi = plain(entry, "doi")
        targets = {f"{RESOLVER}{doi}": f"{RESOLVER}{doi}", f"DOI:{doi}": f"{RESOLVER}{doi}"}
    elif "url" in entry.fields:
        targets = {plain(entry, "url"): plain(entry, "url")}
    for shown, address in targets.items():
        if shown in str(text):
            return Text(HRef(address, shown)).join(text.split(shown))
    return text


@node
def in_language(children, data, lang):
    """A citation template that sees the entry under the edition's names and lettered year."""
    entry = data["entry"]
    seen = Entry(
        entry.type,
        fields={"year": year_of(data["formatted_entry"].label), "title": entry.fields["title"]},
        persons={"author": cited_persons(entry, lang)},
    )
    return children[0].format_data({**data, "entry": seen})


@dataclass
class EnglishCitations(AuthorYearReferenceStyle):
    lang: str = "en"
    person: PersonStyle = field(default_factory=lambda: PersonStyle(other=" et al."))
    bracket_textual: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", "; "))
    bracket_parenthetical: BracketStyle = field(
        default_factory=lambda: BracketStyle("(", ")", "; ")
    )

    def inner(self, role_name):
        return in_language(self.lang)[super().inner(role_name)]


@dataclass
class ChineseCitations(EnglishCitations):
    lang: str = "zh"
    person: PersonStyle = field(
        default_factory=lambda: PersonStyle(sep="、", sep2="、", last_sep="、", other="等")
    )
    bracket_textual: BracketStyle = field(default_factory=lambda: BracketStyle("（", "）", "；"))
    bracket_parenthetical: BracketStyle = field(
        default_factory=lambda: BracketStyle("（", "）", "；")
    )
    author_year_sep: str = "，"
    text_reference_sep: str = ""
    pre_text_sep: str = ""
    post_text_sep: str = "，"


class DropLabels(SphinxPostTransform):
    """Take the labels out of the list: author and year open each reference already."""

    default_priority = 6  # right after the list has been made (5)

    def run(self, **options):
        for citation in self.document.findall(nodes.citation):
            for label in list(citation.findall(nodes.label)):
                citation.remove(label)


def list_evidence(app, env):
    """Works that the claim cards name belong to the list, though no page cites them."""
    named = set(load("claim_evidence")["source"])
    lists = env.get_domain("cite").bibliographies
    for place, value in lists.items():
        lists[place] = value._replace(keys=sorted({*value.keys, *named}))


def setup(app):
    app.setup_extension("sphinxcontrib.bibtex")
    app.connect("env-updated", list_evidence, priority=400)
    for group, name in IN_USE:
        register_list_style(group, name, find_plugin(group, name), force=True)
    register_list_style("pybtex.style.formatting", "gbt7714", GBT7714)
    register_list_style("pybtex.style.formatting", "gbt7714_numeric", GBT7714Numeric)
    register_list_style("pybtex.style.formatting", "author_year_en", EnglishList)
    group = "sphinxcontrib.bibtex.style.referencing"
    register_citation_style(group, "author_year_zh", ChineseCitations)
    register_citation_style(group, "author_year_en", EnglishCitations)
    app.add_post_transform(DropLabels)
