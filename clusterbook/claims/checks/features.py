"""Checks of what chapter 1, section 3 says a cluster is: its six features and how they work.

Chinese employment is that of the census sample without agriculture: shares and quotients only.
Sectors are those of the provincial input-output tables, petroleum and chemicals taken together.
"""

import numpy as np
import pandas as pd

from clusterbook.claims.checks.advantages import (
    common_sign,
    partial_slope,
    ratio_slopes,
    sectors,
    slopes,
)
from clusterbook.claims.evidence import (
    READING,
    STUDIES,
    balance,
    on_balance,
    signed,
    stances,
    studies,
    told,
    value_of,
)
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load
from clusterbook.indicators import (
    krugman_specialization,
    location_quotient,
    locational_gini,
)
from clusterbook.inference import (
    minimum_detectable_effect,
    node_permutation_test,
)

NON_FARM = list("BCDEFGHIJKLMNOPQRS")
KNOWLEDGE = ["I", "M"]
COAST = [
    "Liaoning", "Hebei", "Tianjin", "Shandong", "Jiangsu", "Shanghai",
    "Zhejiang", "Fujian", "Guangdong", "Guangxi", "Hainan",
]  # fmt: skip


def sections(region="prefecture_code", year=None):
    """Non-farm workers of the census sample, one row a region, one column a section."""
    rows = load("county_sections", row_ok=1)
    rows["province_code"] = rows["prefecture_code"].str[:2]
    sums = rows.groupby(["year", region])[NON_FARM].sum()
    sums = sums[sums.sum(axis=1) > 0]
    return sums if year is None else sums.loc[year]


def permuted_p(x, y, draws=999, seed=0):
    """Two-sided p of the covariance of two columns when one is dealt out anew."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    x = x - x.mean()
    random = np.random.default_rng(seed)
    drawn = random.permuted(np.tile(x, (draws, 1)), axis=1) @ (y - y.mean())
    extreme = (np.abs(drawn) >= abs(x @ y) * (1 - 1e-9)).sum()
    return float((1 + extreme) / (1 + draws))


@check("C24", rule=READING, data=["claim_evidence"])
def three_powers():
    return on_balance("C24")


@check(
    "C25",
    rule="各年沿海每千人的私营企业登记数都高于内地（置换检验），为部分支持（登记不识别资本与企业家来自何处，"
    "故至多如此）；都不高于，为不支持；否则证据不足"
    " | partly supported when in every year the coast has more private enterprises on the register "
    "per thousand residents (permutation test; registers do not tell where capital and owners come "
    "from, hence never more); contradicted when in no year it has more; undetermined otherwise",
    data=["private_enterprises", "population", "case_facts"],
)
def grass_roots(years=(2001, 2003, 2008), level=0.05, draws=999):
    rows = load("private_enterprises")
    rows = rows[rows["flag"] != "implausible_in_source"]
    people = load("population", vintage="before_census7")
    people = people.set_index(["year", "province_en"])["population"]
    ratios, ps, known = {}, {}, {}
    for variable in ("private_enterprises", "self_employed_households"):
        for year in years:
            part = rows[(rows["variable"] == variable) & (rows["year"] == year)]
            if part.empty:
                continue
            density = np.log(part.set_index("province_en")["value"] / people.loc[year]).dropna()
            coast = density.index.isin(COAST)
            ratios[variable, year] = np.exp(density[coast].mean() - density[~coast].mean())
            ps[variable, year] = permuted_p(coast, density, draws)
            known[variable, year] = len(density)
    firms = [ratios["private_enterprises", year] for year in years]
    sure = [ps["private_enterprises", year] <= level for year in years]
    if all(ratio > 1 for ratio in firms) and all(sure):
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if max(firms) <= 1 else Verdict.UNDETERMINED
    last = years[-1]
    households = ratios["self_employed_households", last]
    p = ps["self_employed_households", last]
    made = value_of("case_facts", "F091")
    apart_zh = "与内地难分高下" if p > level else "也高于内地" if households > 1 else "低于内地"
    apart_en = "cannot be told from the interior" if p > level else "differ as well"
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"{key}_{year}",
                    f"{year}年沿海与内地之比（几何平均），{name.replace(' | ', f' | coast over interior {year} (geometric mean), ')}",
                    ratios[variable, year],
                    "",
                    2,
                )
                for variable, key, name in (
                    (
                        "private_enterprises",
                        "firms",
                        "每千人私营企业 | private enterprises per head",
                    ),
                    (
                        "self_employed_households",
                        "households",
                        "每千人个体工商户 | self-employed households per head",
                    ),
                )
                for year in years
                if (variable, year) in ratios
            ),
            Figure(
                "provinces",
                f"{last}年有数的省 | provinces with data {last}",
                known["private_enterprises", last],
                "",
                0,
            ),
            Figure(
                "p_last",
                f"私营企业，{last}年，置换p值 | enterprises {last}, permutation p",
                ps["private_enterprises", last],
                "",
                3,
            ),
            Figure(
                "p_households",
                f"个体工商户，{last}年，置换p值 | households {last}, permutation p",
                p,
                "",
                3,
            ),
        ),
        f"{last}年沿海每千人登记的私营企业是内地的{firms[-1]:.1f}倍，{years[0]}年是{firms[0]:.1f}倍；"
        f"个体工商户则是{households:.2f}倍，{apart_zh}（未含港澳台）。民间企业密有据；资本从哪里来，登记簿上没有。"
        f"也有由外来资本起家的：昆山2010年造了{made / 100:.1f}亿台笔记本电脑，其经济曾有八成属台资。",
        f"In {last} the coast had {firms[-1]:.1f} times as many private enterprises per head on the "
        f"register as the interior, after {firms[0]:.1f} times in {years[0]}; self-employed households, at "
        f"{households:.2f} times, {apart_en} (Hong Kong, Macao and Taiwan not included). That private firms "
        "are dense is documented; where their capital came from no register says. Some clusters began "
        f"with capital from outside: Kunshan, with {made:.0f} million notebooks in 2010, had an economy four fifths "
        "of which was Taiwanese-funded.",
        "分省份、分产业的投资资金来源与企业家籍贯"
        " | the sources of investment and the origins of founders by province and industry"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C26", rule=STUDIES, data=["claim_evidence"])
def collective_force():
    return studies("C26", "分地点、分产业的工厂面板 | a panel of plants by place and industry")


def completeness(frame=None):
    """How far each province holds the suppliers of each manufacturing sector, three ways.

    The weights are the sector's inputs of goods in the national table of 2012, its own sector left
    out. ``supply`` takes of each input the share that the province could cover itself, output over
    output less net outflow, at most 1; ``presence`` its location quotient, at most 1; ``count``
    whether that quotient reaches 1. Returns one row a cell: the three, the margin (operating surplus
    over output, per cent), the log quotient and the labels.
    """
    frame = sectors() if frame is None else frame
    base = frame[frame["year"] == 2012].groupby("sector")["gross_output"].sum()
    links = load("national_links")
    codes = load("sector_concordance").drop_duplicates("h38").set_index("h38")
    links["buyer"] = links["to_h38"].replace(["11", "12"], "11+12")
    links["seller"] = links["from_h38"].replace(["11", "12"], "11+12")
    size = links["to_h38"].map(
        load("province_sectors", year=2012).groupby("h38")["gross_output"].sum()
    )
    flow = (links["input_coefficient"] * size).groupby([links["seller"], links["buyer"]]).sum()
    flow = flow.unstack().reindex(index=base.index, columns=base.index).fillna(0)
    made = {"11+12", *codes.index[codes["manufacturing"] == 1]}
    goods = [s for s in base.index if s in made or s == "01" or codes["industry"].get(s) == 1]
    buyers = [s for s in base.index if s in made]
    weights = flow.loc[goods, buyers].copy()
    for sector in buyers:
        weights.loc[sector, sector] = 0
    weights = weights / weights.sum()
    found = []
    for year, rows in frame.groupby("year"):
        wide = rows.pivot(index="province_en", columns="sector")
        output = wide["gross_output"].reindex(columns=goods).fillna(0)
        needed = output - wide["net_outflow"].reindex(columns=goods).fillna(0)
        quotient = np.exp(wide["quotient_gross_output"]).reindex(columns=goods).fillna(0)
        shares = {
            "supply": (output / needed.where(needed > 0)).clip(upper=1).fillna(output > 0),
            "presence": quotient.clip(upper=1),
            "count": (quotient > 1 - 1e-9).astype(float),
        }
        for measure, share in shares.items():
            scores = (share.astype(float) @ weights).stack().rename(measure)
            found.append(scores.to_frame().assign(year=year).set_index("year", append=True))
    table = pd.concat(found).groupby(level=[0, 1, 2]).first().reset_index()
    table = table.rename(columns={"level_1": "sector", "buyer": "sector"})
    table = frame.merge(table, on=["province_en", "sector", "year"])
    table = table.dropna(subset=["operating_surplus"])
    return table.assign(
        margin=table["operating_surplus"] / table["gross_output"] * 100,
        quotient=table["quotient_gross_output"],
    )


@check(
    "C27",
    rule="各省制造业部门的营业盈余率对当地供应完整度的回归（省份×年份、部门×年份效应，按省聚类）：系数为正且显著，为部分支持"
    "（不识别作用，适应力无从计量，故至多如此）；为负且显著，为不支持；不显著，为证据不足"
    " | operating surplus over output of the provinces' manufacturing sectors on the completeness "
    "of local supply (province by year and sector by year effects, clustered by province): partly "
    "supported when the coefficient is positive and significant (no effect is identified and "
    "adaptability has no measure, hence never more); contradicted when it is negative and "
    "significant; undetermined when it is not significant",
    data=["province_sectors", "national_links", "sector_concordance"],
)
def complete_chains(level=0.05, first=2007):
    frame = sectors()
    cells = completeness(frame[frame["year"] >= first])
    formula = "margin ~ {x} + C(province_year) + C(sector_year)"
    curve = slopes(cells, formula, ["supply", "presence", "count"], "province_en")
    main = curve.loc["supply"]
    if main["p"] > level:
        verdict = Verdict.UNDETERMINED
    else:
        verdict = Verdict.PARTLY if main["estimate"] > 0 else Verdict.CONTRADICTED
    slope, error = main["estimate"] / 10, main["standard_error"] / 10
    detectable = minimum_detectable_effect(error, degrees=int(main["clusters"]) - 1)
    clear = main["p"] <= level
    return Finding(
        verdict,
        (
            Figure(
                "slope",
                "完整度高十个百分点，盈余率之差 | margin per ten points of completeness",
                slope,
                "个百分点 | points",
                2,
            ),
            Figure("error", "标准误 | standard error", error, "个百分点 | points", 2),
            Figure(
                "detectable",
                "最小可检测效应 | minimum detectable effect",
                detectable,
                "个百分点 | points",
                2,
            ),
            Figure(
                "presence",
                "同上，以区位商量完整度 | the same, completeness by quotients",
                curve.loc["presence", "estimate"] / 10,
                "个百分点 | points",
                2,
            ),
            Figure(
                "count",
                "同上，只数区位商到1的 | the same, quotients that reach 1",
                curve.loc["count", "estimate"] / 10,
                "个百分点 | points",
                2,
            ),
            Figure("mean", "平均盈余率 | mean margin", cells["margin"].mean(), "%"),
            Figure("cells", "格子 | cells", main["rows"], "", 0),
        ),
        f"完整度高十个百分点，营业盈余率{'高' if slope > 0 else '低'}{abs(slope):.2f}个百分点（标准误{error:.2f}），"
        f"{'统计上分明' if clear else '与零难分'}；平均盈余率是{cells['margin'].mean():.1f}%，这个设计看得见的最小效应约为{detectable:.2f}个百分点"
        "（未含港澳台）。省级的表看不见企业，也没有应变快慢的数。",
        f"Ten points more of completeness go with a margin {'higher' if slope > 0 else 'lower'} by {abs(slope):.2f} points (standard error "
        f"{error:.2f}), {'clear of zero' if clear else 'not to be told from zero'}; the mean margin is {cells['margin'].mean():.1f}%, and the smallest "
        f"effect that this design would see is about {detectable:.2f} points (Hong Kong, Macao and Taiwan not included). "
        "Tables of provinces do not show firms, and nothing in them tells how fast firms adapt.",
        "分地点的企业采购地与利润面板 | a panel of firms with the places of their suppliers and their profits"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C28", rule=STUDIES, data=["claim_evidence"])
def nearness_and_trust():
    return studies("C28", "按距离的企业间信用 | credit between firms by distance")


# The one far proxy of each feature; none exists for the links between firms themselves.
PROXIES = {
    "concentration": "每平方公里制造业就业（对数） | manufacturing jobs per km² (log)",
    "embeddedness": "外省流入人口占比（对数，反号） | share of migrants from other provinces (log, reversed)",
    "specialisation": "克鲁格曼专业化指数 | Krugman specialisation index",
    "network": "商务服务业区位商（对数） | quotient of business services (log)",
    "learning": "平均受教育年限 | mean years of schooling",
    "reinforcement": "制造业区位商十年间的变化（对数） | ten years' change of the manufacturing quotient (log)",
}


def proxies(year=2020, before=2010):
    """The proxies of the six features, one row a prefecture that has them all."""
    work = sections()
    now, then = work.loc[year], work.loc[before]
    quotients = {
        y: location_quotient(t)["location_quotient"].unstack()
        for y, t in ((year, now), (before, then))
    }
    area = load("prefecture_places").dropna(subset=["adcode"]).set_index("adcode")["area_km2"]
    people = load("county_covariates", level="prefecture", year=year).set_index("adcode")
    change = np.log(quotients[year]["C"] / quotients[before]["C"].reindex(now.index))
    frame = pd.DataFrame(
        {
            "concentration": np.log(now["C"] / area.reindex(now.index)),
            "embeddedness": -np.log(
                (people["migrants_other_province"] / people["population"]).reindex(now.index)
            ),
            "specialisation": krugman_specialization(now)["krugman"],
            "network": np.log(quotients[year]["L"].clip(lower=0.01)),
            "learning": people["school_years"].reindex(now.index),
            "reinforcement": change,
        }
    ).astype(float)
    return frame.replace([np.inf, -np.inf], np.nan).dropna()


def dimensions(frame, draws=199, level=0.95, seed=0):
    """How many principal components exceed those of columns shuffled apart (parallel analysis).

    Returns the number, the eigenvalues of the correlations and the thresholds.
    """
    values = frame.to_numpy(float)
    random = np.random.default_rng(seed)
    own = np.linalg.eigvalsh(np.corrcoef(values.T))[::-1]
    drawn = np.array(
        [
            np.linalg.eigvalsh(np.corrcoef(random.permuted(values, axis=0).T))[::-1]
            for _ in range(draws)
        ]
    )
    bound = np.quantile(drawn, level, axis=0)
    return int((np.cumprod(own > bound)).sum()), own, bound


@check(
    "C29",
    rule="六个特征逐条及“为各类集群共有”一条，按凭据判：有不合的，为与文献不一致；有相合而无不合，为与文献一致；都未提及，为证据不足。"
    "六个代理张成几维，只作旁证，代理太远，不入判定"
    " | by evidence on each of the six and on their being common to all kinds: differs from the "
    "literature when a row differs; consistent when some agree and none differs; undetermined when "
    "all are silent. How many dimensions the six proxies span is told beside it and does not enter: "
    "the proxies are too far off",
    data=["claim_evidence", "county_sections", "county_covariates", "prefecture_places"],
)
def six_features(draws=199):
    frame = proxies()
    number, own, bound = dimensions(frame, draws)
    return on_balance(
        "C29",
        figures=(
            Figure(
                "dimensions", "六个代理张成的维数 | dimensions of the six proxies", number, "", 0
            ),
            Figure("prefectures", "地级单位 | prefectures", len(frame), "", 0),
            Figure(
                "explained",
                "这几维占的方差 | variance in these dimensions",
                own[:number].sum() / len(own) * 100,
                "%",
                0,
            ),
            Figure("first", "第一个特征值 | first eigenvalue", own[0], "", 2),
            Figure("first_bound", "其随机界限 | its bound under chance", bound[0], "", 2),
        ),
        zh=f"旁证：{len(frame)}个地级单位的六个代理只张成{number}维（平行分析）。",
        en=f"Beside it: the six proxies span {number} dimension{'s' if number != 1 else ''} over {len(frame)} prefectures (parallel analysis).",
    )


@check("C30", rule=READING, data=["claim_evidence"])
def weber():
    return on_balance("C30")


@check(
    "C31",
    rule="信息、科研两个门类的空间基尼系数在18个非农门类里的名次之和，两个普查年都偏小（精确置换，单侧10%），为部分支持"
    "（不识别动机，故至多如此）；都偏大，为不支持；否则证据不足"
    " | ranks of the locational Gini of information and of research among 18 non-farm sections: "
    "partly supported when their sum is low in both census years (exact permutation, one-sided 10%; "
    "no motive is identified, hence never more); contradicted when high in both; undetermined otherwise",
    data=["county_sections"],
)
def knowledge_concentrates(years=(2010, 2020), level=0.1):
    work = sections()
    ginis = pd.DataFrame(
        {
            year: locational_gini(work.loc[year], variant="weighted")["locational_gini"]
            for year in years
        }
    )
    ranks = ginis.rank(ascending=False)
    count = len(ranks)
    pairs = np.add.outer(np.arange(1, count + 1), np.arange(1, count + 1))
    pairs = pairs[np.triu_indices(count, 1)]
    low = {y: (pairs <= ranks.loc[KNOWLEDGE, y].sum()).mean() for y in years}
    high = {y: (pairs >= ranks.loc[KNOWLEDGE, y].sum()).mean() for y in years}
    if max(low.values()) <= level:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if max(high.values()) <= level else Verdict.UNDETERMINED
    first, last = years
    moves = {s: ginis.loc[s, last] - ginis.loc[s, first] for s in KNOWLEDGE}
    names = {"I": ("信息业", "information"), "M": ("科研业", "research")}

    def moved(section, lang):
        up = moves[section] > 0
        name = names[section][lang]
        a, b = ginis.loc[section, [first, last]]
        if lang == 0:
            return f"{name}由{a:.2f}{'升' if up else '降'}至{b:.2f}"
        return f"{name} {'rose' if up else 'fell'} from {a:.2f} to {b:.2f}"

    places = {y: sorted(int(r) for r in ranks.loc[KNOWLEDGE, y]) for y in years}
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"gini_{s}_{y}",
                    f"{names[s][0]}空间基尼系数，{y}年 | locational Gini, {names[s][1]}, {y}",
                    ginis.loc[s, y],
                    "",
                    3,
                )
                for s in KNOWLEDGE
                for y in years
            ),
            *(
                Figure(f"p_{y}", f"名次偏小的p值，{y}年 | p of so low ranks, {y}", low[y], "", 3)
                for y in years
            ),
            Figure("sections", "非农门类 | non-farm sections", count, "", 0),
        ),
        f"两个知识门类比多数门类集中：{count}个非农门类里，{first}年列第{places[first][0]}、第{places[first][1]}，{last}年列第{places[last][0]}、第{places[last][1]}。"
        f"走势：空间基尼系数，{moved('I', 0)}，{moved('M', 0)}（地级，未含港澳台）。为信息与创新而聚，还是为别的，就业数看不出。",
        f"The two knowledge sections are more concentrated than most: of {count} non-farm sections they rank "
        f"{places[first][0]} and {places[first][1]} in {first}, {places[last][0]} and {places[last][1]} in {last}. As to trends, the locational Gini of "
        f"{moved('I', 1)}, that of {moved('M', 1)} (prefectures; Hong Kong, Macao and Taiwan not included). "
        "Whether firms come for information and innovation or for something else, jobs do not tell.",
        "分产业的研发强度与工厂区位 | research intensity by industry together with the places of plants"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C32", rule=READING, data=["claim_evidence"])
def granovetter():
    return on_balance("C32")


@check(
    "C33",
    rule="三个例子都有事实可查，且吉林获认定的集群里八成以上以镇或村为名，为支持；二者有其一，为部分支持；都没有，为不支持"
    " | supported when all three examples have facts and four fifths or more of the clusters recognised in "
    "Jilin are named after a town or village; partly supported with one of the two; contradicted with neither",
    data=["case_facts", "cluster_recognition"],
)
def specialised_towns(share=0.8, examples=("datang", "liushi", "dongguan")):
    facts = load("case_facts")
    known = [name for name in examples if (facts["cluster"] == name).any()]
    grades = [facts[facts["cluster"] == name]["grade"].min() for name in known]
    rows = load("cluster_recognition")
    rows = rows[rows["programme"] != "national_zone"].drop_duplicates(["industry_en", "adcode"])
    towns = rows["place_zh"].str.contains("[镇村乡]").sum()
    counties = (~rows["adcode"].astype(str).str.endswith("00")).sum()
    total = len(rows)
    held = [len(known) == len(examples), towns / total >= share]
    verdict = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.SUPPORTED)[sum(held)]
    return Finding(
        verdict,
        (
            Figure("examples", "有事实可查的例子 | examples with facts", len(known), "", 0),
            Figure(
                "grade_c",
                "其中只有C级事实的 | of these with grade C only",
                grades.count("C"),
                "",
                0,
            ),
            Figure("recognised", "吉林获认定的集群 | clusters recognised in Jilin", total, "", 0),
            Figure(
                "counties", "其中以县、市、区为名的 | named after a county unit", counties, "", 0
            ),
            Figure("towns", "其中以镇或村为名的 | named after a town or village", towns, "", 0),
        ),
        f"所举{len(examples)}例{'都' if len(known) == len(examples) else f'有{len(known)}例'}查得到事实，其中{grades.count('C')}例只有C级；东莞是地级市，专业镇在其下。"
        f"吉林历年获认定的{total}个集群，{counties}个以县、市、区为名，{total - counties}个以地级为名，以镇或村为名的{f'有{towns}个' if towns else '一个也没有'}。"
        "浙粤之例推不到“几乎所有”。",
        f"Of the {len(examples)} examples {'all' if len(known) == len(examples) else len(known)} have facts, {grades.count('C')} of grade C only; Dongguan is a "
        f"prefecture with specialised towns in it. Of the {total} clusters recognised in Jilin over the years {counties} are named "
        f"after a county unit, {total - counties} after a prefecture, {towns or 'none'} after a town or village: examples from Zhejiang "
        "and Guangdong do not carry “nearly all”.",
    )


@check("C34", rule=READING, data=["claim_evidence"])
def kinds():
    return on_balance("C34")


@check("C35", rule=READING, data=["claim_evidence"])
def embeddedness():
    return on_balance("C35")


@check(
    "C36",
    rule="2010年外贸依存度越高的省，2010—2020年制造业区位商（非农）降得越多，控制期初区位商、再加控制人均GDP，在GDP的三个版本下都显著（置换检验），为部分支持"
    "（外贸多不等于只与外部结网，故至多如此）；都显著而相反，为不支持；否则证据不足"
    " | partly supported when provinces with more trade per GDP in 2010 lost more of their "
    "manufacturing quotient (non-farm) by 2020, significantly under all three vintages of GDP, initial "
    "quotient held constant and GDP per head in addition (permutation test; much trade is not links to "
    "the outside alone, hence never more); contradicted when all are significant the other way; "
    "undetermined otherwise",
    data=["province_panel", "gdp", "population", "county_sections"],
)
def outward_links(level=0.05, draws=999, vintages=("v3", "v4", "v5")):
    work = sections("province_code")
    logs = {
        year: np.log(location_quotient(work.loc[year])["location_quotient"].unstack()["C"])
        for year in (2010, 2020)
    }
    panel = load("province_panel", variable="trade_total", year=2010).set_index("province_en")
    output = load("gdp", year=2010).pivot(index="province_en", columns="vintage", values="gdp")
    people = load("population", year=2010, vintage="before_census7").set_index("province_en")
    code = panel["province_code"].astype(str).str[:2]
    start = logs[2010].reindex(code).to_numpy()
    change = logs[2020].reindex(code).to_numpy() - start
    slopes, ps, alone = {}, {}, {}
    for vintage in vintages:
        product = output[vintage].reindex(panel.index)
        trade = np.log(panel["value"] / product).to_numpy()
        income = np.log(product / people["population"].reindex(panel.index)).to_numpy()
        slopes[vintage], y, x = partial_slope(change, trade, [start, income])
        ps[vintage] = permuted_p(x, y, draws)
        _, y, x = partial_slope(change, trade, [start])
        alone[vintage] = permuted_p(x, y, draws)
    fits, sure = max(slopes.values()) < 0, max(*ps.values(), *alone.values()) <= level
    if sure and (fits or min(slopes.values()) > 0):
        verdict = Verdict.PARTLY if fits else Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    listed = [signed(slope) for slope in slopes.values()]
    chances = [f"{p:.3f}" for p in ps.values()]
    largest = max(alone.values())
    return Finding(
        verdict,
        (
            *(
                Figure(f"slope_{v}", f"系数，{v} | coefficient, {v}", s, "", 3)
                for v, s in slopes.items()
            ),
            *(
                Figure(f"p_{v}", f"置换p值，{v} | permutation p, {v}", p, "", 3)
                for v, p in ps.items()
            ),
            Figure(
                "alone",
                "不控制人均GDP，三个版本中最大的p值 | largest p of the three, GDP per head not held constant",
                largest,
                "",
                3,
            ),
            Figure("provinces", "省 | provinces", len(panel), "", 0),
        ),
        f"{len(panel)}省里，外贸依存度（对数）每高一个单位，十年间制造业区位商的对数在v3、v4、v5下变{'、'.join(listed)}，置换p值{'、'.join(chances)}；"
        f"若不控制人均GDP，三个p值都不超过{largest:.3f}（未含港澳台）。方向与说法{'相合' if fits else '不合'}，{'各种设定下都分明' if sure else '是否分明随版本与控制变量而定'}；"
        "外贸多也不等于只与外部结网。",
        f"Over {len(panel)} provinces one log unit more of trade per GDP goes with a change of the log manufacturing quotient by "
        f"{', '.join(listed)} in ten years under v3, v4 and v5, permutation p {', '.join(chances)}; with GDP per head not held constant no p "
        f"exceeds {largest:.3f} (Hong Kong, Macao and Taiwan not included). The direction {'agrees' if fits else 'does not agree'} with the claim; "
        f"{'it is clear in every specification' if sure else 'whether it is clear hangs on vintage and controls'}. Nor is much trade the same as links to the outside alone.",
        "企业的本地采购比例、外资份额与迁出记录 | firms' local purchases, foreign ownership and records of leaving"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C37", rule=STUDIES, data=["claim_evidence", "case_facts"])
def italian_trust():
    first, last = value_of("case_facts", "F030"), value_of("case_facts", "F029")
    fewer = last < first
    return studies(
        "C37",
        "产业区内互动、信任与生产率的调查数据 | survey data on contact, trust and productivity in districts",
        figures=(
            Figure(
                "districts_2001",
                "意大利产业区，2001年，按2011年方法 | Italian districts 2001, by the method of 2011",
                first,
                "",
                0,
            ),
            Figure("districts_2011", "同上，2011年 | the same, 2011", last, "", 0),
        ),
        zh=f"按同一方法，意大利的产业区2001年有{first:.0f}个，2011年有{last:.0f}个{'，少了' if fewer else '，没有减少'}。"
        "信任本身没有量过。",
        en=f"By one method Italy had {first:.0f} districts in 2001 and {last:.0f} in 2011, {'fewer' if fewer else 'no fewer'}. Trust itself was not measured.",
    )


@check(
    "C38",
    rule="有比较过“能否复制”的研究，相合的为部分支持，不合的为不支持；一项也没有，为不可检验，因为“黏性”没有独立于结果的尺度"
    " | where studies compared whether it can be copied: partly supported when they agree, "
    "contradicted when they differ; not testable without any, since stickiness has no measure apart "
    "from its outcome",
    data=["claim_evidence"],
)
def stickiness():
    found = stances("C38")
    verdict = balance(
        found, whole=Verdict.PARTLY, mixed=Verdict.PARTLY, against=Verdict.CONTRADICTED
    )
    if verdict is Verdict.UNDETERMINED:
        verdict = Verdict.NOT_TESTABLE
    zh, en = told("C38")
    return Finding(
        verdict,
        (
            Figure("agree", "相合的凭据 | rows that agree", found["agrees"], "", 0),
            Figure("differ", "不合的凭据 | rows that differ", found["differs"], "", 0),
        ),
        zh,
        en,
    )


@check("C39", rule=READING, data=["claim_evidence"])
def more_than_nearness():
    return on_balance("C39")


def pairs_of_sectors(year=2012):
    """Two symmetric frames over the sectors: how alike their places, and how strong their links.

    Places: the correlation of log output quotients over the provinces. Links: the greatest of the
    four shares of inputs and sales that join two sectors in the national table.
    """
    frame = sectors()
    wide = frame[frame["year"] == year].pivot(
        index="province_en", columns="sector", values="gross_output"
    )
    wide = wide.fillna(0)
    quotient = location_quotient(wide)["location_quotient"].unstack().clip(lower=0.02)
    places = np.log(quotient).corr()
    links = load("national_links")
    links["buyer"] = links["to_h38"].replace(["11", "12"], "11+12")
    links["seller"] = links["from_h38"].replace(["11", "12"], "11+12")
    size = links["to_h38"].map(
        load("province_sectors", year=year).groupby("h38")["gross_output"].sum()
    )
    flow = (links["input_coefficient"] * size).groupby([links["seller"], links["buyer"]]).sum()
    flow = flow.unstack().reindex(index=places.index, columns=places.columns).fillna(0)
    inputs, sales = flow / flow.sum(), flow.div(flow.sum(axis=1), axis=0)
    links = np.maximum.reduce([x.to_numpy() for x in (inputs, inputs.T, sales, sales.T)])
    return places, pd.DataFrame(links, places.index, places.columns)


@check(
    "C40",
    rule="产地最相近的四分之一部门对里，投入产出联系也居前四分之一的不到一半，且凭据里有相合的个案，为部分支持"
    "（省级的同地不是邻近，园区没有数据，故至多如此）；一半以上，为不支持；否则证据不足"
    " | partly supported when fewer than half of the quarter of sector pairs most alike in place are "
    "also in the top quarter by input-output links, and the evidence has a case that agrees (one "
    "province is not nearness and parks have no data, hence never more); contradicted when half or "
    "more are; undetermined otherwise",
    data=["province_sectors", "national_links", "claim_evidence"],
)
def nearness_without_links(quarter=0.75, half=0.5, draws=499):
    places, links = pairs_of_sectors()
    upper = np.triu_indices(len(places), 1)
    near, tied = places.to_numpy()[upper], links.to_numpy()[upper]
    top = near >= np.quantile(near, quarter)
    strong = (tied >= np.quantile(tied, quarter))[top].mean()
    weak = (tied < np.median(tied))[top].mean()
    test = node_permutation_test(places, np.log(links + 1e-4), draws=draws)
    found = stances("C40")
    if strong >= half:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.PARTLY if found["agrees"] else Verdict.UNDETERMINED
    zh, en = told("C40")
    tied_zh = "相关虽弱而可辨" if test.p <= 0.05 else "看不出相关"
    tied_en = (
        "a weak but discernible correlation" if test.p <= 0.05 else "no discernible correlation"
    )
    return Finding(
        verdict,
        (
            Figure(
                "strong",
                "产地最相近的四分之一里，联系也强的 | of the quarter nearest, strongly linked",
                strong * 100,
                "%",
                0,
            ),
            Figure(
                "weak",
                "其中联系弱于中位数的 | of these, linked less than the median",
                weak * 100,
                "%",
                0,
            ),
            Figure(
                "correlation",
                "产地与联系的相关 | correlation of place and link",
                test.statistic,
                "",
                2,
            ),
            Figure("p", "置换部门所得p值 | p, sectors permuted", test.p, "", 3),
            Figure("pairs", "部门对 | pairs of sectors", len(near), "", 0),
        ),
        f"产地最相近的四分之一部门对里，投入产出联系也强的占{strong * 100:.0f}%（随机应为25%），弱于中位数的占{weak * 100:.0f}%（随机应为50%）：{tied_zh}"
        f"（相关系数{test.statistic:.2f}，p={test.p:.3f}；2012年各省，未含港澳台）。{zh}这一条与C28并读：近处容易结成联系，不等于近了就有联系。",
        f"Of the quarter of sector pairs most alike in place {strong * 100:.0f}% are strongly linked (25% by chance) and {weak * 100:.0f}% linked less than the "
        f"median pair (50% by chance): {tied_en} ({test.statistic:.2f}, p = {test.p:.3f}; provinces of 2012, Hong Kong, Macao and Taiwan not included). "
        f"{en} Read it with C28: links come more easily nearby, but they do not come of themselves.",
        "园区内企业之间的交易与合作记录 | records of trade and co-operation among the firms of parks"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C41",
    rule="增加值率对区位商的系数，用增加值和用总产出算区位商都显著为负（分工细，企业自制少），为部分支持；都显著为正，为不支持；"
    "符号随口径而变或不显著，为证据不足"
    " | the coefficient of value added over output on the location quotient: partly supported when "
    "negative and significant with quotients of value added and of output alike (finer division, less "
    "made in house); contradicted when positive in both; undetermined when the sign turns with the "
    "base or neither is significant",
    data=["province_sectors"],
)
def less_made_in_house(level=0.05):
    found = ratio_slopes("value_added", "gross_output")
    sign = common_sign(found, level)
    verdict = {-1: Verdict.PARTLY, 1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    own, output = found.loc["value_added"], found.loc["gross_output"]
    turns = own["estimate"] * output["estimate"] < 0
    return Finding(
        verdict,
        (
            Figure(
                "by_value_added",
                "系数，区位商用增加值 | coefficient, quotient of value added",
                own["estimate"],
                "",
                3,
            ),
            Figure(
                "by_output",
                "系数，区位商用总产出 | coefficient, quotient of output",
                output["estimate"],
                "",
                3,
            ),
            Figure("cells", "格子 | cells", own["rows"], "", 0),
        ),
        f"增加值率对区位商的系数，用增加值算商是{signed(own['estimate'])}，用总产出算是{signed(output['estimate'])}："
        f"{'符号随口径翻转，是同一个数站在两边造成的，说明不了分工' if turns else '两种口径同号'}（未含港澳台；推导见下一节的练习）。交易成本与信任没有数据。",
        f"The coefficient of value added over output on the location quotient is {signed(own['estimate'])} with quotients of value "
        f"added and {signed(output['estimate'])} with those of output: "
        f"{'the sign turns with the base because one number stands on both sides, and nothing follows on the division of labour' if turns else 'both bases have one sign'} "
        "(Hong Kong, Macao and Taiwan not included; the next section has the exercise). Transaction costs and trust have no data.",
        "企业的外购比例与交易成本，按地点与产业 | firms' bought-in shares and transaction costs, by place and industry"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C42",
    rule="四例都有A级或B级事实，为部分支持（“现存集群都专业化”由C39的定义得出，没有可与之相违的集群，故至多如此）；"
    "有一例的事实与之相反，为不支持；否则证据不足"
    " | partly supported when all four examples have facts of grade A or B (that all clusters are "
    "specialised follows from the definition in C39, and no cluster could go against it, hence never "
    "more); contradicted when a fact speaks against one; undetermined otherwise",
    data=["case_facts"],
)
def all_specialised(examples=("shengzhou", "datang", "qinghe", "prato")):
    facts = load("case_facts")
    known = [n for n in examples if facts[facts["cluster"] == n]["grade"].isin(["A", "B"]).any()]
    ties = facts[facts["id"] == "F073"]["note_en"].fillna("")
    share = float(ties.str.extract(r"([\d.]+)% of the city", expand=False).iloc[0])
    twice = facts["cluster"].eq("datang").any()
    verdict = Verdict.PARTLY if len(known) == len(examples) else Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure("examples", "所举之例 | examples given", len(examples), "", 0),
            Figure("known", "有A级或B级事实的 | with facts of grade A or B", len(known), "", 0),
            Figure(
                "ties",
                "领带占嵊州工业，2021年（B级） | ties in the industry of Shengzhou, 2021 (grade B)",
                share,
                "%",
                2,
            ),
        ),
        f"{len(examples)}例{'都' if len(known) == len(examples) else f'里{len(known)}例'}有A级或B级事实。但“专业化”看怎么量：嵊州的领带号称占全国九成，2021年却只占本市工业的{share:.2f}%（B级）；"
        f"份额多出于自述。{'大唐在第4页与第5页分属绍兴与诸暨，本是一地，算了两次。' if twice else ''}全称的一句由定义得出：不专业的，依C39就不叫集群。",
        f"Of the {len(examples)} examples {'all' if len(known) == len(examples) else len(known)} have facts of grade A or B. How specialised depends on the measure: Shengzhou claims nine tenths of "
        f"the nation's ties, which were {share:.2f}% of the city's industry in 2021 (grade B); most shares are the towns' own claims. "
        f"{'Datang stands under Shaoxing on p. 4 and under Zhuji on p. 5: one place, counted twice. ' if twice else ''}The universal statement follows from a definition: by C39 what is not "
        "specialised is not called a cluster.",
        "各例在本地与全国的份额，A级或B级 | shares of each example in its place and in the nation, grade A or B"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C43", rule=READING, data=["claim_evidence"])
def formal_and_informal():
    return on_balance("C43")


@check("C44", rule=STUDIES, data=["claim_evidence"])
def informal_networks():
    return studies(
        "C44",
        "中国的专利引用与发明人流动，按地点 | patent citations and moves of inventors in China, by place",
    )


@check("C45", rule=STUDIES, data=["claim_evidence"])
def learning_region():
    return studies(
        "C45",
        "专利或研发，按地点与产业，并有企业数与就业 | patents or research by place and industry, with firms and jobs",
        zh="以就业增长为果，学习本身没有量过；中国的表没有竞争的尺度。",
        en="The outcome is growth of jobs, not learning; Chinese tables have no measure of rivalry.",
    )
