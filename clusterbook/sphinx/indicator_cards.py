"""The directive ``indicator-cards``: one card an indicator, by family.

Formula, range, edge cases, source, what other packages return, the docstring's example as it comes
out now, and the pages that use it.
"""

import inspect
import json
import re

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.data import load
from clusterbook.indicators.cards import CARDS, FAMILIES
from clusterbook.language import language, tr
from clusterbook.notebooks import text
from clusterbook.sphinx.frame import place_title


class IndicatorCards(SphinxDirective):
    def run(self):
        self.pages = self.code_of_pages()
        families = []
        for family, names in FAMILIES.items():
            section = self.section(f"indicators-{family}", tr(*names))
            section += [self.card(card) for card in CARDS if card.family == family]
            families.append(section)
        return families

    def section(self, anchor, title, *more):
        node = nodes.section("", ids=[anchor], names=[anchor])
        node += nodes.title("", "", nodes.Text(title), *more)
        return node

    def card(self, card):
        other = card.name[language() == "zh"]
        foreign = nodes.inline("", other, classes=["term-other", f"language-{tr('en', 'zh')}"])
        section = self.section(
            f"indicator-{card.function.replace('_', '-')}",
            tr(*card.name),
            *([nodes.Text(" "), foreign] if other not in card.name[language() == "en"] else []),
        )
        section["classes"].append("indicator-card")
        section += nodes.paragraph("", "", nodes.literal("", signature(card)))
        section += self.parsed(f"```{{math}}\n{card.formula}\n```")
        facts = [
            (("取值", "Range"), self.parsed(tr(*card.range))),
            (("边界情形", "Edge cases"), self.parsed(tr(*card.edges))),
            (("其他软件包", "Other packages"), self.parsed(tr(*card.peers))),
        ]
        source = self.source(card)
        if source:
            facts.append((("出处", "Source"), self.parsed(source)))
        facts.append((("所用之页", "Used on"), [self.uses(card)]))
        listed = nodes.field_list()
        for label, body in facts:
            field = nodes.field("", nodes.field_name("", tr(*label)), nodes.field_body("", *body))
            listed += field
        section += listed
        code, printed = card.worked_example()
        section += nodes.paragraph("", "", nodes.strong("", tr("算例", "Worked example")))
        section += nodes.literal_block(code, code, language="python")
        section += nodes.literal_block(printed, printed, language="text")
        section += nodes.raw(
            "", f"<details><summary>{tr('函数说明（英文）', 'Docstring')}</summary>", format="html"
        )
        section += nodes.literal_block(card.docstring, card.docstring, language="text")
        section += nodes.raw("", "</details>", format="html")
        return section

    def source(self, card):
        cited = [f"{{cite:t}}`{key}`" for key in card.sources]
        return tr("；", "; ").join(cited) + tr("。", ".") if cited else ""

    def uses(self, card):
        """Links to the pages whose code calls the function."""
        found = [page for page, code in self.pages if re.search(rf"\b{card.function}\(", code)]
        if not found:
            return nodes.paragraph("", tr("没有哪一页直接调用。", "Called in no page’s own code."))
        paragraph = nodes.paragraph()
        for number, page in enumerate(found):
            if number:
                paragraph += nodes.Text(tr("，", ", "))
            link = addnodes.pending_xref(
                "",
                nodes.inline("", place_title(page)),
                refdomain="std",
                reftype="doc",
                reftarget=f"/chapters/{page}",
                refdoc=self.env.docname,
                refexplicit=True,
                refwarn=True,
            )
            paragraph += link
        return paragraph

    def code_of_pages(self):
        """``(page, its code)`` for every page of the contents table."""
        pages = []
        for page in load("contents")["page"]:
            path = self.env.srcdir / "chapters" / f"{page}.ipynb"
            if path.is_file():
                self.env.note_dependency(str(path))
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                pages.append((page, "\n".join(text(c) for c in cells if c["cell_type"] == "code")))
        return pages

    def parsed(self, source):
        """MyST text as nodes, so that citations and mathematics work."""
        holder = nodes.Element()
        name, _ = self.get_source_info()
        self.state.nested_parse(StringList(source.splitlines(), name), self.content_offset, holder)
        return holder.children


def signature(card):
    return f"{card.function}{inspect.signature(card.callable)}"


def setup(app):
    app.add_directive("indicator-cards", IndicatorCards)
