"""Claims in the book: links to them, the ledger, the count of what is settled, and the JSON."""

import csv
import json
import pickle
import re
from functools import cache
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from clusterbook.claims import Verdict, claims, evaluate_all
from clusterbook.claims.card import TYPES
from clusterbook.language import curled, language, pick, tr

ROOT = "chapters/"


# Kept beside the executed notebooks, and emptied with them when data/ or clusterbook/ change.
kept = {"path": None}


@cache
def findings():
    """Findings by claim id; the checks run once, and again when what they rest on has changed."""
    path = kept["path"]
    if path and path.is_file():
        return pickle.loads(path.read_bytes())
    found = evaluate_all()
    if path:
        path.write_bytes(pickle.dumps(found))
    return found


def keep_findings(app):
    kept["path"] = Path(app.env.mystnb_config.execution_cache_path) / "findings.pickle"


def status_counts(ids):
    """How many of the claims have which verdict, in the order of :class:`Verdict`; zeros left out."""
    verdicts = [findings()[claim].verdict for claim in ids if claim in findings()]
    return {v: verdicts.count(v) for v in Verdict if v in verdicts}


def settled(ids):
    """How many of the claims have a verdict that settles them."""
    return sum(findings()[claim].verdict.settles for claim in ids if claim in findings())


def chapter_of(docname):
    """The chapter whose index a page is, None for any other page."""
    match = re.fullmatch(rf"{ROOT}ch(\d)/index", docname)
    return int(match[1]) if match else None


def page_address(app, claim, base):
    return f"{base}{app.builder.get_target_uri(ROOT + claim.page)}#claim-{claim.id}"


class claim_link(nodes.Inline, nodes.TextElement):
    """Placeholder of a link to a claim's card."""


class ClaimRole(SphinxRole):
    """``{claim}`P08```: a link to the card of a claim, wherever it stands."""

    def run(self):
        if self.text not in claims():
            message = self.inliner.reporter.error(f"unknown claim {self.text!r}", line=self.lineno)
            return [], [message]
        node = claim_link(self.text, self.text)
        node["claim"] = self.text
        return [node], []


class ledger(nodes.General, nodes.Element):
    """Placeholder of the ledger, filled when the page is written."""


class claim_progress(nodes.General, nodes.Element):
    """Placeholder of the counts on the front page."""


class Ledger(SphinxDirective):
    """``{claims-ledger}``: all claims, with filters; on a chapter's index a list of its own."""

    def run(self):
        return [ledger()]


class Progress(SphinxDirective):
    def run(self):
        return [claim_progress()]


class claims_by_type(nodes.General, nodes.Element):
    """Placeholder of the claims counted by type and verdict."""


class open_claims(nodes.General, nodes.Element):
    """Placeholder of the claims that are checked and open, with what would settle each."""


class ByType(SphinxDirective):
    """``{claims-by-type}``: how many claims of each type have which verdict."""

    def run(self):
        return [claims_by_type()]


class OpenClaims(SphinxDirective):
    """``{open-claims}``: every undetermined claim and the table or design that would settle it."""

    def run(self):
        return [open_claims()]


def resolve(app, doctree, docname):
    for node in list(doctree.findall(claim_link)):
        claim = claims()[node["claim"]]
        uri = app.builder.get_relative_uri(docname, ROOT + claim.page)
        link = nodes.reference("", claim.id, internal=True, refuri=f"{uri}#claim-{claim.id}")
        link["classes"].append("claim-link")
        link["reftitle"] = getattr(claim, f"claim_{language()}")
        node.replace_self(link)
    for node in list(doctree.findall(ledger)):
        chapter = chapter_of(docname)
        made = chapter_html(app, docname, chapter) if chapter else ledger_html(app, docname)
        node.replace_self(nodes.raw("", made, format="html"))
    for node in list(doctree.findall(claim_progress)):
        node.replace_self(nodes.raw("", progress_html(app, docname), format="html"))
    for node in list(doctree.findall(claims_by_type)):
        node.replace_self(nodes.raw("", by_type_html(), format="html"))
    for node in list(doctree.findall(open_claims)):
        node.replace_self(nodes.raw("", open_html(app, docname), format="html"))


def verdict_of(claim):
    """``(slug, text)`` of a claim's verdict in the edition's language."""
    found = findings().get(claim.id)
    if not found:
        return "none", tr("尚无检验", "no check yet")
    return found.verdict.slug, tr(found.verdict.zh, found.verdict.value)


def claim_address(app, docname, claim):
    """Where a claim is, seen from a page: its card, or without one the page it belongs to."""
    uri = app.builder.get_relative_uri(docname, ROOT + claim.page)
    return f"{uri}#claim-{claim.id}" if claim.id in findings() else uri


def claim_links(app, docname, ids):
    """Links to the cards of claims, each in the colour of its verdict."""
    return " ".join(
        f'<a class="claim-link verdict-{verdict_of(claims()[claim])[0]}" '
        f'href="{claim_address(app, docname, claims()[claim])}">{claim}</a>'
        for claim in ids
    )


def verdict_bar(ids):
    """The verdicts of some claims as one bar, each part as long as it has claims, and its key."""
    parts = [(v.slug, tr(v.zh, v.value), n) for v, n in status_counts(ids).items()]
    open_ = sum(claim not in findings() for claim in ids)
    if open_:
        parts.append(("none", tr("尚无检验", "no check yet"), open_))
    bar = "".join(
        f'<span class="verdict-{slug}" style="flex-grow:{n}"></span>' for slug, _, n in parts
    )
    key = "".join(f'<span class="verdict-{slug}">{text} {n}</span>' for slug, text, n in parts)
    return f'<p class="verdict-bar" aria-hidden="true">{bar}</p><p class="verdict-key">{key}</p>'


def chapter_html(app, docname, chapter):
    """The claims that a chapter's pages own: a bar of verdicts and a list of links."""
    owned = [claim for claim in claims().values() if claim.page.startswith(f"ch{chapter}/")]
    if not owned:
        none = tr("本章没有论断。", "This chapter owns no claim.")
        return f"<p>{none}</p>"
    rows = []
    for claim in owned:
        slug, verdict = verdict_of(claim)
        rows.append(
            f'<tr><th scope="row"><a href="{claim_address(app, docname, claim)}">{claim.id}</a></th>'
            f"<td>{escape(curled(getattr(claim, f'claim_{language()}')), quote=False)}</td>"
            f'<td class="verdict-{slug}"><span class="claim-verdict">{verdict}</span></td></tr>'
        )
    return (
        f"{verdict_bar([claim.id for claim in owned])}<div class='table-box' tabindex='0'>"
        f"<table class='listing'><tbody>{''.join(rows)}</tbody></table></div>"
    )


def choices(name, label, options):
    items = "".join(f'<option value="{escape(o)}">{escape(o)}</option>' for o in options)
    everything = tr("全部", "all")
    return (
        f'<label>{label} <select data-filter="{name}">'
        f'<option value="">{everything}</option>{items}</select></label>'
    )


def ledger_html(app, docname):
    rows, used = [], {"place": [], "type": [], "verdict": []}
    for claim in claims().values():
        slug, verdict = verdict_of(claim)
        found = findings().get(claim.id)
        values = {
            "place": getattr(claim, f"place_{language()}"),
            "type": tr(TYPES[claim.type], claim.type),
            "verdict": verdict,
        }
        for key, value in values.items():
            if value not in used[key]:
                used[key].append(value)
        link = f'<a href="{claim_address(app, docname, claim)}">{claim.id}</a>'
        reason = (
            f"<br><small>{escape(curled(getattr(found, language())), quote=False)}</small>"
            if found
            else ""
        )
        data = " ".join(f'data-{key}="{escape(value)}"' for key, value in values.items())
        rows.append(
            f'<tr {data}><th scope="row">{link}</th><td>{escape(values["place"])}</td>'
            f"<td>{values['type']}</td>"
            f"<td>{escape(curled(getattr(claim, f'claim_{language()}')), quote=False)}{reason}</td>"
            f'<td class="verdict-{slug}"><span class="claim-verdict">{verdict}</span></td></tr>'
        )
    heads = (
        ("编号", "Id"),
        ("出处", "Place"),
        ("类型", "Type"),
        ("论断", "Claim"),
        ("判定", "Verdict"),
    )
    head = "".join(f'<th scope="col">{tr(*pair)}</th>' for pair in heads)
    filters = "".join(
        choices(key, label, used[key])
        for key, label in (
            ("place", tr("出处", "Place")),
            ("type", tr("类型", "Type")),
            ("verdict", tr("判定", "Verdict")),
        )
    )
    caption = tr(
        f"全部{len(claims())}条论断；已检验{len(findings())}条，有定论{settled(claims())}条",
        f"All {len(claims())} claims; {len(findings())} are checked, {settled(claims())} settled",
    )
    root = "../" * docname.count("/")
    files = " · ".join(f'<a href="{root}{n}">{n}</a>' for n in ("claims.json", "claims.csv"))
    return (
        f'<p class="ledger-files">{files}</p>'
        f'<form class="ledger-filters" hidden>{filters} <output></output></form>'
        f'<div class="table-box" tabindex="0"><table class="ledger listing"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def progress_html(app, docname):
    from clusterbook.sphinx.frame import progress

    finished, pages = progress()
    total, checked = len(claims()), len(findings())
    uri = app.builder.get_relative_uri(docname, f"{ROOT}back/ledger")
    link = f"<a href='{uri}'>{total}"
    if finished < pages or checked < total:
        sentence = tr(
            f"已完成{finished}页，共{pages}页；{link}条论断</a>中已检验{checked}条，有定论{settled(claims())}条。",
            f"{finished} of {pages} pages are finished; {checked} of {link} claims</a> are checked, "
            f"{settled(claims())} of them settled.",
        )
    else:
        sentence = tr(
            f"{link}条论断</a>逐条检验，“证据不足”以外，有定论的{settled(claims())}条：",
            f"All {link} claims</a> are checked; {settled(claims())} are settled, with any verdict but undetermined:",
        )
    return f'<p class="progress-count">{sentence}</p>{verdict_bar(claims())}'


def by_type_html():
    """Types of claims against verdicts, in counts; the last row and column are sums."""
    counts = {kind: {} for kind in TYPES}
    for claim in claims().values():
        slug, verdict = verdict_of(claim)
        row = counts[claim.type]
        row[slug, verdict] = row.get((slug, verdict), 0) + 1
    order = [(v.slug, tr(v.zh, v.value)) for v in Verdict] + [
        ("none", tr("尚无检验", "no check yet"))
    ]
    used = [verdict for verdict in order if any(verdict in row for row in counts.values())]
    head = "".join(
        f'<th scope="col" class="verdict-{slug}"><span class="claim-verdict">{text}</span></th>'
        for slug, text in used
    )
    total = tr("合计", "All")
    rows = [
        (tr(TYPES[kind], kind), [row.get(verdict, 0) for verdict in used])
        for kind, row in counts.items()
        if row
    ]
    rows.append((total, [sum(column) for column in zip(*(n for _, n in rows), strict=True)]))
    body = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(f"<td>{n or '—'}</td>" for n in (*numbers, sum(numbers)))
        + "</tr>"
        for name, numbers in rows
    )
    return (
        f"<div class='table-box' tabindex='0'><table class='listing counts'><thead><tr>"
        f'<th scope="col">{tr("类型", "Type")}</th>{head}<th scope="col">{total}</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def open_html(app, docname):
    """The claims whose check leaves them open, in the order of the table, folded."""
    rows = [
        f"<tr><td>{claim_links(app, docname, [claim.id])}</td>"
        f"<td>{escape(curled(getattr(claim, f'claim_{language()}')), quote=False)}</td>"
        f"<td>{escape(curled(pick(findings()[claim.id].needs)), quote=False)}</td></tr>"
        for claim in claims().values()
        if claim.id in findings() and findings()[claim.id].verdict is Verdict.UNDETERMINED
    ]
    summary = tr(
        f"证据不足的{len(rows)}条，各缺什么", f"The {len(rows)} undetermined, and what each lacks"
    )
    heads = (("编号", "Id"), ("论断", "Claim"), ("什么能定论", "What would settle it"))
    head = "".join(f'<th scope="col">{tr(*pair)}</th>' for pair in heads)
    return (
        f"<details><summary>{summary}</summary><div class='table-box' tabindex='0'><table class='listing'>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def records(app):
    """The claims as the site serves them: a list of dicts, verdict ``None`` without a check."""
    base = app.config.html_baseurl or ""
    for claim in claims().values():
        found = findings().get(claim.id)
        yield {
            "id": claim.id,
            "place": {"zh": claim.place_zh, "en": claim.place_en},
            "type": claim.type,
            "basis": claim.basis,
            "claim": {"zh": claim.claim_zh, "en": claim.claim_en},
            "verdict": found.verdict.value if found else None,
            "figures": {f.key: f.value for f in found.figures} if found else {},
            "reasoning": {"zh": found.zh, "en": found.en} if found else None,
            "data": list(found_data(claim.id)) if found else [],
            "url": page_address(app, claim, base),
        }


def found_data(claim):
    from clusterbook.claims import CHECKS

    return CHECKS[claim].data


def serve(app, exception):
    if exception or app.builder.format != "html":
        return
    served = list(records(app))
    folder = Path(app.outdir)
    (folder / "claims.json").write_text(
        json.dumps(served, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    with open(folder / "claims.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "place_zh", "place_en", "type", "basis", "claim_zh", "claim_en"]
            + ["verdict", "reasoning_zh", "reasoning_en", "data", "url"]
        )
        for row in served:
            reasoning = row["reasoning"] or {"zh": "", "en": ""}
            writer.writerow(
                [row["id"], *row["place"].values(), row["type"], row["basis"]]
                + [*row["claim"].values(), row["verdict"] or "", *reasoning.values()]
                + [" ".join(row["data"]), row["url"]]
            )


def load_filters(app, pagename, templatename, context, doctree):
    if pagename == f"{ROOT}back/ledger":
        app.add_js_file("ledger.js")


def setup(app):
    app.add_css_file("claims.css")
    for node in (claim_link, ledger, claim_progress, claims_by_type, open_claims):
        app.add_node(node)
    app.add_role("claim", ClaimRole())
    app.add_directive("claims-ledger", Ledger)
    app.add_directive("progress", Progress)
    app.add_directive("claims-by-type", ByType)
    app.add_directive("open-claims", OpenClaims)
    # After freshness has emptied what is out of date.
    app.connect("builder-inited", keep_findings, priority=800)
    app.connect("doctree-resolved", resolve)
    app.connect("html-page-context", load_filters)
    app.connect("build-finished", serve)
