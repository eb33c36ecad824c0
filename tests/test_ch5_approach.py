"""The page on targets: what it prints, and its counts and slopes by another route."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch5/s01-approach"
PRINTED = {
    "need": "10.9%",
    "n_windows": "465",
    "n_reached": "381",
    "reached_1996": "5",
    "reached_1997": "8",
    "reached_2012_v3": "3",
    "reached_2012_v4": "4",
    "reached_2012_v5": "4",
    "tide_v3": "2.2 percentage points",
    "own_v3": "4.1 percentage points",
    "own_v5": "4.9 percentage points",
    "registered_jilin": "1.79",
    "r2_tide": "73%",
    "r2_tide_v5": "4%",
    "beta_raw": "−0.37",
    "beta_v3": "0.13",
    "beta_v4": "0.31",
    "beta_v5": "0.32",
    "mde_v3": "0.29",
    "inside_v3": "240",
    "target_index": "168",
    "actual_v3": "125",
    "coverage_v3": "22%",
    "coverage_v4": "22%",
}


def test_printed_figures():
    assert {key: page(PAGE).glued[key] for key in PRINTED} == PRINTED


def test_windows_counted_one_by_one():
    gdp = load("gdp", vintage="v3")
    gdp = {(r.province_en, r.year): r.gdp for r in gdp.itertuples()}
    start = gdp["Jilin", 2012]
    multiple = 13000 / 0.65 / start
    reached = sum(
        gdp[p, y + 5] / gdp[p, y] >= multiple
        for p in {p for p, _ in gdp}
        for y in range(1993, 2008)
    )
    assert reached == page(PAGE).names["n_reached"] == 381


def test_the_slope_within_periods_by_demeaning():
    frame = page(PAGE).names["samples"]["v4"]
    within = frame[["past", "next"]] - frame.groupby("period")[["past", "next"]].transform("mean")
    slope = (within["past"] * within["next"]).sum() / (within["past"] ** 2).sum()
    assert slope == pytest.approx(page(PAGE).names["fits"]["v4"].params["past"])


def test_an_exact_trend_is_carried_on_without_error():
    trend = page(PAGE).names["trend"]
    path = pd.DataFrame({"a": 1.1 ** np.arange(7.0)}, index=range(2006, 2013))
    centre, low, high = (values[0] for values in trend(path, 2012))
    assert centre == pytest.approx(1.1**11) and low == pytest.approx(high)


def test_a_wide_interval_holds_what_it_should():
    """White noise around a trend: the 80 per cent interval of a true trend holds four in five."""
    trend, random = page(PAGE).names["trend"], np.random.default_rng(0)
    noise = random.normal(0, 0.02, (12, 4000))
    path = pd.DataFrame(np.exp(0.1 * np.arange(12)[:, None] + noise), index=range(2001, 2013))
    _, low, high = trend(path, 2007)
    came = path.loc[2012].to_numpy()
    assert ((came >= low) & (came <= high)).mean() == pytest.approx(0.8, abs=0.03)
