"""One score from many indicators, and how much of the ranking is the weights' doing."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from clusterbook.indicators.common import choose, ratio, reasons
from clusterbook.tables import TableError, coded, listing, match_totals, read_rows

__all__ = [
    "PrincipalComponent",
    "entropy_weights",
    "equal_weights",
    "first_principal_component",
    "gem",
    "rank_intervals",
    "topsis",
]

PAIRS = (
    ("resources", "infrastructure"),
    ("suppliers", "firm_structure"),
    ("local_markets", "external_markets"),
)


class PrincipalComponent(NamedTuple):
    """The first principal component: scores of the objects, loadings of the indicators."""

    scores: pd.DataFrame
    loadings: pd.DataFrame
    explained: float


def equal_weights(frame, *, unit, indicators=None, costs=()):
    """Composite score with equal weights on indicators scaled from 0 to 1.

    `frame` has one row an object (a region); `unit` names its column of labels, `indicators` the
    columns that enter (default: all others). More is better, except for the `costs`.

    Returns one row an object: `score` (0 to 1), `rank` (1 is best; equals share the better rank).
    Scores hold within the set of objects given: another set, another scale.

    Raises TableError for an empty frame, an unknown column, a label that is missing or stands twice,
    values that are missing, infinite or text, and an indicator that is the same everywhere.

    In words: mean of the indicators after each was stretched from its worst to its best value.
    Source: none; the plain standard that other weights are held against.

    >>> frame = pd.DataFrame({"city": list("abc"), "jobs": [1, 2, 3], "smoke": [5, 1, 3]})
    >>> equal_weights(frame, unit="city", costs=["smoke"])["score"].tolist()
    [0.0, 0.75, 0.75]
    """
    names, columns, x = read_indicators(frame, unit, indicators, costs)
    return ranked(stretched(x, columns, costs).mean(axis=1), names)


def entropy_weights(frame, *, unit, indicators=None, costs=(), scaling="minmax"):
    """Entropy weights of indicators: the more an indicator varies over objects, the more weight.

    `frame`, `unit`, `indicators` and `costs` as for :func:`equal_weights`. The `scaling` before
    shares are taken is ``"minmax"`` (from worst 0 to best 1) or ``"none"`` (values of zero or more
    as they are, no costs). It changes the weights: name it.

    Returns one row an indicator: `entropy` (0 to 1), `weight` (all sum to 1) and `reason`: an
    indicator that is the same everywhere has no weight. Weights speak of dispersion, not of
    importance.

    Raises TableError as :func:`equal_weights` (negative values with ``"none"``; every indicator the
    same everywhere; a single object), ValueError for costs without scaling.

    In words: one less the normalised entropy of an indicator's shares over objects, over the sum of
    these. Source: Shannon's entropy; HwangYoon1981.

    >>> frame = pd.DataFrame({"city": list("abc"), "even": [9, 10, 11], "uneven": [1, 1, 8]})
    >>> entropy_weights(frame, unit="city", scaling="none")["weight"].round(3).tolist()
    [0.007, 0.993]
    """
    choose("scaling", scaling, ("minmax", "none"))
    if scaling == "none" and len(costs):
        raise ValueError("costs need a scaling that turns them; use scaling='minmax'")
    names, columns, x = read_indicators(frame, unit, indicators, costs)
    if len(names) < 2:
        raise TableError("one object has no dispersion to weigh by")
    if scaling == "none" and (x < 0).any():
        where = columns[(x < 0).any(axis=0)]
        raise TableError(f"negative values in {listing(where)}: shares need zero or more")
    same = np.ptp(x, axis=0) == 0
    if same.all():
        raise TableError("every indicator is the same everywhere: nothing to weigh by")
    kept = stretched(x[:, ~same], columns[~same], costs) if scaling == "minmax" else x[:, ~same]
    p = kept / kept.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p), 0.0)
    entropy = np.ones(len(columns))
    entropy[~same] = -terms.sum(axis=0) / np.log(len(names))
    weight = (1 - entropy) / (1 - entropy).sum()
    reason = reasons(len(columns), (same, "the same everywhere"))
    return pd.DataFrame(
        {"entropy": entropy, "weight": weight, "reason": reason},
        index=columns.rename("indicator"),
    )


def topsis(frame, *, unit, weights, costs=()):
    """TOPSIS: closeness of every object to the best case, away from the worst.

    `frame` and `unit` as for :func:`equal_weights`; `weights` maps indicator to weight and chooses
    the columns; it is matched by label and rescaled to sum to 1. Columns are divided by their
    Euclidean length.

    Returns one row an object: `score` (0 to 1) and `rank`. To add or drop an object can change the
    order of the others.

    Raises TableError as :func:`equal_weights`, except that a constant indicator is allowed, for
    weights that are negative or all zero and where all objects are alike.

    In words: distance from the worst over the sum of distances from worst and best. Source:
    HwangYoon1981, whose choice among four aircraft is the example.

    >>> aircraft = pd.DataFrame({
    ...     "type": ["A1", "A2", "A3", "A4"], "speed": [2.0, 2.5, 1.8, 2.2],
    ...     "range": [1500, 2700, 2000, 1800], "payload": [20000, 18000, 21000, 20000],
    ...     "cost": [5.5, 6.5, 4.5, 5.0], "reliability": [5, 3, 7, 5], "handling": [9, 5, 7, 5]})
    >>> weights = {"speed": 0.2, "range": 0.1, "payload": 0.1, "cost": 0.1, "reliability": 0.2,
    ...     "handling": 0.3}
    >>> topsis(aircraft, unit="type", weights=weights, costs=["cost"])["score"].round(2).tolist()
    [0.64, 0.27, 0.61, 0.31]
    """
    names, columns, x = read_indicators(frame, unit, list(pd.Series(weights).index), costs)
    w = match_totals(pd.Series(weights), columns, name="weights")[columns].to_numpy()
    if w.sum() == 0:
        raise TableError("all weights are zero")
    score = closeness(x, np.isin(columns, list(costs)), (w / w.sum())[None, :])[0]
    if np.isnan(score).any():
        raise TableError("all objects are alike in what has weight")
    return ranked(score, names)


def first_principal_component(frame, *, unit, indicators=None):
    """First principal component of standardised indicators, as a score.

    `frame`, `unit` and `indicators` as for :func:`equal_weights`.

    Returns `scores` (one row an object: `score` with mean 0, `rank`), `loadings` (one row an
    indicator: `loading`, of unit length, the sign such that they sum to zero or more) and
    `explained`, the component's share of variance. The score orders objects along what the
    indicators have in common; that this is quality is the reader's assumption.

    Raises TableError as :func:`equal_weights`, and where there are not more objects than indicators.

    In words: the combination of standardised indicators with the greatest variance. Source:
    Pearson1901, Hotelling1933.

    >>> frame = pd.DataFrame({"city": list("abcd"), "x": [1, 2, 3, 4], "y": [1, 2, 3, 5]})
    >>> component = first_principal_component(frame, unit="city")
    >>> component.loadings["loading"].round(4).tolist(), round(component.explained, 4)
    ([0.7071, 0.7071], 0.9914)
    """
    names, columns, x = read_indicators(frame, unit, indicators, ())
    if len(names) <= len(columns):
        raise TableError(
            f"{len(names)} objects and {len(columns)} indicators: there must be more objects"
        )
    refuse_constant(x, columns)
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    values, vectors = np.linalg.eigh(np.cov(z.T, ddof=0).reshape(len(columns), -1))
    loading = vectors[:, -1] * (-1 if vectors[:, -1].sum() < 0 else 1)
    return PrincipalComponent(
        ranked(z @ loading, names),
        pd.DataFrame({"loading": loading}, index=columns.rename("indicator")),
        float(values[-1] / values.sum()),
    )


def gem(frame, *, unit):
    """GEM score of a cluster: groundings, enterprises and markets, each judged from 1 to 10.

    `frame` has one row a cluster (or a cluster and rater), a column of labels `unit` and six columns
    of judgements: `resources`, `infrastructure`, `suppliers`, `firm_structure`, `local_markets`,
    `external_markets`.

    Returns one row a cluster: `groundings`, `enterprises`, `markets` (2 to 20 each), `gem` (10 to
    1000; 250 when all judgements are 5) and `rank`.

    Raises TableError for the faults of rows and for a judgement outside 1 to 10.

    In words: 2.5 times the product of the three pairs' sums, to the power of two thirds: within a
    pair one makes up for the other, between pairs none does. Caveat: scores are opinions, publish
    the spread between raters; the formula is given as it is commonly quoted. Source:
    PadmoreGibson1998.

    >>> frame = pd.DataFrame([["c", 7, 6, 8, 7, 5, 6]], columns=[
    ...     "cluster", "resources", "infrastructure", "suppliers", "firm_structure",
    ...     "local_markets", "external_markets"])
    >>> gem(frame, unit="cluster")["gem"].round(6).item()
    415.806754
    """
    determinants = [name for pair in PAIRS for name in pair]
    names, columns, x = read_indicators(frame, unit, determinants, ())
    wrong = (x < 1) | (x > 10)
    if wrong.any():
        r, c = np.argwhere(wrong)[0]
        raise TableError(f"{names[r]}, {columns[c]}: {x[r, c]:g} lies outside 1 to 10")
    pairs = x.reshape(len(x), 3, 2).sum(axis=2)
    result = pd.DataFrame(pairs, index=names, columns=["groundings", "enterprises", "markets"])
    result["gem"] = 2.5 * pairs.prod(axis=1) ** (2 / 3)
    result["rank"] = result["gem"].rank(ascending=False, method="min").astype(int)
    return result


def rank_intervals(
    frame, *, unit, indicators=None, costs=(), score="mean", level=0.9, draws=5000, seed=0
):
    """Intervals of ranks when nobody knows the weights.

    `frame`, `unit`, `indicators` and `costs` as for :func:`equal_weights`. Weights are drawn
    uniformly from all that sum to 1; the `score` is the weighted ``"mean"`` of indicators scaled
    from 0 to 1, or ``"topsis"``.

    Returns one row an object: `rank` under equal weights, `lower` and `upper` rank of the middle
    `level` of draws, `best` and `worst` rank seen, `first` (share of draws in which it leads).

    Raises TableError as :func:`equal_weights`, ValueError for an unknown score, a level outside 0
    to 1 or no draws.

    In words: rank all objects under every draw of weights, take quantiles object by object. Source:
    none; a uniform (Dirichlet) prior on weights.

    >>> frame = pd.DataFrame({"city": list("abc"), "x": [3, 2, 1], "y": [2, 3, 1]})
    >>> rank_intervals(frame, unit="city")[["rank", "lower", "upper"]].values.tolist()
    [[1, 1, 2], [1, 1, 2], [3, 3, 3]]
    """
    choose("score", score, ("mean", "topsis"))
    if not (0 < level < 1 and draws >= 1):
        raise ValueError(
            f"level {level} and draws {draws}: need a level between 0 and 1, and draws"
        )
    names, columns, x = read_indicators(frame, unit, indicators, costs)
    scaled = stretched(x, columns, costs)
    turned = np.isin(columns, list(costs))
    m = len(columns)

    def scores(weights):
        return weights @ scaled.T if score == "mean" else closeness(x, turned, weights)

    drawn = ranks(scores(np.random.default_rng(seed).dirichlet(np.ones(m), size=draws)))
    low, high = np.quantile(
        drawn, [(1 - level) / 2, (1 + level) / 2], axis=0, method="inverted_cdf"
    )
    return pd.DataFrame(
        {
            "rank": ranks(scores(np.full((1, m), 1 / m)))[0],
            "lower": low,
            "upper": high,
            "best": drawn.min(axis=0),
            "worst": drawn.max(axis=0),
            "first": (drawn == 1).mean(axis=0),
        },
        index=names,
    )


def ranks(scores):
    """Ranks within each row, 1 for the greatest; equals (to 1e-12) share the better one."""
    return 1 + (scores[:, None, :] > scores[:, :, None] + 1e-12).sum(axis=2)


def ranked(score, names):
    return pd.DataFrame({"score": score, "rank": ranks(np.asarray(score)[None, :])[0]}, index=names)


def closeness(x, turned, weights):
    """TOPSIS scores, one row a draw of weights."""
    v = ratio(x, np.sqrt((x**2).sum(axis=0)))
    v = np.nan_to_num(v)
    best = np.where(turned, v.min(axis=0), v.max(axis=0))
    worst = np.where(turned, v.max(axis=0), v.min(axis=0))
    near, far = (np.sqrt(weights**2 @ ((v - case) ** 2).T) for case in (best, worst))
    return ratio(far, near + far)


def stretched(x, columns, costs):
    """Indicators from 0 (worst) to 1 (best)."""
    refuse_constant(x, columns)
    low = x.min(axis=0)
    scaled = (x - low) / (x.max(axis=0) - low)
    turned = np.isin(columns, list(costs))
    return np.where(turned, 1 - scaled, scaled)


def refuse_constant(x, columns):
    same = np.ptp(x, axis=0) == 0
    if same.any():
        raise TableError(f"the same everywhere: {listing(columns[same])}: leave it out")


def read_indicators(frame, unit, indicators, costs):
    import narwhals as nw

    if indicators is None:
        try:
            known = nw.from_native(frame).collect_schema().names()
        except TypeError:
            known = []
        indicators = [name for name in known if name != unit]
    indicators = list(indicators)
    rows = read_rows(frame, labels=[unit], numbers=indicators, negative=True)
    if not indicators:
        raise TableError("no column is left to be an indicator")
    unknown = [name for name in costs if name not in indicators]
    if unknown:
        raise TableError(f"costs name {listing(unknown)}, which is no indicator")
    codes, labels = coded(rows[unit])
    names = labels[codes]
    if names.has_duplicates:
        raise TableError(f"column {unit!r}: twice there: {listing(names[names.duplicated()])}")
    return names, pd.Index(indicators), np.column_stack([rows[c].to_numpy() for c in indicators])
