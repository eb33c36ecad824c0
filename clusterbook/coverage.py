"""What a table covers, as a small picture: rows of variables over years, or how full its columns are."""

from html import escape

import pandas as pd

from clusterbook.language import language, tr

ROWS_SHOWN = 20
LEVELS = 4


def coverage(frame, resource):
    """``(years, rows)``: the years across, and for each row its label and a level for every year.

    A level is 0 (nothing) to 4 (as many rows of the table as its fullest cell has). Rows are the
    values of the descriptor's ``picture``, else of a column ``variable`` or ``vintage``, else the
    columns of numbers, else all rows together. Without years there is one cell a row, and its level is the share of the
    column that is filled, 0 to 1.
    """
    spans = "year" in frame.columns and frame["year"].nunique() > 1
    if not spans:
        filled = frame.notna().mean()
        names = measured(resource) or [field["name"] for field in resource["schema"]["fields"]]
        return None, [(name, [float(filled[name])]) for name in names[:ROWS_SHOWN]]
    frame = frame[frame["year"].notna()]
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1))
    counts = counted(frame, resource).reindex(columns=years, fill_value=0)
    order = counts.gt(0).to_numpy().argmax(axis=1)
    if grouping(frame, resource):
        counts = counts.iloc[pd.Series(order).sort_values(kind="stable").index]
    levels = counts.map(lambda count: -(-LEVELS * int(count) // max(1, int(counts.max().max()))))
    rows = [(str(label), row.tolist()) for label, row in levels.iterrows()]
    if len(rows) > ROWS_SHOWN:
        rest = len(rows) - ROWS_SHOWN + 1
        others = [max(cells) for cells in zip(*(cells for _, cells in rows[-rest:]), strict=True)]
        rows = [*rows[:-rest], (tr(f"其余{rest}项", f"{rest} others"), others)]
    return years, rows


def counted(frame, resource):
    """How many rows of the table each group, or each column of numbers, has in each year."""
    column = grouping(frame, resource)
    if column:
        return frame.groupby([column, "year"]).size().unstack(fill_value=0)
    numbers = measured(resource)
    if not numbers:
        return frame.groupby("year").size().to_frame(tr("行数", "rows")).T
    return frame[numbers].notna().groupby(frame["year"]).sum().T


def grouping(frame, resource):
    """The column whose values are the picture's rows, in the edition's language where it has one."""
    wanted = [resource.get("picture", {}).get("rows"), "variable", "vintage"]
    for name in filter(None, wanted):
        for column in (f"{name}_{language()}", name):
            if column in frame.columns:
                return column
    return None


def measured(resource):
    """Names of the columns of numbers, years and keys left out."""
    key = resource["schema"]["primaryKey"]
    return [
        field["name"]
        for field in resource["schema"]["fields"]
        if field["type"] != "string" and field["name"] not in ("year", *key)
    ]


def spoken(years, rows):
    """The picture in words."""
    said = []
    for label, cells in rows:
        if years is None:
            said.append(tr(f"{label}填有{cells[0]:.0%}", f"{label} {cells[0]:.0%} filled"))
            continue
        held = [year for year, level in zip(years, cells, strict=True) if level]
        span = f"{held[0]}–{held[-1]}" if held and held[0] != held[-1] else str(*held[:1])
        gaps = held and len(held) < held[-1] - held[0] + 1
        said.append(f"{label} {span}" + (tr("（有间断）", " (with gaps)") if gaps else ""))
    return tr("覆盖：", "Coverage: ") + tr("；", "; ").join(said) + tr("。", ".")


def drawn(frame, resource):
    """The picture as HTML, light enough to stand forty times on a page."""
    years, rows = coverage(frame, resource)
    strips = "".join(
        f'<div class="coverage-row"><span>{escape(label)}</span>{strip(cells, years is None)}</div>'
        for label, cells in rows
    )
    axis = ""
    if years:
        axis = f'<div class="coverage-axis"><span></span><span>{years[0]}</span><span>{years[-1]}</span></div>'
    words = escape(spoken(years, rows), quote=True)
    return f'<div class="coverage" role="img" aria-label="{words}">{strips}{axis}</div>'


def strip(cells, share):
    """One row: a bar for a share, else equal neighbours of a level drawn as one."""
    if share:
        width, parts = 1, f'<rect width="{cells[0]:.3f}" height="1" class="level-4"/>'
    else:
        width, parts, start = len(cells), "", 0
        for end in range(1, width + 1):
            if end == width or cells[end] != cells[start]:
                if cells[start]:
                    parts += (
                        f'<rect x="{start}" width="{end - start}" height="1" '
                        f'class="level-{cells[start]}"/>'
                    )
                start = end
    return f'<svg viewBox="0 0 {width} 1" preserveAspectRatio="none">{parts}</svg>'
