"""Take from the finished pages what a reader loads but never uses.

The theme and Jupyter Book load on every page a 1.5 MB icon script (beside the icon fonts, which
suffice), the live-code client, the search index, MathJax and the script of tabs. Here they leave
the pages that do not need them, and the icon fonts and their rules shrink to the icons in use. A
first visit falls to about an eighth.

Everything can be repeated: pages already lightened stay as they are, and icon fonts and rules are
cut each time from the theme's originals, so a new icon is never missing. When the theme changes and
a pattern no longer fits, the build warns.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path

import pydata_sphinx_theme
from sphinx.util import logging

from clusterbook.language import LANGUAGES

log = logging.getLogger(__name__)

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
THEME_CSS = "styles/pydata-sphinx-theme.css"
ICON_FONTS = "vendor/fontawesome/webfonts"
UNUSED_FILES = ("**/*.map", "**/*.ttf", "*.html", "scripts/fontawesome.js*", "sphinx-thebe.*")

ICON_RULE = re.compile(r'((?:\.fa-[a-z0-9-]+::?before,?)+)\{content:"(\\[0-9a-f]+ ?|[^"\\])"\}')
ICON_NAME = re.compile(r"\bfa-[a-z0-9-]+")
PRIVATE_USE = re.compile(r"\\([ef][0-9a-f]{3})\b|([\ue000-\uf8ff])")
TRUETYPE = re.compile(r',\s*url\([^)]*\.ttf\)\s*format\("truetype"\)')


@dataclass(frozen=True)
class Removal:
    """Tags that leave every page except those that need them."""

    what: str
    pattern: re.Pattern
    trace: str
    needed: Callable[[str, str], bool] = lambda name, html: False

    def left_in(self, html):
        """Whether a script or link with this removal's trace is still there."""
        tag = rf"<(?:script|link)\b[^>]*{self.trace}|<script\b[^>]*>[^<]*{self.trace}"
        return re.search(tag, html, re.I) is not None


def tags(*alternatives):
    # No white space in front: the search would stop at every blank of a page.
    return re.compile(rf"(?:{'|'.join(alternatives)})\s*", re.S)


REMOVALS = (
    Removal(
        "the icon script",
        tags(
            r"(?:<!-- So that users can add custom icons -->\s*)?"
            r"<script[^>]*/fontawesome\.js[^>]*></script>",
        ),
        "fontawesome",
    ),
    Removal(
        "the live-code client",
        tags(
            r"<script>const THEBE_JS_URL(?:(?!</script>).)*</script>",
            r"<script[^>]*sphinx-thebe\.js[^>]*></script>",
            r"<link[^>]*sphinx-thebe\.css[^>]*>",
            r'<script type="text/x-thebe-config">(?:(?!</script>).)*</script>',
            r"<script>kernelName = '[^']*'</script>",
        ),
        "thebe",
    ),
    Removal(
        "the search index",
        tags(r"<script[^>]*(?:searchtools|language_data|searchindex)\.js[^>]*></script>"),
        r"(?:searchtools|language_data|searchindex)\.js",
        needed=lambda name, html: name == "search",
    ),
    Removal(
        "MathJax",
        tags(
            r"<script>window\.MathJax = (?:(?!</script>).)*</script>",
            r"<script[^>]*mathjax/[^>]*></script>",
        ),
        "mathjax",
        needed=lambda name, html: re.search(r'class="(?:[^"]* )?math[ "]', html) is not None,
    ),
    Removal(
        "the script of tabs",
        tags(r"<script[^>]*/design-tabs\.js[^>]*></script>"),
        r"design-tabs\.js",
        needed=lambda name, html: "sd-tab-set" in html,
    ),
)
# Sphinx itself leaves MathJax off pages where it counted no equation.
NOT_ON_EVERY_PAGE = {"MathJax"}


def lighten(name, html):
    """The page without what it does not need, and what left it: ``(html, set of removals)``.

    ``name`` is the page's address inside the site, without ``.html``.
    """
    removed = set()
    for removal in REMOVALS:
        if removal.needed(name, html):
            continue
        html, count = removal.pattern.subn("", html)
        if count:
            removed.add(removal.what)
    return html, removed


def pages(site):
    """The HTML pages of one edition; those of another, in a folder of its own, are left alone."""
    elsewhere = {site / "_static", site / "_sources", *(site / lang for lang in LANGUAGES)}
    for path in sorted(site.rglob("*.html")):
        if elsewhere.isdisjoint(path.parents):
            yield path


def lighten_pages(site, written):
    """Lighten all pages; return complaints (``written``: names of the pages of this build)."""
    complaints = []
    fits, could_fit = set(), set()
    for path in pages(site):
        name = path.relative_to(site).with_suffix("").as_posix()
        before = path.read_text(encoding="utf-8")
        html, removed = lighten(name, before)
        if html != before:
            path.write_text(html, encoding="utf-8")
        unneeded = [r for r in REMOVALS if not r.needed(name, html)]
        complaints += [
            f"{name}: {r.what} could not be removed" for r in unneeded if r.left_in(html)
        ]
        fits |= removed
        if name in written:
            could_fit |= {r.what for r in unneeded}
    for what in sorted(could_fit - fits - NOT_ON_EVERY_PAGE):
        complaints.append(f"{what} was found on no page; is its pattern out of date?")
    return complaints


def icon_table(css):
    """The code point of every icon the style sheet names, ``{"fa-plus": 0x2b, …}``."""
    return {
        name: int(content[1:], 16) if content.startswith("\\") else ord(content)
        for selectors, content in ICON_RULE.findall(css)
        for name in ICON_NAME.findall(selectors)
    }


def without_unused_icons(css, used):
    """The style sheet with rules of the used icons only, and without TrueType fallbacks."""

    def keep(rule):
        selectors = [s for s in rule[1].rstrip(",").split(",") if ICON_NAME.search(s)[0] in used]
        return f'{",".join(selectors)}{{content:"{rule[2]}"}}' if selectors else ""

    return TRUETYPE.sub("", ICON_RULE.sub(keep, css))


def private_use(css):
    """The icon code points a style sheet asks for outside the icon rules."""
    found = PRIVATE_USE.findall(ICON_RULE.sub("", css))
    return {int(code, 16) if code else ord(character) for code, character in found}


def subset(source, target, points):
    """Write the web font ``source`` to ``target`` with the given code points only."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    getLogger("fontTools").setLevel("WARNING")
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["*"]))
    subsetter.populate(unicodes=points & font.getBestCmap().keys())
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def lighten_icons(site):
    """Cut icon fonts and icon rules down to the icons in use; return complaints."""
    static = site / "_static"
    css = (THEME / THEME_CSS).read_text(encoding="utf-8")
    table = icon_table(css)
    fonts = sorted((THEME / ICON_FONTS).glob("*.woff2"))
    if not table or not fonts:
        return ["no icon rules or icon fonts in the theme; is the pattern out of date?"]
    scripts = [p for p in static.rglob("*.js") if "mathjax" not in p.parts]
    sources = [*pages(site), *(p for p in scripts if p.name != "fontawesome.js")]
    used = set()
    for path in sources:
        used |= table.keys() & set(ICON_NAME.findall(path.read_text(encoding="utf-8")))
    points = {table[name] for name in used} | private_use(css)
    for path in static.rglob("*.css"):
        if path != static / THEME_CSS:
            points |= private_use(path.read_text(encoding="utf-8"))
    (static / THEME_CSS).write_text(without_unused_icons(css, used), encoding="utf-8")
    for font in fonts:
        subset(font, static / ICON_FONTS / font.name, points)
    return []


# An outline that matplotlib draws a character with: whole numbers, some 6400 to the character's height.
# Its id names the font; a marker of the plot has another.
GLYPH = re.compile(r'(<path id="[A-Za-z]*Sans[^"]*" d=")([^".]+)(")')


def lighter_figure(svg):
    """An SVG figure whose letters are rounded below what a screen can show.

    Chinese outlines make up most of a figure: rounded to tens they weigh a tenth less.
    """

    def coarse(outline):
        numbers = re.sub(r"-?\d+", lambda number: str(round(int(number[0]), -1)), outline[2])
        return outline[1] + numbers + outline[3]

    return GLYPH.sub(coarse, svg)


def lighten_figures(site, names):
    """Round the figures that a build has copied, in place; a second run changes nothing."""
    for path in (site / "_images" / name for name in names if name.endswith(".svg")):
        svg = path.read_text(encoding="utf-8")
        lighter = lighter_figure(svg)
        if lighter != svg:
            path.write_text(lighter, encoding="utf-8")


def remember_page(app, pagename, templatename, context, doctree):
    app.pages_written.add(pagename)


def lighten_site(app, exception):
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    complaints = lighten_pages(site, app.pages_written) + lighten_icons(site)
    lighten_figures(site, app.builder.images.values())
    if complaints:
        # One warning, because the first would end a build run with -W.
        log.warning("pages could not be lightened:\n%s", "\n".join(complaints))
    for pattern in UNUSED_FILES:
        for path in (site / "_static").glob(pattern):
            path.unlink()


def setup(app):
    app.pages_written = set()
    app.setup_extension("clusterbook.sphinx.assets")
    app.connect("html-page-context", remember_page)
    # After every other handler has written its pages.
    app.connect("build-finished", lighten_site, priority=900)
