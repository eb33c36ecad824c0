"""Which pages use which table, found in the pages themselves and recorded in the data package."""

import json
from pathlib import Path

from clusterbook.claims import claims
from clusterbook.claims.registry import CHECKS
from clusterbook.data import PACKAGE
from clusterbook.notebooks import DIRECTIVE, tables_loaded, text

ROOT = Path(__file__).resolve().parent.parent
# What a directive reads on behalf of the page that calls it. The catalogue shows every table and
# the section card of every page reads the contents: neither counts as a use.
DIRECTIVES = {
    "claims-ledger": ("claims", "claim_evidence"),
    "claims-by-type": ("claims",),
    "open-claims": ("claims",),
    "argument-map": ("argument", "argument_steps", "claims"),
    "chapter-sections": ("contents",),
    "progress": ("contents", "claims"),
    "figure-list": ("contents",),
    "execution-statistics": ("contents",),
    "term-base": ("terms", "contents"),
}


def uses(root=ROOT):
    """``{table: {page, …}}``: tables that the code of a page loads, that a directive on it reads,
    and that the checks of its claims read.
    """
    found = {}
    chapters = Path(root) / "chapters"
    for path in sorted(chapters.rglob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        page = path.relative_to(chapters).with_suffix("").as_posix()
        prose = "\n".join(text(c) for c in notebook["cells"] if c["cell_type"] == "markdown")
        called = [table for name in DIRECTIVE.findall(prose) for table in DIRECTIVES.get(name, ())]
        for table in {*tables_loaded(notebook), *called}:
            found.setdefault(table, set()).add(page)
    for claim, check in CHECKS.load().items():
        for table in check.data:
            found.setdefault(table, set()).add(claims()[claim].page)
    return found


def record(root=ROOT):
    """Write the pages of every table into the descriptor; return the tables whose pages changed.

    Pages already listed keep their order, new ones follow.
    """
    path = Path(root) / "data" / PACKAGE
    package = json.loads(path.read_text(encoding="utf-8"))
    found = uses(root)
    changed = []
    for resource in package["resources"]:
        now, before = found.get(resource["name"], set()), resource.get("pages", [])
        if set(before) != now or "pages" not in resource:
            kept = [page for page in before if page in now]
            resource["pages"] = kept + sorted(now - set(kept))
            changed.append(resource["name"])
    if changed:
        content = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        path.write_text(content, encoding="utf-8", newline="\n")
    return changed
