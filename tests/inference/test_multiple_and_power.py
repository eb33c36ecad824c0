"""Corrections over a family by hand; detectable effects against simulation and statsmodels."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower, TTestPower

from clusterbook.inference import (
    InferenceError,
    adjust_family,
    clustered_standard_error,
    minimum_detectable_effect,
)

# The fifteen tests of the paper of 1995: Bonferroni rejects three, the new procedure four.
FIFTEEN = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
FIFTEEN += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_the_published_example_of_benjamini_and_hochberg():
    p = {f"t{i}": value for i, value in enumerate(FIFTEEN)}
    found = adjust_family(p, declared=list(p))
    assert found["rejected_holm"].sum() == 3
    assert found["rejected_benjamini_hochberg"].sum() == 4
    assert found.attrs == {"family": 15, "level": 0.05}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_both_by_their_definitions(values):
    p = np.array(values)
    n = len(p)
    order = np.argsort(p, kind="stable")
    holm, rate = np.empty(n), np.empty(n)
    holm[order] = np.minimum(1, np.maximum.accumulate((n - np.arange(n)) * p[order]))
    raised = n / np.arange(1, n + 1) * p[order]
    rate[order] = np.minimum(1, np.minimum.accumulate(raised[::-1])[::-1])
    labels = [f"t{i}" for i in range(n)]
    found = adjust_family(dict(zip(labels, p, strict=True)), declared=labels[::-1])
    assert list(found.index) == labels[::-1]
    assert found["holm"].loc[labels].to_numpy() == pytest.approx(holm)
    assert found["benjamini_hochberg"].loc[labels].to_numpy() == pytest.approx(rate)
    assert (found["holm"] >= found["benjamini_hochberg"] - 1e-12).all()
    assert (found["benjamini_hochberg"] >= found["p"] - 1e-12).all()


@pytest.mark.parametrize(
    ("p", "declared", "message"),
    [
        ({}, [], "the family is empty"),
        ({"a": 0.1}, ["a", "b"], "declared but without a p: b"),
        ({"a": 0.1, "b": 0.2}, ["a"], "tested but not declared: b"),
        ({"a": 0.1}, ["a", "a"], "declared twice: a"),
        (pd.Series([0.1, 0.2], index=["a", "a"]), ["a"], "tested twice: a"),
        ({"a": 1.2}, ["a"], "a: p is 1.2"),
        ({"a": np.nan}, ["a"], "a: p is nan"),
    ],
)
def test_bad_families(p, declared, message):
    with pytest.raises(InferenceError, match=message):
        adjust_family(p, declared=declared)


def test_a_level_outside_its_range():
    with pytest.raises(ValueError, match="level is 5"):
        adjust_family({"a": 0.1}, declared=["a"], level=5)


@pytest.mark.parametrize("n", [3, 9, 31, 400])
@pytest.mark.parametrize("alternative", ["two-sided", "one-sided"])
def test_as_statsmodels_has_it_for_the_mean_of_a_sample(n, alternative):
    side = "larger" if alternative == "one-sided" else alternative
    theirs = TTestPower().solve_power(nobs=n, alpha=0.05, power=0.8, alternative=side)
    ours = minimum_detectable_effect(1 / n**0.5, degrees=n - 1, alternative=alternative)
    assert ours == pytest.approx(theirs, rel=1e-5)


def test_the_normal_multiplier():
    assert minimum_detectable_effect(2.0) == pytest.approx(2 * 2.801585, rel=1e-5)
    theirs = NormalIndPower(ddof=0).solve_power(nobs1=50, alpha=0.1, power=0.9, ratio=1)
    assert minimum_detectable_effect(0.2, level=0.1, power=0.9) == pytest.approx(theirs, rel=1e-5)


def test_the_power_is_reached_in_simulation():
    rng = np.random.default_rng(0)
    effect = minimum_detectable_effect(1 / 3, degrees=8)
    samples = rng.normal(effect, 1, size=(20_000, 9))
    t = samples.mean(axis=1) / (samples.std(axis=1, ddof=1) / 3)
    assert (np.abs(t) > 2.306004).mean() == pytest.approx(0.8, abs=0.01)


def test_the_clustered_error_is_that_of_simulated_clusters():
    rng = np.random.default_rng(1)
    runs, clusters, size, intraclass = 20_000, 12, 5, 0.3
    shocks = rng.normal(0, intraclass**0.5, size=(runs, clusters))
    noise = rng.normal(0, (1 - intraclass) ** 0.5, size=(runs, clusters, size)).mean(axis=2)
    means = shocks + noise
    gaps = means[:, :4].mean(axis=1) - means[:, 4:].mean(axis=1)
    found = clustered_standard_error(
        1.0, clusters=clusters, size=size, intraclass=intraclass, treated=1 / 3
    )
    assert found == pytest.approx(gaps.std(), rel=0.02)


def test_more_rows_help_little_when_clusters_are_few():
    def error(size):
        return clustered_standard_error(1.0, clusters=9, size=size, intraclass=0.2)

    assert error(10_000) > 0.9 * error(50)
    assert clustered_standard_error(1.0, clusters=9, size=50, intraclass=0.0) == pytest.approx(
        2 / 450**0.5
    )


@pytest.mark.parametrize(
    ("error", "options", "message"),
    [
        (0.0, {}, "standard_error is 0.0"),
        (np.nan, {}, "standard_error is nan"),
        (1.0, {"power": 80}, "power is 80"),
        (1.0, {"power": 0.04}, "power 0.04 is not above the level"),
        (1.0, {"degrees": 0}, "degrees is 0"),
        (1.0, {"alternative": "greater"}, "alternative is 'greater'"),
    ],
)
def test_bad_designs(error, options, message):
    with pytest.raises(ValueError, match=message):
        minimum_detectable_effect(error, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clusters": 1}, "clusters is 1"),
        ({"size": 0}, "size is 0"),
        ({"intraclass": 1.5}, "intraclass is 1.5"),
        ({"treated": 1}, "treated is 1"),
        ({"explained": 1.0}, "explained is 1.0"),
        ({"spread": -1.0}, "spread is -1.0"),
    ],
)
def test_bad_clustered_designs(options, message):
    options = {"spread": 1.0, "clusters": 9, "size": 10, "intraclass": 0.2} | options
    with pytest.raises(ValueError, match=message):
        clustered_standard_error(options.pop("spread"), **options)
