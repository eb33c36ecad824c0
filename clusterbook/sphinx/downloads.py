"""What a reader takes away from a page: its notebook in one language, and its figures.

``_sources/<page>.ipynb``, which the theme's download button opens, becomes the notebook that
:mod:`clusterbook.reader` writes. Each figure is served as SVG, PNG and the CSV of what it draws,
under ``figures/<page>/``, with links in its caption.
"""

import base64
import json
from functools import cache
from pathlib import Path

from docutils import nodes
from pybtex.database import parse_file
from sphinx.util import logging

from clusterbook.citation import companion
from clusterbook.language import language, tr
from clusterbook.notebooks import text
from clusterbook.reader import dumps, glued_texts, reader_notebook, setup_code
from clusterbook.sphinx.frame import ROOT

log = logging.getLogger(__name__)
FOLDER = "figures"
KINDS = ("svg", "png", "csv")
SVG = "image/svg+xml"


def figure_cells(notebook):
    """``(label, cell)`` of the cells whose output is a named figure."""
    for cell in notebook["cells"]:
        label = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        if label and cell["cell_type"] == "code":
            yield label, cell


def file_links(docname, page, label):
    """Links from one page to the files of a figure on another."""
    place = f"{'../' * docname.count('/')}{FOLDER}/{page}/{label}"
    links = " ".join(f'<a href="{place}.{kind}" download>{kind.upper()}</a>' for kind in KINDS)
    words = tr("下载", "Download")
    return f' <span class="figure-files" aria-label="{words}">{links}</span>'


def link_files(app, doctree, docname):
    """Write the links to a figure's files at the end of its caption."""
    if app.builder.format != "html" or not docname.startswith(ROOT):
        return
    page = docname.removeprefix(ROOT)
    for figure in doctree.findall(nodes.figure):
        label = next((i for i in figure["ids"] if i.startswith("fig-")), None)
        caption = next(iter(figure.findall(nodes.caption)), None)
        if not label or caption is None:
            continue
        caption += nodes.raw("", file_links(docname, page, label), format="html")


def executed(app, docname):
    return Path(app.env.mystnb_config.output_folder) / f"{docname}.ipynb"


def write_figures(app, docname):
    path = executed(app, docname)
    if not path.is_file():
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for label, cell in figure_cells(notebook):
        output = next((o for o in cell["outputs"] if SVG in o.get("data", {})), None)
        if output is None:
            log.warning("%s: the cell of figure %s shows no SVG", docname, label)
            continue
        folder = Path(app.outdir) / FOLDER / docname.removeprefix(ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            "svg": joined(output["data"][SVG]).encode("utf-8"),
            "png": base64.b64decode(joined(output["data"]["image/png"])),
            "csv": joined(output["metadata"][SVG]["csv"]).encode("utf-8"),
        }
        for kind, content in files.items():
            (folder / f"{label}.{kind}").write_bytes(content)


def joined(content):
    return content if isinstance(content, str) else "".join(content)


@cache
def entries(root):
    return parse_file(str(Path(root) / "references.bib")).entries


def wheel_at(base, root):
    """Where the published site keeps the package; empty where the book is not published."""
    if not base:
        return ""
    version = companion(root)["version"]
    return f"{base.removesuffix('en/')}files/clusterbook-{version}-py3-none-any.whl"


def write_notebook(app, docname):
    source = Path(app.env.doc2path(docname))
    target = Path(app.outdir) / "_sources" / f"{docname}.ipynb"
    if not target.parent.is_dir():
        return
    notebook = json.loads(source.read_text(encoding="utf-8"))
    runs = any(cell["cell_type"] == "code" and text(cell) for cell in notebook["cells"])
    made = reader_notebook(
        notebook,
        docname.removeprefix(ROOT),
        language(),
        glued_texts(executed(app, docname).with_suffix(".glue.json")),
        entries=entries(app.srcdir),
        setup=setup_code(language(), wheel_at(app.config.html_baseurl, app.srcdir)) if runs else "",
        base=app.config.html_baseurl or "",
    )
    target.write_text(dumps(made), encoding="utf-8")


def write_all(app, exception):
    if exception or app.builder.format != "html":
        return
    for docname in app.env.found_docs:
        if docname.startswith(ROOT) and app.env.doc2path(docname).endswith(".ipynb"):
            write_figures(app, docname)
            write_notebook(app, docname)


def setup(app):
    app.connect("doctree-resolved", link_files)
    # After Sphinx has copied the sources.
    app.connect("build-finished", write_all, priority=800)
