"""The data catalogue: every table of ``data/datapackage.json``, a section each, and its download.

The tables lie once in the built site, in the folder ``data`` beside the Chinese pages; the English
pages link there.
"""

import shutil
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.citation import table_anchor, table_citation
from clusterbook.coverage import drawn
from clusterbook.data import PACKAGE, describe, load, source_of, tables
from clusterbook.language import language, number, tr
from clusterbook.sphinx.citing import access_hint, blocks, folded
from clusterbook.sphinx.frame import ROOT, contents, place_title

FOLDER = "data"
BESIDE = (PACKAGE, "LICENSES.md")


class Catalogue(SphinxDirective):
    """A section for each table: what it holds, how far it reaches, what is wrong with it, whence
    it comes and under what licence, who uses it, how to cite and where to get it.
    """

    def run(self):
        self.env.note_dependency(str(Path(self.env.srcdir) / FOLDER / PACKAGE))
        return [self.table(name) for name in tables()]

    def table(self, name):
        resource, lang = describe(name), language()
        section = nodes.section(ids=[table_anchor(name)], names=[])
        section += nodes.title("", resource[f"title_{lang}"])
        section += nodes.paragraph("", resource[f"description_{lang}"])
        if source_of(name) == "own":
            section += nodes.paragraph("", "", nodes.strong("", own_words(resource)))
        if resource.get(f"defects_{lang}"):
            label = nodes.strong("", tr("已知缺陷：", "Known defects: "))
            section += nodes.paragraph("", "", label, nodes.Text(resource[f"defects_{lang}"]))
        section += raw(drawn(load(name), resource))
        section += self.used_by(resource)
        section += raw(self.facts(resource) + field_table(resource))
        base = self.config.html_baseurl
        formats = table_citation(name, lang, base, self.env.srcdir)
        summary = tr(
            "引用本表（GB/T 7714、BibTeX、RIS）", "Cite this table (GB/T 7714, BibTeX, RIS)"
        )
        section += folded("", "", *blocks(formats), access_hint(), summary=summary)
        return section

    def used_by(self, resource):
        paragraph = nodes.paragraph("", "", nodes.strong("", tr("用到的页：", "Used on: ")))
        order = {page: place for place, page in enumerate(contents())}
        used = sorted(resource["pages"], key=lambda page: order.get(page, -1))
        for number_, page in enumerate(used):
            if number_:
                paragraph += nodes.Text(tr("、", ", "))
            paragraph += self.page_link(page)
        if not resource["pages"]:
            paragraph += nodes.Text(tr("尚无", "no page yet"))
        return paragraph

    def page_link(self, page):
        title = place_title(page) if page in contents() else tr("首页", "Front page")
        return addnodes.pending_xref(
            "",
            nodes.inline("", title),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{ROOT}{page}",
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=True,
        )

    def facts(self, resource):
        lang = language()
        rows = (
            (tr("表名", "Name"), f"<code>{resource['name']}</code>"),
            (tr("发布者", "Publisher"), escape(resource[f"publisher_{lang}"])),
            (tr("取得途径", "Route of access"), escape(tr("；", "; ").join(route(resource)))),
            (tr("数据版本", "Vintage"), escape(resource[f"vintage_{lang}"])),
            (tr("范围", "Coverage"), escape(resource[f"coverage_{lang}"])),
            (tr("许可", "Licence"), escape(licence(resource))),
            (tr("下载", "Download"), self.downloads(resource)),
            ("SHA-256", escape(resource["hash"].removeprefix("sha256:"))),
        )
        cells = "".join(f"<div><dt>{label}</dt><dd>{html}</dd></div>" for label, html in rows)
        return f'<dl class="section-card table-card">{cells}</dl>'

    def downloads(self, resource):
        up = "../" * (self.env.docname.count("/") + (language() == "en"))
        name = resource["path"]
        rows = tr(f"{number(resource['rows'])}行", f"{number(resource['rows'])} rows")
        size = f"{max(1, round(resource['bytes'] / 1000))} kB"
        link = f'<a href="{up}{FOLDER}/{name}" download>{name}</a>'
        return link + tr(f"（{rows}，{size}）", f" ({rows}, {size})")


def raw(html):
    return nodes.raw("", html, format="html")


def route(resource):
    """The steps by which the figures came, in the edition's language where they are in words."""
    return resource.get(f"route_{language()}", resource["route"])


def licence(resource):
    declared = resource.get(f"licence_{language()}", resource["licence_declared"])
    return declared + tr("，查于", ", checked ") + resource["licence_checked"]


def own_words(resource):
    return tr(
        f"本次生成读的是自备文件{resource['own_file']}，不是下面所附的表。",
        f"This build reads the reader's own file {resource['own_file']}, not the table below.",
    )


def field_table(resource):
    lang = language()
    rows = "".join(
        f"<tr><th scope='row'><code>{escape(field['name'])}</code></th>"
        f"<td>{field['type']}</td>"
        f"<td>{escape(field.get(tr('unit_zh', 'unit'), ''))}</td>"
        f"<td>{escape(field[f'description_{lang}'])}</td></tr>"
        for field in resource["schema"]["fields"]
    )
    heads = (("字段", "Field"), ("类型", "Type"), ("单位", "Unit"), ("含义", "Meaning"))
    head = "".join(f"<th scope='col'>{tr(*pair)}</th>" for pair in heads)
    count = len(resource["schema"]["fields"])
    summary = tr(f"字段（{count}个）", f"Fields ({count})")
    return (
        f"<details class='fields'><summary>{summary}</summary>"
        "<div class='pst-scrollable-table-container'>"
        f"<table class='table'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "</div></details>"
    )


def carry(app, exception):
    """Lay the tables, their descriptor and their licences into the site, once for both editions."""
    if exception or language() != "zh" or app.builder.format != "html":
        return
    target = Path(app.outdir) / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name in (*BESIDE, *(describe(table)["path"] for table in tables())):
        shutil.copyfile(Path(app.srcdir) / FOLDER / name, target / name)


def setup(app):
    app.add_directive("data-catalogue", Catalogue)
    app.connect("build-finished", carry)
