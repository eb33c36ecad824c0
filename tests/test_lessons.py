"""The lessons: their parts, what a student and a teacher receive, and the wrong answers they start from."""

import copy
import re

import numpy as np
import pytest
from conftest import notebooks, page

from clusterbook.data import load
from clusterbook.lessons import ENGLISH, MINUTES, prefecture_names, timetable
from clusterbook.notebooks import cell_language, tags, text
from clusterbook.reader import expected, for_students, solved

PARTS = {
    "zh": ["目标与安排", "有错的分析", "任务", "评分指南", "出处"],
    "en": ["Aim and plan", "The broken analysis", "Tasks", "Marking guide", "Where it comes from"],
}
ROWS = load("contents", kind="lesson")["page"].tolist()
LESSONS = {
    slug: notebook
    for path, notebook in notebooks()
    for slug in ["/".join(path.with_suffix("").parts[-2:])]
    if slug in ROWS
}


def code_of(notebook):
    return "\n".join(text(c) for c in notebook["cells"] if c["cell_type"] == "code")


def test_a_timetable_fills_the_lesson(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")
    frame = timetable([(20, "一 | one"), (25, "二 | two")])
    assert frame["Minutes"].tolist() == ["0–20", f"20–{MINUTES}"]
    assert frame["What is done"].tolist() == ["one", "two"]
    with pytest.raises(ValueError, match="take 50 minutes; a lesson has 45"):
        timetable([(20, "一 | one"), (30, "二 | two")])


def test_the_nine_prefectures_have_english_names(monkeypatch):
    rows = load("county_sections", row_ok=1)
    own = rows.loc[rows["province"] == "吉林省", "prefecture"]
    assert set(own) == set(ENGLISH)
    monkeypatch.setenv("BOOK_LANG", "en")
    assert set(prefecture_names(own)) == set(ENGLISH.values())
    monkeypatch.setenv("BOOK_LANG", "zh")
    assert set(prefecture_names(own)) == set(ENGLISH)


def test_five_lessons():
    assert list(LESSONS) == ROWS and len(ROWS) == 5


@pytest.mark.parametrize("lang", PARTS)
@pytest.mark.parametrize("slug", ROWS)
def test_a_task_names_all_that_its_check_looks_at(slug, lang):
    task, checked = "", 0
    for cell in LESSONS[slug]["cells"]:
        if "{exercise}" in text(cell) and cell_language(cell) == lang:
            task = text(cell)
        elif "solution" in tags(cell) and cell["cell_type"] == "code":
            checked += 1
            assert [n for n in expected(text(cell)) if not re.search(rf"`{n}\b", task)] == []
    assert checked == 3


@pytest.mark.parametrize("slug", ROWS)
def test_a_lesson_has_the_parts_of_all_lessons(slug):
    cells = LESSONS[slug]["cells"]
    for lang, parts in PARTS.items():
        prose = [text(c) for c in cells if cell_language(c) == lang]
        headings = [line[3:] for t in prose for line in t.splitlines() if line.startswith("## ")]
        assert headings == parts
        assert 2 <= sum(t.count("{exercise}") for t in prose) <= 3
    code = code_of(LESSONS[slug])
    assert "timetable(" in code and "broken = " in code
    assert "clusterbook.claims" not in code, "a lesson settles no claim"
    solutions = [c for c in cells if "solution" in tags(c) and c["cell_type"] == "code"]
    assert all("assert " in text(c) for c in solutions)
    guides = [c for c in cells if "guide" in tags(c)]
    assert [cell_language(c) for c in guides] == ["zh", "en"]
    assert all(":class: dropdown" in text(c) for c in guides), "the guide is folded on the site"


@pytest.mark.parametrize("slug", ROWS)
def test_students_get_neither_solutions_nor_the_guide(monkeypatch, slug):
    monkeypatch.setenv("BOOK_LANG", "en")
    notebook = LESSONS[slug]
    student = for_students(copy.deepcopy(notebook), "en")
    kept = [c for c in student["cells"] if tags(c) & {"solution", "guide"}]
    assert kept == []
    asserts = re.findall(r"^assert ", code_of(notebook), re.M)
    checks = [text(c) for c in student["cells"] if "check" in tags(c)]
    assert sum(t.count("assert ") for t in checks) == len(asserts) > 0
    with_answers = code_of(solved(student, notebook))
    assert "broken" in with_answers
    exec(compile(with_answers, slug, "exec"), {"display": print})


def test_wrong_answers_and_repairs():
    names = page("teach/l1-gdp-vintage").names
    assert (names["broken"] < 0).sum() == 5
    assert names["broken"]["Jilin"] == pytest.approx(-24.7, abs=0.05)
    assert names["growth_v4"]["Jilin"] == pytest.approx(3.04, abs=0.01)
    assert (names["rank_v3"], names["rank_v4"]) == (14, 25)

    names = page("teach/l2-value-added-both-sides").names
    assert names["broken"].params["by_added"] == pytest.approx(0.065, abs=0.0005)
    assert names["other"] == pytest.approx(-0.020, abs=0.0005)
    assert names["without_relation"] == pytest.approx(0.081, abs=0.0005)

    names = page("teach/l3-farm-share-specialisation").names
    assert names["broken"].loc["Changchun"].tolist() == pytest.approx([0.305, 0.323], abs=0.0005)
    assert names["nonfarm"].loc["Changchun"].tolist() == pytest.approx([0.410, 0.287], abs=0.0005)
    assert names["nonfarm"].loc["Liaoyuan"].tolist() == pytest.approx([0.453, 0.324], abs=0.0005)

    names = page("teach/l4-split-districts").names
    assert names["before"]["Changchun"] == pytest.approx(-0.028, abs=0.0005)
    assert names["after"]["Changchun"] == pytest.approx(0.080, abs=0.0005)
    assert names["lost"]["Changchun"] == pytest.approx(0.43, abs=0.005)

    names = page("teach/l5-eight-year-synthetic-control").names
    assert names["broken"].effect == pytest.approx(-0.0967, abs=0.0002)
    assert names["broken"].p == pytest.approx(1 / 29)
    assert names["with_all"].p == pytest.approx(2 / 31)
    assert names["revised"].effect == pytest.approx(-0.1459, abs=0.0002)


def test_the_expected_coefficient_in_a_simulation():
    """Where quotient and ratio are drawn apart, the regression finds the ratio of the variances."""
    random = np.random.default_rng(1)
    ratio, output = random.normal(0, 0.3, 20_000), random.normal(0, 1.0, 20_000)
    slope = np.polyfit(output + ratio, ratio, 1)[0]
    assert slope == pytest.approx(0.09 / 1.09, abs=0.01)
