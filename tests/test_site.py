"""The built site, both editions: what every page must have, and what none may have."""

import csv
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from conftest import ROOT

from clusterbook.claims import CHECKS, claims, evaluate
from clusterbook.data import load
from clusterbook.links import check
from clusterbook.sphinx.search import Chinese, split_query

EDITIONS = {"zh": "", "en": "en/"}
OWNERS = {"zh": "zh-CN", "en": "en"}


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and the page's visible text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(scope="module")
def pages(site):
    """``{language: {page slug: (html, Elements)}}`` of the book's own pages."""
    found = {}
    for lang, folder in EDITIONS.items():
        root = site / folder / "chapters"
        found[lang] = {
            str(path.relative_to(root).with_suffix("")): (html, Elements(html))
            for path in sorted(root.rglob("*.html"))
            for html in [path.read_text(encoding="utf-8")]
        }
    return found


def every(pages):
    return [(lang, slug, *page) for lang, slugs in pages.items() for slug, page in slugs.items()]


def test_both_editions_hold_all_pages(pages):
    slugs = {
        str(path.relative_to(ROOT / "chapters").with_suffix(""))
        for path in (ROOT / "chapters").rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    }
    assert len(slugs) >= 41
    assert set(pages["zh"]) == set(pages["en"]) == slugs


def test_language_attribute_and_alternates(pages):
    for lang, slug, _, page in every(pages):
        assert page.all("html")[0]["lang"] == OWNERS[lang], slug
        alternates = {a["hreflang"]: a["href"] for a in page.all("link") if "hreflang" in a}
        assert set(alternates) == {"zh-CN", "en", "x-default"}, slug
        assert alternates["en"].endswith(f"en/chapters/{slug}.html") or lang == "en"


def test_the_switch_leads_to_the_same_page_in_the_other_language(pages, site):
    for lang, slug, _, page in every(pages):
        [switch] = [a for a in page.all("a") if "btn-language-button" in a.get("class", "")]
        assert "target" not in switch
        here = site / EDITIONS[lang] / "chapters" / f"{slug}.html"
        other = "en" if lang == "zh" else "zh"
        there = site / EDITIONS[other] / "chapters" / f"{slug}.html"
        assert (here.parent / switch["href"]).resolve() == there.resolve()


def test_every_picture_says_what_it_shows(pages):
    for lang, slug, _, page in every(pages):
        for image in page.all("img"):
            alt = image.get("alt", "")
            assert len(alt) > 3, f"{lang} {slug}: {image.get('src')}"
            assert not re.search(r"[0-9a-f]{16}|\.(?:svg|png)", alt), f"{lang} {slug}: {alt}"


def test_no_page_asks_an_outside_host_for_anything(pages, site):
    loading = {"script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src"}
    for lang, slug, html, page in every(pages):
        for tag, attrs in page.tags:
            address = attrs.get(loading.get(tag, ""), "") or ""
            if tag == "link" and attrs.get("rel") not in ("alternate", "canonical"):
                address = attrs.get("href", "")
            assert not re.match(r"(?:https?:)?//", address), f"{lang} {slug}: {address}"
        assert "@import" not in html
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_no_page_shows_an_error(pages):
    for lang, slug, html, _ in every(pages):
        for mark in (
            "Traceback (most recent call last)",
            'class="output traceback',
            "system-message",
        ):
            assert mark not in html, f"{lang} {slug}: {mark}"
        for mark in (str(ROOT), "site-packages", "No key", "{glue:", "{numref}", "{claim}"):
            assert mark not in re.sub(r"<details>.*?</details>", "", html, flags=re.S), (
                f"{slug}: {mark}"
            )


def test_all_links_lead_somewhere(site):
    checked, broken = check(site)
    assert checked > 1000
    assert [str(link) for link in broken] == []


def test_a_broken_link_would_be_found(site, tmp_path):
    (tmp_path / "a.html").write_text('<a href="b.html">b</a><a href="#x">x</a>', encoding="utf-8")
    assert len(check(tmp_path)[1]) == 2


def test_unwritten_pages_say_so_and_finished_ones_do_not(pages):
    words = {"zh": ("编写中", "已完成"), "en": ("in preparation", "finished")}
    for row in load("contents").itertuples():
        for lang in EDITIONS:
            html, _ = pages[lang][row.page]
            card = re.search(r'<dl class="section-card status-(\w+)">(.*?)</dl>', html, re.S)
            assert card[1] == row.status
            assert words[lang][row.status == "finished"] in card[2]


def test_sections_without_text_carry_the_standing_box(pages):
    rows = load("contents")
    for row in rows[rows["kind"].isin(["section", "sheet"])].itertuples():
        for lang, words in (("zh", "未得正文"), ("en", "Text not available")):
            html, _ = pages[lang][row.page]
            shown = f'<p class="admonition-title">{words}</p>' in html
            assert shown == (row.text_available == "no"), (lang, row.page)


def test_every_page_ends_with_its_citation_in_three_formats(pages):
    for lang, slug, html, page in every(pages):
        ids = {attrs.get("id") for _, attrs in page.tags}
        assert "cite-this-page" in ids, (lang, slug)
        shown = unescape(re.sub(r"<[^>]+>", "", html))
        for mark in ("[EB/OL]", "TY  - "):
            assert mark in shown, (lang, slug, mark)
        assert re.search(r"@\w+\{\w+", shown), (lang, slug)


def test_independence_is_stated_on_every_page(pages):
    words = {"zh": "独立的非官方伴读本", "en": "Independent and unofficial"}
    for lang, slug, html, _ in every(pages):
        assert words[lang] in html, (lang, slug)


def test_every_claim_with_a_check_has_its_card_on_its_owner_page(pages):
    for lang, slug, _, page in every(pages):
        cards = {
            a["id"].removeprefix("claim-")
            for _, a in page.tags
            if a.get("id", "").startswith("claim-")
        }
        assert cards == {c for c in CHECKS.load() if claims()[c].page == slug}, (lang, slug)


def test_cards_and_ledger_say_the_same(pages):
    for lang in EDITIONS:
        ledger, _ = pages[lang]["back/ledger"]
        rows = re.findall(r"<tr data-place=.*?</tr>", ledger, re.S)
        assert len(rows) == len(claims()) == 95
        for row in rows:
            claim = re.search(r">([CP]\d\d)</a>", row)[1]
            slug = re.search(r'<td class="verdict-([\w-]+)">', row)[1]
            if claim not in CHECKS:
                assert slug == "none"
                continue
            assert slug == evaluate(claim).verdict.slug
            owner, _ = pages[lang][claims()[claim].page]
            assert re.search(rf"verdict-{slug}['\"] id=['\"]claim-{claim}['\"]", owner), (
                lang,
                claim,
            )
            assert f"#claim-{claim}" in row


@pytest.mark.parametrize("lang", EDITIONS)
def test_claims_json_and_csv(site, lang):
    served = json.loads((site / EDITIONS[lang] / "claims.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in served] == list(claims())
    for row in served:
        assert {"id", "place", "type", "verdict", "figures", "reasoning", "data", "url"} <= set(row)
        if row["id"] in CHECKS.load():
            assert row["verdict"] == evaluate(row["id"]).verdict.value
            assert set(row["reasoning"]) == {"zh", "en"}
            assert row["figures"]
            assert row["data"]
        else:
            assert row["verdict"] is None
        page, anchor = row["url"].split("#")
        target = site / EDITIONS[lang] / page
        assert target.is_file(), row["url"]
        if row["verdict"]:
            assert re.search(f"id=['\"]{anchor}['\"]", target.read_text(encoding="utf-8"))
    with open(site / EDITIONS[lang] / "claims.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["verdict"] or None for row in rows] == [row["verdict"] for row in served]


def search(site, lang, query):
    """Pages that the site's own index gives for a query, asked as the browser asks it."""
    text = (site / EDITIONS[lang] / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    language = Chinese({})
    found = set(range(len(index["docnames"])))
    for term in split_query(query):
        word = language.stem(term.lower())
        pages = set()
        for table in ("terms", "titleterms"):
            hits = index[table].get(word, [])
            pages |= {hits} if isinstance(hits, int) else set(hits)
        found &= pages
    return {index["docnames"][number].removeprefix("chapters/") for number in found}


@pytest.mark.parametrize("lang", EDITIONS)
@pytest.mark.parametrize(
    "query", ["民营经济", "产业集群", "集聚", "private economy", "2013年", "区位商"]
)
def test_search_answers(site, lang, query):
    assert search(site, lang, query), f"{query} finds nothing in the {lang} edition"


def test_the_preface_is_found(site):
    assert "preface" in search(site, "zh", "民营经济")
    assert "preface" in search(site, "en", "private economy")
    assert search(site, "zh", "民营飞船") == set()


def test_figures_and_tables_are_numbered_within_their_page(pages):
    numbers = {"zh": ("图", "表"), "en": ("Fig.", "Table")}
    for lang, kinds in numbers.items():
        html, _ = pages[lang]["preface"]
        found = re.findall(r'<span class="caption-number">(.*?) ?</span>', html)
        for kind in kinds:
            own = [number for number in found if number.startswith(kind)]
            assert own == [f"{kind} {n}" for n in range(1, len(own) + 1)], lang
            assert len(own) >= 3


def test_a_sheet_names_its_section_and_numbers_below_it(pages):
    for row in load("contents", kind="sheet").itertuples():
        number = re.search(r"/c(\d+)-", row.page)[1]
        for lang, words in (("zh", "图"), ("en", "Fig.")):
            html, _ = pages[lang][row.page]
            card = re.search(r'<dl class="section-card.*?</dl>', html, re.S)[0]
            assert 'href="s04-typical-clusters.html"' in card, row.page
            assert f'<span class="caption-number">{words} 3.4.{number}.1 </span>' in html, row.page


def test_no_chinese_sentence_is_followed_by_a_space(pages):
    for slug, (html, _) in pages["zh"].items():
        body = re.search(r"<article.*?</article>", html, re.S)[0]
        prose = re.sub(r"<(pre|details|script).*?</\1>", "", body, flags=re.S)
        found = re.findall(r"[，。；：][ \n]+[\u4e00-\u9fff]", prose)
        assert found == [], (slug, found[:3])


def test_the_theme_speaks_chinese_on_chinese_pages(pages):
    from clusterbook.sphinx.editions import ATTRIBUTES_ZH, THEME_ZH

    for slug, (html, page) in pages["zh"].items():
        for _, attrs in page.tags:
            for name in ("title", "aria-label", "placeholder", "data-bs-title"):
                assert attrs.get(name) not in THEME_ZH, (slug, attrs)
        assert [text for text in ATTRIBUTES_ZH if text in html] == [], slug
        assert "本节链接" in html, slug
