"""Permutation tests: of units that could be exchanged, and of the nodes of a matrix."""

from dataclasses import dataclass, field
from itertools import islice, permutations, product
from math import factorial, prod

import numpy as np
import pandas as pd

from clusterbook.inference.common import InferenceError, listing, tail_p, whole
from clusterbook.inference.results import Shown, figure, p_text
from clusterbook.language import number

__all__ = ["node_permutation_test", "permutation_test"]


@dataclass(repr=False)
class PermutationResult(Shown):
    """What a permutation test found; prints in the language of the edition."""

    statistic: float
    p: float
    smallest_p: float
    alternative: str
    exact: bool
    draws: int
    units: int
    seed: int | None
    drawn: np.ndarray = field(repr=False)

    title = "置换检验 | Permutation test"

    @property
    def method(self):
        count = number(self.draws)
        if self.exact:
            return f"穷举全部{count}种排列 | all {count} arrangements"
        return f"随机重排{count}次，种子{self.seed} | {count} random arrangements, seed {self.seed}"

    def rows(self):
        sides = {
            "two-sided": "双侧 | two-sided",
            "greater": "单侧，偏大 | one-sided, greater",
            "less": "单侧，偏小 | one-sided, less",
        }
        return [
            ("统计量 | Statistic", figure(self.statistic)),
            ("p值 | p", p_text(self.p)),
            ("最小可能的p值 | Smallest possible p", figure(self.smallest_p, 4)),
            ("方向 | Alternative", sides[self.alternative]),
            ("单位数 | Units", number(self.units)),
            ("方法 | Method", self.method),
        ]


def permutation_test(
    statistic,
    frame,
    *,
    shuffle,
    unit=None,
    within=None,
    draws=9999,
    alternative="two-sided",
    seed=0,
):
    """A permutation test of units that could be exchanged under the null.

    `statistic` takes a pandas frame and returns a number; `frame` holds the data, and `shuffle`
    names the columns whose values are dealt out anew, together, among the rows. With `unit` (a
    column) whole units change places: the columns must be constant within a unit. `within` (a
    column) keeps the exchange inside its groups, for example inside years. When there are no more
    arrangements than `draws`, all are enumerated; nine prefectures have 362,880, so `draws=400_000`
    makes their test exact. `alternative` is ``"two-sided"``, ``"greater"`` or ``"less"``; `seed`
    makes random draws the same each time.

    Returns a result with `statistic`, `p`, the `smallest_p` that the design could give, `exact`,
    `draws`, the number of `units` and all values `drawn`. Drawn at random, p is
    (1 + extreme)/(1 + draws); enumerated, a share of all arrangements, the one found included.
    Equals count as extreme, and two-sided p is twice that of the smaller tail.

    Raises InferenceError for an unknown column, an empty frame, missing values in the columns that
    move, fewer than two units, values that change within a unit and a statistic that is no finite
    number; ValueError for an unknown alternative.

    In words: how often does chance alone, dealing the same values to the units, give a statistic
    as extreme. Source: none; the randomisation test of Fisher.

    >>> frame = pd.DataFrame({"zone": [1, 1, 1, 0, 0, 0], "growth": [9, 8, 7, 3, 2, 1]})
    >>> def gap(rows):
    ...     means = rows.groupby("zone")["growth"].mean()
    ...     return means[1] - means[0]
    >>> found = permutation_test(gap, frame, shuffle=["zone"], alternative="greater")
    >>> found.statistic, found.p, found.draws
    (6.0, 0.05, 720)
    """
    draws = whole(draws, "draws", 1)
    shuffle = [shuffle] if isinstance(shuffle, str) else list(shuffle)
    check_columns(frame, [*shuffle, *([unit] if unit else []), *([within] if within else [])])
    values, codes, groups = movable(frame, shuffle, unit, within)
    blocks = [np.flatnonzero(groups == group) for group in range(groups.max() + 1)]
    if max(map(len, blocks)) < 2:
        raise InferenceError("no two units can change places: nothing to permute")
    work = frame.copy()

    def value(order):
        dealt = values.iloc[order].iloc[codes]
        for column in shuffle:
            work[column] = dealt[column].array
        return finite(statistic(work))

    observed = finite(statistic(frame))
    rng = np.random.default_rng(seed)
    orders, exact = arrangements(blocks, draws, rng)
    drawn = np.array([value(order) for order in orders])
    return result(observed, drawn, alternative, exact, len(values), seed)


def node_permutation_test(
    first, second, *, statistic=None, draws=9999, alternative="two-sided", seed=0
):
    """A permutation test of two symmetric matrices over the same nodes (QAP).

    `first` and `second` are square, symmetric frames with the nodes as index and columns, matched
    by label; the diagonal is left out and may be missing. `statistic` takes two vectors, the pairs
    of each matrix in the same order, and returns a number; by default the correlation. Cells of one
    row share a node and are not independent, so the nodes are permuted, never the cells.
    `alternative` and `seed` as for
    :func:`permutation_test`.

    Returns a result as :func:`permutation_test`, `units` being the nodes; all arrangements are
    enumerated when they are no more than `draws`.

    Raises InferenceError for matrices that are not square, not symmetric or do not hold the same
    nodes, for a node that stands twice, fewer than three nodes, missing cells, and a statistic
    that is no finite number (a constant matrix); ValueError for an unknown alternative.

    In words: rename the nodes of one matrix at random, rows and columns alike, and see how often
    the two agree as well. Source: none; the quadratic assignment procedure of network analysis.

    >>> near = pd.DataFrame([[0, 3, 1], [3, 0, 2], [1, 2, 0]], index=list("abc"), columns=list("abc"))
    >>> found = node_permutation_test(near, near, alternative="greater")
    >>> round(found.statistic, 6), round(found.p, 4), found.draws
    (1.0, 0.1667, 6)
    """
    draws = whole(draws, "draws", 1)
    nodes = pd.DataFrame(first).index
    a, b = square(first, nodes, "first"), square(second, nodes, "second")
    n = len(nodes)
    if n < 3:
        raise InferenceError(f"{n} nodes: three or more are needed")
    rows, columns = np.triu_indices(n, 1)
    fixed = b[rows, columns]
    if statistic is None:
        statistic = correlation
    observed = finite(statistic(a[rows, columns], fixed))
    orders, exact = arrangements([np.arange(n)], draws, np.random.default_rng(seed))
    drawn = np.array([finite(statistic(a[o[rows], o[columns]], fixed)) for o in orders])
    return result(observed, drawn, alternative, exact, n, seed)


def correlation(a, b):
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return a @ b / scale if scale else np.nan


def result(observed, drawn, alternative, exact, units, seed):
    p = tail_p(drawn, observed, alternative, exact)
    least = 1 / (len(drawn) + (0 if exact else 1))
    return PermutationResult(
        statistic=observed,
        p=p,
        smallest_p=min(1.0, least * (2 if alternative == "two-sided" else 1)),
        alternative=alternative,
        exact=exact,
        draws=len(drawn),
        units=units,
        seed=None if exact else seed,
        drawn=drawn,
    )


def arrangements(blocks, draws, rng):
    """Orders of all units that keep the blocks, and whether these are all there are."""
    n = sum(map(len, blocks))
    # Beyond 20 units nobody enumerates, and the factorials are long numbers.
    count = prod(factorial(min(len(block), 20)) for block in blocks)

    def place(parts):
        order = np.empty(n, dtype=np.intp)
        for block, part in zip(blocks, parts, strict=True):
            order[block] = part
        return order

    if count <= draws:
        every = product(*(permutations(block) for block in blocks))
        return (place(parts) for parts in islice(every, count)), True
    return (place([rng.permutation(block) for block in blocks]) for _ in range(draws)), False


def check_columns(frame, columns):
    if not len(frame):
        raise InferenceError("the frame has no rows")
    for column in columns:
        if column not in frame:
            raise InferenceError(f"no column {column!r}; the frame has {listing(frame.columns)}")
        holes = frame[column].isna().sum()
        if holes:
            raise InferenceError(
                f"column {column!r}: {holes} rows are missing: fill them or leave them out of the data"
            )


def movable(frame, shuffle, unit, within):
    """The values that change places (one row a unit), the unit of every row, the group of every unit."""
    if unit is None:
        values, codes = frame[shuffle].reset_index(drop=True), np.arange(len(frame))
    else:
        codes, labels = pd.factorize(frame[unit])
        changing = frame.groupby(codes)[shuffle].nunique().gt(1)
        if changing.to_numpy().any():
            row, column = np.argwhere(changing.to_numpy())[0]
            raise InferenceError(
                f"column {shuffle[column]!r} changes within {unit} {labels[row]}: whole units cannot "
                "change places"
            )
        values = frame.groupby(codes)[shuffle].first()
    groups = np.zeros(len(frame), int) if within is None else pd.factorize(frame[within])[0]
    of_unit = pd.Series(groups).groupby(codes)
    if within is not None and of_unit.nunique().gt(1).any():
        raise InferenceError(
            f"column {within!r} changes within a {unit}: it must hold units together"
        )
    return values, codes, of_unit.first().to_numpy()


def square(matrix, nodes, name):
    """A symmetric matrix in the order of the nodes."""
    matrix = pd.DataFrame(matrix)
    if matrix.index.has_duplicates or matrix.columns.has_duplicates:
        raise InferenceError(f"matrix {name!r}: a node stands twice")
    for axis, labels in (("row", matrix.index), ("column", matrix.columns)):
        lacking, beyond = nodes.difference(labels), labels.difference(nodes)
        if len(lacking) or len(beyond):
            what = (
                f"no {axis} {listing(lacking)}"
                if len(lacking)
                else f"{axis} {listing(beyond)} too many"
            )
            raise InferenceError(f"matrix {name!r}: {what}")
    values = matrix.loc[nodes, nodes].to_numpy(float)
    off = ~np.eye(len(nodes), dtype=bool)
    if np.isnan(values[off]).any():
        row, column = np.argwhere(np.isnan(values) & off)[0]
        raise InferenceError(f"matrix {name!r}: no value for ({nodes[row]}, {nodes[column]})")
    if not np.allclose(values[off], values.T[off], rtol=1e-9, atol=0):
        row, column = np.argwhere((values != values.T) & off)[0]
        raise InferenceError(
            f"matrix {name!r}: ({nodes[row]}, {nodes[column]}) is {values[row, column]:g}, the other "
            f"way {values[column, row]:g}; it must be symmetric"
        )
    return values


def finite(value):
    value = float(value)
    if not np.isfinite(value):
        raise InferenceError(f"the statistic is {value}: it must be a finite number in every draw")
    return value
