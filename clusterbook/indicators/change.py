"""What changed between two years, and what the change is made of."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from clusterbook.indicators.common import ratio, reasons, tidy
from clusterbook.tables import TableError, cross_table, listing, match_totals, read_rows

__all__ = ["shift_share", "transition_matrix"]


def shift_share(
    frame,
    *,
    region,
    industry,
    start,
    end,
    reference_start=None,
    reference_end=None,
    absent="refuse",
):
    """Shift-share analysis in level form, so that a cell may start from zero.

    `frame` has one row a cell; `start` and `end` name its columns of values in the two years, zero
    or more. The reference (the nation) is the sum of the regions, or what the caller gives as
    `reference_start` and `reference_end`, industry to total in the same units.

    Returns one row a cell, indexed by region and industry: `start`, `end`, `change` and its three
    components `national_share`, `industry_mix`, `regional_shift`, which add up to the change of the
    cell and, summed over a region's cells, to that of the region; `reason`: the reference starts
    from zero.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`, for a reference that
    lacks an industry, that has industries of which there is no cell, or is zero at the start where
    a cell is not.

    In words: growth at the reference's overall rate; what the industry's own rate in the reference
    adds; and the end less what that rate would have given. An industry that is new in the reference
    counts as regional shift throughout. An accounting identity, not a cause. Source: Dunn1960; base
    years should be chained over long spans, as BarffKnight1988 do.

    >>> frame = pd.DataFrame({
    ...     "region": "r1", "industry": list("abc"), "before": [50, 10, 0], "after": [60, 15, 2]})
    >>> nation = {"a": 70, "b": 80, "c": 50}, {"a": 90, "b": 90, "c": 50}
    >>> parts = shift_share(frame, region="region", industry="industry", start="before", end="after",
    ...     reference_start=nation[0], reference_end=nation[1])
    >>> parts[["national_share", "industry_mix", "regional_shift", "change"]].sum().round(6).tolist()
    [9.0, 6.535714, 1.464286, 17.0]
    """
    before = cross_table(frame, region=region, industry=industry, value=start, absent=absent)
    after = cross_table(frame, region=region, industry=industry, value=end, absent=absent)
    if (reference_start is None) != (reference_end is None):
        raise ValueError("give both reference_start and reference_end, or neither")
    if reference_start is None:
        base, later = before.sum(axis=0), after.sum(axis=0)
    else:
        base = match_totals(reference_start, before.columns, name="reference_start")
        later = match_totals(reference_end, before.columns, name="reference_end")
        odd = base.index.symmetric_difference(later.index)
        if len(odd):
            raise TableError(f"the two references differ in {listing(odd)}")
    if base.sum() == 0:
        raise TableError("the reference starts from zero in every industry")
    overall = later.sum() / base.sum() - 1
    base, later = base[before.columns].to_numpy(), later[before.columns].to_numpy()
    e0, e1 = before.to_numpy(), after.to_numpy()
    impossible = before.columns[(base == 0) & (e0 > 0).any(axis=0)]
    if len(impossible):
        raise TableError(f"reference_start is zero for {listing(impossible)}, whose cells are not")
    # Where the reference starts from zero so does the cell, and the rate is of no account.
    rate = np.where(base > 0, ratio(later, base) - 1, 0.0)
    return tidy(
        before,
        start=e0,
        end=e1,
        change=e1 - e0,
        national_share=e0 * overall,
        industry_mix=e0 * (rate - overall),
        regional_shift=e1 - e0 * (1 + rate),
        reason=reasons(e0.shape, (base == 0, "reference starts from zero, all is regional shift")),
    )


def transition_matrix(frame, *, start, end, breaks=(0.5, 1.0, 2.0), level=0.95):
    """Transition matrix between classes of a quotient, with an interval for every probability.

    `frame` has one row a unit (one region and industry), with its quotient in two years in the
    columns `start` and `end`. `breaks` cut the classes, each of which holds its lower limit.

    Returns one row a pair of classes, indexed by `from` and `to`: `count`, `units` (in the class at
    the start), `probability`, `lower`, `upper` (Wilson's interval) and `reason`: no unit started
    there. Units are taken as independent; where they are not, intervals are too short.

    Raises TableError for the faults of rows, ValueError for breaks that do not rise.

    In words: of the units in one class, the share found in each class later. Source: the interval
    is that of Wilson1927.

    >>> frame = pd.DataFrame({"then": [0.4, 0.6, 1.5, 2.5], "now": [0.6, 0.7, 0.9, 3.0]})
    >>> transition_matrix(frame, start="then", end="now", breaks=[1])["probability"].unstack()
    to    < 1  >= 1
    from
    < 1   1.0   0.0
    >= 1  0.5   0.5
    """
    breaks = [float(b) for b in breaks]
    if not breaks or any(b <= a for a, b in zip(breaks, breaks[1:], strict=False)):
        raise ValueError(f"breaks must rise, found {breaks}")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; it must lie between 0 and 1")
    rows = read_rows(frame, numbers=[start, end], negative=True)
    k = len(breaks) + 1
    a, b = (np.digitize(rows[column].to_numpy(), breaks) for column in (start, end))
    count = np.bincount(a * k + b, minlength=k * k).reshape(k, k)
    units = np.broadcast_to(count.sum(axis=1, keepdims=True), count.shape)
    probability = ratio(count, units)
    z = ndtri((1 + level) / 2)
    centre = (count + z**2 / 2) / (units + z**2)
    half = z / (units + z**2) * np.sqrt(units * probability * (1 - probability) + z**2 / 4)
    inner = [f"[{low:g}, {high:g})" for low, high in zip(breaks, breaks[1:], strict=False)]
    names = [f"< {breaks[0]:g}", *inner, f">= {breaks[-1]:g}"]
    table = pd.DataFrame(count, index=pd.Index(names, name="from"), columns=names)
    table.columns.name = "to"
    return tidy(
        table,
        count=count,
        units=units,
        probability=probability,
        lower=np.clip(centre - half, 0, 1),
        upper=np.clip(centre + half, 0, 1),
        reason=reasons(count.shape, (units == 0, "no unit started there")),
    )
