"""Published and cross-checked values, from typed inputs."""

import numpy as np
import pandas as pd
import pytest
from indicator_examples import (
    CARS,
    CITIES,
    NATION,
    PLANTS,
    THREE,
    THREE_ROWS,
    YEARS,
    YEARS_OF_ALL,
    lattice,
)

from clusterbook.indicators import (
    adjacency_weights,
    backward_linkage,
    ellison_glaeser,
    forward_linkage,
    gem,
    gini,
    herfindahl,
    krugman_concentration,
    krugman_specialization,
    local_moran,
    location_quotient,
    locational_gini,
    morans_i,
    output_multiplier,
    shift_share,
    theil,
    topsis,
)

CELLS = {"region": "region", "industry": "industry", "value": "value"}
YEAR = {"region": "region", "industry": "industry", "start": "before", "end": "after"}


def test_ellison_glaeser_of_ten_plants():
    row = ellison_glaeser(CARS, region="city", industry="industry", size="jobs", totals=CITIES).loc[
        "cars"
    ]
    assert row["gamma"] == pytest.approx(0.05990628412, abs=5e-12)
    assert row["raw_concentration"] == pytest.approx(0.1681632653, abs=5e-11)
    assert row["herfindahl"] == pytest.approx(0.2446887755, abs=5e-11)
    assert row["z"] == pytest.approx(0.195900197, abs=5e-10)
    assert row["plants"] == 10


def test_ellison_glaeser_of_forty_two_plants():
    assert len(PLANTS) == 42
    result = ellison_glaeser(PLANTS, region="region", industry="industry", size="jobs")
    gamma = [-0.09379384456, 0.16838003343, -0.08012539445, -0.13040134055]
    h = [0.1312435, 0.09240553253, 0.14559982637, 0.12208059192]
    z = [-0.50259784, 1.36608781, -0.38016436, -0.76635406]
    assert result["gamma"].to_numpy() == pytest.approx(gamma, abs=5e-12)
    assert result["herfindahl"].to_numpy() == pytest.approx(h, abs=5e-8)
    assert result["z"].to_numpy() == pytest.approx(z, abs=1e-8)


def test_quotients_of_three_regions():
    expected = [
        [2.380952, 0.416667, 0],
        [0.879121, 1.538462, 0.307692],
        [0, 1, 2.4],
    ]
    for result in (location_quotient(THREE), location_quotient(THREE_ROWS, **CELLS)):
        found = result["location_quotient"].unstack().to_numpy()
        assert found == pytest.approx(np.array(expected), abs=5e-7)


@pytest.mark.parametrize(
    ("function", "column", "expected"),
    [
        (herfindahl, "herfindahl", [0.722222, 0.479290, 0.52]),
        (krugman_specialization, "krugman", [0.966667, 0.430769, 0.7]),
        (krugman_concentration, "krugman", [0.828571, 0.35, 1.05]),
    ],
)
def test_indices_of_three_regions(function, column, expected):
    assert function(THREE)[column].to_numpy() == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("weighted", [0.521429, 0.240625, 0.555]),
        ("weighted_half", [0.26071429, 0.1203125, 0.2775]),
        ("quotients", [0.48689139, 0.25307303, 0.59090909]),
    ],
)
def test_locational_gini_by_variant(variant, expected):
    found = locational_gini(THREE, variant=variant)
    assert found["locational_gini"].to_numpy() == pytest.approx(expected, abs=5e-7)
    assert (found["variant"] == variant).all()


def test_shift_share_from_zero():
    parts = shift_share(YEARS, **YEAR, **NATION)
    sums = parts[["national_share", "industry_mix", "regional_shift", "change"]].sum()
    assert sums.to_numpy() == pytest.approx([9, 6.5357142857, 1.4642857143, 17], abs=5e-11)
    assert parts["regional_shift"].to_numpy() == pytest.approx([-4.2857142857, 3.75, 2], abs=1e-9)
    # The net shift, change beyond the national share.
    assert sums["change"] - sums["national_share"] == pytest.approx(8)


def test_shift_share_of_all_industries():
    parts = shift_share(YEARS_OF_ALL, **YEAR, **NATION)
    sums = parts[["national_share", "industry_mix", "regional_shift"]].sum()
    assert sums.to_numpy() == pytest.approx([10.2, 5.3357142857, 1.4642857143], abs=5e-11)


def test_inequality_of_one_to_four():
    frame = pd.DataFrame({"y": [1, 2, 3, 4]})
    row = gini(frame, value="y").loc["y"]
    assert (row["gini"], row["corrected"]) == pytest.approx((0.25, 1 / 3))
    row = herfindahl(pd.DataFrame([[1, 2, 3, 4]])).iloc[0]
    assert (row["herfindahl"], row["normalised"]) == pytest.approx((0.3, 1 / 15))
    assert theil(frame, value="y", kind="L")["theil"]["total"] == pytest.approx(0.1217772743)
    assert theil(frame, value="y", kind="T")["theil"]["total"] == pytest.approx(0.1064401354)


def test_half_the_krugman_index_is_the_hoover_coefficient():
    shares = THREE.div(THREE.sum(axis=1), axis=0)
    whole = THREE.sum() / THREE.to_numpy().sum()
    hoover = (shares - whole).clip(lower=0).sum(axis=1)
    assert krugman_specialization(THREE)["half"].to_numpy() == pytest.approx(hoover.to_numpy())


def test_moran_on_a_lattice():
    cells, pairs = lattice(3)
    weights = adjacency_weights(pairs, unit="a", neighbour="b")
    cells["z"] = range(1, 10)
    row = morans_i(cells, unit="cell", value="z", weights=weights).loc["z"]
    assert row["morans_i"] == pytest.approx(0.5555555556, abs=5e-11)
    assert row["expected"] == -0.125
    assert row["z"] == pytest.approx(2.845185, abs=5e-7)
    local = local_moran(cells, unit="cell", value="z", weights=weights)["local_moran"]
    assert local.sum() == pytest.approx(9 * row["morans_i"])


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([5] * 6, 250),
        ([10] * 6, 1000),
        ([1] * 6, 10),
        ([7, 6, 8, 7, 5, 6], 415.806754),
    ],
)
def test_gem(judgements, expected):
    names = ["resources", "infrastructure", "suppliers", "firm_structure"]
    names += ["local_markets", "external_markets"]
    frame = pd.DataFrame([["c", *judgements]], columns=["cluster", *names])
    assert gem(frame, unit="cluster").loc["c", "gem"] == pytest.approx(expected, abs=5e-7)


def test_linkages_of_the_two_sector_textbook_table():
    """Miller and Blair's first table: inverse 1.2541 0.3300 / 0.2640 1.1221."""
    names = ["farm", "works"]
    flows = pd.DataFrame([[150, 500], [200, 100]], names, names)
    output = {"works": 2000, "farm": 1000}
    multipliers = output_multiplier(flows, output=output)["multiplier"]
    assert multipliers.to_numpy() == pytest.approx([1.2541 + 0.2640, 0.3300 + 1.1221], abs=2e-4)
    assert (backward_linkage(flows, output=output)["backward"] == multipliers).all()
    rows = forward_linkage(flows, output=output, variant="leontief")["forward"]
    assert rows.to_numpy() == pytest.approx([1.2541 + 0.3300, 0.2640 + 1.1221], abs=2e-4)


def test_topsis_chooses_among_four_aircraft():
    frame = pd.DataFrame(
        {
            "type": ["A1", "A2", "A3", "A4"],
            "speed": [2.0, 2.5, 1.8, 2.2],
            "range": [1500, 2700, 2000, 1800],
            "payload": [20000, 18000, 21000, 20000],
            "cost": [5.5, 6.5, 4.5, 5.0],
            "reliability": [5, 3, 7, 5],
            "handling": [9, 5, 7, 5],
        }
    )
    weights = dict(zip(frame.columns[1:], [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], strict=True))
    score = topsis(frame, unit="type", weights=weights, costs=["cost"])["score"]
    # Printed to three digits after work by hand: the third is 0.613 there, 0.6135 here.
    assert score.to_numpy() == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=1e-3)
