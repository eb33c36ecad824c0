"""How unevenly does an industry, or anything else, lie over places?"""

import numpy as np
import pandas as pd

from clusterbook.indicators.common import choose, ratio, reasons
from clusterbook.tables import (
    TableError,
    coded,
    cross_table,
    listing,
    match_totals,
    read_cells,
    read_rows,
)

__all__ = [
    "ellison_glaeser",
    "gini",
    "krugman_concentration",
    "locational_gini",
    "raw_concentration",
    "theil",
]

VARIANTS = ("weighted", "weighted_half", "quotients", "levels", "levels_corrected")


def ellison_glaeser(plants, *, region, industry, size, totals=None):
    """Ellison-Glaeser index of every industry, with its variance under chance.

    `plants` has one row a plant. `totals` maps region to the quantity that chance would follow
    (all employment, say); it is matched by label, may name regions without plants, and defaults to
    the sizes of all plants given.

    Returns one row an industry: `size`, `plants`, `raw_concentration` (G), `herfindahl` (of plant
    sizes, H), `gamma` (0 on average under chance; it may be negative, and above 1 where an industry
    fills a region smaller than the sum of squared shares), `variance` of G under chance, `z` and `reason` for what is missing: an industry without size, with one plant, or when
    there is one region.

    Raises TableError for the faults of :func:`clusterbook.tables.aggregate`, and for totals that
    lack a region or give zero to a region that has plants.

    In words: raw concentration less what plant sizes alone would give, over the most that it could
    be. The normal z is rough for few plants. Source: EllisonGlaeser1997.

    >>> plants = pd.DataFrame({
    ...     "city": ["Wien"] * 5 + ["Linz"] * 4 + ["Graz"], "industry": "cars",
    ...     "jobs": [200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000]})
    >>> jobs = {"Wien": 500000, "Linz": 400000, "Graz": 100000}
    >>> result = ellison_glaeser(
    ...     plants, region="city", industry="industry", size="jobs", totals=jobs)
    >>> result[["gamma", "z"]].round(8)
                 gamma         z
    industry
    cars      0.059906  0.1959
    """
    cells = read_cells(plants, region, industry, size)
    code, n = cells.industry, len(cells.industries)
    own = np.bincount(cells.region, weights=cells.size)
    if totals is None:
        base = shares = own
    else:
        base = match_totals(totals, cells.regions, name="totals")
        shares = base[cells.regions].to_numpy()
        empty = cells.regions[(shares == 0) & (own > 0)]
        if len(empty):
            raise TableError(f"totals is zero for {listing(empty)}, where there are plants")
        base = base.to_numpy()
    if base.sum() == 0:
        raise TableError("all sizes are zero")
    x2, x3 = (((base / base.sum()) ** power).sum() for power in (2, 3))
    x = (shares / base.sum())[cells.region]

    def by_industry(array):
        return np.bincount(code, weights=array, minlength=n)

    total = by_industry(cells.size)
    s = ratio(cells.size, total[code])
    # A region without plants of the industry adds the square of its share.
    raw = by_industry((s - x) ** 2 - x**2) + x2
    h = ratio(by_industry(cells.squares), total**2)
    z4 = ratio(by_industry(cells.fourth_powers), total**4)
    count = by_industry(cells.plants).astype(int)
    one_region, one_plant = 1 - x2 < 1e-12, 1 - h < 1e-12
    gamma = ratio(raw - (1 - x2) * h, (1 - x2) * (1 - h))
    variance = 2 * (h**2 * (x2 - 2 * x3 + x2**2) - z4 * (x2 - 4 * x3 + 3 * x2**2))
    undefined = one_region | one_plant
    spread = np.sqrt(np.where(variance > 0, variance, 0))
    return pd.DataFrame(
        {
            "size": total,
            "plants": count,
            "raw_concentration": np.where(total > 0, raw, np.nan),
            "herfindahl": h,
            "gamma": np.where(undefined, np.nan, gamma),
            "variance": variance,
            "z": np.where(undefined, np.nan, ratio(raw - (1 - x2) * h, spread)),
            "reason": reasons(
                n,
                (total == 0, "industry total is zero"),
                (one_region, "one region"),
                (one_plant, "one plant"),
            ),
        },
        index=cells.industries,
    )


def raw_concentration(frame, *, region=None, industry=None, value=None, absent="refuse"):
    """Raw geographic concentration: squared gaps between an industry's and all activity's shares.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more.

    Returns one row an industry: `raw_concentration` (0 to below 2) and `reason`: an industry whose
    total is zero.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`.

    In words: sum over regions of (share of the industry less share of everything) squared. Source:
    EllisonGlaeser1997, where it is G.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> raw_concentration(jobs)["raw_concentration"].round(6).tolist()
    [0.313801, 0.06125, 0.41625]
    """
    s, x, index, reason = shares(frame, region, industry, value, absent)
    return pd.DataFrame(
        {"raw_concentration": ((s - x) ** 2).sum(axis=0), "reason": reason}, index=index
    )


def krugman_concentration(frame, *, region=None, industry=None, value=None, absent="refuse"):
    """Krugman concentration index: absolute gaps between an industry's and all activity's shares.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more.

    Returns one row an industry: `krugman` (0 to below 2), `half` (the share of the industry that
    would have to move) and `reason`: an industry whose total is zero.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`.

    In words: sum over regions of the absolute difference of the two shares. Source: Krugman1991book.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> krugman_concentration(jobs)["krugman"].round(6).tolist()
    [0.828571, 0.35, 1.05]
    """
    s, x, index, reason = shares(frame, region, industry, value, absent)
    gap = np.abs(s - x).sum(axis=0)
    return pd.DataFrame({"krugman": gap, "half": gap / 2, "reason": reason}, index=index)


def locational_gini(frame, *, variant, region=None, industry=None, value=None, absent="refuse"):
    """Locational Gini coefficient of every industry, in the variant that is named.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more. The
    variants, all of which are printed under this one name: ``"weighted"``, from the Lorenz curve of
    the industry's over all activity's shares, regions in order of their quotients (0 to 1);
    ``"weighted_half"``, half of it; ``"quotients"``, the Gini of the quotients, every region
    counting once; ``"levels"``, the Gini of the values themselves; ``"levels_corrected"``, the
    same times n/(n−1).

    Returns one row an industry: `locational_gini`, `variant` and `reason`: an industry whose total
    is zero, a region without any activity (its quotient is not defined), one region.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`, ValueError for an
    unknown variant.

    In words: twice the area between the Lorenz curve and the diagonal. Source: Hoover1936,
    Krugman1991book.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> locational_gini(jobs, variant="weighted")["locational_gini"].round(6).tolist()
    [0.521429, 0.240625, 0.555]
    >>> locational_gini(jobs, variant="quotients")["locational_gini"].round(6).tolist()
    [0.486891, 0.253073, 0.590909]
    """
    choose("variant", variant, VARIANTS)
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    cells = table.to_numpy()
    activity = cells.sum(axis=1)
    n = len(activity)
    if variant.startswith("levels"):
        levels, weights, hollow = cells, np.ones(n), False
    else:
        levels = ratio(cells, activity[:, None])
        weights = activity if variant.startswith("weighted") else np.ones(n)
        # A region without activity has no weight; only where each region counts once does it matter.
        hollow = variant == "quotients" and (activity == 0).any()
        levels = np.nan_to_num(levels)
    index = lorenz_gini(levels, weights)
    if variant == "weighted_half":
        index = index / 2
    single = variant == "levels_corrected" and n == 1
    if variant == "levels_corrected":
        index = index * ratio(n, n - 1)
    return pd.DataFrame(
        {
            "locational_gini": np.where(hollow, np.nan, index),
            "variant": variant,
            "reason": reasons(
                table.shape[1],
                (cells.sum(axis=0) == 0, "industry total is zero"),
                (hollow, "a region total is zero"),
                (single, "one region"),
            ),
        },
        index=table.columns,
    )


def gini(frame, *, value, weight=None):
    """Gini coefficient of one column, weighted where the caller gives weights.

    `frame` has one row a unit. `value` is a level per unit of `weight` (income per head, with
    population as weight), zero or more; without `weight` every row counts once. Values and weights
    are sorted together, so the order of rows does not matter.

    Returns one row, labelled by the column: `gini` (0 to below 1), `corrected` (times n/(n−1), for
    unweighted rows only), `rows` and `reason`: all values are zero.

    Raises TableError for an empty frame, an unknown column and numbers that are missing, negative,
    infinite or text.

    In words: mean absolute difference of all pairs over twice the mean. Source: Gini1912, in the
    Lorenz form of Hoover1936.

    >>> frame = pd.DataFrame({"y": [1, 2, 3, 4]})
    >>> gini(frame, value="y")[["gini", "corrected"]]
              gini  corrected
    variable
    y         0.25   0.333333
    """
    y, w = column_and_weight(frame, value, weight)
    index = lorenz_gini(y[:, None], w)[0]
    corrected = index * ratio(len(y), len(y) - 1) if weight is None else np.nan
    why = "all values are zero" if (y * w).sum() == 0 else ""
    data = {"gini": index, "corrected": corrected, "rows": len(y), "reason": why}
    return pd.DataFrame(data, index=pd.Index([value], name="variable"))


def theil(frame, *, value, weight=None, group=None, kind="T"):
    """Theil index T or L of one column, split between and within groups.

    `frame` has one row a unit. `value` is a level per unit of `weight` (see :func:`gini`), zero or
    more; `group` names a column of labels. T weighs by shares of the quantity, L by shares of
    weight.

    Returns one row a component, `total`, `between`, `within` (the last two with `group`):
    `theil` (T: 0 to ln n with equal weights, else to minus the log of the smallest share of weight;
    L: 0 upwards), `share` of the total and `reason`: all values are zero; a
    zero value, for which L has no finite value; no inequality to share out.

    Raises TableError as :func:`gini`, ValueError for an unknown kind.

    In words: mean of relative level times its logarithm (T), mean logarithm of one over the
    relative level (L); zero times the logarithm of zero is zero. Source: Cowell2000.

    >>> frame = pd.DataFrame({"y": [1, 2, 3, 4], "side": ["a", "a", "b", "b"]})
    >>> theil(frame, value="y", group="side")["theil"].round(6).to_dict()
    {'total': 0.10644, 'between': 0.082283, 'within': 0.024157}
    >>> theil(frame, value="y", kind="L").loc["total", "theil"].round(10).item()
    0.1217772743
    """
    choose("kind", kind, ("T", "L"))
    y, w = column_and_weight(frame, value, weight)
    amount = y * w
    why = ""
    if amount.sum() == 0:
        why = "all values are zero"
    elif kind == "L" and ((y == 0) & (w > 0)).any():
        why = "a value is zero"
    parts = {"total": np.nan if why else divergence(amount, w, kind)}
    if group is not None:
        code, _ = coded(read_rows(frame, labels=[group])[group])
        parts["between"] = parts["within"] = np.nan
        if not why:
            groups = [(amount[code == g], w[code == g]) for g in range(code.max() + 1)]
            sums = np.array([(a.sum(), b.sum()) for a, b in groups]).T
            parts["between"] = divergence(*sums, kind)
            weights = sums[0 if kind == "T" else 1] / sums[0 if kind == "T" else 1].sum()
            inner = [divergence(a, b, kind) if a.any() else 0.0 for a, b in groups]
            parts["within"] = float((weights * inner).sum())
    result = pd.DataFrame({"theil": parts}).rename_axis("component")
    result["share"] = ratio(result["theil"], parts["total"])
    result["reason"] = why or ("no inequality to share out" if parts["total"] == 0 else "")
    return result


def divergence(amount, weight, kind):
    s, p = amount / amount.sum(), weight / weight.sum()
    if kind == "L":
        s, p = p, s
    kept = s > 0
    return float((s[kept] * np.log(s[kept] / p[kept])).sum())


def lorenz_gini(levels, weights):
    """Gini of each column of levels, rows weighted; missing where a column sums to zero."""
    order = np.argsort(levels, axis=0, kind="stable")
    w = weights[order]
    amount = np.take_along_axis(levels, order, axis=0) * w
    total = amount.sum(axis=0)
    y = ratio(np.cumsum(amount, axis=0), total)
    below = np.vstack([np.zeros(y.shape[1]), y[:-1]])
    return 1 - (w / weights.sum() * (y + below)).sum(axis=0)


def column_and_weight(frame, value, weight):
    numbers = [value] if weight is None else [value, weight]
    rows = read_rows(frame, numbers=numbers)
    y = rows[value].to_numpy()
    w = np.ones(len(y)) if weight is None else rows[weight].to_numpy()
    if w.sum() == 0:
        raise TableError(f"column {weight!r}: all weights are zero")
    return y, w


def shares(frame, region, industry, value, absent):
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    cells = table.to_numpy()
    total = cells.sum(axis=0)
    s, x = ratio(cells, total), ratio(cells.sum(axis=1), cells.sum())[:, None]
    reason = reasons(len(total), (total == 0, "industry total is zero"))
    return s, x, table.columns, reason
