"""The page on theories: the model against its algebra, the regression against numpy."""

import numpy as np
import pytest
from conftest import page

PAGE = "ch1/s08-theories"
PRINTED = {
    "breaks": "1.63",
    "sustains": "1.81",
    "n_places": "360",
    "b_alone": "0.96",
    "r_alone": "43%",
    "shuffled_mean": "0.97",
    "shuffled_p": "0.94",
    "r_central": "0.92",
    "shuffled_dense": "0.01",
    "b_dense": "0.38",
    "dense_p": "0.004",
    "dense_wild": "0.016",
    "b_within": "0.05",
    "mde_within": "1.00",
    "r_factories": "0.96",
    "b_trade": "1.19",
    "b_race": "−0.91",
    "n_specs": "54",
    "n_clear_open": "28",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_model_solves_its_equations():
    """At a solved share, prices and wages fulfil the three equations in both regions."""
    names = page(PAGE).names
    mu, sigma, trade, share = names["MU"], names["SIGMA"], 1.7, 0.6
    shares, costs = np.array([share, 1 - share]), np.array([[1, trade], [trade, 1]])
    wages = np.ones(2)
    for _ in range(2000):
        prices = (costs ** (1 - sigma)).T @ (shares * wages ** (1 - sigma))
        incomes = mu * shares * wages + (1 - mu) / 2
        wages = (wages + (costs ** (1 - sigma) @ (incomes / prices)) ** (1 / sigma)) / 2
    real = wages * prices ** (mu / (sigma - 1))
    gap = names["real_wage_gap"](np.array([share]), trade, mu, sigma)
    assert gap == pytest.approx(real[0] - real[1], abs=1e-6)
    # Total income is wages and farm incomes.
    assert incomes.sum() == pytest.approx(mu * (shares @ wages) + 1 - mu)


def test_thresholds_of_the_model():
    """The slope at the even split changes its sign at the break point, and both regions are alike."""
    names = page(PAGE).names
    gap, breaks = names["real_wage_gap"], names["breaks"]
    near = np.array([0.5, 0.505])
    assert gap(near, breaks * 0.99, names["MU"], names["SIGMA"])[1] > 0
    assert gap(near, breaks * 1.01, names["MU"], names["SIGMA"])[1] < 0
    shares = np.array([0.2, 0.8])
    left, right = gap(shares, 1.7, names["MU"], names["SIGMA"])
    assert left == pytest.approx(-right, abs=1e-6)


def test_potential_by_hand():
    """Market potential of one place and the slopes, without statsmodels."""
    names = page(PAGE).names
    rows, places = names["rows"], names["places"]
    here = places.loc[rows.index]
    lat, lon = np.radians(here["lat"].to_numpy(float)), np.radians(here["lon"].to_numpy(float))
    angle = np.sin(lat[0]) * np.sin(lat[1:]) + np.cos(lat[0]) * np.cos(lat[1:]) * np.cos(
        lon[1:] - lon[0]
    )
    potential = (rows["market"].to_numpy()[1:] / (6371 * np.arccos(angle))).sum()
    assert np.log(potential) == pytest.approx(rows["potential"].iloc[0], abs=1e-6)
    design = np.column_stack([np.ones(len(rows)), rows["potential"], rows["density"]])
    slopes = np.linalg.lstsq(design, rows["quotient"].to_numpy(), rcond=None)[0]
    assert slopes[1] == pytest.approx(names["dense"].params["potential"], abs=1e-8)
    assert slopes[1] == pytest.approx(0.380, abs=0.002)
