"""The wild cluster bootstrap: few clusters, the null imposed, signs of whole clusters at random."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from clusterbook.inference.common import (
    InferenceError,
    cluster_codes,
    exceeds,
    listing,
    reaches,
    share,
    whole,
)
from clusterbook.inference.partial import Others, bootstrap_t, partial_out, sign_draws
from clusterbook.inference.results import Shown, figure, interval, p_text
from clusterbook.language import number

__all__ = ["wild_cluster_bootstrap"]

# Doublings of the step before an interval counts as endless; farther out digits are lost.
FARTHEST = 14


@dataclass(repr=False)
class BootstrapResult(Shown):
    """What :func:`wild_cluster_bootstrap` found; prints in the language of the edition."""

    parameter: str
    estimate: float
    standard_error: float
    t: float
    null: float
    p: float
    p_without_ties: float
    ties: int
    undefined: int
    interval: tuple[float, float]
    level: float
    clusters: pd.Index = field(repr=False)
    rows_used: int
    rows_dropped: int
    correction: float
    weights: str
    draws: int
    enumerated: bool
    seed: int | None
    draws_of_t: np.ndarray = field(repr=False)

    title = "野聚类自助法 | Wild cluster bootstrap"

    @property
    def method(self):
        """How p was found, in both languages."""
        kind = {"rademacher": "Rademacher", "webb": "Webb"}[self.weights]
        count = number(self.draws)
        zh = f"穷举全部{count}种符号" if self.enumerated else f"{count}次抽取，种子{self.seed}"
        en = f"all {count} signs" if self.enumerated else f"{count} draws, seed {self.seed}"
        return (
            f"野聚类自助法（施加原假设，{kind}权重，{zh}，相等者计入） | "
            f"wild cluster bootstrap (null imposed, {kind} weights, {en}, ties counted)"
        )

    def rows(self):
        dropped = (
            f"，因缺失未用{self.rows_dropped}行",
            f", {self.rows_dropped} rows missing and not used",
        )
        zh, en = dropped if self.rows_dropped else ("", "")
        count = number(self.rows_used)
        return [
            ("参数 | Parameter", self.parameter),
            ("估计值 | Estimate", figure(self.estimate)),
            ("聚类稳健标准误 | Cluster-robust standard error", figure(self.standard_error)),
            ("t值 | t", figure(self.t)),
            ("p值（相等者计入） | p (ties counted)", p_text(self.p)),
            ("p值（相等者不计） | p (ties left out)", p_text(self.p_without_ties)),
            (
                f"{100 * self.level:g}%置信区间 | {100 * self.level:g}% confidence interval",
                interval(*self.interval),
            ),
            ("样本数 | N", f"{count}{zh} | {count}{en}"),
            ("聚类数 | Clusters", number(len(self.clusters))),
            ("方法 | Method", self.method),
        ]


def wild_cluster_bootstrap(
    model,
    *,
    parameter,
    clusters,
    null=0.0,
    draws=9999,
    weights="rademacher",
    level=0.95,
    seed=0,
):
    """The p-value of one coefficient when the clusters are few.

    `model` is a linear model of statsmodels (OLS or WLS) or its fitted result; `parameter` is one
    of its coefficients. `clusters` gives every row its cluster: the name of a column of the frame
    the formula was given, or a sequence as long as the rows (of the frame or of the model).
    `null` is the value tested, in units of the coefficient. `weights` are ``"rademacher"`` (signs)
    or ``"webb"`` (six points, of use below some 12 clusters). With 12 clusters or fewer all signs
    are enumerated, and `draws` and `seed` are of no matter; Webb's weights are always drawn.

    Returns a result with `estimate`, `standard_error` (by clusters, with the factor for small
    samples of statsmodels, `correction`; without it t is `t` times its root), `t`, `p`,
    `p_without_ties`, `ties`, the confidence `interval` of `level` and `draws_of_t`. How ties are
    counted: `p` counts draws with |t*| equal to |t| (to 1e-9) as extreme, `p_without_ties` does
    not. Enumerated, both are shares of all signs, of which two at least are always ties (all plus,
    all minus). Drawn, `p` is (1 + extreme)/(1 + draws) and `p_without_ties` a plain share. Draws
    whose t* is 0/0 are `undefined` and count as extreme in `p`. `interval` holds the values
    around the estimate that the test (ties counted) does not reject at 1 − `level`, and is infinite
    where none within some 16,000 standard errors is rejected. `rows_dropped` counts the rows that
    the formula left out because of missing values.

    Raises InferenceError for a parameter the model has not, clusters that do not fit its rows, have
    holes or are only one, and for a parameter that the other regressors determine; TypeError for a
    model that is not linear.

    In words: fit the model with the coefficient held at the null; give the residuals of each
    cluster a random sign; estimate again; see how often the clustered t is as large as the one
    found. Source: CameronGelbachMiller2008, RoodmanEtAl2019, Webb2023.

    >>> import statsmodels.formula.api as smf
    >>> data = pd.DataFrame({"place": list("aabbccdd"), "x": [1, 2, 3, 4, 5, 6, 7, 8.0]})
    >>> data["y"] = [1.2, 1.9, 3.3, 3.8, 5.1, 6.2, 6.8, 8.1]
    >>> found = wild_cluster_bootstrap(smf.ols("y ~ x", data), parameter="x", clusters="place")
    >>> found.draws, found.p, found.p_without_ties
    (16, 0.125, 0.0)
    """
    draws, level = whole(draws, "draws", 1), share(level, "level")
    model = linear_model(model)
    names = list(model.exog_names)
    if parameter not in names:
        raise InferenceError(f"no parameter {parameter!r} in the model; it has {listing(names)}")
    codes, labels, dropped = clusters_of(model, clusters)
    y, x, others = pieces(model, names.index(parameter))
    sums = partial_out(y, x, others, codes, len(labels), parameter)
    signs, exact = sign_draws(len(labels), draws, weights, np.random.default_rng(seed))

    def test(value):
        scores, matrix = sums.scores(value)
        ones = np.ones((1, len(labels)))
        observed = abs(bootstrap_t(scores, matrix, ones)[0])
        drawn = bootstrap_t(scores, matrix, signs)
        return observed, np.abs(drawn), drawn

    def p_value(observed, drawn):
        one = 0 if exact else 1
        extreme = (reaches(drawn, observed) | np.isnan(drawn)).sum()
        return float((one + extreme) / (one + len(drawn)))

    observed, size, drawn = test(null)
    if np.isnan(observed):
        raise InferenceError(
            f"parameter {parameter!r}: the clustered variance is zero, t is not defined"
        )
    error = np.sqrt(sums.variance * sums.correction)
    return BootstrapResult(
        parameter=parameter,
        estimate=float(sums.estimate),
        standard_error=float(error),
        t=float((sums.estimate - null) / error),
        null=float(null),
        p=p_value(observed, size),
        p_without_ties=float(exceeds(size, observed).mean()),
        ties=int((reaches(size, observed) & ~exceeds(size, observed)).sum()),
        undefined=int(np.isnan(drawn).sum()),
        interval=inverted(lambda b: p_value(*test(b)[:2]), sums.estimate, error, 1 - level),
        level=level,
        clusters=labels,
        rows_used=len(y),
        rows_dropped=dropped,
        correction=float(sums.correction),
        weights=weights,
        draws=len(signs),
        enumerated=exact,
        seed=None if exact else seed,
        draws_of_t=drawn / np.sqrt(sums.correction),
    )


def linear_model(model):
    """The model of a result; only least squares will do."""
    from statsmodels.regression.linear_model import OLS, WLS

    model = getattr(model, "model", model)
    if not isinstance(model, OLS | WLS):
        raise TypeError(
            f"found {type(model).__name__}: the bootstrap needs OLS or WLS of statsmodels, or a result of them"
        )
    return model


def clusters_of(model, clusters):
    """Codes of the model's rows, labels, and how many rows the formula left out."""
    missing = getattr(model.data, "missing_row_idx", None)
    missing = [] if missing is None else list(missing)
    rows = len(model.endog)
    name = "clusters"
    if isinstance(clusters, str):
        name, frame = clusters, getattr(model.data, "frame", None)
        if frame is None or clusters not in frame:
            held = (
                "the model has no frame" if frame is None else f"columns {listing(frame.columns)}"
            )
            raise InferenceError(f"no column {clusters!r} for the clusters: {held}")
        clusters = frame[clusters]
    values = pd.Series(np.asarray(clusters, dtype=object))
    if len(values) == rows + len(missing):
        values = values.drop(index=missing).reset_index(drop=True)
    if len(values) != rows:
        raise InferenceError(
            f"clusters {name!r} has {len(values)} rows, the model {rows}"
            + (f" after {len(missing)} with missing values were left out" if missing else "")
        )
    return *cluster_codes(values, name), len(missing)


def pieces(model, position):
    """Outcome, regressor and the others; weighted, if the model is."""
    x = np.asarray(model.wexog, float)
    rest = np.delete(x, position, axis=1)
    constant = np.flatnonzero(np.ptp(rest, axis=0) == 0) if rest.shape[1] else []
    effects = [np.zeros(len(x), int)] * bool(len(constant))
    others = Others(len(x), np.delete(rest, constant, axis=1), effects)
    return np.asarray(model.wendog, float), x[:, position], others


def inverted(p_value, estimate, error, alpha):
    """The ends of the values not rejected, found from the estimate outward."""

    def end(direction):
        inside, step = estimate, error
        for _ in range(FARTHEST):
            outside = inside + direction * step
            if p_value(outside) <= alpha:
                break
            inside, step = outside, 2 * step
        else:
            return direction * np.inf
        for _ in range(40):
            middle = (inside + outside) / 2
            if p_value(middle) <= alpha:
                outside = middle
            else:
                inside = middle
        return float(inside)

    return end(-1), end(1)
