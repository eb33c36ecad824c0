"""What is published is what the book computes, and a report tells where it is not."""

import json

import pytest
from conftest import findings, page

from clusterbook import replicate
from clusterbook.__main__ import main
from clusterbook.claims import CHECKS

PAGES = replicate.pages()


@pytest.fixture(autouse=True)
def claims_once(monkeypatch):
    """The claims are evaluated once for all the tests here."""
    monkeypatch.setattr(replicate, "evaluate_all", findings)


def test_every_claim_is_published_with_what_its_check_finds():
    known = replicate.published()["claims"]
    assert set(known) == set(CHECKS.load())
    agreeing, differing = replicate.compare_claims(known, replicate.claims_now(), 1e-6)
    assert not differing and agreeing > 100


def test_every_page_that_computes_is_published():
    assert set(replicate.published()["pages"]) == set(PAGES)


@pytest.mark.parametrize("slug", PAGES)
def test_the_published_texts_are_those_of_the_page(slug):
    assert replicate.published()["pages"][slug] == page(slug).glued, (
        "run python -m clusterbook replicate --record once the change has been read"
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("50.3%", "50.3%", True),
        ("50.3%", "50.4%", True),
        ("50.3%", "50.5%", False),
        ("−0.178", "−0.179", True),
        ("−0.178", "0.178", False),
        ("12 to 20", "12 to 21", True),
        ("12 to 20", "12 to 23", False),
        ("1,234", "1,235", True),
        ("four", "five", False),
        ("first of 31", "first of 31 provinces", False),
        (None, "1", False),
    ],
)
def test_texts_agree_within_a_unit_of_the_last_digit(one, other, same):
    assert replicate.same_text(one, other) is same


def test_values_agree_within_the_tolerance():
    assert replicate.close(1.0, 1.0005) and not replicate.close(1.0, 1.002)
    assert replicate.close(float("nan"), float("nan"))
    assert not replicate.close("supported", "contradicted") and not replicate.close(None, 1.0)


@pytest.fixture
def report(tmp_path, monkeypatch):
    """A report of one page, with one published verdict, figure and text made to differ."""
    known = replicate.published()
    known["claims"]["P08"]["verdict"] = "supported"
    known["claims"]["P02"]["figures"]["share_v3"] *= 1.1
    texts = known["pages"]["ch3/s02-types"]
    texts["n_one"] = "seven"
    monkeypatch.setattr(replicate, "published", lambda: known)
    lines = []
    made = replicate.replicate(tmp_path, only=["ch3/s02-types"], out=lines.append)
    return made, tmp_path, lines


def test_a_difference_is_named_and_all_else_agrees(report):
    made, folder, lines = report
    assert [d["item"] for d in made["differ"]] == [
        "P02 share_v3",
        "P08 verdict",
        "ch3/s02-types n_one",
    ]
    assert made["agree"] > 100
    assert any(line.startswith("ch3/s02-types: ") for line in lines)
    text = (folder / "replication.md").read_text(encoding="utf-8")
    assert "| ch3/s02-types n_one | seven | four |" in text
    assert "pandas: 3" in text


def test_the_signature_fits_until_the_report_is_changed(report):
    _, folder, _ = report
    path = folder / "replication.json"
    assert main(["replicate", "--verify", str(path)]) == 0
    changed = json.loads(path.read_text(encoding="utf-8"))
    changed["differ"] = []
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["replicate", "--verify", str(path)]) == 1


def test_a_page_that_fails_is_reported_and_the_others_run(tmp_path, monkeypatch):
    def fails(slug):
        raise ValueError("no such column")

    monkeypatch.setattr(replicate, "page_now", fails)
    made = replicate.replicate(tmp_path, only=["preface"], out=lambda line: None)
    assert "no such column" in made["differ"][-1]["found"]


def test_an_unknown_page_is_named(capsys):
    assert main(["replicate", "ch9/s01"]) == 1
    assert "no page ch9/s01; pages that compute: " in capsys.readouterr().err
