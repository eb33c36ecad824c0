"""Input that has no answer: one clear error, or a missing value with its reason."""

import numpy as np
import pandas as pd
import pytest
from indicator_examples import CARS, CITIES, NATION, THREE, THREE_ROWS, YEARS, lattice

from clusterbook.indicators import (
    TableError,
    adjacency_weights,
    backward_linkage,
    density,
    economic_complexity,
    ellison_glaeser,
    entropy_weights,
    equal_weights,
    first_principal_component,
    forward_linkage,
    gem,
    gini,
    herfindahl,
    krugman_concentration,
    krugman_specialization,
    local_moran,
    location_quotient,
    location_quotient_interval,
    locational_gini,
    morans_i,
    nearest_weights,
    output_multiplier,
    proximity,
    rank_intervals,
    raw_concentration,
    related_strength,
    shift_share,
    theil,
    topsis,
    transition_matrix,
)

CELLS = {"region": "region", "industry": "industry", "value": "value"}
PLANT = {"region": "city", "industry": "industry", "size": "jobs"}


def gini_of_quotients(frame, **options):
    return locational_gini(frame, variant="quotients", **options)


ON_CELLS = [
    location_quotient,
    location_quotient_interval,
    herfindahl,
    krugman_specialization,
    krugman_concentration,
    raw_concentration,
    gini_of_quotients,
    proximity,
    density,
    related_strength,
    economic_complexity,
]


def spoilt(value):
    frame = THREE_ROWS.astype({"value": object if isinstance(value, str) else float})
    frame.loc[3, "value"] = value
    return frame


@pytest.mark.parametrize("function", ON_CELLS)
@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (spoilt(-1.0), "'value', row 4: -1.0 is negative"),
        (spoilt(np.inf), "'value', row 4: inf is not finite"),
        (spoilt(np.nan), "'value', row 4: nan is missing"),
        (spoilt("many"), "'value' holds .* numbers are needed"),
        (THREE_ROWS[:0], "no rows"),
        (THREE_ROWS.drop(columns="industry"), "no column 'industry'"),
        (pd.concat([THREE_ROWS, THREE_ROWS[:1]]), r"more than one row for the cell \(A, x\)"),
        (THREE_ROWS[1:], r"no value for \(A, x\)"),
    ],
    ids=["negative", "infinite", "missing", "text", "empty", "column", "twice", "absent"],
)
def test_cells(function, frame, message):
    with pytest.raises(TableError, match=message):
        function(frame, **CELLS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"jobs": -5}, "row 3: -5.0 is negative"),
        ({"jobs": np.inf}, "row 3: inf is not finite"),
        ({"jobs": np.nan}, "row 3: nan is missing"),
        ({"jobs": "ten"}, "numbers are needed"),
        ({"city": None}, "'city', row 3: the label is missing"),
        ({"city": "Wels"}, "totals has nothing for Wels"),
    ],
)
def test_plants(change, message):
    plants = CARS.astype({"jobs": object if change.get("jobs") == "ten" else float})
    for column, value in change.items():
        plants.loc[2, column] = value
    with pytest.raises(TableError, match=message):
        ellison_glaeser(plants, **PLANT, totals=CITIES)


def test_no_plants_at_all():
    with pytest.raises(TableError, match="no rows"):
        ellison_glaeser(CARS[:0], **PLANT)
    with pytest.raises(TableError, match="all sizes are zero"):
        ellison_glaeser(CARS.assign(jobs=0), **PLANT)


def test_totals_of_zero_where_there_are_plants():
    with pytest.raises(TableError, match="totals is zero for Graz"):
        ellison_glaeser(CARS, **PLANT, totals=CITIES | {"Graz": 0})


@pytest.mark.parametrize(
    ("plants", "totals", "reason"),
    [
        (CARS[:1], CITIES, "one plant"),
        (CARS[:5], None, "one region"),
        (CARS.assign(jobs=[0] * 9 + [5]), CITIES, "one plant"),
    ],
)
def test_ellison_glaeser_is_missing_with_a_reason(plants, totals, reason):
    row = ellison_glaeser(plants, **PLANT, totals=totals).iloc[0]
    assert np.isnan(row["gamma"]) and np.isnan(row["z"])
    assert row["reason"] == reason


def test_one_region():
    one = THREE.loc[["A"]]
    assert location_quotient(one)["location_quotient"].dropna().eq(1).all()
    assert krugman_specialization(one)["krugman"].item() == 0
    alone = krugman_specialization(one, reference="others").iloc[0]
    assert np.isnan(alone["krugman"]) and alone["reason"] == "nothing in the reference"
    assert raw_concentration(one[["x"]])["raw_concentration"].item() == 0
    corrected = locational_gini(one, variant="levels_corrected").loc["x"]
    assert np.isnan(corrected["locational_gini"]) and corrected["reason"] == "one region"
    with pytest.raises(TableError, match="one region"):
        related_strength(one)
    with pytest.raises(TableError, match="industries in which no region has an advantage: z"):
        economic_complexity(one)
    with pytest.raises(TableError, match="not determined"):
        economic_complexity(one[["x", "y"]])


def test_one_industry():
    one = herfindahl(THREE[["x"]]).loc["A"]
    assert one["herfindahl"] == 1
    assert np.isnan(one["normalised"])
    assert one["reason"] == "one industry cannot be normalised"
    assert density(THREE[["x"]])["density"].isna().all()


def test_zero_industry_and_zero_region():
    table = THREE.assign(none=0)
    table.loc["void"] = 0
    quotient = location_quotient(table)
    reason = quotient["reason"].unstack()
    assert (reason.loc["void"] == "region total is zero").all()
    assert (reason["none"].drop("void") == "industry total is zero").all()
    missing = quotient["location_quotient"].isna()
    assert (missing == (quotient["reason"] != "")).all()
    assert herfindahl(table).loc["void", "reason"] == "region total is zero"
    assert krugman_specialization(table).loc["void", "reason"] == "region total is zero"
    found = locational_gini(table, variant="quotients")
    assert (found["reason"] == "a region total is zero").sum() == 3
    assert proximity(table).loc["none"].isna().all()
    assert density(table)["density"].unstack()["none"].isna().all()
    interval = location_quotient_interval(table, draws=50).loc[("A", "z")]
    assert np.isnan(interval["lower"])
    assert interval["reason"] == "no observation in the cell, no interval"
    for names in ("void", "none"):
        rest = table.drop("void") if names == "none" else table.drop(columns="none")
        with pytest.raises(TableError, match=names):
            economic_complexity(rest)


def test_everything_zero():
    table = THREE * 0
    assert location_quotient(table)["location_quotient"].isna().all()
    with pytest.raises(TableError, match="all cells are zero"):
        location_quotient_interval(table)


def test_disconnected_table():
    table = pd.DataFrame(np.kron(np.eye(2), [[5, 1], [1, 5]]), list("abcd"), list("wxyz"))
    with pytest.raises(TableError, match=r"2 parts .*\{a, b\}, \{c, d\}|parts"):
        economic_complexity(table)


def test_economic_complexity_that_is_not_determined():
    circle = pd.DataFrame([[5, 5, 1], [1, 5, 5], [5, 1, 5]], list("abc"), list("xyz"))
    with pytest.raises(TableError, match="stands twice"):
        economic_complexity(circle)
    with pytest.raises(TableError, match="not determined"):
        economic_complexity(pd.DataFrame([[1, 1], [2, 2]]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"region_totals": {"A": 90, "B": 80}}, "region_totals has nothing for C"),
        ({"region_totals": {"A": 90, "B": 80, "C": 90, "D": 9}}, "names D, of which there is no"),
        ({"industry_totals": {"x": 9, "y": 9, "z": 9, "q": 9}}, "names q, of which there is no"),
        ({"region_totals": {"A": 0, "B": 80, "C": 90}}, "region_totals is zero for A"),
        (
            {
                "region_totals": {"A": 90, "B": 80, "C": 90},
                "industry_totals": {"x": 99, "y": 99, "z": 99},
            },
            "disagree on the whole",
        ),
        ({"total": 0}, "total is 0"),
    ],
)
def test_totals_of_quotients(options, message):
    with pytest.raises(TableError, match=message):
        location_quotient(THREE, **options)


def test_quotients_within_a_larger_whole():
    part = location_quotient(
        THREE.loc[["A"]], industry_totals=THREE.sum().to_dict(), region_totals=THREE.sum(axis=1)
    )
    whole = location_quotient(THREE)
    assert part["location_quotient"].tolist() == whole["location_quotient"].loc[["A"]].tolist()


def test_options_with_unknown_names():
    for call in (
        lambda: locational_gini(THREE, variant="plain"),
        lambda: krugman_specialization(THREE, reference="nation"),
        lambda: theil(pd.DataFrame({"y": [1]}), value="y", kind="S"),
        lambda: forward_linkage(FLOWS, output=OUTPUT, variant="both"),
        lambda: nearest_weights(CARS, unit="city", x="jobs", y="jobs", neighbours=1, metric="m"),
        lambda: rank_intervals(SCORES, unit="city", score="sum"),
        lambda: transition_matrix(YEARS, start="before", end="after", breaks=[2, 1]),
        lambda: location_quotient_interval(THREE, level=95),
    ):
        with pytest.raises(ValueError):
            call()


# Inequality of one column


def test_columns_without_inequality_or_amount():
    zero = pd.DataFrame({"y": [0, 0]})
    assert gini(zero, value="y").loc["y", "reason"] == "all values are zero"
    assert np.isnan(gini(zero, value="y").loc["y", "gini"])
    assert theil(zero, value="y").loc["total", "reason"] == "all values are zero"
    even = theil(pd.DataFrame({"y": [2, 2], "g": ["a", "b"]}), value="y", group="g")
    assert even["theil"].tolist() == [0, 0, 0]
    assert even["share"].isna().all()
    assert (even["reason"] == "no inequality to share out").all()
    with pytest.raises(TableError, match="weights are zero"):
        gini(pd.DataFrame({"y": [1], "w": [0]}), value="y", weight="w")


# Space

GRID, PAIRS = lattice(3)
ROOK = adjacency_weights(PAIRS, unit="a", neighbour="b")


@pytest.mark.parametrize("function", [morans_i, local_moran])
@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (GRID.assign(z=np.arange(9.0)).drop(index=4), "has nothing for 4"),
        (GRID.assign(cell=[0, *range(8)], z=1.0), "twice there: 0"),
        (GRID.assign(cell=range(1, 10), z=1.0), "has nothing for 0"),
        (GRID.assign(z=[np.inf, *range(8)]), "row 1: inf is not finite"),
        (GRID.assign(z="x"), "numbers are needed"),
        (GRID.assign(z=1.0)[:0], "no rows"),
    ],
)
def test_values_in_space(function, frame, message):
    with pytest.raises(TableError, match=message):
        function(frame, unit="cell", value="z", weights=ROOK)


def test_unit_without_weights():
    more = pd.concat([GRID, pd.DataFrame({"cell": [77]})]).assign(z=range(10))
    with pytest.raises(TableError, match="no weights for 77"):
        morans_i(more, unit="cell", value="z", weights=ROOK)
    with pytest.raises(TypeError, match="found ndarray"):
        morans_i(more, unit="cell", value="z", weights=np.eye(9))


@pytest.mark.parametrize("function", [morans_i, local_moran])
def test_equal_values_have_no_moran(function):
    found = function(GRID.assign(z=0.1), unit="cell", value="z", weights=ROOK, permutations=9)
    assert found.iloc[:, 0].isna().all()
    assert (found["reason"] == "all values are equal").all()


def test_islands_are_refused_or_stated():
    with pytest.raises(TableError, match="units without neighbours: 9"):
        adjacency_weights(PAIRS, unit="a", neighbour="b", units=range(10))
    weights = adjacency_weights(PAIRS, unit="a", neighbour="b", units=range(10), islands="drop")
    assert weights.islands == (9,)
    assert "islands left out: 9" in repr(weights)
    more = pd.DataFrame({"cell": range(10), "z": [*range(1, 10), 400]})
    row = morans_i(more, unit="cell", value="z", weights=weights, permutations=9).loc["z"]
    assert row["units"] == 9
    assert row["morans_i"] == pytest.approx(0.5555555556)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": range(5)}, "pairs name 5, 6, 7, 8, which units lacks"),
        ({"units": [*range(9), 3]}, "units twice there: 3"),
    ],
)
def test_adjacency(options, message):
    with pytest.raises(TableError, match=message):
        adjacency_weights(PAIRS, unit="a", neighbour="b", **options)
    with pytest.raises(TableError, match="neighbours of themselves: 1"):
        adjacency_weights(pd.DataFrame({"a": [1], "b": [1]}), unit="a", neighbour="b")
    with pytest.raises(TableError, match="no rows"):
        adjacency_weights(PAIRS[:0], unit="a", neighbour="b")


def test_too_many_neighbours():
    points = pd.DataFrame({"u": [1, 2], "x": [0, 1], "y": [0, 1]})
    with pytest.raises(TableError, match="2 neighbours asked for, with 2 units"):
        nearest_weights(points, unit="u", x="x", y="y", neighbours=2)
    with pytest.raises(TableError, match="twice there: 1"):
        nearest_weights(points.assign(u=1), unit="u", x="x", y="y", neighbours=1)


# Change

YEAR = {"region": "region", "industry": "industry", "start": "before", "end": "after"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reference_start": {"a": 1}, "reference_end": {"a": 1}}, "has nothing for b, c"),
        (NATION | {"reference_start": {"a": 0, "b": 80, "c": 50}}, "zero for a, whose cells"),
        (NATION | {"reference_end": {"a": 1, "b": 1, "c": 1, "d": 1}}, "differ in d"),
    ],
)
def test_reference_of_shift_share(options, message):
    with pytest.raises(TableError, match=message):
        shift_share(YEARS, **YEAR, **options)


def test_shift_share_needs_both_ends_of_a_reference():
    with pytest.raises(ValueError, match="both"):
        shift_share(YEARS, **YEAR, reference_start={"a": 1})
    with pytest.raises(TableError, match="starts from zero in every industry"):
        shift_share(YEARS.assign(before=0), **YEAR)


def test_an_industry_that_is_new_everywhere_is_regional_shift():
    parts = shift_share(YEARS, **YEAR)
    row = parts.xs("c", level="industry").iloc[0]
    assert row["regional_shift"] == row["change"] == 2
    assert row["reason"] == "reference starts from zero, all is regional shift"


def test_a_class_in_which_no_unit_started():
    frame = pd.DataFrame({"then": [0.1, 0.2], "now": [0.1, 3]})
    found = transition_matrix(frame, start="then", end="now", breaks=[1])
    assert found.loc[">= 1", "probability"].isna().all()
    assert (found.loc[">= 1", "reason"] == "no unit started there").all()
    with pytest.raises(TableError, match="row 1: nan is missing"):
        transition_matrix(frame.assign(now=np.nan), start="then", end="now")


# Linkages

FLOWS = pd.DataFrame([[150.0, 500], [200, 100]], ["farm", "works"], ["farm", "works"])
OUTPUT = {"farm": 1000, "works": 2000}


@pytest.mark.parametrize("function", [output_multiplier, backward_linkage, forward_linkage])
@pytest.mark.parametrize(
    ("flows", "output", "message"),
    [
        (FLOWS.rename(columns={"farm": "mine"}), OUTPUT, "farm, mine on one side only"),
        (FLOWS, {"farm": 1000}, "output has nothing for works"),
        (-FLOWS, OUTPUT, "column 'farm', label 'farm': -150.0 is negative"),
        (FLOWS * np.inf, OUTPUT, "is not finite"),
        (FLOWS.astype(str), OUTPUT, "numbers needed"),
        (FLOWS, {"farm": 1000, "works": 0}, "no output but inputs or sales: works"),
        (FLOWS * 9, OUTPUT, "spectral radius .*same units"),
        (FLOWS[:0], OUTPUT, "with cells in it"),
        (FLOWS * 0, {"farm": 0, "works": 0}, "no sector has any output"),
    ],
)
def test_input_output_tables(function, flows, output, message):
    with pytest.raises(TableError, match=message):
        function(flows, output=output)


@pytest.mark.parametrize("function", [output_multiplier, backward_linkage, forward_linkage])
def test_an_idle_sector_is_missing_and_changes_nothing(function):
    wider = FLOWS.reindex(["idle", *FLOWS.index]).reindex(columns=["works", "idle", "farm"])
    found = function(wider.fillna(0), output=OUTPUT | {"idle": 0})
    assert found.loc["idle", "reason"] == "no output"
    numbers = found.select_dtypes("number")
    assert numbers.loc["idle"].isna().all()
    alone = function(FLOWS, output=OUTPUT).select_dtypes("number")
    assert np.allclose(numbers.drop("idle"), alone)


# Scores

SCORES = pd.DataFrame({"city": list("abcd"), "x": [1.0, 2, 3, 5], "y": [4.0, 1, 2, 2]})


@pytest.mark.parametrize(
    "function", [equal_weights, entropy_weights, first_principal_component, rank_intervals]
)
@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (SCORES.assign(city="a"), "twice there: a"),
        (SCORES.assign(city=None), "label is missing"),
        (SCORES.assign(x="high"), "numbers are needed"),
        (SCORES.assign(x=np.nan), "row 1: nan is missing"),
        (SCORES.assign(x=np.inf), "row 1: inf is not finite"),
        (SCORES[:0], "no rows"),
        (SCORES[["city"]], "no column is left"),
    ],
)
def test_indicators(function, frame, message):
    with pytest.raises(TableError, match=message):
        function(frame, unit="city")


def test_a_constant_indicator():
    frame = SCORES.assign(y=1.0)
    for function in (equal_weights, first_principal_component, rank_intervals):
        with pytest.raises(TableError, match="the same everywhere: y"):
            function(frame, unit="city")
    weights = entropy_weights(frame, unit="city")
    assert weights["weight"].tolist() == [1, 0]
    assert weights.loc["y", "reason"] == "the same everywhere"
    with pytest.raises(TableError, match="nothing to weigh by"):
        entropy_weights(frame.assign(x=1.0), unit="city")
    with pytest.raises(TableError, match="alike"):
        topsis(frame, unit="city", weights={"y": 1})


def test_more_indicators_than_objects():
    wide = SCORES.assign(z=[1, 5, 2, 7], w=[3, 1, 4, 1])
    with pytest.raises(TableError, match="4 objects and 4 indicators"):
        first_principal_component(wide, unit="city")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"x": 1, "q": 1}, "no column 'q'"),
        ({"x": -1, "y": 2}, "weights, label 'x': -1.0 is negative"),
        ({"x": 0, "y": 0}, "all weights are zero"),
    ],
)
def test_weights_of_topsis(weights, message):
    with pytest.raises(TableError, match=message):
        topsis(SCORES, unit="city", weights=weights)


def test_costs_that_are_no_indicators():
    with pytest.raises(TableError, match="costs name q"):
        equal_weights(SCORES, unit="city", costs=["q"])
    with pytest.raises(ValueError, match="minmax"):
        entropy_weights(SCORES, unit="city", costs=["x"], scaling="none")
    with pytest.raises(TableError, match="negative values in x"):
        entropy_weights(SCORES.assign(x=[-1, 0, 1, 2]), unit="city", scaling="none")


def test_judgements_of_gem():
    names = ["resources", "infrastructure", "suppliers", "firm_structure"]
    names += ["local_markets", "external_markets"]
    frame = pd.DataFrame([["c", 5, 5, 5, 5, 5, 11]], columns=["cluster", *names])
    with pytest.raises(TableError, match="c, external_markets: 11 lies outside 1 to 10"):
        gem(frame, unit="cluster")
    with pytest.raises(TableError, match="no column 'suppliers'"):
        gem(frame.drop(columns="suppliers"), unit="cluster")
