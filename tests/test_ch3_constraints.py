"""The constraints page: its headline figures as last read by a person, and the gaps behind them."""

import numpy as np
import pytest
from conftest import page

from clusterbook import data
from clusterbook.claims import CHECKS, Verdict
from clusterbook.claims.checks import constraints as module
from clusterbook.claims.checks.constraints import (
    CANDIDATES,
    FORERUNNERS,
    gap_ranks,
    gaps,
    inputs,
    measures,
)

PINNED = {
    "deepest": "0.82",
    "rd_v3": "0.92%",
    "rd_v4": "1.27%",
    "rd_v5": "1.24%",
    "rd_rank_v3": "21",
    "rd_rank_v4": "17",
    "inv_v3": "80%",
    "inv_v4": "110%",
    "reg_low": "−0.02",
    "reg_high": "2.17",
    "gdp_mid_v3": "11",
    "gdp_last_v4": "25",
    "people_lost": "12.3%",
    "first_migrants_2012": "74%",
    "first_fiscal_2017": "56%",
    "wage_rank": "26",
    "n_prefectures": "333",
    "province_quotient": "0.58",
    "raw_gap": "28%",
    "main_gap": "9%",
    "total_gap": "25%",
    "n_placebo": "26",
    "n_beyond": "19",
    "p_placebo": "0.73",
    "mde": "0.56 log points, or 43% below",
}


def test_the_page_prints_what_was_read():
    glued = page("ch3/s01-constraints").glued
    assert {key: glued[key] for key in PINNED} == PINNED


def test_a_gap_of_one_deviation_is_one():
    tables = inputs()
    table = measures(tables, 2012, gdp="v4")
    assert len(table) == 31 and not table.isna().any().any()
    others = table.drop("Jilin")
    z = (table.loc["Jilin"] - others.mean()) / others.std()
    rows = gaps()
    row = rows[
        (rows["year"] == 2012)
        & (rows["gdp"] == "v4")
        & (rows["base"] == "residents")
        & (rows["scale"] == "level")
    ].set_index("benchmark")
    assert row.loc["provinces", list(CANDIDATES)].astype(float).to_numpy() == pytest.approx(
        z[list(CANDIDATES)].to_numpy()
    )
    ahead = (table.loc["Jilin"] - table.loc[FORERUNNERS].mean()) / others.std()
    assert row.loc["forerunners", "trade"] == pytest.approx(ahead["trade"])


def test_each_definition_enters_and_the_largest_shortfall_ranks_first():
    rows = gaps()
    assert len(rows) == (3 * 2 + 3 * 2 * 2) * 2 * 2
    ranks = gap_ranks(rows)
    assert (ranks.min(axis=1) == 1).all()
    position = rows[list(CANDIDATES)].to_numpy().argmin(axis=1)
    assert (ranks.to_numpy()[np.arange(len(rows)), position] == 1).all()


@pytest.mark.parametrize(("factor", "verdict"), [(1, Verdict.PARTLY), (1e-4, Verdict.CONTRADICTED)])
def test_one_gap_that_is_beyond_doubt_would_be_seen(monkeypatch, factor, verdict):
    def load(name, /, **filters):
        frame = data.load(name, **filters)
        if name == "county_covariates":
            own = frame["name"] == "吉林省"
            column = frame["migrants_other_province"].astype(float)
            frame["migrants_other_province"] = column.where(~own, column * factor)
        if name == "province_panel":
            # Put the other gaps out of reach.
            own = (frame["province_en"] == "Jilin") & (frame["variable"] == "tax_revenue_local")
            frame["value"] = frame["value"].where(~own | (factor == 1), frame["value"] * 5)
            own = (frame["province_en"] == "Jilin") & (frame["variable"] == "trade_total")
            frame["value"] = frame["value"].where(~own | (factor == 1), frame["value"] * 20)
            own = (frame["province_en"] == "Jilin") & (frame["variable"] == "rd_expenditure")
            frame["value"] = frame["value"].where(~own | (factor == 1), frame["value"] * 5)
        return frame

    monkeypatch.setattr(module, "load", load)
    assert CHECKS["P34"].function().verdict is verdict


def test_a_laxer_threshold_leaves_the_claim_open():
    found = CHECKS["P34"].function(steady=0.7)
    assert found.verdict is Verdict.UNDETERMINED and found.needs
