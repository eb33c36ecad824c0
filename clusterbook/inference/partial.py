"""One regressor freed of all others (Frisch and Waugh), and its sums over clusters.

Everything that clustered errors and the wild bootstrap need is a sum over a cluster: after one
pass over the rows, a draw costs a few products of vectors as long as the clusters are many.
"""

from dataclasses import dataclass

import numpy as np

from clusterbook.inference.common import InferenceError

# Below this share of its own variation a regressor counts as made up of the others.
COLLINEAR = 1e-10


class Others:
    """The other regressors: dense columns, and effects given as codes 0, 1, … a row.

    The effect with most levels is taken out by its means, which is exact; the rest goes through
    its normal equations, scaled. Constants are an effect with one level.
    """

    def __init__(self, rows, columns=None, effects=()):
        from scipy import sparse

        def indicator(codes):
            codes = np.asarray(codes)
            return one_a_row(np.ones(rows), codes, int(codes.max()) + 1)

        dummies = sorted((indicator(codes) for codes in effects), key=lambda d: -d.shape[1])
        self.first = dummies[0] if dummies else sparse.csr_matrix((rows, 1))
        self.first_across = self.first.T.tocsr()
        counts = np.asarray(self.first.sum(axis=0)).ravel()
        self.levels = int((counts > 0).sum())
        self.inverse_counts = np.divide(1.0, counts, out=np.zeros_like(counts), where=counts > 0)
        blocks = dummies[1:]
        if columns is not None and columns.shape[1]:
            blocks = [*blocks, sparse.csr_matrix(centred(columns) if dummies else columns)]
        self.rest = sparse.hstack(blocks).tocsr() if blocks else None
        self.rank = self.levels
        self.memory = {}
        if self.rest is not None:
            self.rest_across = self.rest.T.tocsr()
            self.across = (self.first_across @ self.rest).toarray()
            gram = (self.rest_across @ self.rest).toarray()
            size = np.sqrt(np.diag(gram).clip(min=np.finfo(float).tiny))
            gram = gram - self.across.T @ (self.inverse_counts[:, None] * self.across)
            values, vectors = np.linalg.eigh(gram / np.outer(size, size))
            kept = values > COLLINEAR * max(1.0, values[-1])
            self.root = (vectors[:, kept] / np.sqrt(values[kept])) / size[:, None]
            self.rank += int(kept.sum())

    def residual(self, vector):
        """What the others leave of a column of numbers."""
        # Twice, because one pass loses digits where columns are close to each other.
        for _ in range(2):
            vector = vector - self.first @ (self.inverse_counts * (self.first_across @ vector))
            if self.rest is not None:
                fitted = self.root @ (self.root.T @ (self.rest_across @ vector))
                fitted_means = self.inverse_counts * (self.across @ fitted)
                vector = vector - (self.rest @ fitted - self.first @ fitted_means)
        return vector

    def freed(self, vector, codes, clusters, factors, name=None):
        """The residual, and the factors of its parts by cluster; a named vector only once."""
        if name is not None and (name, factors) in self.memory:
            return self.memory[name, factors]
        residual = self.residual(vector)
        parts = self.factors(one_a_row(residual, codes, clusters)) if factors else None
        if name is not None:
            self.memory[name, factors] = residual, parts
        return residual, parts

    def factors(self, columns):
        """Pieces whose products are the projections of sparse columns on the others."""
        means = (self.first_across @ columns).toarray()
        scaled = np.sqrt(self.inverse_counts)[:, None] * means
        if self.rest is None:
            return scaled
        across = (self.rest_across @ columns).toarray()
        across -= self.across.T @ (self.inverse_counts[:, None] * means)
        return np.vstack([scaled, self.root.T @ across])


def one_a_row(values, codes, width):
    """A sparse matrix with one entry a row, at the place of its code."""
    from scipy import sparse

    return sparse.csr_matrix((values, codes, np.arange(len(values) + 1)), (len(values), width))


def centred(columns):
    """Full columns less their means, which keeps digits; dummies stay as they are, sparse."""
    full = np.count_nonzero(columns, axis=0) > len(columns) / 2
    return columns - np.where(full, columns.mean(axis=0), 0.0)


@dataclass
class Partialled:
    """Sums over clusters of one regressor x and the outcome y, both freed of the other regressors.

    ``xx`` and ``xy`` hold, cluster by cluster, the sums of x² and of x·y. ``scores_y`` and
    ``scores_x`` are square: with signs v of the clusters and the null b, the scores of a bootstrap
    sample are ``(scores_y − b · scores_x) @ v``.
    """

    xx: np.ndarray
    xy: np.ndarray
    scores_y: np.ndarray | None
    scores_x: np.ndarray | None
    rows: int
    rank: int

    @property
    def estimate(self):
        return self.xy.sum() / self.xx.sum()

    @property
    def correction(self):
        """The factor of the clustered variance that statsmodels applies by default."""
        clusters = len(self.xx)
        return clusters / (clusters - 1) * (self.rows - 1) / (self.rows - self.rank)

    @property
    def variance(self):
        """Of the estimate, by clusters, without the factor for small samples."""
        return ((self.xy - self.estimate * self.xx) ** 2).sum() / self.xx.sum() ** 2

    def scores(self, null):
        return self.xy - null * self.xx, self.scores_y - null * self.scores_x


def partial_out(y, x, others, codes, clusters, name, bootstrap=True, known=(None, None)):
    """Free y and x of the others and sum over clusters; raises where nothing of x is left.

    `known` names y and x where the same others meet them again with the same clusters.
    """
    free_x, left = others.freed(x, codes, clusters, bootstrap, known[1])
    total = free_x @ free_x
    if total <= COLLINEAR * max(x @ x, np.finfo(float).tiny):
        raise InferenceError(
            f"parameter {name!r}: the other regressors or effects determine it, nothing is left of it"
        )
    rows = len(y)
    if rows <= others.rank + 1:
        raise InferenceError(
            f"{rows} rows for {others.rank + 1} coefficients: no variation is left to infer from"
        )
    free_y, right = others.freed(y, codes, clusters, bootstrap, known[0])
    xx = np.bincount(codes, free_x**2, clusters)
    xy = np.bincount(codes, free_x * free_y, clusters)
    if not bootstrap:
        return Partialled(xx, xy, None, None, rows, others.rank + 1)

    def scores(sums, projected):
        return np.diag(sums) - left.T @ projected - np.outer(xx, sums) / total

    return Partialled(xx, xy, scores(xy, right), scores(xx, left), rows, others.rank + 1)


def sign_draws(clusters, draws, weights, rng, enumerate_to=12):
    """Weights of the clusters, one row a draw, and whether these are all there are."""
    if weights == "rademacher":
        if clusters <= enumerate_to:
            numbers = np.arange(2**clusters)[:, None]
            return 1.0 - 2.0 * (numbers >> np.arange(clusters) & 1), True
        return 1.0 - 2.0 * rng.integers(0, 2, size=(draws, clusters)), False
    if weights == "webb":
        points = np.sqrt([0.5, 1.0, 1.5])
        points = np.concatenate([-points, points])
        return points[rng.integers(0, 6, size=(draws, clusters))], False
    raise ValueError(f"weights is {weights!r}; it must be 'rademacher' or 'webb'")


def bootstrap_t(scores, matrix, signs):
    """The t of every draw, without a factor for small samples; missing where it is not defined."""
    above = signs @ scores
    below = np.sqrt(((signs @ matrix.T) ** 2).sum(axis=1))
    scale = np.abs(scores).sum()
    defined = below > 1e-10 * scale
    return np.divide(above, below, out=np.full(len(signs), np.nan), where=defined)
