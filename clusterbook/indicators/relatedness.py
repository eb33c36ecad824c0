"""Which industries go together, and what a region has of those near an industry."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from clusterbook.indicators.common import ratio, reasons, tidy
from clusterbook.tables import TableError, cross_table, listing

__all__ = ["Complexity", "density", "economic_complexity", "proximity", "related_strength"]


class Complexity(NamedTuple):
    """Complexity of regions and of industries, one frame each."""

    regions: pd.DataFrame
    industries: pd.DataFrame


def proximity(frame, *, region=None, industry=None, value=None, threshold=1.0, absent="refuse"):
    """Proximity of every pair of industries: how often they hold an advantage in the same region.

    `frame` holds one row a cell (or is a region × industry table), values of zero or more. A region
    has an advantage where its location quotient is at least `threshold`.

    Returns a frame of industries × industries, symmetric, 0 to 1, with 1 on the diagonal; missing
    where no region has an advantage in the industry.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`.

    In words: the smaller of the two conditional probabilities of an advantage in one, given one in
    the other. Source: HidalgoEtAl2007.

    >>> jobs = pd.DataFrame([[50, 10, 0], [20, 40, 5], [0, 30, 45]], list("ABC"), list("xyz"))
    >>> proximity(jobs).round(3).loc["x"].tolist()
    [1.0, 0.0, 0.0]
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    names = table.columns
    return pd.DataFrame(
        conditional(advantage(table.to_numpy(), threshold)),
        index=names,
        columns=names.rename("near"),
    )


def density(frame, *, region=None, industry=None, value=None, threshold=1.0, absent="refuse"):
    """Relatedness density: how much of what is near an industry a region already has.

    Arguments as for :func:`proximity`. The industry itself is left out of the sums, so that having
    it does not speak for it.

    Returns one row a cell: `density` (0 to 1), `advantage` (bool) and `reason`: no other industry is
    near.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`.

    In words: sum of proximities to the region's other industries of advantage, over the sum of
    proximities to all others. Source: HidalgoEtAl2007.

    >>> jobs = pd.DataFrame(
    ...     [[9, 9, 1, 1], [9, 9, 9, 1], [1, 1, 9, 9], [1, 1, 9, 1]], list("ABCD"), list("wxyz"))
    >>> density(jobs)["density"].unstack().loc["A"].round(3).tolist()
    [1.0, 1.0, 0.0, 0.0]
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    has = advantage(table.to_numpy(), threshold)
    near = without_self(conditional(has))
    total = near.sum(axis=0)
    return tidy(
        table,
        density=ratio(has @ near, total),
        advantage=has.astype(bool),
        reason=reasons(table.shape, (total == 0, "no other industry is near")),
    )


def related_strength(
    frame,
    *,
    region=None,
    industry=None,
    value=None,
    threshold=1.0,
    leave_region_out=True,
    absent="refuse",
):
    """Strength of a region's related industries, the industry itself left out of everything.

    Arguments as for :func:`proximity`. Quotients of the other industries are taken in the region and
    in the whole without the industry's own value, since an own large share would press down all the
    others. Proximities come from the other regions only, unless `leave_region_out` is false.

    Returns one row a cell: `related_strength` (0 upwards; 1 means as strong as in the whole) and
    `reason`: no other industry is near, or the region has nothing else.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table` and, with
    `leave_region_out`, for a single region.

    In words: mean quotient of the other industries, weighted by their proximity to this one. Source:
    after DelgadoPorterStern2014, who take sets of related industries where this takes proximities.

    >>> jobs = pd.DataFrame(
    ...     [[9, 9, 1, 1], [9, 9, 9, 1], [1, 1, 9, 9], [1, 1, 9, 1]], list("ABCD"), list("wxyz"))
    >>> related_strength(jobs)["related_strength"].unstack().loc["A"].round(3).tolist()
    [2.455, 2.455, 0.228, 0.128]
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    cells = table.to_numpy()
    n = len(cells)
    if leave_region_out and n == 1:
        raise TableError("one region: none is left to take proximities from")
    quotient = ratio(cells, expected(cells))
    quotient[np.isnan(quotient)] = 0.0
    e_r, e_i, whole = cells.sum(axis=1, keepdims=True), cells.sum(axis=0), cells.sum()
    rest = ratio(e_r, e_r - cells) / ratio(whole, whole - e_i)
    strength = np.full(cells.shape, np.nan)
    near = without_self(conditional(advantage(cells, threshold)))
    for r in range(n):
        if leave_region_out:
            others = np.delete(cells, r, axis=0)
            near = without_self(conditional(advantage(others, threshold)))
        strength[r] = ratio(quotient[r] @ near, near.sum(axis=0))
    alone = (e_r - cells) == 0
    return tidy(
        table,
        related_strength=strength * rest,
        reason=reasons(
            table.shape,
            (alone, "the region has nothing else"),
            (np.isnan(strength), "no other industry is near"),
        ),
    )


def economic_complexity(
    frame, *, region=None, industry=None, value=None, threshold=1.0, absent="refuse"
):
    """Economic complexity of regions and of industries.

    Arguments as for :func:`proximity`.

    Returns two frames: `regions` with `complexity` (mean 0, standard deviation 1 with divisor n) and
    `diversity`; `industries` with `complexity` and `ubiquity`. The sign is such that complexity and
    diversity correlate positively; an industry's sign is that of the regions that have it.

    Raises TableError for the faults of :func:`clusterbook.tables.cross_table`, for a region or an
    industry of zero, for a table that falls into parts with no industry in common (the index would
    only tell the parts apart) and for one whose second eigenvalue is zero or stands twice.

    In words: the second eigenvector of the matrix that passes from regions to industries and back.
    Source: HidalgoHausmann2009.

    >>> jobs = pd.DataFrame(
    ...     [[9, 9, 5, 1], [5, 9, 9, 1], [1, 9, 9, 9], [1, 1, 9, 2]], list("ABCD"), list("wxyz"))
    >>> regions, industries = economic_complexity(jobs)
    >>> regions["complexity"].round(3).tolist(), regions["diversity"].tolist()
    ([1.271, 0.589, -0.537, -1.323], [2, 3, 2, 2])
    """
    table = cross_table(frame, region=region, industry=industry, value=value, absent=absent)
    has = advantage(table.to_numpy(), threshold)
    diversity, ubiquity = has.sum(axis=1), has.sum(axis=0)
    for sums, names, what in (
        (diversity, table.index, "regions without any advantage"),
        (ubiquity, table.columns, "industries in which no region has an advantage"),
    ):
        if (sums == 0).any():
            raise TableError(f"{what}: {listing(names[sums == 0])}: leave them out")
    refuse_parts(has, table.index)
    root = np.sqrt(diversity)
    half = has / root[:, None] / np.sqrt(ubiquity)
    values, vectors = np.linalg.eigh(half @ half.T)
    if len(values) < 2 or values[-2] < 1e-10:
        raise TableError("all regions have the same advantages: complexity is not determined")
    if len(values) > 2 and values[-2] - values[-3] < 1e-10:
        raise TableError("the second eigenvalue stands twice: complexity is not determined")
    score = vectors[:, -2] / root
    of_regions = standardised(score)
    turn = np.cov(of_regions, diversity)[0, 1]
    if turn < 0:
        score, of_regions = -score, -of_regions
    of_industries = standardised(has.T @ score / ubiquity)
    return Complexity(
        pd.DataFrame(
            {"complexity": of_regions, "diversity": diversity.astype(int)}, index=table.index
        ),
        pd.DataFrame(
            {"complexity": of_industries, "ubiquity": ubiquity.astype(int)}, index=table.columns
        ),
    )


def refuse_parts(has, names):
    n = len(has)
    graph = sparse.block_array([[None, sparse.csr_array(has)], [sparse.csr_array(has.T), None]])
    count, part = csgraph.connected_components(graph, directed=False)
    if count > 1:
        parts = [f"{{{listing(names[part[:n] == k])}}}" for k in range(count)]
        raise TableError(
            f"the table falls into {count} parts that share no industry of advantage: {listing(parts)}"
        )


def expected(cells):
    """Cells as they would be with the same industry mix everywhere."""
    whole = cells.sum()
    return cells.sum(axis=1, keepdims=True) * ratio(cells.sum(axis=0), whole)


def advantage(cells, threshold):
    """1.0 where the quotient is at least the threshold, else 0.0."""
    quotient = np.nan_to_num(ratio(cells, expected(cells)))
    # An exact quotient of one must not fail for the last bit.
    return (quotient >= threshold * (1 - 1e-12)).astype(float)


def conditional(has):
    together, alone = has.T @ has, has.sum(axis=0)
    near = ratio(together, np.maximum(alone[:, None], alone[None, :]))
    near[alone == 0, :] = near[:, alone == 0] = np.nan
    return near


def without_self(near):
    near = np.nan_to_num(near)
    np.fill_diagonal(near, 0.0)
    return near


def standardised(scores):
    return (scores - scores.mean()) / scores.std()
