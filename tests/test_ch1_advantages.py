"""The figures that the page on the advantages of clusters prints, and the functions behind them."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.claims.checks import advantages
from clusterbook.claims.model import Verdict

PAGE = "ch1/s04-advantages"
PRINTED = {
    "n_industries": "18",
    "n_cells": "3,954",
    "n_states": "50",
    "double": "5.2%",
    "beta": "0.073",
    "beta_se": "0.004",
    "beta_nosize": "0.031",
    "shuffled": "−1.00",
    "noisy": "0.071",
    "before": "0.072",
    "plants": "0.084",
    "others": "0.020",
    "within": "0.071",
    "n_curve": "60",
    "n_fixed": "36",
    "n_negative": "8",
    "lowest": "−0.057",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_the_regression_is_that_of_the_claim():
    names = page(PAGE).names
    pay = advantages.american_pay()
    assert names["beta"] == pytest.approx(pay.loc["quotient", "estimate"], rel=1e-6)
    assert pay["rows"].tolist() == [3954, 3954] and pay["clusters"].tolist() == [50, 50]


def test_the_chinese_sign_turns_with_the_base():
    found = advantages.ratio_slopes("value_added", "gross_output")
    assert found["estimate"].tolist() == pytest.approx([0.055, -0.024], abs=0.001)
    assert (found["p"] < 0.01).all()
    names = page(PAGE).names
    assert names["shuffled"]["estimate"].tolist() == pytest.approx([0.082, -0.002], abs=0.004)


def test_a_true_relation_shows_on_both_bases():
    """With efficiency made to rise with specialisation, both quotients find it."""
    cells = advantages.sectors()
    cells["value_added"] = cells["gross_output"] * np.exp(
        0.3 * cells["quotient_gross_output"].fillna(0) - 1
    )
    found = advantages.ratio_slopes("value_added", "gross_output", cells)
    assert found.loc["gross_output", "estimate"] == pytest.approx(0.3)
    assert advantages.common_sign(found, 0.05) == 1


def test_net_outflow_is_arithmetic():
    assert advantages.surplus()["estimate"] == pytest.approx(0.70, abs=0.01)
    assert advantages.surplus(shuffled=True)["estimate"] == pytest.approx(0.95, abs=0.01)


def test_net_change_has_one_sign_both_ways():
    found = advantages.net_entry()["estimate"]
    assert found.tolist() == pytest.approx([-0.009, -0.008], abs=0.001)


def test_signs_are_common_only_when_significant():
    found = pd.DataFrame({"estimate": [-1.0, -2.0], "p": [0.01, 0.02]})
    assert advantages.common_sign(found, 0.05) == -1
    assert advantages.common_sign(found, 0.015) == 0
    assert advantages.common_sign(found.assign(estimate=[1.0, -1.0]), 0.05) == 0


def test_thresholds_can_be_argued_with():
    assert advantages.networks_for_hierarchy(level=1e-12).verdict is Verdict.UNDETERMINED
    assert advantages.advantage_and_cluster(errors=-100).verdict is Verdict.PARTLY


def test_what_does_not_vary_has_no_slope():
    random = np.random.default_rng(0)
    cells = pd.DataFrame(random.normal(size=(80, 2)), columns=["y", "x"])
    cells = cells.assign(same=1.0, place=np.repeat(list("abcdefgh"), 10))
    found = advantages.slopes(cells, "y ~ {x}", ["x", "same"], "place")
    assert found["estimate"].isna().tolist() == [False, True]
    assert advantages.common_sign(found, 1.0) == 0
    assert advantages.slopes(cells, "y ~ {x}", ["same"], "place")["p"].isna().all()
