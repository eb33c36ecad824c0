"""The built site as one zip, as a PDF and as an EPUB, for readers without a connection.

PDF and EPUB are made from the built pages with the system's Chromium, so that formulas, cards and
figures are those of the site. Needs the packages of the extra ``offline`` and a built site.
"""

import functools
import hashlib
import http.server
import re
import shutil
import threading
import zipfile
from contextlib import contextmanager
from html import escape, unescape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin
from uuid import UUID, uuid5

import yaml

from clusterbook.citation import companion

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Zip stores no earlier year; one date makes the same site the same file.
DATE = (1980, 1, 1, 0, 0, 0)
NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
FONT_NAME = "Book Sans"


class OfflineError(RuntimeError):
    """A file cannot be made: no site, no Chromium, or a package is missing."""


def site_of(folder):
    site = Path(folder).resolve() / "_build" / "html"
    if not (site / "index.html").is_file() or not (site / "en").is_dir():
        raise OfflineError(
            f"{site} holds no site in both languages: run python -m clusterbook build"
        )
    return site


def pages_in_order(folder):
    """Pages of the table of contents in reading order, as ``(page, level)`` with level from 1.

    Raises :class:`OfflineError` when the built site lacks one of them.
    """
    toc = yaml.safe_load((Path(folder) / "_toc.yml").read_text(encoding="utf-8"))
    found = [(toc["root"], 1)]

    def walk(entries, level):
        for entry in entries:
            found.append((entry["file"], level))
            walk(entry.get("sections", ()), level + 1)

    for part in toc["parts"]:
        walk(part["chapters"], 1)
    site = site_of(folder)
    missing = [
        name
        for page, _ in found
        for name in (f"{page}.html", f"en/{page}.html")
        if not (site / name).is_file()
    ]
    if missing:
        raise OfflineError(
            f"the site lacks {', '.join(missing[:3])} and is older than the contents: "
            "run python -m clusterbook build"
        )
    return found


def zip_site(folder, out):
    """Write the site, both editions, as one zip that opens from the disk; returns its path."""
    site, version = site_of(folder), companion(folder)["version"]
    target = Path(out) / f"clusterbook-{version}-site.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            if path.name == ".buildinfo":
                continue
            name = f"clusterbook-{version}/{path.relative_to(site).as_posix()}"
            archive.writestr(entry(name), path.read_bytes())
    return target


def entry(name, stored=False):
    made = zipfile.ZipInfo(name, DATE)
    made.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextmanager
def browser(site):
    """A Chromium and the address at which it finds the site."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise OfflineError(
            'the package playwright is missing: pip install "clusterbook[offline]"'
        ) from None
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise OfflineError(
            "no Chromium on this machine: install the system's package chromium (or Google Chrome)"
        )
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu"]
            )
            yield running, f"http://127.0.0.1:{server.server_port}/"
            running.close()
    finally:
        server.shutdown()


def text_font(characters, target):
    """Write a TrueType font with these characters, made from the OpenType font of the figures.

    Printed with the original, a PDF gives look-alike radicals when its text is copied.
    """
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, newTable

    from clusterbook.figures import FONT_FILE, FONT_PACKAGE

    source = Path(find_spec(FONT_PACKAGE).submodule_search_locations[0]) / FONT_FILE
    font = TTFont(source, recalcTimestamp=False)
    known = font.getBestCmap().keys()
    wanted = {ord(c) for c in characters} & known - set(range(0x2E80, 0x2FE0))
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
    subsetter.populate(unicodes=wanted | set(range(0x20, 0x7F)))
    subsetter.subset(font)
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=1, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["maxp"].tableVersion = 0x00010000
    for field in ("maxZones", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(font["maxp"], field, 0)
    for field in ("maxTwilightPoints", "maxStackElements", "maxSizeOfInstructions"):
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(target)


PRINT_STYLE = f"""
@font-face {{ font-family: "{FONT_NAME}"; src: url("/book-sans.ttf"); font-weight: 100 900; }}
body, body * {{ font-family: "{FONT_NAME}", sans-serif !important; }}
pre, pre *, code, kbd, samp {{ font-family: "DejaVu Sans Mono", "Liberation Mono", monospace, "{FONT_NAME}" !important; }}
mjx-container, mjx-container * {{ font-family: revert !important; }}
button, .cite-this-page, .solution.dropdown:not(:has(.toggle-hidden)) {{ display: none !important; }}
"""
READY = "() => window.MathJax ? MathJax.startup.promise.then(() => true) : true"


def book_pdf(folder, out, lang, *, progress=print):
    """Print one edition page by page, join the parts with bookmarks and page numbers; its path.

    Links between pages lead to the page inside the file. Prints a line for every ten pages.
    """
    try:
        from pypdf import PdfReader, PdfWriter
        from pypdf.generic import ArrayObject, NameObject
    except ImportError:
        raise OfflineError(
            'the package pypdf is missing: pip install "clusterbook[offline]"'
        ) from None
    site, record = site_of(folder), companion(folder)
    edition = "" if lang == "zh" else "en/"
    order = pages_in_order(folder)
    target = Path(out) / f"clusterbook-{record['version']}-{lang}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    writer, starts, marks = PdfWriter(), {}, []
    with TemporaryDirectory() as place, browser(site) as (running, address):
        font = Path(place) / "book-sans.ttf"
        # The font's quotation marks are as wide as a Chinese character.
        wide = set("‘’“”…—") if lang == "en" else set()
        text_font(characters_of(site / edition, order) - wide, font)
        tab = running.new_context(color_scheme="light").new_page()
        tab.route("**/book-sans.ttf", lambda route: route.fulfill(path=font))
        for count, (page, level) in enumerate(order, 1):
            tab.goto(f"{address}{edition}{page}.html")
            tab.add_style_tag(content=PRINT_STYLE)
            tab.evaluate(READY)
            tab.evaluate("document.fonts.ready")
            printed = tab.pdf(
                format="A4",
                margin={"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"},
                print_background=True,
                outline=True,
                tagged=True,
            )
            starts[f"{address}{edition}{page}.html"] = len(writer.pages)
            title = tab.locator("h1").first.evaluate("node => node.firstChild.textContent").strip()
            marks = marks[: level - 1]
            part = PdfReader(BytesIO(printed))
            first = len(writer.pages)
            writer.append(part, import_outline=False)
            above = marks[-1] if marks else None
            marks.append(writer.add_outline_item(title, first, parent=above))
            if count % 10 == 0 or count == len(order):
                progress(f"{lang}: {count} of {len(order)} pages printed")
        numbers = PdfReader(BytesIO(numbered_sheets(tab, len(writer.pages))))
    for number, sheet in zip(writer.pages, numbers.pages, strict=True):
        number.merge_page(sheet)
        for reference in number.get("/Annots", ()):
            link = reference.get_object()
            uri = link.get("/A", {}).get("/URI", "")
            if uri.startswith(address):
                del link["/A"]
                start = starts.get(uri.partition("#")[0])
                if start is not None:
                    place_in_file = [writer.pages[start].indirect_reference, NameObject("/Fit")]
                    link[NameObject("/Dest")] = ArrayObject(place_in_file)
    writer.add_metadata(
        {
            "/Title": record["title"][lang],
            "/Author": record["author"][lang],
            "/Producer": "clusterbook",
        }
    )
    writer.compress_identical_objects(remove_duplicates=True)
    writer.write(target)
    return target


def numbered_sheets(tab, count):
    """A PDF of empty sheets that carry the page number at their foot."""
    sheets = "".join(f"<p>{number}</p>" for number in range(1, count + 1))
    tab.set_content(
        "<style>@page{margin:0}body{margin:0}p{margin:0;height:297mm;padding-top:284mm;"
        "box-sizing:border-box;text-align:center;font:9pt sans-serif;break-after:page}"
        f"p:last-child{{break-after:auto}}</style>{sheets}"
    )
    return tab.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "0"))


def characters_of(site, order):
    return set("".join((site / f"{page}.html").read_text(encoding="utf-8") for page, _ in order))


# Runs in the page: its article as XHTML, formulas as MathML, without what only a browser can use.
ARTICLE = """() => {
  const article = document.querySelector("article").cloneNode(true);
  for (const maths of article.querySelectorAll("mjx-container")) {
    const tree = maths.querySelector("math");
    tree ? maths.replaceWith(tree) : maths.remove();
  }
  for (const bold of article.querySelectorAll("script, button, form, .headerlink, .copybtn, .figure-files, .MathJax_Preview, link, style"))
    bold.remove();
  for (const node of article.querySelectorAll("*"))
    for (const name of [...node.getAttributeNames()])
      if (/^(on|data-|style$|tabindex$|download$|aria-|role$)/.test(name)) node.removeAttribute(name);
  for (const details of article.querySelectorAll("details.hide, details.cite-this-page")) details.remove();
  const images = [...article.querySelectorAll("img")].map(image => new URL(image.getAttribute("src"), location).href);
  return {
    title: document.querySelector("h1").firstChild.textContent.trim(),
    body: new XMLSerializer().serializeToString(article),
    images,
    maths: article.querySelector("math") !== null,
    drawn: article.querySelector("svg") !== null,
  };
}"""
BOOK_STYLE = """
body { line-height: 1.7; margin: 0 4%; }
h1, h2, h3 { line-height: 1.3; }
img, svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 0.85em; }
th, td { border-bottom: 1px solid #bbb; padding: 0.2em 0.5em; text-align: start; vertical-align: top; }
pre { white-space: pre-wrap; font-size: 0.8em; }
.claim-card, .admonition, .section-card { border: 1px solid #999; border-inline-start-width: 4px; margin: 1em 0; padding: 0.4em 0.8em; }
.claim-text { font-weight: bold; }
.argument-map rect { fill: #f3f4f5; stroke: #999; }
.argument-map path { fill: none; stroke: #4d6a94; }
.argument-map text { font-size: 13.5px; text-anchor: middle; }
.table-note, small { color: #555; }
"""


def book_epub(folder, out, lang, *, progress=print):
    """Write one edition as an EPUB 3 in the reading order of the contents; returns its path."""
    site, record = site_of(folder), companion(folder)
    edition = "" if lang == "zh" else "en/"
    order = pages_in_order(folder)
    target = Path(out) / f"clusterbook-{record['version']}-{lang}.epub"
    target.parent.mkdir(parents=True, exist_ok=True)
    files, items = {}, []
    with browser(site) as (running, address):
        base = f"{address}{edition}"
        tab = running.new_page()
        for count, (page, level) in enumerate(order, 1):
            tab.goto(f"{base}{page}.html")
            tab.evaluate(READY)
            found = tab.evaluate(ARTICLE)
            for image in found["images"]:
                files[f"images/{image.rpartition('/')[2]}"] = tab.request.get(image).body()
            body = inward(found["body"], f"{base}{page}.html", base, {name for name, _ in order})
            name = file_name(page)
            files[name] = xhtml(found["title"], body, lang).encode("utf-8")
            uses = [key for key, flag in (("mathml", "maths"), ("svg", "drawn")) if found[flag]]
            items.append((name, found["title"], level, " ".join(uses)))
            if count % 10 == 0 or count == len(order):
                progress(f"{lang}: {count} of {len(order)} pages gathered")
    files["book.css"] = BOOK_STYLE.encode("utf-8")
    files["nav.xhtml"] = navigation(items, record["title"][lang], lang).encode("utf-8")
    files["content.opf"] = package(files, items, record, lang).encode("utf-8")
    container = (
        '<?xml version="1.0"?><container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    with zipfile.ZipFile(target, "w", compresslevel=9) as archive:
        archive.writestr(entry("mimetype", stored=True), "application/epub+zip")
        archive.writestr(entry("META-INF/container.xml"), container)
        for name, content in sorted(files.items()):
            archive.writestr(entry(f"OEBPS/{name}"), content)
    return target


def file_name(page):
    return f"{page.removeprefix('chapters/').replace('/', '-')}.xhtml"


def inward(body, address, base, pages):
    """The article with images and pages of the book named as files of the EPUB; other links of the
    site lose their target.
    """

    def image(match):
        return f'src="images/{match[1].rpartition("/")[2]}"'

    def link(match):
        target = unescape(match[1])
        if re.match(r"\w+:", target) or target.startswith("#"):
            return match[0]
        full, _, anchor = urljoin(address, target).partition("#")
        page = full.removeprefix(base).removesuffix(".html")
        if not full.startswith(base) or page not in pages:
            return ""
        return f'href="{file_name(page)}{"#" + anchor if anchor else ""}"'

    body = re.sub(r'src="([^"]+)"', image, body)
    return re.sub(r'href="([^"]*)"', link, body)


def xhtml(title, body, lang):
    code = {"zh": "zh-CN", "en": "en"}[lang]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{code}" xml:lang="{code}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head><body>{body}</body></html>\n'
    )


def navigation(items, title, lang):
    """The table of contents as nested lists."""
    lines, depth = [], 0
    for name, heading, level, _ in items:
        if level > depth:
            lines.append("<ol>" * (level - depth))
        elif level < depth:
            lines.append("</li></ol>" * (depth - level) + "</li>")
        elif lines:
            lines.append("</li>")
        lines.append(f'<li><a href="{name}">{escape(heading)}</a>')
        depth = level
    lines.append("</li></ol>" * depth)
    return xhtml(
        title, f'<nav epub:type="toc"><h1>{escape(title)}</h1>{"".join(lines)}</nav>', lang
    )


MEDIA = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def package(files, items, record, lang):
    """The package document: what the EPUB is, holds, and in which order it is read."""
    uses = {name: flags for name, _, _, flags in items}
    manifest = []
    for name in sorted(files):
        flags = "nav" if name == "nav.xhtml" else uses.get(name, "")
        extra = f' properties="{flags}"' if flags else ""
        media = MEDIA[Path(name).suffix]
        manifest.append(
            f'<item id="{identifier(name)}" href="{name}" media-type="{media}"{extra}/>'
        )
    spine = "".join(f'<itemref idref="{identifier(name)}"/>' for name, *_ in items)
    title, code = record["title"][lang], {"zh": "zh-CN", "en": "en"}[lang]
    unique = uuid5(NAMESPACE, f"{title} {record['version']} {lang}")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" '
        'version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{unique}</dc:identifier><dc:title>{escape(title)}</dc:title>'
        f"<dc:language>{code}</dc:language><dc:creator>{escape(record['author'][lang])}</dc:creator>"
        f"<dc:rights>CC BY 4.0</dc:rights><dc:date>{record['date']}</dc:date>"
        f'<meta property="dcterms:modified">{record["date"]}T00:00:00Z</meta></metadata>'
        f"<manifest>{''.join(manifest)}</manifest><spine>{spine}</spine></package>\n"
    )


def identifier(name):
    return "i-" + re.sub(r"[^A-Za-z0-9]+", "-", name)


def checksums(folder):
    """Write ``SHA256SUMS`` over the files of a folder, as ``sha256sum -c`` reads it; its path."""
    folder = Path(folder)
    target = folder / "SHA256SUMS"
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.is_file() and path != target
    ]
    target.write_text("".join(lines), encoding="utf-8")
    return target
