"""The figures that the page on competitiveness prints, pinned as a person last read them."""

import numpy as np
import pytest
from conftest import page

# The quotients of Jilin as first computed from the workbooks, by gross output and by value added.
OUTPUT = {
    "17": [4.15, 5.29, 3.94, 3.95],
    "06": [1.47, 1.00, 1.86, 2.12],
    "09": [0.83, 1.45, 2.20, 2.12],
    "03": [0.75, 2.35, 1.78, 1.08],
    "01": [1.49, 1.74, 1.45, 1.01],
    "13": [0.60, 0.69, 1.30, 1.44],
    "14": [0.67, 0.38, 0.45, 0.37],
    "16": [0.44, 0.35, 0.57, 0.68],
    "18": [0.21, 0.10, 0.24, 0.25],
    "19": [0.16, 0.06, 0.04, 0.05],
    "20": [0.41, 0.02, 0.30, 0.24],
    "07": [0.30, 0.14, 0.15, 0.30],
    "30": [0.42, 0.53, 0.32, 0.59],
}
VALUE_ADDED = {
    "17": [5.26, 4.33, 4.60],
    "06": [0.87, 1.74, 1.61],
    "09": [1.19, 2.22, 2.12],
    "01": [1.42, 1.33, 1.00],
    "13": [0.58, 1.25, 1.24],
    "19": [0.08, 0.05, 0.07],
}
PRINTED = {
    "lq_transport": "3.95",
    "second_lq": "2.77",
    "top_pref": "0.84",
    "ratio_jilin": "1.13",
    "ratio_bureau": "1.04",
    "rank_bureau": "2",
    "ratio_total": "0.65",
    "rank_total": "9",
    "krugman": "0.70, 0.93, 0.75, 0.78",
    "slope_ols": "−0.178",
    "slope_back": "−0.251",
    "slope_noise": "−0.227",
    "slope_lag": "−0.006",
    "slope_large": "−0.083",
    "mde": "0.126",
    "shift_auto": "+55%, −35%, −5%",
    "shift_agro": "−49%, +252%, +8%",
    "rank_topsis": "18",
    "rank_pc": "14",
    "rank_equal": "14",
    "interval_mean": "12 to 20",
    "interval_topsis": "13 to 25",
    "income_ranks": "11, 19, 20",
    "vintage_ranks": "13, 14, 14",
    "rank_without": "18",
}


PAGE = "ch3/s03-competitiveness"


def test_quotients_agree_with_those_first_computed():
    names = page(PAGE).names
    output = names["lq"].loc["Jilin"]
    value_added = names["quotients"]("value_added").loc["Jilin"]
    for sector, expected in OUTPUT.items():
        assert output.loc[sector].tolist() == pytest.approx(expected, abs=0.005), sector
    for sector, expected in VALUE_ADDED.items():
        found = value_added.loc[sector, [2007, 2012, 2017]].tolist()
        assert found == pytest.approx(expected, abs=0.01), sector
    assert value_added[2002].isna().all()
    assert output.loc["11+12", 2012] == pytest.approx(0.94, abs=0.005)
    assert value_added.loc["11+12", 2012] == pytest.approx(1.08, abs=0.005)


def test_the_paradox():
    names = page(PAGE).names
    assert [names["lq"][year].xs("17", level="sector").idxmax() for year in (2007, 2012, 2017)] == [
        "Jilin"
    ] * 3
    assert len(names["prefectures"]) == 9 and names["prefectures"].max() < 1
    assert names["ratios"]["census"].idxmax() == "Jilin"


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_the_slope_by_hand_is_that_of_statsmodels():
    names = page(PAGE).names
    for left, right, result in (
        ("growth", "start", names["forward"]),
        ("reverse", "end", names["back"]),
        ("growth", "earlier", names["lagged"]),
    ):
        slope, error, _ = names["by_hand"](names["late"], left, right)
        assert slope == pytest.approx(result.params[right])
        assert error == pytest.approx(result.bse[right])


def test_specifications():
    tables = page(PAGE).tables
    frame = tables["tbl-comp-specifications"].frame
    assert frame["N"].astype(int).tolist() == [
        3307, 3216, 1356, 3268, 3178, 1340, 728, 710, 448, 449, 459,
    ]  # fmt: skip
    slopes = {
        column: [
            float(text.split(" ")[0].replace("−", "-")) for text in frame[column] if text != "—"
        ]
        for column in ("Start", "Reversed", "Five years earlier")
    }
    assert max(slopes["Start"]) < -0.15 and max(slopes["Reversed"]) < -0.15
    assert min(slopes["Five years earlier"]) == -0.083


def test_the_bootstrap_finds_what_is_there():
    names = page(PAGE).names
    random = np.random.default_rng(3)
    late = names["late"].assign(
        growth=lambda d: -0.3 * d["earlier"] + random.normal(0, 0.5, len(d))
    )
    assert names["by_hand"](late, "growth", "earlier", 199)[2] < 0.02
