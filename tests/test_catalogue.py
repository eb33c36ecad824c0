"""The catalogue's page, its pictures, its citations, and the pages that it names."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from pybtex.database import parse_string

from clusterbook.__main__ import main
from clusterbook.citation import table_anchor, table_citation
from clusterbook.coverage import coverage, drawn, spoken
from clusterbook.data import describe, load, tables, years
from clusterbook.language import LANGUAGES
from clusterbook.sphinx import catalogue
from clusterbook.uses import record, uses

ROOT = Path(__file__).resolve().parent.parent


def resource(*fields, key=("id",), **more):
    described = [{"name": name, "type": kind} for name, kind in fields]
    return {"schema": {"fields": described, "primaryKey": list(key)}, **more}


# Who uses what


def test_pages_of_the_descriptors_are_those_that_use_the_tables():
    found = uses()
    assert {name: set(describe(name)["pages"]) for name in tables()} == {
        name: found.get(name, set()) for name in tables()
    }
    assert set(found) <= set(tables())


def test_pages_that_the_descriptors_name_exist():
    for name in tables():
        for page in describe(name)["pages"]:
            assert (ROOT / "chapters" / f"{page}.ipynb").is_file(), (name, page)


def test_uses_are_found_in_code_directives_and_checks(tmp_path):
    cells = [
        {"cell_type": "code", "source": 'load("gdp", year=2011)', "metadata": {}},
        {"cell_type": "markdown", "source": "```{term-base}\n```", "metadata": {}},
        {"cell_type": "markdown", "source": 'In prose: load("population")', "metadata": {}},
    ]
    page = tmp_path / "chapters" / "ch9" / "s01.ipynb"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    found = uses(tmp_path)
    assert "ch9/s01" in found["gdp"] and found["terms"] == {"ch9/s01"}
    # from the checks of the preface's claims
    assert "preface" in found["gdp"] and "ch9/s01" not in found["population"]


def test_pages_are_recorded_and_only_where_they_changed(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "data").mkdir()
    described = [{"name": "gdp", "pages": ["preface", "gone"]}, {"name": "new"}]
    path = tmp_path / "data" / "datapackage.json"
    path.write_text(json.dumps({"resources": described}), encoding="utf-8")
    by_checks = sorted(uses(tmp_path)["gdp"] - {"preface"})
    assert record(tmp_path) == ["gdp", "new"]
    assert json.loads(path.read_text(encoding="utf-8"))["resources"] == [
        {"name": "gdp", "pages": ["preface", *by_checks]},
        {"name": "new", "pages": []},
    ]
    assert record(tmp_path) == []


# Pictures


def test_years_across_and_the_values_of_a_variable_down():
    frame = pd.DataFrame(
        {"year": [2001, 2001, 2003, 2003], "variable": ["b", "b", "b", "a"], "value": [1, 2, 3, 4]}
    )
    described = resource(("year", "integer"), ("variable", "string"), ("value", "number"))
    across, rows = coverage(frame, described)
    assert across == [2001, 2002, 2003]
    assert rows == [("b", [4, 0, 2]), ("a", [0, 0, 2])]
    assert "b 2001–2003（有间断）；a 2003。" in spoken(across, rows)
    html = drawn(frame, described)
    assert re.findall('<rect x="(.)" width="(.)"', html) == [("0", "1"), ("2", "1"), ("2", "1")]
    assert 'role="img"' in html and "<span>2003</span>" in html


def test_equal_neighbours_are_drawn_as_one():
    frame = pd.DataFrame({"year": range(1990, 2020), "id": range(30), "gdp": 1.0})
    html = drawn(frame, resource(("id", "integer"), ("year", "integer"), ("gdp", "number")))
    assert html.count("<rect") == 1 and '<rect x="0" width="30"' in html


def test_columns_of_numbers_down_where_nothing_groups_the_rows():
    frame = pd.DataFrame({"year": [2001, 2002], "id": [1, 2], "x": [1, None], "y": [1, 2]})
    described = resource(("id", "integer"), ("year", "integer"), ("x", "number"), ("y", "number"))
    assert coverage(frame, described)[1] == [("x", [4, 0]), ("y", [4, 4])]


def test_without_years_the_share_that_is_filled():
    frame = pd.DataFrame({"id": ["a", "b"], "x": [1, None]})
    described = resource(("id", "string"), ("x", "number"))
    assert coverage(frame, described) == (None, [("x", [0.5])])
    assert 'width="0.500"' in drawn(frame, described)
    assert coverage(frame, resource(("id", "string")))[1] == [("id", [1.0])]


def test_many_rows_end_in_one_for_the_rest():
    frame = pd.DataFrame({"year": [2000, 2001] * 30, "variable": sorted([*range(30)] * 2)})
    rows = coverage(frame, resource(("year", "integer"), ("variable", "integer")))[1]
    assert len(rows) == 20 and rows[-1][0] == "其余11项"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", tables())
def test_every_table_has_a_light_picture_in_both_languages(name, lang, monkeypatch):
    monkeypatch.setenv("BOOK_LANG", lang)
    html = drawn(load(name), describe(name))
    assert "<rect" in html and len(html) < 20_000
    words = re.search('aria-label="([^"]+)"', html).group(1)
    assert words.startswith({"zh": "覆盖：", "en": "Coverage: "}[lang])


# What stands on the page


@pytest.mark.parametrize("name", tables())
def test_nothing_english_in_the_chinese_particulars(name):
    described = describe(name)
    particulars = [catalogue.licence(described), *catalogue.route(described)]
    for words in ("none", "public domain", "the companion", "read ", "written", "transcribed"):
        assert not [text for text in particulars if words in text], (name, words)


def test_fields_carry_the_unit_of_the_edition(monkeypatch):
    assert "亿元" in catalogue.field_table(describe("gdp"))
    monkeypatch.setenv("BOOK_LANG", "en")
    table = catalogue.field_table(describe("gdp"))
    assert "100 million yuan" in table and "亿元" not in table


@pytest.mark.parametrize("name", ["gdp", "cluster_facts", "us_zones", "us_metros"])
def test_years_of_a_table(name):
    spans = {
        "gdp": (1992, 2024),
        "cluster_facts": (2000, 2025),
        "us_zones": (1980, 1990),
        "us_metros": (2019, 2019),
    }
    assert years(name) == spans[name]
    assert years("claims") is None


# Citations


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", tables())
def test_a_table_can_be_cited(name, lang):
    described = describe(name)
    formats = table_citation(name, lang, "https://example.org/book/")
    (entry,) = parse_string(formats["bibtex"], "bibtex").entries.values()
    assert entry.fields["url"].endswith(f"catalogue.html#{table_anchor(name)}")
    assert entry.fields["title"].strip("{}").replace("\\", "") == described[f"title_{lang}"]
    assert formats["ris"].startswith("TY  - DATA\n") and formats["ris"].endswith("\nER  - ")
    for text in (formats["gbt7714"], formats["ris"]):
        assert described[f"title_{lang}"] in text and described[f"vintage_{lang}"] in text
        assert described["hash"].removeprefix("sha256:")[:12] in text
        for step in described["route"]:
            assert step.split(" ")[0] in text or "@" not in step
    assert formats["gbt7714"].startswith(f"{described[f'publisher_{lang}']}. ")
    assert "[DS/OL]//" in formats["gbt7714"]
    assert {"zh": "数据版本：", "en": "Vintage: "}[lang] in formats["gbt7714"]


def test_no_address_is_printed_without_a_place_of_publication():
    assert "://" not in "".join(table_citation("gdp", "zh").values())


def test_the_command_prints_the_citation(capsys):
    assert main(["cite", "data", "gdp"]) == 0
    shown = capsys.readouterr().out
    for text in table_citation("gdp", "zh").values():
        assert text in shown
    assert main(["cite", "data", "gpd"]) == 1
    assert "nearest: gdp" in capsys.readouterr().err


# The built site


@pytest.mark.parametrize("lang", LANGUAGES)
def test_downloads_of_the_built_page_are_the_tables(site, lang):
    page = site / ("en" if lang == "en" else "") / "chapters/back/catalogue.html"
    html = page.read_text(encoding="utf-8")
    for name in tables():
        assert f'id="{table_anchor(name)}"' in html
        (link,) = re.findall(
            rf'<a href="([^"]+/{re.escape(describe(name)["path"])})" download', html
        )
        carried = (page.parent / link).resolve()
        assert carried.read_bytes() == (ROOT / "data" / describe(name)["path"]).read_bytes()
