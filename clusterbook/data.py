"""The tables of the companion: tidy CSV files, each read against its descriptor.

`data/datapackage.json` describes every table: fields, units, source, vintage, known defects and
the SHA-256 of its file. A table that no longer is what was registered is refused, and the faults
are named by file, row and column.

Readers bring their own figures in a folder named by the environment variable `CLUSTERBOOK_DATA`: a
file `NAME.csv` in it stands in for the table NAME once it fits the descriptor. The book's own
folder is never written to on that way.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["DataError", "check", "describe", "load", "register", "source_of", "tables", "years"]

PACKAGE = "datapackage.json"
FAULTS_SHOWN = 5
VALUES_SHOWN = 40

_intact: set[tuple[Path, int, int, str]] = set()


class DataError(ValueError):
    """A file of the data folder is missing, unreadable, or not what was registered."""


def load(name: str, /, **filters: Any) -> pd.DataFrame:
    """Read one table, rows kept where every column named in `filters` has the value asked for.

    A filter is a value or a list of values: `load("gdp", vintage="v4", year=[2010, 2011])`.
    Filters narrow the table in the order given.

    Returns a frame of (rows, fields), index 0, 1, 2 …: strings as `str`, numbers as `float64`,
    integers as `int64` (`Int64` where a value may be missing), empty cells as missing. Units
    stand in `describe(name)` or in the table's own unit column.

    Raises ValueError for an unknown table or column and for a value that
    occurs nowhere, DataError where the file is not the registered one.
    """
    import pandas as pd

    folder = _folder()
    resource = _resource(_package(folder), name)
    own = own_file(name)
    path = own or folder / resource["path"]
    if own:
        _require_fitting(own, resource)
    else:
        _require_intact(path, resource)
    frame = pd.read_csv(
        path,
        encoding="utf-8-sig" if own else "utf-8",
        dtype={field["name"]: _dtype(field) for field in resource["schema"]["fields"]},
        keep_default_na=False,
        na_values=[""],
    )
    narrowed = ""
    for column, wanted in filters.items():
        if column not in frame.columns:
            raise ValueError(
                f"{name}: no column {column!r}{_nearest(column, frame.columns)}; "
                f"columns are {', '.join(frame.columns)}"
            )
        values = list(wanted) if isinstance(wanted, list | tuple | set | range) else [wanted]
        present = sorted(frame[column].dropna().unique().tolist())
        for value in values:
            if value not in present:
                raise ValueError(
                    f"{name}: no row{narrowed} has {column} = {value!r}; "
                    f"values are {_listing(present)}"
                )
        frame = frame[frame[column].isin(values)]
        narrowed += f" with {column} = {wanted!r}"
    return frame.reset_index(drop=True)


def describe(name: str) -> dict[str, Any]:
    """Return a table's descriptor: titles, source, vintage, licence, fields, units, hash.

    Where the reader's own file stands in for the table, `own_file` holds its name; all else still
    describes the table that the book ships. Raises ValueError for an unknown table.
    """
    resource = _resource(_package(_folder()), name)
    own = own_file(name)
    return {**resource, "own_file": own.name} if own else resource


def source_of(name: str) -> str:
    """Return "own" where `load` reads the reader's own file, and "shipped" where it reads the book's.

    Raises ValueError for an unknown table.
    """
    return "own" if "own_file" in describe(name) else "shipped"


def check(path: str | Path, name: str) -> list[str]:
    """List what keeps a reader's file from standing in for the table `name`; empty where it fits.

    The file is held to the table's descriptor, with three differences: `source` names any source,
    a year runs from 1949 to the present one, and provinces are those of the book. A byte order mark
    and the line ends of Windows do no harm. Raises ValueError for an unknown table.
    """
    from clusterbook.own import faults

    return faults(Path(path), _resource(_package(_folder()), name), str(path), _shipped_rows)


def years(name: str) -> tuple[int, int] | None:
    """Return the first and the last year of a table, None where it has none.

    The column `year` says it, else years in the names of columns, else those of the vintage.
    """
    frame = load(name)
    if "year" in frame.columns:
        found = [int(year) for year in frame["year"].dropna()]
    else:
        found = _years_in(" ".join(frame.columns)) or _years_in(describe(name)["vintage_en"])
    return (min(found), max(found)) if found else None


def _years_in(text: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)]


def tables() -> list[str]:
    """Return the names of all tables, in the order of the data package."""
    return [resource["name"] for resource in _package(_folder())["resources"]]


def register(folder: str | Path | None = None) -> list[str]:
    """Validate every table of `folder` and record its hash, bytes and rows in the descriptor.

    The folder is the book's own by default. Returns the names of the tables whose record
    changed. Raises DataError, and writes nothing, where any table has a fault.
    """
    folder = Path(folder) if folder is not None else _folder()
    package = _package(folder)
    changed = []
    for resource in package["resources"]:
        path = folder / resource["path"]
        faults = _faults(path, resource)
        if faults:
            raise DataError(_report(faults))
        content = path.read_bytes()
        text = _unpacked(path).decode("utf-8")
        rows = sum(1 for _ in csv.reader(text.splitlines(keepends=True))) - 1
        record = {"hash": _sha256(content), "bytes": len(content), "rows": rows}
        if any(resource.get(key) != value for key, value in record.items()):
            resource.update(record)
            changed.append(resource["name"])
    if changed:
        text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")
    return changed


def _folder() -> Path:
    beside = Path(__file__).resolve().parent.parent / "data"
    if (beside / PACKAGE).is_file():
        return beside
    return Path(str(files("clusterbook") / "data_files"))


def own_file(name: str) -> Path | None:
    """The reader's file that stands in for a table, or None."""
    from clusterbook.own import folder

    where = folder(tables)
    path = where and where / f"{name}.csv"
    return path if path and path.is_file() else None


def _shipped_rows(name: str) -> list[dict[str, str]]:
    folder = _folder()
    text = _unpacked(folder / _resource(_package(folder), name)["path"]).decode("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def _package(folder: Path) -> dict[str, Any]:
    path = folder / PACKAGE
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{_label(path)} is missing: restore the data folder") from None
    except ValueError as error:
        raise DataError(f"{_label(path)} is not readable JSON: {error}") from None


def _resource(package: dict[str, Any], name: str) -> dict[str, Any]:
    resources = {resource["name"]: resource for resource in package["resources"]}
    if name not in resources:
        raise ValueError(
            f"no table {name!r}{_nearest(name, resources)}; tables are {', '.join(resources)}"
        )
    return resources[name]


def _dtype(field: dict[str, Any]) -> str:
    if field["type"] == "integer":
        return "int64" if field.get("constraints", {}).get("required") else "Int64"
    return {"string": "str", "number": "float64"}[field["type"]]


def _require_intact(path: Path, resource: dict[str, Any]) -> None:
    if not path.is_file():
        raise DataError(_report(_faults(path, resource)))
    stat = path.stat()
    key = (path, stat.st_mtime_ns, stat.st_size, resource.get("hash", ""))
    if key in _intact:
        return
    if _sha256(path.read_bytes()) != resource.get("hash"):
        faults = _faults(path, resource)
        if faults:
            raise DataError(_report(faults))
        raise DataError(
            f"{_label(path)} changed since it was registered, though its content is valid: "
            "restore it, or register it with `python -m clusterbook register`"
        )
    _intact.add(key)


def _require_fitting(path: Path, resource: dict[str, Any]) -> None:
    from clusterbook.own import VARIABLE, faults

    stat = path.stat()
    key = (path, stat.st_mtime_ns, stat.st_size, json.dumps(resource["schema"]))
    if key in _intact:
        return
    found = faults(path, resource, f"{VARIABLE}/{path.name}", _shipped_rows)
    if found:
        raise DataError(_report(found))
    _intact.add(key)


def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _faults(path: Path, resource: dict[str, Any]) -> list[str]:
    """List what is wrong with a file: what spoils the whole of it first, then cell by cell."""
    label = _label(path)
    if not path.is_file():
        return [f"{label} is missing: restore it"]
    try:
        content = _unpacked(path)
    except (OSError, EOFError):
        return [f"{label} is no gzip file: restore it"]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x}"
        return [f"{label}, row {row}: not UTF-8 (found {found}): save the file as UTF-8"]
    if not text.strip():
        return [f"{label} is empty: restore it"]

    first, *rest = text.splitlines()
    header = next(csv.reader([first]))
    expected = [field["name"] for field in resource["schema"]["fields"]]
    if len(header) == 1 < len(expected):
        return [f"{label}, row 1: columns are not separated by commas, found {first!r}"]
    missing = [name for name in expected if name not in header]
    unknown = [name for name in header if name not in expected]
    faults = [f"{label}, row 1: column {name} is missing" for name in missing]
    faults += [f"{label}, row 1: unknown column {name!r}" for name in unknown]
    if not faults and header != expected:
        faults = [f"{label}, row 1: columns must read {', '.join(expected)}, found {first!r}"]
    if not faults and not rest:
        faults = [f"{label} has no rows below its header: restore it"]
    return faults or _cell_faults(path, resource)


def _cell_faults(path: Path, resource: dict[str, Any]) -> list[str]:
    from frictionless import Resource

    # The stored hash would be reported as a fault of its own and hide the cells.
    descriptor = {k: v for k, v in resource.items() if k not in ("hash", "bytes", "rows")}
    checked = Resource.from_descriptor(descriptor, basepath=str(path.parent))
    faults = []
    for task in checked.validate().tasks:
        for error in task.errors:
            place = [_label(path)]
            for word, attribute in (("row", "row_number"), ("column", "field_name")):
                if getattr(error, attribute, None):
                    place.append(f"{word} {getattr(error, attribute)}")
            cell = getattr(error, "cell", None)
            found = f" (found {cell!r})" if cell is not None else ""
            faults.append(f"{', '.join(place)}: {error.title}: {error.note}{found}")
    return faults


def _report(faults: list[str]) -> str:
    more = len(faults) - FAULTS_SHOWN
    return "\n".join(faults[:FAULTS_SHOWN] + ([f"… and {more} more"] if more > 0 else []))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=3)
    return f" (nearest: {', '.join(near)})" if near else ""


def _listing(values: list[Any]) -> str:
    shown = ", ".join(repr(value) for value in values[:VALUES_SHOWN])
    more = len(values) - VALUES_SHOWN
    return f"{shown} … and {more} more" if more > 0 else shown


def _label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
