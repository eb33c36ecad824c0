"""The check of claim P34, and the gaps it rests on: Jilin against the other provinces.

A gap is Jilin's value less a benchmark, in standard deviations of the other provinces; below zero
Jilin has less. What counts as the value is a matter of choice: year, vintage of GDP, population
before or after the census, denominator, levels or logarithms. :func:`gaps` goes through all of them.
"""

from itertools import product

import numpy as np
import pandas as pd

from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

# The columns of :func:`measures` that may stand for a constraint; the quotient is the outcome.
CANDIDATES = {
    "research": "研发经费与GDP之比 | R&D per GDP",
    "patents": "人均发明专利授权 | invention patents per head",
    "registered": "登记私营与个体人员 | registered private persons",
    "schooling": "平均受教育年限 | years of schooling",
    "migrants": "外省流入人口占比 | migrants from other provinces",
    "trade": "进出口与GDP之比 | trade per GDP",
    "investment": "固定资产投资与GDP之比 | fixed investment per GDP",
    "fiscal": "地方税收与财政支出之比 | local taxes per expenditure",
}
FORERUNNERS = ["Zhejiang", "Guangdong"]
# Each year goes with the population census nearest to it.
CENSUS = {2012: 2010, 2017: 2020}
VINTAGES = ("v3", "v4", "v5")
POPULATIONS = {2012: ("before_census7",), 2017: ("before_census7", "after_census7")}
BASES = ("residents", "workers")
SCALES = ("level", "log")
BENCHMARKS = ("provinces", "forerunners")


def inputs():
    """The tables behind all definitions, read and turned once: a dict of frames, a column a province
    for output and population, a row a province for the others.
    """
    rows = load("county_sections", row_ok=1)
    letters = [column for column in rows.columns if len(column) == 1]
    work = rows.groupby(["year", "province"])[letters].sum()
    panel = load("province_panel")
    names = panel.drop_duplicates("province_code").set_index("province_code")["province_en"]
    census = load("county_covariates", level="province")
    census["province_en"] = census["adcode"].astype(str).map(names)
    english = dict(zip(census["name"], census["province_en"], strict=True))
    years = ["vintage", "year"]
    return {
        "panel": panel.pivot(index=["year", "province_en"], columns="variable", values="value"),
        "gdp": load("gdp").pivot(index=years, columns="province_en", values="gdp"),
        "population": load("population").pivot(
            index=years, columns="province_en", values="population"
        ),
        "census": census.set_index(["year", "province_en"]),
        "work": pd.DataFrame(
            {"manufacturing": work["C"], "nonfarm": work.drop(columns="A").sum(axis=1)}
        ).rename(index=english, level="province"),
    }


def measures(tables, year, gdp="v3", population="before_census7", base="residents"):
    """The candidates and the manufacturing quotient of the 31 provinces in one definition.

    Per cent, but for schooling (years), patents (per 10,000 residents) and the quotient.
    """
    panel = tables["panel"].loc[year]
    output = tables["gdp"].loc[(gdp, year)]
    people = tables["population"].loc[(population, year)]
    census = tables["census"].loc[CENSUS[year]]
    work = tables["work"].loc[CENSUS[year]]
    whole = work["manufacturing"].sum() / work["nonfarm"].sum()
    # Workers are those in the sample: its scale cancels in a gap, but the level is no percentage.
    under = {"residents": people, "workers": work["nonfarm"]}[base]
    return pd.DataFrame(
        {
            "research": panel["rd_expenditure"] / output / 100,
            "patents": panel["patents_granted_invention"] / people,
            "registered": panel["registered_private_self_employed"] / under * 100,
            "schooling": census["school_years"],
            "migrants": census["migrants_other_province"] / census["population"] * 100,
            "trade": panel["trade_total"] / output * 100,
            "investment": panel["fixed_asset_investment"] / output * 100,
            "fiscal": panel["tax_revenue_local"] / panel["fiscal_expenditure"] * 100,
            "quotient": work["manufacturing"] / work["nonfarm"] / whole,
        }
    ).astype(float)


def gaps(draws=0, seed=0):
    """Jilin's gap in every definition, scale and benchmark, one row each, one column a measure.

    With ``draws`` the other thirty provinces are also drawn anew, with replacement, so often for
    each definition. The benchmark ``forerunners`` is the mean of Zhejiang and Guangdong.
    """
    random = np.random.default_rng(seed)
    tables = inputs()
    rows = []
    for choice in definitions():
        plain = measures(tables, **choice)
        for scale in SCALES:
            values = np.log(plain) if scale == "log" else plain
            own = values.loc["Jilin"].to_numpy()
            ahead = values.loc[FORERUNNERS].mean().to_numpy()
            others = values.drop("Jilin").to_numpy()
            n = len(others)
            picked = random.integers(n, size=(draws, n)) if draws else np.arange(n)[None, :]
            sample = others[picked]
            spread = sample.std(axis=1, ddof=1)
            for benchmark, level in zip(BENCHMARKS, (sample.mean(axis=1), ahead), strict=True):
                block = pd.DataFrame((own - level) / spread, columns=values.columns)
                rows.append(block.assign(**choice, scale=scale, benchmark=benchmark))
    return pd.concat(rows, ignore_index=True)


def definitions():
    """All choices of year, GDP vintage, population and denominator, as arguments of measures."""
    return [
        {"year": year, "gdp": gdp, "population": population, "base": base}
        for year in CENSUS
        for gdp, population, base in product(VINTAGES, POPULATIONS[year], BASES)
    ]


def gap_ranks(table):
    """Rank of each candidate's gap in each row of :func:`gaps`, 1 the largest shortfall."""
    return table[list(CANDIDATES)].rank(axis=1, method="min").astype(int)


@check(
    "P34",
    rule="在每个数据版本、人口口径、分母、尺度与基准下，有放回地重抽其余省份，列出吉林各项差距的位次；两年都没有一项在八成重抽里居首，"
    "则首要者难定，为部分支持（别的难处无从比较，故至多如此）；两年都有，且同为一项，为不支持；否则证据不足"
    " | the other provinces are drawn anew under every vintage, population, denominator, scale and "
    "benchmark, and Jilin's gaps are ranked: partly supported when in neither year one gap comes "
    "first in 80% of the draws (other difficulties cannot be compared, hence never more); "
    "contradicted when in both years one and the same does; undetermined otherwise",
    data=[
        "province_panel",
        "gdp",
        "population",
        "county_covariates",
        "county_sections",
    ],
)
def hard_to_find_the_first(steady=0.8, possible=0.05, draws=100):
    table = gaps(draws=draws)
    first = (gap_ranks(table) == 1).groupby(table["year"]).mean()
    leader, share = first.idxmax(axis=1), first.max(axis=1)
    if (share < steady).all():
        verdict = Verdict.PARTLY
    elif (share >= steady).all() and leader.nunique() == 1:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    early, late = first.index
    counts = (first >= possible).sum(axis=1)
    known = first.columns[(first >= possible).any()]
    names = {key: label.split(" | ") for key, label in CANDIDATES.items()}
    exact = gaps()
    near = exact[exact["benchmark"] == "provinces"][list(CANDIDATES)]
    deepest = near.min().min()
    settled_zh = {Verdict.PARTLY: "排不定", Verdict.CONTRADICTED: "排得定"}.get(
        verdict, "只有部分排得定"
    )
    settled_en = {
        Verdict.PARTLY: "Not even which gap is largest is settled",
        Verdict.CONTRADICTED: "Which gap is largest is settled",
    }.get(verdict, "Which gap is largest is settled in part only")
    same_zh = "是同一项" if leader[early] == leader[late] else "不是同一项"
    same_en = "the same one" if leader[early] == leader[late] else "not the same one"
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"{key}_{year}",
                    f"{year}年居首的比例：{names[key][0]} | share of draws in which it comes first, "
                    f"{year}: {names[key][1]}",
                    row[key] * 100,
                    "%",
                    0,
                )
                for year, row in first.iterrows()
                for key in known
            ),
            *(
                Figure(
                    f"contenders_{year}",
                    f"{year}年在5%以上重抽里居首的项数 | measures first in 5% of the draws or more, {year}",
                    number,
                    "",
                    0,
                )
                for year, number in counts.items()
            ),
            Figure(
                "deepest",
                "与30省平均的最大差距 | largest gap to the mean of 30 provinces",
                deepest,
                "个标准差 | standard deviations",
                2,
            ),
        ),
        f"八项之中，{early}年居首最多的是{names[leader[early]][0]}（{share[early] * 100:.0f}%的重抽），"
        f"{late}年是{names[leader[late]][0]}（{share[late] * 100:.0f}%），{same_zh}；在5%以上的重抽里居首者，"
        f"两年各有{counts[early]}项和{counts[late]}项。与30省平均相比（未含港澳台），"
        f"最大的差距是{abs(deepest):.2f}个标准差。哪项差距最大{settled_zh}；何者制约发展更须另有证据，"
        "因为差距是数量，制约要看影子价格。",
        f"Of eight measures {names[leader[early]][1]} comes first most often in {early} "
        f"({share[early] * 100:.0f}% of draws), {names[leader[late]][1]} in {late} "
        f"({share[late] * 100:.0f}%), {same_en}; first in 5% of the draws or more are "
        f"{counts[early]} in the one year and {counts[late]} in the other. Against the mean of 30 "
        "provinces (Hong Kong, Macao and Taiwan not included) the largest gap is "
        f"{abs(deepest):.2f} standard deviations. {settled_en}; which one constrains growth needs "
        "other evidence, since a gap is a quantity and a constraint shows in a shadow price.",
        "企业普查或问卷中的要素价格、信贷成本、绕行办法与各业对各要素的依赖程度，并有放宽某一制约的外生事件"
        " | factor prices, cost of credit, ways round and each industry's dependence on each factor, from "
        "firm censuses or surveys, with an outside event that eased one constraint"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
