"""The indicator cards: complete, in both languages, and on the page as written."""

import inspect
import re

import pytest
from conftest import ROOT

import clusterbook.indicators as indicators
from clusterbook.indicators.cards import CARDS, FAMILIES
from clusterbook.terms import avoided

IDS = [card.function for card in CARDS]
TEXTS = ("name", "range", "edges", "peers")
KEYS = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "references.bib").read_text("utf-8"), re.M))


def test_every_indicator_has_one_card():
    functions = {
        name for name in indicators.__all__ if inspect.isfunction(getattr(indicators, name))
    }
    makers = {"adjacency_weights", "nearest_weights"}
    assert sorted(IDS) == sorted(functions - makers)
    assert {card.family for card in CARDS} == set(FAMILIES)


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_a_card_speaks_both_languages(card):
    for field in TEXTS:
        zh, en = getattr(card, field)
        assert re.search(r"[\u4e00-\u9fff]", zh) or zh.startswith("GEM"), field
        assert not re.search(r"[\u4e00-\u9fff]", en), field
        assert avoided(zh, "zh") == avoided(en, "en") == [], field
        assert sorted(re.findall(r"\$.*?\$", zh)) == sorted(re.findall(r"\$.*?\$", en)), field
        assert sorted(re.findall(r"\d+\.\d+", zh)) == sorted(re.findall(r"\d+\.\d+", en)), field


@pytest.mark.parametrize("card", CARDS, ids=IDS)
def test_a_card_has_its_formula_sources_and_example(card):
    assert card.formula.count("{") == card.formula.count("}")
    assert set(card.sources) <= KEYS
    for key in card.sources:
        assert key in card.docstring, f"{key} is not in the docstring"
    code, printed = card.worked_example()
    assert f"{card.function}(" in code
    assert printed.strip()


def test_the_page_shows_every_card(site):
    for folder, lang in (("", "zh"), ("en/", "en")):
        html = (site / f"{folder}chapters/back/indicator-cards.html").read_text(encoding="utf-8")
        assert "mathjax" in html
        for card in CARDS:
            anchor = f'id="indicator-{card.function.replace("_", "-")}"'
            section = html.partition(anchor)[2].partition("</section>")[0]
            name = card.name[lang == "en"]
            assert name in section, card.function
            assert 'class="math notranslate nohighlight"' in section, card.function
            assert "highlight-python" in section, card.function
        assert 'href="own-data.html"' in html
