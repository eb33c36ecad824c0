"""The figures that the page on conditions prints, and its estimators on other routes."""

import numpy as np
import pandas as pd
import pytest
from conftest import page
from scipy import sparse

from clusterbook.data import load

PAGE = "ch2/s05-external-conditions"
PRINTED = {
    "n_units": "336",
    "school_alone_2010": "0.24",
    "school_alone_2020": "0.18",
    "school_four_2010": "0.03",
    "school_four_2020": "−0.11",
    "density_2010": "0.31",
    "density_2020": "0.29",
    "urban_total": "0.016",
    "urban_nonfarm": "−0.002",
    "curve_n": "40",
    "moran_2010": "0.27",
    "moran_2020": "0.29",
    "ols_2020": "0.75",
    "iv_2020": "0.77",
    "ml_2020": "0.60",
    "moran_iv_2020": "−0.15",
    "pairs_same": "600",
    "pairs_across": "295",
    "same_2020": "0.27",
    "across_2020": "0.29",
    "jilin_less": "five",
    "level_density": "0.46",
    "change_density": "−0.02",
    "mde_density": "0.09",
    "change_r2": "10%",
    "back_school": "0.09",
    "pc_equal": "0.99",
    "score_r2": "20%",
    "density_r2": "53%",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_one_prefecture_from_the_rows_themselves():
    """Changchun in 2010, on the borders of 2020: quotient, schooling and density by hand."""
    rows = load("county_sections", year=2010)
    letters = [c for c in rows.columns if len(c) == 1]
    good = rows[rows["row_ok"] == 1].fillna(dict.fromkeys(letters, 0))
    base = good[letters].sum(axis=1) - good["A"] - good["T"]
    mine = good["prefecture_code"] == "220100"
    whole = good["C"].sum() / base.sum()
    quotient = np.log(good["C"][mine].sum() / base[mine].sum() / whole)
    codes = rows.loc[rows["prefecture_code"] == "220100", "adcode"].dropna()
    people = load("county_covariates", year=2010)
    people = people[people["adcode"].isin(codes)]
    years = np.average(people["school_years"].astype(float), weights=people["population"])
    area = load("prefecture_places").set_index("adcode")["area_km2"]["220100"]
    found = page(PAGE).names["early"].loc["220100"]
    assert found["quotient"] == pytest.approx(quotient)
    assert found["schooling"] == pytest.approx(years)
    assert found["density"] == pytest.approx(np.log(people["population"].sum() / area))


def test_levels_by_numpy():
    """The four conditions of 2020: estimates and clustered errors without statsmodels."""
    names = page(PAGE).names
    late, fit = names["late"], names["levels"][2020, "four"]
    design = np.column_stack([np.ones(len(late)), late[names["CONDITIONS"]]])
    y = late["quotient"].to_numpy()
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ y
    scores = (
        pd.DataFrame(design * (y - design @ beta)[:, None])
        .groupby(late["province"].to_numpy())
        .sum()
    )
    n, k, g = len(y), design.shape[1], len(scores)
    cover = (
        bread @ scores.T.to_numpy() @ scores.to_numpy() @ bread * g / (g - 1) * (n - 1) / (n - k)
    )
    assert beta[1:] == pytest.approx(fit.params[names["CONDITIONS"]].to_numpy(), abs=1e-8)
    assert np.sqrt(np.diag(cover))[1:] == pytest.approx(
        fit.bse[names["CONDITIONS"]].to_numpy(), rel=1e-6
    )
    assert beta[4] == pytest.approx(0.292, abs=0.002)


def test_two_stages_agree_with_statsmodels():
    from statsmodels.sandbox.regression.gmm import IV2SLS

    names = page(PAGE).names
    late, W = names["late"], names["W"]
    y, X = late["quotient"].to_numpy(), late[names["CONDITIONS"]].to_numpy()
    one = np.ones((len(y), 1))
    other = IV2SLS(y, np.column_stack([W @ y, X, one]), np.column_stack([X, one, W @ X])).fit()
    beta, _, left, _ = names["two_stages"](y, X, W, one, late["province"])
    assert beta == pytest.approx(other.params[:5], abs=1e-8)
    assert left == pytest.approx(other.resid, abs=1e-8)
    assert beta[0] == pytest.approx(0.768, abs=0.02)


def test_likelihood_is_the_highest_on_a_grid():
    """The full likelihood with the determinant itself, over a grid of rho."""
    names = page(PAGE).names
    late, W = names["late"], names["W"].toarray()
    y = late["quotient"].to_numpy()
    Z = np.column_stack([late[names["CONDITIONS"]], np.ones(len(y))])
    grid = np.arange(0.5, 0.7, 0.01)

    def log_likelihood(rho):
        made = y - rho * (W @ y)
        left = made - Z @ np.linalg.lstsq(Z, made, rcond=None)[0]
        _, determinant = np.linalg.slogdet(np.eye(len(y)) - rho * W)
        return determinant - len(y) / 2 * np.log(np.mean(left**2))

    best = grid[np.argmax([log_likelihood(rho) for rho in grid])]
    estimate, _, _ = names["likelihood"](
        y, late[names["CONDITIONS"]].to_numpy(), names["W"], np.ones((len(y), 1))
    )
    assert estimate[0] == pytest.approx(best, abs=0.01)


def lattice(side):
    """Rook neighbours on a square, each row summing to one."""
    line = sparse.diags_array([1.0, 1.0], offsets=[-1, 1], shape=(side, side))
    grid = sparse.kron(line, sparse.eye_array(side)) + sparse.kron(sparse.eye_array(side), line)
    grid = sparse.csr_array(grid)
    return sparse.csr_array(sparse.diags_array(1 / grid.sum(axis=1)) @ grid)


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6])
def test_estimators_find_a_known_rho(rho):
    """Simulated on a lattice: both are centred on the truth, least squares is not."""
    names = page(PAGE).names
    W = lattice(18)
    n = W.shape[0]
    one, clusters = np.ones((n, 1)), np.arange(n) // 12
    inverse = np.linalg.inv(np.eye(n) - rho * W.toarray())
    rng = np.random.default_rng(0)
    found = []
    for _ in range(60):
        X = rng.normal(size=(n, 2))
        y = inverse @ (X.sum(axis=1) + rng.normal(size=n))
        iv, error, _, _ = names["two_stages"](y, X, W, one, clusters)
        ml, _, _ = names["likelihood"](y, X, W, one)
        plain = np.linalg.lstsq(np.column_stack([W @ y, X, one]), y, rcond=None)[0]
        found.append((iv[0], ml[0], plain[0], error[0], iv[1]))
    iv, ml, plain, error, slope = np.mean(found, axis=0)
    assert iv == pytest.approx(rho, abs=0.03) and ml == pytest.approx(rho, abs=0.03)
    assert slope == pytest.approx(1, abs=0.03)
    assert error == pytest.approx(np.std(found, axis=0)[0], rel=0.3)
    assert rho == 0 or plain > rho + 0.05


def test_surplus_instruments_reject_as_often_as_they_should():
    names = page(PAGE).names
    W = lattice(14)
    n = W.shape[0]
    inverse = np.linalg.inv(np.eye(n) - 0.4 * W.toarray())
    rng = np.random.default_rng(1)
    ps = []
    for _ in range(200):
        X = rng.normal(size=(n, 3))
        y = inverse @ (X.sum(axis=1) + rng.normal(size=n))
        ps.append(names["two_stages"](y, X, W, np.ones((n, 1)), np.arange(n))[3])
    assert np.mean(np.array(ps) < 0.05) == pytest.approx(0.05, abs=0.04)


def test_change_is_not_foretold():
    names = page(PAGE).names
    assert names["ahead"].params["density"] == pytest.approx(-0.016, abs=0.003)
    assert names["ahead"].rsquared == pytest.approx(0.099, abs=0.003)
    assert names["holm"]["schooling"] == pytest.approx(0.024, abs=0.015)
    assert names["late"]["province"].nunique() == 30
