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
    rule="营业收入与增速都有同期报道，且由2010年的另一来源算得的增速在舍入范围内与之相合，为支持；"
    "只有报道相符，为部分支持；报道不符，为不支持"
    " | supported when press reports of the time give level and growth, and growth from another "
    "source for 2010 agrees within rounding; partly supported when only the press agrees; "
    "contradicted when it does not",
    data=["preface_figures", "jilin_facts"],
)
def revenue_of_2011(rounding_2011=500, rounding_2010=50):
    level, growth = stated("revenue_2011"), stated("revenue_growth_2011")
    plan = fact("J300")
    implied = [(level + step) / (1 + growth / 100) for step in (-rounding_2011, rounding_2011)]
    on_plan = [
        ((level + step) / (plan - step / rounding_2011 * rounding_2010) - 1) * 100
        for step in (-rounding_2011, rounding_2011)
    ]
    reported = level == fact("J001") and growth == fact("J002")
    fits = on_plan[0] <= growth <= on_plan[1]
    verdict = (
        Verdict.CONTRADICTED if not reported else Verdict.SUPPORTED if fits else Verdict.PARTLY
    )
    return Finding(
        verdict,
        (
            Figure("growth_stated", "所述增速 | growth stated", growth, "%"),
            Figure(
                "implied_lowest",
                "反推的2010年收入，下限 | implied revenue 2010, lowest",
                implied[0],
                YI,
                0,
            ),
            Figure("implied_highest", "同上，上限 | the same, highest", implied[1], YI, 0),
            Figure("plan_2010", "2011年规划所载2010年收入 | 2010 in the plan of 2011", plan, YI, 0),
            Figure(
                "growth_lowest",
                "以规划为基的增速，下限 | growth on the plan, lowest",
                on_plan[0],
                "%",
            ),
            Figure("growth_highest", "同上，上限 | the same, highest", on_plan[1], "%"),
        ),
        f"收入与增速都{'与' if reported else '不与'}2012年2月的报道相符；由所述增速反推，2010年应在"
        f"{implied[0]:.0f}亿元至{implied[1]:.0f}亿元之间，省规划所载约为{plan:.0f}亿元；以后者为基，"
        f"增速在{on_plan[0]:.1f}%与{on_plan[1]:.1f}%之间。",
        f"Level and growth {'agree' if reported else 'do not agree'} with press reports of February "
        f"2012; the growth implies CNY {implied[0] / 10:,.0f} to {implied[1] / 10:,.0f} bn for 2010, "
        f"while the plan of March 2011 says about {plan / 10:,.0f} bn, from which growth is "
        f"{on_plan[0]:.1f}% to {on_plan[1]:.1f}%.",
    )


@check(
    "P02",
    rule="以普查修订前公布的GDP（v3）为分母，相差不出舍入误差，为支持；不出半个百分点，为部分支持；否则不支持"
    " | under GDP as published before the census revision (v3): supported when the share agrees "
    "within rounding; partly supported within half a point; contradicted otherwise",
    data=["preface_figures", "gdp"],
)
def share_of_gdp_2011(rounding=0.05, near=0.5):
    value_added, share = stated("value_added_2011"), stated("share_2011")
    implied = value_added / share * 100
    shares = {v: value_added / gdp(2011, v) * 100 for v in VINTAGES}
    distance = abs(shares["v3"] - share)
    if distance <= rounding:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.PARTLY if distance <= near else Verdict.CONTRADICTED
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
        f"{shares['v3']:.1f}%。普查修订后的GDP（v4、v5）会给出{shares['v4']:.1f}%与{shares['v5']:.1f}%，"
        "但没有见到同步修订的分子，这两个比值没有意义。",
        f"For CNY {value_added / 10:.1f} bn to be {share:.1f}%, GDP must be CNY {implied / 10:,.1f} "
        f"bn; divided by the yearbook's GDP (v3) the share is {shares['v3']:.1f}%. GDP as revised "
        f"after the censuses (v4, v5) would give {shares['v4']:.1f}% and {shares['v5']:.1f}%, but no "
        "numerator revised with it was found, and these quotients mean nothing.",
    )


@check(
    "P03",
    rule="有2010年全国同口径的三项占比且差距相符，为支持；有而不符，为不支持；没有，为证据不足"
    " | supported when national shares of 2010 on the same definition give these gaps; contradicted "
    "when they do not; undetermined without them",
    data=["preface_figures", "jilin_facts"],
)
def gaps_to_the_nation(tolerance=1.0):
    jilin = {"output": "J305", "taxes": "J307", "jobs": "J309"}
    later = {"output": "N001", "taxes": "N002", "jobs": "N003"}
    names = {"output": "产出 | output", "taxes": "税收 | taxes", "jobs": "就业 | jobs"}
    rough = {key: fact(later[key]) - fact(jilin[key]) for key in jilin}
    national = {key: national_share(key, 2010) for key in jilin}
    if None in national.values():
        verdict = Verdict.UNDETERMINED
    else:
        fits = all(
            abs(national[key] - fact(jilin[key]) - stated(f"gap_{key}")) <= tolerance
            for key in jilin
        )
        verdict = Verdict.SUPPORTED if fits else Verdict.CONTRADICTED
    guangdong = fact("J158") - fact("J159")
    own = fact("J305")
    gaps = [rough[key] for key in ("taxes", "output", "jobs")]
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"gap_{key}",
                    names[key].replace(
                        " | ", "：后来的约数减吉林2010年 | : later rule of thumb less Jilin 2010, "
                    ),
                    gap,
                    "个百分点 | points",
                )
                for key, gap in rough.items()
            ),
            *(
                Figure(
                    f"stated_{key}",
                    names[key].replace(" | ", "：前言所述差距 | : gap stated, "),
                    stated(f"gap_{key}"),
                    "个百分点 | points",
                    0,
                )
                for key in rough
            ),
            Figure("jilin_2010", "吉林2010年增加值占比 | Jilin's share of GDP, 2010", own, "%"),
            Figure("guangdong_2010", "广东2010年，反推 | Guangdong's, worked back", guangdong, "%"),
        ),
        "2011年3月的省规划已写有这三项差距，但没有给出全国的数。拿2017年前后通行的约数（税收、GDP、城镇就业各占"
        f"{fact('N002'):.0f}%、{fact('N001'):.0f}%、{fact('N003'):.0f}%以上）减2010年的吉林占比，得{gaps[0]:.1f}、"
        f"{gaps[1]:.1f}、{gaps[2]:.1f}个百分点，量级相近；那是后来的约数（C级），不能证实2010年的差距。由广东的公布数反推，"
        f"该省2010年的占比是{guangdong:.1f}%，与吉林的{own:.1f}%相差{abs(guangdong - own):.1f}个百分点，而两省口径未必相同。",
        "The provincial plan of March 2011 states the same gaps without the national figures. Jilin's "
        "shares of 2010 taken from the rule of thumb current about 2017 (more than "
        f"{fact('N002'):.0f}% of taxes, {fact('N001'):.0f}% of GDP, {fact('N003'):.0f}% of urban jobs; "
        f"grade C) leave {gaps[0]:.1f}, {gaps[1]:.1f} and {gaps[2]:.1f} percentage points: the same "
        "order, but a later rule of thumb cannot confirm gaps of 2010. Guangdong's share of 2010, "
        f"worked back from a later release, was {guangdong:.1f}%, {abs(guangdong - own):.1f} points from "
        f"Jilin's {own:.1f}%; definitions may differ.",
        "2010年全国民营增加值、税收与就业占比，与吉林同一口径"
        " | national private shares of value added, taxes and jobs in 2010, on Jilin's definition"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


NATIONAL = {"output": "增加值占国内生产总值比重", "taxes": "税收占比", "jobs": "占城镇就业比重"}


def national_share(key, year):
    """A national private share published for a year, or ``None``; lower bounds do not count."""
    rows = load("jilin_facts")
    rows = rows[
        (rows["region_en"] == "China")
        & (rows["metric_zh"] == NATIONAL[key])
        & (rows["year"] == year)
        & (rows["relation"] == "equals")
    ]
    return float(rows["value"].iloc[0]) if len(rows) else None


@check(
    "P04",
    rule="凡有数的年份，吉林每千人私营企业数都低于有数各省的合计平均，也低于粤浙，为部分支持"
    "（素质与竞争力无从计量，故至多如此）；否则不支持"
    " | partly supported when in every year with data Jilin has fewer private enterprises per "
    "thousand residents than the pooled mean of the provinces and than Guangdong and Zhejiang "
    "(quality and competitiveness cannot be measured, hence never more); contradicted otherwise",
    data=["private_enterprises", "population"],
)
def small_and_weak(years=(2001, 2003, 2008), provinces=31):
    density = {year: enterprises_per_thousand(year) for year in years}
    below = all(
        d["Jilin"] < min(d["pooled"], d["Guangdong"], d["Zhejiang"]) for d in density.values()
    )
    last = density[years[-1]]
    known = last.drop("pooled")
    rank = int(known.rank(ascending=False)["Jilin"])
    missing = provinces - len(known)
    share = last["Jilin"] / last["pooled"] * 100
    names = {
        "Jilin": "吉林 | Jilin",
        "pooled": "有数各省合计 | provinces pooled",
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
            Figure("known", "有数的省 | provinces with data", len(known), "", 0),
            Figure(
                "rank_at_worst", "缺数各省全在其前的位次 | rank at worst", rank + missing, "", 0
            ),
        ),
        f"{years[-1]}年吉林每千人有登记的私营企业{last['Jilin']:.2f}户，是有数{len(known)}省合计平均"
        f"（{last['pooled']:.2f}户）的{share:.0f}%，浙江是{last['Zhejiang']:.2f}户；在{len(known)}省中列第{rank}，"
        f"缺数的{missing}省若全在其前，则列第{rank + missing}（未含港澳台）。登记户数"
        f"{'偏少有据' if below else '并不偏少'}；户数不是总量，素质与竞争力没有可比的数据。",
        f"In {years[-1]} Jilin had {last['Jilin']:.2f} registered private enterprises per thousand "
        f"residents, {share:.0f}% of the pooled mean of the {len(known)} provinces with data "
        f"({last['pooled']:.2f}); Zhejiang had {last['Zhejiang']:.2f}. It ranked {rank} of "
        f"{len(known)}, or {rank + missing} of {provinces} should all {missing} missing provinces lie "
        "above it (Hong Kong, Macao and Taiwan not included). "
        f"{'Few registrations are documented' if below else 'Few registrations are not borne out'}; "
        "registrations are not size, and quality and competitiveness have no comparable data.",
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
    rule="以民营口径的两个2006年基数计，民营部门对名义增长的算术贡献都超过其起初比重，且另三项有凭据，为部分支持"
    "（算术不识别因果，故至多如此）；以这两个基数计都不超过，为不支持；否则证据不足"
    " | partly supported when on both private bases of 2006 the private sector's arithmetic "
    "contribution to nominal growth exceeds its initial share and the other three have evidence "
    "(arithmetic identifies no cause, hence never more); contradicted when on neither base it does; "
    "undetermined otherwise",
    data=["jilin_facts", "gdp", "claim_evidence"],
)
def part_in_growth_since_2006():
    first, last = gdp(2006, "v3"), gdp(2010, "v3")
    end = fact("J305") / 100 * last
    bases = rival_shares_of_2006()
    contributions = {
        key: (end - share / 100 * first) / (last - first) * 100 for key, share in bases.items()
    }
    private = ("multiple", "province")
    exceeds = [contributions[key] > bases[key] for key in private]
    evidence = stances("P05")
    if not any(exceeds):
        verdict = Verdict.CONTRADICTED
    elif all(exceeds) and evidence["agrees"] == sum(evidence.values()):
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.UNDETERMINED
    low, high = sorted(contributions[key] for key in private)
    rose_zh = "都升" if all(exceeds) else "有升有降" if any(exceeds) else "都未升"
    rose_en = "it did" if all(exceeds) else "it partly did" if any(exceeds) else "it did not"
    return Finding(
        verdict,
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
        "占比上升，算术贡献就必然高于起初比重，所以这里检验的只是占比有没有升。以民营口径的两个2006年基数计，"
        f"占比{rose_zh}，贡献在{low:.0f}%与{high:.0f}%之间；另两个基数属非公有制口径，且自相不合（C级），"
        "不能与2010年的民营占比相减。升了多少尚且不定，因果更无从说起。",
        "The arithmetic contribution exceeds the initial share exactly when the share rose, so the "
        "check tells only whether it rose. On the two bases of 2006 that are private "
        f"{rose_en}, with contributions between {low:.0f}% and {high:.0f}%; the other two are "
        "non-public, disagree with each other (grade C), and cannot be set against the private share "
        "of 2010. Even the size of the rise is open, and nothing follows about cause.",
        "同一口径的2006—2010年民营增加值序列；结构、税收与就业三项须另有指标；因果还须省级面板与外生变动"
        " | one series of private value added on one definition, 2006–2010; structure, taxes and jobs "
        "need indicators of their own; for cause, a panel of provinces with exogenous variation"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


RIVALS = {
    "multiple": "民营，由2012年的倍数反推 | private, from the multiple of 2012",
    "province": "民营，省政府公布 | private, provincial government",
    "nonpublic": "非公有制，所公布的占比 | non-public, share as published",
    "amount": "非公有制，增加值除以GDP | non-public, value added over GDP",
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
    " | partly supported when each of the five benefits has evidence that identifies the effect; "
    "contradicted when some evidence speaks against; undetermined otherwise",
    data=["claim_evidence"],
)
def five_benefits():
    found = stances("P06")
    total = sum(found.values())
    verdict = weigh(found, whole=Verdict.PARTLY, part=Verdict.UNDETERMINED)
    documents = load("claim_evidence", claim="P06")["source"].nunique()
    return Finding(
        verdict,
        (
            Figure("benefits", "所列好处 | benefits listed", total, "", 0),
            Figure("with_evidence", "有凭据者 | with evidence", found["agrees"], "", 0),
            Figure("documents", "读过的文件 | documents read", documents, "", 0),
        ),
        f"读过的文件有{documents}份，列举了这{total}项好处，其中{found['agrees']}项给出指标或数据；文献尚未系统检索。",
        f"{documents} document{'s' if documents > 1 else ''} read; of the {total} benefits listed, "
        f"{found['agrees']} come with indicator or data. The literature has not been searched "
        "systematically.",
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
            Figure(
                "ratio_2012", "2012年增加值与收入之比 | value added over revenue 2012", ratio, "%"
            ),
            Figure(
                "inferred_2018",
                "由2018年增加值推算 | inferred from value added 2018",
                inferred,
                YI,
                0,
            ),
        ),
        f"目标是2012年的{target / base:.2f}倍，每年须增{yearly(base, target, 5):.1f}%；2017年的收入"
        f"{'未见公布' if outcome is None else f'是{outcome:.0f}亿元'}。以2018年的增加值和2012年增加值与收入之比推算，"
        f"约{inferred / 10000:.2f}万亿元，为目标的{inferred / target * 100:.0f}%；这是推算，不是公布数。",
        f"The target is {target / base:.2f} times 2012 and needs {yearly(base, target, 5):.1f}% a year; "
        f"{'no figure for 2017 was found' if outcome is None else f'2017 was CNY {outcome / 10:,.0f} bn'}. "
        "Value added of 2018 at the ratio of 2012 points to about CNY "
        f"{inferred / 10000:.2f} trillion, {inferred / target * 100:.0f}% of the target, but this is an "
        "inference, not a reported figure.",
        needs_for(
            outcome,
            "2017年吉林民营经济主营业务收入 | revenue from principal business of Jilin's private economy in 2017",
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


def reached(verdict):
    """How a verdict on a target reads at the end of a sentence, in both languages."""
    return {
        Verdict.SUPPORTED: ("达到", "reached"),
        Verdict.CONTRADICTED: ("未达到", "not reached"),
        Verdict.UNDETERMINED: ("尚难断定", "not to be decided"),
    }[verdict]


@check(
    "P08",
    rule="按修订前的GDP（v3），2017年达到目标所需的占比比2018年的占比高出余量以上，为不支持；不高于它，为支持；"
    "介于其间，为证据不足"
    " | on GDP before the revision (v3): contradicted when the share needed in 2017 exceeds the share "
    "of 2018 by more than the margin; supported when it does not exceed it; undetermined in between",
    data=["preface_figures", "jilin_facts", "gdp"],
)
def target_of_value_added(margin=5.0):
    target, base, share = stated("target_value_added"), fact("J008"), fact("J041")
    needed = {v: target / gdp(2017, v) * 100 for v in VINTAGES}
    proxy = share / 100 * fact("J040")
    if needed["v3"] > share + margin:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if needed["v3"] <= share else Verdict.UNDETERMINED
    zh, en = reached(verdict)
    return Finding(
        verdict,
        (
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure("growth", "所需年均增速 | growth needed a year", yearly(base, target, 5), "%"),
            Figure(
                "share_2018",
                "2018年的占比（年份系推断） | share of 2018 (year inferred)",
                share,
                "%",
            ),
            Figure(
                "proxy_2018",
                "2018年增加值，按修订前GDP | value added 2018, GDP before revision",
                proxy,
                YI,
                0,
            ),
            *(
                Figure(
                    f"needed_{v}", f"目标占2017年GDP，{v} | target over GDP of 2017, {v}", n, "%"
                )
                for v, n in needed.items()
            ),
        ),
        f"2018年的占比（年份系推断）是{share:.1f}%，按修订前的GDP折合{proxy:.0f}亿元，为目标的"
        f"{proxy / target * 100:.0f}%；2017年要达到目标，占比须为{needed['v3']:.0f}%（v3），{zh}。普查修订以后，"
        f"目标相当于2017年全省GDP的{needed['v4']:.0f}%（v4）或{needed['v5']:.0f}%（v5），但目标没有随之修订。",
        f"The share of 2018 (year inferred) is {share:.1f}%, on GDP before the revision CNY "
        f"{proxy / 10:,.0f} bn or {proxy / target * 100:.0f}% of the target; to reach it in 2017 the "
        f"share had to be {needed['v3']:.0f}% (v3): {en}. After the revision the target amounts to "
        f"{needed['v4']:.0f}% (v4) or {needed['v5']:.0f}% (v5) of the whole GDP of 2017, though the "
        "target itself was never revised.",
        "2017年吉林民营经济增加值 | private value added of Jilin in 2017"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P09",
    rule="离2017年最近的公布占比低于目标且差距超过余量，为不支持；达到目标，为支持；介于其间，为证据不足"
    " | contradicted when the published share nearest to 2017 falls short of the target by more than "
    "the margin; supported when it reaches it; undetermined in between",
    data=["preface_figures", "jilin_facts"],
)
def target_of_share(margin=5.0):
    target, base, outcome = stated("target_share"), fact("J009"), fact("J041")
    zhejiang, before = fact("J153"), fact("J150")
    if outcome >= target:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.CONTRADICTED if target - outcome > margin else Verdict.UNDETERMINED
    zh, en = reached(verdict)
    return Finding(
        verdict,
        (
            Figure("share_2012", "2012年占比 | share of 2012", base, "%"),
            Figure(
                "pace",
                "所需年均升幅 | rise needed a year",
                (target - base) / 5,
                "个百分点 | points",
                2,
            ),
            Figure(
                "share_2018",
                "2018年占比（年份系推断） | share of 2018 (year inferred)",
                outcome,
                "%",
            ),
            Figure("shortfall", "差距 | shortfall", target - outcome, "个百分点 | points"),
            Figure("zhejiang_2017", "浙江2017年占比 | Zhejiang's share 2017", zhejiang, "%"),
            Figure(
                "zhejiang_rise",
                "浙江五年升幅 | Zhejiang's rise in five years",
                zhejiang - before,
                "个百分点 | points",
            ),
        ),
        f"2018年的占比（年份系推断）是{outcome:.1f}%，与目标相差{abs(target - outcome):.1f}个百分点，{zh}；"
        f"{target:.0f}%接近浙江2017年公布的数（{zhejiang:.1f}%），浙江此前五年升了{zhejiang - before:.1f}个百分点，"
        f"吉林计划五年升{target - base:.0f}个百分点。",
        f"The share of 2018 (year inferred) is {outcome:.1f}%, {abs(target - outcome):.1f} points from "
        f"the target: {en}. {target:.0f}% is close to what Zhejiang published for 2017 "
        f"({zhejiang:.1f}%); Zhejiang had risen {zhejiang - before:.1f} points in the five years "
        f"before, Jilin planned {target - base:.0f} in five years.",
        "2017年吉林民营经济增加值占比 | the private share of Jilin in 2017"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P10",
    rule="有2017年同口径的户数并达到目标，为支持；有数而未达到，为不支持；没有，为证据不足"
    " | supported when a count for 2017 on the same definition reaches the target; contradicted when "
    "it does not; undetermined without one",
    data=["preface_figures", "jilin_facts"],
)
def target_of_entities():
    target = stated("target_entities")
    base = (fact("J006") + fact("J010")) / 10_000
    earlier = fact("J303") + fact("J304")
    later = fact("J047")
    outcome = outcome_of("市场主体户数", 2017)
    more = earlier > base
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure(
                "base_2012",
                "2012年民营企业与个体工商户合计 | enterprises and households 2012",
                base,
                WAN,
                1,
            ),
            Figure("base_2010", "2010年合计 | the same in 2010", earlier, WAN, 1),
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure(
                "later_2022",
                "2022年末全部市场主体 | all market entities, end of 2022",
                later,
                WAN,
                0,
            ),
        ),
        f"目标是2012年（{base:.0f}万户）的{target / base:.2f}倍。2022年末的{later:.0f}万户是全部市场主体，"
        f"含国有企业和农民专业合作社，不能直接相比。2010年的{earlier:.1f}万户{'反而多于' if more else '少于'}2012年"
        f"{'，或许口径不同，或许清理了登记' if more else ''}；户数是登记，不是产出。",
        f"The target is {target / base:.2f} times 2012 ({base * 10_000:,.0f}). The {later / 100:.2f} "
        "million at the end of 2022 are all market entities, state enterprises and farmers' "
        f"co-operatives included, and cannot be compared directly. The count of 2010 "
        f"({earlier * 10_000:,.0f}) {'exceeds' if more else 'is below'} that of 2012"
        f"{', perhaps by another definition or a clearing of the register' if more else ''}; registrations are "
        "not output.",
        needs_for(
            outcome,
            "2017年末吉林民营市场主体户数（同一口径） | private market entities at the end of 2017 on one definition",
        ),
    )


@check(
    "P11",
    rule="只判“翻番”之说：在基数的舍入范围内目标处处不足两倍，为不支持；处处达到两倍，为支持；否则证据不足"
    ' | on the word "doubling" only: contradicted when the target is less than double over the whole '
    "rounding range of the base; supported when it is at least double over all of it; undetermined "
    "otherwise",
    data=["preface_figures", "jilin_facts"],
)
def target_of_enterprises(rounding=0.5):
    target, base, earlier = stated("target_enterprises"), fact("J006") / 10_000, fact("J303")
    lowest, highest = target / (base + rounding), target / (base - rounding)
    if highest < 2:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if lowest >= 2 else Verdict.UNDETERMINED
    zh, en = {
        Verdict.CONTRADICTED: ("不足两倍", "less than double"),
        Verdict.SUPPORTED: ("不止两倍", "more than double"),
        Verdict.UNDETERMINED: ("在两倍上下", "about double"),
    }[verdict]
    return Finding(
        verdict,
        (
            Figure("base_2012", "2012年民营企业 | private-economy enterprises 2012", base, WAN, 1),
            Figure(
                "multiple", "目标为2012年的倍数 | target over 2012", target / base, "倍 | times", 2
            ),
            Figure(
                "base_needed", "翻番所容的最大基数 | largest base that doubles", target / 2, WAN, 1
            ),
            Figure("base_2010", "2010年企业户数 | enterprises 2010", earlier, WAN, 1),
        ),
        f"2012年的民营企业约{base:.0f}万户，{target:.0f}万户是它的{target / base:.2f}倍，{zh}；要称翻番，基数不能超过"
        f"{target / 2:.1f}万户，而2010年是{earlier:.1f}万户。基数的口径或时点也可能不同；是否达到{target:.0f}万户，"
        "未见2017年的数。",
        f"About {base * 10_000:,.0f} private-economy enterprises were counted for 2012, of which "
        f"{target * 10_000:,.0f} is {target / base:.2f} times, {en}; doubling needs a base of at most "
        f"{target / 2 * 10_000:,.0f}, and 2010 had {earlier * 10_000:,.0f}. The base may differ in "
        f"definition or date; whether {target * 10_000:,.0f} was reached is not known, for no figure "
        "for 2017 was found.",
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
    stricter = factor > 2
    outcome = outcome_of("上缴税金", 2017)
    return Finding(
        verdict_on_target(outcome, target),
        (
            Figure("base_2012", "反推的2012年税金 | implied taxes 2012", base, YI, 0),
            Figure("multiple", "五年的倍数 | factor in five years", factor, "倍 | times", 2),
            Figure("taxes_2010", "2010年税金 | taxes 2010", earlier, YI, 0),
            Figure(
                "growth_2010_2012",
                "2010—2012年须有的年均增速 | growth implied 2010–2012",
                yearly(earlier, base, 2),
                "%",
            ),
        ),
        f"每年{growth:.0f}%，五年为{factor:.2f}倍，{'高于' if stricter else '不及'}翻番；反推2012年税金约{base:.0f}亿元，"
        f"从2010年的{earlier:.0f}亿元起须年增{yearly(earlier, base, 2):.0f}%。2017年的数"
        f"{'未见公布' if outcome is None else f'是{outcome:.0f}亿元'}。",
        f"{growth:.0f}% a year is a factor of {factor:.2f} in five years, "
        f"{'more' if stricter else 'less'} than doubling; it implies about CNY {base / 10:.1f} bn for "
        f"2012, which from {earlier / 10:.1f} bn in 2010 means {yearly(earlier, base, 2):.0f}% a year. "
        f"{'No figure for 2017 was found' if outcome is None else f'2017 was CNY {outcome / 10:,.1f} bn'}.",
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
                "implied_revenue",
                "反推的2017年全口径财政收入 | implied total fiscal revenue 2017",
                revenue,
                YI,
                0,
            ),
            Figure(
                "revenue_2010", "2010年全口径财政收入 | total fiscal revenue 2010", before, YI, 0
            ),
            Figure(
                "pace", "2006—2010年年均升幅 | rise a year 2006–2010", pace, "个百分点 | points", 2
            ),
            Figure(
                "needed",
                "2010—2017年所需 | rise needed a year 2010–2017",
                needed,
                "个百分点 | points",
                2,
            ),
        ),
        f"从2010年的{last:.1f}%到{target:.0f}%，每年须升{needed:.2f}个百分点，2006—2010年每年升{pace:.2f}个百分点；同时"
        f"全口径财政收入要从约{before:.0f}亿元增到{revenue:.0f}亿元。2017年的占比"
        f"{'未见公布' if outcome is None else f'是{outcome:.1f}%'}。",
        f"From {last:.1f}% in 2010 to {target:.0f}% takes {needed:.2f} points a year; 2006–2010 brought "
        f"{pace:.2f} a year. Total fiscal revenue (local revenue plus the part passed to the centre) "
        f"would grow from about CNY {before / 10:,.0f} bn to {revenue / 10:,.0f} bn. "
        f"{'No share for 2017 was found' if outcome is None else f'The share of 2017 was {outcome:.1f}%'}.",
        needs_for(
            outcome,
            "2017年民营税金与全口径财政收入 | private taxes and total fiscal revenue in 2017",
        ),
    )


@check(
    "P14",
    rule="前言所称翻番的三项（收入、增加值、市场主体）都不低于两倍，且其中的民营企业也不低于两倍，为支持；"
    "只有三项，为部分支持；三项不全，为不支持"
    " | supported when the three announced (revenue, value added, entities) and the enterprises nested "
    "in the last all at least double; partly supported when only the three do; contradicted otherwise",
    data=["preface_figures", "jilin_facts"],
)
def three_doublings():
    multiples = {
        "revenue": stated("target_revenue") / fact("J007"),
        "value_added": stated("target_value_added") / fact("J008"),
        "entities": stated("target_entities") / ((fact("J006") + fact("J010")) / 10_000),
        "enterprises": stated("target_enterprises") / (fact("J006") / 10_000),
    }
    labels = {
        "revenue": "主营业务收入 | revenue",
        "value_added": "增加值 | value added",
        "entities": "市场主体 | entities",
        "enterprises": "民营企业 | enterprises",
    }
    announced = ("revenue", "value_added", "entities")
    doubling = [key for key in announced if multiples[key] >= 2]
    if len(doubling) < stated("doublings"):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if multiples["enterprises"] >= 2 else Verdict.PARTLY
    return Finding(
        verdict,
        tuple(
            Figure(key, labels[key], multiple, "倍 | times", 2)
            for key, multiple in multiples.items()
        ),
        f"前言所列{stated('doublings'):.0f}项中{len(doubling)}项不低于两倍（收入{multiples['revenue']:.2f}、增加值"
        f"{multiples['value_added']:.2f}、市场主体{multiples['entities']:.2f}）；市场主体中的民营企业是"
        f"{multiples['enterprises']:.2f}倍。税金另以增速表述，不在三项之内。",
        f"Of the {stated('doublings'):.0f} announced, {len(doubling)} at least double (revenue "
        f"{multiples['revenue']:.2f}, value added {multiples['value_added']:.2f}, entities "
        f"{multiples['entities']:.2f}); the enterprises among the entities reach "
        f"{multiples['enterprises']:.2f} times. Taxes are stated as a growth rate and stand apart.",
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
        "targets was to come from clusters, so necessity cannot be tested.",
        "2012—2017年分行业、分所有制的增加值，可把增长分解为集群行业与其他行业"
        " | value added by industry and ownership 2012–2017, to split growth into clustered and other "
        "industries"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P30",
    rule="按吉林与两省分别相比理解：原书出版前最近一年的户数之比，对两省都落在所述比值的容差内，为支持；"
    "只对一省，为部分支持；都不在，为不支持（资产没有数据）"
    " | read as a ratio to each province: supported when the latest ratio of numbers before the book "
    "lies within the tolerance of the stated one for both; partly supported for one; contradicted for "
    "none (assets have no data)",
    data=["preface_figures", "private_enterprises"],
)
def one_fifth_in_number(tolerance=0.05, years=(2003, 2008)):
    claimed = stated("ratio_number")
    provinces = {"Zhejiang": "浙江", "Guangdong": "广东"}
    ratios = {
        (province, year): private_enterprises(year, "Jilin") / private_enterprises(year, province)
        for province in provinces
        for year in years
    }
    last = years[-1]
    holds = {p: abs(ratios[p, last] - claimed) <= tolerance for p in provinces}
    verdict = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.SUPPORTED)[sum(holds.values())]
    zh = "，".join(
        f"与{name}之比{'接近' if holds[p] else '偏离'}五分之一" for p, name in provinces.items()
    )
    en = " and ".join(f"{'close to' if holds[p] else 'off'} one fifth for {p}" for p in provinces)
    return Finding(
        verdict,
        tuple(
            Figure(
                f"{p.lower()}_{year}", f"对{provinces[p]}，{year}年 | to {p}, {year}", ratio, "", 3
            )
            for (p, year), ratio in ratios.items()
        ),
        f"{last}年吉林登记的私营企业是浙江的{ratios['Zhejiang', last] * 100:.0f}%、广东的"
        f"{ratios['Guangdong', last] * 100:.0f}%，{zh}；资产没有可用的表。",
        f"In {last} Jilin had {ratios['Zhejiang', last] * 100:.0f}% as many registered private "
        f"enterprises as Zhejiang and {ratios['Guangdong', last] * 100:.0f}% as many as Guangdong, "
        f"{en}; no table of assets is at hand.",
    )


@check(
    "P31",
    rule="把“效益”解作利润：吉林对浙江、对广东的利润之比都落在容差内，为支持；有数而不全在，为不支持；没有数，为证据不足"
    " | taking the book's word for results (xiaoyi) as profit: supported when the ratios to Zhejiang and to Guangdong both lie within "
    "the tolerance; contradicted when one does not; undetermined without data",
    data=["preface_figures", "jilin_facts"],
)
def one_tenth_in_profit(tolerance=0.05):
    claimed = stated("ratio_profit")
    implied = claimed / stated("ratio_assets")
    rows = load("jilin_facts")
    profits = rows[rows["metric_zh"] == "私营企业利润"].set_index("region_en")["value"]
    if {"Jilin", "Zhejiang", "Guangdong"} <= set(profits.index):
        ratios = [profits["Jilin"] / profits[p] for p in ("Zhejiang", "Guangdong")]
        near = all(abs(ratio - claimed) <= tolerance for ratio in ratios)
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
        "把“效益”解作利润，资产五分之一、利润十分之一，隐含吉林私营企业的资产收益率只有粤浙的"
        f"{implied * 100:.0f}%；三省私营企业的资产与利润表"
        f"{'没有找到' if verdict is Verdict.UNDETERMINED else '已有'}。",
        "Taking the book's word for results (xiaoyi) as profit, one fifth of the assets and one tenth of the profit imply a return on "
        f"assets {implied * 100:.0f}% of that of Guangdong and Zhejiang; a table of private "
        f"enterprises' assets and profits "
        f"{'was not found' if verdict is Verdict.UNDETERMINED else 'is at hand'}.",
        "国家统计局“按地区分私营工业企业主要指标”，2005—2012年"
        " | NBS, main indicators of private industrial enterprises by region, 2005–2012"
        if verdict is Verdict.UNDETERMINED
        else "",
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
