"""The check of the preface's claim on the weight and the momentum of Jilin's clusters.

Sectors are those of the provincial input-output tables; shares and quotients only, in per cent or
as pure numbers, never levels.
"""

from clusterbook.claims.evidence import gdp
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

PILLARS = {
    "automobile": "汽车（交通运输设备） | automobile (transport equipment)",
    "petrochemicals": "石化（石油加工与化学合计） | petrochemicals (petroleum and chemicals together)",
    "agro_processing": "农副产品深加工（食品烟草、木材家具） | agro-processing (food and tobacco, wood and furniture)",
}
MEASURES = {"gross_output": "总产出 | gross output", "value_added": "增加值 | value added"}


@check(
    "P29",
    rule="分量：投入产出表能看到的三个支柱合计，在吉林总产出与增加值中的份额，两个年份都高于全国；"
    "势头：两年之间，过半支柱占全国同部门的份额按总产出与增加值都上升。有其一即部分支持"
    "（部门不等于集群，表中没有所有制，也不识别作用，故至多如此）；两者皆无，不支持"
    " | weight: the three pillars that the input-output tables show take together a larger share of "
    "Jilin's gross output and value added than of the nation's in both years; momentum: between the years more than "
    "half of them gain in their sector's national total, by gross output and by value added. Partly "
    "supported with either (sectors are not clusters, the tables know no ownership, and no effect is "
    "identified, hence never more); contradicted with neither",
    data=["province_sectors", "sector_concordance", "gdp"],
)
def weight_and_momentum(start=2007, end=2012, after=2017, threshold=1.0, majority=0.5):
    jilin, nation = pillar_tables()
    weights, quotient = {}, {}
    for measure in MEASURES:
        for year in (start, end, after):
            own, whole = (
                sums[measure][year][list(PILLARS)].sum() / sums[measure][year].sum() * 100
                for sums in (jilin, nation)
            )
            weights[measure, year], quotient[measure, year] = (own, whole), own / whole
    share = {
        (pillar, measure, year): jilin[measure][year][pillar] / nation[measure][year][pillar] * 100
        for pillar in PILLARS
        for measure in MEASURES
        for year in (start, end, after)
    }
    gained = [
        pillar
        for pillar in PILLARS
        if all(share[pillar, m, end] > share[pillar, m, start] for m in MEASURES)
    ]
    # The tables follow GDP before the census (v3): shrink Jilin and the nation as GDP was revised.
    revised = {
        vintage: sum(
            all(
                share[pillar, m, end] * revision(end, vintage)
                > share[pillar, m, start] * revision(start, vintage)
                for m in MEASURES
            )
            for pillar in PILLARS
        )
        for vintage in ("v4", "v5")
    }
    heavy = min(quotient[m, year] for m in MEASURES for year in (start, end)) > threshold
    moving = len(gained) / len(PILLARS) > majority
    verdict = Verdict.PARTLY if heavy or moving else Verdict.CONTRADICTED
    count, total = len(gained), len(PILLARS)
    weight_zh = "都高于" if heavy else "并不都高于"
    weight_en = "larger than" if heavy else "not always larger than"
    shown = [(p, share[p, "gross_output", start], share[p, "gross_output", end]) for p in PILLARS]
    moves_zh = "、".join(
        f"{PILLARS[p].split('（')[0]}由{a:.2f}%{moved(a, b, '升', '降')}至{b:.2f}%"
        for p, a, b in shown
    )
    moves_en = ", ".join(
        f"{PILLARS[p].split(' | ')[1].split(' (')[0]} {moved(a, b, 'up', 'down')} from {a:.2f}% to {b:.2f}%"
        for p, a, b in shown
    )
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"quotient_{'output' if measure == 'gross_output' else 'va'}_{year}",
                    f"三个支柱合计的区位商，{MEASURES[measure].split(' | ')[0]}，{year}年 | quotient of the "
                    f"three together, {MEASURES[measure].split(' | ')[1]}, {year}",
                    value,
                    "",
                    2,
                )
                for (measure, year), value in quotient.items()
            ),
            *(
                Figure(
                    f"{pillar}_{'output' if measure == 'gross_output' else 'va'}_{year}",
                    "，".join([PILLARS[pillar].split(" | ")[0], f"{year}年占全国"])
                    + f"{MEASURES[measure].split(' | ')[0]} | "
                    + f"{PILLARS[pillar].split(' | ')[1]}, share of national "
                    + f"{MEASURES[measure].split(' | ')[1]}, {year}",
                    value,
                    "%",
                    2,
                )
                for (pillar, measure, year), value in share.items()
            ),
            Figure("gained", "两种口径份额都升的支柱 | pillars that gained by both", count, "", 0),
            *(
                Figure(
                    f"gained_{vintage}",
                    f"同上，按{vintage}的修订幅度折算 | the same, scaled as GDP was revised in {vintage}",
                    value,
                    "",
                    0,
                )
                for vintage, value in revised.items()
            ),
        ),
        f"{end}年三个支柱合计占吉林总产出的{weights['gross_output', end][0]:.0f}%，全国为{weights['gross_output', end][1]:.0f}%；"
        f"{start}与{end}年，吉林的份额按总产出与增加值{weight_zh}全国，分量{'有据' if heavy else '无据'}。"
        f"{start}—{end}年占全国同部门总产出的份额，{moves_zh}；按总产出与增加值都上升的，{total}个中有{count}个"
        f"（各部门若随GDP同幅修订，v4下{revised['v4']}个，v5下{revised['v5']}个），"
        f"势头{'有据' if moving else '不能一概而论' if gained else '无据'}。部门不等于集群，表中没有所有制；"
        "生物制药与光电子分不出来；对区域经济的作用未经识别（未含港澳台）。",
        f"In {end} the three pillars together made {weights['gross_output', end][0]:.0f}% of Jilin's gross output, against "
        f"{weights['gross_output', end][1]:.0f}% of the nation's; in {start} and {end} the share, by output and by value added, is {weight_en} the nation's, and weight is "
        f"{'documented' if heavy else 'not documented'}. From {start} to {end} the shares of national output in the "
        f"same sectors moved: {moves_en}; {count} of {total} gained by output and by value added ({revised['v4']} and {revised['v5']} if all sectors "
        f"were revised as GDP was in v4 and v5), and momentum is "
        f"{'documented' if moving else 'not documented for the pillars as a whole'}. Sectors are not clusters, the tables know no "
        "ownership; biopharmaceuticals and optoelectronics cannot be told apart, and no effect on the region is "
        "identified (Hong Kong, Macao and Taiwan not included).",
    )


def moved(first, last, up, down):
    return up if last > first else down


def revision(year, vintage):
    """How Jilin's share of national GDP changed from v3 to a later vintage, as a factor."""
    shares = {
        v: gdp(year, v) / load("gdp", vintage=v, year=year)["gdp"].sum() for v in ("v3", vintage)
    }
    return shares[vintage] / shares["v3"]


def pillar_tables():
    """For Jilin and for all provinces: ``{measure: {year: Series by pillar, the rest as "other"}}``."""
    sectors = load("sector_concordance")[["year", "sector_code", "pillar"]].fillna("other")
    cells = load("province_sectors").merge(sectors, on=["year", "sector_code"])

    def sums(rows):
        found = rows.groupby(["year", "pillar"])[list(MEASURES)].sum()
        return {
            m: {year: part.droplevel("year") for year, part in found[m].groupby("year")}
            for m in MEASURES
        }

    return sums(cells[cells["province_en"] == "Jilin"]), sums(cells)
