"""The notebook that a reader takes away: one language, plain Markdown, and it runs by itself."""

import json
import os
import re
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT, notebooks, page
from pybtex.database import parse_file

from clusterbook import __version__
from clusterbook.data import load
from clusterbook.reader import (
    dumps,
    expected,
    for_students,
    numbers,
    reader_notebook,
    setup_code,
    solved,
)

ENTRIES = parse_file(str(ROOT / "references.bib")).entries
PAGES = {str(p.relative_to(ROOT / "chapters").with_suffix("")): n for p, n in notebooks()}
FINISHED = [slug for slug in load("contents", status="finished")["page"] if slug in PAGES]


def made(slug, lang, **options):
    # Keys are the same in both languages, so the English texts serve to fill either.
    computes = any(cell["cell_type"] == "code" for cell in PAGES[slug]["cells"])
    glued = {k.replace("_", "-"): v for k, v in page(slug).glued.items()} if computes else {}
    options = {"setup": setup_code(lang), **options}
    return reader_notebook(PAGES[slug], slug, lang, glued, entries=ENTRIES, **options)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slug", FINISHED)
def test_nothing_of_the_build_is_left(slug, lang):
    notebook = made(slug, lang)
    nbformat.validate(nbformat.reads(dumps(notebook), as_version=4))
    prose = "\n".join(c["source"] for c in notebook["cells"] if c["cell_type"] == "markdown")
    prose = re.sub(r"^```.*?^```", "", prose, flags=re.M | re.S)
    for trace in (
        r"\{[\w:]+\}`",
        r"^\([\w-]+\)=",
        r"^:{3}|`{3}\{",
        r"\]\([^)#]*\.ipynb",
        r"solution-",
    ):
        assert not re.findall(trace, prose, re.M), (slug, trace)
    assert not [c for c in notebook["cells"] if {"zh", "en"} & set(c["metadata"].get("tags", []))]
    code = [c["source"] for c in PAGES[slug]["cells"] if c["cell_type"] == "code"]
    kept = [c["source"] for c in notebook["cells"] if c["cell_type"] == "code"]
    assert kept[1:] == ["".join(source) for source in code]


def test_texts_numbers_and_works_stand_written_out():
    notebook = made("ch3/s02-types", "en")
    prose = "\n".join(c["source"] for c in notebook["cells"] if c["cell_type"] == "markdown")
    assert "Of ten clusters four meet one type" in prose
    assert "Fig. 3.2.1" in prose and "Table 3.2.2" in prose
    assert "Ellison and Glaeser, 1997" in prose
    assert prose.rindex("## References") < prose.rindex("Markusen, Ann (1996)")


def test_works_of_one_author_and_year_are_told_apart():
    notebook = made("ch1/s02-factors", "en")
    prose = "\n".join(c["source"] for c in notebook["cells"] if c["cell_type"] == "markdown")
    assert {"(1990a)", "1990b)"} <= set(re.findall(r"\(?1990[ab]\)", prose))
    assert "Porter, Michael E. (1990a)" in prose and "Porter, Michael E. (1990b)" in prose


def test_numbers_follow_the_order_of_the_page():
    found = numbers(PAGES["ch3/s02-types"], "ch3/s02-types", "zh")
    assert found == {"tbl-criteria": "表3.2.1", "fig-types": "图3.2.1", "tbl-sizes": "表3.2.2"}
    assert numbers(PAGES["preface"], "preface", "zh")["fig-vintages"] == "图1"
    sheet = numbers(PAGES["ch3/c6-socks"], "ch3/c6-socks", "en")
    assert (
        sheet["tbl-socks-facts"] == "Table 3.4.6.1" and sheet["tbl-socks-places"] == "Table 3.4.6.3"
    )


def test_equations_are_numbered_and_referred_to():
    notebook = made("ch3/s04-typical-clusters", "zh")
    prose = "\n".join(c["source"] for c in notebook["cells"] if c["cell_type"] == "markdown")
    assert "\\tag{3.4.1}" in prose and "式(3.4.1)" in prose


def test_links_lead_to_the_published_pages_where_there_are_any():
    base = "https://example.org/en/"
    with_base = json.dumps(made("index", "en", base=base))
    assert "(https://example.org/en/chapters/back/ledger.html)" in with_base
    assert "back/ledger" not in json.dumps(made("index", "en"))


def test_a_students_notebook_has_places_for_answers_and_keeps_the_checks():
    student = made("ch3/s02-types", "zh", student=True)
    assert "解答" not in json.dumps(student, ensure_ascii=False)
    places = [c for c in student["cells"] if "answer" in c["metadata"].get("tags", [])]
    checks = [c for c in student["cells"] if "check" in c["metadata"].get("tags", [])]
    assert len(places) == len(checks) == 2
    assert places[1]["source"] == (
        "# 在这里作答。下一格的检查要用到：careful、resting（题中没有说明的，看检查便知）"
    )
    assert checks[1]["source"].startswith("assert careful == 0 and careless == 4")


def test_what_a_check_looks_at_is_what_the_solution_defines():
    code = (
        "import numpy as np\nrows = load('gdp')\n\ndef double(x):\n    return 2 * x\n\n"
        "a, b = 1, 2\nassert double(a) == 2 and all(x > 0 for x in rows) and np.isclose(b, known)"
    )
    assert expected(code) == ["np", "rows", "double", "a", "b"]
    assert expected("x = 1\nprint(x)") == []


@pytest.mark.parametrize("slug", FINISHED)
def test_a_students_notebook_with_the_solutions_put_back_passes_its_checks(slug, monkeypatch):
    """The cells run in order, so a check fails where its solution does not come before it."""
    monkeypatch.setenv("BOOK_LANG", "en")
    notebook = PAGES[slug]
    student = for_students(notebook, "en")
    whole = solved(student, notebook)
    assert [c["source"] for c in whole["cells"] if "answer" in c["metadata"].get("tags", [])] == [
        "".join(c["source"])
        for c in notebook["cells"]
        if c["cell_type"] == "code" and "solution" in c["metadata"].get("tags", [])
    ]
    names = (
        dict(page(slug).names) if any(c["cell_type"] == "code" for c in notebook["cells"]) else {}
    )
    for cell in whole["cells"]:
        if "check" in cell["metadata"].get("tags", []):
            exec(cell["source"], names)


def test_an_unknown_text_or_work_is_an_error():
    cell = {"cell_type": "markdown", "id": "a", "metadata": {"tags": ["zh"]}}
    notebook = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for source in ("{glue:text}`none`", "{cite:p}`None2000`", "{numref}`fig-none`"):
        cells = [{**cell, "source": source}]
        with pytest.raises(KeyError):
            reader_notebook({**notebook, "cells": cells}, "x", "zh", {}, entries=ENTRIES)


def test_it_runs_in_an_empty_folder_with_the_built_wheel(tmp_path):
    """The wheel alone, data and all, carries a page: no checkout is in sight."""
    wheels, place = tmp_path / "wheels", tmp_path / "place"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", str(ROOT), "--no-deps", "-w", wheels], check=True)
    (wheel,) = wheels.glob("clusterbook-*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", place, wheel], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    slug = "ch3/s02-types"
    (empty / "page.ipynb").write_text(dumps(made(slug, "en")), encoding="utf-8")
    script = (
        "import clusterbook, nbformat, pathlib, sys\n"
        f"assert {str(place)!r} in clusterbook.__file__, clusterbook.__file__\n"
        "from nbclient import NotebookClient\n"
        "book = nbformat.read('page.ipynb', as_version=4)\n"
        "NotebookClient(book, timeout=200).execute()\n"
        "shown = [o for c in book.cells if c.cell_type == 'code' for o in c.outputs]\n"
        "assert any('image/svg+xml' in o.get('data', {}) for o in shown)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "BOOK_LANG")}
    environment["PYTHONPATH"] = str(place)
    subprocess.run([sys.executable, "-c", script], cwd=empty, env=environment, check=True)

    def clusterbook(*words):
        command = [sys.executable, "-m", "clusterbook", *words]
        made = subprocess.run(
            command, cwd=empty, env=environment, check=True, capture_output=True, text=True
        )
        return made.stdout

    assert "0 differ" in clusterbook("replicate", slug, "--out", "report").splitlines()[-1]
    for what in (["claim", "P08"], ["figure", "fig-fan"], ["data", "gdp"]):
        cited = clusterbook("cite", *what)
        assert __version__ in cited and "TY  - " in cited
