"""The argument map: steps as boxes, links as lines in the colour of their verdict, and as a table."""

import textwrap
from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from clusterbook.argument import links, steps
from clusterbook.language import curled, language, tr
from clusterbook.sphinx.claims import ROOT, chapter_of, claim_links, findings

BOX, GAP_X, LINE, GAP_Y = 164, 56, 17, 20
WIDTH = {"zh": 11, "en": 20}
UNTESTED = ("verdict-none", "没有论断", "no claim")


class argument_map(nodes.General, nodes.Element):
    """Placeholder, filled when the page is written."""


class ArgumentMap(SphinxDirective):
    """``{argument-map}``: the whole; on a chapter's index the links that start or end in it."""

    def run(self):
        return [argument_map()]


def lines(text):
    if language() == "en":
        return textwrap.wrap(text, WIDTH["en"])
    size = WIDTH["zh"]
    # Equal lines rather than a full one and a rest of one character.
    size = -(-len(text) // -(-len(text) // size))
    return [text[start : start + size] for start in range(0, len(text), size)]


def verdict_of(link):
    """``(class, text)`` of a link's verdict."""
    found = link.verdict(findings())
    if found is None:
        return UNTESTED[0], tr(*UNTESTED[1:])
    return f"verdict-{found.slug}", tr(found.zh, found.value)


def squeezed(values):
    """Ranks of the values without gaps: the rows and columns that a part of the map uses."""
    return {value: rank for rank, value in enumerate(sorted(set(values)))}


def drawn(app, docname, shown, known):
    used = [known[code] for code in known if any(code in (x.source, x.target) for x in shown)]
    columns, rows = (squeezed(getattr(s, a) for s in used) for a in ("column", "row"))
    texts = {s.step: lines(s.text) for s in used}
    height = LINE * max(map(len, texts.values())) + 14
    place = {
        s.step: (columns[s.column] * (BOX + GAP_X) + 1, rows[s.row] * (height + GAP_Y) + 1)
        for s in used
    }
    paths = []
    for link in shown:
        (x1, y1), (x2, y2) = place[link.source], place[link.target]
        x1, y1, y2 = x1 + BOX, y1 + height / 2, y2 + height / 2
        bend = GAP_X * 0.8
        slug, verdict = verdict_of(link)
        title = f"{known[link.source].text} {link.relation} {known[link.target].text}: {verdict}"
        paths.append(
            f'<path class="{slug}" marker-end="url(#argument-tip)" d="M{x1} {y1:g}C{x1 + bend:g} {y1:g} '
            f'{x2 - bend:g} {y2:g} {x2 - 5} {y2:g}"><title>{escape(title)}</title></path>'
        )
    boxes = []
    for step in used:
        x, y = place[step.step]
        uri = app.builder.get_relative_uri(docname, ROOT + step.page)
        first = y + height / 2 - LINE * (len(texts[step.step]) - 1) / 2 + 5
        words = "".join(
            f'<tspan x="{x + BOX / 2:g}" y="{first + LINE * n:g}">{escape(curled(line), quote=False)}</tspan>'
            for n, line in enumerate(texts[step.step])
        )
        boxes.append(
            f'<a href="{uri}"><rect x="{x}" y="{y}" width="{BOX}" height="{height}" rx="4"/>'
            f"<text>{words}</text></a>"
        )
    width = (len(columns) - 1) * (BOX + GAP_X) + BOX + 2
    depth = (len(rows) - 1) * (height + GAP_Y) + height + 2
    label = tr(
        "论证图：各步的联系与判定见下表", "Map of the argument; the table below says the same"
    )
    tip = (
        '<defs><marker id="argument-tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="5" '
        'markerHeight="5" orient="auto"><path d="M0 0L6 3L0 6z"/></marker></defs>'
    )
    return (
        f'<svg viewBox="0 0 {width} {depth}" width="{width}" role="group" aria-label="{label}">{tip}'
        f"{''.join(paths)}{''.join(boxes)}</svg>"
    )


def legend(shown):
    """The colours in use, each with its word."""
    used = dict.fromkeys(verdict_of(link) for link in shown)
    return "".join(f'<span class="{slug}">{text}</span>' for slug, text in used)


def listed(app, docname, shown, known):
    """The same links as a table, for readers of screens and for the phone."""
    rows = []
    for link in shown:
        slug, verdict = verdict_of(link)
        ends = [
            f'<a href="{app.builder.get_relative_uri(docname, ROOT + known[code].page)}">'
            f"{escape(curled(known[code].text), quote=False)}</a>"
            for code in (link.source, link.target)
        ]
        rows.append(
            f"<tr><td>{ends[0]} → {ends[1]}<br><small>{escape(link.relation)}{tr('；', '; ')}"
            f"{escape(curled(link.test), quote=False)}</small></td>"
            f'<td class="{slug}"><span class="claim-verdict">{verdict}</span></td>'
            f"<td>{claim_links(app, docname, link.claims) or '—'}</td></tr>"
        )
    heads = (("联系与检验", "Link and test"), ("判定", "Verdict"), ("论断", "Claims"))
    head = "".join(f'<th scope="col">{tr(*pair)}</th>' for pair in heads)
    return (
        f"<details><summary>{tr('列成表', 'As a table')}</summary><div class='table-box' tabindex='0'>"
        f"<table class='listing'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def html(app, docname, chapter):
    known, shown = steps(), links(chapter)
    note = tr(
        "联系由伴读本读出；颜色取检验这一环的论断中最不利的判定，点方框到论及它的页面。",
        "The links are the companion’s reading; a line has the colour of the least favourable verdict "
        "among the claims that test it, and a box leads to the page that treats the step.",
    )
    return (
        f'<figure class="argument-map"><div class="table-box" tabindex="0">{drawn(app, docname, shown, known)}</div>'
        f'<figcaption><p class="verdict-legend">{legend(shown)}</p><p>{note}</p></figcaption>'
        f"{listed(app, docname, shown, known)}</figure>"
    )


def fill(app, doctree, docname):
    for node in list(doctree.findall(argument_map)):
        node.replace_self(nodes.raw("", html(app, docname, chapter_of(docname)), format="html"))


def setup(app):
    app.add_css_file("argument.css")
    app.add_node(argument_map)
    app.add_directive("argument-map", ArgumentMap)
    app.connect("doctree-resolved", fill)
