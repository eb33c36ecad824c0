"""The check of the claim on where private clusters rose first: registers, and counties of factories.

Provinces come without Hong Kong, Macao and Taiwan. Registers count private enterprises and not
clusters; the census shows counties where manufacturing is thick and not who owns it.
"""

import pandas as pd

from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

FIRST = ("Jiangsu", "Zhejiang", "Guangdong")
MUNICIPALITIES = ("Beijing", "Tianjin", "Shanghai", "Chongqing")
NON_FARM = "BCDEFGHIJKLMNOPQRS"


def registered():
    """Private enterprises on the register: `number` in 10,000 and `density` per 1,000 residents.

    One row a year and province with a figure. Residents are counted before the seventh census; for
    1998 and 1999 those of 2000, the first year of the table, stand in.
    """
    rows = load("private_enterprises")
    rows = rows[rows["variable"] == "private_enterprises"]
    people = load("population")
    people = people[people["vintage"] == "before_census7"]
    people = people.set_index(["year", "province_en"])["population"]
    first = people.index.get_level_values("year").min()
    keys = pd.MultiIndex.from_arrays([rows["year"].clip(lower=first), rows["province_en"]])
    return pd.DataFrame(
        {
            "number": rows["value"].to_numpy(),
            "density": rows["value"].to_numpy() / people.reindex(keys).to_numpy() * 1000,
        },
        index=pd.MultiIndex.from_frame(rows[["year", "province_en"]]),
    ).sort_index()


def factory_counties(year, quotient=1.5):
    """How many county units of a province have at least this location quotient of manufacturing.

    Non-farm base of the census, the nation as the sum of the units; a Series by province.
    """
    rows = load("county_sections")
    rows = rows[(rows["row_ok"] == 1) & (rows["year"] == year)]
    jobs = rows[list(NON_FARM)].fillna(0)
    total = jobs.sum(axis=1)
    share = jobs["C"] / total / (jobs["C"].sum() / total.sum())
    return (share >= quotient).groupby(rows["province"]).sum().sort_values(ascending=False)


@check(
    "P26",
    rule="先起：有数的各年至2003年，私营企业户数的前三名就是江浙粤；1998年每千居民的户数，在直辖市之外也是前三。"
    "他省亦多见：2008年，九成以上的其他省达到三省1998年的最低水平。户数前三与他省达到皆成立，部分支持；三项皆成立，且2010年"
    "制造业区位商不低于1.5的县级单元过半在三省，支持；只成立其一，证据不足；皆不成立，不支持"
    " | first: up to 2003 the three lead every year in the number of private enterprises; in 1998 they also "
    "lead per resident outside the municipalities. Elsewhere: in 2008 nine tenths of the other provinces have "
    "reached the lowest level that one of the three had in 1998. Partly supported when they lead in number and "
    "the others have caught up; supported when they lead per resident as well and hold over half of the county units with a "
    "manufacturing quotient of 1.5 or more in 2010; undetermined with one of the two; contradicted with neither",
    data=["private_enterprises", "population", "county_sections"],
)
def private_clusters_rose_first(early=2003, most=0.9, quotient=1.5):
    register = registered()
    years = register.index.get_level_values("year").unique()
    start, end = years[0], years[-1]
    first = list(FIRST)

    def ranks(year, column, leave_out=()):
        values = register[column].xs(year, level="year").drop(list(leave_out), errors="ignore")
        return values.rank(ascending=False, method="min")[first]

    number = {year: ranks(year, "number") for year in years}
    leads = all(number[year].max() <= 3 for year in years if year <= early)
    per_resident = ranks(start, "density", MUNICIPALITIES)
    dense = per_resident.max() <= 3
    floor = register["density"].xs(start, level="year")[first].min()
    others = register["density"].xs(end, level="year").drop(first)
    reached = int((others >= floor).sum())
    spread = reached >= most * len(others)
    counties = factory_counties(2010, quotient)
    mine = counties[["江苏省", "浙江省", "广东省"]].sum()
    elsewhere = int((counties.drop(["江苏省", "浙江省", "广东省"]) > 0).sum())
    if leads and spread:
        full = dense and 2 * mine > counties.sum()
        verdict = Verdict.SUPPORTED if full else Verdict.PARTLY
    else:
        verdict = Verdict.UNDETERMINED if leads or spread else Verdict.CONTRADICTED
    share = register["number"].xs(end, level="year")
    share = share[first].sum() / share.sum() * 100
    when_zh = "都居" if leads else "不都居"
    when_en = "are the first three" if leads else "are not always the first three"
    worst = int(per_resident.max())
    return Finding(
        verdict,
        (
            Figure(
                "worst_number",
                f"三省户数的最低名次，{start} | lowest rank of the three in number, {start}",
                number[start].max(),
                "",
                0,
            ),
            Figure(
                "worst_density",
                f"三省每千居民户数的最低名次，直辖市除外，{start} | lowest rank of the three per resident, municipalities left out, {start}",
                worst,
                "",
                0,
            ),
            Figure(
                "floor",
                f"三省每千居民户数的最低值，{start} | lowest density of the three, {start}",
                floor,
                "户 | per 1,000 residents",
                2,
            ),
            Figure(
                "reached",
                f"{end}年达到这一水平的其他省 | other provinces at that level by {end}",
                reached,
                "",
                0,
            ),
            Figure(
                "others",
                f"有数的其他省，{end} | other provinces with a figure, {end}",
                len(others),
                "",
                0,
            ),
            Figure(
                "share",
                f"三省占有数各省的户数，{end} | the three in all with a figure, {end}",
                share,
                "%",
                1,
            ),
            Figure(
                "counties",
                "工厂密集的县级单元，2010年 | county units thick with factories, 2010",
                counties.sum(),
                "",
                0,
            ),
            Figure("in_three", "其中在三省 | of these in the three", mine, "", 0),
            Figure(
                "elsewhere", "另有此种单元的省 | other provinces that have any", elsewhere, "", 0
            ),
        ),
        f"{start}至{early}年，江浙粤的私营企业户数{when_zh}前三；按每千居民算，{start}年三省里最低的列第{worst}（直辖市除外）。"
        f"到{end}年，{len(others)}个其他省里有{reached}个过了三省当初的最低水平。登记的是私营企业，不是集群，表也不早于{start}年，"
        f"看不见八十年代的起头；工厂密集的县级单元，2010年共{counties.sum()}个，三省有{mine}个，另有{elsewhere}个省也有（未含港澳台）。",
        f"From {start} to {early} the three {when_en} in the number of private enterprises; per resident the last of them "
        f"has rank {worst} in {start} (municipalities left out). By {end}, {reached} of {len(others)} other provinces had passed the lowest level "
        f"of the three at the start. Registers count private enterprises and not clusters, and none is older than {start}: the "
        f"beginnings in the eighties are not seen. Of {counties.sum()} county units thick with factories in 2010 the three hold {mine}, "
        f"and {elsewhere} other provinces have some (Hong Kong, Macao and Taiwan not included).",
        "八九十年代分县、分行业、分所有制的企业普查"
        " | censuses of firms of the eighties and nineties by county, industry and ownership"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
