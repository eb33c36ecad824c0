"""A claim and its verdict as a card: the output of a cell, so that a rerun reruns the check."""

import inspect
import re
from html import escape

from clusterbook.claims.model import BASES, BASES_EN, TYPES, pick_unit
from clusterbook.claims.registry import CHECKS, claims, evaluate
from clusterbook.language import curled, language, pick

WORDS = {
    "figures": ("所用数字", "Figures used"),
    "rule": ("判据", "Decision rule"),
    "data": ("数据", "Data"),
    "code": ("检验代码", "Code of the check"),
    "needs": ("还缺什么", "What would settle it"),
    "basis": ("依据", "Basis"),
    "more": ("数字、判据与代码", "Figures, rule and code"),
}


def word(key, lang):
    return WORDS[key][lang == "en"]


def highlighted(code):
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    html = highlight(code, PythonLexer(), HtmlFormatter(cssclass="highlight"))
    # Names, signs and spaces have the colour of the text: their spans would be half of the page.
    return re.sub(r'<span class="(?:n|p|o|w)">([^<]*)</span>', r"\1", html)


def body(function):
    """The source of a check from its ``def`` on; the card states what the decorator holds."""
    source = inspect.getsource(function)
    return source[source.index("def ") :]


class Card:
    """The card of one claim; JupyterLab and the book show its HTML, a terminal its text."""

    def __init__(self, claim):
        self.claim = claims()[claim]
        self.check = CHECKS[claim]
        self.finding = evaluate(claim)

    def __repr__(self):
        lang = language()
        found, subject = self.finding, self.claim
        verdict = found.verdict.zh if lang == "zh" else found.verdict.value
        lines = [
            f"{subject.id} [{verdict}] {getattr(subject, f'claim_{lang}')}",
            getattr(found, lang),
            *(f"  {pick(f.label, lang)}: {f.text(lang)}" for f in found.figures),
        ]
        return "\n".join(lines)

    def _repr_html_(self):
        lang = language()
        subject, found = self.claim, self.finding
        verdict = found.verdict.zh if lang == "zh" else found.verdict.value
        kind = TYPES[subject.type] if lang == "zh" else subject.type
        basis = (BASES if lang == "zh" else BASES_EN)[subject.basis]
        colon = "：" if lang == "zh" else ": "
        rows = "".join(
            f"<tr><th scope='row'>{escape(curled(pick(f.label, lang), lang), quote=False)}</th>"
            f"<td>{f.value:,.{f.digits}f}</td><td>{escape(pick_unit(f.unit, lang))}</td></tr>"
            for f in found.figures
        )
        needs = (
            f"<p class='claim-needs'><b>{word('needs', lang)}</b>{colon}"
            f"{escape(curled(pick(found.needs, lang), lang), quote=False)}</p>"
            if found.needs
            else ""
        )
        return (
            f"<div class='claim-card verdict-{found.verdict.slug}' id='claim-{subject.id}'>"
            f"<p class='claim-head'><a class='claim-id' href='#claim-{subject.id}'>{subject.id}</a>"
            f" <span class='claim-verdict'><b>{verdict}</b></span>"
            f" <small>{escape(getattr(subject, f'place_{lang}'))} · {kind} · "
            f"{word('basis', lang)}{colon}{basis}</small></p>"
            f"<p class='claim-text'>{escape(curled(getattr(subject, f'claim_{lang}'), lang), quote=False)}</p>"
            f"<p class='claim-reason'>{escape(curled(getattr(found, lang), lang), quote=False)}</p>{needs}"
            f"<details><summary>{word('more', lang)}</summary>"
            f"<table class='claim-figures'><caption>{word('figures', lang)}</caption>"
            f"<tbody>{rows}</tbody></table>"
            f"<p><b>{word('rule', lang)}</b>{colon}{escape(curled(pick(self.check.rule, lang), lang), quote=False)}</p>"
            f"<p><b>{word('data', lang)}</b>{colon}{', '.join(self.check.data)}</p>"
            f"<p><b>{word('code', lang)}</b></p>"
            f"{highlighted(body(self.check.function))}"
            f"</details></div>"
        )


def show(claim):
    """The card of a claim, for the last line of a cell: ``show("P02")``."""
    return Card(claim)
