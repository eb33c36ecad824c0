"""The page on the concept: what it prints, and the table of definitions it rests on."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, page

from clusterbook import load
from clusterbook.claims import evaluate

PAGE = "ch1/s01-concept"

PRINTED = {
    "n_definitions": "18",
    "n_proximity": "12",
    "n_links": "12",
    "n_relations": "7",
    "n_learning": "6",
    "cells": "465",
    "cells_low": "136",
    "cells_middle": "54",
    "cells_high": "18",
    "jilin_cells": "4, 3, 2",
    "rank_density": "17",
    "rank_specialisation": "7",
    "rank_links": "23",
    "rank_both": "25",
    "n_specs": "48",
    "n_up": "4",
    "n_down": "9",
    "verdict_list": "consistent 5, undetermined 4, differs 4, not testable 1",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_concepts_pull_apart():
    names = page(PAGE).names
    together = names["together"]
    assert together.loc["density", "specialisation"] == pytest.approx(-0.72, abs=0.01)
    assert together.loc["specialisation", "links"] == pytest.approx(-0.50, abs=0.01)
    assert names["dense"].params["measure"] == pytest.approx(0.662, abs=0.005)
    assert names["special"].params["measure"] == pytest.approx(-0.303, abs=0.005)
    assert names["dense_held"].params["measure"] == pytest.approx(0.187, abs=0.005)
    assert names["special_held"].params["measure"] == pytest.approx(-0.003, abs=0.005)


def test_exposed_provinces_were_losing_their_lead_before_the_crisis():
    slopes = page(PAGE).names["slopes"]
    years = {2003: 0.99, 2008: -1.52, 2011: -1.87}
    for year, slope in years.items():
        assert slopes["v4"].loc[year, "slope"] == pytest.approx(slope, abs=0.02), year
    found = {figure.key: figure.value for figure in evaluate("C03").figures}
    assert found["hit_v4"] == pytest.approx(-0.93, abs=0.01)
    assert found["placebo_v4"] == pytest.approx(-0.79, abs=0.01)


def test_the_broken_exercise_measures_what_it_assumes():
    names = page(PAGE).names
    assert names["broken"].params["log_quotient"] == pytest.approx(1.76, abs=0.01)
    assert names["repaired"].params["log_quotient"] == pytest.approx(1.75, abs=0.01)


def test_every_definition_names_a_source_and_a_claim_that_exist():
    definitions = load("definitions")
    known = set(re.findall(r"^@\w+\{([^,]+),", Path(ROOT, "references.bib").read_text(), re.M))
    assert set(definitions["source"].dropna()) <= known
    assert set(definitions["claim"].dropna()) <= set(load("claims")["id"])
    flags = definitions[["proximity", "links", "relations", "learning", "time"]]
    assert flags.isin([0, 1]).all(axis=None) and (flags.sum(axis=1) > 0).all()
    assert definitions["year"].is_monotonic_increasing
