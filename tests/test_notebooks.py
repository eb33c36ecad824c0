"""Every notebook is stripped, paired, tagged, and free of naked numbers."""

import ast
import copy
import re

import pytest
from conftest import ROOT, notebooks

from clusterbook.data import load
from clusterbook.notebooks import cell_language, faults, naked_numbers, one_language, text

PAGES = notebooks()
IDS = [str(path.relative_to(ROOT / "chapters")) for path, _ in PAGES]
STATUS = load("contents").set_index("page")["status"]
PARTS = {
    "zh": ["原书", "学界", "数据与方法", "结果", "判定", "练习"],
    "en": ["The book", "The field", "Data and method", "Results", "Verdict", "Exercises"],
}
SHEET_PARTS = {
    "zh": ["原书", "事实", "规模与份额", "关联", "所有制", "地点", "2013年以后", "不能知道的", "练习"],
    "en": [
        "The book", "Facts", "Size and share", "Linkages", "Ownership", "Place", "After 2013",
        "What cannot be known", "Exercise",
    ],
}  # fmt: skip


def slug(path):
    return str(path.relative_to(ROOT / "chapters").with_suffix(""))


@pytest.mark.parametrize(("path", "notebook"), PAGES, ids=IDS)
def test_languages_match(path, notebook):
    assert list(faults(notebook)) == []


@pytest.mark.parametrize(("path", "notebook"), PAGES, ids=IDS)
def test_nothing_executed_is_committed(path, notebook):
    for cell in notebook["cells"]:
        assert cell.get("id"), "a cell has no id"
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize(("path", "notebook"), PAGES, ids=IDS)
def test_no_naked_numbers(path, notebook):
    found = {
        number: naked_numbers(text(cell))
        for number, cell in enumerate(notebook["cells"], 1)
        if cell["cell_type"] == "markdown"
    }
    assert {cell: numbers for cell, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(("path", "notebook"), PAGES, ids=IDS)
def test_no_space_stands_between_chinese_and_a_reference(path, notebook):
    prose = "\n".join(text(c) for c in notebook["cells"] if cell_language(c) == "zh")
    assert (
        re.findall(r"[\u4e00-\u9fff，。；：、）”] (?:\{(?:ref|term|numref|cite)|\[).*", prose) == []
    )


@pytest.mark.parametrize(("path", "notebook"), PAGES, ids=IDS)
def test_every_glued_key_is_quoted_and_every_quoted_key_is_glued(path, notebook):
    code = "\n".join(text(c) for c in notebook["cells"] if c["cell_type"] == "code")
    prose = "\n".join(text(c) for c in notebook["cells"] if c["cell_type"] == "markdown")
    glued = {
        keyword.arg.replace("_", "-")
        for call in ast.walk(ast.parse(code))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "glue"
        for keyword in call.keywords
    }
    quoted = set(re.findall(r"\{glue:text\}`([\w-]+)`", prose))
    assert quoted == glued


@pytest.mark.parametrize(
    ("path", "notebook"),
    [(p, n) for p, n in PAGES if slug(p) in STATUS.index and slug(p) != "index"],
    ids=lambda value: value.stem if hasattr(value, "stem") else "",
)
def test_a_page_is_either_finished_or_says_that_it_is_not(path, notebook):
    cells = notebook["cells"]
    page = slug(path)
    kind = load("contents").set_index("page")["kind"][page]
    if STATUS[page] == "in_preparation":
        assert all(cell["cell_type"] == "markdown" for cell in cells)
        assert len(cells) <= 4, "a page in preparation holds its title and nothing invented"
    elif kind in ("preface", "section"):
        for lang, parts in PARTS.items():
            prose = "\n".join(text(c) for c in cells if cell_language(c) == lang)
            assert [part for part in parts if f"\n## {part}\n" not in f"\n{prose}\n"] == []
        code = "\n".join(text(c) for c in cells if c["cell_type"] == "code")
        assert "assert " in code, "the exercises' solutions assert nothing"
        assert "statsmodels" in code
        assert re.search(r"""["'][^"'\n]*~[^"'\n]*["']""", code), "no formula is shown"


SHEETS = [(p, n) for p, n in PAGES if slug(p) in set(load("contents", kind="sheet")["page"])]


@pytest.mark.parametrize(("path", "notebook"), SHEETS, ids=[slug(p) for p, _ in SHEETS])
def test_a_sheet_has_the_parts_of_all_sheets_in_their_order(path, notebook):
    cells = notebook["cells"]
    for lang, parts in SHEET_PARTS.items():
        prose = [text(c) for c in cells if cell_language(c) == lang]
        headings = [line[3:] for t in prose for line in t.splitlines() if line.startswith("## ")]
        assert headings == parts
        assert sum(t.count("{exercise}") for t in prose) == 1
    code = "\n".join(text(c) for c in cells if c["cell_type"] == "code")
    for shared in ("fact_table(", "plot_quotients(", "linkage_table(", "place_table("):
        assert code.count(shared) == 1, shared
    solutions = [c for c in cells if "solution" in c["metadata"].get("tags", ())]
    assert any("assert " in text(c) for c in solutions if c["cell_type"] == "code")


def test_six_sheets_hang_below_the_section_on_typical_clusters():
    import yaml

    sheets = load("contents", kind="sheet")
    assert len(sheets) == len(SHEETS) == 6
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [c for part in toc["parts"] for c in part["chapters"]]
    sections = [s for c in chapters for s in c.get("sections", ())]
    [parent] = [s for s in sections if s["file"] == "chapters/ch3/s04-typical-clusters"]
    assert [s["file"] for s in parent["sections"]] == [
        f"chapters/{page}" for page in sheets["page"]
    ]


def test_titles_are_those_of_the_contents_table():
    rows = load("contents").set_index("page")
    for path, notebook in PAGES:
        if slug(path) not in rows.index:
            continue
        row = rows.loc[slug(path)]
        for cell, lang in zip(notebook["cells"][:2], ("zh", "en"), strict=True):
            assert text(cell).splitlines()[1] == f"# {row[f'title_{lang}']}", slug(path)


def test_every_page_of_the_contents_table_is_in_the_table_of_contents():
    import yaml

    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = set()

    def walk(node):
        if isinstance(node, dict):
            listed.update(node[k] for k in ("file", "root") if k in node)
        for child in node.values() if isinstance(node, dict) else node:
            if isinstance(child, dict | list):
                walk(child)

    walk(yaml.safe_load(toc))
    assert {f"chapters/{page}" for page in load("contents")["page"]} <= listed
    assert len(load("contents", kind="section")) == 27
    assert {f"chapters/{slug(path)}" for path, _ in PAGES} == listed


ZH = {"cell_type": "markdown", "metadata": {"tags": ["zh"]}, "source": "## 题\n\n{glue:text}`a`"}
EN = {"cell_type": "markdown", "metadata": {"tags": ["en"]}, "source": "## T\n\n{glue:text}`a`"}
CODE = {
    "cell_type": "code",
    "metadata": {
        "tags": [],
        "mystnb": {"figure": {"caption": "图 | Fig"}, "image": {"alt": "甲 | A"}},
    },
    "source": "1",
}


def broken(number, key, value):
    cells = copy.deepcopy([ZH, EN, CODE])
    if key == "tags":
        cells[number]["metadata"]["tags"] = value
    elif key in ("caption", "alt"):
        part = {"caption": "figure", "alt": "image"}[key]
        cells[number]["metadata"]["mystnb"][part][key] = value
    else:
        cells[number]["source"] = value
    return {"cells": cells}


def test_a_well_formed_notebook_has_no_faults():
    assert list(faults({"cells": copy.deepcopy([ZH, EN, CODE])})) == []


@pytest.mark.parametrize(
    ("notebook", "cell", "sentence"),
    [
        (broken(1, "source", "## T\n\n{glue:text}`b`"), 2, "glue key 'a' stands in Chinese only"),
        (broken(1, "source", "## T\n\n{glue:text}`b`"), 2, "glue key 'b' stands in English only"),
        (
            broken(1, "source", "### T\n\n{glue:text}`a`"),
            2,
            "heading 'level 2' stands in Chinese only",
        ),
        (
            broken(0, "source", "(x)=\n## 题\n\n{glue:text}`a`"),
            2,
            "label 'x' stands in Chinese only",
        ),
        (broken(0, "source", "## 题\n\n{glue:text}`a`{claim}`P01`"), 2, "claim target 'P01'"),
        (broken(0, "source", "## 题\n\n{glue:text}`a`{cite:p}`X1`"), 2, "citation 'X1'"),
        (broken(0, "tags", []), 1, "exactly one of the tags zh, en"),
        (broken(0, "tags", ["en"]), 1, "no Chinese cell right before it"),
        (broken(1, "tags", ["zh"]), 1, "no English cell right after it"),
        (broken(1, "tags", ["en", "solution"]), 2, "tags differ"),
        (broken(2, "tags", ["zh"]), 3, "code is common to both languages"),
        (broken(2, "caption", "图"), 3, "not '中文 | English'"),
        (broken(2, "alt", ""), 3, "alt"),
        ({"cells": [copy.deepcopy(ZH), copy.deepcopy(CODE)]}, 1, "no English cell right after it"),
        ({"cells": [copy.deepcopy(ZH)]}, 1, "no English cell right after it"),
    ],
)
def test_each_fault_is_named_with_its_cell(notebook, cell, sentence):
    found = list(faults(notebook))
    assert any(number == cell and sentence in said for number, said in found), found


def test_one_language_keeps_code_and_its_own_prose():
    notebook = one_language({"cells": copy.deepcopy([ZH, EN, CODE])}, "en")
    assert [text(cell) for cell in notebook["cells"]] == [EN["source"], "1"]
    assert notebook["cells"][1]["metadata"]["mystnb"]["figure"]["caption"] == "Fig"


@pytest.mark.parametrize(
    ("prose", "numbers"),
    [
        ("2011年增加值5318亿元", ["5318"]),
        ("a share of 50.5% in 2011", ["50.5%"]),
        ("三个“翻番”，见第1—9页，pp. 76–78", []),
        ("{glue:text}`x-5318` {numref}`fig-1` [P08](#claim-P08) P08 J001 v3", []),
        ("$x^2$ and `1 + 1`", []),
        ("```{math}\n:label: eq-1\nx = 3\n```\n", []),
        ("(eq-1)=\n## 题", []),
        ("an 80 % interval", ["80"]),
        ("20175户", ["20175"]),
    ],
)
def test_naked_numbers_are_found_and_allowed_ones_are_not(prose, numbers):
    assert naked_numbers(prose) == numbers
