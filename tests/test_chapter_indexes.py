"""What the chapters' indexes say in words is what their pages compute."""

import pytest
from conftest import page, published

from clusterbook.claims import Verdict, evaluate
from clusterbook.data import load


def figure(text):
    """The number that a glued text shows."""
    return float(text.strip("%").replace("−", "-"))


def test_chapter_1():
    claims = load("claims")
    owners = claims[claims["page"].str.startswith("ch1/")]
    counts = owners["page"].value_counts()
    without_text = [
        page for page in load("contents").query("text_available == 'no'")["page"] if "ch1/s" in page
    ]
    assert len(without_text) == 6 and counts.reindex(without_text, fill_value=0).max() == 1
    concept = page("ch1/s01-concept")
    assert concept.names["together"].loc["density", "specialisation"] < -0.5
    assert (
        len({concept.glued[key] for key in ("rank_density", "rank_specialisation", "rank_links")})
        == 3
    )
    assert evaluate("C15").verdict is Verdict.DIFFERS
    assert evaluate("C21").verdict is Verdict.UNDETERMINED
    assert evaluate("C29").verdict is Verdict.DIFFERS
    advantages = owners.loc[owners["page"] == "ch1/s04-advantages", "id"]
    undetermined = [evaluate(claim).verdict is Verdict.UNDETERMINED for claim in advantages]
    assert sum(undetermined) > len(undetermined) / 2
    modes = published("ch1/s05-modes")
    assert min(figure(modes[f"p_{vintage}"]) for vintage in ("v3", "v4", "v5")) > 0.1
    industries = published("ch1/s06-industry-competitiveness")
    assert abs(figure(industries["jobs_beyond"])) < figure(industries["jobs_mde"])
    assert figure(industries["own_back"]) == pytest.approx(
        figure(industries["own_forward"]), rel=0.1
    )
    firms = published("ch1/s07-firm-competitiveness")
    assert figure(firms["size_around"]) > 0 and figure(firms["stay_before"]) > 0
    assert figure(firms["p_more"]) > 0.05
    theories = published("ch1/s08-theories")
    gap = figure(theories["shuffled_mean"]) - figure(theories["b_alone"])
    assert abs(gap) < 0.05 and figure(theories["shuffled_p"]) > 0.1
    review = page("ch1/s09-review")
    assert 2 * figure(review.glued["own_positive"]) < figure(review.glued["n_own"])
    works = review.names["works"]
    policy = works[(works["question"] == "policy") & (works["side"] == "china")]
    assert policy["year"].min() >= 2013
    survey = published("ch1/s10-survey")
    assert figure(survey["above_g"]) > 8 > figure(survey["above_moved"])
    assert evaluate("P26").verdict is Verdict.PARTLY


def test_chapter_2():
    evolution = published("ch2/s01-evolution")
    assert figure(evolution["stay_top"]) > 50
    assert abs(figure(evolution["next_actual"]) - figure(evolution["next_shuffled"])) <= 1
    for claim in ("C46", "P21", "P22", "P17"):
        assert evaluate(claim).verdict is Verdict.UNDETERMINED
    assert evaluate("P18").verdict is Verdict.PARTLY
    mechanisms = published("ch2/s04-internal-mechanisms")
    assert figure(mechanisms["related_usual"]) > 0 and figure(mechanisms["related_back"]) > 0
    assert figure(mechanisms["near_all"]) > 0
    conditions = published("ch2/s05-external-conditions")
    assert figure(conditions["level_density"]) > 4 * figure(conditions["mde_density"])
    assert abs(figure(conditions["change_density"])) < figure(conditions["mde_density"])
    private = published("ch2/s06-private-economy")
    assert figure(private["nonfarm_2019"]) > 1
    assert figure(private["b_v4"]) < figure(private["b_v3"])
    assert figure(private["lead_v4"]) >= figure(private["lag_v4"])


def test_chapter_3():
    constraints = published("ch3/s01-constraints")
    # Another gap comes first in another year.
    assert "first_migrants_2012" in constraints and "first_fiscal_2017" in constraints
    assert evaluate("P34").verdict is Verdict.PARTLY
    assert published("ch3/s02-types")["n_settled"] == "none"
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


def test_chapter_5():
    approach = page("ch5/s01-approach").names
    reached = approach["reached"]
    assert reached.loc[2003:2006].min().min() >= 30
    assert set(reached.loc[2012]) == {3, 4} and (approach["own"] > approach["tide"]).all()
    layout = page("ch5/s02-layout").names
    capitals = layout["capitals"]["made_change"]
    assert capitals.idxmax() == "吉林省" and 10 < capitals.max() < 15
    assert (layout["change"].loc[["second", "east"], "C"] < 0).all()
    modes = page("ch5/s03-modes").names
    assert len(modes["always"]) == 2 and modes["kept"].mean() > 0.5
    strategies = page("ch5/s04-strategies").names
    named, answers = strategies["named"], strategies["answers"]
    assert list(named[answers[named]]) == ["I06"] and len(named) == 6
    assert strategies["detectable"](2) > 0.3 and strategies["p_pair"] > 0.5


def test_the_front_page():
    front, chapter = page("index").glued, published("ch3/s03-competitiveness")
    assert front["front_output"] == chapter["lq_transport"]
    assert front["front_registered"] == chapter["ratio_jilin"]
    assert front["front_places"] == "0 / 9" and figure(chapter["top_pref"]) < 1
