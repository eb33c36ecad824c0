"""The index and the query must be split alike, in Python and in the browser's JavaScript."""

import json
import shutil
import subprocess

import pytest
from sphinx import search as sphinx_search
from sphinx.search import SearchEnglish

from clusterbook.sphinx import search

TEXTS = [
    "",
    "产业集群",
    "民营经济 private economy",
    "集群 年",
    "年",
    "年 月",
    "2013年吉林省GDP为12981.46亿元",
    "2020",
    "state-owned enterprises, e.g. R&D",
    "二〇一三年",
    "Käfer über ÷ × 3.14.15 1. β系数",
    "Porter’s “diamond”，集群！Σ_x",
    "a.b-c_d 50.5% 1,234",
    "Jilin's cluster\u3000产业\n集\t群",
    "\U00020000 rare 𠀀字",
]
WORDS = ["economies", "private", "clusters", "competitiveness", "firms", "产业", "年", "#2013"]


@pytest.fixture(scope="module")
def javascript():
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed; the browser tests compare the splitters too")

    def run(code):
        program = f"{search.Chinese.js_splitter_code}{search.Chinese.js_stemmer_code};\n{code}"
        done = subprocess.run([node, "-e", program], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_chinese_is_split_into_pairs():
    assert search.split("产业集群") == ["产业", "业集", "集群"]


def test_a_query_is_found_in_the_text_it_was_taken_from():
    index = set(search.split("吉林省的民营经济在2013年占50.5%，见private economy一条。"))
    for query in ["民营经济", "民营 经济", "2013", "2013年", "50.5", "private economy", "占 民营"]:
        assert set(search.split_query(query)) <= index, query


def test_a_single_character_counts_only_when_alone():
    assert search.split_query("集群 年") == ["集群"]
    assert search.split_query("年 cluster") == ["cluster"]
    assert search.split_query("年") == ["年"]


def test_no_term_is_dropped_by_sphinx_for_being_all_digits():
    assert not any(term.isdigit() for text in TEXTS for term in search.split(text))


def test_javascript_splits_as_python(javascript):
    got = javascript(f"console.log(JSON.stringify({json.dumps(TEXTS)}.map(splitQuery)))")
    assert got == [search.split_query(text) for text in TEXTS]


def test_javascript_stems_as_python(javascript):
    code = f"var s = new Stemmer(); const out = {json.dumps(WORDS)}.map(w => s.stemWord(w));"
    python = search.English({})
    got = javascript(code + "console.log(JSON.stringify(out))")
    assert got == [python.stem(word) for word in WORDS]


@pytest.mark.browser
def test_the_browser_splits_as_python():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_script_tag(content=search.JS_SPLITTER)
        got = page.evaluate("texts => texts.map(splitQuery)", TEXTS)
        browser.close()
    assert got == [search.split_query(text) for text in TEXTS]


def test_both_editions_take_these_classes(monkeypatch):
    class App:
        def add_search_language(self, cls):
            sphinx_search.languages[cls.lang] = cls

    monkeypatch.setattr(sphinx_search, "languages", dict(sphinx_search.languages))
    search.setup(App())
    assert sphinx_search.languages["zh"] is search.Chinese
    assert sphinx_search.languages["en"] is search.English
    assert issubclass(search.English, SearchEnglish)
    assert search.Chinese({}).lang == "zh"
