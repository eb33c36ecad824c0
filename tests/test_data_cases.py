"""Facts on clusters, the American tables, the cases: sums that must hold, figures checked by hand."""

import re

import numpy as np
import pytest

from clusterbook.data import load

DETROIT_COUNTIES = ["26087", "26093", "26099", "26125", "26147", "26163"]
FACTS = ("cluster_facts", "case_facts", "cluster_recognition")


def value(table, fact):
    (found,) = load(table, id=fact)["value"].tolist()
    return found


# Facts


@pytest.mark.parametrize("table", FACTS)
def test_every_fact_is_bilingual_graded_and_has_a_publisher(table):
    frame = load(table)
    assert set(frame["grade"]) <= {"A", "B", "C"}
    for column in frame.columns:
        if column.endswith("_zh"):
            assert (frame[column].isna() == frame[column[:-3] + "_en"].isna()).all(), column
            assert not frame[column].str.fullmatch(r"[\x00-\x7f]*[A-Za-z]{4,}[\x00-\x7f]*").any()
        if column.endswith("_en"):
            assert not frame[column].str.contains(r"[一-鿿]").any(), column


@pytest.mark.parametrize("table", FACTS)
def test_no_mirror_is_named(table):
    text = load(table).to_csv()
    assert not re.search(r"\b[\w-]+\.(com|cn|org|net|it|jp|in|tw)\b", text)


@pytest.mark.parametrize("table", ["cluster_facts", "case_facts"])
def test_facts_of_grade_c_name_no_firm(table):
    weak = load(table, grade="C")
    firms = "大成|吉化|吉林石化|一汽|旭阳|现代汽车|大众|奥迪|Dacheng|Jilin Petrochemical|FAW|Hyundai|Audi"
    for column in ("place_zh", "place_en", "metric_zh", "metric_en", "note_zh", "note_en"):
        assert not weak[column].fillna("").str.contains(firms).any(), column


def test_cluster_facts_have_a_value_or_words():
    facts = load("cluster_facts")
    assert (facts["value"].notna() ^ facts["value_text_zh"].notna()).all()
    assert (facts["unit_zh"].isna() == facts["value"].isna()).all()
    assert (facts["period"].str[:4].astype(int) == facts["year"]).all()


def test_cluster_facts_repeat_none_of_the_other_table():
    assert not set(load("cluster_facts")["id"]) & set(load("jilin_facts")["id"])


def test_shares_of_changchun_follow_from_their_parts():
    # the city's own page gives the share beside the two amounts
    assert 100 * value("cluster_facts", "K011") / value("cluster_facts", "K013") == pytest.approx(
        value("cluster_facts", "K012"), abs=0.05
    )


def test_parts_of_changchun_new_area_stay_below_its_industry():
    facts = load("cluster_facts", place_en="Changchun New Area", unit_en="100 million yuan")
    whole = facts.loc[facts["cluster"] == "all_industry", "value"].item()
    assert 0.9 * whole < facts.loc[facts["cluster"] != "all_industry", "value"].sum() < whole


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        ("K005", 989.7),  # ERINA, automobile output of 2002
        ("K019", 4866.9),  # Changchun municipal government, January to October 2017
        ("K026", 6142.8),  # CRI Online, cluster output of 2021
        ("J062", 16507),  # China Daily online, 23 March 2015
    ],
)
def test_cluster_fact_as_printed(fact, printed):
    assert value("cluster_facts", fact) == printed


def test_pharma_growth_stated_for_2012_does_not_fit():
    # the press states 18.3 %; the two amounts give 26.3 %: the note must stay
    growth = value("cluster_facts", "K058") / value("cluster_facts", "K056") - 1
    assert growth == pytest.approx(0.263, abs=0.0005)
    assert "18.3%" in load("cluster_facts", id="K058")["note_en"].item()


def test_datang_stands_alike_in_both_fact_tables():
    for ours, theirs in (("J130", "F070"), ("J131", "F069")):
        assert value("cluster_facts", ours) == 10 * value("case_facts", theirs)


def test_recognition_agrees_with_the_facts():
    named = load("cluster_recognition", programme="sme_provincial")
    assert len(named) == value("cluster_facts", "J147")
    assert load("cluster_recognition", programme="advanced_manufacturing")["adcode"].tolist() == [
        "220100"
    ]


def test_agricultural_lists_are_complete():
    lists = load("agri_clusters").groupby("year")["list_no"].apply(list)
    for year, numbers in lists.items():
        assert numbers == list(range(1, (50 if year < 2022 else 40) + 1)), year


def test_jilin_has_the_seven_agricultural_clusters_of_the_ministry():
    found = load("agri_clusters", province="吉林")["product_en"].tolist()
    assert found == [
        "Changbai Mountain ginseng",
        "Changbai Mountain black fungus",
        "japonica rice",
        "beef cattle of the centre",
        "soybeans",
        "sika deer",
        "maize",
    ]


def test_agricultural_products_are_translated_alike():
    frame = load("agri_clusters")
    plain = frame[frame["product_zh"].str.len() <= 2]
    assert (plain.groupby("product_zh")["product_en"].nunique() == 1).all()


# Cases


def test_hsinchu_stands_under_taiwan_china_and_not_abroad():
    frame = load("case_facts")
    assert not {"country", "country_en", "country_zh"} & set(frame.columns)
    hsinchu = frame[frame["cluster"] == "hsinchu"]
    assert set(hsinchu["heading_zh"]) == {"中国台湾"}
    assert set(hsinchu["place_zh"]) == {"中国台湾新竹"}
    assert not (frame.loc[frame["heading"] == "abroad", "place_zh"].str.contains("台湾")).any()


@pytest.mark.parametrize(
    ("formula", "fact"),
    [
        (lambda f: f["F053"] * (1 - 0.287), "F054"),  # the fall of 28.7 % that DGBAS reported
        (lambda f: f["F055"] * 1.266, "F056"),  # the rise of 26.6 %
        (lambda f: f["F029"] + 40, "F030"),  # Istat: forty districts fewer by one method
        (lambda f: 100 * f["F081"] / 3021.24, "F082"),  # share of all industry
        (lambda f: 10745 - 838.09, "F043"),  # exports less hardware
    ],
)
def test_derived_case_figures_follow(formula, fact):
    facts = load("case_facts").set_index("id")["value"]
    assert formula(facts) == pytest.approx(facts[fact], rel=0.001)


def test_zhejiang_blocks_grow_as_the_survey_says():
    # 34.23 % a year, stated by the survey itself
    rate = (value("case_facts", "F081") / value("case_facts", "F080")) ** 0.5 - 1
    assert 100 * rate == pytest.approx(34.23, abs=0.01)


def test_datang_claims_one_share_while_output_quadruples():
    datang = load("case_facts", cluster="datang")
    assert datang["value"].max() / datang["value"].min() > 4
    assert datang["note_en"].str.contains("65%|70%").all()


def test_japanese_prefectures_close_on_the_sum_and_on_aichis_share():
    frame = load("japan_transport")
    assert frame["shipments_million_yen"].sum() == pytest.approx(53.99e6, rel=2e-4)
    assert frame["rank"].tolist() == list(range(1, 18))
    assert frame["shipments_million_yen"].is_monotonic_decreasing
    aichi = frame.loc[frame["prefecture_en"] == "Aichi", "shipments_million_yen"].item()
    assert aichi == value("case_facts", "F023")
    # the share of 39.1 % comes from another page than the amount
    nation = load("auto_regions", region_en="Aichi")["nation_industry"].item()
    assert 100 * aichi / nation == pytest.approx(value("case_facts", "F024"), abs=0.01)


# American tables


def test_zones_add_up_to_the_industries():
    ours = load("us_zones").groupby("industry")["jobs_1990"].sum()
    ratio = ours / load("us_industries").set_index("industry")["jobs_1990"]
    assert len(ratio) == 397 and ratio.notna().all()
    assert ratio.mean() == pytest.approx(0.998, abs=0.001)
    assert ratio.min() > 0.83 and ratio.max() < 1.0001


def test_zones_have_totals_and_their_manufacturing_share():
    totals = load("us_zone_totals").set_index("zone")
    assert len(totals) == 722
    assert totals["jobs_1990"].sum() == pytest.approx(92.74e6, rel=1e-4)
    assert totals["population_1990"].sum() == pytest.approx(246.4e6, rel=1e-3)
    zones = load("us_zones").groupby("zone")
    assert set(zones.groups) <= set(totals.index)
    share = zones["jobs_1990"].sum() / totals["jobs_1990"]
    assert (share <= totals["manufacturing_share_1990"] + 0.01).all()
    assert share.corr(totals["manufacturing_share_1990"]) > 0.99
    assert (zones["share_1980_ppm"].sum() < 1e6).all()


def test_national_jobs_as_the_published_totals_have_them():
    # the figures that the replication files of Autor, Dorn and Hanson carry
    jobs = load("us_industries").set_index("industry")["jobs_1990"]
    assert round(jobs["3711"]) == 258201 and round(jobs["2273"]) == 51746


def quotient(industries, zone):
    zones, totals = load("us_zones", zone=zone), load("us_zone_totals").set_index("zone")
    nation = load("us_industries").set_index("industry")["jobs_1990"][industries].sum()
    local = zones.loc[zones["industry"].isin(industries), "jobs_1990"].sum()
    return (local / totals.loc[zone, "jobs_1990"]) / (nation / totals["jobs_1990"].sum())


@pytest.mark.parametrize(
    ("place", "state", "industries", "expected"),
    [
        ("Detroit", "MI", ["3711", "3714"], 9.85),
        ("Lansing", "MI", ["3711", "3714"], 16.9),
        # the carpets of Dalton stand under Rome
        ("Rome", "GA", ["2273"], 352),
    ],
)
def test_quotients_of_1990(place, state, industries, expected):
    totals = load("us_zone_totals")
    zone = totals.loc[totals["name"].str.startswith(place) & (totals["state"] == state), "zone"]
    assert quotient(industries, zone.item()) == pytest.approx(expected, rel=0.01)


def test_carpets_of_dalton():
    # 27,024 jobs, 52.2 % of the nation
    jobs = load("us_zones", zone=6600, industry="2273")["jobs_1990"].item()
    nation = load("us_industries", industry="2273")["jobs_1990"].item()
    assert round(jobs) == 27024 and 100 * jobs / nation == pytest.approx(52.2, abs=0.05)


def test_wine_is_the_second_most_concentrated_industry():
    # Ellison and Glaeser (1999) say so of their own data
    frame = load("us_industries").sort_values("g_states_adjusted_1990", ascending=False)
    assert frame["industry"].tolist()[:3] == ["2371", "2084", "3533"]
    assert frame["g_states_adjusted_1990"].iloc[0] == pytest.approx(0.559, abs=0.0005)


def test_concentration_follows_from_the_zones():
    zones, state = load("us_zones"), load("us_zone_totals").set_index("zone")["state"]
    base = zones.groupby("zone")["jobs_1990"].sum()
    for row in load("us_industries").sample(20, random_state=1).itertuples():
        jobs = zones[zones["industry"] == row.industry].set_index("zone")["jobs_1990"]
        shares = (jobs / jobs.sum()).reindex(base.index).fillna(0), base / base.sum()
        for places, raw, adjusted in (
            (base.index, row.g_zones_1990, row.g_zones_adjusted_1990),
            (state.reindex(base.index), row.g_states_1990, row.g_states_adjusted_1990),
        ):
            ours, all_ = (share.groupby(places).sum() for share in shares)
            g = ((ours - all_) ** 2).sum()
            assert g == pytest.approx(raw, rel=0.01, abs=1e-5)
            assert g / (1 - (all_**2).sum()) == pytest.approx(adjusted, rel=0.01, abs=1e-5)


@pytest.mark.parametrize(
    ("metro", "industry", "counties", "printed"),
    [
        # the metropolitan files and the county files came by different routes
        ("19820", "3363", DETROIT_COUNTIES, 64831),
        ("41940", "5112", ["06085"], 54552),
    ],
)
def test_metros_and_counties_agree(metro, industry, counties, printed):
    assert load("us_metros", metro=metro, industry=industry)["jobs"].tolist() == [printed]
    parts = load("us_counties", year=2019, industry=industry, county=counties)["jobs"].sum()
    assert parts == pytest.approx(printed, rel=0.001)


def test_county_totals_come_close_to_the_published_metro():
    parts = load("us_county_totals", year=2019, county=DETROIT_COUNTIES)["jobs"].sum()
    metro = load("us_metros", metro="19820", industry="00")["jobs"].item()
    assert (parts, metro) == (1810063, 1817005)


def test_withheld_cells_are_empty_and_flagged():
    for table, count in (("us_counties", 12), ("us_metros", 3)):
        frame = load(table)
        assert (frame["jobs"].isna() == (frame["flag"] == "withheld")).all()
        assert (frame["flag"] == "withheld").sum() == count
        assert not (frame["jobs"] == 0).any()


def test_absent_cells_leave_the_metros_below_the_nation():
    metros = load("us_metros").groupby("industry")["jobs"].sum()
    nation = load("us_naics").set_index("industry")["jobs_2017"]
    assert nation["3361"] == 212031
    assert metros["3361"] / nation["3361"] == pytest.approx(0.62, abs=0.005)
    assert metros["3363"] / nation["3363"] == pytest.approx(0.90, abs=0.005)
    assert set(metros.index) == set(nation.index)


def test_codes_of_the_american_tables_lead_somewhere():
    assert set(load("us_zones")["industry"]) == set(load("us_industries")["industry"])
    assert set(load("us_metros")["metro"]) == set(load("us_metro_names")["metro"])
    assert set(load("us_counties")["industry"]) <= set(load("us_naics")["industry"])
    zoned = set(load("us_county_zones")["county"])
    # the counties founded in Alaska since 1990 are not assigned
    assert {county[:2] for county in set(load("us_counties")["county"]) - zoned} <= {"02"}
    assert {county[:2] for county in set(load("us_county_totals")["county"]) - zoned} <= {"02"}


def detroit_in(year):
    zones = load("us_county_zones")
    counties = zones.loc[zones["zone"] == 11600, "county"].tolist()
    cells = load("us_counties", year=year, industry=["3361", "3362", "3363"])
    totals = load("us_county_totals", year=year)
    return (
        cells.loc[cells["county"].isin(counties), "jobs"].sum(),
        totals.loc[totals["county"].isin(counties), "jobs"].sum(),
    )


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021])
def test_detroit_side_by_side_follows_from_the_counties(year):
    row = load("auto_regions", region_en="Detroit commuting zone", year=year).iloc[0]
    assert detroit_in(year) == (row["region_industry"], row["region_total"])


def test_metros_side_by_side_follow_from_the_metros():
    for region, metro in (("Detroit metro area", "19820"), ("Elkhart metro area", "21140")):
        row = load("auto_regions", region_en=region).iloc[0]
        cells = load("us_metros", metro=metro).set_index("industry")["jobs"]
        cars = [code for code in ("3361", "3362", "3363") if code in cells]
        assert cells[cars].sum() == row["region_industry"]
        assert cells["00"] == row["region_total"]
        naics = load("us_naics").set_index("industry")["jobs_2017"]
        assert naics[["3361", "3362", "3363"]].sum() == row["nation_industry"]
        assert naics["00"] == row["nation_total"]


def test_quotients_side_by_side_follow_from_their_parts():
    frame = load("auto_regions").dropna(subset=["quotient"])
    region = frame["region_industry"] / frame["region_total"]
    nation = frame["nation_industry"] / frame["nation_total"]
    assert np.allclose(region / nation, frame["quotient"], atol=0.001)
    assert np.allclose(region, frame["share_of_region"], atol=1e-5)
    assert (frame.loc[frame["year"] > 2010, "basis"] == "lower_bound").all()
