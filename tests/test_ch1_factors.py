"""The page on the diamond's factors: what it prints, and the simulation behind its contest."""

import numpy as np
import pytest
from conftest import page

from clusterbook.claims.checks.factors import chance_of_finding, left_out_error

PAGE = "ch1/s02-factors"

PRINTED = {
    "n_comparisons": "540",
    "gap_patents": "60%",
    "gap_without": "2.0%",
    "weakest_usual": "related and supporting industries",
    "weakest_count": "6",
    "corr_low": "0.57",
    "corr_high": "0.87",
    "n_changed": "8",
    "n_branches": "15",
    "lowest_rank": "12",
    "lowest_province": "Shandong",
    "zone_provinces": "14",
    "pull_specs": "16",
    "pull_positive": "16",
    "pull_significant": "12",
    "loss_share": "25%",
    "n_zones": "722",
    "n_industries": "397",
    "verdict_list": "consistent 3, differs 2, undetermined 2, partly supported 2, not testable 1",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


@pytest.mark.parametrize(
    ("model", "parameter", "estimate", "error"),
    [
        ("five", "minimum", -0.312, 0.166),
        ("five", "mean", 1.022, 0.159),
        ("bare_fit", "minimum", -0.116, 0.235),
        ("five_high", "minimum", -0.043, 0.087),
        ("level", "zone", 3.829, 1.195),
        ("change", "zone", -1.369, 0.545),
        ("pull", "customers", 0.164, 0.072),
        ("pull", "suppliers", 0.156, 0.039),
        ("loss", "demand", -6.342, 3.107),
    ],
)
def test_estimates(model, parameter, estimate, error):
    fit = page(PAGE).names[model]
    assert fit.params[parameter] == pytest.approx(estimate, rel=0.01)
    assert fit.bse[parameter] == pytest.approx(error, rel=0.01)


def test_bootstrap_of_few_clusters():
    boots = page(PAGE).names["boots"]
    found = {name: boot.p for name, boot in boots.items()}
    expected = {"level": 0.009, "change": 0.084, "customers": 0.027, "suppliers": 0.001}
    assert found == pytest.approx(expected, abs=0.002)


def test_zones_change_their_sign_with_what_is_held():
    names = page(PAGE).names
    assert names["only_size"].params["zone"] == pytest.approx(2.00, abs=0.01)
    expected = {"none": -1.56, "size": 2.00, "before": -2.52, "both": -1.37}
    assert names["signs"] == pytest.approx(expected, abs=0.01)


def test_the_left_out_error_is_that_of_leaving_each_out():
    random = np.random.default_rng(0)
    x = random.normal(size=12)
    y = 0.5 * x + random.normal(size=12)
    errors = []
    for i in range(12):
        rest = np.delete(np.arange(12), i)
        slope, constant = np.polyfit(x[rest], y[rest], 1)
        errors.append(y[i] - constant - slope * x[i])
    assert left_out_error(x, y) == pytest.approx(np.sqrt(np.mean(np.square(errors))))


def test_the_contest_finds_the_truth_when_it_can():
    apart = chance_of_finding(np.eye(5), [0.9], 1.0, provinces=100, draws=200)
    assert apart[["minimum", "mean"]].min(axis=None) > 0.99
    alike = chance_of_finding(np.full((5, 5), 0.98) + 0.02 * np.eye(5), [0.3], 0.8, draws=400)
    assert alike["minimum"][0] < 0.6
