"""What the chapters' indexes say in words is what their pages compute."""

from conftest import page, published

from clusterbook.claims import Verdict, evaluate


def figure(text):
    """The number that a glued text shows."""
    return float(text.strip("%").replace("−", "-"))


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
