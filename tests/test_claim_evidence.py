"""What checks share: telling and weighing rows of evidence, and one clustered slope."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from clusterbook.claims import Verdict, evidence


@pytest.fixture
def rows(monkeypatch):
    """Replace the rows of evidence by some on a claim X1, with these stances."""

    def use(*stances):
        frame = pd.DataFrame(
            {
                "claim": "X1",
                "stance": stances,
                "part_zh": [f"要点{i}" for i in range(len(stances))],
                "part_en": [f"part {i}" for i in range(len(stances))],
                "says_zh": "所言",
                "says_en": "what it says",
            }
        )
        monkeypatch.setattr(evidence, "load", lambda name: frame)

    return use


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (["agrees", "agrees"], Verdict.CONSISTENT),
        (["agrees", "silent"], Verdict.UNDETERMINED),
        (["silent"], Verdict.UNDETERMINED),
        (["agrees", "silent", "differs"], Verdict.DIFFERS),
    ],
)
def test_a_reading_weighs_its_rows(rows, stances, verdict):
    rows(*stances)
    found = evidence.reading("X1", needs="某书 | a book")
    assert found.verdict is verdict
    assert bool(found.needs) is (verdict is Verdict.UNDETERMINED)
    assert {f.key: f.value for f in found.figures} == {
        stance: stances.count(stance) for stance in ("differs", "agrees", "silent")
    }


def test_a_reading_tells_its_rows_the_adverse_ones_first(rows):
    rows("agrees", "differs")
    found = evidence.reading("X1", needs="某书 | a book", zh="附记。", en="A remark.")
    assert found.zh == "不合：要点1（所言）。相合：要点0（所言）。附记。"
    assert found.en == ("Differs: part 1 (what it says). Agrees: part 0 (what it says). A remark.")


@pytest.mark.parametrize("effects", [[], ["group"]])
def test_the_slope_is_that_of_statsmodels(effects):
    random = np.random.default_rng(1)
    data = pd.DataFrame(random.normal(size=(120, 3)), columns=list("yxz"))
    data["place"], data["group"] = random.integers(12, size=120), random.integers(4, size=120)
    data["y"] += 0.5 * data["x"] + data["place"] / 5
    formula = "y ~ x + z" + " + C(group)" * bool(effects)
    fit = smf.ols(formula, data).fit(cov_type="cluster", cov_kwds={"groups": data["place"]})
    found = evidence.slope(data, "y", "x", clusters="place", controls=["z"], effects=effects)
    assert found == pytest.approx((fit.params["x"], fit.bse["x"]), rel=1e-9)


def test_without_rows_there_is_no_slope():
    empty = pd.DataFrame({"y": [], "x": [], "place": []})
    assert np.isnan(evidence.slope(empty, "y", "x", clusters="place")).all()
