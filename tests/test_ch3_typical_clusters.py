"""The page on typical clusters and its six sheets: what they print, as a person last read it."""

import numpy as np
import pytest
from conftest import page

PAGE = "ch3/s04-typical-clusters"
PRINTED = {
    "three_share": "39.7%",
    "auto_share": "16.6%",
    "auto_lq": "3.94",
    "chem_share": "7.2%",
    "opto_share": "0.3%",
    "socks_share": "0.9%",
    "changchun_2020": "0.71",
    "top_five": "Dongliao +0.51, Fuyu +0.30, Longshan +0.30, Gongzhuling +0.30, Xi'an +0.27",
    "liaoyuan_2010": "0.53",
    "liaoyuan_2020": "0.84",
    "liaoyuan_rank": "19",
    "n_prefectures": "360",
    "moran_2020": "0.28",
    "lisa_raw": "9",
    "lisa_fdr": "none is",
    "lisa_mde": "2.2",
    "slope_base": "−0.21",
    "p_robust": "0.006",
    "n_specs": "24",
    "n_below": "none",
}
SHEETS = {
    "ch3/c1-automobile": {
        "table_2002": "CNY 80.6 billion",
        "lq_2012": "3.94",
        "lq_added": "5.26, 4.33, 4.60",
        "stays": "58%",
        "zone_lq": "1.50",
        "rail_part": "14%",
    },
    "ch3/c2-petrochemicals": {
        "refining": "1.27, 0.46, 0.91, 0.24",
        "together": "1.02, 1.10, 0.94, 1.01",
        "added": "1.50, 1.08, 1.28",
        "longtan": "1.10",
    },
    "ch3/c3-agro-processing": {
        "lq_2007": "1.08",
        "lq_2012": "1.92",
        "lq_2017": "2.12",
        "state_share": "70.66%",
        "leading": "498",
        "fall": "42%",
    },
    "ch3/c4-pharmaceuticals": {
        "part": "43%",
        "implied": "3.1%",
        "stated": "18.3%",
        "computed": "26.3%",
        "implied_2015": "CNY 201.7 billion",
        "per_firm": "176",
    },
    "ch3/c5-optoelectronics": {
        "share_2012": "0.3%",
        "output_2012": "CNY 10.3 billion",
        "lq_2002": "0.20",
        "lq_2007": "0.05",
        "growth": "20%",
    },
    "ch3/c6-socks": {
        "per_firm": "21",
        "part": "18%",
        "liaoyuan_2020": "0.84",
        "zhuji_2020": "2.10",
        "liaoyang_2020": "1.44",
    },
}


def test_the_page_prints_what_was_read():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_random_places_do_as_well_as_pillars():
    names = page(PAGE).names
    four = names["four"]
    # Draws differ between machines by a hair.
    assert four.iloc[1] == pytest.approx(0.39, abs=0.04)
    assert names["specs"].min().min() == pytest.approx(0.06, abs=0.01)
    assert np.median(names["false_base"]) == pytest.approx(-0.18, abs=0.01)


def test_slopes_by_hand_are_those_of_statsmodels():
    names = page(PAGE).names
    fits = [fit.params["np.log(km)"] for fit in names["fits"].values()]
    assert names["slopes"](names["at"])[:4] == pytest.approx(fits)


def test_random_places_would_show_a_pull_that_is_strong_enough():
    names = page(PAGE).names
    pulled = names["outcomes"] + 1.0 * names["pull"]
    found = names["slopes"](names["at"], pulled)
    drawn = np.array([names["slopes"](p, pulled) for p in names["false_places"](4, draws=499)])
    assert names["steeper"](found, drawn)[1] < 0.05
    assert found[1] < names["needed"] == pytest.approx(-0.8, abs=0.1)


def test_a_single_place_is_set_against_all_places():
    names = page(PAGE).names
    assert len(names["false_places"](1)) == 51
    drawn = np.array([[-1.0], [0.0], [1.0]])
    assert names["steeper"](np.array([-1.0]), drawn) == pytest.approx([1 / 3])
    assert names["steeper"](np.array([-2.0]), drawn) == pytest.approx([1 / 4])


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_prints_what_was_read(sheet):
    glued = page(sheet).glued
    assert {key: glued[key] for key in SHEETS[sheet]} == SHEETS[sheet]


def test_the_table_of_six_agrees_with_the_sheets():
    shares = page(PAGE).names["shares"]
    for key, sheet in (
        ("automobile", "c1-automobile"),
        ("agro", "c3-agro-processing"),
        ("socks", "c6-socks"),
    ):
        heavy = page(f"ch3/{sheet}").names["heavy"]["share"]
        assert shares[key].to_dict() == pytest.approx(heavy.to_dict())
