"""The figures that the page on modes prints, and its estimates by another route."""

import numpy as np
import pytest
from conftest import page

from clusterbook.claims.checks.constraints import inputs, measures
from clusterbook.data import load

PAGE = "ch2/s03-formation-modes"
PRINTED = {
    "n_parks": "three",
    "n_parks_other": "three",
    "n_answers": "16",
    "n_near": "five",
    "n_open": "38",
    "zhejiang_best": "3rd",
    "zhejiang_worst": "17th",
    "jilin_best": "8th",
    "jilin_worst": "12th",
    "hub_factories": "−0.77 to −0.69",
    "n_steady": "16",
    "n_never": "11",
    "n_kept": "five",
    "alone": "0.63",
    "with_trade": "0.24",
    "trade": "0.24",
    "mde": "0.98",
    "plain_significant": "three",
    "traded_significant": "none",
    "workers_significant": "16",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_shares_agree_with_those_of_chapter_three():
    """Registrations, trade and the quotient, computed there by other code."""
    shares, tables = page(PAGE).names["shares"], inputs()
    for year, gdp, base in ((2012, "v3", "residents"), (2017, "v5", "workers")):
        ours = shares(year, gdp, base=base)
        theirs = measures(tables, year, gdp=gdp, base=base)
        for mine, name in (("spontaneous", "registered"), ("outward", "trade"), ("quotient",) * 2):
            assert np.allclose(ours[mine], theirs.loc[ours.index, name])


def test_ranks_that_do_not_hang_on_a_definition():
    names = page(PAGE).names
    assert set(names["places"]["resource"]) == {1}
    assert (min(names["places"]["outward"]), max(names["places"]["outward"])) == (2, 3)
    assert len(names["every"]) == 72


def test_registrations_and_trade_by_numpy():
    """Estimate and HC3 error of the joint regression without statsmodels."""
    names = page(PAGE).names
    data = names["provinces"]
    assert len(data) == 27
    design = np.column_stack([np.ones(len(data)), data["registered"], data["trade_v4"]])
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ data["quotient"].to_numpy()
    residual = data["quotient"].to_numpy() - design @ beta
    leverage = np.einsum("ij,jk,ik->i", design, bread, design)
    scores = design * (residual / (1 - leverage))[:, None]
    error = np.sqrt(np.diag(bread @ scores.T @ scores @ bread))
    joined = names["joined"]
    assert beta[1] == pytest.approx(joined.params["registered"], abs=1e-9)
    assert error[1] == pytest.approx(joined.bse["registered"], rel=1e-6)
    assert (beta[1], error[1]) == pytest.approx((0.242, 0.334), abs=0.002)


def test_the_largest_branch_from_the_rows_themselves():
    """Jilin's and Hainan's largest branch in 2012 from the table, petroleum and chemicals as one."""
    rows = load("province_sectors", year=2012)
    concordance = load("sector_concordance")
    made = set(concordance.loc[concordance["manufacturing"] == 1, "h38"])
    rows = rows[rows["h38"].isin(made)]
    branch = rows["h38"].replace(["11", "12"], "11+12")
    sums = rows.groupby(["province_en", branch])["gross_output"].sum().unstack()
    share = sums.max(axis=1) / sums.sum(axis=1) * 100
    plain = page(PAGE).names["plain"]["hub"]
    assert share[["Jilin", "Hainan"]].to_list() == pytest.approx(
        plain[["Jilin", "Hainan"]].to_list()
    )
    assert share["Jilin"] == pytest.approx(31.31, abs=0.05)
