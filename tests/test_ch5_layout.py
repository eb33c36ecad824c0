"""The page on layout: what it prints, and its shares and groups by another route."""

import numpy as np
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch5/s02-layout"
PRINTED = {
    "n_provinces": "27",
    "made_2010": "37.3%",
    "made_2020": "48.4%",
    "made_change": "11.1 percentage points",
    "second_change": "3.4 percentage points",
    "nonfarm_2010": "32.3%",
    "nonfarm_2020": "41.6%",
    "people_2010": "31.9%",
    "people_2020": "38.2%",
    "made_capital": "16%",
    "core_2010": "32.9%",
    "core_2020": "42.1%",
    "second_2010": "14.2%",
    "second_2020": "11.7%",
    "east_2010": "13.4%",
    "east_2020": "9.9%",
    "n_units": "2,466",
    "jilin_significant": "none",
    "jilin_prefectures": "none",
    "zone_share": "19%",
    "zone_made": "19%",
    "outside_made": "12%",
}


def test_printed_figures():
    assert {key: page(PAGE).glued[key] for key in PRINTED} == PRINTED


def test_shares_of_changchun_by_hand():
    rows = load("county_sections", row_ok=1, province="吉林省")
    for year, share in ((2010, 37.32), (2020, 48.42)):
        part = rows[rows["year"] == year]
        own = part.loc[part["prefecture"] == "长春市", "C"].sum()
        assert own / part["C"].sum() * 100 == pytest.approx(share, abs=0.01)


def test_groups_divide_the_province():
    names = page(PAGE).names
    listed = [code for codes, _ in names["GROUPS"].values() for code in codes]
    assert sorted(listed) == sorted(names["units"].index)
    assert np.allclose(names["grouped"].sum(), 100)


def test_the_change_of_capitals_by_demeaning():
    names = page(PAGE).names
    frame = names["places"]
    within = frame[["capital", "made_growth"]] - frame.groupby("province")[
        ["capital", "made_growth"]
    ].transform("mean")
    slope = (within["capital"] * within["made_growth"]).sum() / (within["capital"] ** 2).sum()
    assert slope == pytest.approx(names["plain"][0].params["capital"])
    assert frame.groupby("province")["capital"].sum().eq(1).all()


def test_the_people_of_2020_are_those_of_the_census():
    people = page(PAGE).names["people"]
    assert people.loc["220100", 2020] == 9066906
