"""The figures that the page on internal mechanisms prints, and its estimates by another route."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.claims.checks import internal_mechanisms as mechanisms
from clusterbook.data import load

PAGE = "ch2/s04-internal-mechanisms"
PRINTED = {
    "special_low": "−0.45",
    "special_high": "−0.25",
    "special_back": "−0.21",
    "special_placebo": "−0.08",
    "diverse_all": "0.15",
    "diverse_large": "0.02",
    "diverse_factory": "−0.09",
    "own_usual": "−0.19",
    "own_back": "−0.22",
    "own_apart": "−0.03",
    "own_expected": "−0.13",
    "related_usual": "0.58",
    "related_back": "0.40",
    "related_apart": "0.19",
    "related_expected": "0.28",
    "curve_n": "48",
    "curve_significant": "21",
    "compete_shared": "0.134",
    "compete_apart": "0.084",
    "pay_number": "6.3",
    "pay_size": "6.6",
    "near_all": "0.18",
    "near_factory": "0.10",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_related_strength_by_numpy():
    """The usual regression by least squares of numpy, with dummies for all effects."""
    names = page(PAGE).names
    frame = names["ways"]["usual"]
    dummies = [pd.get_dummies(frame[c]).to_numpy(float) for c in ("place", "trade")]
    design = np.column_stack([frame[["own", "related"]], *dummies])
    beta = np.linalg.lstsq(design, frame["change"].to_numpy(), rcond=None)[0]
    found = names["fits"]["usual"][0].params
    assert beta[:2] == pytest.approx(found[["own", "related"]].to_numpy(), abs=1e-8)
    assert beta[:2] == pytest.approx([-0.188, 0.583], abs=0.002)


def test_absorbing_effects_gives_what_dummies_give():
    names = page(PAGE).names
    result = names["fits"]["earlier"][0]
    frame = names["ways"]["earlier"]
    for parameter in ("own", "related"):
        value, (low, high), error, rows = mechanisms.absorbed(
            frame, names["FORMULA"], parameter, "province"
        )
        assert value == pytest.approx(result.params[parameter])
        assert error == pytest.approx(result.bse[parameter], rel=1e-6)
        assert (low, high) == pytest.approx(tuple(result.conf_int().loc[parameter]), rel=1e-6)
        assert rows == result.nobs


def test_a_regressor_that_does_not_vary_tells_nothing():
    frame = pd.DataFrame({"y": [1.0, 2, 3, 4], "x": 1.0, "place": list("abab")})
    value, ends, _, rows = mechanisms.absorbed(frame, "y ~ x", "x", "place")
    assert np.isnan(value) and ends == (-np.inf, np.inf) and rows == 4


def test_census_regression_by_numpy():
    """Specialisation and diversity in manufacturing, by numpy from the page's frame."""
    names = page(PAGE).names
    frame = names["census_samples"]["制造业 | Manufacturing"]
    dummies = pd.get_dummies(frame["province"]).to_numpy(float)
    design = np.column_stack([frame[["special", "diverse", "size"]], dummies])
    beta = np.linalg.lstsq(design, frame["growth"].to_numpy(), rcond=None)[0]
    assert beta[:2] == pytest.approx(
        names["factory"].params[["special", "diverse"]].to_numpy(), abs=1e-8
    )
    assert beta[:2] == pytest.approx([-0.299, -0.089], abs=0.002)


def test_a_push_that_is_there_is_found_and_changes_sign_backwards():
    """Growth that follows lasting related strength, without chance of the years."""
    names = page(PAGE).names
    rows = names["rows"].dropna().copy()
    random = np.random.default_rng(0)
    steady = rows["related"]
    rows["growth"] = 0.5 * steady + random.normal(0, 0.05, len(rows))
    rows["own_later"], rows["related_later"] = rows["own"] + rows["growth"], steady
    rows["related_earlier"] = steady
    ways = names["three_ways"](rows)
    found = {
        name: mechanisms.absorbed(frame, names["FORMULA"], "related", "province")[0]
        for name, frame in ways.items()
    }
    assert found["usual"] == pytest.approx(0.5, abs=0.02)
    assert found["earlier"] == pytest.approx(0.5, abs=0.05)
    assert found["reversed"] < 0


def test_growth_on_relatedness_can_be_an_echo():
    world = page(PAGE).names["world"]
    assert world["usual"] == pytest.approx(0.49, abs=0.03)
    assert world["reversed"] == pytest.approx(0.41, abs=0.03)
    assert abs(world["earlier"]) < 0.15


def test_colocation_of_two_sectors_by_hand():
    together, links = mechanisms.colocation(load("province_sectors"), load("national_links"))
    rows = load("province_sectors", year=2012)
    output = rows.pivot_table(index="province", columns="h38", values="gross_output", aggfunc="sum")
    output = output.fillna(0).clip(lower=0)
    weight = output.sum(axis=1) / output.to_numpy().sum()
    a, b = (output[c] / output[c].sum() - weight for c in ("04", "14"))
    assert together.loc["04", "14"] == pytest.approx((a * b).sum() / (1 - (weight**2).sum()))
    pair = load("national_links").query("from_h38 in ['04', '14'] and to_h38 in ['04', '14']")
    pair = pair[pair["from_h38"] != pair["to_h38"]]
    largest = pair[["input_coefficient", "sales_coefficient"]].to_numpy().max()
    assert links.loc["04", "14"] == links.loc["14", "04"] == largest


def test_vintages_are_shown_side_by_side():
    frame = page(PAGE).tables["tbl-mech-province"].frame
    assert frame["GDP vintage"].tolist() == ["v3", "v4", "v5"] * 2
    slopes = [float(t.split(" ")[0].replace("−", "-")) for t in frame["Coefficient (error)"]]
    assert slopes == pytest.approx([-1.89, -3.39, -3.28, -0.96, 0.11, 0.43], abs=0.02)
