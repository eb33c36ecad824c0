"""The rule that assigns clusters to types: three answers, thresholds, and the facts it rests on."""

import pandas as pd
import pytest

from clusterbook.data import load
from clusterbook.typology import CLUSTERS, LIMITS, answers, assign, both, cluster_evidence


def test_not_known_is_not_no():
    assert both(True, True) is True
    assert both(None, False) is False
    assert both(True, None) is None
    assert both() is True


def test_a_missing_figure_is_no_answer():
    found = answers({"firms": 200})
    assert found["small"] is None and found["hub"] is None and found["research"] is None
    assert answers({"firms": 20})["small"] is False
    assert found["satellite"] is None


def test_thresholds_are_inclusive_and_run_in_their_own_direction():
    assert answers({"firms": 100, "persons": 50})["small"] is True
    assert answers({"firms": 100, "persons": 50.1})["small"] is False
    assert answers({"suppliers": 30})["hub"] is True
    assert answers({"raw": 24.9})["raw"] is False
    assert answers({"pilot": 0})["research"] is False


def test_grades_and_years_leave_facts_aside():
    evidence = pd.DataFrame(
        [["socks", "firms", 300.0, ["X"], "C", 2009], ["socks", "persons", 20.0, ["Y"], "B", 2017]],
        columns=["cluster", "criterion", "value", "ids", "grade", "year"],
    )
    open_types = assign(evidence)["open"]["socks"]
    assert "small" in open_types
    assert assign(evidence, {**LIMITS, "grades": "ABC"})["met"]["socks"] == ["small"]
    early = assign(evidence, {**LIMITS, "grades": "ABC", "until": 2010})
    assert early["met"]["socks"] == [] and list(early.index) == list(CLUSTERS)


def test_evidence_names_facts_that_exist_and_the_values_they_give():
    evidence = cluster_evidence()
    known = set(load("cluster_facts")["id"]) | set(load("cluster_recognition")["id"]) | {"IO2012"}
    assert {i for ids in evidence["ids"] for i in ids} <= known
    assert not evidence.duplicated(["cluster", "criterion"]).any()
    value = evidence.set_index(["cluster", "criterion"])["value"]
    assert value["automobile", "suppliers"] == 416 / 8
    assert value["socks", "persons"] == pytest.approx(25000 / 1210)
    assert value["agro_processing", "raw"] == pytest.approx(35.116, abs=1e-3)
    assert evidence["grade"].isin(["A", "B", "C"]).all()
