"""What the families share: division that leaves 0/0 missing, reasons, tidy results."""

import numpy as np
import pandas as pd


def ratio(numerator, denominator):
    """Numerator over denominator, missing where the denominator is zero."""
    numerator, denominator = np.broadcast_arrays(
        np.asarray(numerator, float), np.asarray(denominator, float)
    )
    out = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=out, where=denominator != 0)
    return out


def reasons(shape, *cases):
    """Texts of the given shape: the first case that holds gives its text, else ``""``.

    A case is a pair of flags (broadcast to the shape) and text.
    """
    out = np.full(shape, "", dtype=object)
    for flags, text in reversed(cases):
        out[np.broadcast_to(flags, shape)] = text
    return out


def tidy(table, **columns):
    """Arrays of the shape of a region × industry table as columns of a frame, one row a cell."""
    index = pd.MultiIndex.from_product([table.index, table.columns])
    data = {name: np.broadcast_to(array, table.shape).flatten() for name, array in columns.items()}
    return pd.DataFrame(data, index=index)


def choose(name, value, known):
    """Refuse a value that is none of the known ones."""
    if value not in known:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(repr, known))}")
