"""Small books built on purpose: what must stop the build, and what the message must name."""

import pytest

TITLE = [("markdown", "(page)=\n# 页", ["zh"]), ("markdown", "(page)=\n# Page", ["en"])]
SETUP = ("code", "from clusterbook.display import glue\nglue(x='5 亿元')", [])
FIGURE = {"figure": {"name": "fig-a", "caption": "图 | Figure"}, "image": {"alt": "线 | line"}}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_edition_has_its_own_prose_figures_and_language(book, lang):
    plot = (
        "import matplotlib.pyplot as plt\n"
        "from clusterbook import tr\n"
        "from clusterbook.figures import set_theme\n"
        "set_theme()\n"
        "fig, ax = plt.subplots()\n"
        "ax.set_title(tr('标题', 'Title'))\n"
        "print(tr('打印', 'printed'))\n"
        "plt.show()"
    )
    book.write(
        *TITLE,
        SETUP,
        ("markdown", "值是{glue:text}`x`。", ["zh"]),
        ("markdown", "It is {glue:text}`x`.", ["en"]),
        ("code", plot, ["remove-input"], FIGURE),
    )
    status, printed, executed = book.build("-W", lang=lang)
    assert status == 0, printed[-3000:]
    assert executed == 1
    html = book.html(lang=lang)
    assert {"zh": '<html lang="zh-CN"', "en": '<html lang="en"'}[lang] in html
    assert {"zh": "值是", "en": "It is"}[lang] in html
    assert {"zh": "It is", "en": "值是"}[lang] not in html
    assert {"zh": 'alt="线"', "en": 'alt="line"'}[lang] in html
    assert {"zh": "打印", "en": "printed"}[lang] in html


def test_a_fault_in_a_pair_stops_the_build_and_is_named(book):
    book.write(
        *TITLE,
        SETUP,
        ("markdown", "值是{glue:text}`x`。", ["zh"]),
        ("markdown", "It is five.", ["en"]),
    )
    status, printed, _ = book.build()
    assert status != 0
    assert "page.ipynb: cell 5: glue key 'x' stands in Chinese only" in printed


def test_a_missing_twin_stops_the_build_and_is_named(book):
    book.write(*TITLE, ("markdown", "只有中文。", ["zh"]))
    status, printed, _ = book.build(lang="en")
    assert status != 0
    assert "page.ipynb: cell 3: the Chinese cell has no English cell right after it" in printed


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            [("markdown", "{glue:text}`none`", ["zh"]), ("markdown", "{glue:text}`none`", ["en"])],
            "none",
        ),
        ([("markdown", "{claim}`P99`", ["zh"]), ("markdown", "{claim}`P99`", ["en"])], "P99"),
        ([("markdown", "{cite:p}`No1`", ["zh"]), ("markdown", "{cite:p}`No1`", ["en"])], "No1"),
        ([("code", "import sys; print('x', file=sys.stderr)", [])], "stderr"),
        ([("code", "from clusterbook import load; load('gpd')", [])], "gdp"),
    ],
    ids=["unknown glue key", "unknown claim", "unknown reference", "stderr", "unknown table"],
)
def test_warnings_are_errors(book, cells, said):
    book.write(*TITLE, *cells)
    status, printed, _ = book.build("-W", "--keep-going")
    assert status != 0
    assert said in printed


def test_a_character_without_a_glyph_stops_the_build(book):
    plot = (
        "import matplotlib.pyplot as plt\n"
        "from clusterbook.figures import finish, set_theme\n"
        "set_theme()\n"
        "fig, ax = plt.subplots()\n"
        "finish(ax, title='\\U000f1234')\n"
        "plt.show()"
    )
    book.write(*TITLE, ("code", plot, []))
    status, printed, _ = book.build("-W", "--keep-going")
    assert status != 0
    assert "Glyph" in printed


def test_a_line_printed_in_pieces_stays_one_line(book):
    slow = "import time\nprint('0.080', end='')\ntime.sleep(0.5)\nprint(' 0.025')"
    book.write(*TITLE, ("code", slow, []))
    status, printed, _ = book.build("-W")
    assert status == 0, printed[-3000:]
    assert "0.080 0.025" in book.html()
