"""What the pages on cases print, pinned as a person last read it, and what their tables say in words."""

import pytest
from conftest import page

ABROAD = {
    "n_start": "666",
    "n_zones": "235",
    "stay": "64%",
    "kept": "76%",
    "stay_low": "58%",
    "stay_high": "65%",
    "winners_before": "18",
    "winners_big": "18",
    "stay_big": "65%",
    "stay_small": "63%",
    "b_size": "0.012",
    "mde_size": "0.067",
    "n_specs": "54",
    "n_positive": "54",
    "n_significant": "4",
    "detroit_1990": "9.85",
    "michigan_1990": "8.13",
    "jilin_2017": "3.95",
    "hard_1980": "15.4%",
    "hard_2021": "1.8%",
    "dalton_1990": "52.2%",
    "italy_fall": "40",
}
CHINA = {
    "made_jilin": "53%",
    "made_zhejiang": "51%",
    "three_jilin": "71%",
    "above_zhejiang": "80%",
    "n_jilin": "51",
    "above_jilin": "one",
    "density_jilin_2018": "28.4",
    "density_zhejiang_2018": "46.1",
    "firm_jilin": "51%",
    "slope": "−3.4",
    "slope_back": "−2.8",
    "residual_rank": "8",
    "nation_times": "3.9",
    "liaoyuan_rest": "33%",
}
LESSONS = {
    "nearest": "Heilongjiang",
    "zhejiang": "20–27",
    "jiangsu": "21–26",
    "guangdong": "23–28",
    "qap_r": "0.54",
    "r_low": "0.40",
    "r2": "0.43",
    "alike": "Hubei",
}


@pytest.mark.parametrize(
    ("slug", "printed"),
    [("s01-abroad", ABROAD), ("s02-china", CHINA), ("s03-lessons", LESSONS)],
    ids=["abroad", "china", "lessons"],
)
def test_the_pages_print_what_was_read(slug, printed):
    glued = page(f"ch4/{slug}").glued
    assert {key: glued[key] for key in printed} == printed


def test_the_estimates_behind_the_words():
    names = page("ch4/s01-abroad").names
    stayed, _ = names["models"]["stayed"]
    assert stayed.params[["own", "size", "demand"]].tolist() == pytest.approx(
        [0.406, 0.012, 0.261], abs=0.002
    )
    assert stayed.bse[["own", "size", "demand"]].tolist() == pytest.approx(
        [0.024, 0.024, 0.058], abs=0.002
    )
    forward = page("ch4/s02-china").names["forward"]
    assert (forward.params["start"], forward.bse["start"]) == pytest.approx((-3.42, 0.95), abs=0.01)


def test_a_stronghold_is_counted_by_hand():
    """Detroit's motor vehicles and parts in 1990, from the published cells alone."""
    names = page("ch4/s01-abroad").names
    cells, branches = names["cells"], names["branches"]
    row = cells[(cells["zone"] == 11600) & (cells["industry"] == "3714")].iloc[0]
    local = cells.loc[cells["zone"] == 11600, "jobs_1990"].astype(float).sum()
    share = float(row["jobs_1990"]) / local
    national = branches.loc["3714", "jobs_1990"] / branches["jobs_1990"].sum()
    assert row["share_1990"] == pytest.approx(share)
    assert row["quotient_1990"] == pytest.approx(share / national)
    assert names["strong"](1990)[row.name]


def test_hsinchu_stands_apart_from_the_cases_abroad():
    tables = page("ch4/s01-abroad").tables
    for name in ("tbl-abroad-facts", "tbl-abroad-car-facts", "tbl-abroad-cars", "tbl-abroad-two"):
        assert "Hsinchu" not in tables[name].frame.to_string()
    assert len(tables["tbl-hsinchu"].frame)


def test_lessons_are_worded_as_their_ranks_stand():
    """The table says that conditions of the export lesson are farthest and those of schooling near."""
    names = page("ch4/s03-lessons").names
    gaps = names["gaps"]
    assert set(gaps.nsmallest(3).index) == {"migrants", "trade", "taxes"}
    assert gaps["schooling"] > 0
    assert names["family"]["holm"].min() > 0.05
