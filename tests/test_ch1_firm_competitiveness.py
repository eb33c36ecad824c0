"""The figures that the page on firms prints, and the quotient of neighbours by another route."""

import numpy as np
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch1/s07-firm-competitiveness"
PRINTED = {
    "n_industries": "18",
    "size_around": "33",
    "size_factory": "33",
    "metro_n": "79",
    "metro_sign": "all positive",
    "stay_before": "0.5",
    "stay_during": "1.2",
    "stay_more": "0.7",
    "mde_more": "1.6",
    "own_before": "−0.3",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_quotient_of_neighbours_from_the_rows_themselves():
    """A few cells by the formula of the page, county by county."""
    cells = page(PAGE).names["cells"].dropna(subset=["around"])
    rows = load("us_counties", year=2018)
    totals = load("us_county_totals", year=2018).set_index("county")["establishments"]
    zone_of = load("us_county_zones").set_index("county")["zone"]
    rows = rows[
        rows["establishments"].notna()
        & rows["county"].isin(zone_of.index)
        & rows["county"].isin(totals.dropna().index)
    ]
    for cell in cells.sample(12, random_state=1).itertuples():
        mates = zone_of.index[(zone_of == zone_of[cell.county]) & (zone_of.index != cell.county)]
        industry = rows[rows["industry"] == cell.industry]
        share = industry.loc[industry["county"].isin(mates), "establishments"].sum()
        share /= totals[totals.index.intersection(mates)].sum()
        nation = industry["establishments"].sum() / totals.sum()
        assert np.log(share / nation) == pytest.approx(cell.around, abs=1e-9)


def test_no_difference_is_told_from_zero():
    p = page(PAGE).names["p"]
    assert max(p["before"], p["during"]) < 0.05 < p["more"]
