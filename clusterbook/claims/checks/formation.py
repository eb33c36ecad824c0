"""The checks of the claims on how clusters form: feedback, snowball, spin-offs and risk.

The panels they rest on, and the noise-free slope, serve the pages of chapter 2 as well: persons of
the census sample by comparable unit and section (shares and quotients only), gross output by
province and sector, and American counties by industry.
"""

import numpy as np
import pandas as pd

from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load
from clusterbook.indicators import location_quotient

SECTIONS = list("ABCDEFGHIJKLMNOPQRST")


def census_cells(rows, unit="unit_stable"):
    """Persons in the census sample: index ``unit, section``, one column for 2010 and for 2020.

    `rows` are those of ``county_sections`` and `unit` one of its columns. Rows whose sections do not
    add up and rows without a unit are left out, and so are units that one of the censuses lacks.
    """
    rows = rows[rows["row_ok"] == 1].dropna(subset=[unit])
    sums = rows.fillna(dict.fromkeys(SECTIONS, 0)).groupby(["year", unit])[SECTIONS].sum()
    both = sums.loc[2010].index.intersection(sums.loc[2020].index)
    cells = pd.DataFrame({year: sums.loc[year].loc[both].stack() for year in (2010, 2020)})
    return cells.rename_axis(["unit", "section"])


def province_cells(rows, value="gross_output"):
    """Output (or another column) by province and sector, one column a year; Tibet from 2012 only.

    `rows` are those of ``province_sectors``. Petroleum and chemicals are booked differently from year to year and stand as one sector.
    Negative cells count as nothing; Jilin's value added of 2002 is unusable and missing.
    """
    rows = rows.assign(sector=rows["h38"].replace(["11", "12"], "11+12"))
    cells = rows.groupby(["province_en", "sector", "year"])[value].sum().clip(lower=0).unstack()
    if value != "gross_output":
        cells.loc["Jilin", 2002] = np.nan
    return cells.rename_axis(columns=None)


def quotients(cells, without=()):
    """Location quotients of every column of cells, the industries `without` left out of the base."""
    kept = cells[~cells.index.get_level_values(1).isin(without)]
    found = {}
    for year in kept:
        # A region without any figure is left out; a single empty cell is a cell of nothing.
        table = kept[year].unstack().dropna(how="all").fillna(0)
        found[year] = location_quotient(table)["location_quotient"]
    return pd.DataFrame(found).rename_axis(cells.index.names)


def logs(values):
    """Logarithms of the rows in which every column is above zero."""
    return np.log(values[(values > 0).all(axis=1)])


def covariances(frame, *, groups, clusters, draws=0, seed=0):
    """Covariances of the columns within groups, and the same with whole clusters drawn anew.

    `groups` and `clusters` give each row its label. Returns an array (columns, columns) and one
    (draws, columns, columns).
    """
    values = frame.to_numpy(float)
    group, cluster = pd.factorize(groups)[0], pd.factorize(clusters)[0]
    shape = cluster.max() + 1, group.max() + 1
    cell = cluster * shape[1] + group

    def sums(weights=None):
        return np.bincount(cell, weights, shape[0] * shape[1]).reshape(shape)

    columns = range(values.shape[1])
    counts = sums()
    firsts = np.stack([sums(values[:, i]) for i in columns])
    seconds = np.stack([[sums(values[:, i] * values[:, j]) for j in columns] for i in columns])

    def pooled(weights):
        n = weights @ counts
        totals = weights @ firsts
        inverse = np.divide(1, n, out=np.zeros_like(n), where=n > 0)
        within = (weights @ seconds) - totals[:, None] * totals[None, :] * inverse
        return np.moveaxis(within.sum(axis=-1) / (n - (n > 0)).sum(axis=-1), -1, 0)

    drawn = drawn_clusters(shape[0], draws, seed)
    return pooled(np.ones((1, shape[0])))[0], pooled(drawn)


def drawn_clusters(clusters, draws, seed=0):
    """How often each cluster comes up when as many are drawn with replacement, one row a draw."""
    picked = np.random.default_rng(seed).integers(clusters, size=(draws, clusters))
    return np.stack([(picked == c).sum(axis=1) for c in range(clusters)], axis=1).astype(float)


def interval(drawn, level=0.95):
    return tuple(np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))


def census_noise(persons, section, without, deff):
    """Variance that sampling adds to the log share of each unit, for a design effect `deff`."""
    table = persons.unstack().drop(columns=list(without))
    share = table[section] / table.sum(axis=1)
    return deff * (1 - share) / table[section]


def census_persistence(cells, section="C", deff=2.0, draws=0, without=("A", "T")):
    """How a section's log quotients of 2020 hang on those of 2010, over comparable units.

    Returns a dict of ``(value, (low, high))``, the intervals from provinces drawn anew: the plain
    `slope`, that `backward` (2010 on 2020), the slope `free` of sampling noise, the ratio of the
    `spread` and the `reliability` of 2010; and `rows`.
    """
    found = logs(quotients(cells, without).xs(section, level="section"))
    noise = census_noise(cells[2010], section, without, deff).loc[found.index].mean()
    where = found.index.astype(str).str[:2]
    moments = covariances(found, groups=np.zeros(len(found)), clusters=where, draws=draws)
    measured = {
        "slope": lambda c: c[..., 0, 1] / c[..., 0, 0],
        "backward": lambda c: c[..., 0, 1] / c[..., 1, 1],
        "free": lambda c: c[..., 0, 1] / (c[..., 0, 0] - noise),
        "spread": lambda c: np.sqrt(c[..., 1, 1] / c[..., 0, 0]),
        "reliability": lambda c: 1 - noise / c[..., 0, 0],
    }
    return {"rows": len(found), **both(measured, moments)}


def both(measured, moments):
    observed, drawn = moments
    # Without any spread there is no slope: missing, not a warning.
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            name: (float(f(observed)), interval(f(drawn)) if len(drawn) else None)
            for name, f in measured.items()
        }


def province_persistence(cells, years=(2002, 2007, 2017), draws=0):
    """The same for provinces and sectors, agriculture left out; `years` are earlier, start, end.

    `free` replaces the start by the part of it that the earlier year tells: chance that the two
    years do not share drops out; `noise` is its spread at the start. Log quotients are taken within
    sectors.
    """
    earlier, start, end = years
    found = logs(quotients(cells, ["01"])[list(years)].dropna())
    moments = covariances(
        found,
        groups=found.index.get_level_values("sector"),
        clusters=found.index.get_level_values("province_en"),
        draws=draws,
    )
    measured = {
        "slope": lambda c: c[..., 1, 2] / c[..., 1, 1],
        "backward": lambda c: c[..., 1, 2] / c[..., 2, 2],
        "free": lambda c: c[..., 0, 2] / c[..., 0, 1],
        "spread": lambda c: np.sqrt(c[..., 2, 2] / c[..., 1, 1]),
        "noise": lambda c: np.sqrt(c[..., 1, 1] - c[..., 1, 2] * c[..., 0, 1] / c[..., 0, 2]),
    }
    return {"rows": len(found), **both(measured, moments)}


def mean_of_strongest(change, strength, clusters, share=0.1, draws=0):
    """Mean change of the strongest share of rows, with an interval from clusters drawn anew."""
    strong = strength >= strength.quantile(1 - share)
    code = pd.factorize(clusters[strong])[0]
    size, total = np.bincount(code), np.bincount(code, change[strong])
    drawn = drawn_clusters(len(size), draws)
    ends = interval(drawn @ total / (drawn @ size)) if draws else None
    return float(change[strong].mean()), ends, int(strong.sum())


def population_growth(rows, people):
    """One row a comparable unit: growth of residents 2010-2020 in logs and what was there in 2010.

    `rows` are those of ``county_sections``, `people` the counties of ``county_covariates``. `quotient` is the log quotient of manufacturing on the non-farm base, `nonfarm` the share of
    non-farm workers, `size` log residents. Units with a member that the population table lacks are
    left out.
    """
    members = rows[["year", "adcode", "unit_stable"]].dropna(subset=["unit_stable"])
    people = people[["year", "adcode", "population"]]
    people = members.merge(people, on=["year", "adcode"], how="left")
    whole = people["population"].notna().groupby([people["unit_stable"], people["year"]]).all()
    people = people.groupby(["unit_stable", "year"])["population"].sum().where(whole).unstack()
    cells = census_cells(rows)
    work = cells[2010].unstack()
    found = pd.DataFrame(
        {
            "growth": np.log(people[2020] / people[2010]),
            "size": np.log(people[2010]),
            "nonfarm": 1 - work["A"] / work.sum(axis=1),
            "quotient": logs(quotients(cells, ["A", "T"])[[2010]].xs("C", level="section"))[2010],
        }
    ).dropna()
    return found.assign(province=found.index.astype(str).str[:2]).rename_axis("unit").reset_index()


GROWTH_MODELS = {
    "plain": "growth ~ quotient + C(province)",
    "controlled": "growth ~ quotient + size + nonfarm + C(province)",
}


def american_cells(rows, totals, least=3):
    """American counties by industry, wide: jobs, establishments and payroll by year, 2018 to 2021.

    `rows` and `totals` are those of ``us_counties`` and ``us_county_totals``. Adds log quotients of jobs and of establishments (`jobs_quotient_2018`, ...), taken over the
    published cells. Cells with fewer than `least` establishments in 2018 are left out: those below
    three are not published anyway.
    """
    rows = rows.merge(totals, on=["year", "county"], suffixes=("", "_all"))
    rows["jobs"] = rows["jobs"].astype(float).where(rows["jobs"] > 0)
    for name in ("jobs", "establishments"):
        nation = rows.groupby(["year", "industry"])[name].transform("sum")
        rows[f"{name}_quotient"] = np.log(rows[name] / rows[f"{name}_all"] / nation)
    kept = ["jobs", "establishments", "payroll_thousand_usd", "jobs_quotient"]
    wide = rows.pivot(
        index=["county", "industry"], columns="year", values=[*kept, "establishments_quotient"]
    )
    wide.columns = [f"{name}_{year}" for name, year in wide.columns]
    wide = wide[wide["establishments_2018"] >= least].astype(float).reset_index()
    return wide.assign(state=wide["county"].str[:2])


def clustered(formula, frame, parameter, clusters):
    """Least squares: estimate and 95% interval, errors by cluster, t with clusters less one."""
    import statsmodels.formula.api as smf

    model = smf.ols(formula, frame)
    codes = pd.factorize(frame[clusters])[0]
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": codes}, use_t=True)
    low, high = fit.conf_int().loc[parameter]
    return float(fit.params[parameter]), (float(low), float(high)), int(fit.nobs)


def side(ends, null=0.0):
    """1 where an interval lies above the null, -1 below, 0 where it holds it."""
    return int(ends[0] > null) - int(ends[1] < null)


def ends_figures(key, label, value, ends, digits=2):
    """A figure and the ends of its interval."""
    zh, en = label.split(" | ")
    return (
        Figure(key, label, value, "", digits),
        Figure(f"{key}_low", f"{zh}，95%区间下端 | {en}, lower end of 95%", ends[0], "", digits),
        Figure(f"{key}_high", f"{zh}，上端 | {en}, upper end", ends[1], "", digits),
    )


def brackets(ends, digits=2):
    return f"[{ends[0]:.{digits}f}, {ends[1]:.{digits}f}]".replace("-", "−")


def signed(value, digits=2):
    return f"{value:.{digits}f}".replace("-", "−")


@check(
    "C46",
    rule="去掉偶然波动之后，把期末的对数区位商对期初回归：县级制造业与各省各部门两套数据，斜率的95%区间有一套在1之上，"
    "为部分支持（只见强者愈强，未识别反馈，故至多如此）；两套都在1之下，为不支持；否则证据不足"
    " | the log quotient at the end on the one at the start, freed of chance: partly supported when "
    "the 95% interval of the slope lies above one in county manufacturing or in provinces and sectors "
    "(the strong pull ahead, yet no feedback is identified, hence never more); contradicted when both "
    "lie below one; undetermined otherwise",
    data=["county_sections", "province_sectors"],
)
def positive_feedback(deff=2.0, draws=499):
    county = census_persistence(census_cells(load("county_sections")), deff=deff, draws=draws)
    sectors = province_persistence(province_cells(load("province_sectors")), draws=draws)
    sides = [side(panel["free"][1], 1.0) for panel in (county, sectors)]
    if max(sides) > 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if max(sides) < 0 else Verdict.UNDETERMINED
    where_zh = {1: "在1之上", 0: "含1", -1: "在1之下"}
    where_en = {1: "above one", 0: "with one inside", -1: "below one"}
    (c, c_ends), (s, s_ends) = county["free"], sectors["free"]
    return Finding(
        verdict,
        (
            Figure(
                "county_slope",
                "县级制造业，未去波动的斜率 | county manufacturing, plain slope",
                county["slope"][0],
                "",
                2,
            ),
            *ends_figures(
                "county_free",
                "县级制造业，去掉抽样误差的斜率 | county manufacturing, slope free of sampling noise",
                c,
                c_ends,
            ),
            Figure(
                "county_spread",
                "县级制造业，离散程度2020年比2010年 | county manufacturing, spread 2020 over 2010",
                county["spread"][0],
                "",
                2,
            ),
            Figure(
                "sector_slope",
                "各省各部门，未去波动的斜率 | provinces and sectors, plain slope",
                sectors["slope"][0],
                "",
                2,
            ),
            *ends_figures(
                "sector_free",
                "各省各部门，去掉偶然波动的斜率 | provinces and sectors, slope freed of chance",
                s,
                s_ends,
            ),
            Figure(
                "sector_spread",
                "各省各部门，离散程度2017年比2007年 | provinces and sectors, spread 2017 over 2007",
                sectors["spread"][0],
                "",
                2,
            ),
        ),
        f"县级制造业（非农口径，2010—2020年）斜率{county['slope'][0]:.2f}，去掉抽样误差后{c:.2f}，95%区间{brackets(c_ends)}，"
        f"{where_zh[sides[0]]}；各省各部门（2007—2017年）斜率{sectors['slope'][0]:.2f}，去掉偶然波动后{s:.2f}，区间{brackets(s_ends)}，"
        f"{where_zh[sides[1]]}。斜率在1上下，有反馈的瓮与没有反馈的瓮都给得出；衍生与进入，这两套数据里都没有（未含港澳台）。",
        f"In county manufacturing (non-farm base, 2010–2020) the slope is {county['slope'][0]:.2f} and, free of sampling "
        f"noise, {c:.2f}, 95% interval {brackets(c_ends)}, {where_en[sides[0]]}; over provinces and sectors (2007–2017) it is "
        f"{sectors['slope'][0]:.2f} and, freed of chance, {s:.2f}, interval {brackets(s_ends)}, {where_en[sides[1]]}. Slopes about one "
        "come from urns with feedback and from worlds without; spin-offs and entry are in neither table (Hong Kong, "
        "Macao and Taiwan not included).",
        "企业登记档案：各县、细分行业逐年的进入，并记创办人出自哪家企业；再加一个改变初始集聚、与前景无关的外生事件"
        " | a register of firms: entries by county, narrow industry and year, with the firm each founder came from; "
        "and an outside event that changed the initial agglomeration and had nothing to do with its prospects"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P21",
    rule="滚雪球：最强的一成，区位商此后的平均变化，县级制造业与各省各部门（按更早一年排强弱）有一套的95%区间在0之上；"
    "拉动增长：常住人口的增长对制造业区位商，加不加控制都显著为正。有其一即部分支持（未识别因果，故至多如此）；"
    "两套都在0之下且两道回归都显著为负，不支持；否则证据不足"
    " | snowball: the mean change of the strongest tenth lies above zero (95%) in county manufacturing "
    "or over provinces and sectors, ranked there by an earlier year; growth: residents grow with the "
    "manufacturing quotient, with and without controls, significantly. Partly supported with either (no cause is "
    "identified, hence never more); contradicted when both panels and both regressions are significantly "
    "negative; undetermined otherwise",
    data=["county_sections", "province_sectors", "county_covariates"],
)
def snowball(share=0.1, draws=499):
    rows = load("county_sections")
    county = logs(quotients(census_cells(rows), ["A", "T"]).xs("C", level="section"))
    moved, moved_ends, strong = mean_of_strongest(
        county[2020] - county[2010],
        county[2010],
        county.index.astype(str).str[:2],
        share,
        draws,
    )
    sectors = province_cells(load("province_sectors"))
    sectors = logs(quotients(sectors, ["01"])[[2002, 2007, 2017]].dropna())
    later, later_ends, strong_sectors = mean_of_strongest(
        sectors[2017] - sectors[2007],
        sectors[2002],
        sectors.index.get_level_values("province_en"),
        share,
        draws,
    )
    people = population_growth(rows, load("county_covariates", level="county"))
    growth = {
        name: clustered(formula, people, "quotient", "province")
        for name, formula in GROWTH_MODELS.items()
    }
    ahead = [side(moved_ends), side(later_ends)]
    pulls = [side(ends) for _, ends, _ in growth.values()]
    if max(ahead) > 0 or min(pulls) > 0:
        verdict = Verdict.PARTLY
    elif max(ahead) < 0 and max(pulls) < 0:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    says_zh = {1: "往前走了", 0: "进退都看不出", -1: "往回退了"}
    says_en = {1: "moved ahead", 0: "moved neither way that could be told", -1: "fell back"}
    plain, controlled = growth["plain"], growth["controlled"]
    return Finding(
        verdict,
        (
            *ends_figures(
                "county_strongest",
                "县级制造业最强一成的平均变化（对数） | county manufacturing, mean change of the strongest tenth (log)",
                moved,
                moved_ends,
            ),
            Figure("county_units", "这一成的单元数 | units in that tenth", strong, "", 0),
            *ends_figures(
                "sector_strongest",
                "各省各部门最强一成的平均变化（对数） | provinces and sectors, mean change of the strongest tenth (log)",
                later,
                later_ends,
            ),
            Figure("sector_cells", "这一成的格子数 | cells in that tenth", strong_sectors, "", 0),
            *ends_figures(
                "residents_plain",
                "人口增长对区位商，只有省效应 | growth of residents on the quotient, province effects only",
                plain[0],
                plain[1],
                3,
            ),
            *ends_figures(
                "residents_controlled",
                "同上，另加规模与非农比重 | the same, with size and non-farm share",
                controlled[0],
                controlled[1],
                3,
            ),
        ),
        f"县级制造业区位商最强的一成，2010—2020年对数区位商平均变化{signed(moved)}，95%区间{brackets(moved_ends)}，{says_zh[ahead[0]]}；"
        f"各省各部门按2002年排出的最强一成，2007—2017年变化{signed(later)}，区间{brackets(later_ends)}，{says_zh[ahead[1]]}。"
        f"常住人口的增长对制造业区位商，系数{signed(plain[0], 3)}，加上规模与非农比重则为{signed(controlled[0], 3)}。"
        "企业有没有被吸引来，表里没有（未含港澳台）。",
        f"The log location quotient of the strongest tenth of county manufacturing changed by {signed(moved)} from 2010 to 2020, 95% interval "
        f"{brackets(moved_ends)}, and {says_en[ahead[0]]}; the strongest tenth of province sectors, as ranked in 2002, changed by "
        f"{signed(later)} from 2007 to 2017, interval {brackets(later_ends)}, and {says_en[ahead[1]]}. Growth of residents on the "
        f"manufacturing quotient has the coefficient {signed(plain[0], 3)}, or {signed(controlled[0], 3)} with size and non-farm share. "
        "Whether firms were drawn in is in no table (Hong Kong, Macao and Taiwan not included).",
        "各县、细分行业逐年的企业迁入与新设，以及能把集群与城镇化分开的外生变动"
        " | yearly moves and births of firms by county and narrow industry, and an outside change that tells "
        "clusters from urbanisation"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "P22",
    rule="以美国各县18个行业代之：机构数2019—2021年的增长对2018年的机构区位商，就业在疫情中的增长对2018年的就业区位商；"
    "一项显著为正而另一项不显著为负，为部分支持；两项都显著为负，不支持；否则证据不足"
    " | on eighteen industries of American counties: growth of establishments 2019–2021 on the quotient of "
    "establishments of 2018, and growth of jobs through the pandemic on the quotient of jobs of 2018; partly "
    "supported when one is significantly positive and the other not significantly negative; contradicted when both are "
    "significantly negative; undetermined otherwise",
    data=["us_counties", "us_county_totals"],
)
def spin_offs_and_risk(least=10):
    cells = american_cells(load("us_counties"), load("us_county_totals"), least)
    found = {}
    for name in ("establishments", "jobs"):
        frame = pd.DataFrame(
            {
                "growth": np.log(cells[f"{name}_2021"] / cells[f"{name}_2019"]),
                "quotient": cells[f"{name}_quotient_2018"],
                "industry": cells["industry"],
                "state": cells["state"],
            }
        ).dropna()
        found[name] = clustered(
            "growth ~ quotient + C(industry) + C(state)", frame, "quotient", "state"
        )
    sides = [side(ends) for _, ends, _ in found.values()]
    if max(sides) > 0 and min(sides) >= 0:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.CONTRADICTED if max(sides) < 0 else Verdict.UNDETERMINED
    says_zh = {1: "显著为正", 0: "与零分不开", -1: "显著为负"}
    says_en = {
        1: "significantly positive",
        0: "not to be told from zero",
        -1: "significantly negative",
    }
    (entry, entry_ends, n), (jobs, jobs_ends, _) = found.values()
    return Finding(
        verdict,
        (
            *ends_figures(
                "entry",
                "机构数增长对机构区位商 | growth of establishments on their quotient",
                entry,
                entry_ends,
                3,
            ),
            *ends_figures(
                "jobs",
                "疫情中的就业增长对就业区位商 | growth of jobs through the pandemic on their quotient",
                jobs,
                jobs_ends,
                3,
            ),
            Figure("cells", "县×行业的格子 | cells of county and industry", n, "", 0),
        ),
        f"中国的表里没有企业的生与死。美国各县18个行业，2018年专业化程度每高一个对数单位，机构数2019—2021年的增长差"
        f"{signed(entry, 3)}（95%区间{brackets(entry_ends, 3)}），{says_zh[sides[0]]}；就业的增长差{signed(jobs, 3)}（区间"
        f"{brackets(jobs_ends, 3)}），{says_zh[sides[1]]}。净增长不等于衍生，三年也只有一次冲击。",
        f"Births and deaths of firms are in no Chinese table. Over eighteen industries of American counties one log unit of "
        f"specialisation in 2018 goes with {signed(entry, 3)} in the growth of establishments from 2019 to 2021 (95% interval "
        f"{brackets(entry_ends, 3)}), {says_en[sides[0]]}, and with {signed(jobs, 3)} in that of jobs (interval "
        f"{brackets(jobs_ends, 3)}), {says_en[sides[1]]}. Net growth is not spin-offs, and three years hold one shock.",
        "企业登记与注销档案：创办人的来历、存续年限、所在地同业的多少，并跨过不止一次冲击"
        " | a register of births and deaths of firms: where founders came from, how long firms live, how many of "
        "their trade are near, across more than one shock"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
