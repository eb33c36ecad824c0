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
