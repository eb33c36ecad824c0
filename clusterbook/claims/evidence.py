"""Reading the tables that checks rest on: stated figures, dated facts, rows of evidence."""

from collections import Counter

from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.data import load


def stated(figure):
    """A figure that the preface states, by its id in ``data/preface_figures.csv``."""
    return value_of("preface_figures", figure)


def fact(identifier):
    """The value of a dated fact, by its id in ``data/jilin_facts.csv``."""
    return value_of("jilin_facts", identifier)


def value_of(table, identifier):
    rows = load(table)
    rows = rows[rows["id"] == identifier]
    if len(rows) != 1:
        raise KeyError(
            f"data/{table}.csv has {len(rows)} rows with id {identifier!r}, expected one"
        )
    return float(rows["value"].iloc[0])


def gdp(year, vintage, province="Jilin"):
    """Nominal GDP of a province in 100 million yuan, in a named vintage."""
    rows = load("gdp", vintage=vintage, province_en=province)
    rows = rows[rows["year"] == year]
    if len(rows) != 1:
        raise KeyError(f"data/gdp.csv has {len(rows)} rows for {province} {year} {vintage}")
    return float(rows["gdp"].iloc[0])


def private_enterprises(year, province):
    """Registered private enterprises in units of 10,000, from the yearbooks' cross sections."""
    rows = load("private_enterprises", variable="private_enterprises", province_en=province)
    rows = rows[rows["year"] == year]
    if len(rows) != 1:
        raise KeyError(f"data/private_enterprises.csv has {len(rows)} rows for {province} {year}")
    return float(rows["value"].iloc[0])


def stances(claim):
    """How the rows of evidence on a claim stand to it: a Counter of agrees, differs and silent.

    Raises ``KeyError`` when there is no row, since a verdict then rests on nothing.
    """
    rows = load("claim_evidence")
    found = Counter(rows[rows["claim"] == claim]["stance"])
    if not found:
        raise KeyError(f"data/claim_evidence.csv has no row for {claim}")
    return found


def weigh(found, *, whole, part, against=Verdict.CONTRADICTED):
    """The verdict that rows of evidence give, from the counts of :func:`stances`.

    ``against`` as soon as one row differs; ``whole`` when every row agrees; ``part`` when some do;
    undetermined when none does.
    """
    if found["differs"]:
        return against
    if found["agrees"] == sum(found.values()):
        return whole
    return part if found["agrees"] else Verdict.UNDETERMINED


# How a card tells what rows of evidence say, in the order of telling.
STANCES = {
    "differs": ("不合", "differs"),
    "agrees": ("相合", "agrees"),
    "silent": ("未言", "silent"),
}


def reading(claim, *, needs, zh="", en="", figures=()):
    """The finding of a claim that is held against the literature, told from its rows of evidence.

    Consistent when every row agrees, differs as soon as one does, otherwise undetermined, with
    ``needs`` as what would settle it. ``zh`` and ``en`` are remarks that follow the rows,
    ``figures`` further numbers of the check.
    """
    rows = load("claim_evidence")
    rows = rows[rows["claim"] == claim]
    found = stances(claim)
    verdict = weigh(
        found, whole=Verdict.CONSISTENT, part=Verdict.UNDETERMINED, against=Verdict.DIFFERS
    )
    told_zh, told_en = [], []
    for stance, (word_zh, word_en) in STANCES.items():
        part = rows[rows["stance"] == stance]
        if len(part):
            says_zh = "；".join(f"{r.part_zh}（{r.says_zh}）" for r in part.itertuples())
            says_en = "; ".join(f"{r.part_en} ({r.says_en})" for r in part.itertuples())
            told_zh.append(f"{word_zh}：{says_zh}。")
            told_en.append(f"{word_en.capitalize()}: {says_en}.")
    return Finding(
        verdict,
        (
            *(
                Figure(key, f"{zh_}的凭据 | rows that say: {en_}", found[key], "", 0)
                for key, (zh_, en_) in STANCES.items()
            ),
            *figures,
        ),
        "".join(told_zh) + zh,
        " ".join(told_en) + (f" {en}" if en else ""),
        needs if verdict is Verdict.UNDETERMINED else "",
    )


def slope(frame, outcome, regressor, *, clusters, controls=(), effects=()):
    """Coefficient and clustered standard error of one regressor by least squares.

    ``controls`` are columns of numbers, ``effects`` columns whose levels are absorbed; an intercept
    is always in. The same as statsmodels gives with dummies and ``cov_type="cluster"``; without
    rows both are NaN, which passes no threshold.
    """
    if frame.empty:
        return float("nan"), float("nan")
    from pandas import factorize

    from clusterbook.inference.partial import Others, partial_out

    codes, labels = factorize(frame[clusters])
    others = Others(
        len(frame),
        columns=frame[list(controls)].to_numpy(float),
        effects=[factorize(frame[name])[0] for name in effects] or [codes * 0],
    )
    found = partial_out(
        frame[outcome].to_numpy(float),
        frame[regressor].to_numpy(float),
        others,
        codes,
        len(labels),
        regressor,
        bootstrap=False,
    )
    return found.estimate, (found.variance * found.correction) ** 0.5


def yearly(first, last, years):
    """Average yearly growth in per cent that leads from ``first`` to ``last`` in ``years`` years."""
    return ((last / first) ** (1 / years) - 1) * 100
