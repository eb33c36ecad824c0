"""What can be pointed at: every figure and table of the pages, with page, caption and anchor."""

import ast
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clusterbook.language import pick
from clusterbook.notebooks import text


@dataclass(frozen=True)
class Anchor:
    """A figure or table: its label is the anchor of its page; the caption holds both languages."""

    label: str
    kind: str
    page: str
    caption: str

    def title(self, lang):
        return pick(self.caption, lang)


@cache
def anchors(folder):
    """Figures and tables by label, in the order of the pages' names and of their cells.

    ``folder`` is that of the notebooks. Raises ``ValueError`` for a label that stands twice.
    """
    found = {}
    folder = Path(folder)
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        page = path.relative_to(folder).with_suffix("").as_posix()
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            for anchor in of_cell(cell, page):
                if anchor.label in found:
                    raise ValueError(
                        f"the label {anchor.label!r} stands on {found[anchor.label].page} and {page}"
                    )
                found[anchor.label] = anchor
    return found


def of_cell(cell, page):
    figure = cell["metadata"].get("mystnb", {}).get("figure", {})
    if "name" in figure:
        yield Anchor(figure["name"], "figure", page, figure["caption"])
    yield from tables_in(text(cell), page)


@cache
def tables_in(code, page):
    found = []
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TABLES:
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if {"name", "caption"} <= given.keys():
                name, caption = (constant(given[key], page) for key in ("name", "caption"))
                found.append(Anchor(name, "table", page, caption))
    return found


# The calls that show a numbered table.
TABLES = ("table", "regression_table", "fact_table", "case_table", "linkage_table", "place_table")


def constant(node, page):
    if not isinstance(node, ast.Constant):
        raise ValueError(f"{page}: name and caption of a table must be written out in the call")
    return node.value
