"""The link checker finds what is broken, says why, and leaves the rest in peace."""

import time

import pytest

from clusterbook import links


@pytest.fixture
def site(tmp_path):
    def write(**pages):
        for name, text in pages.items():
            path = tmp_path / f"{name.replace('__', '/')}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def reasons(folder):
    return [(item.page, item.link, item.reason) for item in links.check(folder)[1]]


def test_good_links_pass(site):
    folder = site(
        index='<a href="a.html#one">a</a><a href="en/a.html">EN</a><a href="#top" id="top">top</a>'
        '<a href="%E5%9B%BE.html#%E8%8A%82">图</a><a href="mailto:a@b.c">mail</a>'
        '<a href="https://example.org/x">outside</a><img src="data:image/png;base64,AA">'
        '<a href="a.html?highlight=x&amp;y=1">query</a><a href="en/">folder</a>'
        '<a href=".">home</a>',
        a='<p id="one"></p>',
        图='<h2 id="节"></h2>',
        en__index='<meta http-equiv="refresh" content="0; url=a.html">',
        en__a='<a href="../a.html">中文</a>',
    )
    checked, broken = links.check(folder)
    assert broken == []
    assert checked == 9


@pytest.mark.parametrize(
    "html, link, reason",
    [
        ('<a href="gone.html">', "gone.html", "no such file"),
        ('<img src="_images/gone.svg">', "_images/gone.svg", "no such file"),
        ('<a href="b.html#gone">', "b.html#gone", "no anchor 'gone' in en/b.html"),
        ('<a href="#gone">', "#gone", "no anchor 'gone' in en/a.html"),
        ('<a href="../../x.html">', "../../x.html", "leads out of the site"),
        ('<a href="/en/b.html">', "/en/b.html", "starts at the root of the host"),
        ('<meta http-equiv="Refresh" content="0; url=gone.html" />', "gone.html", "no such file"),
    ],
)
def test_broken_links_are_named_with_their_reason(site, html, link, reason):
    folder = site(en__a=html, en__b="<p>")
    ((page, found, why),) = reasons(folder)
    assert (page, found) == ("en/a.html", link)
    assert why.startswith(reason)


def test_templates_of_the_theme_are_no_pages(site):
    folder = site(index="<p>", _static__macros='<a href="gone.html">')
    assert links.check(folder) == (0, [])


def test_a_site_that_was_not_built_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="build the book first"):
        links.check(tmp_path / "nowhere")


def test_the_command_tells_success_from_failure(site, capsys):
    folder = site(index='<a href="gone.html">')
    assert links.main(folder) == 1
    assert (
        "index.html: gone.html: no such file\n1 links checked, 1 broken" in capsys.readouterr().out
    )
    assert links.main(site(gone="<p>")) == 0


def test_a_hundred_pages_take_less_than_two_seconds(site):
    names = [f"p{i}" for i in range(100)]
    html = "".join(f'<p id="x{i}"><a href="p{i}.html#x{i}">text</a></p>' for i in range(100))
    folder = site(**dict.fromkeys(names, html))
    start = time.perf_counter()
    assert links.check(folder) == (10_000, [])
    assert time.perf_counter() - start < 2
