"""The page on modes: what it prints, its grid of thresholds in full, and its slope by another route."""

from itertools import product

import numpy as np
import pytest
from conftest import page

from clusterbook.typology import LIMITS, assign

PAGE = "ch5/s03-modes"
PRINTED = {
    "n_settings": "972",
    "n_always": "two",
    "n_never": "four",
    "n_early": "four",
    "open_share": "63%",
    "auto_hub": "67%",
    "socks_small": "50%",
    "n_strong": "108",
    "kept_all": "85%",
    "n_strong_va": "98",
    "kept_all_va": "71%",
    "kept_light": "79%",
    "beta_plain": "0.22",
    "beta_within": "−0.05",
    "mde": "0.37",
    "steady_ratio": "36%",
    "n_specs": "24",
    "plain_sig": "all 12",
    "within_sig": "none of 12",
}


def test_printed_figures():
    assert {key: page(PAGE).glued[key] for key in PRINTED} == PRINTED


def test_a_type_hangs_on_the_thresholds_the_page_says():
    """A few of the 972 sets, every type assigned at once."""
    names = page(PAGE).names
    grid, random = names["GRID"], np.random.default_rng(0)
    every = list(product(*grid.values()))
    for index in random.choice(len(every), 12, replace=False):
        limits = {**LIMITS, **dict(zip(grid, every[index], strict=True))}
        met = assign(names["evidence"], limits)["met"]
        for kind, keys in names["DEPENDS"].items():
            fewer = {**LIMITS, **{key: limits[key] for key in keys}}
            alone = assign(names["evidence"], fewer)["met"]
            assert [kind in m for m in met] == [kind in m for m in alone]


def test_within_branches_by_demeaning():
    names = page(PAGE).names
    frame = names["output"]
    columns = ["change", "heavy", "start"]
    within = frame[columns] - frame.groupby("sector")[columns].transform("mean")
    found, *_ = np.linalg.lstsq(
        within[["heavy", "start"]].to_numpy(), within["change"].to_numpy(), rcond=None
    )
    assert found[0] == pytest.approx(names["within"][0].params["heavy"])
