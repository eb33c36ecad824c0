"""What a teacher hands out, made from the built site."""

import json

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from clusterbook.data import load
from clusterbook.teach import teach


@pytest.fixture(scope="module")
def made(site, tmp_path_factory):
    out = tmp_path_factory.mktemp("teaching")
    teach(ROOT, out, progress=lambda line: None)
    return out


def notebook(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_students_get_no_solution_and_teachers_all(made, lang):
    student = {p.name: notebook(p) for p in (made / lang / "student").iterdir()}
    instructor = {p.name: notebook(p) for p in (made / lang / "instructor").iterdir()}
    assert student.keys() == instructor.keys() and len(student) > 30

    def tagged(cells, tag):
        return [c for c in cells if tag in c["metadata"].get("tags", [])]

    for name, cells in student.items():
        assert not tagged(cells, "solution") and not tagged(cells, "guide"), name
        answers = [c for c in tagged(instructor[name], "solution") if c["cell_type"] == "code"]
        assert len(tagged(cells, "answer")) == len(answers), name
        assert not answers or tagged(cells, "check"), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_lesson_has_a_marking_guide(made, lang):
    lessons = load("contents", kind="lesson")["page"]
    assert len(lessons) == 5
    for page in lessons:
        name = f"{page.replace('/', '-')}.ipynb"
        cells = notebook(made / lang / "instructor" / name)
        assert any("guide" in c["metadata"].get("tags", []) for c in cells), page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_deck_for_each_chapter_with_its_figures(made, lang):
    slides = made / lang / "slides"
    decks = sorted(slides.glob("*.html"))
    assert [d.stem for d in decks] == ["ch1", "ch2", "ch3", "ch4", "ch5"]
    for path in decks:
        deck = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert len(deck.select("section")) > 10
        images = deck.select("img")
        assert images
        for image in images:
            assert (slides / image["src"]).is_file() and image["alt"]
        assert not deck.select("script, [src^=http]")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_syllabus_names_every_week(made, lang):
    text = (made / lang / "syllabus.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert [row.split("|")[1].strip() for row in rows[1:]] == [str(week) for week in range(1, 17)]
