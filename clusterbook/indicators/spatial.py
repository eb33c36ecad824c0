"""Do neighbours resemble each other?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.spatial import cKDTree

from clusterbook.indicators.common import choose, reasons
from clusterbook.tables import TableError, coded, listing, read_rows

__all__ = ["Weights", "adjacency_weights", "local_moran", "morans_i", "nearest_weights"]

BLOCK = 4_000_000


@dataclass(frozen=True)
class Weights:
    """Spatial weights: the units, a sparse matrix in their order, and the islands left out."""

    units: pd.Index
    matrix: sparse.csr_array
    islands: tuple = ()

    def __repr__(self):
        per_unit = self.matrix.nnz / len(self.units)
        left = f", islands left out: {listing(self.islands)}" if self.islands else ""
        return f"Weights({len(self.units)} units, {per_unit:.2f} neighbours on average{left})"


def adjacency_weights(
    pairs, *, unit, neighbour, units=None, row_standardise=True, islands="refuse"
):
    """Spatial weights from a list of neighbouring pairs.

    `pairs` has one row a pair; `unit` and `neighbour` name its two columns of labels. Adjacency is
    mutual: a pair may stand once or in both directions. `units` lists all units, so that those
    without any neighbour are known (default: those in the pairs). `islands` says what happens to
    them: ``"refuse"`` raises, ``"drop"`` leaves them out and lists them in the result.

    Returns :class:`Weights`, each row summing to 1 unless `row_standardise` is false.

    Raises TableError for an empty frame, an unknown column, a missing label, a unit that is its own
    neighbour, a pair with a label that `units` lacks, and for islands.

    >>> pairs = pd.DataFrame({"a": [1, 2], "b": [2, 3]})
    >>> adjacency_weights(pairs, unit="a", neighbour="b")
    Weights(3 units, 1.33 neighbours on average)
    """
    choose("islands", islands, ("refuse", "drop"))
    rows = read_rows(pairs, labels=[unit, neighbour])
    a, b = (labels_of(rows[name]) for name in (unit, neighbour))
    if (a == b).any():
        raise TableError(f"neighbours of themselves: {listing(a[a == b])}")
    named = a.append(b).unique()
    known = named.sort_values() if units is None else pd.Index(units)
    if known.has_duplicates:
        raise TableError(f"units twice there: {listing(known[known.duplicated()])}")
    unknown = named.difference(known)
    if len(unknown):
        raise TableError(f"pairs name {listing(unknown)}, which units lacks")
    lonely = known.difference(named, sort=False)
    if len(lonely) and islands == "refuse":
        raise TableError(
            f"units without neighbours: {listing(lonely)}: give them some, or say islands='drop'"
        )
    kept = known[known.isin(named)]
    i, j = kept.get_indexer(a), kept.get_indexer(b)
    links = (np.ones(2 * len(i)), (np.concatenate([i, j]), np.concatenate([j, i])))
    matrix = sparse.csr_array(links, shape=(len(kept), len(kept)))
    matrix.data[:] = 1.0
    return finish(kept, matrix, row_standardise, tuple(lonely))


def nearest_weights(frame, *, unit, x, y, neighbours, metric="plane", row_standardise=True):
    """Spatial weights from the nearest neighbours of every unit.

    `frame` has one row a unit with its label and coordinates: in a plane, in any unit of length
    (``metric="plane"``), or longitude as `x` and latitude as `y` in degrees (``"sphere"``, distances
    along the chord, whose order is that of great circles). `neighbours` is how many each unit has.

    Returns :class:`Weights`. The relation need not be mutual. Of units equally far away those that
    come first in label order are taken.

    Raises TableError for the faults of rows, a unit that stands twice and fewer units than
    neighbours asked for; ValueError for an unknown metric.

    >>> points = pd.DataFrame({"u": list("abc"), "x": [0, 1, 3], "y": [0, 0, 0]})
    >>> weights = nearest_weights(points, unit="u", x="x", y="y", neighbours=1)
    >>> weights.matrix.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    choose("metric", metric, ("plane", "sphere"))
    rows = read_rows(frame, labels=[unit], numbers=[x, y], negative=True).sort(unit)
    labels = labels_of(rows[unit])
    if labels.has_duplicates:
        raise TableError(f"column {unit!r}: twice there: {listing(labels[labels.duplicated()])}")
    n = len(labels)
    if not 1 <= neighbours < n:
        raise TableError(f"{neighbours} neighbours asked for, with {n} units")
    points = np.column_stack([rows[x].to_numpy(), rows[y].to_numpy()])
    if metric == "sphere":
        along, up = np.radians(points).T
        points = np.column_stack(
            [np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)]
        )
    # Some more than asked for, so that ties at the edge can be told apart by label.
    reach = min(n, neighbours + 9)
    distance, index = cKDTree(points).query(points, k=reach)
    distance = np.where(index == np.arange(n)[:, None], -1.0, np.round(distance, 12))
    order = np.lexsort((index, distance), axis=1)
    chosen = np.take_along_axis(index, order, axis=1)
    chosen = np.array([row[row != k][:neighbours] for k, row in enumerate(chosen)])
    pointers = np.arange(0, n * neighbours + 1, neighbours)
    matrix = sparse.csr_array((np.ones(chosen.size), chosen.ravel(), pointers), shape=(n, n))
    return finish(labels, matrix, row_standardise, ())


def labels_of(series):
    codes, labels = coded(series)
    return labels[codes].rename(None)


def finish(units, matrix, row_standardise, lonely):
    matrix.sort_indices()
    if row_standardise:
        matrix.data /= np.repeat(matrix.sum(axis=1), np.diff(matrix.indptr))
    return Weights(units, matrix, lonely)


def morans_i(frame, *, unit, value, weights, permutations=999, alternative="two-sided", seed=0):
    """Moran's I, with the normal approximation and a permutation test.

    `frame` has one row a unit: a label and a value (any sign and unit). `weights` comes from
    :func:`adjacency_weights` or :func:`nearest_weights`; rows are matched to it by label.

    Returns one row, labelled by the value: `morans_i`, `expected` (−1/(n−1)), `variance` and `z`
    under normality, `p` of the permutation test (values dealt out anew over all units; an equal
    statistic counts as extreme; two-sided by distance from the expectation), `units`,
    `permutations` and `reason`: all values are equal.

    Raises TableError for the faults of rows, a unit that stands twice or has no weights and weights
    without a value; ValueError for an unknown alternative.

    In words: covariance of neighbours over variance. Source: Moran1950.

    >>> grid = pd.DataFrame({"cell": range(9), "z": range(1, 10)})
    >>> pairs = [(c, c + 1) for c in range(9) if c % 3 < 2] + [(c, c + 3) for c in range(6)]
    >>> rook = adjacency_weights(pd.DataFrame(pairs, columns=["a", "b"]), unit="a", neighbour="b")
    >>> result = morans_i(grid, unit="cell", value="z", weights=rook)
    >>> result[["morans_i", "expected", "z"]].round(6).iloc[0].tolist()
    [0.555556, -0.125, 2.845185]
    """
    choose("alternative", alternative, ("two-sided", "greater", "less"))
    values = aligned(frame, unit, value, weights)
    z = values - values.mean()
    n, w = len(z), weights.matrix
    expected = -1 / (n - 1)
    s0 = w.sum()
    both = w + w.T
    s1, s2 = (both.data**2).sum() / 2, ((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum()
    variance = (n**2 * s1 - n * s2 + 3 * s0**2) / ((n**2 - 1) * s0**2) - expected**2
    scale = (z**2).sum()
    result = dict.fromkeys(("morans_i", "expected", "variance", "z", "p"), np.nan)
    constant = np.ptp(values) == 0
    if not constant:
        index = n / s0 * (z @ (w @ z)) / scale
        drawn = permuted(z, w, permutations, np.random.default_rng(seed)) * n / s0 / scale
        result |= {
            "morans_i": index,
            "expected": expected,
            "variance": variance,
            "z": (index - expected) / np.sqrt(variance) if variance > 0 else np.nan,
            "p": p_value(index - expected, drawn - expected, alternative),
        }
    result |= {"units": n, "permutations": permutations}
    result["reason"] = "all values are equal" if constant else ""
    return pd.DataFrame(result, index=pd.Index([value], name="variable"))


def permuted(z, w, permutations, rng):
    """Cross products of z and its spatial lag, for values dealt out anew."""
    drawn = []
    step = max(1, BLOCK // len(z))
    for start in range(0, permutations, step):
        deals = np.tile(z, (min(step, permutations - start), 1))
        rng.permuted(deals, axis=1, out=deals)
        deals = np.ascontiguousarray(deals.T)
        drawn.append(np.einsum("ij,ij->j", deals, w @ deals))
    return np.concatenate(drawn) if drawn else np.empty(0)


def p_value(observed, drawn, alternative):
    if len(drawn) == 0:
        return np.nan
    slack = 1e-12
    extreme = {
        "two-sided": np.abs(drawn) >= abs(observed) - slack,
        "greater": drawn >= observed - slack,
        "less": drawn <= observed + slack,
    }[alternative]
    return (1 + extreme.sum()) / (1 + len(drawn))


def local_moran(frame, *, unit, value, weights, permutations=999, level=0.05, seed=0):
    """Local Moran's I of every unit, with conditional permutations and false-discovery control.

    Arguments as for :func:`morans_i`. For each unit its own value stays and its neighbours' values
    are drawn from all other units; `p` doubles the smaller tail, ties counting as extreme. `q` is
    `p` adjusted over all units by Benjamini and Hochberg; a unit is named a cluster or an outlier
    only where `q` is at most `level`. The smallest `p` is 2/(permutations + 1): with many units, ask
    for more permutations, or nothing can pass.

    Returns one row a unit: `local_moran`, `lag` (of the deviations), `quadrant` (high-high, low-low,
    high-low, low-high: own value, then neighbours), `p`, `q`, `significant` and `reason`: all values
    are equal. The indices sum to the sum of weights times Moran's I.

    Raises TableError as :func:`morans_i`.

    In words: own deviation times the weighted deviations of neighbours, over the variance (divisor
    n). Source: Anselin1995, BenjaminiHochberg1995.

    >>> grid = pd.DataFrame({"cell": range(9), "z": range(1, 10)})
    >>> pairs = [(c, c + 1) for c in range(9) if c % 3 < 2] + [(c, c + 3) for c in range(6)]
    >>> rook = adjacency_weights(pd.DataFrame(pairs, columns=["a", "b"]), unit="a", neighbour="b")
    >>> result = local_moran(grid, unit="cell", value="z", weights=rook)
    >>> round(float(result["local_moran"].sum()) / 9, 6)
    0.555556
    """
    values = aligned(frame, unit, value, weights)
    z, w = values - values.mean(), weights.matrix
    n, variance = len(z), (z**2).mean()
    index = weights.units.rename(unit)
    if np.ptp(values) == 0:
        columns = ["local_moran", "lag", "quadrant", "p", "q", "significant", "reason"]
        empty = [np.nan, np.nan, "", np.nan, np.nan, False, "all values are equal"]
        return pd.DataFrame(dict(zip(columns, empty, strict=True)), index=index)
    # scipy.stats takes longer to load than all else here.
    from scipy.stats import false_discovery_control

    lag = w @ z
    p = conditional_p(z, lag, w, permutations, np.random.default_rng(seed))
    q = false_discovery_control(p) if permutations else p
    sides = np.where(z >= 0, "high", "low"), np.where(lag >= 0, "high", "low")
    return pd.DataFrame(
        {
            "local_moran": z * lag / variance,
            "lag": lag,
            "quadrant": [f"{own}-{near}" for own, near in zip(*sides, strict=True)],
            "p": p,
            "q": q,
            "significant": q <= level,
            "reason": reasons(n),
        },
        index=index,
    )


def conditional_p(z, lag, w, permutations, rng):
    """Two-sided p of each unit's lag when its neighbours are drawn from all other units.

    One set of draws serves all units, each of which skips itself in it.
    """
    n = len(z)
    if permutations == 0:
        return np.full(n, np.nan)
    counts = np.diff(w.indptr)
    most = int(counts.max())
    draws = np.empty((permutations, most), dtype=np.int64)
    step = max(1, BLOCK // n)
    for start in range(0, permutations, step):
        keys = rng.random((min(step, permutations - start), n - 1))
        chosen = np.argpartition(keys, most - 1, axis=1)[:, :most] if most < n - 1 else None
        if chosen is None:
            chosen = np.argsort(keys, axis=1)
        # Within a partition the order is the algorithm's, not chance's.
        draws[start : start + step] = rng.permuted(chosen, axis=1)
    p = np.empty(n)
    slack = 1e-12
    for i in range(n):
        own = slice(w.indptr[i], w.indptr[i + 1])
        others = draws[:, : counts[i]]
        drawn = z[others + (others >= i)] @ w.data[own]
        tail = min((drawn >= lag[i] - slack).sum(), (drawn <= lag[i] + slack).sum())
        p[i] = min(1.0, 2 * (1 + tail) / (1 + permutations))
    return p


def aligned(frame, unit, value, weights):
    """The values in the order of the weights; both must know the same units."""
    if not isinstance(weights, Weights):
        raise TypeError(
            f"weights must come from a weights function, found {type(weights).__name__}"
        )
    rows = read_rows(frame, labels=[unit], numbers=[value], negative=True)
    values = pd.Series(rows[value].to_numpy(), index=labels_of(rows[unit]))
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()]
        raise TableError(f"column {unit!r}: twice there: {listing(twice)}")
    lacking = weights.units.difference(values.index)
    if len(lacking):
        raise TableError(f"column {value!r} has nothing for {listing(lacking)}, which have weights")
    beyond = values.index.difference(weights.units).difference(pd.Index(weights.islands))
    if len(beyond):
        raise TableError(f"no weights for {listing(beyond)}")
    return values[weights.units].to_numpy()
