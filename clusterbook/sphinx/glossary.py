"""The directive ``term-base``: ``data/terms.csv`` as a glossary in the edition's language.

Chinese keeps the order of the table, which goes by subject; English is alphabetical. A link made by
the role ``term`` shows the definition when the pointer rests on it.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import make_glossary_term
from sphinx.util.docutils import SphinxDirective

from clusterbook.language import language, tr
from clusterbook.terms import anchor, forms, load

AVOIDED = {"zh": "伴读本不作：{}。", "en": "Not used here: {}."}


class TermBase(SphinxDirective):
    def run(self):
        path = self.env.srcdir / "data" / "terms.csv"
        self.env.note_dependency(str(path))
        rows = load(path)
        if language() == "en":
            rows.sort(key=lambda row: row["en"].lower())
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
        return nodes.definition_list_item("", term, meaning)


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
    app.add_directive("term-base", TermBase)
    app.connect("doctree-resolved", explain)
