"""What the chapters' indexes say in words is what their pages compute."""

from conftest import page

from clusterbook.claims import Verdict, evaluate


def test_chapter_3():
    constraints = page("ch3/s01-constraints").glued
    # Another gap comes first in another year.
    assert "first_migrants_2012" in constraints and "first_fiscal_2017" in constraints
    assert evaluate("P34").verdict is Verdict.PARTLY
    assert page("ch3/s02-types").glued["n_settled"] == "none"
    names = page("ch3/s03-competitiveness").names
    assert names["transport"].index[0] == "Jilin"
    assert len(names["prefectures"]) == 9 and names["prefectures"].max() < 1
    assert names["ratios"].loc["Jilin", "census"] > 1
    assert evaluate("P28").verdict is Verdict.DIFFERS


def test_chapter_4():
    abroad = page("ch4/s01-abroad").names
    cohort, start, winners = abroad["cohort"], abroad["start"], abroad["winners"]
    assert 1 / 3 < 1 - cohort["stayed"].mean() < 0.4
    assert start[winners.index].mean() > 0.85
    big = abroad["drawn"].iloc[0]
    assert big["winners"] > 85 and abs(big["with"] - big["without"]) < 3
    china = page("ch4/s02-china").names
    share = china["above"] / china["number_of"]
    assert 0.75 < share["Zhejiang"] < 0.85 and china["above"]["Jilin"] == 1
    assert abs(china["made"]["Jilin"] - china["made"]["Zhejiang"]) < 0.05
    ranks = page("ch4/s03-lessons").names["ranks"]
    assert ranks.index[0] == "Heilongjiang" and ranks["high"].iloc[0] == 1
    assert ranks.loc[["Zhejiang", "Jiangsu", "Guangdong"], "low"].min() >= 20
