"""What leaves the pages, what stays, and that a changed theme is noticed."""

import pytest
from fontTools.ttLib import TTFont

from clusterbook.sphinx import assets, lightening

HEAD = """<head>
  <link rel="stylesheet" type="text/css" href="../_static/sphinx-thebe.css?v=4fa983c6" />
  <link rel="stylesheet" type="text/css" href="../_static/book.css" />
  <!-- So that users can add custom icons -->
  <script defer src="../_static/scripts/fontawesome.js?digest=55c26ed414f5f8a31ebb"></script>
  <script>let toggleHintShow = 'Click';</script>
  <script data-sd-tabs-storage-prefix="x" src="../_static/design-tabs.js?v=fcb327ea"></script>
  <script>const THEBE_JS_URL = "https://example.org/thebe"; const thebe_selector = ".cell"</script>
  <script async="async" src="../_static/sphinx-thebe.js?v=c100c467"></script>
  <script>window.MathJax = {"loader": {"load": ["core"]}}</script>
  <script defer="defer" src="../_static/mathjax/startup.js?v=1"></script>
  <script src="../_static/searchtools.js"></script>
  <script src="../_static/language_data.js"></script>
  <script src="../searchindex.js"></script>
</head>"""
BODY = """<body><p>The search index, MathJax and Thebe.</p>
  <script type="text/x-thebe-config">{"name": "python3"}</script>
  <script>kernelName = 'python3'</script>
</body>"""
PAGE = HEAD + BODY
EVERYTHING = {removal.what for removal in lightening.REMOVALS}


def kept(html):
    parts = "fontawesome thebe searchtools searchindex mathjax/ design-tabs book.css toggleHint"
    return [part for part in parts.split() if part in html]


def test_a_plain_page_keeps_only_what_it_uses():
    html, removed = lightening.lighten("chapters/plain", PAGE)
    assert removed == EVERYTHING
    assert kept(html) == ["book.css", "toggleHint"]
    assert "kernelName" not in html
    assert "<p>The search index, MathJax and Thebe.</p>" in html


@pytest.mark.parametrize(
    "name, addition, stays",
    [
        ("chapters/formula", '<span class="math notranslate">', ["mathjax/"]),
        ("chapters/output", '<div class="output text_latex math">', ["mathjax/"]),
        ("chapters/tabs", '<div class="sd-tab-set">', ["design-tabs"]),
        ("search", "", ["searchtools", "searchindex"]),
        ("chapters/search", "", []),
        ("chapters/words", '<span class="aftermath">', []),
    ],
)
def test_a_page_keeps_what_it_needs(name, addition, stays):
    html, _ = lightening.lighten(name, PAGE + addition)
    assert kept(html) == [*stays, "book.css", "toggleHint"]


def write(site, **html):
    for name, text in html.items():
        path = site / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_second_run_changes_and_complains_about_nothing(tmp_path):
    write(tmp_path, chapters__a=PAGE, search=PAGE)
    assert lightening.lighten_pages(tmp_path, {"chapters/a", "search"}) == []
    once = (tmp_path / "chapters/a.html").read_text()
    assert lightening.lighten_pages(tmp_path, set()) == []
    assert (tmp_path / "chapters/a.html").read_text() == once


def test_the_other_edition_is_left_alone(tmp_path):
    write(tmp_path, chapters__a=PAGE, en__chapters__a=PAGE, _static__macros=PAGE)
    lightening.lighten_pages(tmp_path, set())
    assert (tmp_path / "en/chapters/a.html").read_text() == PAGE
    assert (tmp_path / "_static/macros.html").read_text() == PAGE
    assert (tmp_path / "chapters/a.html").read_text() != PAGE


def test_a_tag_written_differently_is_noticed(tmp_path):
    write(tmp_path, a=PAGE.replace("></script>", " ></script >"))
    complaints = lightening.lighten_pages(tmp_path, set())
    assert set(complaints) == {f"a: {what} could not be removed" for what in EVERYTHING}


def test_a_script_that_is_gone_is_noticed(tmp_path):
    write(tmp_path, a=PAGE.replace("fontawesome.js", "icons.js"))
    (complaint,) = lightening.lighten_pages(tmp_path, {"a"})
    assert complaint.startswith("the icon script was found on no page")


CSS = (
    '.fa-plus:before,.fa-add:before{content:"\\2b"}.fa-bars:before{content:"\\f0c9"}'
    '.fa-star:before{content:"\uf005"}.own:after{content:"\\f054 \uf078"}'
    '@font-face{src:url(a.woff2) format("woff2"),url(a.ttf) format("truetype")}'
)


def test_unused_icons_leave_the_style_sheet():
    table = lightening.icon_table(CSS)
    assert table == {"fa-plus": 0x2B, "fa-add": 0x2B, "fa-bars": 0xF0C9, "fa-star": 0xF005}
    css = lightening.without_unused_icons(CSS, {"fa-add", "fa-star"})
    assert css == (
        '.fa-add:before{content:"\\2b"}.fa-star:before{content:"\uf005"}'
        '.own:after{content:"\\f054 \uf078"}@font-face{src:url(a.woff2) format("woff2")}'
    )
    assert lightening.private_use(CSS) == {0xF054, 0xF078}


def test_icons_of_the_installed_theme_are_cut_down_to_those_in_use(tmp_path):
    static = tmp_path / "_static"
    for folder in ("styles", lightening.ICON_FONTS):
        (static / folder).mkdir(parents=True)
    write(tmp_path, a='<i class="fa-solid fa-magnifying-glass"></i>')
    assert lightening.lighten_icons(tmp_path) == []
    css = (static / lightening.THEME_CSS).read_text(encoding="utf-8")
    assert "fa-magnifying-glass:before" in css and "fa-wheelchair" not in css
    original = lightening.THEME / lightening.ICON_FONTS / "fa-solid-900.woff2"
    cut = static / lightening.ICON_FONTS / "fa-solid-900.woff2"
    assert cut.stat().st_size < original.stat().st_size / 20
    assert 0xF002 in TTFont(cut).getBestCmap()


def test_mathjax_comes_with_all_the_parts_it_loads(tmp_path):
    assets.copy_mathjax(tmp_path)
    for part in assets.MATHJAX_PARTS:
        assert (tmp_path / f"{part}.js").is_file(), part
    fonts = {path.name for path in (tmp_path / "output/chtml/fonts/woff-v2").iterdir()}
    assert "MathJax_Main-Regular.woff" in fonts
    assert (tmp_path / "input/tex/extensions/boldsymbol.js").is_file()
    assert (tmp_path / "LICENSE").is_file()


def test_letters_of_figures_are_rounded_once_and_nothing_else():
    figure = (
        '<svg><defs><path id="NotoSansSC-Regular-13" d="M 282 0 L 3232 -506 z"/>'
        '<path id="m1" d="M 0 3.5 L 1 2"/><path id="m2" d="M -3 3 L 3 3 z"/></defs>'
        '<g transform="translate(12.345678 7.5) scale(0.015625)"/></svg>'
    )
    lighter = lightening.lighter_figure(figure)
    assert lighter == figure.replace("M 282 0 L 3232 -506", "M 280 0 L 3230 -510")
    assert lightening.lighter_figure(lighter) == lighter
