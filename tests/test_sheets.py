"""What the sheets share: facts in words, quotients, linkages and places."""

import pandas as pd
import pytest
from conftest import page

from clusterbook import data, sheets


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "en")


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2011", "2011年", "2011"),
        ("2017-01/10", "2017年1—10月", "January–October 2017"),
        ("2025-10", "2025年10月", "October 2025"),
        ("2013-2015", "2013—2015年", "2013–2015"),
        ("2001/2008", "2001—2008年", "2001–2008"),
        ("2000/01", "2000/01年度", "2000/01"),
        ("2016H1", "2016年上半年", "first half of 2016"),
        (None, "年份不详", "undated"),
    ],
)
def test_periods_in_words(monkeypatch, period, zh, en):
    assert sheets.period_text(period) == en
    monkeypatch.setenv("BOOK_LANG", "zh")
    assert sheets.period_text(period) == zh


def test_every_period_of_the_facts_can_be_written():
    for table in ("cluster_facts", "case_facts"):
        for period in data.load(table)["period"]:
            assert sheets.period_text(period)
    with pytest.raises(ValueError, match="2011Q1"):
        sheets.period_text("2011Q1")


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        ("K005", "989.7亿元", "CNY 98.97 billion"),
        ("K002", "32.52万辆", "325,200 vehicles"),
        ("J096", "300万辆/年", "3,000,000 vehicles a year"),
        ("K046", "至少20万人", "at least 200,000 persons"),
        ("K059", "至少1550亿元", "at least CNY 155 billion"),
        ("J142", "28亿双", "2.8 billion pairs"),
        ("K017", "442家", "442"),
        ("K012", "69.4%", "69.4%"),
        ("J074", "2017年3月，成为国有控股", "March 2017, state-controlled"),
    ],
)
def test_values_in_the_units_of_the_edition(monkeypatch, fact, zh, en):
    row = sheets.dated([fact]).iloc[0]
    assert sheets.fact_text(row) == en
    monkeypatch.setenv("BOOK_LANG", "zh")
    assert sheets.fact_text(row) == zh


def test_an_unknown_fact_is_named():
    with pytest.raises(KeyError, match="K999"):
        sheets.dated(["K001", "K999"])


def test_facts_of_one_series_stand_in_one_row_and_others_apart():
    made = sheets.fact_table(
        ["K003", "K001", "K019", "K021", "J096"], name="t", caption="甲 | A"
    ).frame
    origin = made["Grade; ids; source"].str.split("; ")
    assert origin.str[1].tolist() == ["K001, K003", "J096", "K019", "K021"]
    assert origin.str[0].tolist() == ["B", "B", "A", "A"]
    assert origin.iloc[0][2] == "ERINA, Niigata"
    assert made["Fact"].iloc[0] == "Jilin, gross output: 55.46 (2000), 74.45 (2001), CNY billion"
    assert "rail vehicles" in made["Fact"].iloc[3] and "automobiles" not in made["Fact"].iloc[2]
    # The quantity says that it is a target: no mark beside it.
    assert made["Fact"].iloc[1].count("target") == 1


def test_a_series_shows_a_period_that_is_not_a_year():
    made = sheets.fact_table(["K020", "K051"], name="t", caption="甲 | A").frame
    assert "110.47 (January–October 2017), 64.54 (2021)" in made["Fact"].item()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_fact_is_lost_and_grade_c_is_shown(monkeypatch, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    facts = data.load("cluster_facts")
    made = sheets.fact_table(facts["id"], name="t", caption="甲 | A").frame
    origin = made.iloc[:, 2].str.split("[；;] ?", regex=True)
    ids = origin.str[1].str.split("[、,] ?", regex=True)
    assert sorted(ids.sum()) == sorted(facts["id"])
    grades = facts.set_index("id")["grade"]
    for grade, row in zip(origin.str[0], ids, strict=True):
        assert set(grades[row]) == {grade}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheets_of_cases_lose_no_fact_either(monkeypatch, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    facts = data.load("case_facts")
    made = sheets.case_table(list(facts["cluster"].unique()), name="t", caption="甲 | A").frame
    origin = made.iloc[:, 2].str.split("[；;] ?", regex=True)
    ids = origin.str[1].str.split("[、,] ?", regex=True)
    assert sorted(ids.sum()) == sorted(facts["id"])
    grades = facts.set_index("id")["grade"]
    for grade, row in zip(origin.str[0], ids, strict=True):
        assert set(grades[row]) == {grade}


def test_a_case_names_itself_only_among_others(monkeypatch):
    alone = sheets.case_table(["prato"], name="t", caption="甲 | A").frame["Fact"].item()
    assert alone.startswith("Chinese-owned firms in the district: about 5,000 (")
    made = sheets.case_table(["prato", "dalton"], name="t", caption="甲 | A").frame
    assert made["Fact"].str.startswith(("Prato textiles, ", "Dalton carpets, ")).all()
    assert made["Time"].tolist() == ["2011", "1997", "undated"]
    with pytest.raises(KeyError, match="no cluster atlantis"):
        sheets.cases(["prato", "atlantis"])


def test_notes_of_a_series_of_a_case_say_their_years(monkeypatch):
    made = sheets.case_table(["zhejiang"], name="t", caption="甲 | A").frame
    assert "(2003: 430 blocks; 52.8% by derivation; 2005: 360 blocks" in made["Fact"].iloc[0]
    fall = sheets.case_table(["silicon_valley"], name="t", caption="甲 | A").frame
    assert "about −85,000" in fall["Fact"].iloc[1]
    monkeypatch.setenv("BOOK_LANG", "zh")
    chip = sheets.case_table(["hsinchu"], name="t", caption="甲 | A").frame
    assert chip["事实"].iloc[0] == "营收：9293亿新台币"


def test_quotients_are_those_of_the_page_on_competitiveness():
    names = page("ch3/s03-competitiveness").names
    for sectors, code in ((["17"], "17"), (["06"], "06"), (["11", "12"], "11+12")):
        expected = names["lq"].xs(code, level="sector").loc["Jilin"]
        assert sheets.quotients(sectors).loc["Jilin"].to_dict() == pytest.approx(
            expected.to_dict(), abs=1e-9
        )
        added = names["quotients"]("value_added").xs(code, level="sector").loc["Jilin"].dropna()
        found = sheets.quotients(sectors, "value_added").loc["Jilin"].dropna()
        assert found.to_dict() == pytest.approx(added.to_dict(), abs=0.01)


def test_a_quotient_is_share_over_national_share():
    heavy = sheets.weight(["19", "20"])
    quotient = sheets.quotients(["19", "20"]).loc["Jilin"]
    assert (heavy["share"] / heavy["national"]).to_dict() == pytest.approx(quotient.to_dict())
    assert heavy.loc[2012, "output"] == pytest.approx(102.76, abs=0.01)


def test_shares_of_linkages_sum_to_a_hundred():
    for group in ("10", "06", "03", "12", "04"):
        found = sheets.linkages(group)
        for kind in ("supplier", "buyer"):
            assert found.loc[kind].sum().to_dict() == pytest.approx(
                dict.fromkeys(found.columns, 100), abs=0.01
            )
        assert found.loc[("local", "bound"), [2007, 2012, 2017]].between(0, 100).all()
        whole, inside = found.loc[("multiplier", "technical")], found.loc[("multiplier", "bound")]
        assert (inside.dropna() < whole.dropna()).all()


def test_the_national_column_is_the_national_table():
    links = data.load("national_links")
    bought = links[links["to_h38"] == "17"].set_index("from_h38")["input_coefficient"]
    found = sheets.linkages("10")["nation"]
    assert found["inputs", "all"] == pytest.approx(bought.sum() * 100)
    assert found["supplier", "own"] == pytest.approx(bought["17"] / bought.sum() * 100)


def test_stable_units_add_up_to_the_province():
    units = sheets.stable_units()
    rows = data.load("county_sections", province="吉林省")
    for year in (2010, 2020):
        assert units[f"manufacturing_{year}"].sum() == rows.loc[rows["year"] == year, "C"].sum()
    assert len(units) == 51 and units.loc["220100", "prefecture"] == "长春市"


def test_a_place_of_several_units_is_their_sum():
    made = sheets.place_table(
        {"220402+220403": "辽源 | Liaoyuan", "220402": "龙山 | Longshan"},
        name="t",
        caption="甲 | A",
    ).frame
    assert made["Place"].tolist() == ["Liaoyuan", "Longshan"]
    assert made["Sample, 2020"].tolist() == ["2,925", "2,272"]
    assert made["Change"].iloc[1] == "+0.30"


def test_each_function_reads_the_tables_it_declares(monkeypatch):
    read = set()

    def load(name, /, **filters):
        read.add(name)
        return data.load(name, **filters)

    monkeypatch.setattr(sheets, "load", load)
    import matplotlib.pyplot as plt

    shown = {"name": "t", "caption": "甲 | A"}
    calls = {
        "dated": lambda: sheets.dated(["K001"]),
        "fact_table": lambda: sheets.fact_table(["K001"], **shown),
        "cases": lambda: sheets.cases(["prato"]),
        "case_table": lambda: sheets.case_table(["prato"], **shown),
        "quotients": lambda: sheets.quotients(["17"]),
        "weight": lambda: sheets.weight(["17"]),
        "plot_quotients": lambda: sheets.plot_quotients(plt.subplots()[1], ["17"], name="x"),
        "linkages": lambda: sheets.linkages("10"),
        "linkage_table": lambda: sheets.linkage_table("10", **shown),
        "stable_units": lambda: sheets.stable_units(),
        "place_table": lambda: sheets.place_table({"220100": "长 | C"}, **shown),
    }
    assert set(calls) == set(sheets.READS)
    for name, call in calls.items():
        read.clear()
        call()
        assert read == set(sheets.READS[name]), name
    plt.close("all")


def test_the_card_of_a_page_knows_what_its_functions_read():
    from clusterbook.notebooks import tables_loaded

    code = "from clusterbook.sheets import (\n    dated,\n    weight,\n)\nload('gdp')"
    notebook = {"cells": [{"cell_type": "code", "source": code, "metadata": {}}]}
    assert tables_loaded(notebook) == ["gdp", "cluster_facts", "province_sectors"]


def test_numbers_of_sheets_follow_their_section():
    from clusterbook.numbering import prefix, section_of

    assert section_of("ch3/c1-automobile") == "ch3/s04-typical-clusters"
    assert prefix("ch3/s04-typical-clusters") == (3, 4)
    assert prefix("ch3/c6-socks") == (3, 4, 6)
    assert prefix("preface") == prefix("ch3/index") == ()


def test_missing_partners_count_as_nothing():
    found = sheets.linkages("10")
    assert isinstance(found, pd.DataFrame)
    assert found.loc[("supplier", "16"), 2007] == pytest.approx(0, abs=0.1)
