"""The figures that the page on the private economy prints, and its estimates by another route."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch2/s06-private-economy"
PRINTED = {
    "residents_2007": "6.5",
    "rank_2007": "28",
    "residents_2019": "33.4",
    "rank_2019": "9",
    "bureau_2019": "0.65",
    "nonfarm_2019": "1.13",
    "own_2019": "1.04",
    "own_rank": "2",
    "official_2010": "4.70 million",
    "registered_2010": "3.09 million",
    "made_jilin": "16%",
    "trade_jilin": "43%",
    "b_v3": "0.30",
    "b_v4": "0.17",
    "b_v5": "0.17",
    "p_v3": "0.01",
    "p_worker_v3": "0.02",
    "p_worker_v4": "0.11",
    "p_worker_v5": "0.14",
    "lag_v4": "0.22",
    "lead_v4": "0.27",
    "lead2_v4": "0.23",
    "both_lead": "0.32",
    "both_lag": "−0.09",
    "back_now": "0.14",
    "long_v3": "0.39",
    "long_v4": "0.28",
    "long_two_v3": "0.32",
    "long_two_v4": "0.30",
    "long_without": "0.15",
    "without_two": "0.08",
    "jilin_fall": "11.5",
    "positive_v3": "9",
    "positive_v4": "4",
    "positive_v5": "2",
    "mde_forward": "0.09",
    "together": "0.38",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def wide(table, values, **which):
    return load(table, **which).pivot(index="year", columns="province_en", values=values)


def doubly_demeaned(frame):
    return frame.sub(frame.mean(axis=1), axis=0) - frame.mean() + frame.to_numpy().mean()


@pytest.mark.parametrize(("vintage", "expected"), [("v3", 0.2996), ("v4", 0.1705), ("v5", 0.1698)])
def test_two_way_effects_by_demeaning(vintage, expected):
    """Estimate and clustered error from the tables themselves, without dummies or statsmodels."""
    panel = load("province_panel")
    registered = panel[panel["variable"] == "registered_private_self_employed"]
    registered = registered.pivot(index="year", columns="province_en", values="value")
    people = wide("population", "population", vintage="before_census7")
    gdp = wide("gdp", "gdp", vintage=vintage)
    years = range(2007, 2018)
    growth = (np.log(gdp / people).diff() * 100).loc[years]
    share = (registered / people * 100).shift(1).loc[years]
    x, y = doubly_demeaned(share), doubly_demeaned(growth)
    slope = (x * y).to_numpy().sum() / (x**2).to_numpy().sum()
    scores = (x * (y - slope * x)).sum()
    n, g = x.size, x.shape[1]
    # statsmodels counts the dummies: intercept, 30 provinces, 10 years and the slope.
    factor = g / (g - 1) * (n - 1) / (n - 42)
    error = np.sqrt(factor * (scores**2).sum()) / (x**2).to_numpy().sum()
    found = page(PAGE).names["found"]["share", vintage]
    assert slope == pytest.approx(found.estimate, abs=1e-8)
    assert error == pytest.approx(found.standard_error, rel=1e-6)
    assert slope == pytest.approx(expected, abs=0.001)


def test_trends_taken_out_beforehand_give_the_estimate_with_dummies():
    names = page(PAGE).names
    common = names["common"]
    design = [pd.get_dummies(common[c]).to_numpy(float) for c in ("province", "year")]
    trends = design[0] * common["trend"].to_numpy()[:, None]
    columns = np.column_stack([common["share_1"], *design, trends])
    slope = np.linalg.lstsq(columns, common["growth_v4"].to_numpy(), rcond=None)[0][0]
    assert slope == pytest.approx(names["found"]["trend", "v4"].estimate, abs=1e-6)
    assert slope == pytest.approx(0.072, abs=0.002)


def test_the_lead_takes_it_all_by_numpy():
    names = page(PAGE).names
    window = names["window"]
    design = [pd.get_dummies(window[c]).to_numpy(float) for c in ("province", "year")]
    columns = np.column_stack([window[["share_1", "share_3"]], *design])
    beta = np.linalg.lstsq(columns, window["growth_v4"].to_numpy(), rcond=None)[0]
    assert beta[:2] == pytest.approx(
        [names["both"]["share_1"].estimate, names["both"]["share_3"].estimate], abs=1e-6
    )
    assert beta[:2] == pytest.approx([-0.093, 0.315], abs=0.002)


def test_the_common_sample_is_the_same_in_all_vintages():
    names = page(PAGE).names
    assert {fit.rows_used for fit in names["found"].values()} == {341}
    assert names["own_years"]["v4"][1] == 372


def test_registrations_exceed_non_farm_workers():
    """1.13 from the tables: the census sample of 2020, scaled to the bureau's national total."""
    rows = load("county_sections", year=2020, row_ok=1)
    letters = [c for c in rows.columns if len(c) == 1]
    work = rows[letters].fillna(0).groupby(rows["prefecture_code"].str[:2]).sum()
    panel = load("province_panel", year=2020)
    whole = panel.loc[panel["variable"] == "employment_total", "value"].sum()
    nonfarm = (work.sum(axis=1) - work["A"]) * whole / work.to_numpy().sum()
    assert 817.7 / nonfarm["22"] == pytest.approx(1.13, abs=0.005)
    assert nonfarm["22"] == pytest.approx(721, abs=3)


def test_clusters_and_registrations():
    names = page(PAGE).names
    assert len(names["spans"]) == 61
    family = names["family"]
    assert not family["rejected_holm"].any() and len(family) == 8
    assert family.loc["back krugman", "holm"] == pytest.approx(0.12, abs=0.06)
    assert names["ways"]["forward", "strong"].estimate == pytest.approx(0.0, abs=0.005)
