"""Rerun every claim and every page on the reader's machine, and hold them to what is published.

``published.json`` records what the book prints: verdict and figures of each claim, and the texts
that each page hands to its prose, in English. :func:`replicate` computes them anew and reports what
agrees and what differs; the report carries the hash of its own content.
"""

import hashlib
import json
import math
import platform
import re
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from clusterbook import __version__
from clusterbook.claims import evaluate_all
from clusterbook.data import describe, load, tables
from clusterbook.notebooks import notebooks_folder
from clusterbook.rerun import rerun

PUBLISHED = Path(__file__).with_name("published.json")
PACKAGES = ("numpy", "pandas", "scipy", "statsmodels", "matplotlib", "seaborn")
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
TOLERANCE = 1e-3


def pages():
    """Pages that compute something, in the order of the table of contents."""
    folder = notebooks_folder()
    listed = load("contents", status="finished")["page"]
    return [page for page in listed if '"code"' in (folder / f"{page}.ipynb").read_text("utf-8")]


def claims_now():
    return {
        claim: {
            "verdict": found.verdict.value,
            "figures": {figure.key: figure.value for figure in found.figures},
        }
        for claim, found in evaluate_all().items()
    }


def page_now(page):
    return dict(sorted(rerun(notebooks_folder() / f"{page}.ipynb").glued.items()))


def record(out=print):
    """Write what the book now computes into ``published.json``; returns the keys that changed."""
    old = published() if PUBLISHED.is_file() else {"claims": {}, "pages": {}}
    new = {"claims": claims_now(), "pages": {}}
    for page in pages():
        out(f"running {page}")
        new["pages"][page] = page_now(page)
    PUBLISHED.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [
        f"{kind} {name}"
        for kind in ("claims", "pages")
        for name in sorted({*old[kind], *new[kind]})
        if old[kind].get(name) != new[kind].get(name)
    ]


def published():
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


def close(a, b, tolerance=TOLERANCE):
    """Whether two values agree: equal, or both numbers within the relative tolerance."""
    if a == b:
        return True
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return False
    return math.isclose(a, b, rel_tol=tolerance) or (math.isnan(a) and math.isnan(b))


def same_text(published_text, found, tolerance=TOLERANCE):
    """Whether two printed texts agree: the same words, and numbers within a unit of the last digit
    that is printed, or within the relative tolerance.
    """
    if published_text == found:
        return True
    if published_text is None or found is None:
        return False
    if NUMBER.sub("#", published_text) != NUMBER.sub("#", found):
        return False
    for one, other in zip(NUMBER.findall(published_text), NUMBER.findall(found), strict=True):
        places = len(one.partition(".")[2])
        values = [float(text.replace(",", "").replace("−", "-")) for text in (one, other)]
        # Half of the last digit on either side, and what floating point adds.
        if abs(values[0] - values[1]) > 1.0001 * 10**-places and not close(*values, tolerance):
            return False
    return True


def compare_claims(known, now, tolerance):
    """``(agreeing, differences)`` over verdicts and figures of the claims."""
    agreeing, differing = 0, []
    for claim in sorted({*known, *now}):
        if claim not in known or claim not in now:
            where = "now" if claim in now else "published"
            differing.append({"item": claim, "published": None, "found": f"only {where}"})
            continue
        pairs = {"verdict": (known[claim]["verdict"], now[claim]["verdict"])}
        before, after = known[claim]["figures"], now[claim]["figures"]
        for key in sorted({*before, *after}):
            pairs[key] = (before.get(key), after.get(key))
        for key, (a, b) in pairs.items():
            if close(a, b, tolerance):
                agreeing += 1
            else:
                differing.append({"item": f"{claim} {key}", "published": a, "found": b})
    return agreeing, differing


def compare_page(page, known, now, tolerance):
    agreeing, differing = 0, []
    for key in sorted({*known, *now}):
        a, b = known.get(key), now.get(key)
        if same_text(a, b, tolerance):
            agreeing += 1
        else:
            differing.append({"item": f"{page} {key}", "published": a, "found": b})
    return agreeing, differing


def versions():
    found = {"python": platform.python_version(), "system": platform.platform()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    # Of the code that runs: the metadata of an editable install keep the version of its day.
    return {**found, "clusterbook": __version__}


def data_hash():
    """One hash over the registered hashes of all tables: which figures were computed with."""
    total = hashlib.sha256("".join(f"{n}{describe(n)['hash']}" for n in tables()).encode())
    return total.hexdigest()


def signature(report):
    """SHA-256 of the report's content, its own signature left out."""
    content = {key: value for key, value in report.items() if key != "sha256"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def replicate(folder=".", *, only=None, tolerance=TOLERANCE, out=print):
    """Compute everything anew and write ``replication.json`` and ``replication.md`` to a folder.

    ``only`` names the pages to run (default: all that compute something). Prints a line for each.
    Returns the report as a dict. Raises ``ValueError`` for a page that is not there.
    """
    known, every = published(), pages()
    unknown = sorted(set(only or ()) - set(every))
    if unknown:
        raise ValueError(f"no page {', '.join(unknown)}; pages that compute: {', '.join(every)}")
    began = time.monotonic()
    agreeing, differing = compare_claims(known["claims"], claims_now(), tolerance)
    out(f"claims: {agreeing} values agree, {len(differing)} differ")
    ran = {}
    for page in only or every:
        start = time.monotonic()
        try:
            same, other = compare_page(
                page, known["pages"].get(page, {}), page_now(page), tolerance
            )
        except Exception as error:
            same, other = 0, [{"item": page, "published": "runs", "found": f"{error!r}"}]
        ran[page] = {
            "agree": same,
            "differ": len(other),
            "seconds": round(time.monotonic() - start, 1),
        }
        agreeing += same
        differing += other
        out(f"{page}: {same} agree, {len(other)} differ, {ran[page]['seconds']} s")
    report = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "tolerance": tolerance,
        "agree": agreeing,
        "differ": differing,
        "pages": ran,
        "seconds": round(time.monotonic() - began, 1),
        "versions": versions(),
        "data_sha256": data_hash(),
    }
    report["sha256"] = signature(report)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    (folder / "replication.json").write_text(text, encoding="utf-8")
    (folder / "replication.md").write_text(markdown(report), encoding="utf-8")
    out(f"{agreeing} agree, {len(differing)} differ: {folder / 'replication.md'}")
    return report


def verify(path):
    """Whether a ``replication.json`` still has the content that it was signed with."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    return report.get("sha256") == signature(report)


def markdown(report):
    """The report for a reader."""
    lines = [
        "# Replication report",
        "",
        f"{report['when']}: {report['agree']} published values agree, {len(report['differ'])} differ "
        f"(relative tolerance {report['tolerance']:g}; {report['seconds']} s).",
        "",
        f"SHA-256 of the report: `{report['sha256']}`; of the data: `{report['data_sha256']}`.",
        "",
        "## What differs",
        "",
    ]
    if report["differ"]:
        lines += ["| Item | Published | Found |", "|---|---|---|"]
        lines += [
            f"| {d['item']} | {cell(d['published'])} | {cell(d['found'])} |"
            for d in report["differ"]
        ]
    else:
        lines.append("Nothing.")
    lines += ["", "## Pages", "", "| Page | Agree | Differ | Seconds |", "|---|--:|--:|--:|"]
    lines += [
        f"| {page} | {r['agree']} | {r['differ']} | {r['seconds']} |"
        for page, r in report["pages"].items()
    ]
    lines += ["", "## Versions", ""]
    lines += [f"- {name}: {value}" for name, value in report["versions"].items()]
    return "\n".join(lines) + "\n"


def cell(value):
    return str(value).replace("|", "\\|").replace("\n", " ")
