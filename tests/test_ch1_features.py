"""The figures that the page on the features of clusters prints, and the functions behind them."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.claims import evidence
from clusterbook.claims.checks import features
from clusterbook.claims.model import Verdict

PAGE = "ch1/s03-features"
PRINTED = {
    "n_sections": "18",
    "n_down": "13",
    "top_riser": "information",
    "riser_2010": "0.29",
    "riser_2020": "0.37",
    "c_2010": "0.258",
    "c_2020": "0.271",
    "g_2010": "0.0019",
    "g_2020": "0.0020",
    "moran_c": "0.71",
    "moran_i": "0.16",
    "county_c": "0.66",
    "within_province_c": "0.37",
    "within_prefecture_c": "0.09",
    "n_prefectures": "332",
    "n_dimensions": "two",
    "r_special": "−0.65",
    "explained": "61%",
    "chain_ten": "−0.05",
    "chain_mde": "0.54",
    "n_curve": "48",
    "curve_median": "−0.20",
    "n_positive": "0",
    "n_negative": "18",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_the_regression_is_that_of_the_claim():
    names = page(PAGE).names
    base = names["models"][0][1]
    assert base.params["complete"] == pytest.approx(names["claim"]["slope"], rel=1e-6)
    assert base.bse["complete"] == pytest.approx(0.188, abs=0.001)


def test_the_farm_moves_the_gini_of_all_jobs():
    names = page(PAGE).names
    broken, repaired = names["broken"], names["repaired"]
    assert [broken[2010], broken[2020]] == pytest.approx([0.430, 0.322], abs=0.002)
    assert [repaired[2010], repaired[2020]] == pytest.approx([0.258, 0.271], abs=0.001)


def test_dimensions_are_those_put_in():
    random = np.random.default_rng(1)
    one = random.normal(size=(300, 1)) + random.normal(0, 0.6, size=(300, 6))
    assert features.dimensions(pd.DataFrame(one))[0] == 1
    two = np.hstack([one[:, :3], random.normal(size=(300, 1)) + one[:, 3:] - one.mean(1)[:, None]])
    assert features.dimensions(pd.DataFrame(two))[0] == 2
    noise = pd.DataFrame(random.normal(size=(300, 6)))
    assert features.dimensions(noise, level=0.999)[0] == 0


def test_completeness_lies_between_nothing_and_all():
    cells = features.completeness()
    assert cells[["supply", "presence", "count"]].stack().between(0, 1 + 1e-9).all()
    assert cells.groupby(["year", "province_en", "sector"]).size().max() == 1
    assert len(cells[cells["year"] >= 2007]) == 1369


@pytest.mark.parametrize(
    ("agrees", "differs", "verdict"),
    [
        (2, 0, Verdict.CONSISTENT),
        (2, 1, Verdict.DIFFERS),
        (0, 1, Verdict.DIFFERS),
        (0, 0, Verdict.UNDETERMINED),
    ],
)
def test_evidence_on_balance(monkeypatch, agrees, differs, verdict):
    rows = pd.DataFrame(
        {
            "claim": "X01",
            "stance": ["agrees"] * agrees + ["differs"] * differs + ["silent"],
            "says_zh": "甲说",
            "says_en": "one says",
        }
    )
    monkeypatch.setattr(evidence, "load", lambda *_: rows)
    found = evidence.on_balance("X01", zh="完。", en="Done.")
    assert found.verdict is verdict
    assert found.en == "One says" + "; one says" * (agrees + differs) + ". Done."
    assert bool(found.needs) == (verdict is Verdict.UNDETERMINED)
    causal = evidence.studies("X01", "表 | a table").verdict
    assert causal is {
        Verdict.CONSISTENT: Verdict.PARTLY,
        Verdict.UNDETERMINED: Verdict.UNDETERMINED,
    }.get(verdict, Verdict.PARTLY if agrees else Verdict.CONTRADICTED)


def test_a_sign_is_printed():
    assert [evidence.signed(v, 2) for v in (0.5, -0.5)] == ["+0.50", "−0.50"]
