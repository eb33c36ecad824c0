"""The figures that the closing page prints, and that its words agree with the verdicts."""

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import findings as every_finding
from conftest import page
from scipy.optimize import minimize

from clusterbook.argument import links
from clusterbook.claims import Verdict, claims
from clusterbook.sphinx import claims as in_book

PAGE = "after/ten-years-on"
PRINTED = {
    "mixed_v4": "70.1%",
    "mixed_v5": "68.9%",
    "even_v4": "7.2%",
    "even_v5": "5.7%",
    "reg_gap": "12%",
    "reg_misfit": "9%",
    "gap_v3": "7.7%",
    "gap_v4": "9.0%",
    "gap_v5": "13.2%",
    "gap_v3_2006": "7.4%",
    "gap_v4_2006": "12.2%",
    "gap_no_fujian": "0.5%",
    "rank_v3": "1",
    "rank_v4": "12",
    "p_v3": "0.032",
    "p_v4": "0.39",
    "n_choices": "42",
    "least": "4.3%",
    "most": "15.1%",
    "part_vintage": "32%",
    "part_end": "56%",
    "rank_2003": "1",
    "slow_median": "7.7 percentage points",
    "slow_jilin": "11.6 percentage points",
    "eight_p": "0.84",
}


@pytest.fixture(scope="module")
def findings():
    return every_finding()


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


@pytest.mark.parametrize(("vintage", "gap"), [("v3", -0.0800), ("v4", -0.0938), ("v5", -0.1416)])
def test_the_gap_by_another_optimiser(vintage, gap):
    names = page(PAGE).names
    rows = names["series"](vintage)
    wide = rows.pivot(index="year", columns="province_en", values="log")
    own, others = wide["Jilin"].to_numpy(), wide.drop(columns="Jilin").to_numpy()
    before = wide.index < 2013
    scale = 100.0

    def loss(w):
        return scale * np.mean((own[before] - others[before] @ w) ** 2)

    def slope(w):
        return -2 * scale * others[before].T @ (own[before] - others[before] @ w) / before.sum()

    found = minimize(
        loss,
        np.full(others.shape[1], 1 / others.shape[1]),
        jac=slope,
        method="SLSQP",
        bounds=[(0, 1)] * others.shape[1],
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        options={"maxiter": 2000, "ftol": 1e-12},
    )
    effect = (own - others @ found.x)[~before].mean()
    assert effect == pytest.approx(gap, abs=0.004)
    assert names["fits"][vintage].effect == pytest.approx(gap, abs=0.0005)


def test_the_mixed_share_by_hand():
    # 52.3% of 15,074 over the GDP of 2018 as revised twice.
    mixed = page(PAGE).names["mixed"]
    assert mixed["v4"] == pytest.approx(52.3 * 15074 / 11253.8, abs=0.01)
    assert mixed["v5"] == pytest.approx(52.3 * 15074 / 11437.4, abs=0.01)


def test_no_p_value_on_few_years():
    table = page(PAGE).tables["tbl-after-control"].frame.set_index("Item")
    few = table.loc["Years before"].astype(int) < 10
    assert set(table.loc["p value"][few]) == {"—"} and "—" not in set(table.loc["p value"][~few])


def test_every_open_claim_has_its_missing_table(findings):
    listed = [
        c for *_, ids in page(PAGE).names["missing"].values() for c in ids.split() if c in findings
    ]
    undetermined = [c for c, f in findings.items() if f.verdict is Verdict.UNDETERMINED]
    assert sorted(listed) == sorted(undetermined)
    first_two = sum(len(ids.split()) for *_, ids in list(page(PAGE).names["missing"].values())[:2])
    assert 0.28 < first_two / len(undetermined) < 1 / 3


def test_the_map_is_what_the_page_says(findings):
    found = {(link.source, link.target): link.verdict(findings) for link in links()}
    assert {pair for pair, v in found.items() if v is Verdict.PARTLY} == {
        ("A3", "B2"),
        ("R2", "B1"),
    }
    assert found["S1", "S2"] is found["S2", "D2"] is Verdict.DIFFERS
    assert found["D2", "G1"] is found["R1", "G1"] is Verdict.CONTRADICTED
    assert found["B2", "D1"] is Verdict.DIFFERS
    broken = (Verdict.DIFFERS, Verdict.CONTRADICTED)
    assert sum(v in broken for v in found.values()) == 5
    for pair in (("A1", "B1"), ("B1", "D1"), ("A4", "B3"), ("B3", "D2"), ("A5", "B4")):
        assert found[pair] is Verdict.UNDETERMINED
    assert found["L1", "L2"] is None


def test_the_most_and_the_least_certain(findings):
    assert findings["P32"].verdict is Verdict.SUPPORTED
    assert findings["P11"].verdict is Verdict.CONTRADICTED
    assert findings["C14"].verdict is findings["P28"].verdict is Verdict.DIFFERS
    causal = [f.verdict for c, f in findings.items() if claims()[c].type == "causal"]
    assert Verdict.SUPPORTED not in causal
    assert causal.count(Verdict.UNDETERMINED) > len(causal) / 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_claims_are_counted_and_the_open_ones_listed(monkeypatch, findings, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    monkeypatch.setattr(in_book, "findings", lambda: findings)
    counts = in_book.by_type_html()
    assert f"<td>{len(claims())}</td></tr></tbody>" in counts
    app = SimpleNamespace(builder=SimpleNamespace(get_relative_uri=lambda start, end: f"../{end}"))
    listed = in_book.open_html(app, f"chapters/{PAGE}")
    undetermined = [f for f in findings.values() if f.verdict is Verdict.UNDETERMINED]
    assert listed.count("<tr>") == len(undetermined) + 1
    assert "#claim-C21" in listed
