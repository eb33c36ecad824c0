"""What every page carries without writing it: the section card below the title, the citation last."""

import json
import re
from functools import cache

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.citation import table_anchor
from clusterbook.claims import CHECKS, claims
from clusterbook.data import load, source_of
from clusterbook.language import language, tr
from clusterbook.notebooks import tables_loaded
from clusterbook.numbering import section_of
from clusterbook.sphinx.claims import findings, settled, status_counts

ROOT = "chapters/"
CARD = "```{section-card}\n```"
CITATION = "```{cite-this-page}\n```"
AVAILABLE = {
    "full": ("原文在手", "text at hand"),
    "part": ("仅得部分正文", "part of the text at hand"),
    "no": ("未得正文", "text not available"),
}
STATUS = {
    "finished": ("已完成", "finished"),
    "in_preparation": ("编写中", "in preparation"),
}


@cache
def contents():
    """Rows of ``data/contents.csv`` by page, as dicts without missing values."""
    table = load("contents").astype(object)
    table = table.where(table.notna(), "")
    return {row["page"]: row for row in table.to_dict("records")}


def place_title(page):
    """The title of a page with its chapter: the sections of each chapter count from one."""
    title = contents()[page][f"title_{language()}"]
    chapter = re.fullmatch(r"ch(\d)/s\d\d-.*", page)
    if not chapter:
        return title
    return tr(f"第{'一二三四五'[int(chapter[1]) - 1]}章{title}", f"{chapter[1]}.{title}")


def progress():
    """``(finished pages, all pages)`` of the table of contents."""
    rows = contents().values()
    return sum(row["status"] == "finished" for row in rows), len(rows)


def markdown_cell(name, text):
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def frame(app, docname, source):
    """Put the card after the title cell and the citation after the last cell of a notebook."""
    if not docname.startswith(ROOT) or not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    cells = notebook["cells"]
    page = docname.removeprefix(ROOT)
    if page in contents():
        cells.insert(1, markdown_cell("section-card", CARD))
    cells.append(markdown_cell("cite-this-page", CITATION))
    app.env.metadata[docname]["tables"] = tables_loaded(notebook)
    app.env.metadata[docname]["runs"] = any(c["cell_type"] == "code" for c in cells)
    source[0] = json.dumps(notebook, ensure_ascii=False)


class SectionCard(SphinxDirective):
    """The card of the page it stands on; its rows are filled in when the page is written."""

    def run(self):
        node = section_card()
        node["page"] = self.env.docname.removeprefix(ROOT)
        return [node]


class section_card(nodes.General, nodes.Element):
    """Placeholder of the card."""


def pages_text(row):
    if not row["page_start"]:
        return tr("前言未编页码", "preface, unnumbered pages")
    first, last = int(row["page_start"]), int(row["page_end"])
    return tr(f"第{first}—{last}页", f"pp. {first}–{last}")


def claims_text(page):
    """What the page owns: claims of the page, or of a chapter's sections for its index."""
    folder = page.removesuffix("index") if page.endswith("/index") else None
    owned = [c for c in claims().values() if c.page == page or folder and c.page.startswith(folder)]
    if not owned:
        return ""
    ids = [c.id for c in owned]
    checked = sum(claim in findings() for claim in ids)
    counts = status_counts(ids)
    detail = tr("，", ", ").join(
        tr(f"{verdict.zh}{count}", f"{verdict.value} {count}") for verdict, count in counts.items()
    )
    total = tr(
        f"{len(owned)}条，已检验{checked}条，有定论{settled(ids)}条",
        f"{len(owned)}, {checked} checked, {settled(ids)} settled",
    )
    return total + (tr(f"（{detail}）", f" ({detail})") if detail else "")


def runtime_text(app, docname):
    if not app.env.metadata[docname].get("runs"):
        return ""
    seconds = (app.env.nb_metadata[docname].get("exec_data") or {}).get("runtime")
    if not seconds:
        return ""
    rounded = max(1, round(seconds))
    return tr(f"约{rounded}秒", f"about {rounded} s")


def tables_html(app, docname, row):
    """The tables that the page loads or its claims' checks read, linked to the catalogue."""
    checks = [
        CHECKS[c.id] for c in claims().values() if c.page == row["page"] and c.id in findings()
    ]
    names = [*app.env.metadata[docname].get("tables", []), *(n for c in checks for n in c.data)]
    catalogue = app.builder.get_relative_uri(docname, f"{ROOT}back/catalogue")
    return tr("、", ", ").join(
        f'<a href="{catalogue}#{table_anchor(name)}">{name}</a>{own_note(name)}'
        for name in dict.fromkeys(names)
    )


def own_note(name):
    if source_of(name) == "shipped":
        return ""
    return tr("（读自自备文件，不是伴读本所附）", " (from the reader’s own file)")


def card_rows(app, docname, row):
    """``(label, HTML)`` pairs of the card, in the edition's language; empty ones are left out."""
    available = AVAILABLE.get(row["text_available"])
    note = row[f"note_{language()}"]
    printed = row["kind"] in ("preface", "chapter", "section", "sheet")
    yield tr("状态", "Status"), tr(*STATUS[row["status"]])
    if row["kind"] == "sheet":
        page = section_of(row["page"])
        title = contents()[page][f"title_{language()}"]
        address = app.builder.get_relative_uri(docname, ROOT + page)
        yield tr("所属", "Belongs to"), f'<a href="{address}">{title}</a>'
    if printed:
        yield tr("原书", "Printed book"), pages_text(row)
        yield (
            tr("正文", "Its text"),
            tr(*available) + (tr(f"（{note}）", f" ({note})") if note else ""),
        )
    yield tr("论断", "Claims"), claims_text(row["page"])
    yield tr("数据", "Data"), tables_html(app, docname, row)
    yield tr("重跑", "Rerun"), runtime_text(app, docname)


def fill(app, doctree, docname):
    for node in list(doctree.findall(section_card)):
        row = contents()[node["page"]]
        rows = "".join(
            f"<div><dt>{label}</dt><dd>{html}</dd></div>"
            for label, html in card_rows(app, docname, row)
            if html
        )
        html = f'<dl class="section-card status-{row["status"]}">{rows}</dl>'
        if row["kind"] in ("section", "sheet") and row["text_available"] == "no":
            html += standing_box(row)
        node.replace_self(nodes.raw("", html, format="html"))


def standing_box(row):
    title = tr("未得正文", "Text not available")
    if row["kind"] == "sheet":
        body = tr(
            "本页所属的一节，印本正文不在我们手中；目录也没有列出其中写到的集群。",
            "We do not hold the printed text of the section that this page belongs to, nor does the "
            "table of contents list the clusters in it. ",
        )
    else:
        body = tr(
            "本节印本正文不在我们手中。",
            "We do not hold the printed text of this section. ",
        )
    if row["status"] == "in_preparation":
        body += tr("本页尚未写成。", "This page is not written yet.")
    elif row["kind"] == "sheet":
        body += tr(
            "本页据公开的数据与事实写成，不代表原书所写。",
            "This page is written from public data and facts and does not say what the book wrote.",
        )
    else:
        body += tr(
            "本页据目录与同类文献重建，不代表原书所写。",
            "This page is reconstructed from the table of contents and from the literature; it does "
            "not say what the book wrote.",
        )
    return (
        f'<div class="admonition note standing-box"><p class="admonition-title">{title}</p>'
        f"<p>{body}</p></div>"
    )


def setup(app):
    app.add_node(section_card)
    app.add_directive("section-card", SectionCard)
    # After editions.read_one_language has picked the language, at the default priority.
    app.connect("source-read", frame, priority=600)
    app.connect("doctree-resolved", fill)
