"""Where lines may break, and the marks of titles that extensions compose."""

import re

import pytest
from bs4 import BeautifulSoup

from clusterbook.sphinx.typesetting import ENDS, ENDS_EN


def articles(site, folder):
    for path in sorted((site / folder / "chapters").rglob("*.html")):
        article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find("article")
        if article:
            yield path.name, article


@pytest.mark.parametrize("folder", ["", "en"])
def test_a_glued_number_is_part_of_its_sentence(site, folder):
    for name, article in articles(site, folder):
        assert not article.select(".pasted-text"), name


@pytest.mark.parametrize("folder, ends", [("", ENDS), ("en", ENDS_EN)])
def test_no_mark_can_be_parted_from_the_formula_before_it(site, folder, ends):
    kept = 0
    for name, article in articles(site, folder):
        for formula in article.select("span.math"):
            together = "unbroken" in formula.parent.get("class", [])
            after = str(formula.next_sibling or " ")[:1]
            assert together or after not in ends, f"{name}: {formula.get_text()}{after}"
            kept += together
    assert kept > 20


@pytest.mark.parametrize("folder, start", [("", "解答：练习 "), ("en", "Solution to Exercise ")])
def test_titles_of_exercises_and_solutions_are_set_in_their_language(site, folder, start):
    titles = [
        (name, title)
        for name, article in articles(site, folder)
        for title in article.select(".exercise > .admonition-title, .solution > .admonition-title")
    ]
    assert len(titles) > 100
    for name, title in titles:
        words = title.get_text()
        assert re.search(r"[()]" if folder == "" else r"[（）]", words) is None, f"{name}: {words}"
        link = title.find("a", class_="reference")
        if link:
            assert words.startswith(start), f"{name}: {words}"
            assert not link.get_text().startswith(" "), f"{name}: {words}"
