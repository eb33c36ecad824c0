"""The numbers that a figure draws, read back from matplotlib as a table.

One row for each point, bar, segment or cell; positions on an axis of names are given by the name.
What has no place in the data (legends, spines, grids) is left out.
"""

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection, PathCollection, PolyCollection, QuadMesh
from matplotlib.container import BarContainer
from matplotlib.text import Annotation

COLUMNS = ("panel", "kind", "series", "x", "y", "x_end", "y_end", "value", "text")
DIGITS = 8


def drawn_data(figure):
    """A frame with the columns ``COLUMNS`` (those in use) of everything that the figure draws."""
    rows = []
    for number, ax in enumerate(figure.axes, 1):
        panel = " ".join((ax.get_title(loc="left") or ax.get_title() or str(number)).split())
        for row in of_axes(ax):
            rows.append({"panel": panel, **row})
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.dropna(axis="columns", how="all")


def of_axes(ax):
    x_name, y_name = namer(ax.xaxis), namer(ax.yaxis)

    def point(kind, series, x, y, **more):
        return {"kind": kind, "series": series, "x": x_name(x), "y": y_name(y), **more}

    bars = {patch for box in ax.containers if isinstance(box, BarContainer) for patch in box}
    for line in ax.lines:
        if in_data(line, ax):
            for x, y in np.column_stack(line.get_data(orig=False)):
                yield point("point", series(line), x, y)
    for patch in ax.patches:
        if patch in bars or (hasattr(patch, "get_bbox") and in_data(patch, ax)):
            box = patch.get_bbox()
            more = {"x_end": x_name(box.x1), "y_end": y_name(box.y1)}
            yield point("bar", series(patch), box.x0, box.y0, **more)
    for drawn in ax.collections:
        yield from of_collection(drawn, point, x_name, y_name)
    for image in ax.images:
        for (row, column), value in np.ndenumerate(np.asarray(image.get_array(), dtype=float)):
            yield point("cell", None, column, row, value=clean(value))
    for text in ax.texts:
        if isinstance(text, Annotation) and text.xycoords == "data" and text.get_text():
            yield point("label", None, *text.xy, text=text.get_text())
        elif not isinstance(text, Annotation) and text.get_transform() == ax.transData:
            yield point("label", None, *text.get_position(), text=text.get_text())


def of_collection(drawn, point, x_name, y_name):
    name = series(drawn)
    if isinstance(drawn, PathCollection):
        values = drawn.get_array()
        for i, (x, y) in enumerate(np.ma.filled(drawn.get_offsets(), np.nan)):
            more = {} if values is None or len(values) <= i else {"value": clean(values[i])}
            yield point("point", name, x, y, **more)
    elif isinstance(drawn, LineCollection):
        for segment in drawn.get_segments():
            if len(segment):
                (x, y), (x2, y2) = segment[0], segment[-1]
                yield point("segment", name, x, y, x_end=x_name(x2), y_end=y_name(y2))
    elif isinstance(drawn, QuadMesh):
        for (row, column), value in np.ndenumerate(np.atleast_2d(drawn.get_array())):
            yield point("cell", name, column + 0.5, row + 0.5, value=clean(value))
    elif isinstance(drawn, PolyCollection):
        for path in drawn.get_paths():
            for x, y in path.vertices:
                yield point("edge", name, x, y)


def in_data(artist, ax):
    """Whether an artist is placed by data on both axes (a line across the frame is not)."""
    return artist.get_transform().contains_branch(ax.transData)


def series(artist):
    label = artist.get_label()
    return None if not label or label.startswith("_") else label


def namer(axis):
    """A function from a position to the name of its tick where the axis has names, else a number."""
    ticks = axis.get_ticklocs()
    labels = [label.get_text() for label in axis.get_ticklabels()]
    names = {}
    if labels and len(labels) == len(ticks) and not any(map(is_number, labels)):
        names = {round(float(t), 6): text for t, text in zip(ticks, labels, strict=True) if text}

    def name(value):
        if isinstance(value, str):
            return value
        return names.get(round(float(value), 6), clean(value))

    return name


def is_number(text):
    try:
        float(text.replace("−", "-").replace(",", "").rstrip("%×"))
    except ValueError:
        # 10² and the like are set as mathematics.
        return text.startswith("$")
    return True


def clean(value):
    value = float(value)
    return value if not np.isfinite(value) else float(f"{value:.{DIGITS}g}")


def csv(figure):
    """The table as CSV text."""
    return drawn_data(figure).to_csv(index=False)
