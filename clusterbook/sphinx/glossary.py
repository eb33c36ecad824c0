"""The directive ``term-base``: ``data/terms.csv`` as a glossary in the edition's language.

Chinese keeps the order of the table, which goes by subject; English is alphabetical. A link made by
the role ``term`` shows the definition when the pointer rests on it, and the glossary lists the pages
that mark each term: it is the book's index.
"""

import json
import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import make_glossary_term
from sphinx.util.docutils import SphinxDirective

from clusterbook.language import collated, language, tr
from clusterbook.notebooks import cell_language, text
from clusterbook.sphinx.frame import ROOT, contents, place_title
from clusterbook.terms import anchor, forms, load

MARKED = re.compile(r"\{term\}`([^`<]+?)(?: *<([^>]+)>)?`")
USED = {"zh": "见于：", "en": "Used on: "}
AVOIDED = {"zh": "伴读本不作：{}。", "en": "Not used here: {}."}


class term_uses(nodes.General, nodes.Element):
    """Placeholder of the list of pages on which a term is marked."""


class TermBase(SphinxDirective):
    def run(self):
        path = self.env.srcdir / "data" / "terms.csv"
        self.env.note_dependency(str(path))
        rows = load(path)
        if language() == "en":
            rows.sort(key=lambda row: collated(row["en"]))
        entries = nodes.definition_list(classes=["glossary", "term-base"])
        entries += [self.entry(row) for row in rows]
        return [addnodes.glossary("", entries, sorted=False)]

    def entry(self, row):
        lang, other = tr(("zh", "en"), ("en", "zh"))
        source, line = self.get_source_info()
        term = make_glossary_term(
            self.env, [nodes.Text(row[lang])], None, source, line, anchor(row), self.state.document
        )
        foreign = nodes.inline("", row[other], classes=["term-other", f"language-{other}"])
        term += [nodes.Text(" "), foreign]
        meaning = nodes.definition("", nodes.paragraph("", row[f"definition_{lang}"]))
        banned = forms(row, f"avoid_{lang}")
        if banned:
            text = AVOIDED[lang].format(tr("、", ", ").join(banned))
            meaning += nodes.paragraph("", text, classes=["term-avoided"])
        meaning += term_uses("", term=row[lang])
        return nodes.definition_list_item("", term, meaning)


def index(app):
    """The pages that mark a term, in the order of the contents: ``{term: [page, …]}``."""
    found = {}
    for page in contents():
        path = Path(app.srcdir) / ROOT / f"{page}.ipynb"
        if ROOT + page not in app.env.found_docs:
            continue
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell_language(cell) == language():
                for shown, target in MARKED.findall(text(cell)):
                    found.setdefault((target or shown).strip(), {})[page] = True
    return {term: list(pages) for term, pages in found.items()}


def list_uses(app, doctree, docname):
    places = list(doctree.findall(term_uses))
    if not places:
        return
    pages = index(app)
    for place in places:
        links = [
            f'<a href="{app.builder.get_relative_uri(docname, ROOT + page)}">'
            f"{escape(place_title(page))}</a>"
            for page in pages.get(place["term"], ())
        ]
        html = f'<p class="term-uses">{USED[language()]}{tr("；", "; ").join(links)}</p>'
        place.replace_self(nodes.raw("", html if links else "", format="html"))


def explain(app, doctree, docname):
    """Give each link to a term its definition as the title that the pointer shows."""
    table = app.env.srcdir / "data" / "terms.csv"
    links = [node for node in doctree.findall(nodes.reference) if is_term(node)]
    if links:
        meanings = {anchor(row): row[f"definition_{language()}"] for row in load(table)}
        for link in links:
            link["reftitle"] = meanings.get(fragment(link), "")


def is_term(link):
    return any("std-term" in inline["classes"] for inline in link.findall(nodes.inline))


def fragment(link):
    return link.get("refid") or link.get("refuri", "").rpartition("#")[2]


def setup(app):
    app.add_node(term_uses)
    app.add_directive("term-base", TermBase)
    app.connect("doctree-resolved", list_uses)
    app.connect("doctree-resolved", explain)
