"""The figures that the page on industrial competitiveness prints, and two of them by numpy."""

import numpy as np
import pandas as pd
import pytest
from conftest import page

from clusterbook.data import load

PAGE = "ch1/s06-industry-competitiveness"
PRINTED = {
    "n_zones": "722",
    "n_industries": "397",
    "jobs_lost": "13",
    "jobs_old": "−0.13",
    "jobs_spread": "−0.02",
    "jobs_beyond": "−0.04",
    "jobs_back": "−0.07",
    "top_start": "14.6%",
    "top_end": "11.9%",
    "top_earlier": "12.3%",
    "top_later": "13.9%",
    "same": "59%",
    "own_forward": "−37.2",
    "own_back": "−35.7",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_jobs_on_concentration_by_numpy():
    """The coefficient and its cluster-robust error without statsmodels."""
    names = page(PAGE).names
    data = names["sectors"]
    groups = pd.get_dummies(data["group"]).to_numpy(float)
    design = np.column_stack([data[["zones", "size"]], groups])
    bread = np.linalg.inv(design.T @ design)
    beta = bread @ design.T @ data["growth"].to_numpy()
    residual = data["growth"].to_numpy() - design @ beta
    scores = pd.DataFrame(design * residual[:, None]).groupby(data["group"].to_numpy()).sum()
    n, k, g = *design.shape, len(scores)
    scale = g / (g - 1) * (n - 1) / (n - k)
    error = np.sqrt(scale * np.diag(bread @ scores.T.to_numpy() @ scores.to_numpy() @ bread))
    fit = names["fits"]["1990年 | Of 1990"]
    assert (beta[0], error[0]) == pytest.approx((fit.params["zones"], fit.bse["zones"]), rel=1e-6)
    assert (beta[0], error[0]) == pytest.approx((-0.143, 0.034), abs=0.001)


def test_share_of_champions_from_the_rows_themselves():
    """The mean share of the first zone in 1990, from the table without the page's code."""
    rows = load("us_zones")
    shares = rows["jobs_1990"] / rows.groupby("industry")["jobs_1990"].transform("sum")
    first = shares.groupby(rows["industry"]).max().mean() * 100
    assert first == pytest.approx(13.9, abs=0.05)
