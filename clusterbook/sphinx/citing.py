"""The directives ``cite-this-page`` and ``cite-the-book``."""

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.citation import (
    ACCESS,
    FORMATS,
    book_citation,
    companion_citation,
    page_citation,
)
from clusterbook.language import LANGUAGES, language, tr
from clusterbook.sphinx.frame import ROOT, contents

CITE_PAGE = "chapters/back/cite"
HIGHLIGHT = {"gbt7714": "text", "bibtex": "bibtex", "ris": "text"}


class folded(nodes.comment):
    """A folded block; it descends from the comment because the search index passes over those."""


def visit_folded(self, node):
    self.body.append(f'<details class="cite-this-page">\n<summary>{node["summary"]}</summary>\n')


def depart_folded(self, node):
    self.body.append("</details>\n")


class CiteThisPage(SphinxDirective):
    """Append the section “引用本页 | Cite this page” to the page, wherever it is called."""

    def run(self):
        page = next(iter(self.state.document.findall(nodes.section)), None)
        if page is None:
            raise self.error("cite-this-page needs a page with a title")
        self.env.note_dependency(str(Path(self.env.srcdir) / "CITATION.cff"))
        base = self.config.html_baseurl
        if self.env.docname == self.config.root_doc:
            formats = companion_citation(language(), base, self.env.srcdir)
        else:
            title = page[page.first_child_matching_class(nodes.title)].astext()
            titles = {**self.titles(), language(): title}
            formats = page_citation(
                titles["zh"], titles["en"], self.env.docname, language(), base, self.env.srcdir
            )
        section = nodes.section(ids=["cite-this-page"])
        section += nodes.title("", tr("引用本页", "Cite this page"))
        summary = tr("引文（GB/T 7714、BibTeX、RIS）", "Citation (GB/T 7714, BibTeX, RIS)")
        section += folded("", "", *blocks(formats), access_hint(), summary=summary)
        section += self.book_is_apart()
        page += section
        return []

    def titles(self):
        """The page's titles in both languages as the table of contents has them, if it has them."""
        row = contents().get(self.env.docname.removeprefix(ROOT), {})
        return {lang: row.get(f"title_{lang}", "") for lang in LANGUAGES}

    def book_is_apart(self):
        link = addnodes.pending_xref(
            "",
            nodes.inline("", tr("怎样引用", "How to cite")),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{CITE_PAGE}",
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=True,
        )
        before, after = tr(
            ("原书须另行引用，见", "。"),
            ("The printed book is cited separately: see ", "."),
        )
        return nodes.paragraph("", before, link, nodes.Text(after), classes=["citation-apart"])


class CiteTheBook(SphinxDirective):
    """The printed book's citation and the companion's, each in the three formats."""

    def run(self):
        root = self.env.srcdir
        for name in ("CITATION.cff", "references.bib"):
            self.env.note_dependency(str(Path(root) / name))
        companion = companion_citation(language(), self.config.html_baseurl, root)
        return [
            nodes.rubric("", tr("原书（印本）", "The printed book")),
            *blocks(book_citation(language(), root)),
            nodes.rubric("", tr("伴读本", "The companion")),
            *blocks(companion),
            access_hint(),
        ]


def blocks(formats):
    """Each format's name and, below it, its text as a block that can be copied."""
    for name, text in formats.items():
        yield nodes.paragraph("", "", nodes.strong("", FORMATS[name]))
        yield nodes.literal_block(
            text, text, language=HIGHLIGHT[name], classes=["citation-text"], xml_space="preserve"
        )


def access_hint():
    return nodes.paragraph(
        "",
        tr(
            f"请把{ACCESS}换成读到本页的日期；引文里没有网址的，在其后补上。",
            f"Put the day on which you read the page in place of {ACCESS}; where an entry has no "
            "address, add it after that.",
        ),
    )


def setup(app):
    app.add_node(folded, html=(visit_folded, depart_folded))
    app.add_directive("cite-this-page", CiteThisPage)
    app.add_directive("cite-the-book", CiteTheBook)
