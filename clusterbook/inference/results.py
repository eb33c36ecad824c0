"""How results of inference are shown: as rows of label and text, and as a regression table."""

import math

import numpy as np
import pandas as pd

from clusterbook.display import table
from clusterbook.inference.common import InferenceError, listing
from clusterbook.language import number, pick

__all__ = ["regression_table"]

MINUS = str.maketrans("-", "−")


class Shown:
    """A result that prints as two columns: what, and how much, in the language of the edition.

    A class names its `title` and gives `rows()`, pairs of a ``"中文 | English"`` label and a text.
    """

    def frame(self):
        """The rows as a frame of texts."""
        pairs = [(pick(label), pick(text)) for label, text in self.rows()]
        heads = [pick("项目 | Item"), pick("结果 | Result")]
        return pd.DataFrame(pairs, columns=heads)

    def table(self, *, name, caption=None, note=""):
        """The rows as a numbered table of the page."""
        return table(self.frame(), name=name, caption=caption or self.title, note=note)

    def __repr__(self):
        return repr(self.table(name="result"))

    def _repr_html_(self):
        return self.table(name="result")._repr_html_()


def figure(value, digits=3):
    """A number with so many decimals, more if it would show as zero; the minus is a minus."""
    value = float(value)
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value and abs(value) < 10.0**-digits:
        digits = min(12, -math.floor(math.log10(abs(value))))
    return number(value, digits).translate(MINUS)


def p_text(p):
    """A p-value: three decimals, and a bound where that would be zero."""
    if math.isnan(p):
        return "—"
    return "< 0.001" if p < 0.0005 else f"{p:.3f}"


def interval(low, high, digits=3):
    return f"[{figure(low, digits)}, {figure(high, digits)}]"


METHODS = {
    "nonrobust": "普通最小二乘标准误 | classical standard errors",
    "cluster": "聚类稳健标准误 | cluster-robust standard errors",
    "HAC": "异方差自相关稳健标准误 | HAC standard errors",
    "nw-panel": "面板纽维—韦斯特标准误 | panel Newey-West standard errors",
    "nw-groupsum": "德里斯科尔—克拉伊标准误 | Driscoll-Kraay standard errors",
    "hac-groupsum": "德里斯科尔—克拉伊标准误 | Driscoll-Kraay standard errors",
    "hac-panel": "面板纽维—韦斯特标准误 | panel Newey-West standard errors",
}


def regression_table(models, *, rows, name, caption, note="", vintage="", digits=3):
    """Regressions side by side, with what stands behind each number.

    `models` is a list of ``(label, result)`` or ``(label, result, extras)``: the label holds both
    languages (``"中文 | English"``), the result is a fitted model of statsmodels, and `extras` is a
    dict of further rows (``{"省份效应 | Province effects": "有 | yes"}``), in which the key
    ``"bootstrap"`` holds a result of :func:`wild_cluster_bootstrap`, or a list of them. `rows` maps
    the parameters to show to their names in both languages; `name`, `caption` and `note` are those
    of :func:`clusterbook.display.table`, `vintage` says which vintage of the data was used, and
    `digits` are the decimals of estimates and errors.

    Returns a table that is numbered on a page, HTML in JupyterLab and text in a terminal: for every
    parameter the estimate, the standard error in brackets and p (of the bootstrap where there is
    one, marked so); then the extras, the method, clusters, rows and R². No stars.

    Raises InferenceError for a parameter that no model has, a parameter without a name, two models
    with the same label and a bootstrap whose parameter or rows are not the model's.

    In words: estimate, its standard error below it, how likely so large a value is without any
    effect. Source: none.

    >>> import os, statsmodels.formula.api as smf
    >>> os.environ["BOOK_LANG"] = "en"
    >>> data = pd.DataFrame({"y": [1.0, 3, 2, 5, 4], "x": [1, 2, 3, 4, 5]})
    >>> fit = smf.ols("y ~ x", data).fit()
    >>> rows = {"x": "自变量 | Regressor"}
    >>> regression_table([("一 | One", fit)], rows=rows, name="t", caption="例 | Example")
    Example
                                       One
    Regressor                        0.800
                                   (0.346)
                                 p = 0.104
    Inference    classical standard errors
    Clusters                             —
    N                                    5
    R²                               0.640
    """
    labels = [model[0] for model in models]
    if not models:
        raise InferenceError(f"table {name}: no model")
    if len(set(labels)) < len(labels):
        twice = [label for label in labels if labels.count(label) > 1]
        raise InferenceError(f"table {name}: two models are called {twice[0]!r}")
    known = {term for _, result, *_ in models for term in terms_of(result)}
    for parameter in rows:
        if parameter not in known:
            raise InferenceError(
                f"table {name}: no model has the parameter {parameter!r}; they have {listing(sorted(known))}"
            )
    columns = [
        column(label, result, *more, rows=rows, digits=digits) for label, result, *more in models
    ]
    heads = {key: None for entries in columns for key in entries if isinstance(key, str)}
    heads = [key for key in heads if key not in LAST] + list(LAST)
    body = []
    for parameter, text in rows.items():
        for line, head in enumerate((pick(text), "", "")):
            body.append([head, *(entries.get((parameter, line), "") for entries in columns)])
    for head in heads:
        body.append([pick(head), *(pick(entries.get(head, "—")) for entries in columns)])
    frame = pd.DataFrame(body, columns=["", *(pick(label) for label in labels)])
    return table(
        frame, name=name, caption=caption, note=joined(note, bootstrap_note(models), vintage)
    )


LAST = ("推断 | Inference", "聚类数 | Clusters", "样本数 | N", "R²")


def terms_of(result):
    params = getattr(result, "params", None)
    if not isinstance(params, pd.Series):
        raise InferenceError(
            f"found {type(result).__name__}: a fitted model of statsmodels with named parameters is needed"
        )
    return list(params.index)


def column(label, result, extras=None, *, rows, digits):
    extras = dict(extras or {})
    boots = extras.pop("bootstrap", [])
    boots = {boot.parameter: boot for boot in (boots if isinstance(boots, list) else [boots])}
    for parameter, boot in boots.items():
        if parameter not in terms_of(result) or boot.rows_used != int(result.nobs):
            raise InferenceError(
                f"model {label!r}: the bootstrap of {parameter!r} on {boot.rows_used} rows is of "
                f"another model (this one has {int(result.nobs)} rows and {listing(terms_of(result))})"
            )
    cells = {}
    for parameter in rows:
        if parameter not in result.params.index:
            continue
        error, p = result.bse[parameter], result.pvalues[parameter]
        mark = ""
        if parameter in boots:
            p, mark = boots[parameter].p, "ᵇ"
        cells[parameter, 0] = figure(result.params[parameter], digits)
        cells[parameter, 1] = f"({figure(error, digits)})"
        text = p_text(p)
        cells[parameter, 2] = f"p{mark} {text}" if text.startswith("<") else f"p{mark} = {text}"
    cells |= extras
    method, clusters = method_of(result)
    if boots:
        clusters = clusters or len(next(iter(boots.values())).clusters)
    cells["推断 | Inference"] = method
    cells["聚类数 | Clusters"] = number(clusters) if clusters else "—"
    cells["样本数 | N"] = number(int(result.nobs))
    # A model without R² (Poisson) has no such attribute.
    cells["R²"] = figure(getattr(result, "rsquared", np.nan), 3)
    return cells


def method_of(result):
    kind = getattr(result, "cov_type", "nonrobust")
    kwds = getattr(result, "cov_kwds", {}) or {}
    clusters = None
    if kind == "cluster":
        groups = np.asarray(kwds["groups"])
        sizes = (
            [len(pd.unique(groups))] if groups.ndim == 1 else [len(pd.unique(g)) for g in groups.T]
        )
        clusters = min(sizes)
    method = METHODS.get(kind, f"{kind}稳健标准误 | {kind} robust standard errors")
    return method, clusters


def bootstrap_note(models):
    boots = []
    for _, _, *more in models:
        found = (more[0] if more and more[0] else {}).get("bootstrap", [])
        boots += found if isinstance(found, list) else [found]
    if not boots:
        return ""
    methods = dict.fromkeys(boot.method for boot in boots)
    zh = "ᵇ " + "；".join(pick(text, "zh") for text in methods) + "。"
    en = "ᵇ " + "; ".join(pick(text, "en") for text in methods) + "."
    return f"{zh} | {en}"


def joined(note, bootstrap, vintage):
    """The parts of the note, in both languages."""
    if vintage:
        vintage = f"数据版本：{pick(vintage, 'zh')}。 | Data vintage: {pick(vintage, 'en')}."
    parts = [part for part in (note, bootstrap, vintage) if part]
    zh = "".join(pick(part, "zh") for part in parts)
    en = " ".join(pick(part, "en") for part in parts)
    return f"{zh} | {en}" if parts else ""
