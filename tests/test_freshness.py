"""A change in data/ or clusterbook/ reruns and rereads the notebooks; nothing changed, nothing runs."""

import shutil

import pytest
from conftest import ROOT, notebooks

TITLE = [("markdown", "(page)=\n# 页", ["zh"]), ("markdown", "(page)=\n# Page", ["en"])]
CODE = """
from clusterbook import load
from clusterbook.display import glue

rows = load("preface_figures").set_index("id")["value"]
assert rows["share_2011"] < 60, "the share left its range"
glue(share=f"<{rows['share_2011']:.2f}>")
"""
PROSE = [
    ("markdown", "是{glue:text}`share`。", ["zh"]),
    ("markdown", "{glue:text}`share`.", ["en"]),
]


@pytest.fixture
def built(book):
    book.write(*TITLE, ("code", CODE, ["remove-input"]), *PROSE)
    status, printed, executed = book.build()
    assert (status, executed) == (0, 1), printed[-3000:]
    assert "&lt;50.50&gt;" in book.html()
    return book


def change_share(book, value):
    path = book.folder / "data" / "preface_figures.csv"
    text = path.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("share_2011,"))
    number = old.split(",")[5]
    path.write_text(text.replace(old, old.replace(f",{number},", f",{value},")), encoding="utf-8")
    done = book.run("-m", "clusterbook", "register")
    assert "preface_figures" in done.stdout, done.stderr


def test_nothing_changed_reruns_and_rereads_nothing(built):
    status, printed, executed = built.build()
    assert (status, executed) == (0, 0)
    assert "0 added, 0 changed, 0 removed" in printed


def test_a_changed_table_reaches_the_page(built):
    change_share(built, 41.25)
    status, printed, executed = built.build()
    assert (status, executed) == (0, 1), printed[-3000:]
    assert "&lt;41.25&gt;" in built.html()
    assert built.build()[2] == 0


def test_a_changed_module_reruns_the_notebooks(built):
    path = built.folder / "clusterbook" / "display.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n# changed\n", encoding="utf-8")
    status, printed, executed = built.build()
    assert (status, executed) == (0, 1), printed[-3000:]


def test_changed_prose_runs_nothing_and_keeps_the_figure(book):
    plot = (
        "import matplotlib.pyplot as plt\nfrom clusterbook.figures import set_theme\n"
        "set_theme()\nplt.plot([1, 2])\nplt.show()"
    )
    figure = {"figure": {"name": "fig-a", "caption": "图 | Figure"}, "image": {"alt": "线 | line"}}
    code = ("code", plot, ["remove-input"], figure)
    book.write(*TITLE, code, ("markdown", "旧。", ["zh"]), ("markdown", "Old.", ["en"]))
    status, printed, executed = book.build("-W")
    assert (status, executed) == (0, 1), printed[-3000:]
    book.write(*TITLE, code, ("markdown", "新。", ["zh"]), ("markdown", "New.", ["en"]))
    files = book.folder / "_build" / "html" / "figures" / "page"
    shutil.rmtree(files)
    status, printed, executed = book.build("-W")
    assert (status, executed) == (0, 0), printed[-3000:]
    assert "新。" in book.html()
    assert {path.suffix for path in files.iterdir()} == {".svg", ".png", ".csv"}


def test_changed_machinery_reads_the_pages_again_and_runs_nothing(built):
    path = built.folder / "clusterbook" / "sphinx" / "frame.py"
    text = path.read_text(encoding="utf-8")
    changed = text.replace("CARD = ", 'MARK = "changed machinery"\nCARD = ').replace(
        "cells.append(markdown_cell(",
        'cells.append(markdown_cell("mark", MARK))\n    cells.append(markdown_cell(',
        1,
    )
    assert changed.count("MARK") == 2
    path.write_text(changed, encoding="utf-8")
    status, printed, executed = built.build()
    assert (status, executed) == (0, 0), printed[-3000:]
    assert "changed machinery" in built.html()


def test_no_notebook_loads_the_machinery():
    """What runs in a notebook stays outside clusterbook/sphinx, whose changes rerun none."""
    outside = [p for p in (ROOT / "clusterbook").rglob("*.py") if "sphinx" not in p.parts]
    pages = [p for p, _ in notebooks()]
    assert [
        p.name for p in (*outside, *pages) if "clusterbook.sphinx" in p.read_text("utf-8")
    ] == []


def test_a_table_that_breaks_an_assertion_fails_every_build_until_it_is_mended(built):
    change_share(built, 77)
    for _ in range(2):
        status, printed, executed = built.build()
        assert status != 0
        assert executed == 1
        assert "the share left its range" in printed
    change_share(built, 50.5)
    status, printed, executed = built.build()
    assert (status, executed) == (0, 1), printed[-3000:]
    assert "&lt;50.50&gt;" in built.html()


def test_a_table_changed_by_hand_is_refused_and_named(built):
    path = built.folder / "data" / "preface_figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("50.5", "50.6"), encoding="utf-8")
    status, printed, _ = built.build()
    assert status != 0
    assert "preface_figures.csv" in printed
    assert "python -m clusterbook register" in printed
