"""The figures that the page on modes of development prints, and its groups by another route."""

import numpy as np
import pytest
from conftest import page
from scipy.spatial.distance import pdist, squareform

PAGE = "ch1/s05-modes"
PRINTED = {
    "n_coast": "nine",
    "n_inland": "22",
    "methods_agree": "agree",
    "vintage_same": "stay the same",
    "two_2010": "0.43",
    "three_2010": "0.23",
}


def test_printed_figures():
    glued = page(PAGE).glued
    assert {key: glued[key] for key in PRINTED} == PRINTED


def test_the_coast_is_the_coast_and_jilin_is_not_of_it():
    coast = page(PAGE).names["coast"]
    assert set(coast.index[coast]) == {
        *("Beijing", "Tianjin", "Liaoning", "Shanghai", "Jiangsu"),
        *("Zhejiang", "Fujian", "Shandong", "Guangdong"),
    }


def test_silhouette_by_its_definition():
    """Every province by the formula of the page, with loops."""
    names = page(PAGE).names
    points = names["standardised"](names["frames"][2010])
    groups = np.where(names["coast"], 1, 2)
    distance = squareform(pdist(points))
    widths = []
    for i, own in enumerate(groups):
        mates = [j for j, g in enumerate(groups) if g == own and j != i]
        rest = [j for j, g in enumerate(groups) if g != own]
        a, b = distance[i, mates].mean(), distance[i, rest].mean()
        widths.append((b - a) / max(a, b))
    assert np.mean(widths) == pytest.approx(names["measured"][2010, 2]["width"], abs=1e-9)
    assert np.mean(widths) == pytest.approx(0.43, abs=0.005)
