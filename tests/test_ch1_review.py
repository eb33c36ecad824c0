"""The page on the review: what it prints, and the table of works it counts."""

import re

import pytest
from conftest import ROOT, page

from clusterbook import load
from clusterbook.claims import evaluate

PAGE = "ch1/s09-review"
PRINTED = {
    "n_works": "60",
    "n_seen": "53",
    "n_china": "21",
    "first_china": "2001",
    "concept_year": "1996",
    "policy_year": "2014",
    "n_policy": "9",
    "policy_written": "3",
    "policy_china": "5",
    "n_written": "45",
    "china_written": "11",
    "design_written": "8",
    "n_tested": "36",
    "n_positive": "19",
    "n_own": "21",
    "own_positive": "9",
    "own_low": "24%",
    "own_high": "63%",
    "n_near": "6",
    "design_share": "64%",
    "plain_share": "45%",
    "p_design": "0.43",
    "mde_design": "51",
    "n_specs": "24",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_every_work_is_in_the_bibliography_and_dated_as_there():
    entries = re.split(r"\n@", (ROOT / "references.bib").read_text(encoding="utf-8"))
    years = {}
    for entry in entries:
        key, year = re.search(r"\{([\w-]+),", entry), re.search(r"year\s*=\s*\{(\d{4})", entry)
        if key and year:
            years[key[1]] = int(year[1])
    for work in load("review_works").itertuples():
        # Marshall is dated by the first edition and cited after the eighth.
        assert years[work.key] == (1920 if work.key == "Marshall1920" else work.year), work.key


def test_codes_go_together():
    works = load("review_works")
    assert (works["exposure"].notna() == works["effect"].notna()).all()
    assert works.loc[works["effect"].notna(), "method"].isin(["case", "regression", "design"]).all()
    for code, text in (("question", "question_zh"), ("method", "method_en")):
        assert works.groupby(code)[text].nunique().max() == 1
    assert not works["effect"].isna().all()


def test_wilson_interval_by_hand():
    """Nine of twenty-one, by the formula."""
    k, n, z = 9, 21, 1.959964
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * (k * (n - k) / n + z**2 / 4) ** 0.5
    names = page(PAGE).names
    assert names["own_interval"] == pytest.approx((middle - half, middle + half), abs=1e-5)
    assert names["by_design"][1] - names["by_design"][0] == pytest.approx(
        names["alone"].params["design"]
    )


def test_verdict_rests_on_rows_for_and_against():
    found = {figure.key: figure.value for figure in evaluate("P23").figures}
    assert found["differs"] == 2 and found["agrees"] == 3
