"""The checks: pinned results, held to the rules, and none of them a constant."""

import importlib
from functools import cache

import claim_pins
import numpy as np
import pandas as pd
import pytest
from claim_pins import PINNED
from conftest import ROOT, findings

from clusterbook import data
from clusterbook.claims import (
    CHECKS,
    Figure,
    Finding,
    Verdict,
    claims,
    evaluate,
    show,
)
from clusterbook.claims import registry as registry_module
from clusterbook.claims.model import ABOUT_DATA, ABOUT_LITERATURE, ALLOWED, BASES

CHECKS.load()
CLAIMS = claims()
HOLDERS = [
    importlib.import_module(f"clusterbook.claims.checks.{m}") for m in registry_module.MODULES
]
HOLDERS.append(importlib.import_module("clusterbook.claims.evidence"))


@cache
def whole(name):
    return data.load(name)


@pytest.fixture
def tables(monkeypatch):
    """Replace what the checks load: ``tables(change)`` passes every table through ``change``."""

    def use(change):
        def load(name, /, **filters):
            frame = change(name, whole(name).copy())
            for column, value in filters.items():
                frame = frame[frame[column] == value]
            return frame.reset_index(drop=True)

        for module in HOLDERS:
            if hasattr(module, "load"):
                monkeypatch.setattr(module, "load", load)

    return use


def numbers_shaken(seed):
    """Every number multiplied by a factor of its own."""

    def change(name, frame):
        random = np.random.default_rng([seed, len(frame)])
        for column in ("value", "gdp", "population", "gross_output", "value_added"):
            if column in frame:
                frame[column] = frame[column] * np.exp(random.normal(0, 0.5, len(frame)))
        return frame

    return change


def stance_set(stance):
    def change(name, frame):
        return frame.assign(stance=stance) if name == "claim_evidence" else frame

    return change


def outcomes_added(value):
    """The figures that are missing, of 2017, of profits, of the nation, as if they were found."""
    metrics = ["主营业务收入", "市场主体户数", "上缴税金", "税收占全口径财政收入比重"]

    def change(name, frame):
        if name != "jilin_facts":
            return frame
        new = [
            {"subject_zh": "民营经济", "metric_zh": m, "region_en": "Jilin", "year": 2017}
            for m in metrics
        ]
        new += [
            {"subject_zh": "私营企业", "metric_zh": "私营企业利润", "region_en": r}
            for r in ("Jilin", "Zhejiang", "Guangdong")
        ]
        new += [
            {"metric_zh": m, "region_en": "China", "year": 2010}
            for m in ("增加值占国内生产总值比重", "税收占比", "占城镇就业比重")
        ]
        rows = pd.DataFrame(new).assign(
            relation="equals", value=value, id=[f"X{i}" for i in range(len(new))]
        )
        return pd.concat([frame, rows], ignore_index=True)

    return change


def contents_reversed(name, frame):
    return frame.iloc[::-1] if name == "contents" else frame


CHANGES = [
    *(numbers_shaken(seed) for seed in range(40)),
    *(stance_set(stance) for stance in ("agrees", "differs", "silent")),
    outcomes_added(1e6),
    outcomes_added(1e-6),
    contents_reversed,
    *claim_pins.CHANGES,
]


def test_every_check_is_pinned():
    assert set(PINNED) == set(CHECKS)
    names = {module.__name__.rpartition(".")[2] for module in claim_pins.MODULES}
    assert names == set(registry_module.MODULES)


@pytest.mark.parametrize("claim", sorted(PINNED))
def test_verdict_and_figures(claim):
    verdict, figures = PINNED[claim]
    found = evaluate(claim)
    values = {figure.key: figure.value for figure in found.figures}
    assert found.verdict.value == verdict
    assert {key: values[key] for key in figures} == pytest.approx(figures, rel=2e-3)


@pytest.mark.parametrize("claim", sorted(CHECKS))
def test_no_check_is_a_constant(claim, tables):
    """Among many changed worlds there is one in which the verdict is another."""
    verdict = CHECKS[claim].function().verdict
    # The worlds made for its page come first: a slow check need not go through all the others.
    own = [
        change
        for module in claim_pins.MODULES
        if claim in module.PINNED
        for change in getattr(module, "CHANGES", ())
    ]
    for change in [*own, *CHANGES]:
        tables(change)
        if CHECKS[claim].function().verdict is not verdict:
            return
    pytest.fail(f"{claim} says {verdict.value!r} whatever the data say")


def test_a_constant_check_would_be_noticed(tables):
    constant = Finding(Verdict.SUPPORTED, (Figure("x", "数 | number", 1),), "是", "yes")
    verdicts = set()
    for change in CHANGES:
        tables(change)
        verdicts.add((lambda: constant)().verdict)
    assert len(verdicts) == 1


@pytest.mark.parametrize("claim", sorted(CHECKS))
def test_a_check_reads_the_tables_that_it_declares(claim, monkeypatch):
    read = set()

    def load(name, /, **filters):
        read.add(name)
        return data.load(name, **filters)

    for module in HOLDERS:
        if hasattr(module, "load"):
            monkeypatch.setattr(module, "load", load)
    CHECKS[claim].function()
    assert read == set(CHECKS[claim].data)


def test_ninety_five_claims_each_with_one_owner_page():
    pages = set(data.load("contents")["page"])
    assert len(CLAIMS) == 95
    assert {claim.page for claim in CLAIMS.values()} <= pages
    assert {claim.basis for claim in CLAIMS.values()} == set(BASES)


def test_every_claim_of_a_finished_page_has_a_check():
    finished = set(data.load("contents", status="finished")["page"])
    owed = {claim.id for claim in CLAIMS.values() if claim.page in finished}
    assert owed == set(CHECKS)


def test_no_causal_claim_is_plainly_supported():
    for claim, found in findings().items():
        if CLAIMS[claim].type == "causal":
            assert found.verdict is not Verdict.SUPPORTED


def test_a_causal_claim_cannot_be_supported(monkeypatch):
    supported = Finding(Verdict.SUPPORTED, (), "是", "yes")
    monkeypatch.setitem(CHECKS, "P05", registry_module.Check("P05", "", (), lambda: supported))
    with pytest.raises(ValueError, match="P05 is causal"):
        evaluate("P05")


@pytest.mark.parametrize(
    ("claim", "verdict"), [("P33", Verdict.SUPPORTED), ("P02", Verdict.CONSISTENT)]
)
def test_a_verdict_must_fit_the_basis(monkeypatch, claim, verdict):
    monkeypatch.setitem(
        CHECKS,
        claim,
        registry_module.Check(claim, "", (), lambda: Finding(verdict, (), "是", "yes")),
    )
    with pytest.raises(ValueError, match="is not open to it"):
        evaluate(claim)


def test_an_undetermined_finding_names_what_would_settle_it():
    with pytest.raises(ValueError, match="names what would settle it"):
        Finding(Verdict.UNDETERMINED, (), "否", "no")
    with pytest.raises(ValueError, match="names what would settle it"):
        Finding(Verdict.SUPPORTED, (), "是", "yes", needs="表 | a table")


def test_an_unknown_claim_is_named():
    with pytest.raises(KeyError, match="no check for claim 'P99'"):
        evaluate("P99")


def test_two_checks_for_one_claim_are_refused():
    with pytest.raises(ValueError, match="P02 has a check already"):
        registry_module.check("P02", rule="甲 | A", data=[])


def test_the_rule_is_stated_in_both_languages():
    with pytest.raises(ValueError, match="not '中文 | English'"):
        registry_module.check("C01", rule="only English", data=[])


def test_evidence_rests_on_known_sources():
    from pybtex.database import parse_file

    keys = set(parse_file(str(ROOT / "references.bib")).entries)
    facts = set(data.load("jilin_facts")["id"]) | set(data.load("cluster_facts")["id"])
    rows = data.load("claim_evidence")
    assert set(rows["source"]) <= keys | facts
    assert set(rows["claim"]) <= set(CLAIMS)
    assert set(rows["claim"]) == {c for c in CHECKS if "claim_evidence" in CHECKS[c].data}


def test_documents_and_readings_rest_on_rows_of_evidence():
    for claim, check in CHECKS.items():
        if CLAIMS[claim].basis != "computation":
            assert "claim_evidence" in check.data


def test_verdicts_cover_what_the_bases_allow():
    assert set(Verdict) == ABOUT_DATA | ABOUT_LITERATURE
    assert set(ALLOWED) == set(BASES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_shows_verdict_reason_figures_rule_and_code(monkeypatch, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    html = show("P08")._repr_html_()
    assert "id='claim-P08'" in html
    assert {"zh": "不支持", "en": "contradicted"}[lang] in html
    assert "def</span>" in html
    assert {"zh": "判据", "en": "Decision rule"}[lang] in html
    other = {"zh": "Decision rule", "en": "判据"}[lang]
    assert other not in html.split('<div class="highlight">')[0]


def test_the_card_reads_in_a_terminal(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")
    assert repr(show("P11")).startswith("P11 [contradicted] Of these")


def test_thresholds_are_arguments():
    assert CHECKS["P02"].function(rounding=0.5).verdict is Verdict.SUPPORTED
    assert CHECKS["P02"].function(near=0.01).verdict is Verdict.CONTRADICTED
