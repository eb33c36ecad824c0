"""Checks of the claims on what makes a cluster: the diamond read again, and its weakest link tested.

Provinces come without Hong Kong, Macao and Taiwan.
"""

from itertools import product

import numpy as np
import pandas as pd

from clusterbook.claims.checks.concept import concept_measures, minus, supply_weights
from clusterbook.claims.evidence import reading, slope
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load

CORNERS = {
    "factors": "生产要素条件 | factor conditions",
    "demand": "需求条件 | demand conditions",
    "related": "相关与支持性产业 | related and supporting industries",
    "rivalry": "企业与竞争 | firms and rivalry",
    "government": "政府 | government",
}
INDICATORS = {
    "working_age": ("factors", "劳动年龄人口占比，2010年 | share of working age, 2010"),
    "schooling": ("factors", "平均受教育年限，2010年 | mean years of schooling, 2010"),
    "urban": ("demand", "城镇人口占比，2010年 | urban share, 2010"),
    "income": ("demand", "人均GDP，2012年 | GDP per head, 2012"),
    "supplies": ("related", "制造业的本地供料，2012年 | local supplies of manufacturing, 2012"),
    "registered": (
        "rivalry",
        "人均登记私营与个体人员，2012年 | registered private persons per head, 2012",
    ),
    "employees": (
        "rivalry",
        "人均私营企业从业人员，2008年 | private enterprises' employees per head, 2008",
    ),
    "taxes": ("government", "地方税收与财政支出之比，2012年 | local taxes over expenditure, 2012"),
}
OUTCOMES = {
    "patents": "每万人有效发明专利，2020年（对数） | invention patents in force per head, 2020 (log)",
    "hightech": "人均高技术制造业收入，2020年（对数） | high-tech revenue per head, 2020 (log)",
    "patents_change": "发明专利授权的增长，2012—2022年 | growth of invention patents granted, 2012–2022",
    "hightech_change": "高技术制造业收入的增长，2012—2022年 | growth of high-tech revenue, 2012–2022",
    "research_change": "研发强度的变化，2012—2022年 | change of R&D intensity, 2012–2022",
}
SCALINGS = ("z", "range", "rank")
VINTAGES = ("v3", "v4", "v5")
ZONE = "开发区|高新区|高新技术|产业园区|工业园区|开发试验区"


def indicators():
    """The eight indicators of the corners, one row a province; income in three columns, by vintage."""
    panel = load("province_panel")
    names = panel.drop_duplicates("province_code").set_index("province_code")["province_en"]

    def variable(name, year):
        rows = panel[(panel["variable"] == name) & (panel["year"] == year)]
        return rows.drop_duplicates("province_en").set_index("province_en")["value"]

    census = load("county_covariates")
    census = census[(census["level"] == "province") & (census["year"] == 2010)]
    census = census.set_index(census["adcode"].astype(str).map(names))
    people = load("population")
    people = people[people["vintage"] == "before_census7"]
    people = people.pivot(index="province_en", columns="year", values="population")
    product_ = load("gdp")
    product_ = product_[product_["year"] == 2012]
    product_ = product_.pivot_table(index="province_en", columns="vintage", values="gdp")
    private = load("private_enterprises")
    private = private[
        (private["variable"] == "private_enterprise_employees") & (private["year"] == 2008)
    ]
    found = pd.DataFrame(
        {
            "working_age": 100 - census["age0_14_pct"] - census["age65_pct"],
            "schooling": census["school_years"],
            "urban": census["urban_pct"],
            **{f"income_{v}": np.log(product_[v] / people[2012]) for v in VINTAGES},
            "supplies": concept_measures(years=(2012,)).set_index("province_en")["links"],
            "registered": np.log(variable("registered_private_self_employed", 2012) / people[2012]),
            "employees": np.log(private.set_index("province_en")["value"] / people[2008]),
            "taxes": np.log(
                variable("tax_revenue_local", 2012) / variable("fiscal_expenditure", 2012)
            ),
        }
    )
    return found.astype(float).rename_axis("province_en")


def outcomes():
    """Upgrading and innovation, none of it part of the corners: one row a province."""
    panel = load("province_panel")
    panel = panel[panel["year"].isin([2012, 2020, 2022])]
    panel = panel.drop_duplicates(["province_en", "year", "variable"])
    table = panel.pivot(index="province_en", columns=["variable", "year"], values="value")
    people = load("population")
    people = people[(people["vintage"] == "after_census7") & (people["year"] == 2020)]
    people = people.set_index("province_en")["population"]
    return pd.DataFrame(
        {
            "patents": np.log(table["patents_in_force_invention", 2020] / people),
            "hightech": np.log(table["hightech_mfg_revenue", 2020] / people),
            "patents_change": np.log(
                table["patents_granted_invention", 2022] / table["patents_granted_invention", 2012]
            ),
            "hightech_change": np.log(
                table["hightech_mfg_revenue", 2022] / table["hightech_mfg_revenue", 2012]
            ),
            "research_change": table["rd_intensity", 2022] - table["rd_intensity", 2012],
        }
    ).astype(float)


def scaled(frame, scaling):
    """Columns on one scale: standard deviations, 0 to 1, or ranks over their number."""
    if scaling == "z":
        return (frame - frame.mean()) / frame.std()
    if scaling == "range":
        return (frame - frame.min()) / (frame.max() - frame.min())
    return frame.rank() / len(frame)


def corner_scores(found, scaling="z", vintage="v5"):
    """The five corners of the provinces: the mean of their scaled indicators, scaled once more."""
    found = found.rename(columns={f"income_{vintage}": "income"})[list(INDICATORS)]
    corner = np.array([place for place, _ in INDICATORS.values()])
    belongs = (corner[:, None] == np.array(list(CORNERS))).astype(float)
    means = scaled(found, scaling).to_numpy() @ (belongs / belongs.sum(axis=0))
    return scaled(pd.DataFrame(means, index=found.index, columns=list(CORNERS)), scaling)


def left_out_error(x, y):
    """Root mean squared error of the province left out, of y on x; both (…, provinces)."""
    x, y = (v - v.mean(axis=-1, keepdims=True) for v in np.broadcast_arrays(x, y))
    size = (x**2).sum(axis=-1, keepdims=True)
    slope_ = (x * y).sum(axis=-1, keepdims=True) / size
    leverage = 1 / x.shape[-1] + x**2 / size
    return np.sqrt((((y - slope_ * x) / (1 - leverage)) ** 2).mean(axis=-1))


def comparisons(known):
    """Minimum against mean of the corners as predictors: one row a choice; `known` from :func:`indicators`.

    `error` is the left-out error of the minimum over that of the mean, less one, in per cent:
    below zero the weakest corner predicts better. `fit` is the squared correlation of the better.
    """
    results = outcomes()
    choices = list(product(SCALINGS, VINTAGES))
    scores = np.stack([corner_scores(known, *choice).to_numpy() for choice in choices])
    y = results.reindex(known.index).to_numpy().T[None]
    blocks = []
    for left in (None, *CORNERS):
        kept = [number for number, name in enumerate(CORNERS) if name != left]
        lowest, mean = scores[..., kept].min(axis=2), scores[..., kept].mean(axis=2)
        for sample in ("all", "without Tibet"):
            inside = known.index.to_numpy() != ("Tibet" if sample != "all" else "")
            low, average = (
                left_out_error(x[:, None, inside], y[..., inside]) for x in (lowest, mean)
            )
            fit = np.maximum(
                *(squared_correlation(x[:, None, inside], y[..., inside]) for x in (lowest, mean))
            )
            blocks.append(
                pd.DataFrame(
                    {
                        "scaling": np.repeat([scaling for scaling, _ in choices], len(OUTCOMES)),
                        "vintage": np.repeat([vintage for _, vintage in choices], len(OUTCOMES)),
                        "outcome": np.tile(list(OUTCOMES), len(choices)),
                        "left": left or "none",
                        "sample": sample,
                        "error": ((low / average - 1) * 100).ravel(),
                        "fit": fit.ravel(),
                    }
                )
            )
    return pd.concat(blocks, ignore_index=True)


def squared_correlation(x, y):
    """The squared correlation along the last axis."""
    x, y = (v - v.mean(axis=-1, keepdims=True) for v in np.broadcast_arrays(x, y))
    return (x * y).sum(axis=-1) ** 2 / ((x**2).sum(axis=-1) * (y**2).sum(axis=-1))


def chance_of_finding(correlation, fits, reliability=0.8, draws=300, provinces=31, seed=0):
    """How often the left-out error picks the true model, in data drawn from a normal distribution.

    The true corners have the `correlation` of those measured; the measured ones are as reliable as
    `reliability` says; the outcome follows the minimum, or the mean, with each of the `fits` (R²).
    Returns a frame with one row a fit: the share of draws in which the truth is found, by truth.
    """
    random = np.random.default_rng(seed)
    width = len(correlation)
    root = np.linalg.cholesky(np.asarray(correlation) + 1e-9 * np.eye(width)).T
    true = random.normal(size=(draws, provinces, width)) @ root
    noise = random.normal(size=true.shape)
    seen = np.sqrt(reliability) * true + np.sqrt(1 - reliability) * noise
    error = random.normal(size=(draws, provinces))
    lowest, mean = seen.min(axis=2), seen.mean(axis=2)
    fits = np.asarray(fits)[:, None, None]
    found = {}
    for truth, signal in (("minimum", true.min(axis=2)), ("mean", true.mean(axis=2))):
        y = np.sqrt(fits) * (signal - signal.mean()) / signal.std() + np.sqrt(1 - fits) * error
        better = left_out_error(lowest[None], y) < left_out_error(mean[None], y)
        found[truth] = (better if truth == "minimum" else ~better).mean(axis=1)
    return pd.DataFrame(found)


def powers(table, known, **options):
    """The chance of finding the truth for every set of corners and outcome of :func:`comparisons`."""
    scores = corner_scores(known)
    plain = table[
        (table["scaling"] == "z") & (table["vintage"] == "v5") & (table["sample"] == "all")
    ]
    found = []
    for left, rows in plain.groupby("left", sort=False):
        kept = scores.drop(columns=[] if left == "none" else [left])
        chances = chance_of_finding(kept.corr(), rows["fit"], **options)
        found.append(chances.assign(left=left, outcome=rows["outcome"].to_numpy()))
    return pd.concat(found, ignore_index=True)


def leaders(first=2002, last=2017):
    """Shares of the provinces in each branch of manufacturing in two years, one row a cell."""
    sectors = load("sector_concordance").drop_duplicates("h38").set_index("h38")
    table = load("province_sectors")
    table = table[table["h38"].map(sectors["manufacturing"]) == 1]
    table = table[table["year"].isin([first, last])]
    branch = table["h38"].replace(["11", "12"], "11+12").rename("branch")
    output = table.groupby([branch, "province_en", "year"])["gross_output"].sum().unstack("year")
    return (output / output.groupby("branch").transform("sum")).dropna()


def zones():
    """Census units of 2020 and stable units over both censuses, with development zones marked.

    Returns two frames: `units` (units of 2020 in prefectures that list a zone, `share` of
    manufacturing in non-farm jobs in per cent, `zone`, `prefecture_code`, `province`) and `areas` (stable units: `before`, `change` of
    the share, `zone` where one of 2020 lies in it, `size` the log of the sample in 2010).
    """
    rows = load("county_sections")
    rows = rows[rows["row_ok"] == 1]
    letters = [column for column in rows.columns if len(column) == 1]
    nonfarm = rows[letters].drop(columns="A").sum(axis=1).astype(float)
    rows = rows[["year", "province", "prefecture_code", "county", "unit_stable"]].assign(
        made=rows["C"].astype(float), nonfarm=nonfarm, zone=rows["county"].str.contains(ZONE) * 1.0
    )
    rows = rows.dropna(subset=["made"])
    units = rows[(rows["year"] == 2020) & (rows["nonfarm"] >= 200)]
    units = units.assign(share=units["made"] / units["nonfarm"] * 100)
    units = units[units.groupby("prefecture_code")["zone"].transform("max") == 1]
    whole = rows.dropna(subset=["unit_stable"]).groupby(["unit_stable", "year"])
    whole = whole.agg(
        made=("made", "sum"),
        nonfarm=("nonfarm", "sum"),
        zone=("zone", "max"),
        province=("province", "first"),
    ).unstack("year")
    share = whole["made"] / whole["nonfarm"] * 100
    areas = pd.DataFrame(
        {
            "before": share[2010],
            "change": share[2020] - share[2010],
            "zone": whole["zone"][2020],
            "size": np.log(whole["nonfarm"][2010]),
            "province": whole["province"][2020],
        }
    ).dropna()
    return units.reset_index(drop=True), areas[areas["size"] >= np.log(500)].reset_index(drop=True)


def customers(floor=0.1):
    """Quotients of manufacturing branches at the start and end of five years, with the presence of
    their customers and of their suppliers in the province (logs); cells below `floor` are left out.
    """
    sectors = load("sector_concordance").drop_duplicates("h38").set_index("h38")
    grid = load("province_sectors").pivot_table(
        index=["year", "province_en"],
        columns="h38",
        values="gross_output",
        aggfunc="sum",
        fill_value=0.0,
    )
    codes = list(grid.columns)
    made = (sectors["manufacturing"].reindex(codes) == 1).to_numpy()
    sales = load("national_links").pivot(
        index="from_h38", columns="to_h38", values="sales_coefficient"
    )
    sales = sales.reindex(index=codes, columns=codes).fillna(0.0).to_numpy(copy=True)
    np.fill_diagonal(sales, 0.0)
    buyers = (sales / sales.sum(axis=1, keepdims=True)).T
    sellers = supply_weights(codes)
    quotient = {
        year: part.droplevel("year").pipe(
            lambda o: o.div(o.sum(axis=1), axis=0) / (o.sum() / o.to_numpy().sum())
        )
        for year, part in grid.groupby("year")
    }
    years = sorted(quotient)
    parts = []
    for start, end in zip(years, years[1:], strict=False):
        places = quotient[start].index.intersection(quotient[end].index)
        first, last = (quotient[y].loc[places].to_numpy() for y in (start, end))
        shape = first[:, made].shape
        parts.append(
            pd.DataFrame(
                {
                    "province_en": np.repeat(places.to_numpy(), shape[1]),
                    "branch": np.tile(np.array(codes)[made], shape[0]),
                    "period": start,
                    "start": first[:, made].ravel(),
                    "end": last[:, made].ravel(),
                    "customers": (first @ buyers)[:, made].ravel(),
                    "suppliers": (first @ sellers)[:, made].ravel(),
                }
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[(rows["start"] > floor) & (rows["end"] > 0)].reset_index(drop=True)
    rows["growth"] = np.log(rows["end"] / rows["start"])
    rows[["start", "customers", "suppliers"]] = np.log(rows[["start", "customers", "suppliers"]])
    period = rows["period"].astype(str)
    return rows.assign(trade=rows["branch"] + period, place=rows["province_en"] + period)


def strong_places():
    """American zones and industries of 1980 and what became of them by 1990, one row a cell.

    Quotients take the national share of 1980 from the zones' shares weighted by their jobs of 1990,
    since the zones' totals of 1980 are not known. `demand` is the log change of national jobs.
    """
    everywhere = load("us_zones")
    cells = everywhere.dropna(subset=["share_1980_ppm"])
    totals = load("us_zone_totals").set_index("zone")["jobs_1990"]
    nation = load("us_industries").set_index("industry")
    weight = totals / totals.sum()
    share = cells["share_1980_ppm"] / 1e6
    later = cells["jobs_1990"].fillna(0) / cells["zone"].map(totals)
    national = (share * cells["zone"].map(weight)).groupby(cells["industry"]).sum()
    jobs = everywhere.groupby("industry")["jobs_1990"].sum() / totals.sum()
    demand = np.log(nation["jobs_1990"] / nation["jobs_1980"])
    return pd.DataFrame(
        {
            "industry": cells["industry"],
            "share": share,
            "before": share / cells["industry"].map(national),
            "after": later / cells["industry"].map(jobs),
            "demand": cells["industry"].map(demand),
        }
    ).astype({"share": float, "before": float, "after": float, "demand": float})


@check(
    "C14",
    rule="没有更早的研究，为与文献一致；有，为不一致；查不出，为证据不足"
    " | consistent when the literature knows no earlier study; differs when it does; undetermined when "
    "that cannot be told",
    data=["claim_evidence", "definitions"],
)
def porter_was_not_the_first(year=1990):
    rows = load("definitions")
    earlier = rows[(rows["year"] < year) & (rows["proximity"] == 1)]
    return reading(
        "C14",
        needs="1990年以前的集群研究目录 | a bibliography of studies before 1990",
        zh=f"定义表中，{year}年以前以空间邻近为要件的有{len(earlier)}种。波特的贡献在于使这个词通行。",
        en=f"Of the definitions in the table {len(earlier)} that require nearness are older than {year}. "
        "Porter's part was to make the word current.",
        figures=(Figure("earlier", "更早的定义 | earlier definitions", len(earlier), "", 0),),
    )


@check(
    "C15",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def the_diamond_is_no_recipe():
    return reading(
        "C15",
        needs="波特各版本的对照 | a comparison of Porter's editions",
        zh="文字校记：印本在“生产要素”与“需求条件”之间脱一逗号，六项读作五项；同一段既称政府与机遇（印本作“机会”）为必要条件，又称为两个变数。",
        en="Textual note: a comma is lost between factor and demand conditions, so that six items read as "
        "five; the passage calls government and chance necessary conditions, and then two variables.",
    )


@check(
    "C16",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def basic_and_advanced_factors():
    return reading(
        "C16",
        needs="波特原著中的出处 | the passage in Porter",
        zh="波特另分一般要素与专门要素，此处未提。",
        en="Porter's second division, generalised and specialised factors, is not mentioned.",
    )


@check(
    "C17",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def home_demand():
    return reading(
        "C17",
        needs="波特原著中的出处 | the passage in Porter",
        zh="此处只说有无需求；需求的挑剔在同一节后面（C22）补上。",
        en="Only the presence of demand is named here; how demanding it is comes later in the section (C22).",
    )


@check(
    "C18",
    rule="各要点都有文献相合，为与文献一致；有相反的，为不一致；否则证据不足"
    " | consistent when the literature agrees on every part; differs when some speaks against; "
    "undetermined otherwise",
    data=["claim_evidence"],
)
def what_relates_industries():
    return reading("C18", needs="波特原著中的出处 | the passage in Porter")


@check(
    "C19",
    rule="后来者从不居上，不支持；确有居上，则所余的一半（那是机遇所致）不可检验：名次的更替若不超出随机冲击所能造成的范围，"
    "有无机遇数据都一样；若超出，证据不足"
    " | contradicted when no latecomer ever takes the lead; where some do, what remains (that chance did "
    "it) is not testable as long as changes of lead lie within what random shocks would bring, since "
    "the data then look the same with and without chance; undetermined when they lie outside",
    data=["province_sectors", "sector_concordance"],
)
def chance_reverses_rankings(first=2002, last=2017, least=0.01, draws=400, seed=0):
    shares = leaders(first, last)
    before, after = shares[first].groupby("branch"), shares[last].groupby("branch")
    changed = int((before.idxmax() != after.idxmax()).sum())
    total = before.ngroups
    rising = shares[(shares[first] >= least) & (shares[last] > 0)]
    steps = np.log(rising[last] / rising[first]).to_numpy()
    codes = pd.factorize(rising.index.get_level_values("branch"))[0]
    start = np.log(rising[first].to_numpy())
    random = np.random.default_rng(seed)
    moved = start + np.array([random.permutation(steps) for _ in range(draws)])
    old, new = np.zeros(total, int), np.zeros((draws, total), int)
    for branch in range(total):
        inside = np.flatnonzero(codes == branch)
        old[branch] = inside[start[inside].argmax()]
        new[:, branch] = inside[moved[:, inside].argmax(axis=1)]
    low, high = np.percentile((new != old).sum(axis=1), [2.5, 97.5])
    if not changed:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.NOT_TESTABLE if low <= changed <= high else Verdict.UNDETERMINED
    inside = "在此范围之内" if low <= changed <= high else "不在此范围之内"
    inside_en = "within" if low <= changed <= high else "outside"
    return Finding(
        verdict,
        (
            Figure("changed", "换了首位省的行业 | branches with another leader", changed, "", 0),
            Figure("branches", "行业 | branches", total, "", 0),
            Figure("low", "随机冲击所致，2.5%分位 | by random shocks, 2.5% quantile", low, "", 0),
            Figure("high", "同上，97.5%分位 | the same, 97.5% quantile", high, "", 0),
        ),
        f"{first}—{last}年，{total}个制造业行业中有{changed}个换了首位的省；把各省各行业的升降打乱重排，"
        f"会有{low:.0f}至{high:.0f}个，实际{inside}。后来者居上是事实，是不是机遇所致，却没有数据能与之相违：机遇的定义就是说不出缘由"
        "（未含港澳台）。",
        f"Of {total} branches of manufacturing {changed} had another leading province in {last} than in {first}; "
        f"were all rises and falls dealt out at random, it would be {low:.0f} to {high:.0f}, and the count lies "
        f"{inside_en} that range. Latecomers do take the lead; that chance did it no data could contradict, for "
        "chance is what has no known cause (Hong Kong, Macao and Taiwan not included).",
        "逐例的起因记录 | a record of causes, case by case"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C20",
    rule="2020年，开发区单元的制造业就业占比高于同地级市的其他单元，且2010—2020年有开发区的地区在四种控制之下都比同省其他地区升得多"
    "（降得少），各项都显著，部分支持；无一为正，不支持；否则证据不足"
    " | partly supported when development zones have a larger share of manufacturing jobs than other "
    "units of their prefecture in 2020 and areas with a zone gained on others of their province in "
    "2010–2020 under each of four sets of controls, all significantly; contradicted when none is "
    "positive; undetermined otherwise",
    data=["county_sections"],
)
def government_and_zones(critical=2.2):
    units, areas = zones()
    level = slope(units, "share", "zone", effects=["prefecture_code"], clusters="province")
    changes = {
        "_".join(held) or "none": slope(
            areas, "change", "zone", controls=held, effects=["province"], clusters="province"
        )
        for held in ([], ["size"], ["before"], ["before", "size"])
    }
    found = [level, *changes.values()]
    if all(b / se >= critical for b, se in found):
        verdict = Verdict.PARTLY
    elif all(b <= 0 for b, _ in found):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    marked, held = int(units["zone"].sum()), int(areas["zone"].sum())
    provinces = units["province"].nunique()
    low, high = min(b for b, _ in changes.values()), max(b for b, _ in changes.values())
    labels = {
        "none": "不加控制 | nothing held",
        "size": "控制规模 | size held",
        "before": "控制2010年占比 | share of 2010 held",
        "before_size": "两者都控制 | both held",
    }
    return Finding(
        verdict,
        (
            Figure(
                "zones", "2020年的开发区单元 | zones with a unit of their own, 2020", marked, "", 0
            ),
            Figure(
                "level",
                "与同地级市其他单元之差 | difference to other units of the prefecture",
                level[0],
                "个百分点 | points",
                2,
            ),
            Figure("level_error", "标准误 | standard error", level[1], "个百分点 | points", 2),
            Figure("areas", "有开发区的可比地区 | comparable areas with a zone", held, "", 0),
            *(
                Figure(
                    f"change_{key}",
                    f"变化之差，{labels[key].split(' | ')[0]} | difference of the change, "
                    f"{labels[key].split(' | ')[1]}",
                    b,
                    "个百分点 | points",
                    2,
                )
                for key, (b, _) in changes.items()
            ),
        ),
        f"2020年普查中单列的开发区有{marked}个（在{provinces}个省，别省没有单列），制造业占非农就业的比重比同地级市的其他单元"
        f"{'高' if level[0] > 0 else '低'}{abs(level[0]):.1f}个百分点（标准误{level[1]:.1f}）；但含有开发区的{held}个可比地区，"
        f"2010—2020年这一比重的变化与同省别处之差，随控制不同，由{minus(low)}到{minus(high)}个百分点。"
        "工厂与开发区同在，谁引来谁却看不出：开发区设立的年份不在表中。",
        f"The census of 2020 lists {marked} zones of their own (in {provinces} provinces, the others list none); "
        f"manufacturing has a share of non-farm jobs {abs(level[0]):.1f} points "
        f"{'above' if level[0] > 0 else 'below'} other units of the same prefecture (standard error "
        f"{level[1]:.1f}). But for the {held} comparable areas that hold a zone the change of the share in "
        f"2010–2020, against elsewhere in the province, lies between {minus(low)} and {minus(high)} points, depending on the "
        "controls. Factories and zones go together; which drew which cannot be seen, for the years in which "
        "zones were set up are not in the table.",
        "各开发区的批准年份与边界，以及分地块、逐年的企业与就业"
        " | dates and boundaries of the zones, with firms and jobs by block and year"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C21",
    rule="以各角的最小值与平均值分别预测不在其内的结果，比较留一误差；只有模拟（按实测的相关，信度0.8）表明不论何者为真都有八成把握"
    "选对的比较才算数。去掉任何一角以后都还有算数的比较，且九成以上是最小值胜，部分支持；九成以上是平均值胜，不支持；否则证据不足"
    " | minimum and mean of the corners each predict outcomes outside them, judged by the province left "
    "out; a comparison counts only where simulation (the correlations measured, reliability 0.8) finds "
    "the truth in 80% of draws whichever it is. Where some count after any one corner is dropped: "
    "partly supported when the minimum wins nine tenths of them, contradicted when the mean does; "
    "undetermined otherwise",
    data=[
        "province_panel",
        "county_covariates",
        "population",
        "gdp",
        "private_enterprises",
        "province_sectors",
        "sector_concordance",
        "national_links",
        "prefecture_places",
    ],
)
def the_weakest_link(enough=0.8, most=0.9):
    known = indicators()
    table = comparisons(known)
    chances = powers(table, known)
    chances["counts"] = chances[["minimum", "mean"]].min(axis=1) >= enough
    table = table.merge(chances, on=["left", "outcome"])
    counting = table[table["counts"]]
    sets = counting["left"].nunique()
    wins = (counting["error"] < 0).mean() if len(counting) else np.nan
    whole = sets == table["left"].nunique()
    if whole and wins >= most:
        verdict = Verdict.PARTLY
    elif whole and wins <= 1 - most:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    every = (table["error"] < 0).mean()
    lost = [CORNERS[left].split(" | ") for left in CORNERS if left not in set(counting["left"])]
    least = chances.groupby("left")["minimum"].max()
    hangs_zh = (
        f"去掉{'、'.join(zh for zh, _ in lost)}以后就没有算数的了"
        if lost
        else "去掉任何一角都还有算数的"
    )
    hangs_en = (
        f"none counts once {' or '.join(en for _, en in lost)} is dropped"
        if lost
        else "some count after any corner is dropped"
    )
    return Finding(
        verdict,
        (
            Figure("comparisons", "比较 | comparisons", len(table), "", 0),
            Figure("wins", "最小值胜出 | won by the minimum", every * 100, "%", 0),
            Figure("counting", "其中算数的 | of which count", len(counting), "", 0),
            Figure(
                "wins_counting",
                "算数的之中最小值胜出 | of these won by the minimum",
                0 if np.isnan(wins) else wins * 100,
                "%",
                0,
            ),
            *(
                Figure(
                    f"found_{left}",
                    (
                        "最小值为真时选对的机会，五角 | chance of finding the minimum if true, five corners"
                        if left == "none"
                        else f"同上，去掉{CORNERS[left].split(' | ')[0]} | the same, without "
                        f"{CORNERS[left].split(' | ')[1]}"
                    ),
                    chance * 100,
                    "%",
                    0,
                )
                for left, chance in least.items()
            ),
        ),
        f"{len(table)}种比较里，最小值胜出{every * 100:.0f}%；把握够大、可以算数的有{len(counting)}种，其中最小值胜出"
        f"{0 if np.isnan(wins) else wins * 100:.0f}%，但{hangs_zh}：其余几角彼此太像，最小值即使为真也选不出来。"
        "31个省、一张截面，分不出短板与平均（未含港澳台）。",
        f"Of {len(table)} comparisons the minimum wins {every * 100:.0f}%; {len(counting)} are telling enough to "
        f"count, and of these it wins {0 if np.isnan(wins) else wins * 100:.0f}%, but {hangs_en}: the other "
        "corners are so alike that the minimum would not be picked even if it were the truth. One cross-section "
        "of 31 provinces cannot tell the weakest link from the mean (Hong Kong, Macao and Taiwan not included).",
        "几百个地级市或县的五角指标与升级结果，供料要算上邻省"
        " | indices of the corners and outcomes for several hundred prefectures or counties, with supplies "
        "across provincial borders"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C22",
    rule="以五年间对数区位商的变化对期初本地客户的多寡作回归（控制期初区位商与供应商的多寡，省与行业各按时期设效应，按省聚类）："
    "在各种取舍下系数都为正且主设定显著，部分支持（“挑剔”没有量，故至多如此）；都为负且显著，不支持；否则证据不足"
    " | the change of the log quotient over five years on the presence of local customers at the start "
    "(initial quotient and suppliers held, effects of province and branch by period, clusters by "
    "province): partly supported when the coefficient is positive under every cut and significant in "
    "the main setting (how demanding customers are is not measured, hence never more); contradicted "
    "when negative throughout and significant; undetermined otherwise",
    data=["province_sectors", "sector_concordance", "national_links"],
)
def customers_pull_their_suppliers(critical=2.04, main=0.1, cuts=(0.0, 0.1, 0.25, 0.5)):
    found, reverse = {}, {}
    rows = customers(min(cuts))
    for cut in cuts:
        part = rows[rows["start"] > np.log(cut)] if cut else rows
        part = part.reset_index(drop=True)
        for store, one, other in (
            (found, "customers", "suppliers"),
            (reverse, "suppliers", "customers"),
        ):
            store[cut] = slope(
                part,
                "growth",
                one,
                controls=["start", other],
                effects=["trade", "place"],
                clusters="province_en",
            )
    strength = found[main][0] / found[main][1]
    signs = [b > 0 for b, _ in found.values()]
    if all(signs) and strength >= critical:
        verdict = Verdict.PARTLY
    elif not any(signs) and strength <= -critical:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    down = reverse[main][0] / reverse[main][1] >= critical
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"customers_{str(cut).replace('.', '')}",
                    f"客户的系数，区位商大于{cut:g} | coefficient of customers, quotients above {cut:g}",
                    b,
                    "",
                    3,
                )
                for cut, (b, _) in found.items()
            ),
            Figure("error", "主设定的标准误 | standard error, main setting", found[main][1], "", 3),
            Figure(
                "suppliers",
                "供应商的系数，主设定 | coefficient of suppliers, main",
                reverse[main][0],
                "",
                3,
            ),
        ),
        f"本地客户多一成，所供行业的区位商五年后约{'高' if found[main][0] > 0 else '低'}{abs(found[main][0]) * 10:.1f}%"
        f"（系数{found[main][0]:.2f}，标准误{found[main][1]:.2f}）；反过来，供应商对客户行业的系数是{reverse[main][0]:.2f}，"
        f"{'同样显著' if down else '并不显著'}。上下游同涨落，合乎“互动发展”之说；客户是否挑剔、压力是否上传，表中没有。",
        f"With a tenth more local customers, the quotient of the branch that supplies them is about "
        f"{abs(found[main][0]) * 10:.1f}% {'higher' if found[main][0] > 0 else 'lower'} five years on (coefficient "
        f"{found[main][0]:.2f}, standard error {found[main][1]:.2f}); the other way round suppliers have "
        f"{reverse[main][0]:.2f}, {'as significant' if down else 'not significant'}. That buyers and sellers move "
        "together fits a growth of both; whether customers are demanding, and pass pressure up, is not in the tables.",
        "企业间的供货关系与客户的质量要求，逐年 | supply relations between firms and customers' requirements, by year"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C23",
    rule="可度量的要素只有需求，而且只能以全国就业代替：1980年的强势地方（区位商与当地份额都过门槛），1990年失势（区位商不到2）的占一成以上，且全国就业降得多的"
    "行业更易失势（主设定显著，各种门槛下同号），部分支持；少于一成，不支持；否则证据不足"
    " | of the factors only demand is measured, and by national jobs: partly supported when a tenth or more of the places "
    "strong in an industry in 1980 (quotient and local share above thresholds) had lost it by 1990 "
    "(quotient below 2), more often where national jobs fell (significant in the main setting, one "
    "sign under all thresholds); contradicted when fewer than a tenth lost it; undetermined otherwise",
    data=["us_zones", "us_zone_totals", "us_industries"],
)
def advantages_end(critical=1.97, least=0.1, quotients=(3, 4, 6), shares=(0.002, 0.005, 0.01)):
    cells = strong_places()
    found = {}
    for quotient, share in product(quotients, shares):
        part = cells[(cells["before"] >= quotient) & (cells["share"] >= share)]
        part = part.reset_index(drop=True)
        part = part.assign(
            lost=(part["after"] < 2) * 100.0,
            size=np.log(part["share"]),
            start=np.log(part["before"]),
        )
        found[quotient, share] = (
            *slope(part, "lost", "demand", controls=["start", "size"], clusters="industry"),
            part["lost"].mean(),
            len(part),
        )
    middle = (quotients[1], shares[1])
    b, se, lost, size = found[middle]
    signs = {np.sign(v[0]) for v in found.values()}
    if lost < least * 100:
        verdict = Verdict.CONTRADICTED
    elif b / se <= -critical and signs == {-1.0}:
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.UNDETERMINED
    halved = -b * np.log(2)
    firm = sum(v[0] / v[1] <= -critical for v in found.values())
    return Finding(
        verdict,
        (
            Figure("places", "1980年的强势地方 | places strong in 1980", size, "", 0),
            Figure("lost", "1990年已失势 | lost by 1990", lost, "%", 1),
            Figure(
                "halved",
                "全国就业减半时，失势的比例多 | more lost where national jobs halve",
                halved,
                "个百分点 | points",
                1,
            ),
            Figure("t", "主设定的t值 | t in the main setting", b / se, "", 2),
            Figure("settings", "门槛的组合 | settings", len(found), "", 0),
            Figure("firm", "其中显著的 | of which significant", firm, "", 0),
        ),
        f"美国{size}个地方与行业的组合在1980年居强势，到1990年有{lost:.0f}%失势。全国就业减半的行业，失势的比例"
        f"{'多' if halved > 0 else '少'}{abs(halved):.1f}个百分点（t值{minus(b / se)}）；{len(found)}种门槛下"
        f"{'都同号' if len(signs) == 1 else '不同号'}，{firm}种显著。优势会丧失，全国就业减得多的行业稍多；缘由是不是需求，看不出，其余要素无从度量。",
        f"Of {size:,} American places strong in an industry in 1980, {lost:.0f}% had lost it by 1990. Where national "
        f"jobs halve, {abs(halved):.1f} points {'more' if halved > 0 else 'fewer'} are lost (t {minus(b / se)}); under "
        f"{len(found)} settings the sign is {'the same' if len(signs) == 1 else 'not the same'}, and {firm} are "
        "significant. Advantages end, somewhat more often where national jobs fell; whether demand is the reason this does not "
        "show, and the other factors cannot be measured.",
        "逐案的要素变化（价格、政策、技术）与集群就业的年度数"
        " | changes of factors (prices, policy, technology) case by case, with yearly jobs of the clusters"
        if verdict is Verdict.UNDETERMINED
        else "",
    )
