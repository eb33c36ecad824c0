"""Seconds for the resampling inference at the size of county panels, against the targets.

The panel has 45,000 rows, 31 clusters and two-way effects; everything runs in one process.
"""

import itertools
import time

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

from clusterbook.inference import (
    node_permutation_test,
    specification_curve,
    synthetic_control,
    wild_cluster_bootstrap,
)

ROWS, PROVINCES = 45_000, 31


def panel(rng):
    data = pd.DataFrame({"province": np.sort(rng.integers(0, PROVINCES, ROWS))})
    data["county"] = data["province"] * 90 + rng.integers(0, 90, ROWS)
    data["year"] = rng.integers(2000, 2016, ROWS)
    data["sector"] = rng.integers(0, 20, ROWS)
    for name in ("z1", "z2", "z3", "z4"):
        data[name] = rng.normal(size=ROWS)
    data["x"] = rng.normal(size=ROWS) + 0.2 * data["z1"]
    data["x2"] = data["x"] + rng.normal(size=ROWS)
    slope = 0.02 + 0.03 * rng.normal(size=PROVINCES)[data["province"]]
    data["y"] = slope * data["x"] + rng.normal(size=ROWS)
    data["y2"] = data["y"] + rng.normal(size=ROWS)
    return data


def timed(label, target, function, against=None):
    began = time.perf_counter()
    function()
    seconds = time.perf_counter() - began
    goal = f"{target:6.0f} s" if target else " " * 8
    ratio = f"{seconds / against:10.3f}" if against else " " * 10
    print(f"{label:<66}{seconds:8.2f} s{goal}{ratio}", flush=True)
    return seconds


def refitted(data, draws):
    """The bootstrap as it would be written down: every draw a regression on all rows."""
    fixed = pd.get_dummies(data[["province", "year"]].astype(str), drop_first=True, dtype=float)
    others = np.column_stack([np.ones(len(data)), data[["z1", "z2"]], fixed])
    x, codes = np.column_stack([data["x"], others]), data["province"].to_numpy()
    y = data["y"].to_numpy()
    fitted = others @ np.linalg.lstsq(others, y, rcond=None)[0]
    bread = np.linalg.inv(x.T @ x)
    rng = np.random.default_rng(0)
    for _ in range(draws):
        signs = rng.choice([-1.0, 1.0], PROVINCES)[codes]
        outcome = fitted + signs * (y - fitted)
        residual = outcome - x @ (bread @ (x.T @ outcome))
        scores = np.array([x[codes == g].T @ residual[codes == g] for g in range(PROVINCES)])
        np.sqrt((bread @ scores.T @ scores @ bread)[0, 0])


def main():
    rng = np.random.default_rng(0)
    data = panel(rng)
    print(f"{'work':<66}{'measured':>10}{'target':>8}{'ratio':>10}")
    draws = 20
    slow = timed(f"bootstrap by refitting, {draws} draws", None, lambda: refitted(data, draws))
    slow *= 9999 / draws
    print(f"{'    the same, 9,999 draws (extrapolated)':<66}{slow:8.0f} s")
    for effects in ("C(province) + C(year)", "C(province):C(sector) + C(year)"):
        model = smf.ols(f"y ~ x + z1 + z2 + {effects}", data)
        columns = model.exog.shape[1]
        timed(
            f"wild bootstrap, 9,999 draws, interval, {columns} columns",
            5,
            lambda model=model: wild_cluster_bootstrap(model, parameter="x", clusters="province"),
            slow,
        )
    fit = timed(f"one fit by statsmodels, {columns} columns", None, lambda: model.fit())
    grid = {
        "y": ["y", "y2"],
        "x": ["x", "x2"],
        "a": ["1", "z1"],
        "b": ["1", "z2", "z3 + z4"],
        "effects": [
            "C(year)",
            "C(province) + C(year)",
            "C(county) + C(year)",
            "C(county) + C(year) + C(sector)",
        ],
    }
    samples = {"all": None, "late": "year > 2003", "one out": "province != 7", "z": "z4 < 2"}
    samples |= {"early": "year < 2013", "few": "sector != 3"}
    count = len(list(itertools.product(*grid.values()))) * len(samples)
    for label, null in (("with the joint test, 999 draws", "signs"), ("alone", "none")):
        timed(
            f"{count} specifications {label}",
            60,
            lambda null=null: specification_curve(
                data,
                "{y} ~ {x} + {a} + {b} + {effects}",
                parameter="{x}",
                clusters="province",
                choices=grid,
                samples=samples,
                null=null,
            ),
            fit * count,
        )
    years = np.arange(1993, 2021)
    paths = np.cumsum(rng.normal(0.08, 0.03, size=(31, len(years))), axis=1) + rng.normal(
        8, 1, size=(31, 1)
    )
    tidy = pd.DataFrame(paths, columns=years).melt(ignore_index=False).reset_index()
    tidy.columns = ["province", "year", "gdp"]
    timed(
        "synthetic control, 30 placebos in space, 2 in time, leave-one-out",
        5,
        lambda: synthetic_control(
            tidy,
            unit="province",
            time="year",
            outcome="gdp",
            treated=6,
            start=2013,
            placebo_times=[2009, 2011],
        ),
    )
    matrix = rng.normal(size=(38, 38))
    first, second = (pd.DataFrame(m + m.T) for m in (matrix, matrix**2))
    timed("nodes of 38 × 38, 9,999 draws", None, lambda: node_permutation_test(first, second))


if __name__ == "__main__":
    main()
