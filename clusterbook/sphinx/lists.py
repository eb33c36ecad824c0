"""Lists that gather what stands all over the book: figures and tables, and the run of each page."""

import statistics
from datetime import date
from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.anchors import anchors
from clusterbook.citation import FORMATS, anchor_citation
from clusterbook.language import curled, language, tr
from clusterbook.notebooks import notebooks_folder
from clusterbook.replicate import versions
from clusterbook.sphinx.downloads import file_links
from clusterbook.sphinx.frame import ROOT, contents, place_title

KINDS = {"figure": ("图", "Figures"), "table": ("表", "Tables")}


class gathered(nodes.General, nodes.Element):
    """Placeholder of a list, made when the page is written; ``what`` names its maker."""


def directive(what):
    class Gathered(SphinxDirective):
        def run(self):
            node = gathered()
            node["what"] = what
            return [node]

    return Gathered


def number_of(app, docname, label):
    """The printed number of a figure or table, as the numbering of its page has it."""
    for kind in app.env.toc_fignumbers.get(docname, {}).values():
        if label in kind:
            return ".".join(map(str, kind[label]))
    return ""


def listing(heads, rows):
    head = "".join(f'<th scope="col">{tr(*pair)}</th>' for pair in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="table-box" tabindex="0"><table class="listing"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def citation(app, label):
    base = app.config.html_baseurl or ""
    texts = anchor_citation(label, language(), base, app.srcdir)
    blocks = "".join(
        f"<p><b>{FORMATS[name]}</b></p><pre>{escape(text)}</pre>" for name, text in texts.items()
    )
    return f"<details><summary>{tr('引文', 'Citation')}</summary>{blocks}</details>"


def figures_and_tables(app, docname):
    """Every figure and table in the order of the pages: number, caption, files, citation."""
    rows = contents()
    titles = {page: place_title(page) for page in rows}
    order = {page: place for place, page in enumerate(rows)}
    known = sorted(
        anchors(notebooks_folder()).values(), key=lambda a: order.get(a.page, len(order))
    )
    parts = []
    for kind, name in KINDS.items():
        shown = []
        for anchor in known:
            page = ROOT + anchor.page
            if anchor.kind != kind or page not in app.env.found_docs:
                continue
            uri = app.builder.get_relative_uri(docname, page)
            title = f'<a href="{uri}#{anchor.label}">{escape(curled(anchor.title(language())), quote=False)}</a>'
            if kind == "figure":
                title += file_links(docname, anchor.page, anchor.label)
            shown.append(
                [
                    number_of(app, page, anchor.label),
                    f"{title}<br><small>{escape(titles.get(anchor.page, anchor.page))} · "
                    f"<code>{anchor.label}</code></small>{citation(app, anchor.label)}",
                ]
            )
        heads = (("编号", "Number"), ("标题、文件与引文", "Title, files and citation"))
        parts.append(f"<h2>{tr(*name)}</h2>{listing(heads, shown)}")
    return "".join(parts)


def runs(app, docname):
    """How long each notebook ran in this edition, when, and with which versions."""
    found = {
        page: (app.env.nb_metadata.get(ROOT + page, {}).get("exec_data") or {})
        for page in contents()
    }
    # A page without code has nothing to run.
    found = {
        page: data
        for page, data in found.items()
        if data.get("runtime") and app.env.metadata[ROOT + page].get("runs")
    }
    rows = [
        [
            f'<a href="{app.builder.get_relative_uri(docname, ROOT + page)}">'
            f"{escape(place_title(page))}</a>",
            f"{data['runtime']:.1f}",
            f'<span class="date">{date.fromtimestamp(data["mtime"]).isoformat()}</span>',
            tr("成功", "succeeded") if data["succeeded"] else tr("失败", "failed"),
        ]
        for page, data in found.items()
    ]
    seconds = sorted(data["runtime"] for data in found.values())
    summary = ""
    if seconds:
        summary = tr(
            f"{len(seconds)}个笔记本，中位数{statistics.median(seconds):.1f}秒，"
            f"最长{seconds[-1]:.1f}秒，合计{sum(seconds):.0f}秒。",
            f"{len(seconds)} notebooks: median {statistics.median(seconds):.1f} s, longest "
            f"{seconds[-1]:.1f} s, {sum(seconds):.0f} s in all.",
        )
    heads = (("页面", "Page"), ("秒", "Seconds"), ("日期", "Date"), ("结果", "Result"))
    used = listing(
        (("软件", "Software"), ("版本", "Version")),
        [[f"<code>{name}</code>", value] for name, value in versions().items() if name != "system"],
    )
    return f"<p>{summary}</p>{listing(heads, rows)}<p></p>{used}"


MAKERS = {"figure-list": figures_and_tables, "execution-statistics": runs}


def fill(app, doctree, docname):
    for node in list(doctree.findall(gathered)):
        html = MAKERS[node["what"]](app, docname)
        node.replace_self(nodes.raw("", html, format="html"))


def remember_reading(app, env, docnames):
    app.pages_read = bool(docnames)


def written_again(app, env):
    """The lists depend on all other pages: write theirs whenever one was read."""
    pages = (ROOT + page for page in ("back/lists", "back/rerun"))
    return [page for page in pages if app.pages_read and page in env.found_docs]


def setup(app):
    app.add_node(gathered)
    for name in MAKERS:
        app.add_directive(name, directive(name))
    app.connect("doctree-resolved", fill)
    app.connect("env-before-read-docs", remember_reading)
    app.connect("env-updated", written_again)
