"""The data catalogue: every table of ``data/datapackage.json`` in words and one row each."""

from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.data import describe, tables
from clusterbook.language import language, tr


class Catalogue(SphinxDirective):
    """A section for each table: what it holds, where it comes from, what its columns mean."""

    def run(self):
        return [node for name in tables() for node in self.table(describe(name))]

    def table(self, resource):
        lang = language()
        name = resource["name"]
        target = nodes.target("", "", ids=[f"data-{name.replace('_', '-')}"])
        title = nodes.rubric("", f"{resource[f'title_{lang}']} ({name})")
        return [
            target,
            title,
            nodes.paragraph("", resource[f"description_{lang}"]),
            nodes.raw("", self.facts(resource) + self.fields(resource), format="html"),
        ]

    def facts(self, resource):
        lang = language()
        rows = (
            (tr("发布者", "Publisher"), resource[f"publisher_{lang}"]),
            (tr("取得途径", "Route of access"), "; ".join(resource["route"])),
            (tr("数据版本", "Vintage"), resource[f"vintage_{lang}"]),
            (tr("范围", "Coverage"), resource[f"coverage_{lang}"]),
            (
                tr("许可", "Licence"),
                resource["licence_declared"]
                + tr("，查于", ", checked ")
                + resource["licence_checked"],
            ),
            (tr("行数", "Rows"), f"{resource['rows']:,}"),
            ("SHA-256", resource["hash"].removeprefix("sha256:")),
        )
        cells = "".join(
            f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in rows
        )
        return f'<dl class="section-card">{cells}</dl>'

    def fields(self, resource):
        lang = language()
        rows = "".join(
            f"<tr><th scope='row'><code>{escape(field['name'])}</code></th>"
            f"<td>{field['type']}</td><td>{escape(field.get('unit', ''))}</td>"
            f"<td>{escape(field[f'description_{lang}'])}</td></tr>"
            for field in resource["schema"]["fields"]
        )
        heads = (("字段", "Field"), ("类型", "Type"), ("单位", "Unit"), ("含义", "Meaning"))
        head = "".join(f"<th scope='col'>{tr(*pair)}</th>" for pair in heads)
        return (
            f"<details><summary>{tr('字段', 'Fields')}</summary><div class='table-box'>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
        )


def setup(app):
    app.add_directive("data-catalogue", Catalogue)
