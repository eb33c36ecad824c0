"""From rows to the region × industry table that every indicator is made from.

Rows come as a frame of pandas or Polars (through narwhals): one row a plant, or one row a cell.
Labels, never positions, match what belongs together. Nothing is guessed: a fault raises
:class:`TableError`, which names the column, the row or the label and says what was found.
"""

from difflib import get_close_matches
from typing import NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

__all__ = ["TableError", "aggregate", "cross_table", "match_totals"]

SHOWN = 5
DENSE = 5_000_000


class TableError(ValueError):
    """Rows, labels or totals from which no table can be made."""


def aggregate(plants, *, region, industry, size):
    """Sum plants to cells: size, count, and the sums of second and fourth powers.

    `plants` has one row a plant; `region`, `industry` and `size` name its columns. Sizes are any
    additive quantity (persons, output), zero or more.

    Returns a frame with one row for each cell that has plants, indexed by region and industry and
    sorted: `size`, `plants` (int), `squares` and `fourth_powers` in units of size, its square and
    its fourth power. Sizes are cast to float before they are raised to powers: squares of 32-bit
    integers overflow without a sound.

    Raises TableError for an empty frame, an unknown column, a missing label and for a size that is
    missing, negative, infinite or no number.

    >>> plants = pd.DataFrame({"place": ["a", "a", "b"], "trade": "iron", "jobs": [3, 4, 5]})
    >>> aggregate(plants, region="place", industry="trade", size="jobs")
                    size  plants  squares  fourth_powers
    place trade
    a     iron       7.0       2     25.0          337.0
    b     iron       5.0       1     25.0          625.0
    """
    cells = read_cells(plants, region, industry, size)
    names = cells.regions[cells.region], cells.industries[cells.industry]
    return pd.DataFrame(
        {
            "size": cells.size,
            "plants": cells.plants.astype(np.int64),
            "squares": cells.squares,
            "fourth_powers": cells.fourth_powers,
        },
        index=pd.MultiIndex.from_arrays(names, names=[region, industry]),
    ).sort_index()


def cross_table(frame, *, region=None, industry=None, value=None, absent="refuse"):
    """Set out cells as a table with one row a region and one column an industry.

    `frame` is tidy, one row a cell, and `region`, `industry`, `value` name its columns; or it is
    already such a table (a pandas frame with regions as index), and the three are left out.
    `absent` says what a cell without a row (or an empty one) means: ``"refuse"`` raises,
    ``"zero"`` is the caller's word that nothing is there.

    Returns a frame of floats in the units of `value`; labels of a tidy frame are sorted.

    Raises TableError for the faults that :func:`aggregate` names, for a cell that stands twice and
    for a cell that is absent.

    >>> cells = pd.DataFrame({"place": ["a", "a", "b"], "trade": ["x", "y", "y"], "jobs": [1, 2, 3]})
    >>> cross_table(cells, region="place", industry="trade", value="jobs", absent="zero")
    trade    x    y
    place
    a      1.0  2.0
    b      0.0  3.0
    """
    if absent not in ("refuse", "zero"):
        raise ValueError(f"absent is {absent!r}; it must be 'refuse' or 'zero'")
    if region is None and industry is None and value is None:
        table = read_table(frame)
    elif None in (region, industry, value):
        raise ValueError("name all three columns, region=, industry= and value=, or none of them")
    else:
        table = spread(frame, region, industry, value)
    holes = np.argwhere(table.isna().to_numpy())
    if len(holes) and absent == "refuse":
        named = listing(f"({table.index[r]}, {table.columns[c]})" for r, c in holes)
        raise TableError(
            f"no value for {named}: add the cells, or say absent='zero' if nothing is there"
        )
    return table.fillna(0.0) if len(holes) else table


def match_totals(totals, labels, *, name):
    """Totals that a caller gives, read by their labels.

    `totals` is a Series or a dict, label to total; every one of `labels` must be in it, and it may
    hold more. `name` is what the error calls it.

    Returns the totals as a Series of floats, with all their labels.

    Raises TableError for a label that is not there, stands twice, or has a total that is missing,
    negative, infinite or no number.

    >>> match_totals({"b": 2, "a": 1}, ["a", "b"], name="totals").loc["a"].item()
    1.0
    """
    if not isinstance(totals, pd.Series | dict):
        raise TableError(
            f"{name} must be a Series or a dict from label to total, so that labels can be matched; "
            f"found {type(totals).__name__}"
        )
    totals = pd.Series(totals)
    if totals.index.has_duplicates:
        raise TableError(f"{name}: twice there: {listing(totals.index[totals.index.duplicated()])}")
    unknown = pd.Index(labels).difference(totals.index, sort=False)
    if len(unknown):
        raise TableError(
            f"{name} has nothing for {listing(unknown)}; its labels are {listing(totals.index)}"
        )
    check_numbers(totals, name)
    return totals.astype(float)


class Cells(NamedTuple):
    """Plants summed to cells: sorted labels, and one entry a cell in the arrays."""

    regions: pd.Index
    industries: pd.Index
    region: np.ndarray
    industry: np.ndarray
    size: np.ndarray
    plants: np.ndarray
    squares: np.ndarray
    fourth_powers: np.ndarray


def read_cells(plants, region, industry, size):
    """Sum plants to cells; the labels are coded once, which is most of the work."""
    rows = read_rows(plants, labels=[region, industry], numbers=[size])
    r, regions = coded(rows[region])
    i, industries = coded(rows[industry])
    x = rows[size].to_numpy()
    cell, space = i * len(regions) + r, len(regions) * len(industries)
    # A slot for every possible cell is fastest, as long as there are not too many of them.
    dense = space <= DENSE
    which = range(space)
    if not dense:
        cell, which = pd.factorize(cell)
    squares = x * x
    sums = [
        np.bincount(cell, weights=weights, minlength=len(which))
        for weights in (x, None, squares, squares * squares)
    ]
    if dense:
        which = np.flatnonzero(sums[1])
        sums = [array[which] for array in sums]
    return Cells(regions, industries, which % len(regions), which // len(regions), *sums)


def coded(series):
    """Codes of a column's labels, and the labels, sorted where they can be compared."""
    native = series.to_native()
    if isinstance(native, pd.Series):
        # The same labels as plain objects are hashed twice as fast.
        text = isinstance(native.dtype, pd.StringDtype)
        codes, labels = pd.factorize(native.to_numpy(object) if text else native, sort=True)
        if isinstance(labels, pd.CategoricalIndex):
            labels = labels.astype(labels.categories.dtype)
        missing = codes < 0
    else:
        empty = series.is_null()
        empty = empty | series.is_nan() if series.dtype.is_float() else empty
        missing = empty.to_numpy()
        labels = [] if missing.any() else series.unique().sort().to_list()
        if labels:
            numbers = list(range(len(labels)))
            codes = series.replace_strict(labels, numbers, return_dtype=nw.Int64).to_numpy()
    if missing.any():
        row = missing.argmax() + 1
        raise TableError(f"column {series.name!r}, row {row}: the label is missing")
    return codes, pd.Index(labels, name=series.name)


def read_rows(frame, *, labels=(), numbers=(), negative=False):
    """The named columns as an eager narwhals frame, numbers finite floats; :func:`coded` reads labels."""
    try:
        rows = nw.from_native(frame)
    except TypeError:
        raise TableError(
            f"rows must come as a frame of pandas or Polars, found {type(frame).__name__}"
        ) from None
    columns = [*labels, *numbers]
    if len(set(columns)) < len(columns):
        raise TableError(f"one column cannot serve twice: {listing(columns)}")
    known = rows.collect_schema().names()
    for column in columns:
        if column not in known:
            near = get_close_matches(str(column), map(str, known), n=1)
            hint = f" (nearest: {near[0]})" if near else ""
            raise TableError(f"no column {column!r}{hint}; columns are {listing(known)}")
    rows = rows.select(columns)
    if isinstance(rows, nw.LazyFrame):
        rows = rows.collect()
    if len(rows) == 0:
        raise TableError("the frame has no rows")
    return rows.with_columns(read_numbers(rows[column], column, negative) for column in numbers)


def read_numbers(series, column, negative):
    if not series.dtype.is_numeric():
        raise TableError(
            f"column {column!r} holds {series.dtype}, first {series.to_list()[0]!r}; "
            "numbers are needed"
        )
    empty = series.is_null()
    series = series.cast(nw.Float64)
    for bad, what in (
        (empty | series.is_nan(), "is missing"),
        (~series.is_finite(), "is not finite"),
        *([] if negative else [(series < 0, "is negative")]),
    ):
        if bad.any():
            row = first(bad)
            raise TableError(f"column {column!r}, row {row}: {series.to_list()[row - 1]} {what}")
    return series


def read_table(frame):
    if not isinstance(frame, pd.DataFrame):
        raise TableError(
            "a table without region=, industry= and value= must be a pandas frame with regions as "
            f"index and industries as columns, found {type(frame).__name__}"
        )
    if frame.empty:
        raise TableError("the table has no cells")
    for axis, what in ((frame.index, "region"), (frame.columns, "industry")):
        if axis.has_duplicates:
            raise TableError(f"{what} twice there: {listing(axis[axis.duplicated()])}")
    for column in frame.columns:
        check_numbers(frame[column], f"column {column!r}", empty=True)
    table = frame.astype(float)
    index = table.index.rename(table.index.name or "region")
    return table.set_axis(index).rename_axis(columns=table.columns.name or "industry")


def spread(frame, region, industry, value):
    rows = read_rows(frame, labels=[region, industry], numbers=[value])
    r, regions = coded(rows[region])
    c, industries = coded(rows[industry])
    cell = r * len(industries) + c
    counts = np.bincount(cell, minlength=len(regions) * len(industries))
    if counts.max() > 1:
        twice = [
            f"({regions[k // len(industries)]}, {industries[k % len(industries)]})"
            for k in np.flatnonzero(counts > 1)
        ]
        raise TableError(f"more than one row for the cell {listing(twice)}: sum the rows first")
    values = np.full(counts.size, np.nan)
    values[cell] = rows[value].to_numpy()
    return pd.DataFrame(
        values.reshape(len(regions), len(industries)),
        index=regions,
        columns=industries,
    )


def check_numbers(series, name, *, empty=False, negative=False):
    """Refuse a pandas Series that holds anything but finite numbers, and name the label."""
    if not pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series):
        raise TableError(f"{name} holds {series.dtype}, first {series.iloc[0]!r}; numbers needed")
    values = series.to_numpy(dtype=float, na_value=np.nan)
    for bad, what in (
        (np.isnan(values) & (not empty), "is missing"),
        (np.isinf(values), "is not finite"),
        ((values < 0) & (not negative), "is negative"),
    ):
        if bad.any():
            where = bad.argmax()
            raise TableError(f"{name}, label {series.index[where]!r}: {values[where]} {what}")


def first(flags):
    """The number of the first row that is flagged, counted from 1."""
    return flags.to_list().index(True) + 1


def listing(items):
    """The first few items as text, and how many more there are."""
    items = [str(item) for item in items]
    more = len(items) - SHOWN
    return ", ".join(items[:SHOWN]) + (f" and {more} more" if more > 0 else "")
