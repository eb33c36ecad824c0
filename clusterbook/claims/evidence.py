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


def balance(found, *, whole, mixed, against):
    """The verdict on balance, rows that are silent left out, from the counts of :func:`stances`.

    ``whole`` when rows agree and none differs; ``mixed`` when some agree and some differ;
    ``against`` when rows differ and none agrees; undetermined when all are silent.
    """
    if found["agrees"]:
        return mixed if found["differs"] else whole
    return against if found["differs"] else Verdict.UNDETERMINED


def told(claim):
    """What the rows of evidence on a claim say, one after the other: a text in each language."""
    rows = load("claim_evidence")
    rows = rows[rows["claim"] == claim]
    english = "; ".join(rows["says_en"])
    return "；".join(rows["says_zh"]) + "。", english[0].upper() + english[1:] + "."


def by_evidence(claim, *, whole, mixed, against, needs, figures=(), zh="", en=""):
    """The finding that the rows of evidence on a claim give on balance.

    What the rows say is its text, with ``zh`` and ``en`` after it; ``needs`` is used where the
    evidence leaves the claim undetermined.
    """
    found = stances(claim)
    verdict = balance(found, whole=whole, mixed=mixed, against=against)
    said_zh, said_en = told(claim)
    counted = {"agree": "相合", "differ": "不合", "silent": "未提及"}
    return Finding(
        verdict,
        (
            *(
                Figure(key, f"{word}的凭据 | rows of evidence: {stance}", found[stance], "", 0)
                for (key, word), stance in zip(
                    counted.items(), ("agrees", "differs", "silent"), strict=True
                )
            ),
            *figures,
        ),
        said_zh + zh,
        f"{said_en} {en}".strip(),
        needs if verdict is Verdict.UNDETERMINED else "",
    )


READING = (
    "有凭据与之不合，为与文献不一致；有相合而无不合，为与文献一致；都未提及，为证据不足"
    " | differs from the literature when a row of evidence differs; consistent when some agree and "
    "none differs; undetermined when all are silent"
)
STUDIES = (
    "本页的表量不到，凭别人的研究：有相合的，为部分支持（本页没有重算，故至多如此，也不论另有不合）；"
    "只有不合的，为不支持；都没有，为证据不足"
    " | our tables cannot measure it and the studies of others decide: partly supported when some "
    "agree (not computed here, hence never more, whether or not others differ); contradicted when "
    "they only differ; undetermined when there are none"
)


def on_balance(claim, needs="论及这一点的可靠文献 | reliable literature on the point", **more):
    """The finding on a claim that is read against the literature, by the rule ``READING``.

    Unlike :func:`reading` it passes over rows that are silent, and tells the rows as one text.
    """
    return by_evidence(
        claim,
        whole=Verdict.CONSISTENT,
        mixed=Verdict.DIFFERS,
        against=Verdict.DIFFERS,
        needs=needs,
        **more,
    )


def studies(claim, needs, **more):
    """The finding on a causal claim that the studies of others decide, by the rule ``STUDIES``."""
    return by_evidence(
        claim,
        whole=Verdict.PARTLY,
        mixed=Verdict.PARTLY,
        against=Verdict.CONTRADICTED,
        needs=needs,
        **more,
    )


def signed(value, digits=3):
    """A number with its sign, the minus as it is printed."""
    return f"{value:+.{digits}f}".replace("-", "−")


def yearly(first, last, years):
    """Average yearly growth in per cent that leads from ``first`` to ``last`` in ``years`` years."""
    return ((last / first) ** (1 / years) - 1) * 100
