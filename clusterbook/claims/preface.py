"""Checks of the preface's own claims: what it reports, what it targets, how it compares.

Amounts are in 100 million yuan, counts in units of 10,000, shares in per cent.
"""

from clusterbook.claims.evidence import (
    fact,
    gdp,
    private_enterprises,
    stances,
    stated,
    weigh,
    yearly,
)
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

VINTAGES = ("v3", "v4", "v5")
YI = "亿元 | 100m CNY"
WAN = "万户 | x 10,000"


@check(
    "P01",
    rule="营业收入与增速都有同期报道，且由2010年的另一来源算得的增速相差不出容差，为支持；"
    "只有报道相符，为部分支持；报道不符，为不支持"
    " | supported when press of the time gives level and growth and growth from another source for "
    "2010 agrees within the tolerance; partly supported when the press alone agrees; contradicted "
    "when it does not",
    data=["preface_figures", "jilin_facts"],
)
def revenue_of_2011(tolerance=1.0, rounding=500):
    level, growth = stated("revenue_2011"), stated("revenue_growth_2011")
    implied = level / (1 + growth / 100)
    plan = fact("J300")
    lowest = ((level - rounding) / plan - 1) * 100
    highest = ((level + rounding) / plan - 1) * 100
    reported = level == fact("J001") and growth == fact("J002")
    fits = lowest - tolerance <= growth <= highest + tolerance
    verdict = (
        Verdict.CONTRADICTED if not reported else Verdict.SUPPORTED if fits else Verdict.PARTLY
    )
    return Finding(
        verdict,
        (
            Figure("growth_stated", "所述增速 | growth stated", growth, "%"),
            Figure("implied_2010", "反推的2010年收入 | implied revenue 2010", implied, YI, 0),
            Figure("plan_2010", "2011年规划所载2010年收入 | 2010 in the plan of 2011", plan, YI, 0),
            Figure(
                "growth_lowest", "以规划为基的增速下限 | growth on the plan, lowest", lowest, "%"
            ),
            Figure("growth_highest", "同上，上限 | the same, highest", highest, "%"),
        ),
        f"收入与增速都与2012年2月的报道相符；但增速反推2010年应为{implied:.0f}亿元，"
        f"2011年3月的省规划却写{plan:.0f}亿元，由此算得的增速在{lowest:.1f}%与{highest:.1f}%之间。",
        f"Level and growth agree with press of February 2012; but the growth implies CNY "
        f"{implied / 10:,.0f} bn for 2010, whereas the provincial plan of March 2011 says "
        f"{plan / 10:,.0f} bn, from which growth lies between {lowest:.1f}% and {highest:.1f}%.",
    )


@check(
    "P02",
    rule="以任一公布的GDP为分母，比重与所述相差不出舍入误差，为支持；"
    "在当时的口径下相差不出半个百分点，为部分支持；否则不支持"
    " | supported when under some published GDP the share agrees within rounding; partly supported "
    "when under the vintage of the time it agrees within half a point; contradicted otherwise",
    data=["preface_figures", "gdp"],
)
def share_of_gdp_2011(rounding=0.05, near=0.5):
    value_added, share = stated("value_added_2011"), stated("share_2011")
    implied = value_added / share * 100
    shares = {v: value_added / gdp(2011, v) * 100 for v in VINTAGES}
    if any(abs(s - share) <= rounding for s in shares.values()):
        verdict = Verdict.SUPPORTED
    elif abs(shares["v3"] - share) <= near:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED
    return Finding(
        verdict,
        (
            Figure("implied_gdp", "反推的2011年GDP | implied GDP of 2011", implied, YI, 1),
            *(
                Figure(f"share_{v}", f"以{v}为分母 | divided by {v}", s, "%", 1)
                for v, s in shares.items()
            ),
        ),
        f"{value_added:.0f}亿元要占{share:.1f}%，全省GDP须为{implied:.0f}亿元；以年鉴数（v3）为分母是"
        f"{shares['v3']:.1f}%，以普查修订后的数（v4、v5）为分母则是{shares['v4']:.1f}%与"
        f"{shares['v5']:.1f}%，而分子从未同步修订，后两个比重没有意义。",
        f"For CNY {value_added / 10:.1f} bn to be {share:.1f}%, GDP must be CNY {implied / 10:,.1f} "
        f"bn; divided by the yearbook's GDP (v3) the share is {shares['v3']:.1f}%, by the "
        f"census-revised ones (v4, v5) {shares['v4']:.1f}% and {shares['v5']:.1f}%. The numerator "
        "was never revised with them, so the last two shares mean nothing.",
    )


@check(
    "P03",
    rule="三项差距都由2010年吉林数与全国通行说法算得、相差不出容差，为部分支持"
    "（全国数是约数而非统计，故至多如此）；有一项算不出，为不支持"
    " | partly supported when all three gaps follow, within the tolerance, from Jilin's shares of "
    "2010 and the rule of thumb for the nation (which is no statistic, hence never more); "
    "contradicted when one does not",
    data=["preface_figures", "jilin_facts"],
)
def gaps_to_the_nation(tolerance=2.0):
    pairs = {"output": ("N001", "J305"), "taxes": ("N002", "J307"), "jobs": ("N003", "J309")}
    names = {"output": "产出 | output", "taxes": "税收 | taxes", "jobs": "就业 | jobs"}
    gaps = {key: fact(nation) - fact(jilin) for key, (nation, jilin) in pairs.items()}
    fits = all(abs(gap - stated(f"gap_{key}")) <= tolerance for key, gap in gaps.items())
    guangdong = fact("J158") - fact("J159")
    return Finding(
        Verdict.PARTLY if fits else Verdict.CONTRADICTED,
        (
            *(
                Figure(
                    f"gap_{key}",
                    f"{names[key].replace(' | ', '的差距 | gap in ')}",
                    gap,
                    "点 | points",
                )
                for key, gap in gaps.items()
            ),
            Figure("jilin_2010", "吉林2010年增加值占比 | Jilin's share, 2010", fact("J305"), "%"),
            Figure("guangdong_2010", "广东2010年增加值占比 | Guangdong's, 2010", guangdong, "%"),
        ),
        f"三项差距（{gaps['output']:.1f}、{gaps['taxes']:.1f}、{gaps['jobs']:.1f}点）正是2010年吉林的"
        "占比与全国“五六八”之说（税收五成、产值六成、就业八成）之差，且已见于2011年3月的省规划；但全国一侧是约数，"
        f"同年广东自报的增加值占比只有{guangdong:.1f}%，并不高于吉林的{fact('J305'):.1f}%。",
        f"The three gaps ({gaps['output']:.1f}, {gaps['taxes']:.1f} and {gaps['jobs']:.1f} points) are "
        "Jilin's shares of 2010 taken from the nation's rule of thumb, and they stand already in the "
        "provincial plan of March 2011; but the national side is no statistic, and Guangdong itself "
        f"reported only {guangdong:.1f}% of GDP for that year, Jilin {fact('J305'):.1f}%.",
    )


@check(
    "P04",
    rule="凡有数的年份，吉林每千人私营企业数都低于有数各省的合并均值，也低于粤浙，为部分支持"
    "（素质与竞争力无从计量，故至多如此）；否则不支持"
    " | partly supported when in every year with data Jilin has fewer private enterprises per "
    "thousand residents than the pooled mean of the provinces and than Guangdong and Zhejiang "
    "(quality and competitiveness cannot be measured, hence never more); contradicted otherwise",
    data=["private_enterprises", "population"],
)
def small_and_weak(years=(2003, 2008)):
    density = {year: enterprises_per_thousand(year) for year in years}
    below = all(
        d["Jilin"] < min(d["pooled"], d["Guangdong"], d["Zhejiang"]) for d in density.values()
    )
    last = density[years[-1]]
    provinces = last.drop("pooled")
    rank = int(provinces.rank(ascending=False)["Jilin"])
    names = {
        "Jilin": "吉林 | Jilin",
        "pooled": "有数各省合并 | provinces pooled",
        "Zhejiang": "浙江 | Zhejiang",
        "Guangdong": "广东 | Guangdong",
    }
    return Finding(
        Verdict.PARTLY if below else Verdict.CONTRADICTED,
        (
            *(
                Figure(
                    f"{key.lower()}_{year}",
                    f"{year}年{name.replace(' | ', f' | {year}, ')}",
                    d[key],
                    "户/千人 | per 1,000",
                    2,
                )
                for year, d in density.items()
                for key, name in names.items()
            ),
            Figure("rank", f"{years[-1]}年位次 | rank {years[-1]}", rank, "", 0),
            Figure("provinces", "有数的省 | provinces with data", len(provinces), "", 0),
        ),
        f"{years[-1]}年吉林每千人有私营企业{last['Jilin']:.2f}户，只及合并均值（{last['pooled']:.2f}户）的"
        f"{last['Jilin'] / last['pooled'] * 100:.0f}%，更低于浙江（{last['Zhejiang']:.2f}户）；但在有数的"
        f"{len(provinces)}省中列第{rank}，恰在中游。数量少有据，素质与竞争力没有可比的数据。",
        f"In {years[-1]} Jilin had {last['Jilin']:.2f} private enterprises per thousand residents, "
        f"{last['Jilin'] / last['pooled'] * 100:.0f}% of the pooled mean ({last['pooled']:.2f}) and far "
        f"below Zhejiang ({last['Zhejiang']:.2f}); yet it ranked {rank} of the {len(provinces)} "
        "provinces with data, in the middle. That there are few is documented; quality and "
        "competitiveness have no comparable data.",
    )


def enterprises_per_thousand(year):
    """Registered private enterprises per thousand residents: a Series by province, plus ``pooled``."""
    firms = load("private_enterprises", variable="private_enterprises", year=year)
    people = load("population", vintage="before_census7", year=year)
    table = firms.merge(people, on="province_en").set_index("province_en")
    density = table["value"] / table["population"] * 1000
    density["pooled"] = table["value"].sum() / table["population"].sum() * 1000
    return density


@check(
    "P05",
    rule="无论取哪个2006年基数，民营部门对名义增长的算术贡献都超过其起初比重，为部分支持"
    "（算术不识别因果，故至多如此）；否则证据不足"
    " | partly supported when under every rival base of 2006 the private sector's arithmetic "
    "contribution to nominal growth exceeds its initial share (arithmetic identifies no cause, hence "
    "never more); undetermined otherwise",
    data=["jilin_facts", "gdp"],
)
def drove_growth_2006_2010():
    first, last = gdp(2006, "v3"), gdp(2010, "v3")
    end = fact("J305") / 100 * last
    bases = rival_shares_of_2006()
    contributions = {
        key: (end - share / 100 * first) / (last - first) * 100 for key, share in bases.items()
    }
    exceeds = {key: contributions[key] > bases[key] for key in bases}
    lowest, highest = min(contributions.values()), max(contributions.values())
    everywhere = all(exceeds.values())
    return Finding(
        Verdict.PARTLY if everywhere else Verdict.UNDETERMINED,
        tuple(
            figure
            for key, label in RIVALS.items()
            for figure in (
                Figure(
                    f"share_{key}",
                    f"2006年比重：{label.replace(' | ', ' | share 2006: ')}",
                    bases[key],
                    "%",
                ),
                Figure(
                    f"contribution_{key}",
                    f"贡献：{label.replace(' | ', ' | contribution: ')}",
                    contributions[key],
                    "%",
                ),
            )
        ),
        f"{len(bases)}个2006年基数给出的贡献在{lowest:.0f}%与{highest:.0f}%之间，其中{sum(exceeds.values())}个"
        f"高于起初比重，{len(bases) - sum(exceeds.values())}个不然；口径不一，连算术都不能定，更不用说因果。",
        f"The {len(bases)} rival bases of 2006 give contributions between {lowest:.0f}% and "
        f"{highest:.0f}%; {sum(exceeds.values())} of them exceed the initial share, "
        f"{len(bases) - sum(exceeds.values())} does not. With definitions this mixed not even the "
        "arithmetic is settled, let alone the cause.",
        ""
        if everywhere
        else "同一口径的2006—2010年民营增加值序列；因果还须省级面板与外生变动"
        " | one series of private value added on one definition, 2006-2010; for cause, a panel of "
        "provinces with exogenous variation",
    )


RIVALS = {
    "multiple": "由4.2倍反推 | from the multiple of 4.2",
    "province": "省政府，35% | provincial government, 35%",
    "nonpublic": "非公有制，37.6% | non-public, 37.6%",
    "amount": "非公有制增加值除以GDP | non-public value added over GDP",
}


def rival_shares_of_2006():
    """The four shares of GDP for 2006 that public material gives or implies, in per cent."""
    return {
        "multiple": fact("J008") / fact("J011") / gdp(2006, "v3") * 100,
        "province": fact("J020"),
        "nonpublic": fact("J014"),
        "amount": fact("J013") / gdp(2006, "v3") * 100,
    }


@check(
    "P06",
    rule="五项好处都有识别了效应的凭据，为部分支持；有凭据与之相反，为不支持；否则证据不足"
    " | partly supported when each of the five benefits has evidence; contradicted when some evidence "
    "speaks against; undetermined otherwise",
    data=["claim_evidence"],
)
def five_benefits():
    found = stances("P06")
    total = sum(found.values())
    verdict = weigh(found, whole=Verdict.PARTLY, part=Verdict.UNDETERMINED)
    return Finding(
        verdict,
        (
            Figure("benefits", "所列好处 | benefits listed", total, "", 0),
            Figure("with_evidence", "有凭据者 | with evidence", found["agrees"], "", 0),
        ),
        f"所列{total}项好处中{found['agrees']}项有凭据；前言与2011年的省规划都只列举而未计量。",
        f"Of the {total} benefits listed, {found['agrees']} have evidence; the preface and the "
        "provincial plan of 2011 list them without measuring any.",
        "省级面板：城镇化率、居民收入、市场化指数对民营占比，逐项回归；和谐一项须先有指标"
        " | a panel of provinces: urbanisation, household income and marketisation on the private "
        "share, one outcome at a time; harmony would first need an indicator"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P07",
    rule="有2017年的数并达到目标，为支持；有数而未达到，为不支持；没有数，为证据不足"
    " | supported when a figure for 2017 reaches the target; contradicted when it does not; "
    "undetermined without one",
    data=["preface_figures", "jilin_facts"],
)
def target_of_revenue():
    target, base = stated("target_revenue"), fact("J007")
    value_added = fact("J041") / 100 * fact("J040")
    ratio = fact("J008") / base * 100
    inferred = value_added / ratio * 100
    outcome = outcome_of("主营业务收入", 2017)
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure("growth", "所需年均增速 | growth needed a year", yearly(base, target, 5), "%"),
            Figure("ratio_2012", "2012年增加值率 | value added over revenue 2012", ratio, "%"),
            Figure(
                "inferred_2018",
                "由2018年增加值推算 | inferred from value added 2018",
                inferred,
                YI,
                0,
            ),
        ),
        f"目标是2012年的{target / base:.2f}倍，每年须增{yearly(base, target, 5):.1f}%；2017年的收入未见公布。"
        f"以2018年的增加值和2012年的增加值率推算约{inferred / 10000:.2f}万亿元，离目标甚远，但推算不是数据。",
        f"The target is {target / base:.2f} times 2012 and needs {yearly(base, target, 5):.1f}% a year; "
        "no figure for 2017 was found. Value added of 2018 at the ratio of 2012 points to about CNY "
        f"{inferred / 10000:.2f} trillion, far below, but an inference is not a datum.",
        needs_for(
            outcome, "2017年吉林民营经济主营业务收入 | revenue of Jilin's private economy in 2017"
        ),
    )


def outcome_of(metric, year):
    """A reported outcome for Jilin's private economy, or ``None``; targets do not count."""
    rows = load("jilin_facts")
    rows = rows[
        (rows["subject_zh"] == "民营经济")
        & (rows["region_en"] == "Jilin")
        & (rows["metric_zh"] == metric)
        & (rows["year"] == year)
        & (rows["relation"] == "equals")
    ]
    return float(rows["value"].iloc[0]) if len(rows) else None


def verdict_on_target(outcome, target):
    if outcome is None:
        return Verdict.UNDETERMINED
    return Verdict.SUPPORTED if outcome >= target else Verdict.CONTRADICTED


def needs_for(outcome, text):
    return text if outcome is None else ""


@check(
    "P08",
    rule="2017年达到目标所需的占比，在每个GDP口径下都比2018年公布的占比高出余量以上，为不支持；"
    "都不高于它，为支持；否则证据不足"
    " | contradicted when under every GDP vintage the share needed in 2017 exceeds the share reported "
    "for 2018 by more than the margin; supported when under every vintage it does not exceed it; "
    "undetermined otherwise",
    data=["preface_figures", "jilin_facts", "gdp"],
)
def target_of_value_added(margin=5.0):
    target, base, share = stated("target_value_added"), fact("J008"), fact("J041")
    needed = {v: target / gdp(2017, v) * 100 for v in VINTAGES}
    proxy = share / 100 * fact("J040")
    revised = share / 100 * gdp(2018, "v4")
    if all(n > share + margin for n in needed.values()):
        verdict = Verdict.CONTRADICTED
    elif all(n <= share for n in needed.values()):
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure("growth", "所需年均增速 | growth needed a year", yearly(base, target, 5), "%"),
            *(
                Figure(f"needed_{v}", f"2017年所需占比，{v} | share needed in 2017, {v}", n, "%")
                for v, n in needed.items()
            ),
            Figure("share_2018", "2018年公布的占比 | share reported for 2018", share, "%"),
            Figure(
                "proxy_2018",
                "2018年增加值（修订前GDP） | value added 2018 (GDP before revision)",
                proxy,
                YI,
                0,
            ),
            Figure("revised_2018", "同上（v4） | the same (v4)", revised, YI, 0),
        ),
        f"2018年的占比是{share:.1f}%，折合{proxy:.0f}亿元，约为目标的{proxy / target * 100:.0f}%；要在2017年达到"
        f"目标，占比须为{needed['v3']:.0f}%（v3），在普查修订后的口径下超过全省GDP，未达到。",
        f"The share of 2018 is {share:.1f}%, or CNY {proxy / 10:,.0f} bn, about "
        f"{proxy / target * 100:.0f}% of the target; to reach it in 2017 the share had to be "
        f"{needed['v3']:.0f}% (v3), and under the census-revised vintages more than the whole of GDP: "
        "not reached.",
        "2017年吉林民营经济增加值 | private value added of Jilin in 2017"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P09",
    rule="离2017年最近的公布占比低于目标且差距超过余量，为不支持；达到目标，为支持；介于其间，为证据不足"
    " | contradicted when the reported share nearest to 2017 falls short of the target by more than "
    "the margin; supported when it reaches it; undetermined in between",
    data=["preface_figures", "jilin_facts"],
)
def target_of_share(margin=5.0):
    target, base, outcome = stated("target_share"), fact("J009"), fact("J041")
    zhejiang, before = fact("J153"), fact("J150")
    pace = (target - base) / 5
    if outcome >= target:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.CONTRADICTED if target - outcome > margin else Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure("share_2012", "2012年占比 | share of 2012", base, "%"),
            Figure("pace", "所需年均升幅 | rise needed a year", pace, "点 | points", 2),
            Figure("share_2018", "2018年占比 | share of 2018", outcome, "%"),
            Figure("shortfall", "差距 | shortfall", target - outcome, "点 | points"),
            Figure("zhejiang_2017", "浙江2017年占比 | Zhejiang's share 2017", zhejiang, "%"),
            Figure(
                "zhejiang_rise",
                "浙江五年升幅 | Zhejiang's rise in five years",
                zhejiang - before,
                "点 | points",
            ),
        ),
        f"2018年的占比是{outcome:.1f}%，比目标低{target - outcome:.1f}点，未达到；{target:.0f}%是浙江2017年的水平"
        f"（{zhejiang:.1f}%），而浙江此前五年只升了{zhejiang - before:.1f}点，吉林要升{target - base:.0f}点。",
        f"The share of 2018 is {outcome:.1f}%, {target - outcome:.1f} points below the target: not "
        f"reached. {target:.0f}% is where Zhejiang stood in 2017 ({zhejiang:.1f}%); Zhejiang had risen "
        f"{zhejiang - before:.1f} points in the five years before, Jilin was to rise "
        f"{target - base:.0f}.",
        "2017年吉林民营经济增加值占比 | the private share of Jilin in 2017"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P10",
    rule="有2017年的户数并达到目标，为支持；有数而未达到，为不支持；只有更晚的数，为证据不足"
    " | supported when a count for 2017 reaches the target; contradicted when it does not; "
    "undetermined when only later counts exist",
    data=["preface_figures", "jilin_facts"],
)
def target_of_entities():
    target = stated("target_entities")
    base = (fact("J006") + fact("J010")) / 10_000
    earlier = fact("J303") + fact("J304")
    later = fact("J047")
    outcome = outcome_of("登记在册户数", 2017)
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure(
                "base_2012",
                "2012年企业与个体工商户合计 | enterprises and households 2012",
                base,
                WAN,
                1,
            ),
            Figure("base_2010", "2010年合计 | the same in 2010", earlier, WAN, 1),
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure("later_2022", "2022年末 | end of 2022", later, WAN, 0),
        ),
        f"目标是2012年（{base:.0f}万户）的{target / base:.2f}倍；到2022年末已有{later:.0f}万户，何年越过目标不可知。"
        f"2010年的户数（{earlier:.1f}万）反高于2012年，可见口径在变；户数是登记，不是产出。",
        f"The target is {target / base:.2f} times 2012 ({base / 100:.2f} million); at the end of 2022 "
        f"there were {later / 100:.2f} million, and when the line was crossed is unknown. The count of "
        f"2010 ({earlier * 10_000:,.0f}) is above that of 2012, so definitions move; registrations "
        "are not output.",
        needs_for(
            outcome,
            "2017年末吉林市场主体户数（同一口径） | registered entities at the end of 2017 on one definition",
        ),
    )


@check(
    "P11",
    rule="在基数的舍入范围内目标处处不足两倍，为不支持；处处达到两倍，为支持；否则证据不足"
    " | contradicted when the target is less than double over the whole rounding range of the base; "
    "supported when it is at least double over all of it; undetermined otherwise",
    data=["preface_figures", "jilin_facts"],
)
def target_of_enterprises(rounding=0.5):
    target, base, earlier = stated("target_enterprises"), fact("J006") / 10_000, fact("J303")
    multiples = target / (base + rounding), target / (base - rounding)
    if multiples[1] < 2:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if multiples[0] >= 2 else Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure("base_2012", "2012年私营企业 | private enterprises 2012", base, WAN, 1),
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure(
                "base_needed", "翻番所容的最大基数 | largest base that doubles", target / 2, WAN, 1
            ),
            Figure("base_2010", "2010年企业户数 | enterprises 2010", earlier, WAN, 1),
        ),
        f"2012年的私营企业约{base:.0f}万户，{target:.0f}万户是它的{target / base:.2f}倍，不足两倍；"
        f"要称翻番，基数不能超过{target / 2:.1f}万户，而这介于2010年的{earlier:.1f}万与2012年之间。",
        f"About {base * 10_000:,.0f} private enterprises were counted for 2012, of which "
        f"{target * 10_000:,.0f} is {target / base:.2f} times, less than double; doubling needs a base "
        f"of at most {target / 2 * 10_000:,.0f}, between the {earlier * 10_000:,.0f} of 2010 and the "
        "count of 2012.",
        "2012年的户数与口径 | the count of 2012 and its definition"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P12",
    rule="有2017年的数并达到目标，为支持；有数而未达到，为不支持；没有数，为证据不足"
    " | supported when a figure for 2017 reaches the target; contradicted when it does not; "
    "undetermined without one",
    data=["preface_figures", "jilin_facts"],
)
def target_of_taxes():
    target, growth = stated("target_taxes"), stated("target_tax_growth")
    factor = (1 + growth / 100) ** 5
    base, earlier = target / factor, fact("J301")
    outcome = outcome_of("上缴税金", 2017)
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure("base_2012", "反推的2012年税金 | implied taxes 2012", base, YI, 0),
            Figure("multiple", "五年的倍数 | factor in five years", factor, "倍 | times", 2),
            Figure("taxes_2010", "2010年税金 | taxes 2010", earlier, YI, 0),
            Figure(
                "growth_2010_2012",
                "2010—2012年须有的年均增速 | growth implied 2010-2012",
                yearly(earlier, base, 2),
                "%",
            ),
        ),
        f"每年{growth:.0f}%，五年为{factor:.2f}倍，比翻番更严；反推2012年税金约{base:.0f}亿元，"
        f"从2010年的{earlier:.0f}亿元起须年增{yearly(earlier, base, 2):.0f}%。2017年的数未见公布。",
        f"{growth:.0f}% a year is a factor of {factor:.2f} in five years, stricter than doubling; it "
        f"implies about CNY {base / 10:.1f} bn for 2012, which from {earlier / 10:.1f} bn in 2010 means "
        f"{yearly(earlier, base, 2):.0f}% a year. No figure for 2017 was found.",
        needs_for(
            outcome, "2017年吉林民营经济上缴税金 | taxes paid by Jilin's private economy in 2017"
        ),
    )


@check(
    "P13",
    rule="有2017年的占比并达到目标，为支持；有数而未达到，为不支持；没有数，为证据不足"
    " | supported when a share for 2017 reaches the target; contradicted when it does not; "
    "undetermined without one",
    data=["preface_figures", "jilin_facts"],
)
def target_of_tax_share():
    target, taxes = stated("target_tax_share"), stated("target_taxes")
    first, last = fact("J308"), fact("J307")
    revenue, before = taxes / target * 100, fact("J301") / last * 100
    pace, needed = (last - first) / 4, (target - last) / 7
    outcome = outcome_of("税收占全口径财政收入比重", 2017)
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure(
                "implied_revenue", "反推的2017年全口径收入 | implied revenue 2017", revenue, YI, 0
            ),
            Figure("revenue_2010", "2010年全口径收入 | revenue 2010", before, YI, 0),
            Figure("pace", "2006—2010年年均升幅 | rise a year 2006-2010", pace, "点 | points", 2),
            Figure(
                "needed", "2010—2017年所需 | rise needed a year 2010-2017", needed, "点 | points", 2
            ),
        ),
        f"占一半须每年升{needed:.2f}点，与2006—2010年的{pace:.2f}点相当；同时全口径财政收入要从约"
        f"{before:.0f}亿元增到{revenue:.0f}亿元。2017年的占比未见公布。",
        f"One half needs {needed:.2f} points a year, about the pace of 2006-2010 ({pace:.2f}), while "
        f"all-calibre revenue would grow from about CNY {before / 10:,.0f} bn to {revenue / 10:,.0f} "
        "bn. No share for 2017 was found.",
        needs_for(
            outcome,
            "2017年民营税金与全口径财政收入 | private taxes and all-calibre revenue in 2017",
        ),
    )


@check(
    "P14",
    rule="目标中翻番者恰为所称个数，为支持；除去另有增速表述的税金后恰为所称个数，为部分支持；否则不支持"
    " | supported when exactly as many targets double as announced; partly supported when that holds "
    "after leaving out taxes, which the text states as a growth rate; contradicted otherwise",
    data=["preface_figures", "jilin_facts"],
)
def three_doublings():
    multiples = {
        "revenue": stated("target_revenue") / fact("J007"),
        "value_added": stated("target_value_added") / fact("J008"),
        "entities": stated("target_entities") / ((fact("J006") + fact("J010")) / 10_000),
        "enterprises": stated("target_enterprises") / (fact("J006") / 10_000),
        "taxes": (1 + stated("target_tax_growth") / 100) ** 5,
    }
    labels = {
        "revenue": "主营业务收入 | revenue",
        "value_added": "增加值 | value added",
        "entities": "市场主体 | entities",
        "enterprises": "民营企业 | enterprises",
        "taxes": "税金 | taxes",
    }
    announced = stated("doublings")
    doubling = [key for key, multiple in multiples.items() if multiple >= 2]
    without_taxes = [key for key in doubling if key != "taxes"]
    if len(doubling) == announced:
        verdict = Verdict.SUPPORTED
    elif len(without_taxes) == announced:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED
    return Finding(
        verdict,
        tuple(
            Figure(key, labels[key], multiple, "倍 | times", 2)
            for key, multiple in multiples.items()
        ),
        f"{len(multiples)}个数量中{len(doubling)}个翻番有余，民营企业只有{multiples['enterprises']:.2f}倍；"
        f"把企业并入市场主体、税金另算，才合“三个翻番”之称。",
        f"{len(doubling)} of the {len(multiples)} quantities at least double, enterprises reach only "
        f"{multiples['enterprises']:.2f} times; the label of three fits once enterprises are counted "
        "within entities and taxes apart.",
    )


@check(
    "P15",
    rule="各部分都有前言以外的凭据，为支持；部分有，为部分支持；有凭据与之相反，为不支持；全无，为证据不足"
    " | supported when every part has evidence outside the preface; partly supported when some have; "
    "contradicted when evidence speaks against; undetermined when none has",
    data=["claim_evidence"],
)
def opinion_of_2013():
    found = stances("P15")
    total = sum(found.values())
    rows = load("claim_evidence", claim="P15")
    agreed = rows[rows["stance"] == "agrees"]
    verdict = weigh(found, whole=Verdict.SUPPORTED, part=Verdict.PARTLY)
    return Finding(
        verdict,
        (
            Figure("parts", "所述要点 | parts stated", total, "", 0),
            Figure("confirmed", "有旁证者 | with outside evidence", found["agrees"], "", 0),
        ),
        f"{total}个要点中{found['agrees']}个有旁证（{'、'.join(agreed['part_zh'])}）；文件全文与文号没有找到。",
        f"{found['agrees']} of {total} parts have outside evidence ({', '.join(agreed['part_en'])}); "
        "neither the full text nor the number of the document was found.",
        "《意见》全文 | the full text of the Opinion" if verdict is Verdict.UNDETERMINED else "",
    )


@check(
    "P16",
    rule="有凭据表明非集群途径不足以达到目标，为部分支持；有凭据与之相反，为不支持；否则证据不足"
    " | partly supported when evidence shows that the targets cannot be reached without clusters; "
    "contradicted when evidence speaks against; undetermined otherwise",
    data=["claim_evidence", "preface_figures"],
)
def clusters_are_necessary():
    found = stances("P16")
    projects = stated("projects")
    verdict = weigh(found, whole=Verdict.PARTLY, part=Verdict.PARTLY)
    return Finding(
        verdict,
        (
            Figure("projects", "并列的工程 | projects side by side", projects, "", 0),
            Figure("evidence", "表明必要的凭据 | evidence of necessity", found["agrees"], "", 0),
        ),
        f"集群发展是{projects:.0f}项工程之一；没有分解说明目标中多少出自集群，“必须”无从检验。",
        f"Cluster development is one of {projects:.0f} projects; no decomposition says how much of the "
        "targets was to come from clusters, so that necessity cannot be tested.",
        "2012—2017年分行业、分所有制的增加值，可把增长分解为集群行业与其他行业"
        " | value added by industry and ownership 2012-2017, to split growth into clustered and other "
        "industries"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P30",
    rule="原书出版前最近一年的户数之比，对两省都落在所述比值的容差内，为支持；只对一省，为部分支持；"
    "都不在，为不支持（资产没有数据）"
    " | supported when the latest ratio of numbers before the book lies within the tolerance of the "
    "stated one for both provinces; partly supported for one; contradicted for none (assets have no "
    "data)",
    data=["preface_figures", "private_enterprises"],
)
def one_fifth_in_number(tolerance=0.05, years=(2003, 2008)):
    claimed = stated("ratio_number")
    ratios = {
        (province, year): private_enterprises(year, "Jilin") / private_enterprises(year, province)
        for province in ("Zhejiang", "Guangdong")
        for year in years
    }
    last = years[-1]
    holds = [p for p in ("Zhejiang", "Guangdong") if abs(ratios[p, last] - claimed) <= tolerance]
    verdict = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.SUPPORTED)[len(holds)]
    chinese = {"Zhejiang": "浙江", "Guangdong": "广东"}
    return Finding(
        verdict,
        tuple(
            Figure(
                f"{p.lower()}_{year}", f"对{chinese[p]}，{year}年 | to {p}, {year}", ratio, "", 3
            )
            for (p, year), ratio in ratios.items()
        ),
        f"{last}年吉林私营企业户数是浙江的{ratios['Zhejiang', last]:.2f}、广东的"
        f"{ratios['Guangdong', last]:.2f}；五分之一对浙江合，对广东偏高。资产之比没有可用的表。",
        f"In {last} Jilin had {ratios['Zhejiang', last]:.2f} of Zhejiang's private enterprises and "
        f"{ratios['Guangdong', last]:.2f} of Guangdong's; one fifth fits Zhejiang and is too high for "
        "Guangdong. For assets no table is at hand.",
    )


@check(
    "P31",
    rule="有三省私营企业利润之比且落在容差内，为支持；有而不在，为不支持；没有，为证据不足"
    " | supported when a ratio of profits lies within the tolerance; contradicted when it does not; "
    "undetermined without one",
    data=["preface_figures", "jilin_facts"],
)
def one_tenth_in_profit(tolerance=0.05):
    claimed = stated("ratio_profit")
    implied = claimed / stated("ratio_assets")
    rows = load("jilin_facts")
    profits = rows[
        (rows["metric_zh"] == "私营企业利润") & rows["region_en"].isin(["Jilin", "Zhejiang"])
    ]
    by_region = profits.set_index("region_en")["value"]
    known = {"Jilin", "Zhejiang"} <= set(by_region.index)
    if known:
        ratio = by_region["Jilin"] / by_region["Zhejiang"]
        near = abs(ratio - claimed) <= tolerance
        verdict = Verdict.SUPPORTED if near else Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    return Finding(
        verdict,
        (
            Figure("claimed", "所述利润之比 | ratio of profits stated", claimed, "", 2),
            Figure(
                "implied_return",
                "隐含的资产收益率之比 | implied ratio of returns on assets",
                implied,
                "",
                2,
            ),
        ),
        f"资产五分之一、效益十分之一，隐含吉林私营企业的资产收益率只有粤浙的{implied * 100:.0f}%；"
        "三省私营企业的资产与利润表没有找到。",
        "One fifth of the assets and one tenth of the profit imply a return on assets "
        f"{implied * 100:.0f}% of that of Guangdong and Zhejiang; the table of private enterprises' "
        "assets and profits was not found.",
        ""
        if known
        else "国家统计局“按地区分私营工业企业主要指标”，2005—2012年"
        " | NBS, main indicators of private industrial enterprises by region, 2005-2012",
    )


@check(
    "P32",
    rule="技术路线的各步都能在目录标题中找到且次序相同，为支持；缺一步或次序不同，为部分支持；缺两步以上，为不支持"
    " | supported when every step of the route has a title in the contents, in the same order; partly "
    "supported when one is missing or the order differs; contradicted when two or more are missing",
    data=["contents"],
)
def route_of_the_book():
    steps = {
        "theory": "总论",
        "mechanism": "内在机理",
        "private_economy": "与吉林省民营经济",
        "status": "发展情况",
        "lessons": "经验借鉴",
        "recommendations": "对策建议",
    }
    table = load("contents")
    titles = table[table["kind"].isin(["chapter", "section"])]["title_zh"].tolist()
    places = [
        next((i for i, title in enumerate(titles) if keyword in title), None)
        for keyword in steps.values()
    ]
    found = [place for place in places if place is not None]
    missing = len(steps) - len(found)
    ordered = found == sorted(found)
    order_zh, order_en = ("相同", "in the same order") if ordered else ("不同", "in another order")
    if missing == 0 and ordered:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.PARTLY if missing <= 1 else Verdict.CONTRADICTED
    return Finding(
        verdict,
        (
            Figure("steps", "路线的步骤 | steps of the route", len(steps), "", 0),
            Figure("found", "见于目录者 | found in the contents", len(found), "", 0),
        ),
        f"路线共{len(steps)}步，见于目录者{len(found)}步，次序{order_zh}；目录各题没有一题写明以数据检验机理。",
        f"{len(found)} of the {len(steps)} steps appear in the contents, {order_en}; no title "
        "there announces a test of a mechanism on data.",
    )


@check(
    "P33",
    rule="各部分都有凭据相合，为与文献一致；有凭据相反，为不一致；否则证据不足"
    " | consistent when the evidence agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def contrast_with_earlier_work():
    found = stances("P33")
    total = sum(found.values())
    verdict = weigh(
        found, whole=Verdict.CONSISTENT, part=Verdict.UNDETERMINED, against=Verdict.DIFFERS
    )
    return Finding(
        verdict,
        (
            Figure("parts", "所述要点 | parts stated", total, "", 0),
            Figure("confirmed", "有凭据者 | with evidence", found["agrees"], "", 0),
        ),
        f"{total}个要点中{found['agrees']}个可由目录证实；既有研究是否多停留于宏观，要先对文献抽样编码才能说。",
        f"{found['agrees']} of {total} parts can be confirmed from the contents; whether earlier work "
        "stayed at the macro level can only be said from a coded sample of it.",
        "2013年以前吉林产业集群研究的编码样本 | a coded sample of studies of Jilin's clusters before 2013"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
