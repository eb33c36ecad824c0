"""What the sheets on single clusters share: dated facts, quotients over time, linkages, places.

A sheet's own argument stands in its cells; here is only what all of them show alike. Sectors are
codes of the 38 in ``sector_concordance``, groups those of its 20. The cases of chapter 4, in Jilin
or not, show their dated facts in the same form.
"""

import re

import numpy as np
import pandas as pd

from clusterbook.data import load
from clusterbook.display import table
from clusterbook.indicators import location_quotient
from clusterbook.language import number, tr

# The tables that each function reads, for the card of a page that imports it.
READS = {
    "dated": ("cluster_facts",),
    "fact_table": ("cluster_facts",),
    "cases": ("case_facts",),
    "case_table": ("case_facts",),
    "quotients": ("province_sectors",),
    "weight": ("province_sectors",),
    "plot_quotients": ("province_sectors",),
    "linkages": (
        "jilin_matrix20", "jilin_linkages", "national_links", "province_sectors", "sector_concordance",
    ),
    "linkage_table": (
        "jilin_matrix20", "jilin_linkages", "national_links", "province_sectors", "sector_concordance",
    ),
    "stable_units": ("county_sections",),
    "place_table": ("county_sections",),
}  # fmt: skip
# The year in which a cell of Jilin's value added is negative: its shares are unusable.
UNUSABLE = ("Jilin", 2002)
YEARS = (2007, 2012, 2017)
SECTIONS = list("ABCDEFGHIJKLMNOPQRST")
# How an English reader counts what Chinese counts by ten thousand or a hundred million.
ENGLISH_UNITS = {
    "亿元": (0.1, "CNY {} billion"),
    "万辆": (10_000, "{} vehicles"),
    "万辆/年": (10_000, "{} vehicles a year"),
    "万人": (10_000, "{} persons"),
    "亿双": (0.1, "{} billion pairs"),
    "%": (1, "{}%"),
    # The quantity itself says what is counted.
    "家": (1, "{}"),
    "位": (1, "{}"),
    "人": (1, "{}"),
    "个": (1, "{}"),
    "吨": (1, "{} tonnes"),
    "十亿双": (1, "{} billion pairs"),
    "十亿条": (1, "{} billion pieces"),
    "百万台": (1, "{} million"),
    "十亿元": (1, "CNY {} billion"),
    "十亿欧元": (1, "EUR {} billion"),
    "十亿新台币": (1, "NTD {} billion"),
    "百万日元": (0.001, "JPY {} billion"),
}
# How a Chinese reader counts what the tables give in the steps of English.
CHINESE_UNITS = {
    "十亿双": (10, "{}亿双"),
    "十亿条": (10, "{}亿条"),
    "百万台": (100, "{}万台"),
    "十亿元": (10, "{}亿元"),
    "十亿欧元": (10, "{}亿欧元"),
    "十亿新台币": (10, "{}亿新台币"),
    "百万日元": (0.01, "{}亿日元"),
}
KINDS = {"target": ("目标", "target"), "capacity": ("产能", "capacity")}
BOUNDS = {
    "at_least": ("至少", "at least "),
    "less_than": ("不到", "less than "),
    "about": ("约", "about "),
}
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


def dated(ids):
    """Rows of ``cluster_facts`` by id, in the order asked for, labelled by id.

    Raises KeyError for an id that the table lacks.
    """
    facts = load("cluster_facts").set_index("id")
    unknown = [i for i in ids if i not in facts.index]
    if unknown:
        raise KeyError(f"data/cluster_facts.csv has no fact {', '.join(unknown)}")
    return facts.loc[list(ids)]


def cases(clusters):
    """The facts of ``case_facts`` on the clusters asked for, in the order of the clusters, by id.

    Raises KeyError for a cluster that the table lacks.
    """
    facts = load("case_facts").set_index("id")
    unknown = [cluster for cluster in clusters if cluster not in set(facts["cluster"])]
    if unknown:
        raise KeyError(f"data/case_facts.csv has no cluster {', '.join(unknown)}")
    order = {cluster: place for place, cluster in enumerate(clusters)}
    facts = facts[facts["cluster"].isin(order)]
    return facts.sort_values("cluster", key=lambda column: column.map(order), kind="stable")


def period_text(period):
    """A period of the facts in words: ``2017-01/10`` is January to October 2017.

    ``2000/01`` is a fiscal year, ``2001/2008`` runs from year to year, ``2016H1`` is half a year.
    """
    if pd.isna(period):
        return tr("年份不详", "undated")
    if match := re.fullmatch(r"(\d{4})", period):
        return tr(f"{match[1]}年", match[1])
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:/(\d\d))?", period):
        year, first, last = match[1], int(match[2]), int(match[3] or match[2])
        if first == last:
            return tr(f"{year}年{first}月", f"{MONTHS[first - 1]} {year}")
        return tr(f"{year}年{first}—{last}月", f"{MONTHS[first - 1]}–{MONTHS[last - 1]} {year}")
    if match := re.fullmatch(r"(\d{4})[-/](\d{4})", period):
        return tr(f"{match[1]}—{match[2]}年", f"{match[1]}–{match[2]}")
    if match := re.fullmatch(r"(\d{4})/(\d\d)", period):
        return tr(f"{match[1]}/{match[2]}年度", f"{match[1]}/{match[2]}")
    if match := re.fullmatch(r"(\d{4})H([12])", period):
        half = int(match[2]) - 1
        return tr(
            f"{match[1]}年{'上下'[half]}半年", f"{('first', 'second')[half]} half of {match[1]}"
        )
    raise ValueError(f"period {period!r} is not in a form of the facts that is known")


def amount(fact):
    """``(number, pattern)`` of a fact as the edition writes it; a bound is marked on the number."""
    factor, pattern = CHINESE_UNITS.get(fact["unit_zh"], (1, "{}" + fact["unit_zh"]))
    if tr(False, True):
        factor, pattern = ENGLISH_UNITS.get(fact["unit_zh"], (1, "{} " + fact["unit_en"]))
    value = float(f"{fact['value'] * factor:.10g}")
    digits = len(f"{value:.10g}".partition(".")[2])
    figure = number(value, digits).replace("-", "−")
    return tr(*BOUNDS.get(fact["relation"], ("", ""))) + figure, pattern


def fact_text(fact):
    """The value of one fact with its unit, or its words."""
    if pd.isna(fact["value"]):
        return fact[tr("value_text_zh", "value_text_en")]
    figure, pattern = amount(fact)
    # The words stand before a currency, as in "about NTD 662.6 billion".
    hedge = next((en for _, en in BOUNDS.values() if figure.startswith(en)), "")
    return hedge + pattern.format(figure.removeprefix(hedge))


def remark(series, *, dated=False):
    """What the table notes on the facts of a series; a bound is marked on the number already.

    With `dated` each note of a series says to which year it belongs.
    """
    notes = series.drop_duplicates(tr("note_zh", "note_en")).dropna(subset=tr("note_zh", "note_en"))
    notes = notes[~notes["note_en"].isin(['"more than"'])]
    several = dated and len(series) > 1
    joined = tr("；", "; ").join(
        f"{when(fact)}{tr('：', ': ')}{fact[tr('note_zh', 'note_en')]}"
        if several
        else fact[tr("note_zh", "note_en")]
        for _, fact in notes.iterrows()
    )
    return tr(f"（{joined}）", f" ({joined})") if joined else ""


def kind_text(fact):
    """``（目标）`` for a target and the like, unless the quantity says so itself."""
    word = KINDS[fact["kind"]][tr(0, 1)] if fact["kind"] in KINDS else ""
    said = fact[tr("metric_zh", "metric_en")]
    return tr(f"（{word}）", f" ({word})") if word and word not in said else ""


def fact_table(ids, *, name, caption, note="", own=None):
    """Dated facts as a numbered table: one row a series of one publisher, grades and ids shown.

    Facts of the same cluster, place, quantity, unit, publisher, grade and kind stand in one row, in
    order of their years; a cluster other than `own` (the key of the sheet's, by default that of most
    facts) is named. `ids` are those of ``cluster_facts``; `name`, `caption` and `note` as for
    :func:`clusterbook.display.table`.
    """
    facts = dated(ids)
    own = own or facts["cluster"].mode()[0]

    def subject(first):
        metric, cluster = first[tr("metric_zh", "metric_en")], first[tr("cluster_zh", "cluster_en")]
        what = [first[tr("place_zh", "place_en")], metric + kind_text(first)]
        if first["cluster"] not in (own, "other_industry") and cluster not in metric:
            what.insert(1, cluster)
        return what

    rows = fact_rows(facts, subject).sort_values("order", kind="stable").drop(columns="order")
    return table(rows, name=name, caption=caption, note=note)


def case_table(clusters, *, name, caption, note=""):
    """The sheet of one case, or of several, from the facts of ``case_facts``: as :func:`fact_table`.

    `clusters` are keys of that table; where there are several, each row names its own.
    """
    facts = cases(clusters).assign(kind="outcome")

    def subject(first):
        metric = first[tr("metric_zh", "metric_en")]
        return [first[tr("cluster_zh", "cluster_en")], metric] if len(clusters) > 1 else [metric]

    rows = [
        fact_rows(facts[facts["cluster"] == cluster], subject, dated=True).sort_values(
            "order", kind="stable"
        )
        for cluster in clusters
    ]
    return table(pd.concat(rows).drop(columns="order"), name=name, caption=caption, note=note)


def fact_rows(facts, subject, *, dated=False):
    """One row a series of facts, with its first year as `order`.

    `subject` names what is counted; with `dated` the notes of a series say their years.
    """
    keys = ["cluster", "place_zh", "metric_zh", "unit_zh", "publisher_zh", "grade", "kind"]
    rows = []
    for _, series in facts.fillna(dict.fromkeys(keys, "")).groupby(keys, sort=False):
        series = series.sort_values("year", kind="stable")
        first = series.iloc[0]
        if len(series) == 1:
            time, values = period_text(first["period"]), fact_text(first)
        else:
            years = f"{first['year']}{tr('—', '–')}{series['year'].iloc[-1]}"
            time, values = tr(f"{years}年", years), series_text(series)
        rows.append(
            {
                "order": first["year"],
                tr("时间", "Time"): time,
                tr("事实", "Fact"): tr("，", ", ").join(subject(first))
                + tr("：", ": ")
                + values
                + remark(series, dated=dated),
                tr("等级；编号；出处", "Grade; ids; source"): tr("；", "; ").join(
                    [
                        first["grade"],
                        tr("、", ", ").join(series.index),
                        first[tr("publisher_zh", "publisher_en")],
                    ]
                ),
            }
        )
    return pd.DataFrame(rows)


def when(fact):
    """The year of a fact, or its period where that is less or more than a year."""
    return fact["year"] if str(fact["year"]) == fact["period"] else period_text(fact["period"])


def series_text(series):
    """The values of several years, each with its year, the unit once; a per cent sign with each."""
    before, after = amount(series.iloc[0])[1].split("{}")
    unit = " ".join(f"{before}{after}".split())
    sign, unit = (unit, "") if unit == "%" else ("", unit)
    listed = tr("、", ", ").join(
        f"{amount(fact)[0]}{sign}{tr(f'（{when(fact)}）', f' ({when(fact)})')}"
        for _, fact in series.iterrows()
    )
    # The English quantity itself may say what is counted.
    named = not unit or tr(False, unit in series["metric_en"].iloc[0])
    return listed if named else tr("，", ", ").join([listed, unit])


def sector_sums(sectors, value):
    """Every province's sum of the sectors (part ``own``) and of each other one, by year."""
    cells = load("province_sectors")
    cells["part"] = cells["h38"].mask(cells["h38"].isin(sectors), "own")
    return cells.groupby(["year", "province_en", "part"], as_index=False)[value].sum()


def quotients(sectors, value="gross_output"):
    """Location quotients of all provinces in the sectors taken as one: a row a province, a column
    a year. Jilin's value added of 2002 is missing.
    """
    cells = sector_sums(sectors, value)
    cells[value] = cells[value].clip(lower=0)
    found = {
        year: location_quotient(
            rows, region="province_en", industry="part", value=value, absent="zero"
        )["location_quotient"].xs("own", level="part")
        for year, rows in cells.groupby("year")
    }
    frame = pd.DataFrame(found)
    if value == "value_added":
        frame.loc[UNUSABLE] = np.nan
    return frame


def weight(sectors, value="gross_output"):
    """Jilin's sectors taken as one, a row a year: per cent of all Jilin (`share`), of all provinces'
    output of everything (`national`), of the same sectors in the nation (`of_nation`), and the sum
    itself in 100 million yuan (`output`).
    """
    cells = sector_sums(sectors, value)
    own = cells[cells["part"] == "own"]
    jilin = own[own["province_en"] == "Jilin"].set_index("year")[value]
    all_jilin = cells[cells["province_en"] == "Jilin"].groupby("year")[value].sum()
    nation, everything = own.groupby("year")[value].sum(), cells.groupby("year")[value].sum()
    return pd.DataFrame(
        {
            "share": jilin / all_jilin * 100,
            "national": nation / everything * 100,
            "of_nation": jilin / nation * 100,
            "output": jilin / 10_000,
        }
    )


def plot_quotients(ax, sectors, *, name):
    """Draw Jilin's quotient in the sectors over the years, by output and by value added, among the
    other provinces; `name` is written at the line.
    """
    from clusterbook.figures import JILIN, NEUTRAL, PEERS, direct_label

    output, added = quotients(sectors), quotients(sectors, "value_added")
    years = list(output.columns)
    others = output.drop(index="Jilin")
    ax.hlines(1, years[0], years[-1], color=NEUTRAL, lw=1)
    ax.plot(years, others.where(others > 0).T, color=NEUTRAL, lw=0.7, alpha=0.35)
    ends = {}
    for frame, colour, style, label in (
        (output, JILIN, "-", tr(f"{name}：总产出", f"{name},\ngross output")),
        (added, PEERS, "--", tr(f"{name}：增加值", f"{name},\nvalue added")),
    ):
        line = frame.loc["Jilin"]
        ax.plot(years, line, style, marker="o", color=colour)
        ends[label] = (line[years[-1]], colour)
    ax.set_yscale("log")
    low = min(others.where(others > 0.02).min().min(), output.loc["Jilin"].min(), 0.2)
    ticks = [t for t in (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10) if t >= low * 0.8]
    ax.set_ylim(low * 0.8, max(others.max().max(), output.loc["Jilin"].max()) * 1.3)
    ax.set_yticks(ticks, [f"{t:g}" for t in ticks])
    ax.minorticks_off()
    # Two labels that end close to each other move apart.
    (first, (a, colour_a)), (second, (b, colour_b)) = ends.items()
    span = np.log(ax.get_ylim()[1] / ax.get_ylim()[0])
    near = abs(np.log(a / b)) < 0.13 * span
    shift = 14 * (1 if a >= b else -1) if near else 0
    direct_label(ax, years[-1], a, first, color=colour_a, offset=(8, shift))
    direct_label(ax, years[-1], b, second, color=colour_b, offset=(8, -shift))
    ax.set_xlim(years[0] - 0.5, years[-1] + 6)
    ax.set_xticks(years)
    return ax


def group_names():
    """Names of the 20 groups in the edition's language, by code."""
    names = load("sector_concordance").drop_duplicates("m20").set_index("m20")
    return names[tr("m20_name_zh", "m20_name_en")]


def local_supply():
    """Upper bound of the share of a group's goods used in Jilin that Jilin itself can supply, by
    year and group: supply shares of the products, weighted by what is used of each.
    """
    products = load("jilin_linkages")[["year", "sector_code", "local_supply_share"]]
    output = load("province_sectors", province_en="Jilin")
    names = load("sector_concordance")[["year", "sector_code", "m20"]]
    rows = output.merge(products, on=["year", "sector_code"]).merge(names)
    rows["used"] = (rows["gross_output"] - rows["net_outflow"]).clip(lower=0)
    rows["local"] = rows["used"] * rows["local_supply_share"]
    sums = rows.groupby(["year", "m20"])[["local", "used"]].sum()
    return sums["local"] / sums["used"]


def linkages(group):
    """Who supplies a group of sectors in Jilin, and who in Jilin uses its products as inputs.

    The tables do not tell where a product was made.

    Returns a frame with a row an item, labelled by (`kind`, `key`), and columns 2007, 2012, 2017
    and ``nation`` (2012): inputs over output (`inputs`), per cent of inputs by supplying group
    (`supplier`), per cent of the group's products used as inputs in Jilin by using group (`buyer`), the upper bound of the
    inputs that Jilin can supply itself, per cent (`local`), and output multipliers, technical and
    as an upper bound of what stays in Jilin (`multiplier`). The key of the group itself is `own`.
    """
    matrix = load("jilin_matrix20")
    sectors = load("sector_concordance")
    share = local_supply()
    columns = {}
    for year in YEARS:
        rows = matrix[matrix["year"] == year]
        bought = rows[rows["to_m20"] == group].set_index("from_m20")["coefficient"]
        sold = rows[rows["from_m20"] == group].set_index("to_m20")["flow"]
        columns[year] = items(group, bought, sold)
        columns[year]["local", "bound"] = (bought * share[year]).sum() / bought.sum() * 100
        own = sectors[(sectors["year"] == year) & (sectors["m20"] == group)]["sector_code"]
        linked = load("jilin_linkages", year=year).set_index("sector_code").loc[own]
        output = load("province_sectors", province_en="Jilin", year=year).set_index("sector_code")
        output = output.loc[own, "gross_output"]
        for key, name in (("technical", "output"), ("bound", "local_output")):
            mean = np.average(linked[f"{name}_multiplier"], weights=output)
            columns[year]["multiplier", key] = mean
    columns["nation"] = items(group, *national(group, sectors))
    return pd.DataFrame(columns)


def items(group, bought, sold):
    """Inputs over output, and shares of suppliers and buyers in per cent, as one series."""
    parts = {("inputs", "all"): bought.sum() * 100}
    for kind, flows in (("supplier", bought), ("buyer", sold)):
        shares = flows / flows.sum() * 100
        parts |= {(kind, "own" if k == group else k): v for k, v in shares.items()}
    return pd.Series(parts)


def national(group, sectors):
    """Input coefficients of a group and its sales by buying group in the national table of 2012."""
    links = load("national_links")
    group_of = sectors.drop_duplicates("h38").set_index("h38")["m20"]
    output = load("province_sectors", year=2012).groupby("h38")["gross_output"].sum()
    buying = links[links["to_h38"].map(group_of) == group]
    flows = buying["input_coefficient"] * buying["to_h38"].map(output)
    bought = flows.groupby(buying["from_h38"].map(group_of)).sum()
    selling = links[links["from_h38"].map(group_of) == group]
    sales = selling["sales_coefficient"] * selling["from_h38"].map(output)
    whole = output[group_of[output.index] == group].sum()
    return bought / whole, sales.groupby(selling["to_h38"].map(group_of)).sum()


def linkage_table(group, *, name, caption, note="", suppliers=4, buyers=3):
    """The linkages of a group as a numbered table, with its largest suppliers and buyers.

    They are chosen by the median of the three years, so that a partner of one year alone, which in
    these tables is mostly a matter of booking, does not come in.
    """
    found, names = linkages(group), group_names()
    kept = [("inputs", "all"), ("supplier", "own")]
    median = found[list(YEARS)].fillna(0).median(axis=1)
    for kind, count in (("supplier", suppliers), ("buyer", buyers)):
        order = median[kind].drop("own", errors="ignore").sort_values(ascending=False)
        kept += [(kind, key) for key in order.index[:count]]
        if kind == "supplier":
            kept += [("local", "bound"), ("buyer", "own")]
    kept += [("multiplier", "technical"), ("multiplier", "bound")]
    fixed = {
        ("inputs", "all"): tr("中间投入占产出", "Inputs over output"),
        ("supplier", "own"): tr("投入来自本部门", "Inputs from the sector itself"),
        ("local", "bound"): tr("投入可由省内供给，至多", "Inputs Jilin can supply, at most"),
        ("buyer", "own"): tr("用作投入：本部门", "Used as input by itself"),
        ("multiplier", "technical"): tr("产出乘数，技术口径", "Output multiplier, technical"),
        ("multiplier", "bound"): tr(
            "产出乘数，留在省内的至多", "Output multiplier, in Jilin, at most"
        ),
    }
    heads = {
        "supplier": tr("投入来自：", "Inputs from: "),
        "buyer": tr("用作投入：", "Used as input by: "),
    }
    rows = []
    for kind, key in kept:
        text = fixed.get((kind, key)) or heads[kind] + names[key]
        values = found.loc[(kind, key)].fillna(0 if kind in heads else np.nan)
        shown = values.map(
            lambda v, kind=kind: (
                "—" if pd.isna(v) else f"{v:.2f}" if kind == "multiplier" else f"{v:.1f}%"
            )
        )
        heading = {year: str(year) for year in YEARS} | {"nation": tr("全国，2012", "Nation, 2012")}
        rows.append({tr("项目", "Item"): text, **{heading[c]: shown[c] for c in shown.index}})
    own_note = (
        "投入的来源、用作投入的去处，各以合计为100%；都只论省内（全国一栏只论国内）的使用，产品不分产地；"
        "省内供给以净流入推算，同一产品有进有出时偏高，故为上限；2002年一格为负，不列。"
        " | Shares of inputs, and of users of the product as an input, each sum to 100%; all of it is use within "
        "Jilin (within the nation in the last column), wherever the product was made; local supply is inferred from "
        "net inflow, which hides trade both ways in one product, hence an upper bound; 2002 has a negative cell and "
        "is left out."
    )
    return table(pd.DataFrame(rows), name=name, caption=caption, note=both(own_note, note))


def both(first, second):
    """Two notes in both languages as one."""
    if not second:
        return first
    (zh, en), (zh2, en2) = first.split(" | "), second.split(" | ")
    return f"{zh}{zh2} | {en} {en2}"


def stable_units(province="吉林省"):
    """Manufacturing of the county units of a province that can be compared over 2010 and 2020.

    A row a unit: `manufacturing` and `workers` (outside agriculture) in the census sample, `share`
    in per cent and `quotient` against the nation, each with the year as suffix; `prefecture` and
    the `county` names of 2020.
    """
    rows = load("county_sections", row_ok=1)
    rows[SECTIONS] = rows[SECTIONS].fillna(0)
    rows["workers"] = rows[SECTIONS].sum(axis=1) - rows["A"]
    nation = rows.groupby("year")[["C", "workers"]].sum()
    national = nation["C"] / nation["workers"]
    own = rows[(rows["province"] == province) & rows["unit_stable"].notna()]
    sums = own.groupby(["unit_stable", "year"])[["C", "workers"]].sum()
    share = sums["C"] / sums["workers"]
    found = pd.DataFrame(
        {
            "manufacturing": sums["C"],
            "workers": sums["workers"],
            "share": share * 100,
            "quotient": share / national.reindex(share.index, level="year"),
        }
    ).unstack("year")
    found.columns = [f"{name}_{year}" for name, year in found.columns]
    late = own[own["year"] == 2020].groupby("unit_stable")
    found["prefecture"] = late["prefecture"].first()
    found["county"] = late["county"].agg("、".join)
    return found


def place_table(units, *, name, caption, note=""):
    """Manufacturing employment where a cluster stands, as a numbered table.

    `units` maps codes of :func:`stable_units` to names in both languages (``"中文 | English"``);
    several codes joined by ``+`` are one place.
    """
    known = stable_units()
    rows = []
    for codes, text in units.items():
        chosen = known.loc[codes.split("+")]
        found = {}
        for year in (2010, 2020):
            made, workers = chosen[f"manufacturing_{year}"].sum(), chosen[f"workers_{year}"].sum()
            national = known[f"share_{year}"].iloc[0] / known[f"quotient_{year}"].iloc[0]
            found[year] = (made / workers * 100, made / workers * 100 / national, made)
        change = found[2020][1] - found[2010][1]
        rows.append(
            {
                tr("地方", "Place"): tr(*text.split(" | ")),
                tr("份额，2010", "Share, 2010"): f"{found[2010][0]:.1f}%",
                tr("份额，2020", "Share, 2020"): f"{found[2020][0]:.1f}%",
                tr("区位商，2010", "Quotient, 2010"): f"{found[2010][1]:.2f}",
                tr("区位商，2020", "Quotient, 2020"): f"{found[2020][1]:.2f}",
                tr("变化", "Change"): f"{change:+.2f}".replace("-", "−"),
                tr("样本，2020", "Sample, 2020"): number(found[2020][2]),
            }
        )
    own_note = (
        "制造业占非农从业人员的份额，及其与全国之比；人口普查长表样本，样本数不是人数；制造业只有一格，看不见其中的行业。"
        " | Manufacturing in non-farm employment, and over the nation's; census long form, a sample and not a head "
        "count; manufacturing is one cell in which no industry can be seen."
    )
    return table(pd.DataFrame(rows), name=name, caption=caption, note=both(own_note, note))
