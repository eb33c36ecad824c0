"""What only a browser can tell: search, folds, switches, the narrow screen, page errors."""

import functools
import gzip
import http.server
import re
import shutil
import statistics
import threading
from urllib.parse import urlparse

import pytest
from conftest import ROOT

pytestmark = pytest.mark.browser
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1400, "height": 900}
PAGES = sorted(
    path.relative_to(ROOT / "chapters").with_suffix("").as_posix()
    for path in (ROOT / "chapters").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
EDITIONS = ["", "en/"]
# One page of every kind.
KINDS = ["index", "preface", "ch3/index", "ch3/s03-competitiveness", "back/ledger", "back/lists"]
# Kilobytes, compressed: the page with its own pictures, and what a first visit loads besides.
OWN_MEDIAN, OWN_MOST, SHARED_MOST = 100, 250, 200


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


@pytest.fixture(scope="module")
def axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def serious(axe, tab):
    """What axe-core finds on a page that keeps readers out: ``[(rule, how often, example)]``."""
    # Colours that are still fading are not those that are read; axe need not fetch style sheets again.
    tab.add_style_tag(content="* { transition: none !important }")
    found = axe.run(tab, options={"preload": False}).response["violations"]
    return [
        (rule["id"], len(rule["nodes"]), rule["nodes"][0]["html"][:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("lang", EDITIONS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_open_to_all_readers_and_fits_a_phone(visit, axe, lang, page):
    tab = visit(f"{lang}chapters/{page}.html", PHONE)
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert serious(axe, tab) == []
    tab.set_viewport_size(WIDE)
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert serious(axe, tab) == []


def test_what_hinders_readers_would_be_found(visit, axe):
    tab = visit("chapters/index.html")
    tab.evaluate("document.querySelector('main').innerHTML += '<img src=\"/favicon.ico\">'")
    assert [rule for rule, _, _ in serious(axe, tab)] == ["image-alt"]


def test_everything_is_reached_with_the_keyboard(visit):
    tab = visit("chapters/preface.html")
    tab.keyboard.press("Tab")
    assert "main-content" in tab.evaluate("document.activeElement.getAttribute('href')")
    tab.keyboard.press("Control+k")
    box = tab.locator("dialog input[type=search], .search-button__search-container input").first
    box.wait_for(state="visible")
    assert box.evaluate("node => node === document.activeElement")
    tab.keyboard.press("Escape")
    box.wait_for(state="hidden")
    fold = tab.locator("details.hide summary").first
    fold.focus()
    tab.keyboard.press("Enter")
    assert fold.evaluate("node => node.parentElement.open")
    ledger = visit("chapters/back/ledger.html")
    menu = ledger.locator("select[data-filter=verdict]")
    menu.focus()
    ledger.keyboard.press("ArrowDown")
    assert ledger.locator("table.ledger tbody tr:visible").count() < 95


def compressed(path):
    content = path.read_bytes()
    packed = path.suffix in (".woff2", ".png")
    return (len(content) if packed else len(gzip.compress(content, 6))) / 1000


def test_pages_are_light(site):
    """Each page with its own pictures, compressed."""
    own = {}
    for lang in EDITIONS:
        for page in PAGES:
            path = site / lang / "chapters" / f"{page}.html"
            pictures = re.findall(r'<img[^>]* src="([^"]+)"', path.read_text(encoding="utf-8"))
            files = {path, *((path.parent / picture).resolve() for picture in pictures)}
            own[lang + page] = sum(map(compressed, files))
    assert {page: round(size) for page, size in own.items() if size > OWN_MOST} == {}
    assert statistics.median(own.values()) < OWN_MEDIAN


@pytest.mark.parametrize("lang", EDITIONS)
@pytest.mark.parametrize("page", KINDS)
def test_a_first_visit_loads_little_that_is_shared(chromium, address, site, lang, page):
    context = chromium.new_context(viewport=WIDE)
    tab, asked = context.new_page(), set()
    tab.on("request", lambda request: asked.add(urlparse(request.url).path.lstrip("/")))
    tab.goto(f"{address}{lang}chapters/{page}.html")
    tab.wait_for_load_state("networkidle")
    context.close()
    shared = [site / name for name in asked if "_static/" in name and "mathjax/" not in name]
    assert len(shared) > 5
    assert sum(compressed(path) for path in shared if path.is_file()) < SHARED_MOST


def test_the_site_works_from_the_disk(chromium, site):
    context = chromium.new_context(viewport=WIDE)
    tab = context.new_page()
    tab.goto((site / "chapters/preface.html").as_uri())
    tab.keyboard.press("Control+k")
    box = tab.locator("dialog input[type=search], .search-button__search-container input").first
    box.wait_for(state="visible")
    box.fill("民营经济")
    box.press("Enter")
    tab.locator("#search-results li a").first.wait_for(timeout=15_000)
    tab.locator("#search-results li a").first.click()
    tab.wait_for_url("file:**/chapters/**")
    tab.get_by_role("heading", level=1).wait_for(timeout=15_000)
    context.close()


def test_the_printed_page_is_the_text_alone(visit):
    tab = visit("chapters/preface.html")
    tab.emulate_media(media="print")
    for part in (".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer", ".figure-files"):
        assert not any(place.is_visible() for place in tab.locator(part).all()), part
    assert tab.locator("h1").first.is_visible()
    assert tab.locator("#claim-P08").is_visible()


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
