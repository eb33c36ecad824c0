"""The specification curve: every defensible model, and one test of them all."""

import re
import sys
import time
from dataclasses import dataclass
from itertools import product
from string import Formatter

import numpy as np
import pandas as pd

from clusterbook.inference.common import (
    InferenceError,
    cluster_codes,
    listing,
    reaches,
    share,
    whole,
)
from clusterbook.inference.partial import Others, bootstrap_t, partial_out, sign_draws
from clusterbook.inference.permutation import arrangements, check_columns, movable
from clusterbook.inference.results import Shown, figure, p_text
from clusterbook.language import number

__all__ = ["specification_curve"]

EFFECT = re.compile(r"C\(\s*(\w+)\s*\)")
QUIET_SECONDS = 1.0
KEPT_ROWS = 2_000_000


@dataclass(repr=False)
class SpecificationCurve(Shown):
    """What :func:`specification_curve` found; prints in the language of the edition."""

    estimates: pd.DataFrame
    tests: pd.DataFrame
    parameter: str
    level: float
    null: str
    draws: int
    enumerated: bool
    seed: int | None

    title = "设定曲线 | Specification curve"

    @property
    def method(self):
        count = number(self.draws)
        if self.null == "none":
            return "未做联合检验 | no joint test"
        how = f"穷举{count}种" if self.enumerated else f"{count}次，种子{self.seed}"
        how_en = f"all {count}" if self.enumerated else f"{count} draws, seed {self.seed}"
        if self.null == "signs":
            return (
                f"施加原假设，整组随机变号，各设定用同一组符号（{how}） | "
                f"null imposed, signs of whole clusters, the same in all specifications ({how_en})"
            )
        return f"单位间重排自变量（{how}） | regressor permuted among units ({how_en})"

    def rows(self):
        n, clusters = self.estimates["rows"], self.estimates["clusters"]
        tests = [
            (
                TESTS[name],
                f"{figure(row.observed)}（p {p_text(row.p)}） | {figure(row.observed)} (p {p_text(row.p)})",
            )
            for name, row in self.tests.iterrows()
        ]
        if self.null == "none":
            tests = [(TESTS[name], figure(row.observed)) for name, row in self.tests.iterrows()]
        return [
            ("设定数 | Specifications", number(len(self.estimates))),
            *tests,
            ("样本数 | N", span(n)),
            ("聚类数 | Clusters", span(clusters)),
            ("方法 | Method", self.method),
        ]


TESTS = {
    "median": "估计值中位数 | Median estimate",
    "significant": "同号且显著的比例 | Share significant with the median's sign",
    "mean_t": "平均t值 | Mean t",
}


def span(counts):
    low, high = number(counts.min()), number(counts.max())
    return low if low == high else f"{low}–{high}"


def specification_curve(
    data,
    specifications,
    *,
    parameter,
    clusters,
    choices=None,
    samples=None,
    missing="refuse",
    level=0.05,
    null="signs",
    shuffle=None,
    unit=None,
    draws=999,
    seed=0,
    progress=True,
):
    """Estimate every specification, sort the estimates, and test the curve as a whole.

    `data` is a pandas frame. `specifications` is a list of formulas, a dict from label to formula,
    or one template, ``"{outcome} ~ {size} + {controls} + C(province)"``, whose names `choices` maps
    to their alternatives (a list of texts, or a dict from label to text; ``"1"`` or ``"0"`` adds
    nothing). `parameter` is the coefficient shown, itself a template where the regressor is a
    choice. `samples` maps labels to row conditions of ``DataFrame.query`` (None: all rows).
    `clusters` names the column of the clusters. Terms ``C(column)`` are absorbed, with the same
    estimates as dummies. `missing` says what to do where columns of a formula have holes:
    ``"refuse"``, or ``"drop"`` the rows, counted in the result.

    The joint test asks how often the null gives a curve like this one. ``null="signs"`` imposes a
    zero coefficient and flips the signs of whole clusters' residuals, the same flips in every
    specification (enumerated with 12 clusters or fewer): right for clustered rows and cheap.
    ``null="permutation"`` deals the columns `shuffle` anew among the rows, or among whole units
    of the column `unit`, and fits everything again, `draws` times: right where units could be
    exchanged. ``null="none"`` leaves the test out. `level`
    is that of single tests and intervals; `seed` makes draws the same each time.

    Returns a result with `estimates`, one row a specification, sorted by `estimate`: its choices (or
    `specification`), `formula`, `estimate`, `standard_error` (clustered, with the factor of
    statsmodels), `low` and `high` (t with clusters − 1 degrees of freedom), `t`, `p`,
    `significant`, `rows`, `clusters`, `dropped`; and `tests`, indexed median, significant (the share
    with the sign of the median), mean_t: `observed`, `p`. p counts equals as extreme, two-sided; drawn
    at random it is (1 + extreme)/(1 + draws). The units of the estimates must agree for a median
    to mean anything.

    Raises InferenceError naming the specification for an unknown column or parameter, missing
    values, an outcome or regressor that is no number, one cluster, a sample without rows, a
    regressor that the others determine; ValueError for unknown options. A line tells the progress
    of a run that takes more than a second, if `progress`.

    In words: the estimate under every choice that could be defended, and the chance that no effect
    at all would give so large a median, or so many significant. Source: SimonsohnEtAl2020.

    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame({"x": rng.normal(size=80), "z": rng.normal(size=80)})
    >>> data["place"], data["y"] = np.arange(80) % 8, data["x"] + rng.normal(size=80)
    >>> curve = specification_curve(data, "y ~ x + {more}", parameter="x", clusters="place",
    ...                             choices={"more": ["1", "z", "C(place)"]})
    >>> curve.estimates[["more", "clusters", "rows"]].sort_values("more").values.tolist()
    [['1', 8, 80], ['C(place)', 8, 80], ['z', 8, 80]]
    >>> curve.tests.loc["median", "p"].item() < 0.05
    True
    """
    if null not in ("signs", "permutation", "none"):
        raise ValueError(f"null is {null!r}; it must be 'signs', 'permutation' or 'none'")
    if missing not in ("refuse", "drop"):
        raise ValueError(f"missing is {missing!r}; it must be 'refuse' or 'drop'")
    level, draws = share(level, "level"), whole(draws, "draws", 1)
    plans = planned(specifications, choices, samples, parameter)
    if not len(data):
        raise InferenceError("the data have no rows")
    codes, labels = cluster_codes(column_of(data, clusters, "clusters"), clusters)
    data = data.reset_index(drop=True)
    cache = Cache(data, codes, missing)
    report = Progress(len(plans), progress)
    # Specifications with the same controls, effects and sample follow each other and share them.
    fits = [None] * len(plans)
    for place in sorted(range(len(plans)), key=lambda place: cache.shared(plans[place])):
        fits[place] = cache.fit(plans[place], bootstrap=null == "signs")
        report.step()
    estimates = pd.DataFrame([row(plan, fit, level) for plan, fit in zip(plans, fits, strict=True)])

    observed = statistics(*columns_of(estimates))
    drawn, exact = {}, False
    if null == "signs":
        signs, exact = sign_draws(len(labels), draws, "rademacher", np.random.default_rng(seed))
        drawn = under_signs(fits, signs, level, observed)
    elif null == "permutation":
        drawn, exact = under_permutation(
            data, cache, plans, shuffle, unit, draws, seed, level, observed, report
        )
    report.end()
    one = 0 if exact else 1
    tests = pd.DataFrame({"observed": observed}).rename_axis("test")
    tests["p"] = [
        float((one + reaches(drawn[name], abs(observed[name])).sum()) / (one + len(drawn[name])))
        if drawn
        else np.nan
        for name in tests.index
    ]
    return SpecificationCurve(
        estimates=estimates.sort_values("estimate", kind="stable").reset_index(drop=True),
        tests=tests,
        parameter=parameter,
        level=level,
        null=null,
        draws=len(drawn["median"]) if drawn else 0,
        enumerated=exact,
        seed=None if exact else seed,
    )


@dataclass
class Plan:
    labels: dict
    formula: str
    parameter: str
    condition: str | None

    @property
    def name(self):
        return ", ".join(f"{key} {value}" for key, value in self.labels.items())


def planned(specifications, choices, samples, parameter):
    """Every specification with its labels."""
    if isinstance(specifications, str):
        choices = dict(choices or {})
        asked = {name for _, name, _, _ in Formatter().parse(specifications) if name}
        for name in asked - set(choices):
            raise InferenceError(f"the template asks for {name!r}, of which there are no choices")
        for name in set(choices) - asked:
            raise InferenceError(f"choices of {name!r}, for which the template does not ask")
        pairs = {
            name: list(
                options.items() if isinstance(options, dict) else zip(options, options, strict=True)
            )
            for name, options in choices.items()
        }
        formulas = []
        for combination in product(*pairs.values()):
            named = dict(zip(pairs, combination, strict=True))
            texts = {name: text for name, (_, text) in named.items()}
            labels = {name: label for name, (label, _) in named.items()}
            labels = labels or {"specification": specifications}
            formulas.append((labels, specifications.format(**texts), parameter.format(**texts)))
    else:
        named = specifications
        if not isinstance(named, dict):
            named = dict(zip(specifications, specifications, strict=True))
        formulas = [({"specification": k}, formula, parameter) for k, formula in named.items()]
    if not formulas:
        raise InferenceError("no specification")
    samples = samples or {None: None}
    return [
        Plan(labels | ({} if name is None else {"sample": name}), formula, term, condition)
        for labels, formula, term in formulas
        for name, condition in samples.items()
    ]


def column_of(data, name, what):
    if name not in data:
        raise InferenceError(f"{what}: no column {name!r}; the data have {listing(data.columns)}")
    return data[name]


class Cache:
    """Fits plans on one frame; what specifications share (effects, samples) is made once."""

    def __init__(self, data, codes, missing):
        self.data, self.codes, self.missing = data, codes, missing
        self.terms, self.effects, self.conditions, self.others, self.pieces = {}, {}, {}, {}, {}

    def fit(self, plan, bootstrap, moved=None):
        """The sums of one specification; `moved` holds columns that replace those of the data."""
        try:
            left, right, effects = self.read(plan.formula)
            y, x, rest, effect_codes, keep, lost = self.rows(plan, left, right, effects, moved)
            key = (plan.condition, tuple(sorted(rest)), tuple(sorted(effects)), keep.tobytes())
            # A column dealt out anew must not be taken for what was computed before.
            same = {name for name in (left, plan.parameter, *rest) if not touched(name, moved)}
            shared = same.issuperset(rest)
            others = self.others.get(key) if shared else None
            if others is None:
                dense = [column[keep] for column in rest.values() if column is not None]
                dense = np.column_stack(dense) if dense else None
                codes = [pd.factorize(column[keep])[0] for column in effect_codes]
                # The constant is taken out by any effect.
                if not codes and "Intercept" in rest:
                    codes = [np.zeros(keep.sum(), int)]
                others = Others(int(keep.sum()), dense, codes)
                if shared:
                    self.others[key] = others
                    # All together would fill the memory.
                    if len(self.others) > max(4, KEPT_ROWS // len(self.data)):
                        self.others.pop(next(iter(self.others)))
            cluster, labels = pd.factorize(self.codes[keep])
            if len(labels) < 2:
                raise InferenceError("only one cluster in the rows; two or more are needed")
            known = [name if name in same else None for name in (left, plan.parameter)]
            sums = partial_out(
                y[keep], x[keep], others, cluster, len(labels), plan.parameter, bootstrap, known
            )
        except InferenceError as error:
            raise InferenceError(f"specification ({plan.name}): {error}") from None
        return sums, labels, lost

    def shared(self, plan):
        """What specifications must have in common to share the work on their other regressors."""
        try:
            _, right, effects = self.read(plan.formula)
        except InferenceError:
            # Whoever fits it says so, with its name.
            return ()
        rest = sorted(set(right) - {plan.parameter})
        return str(plan.condition), sorted(effects), rest

    def read(self, formula):
        """Left side, terms of the right side and absorbed effects of a formula."""
        if formula not in self.pieces:
            from patsy import ModelDesc, PatsyError

            try:
                description = ModelDesc.from_formula(formula)
            except PatsyError as error:
                raise InferenceError(f"the formula {formula!r} cannot be read: {error}") from None
            if len(description.lhs_termlist) != 1:
                raise InferenceError(f"the formula {formula!r} needs one outcome before ~")
            right = [term.name() for term in description.rhs_termlist]
            effects = [match[1] for term in right if (match := EFFECT.fullmatch(term))]
            right = [term for term in right if not EFFECT.fullmatch(term)]
            self.pieces[formula] = description.lhs_termlist[0].name(), right, effects
        return self.pieces[formula]

    def rows(self, plan, left, right, effects, moved):
        """Columns of the specification and which rows it uses."""
        y = self.term(left, moved)
        columns = {}
        for term in right:
            if term == "Intercept":
                columns[term] = None
                continue
            columns |= self.term(term, moved)
        if list(y) != [left]:
            raise InferenceError(f"the outcome {left!r} is no number")
        y = y[left]
        if plan.parameter not in columns or plan.parameter == "Intercept":
            raise InferenceError(
                f"no parameter {plan.parameter!r}; the formula has {listing(columns)}"
            )
        chosen = self.condition(plan.condition)
        absorbed = [column_of(self.data, name, "effects") for name in effects]
        whole_rows = chosen.copy()
        for name, column in [(left, y), *columns.items(), *zip(effects, absorbed, strict=True)]:
            if column is None:
                continue
            holes = pd.isna(column) if name in effects else ~np.isfinite(column)
            holes = np.asarray(holes) & chosen
            if holes.any() and self.missing == "refuse":
                raise InferenceError(
                    f"{name!r} is missing or infinite in {holes.sum()} rows (the first is row "
                    f"{np.flatnonzero(holes)[0] + 1}): fill them, or say missing='drop'"
                )
            whole_rows &= ~holes
        if not whole_rows.any():
            raise InferenceError("no row is left")
        x = columns.pop(plan.parameter)
        lost = int(chosen.sum() - whole_rows.sum())
        return y, x, columns, [np.asarray(column) for column in absorbed], whole_rows, lost

    def term(self, text, moved):
        """The columns that one term makes, by name: one, unless it is a factor."""
        moved = moved if touched(text, moved) else None
        if moved is None and text in self.terms:
            return self.terms[text]
        from patsy import NAAction, PatsyError, dmatrix

        names = names_in(text) & set(self.data.columns)
        frame = {name: (moved or {}).get(name, self.data[name]) for name in names}
        try:
            # Without a constant, so that a factor's columns do not depend on other terms.
            matrix = dmatrix(f"0 + {text}", frame, NA_action=NAAction(NA_types=[]))
        except PatsyError as error:
            raise InferenceError(f"{text!r}: {str(error).splitlines()[0]}") from None
        columns = np.asarray(matrix, float)
        if len(columns) != len(self.data):
            raise InferenceError(f"{text!r} has {len(columns)} rows, the data {len(self.data)}")
        made = dict(zip(matrix.design_info.column_names, columns.T.copy(), strict=True))
        if moved is None:
            self.terms[text] = made
        return made

    def condition(self, text):
        if text not in self.conditions:
            chosen = np.ones(len(self.data), bool)
            if text is not None:
                try:
                    kept = self.data.query(text).index
                except Exception as error:
                    raise InferenceError(
                        f"the condition {text!r} cannot be applied: {error}"
                    ) from None
                chosen = np.zeros(len(self.data), bool)
                chosen[kept] = True
                if not chosen.any():
                    raise InferenceError(f"no row fulfils {text!r}")
            self.conditions[text] = chosen
        return self.conditions[text]


def touched(text, moved):
    """Whether a term is made of columns that were dealt out anew."""
    return bool(moved and moved.keys() & names_in(text))


def names_in(text):
    return set(re.findall(r"[^\W\d]\w*", text))


def row(plan, fit, level):
    """One line of the result."""
    from scipy import stats

    sums, labels, dropped = fit
    clusters = len(labels)
    error = np.sqrt(sums.variance * sums.correction)
    t = sums.estimate / error if error else np.nan
    reach = stats.t.isf(level / 2, clusters - 1) * error
    p = float(2 * stats.t.sf(abs(t), clusters - 1))
    return plan.labels | {
        "formula": plan.formula,
        "estimate": float(sums.estimate),
        "standard_error": float(error),
        "low": float(sums.estimate - reach),
        "high": float(sums.estimate + reach),
        "t": float(t),
        "p": p,
        "significant": p < level,
        "rows": sums.rows,
        "clusters": clusters,
        "dropped": dropped,
    }


def columns_of(estimates):
    return (
        estimates["estimate"].to_numpy(),
        estimates["t"].to_numpy(),
        estimates["significant"].to_numpy(),
    )


def statistics(estimate, t, significant):
    """The three statistics of a curve, or of many (one a row)."""
    median = np.median(estimate, axis=-1)
    same = np.sign(estimate) == np.sign(median)[..., None]
    return {
        "median": median,
        "significant": (significant & same).mean(axis=-1),
        "mean_t": np.nanmean(t, axis=-1),
    }


def under_signs(fits, signs, level, observed):
    """Absolute statistics of the curve when whole clusters change sign under a zero coefficient."""
    from scipy import stats

    estimate, t, significant = (np.empty((len(signs), len(fits))) for _ in range(3))
    for place, (sums, labels, _) in enumerate(fits):
        scores, matrix = sums.scores(0.0)
        chosen = signs[:, labels]
        estimate[:, place] = chosen @ scores / sums.xx.sum()
        t[:, place] = bootstrap_t(scores, matrix, chosen) / np.sqrt(sums.correction)
        critical = stats.t.isf(level / 2, len(labels) - 1)
        # What is not defined counts against the finding.
        significant[:, place] = ~(np.abs(t[:, place]) <= critical)
    found = statistics(estimate, t, significant.astype(bool))
    return {name: np.abs(values) for name, values in found.items()}


def under_permutation(data, cache, plans, shuffle, unit, draws, seed, level, observed, report):
    """Absolute statistics of the curve when the regressor is dealt out anew."""
    shuffle = [shuffle] if isinstance(shuffle, str) else list(shuffle or [])
    if not shuffle:
        raise InferenceError("null='permutation' needs shuffle=, the columns to deal out anew")
    check_columns(data, [*shuffle, *([unit] if unit else [])])
    absorbed = {name for plan in plans for name in cache.read(plan.formula)[2]} & set(shuffle)
    if absorbed:
        raise InferenceError(f"{listing(absorbed)} is an effect, C(…): it cannot be dealt out anew")
    values, codes, groups = movable(data, shuffle, unit, None)
    orders, exact = arrangements([np.arange(len(values))], draws, np.random.default_rng(seed))
    found = {name: [] for name in observed}
    for order in orders:
        dealt = values.iloc[order].iloc[codes]
        moved = {column: pd.Series(dealt[column].array) for column in shuffle}
        lines = pd.DataFrame(
            [row(plan, cache.fit(plan, bootstrap=False, moved=moved), level) for plan in plans]
        )
        for name, value in statistics(*columns_of(lines)).items():
            found[name].append(abs(value))
        report.draw()
    return {name: np.array(values) for name, values in found.items()}, exact


class Progress:
    """One line that tells how far a long run has come."""

    def __init__(self, total, shown):
        self.total, self.shown, self.began = total, shown, time.monotonic()
        self.done = self.draws = self.width = 0
        self.last = self.began

    def step(self):
        self.done += 1
        self.show(f"{self.done}/{self.total} specifications")

    def draw(self):
        self.draws += 1
        self.show(f"{self.draws} permutations of {self.total} specifications")

    def show(self, text):
        now = time.monotonic()
        if self.shown and now - self.began > QUIET_SECONDS and now - self.last > 0.2:
            self.last, self.width = now, max(self.width, len(text))
            sys.stdout.write(f"\r{text:<{self.width}}")
            sys.stdout.flush()

    def end(self):
        if self.width:
            seconds = time.monotonic() - self.began
            text = f"{self.total} specifications in {seconds:.0f} s"
            sys.stdout.write(f"\r{text:<{self.width}}\n")
