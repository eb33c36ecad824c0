"""The smallest effect that a design would find."""

import numpy as np

from clusterbook.inference.common import share, whole

__all__ = ["clustered_standard_error", "minimum_detectable_effect"]


def minimum_detectable_effect(
    standard_error, *, level=0.05, power=0.8, degrees=None, alternative="two-sided"
):
    """The smallest effect that a test would find with the power asked for.

    `standard_error` is that of the estimate, in its unit. `level` is the size of the test, `power`
    the chance of a rejection. `degrees` of freedom are those of t: with clusters, their number less
    one; without them the normal distribution holds. `alternative` is ``"two-sided"`` or
    ``"one-sided"``.

    Returns the effect in the unit of the standard error, a float.

    Raises ValueError for a standard error that is not positive and finite, a level or power outside
    0 to 1, a power below the level and degrees below one.

    In words: the effect whose t, shifted by effect over standard error, exceeds the critical value
    with the power asked for (about 2.8 standard errors in large samples); stand it beside a null
    result. Computed from the standard error *before* seeing the estimate it describes the design;
    power at the observed estimate would only restate p. Source: none; the definition, computed with the noncentral t.

    >>> round(minimum_detectable_effect(1.0), 4), round(minimum_detectable_effect(1.0, degrees=8), 4)
    (2.8016, 3.2009)
    """
    from scipy import optimize, stats

    level, power = share(level, "level"), share(power, "power")
    if not (np.isfinite(standard_error) and standard_error > 0):
        raise ValueError(f"standard_error is {standard_error!r}; it must be positive and finite")
    if alternative not in ("two-sided", "one-sided"):
        raise ValueError(f"alternative is {alternative!r}; it must be 'two-sided' or 'one-sided'")
    if power <= level:
        raise ValueError(f"power {power} is not above the level {level}: any effect would do")
    if degrees is not None and not degrees >= 1:
        raise ValueError(f"degrees is {degrees!r}; one degree of freedom or more is needed")
    two = alternative == "two-sided"
    tail = level / 2 if two else level
    critical = stats.norm.isf(tail) if degrees is None else stats.t.isf(tail, degrees)

    def found(shift):
        if degrees is None:
            upper, lower = stats.norm.sf(critical - shift), stats.norm.cdf(-critical - shift)
        else:
            upper = stats.nct.sf(critical, degrees, shift)
            lower = stats.nct.cdf(-critical, degrees, shift)
        return upper + (lower if two else 0)

    above = 1.0
    while found(above) < power:
        above *= 2
    return float(standard_error * optimize.brentq(lambda shift: found(shift) - power, 0, above))


def clustered_standard_error(
    spread, *, clusters, size, intraclass, treated=0.5, explained=0.0, explained_between=None
):
    """The standard error of a difference between treated and other clusters, before any data.

    `spread` is the standard deviation of the outcome, in its unit; `clusters` their number, `size`
    the rows in each; `intraclass` the share of variance that lies between clusters, 0 to 1;
    `treated` the share of clusters treated; `explained` the share of variance within clusters
    that controls take away, `explained_between` that between clusters (by default the same).

    Returns the standard error in the unit of the spread; :func:`minimum_detectable_effect` takes it,
    with `degrees` the clusters less two.

    Raises ValueError for a spread that is not positive, shares outside their range, fewer than two
    clusters or an empty cluster.

    In words: variance between over clusters plus variance within over rows, divided by treated ×
    (1 − treated); with a high intraclass correlation more rows help little. Source: none; the variance of
    a difference of means of clusters.

    >>> error = clustered_standard_error(1.0, clusters=9, size=10, intraclass=0.2, treated=1 / 3)
    >>> round(error, 4)
    0.3742
    """
    clusters, size = whole(clusters, "clusters", 2), whole(size, "size", 1)
    treated = share(treated, "treated")
    explained_between = explained if explained_between is None else explained_between
    if not (np.isfinite(spread) and spread > 0):
        raise ValueError(f"spread is {spread!r}; it must be positive and finite")
    if not 0 <= intraclass <= 1:
        raise ValueError(f"intraclass is {intraclass!r}; it must lie between 0 and 1")
    for name, value in (("explained", explained), ("explained_between", explained_between)):
        if not 0 <= value < 1:
            raise ValueError(f"{name} is {value!r}; it must be at least 0 and below 1")
    between = intraclass * (1 - explained_between)
    within = (1 - intraclass) * (1 - explained) / size
    return float(spread * np.sqrt((between + within) / (clusters * treated * (1 - treated))))
