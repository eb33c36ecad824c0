"""How unlike the whole is the industry mix of a region?"""

import warnings

import numpy as np
import pandas as pd

from clusterbook.indicators.common import choose, ratio, reasons, tidy
from clusterbook.tables import TableError, cross_table, listing, match_totals

__all__ = [
    "herfindahl",
    "krugman_specialization",
    "location_quotient",
    "location_quotient_interval",
]

BLOCK = 4_000_000


def location_quotient(
    frame,
    *,
    region=None,
    industry=None,
    value=None,
    region_totals=None,
    industry_totals=None,
    total=None,
    absent="refuse",
):
    """Location quotient: an industry's share in a region over its share in the whole.

    `frame` holds one row a cell (or is a region × industry table); `value` is any additive
    quantity of zero or more. Totals are those of the cells unless the caller gives others, from
    label to total in the same units: `region_totals` (all industries), `industry_totals` (all
    regions), `total` (everything).

    Returns one row a cell, indexed by region and industry: `value`, `region_total`,
    `industry_total`, `location_quotient` (a pure number from 0 to the whole over the region) and
    `reason`, which says why a quotient is missing: a region or an industry whose total is zero.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`, for totals without
    one of the labels, with a label that no cell has while the other margin is summed from cells,
    and for two margins that disagree on the whole while `total` is not given.

    In words: share of the industry in the region, divided by its share in the whole. Source:
    Hoover1936; the same quotient on exports is Balassa1965.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> location_quotient(jobs)["location_quotient"].unstack().round(6)
    industry         x         y         z
    region
    A         2.380952  0.416667  0.000000
    B         0.879121  1.538462  0.307692
    C         0.000000  1.000000  2.400000
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    rows, columns, whole = margins(table, region_totals, industry_totals, total)
    cells, e_r, e_i = table.to_numpy(), rows.to_numpy()[:, None], columns.to_numpy()[None, :]
    return tidy(
        table,
        value=cells,
        region_total=e_r,
        industry_total=e_i,
        location_quotient=ratio(ratio(cells, e_r), e_i / whole),
        reason=reasons(
            table.shape, (e_r == 0, "region total is zero"), (e_i == 0, "industry total is zero")
        ),
    )


def margins(table, region_totals, industry_totals, total):
    """The two margins and the whole, from the cells or from the caller, who must not mix them."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    given = {}
    for name, totals, own, other in (
        ("region_totals", region_totals, rows, industry_totals),
        ("industry_totals", industry_totals, columns, region_totals),
    ):
        if totals is None:
            continue
        totals = match_totals(totals, own.index, name=name)
        beyond = totals.index.difference(own.index, sort=False)
        if len(beyond) and other is None:
            raise TableError(
                f"{name} names {listing(beyond)}, of which there is no cell: give the totals of the "
                "other margin too, or leave these out"
            )
        given[name] = totals
        empty = own.index[(totals[own.index] == 0) & (own > 0)]
        if len(empty):
            raise TableError(f"{name} is zero for {listing(empty)}, whose cells are not")
    sums = {name: float(totals.sum()) for name, totals in given.items()}
    if total is None:
        if len(sums) == 2 and not np.isclose(*sums.values(), rtol=1e-9):
            raise TableError(f"the totals disagree on the whole ({sums}): say which, with total=")
        total = next(iter(sums.values()), float(rows.sum()))
    if not np.isfinite(total) or total < 0 or (total == 0 and table.to_numpy().any()):
        raise TableError(f"total is {total}; it must be finite and positive")
    rows = given.get("region_totals", rows)[table.index]
    columns = given.get("industry_totals", columns)[table.columns]
    return rows, columns, total if total else np.nan


def location_quotient_interval(
    frame,
    *,
    region=None,
    industry=None,
    value=None,
    observations=None,
    design_effect=1.0,
    level=0.95,
    draws=999,
    seed=0,
    absent="refuse",
):
    """Bootstrap interval of the location quotient, by multinomial sampling of the whole table.

    `value` counts persons, in a census or a sample. Each draw samples the table anew: as many
    observations as there are (or as `observations` says, where values are scaled up from a
    sample), divided by `design_effect` where persons were not drawn one by one (households,
    blocks). The interval spans the middle `level` of the quotients drawn.

    Returns one row a cell: `value`, `location_quotient`, `lower`, `upper`, `reason`. A cell of zero
    has no interval: sampling zero gives zero for ever, which is no certainty.

    Raises TableError as :func:`location_quotient` and for a table of zeros, ValueError where the
    numbers of observations, draws, the level or the design effect make no sense.

    In words: resample the cells with their own shares as probabilities, recompute every quotient,
    take quantiles. Source: the bootstrap for quotients, after ODonoghueGleave2004 and Tian2013.

    >>> jobs = pd.DataFrame([[50, 10], [20, 40]], list("AB"), list("xy"))
    >>> result = location_quotient_interval(jobs, seed=1)
    >>> result[["lower", "location_quotient", "upper"]].round(2)
                     lower  location_quotient  upper
    region industry
    A      x          1.27               1.43   1.65
           y          0.21               0.40   0.59
    B      x          0.41               0.57   0.72
           y          1.36               1.60   1.89
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    result = location_quotient(table)
    cells = table.to_numpy()
    if not cells.any():
        raise TableError("all cells are zero: there is nothing to sample")
    size = observations if observations is not None else cells.sum()
    if not (
        np.isfinite(size) and size >= 1 and design_effect >= 1 and draws >= 1 and 0 < level < 1
    ):
        raise ValueError(
            f"observations {size}, design_effect {design_effect}, draws {draws} and level {level}: "
            "need at least 1, 1, 1 and a level between 0 and 1"
        )
    sampled = max(1, round(size / design_effect))
    rng = np.random.default_rng(seed)
    shares = cells.ravel() / cells.sum()
    tails = [(1 - level) / 2, (1 + level) / 2]
    drawn = np.empty((draws, shares.size), dtype=np.float32)
    step = max(1, BLOCK // shares.size)
    for start in range(0, draws, step):
        counts = rng.multinomial(sampled, shares, size=min(step, draws - start))
        counts = counts.reshape(-1, *table.shape)
        expected = counts.sum(axis=2, keepdims=True) * counts.sum(axis=1, keepdims=True) / sampled
        drawn[start : start + step] = ratio(counts, expected).reshape(len(counts), -1)
    lower, upper = quantiles(drawn, tails)
    zero = cells.ravel() == 0
    result["lower"] = np.where(zero, np.nan, lower)
    result["upper"] = np.where(zero, np.nan, upper)
    unseen = zero & (result["reason"] == "").to_numpy()
    result.loc[unseen, "reason"] = "no observation in the cell, no interval"
    return result[["value", "location_quotient", "lower", "upper", "reason"]]


def quantiles(drawn, tails):
    with warnings.catch_warnings():
        # A region that no draw reached has no quotient in any of them.
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanquantile(drawn, tails, axis=0)


def herfindahl(frame, *, region=None, industry=None, value=None, absent="refuse"):
    """Herfindahl index of a region's industries, and its normalised form.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more. The
    normalised form counts all n industries of the table as possible, also those absent in a region.

    Returns one row a region: `herfindahl` (1/n to 1), `normalised` (0 to 1), `industries` (n),
    `effective_industries` (one over the index) and `reason` for what is missing: a region whose
    total is zero; with one industry, the normalised form.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`.

    In words: sum of squared shares; normalised, its distance from 1/n over the greatest possible.
    Source: Hirschman and Herfindahl; see EllisonGlaeser1997 for the plant form.

    >>> herfindahl(pd.DataFrame([[1, 2, 3, 4]]))[["herfindahl", "normalised"]].round(6)
            herfindahl  normalised
    region
    0              0.3   0.066667
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    total, n = table.sum(axis=1).to_numpy(), table.shape[1]
    index = (ratio(table, total[:, None]) ** 2).sum(axis=1)
    normalised = ratio(index - 1 / n, np.full(len(index), 1 - 1 / n))
    return pd.DataFrame(
        {
            "herfindahl": index,
            "normalised": normalised,
            "industries": n,
            "effective_industries": 1 / index,
            "reason": reasons(
                len(index),
                (total == 0, "region total is zero"),
                (n == 1, "one industry cannot be normalised"),
            ),
        },
        index=table.index,
    )


def krugman_specialization(
    frame, *, region=None, industry=None, value=None, reference="all", absent="refuse"
):
    """Krugman specialisation index: how far a region's industry shares lie from those of a reference.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more. The
    `reference` is ``"all"`` regions together, the region itself among them, or the ``"others"``.

    Returns one row a region: `krugman` (0 to 2), `half` (0 to 1: the share of the region's activity
    that would have to change its industry) and `reason` for what is missing: a region whose total,
    or whose reference, is zero.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`, ValueError for an
    unknown reference.

    In words: sum of the absolute differences of shares. Source: Krugman1991book.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> krugman_specialization(jobs)["krugman"].round(6).tolist()
    [0.966667, 0.430769, 0.7]
    """
    choose("reference", reference, ("all", "others"))
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    cells = table.to_numpy()
    base = np.broadcast_to(cells.sum(axis=0), cells.shape) - (cells if reference == "others" else 0)
    own, other = cells.sum(axis=1), base.sum(axis=1)
    gap = np.abs(ratio(cells, own[:, None]) - ratio(base, other[:, None])).sum(axis=1)
    return pd.DataFrame(
        {
            "krugman": gap,
            "half": gap / 2,
            "reason": reasons(
                len(gap),
                (own == 0, "region total is zero"),
                (other == 0, "nothing in the reference"),
            ),
        },
        index=table.index,
    )
