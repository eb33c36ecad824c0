"""The sections of a chapter, or of the whole book, and which of them rest on the printed text."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.claims import claims
from clusterbook.language import language, tr
from clusterbook.sphinx.claims import ROOT, chapter_of, status_counts
from clusterbook.sphinx.frame import AVAILABLE, contents, pages_text


class chapter_sections(nodes.General, nodes.Element):
    """Placeholder, filled when the page is written."""


class ChapterSections(SphinxDirective):
    def run(self):
        return [chapter_sections()]


def html(app, docname):
    chapter = chapter_of(docname)
    rows = []
    for row in contents().values():
        if row["text_available"] not in AVAILABLE or chapter not in (None, row["chapter"]):
            continue
        if chapter and row["kind"] == "chapter":
            continue
        uri = app.builder.get_relative_uri(docname, ROOT + row["page"])
        title = row[f"title_{language()}"]
        voice = {
            "full": tr("原书", "the book"),
            "part": tr("原书与重建", "the book, and reconstruction"),
        }.get(row["text_available"], tr("重建", "reconstruction"))
        printed = f"{pages_text(row)}{tr('，', ', ')}{tr(*AVAILABLE[row['text_available']])}"
        counts = status_counts([c.id for c in claims().values() if c.page == row["page"]])
        verdicts = tr("，", ", ").join(f"{tr(v.zh, v.value)} {n}" for v, n in counts.items())
        cells = [f'<a href="{uri}">{title}</a>', printed, voice, verdicts or "—"]
        rows.append("".join(f"<td>{cell}</td>" for cell in cells))
    heads = (("节", "Section"), ("印本", "Printed text"), ("谁在说", "Voice"), ("判定", "Verdicts"))
    head = "".join(f'<th scope="col">{tr(*pair)}</th>' for pair in heads)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="table-box" tabindex="0"><table class="listing"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def fill(app, doctree, docname):
    for node in list(doctree.findall(chapter_sections)):
        node.replace_self(nodes.raw("", html(app, docname), format="html"))


def setup(app):
    app.add_node(chapter_sections)
    app.add_directive("chapter-sections", ChapterSections)
    app.connect("doctree-resolved", fill)
