"""The page on strategies: what it prints, the table of instruments, and the power by draws."""

import numpy as np
import pytest
from conftest import page

from clusterbook.claims.checks.constraints import CANDIDATES
from clusterbook.data import load

PAGE = "ch5/s04-strategies"
PRINTED = {
    "n_short": "five constraints",
    "n_preface_short": "one",
    "n_randomised": "two",
    "n_quasi": "seven",
    "n_none": "three",
    "n_china": "four",
    "sigma": "0.20",
    "mde_2": "48%",
    "n_tenth": "39",
    "pair": "0.03",
    "p_pair": "78%",
}


def test_printed_figures():
    assert {key: page(PAGE).glued[key] for key in PRINTED} == PRINTED


def test_instruments_rest_on_constraints_and_works_that_exist():
    instruments = load("instruments").fillna("")
    for row in instruments.itertuples():
        assert set(row.acts_on.split()) <= set(CANDIDATES), row.id
        assert row.acts_on or row.beyond_zh, row.id
        assert bool(row.beyond_zh) == bool(row.beyond_en), row.id
        # No work, no design, no finding; and the other way round.
        assert bool(row.sources) == (row.design != "none") == (row.found != "unknown"), row.id
        assert bool(row.sources) == bool(row.setting_zh) == bool(row.setting_en), row.id


def test_only_the_preface_is_given_to_the_preface():
    """The five projects of the Opinion of 2013 and the pilots; the rest is the companion's."""
    instruments = load("instruments")
    named = instruments.loc[instruments["origin"] == "preface", "name_zh"]
    projects = {"全民创业", "集群发展", "招商引资", "市场培育", "素质提升"}
    assert set(named) == projects | {"创新型产业集群试点"}


def test_the_detectable_difference_by_drawing_pilots():
    """The spread of the difference between n places drawn at random and the rest."""
    names, random = page(PAGE).names, np.random.default_rng(0)
    values, n = names["values"], 20
    drawn = []
    for _ in range(4000):
        chosen = np.zeros(len(values), dtype=bool)
        chosen[random.choice(len(values), n, replace=False)] = True
        drawn.append(values[chosen].mean() - values[~chosen].mean())
    assert 2.8 * np.std(drawn) == pytest.approx(names["detectable"](n), rel=0.05)
