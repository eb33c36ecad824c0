"""The figures that the page on evolution prints, pinned as a person last read them."""

import numpy as np
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch2/s01-evolution"
PRINTED = {
    "stay_top": "60%",
    "stay_top_county": "46%",
    "ergodic_top": "6.8%",
    "now_top": "7.2%",
    "product_top": "26%",
    "long_top": "40%",
    "next_actual": "34%",
    "next_shuffled": "33%",
    "adjacent": "−0.25 and −0.24",
    "apart": "−0.02",
    "socks_first": "255",
    "socks_second": "1,210",
    "bounded": "11",
    "over": "39%",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_transitions_by_hand():
    """The share of the strongest that stay, from the table itself, without the page's helpers."""
    rows = load("province_sectors")
    rows = rows.assign(sector=rows["h38"].replace(["11", "12"], "11+12"))
    rows = rows[(rows["sector"] != "01") & (rows["province_en"] != "Tibet")]
    table = rows.pivot_table(
        index=["province_en", "sector"], columns="year", values="gross_output", aggfunc="sum"
    ).clip(lower=0)
    share = table / table.groupby(level=0).transform("sum")
    # The base holds Tibet from 2012 on, as on the page.
    every = load("province_sectors")
    every = every.assign(sector=every["h38"].replace(["11", "12"], "11+12"))
    nation = every[every["sector"] != "01"].pivot_table(
        index="sector", columns="year", values="gross_output", aggfunc="sum"
    )
    quotient = share.div(nation / nation.sum(), level="sector")
    years = [2002, 2007, 2012, 2017]
    high = quotient[years].to_numpy() >= 2
    staying = sum((high[:, i] & high[:, i + 1]).sum() for i in range(3)) / high[:, :3].sum()
    names = page(PAGE).names
    assert staying == pytest.approx(names["of_pooled"][-1, -1], abs=1e-9)
    assert staying == pytest.approx(0.604, abs=0.005)


def test_the_ergodic_distribution_stays_as_it_is():
    names = page(PAGE).names
    matrix = names["of_pooled"]
    assert names["final"] @ matrix == pytest.approx(names["final"])
    assert names["final"].sum() == pytest.approx(1)
    assert np.linalg.matrix_power(matrix, 500)[0] == pytest.approx(names["final"])


def test_a_cycle_would_be_seen():
    """Cells that go round the stages in order move on far more often than when shuffled."""
    names = page(PAGE).names
    random = np.random.default_rng(0)
    turning = np.sin(np.arange(4) * np.pi / 3 + random.uniform(0, 2 * np.pi, size=(2000, 1)))
    mixed = np.mean([names["parts"](random.permuted(turning, axis=1)) for _ in range(20)], axis=0)
    assert names["parts"](turning)[1] == pytest.approx(2 / 3, abs=0.02)
    assert mixed[1] == pytest.approx(1 / 3, abs=0.02)


def test_momentum_by_hand():
    """The coefficient one period apart by numpy, sectors taken out by their means."""
    names = page(PAGE).names
    found = names["found"]
    x = found[2007] - found[2002]
    y = found[2017] - found[2012]
    x, y = (v - v.groupby(level="sector").transform("mean") for v in (x, y))
    assert (x @ y) / (x @ x) == pytest.approx(names["apart"].params["earlier"])
    assert names["models"][0][1].params["earlier"] == pytest.approx(-0.249, abs=0.002)
    assert names["models"][1][1].params["earlier"] == pytest.approx(-0.245, abs=0.002)


def test_every_curve_passes_through_both_points():
    names = page(PAGE).names
    for ceiling, (rate, middle) in names["curves"].items():
        ends = names["logistic"](np.array([2009, 2017]), ceiling, rate, middle)
        assert ends == pytest.approx([255, 1210])


def test_a_ceiling_that_is_there_is_found():
    names = page(PAGE).names
    years = np.arange(15.0)
    counts = names["logistic"](years, 1000.0, 0.5, 6.0) * (1 + 0.01 * np.cos(7 * years))
    (best, *_), (low, high) = names["ceilings"](years, counts)
    # The grid of ceilings is three per cent wide.
    assert 0.97 * low <= 1000 <= 1.03 * high and best == pytest.approx(1000, rel=0.03)
    assert names["ceilings"](years[:6], 100 * np.exp(0.2 * years[:6]))[1][1] == np.inf
