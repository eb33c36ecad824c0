"""Bring your own: a reader's tables, and what is asked of them before they stand in for the book's.

A reader's file is held to the descriptor of the table it stands in for. Each fault says where it
is, what was found and what to do.
"""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusterbook.data import DataError, _listing, _nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[[str], list[dict[str, str]]]

VARIABLE = "CLUSTERBOOK_DATA"
PROVINCES = ("province_code", "province", "province_en")
FIRST_YEAR = 1949


def folder(tables: Callable[[], list[str]]) -> Path | None:
    """The reader's folder; a table file in it that names no table is refused, not passed over."""
    if not os.environ.get(VARIABLE):
        return None
    where = Path(os.environ[VARIABLE])
    if not where.is_dir():
        raise DataError(
            f"{VARIABLE} names no folder: give its full path, or unset it to read the book's tables"
        )
    known = tables()
    for path in sorted(where.glob("*.csv")):
        if path.stem not in known:
            raise DataError(
                f"{VARIABLE}/{path.name}: no table {path.stem!r}{_nearest(path.stem, known)}: "
                "rename the file after its table, or keep it elsewhere"
            )
    return where


def faults(path: Path, resource: dict[str, Any], label: str, shipped: Rows) -> list[str]:
    """List what is wrong with a reader's file, each fault with what was found and what to do.

    `shipped` gives the rows of a table of the book, whose provinces count as known.
    """
    if not path.is_file():
        return [f"{label}: no such file: check the path"]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = "GB18030" if reads_as(content, "gb18030") else f"byte 0x{content[error.start]:02x}"
        return [f"{label}, row {row}: found {found}, not UTF-8: save the file as CSV UTF-8"]
    if not text.strip():
        return [f"{label}: the file is empty: fill it, a header first"]

    first, *rest = text.splitlines()
    header = next(csv.reader([first]))
    expected = [field["name"] for field in resource["schema"]["fields"]]
    if len(header) == 1 < len(expected):
        return [f"{label}, row 1: found {first!r}, not separated by commas: save it with commas"]
    wrong = [
        f"{label}, row 1, column {name}: missing: add it, empty where its values are unknown"
        for name in expected
        if name not in header
    ]
    wrong += [
        f"{label}, row 1: found unknown column {name!r}{_nearest(name.lower(), expected)}: rename or remove it"
        for name in header
        if name not in expected
    ]
    if not wrong and header != expected:
        wrong = [f"{label}, row 1: found {first!r}: put the columns as {','.join(expected)}"]
    if not wrong and not any(line.strip() for line in rest):
        wrong = [f"{label}: no rows below the header: fill them in"]
    return wrong or cell_faults(path, resource, label, shipped)


def reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def cell_faults(path: Path, resource: dict[str, Any], label: str, shipped: Rows) -> list[str]:
    from frictionless import Resource

    known = provinces(resource, shipped)
    fields = [for_readers(field, known) for field in resource["schema"]["fields"]]
    descriptor = {
        "name": resource["name"],
        "path": path.name,
        "format": "csv",
        "encoding": "utf-8-sig",
        "schema": {**resource["schema"], "fields": fields},
    }
    checked = Resource.from_descriptor(descriptor, basepath=str(path.resolve().parent))
    faults = []
    for task in checked.validate().tasks:
        for error in task.errors:
            row, name = getattr(error, "row_number", None), getattr(error, "field_name", None)
            place = [label, *([f"row {row}"] if row else []), *([f"column {name}"] if name else [])]
            field = next((field for field in fields if field["name"] == name), None)
            faults.append(f"{', '.join(place)}: {what_to_do(error, field, resource)}")
    return mismatched(path, label, known, shipped) + faults


def for_readers(field: dict[str, Any], known: dict[str, set[str]]) -> dict[str, Any]:
    """A field as it binds a reader's file: see `check`."""
    constraints = dict(field.get("constraints", {}))
    if field["name"] == "source":
        constraints.pop("enum", None)
    if field["name"] == "year":
        constraints.update(minimum=FIRST_YEAR, maximum=date.today().year)
    if field["name"] in known:
        constraints.pop("pattern", None)
        constraints["enum"] = sorted(known[field["name"]])
    return {**field, "constraints": constraints}


def provinces(resource: dict[str, Any], shipped: Rows) -> dict[str, Any]:
    """What a table's columns of provinces may hold: the 31 of GDP, and what the table ships."""
    names = [field["name"] for field in resource["schema"]["fields"]]
    columns = [name for name in PROVINCES if name in names]
    if "province_code" not in columns:
        return {}
    known: dict[str, set[str]] = {name: set() for name in columns}
    for table in ("gdp", resource["name"]):
        for row in shipped(table):
            for name in columns:
                if row.get(name):
                    known[name].add(row[name])
    return known


def mismatched(path: Path, label: str, known: dict[str, Any], shipped: Rows) -> list[str]:
    """Rows whose code and names belong to different provinces."""
    if len(known) < 2:
        return []
    pairs = {row["province_code"]: row for row in shipped("gdp")}
    faults = []
    own = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    for number, row in enumerate(csv.DictReader(own), 2):
        right = pairs.get(row["province_code"])
        for name in known:
            if right and row[name] in known[name] and row[name] != right[name]:
                faults.append(
                    f"{label}, row {number}, column {name}: found {row[name]!r} beside "
                    f"{row['province_code']}, which is {right[name]}: correct one of the two"
                )
    return faults


def what_to_do(error: Any, field: dict[str, Any] | None, resource: dict[str, Any]) -> str:
    found = f"found {getattr(error, 'cell', None)!r}"
    if error.type == "type-error" and field:
        kind = {"integer": "a whole number", "number": "a number"}.get(field["type"], "text")
        return f"{found}, not {kind}: write digits alone, and nothing where there is no value"
    if error.type == "constraint-error" and field:
        limits = field["constraints"]
        if "required" in error.note:
            return "found nothing: a value is required: fill it in or remove the row"
        if "enum" in error.note:
            near = _nearest(str(error.cell), map(str, limits["enum"]))
            return f"{found}{near}: use one of {_listing(list(limits['enum']))}"
        if "imum" in error.note:
            low, high = limits.get("minimum", "…"), limits.get("maximum", "…")
            return f"{found}, out of range: values run from {low} to {high}: correct it"
        return f"{found}: {error.note}: correct it"
    if error.type == "primary-key":
        keys = ", ".join(resource["schema"]["primaryKey"])
        return f"the same {keys} as in another row ({error.note}): keep one of the two"
    if error.type in ("extra-cell", "missing-cell"):
        return f"{error.note}: count the commas; put text that holds a comma in quotation marks"
    return f"{error.title}: {error.note}: correct it"
