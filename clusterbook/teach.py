"""What a teacher hands out, made from the pages: notebooks for students and instructors, a deck of
slides for each chapter, and the syllabus.

Everything comes from the built site and the notebooks behind it; nothing is written twice.
"""

import json
import re
import shutil
from html import escape
from pathlib import Path

from pybtex.database import parse_file

from clusterbook.citation import companion, published_at
from clusterbook.data import load
from clusterbook.language import LANGUAGES
from clusterbook.notebooks import text
from clusterbook.offline import OfflineError, site_of
from clusterbook.reader import dumps, glued_texts, reader_notebook, setup_code

SYLLABUS = "back/teach"
WORDS = {
    "exercises": {"zh": "练习", "en": "Exercises"},
    "claims": {"zh": "论断与判定", "en": "Claims and verdicts"},
    "argument": {"zh": "本章的论证", "en": "The argument of the chapter"},
    "independent": {
        "zh": "独立的非官方伴读本，未经原书作者与出版社认可。",
        "en": "Independent and unofficial; not endorsed by the authors of the book or its press.",
    },
}


def teach(folder, out, *, lang=None, progress=print):
    """Write the material of one language, or of both, below ``out``; returns the files' paths.

    ``<lang>/student`` and ``<lang>/instructor`` hold a notebook for every page that computes,
    ``<lang>/slides`` a deck for every chapter, ``<lang>/syllabus.md`` the syllabus. Raises
    :class:`clusterbook.offline.OfflineError` where the site is not built.
    """
    folder, out = Path(folder).resolve(), Path(out)
    site = site_of(folder)
    made = []
    for code in [lang] if lang else LANGUAGES:
        place = out / code
        notebooks = write_notebooks(folder, place, code)
        decks = write_slides(site, place / "slides", code, folder)
        syllabus = write_syllabus(folder, place, code)
        progress(f"{code}: {len(notebooks)} notebooks, {len(decks)} decks, {syllabus.name}")
        made += [*notebooks, *decks, syllabus]
    return made


def pages_that_compute(folder):
    """Finished pages with code, and their notebooks, in the order of the contents."""
    for page in load("contents", status="finished")["page"]:
        path = folder / "chapters" / f"{page}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if any(c["cell_type"] == "code" and text(c) for c in notebook["cells"]):
            yield page, notebook


def executed(folder, lang):
    """Where the build keeps the notebooks that it ran."""
    return folder / "_build" / f"jupyter_execute{'' if lang == 'zh' else '-en'}" / "chapters"


def for_reading(folder, page, notebook, lang, **options):
    base = published_at(folder)
    if base and lang == "en":
        base = base.rstrip("/") + "/en/"
    return reader_notebook(
        notebook,
        page,
        lang,
        glued_texts(executed(folder, lang) / f"{page}.glue.json"),
        entries=parse_file(str(folder / "references.bib")).entries,
        base=base,
        **options,
    )


def write_notebooks(folder, place, lang):
    made = []
    for page, notebook in pages_that_compute(folder):
        for kind in ("student", "instructor"):
            path = place / kind / f"{page.replace('/', '-')}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            written = for_reading(
                folder,
                page,
                notebook,
                lang,
                setup=setup_code(lang),
                student=kind == "student",
            )
            path.write_text(dumps(written), encoding="utf-8")
            made.append(path)
    return made


def write_syllabus(folder, place, lang):
    """The page on teaching as Markdown."""
    source = folder / "chapters" / f"{SYLLABUS}.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    written = for_reading(folder, SYLLABUS, notebook, lang)
    parts = [c["source"] for c in written["cells"] if c["cell_type"] == "markdown"]
    path = place / "syllabus.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


STYLE = """
@page { size: 338mm 190mm; margin: 0; }
* { box-sizing: border-box; }
html { scroll-snap-type: y mandatory; }
body { margin: 0; color: #1b1b1b; background: #fff; font: 24px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif; }
section { scroll-snap-align: start; min-height: 100vh; padding: 5vh 7vw; display: flex; flex-direction: column; justify-content: center; break-after: page; position: relative; }
section > footer { position: absolute; inset: auto 7vw 2vh; font-size: 13px; color: #666; }
html:lang(en) body { font-family: system-ui, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 48px; line-height: 1.25; } h2 { font-size: 34px; margin: 0 0 0.6em; }
li { margin: 0.3em 0; } figure { margin: 0; text-align: center; } figure img { height: 66vh; max-width: 100%; object-fit: contain; } section svg { max-width: 100%; max-height: 64vh; }
table { border-collapse: collapse; font-size: 20px; } td, th { padding: 0.25em 0.8em 0.25em 0; border-bottom: 1px solid #ddd; text-align: start; vertical-align: top; }
.argument-map rect { fill: #f3f4f5; stroke: #bbb; } .argument-map text { font-size: 13.5px; text-anchor: middle; }
.argument-map svg > path { fill: none; stroke: currentcolor; stroke-width: 2; } .verdict-none { color: #666; }
.argument-map svg > path:is(.verdict-consistent, .verdict-differs), .argument-map svg > path.verdict-none { stroke-dasharray: 3 3; }
.argument-map marker path { fill: context-stroke; } .verdict-legend span { margin-inline-end: 1.2em; }
.verdict-legend span::before { border-block-start: 3px solid currentcolor; content: ""; display: inline-block; margin-inline-end: 0.4em; vertical-align: middle; width: 1.4em; }
.verdict-legend span:is(.verdict-consistent, .verdict-differs, .verdict-none)::before { border-block-start-style: dashed; } a { color: inherit; text-decoration: none; }
.verdict-supported, .verdict-consistent { color: #1b7f5c; } .verdict-partly-supported { color: #8a6d00; }
.verdict-contradicted, .verdict-differs { color: #b3470a; } .verdict-undetermined, .verdict-not-testable { color: #4d6a94; }
@media print { section { height: 190mm; min-height: 0; } figure img { height: 130mm; } }
"""


def write_slides(site, place, lang, folder):
    """One deck a chapter: the argument, then for each section its aims, figures, claims, exercises."""
    edition = site if lang == "zh" else site / "en"
    rows = load("contents")
    made = []
    place.mkdir(parents=True, exist_ok=True)
    for chapter in rows[rows["kind"] == "chapter"].itertuples():
        inside = rows[(rows["chapter"] == chapter.chapter) & (rows["kind"] != "chapter")]
        slides = opening(edition, chapter, lang, folder)
        for row in inside.itertuples():
            slides += section_slides(edition, row, lang, place)
        path = place / f"{chapter.page.partition('/')[0]}.html"
        path.write_text(deck(getattr(chapter, f"title_{lang}"), slides, lang), encoding="utf-8")
        made.append(path)
    return made


def soup(edition, page):
    from bs4 import BeautifulSoup

    path = edition / "chapters" / f"{page}.html"
    if not path.is_file():
        raise OfflineError(f"the site has no page {page}: run python -m clusterbook build")
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").article


def opening(edition, chapter, lang, folder):
    title = escape(getattr(chapter, f"title_{lang}"))
    whole = escape(companion(folder)["title"][lang])
    slides = [f"<h1>{title}</h1><p>{whole}</p><p><small>{WORDS['independent'][lang]}</small></p>"]
    article = soup(edition, chapter.page)
    drawing = article.select_one(".argument-map svg")
    if drawing:
        legend = article.select_one(".verdict-legend")
        slides.append(
            f'<h2>{WORDS["argument"][lang]}</h2><div class="argument-map">{drawing}{legend}</div>'
        )
    return slides


def section_slides(edition, row, lang, place):
    article = soup(edition, row.page)
    title = escape(getattr(row, f"title_{lang}"))
    aims = article.select_one("h1 ~ ul, section > ul")
    slides = [f"<h2>{title}</h2>{aims or ''}"]
    for figure in article.select("figure[id^=fig-]"):
        image, caption = figure.find("img"), figure.select_one(".caption-text")
        if image is None:
            continue
        source = edition / "figures" / row.page / f"{figure['id']}.svg"
        (place / "figures").mkdir(exist_ok=True)
        shutil.copyfile(source, place / "figures" / source.name)
        for link in caption.select(".figure-files"):
            link.decompose()
        alt = escape(image.get("alt", ""), quote=True)
        slides.append(
            f"<h2>{caption.get_text().strip()}</h2>"
            f'<figure><img src="figures/{source.name}" alt="{alt}"></figure><footer>{title}</footer>'
        )
    cards = article.select(".claim-card")
    for start in range(0, len(cards), 7):
        lines = "".join(
            f"<tr><th>{card.select_one('.claim-id').get_text()}</th>"
            f"<td>{card.select_one('.claim-text').get_text()}</td>"
            f"<td class='{' '.join(c for c in card['class'] if c.startswith('verdict-'))}'>"
            f"{card.select_one('.claim-verdict').get_text()}</td></tr>"
            for card in cards[start : start + 7]
        )
        slides.append(
            f"<h2>{WORDS['claims'][lang]}</h2><table>{lines}</table><footer>{title}</footer>"
        )
    tasks = [
        re.sub(r"\s+", " ", task.get_text()).strip()
        for task in article.select(".admonition.exercise > .admonition-title")
    ]
    if tasks:
        items = "".join(f"<li>{escape(task)}</li>" for task in tasks)
        slides.append(
            f"<h2>{WORDS['exercises'][lang]}</h2><ul>{items}</ul><footer>{title}</footer>"
        )
    return slides


def deck(title, slides, lang):
    code = {"zh": "zh-CN", "en": "en"}[lang]
    body = "\n".join(f"<section>{slide}</section>" for slide in slides)
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )
