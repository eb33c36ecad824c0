"""The page on the survey: what it prints, and its indices by another route."""

import numpy as np
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch1/s10-survey"
PRINTED = {
    "mean_base": "0.021",
    "times_fine": "3.4",
    "part_small": "37%",
    "moved_base": "0.24",
    "moved_small": "0.34",
    "low_china": "0.022",
    "high_china": "0.024",
    "coast_high": "55%",
    "coast_low": "48%",
    "above_g": "11",
    "above_moved": "6",
    "rank_g": "0.52",
    "rank_gini": "0.79",
    "rank_moved": "0.77",
    "gap_one_cn": "43%",
    "gap_one_us": "34%",
    "equal_cn": "14",
    "equal_us": "23",
    "gap_g": "0.40",
    "gap_gini": "−0.04",
    "gap_moved": "−0.03",
    "mde_g": "0.98",
    "mde_moved": "0.36",
    "n_specs": "24",
    "n_negative": "16",
    "floor": "1.45",
    "known_1998": "23",
    "behind_2003": "14",
    "known_2003": "24",
    "jilin_2003": "1.41",
    "jilin_2008": "3.6",
    "zhejiang_2008": "9.9",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_fine_american_indices_are_those_of_the_table():
    """Raw concentration of the 397 industries, carried in data/us_industries.csv, with its mean."""
    found = page(PAGE).names["in_america"]
    known = load("us_industries").set_index("industry")
    for region in ("state", "zone"):
        carried = known[f"g_{region}s_adjusted_1990"]
        mine = found["industry", region]["g"].reindex(carried.index)
        gap = (mine - carried).abs()
        assert gap.median() < 0.0005 and mine.corr(carried) > 0.99, region


def test_one_branch_by_hand():
    """Electronics in China, 2012, from the rows of the table with numpy alone."""
    rows = load("province_sectors", year=2012)
    made = [f"{code:02d}" for code in range(6, 22)]
    rows = rows[rows["h38"].isin(made)]
    cells = rows.groupby(["province_en", "h38"])["gross_output"].sum().unstack(fill_value=0)
    values = cells.to_numpy()
    share = values / values.sum(axis=0)
    region = values.sum(axis=1) / values.sum()
    at = list(cells.columns).index("19")
    gap = share[:, at] - region
    found = page(PAGE).names["in_china"][2012].loc["19"]
    assert found["g"] == pytest.approx((gap**2).sum() / (1 - (region**2).sum()), abs=1e-9)
    assert found["moved"] == pytest.approx(np.abs(gap).sum() / 2, abs=1e-9)
    assert found["g"] == pytest.approx(0.072, abs=0.001)


def test_paired_gap_is_a_mean_of_differences():
    names = page(PAGE).names
    for index, (_, fit, _) in names["fits"].items():
        gap = np.log(names["in_china"][2012][index]) - np.log(names["base"][index])
        assert fit.params["china"] == pytest.approx(gap.mean(), abs=1e-8), index
