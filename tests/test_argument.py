"""The argument map: every step used, every link with its claims, the weakest verdict first."""

import re
from types import SimpleNamespace

import pytest
from conftest import findings

from clusterbook.argument import ORDER, links, steps
from clusterbook.claims import Verdict, claims
from clusterbook.data import load
from clusterbook.sphinx import argument


def finding(verdict):
    return SimpleNamespace(verdict=verdict)


def test_steps_and_links_belong_together():
    known, every = steps(), links()
    assert {code for link in every for code in (link.source, link.target)} == set(known)
    assert {step.page for step in known.values()} <= set(load("contents")["page"])
    assert {claim for link in every for claim in link.claims} <= set(claims())
    places = [(step.column, step.row) for step in known.values()]
    assert len(set(places)) == len(places)
    for link in every:
        assert known[link.source].column < known[link.target].column, link
        assert link.claims or link.empirical != "yes", f"{link}: testable, but no claim tests it"


def test_a_link_is_as_strong_as_its_weakest_claim():
    assert set(ORDER) == set(Verdict)
    link = next(link for link in links() if len(link.claims) > 1)
    first, second, *_ = link.claims
    for worse, better in zip(ORDER, ORDER[1:], strict=False):
        found = {first: finding(better), second: finding(worse)}
        assert link.verdict(found) is worse
    assert link.verdict({}) is None


def test_a_chapter_shows_the_links_that_touch_it():
    for chapter in range(1, 6):
        shown = links(chapter)
        assert shown and len(shown) < len(links())
        for link in shown:
            assert chapter in (steps()[link.source].chapter, steps()[link.target].chapter)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["after/ten-years-on", "ch3/index"])
def test_every_step_leads_to_its_page_and_keeps_its_place(monkeypatch, lang, page):
    monkeypatch.setenv("BOOK_LANG", lang)
    app = SimpleNamespace(
        builder=SimpleNamespace(get_relative_uri=lambda start, end: f"../{end}.html")
    )
    monkeypatch.setattr(argument, "findings", findings)
    shown = links(argument.chapter_of(f"chapters/{page}"))
    used = {code for link in shown for code in (link.source, link.target)}
    html = argument.html(app, f"chapters/{page}", argument.chapter_of(f"chapters/{page}"))
    svg, table = html.split("<details>")
    assert svg.count("<rect") == len(used) and table.count("<tr>") == len(shown) + 1
    assert len(re.findall(r'<path class="verdict-', svg)) == len(shown)
    for code in used:
        assert f'href="../chapters/{steps()[code].page}.html"' in svg
    boxes = [tuple(map(float, m)) for m in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', svg)]
    height = float(re.search(r'height="(\d+)"', svg[svg.index("<rect") :])[1])
    for i, (x, y) in enumerate(boxes):
        for x2, y2 in boxes[i + 1 :]:
            assert abs(x - x2) >= argument.BOX or abs(y - y2) >= height
    other = {"zh": r"[A-Za-z]{6,}", "en": r"[\u4e00-\u9fff]"}[lang]
    assert not re.findall(other, re.sub(r"<(?!tspan)[^>]*>", "", svg))
