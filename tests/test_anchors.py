"""Figures and tables as the notebooks name them, and how each part of the book is cited."""

import json

import pytest

from clusterbook.__main__ import main
from clusterbook.anchors import anchors
from clusterbook.notebooks import notebooks_folder


def test_every_label_that_the_prose_refers_to_is_known():
    import re

    from clusterbook.notebooks import text

    folder = notebooks_folder()
    known = anchors(folder)
    for path in folder.rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = "\n".join(text(c) for c in cells if c["cell_type"] == "markdown")
        for label in re.findall(r"\{numref\}`((?:fig|tbl)-[\w-]+)`", prose):
            assert known[label].page == path.relative_to(folder).with_suffix("").as_posix()
    assert {anchor.kind for anchor in known.values()} == {"figure", "table"}
    assert all(anchor.caption.count(" | ") == 1 for anchor in known.values())


def test_a_label_that_stands_twice_is_refused(tmp_path):
    cell = {
        "cell_type": "code",
        "metadata": {"mystnb": {"figure": {"name": "fig-a", "caption": "甲 | A"}}},
        "source": "table(frame, name='tbl-b', caption='乙 | B')",
    }
    (tmp_path / "one.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert [(a.label, a.kind) for a in anchors(tmp_path).values()] == [
        ("fig-a", "figure"),
        ("tbl-b", "table"),
    ]
    (tmp_path / "two.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    anchors.cache_clear()
    with pytest.raises(ValueError, match="'fig-a' stands on one and two"):
        anchors(tmp_path)


@pytest.mark.parametrize(
    ("kind", "what", "words"),
    [
        ("page", "ch3/s02-types", "2. Existing types"),
        ("figure", "fig-types", "Figure: Types of ten clusters"),
        ("table", "tbl-sizes", "Table: Regression of log size quotient"),
        ("claim", "P08", "Claim P08: In 2017 private value added"),
        ("data", "gdp", "[DS/OL]"),
    ],
)
def test_every_part_can_be_cited_in_three_formats(monkeypatch, capsys, kind, what, words):
    monkeypatch.setenv("BOOK_LANG", "en")
    assert main(["cite", kind, what]) == 0
    said = capsys.readouterr().out
    for mark in (words, "GB/T 7714", "@", "TY  - ", "ER  - "):
        assert mark in said


def test_an_address_leads_to_the_anchor(monkeypatch):
    from clusterbook import citation

    monkeypatch.setattr(citation, "published_at", lambda: "https://example.org/book/")
    zh = citation.cite("claim", "P08", "zh")["gbt7714"]
    en = citation.cite("figure", "fig-types", "en")["bibtex"]
    assert "https://example.org/book/chapters/preface.html#claim-P08" in zh
    assert "https://example.org/book/en/chapters/ch3/s02-types.html#fig-types" in en


@pytest.mark.parametrize(
    ("kind", "what", "message"),
    [
        ("claim", "P99", "no claim 'P99'"),
        ("figure", "fig-typs", "nearest: fig-types"),
        ("table", "gdp", "take what follows # in its address"),
        ("page", "ch9", "no page 'ch9'"),
        ("data", "gpd", "gpd"),
    ],
)
def test_what_does_not_exist_is_named(capsys, kind, what, message):
    assert main(["cite", kind, what]) == 1
    assert message in capsys.readouterr().err
