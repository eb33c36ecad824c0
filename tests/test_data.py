import hashlib
import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from frictionless import Package

from clusterbook import data
from clusterbook.data import DataError, describe, load, register, tables

FOLDER = data._folder()


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the data folder that `load` reads from, with nothing remembered as intact."""
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(data, "_folder", lambda: folder)
    monkeypatch.setattr(data, "_intact", set())
    return folder


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


# The package


def test_package_validates_as_it_stands():
    report = Package(str(FOLDER / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


@pytest.mark.parametrize("name", tables())
def test_hash_and_size_are_those_of_the_file(name):
    resource = describe(name)
    content = (FOLDER / resource["path"]).read_bytes()
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert resource["bytes"] == len(content)
    assert resource["rows"] == len(load(name))
    assert b"\r" not in data._unpacked(FOLDER / resource["path"])


def test_every_table_in_the_folder_is_described():
    assert {path.name for path in FOLDER.glob("*.csv*")} == {describe(n)["path"] for n in tables()}


def test_the_folder_stays_small_and_large_tables_are_packed():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 15e6
    for name in tables():
        assert describe(name)["bytes"] < 1e6, name


@pytest.mark.parametrize("name", tables())
def test_descriptor_says_what_a_reader_needs(name):
    resource = describe(name)
    for key in ("title", "description", "publisher", "vintage", "coverage"):
        assert resource[f"{key}_zh"] and resource[f"{key}_en"]
    for key in ("route", "licence_declared", "licence_checked", "retrieved"):
        assert resource[key]
    assert isinstance(resource["pages"], list)
    for field in resource["schema"]["fields"]:
        assert field["description_zh"] and field["description_en"] == field["description"]
        assert field["type"] in ("string", "integer", "number")
    assert name in (FOLDER / "LICENSES.md").read_text(encoding="utf-8")


def test_descriptors_hold_no_web_address():
    texts = [data._unpacked(path).decode("utf-8") for path in FOLDER.iterdir()]
    assert not [text for text in texts if "://" in text or "www." in text]


@pytest.mark.parametrize("name", ["gdp", "population", "private_enterprises"])
def test_sources_are_keys_of_the_package(name):
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert set(load(name)["source"]) <= {source["name"] for source in package["sources"]}


def test_package_imports_without_heavy_libraries():
    code = (
        "import sys, clusterbook.data; print({'pandas', 'numpy', 'frictionless'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# Figures, against prints independent of the route by which the tables came


@pytest.mark.parametrize(
    ("table", "where", "column", "printed", "within"),
    [
        # provincial yearbooks, as compiled by another route
        ("gdp", {"province_en": "Jilin", "vintage": "v3", "year": 2011}, "gdp", 10568.83, 0),
        # communique for 2019
        ("gdp", {"province_en": "Jilin", "vintage": "v4", "year": 2019}, "gdp", 11726.82, 0.05),
        # a third-party array of the figures after the fourth census
        ("gdp", {"province_en": "Jilin", "vintage": "v4", "year": 2018}, "gdp", 11253.81, 0.05),
        # appendix of the Chongqing yearbook 2008
        ("population", {"province_en": "Jilin", "year": 2007}, "population", 2730, 0),
        ("population", {"province_en": "Hunan", "year": 2007}, "population", 6355, 0),
        ("population", {"province_en": "Xinjiang", "year": 2007}, "population", 2095, 0.2),
        # provincial yearbook
        (
            "population",
            {"province_en": "Jilin", "vintage": "before_census7", "year": 2018},
            "population",
            2704.06,
            0.1,
        ),
    ],
)
def test_figure_against_an_independent_print(table, where, column, printed, within):
    frame = load(table, **where)
    assert len(frame) == 1
    assert frame.loc[0, column] == pytest.approx(printed, abs=within, rel=0)


@pytest.mark.parametrize(
    ("province", "year", "value"),
    [
        ("Jilin", 2008, 9.8),
        ("Zhejiang", 2008, 51.8),
        ("Guangdong", 2008, 73.2),
        ("Jilin", 2003, 3.8),
    ],
)
def test_private_enterprises_as_the_yearbooks_print_them(province, year, value):
    where = {"variable": "private_enterprises", "province_en": province, "year": year}
    assert load("private_enterprises", **where)["value"].tolist() == [value]


def test_derived_employees_of_2008_close_on_the_national_print():
    frame = load("private_enterprises", variable="private_enterprise_employees", year=2008)
    assert set(frame["flag"].dropna()) == {"derived"}
    assert frame["value"].sum() == pytest.approx(7904.0, abs=1)


def test_provincial_population_of_2020_closes_on_the_census():
    # 1,411.78 million less the armed forces, who belong to no province
    total = load("population", year=2020)["population"].sum()
    assert total == pytest.approx(141_178, rel=0.002)


def test_facts_and_tables_agree():
    facts = load("jilin_facts").set_index("id")["value"]
    first = load("gdp", vintage="first").set_index("year")["gdp"]
    assert first.to_dict() == {2010: facts["J314"], 2018: facts["J040"], 2019: facts["J036"]}
    registered = load("private_enterprises", variable="private_enterprises", year=2003)
    registered = registered.set_index("province_en")["value"]
    for fact, province in (("J120", "Jilin"), ("J121", "Zhejiang"), ("J122", "Guangdong")):
        assert registered[province] == facts[fact]
    # the official plan of March 2011 agrees with the change reported a year later
    assert facts["J004"] - facts["J005"] == pytest.approx(facts["J305"])


def test_preface_states_what_the_press_reported():
    preface = load("preface_figures").set_index("id")["value"]
    facts = load("jilin_facts").set_index("id")["value"]
    for ours, theirs in {
        "revenue_2011": "J001",
        "revenue_growth_2011": "J002",
        "value_added_2011": "J003",
        "share_2011": "J004",
        "target_revenue": "J027",
        "target_value_added": "J028",
        "target_share": "J029",
        "gap_output": "J311",
        "gap_jobs": "J312",
        "gap_taxes": "J313",
    }.items():
        assert preface[ours] == facts[theirs], ours


# Shape


@pytest.mark.parametrize(
    ("table", "vintage", "first", "last"),
    [
        ("gdp", "v3", 1993, 2017),
        ("gdp", "v4", 1992, 2023),
        ("gdp", "v5", 2006, 2024),
        ("population", "before_census7", 2000, 2018),
        ("population", "after_census7", 2015, 2024),
    ],
)
def test_31_provinces_in_every_year(table, vintage, first, last):
    count = load(table, vintage=vintage).groupby("year")["province_code"].nunique()
    assert count.index.tolist() == list(range(first, last + 1))
    assert set(count) == {31}


def test_provinces_are_named_alike_in_every_table():
    names = pd.concat(
        load(table)[["province_code", "province", "province_en"]]
        for table in ("gdp", "population", "private_enterprises")
    ).drop_duplicates()
    assert len(names) == 31
    assert names["province_code"].str.fullmatch("[1-6][0-9]0000").all()


def test_self_employed_households_cover_31_provinces():
    frame = load("private_enterprises", variable="self_employed_households")
    assert set(frame.groupby("year").size()) == {31}


@pytest.mark.parametrize("name", tables())
def test_keys_are_unique(name):
    assert not load(name).duplicated(describe(name)["schema"]["primaryKey"]).any()


def test_facts_have_a_value_and_a_place():
    facts = load("jilin_facts")
    assert (facts["value"].notna() ^ facts["value_text"].notna()).all()
    assert (facts["period"].str[:4].astype(int) == facts["year"]).all()
    assert set(facts["grade"]) == {"A", "B", "C"}
    assert (facts["unit_zh"].isna() == facts["value"].isna()).all()
    assert (facts["note_zh"].isna() == facts["note_en"].isna()).all()


# Reading


def test_types_follow_the_descriptor():
    gdp = load("gdp")
    types = {name: str(kind) for name, kind in gdp.dtypes.items()}
    assert types["year"] == "int64" and types["gdp"] == "float64"
    assert types["province_code"] == types["flag"] == "str"
    assert gdp["flag"].isna().any() and not (gdp["flag"] == "").any()
    assert str(load("preface_figures")["year"].dtype) == "Int64"


def test_filters_narrow_and_reset_the_index():
    frame = load("gdp", vintage=["v3", "v4"], province_en="Jilin", year=range(2010, 2012))
    assert frame.index.tolist() == [0, 1, 2, 3]
    assert frame.groupby("vintage")["year"].apply(list).to_dict() == {
        "v3": [2010, 2011],
        "v4": [2010, 2011],
    }


@pytest.mark.parametrize(
    ("name", "filters", "says"),
    [
        ("gpd", {}, r"no table 'gpd' \(nearest: gdp\)"),
        ("gdp", {"vintag": "v4"}, r"no column 'vintag' \(nearest: vintage\); columns are year"),
        ("gdp", {"vintage": "v6"}, "vintage = 'v6'; values are 'first', 'v3', 'v4', 'v5'"),
        ("gdp", {"year": "2011"}, "year = '2011'; values are 1992, 1993"),
        ("gdp", {"vintage": ["v3", "v9"]}, "vintage = 'v9'"),
        ("gdp", {"vintage": "v3", "year": 2020}, "no row with vintage = 'v3' has year = 2020"),
    ],
)
def test_unknown_name_column_or_value(name, filters, says):
    with pytest.raises(ValueError, match=says):
        load(name, **filters)


# Damaged files


def drop_column(path):
    frame = pd.read_csv(path, dtype=str)
    frame.drop(columns="gdp").to_csv(path, index=False, lineterminator="\n")


def add_column(path):
    pd.read_csv(path, dtype=str).assign(extra="1").to_csv(path, index=False, lineterminator="\n")


def swap_columns(path):
    edit(path, "province,province_en", "province_en,province")


def text_for_number(path):
    edit(path, ",first,8577.06,", ",first,about 8577,")


def repeat_row(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="\n")


def unknown_vintage(path):
    edit(path, ",first,8577.06,", ",v0,8577.06,")


def lose_value(path):
    edit(path, ",first,8577.06,", ",first,,")


def another_number(path):
    edit(path, ",first,8577.06,", ",first,8577.07,")


def as_gb18030(path):
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))


def as_semicolons(path):
    text = path.read_text(encoding="utf-8").replace(",", ";")
    path.write_text(text, encoding="utf-8", newline="\n")


def as_header_only(path):
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (drop_column, ["row 1", "column gdp is missing"]),
        (add_column, ["row 1", "unknown column 'extra'"]),
        (swap_columns, ["row 1", "columns must read year, province_code, province, province_en"]),
        (text_for_number, ["row 2", "column gdp", "found 'about 8577'"]),
        (repeat_row, ["row 2361", "PrimaryKey Error", "position 2"]),
        (unknown_vintage, ["row 2", "column vintage", "found 'v0'"]),
        (lose_value, ["row 2", "column gdp", "required"]),
        (another_number, ["changed since it was registered", "python -m clusterbook register"]),
        (as_gb18030, ["row 2", "not UTF-8"]),
        (as_semicolons, ["row 1", "not separated by commas", "found 'year;province_code"]),
        (as_header_only, ["no rows below its header"]),
        (lambda path: path.write_bytes(b""), ["is empty"]),
        (lambda path: path.unlink(), ["is missing"]),
    ],
)
def test_damaged_file_is_refused_by_name(copy, damage, says):
    assert len(load("gdp")) == 2359
    damage(copy / "gdp.csv")
    with pytest.raises(DataError) as caught:
        load("gdp")
    for words in ["data/gdp.csv", *says]:
        assert words in str(caught.value)
    assert len(load("population")) == 899


def test_many_faults_are_cut_short(copy):
    path = copy / "gdp.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",v3,", ",v0,"), encoding="utf-8", newline="\n"
    )
    with pytest.raises(DataError, match="… and 770 more"):
        load("gdp")


@pytest.mark.parametrize("content", [None, "{", ""])
def test_damaged_package_file(copy, content):
    path = copy / "datapackage.json"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(DataError, match="data/datapackage.json is"):
        load("gdp")


# Registering


def test_register_changes_nothing_where_nothing_changed(copy):
    before = (copy / "datapackage.json").read_bytes()
    assert register() == []
    assert (copy / "datapackage.json").read_bytes() == before


def test_register_accepts_another_number(copy):
    another_number(copy / "gdp.csv")
    assert register() == ["gdp"]
    assert load("gdp", vintage="first", year=2010)["gdp"].tolist() == [8577.07]


def test_register_accepts_another_row(copy):
    before = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    added = "2012,220000,吉林,Jilin,first,11939.24,JL-press-2011,rounded\n"
    with (copy / "gdp.csv").open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(added)
    assert register(copy) == ["gdp"]
    assert len(load("gdp", vintage="first")) == 4
    after = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    assert after["resources"][0]["rows"] == before["resources"][0]["rows"] + 1
    assert after["resources"][1:] == before["resources"][1:]
    assert Package(str(copy / "datapackage.json")).validate().valid
    assert register(copy) == []


def test_register_takes_a_new_table_without_a_record(copy):
    (copy / "extra.csv").write_text("id,value\nNA,1\n", encoding="utf-8")
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    fields = [{"name": "id", "type": "string"}, {"name": "value", "type": "integer"}]
    package["resources"].append(
        {"name": "extra", "path": "extra.csv", "schema": {"fields": fields, "primaryKey": "id"}}
    )
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert register() == ["extra"]
    assert load("extra").to_dict("records") == [{"id": "NA", "value": 1}]


def test_register_refuses_faults_and_writes_nothing(copy):
    before = (copy / "datapackage.json").read_bytes()
    another_number(copy / "gdp.csv")
    lose = "2000,110000,北京,Beijing,before_census7,1382.0"
    edit(copy / "population.csv", lose, lose.replace("1382.0", "many"))
    with pytest.raises(DataError, match="data/population.csv, row 2, column population"):
        register()
    assert (copy / "datapackage.json").read_bytes() == before


def test_repaired_file_is_read_again(copy):
    good = (copy / "gdp.csv").read_bytes()
    text_for_number(copy / "gdp.csv")
    with pytest.raises(DataError):
        load("gdp")
    (copy / "gdp.csv").write_bytes(good)
    assert len(load("gdp")) == 2359
