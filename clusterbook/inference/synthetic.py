"""The synthetic control: one treated unit, a weighted mean of others, and placebos."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from clusterbook.inference.common import SLACK, InferenceError, listing
from clusterbook.inference.results import Shown, figure, p_text
from clusterbook.language import number

__all__ = ["synthetic_control"]

LEAST_BEFORE = 3


@dataclass(repr=False)
class SyntheticControl(Shown):
    """What :func:`synthetic_control` found; prints in the language of the edition."""

    treated: str
    start: object
    effect: float
    weights: pd.Series
    path: pd.DataFrame = field(repr=False)
    gaps: pd.DataFrame = field(repr=False)
    ratios: pd.DataFrame = field(repr=False)
    in_time: pd.DataFrame = field(repr=False)
    leave_one_out: pd.DataFrame = field(repr=False)
    p: float
    smallest_p: float
    before: int
    after: int
    unique: bool

    title = "合成控制法 | Synthetic control"

    def rows(self):
        top = self.weights[self.weights > 0.005].sort_values(ascending=False)
        text = "，".join(f"{unit} {weight:.2f}" for unit, weight in top.items())
        text_en = ", ".join(f"{unit} {weight:.2f}" for unit, weight in top.items())
        own = self.ratios.loc[self.treated]
        one_out = self.leave_one_out["effect"]
        rows = [
            ("处理单位 | Treated unit", str(self.treated)),
            ("起始时点 | Start", str(self.start)),
            ("平均差距 | Mean gap", figure(self.effect)),
            ("权重 | Weights", f"{text} | {text_en}"),
            ("事前均方根误差 | RMSPE before", figure(own["before"])),
            ("事后与事前之比 | RMSPE after over before", figure(own["ratio"], 2)),
            (
                "逐一剔除对照后的差距 | Gap without one donor",
                f"{figure(one_out.min())} … {figure(one_out.max())}",
            ),
            ("空间安慰剂p值 | p of placebos in space", p_text(self.p)),
            ("最小可能的p值 | Smallest possible p", figure(self.smallest_p, 4)),
            ("对照单位数 | Donors", number(len(self.weights))),
            ("事前、事后期数 | Periods before, after", f"{self.before}, {self.after}"),
        ]
        if not self.unique:
            rows.append(
                (
                    "注意 | Caution",
                    "事前期数少于对照单位数，权重未必唯一 | fewer periods before than donors: other weights may fit as well",
                )
            )
        return rows


def synthetic_control(
    frame, *, unit, time, outcome, treated, start, donors=None, placebo_times=(), space=True
):
    """A synthetic control for one treated unit, with its placebos.

    `frame` is tidy, one row a unit and time; `unit`, `time` and `outcome` name its columns.
    `treated` is the treated unit's label, `start` the first time that counts as after. `donors`
    lists the units to draw on (default: all others). `placebo_times` are earlier starts, tried on
    the times before `start` alone. ``space=False`` leaves out the placebos in space.

    Returns a result with `effect` (mean gap after, in the unit of the outcome), `weights` of the
    donors, `path` (indexed by time: `actual`, `synthetic`, `gap`), `gaps` (times × units: the
    treated and every donor treated in its place, the treated then being among its donors),
    `ratios` (a row a unit: root mean squared gaps `before` and `after`, `ratio`), `p` and
    `smallest_p`, `in_time` (indexed by placebo start: `effect`, `ratio`), `leave_one_out` (indexed
    by the donor left out, those with weight only: `effect`, `ratio`), `before` and `after` (numbers
    of periods). p is the share of units with a ratio at least the treated unit's, itself included;
    with J donors it cannot be below `smallest_p`, 1/(J + 1). `unique` is False where the periods
    before are fewer than the donors, so that other weights may fit as well. A ratio with a perfect
    fit before is infinite.

    Raises InferenceError for an unknown column, a treated unit or donor that is absent, fewer than
    two donors, a unit and time that stands twice, is absent or has no finite outcome, fewer than
    three periods before, none after.

    In words: weights, none negative, that sum to one and bring the donors' mean as near as
    possible to the treated unit in all periods before; the gap after is compared with the gaps of
    units that were not treated. No covariates. Source: AbadieDiamondHainmueller2010, Abadie2021.

    >>> years = range(2001, 2009)
    >>> rows = [(u, y, base + step * (y - 2000) + (5 if u == "a" and y > 2005 else 0))
    ...         for u, base, step in [("a", 2, 2), ("b", 1, 1), ("c", 3, 3), ("d", 9, 0)]
    ...         for y in years]
    >>> frame = pd.DataFrame(rows, columns=["place", "year", "output"])
    >>> found = synthetic_control(frame, unit="place", time="year", outcome="output",
    ...                           treated="a", start=2006)
    >>> round(found.effect, 6), found.weights.round(3).to_dict(), found.p
    (5.0, {'b': 0.5, 'c': 0.5, 'd': 0.0}, 0.25)
    """
    wide = spread(frame, unit, time, outcome, treated, donors)
    if start not in wide.index and not (wide.index.min() < start <= wide.index.max()):
        raise InferenceError(
            f"start {start!r} is not among the times, {wide.index[0]} to {wide.index[-1]}"
        )
    values, times, units = wide.to_numpy(), wide.index, wide.columns
    before = check_periods(times, start, f"unit {treated!r}")
    weights = fit(values[before, 0], values[before, 1:])
    synthetic = values[:, 1:] @ weights
    path = pd.DataFrame(
        {"actual": values[:, 0], "synthetic": synthetic, "gap": values[:, 0] - synthetic},
        index=times,
    )
    columns = range(len(units)) if space else [0]
    gaps = pd.DataFrame({units[c]: placebo(values, before, c) for c in columns}, index=times)
    gaps.columns.name = unit
    ratios = pd.DataFrame(
        {name: rmspe(gaps[name].to_numpy(), before, values) for name in gaps}, index=list(RATIO)
    ).T.rename_axis(unit)
    own = ratios.loc[treated, "ratio"]
    reached = ratios["ratio"] >= own * (1 - SLACK)
    return SyntheticControl(
        treated=treated,
        start=start,
        effect=float(path["gap"].to_numpy()[~before].mean()),
        weights=pd.Series(weights, index=units[1:], name="weight"),
        path=path,
        gaps=gaps,
        ratios=ratios,
        in_time=in_time(values, times, before, placebo_times),
        leave_one_out=leave_one_out(values, before, weights, units),
        p=float(reached.mean()) if space else np.nan,
        smallest_p=1 / len(units) if space else np.nan,
        before=int(before.sum()),
        after=int((~before).sum()),
        unique=bool(before.sum() >= len(units) - 1),
    )


RATIO = ("before", "after", "ratio")


def spread(frame, unit, time, outcome, treated, donors):
    """Times × units, the treated unit first; every cell has a finite number."""
    for column in (unit, time, outcome):
        if column not in frame:
            raise InferenceError(f"no column {column!r}; the frame has {listing(frame.columns)}")
    known = pd.unique(frame[unit])
    if treated not in known:
        raise InferenceError(
            f"column {unit!r} has no treated unit {treated!r}; it has {listing(known)}"
        )
    donors = [name for name in known if name != treated] if donors is None else list(donors)
    for name in donors:
        if name not in known:
            raise InferenceError(f"column {unit!r} has no donor {name!r}; it has {listing(known)}")
        if name == treated:
            raise InferenceError(f"the treated unit {treated!r} cannot be its own donor")
    if len(set(donors)) < len(donors):
        raise InferenceError("a donor stands twice in donors")
    if len(donors) < 2:
        raise InferenceError(f"{len(donors)} donors: two or more are needed")
    rows = frame[frame[unit].isin([treated, *donors])]
    twice = rows.duplicated([unit, time])
    if twice.any():
        first = rows[twice].iloc[0]
        raise InferenceError(f"more than one row for ({first[unit]}, {first[time]})")
    if not pd.api.types.is_numeric_dtype(rows[outcome]):
        raise InferenceError(f"column {outcome!r} holds {rows[outcome].dtype}; numbers are needed")
    wide = rows.pivot(index=time, columns=unit, values=outcome)[[treated, *donors]].sort_index()
    wide = wide.astype(float)
    holes = np.argwhere(~np.isfinite(wide.to_numpy()))
    if len(holes):
        named = "; ".join(f"({wide.columns[c]}, {wide.index[r]})" for r, c in holes[:5])
        raise InferenceError(
            f"column {outcome!r} has no finite value for {named}"
            + (f" and {len(holes) - 5} more" if len(holes) > 5 else "")
            + ": leave out the unit or the time"
        )
    return wide


def check_periods(times, start, what):
    before = np.asarray(times < start)
    if before.sum() < LEAST_BEFORE:
        raise InferenceError(
            f"{what}: {before.sum()} periods before {start}; {LEAST_BEFORE} or more are needed"
        )
    if before.all():
        raise InferenceError(f"{what}: no period from {start} on")
    return before


def fit(own, donors):
    """Weights on the simplex with the least squared distance, by one non-negative least squares.

    With weights that sum to one the distance is that of the differences from the treated unit.
    Adding a row of ones that should sum to one makes the problem free of the constraint without
    moving the solution: its direction is that of the least distance.
    """
    from scipy.optimize import nnls

    differences = donors - own[:, None]
    size = np.sqrt((differences**2).mean(axis=1).max())
    if size == 0:
        return np.full(donors.shape[1], 1 / donors.shape[1])
    system = np.vstack([differences / size, np.ones(donors.shape[1])])
    target = np.zeros(len(system))
    target[-1] = 1
    weights = nnls(system, target, maxiter=50 * donors.shape[1])[0]
    return weights / weights.sum()


def placebo(values, before, column):
    """The gap of one unit against all others."""
    others = np.delete(values, column, axis=1)
    weights = fit(values[before, column], others[before])
    return values[:, column] - others @ weights


def rmspe(gap, before, values):
    """Root mean squared gaps before and after, and their ratio."""
    first, later = (np.sqrt((gap[part] ** 2).mean()) for part in (before, ~before))
    # A perfect fit up to rounding counts as one.
    exact = first <= SLACK * np.sqrt((values**2).mean())
    return first, later, np.inf if exact else later / first


def in_time(values, times, before, starts):
    early, known = values[before], times[before]
    found = []
    for start in starts:
        part = check_periods(known, start, f"placebo in time {start!r}")
        gap = early[:, 0] - early[:, 1:] @ fit(early[part, 0], early[part, 1:])
        found.append((start, gap[~part].mean(), rmspe(gap, part, values)[2]))
    return pd.DataFrame(found, columns=["start", "effect", "ratio"]).set_index("start")


def leave_one_out(values, before, weights, units):
    found = []
    if len(units) > 3:
        for donor in np.flatnonzero(weights > SLACK) + 1:
            gap = placebo(np.delete(values, donor, axis=1), before, 0)
            found.append((units[donor], gap[~before].mean(), rmspe(gap, before, values)[2]))
    return pd.DataFrame(found, columns=["donor", "effect", "ratio"]).set_index("donor")
