"""Checks of the advantages that chapter 1, section 4 gives to clusters: cost and market.

American cells are counties by four-digit industries of 2019 with 50 jobs or more; pay is payroll per
job. Chinese cells are provinces by the sectors of the provincial input-output tables, petroleum and
chemicals taken together.
"""

import numpy as np
import pandas as pd

from clusterbook.claims.evidence import (
    READING,
    STUDIES,
    balance,
    on_balance,
    signed,
    stances,
    studies,
    told,
)
from clusterbook.claims.model import Figure, Finding, Verdict
from clusterbook.claims.registry import check
from clusterbook.data import load
from clusterbook.inference import minimum_detectable_effect, specification_curve

EFFECTS = "C(state) + C(industry)"
VINTAGES = ("v3", "v4", "v5")


def american_cells(year=2019, jobs=50):
    """American counties by industries of one year, with at least so many jobs.

    ``pay`` is the log of payroll per job, ``quotient`` the log location quotient of jobs,
    ``plant_quotient`` that of establishments, ``size`` the log of all jobs of the county and
    ``plant`` the log of jobs per establishment. The nation of the quotients is that of 2017.
    """
    cells = load("us_counties", year=year)
    whole = load("us_county_totals", year=year).set_index("county")
    nation = load("us_naics").set_index("industry").astype({"jobs_2017": float})
    cells = cells[(cells["jobs"] >= jobs) & cells["county"].isin(whole.index)]
    worked = cells["jobs"].astype(float)
    plants = cells["establishments"].astype(float)
    county = whole.loc[cells["county"]].astype(float).set_axis(cells.index)
    industry = nation.loc[cells["industry"]].set_axis(cells.index)
    quotient = worked / county["jobs"] / (industry["jobs_2017"] / nation.loc["00", "jobs_2017"])
    plant_quotient = (
        plants
        / county["establishments"]
        / (industry["firms_2017"] / nation.loc["00", "firms_2017"])
    )
    return pd.DataFrame(
        {
            "county": cells["county"],
            "industry": cells["industry"],
            "state": cells["county"].str[:2],
            "pay": np.log(cells["payroll_thousand_usd"] / worked),
            "quotient": np.log(quotient),
            "plant_quotient": np.log(plant_quotient),
            "size": np.log(county["jobs"]),
            "plant": np.log(worked / plants),
            "plants": cells["establishments"],
        }
    ).reset_index(drop=True)


def slopes(cells, formula, regressors, clusters="state"):
    """Estimates of ``{x}`` in a formula, clustered, for each regressor that stands for it.

    A regressor that is the same in all cells has none: its row is missing.
    """
    varied = [x for x in regressors if cells[x].max() - cells[x].min() > 1e-9]
    if not varied:
        columns = ["estimate", "standard_error", "p", "clusters", "rows"]
        return pd.DataFrame(np.nan, list(regressors), columns)
    found = specification_curve(
        cells,
        formula,
        parameter="{x}",
        clusters=clusters,
        choices={"x": varied},
        null="none",
        progress=False,
    )
    return found.estimates.set_index("x").reindex(list(regressors))


def american_pay(cells=None):
    """Pay on the quotient of jobs, and on that of establishments, which shares no number with pay."""
    cells = american_cells() if cells is None else cells
    return slopes(cells, f"pay ~ {{x}} + size + {EFFECTS}", ["quotient", "plant_quotient"])


def sectors():
    """Cells of the provincial tables, petroleum and chemicals summed, with their log quotients.

    One column ``quotient_…`` for value added, output and compensation. Cells without output are
    left out; Jilin's value added of 2002 is unusable and missing, as are quotients of cells that
    are zero or negative.
    """
    cells = load("province_sectors")
    cells["sector"] = cells["h38"].replace(["11", "12"], "11+12")
    measures = ["gross_output", "value_added", "compensation", "operating_surplus", "net_outflow"]
    cells = cells.groupby(["year", "province_en", "sector"], as_index=False)[measures].sum(
        min_count=1
    )
    cells = cells[cells["gross_output"] > 0].reset_index(drop=True)
    for measure in ("gross_output", "value_added", "compensation"):
        value = cells[measure].clip(lower=0)
        sums = {
            keys: value.groupby([cells[k] for k in keys]).transform("sum")
            for keys in (("year", "province_en"), ("year", "sector"), ("year",))
        }
        quotient = (value / sums["year", "province_en"]) / (
            sums["year", "sector"] / sums[("year",)]
        )
        cells[f"quotient_{measure}"] = np.log(quotient.where(quotient > 0))
    unusable = (cells["province_en"] == "Jilin") & (cells["year"] == 2002)
    cells.loc[unusable, ["quotient_value_added", "quotient_compensation"]] = np.nan
    return cells.assign(
        province_year=cells["province_en"] + cells["year"].astype(str),
        sector_year=cells["sector"] + cells["year"].astype(str),
    )


def ratio_slopes(upper, lower, cells=None):
    """The log ratio of two columns on the log quotient, made of either column: a row a base.

    Province by year and sector by year effects, clustered by province, on the cells where both
    columns are positive.
    """
    cells = sectors() if cells is None else cells
    bases = {f"quotient_{name}": name for name in (upper, lower)}
    cells = cells[(cells[upper] > 0) & (cells[lower] > 0)].dropna(subset=list(bases))
    cells = cells.assign(ratio=np.log(cells[upper] / cells[lower]))
    formula = "ratio ~ {x} + C(province_year) + C(sector_year)"
    return slopes(cells, formula, bases, "province_en").rename(index=bases)


def common_sign(found, level):
    """The sign that all estimates have, 1 or −1, when each is significant; otherwise 0."""
    if not (found["p"] <= level).all():
        return 0
    return int(np.sign(found["estimate"]).sum() / len(found))


def base_figures(found, upper, lower):
    names = {
        "value_added": ("增加值", "value added"),
        "gross_output": ("总产出", "output"),
        "compensation": ("劳动者报酬", "compensation"),
    }
    return tuple(
        Figure(
            f"by_{base}",
            f"中国，区位商用{names[base][0]} | China, quotient of {names[base][1]}",
            found.loc[base, "estimate"],
            "",
            3,
        )
        for base in (upper, lower)
    )


def pay_figures(pay):
    return (
        Figure(
            "pay",
            "美国，人均薪酬对区位商 | America, pay on the quotient",
            pay.loc["quotient", "estimate"],
            "",
            3,
        ),
        Figure(
            "pay_error", "标准误 | standard error", pay.loc["quotient", "standard_error"], "", 3
        ),
        Figure(
            "pay_plants",
            "同上，商以机构数计 | the same, quotient of establishments",
            pay.loc["plant_quotient", "estimate"],
            "",
            3,
        ),
        Figure("cells", "格子 | cells", pay.loc["quotient", "rows"], "", 0),
    )


def surplus(shuffled=False, seed=0):
    """Slope of log output over local use on the log quotient of output, manufacturing sectors.

    Output less net outflow is what the province uses. With ``shuffled`` that use is dealt out anew
    among provinces within sector and year, so that nothing but output joins the two sides.
    """
    codes = load("sector_concordance").drop_duplicates("h38").set_index("h38")["manufacturing"]
    made = {"11+12", *codes.index[codes == 1]}
    cells = sectors()
    cells = cells[cells["sector"].isin(made)]
    cells = cells.assign(use=cells["gross_output"] - cells["net_outflow"])
    cells = cells[cells["use"] > 0]
    if shuffled:
        random = np.random.default_rng(seed)
        cells["use"] = cells.groupby("sector_year")["use"].transform(
            lambda use: random.permutation(use.to_numpy())
        )
    cells["surplus"] = np.log(cells["gross_output"] / cells["use"])
    formula = "surplus ~ {x} + C(province_year) + C(sector_year)"
    return slopes(cells, formula, ["quotient_gross_output"], "province_en").iloc[0]


@check(
    "C47",
    rule="产出与本地使用之比（对数）对区位商的系数，若高于把本地使用在各省间打乱后的系数（相差两个标准误以上），为部分支持；"
    "不为正，为不支持；打乱之后一样大，则只是算术，为证据不足"
    " | the coefficient of log output over local use on the location quotient: partly supported when "
    "it exceeds, by two standard errors or more, the one found with local use shuffled among the "
    "provinces; contradicted when it is not positive; undetermined when shuffling leaves it as large: "
    "then it is arithmetic",
    data=["province_sectors", "sector_concordance"],
)
def advantage_and_cluster(errors=2):
    found, placebo = surplus(), surplus(shuffled=True)
    slope, error = found["estimate"], found["standard_error"]
    if slope <= 0:
        verdict = Verdict.CONTRADICTED
    else:
        beyond = slope - placebo["estimate"] >= errors * error
        verdict = Verdict.PARTLY if beyond else Verdict.UNDETERMINED
    as_large = placebo["estimate"] >= slope
    return Finding(
        verdict,
        (
            Figure("slope", "系数 | coefficient", slope, "", 2),
            Figure("error", "标准误 | standard error", error, "", 2),
            Figure(
                "placebo", "本地使用打乱之后 | with local use shuffled", placebo["estimate"], "", 2
            ),
            Figure("cells", "格子 | cells", found["rows"], "", 0),
        ),
        f"产出与本地使用之比对区位商的系数是{slope:.2f}（标准误{error:.2f}），看似“有集群就有优势”；把本地使用在各省间打乱，系数是{placebo['estimate']:.2f}，"
        f"{'并不更小：产出站在两边，关系是算出来的' if as_large else '比原来小'}（未含港澳台）。以集群解释优势、又以优势认集群，先要有独立于优势的集群尺度。",
        f"The coefficient of output over local use on the location quotient is {slope:.2f} (standard error {error:.2f}), as if clusters meant "
        f"advantage; with local use shuffled among provinces it is {placebo['estimate']:.2f}, "
        f"{'no smaller: output stands on both sides, and the relation is arithmetic' if as_large else 'smaller than before'} (Hong Kong, Macao and Taiwan "
        "not included). To explain advantage by clusters one needs a measure of clusters that is not itself advantage.",
        "分省、分产业的出口，与不从产出算出的集群尺度 | exports by province and industry, and a measure of clusters not made from output"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C48", rule=READING, data=["claim_evidence"])
def four_advantages():
    return on_balance(
        "C48",
        zh="创新与扩张两项的正文未得。",
        en="The text on innovation and expansion was not available.",
    )


def small_plants(cells):
    """How the slope of pay on plant size changes with the quotient: of jobs, and of establishments.

    Quotients and sizes are taken from their means by industry.
    """
    rows = []
    for name in ("quotient", "plant_quotient"):
        by = cells.groupby("industry")
        part = cells.assign(
            own=cells[name] - by[name].transform("mean"),
            scale=cells["plant"] - by["plant"].transform("mean"),
        )
        part["product"] = part["own"] * part["scale"]
        formula = f"pay ~ {{x}} + own + scale + size + {EFFECTS}"
        rows.append(slopes(part, formula, ["product"]).rename(index={"product": name}))
    return pd.concat(rows)


@check(
    "C49",
    rule="美国各县各行业，薪酬对工厂规模的斜率随区位商而变平（交互项显著为负，商以就业和以机构数计都如此），为部分支持（不识别作用，故至多如此）；"
    "都显著为正，为不支持；否则证据不足"
    " | American counties by industries: partly supported when the slope of pay on plant size flattens "
    "with the quotient (interaction negative and significant for quotients of jobs and of establishments; "
    "no effect is identified, hence never more); contradicted when positive in both; undetermined otherwise",
    data=["us_counties", "us_county_totals", "us_naics"],
)
def division_for_the_small(level=0.05):
    found = small_plants(american_cells())
    sign = common_sign(found, level)
    verdict = {-1: Verdict.PARTLY, 1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    main = found.loc["plant_quotient"]
    detectable = minimum_detectable_effect(
        main["standard_error"], degrees=int(main["clusters"]) - 1
    )
    return Finding(
        verdict,
        (
            Figure(
                "product",
                "交互项，商以机构数计 | interaction, quotient of establishments",
                main["estimate"],
                "",
                4,
            ),
            Figure("error", "标准误 | standard error", main["standard_error"], "", 4),
            Figure("detectable", "最小可检测效应 | minimum detectable effect", detectable, "", 4),
            Figure(
                "product_jobs",
                "交互项，商以就业计 | interaction, quotient of jobs",
                found.loc["quotient", "estimate"],
                "",
                4,
            ),
            Figure("cells", "格子 | cells", main["rows"], "", 0),
        ),
        f"小厂若靠集群里的分工补足规模，薪酬对工厂规模的斜率应随区位商变平。美国的交互项是{signed(main['estimate'], 4)}（标准误{main['standard_error']:.4f}），"
        f"{'可与零分清' if sign else '与零难分'}；这个设计看得见的最小变化约为{detectable:.3f}。中国的表没有企业规模。",
        f"If the division of labour in a cluster made up for small scale, the slope of pay on plant size would flatten as the quotient rises. The American "
        f"interaction is {signed(main['estimate'], 4)} (standard error {main['standard_error']:.4f}), {'clear of' if sign else 'not to be told from'} zero; the smallest change "
        f"that this design would see is about {detectable:.3f}. Chinese tables hold no sizes of firms.",
        "分地点、分产业、分规模的企业成本 | costs of firms by place, industry and size"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C50",
    rule="所说的来源每一项都能在随后的条目里找到，为与文献一致（这里的文献就是原书第7—8页）；有找不到的，为不一致；没有核对，为证据不足"
    " | consistent when every source announced is found in the items that follow (the literature being "
    "pp. 7–8 of the book itself); differs when one is not; undetermined when none was looked up",
    data=["claim_evidence"],
)
def seven_and_six():
    rows = load("claim_evidence")
    rows = rows[rows["claim"] == "C50"]
    found = stances("C50")
    verdict = balance(
        found, whole=Verdict.CONSISTENT, mixed=Verdict.DIFFERS, against=Verdict.DIFFERS
    )
    items = rows["place"].nunique()
    shared = rows[rows["place"].duplicated(keep=False)]
    both_zh, both_en = "与".join(shared["part_zh"]), " and ".join(shared["part_en"])
    return Finding(
        verdict,
        (
            Figure("announced", "所说的来源 | sources announced", len(rows), "", 0),
            Figure("items", "随后的编号 | items numbered", items, "", 0),
            Figure("found", "找得到的来源 | sources found", found["agrees"], "", 0),
        ),
        f"导语列了{len(rows)}个来源，随后编了{items}条，来源有{found['agrees']}个找得到：{both_zh}合在一条。这是编号的出入，不伤论点。",
        f"The lead sentence names {len(rows)} sources and {items} items follow; {found['agrees']} sources are found, since {both_en} share one item. "
        "The numbering slips; the argument does not.",
        "逐条核对的记录 | a record of looking up each" if verdict is Verdict.UNDETERMINED else "",
    )


def partial_slope(y, x, controls):
    """Slope of y on x, both freed of the controls, and what is left of the two."""
    basis = np.column_stack([np.ones(len(y)), *controls])
    left = [v - basis @ np.linalg.lstsq(basis, v, rcond=None)[0] for v in (y, x)]
    return left[1] @ left[0] / (left[1] @ left[1]), *left


def density_and_investment(years):
    """Log investment per GDP, log density and log GDP per head of the provinces, by year and vintage."""
    keys = ["year", "province_en"]
    panel = load("province_panel", variable="fixed_asset_investment")
    area = load("prefecture_places").dropna(subset=["adcode"])
    area = area.groupby(area["adcode"].str[:2])["area_km2"].sum()
    panel["area"] = panel["province_code"].astype(str).str[:2].map(area)
    people = load("population", vintage="before_census7")
    panel = panel[[*keys, "value", "area"]].merge(people[[*keys, "population"]], on=keys)
    panel = panel.merge(load("gdp")[[*keys, "vintage", "gdp"]], on=keys)
    panel = panel.assign(
        investment=np.log(panel["value"] / panel["gdp"]),
        density=np.log(panel["population"] / panel["area"]),
        income=np.log(panel["gdp"] / panel["population"]),
    )
    return {
        (year, v): panel[(panel["year"] == year) & (panel["vintage"] == v)]
        for year in years
        for v in VINTAGES
    }


@check(
    "C51",
    rule="各省投资与GDP之比随人口密度而降，控制人均GDP之后在三个数据版本、两个年份下都显著（置换检验），为部分支持（全部投资不等于公共设施，故至多如此）；"
    "都显著为升，为不支持；否则证据不足"
    " | partly supported when investment per GDP of the provinces falls with density, GDP per head held "
    "constant, significantly under three vintages in two years (permutation test; all investment is not "
    "infrastructure, hence never more); contradicted when it rises so; undetermined otherwise",
    data=["province_panel", "prefecture_places", "gdp", "population"],
)
def shared_facilities(years=(2008, 2016), level=0.05, draws=499):
    random = np.random.default_rng(0)
    found = {}
    for key, d in density_and_investment(years).items():
        y, x, income = (d[c].to_numpy() for c in ("investment", "density", "income"))
        plain = partial_slope(y, x, [])[0]
        slope, y, x = partial_slope(y, x, [income])
        drawn = random.permuted(np.tile(x, (draws, 1)), axis=1) @ y
        p = (1 + (np.abs(drawn) >= abs(x @ y)).sum()) / (1 + draws)
        found[key] = (slope, p, plain)
    signs = {np.sign(slope) for slope, _, _ in found.values()}
    worst = max(p for _, p, _ in found.values())
    if worst <= level and len(signs) == 1:
        verdict = Verdict.PARTLY if signs == {-1} else Verdict.CONTRADICTED
    else:
        verdict = Verdict.UNDETERMINED
    last = years[-1]
    listed = [signed(found[last, v][0], 2) for v in VINTAGES]
    chances = [f"{found[last, v][1]:.2f}" for v in VINTAGES]
    plain = found[last, "v5"][2]
    return Finding(
        verdict,
        (
            *(
                Figure(
                    f"{what}_{year}_{v}",
                    f"{zh}，{year}年，{v} | {en}, {year}, {v}",
                    found[year, v][i],
                    "",
                    3,
                )
                for year in years
                for v in VINTAGES
                for i, what, zh, en in (
                    (0, "slope", "系数", "coefficient"),
                    (1, "p", "置换p值", "permutation p"),
                )
            ),
            Figure(
                "plain",
                f"不控制人均GDP，{last}年，v5 | GDP per head not held constant, {last}, v5",
                plain,
                "",
                3,
            ),
            Figure("provinces", "省 | provinces", len(d), "", 0),
        ),
        f"{last}年，密度（对数）每高一个单位，投资与GDP之比（对数）变{signed(plain, 2)}；控制人均GDP之后，v3、v4、v5下分别是{'、'.join(listed)}，置换p值{'、'.join(chances)}（31省，未含港澳台）。"
        f"{'各版本都分明' if worst <= level else '是否分明随版本与年份而定'}；全部投资也不等于公共设施，拥挤的代价更不在其中。",
        f"In {last} a log unit more of density goes with {signed(plain, 2)} of log investment per GDP; with GDP per head held constant it is {', '.join(listed)} "
        f"under v3, v4 and v5, permutation p {', '.join(chances)} (31 provinces, Hong Kong, Macao and Taiwan not included). "
        f"{'Every vintage is clear' if worst <= level else 'Whether it is clear hangs on vintage and year'}; nor is all investment infrastructure, and the cost of crowding is left out.",
        "公共设施的投资与使用，按园区或城市 | investment in shared facilities and their use, by park or city"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check("C52", rule=STUDIES, data=["claim_evidence"])
def joint_purchase():
    return studies(
        "C52",
        "企业联合采购前后的投入品价格与单位成本 | prices of inputs and unit costs of firms before and after joint purchase",
    )


@check(
    "C53",
    rule="有A级或B级事实给出该市场在全国同类市场中的位次：居首，为支持；不居首，为不支持；没有，为证据不足"
    " | supported when a fact of grade A or B ranks that market first among those of its kind in the "
    "nation; contradicted when it ranks it lower; undetermined without one",
    data=["case_facts"],
)
def tie_market():
    facts = load("case_facts", cluster="shengzhou")
    market = facts[facts["metric_en"].str.contains("market") & facts["grade"].isin(["A", "B"])]
    shares = facts["note_en"].fillna("").str.contains("of China").sum()
    if market.empty:
        verdict = Verdict.UNDETERMINED
    else:
        verdict = Verdict.SUPPORTED if (market["value"] == 1).all() else Verdict.CONTRADICTED
    return Finding(
        verdict,
        (
            Figure("facts", "嵊州领带的事实 | facts on the ties of Shengzhou", len(facts), "", 0),
            Figure("shares", "其中讲全国份额的 | of these on shares of the nation", shares, "", 0),
            Figure(
                "market",
                "其中讲市场位次的（A、B级） | of these on the rank of the market (A, B)",
                len(market),
                "",
                0,
            ),
        ),
        f"手边关于嵊州领带的事实有{len(facts)}条，讲的是产量、产值与自称的份额，{f'讲市场位次的有{len(market)}条' if len(market) else '没有一条讲市场的位次'}。原句没有年份。",
        f"We hold {len(facts)} facts on the ties of Shengzhou, about output and claimed shares; {f'{len(market)} of them rank' if len(market) else 'none of them ranks'} the market. The sentence "
        "carries no year.",
        "历年全国领带市场的成交额 | turnover of the nation's tie markets by year"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


ON_CHINA = (
    " | the verdict is on China: {what_en} on the location quotient, partly supported when both bases of "
    "the quotient have the sign of the claim and are significant; contradicted when both have the other; "
    "undetermined when the sign turns with the base or is not significant. American figures stand beside it"
)


@check(
    "C54",
    rule="就中国判：增加值率对区位商的系数，两种口径的区位商都显著为正，为部分支持；都显著为负，为不支持；符号随口径而变或不显著，为证据不足。"
    "美国的数并列作参考" + ON_CHINA.format(what_en="value added over output"),
    data=["province_sectors", "us_counties", "us_county_totals", "us_naics"],
)
def division_and_market(level=0.05):
    found, pay = ratio_slopes("value_added", "gross_output"), american_pay()
    sign = common_sign(found, level)
    verdict = {1: Verdict.PARTLY, -1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    a, b = found["estimate"]
    us, error = pay.loc["quotient", ["estimate", "standard_error"]]
    turns = a * b < 0
    return Finding(
        verdict,
        (*base_figures(found, "value_added", "gross_output"), *pay_figures(pay)),
        f"中国没有分省、分产业的劳动生产率。拿增加值率代替，系数用增加值算商是{signed(a)}，用总产出算是{signed(b)}，{'符号随口径翻转' if turns else '两种口径同号'}（未含港澳台）。"
        f"美国的人均薪酬随区位商而高：系数{us:.3f}（标准误{error:.3f}），薪酬不是生产率，也没有控制技能。",
        f"China has no labour productivity by province and industry. With value added over output in its place the coefficient is {signed(a)} for quotients of value added and "
        f"{signed(b)} for those of output: {'the sign turns with the base' if turns else 'one sign on both bases'} (Hong Kong, Macao and Taiwan not included). In America pay rises with the "
        f"quotient, {us:.3f} (standard error {error:.3f}); pay is not productivity, and skill is not held constant.",
        "中国分地点、分产业的劳动生产率与市场规模 | labour productivity and market size by place and industry in China"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C55",
    rule="就中国判：增加值率对区位商的系数，两种口径的区位商都显著为负（外购多），为部分支持；都显著为正，为不支持；符号随口径而变或不显著，为证据不足"
    + ON_CHINA.format(what_en="value added over output").replace(
        ". American figures stand beside it", ""
    ),
    data=["province_sectors"],
)
def networks_for_hierarchy(level=0.05):
    found = ratio_slopes("value_added", "gross_output")
    sign = common_sign(found, level)
    verdict = {-1: Verdict.PARTLY, 1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    a, b = found["estimate"]
    return Finding(
        verdict,
        base_figures(found, "value_added", "gross_output"),
        f"网络若代替了科层，专业化的地方应更多外购，增加值率更低。系数用总产出算商是{signed(b)}，像是如此；用增加值算商是{signed(a)}，又像是相反（未含港澳台）。"
        f"{'表里看不出外购，只看见口径' if a * b < 0 else '两种口径同号'}。",
        f"If networks took the place of hierarchy, specialised places would buy in more and keep less value added. With quotients of output the coefficient is {signed(b)}, as if so; with those "
        f"of value added it is {signed(a)}, as if the reverse (Hong Kong, Macao and Taiwan not included). "
        f"{'What shows is the base and not buying in' if a * b < 0 else 'Both bases have one sign'}.",
        "企业的外购与自制，按地点与产业 | what firms make and what they buy, by place and industry"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C56",
    rule="就中国判：劳动者报酬占增加值之比对区位商的系数，两种口径的区位商都显著为负，为部分支持；都显著为正，为不支持；符号随口径而变或不显著，为证据不足。"
    "美国的数并列作参考" + ON_CHINA.format(what_en="compensation over value added"),
    data=["province_sectors", "us_counties", "us_county_totals", "us_naics"],
)
def labour_pool(level=0.05):
    found, pay = ratio_slopes("compensation", "value_added"), american_pay()
    sign = common_sign(found, level)
    verdict = {-1: Verdict.PARTLY, 1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    a, b = found["estimate"]
    us, error = pay.loc["quotient", ["estimate", "standard_error"]]
    higher = us > 0
    return Finding(
        verdict,
        (*base_figures(found, "compensation", "value_added"), *pay_figures(pay)),
        f"中国没有分省、分产业的工资。报酬占增加值之比不是工资，系数用报酬算商是{signed(a)}，用增加值算商是{signed(b)}（未含港澳台）。"
        f"美国可比的数与“降低工资”{'相反' if higher else '相合'}：区位商高的地方薪酬{'更高' if higher else '更低'}，系数{us:.3f}（标准误{error:.3f}）。知识扩散没有量过；少付的保障若由工人承担，是成本的转移，不是节约。",
        f"China has no wages by province and industry. Compensation over value added is no wage: the coefficient is {signed(a)} for quotients of compensation and {signed(b)} for those of value "
        f"added (Hong Kong, Macao and Taiwan not included). The American figure {'goes against' if higher else 'agrees with'} lower wages: pay is {'higher' if higher else 'lower'} where the quotient is "
        f"higher, {us:.3f} (standard error {error:.3f}). The spread of knowledge was not measured; protection not paid for is a cost moved to workers, not one saved.",
        "中国分地点、分产业的工资、用工变动与社会保险 | wages, turnover and social insurance by place and industry in China"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


def net_entry(start=2018, end=2021, plants=5):
    """Growth of establishments on the plant quotient, and the same with time run backwards."""
    cells = load("us_counties").set_index(["county", "industry"])
    count = {y: cells[cells["year"] == y]["establishments"].astype(float) for y in (start, end)}
    change = np.log(count[end] / count[start]).dropna().rename("change")
    rows = []
    for year, sign, name in ((start, 1, "forward"), (end, -1, "backward")):
        part = american_cells(year, jobs=1).merge((sign * change).reset_index())
        part = part[part["plants"] >= plants]
        formula = f"change ~ {{x}} + size + {EFFECTS}"
        rows.append(
            slopes(part, formula, ["plant_quotient"]).rename(index={"plant_quotient": name})
        )
    return pd.concat(rows)


@check(
    "C57",
    rule="凭企业数据的研究：有相合的，为部分支持（本页没有重算，故至多如此）；只有不合的，为不支持；都没有，为证据不足。美国县表只有机构数的净变，列作参考，不入判定"
    " | studies on firms decide: partly supported when some agree (not computed here, hence never more); "
    "contradicted when they only differ; undetermined when there are none. The American county tables hold "
    "net change only, which stands beside it and does not enter",
    data=["claim_evidence", "us_counties", "us_county_totals", "us_naics"],
)
def easy_entry():
    found = net_entry()
    ahead, back = found.loc["forward"], found.loc["backward"]
    same = ahead["estimate"] * back["estimate"] > 0
    return studies(
        "C57",
        "分地点、分产业的新设与注销 | births and deaths of firms by place and industry",
        figures=(
            Figure(
                "forward",
                "机构数净变对机构区位商，2018—2021年 | net change of establishments on their quotient, 2018–2021",
                ahead["estimate"],
                "",
                3,
            ),
            Figure("forward_error", "标准误 | standard error", ahead["standard_error"], "", 3),
            Figure(
                "backward", "同上，时间倒放 | the same, time run backwards", back["estimate"], "", 3
            ),
        ),
        zh=f"美国县表只看得见机构数的净变：对期初区位商的系数是{signed(ahead['estimate'])}，时间倒放是{signed(back['estimate'])}，"
        f"{'两头同号，合乎向均值回归，说不了进入' if same else '两头异号'}。",
        en=f"American county tables show net change alone: its coefficient on the initial quotient is {signed(ahead['estimate'])}, and {signed(back['estimate'])} with time run backwards, "
        f"{'the same sign both ways, as regression to the mean would give, which tells nothing of entry' if same else 'of opposite signs'}.",
    )


@check(
    "C58",
    rule="个别企业退出与全行业受冲击两种情形，凭据都相合，为部分支持；都不合，为不支持；不全，为证据不足"
    " | for single firms that leave and for a whole trade that is hit: partly supported when the evidence "
    "on both agrees; contradicted when on both it differs; undetermined when it is not complete",
    data=["claim_evidence", "cluster_facts"],
)
def easy_exit():
    found = stances("C58")
    total = sum(found.values())
    if found["differs"] == total:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.PARTLY if found["agrees"] == total else Verdict.UNDETERMINED
    facts = load("cluster_facts")
    taken = facts[facts["id"] == "J072"].iloc[0]
    zh, en = told("C58")
    return Finding(
        verdict,
        (
            Figure("agree", "相合的凭据 | rows that agree", found["agrees"], "", 0),
            Figure("differ", "不合的凭据 | rows that differ", found["differs"], "", 0),
            Figure(
                "rescue",
                "吉林一例的国有资金（B级） | state funds in a case of Jilin (grade B)",
                taken["value"],
                "亿元 | 100m CNY",
                0,
            ),
        ),
        f"{zh}两种退出不是一回事：一家退，同业可以接人；一业退，同业也在裁人。吉林最大的玉米加工企业2015年停产，国有基金以约{taken['value']:.0f}亿元入主（B级），不是并购了事。",
        f"{en} These are two kinds of exit: when one firm goes, others of the trade may hire; when the trade goes, they let people go as well. Jilin's largest maize processor stopped in 2015 and a state fund took it "
        f"over with about CNY {taken['value'] / 10:.1f} bn (grade B): no plain merger.",
        "企业退出与当地失业的记录，专业化与多样化的城市各一组 | records of exits and local unemployment, in specialised and in diversified cities"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


def trade_and_making():
    """Each of manufacturing and trade, 2010–2020, on both at the start, per resident: two rows.

    Stable county units, jobs of the census sample over residents, logs, province effects. Ratios to
    residents, since shares of one total would move against each other by arithmetic.
    """
    work = load("county_sections", row_ok=1)
    people = load("county_covariates", level="county")[["year", "adcode", "population"]]
    work = work.merge(people, on=["year", "adcode"]).dropna(subset=["unit_stable"])
    work[["C", "F"]] = work[["C", "F"]].fillna(0)
    units = work.groupby(["unit_stable", "year"]).agg(
        C=("C", "sum"),
        F=("F", "sum"),
        population=("population", "sum"),
        province=("province", "first"),
    )
    logs = np.log((units[["C", "F"]] + 1).div(units["population"], axis=0)).unstack().dropna()
    cells = pd.DataFrame(
        {
            "making": logs["C", 2020] - logs["C", 2010],
            "trading": logs["F", 2020] - logs["F", 2010],
            "made": logs["C", 2010],
            "traded": logs["F", 2010],
            "province": units["province"].groupby(level=0).first().reindex(logs.index),
        }
    ).reset_index(drop=True)
    making = slopes(cells, "making ~ {x} + made + C(province)", ["traded"], "province")
    trading = slopes(cells, "trading ~ {x} + traded + C(province)", ["made"], "province")
    return pd.concat([making, trading]).set_axis(["making", "trading"])


@check(
    "C59",
    rule="县级可比单元2010—2020年：期初的商业带动制造业、期初的制造业带动商业，两个方向都显著为正，为部分支持（商业门类不等于专业市场，故至多如此）；"
    "都显著为负，为不支持；否则证据不足"
    " | stable county units, 2010–2020: partly supported when initial trade goes with growing manufacturing "
    "and initial manufacturing with growing trade, both significant (the section of trade is not the "
    "specialised market, hence never more); contradicted when both are negative; undetermined otherwise",
    data=["county_sections", "county_covariates"],
)
def markets_and_clusters(level=0.05):
    found = trade_and_making()
    sign = common_sign(found, level)
    verdict = {1: Verdict.PARTLY, -1: Verdict.CONTRADICTED}.get(sign, Verdict.UNDETERMINED)
    making, trading = found.loc["making"], found.loc["trading"]
    return Finding(
        verdict,
        (
            Figure(
                "making",
                "制造业的增长对期初商业 | growth of manufacturing on initial trade",
                making["estimate"],
                "",
                3,
            ),
            Figure("making_error", "标准误 | standard error", making["standard_error"], "", 3),
            Figure(
                "trading",
                "商业的增长对期初制造业 | growth of trade on initial manufacturing",
                trading["estimate"],
                "",
                3,
            ),
            Figure("trading_error", "标准误 | standard error", trading["standard_error"], "", 3),
            Figure("units", "县级可比单元 | stable county units", making["rows"], "", 0),
        ),
        f"以常住人口为分母，期初制造业多的县后来商业增长{'较快' if trading['estimate'] > 0 else '较慢'}（{signed(trading['estimate'])}，标准误{trading['standard_error']:.3f}），期初商业多的县后来制造业增长"
        f"{'较快' if making['estimate'] > 0 else '较慢'}（{signed(making['estimate'])}，标准误{making['standard_error']:.3f}）：{'两个方向一致' if sign else '一个方向像，另一个方向不像'}（未含港澳台）。批发与零售同在一个门类，专业市场分不出来。",
        f"Per resident, counties with more manufacturing at the start later had {'faster' if trading['estimate'] > 0 else 'slower'} growth of trade ({signed(trading['estimate'])}, standard error {trading['standard_error']:.3f}), and "
        f"those with more trade {'faster' if making['estimate'] > 0 else 'slower'} growth of manufacturing ({signed(making['estimate'])}, {making['standard_error']:.3f}): "
        f"{'both ways agree' if sign else 'one way fits, the other does not'} (Hong Kong, Macao and Taiwan not included). The section holds wholesale and retail together, and specialised markets cannot be told apart in it.",
        "分县的专业市场成交额，逐年 | turnover of specialised markets by county and year"
        if verdict is Verdict.UNDETERMINED
        else "",
    )


@check(
    "C60",
    rule=STUDIES,
    data=["claim_evidence", "agri_clusters"],
)
def brands():
    listed = len(load("agri_clusters"))
    return studies(
        "C60",
        "地理标志与注册商标，按地点与产业 | geographical indications and trade marks by place and industry",
        figures=(
            Figure(
                "listed",
                "农业集群名单（2020—2025年） | agricultural clusters listed (2020–2025)",
                listed,
                "",
                0,
            ),
        ),
        zh=f"手边只有{listed}个农业集群的名单，没有地理标志与商标。共用一块牌子，还有人搭便车的问题。",
        en=f"All we hold is a list of {listed} agricultural clusters, without geographical indications or trade marks. A name that is shared also invites free riders.",
    )


@check(
    "C61",
    rule="凭企业数据或个案的研究：有相合的，为部分支持（本页没有重算，故至多如此）；只有不合的，为不支持；都没有，为证据不足。净流出对区位商的系数是算术（见C47），不入判定"
    " | studies on firms or cases decide: partly supported when some agree (not computed here, hence never "
    "more); contradicted when they only differ; undetermined when there are none. The coefficient of net "
    "outflow on the quotient is arithmetic (see C47) and does not enter",
    data=["claim_evidence"],
)
def exports():
    return studies("C61", "分地点、分产业的企业出口 | exports of firms by place and industry")
