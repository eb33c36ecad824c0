"""The figures that the page on formation prints, and its estimates by another route."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from conftest import page

from clusterbook.claims.checks.formation import covariances, drawn_clusters, mean_of_strongest
from clusterbook.data import load

PAGE = "ch2/s02-formation"
PRINTED = {
    "slope": "0.79",
    "slope_free": "0.82",
    "reliability": "0.97",
    "bottom_change": "0.50",
    "top_change": "0.01",
    "strong_start": "14",
    "strong_stay": "all",
    "strong_end": "60",
    "sector_slope": "0.85",
    "sector_spread": "1.12",
    "sector_free": "0.97",
    "sector_strong": "72",
    "sector_stay": "38",
    "slope_total": "0.59",
    "spread_total": "0.73",
    "slope_prefecture": "0.89",
    "slope_province": "1.01",
    "people_plain": "0.015",
    "people_controlled": "−0.018",
    "curve_n": "48",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_county_slope_from_the_table_itself():
    """Slope and spread of manufacturing with numpy alone, from the rows as they are loaded."""
    rows = load("county_sections", row_ok=1).dropna(subset=["unit_stable"])
    work = list("BCDEFGHIJKLMNOPQRS")
    sums = rows[work].fillna(0).groupby([rows["year"], rows["unit_stable"]]).sum()
    share = (sums["C"] / sums.sum(axis=1)).unstack("year").dropna()
    share = np.log(share[(share > 0).all(axis=1)]).to_numpy()
    design = np.column_stack([np.ones(len(share)), share[:, 0]])
    slope = np.linalg.lstsq(design, share[:, 1], rcond=None)[0][1]
    assert slope == pytest.approx(page(PAGE).names["fit"].params["start"], abs=1e-8)
    assert slope == pytest.approx(0.790, abs=0.001)
    spread = share[:, 1].std() / share[:, 0].std()
    assert spread == pytest.approx(0.940, abs=0.001)


def test_residents_by_numpy():
    """The controlled regression of residents: estimate and clustered error without statsmodels."""
    names = page(PAGE).names
    people = names["people"]
    dummies = pd.get_dummies(people["province"]).to_numpy(float)
    design = np.column_stack([people[["quotient", "size", "nonfarm"]], dummies])
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ people["growth"].to_numpy()
    residual = people["growth"].to_numpy() - design @ beta
    scores = dummies.T @ (design * residual[:, None])
    n, k, g = len(people), design.shape[1], dummies.shape[1]
    cover = bread @ scores.T @ scores @ bread * g / (g - 1) * (n - 1) / (n - k)
    result = names["fits"]["controlled"][0]
    assert beta[0] == pytest.approx(result.params["quotient"], abs=1e-8)
    assert np.sqrt(cover[0, 0]) == pytest.approx(result.bse["quotient"], rel=1e-6)
    assert beta[0] == pytest.approx(-0.0182, abs=0.0005)


def test_the_free_slope_is_an_instrumental_one():
    """2007 replaced by what 2002 tells of it: two stages by hand give the same slope."""
    names = page(PAGE).names
    logs = names["logs"](names["sectors"][[2002, 2007, 2017]].dropna())
    logs = logs - logs.groupby(level="sector").transform("mean")
    told = logs[2002] * (logs[2002] @ logs[2007]) / (logs[2002] @ logs[2002])
    slope = (told @ logs[2017]) / (told @ told)
    assert slope == pytest.approx(names["province_persistence"](names["output"])["free"][0])
    assert slope == pytest.approx(0.9685, abs=0.001)


def test_covariances_within_groups():
    random = np.random.default_rng(0)
    frame = pd.DataFrame(random.normal(size=(120, 2)), columns=["x", "y"])
    frame["group"] = np.arange(120) % 3
    frame["x"] += frame["group"]
    clusters = np.arange(120) // 12
    found, drawn = covariances(
        frame[["x", "y"]], groups=frame["group"], clusters=clusters, draws=400
    )
    slope = smf.ols("y ~ x + C(group)", frame).fit()
    assert found[0, 1] / found[0, 0] == pytest.approx(slope.params["x"])
    assert drawn.shape == (400, 2, 2)
    spread = (drawn[:, 0, 1] / drawn[:, 0, 0]).std()
    assert spread == pytest.approx(slope.bse["x"], rel=0.5)


def test_clusters_drawn_anew():
    drawn = drawn_clusters(7, 50)
    assert drawn.shape == (50, 7) and (drawn.sum(axis=1) == 7).all()


def test_mean_of_the_strongest():
    strength = pd.Series(np.arange(20.0))
    mean, ends, rows = mean_of_strongest(strength * 2, strength, strength // 2, 0.1, draws=50)
    assert (mean, rows) == (37.0, 2) and ends[0] <= mean <= ends[1]


def test_noise_in_an_urn_lowers_the_slope_and_feedback_raises_it():
    names = page(PAGE).names
    means = {name: frame["slope"].mean() for name, frame in names["worlds"].items()}
    assert means["feedback"] == pytest.approx(1.07, abs=0.03)
    assert means["feedback_noisy"] < 1 and means["polya_noisy"] < means["feedback_noisy"]
    assert means["walk_noisy"] < 1


def test_persistence_table():
    frame = page(PAGE).tables["tbl-form-persistence"].frame
    assert frame["N"].tolist() == ["2,475", "44,038", "1,059", "1,062", "1,059"]
    assert frame["Slope"].astype(float).max() < 1
    assert frame["Stay"].tolist() == ["14", "1,761", "41", "51", "38"]
