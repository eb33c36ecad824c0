"""What only a browser can tell: search, folds, switches, the narrow screen, page errors."""

import functools
import http.server
import shutil
import threading

import pytest

pytestmark = pytest.mark.browser
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1400, "height": 900}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def address(site):
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if not path:
        pytest.fail("no Chromium on this machine: install the system's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Open a page: ``visit("chapters/preface.html", viewport)``; faults fail the test at its end."""
    contexts, faults = [], []

    def open_page(page, viewport=WIDE, **options):
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(f"{page}: {error}"))
        tab.on(
            "request",
            lambda request: (
                request.url.startswith((address, "data:", "blob:"))
                or faults.append(f"{page}: outside request {request.url}")
            ),
        )
        tab.on(
            "response",
            lambda response: (
                response.status < 400
                or response.url.endswith("favicon.ico")
                or faults.append(f"{page}: {response.status} {response.url}")
            ),
        )
        tab.goto(address + page)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("start", "query", "found"),
    [
        ("chapters/index.html", "民营经济", "前言：2013年的数字"),
        ("chapters/index.html", "产业集群", "产业集群的概念"),
        ("chapters/index.html", "private economy", "术语表"),
        ("en/chapters/index.html", "private economy", "Preface: the numbers of 2013"),
        ("en/chapters/index.html", "产业集群", "Glossary"),
    ],
)
def test_search_box(visit, start, query, found):
    tab = visit(start)
    tab.keyboard.press("Control+k")
    box = tab.locator("dialog input[type=search], .search-button__search-container input").first
    box.wait_for(state="visible")
    box.fill(query)
    box.press("Enter")
    tab.wait_for_url("**/search.html?q=**")
    results = tab.locator("#search-results li a")
    results.filter(has_text=found).first.wait_for(timeout=15_000)


def test_the_switch_keeps_the_page(visit):
    tab = visit("chapters/preface.html")
    assert tab.locator("html").get_attribute("lang") == "zh-CN"
    tab.locator("a.btn-language-button").click()
    tab.wait_for_url("**/en/chapters/preface.html")
    assert tab.locator("html").get_attribute("lang") == "en"
    tab.locator("a.btn-language-button").click()
    tab.wait_for_url("**/chapters/preface.html")
    assert "/en/" not in tab.url


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize(
    "page",
    [
        "index",
        "preface",
        "ch1/s01-concept",
        "back/ledger",
        "back/glossary",
        "back/cite",
        "back/catalogue",
    ],
)
def test_no_sideways_scroll_on_a_phone(visit, lang, page):
    tab = visit(f"{lang}chapters/{page}.html", PHONE)
    tab.wait_for_load_state("networkidle")
    width = tab.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_the_ledger_is_a_plain_table_without_scripts_and_filters_with_them(visit):
    plain = visit("chapters/back/ledger.html", java_script_enabled=False)
    assert plain.locator("table.ledger tbody tr").count() == 95
    assert not plain.locator(".ledger-filters").is_visible()
    tab = visit("chapters/back/ledger.html")
    tab.locator("select[data-filter=verdict]").select_option("不支持")
    shown = tab.locator("table.ledger tbody tr:visible")
    assert shown.count() == 3
    assert all("不支持" in text for text in shown.all_inner_texts())
    tab.locator("select[data-filter=verdict]").select_option("")
    assert tab.locator("table.ledger tbody tr:visible").count() == 95


def test_a_claim_has_a_permanent_address(visit):
    tab = visit("chapters/preface.html#claim-P08")
    card = tab.locator("#claim-P08")
    assert card.is_visible()
    top = card.evaluate("node => node.getBoundingClientRect().top")
    assert 0 <= top < WIDE["height"]
    assert not card.locator("table").is_visible()
    card.locator("summary").click()
    assert card.locator("table").is_visible()
    assert "def target_of_value_added" in card.inner_text()


def test_code_and_solutions_are_folded_and_open(visit):
    tab = visit("chapters/preface.html")
    fold = tab.locator("details.hide").first
    assert not fold.locator("pre").first.is_visible()
    fold.locator("summary").first.click()
    assert fold.locator("pre").first.is_visible()
    solution = tab.locator(".solution.dropdown").first
    inside = solution.locator("pre").first
    assert not inside.is_visible()
    solution.locator("button.toggle-button, .toggle-button").first.click()
    inside.wait_for(state="visible")


def test_citations_have_copy_buttons(visit):
    tab = visit("chapters/preface.html")
    tab.locator("details.cite-this-page summary").click()
    assert tab.locator("details.cite-this-page button.copybtn").count() == 3


def test_formulas_are_set_without_an_outside_host(visit):
    tab = visit("chapters/preface.html")
    tab.locator("mjx-container").first.wait_for(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(visit, scheme):
    tab = visit("chapters/preface.html", color_scheme=scheme)
    assert tab.locator("html").get_attribute("data-theme") == scheme
    face = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(face.split("(")[1].split(",")[0])
    assert (red > 200) == (scheme == "light")


def test_the_same_splitter_in_the_browser(visit):
    from clusterbook.sphinx.search import split_query

    tab = visit("chapters/preface.html")
    tab.goto(tab.url.replace("chapters/preface.html", "search.html"))
    for query in ("民营经济", "集群 年", "private economy 2013年", "R&D 3.14"):
        assert tab.evaluate("query => splitQuery(query)", query) == split_query(query)
