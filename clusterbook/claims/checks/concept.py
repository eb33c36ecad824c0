"""Checks of the claims on the concept of cluster: definitions held against their sources, and what
the concepts measure.

Provinces come without Hong Kong, Macao and Taiwan. Measures of a concept are per province and year,
from the input-output tables; standardised within the year they have no unit.
"""

import numpy as np
import pandas as pd

from clusterbook.claims.evidence import reading, slope
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

MEASURES = {
    "density": "集聚（疏密） | agglomeration (density)",
    "specialisation": "产业区（专业化） | industrial district (specialisation)",
    "links": "地方生产系统（本地供料） | local production system (local supplies)",
    "both": "工作定义（专业化而有供料） | working definition (specialised and supplied)",
}
EXPOSURES = {
    "manufacturing": "制造业占非农就业 | manufacturing in non-farm employment",
    "migrants": "外省流入人口占比 | migrants from other provinces",
    "trade": "进出口与GDP之比（对数） | trade over GDP (log)",
}
VINTAGES = ("v3", "v4", "v5")
YEARS = (2007, 2012, 2017)


def supply_weights(codes):
    """Weights of the sectors that supply a sector, one column a buyer, its own supplies left out."""
    table = load("national_links").pivot(
        index="from_h38", columns="to_h38", values="input_coefficient"
    )
    weights = table.reindex(index=codes, columns=codes).fillna(0.0).to_numpy(copy=True)
    np.fill_diagonal(weights, 0.0)
    return weights / weights.sum(axis=0)


def concept_measures(quotient=1.25, years=YEARS):
    """What four concepts of the family make of a province: one row a province and year.

    density: log of manufacturing output per square kilometre; specialisation: Krugman's index of
    manufacturing; links: how far the suppliers that a branch needs are present (a quotient of one
    counts as fully), weighted by output; both: the share of manufacturing in branches with at least
    the `quotient` whose supplies are better than the median of all.
    """
    sectors = load("sector_concordance").drop_duplicates("h38").set_index("h38")
    table = load("province_sectors")
    table = table[table["year"].isin(years)]
    names = table.drop_duplicates("province_en").set_index("province_en")["province"]
    land = load("prefecture_places").groupby("province")["area_km2"].sum()
    area = {
        en: sum(size for place, size in land.items() if place.startswith(zh))
        for en, zh in names.items()
    }
    grid = table.pivot_table(
        index=["year", "province_en"],
        columns="h38",
        values="gross_output",
        aggfunc="sum",
        fill_value=0.0,
    )
    codes = list(grid.columns)
    weights = supply_weights(codes)
    made = (sectors["manufacturing"].reindex(codes) == 1).to_numpy()
    petro = [codes.index("11"), codes.index("12")]
    rest = made.copy()
    rest[petro] = False
    found = []
    for year in years:
        output = grid.loc[year].to_numpy()
        # Petroleum (11) and chemicals (12) are booked differently by year: both get their sum's.
        joint = output.copy()
        joint[:, petro] = output[:, petro].sum(axis=1, keepdims=True)
        total = output.sum(axis=1, keepdims=True)
        presence = joint / total / (joint.sum(axis=0) / output.sum())
        supplied = (np.minimum(presence, 1) @ weights)[:, made]
        makes = output[:, made]
        whole = makes.sum(axis=1, keepdims=True)
        inside = makes / whole
        heavy = joint[:, made] / whole / (joint[:, made].sum(axis=0) / makes.sum())
        branch = np.column_stack([output[:, rest], output[:, petro].sum(axis=1)]) / whole
        national = np.append(output[:, rest].sum(axis=0), output[:, petro].sum()) / makes.sum()
        strong = (heavy >= quotient) & (supplied >= np.median(supplied))
        places = grid.loc[year].index
        found.append(
            pd.DataFrame(
                {
                    "province_en": places,
                    "year": year,
                    "density": np.log(whole[:, 0] / places.map(area).to_numpy()),
                    "specialisation": np.abs(branch - national).sum(axis=1),
                    "links": (supplied * inside).sum(axis=1),
                    "both": (inside * strong).sum(axis=1),
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def openness(measures):
    """The measures, standardised within a year, with trade over GDP and income in each vintage."""
    panel = load("province_panel")
    trade = panel[panel["variable"] == "trade_total"].set_index(["province_en", "year"])["value"]
    people = load("population")
    people = people[people["vintage"] == "before_census7"]
    people = people.set_index(["province_en", "year"])["population"]
    product = load("gdp").pivot_table(
        index=["province_en", "year"], columns="vintage", values="gdp"
    )
    frame = measures.set_index(["province_en", "year"])
    by = frame.groupby(level="year")
    frame = (frame - by.transform("mean")) / by.transform("std")
    for vintage in VINTAGES:
        output = product[vintage].reindex(frame.index)
        frame[f"open_{vintage}"] = np.log(trade.reindex(frame.index) / output)
        frame[f"income_{vintage}"] = np.log(output / people.reindex(frame.index))
    return frame.reset_index()


def minus(value):
    """A number with two decimals and a minus that is a minus."""
    return f"{value:.2f}".replace("-", "−")


def exposures():
    """What a province had that cost and parks live on, standardised; ``exposure`` is their mean."""
    panel = load("province_panel")
    names = panel.drop_duplicates("province_code").set_index("province_code")["province_en"]
    census = load("county_covariates")
    census = census[(census["level"] == "province") & (census["year"] == 2010)]
    census = census.set_index(census["adcode"].astype(str).map(names))
    english = dict(zip(census["name"], census.index, strict=True))
    rows = load("county_sections")
    rows = rows[(rows["row_ok"] == 1) & (rows["year"] == 2010)]
    letters = [column for column in rows.columns if len(column) == 1]
    work = rows.groupby("province")[letters].sum().rename(index=english)
    trade = panel[(panel["variable"] == "trade_total") & (panel["year"] == 2007)]
    product = load("gdp")
    product = product[(product["vintage"] == "v4") & (product["year"] == 2007)]
    found = pd.DataFrame(
        {
            "manufacturing": work["C"] / work.drop(columns="A").sum(axis=1),
            "migrants": census["migrants_other_province"] / census["population"],
            "trade": np.log(
                trade.set_index("province_en")["value"] / product.set_index("province_en")["gdp"]
            ),
        }
    ).astype(float)
    found = (found - found.mean()) / found.std()
    mean = found.mean(axis=1)
    return found.assign(exposure=(mean - mean.mean()) / mean.std()).rename_axis("province_en")


def growth_rates():
    """Growth of nominal GDP, log points in per cent: rows province and year, columns vintages."""
    product = load("gdp").pivot_table(
        index="year", columns=["vintage", "province_en"], values="gdp"
    )
    change = np.log(product).diff() * 100
    return change[list(VINTAGES)].stack("province_en", future_stack=True).dropna(how="all")


@check(
    "C01",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def a_common_and_topical_form():
    return reading(
        "C01",
        needs="按年份与学科统计的论文数 | counts of papers by year and discipline",
        zh="“热点”的凭据是论文篇数，篇数不说明结论是否可靠。",
        en="Papers measure attention, not whether their findings are right.",
    )


@check(
    "C02",
    rule="四种概念各以一个指标度量，分三个数据版本、控制与不控制人均GDP，把进出口与GDP之比（对数）对它作回归（年份效应，按省聚类）："
    "系数都为正且都显著，部分支持；都为负且都显著，不支持；否则证据不足"
    " | four concepts, one measure each: log trade over GDP on the measure under three vintages, with "
    "and without income (year effects, clusters by province). Partly supported when all coefficients are positive and "
    "significant; contradicted when all are negative and significant; undetermined otherwise",
    data=[
        "province_sectors",
        "sector_concordance",
        "national_links",
        "prefecture_places",
        "province_panel",
        "population",
        "gdp",
    ],
)
def clusters_and_the_trade_of_regions(critical=2.04):
    frame = openness(concept_measures()).dropna()
    estimates = {
        (key, vintage, income): slope(
            frame,
            f"open_{vintage}",
            key,
            controls=[f"income_{vintage}"] * income,
            effects=["year"],
            clusters="province_en",
        )
        for key in MEASURES
        for vintage in VINTAGES
        for income in (False, True)
    }
    strengths = {choice: b / se for choice, (b, se) in estimates.items()}
    if min(strengths.values()) >= critical:
        verdict = Verdict.PARTLY
    elif max(strengths.values()) <= -critical:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    both = frame["density"].corr(frame["specialisation"])
    total = len(strengths)
    up = sum(t >= critical for t in strengths.values())
    down = sum(t <= -critical for t in strengths.values())
    mixed = len({b > 0 for b, _ in estimates.values()}) > 1
    held = sum(abs(t) >= critical for choice, t in strengths.items() if choice[2])
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"{key}_{vintage}{'_income' * income}",
                    MEASURES[key].replace(" | ", f"，{vintage}{'，控制人均GDP' * income} | ")
                    + f", {vintage}{', income held' * income}",
                    estimates[key, vintage, income][0],
                    "每个标准差 | per standard deviation",
                    3,
                )
                for key in MEASURES
                for vintage in VINTAGES
                for income in (False, True)
            ),
            Figure(
                "correlation",
                "疏密与专业化的相关系数 | correlation of density and specialisation",
                both,
                "",
                2,
            ),
        ),
        f"{total}个系数中显著为正的{up}个，显著为负的{down}个；控制人均GDP以后，{total // 2}个里显著的有{held}个。"
        f"符号{'随所取的概念而变' if mixed else '不随概念而变'}：疏密与专业化在各省之间的相关系数是{minus(both)}。进出口不是出口，省也太大，"
        "看不出是哪个集群在竞争；“区域竞争”一说本身还有争议（未含港澳台）。",
        f"Of {total} coefficients {up} are significantly positive and {down} significantly negative; with "
        f"income held, {held} of {total // 2} are significant. The sign "
        f"{'goes with the concept' if mixed else 'is the same for every concept'}: density and "
        f"specialisation correlate at {minus(both)} across provinces. Trade is not exports, a province is too "
        "large to show which cluster competes, and whether regions compete at all is disputed (Hong Kong, "
        "Macao and Taiwan not included).",
        "分地级市、分行业的出口与就业（海关与普查企业数据相连）"
        " | exports and jobs by prefecture and industry (customs records joined to census firms)"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C03",
    rule="持久：在v3与v4下，九成以上的省2011—2017年的名义增速低于2002—2007年；先受冲击：2007—2009年较此前的增速落差与依赖度的斜率"
    "为负且显著，而危机以前的安慰剂（2005—2007年较2002—2005年）不显著为负。两者皆成立，部分支持；皆不成立，不支持；否则证据不足"
    " | lasting: under v3 and v4 nominal growth of 2011–2017 is below that of 2002–2007 in nine tenths "
    "of the provinces; hit: the change of growth in 2007–2009 falls significantly with exposure, "
    "while the placebo before the crisis (2005–2007 against 2002–2005) does not. Partly supported "
    "with both; contradicted with neither; undetermined otherwise",
    data=["gdp", "province_panel", "county_covariates", "county_sections"],
)
def crisis_and_cost_based_growth(critical=2.04, most=0.9):
    rates = growth_rates()
    known = exposures()

    def mean_growth(vintage, first, last):
        years = rates.index.get_level_values("year")
        part = rates[vintage][(years > first) & (years <= last)]
        return part.groupby("province_en").mean()

    lower, hit, placebo = {}, {}, {}
    for vintage in ("v3", "v4"):
        before = mean_growth(vintage, 2002, 2007)
        lower[vintage] = mean_growth(vintage, 2011, 2017) < before
        for found, late, early in (
            (hit, mean_growth(vintage, 2007, 2009), before),
            (placebo, mean_growth(vintage, 2005, 2007), mean_growth(vintage, 2002, 2005)),
        ):
            frame = known.assign(change=late - early).reset_index()
            found[vintage] = slope(frame, "change", "exposure", clusters="province_en")
    lasting = all(slower.mean() >= most for slower in lower.values())
    struck = all(b / se <= -critical for b, se in hit.values())
    trending = any(b / se <= -critical for b, se in placebo.values())
    holds = int(lasting) + int(struck and not trending)
    verdict = (Verdict.CONTRADICTED, Verdict.UNDETERMINED, Verdict.PARTLY)[holds]
    hit_zh = "显著为负" if struck else "不都显著为负"
    hit_en = "significantly negative" if struck else "not significantly negative in both"
    total = len(lower["v3"])

    def told(found, between="与"):
        return between.join(minus(b) for b, _ in found.values())

    trend_zh = "危机以前已经在降，不能归于危机" if trending else "危机以前看不出下降"
    trend_en = (
        "these provinces were falling behind already, and the crisis cannot be held to account for it"
        if trending
        else "no falling behind is seen"
    )
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"lower_{v}",
                    f"增速低于危机以前的省，{v} | provinces growing less than before, {v}",
                    slower.sum(),
                    "",
                    0,
                )
                for v, slower in lower.items()
            ),
            *(
                Figure(
                    f"hit_{v}",
                    f"2007—2009年落差对依赖度的斜率，{v} | slope of the change of 2007–2009 on exposure, {v}",
                    b,
                    "个百分点 | points",
                    2,
                )
                for v, (b, _) in hit.items()
            ),
            *(
                Figure(
                    f"placebo_{v}",
                    f"同上，危机以前的安慰剂，{v} | the same, placebo before the crisis, {v}",
                    b,
                    "个百分点 | points",
                    2,
                )
                for v, (b, _) in placebo.items()
            ),
        ),
        f"2011—2017年名义增速低于2002—2007年的，{total}个省中v3下有{lower['v3'].sum()}个，v4下有{lower['v4'].sum()}个，"
        f"放慢{'持久' if lasting else '并不普遍'}（未含港澳台；没有分省价格指数，名义增速也含价格）。依赖度由制造业、外来人口与外贸三项合成，每高一个标准差，"
        f"2007—2009年增速的变化是{told(hit)}个百分点（v3、v4），{hit_zh}；危机以前的安慰剂是{told(placebo)}，{trend_zh}。"
        "园区没有分省的表。",
        f"In {lower['v3'].sum()} of {total} provinces under v3 and {lower['v4'].sum()} under v4 nominal growth of "
        f"2011–2017 was below that of 2002–2007: the slowdown is {'lasting' if lasting else 'not general'} (Hong "
        "Kong, Macao and Taiwan not included; without price indices by province, prices are in it). A standard "
        f"deviation more of exposure (manufacturing, migrants and trade together) goes with a change of growth of {told(hit, ' and ')} points (v3, v4) in "
        f"2007–2009, {hit_en}; the placebo before the crisis is {told(placebo, ' and ')}: {trend_en}. "
        "No table has parks by province.",
        "各省开发区逐年的产出与就业，以及分省的价格指数"
        " | output and employment of development zones by province and year, and price indices by province"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C04",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence", "definitions"],
)
def no_agreed_definition():
    rows = load("definitions")
    demands = rows[["proximity", "links", "relations", "learning", "time"]]
    kinds = len(demands.drop_duplicates())
    return reading(
        "C04",
        needs="对各家定义的编码样本 | a coded sample of definitions",
        zh=f"定义表收{len(rows)}种，所要求的条件有{kinds}种组合。",
        en=f"The table of definitions holds {len(rows)}, with {kinds} different sets of requirements.",
        figures=(
            Figure("definitions", "表中的定义 | definitions in the table", len(rows), "", 0),
            Figure("sets", "条件的组合 | sets of requirements", kinds, "", 0),
        ),
    )


@check(
    "C05",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def one_thing_by_many_names():
    return reading(
        "C05",
        needs="同一批地方按各概念分别识别的名单 | lists of the same places identified by each concept",
        zh="侧重不同有据，同指一物则有分歧。",
        en="That the stress differs is agreed; that the thing is one is contested.",
    )


@check(
    "C06",
    rule="四个名称的分工都有文献相合，为与文献一致；有相反的，为不一致；只有部分相合，为不可检验（命名的约定，谈不上真假）；全无，为证据不足"
    " | consistent when the literature agrees on all four names; differs when some speaks against; not "
    "testable when it agrees on some (a convention of naming is neither true nor false); undetermined "
    "when on none",
    data=["claim_evidence"],
)
def a_convention_of_names():
    found = reading(
        "C06",
        needs="四个名称的用法语料 | a corpus of how the four names are used",
        zh="这是一种有用的命名约定；原书第2页的工作定义自己没有守住它。",
        en="A useful convention of names, which the working definition on p. 2 does not keep itself.",
    )
    agrees = next(figure.value for figure in found.figures if figure.key == "agrees")
    if found.verdict is Verdict.UNDETERMINED and agrees:
        return Finding(Verdict.NOT_TESTABLE, found.figures, found.zh, found.en)
    return found


@check(
    "C07",
    rule="各要点都与所引原著相合，为与文献一致；有不合的，为不一致；否则证据不足"
    " | consistent when every part agrees with the work named; differs when some does not; undetermined "
    "otherwise",
    data=["claim_evidence"],
)
def smith_on_clusters():
    return reading(
        "C07",
        needs="斯密原著中的出处 | the passage in Smith",
        zh="这一说法在中文教材里辗转相传，出处不明。",
        en="The wording travels among Chinese textbooks; its source is unknown.",
    )


@check(
    "C08",
    rule="各要点都与所引原著相合，为与文献一致；有不合的，为不一致；否则证据不足"
    " | consistent when every part agrees with the work named; differs when some does not; undetermined "
    "otherwise",
    data=["claim_evidence"],
)
def marshall_on_external_economies():
    return reading(
        "C08",
        needs="马歇尔原著中的出处 | the passage in Marshall",
        zh="文字校记：印本引号内的半句截自“有赖于产业总体发展的经济”，截断后意思不全。",
        en="Textual note: the half sentence in quotation marks is cut from the economies that depend on "
        "the general development of the industry, and does not make sense alone.",
    )


@check(
    "C09",
    rule="各要点都与所引原著相合，为与文献一致；有不合的，为不一致；否则证据不足"
    " | consistent when every part agrees with the work named; differs when some does not; undetermined "
    "otherwise",
    data=["claim_evidence"],
)
def schumpeter_on_bunches():
    return reading(
        "C09",
        needs="熊彼特原著中的出处 | the passage in Schumpeter",
        zh="文字校记：印本把“趋于”印成“区域”，一字之差，时间上的成群就成了空间上的。",
        en="Textual note: the print has the word for “regional” where the original says that innovations "
        "tend to cluster, which turns bunching in time into clustering in space.",
    )


@check(
    "C10",
    rule="各要点都与所引原著相合，为与文献一致；有不合的，为不一致；否则证据不足"
    " | consistent when every part agrees with the work named; differs when some does not; undetermined "
    "otherwise",
    data=["claim_evidence"],
)
def hoover_on_agglomeration():
    return reading(
        "C10",
        needs="胡佛原著中的出处 | the passage in Hoover",
        zh="大意相符，未提三类之分；文字校记：印本“看作”一词有误字。",
        en="Right in substance, without the three classes; textual note: the verb is misprinted.",
    )


@check(
    "C11",
    rule="各要点都与所引原著相合，为与文献一致；有不合的，为不一致；找不到原著或原文，为证据不足"
    " | consistent when every part agrees with the work named; differs when some does not; undetermined "
    "when work or passage cannot be found",
    data=["claim_evidence"],
)
def an_exclusive_definition():
    return reading(
        "C11",
        needs="原书第250—253页的参考文献，或载有这一定义的原文"
        " | the book's references on pp. 250–253, or the text that holds this definition",
    )


@check(
    "C12",
    rule="与所引原著相合，为与文献一致；不合，为不一致；找不到原著，为证据不足"
    " | consistent when it agrees with the work named; differs when it does not; undetermined when the "
    "work cannot be found",
    data=["claim_evidence"],
)
def independent_yet_interdependent():
    return reading("C12", needs="吴思华的原著 | the work of Wu Se-hwa itself")


@check(
    "C13",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def the_working_definition():
    return reading(
        "C13",
        needs="这一定义最早的出处 | where the definition first stood",
        zh="文字校记：印本作“产业集聚”与“不同类”，所见两份期刊摘要里的同一句话作“产业集群”与“同类企业”，印本两处当是笔误，不计入判定。",
        en="Textual note: the print has “agglomeration” and “of different kinds”, where the same sentence in two "
        "journal abstracts has “cluster” and “of the same kind”; both are presumably slips and do not count.",
    )


@check(
    "P24",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence", "definitions"],
)
def more_than_a_century(written=2013):
    rows = load("definitions")
    idea = rows[rows["proximity"] == 1]["year"].min()
    word = rows[rows["concept_en"].str.contains("cluster")]["year"].min()
    return reading(
        "P24",
        needs="1913年以前的著作 | a work from before 1913",
        zh=f"表中最早以空间邻近为要件的定义在{idea}年，距成书{written - idea}年；表中“集群”入题最早在{word}年，只有{written - word}年。",
        en=f"The earliest definition in the table that requires nearness is of {idea}, {written - idea} years "
        f"before the book; in the table “cluster” first stands in a title of {word}, {written - word} years before.",
        figures=(
            Figure("idea", "概念的年龄 | age of the idea", written - idea, "年 | years", 0),
            Figure("word", "用词的年龄 | age of the word", written - word, "年 | years", 0),
        ),
    )
