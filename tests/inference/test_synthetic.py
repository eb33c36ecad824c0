"""The synthetic control: exact weights, placebos, what it cannot say, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from clusterbook.inference import InferenceError, synthetic_control
from clusterbook.inference.synthetic import fit

NAMES = {"unit": "place", "time": "year", "outcome": "output"}


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "zh")


def frame(units=6, before=8, after=4, effect=5.0, seed=0):
    rng = np.random.default_rng(seed)
    years = np.arange(2001, 2001 + before + after)
    trend = np.cumsum(rng.normal(1, 1, size=len(years)))
    rows = []
    for number in range(units):
        path = rng.normal(10, 3) + rng.uniform(0.5, 1.5) * trend + rng.normal(0, 0.3, len(years))
        if number == 0:
            path = path + effect * (years >= 2001 + before)
        rows += [(f"p{number}", year, value) for year, value in zip(years, path, strict=True)]
    return pd.DataFrame(rows, columns=["place", "year", "output"])


def run(data=None, **options):
    data = frame() if data is None else data
    return synthetic_control(data, **NAMES | {"treated": "p0", "start": 2009} | options)


def distance(weights, own, donors):
    return ((own - donors @ weights) ** 2).sum()


def test_typed_example_on_a_grid_of_all_weights():
    """Three donors, four periods: the best of 20,301 weights on a grid, none negative, sum one."""
    own = np.array([10.0, 12.0, 15.0, 16.0])
    donors = np.array([[8.0, 14.0, 9.0], [9.0, 15.0, 13.0], [13.0, 18.0, 14.0], [14.0, 17.0, 20.0]])
    steps = 200
    grid = [(i, j, steps - i - j) for i in range(steps + 1) for j in range(steps + 1 - i)]
    best = min((np.array(g) / steps for g in grid), key=lambda w: distance(w, own, donors))
    found = fit(own, donors)
    assert found == pytest.approx(best, abs=1 / steps)
    assert distance(found, own, donors) <= distance(best, own, donors)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), units=st.integers(2, 12), periods=st.integers(3, 15))
def test_weights_are_optimal(seed, units, periods):
    """Conditions of Karush, Kuhn and Tucker: no donor could take weight and bring it nearer."""
    rng = np.random.default_rng(seed)
    donors = rng.normal(50, 20, size=(periods, units))
    own = rng.normal(50, 20, size=periods)
    weights = fit(own, donors)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    slope = -2 * donors.T @ (own - donors @ weights)
    least = slope @ weights
    assert (slope - least >= -1e-6 * np.abs(slope).max() - 1e-12 * (donors**2).sum()).all()


def test_as_good_as_a_general_optimiser():
    rng = np.random.default_rng(4)
    own, donors = rng.normal(size=10), rng.normal(size=(10, 6))
    peer = minimize(
        distance,
        np.full(6, 1 / 6),
        (own, donors),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-12, "maxiter": 1000},
    )
    assert fit(own, donors) == pytest.approx(peer.x, abs=1e-4)
    assert distance(fit(own, donors), own, donors) <= peer.fun + 1e-9


def test_an_effect_is_found_and_stated_with_the_smallest_p():
    data = frame(units=15, seed=1)
    found = run(data)
    assert found.effect == pytest.approx(5, abs=1.5)
    assert found.path["gap"].loc[2009:].mean() == pytest.approx(found.effect)
    assert found.path["synthetic"].loc[2001] == pytest.approx(
        (data.query("year == 2001").set_index("place")["output"].drop("p0") * found.weights).sum()
    )
    assert (found.before, found.after) == (8, 4)
    assert found.smallest_p == found.p == 1 / 15
    ratios = found.ratios["ratio"]
    assert found.p == (ratios >= ratios["p0"]).mean()


def test_ratios_by_hand():
    found = run()
    gap = found.path["gap"]
    early, late = gap.loc[:2008], gap.loc[2009:]
    row = found.ratios.loc["p0"]
    assert row["before"] == pytest.approx(np.sqrt((early**2).mean()))
    assert row["ratio"] == pytest.approx(np.sqrt((late**2).mean()) / np.sqrt((early**2).mean()))


def test_a_placebo_is_the_same_run_on_another_unit():
    found = run()
    other = run(treated="p3")
    assert found.gaps["p3"].to_numpy() == pytest.approx(other.path["gap"].to_numpy())
    assert list(found.gaps) == list(found.ratios.index) == [f"p{i}" for i in range(6)]


def test_placebos_in_time_never_see_what_came_after_the_start():
    calm = run(frame(effect=0.0), placebo_times=[2005, 2007])
    loud = run(frame(effect=99.0), placebo_times=[2005, 2007])
    pd.testing.assert_frame_equal(calm.in_time, loud.in_time)
    assert list(calm.in_time.index) == [2005, 2007]
    early = frame().query("year < 2009")
    assert loud.in_time.loc[2005, "effect"] == pytest.approx(run(early, start=2005).effect)


def test_each_donor_with_weight_is_left_out_once():
    found = run()
    used = found.weights.index[found.weights > 1e-9]
    assert list(found.leave_one_out.index) == list(used)
    for donor in used:
        again = run(frame()[lambda d, donor=donor: d["place"] != donor])
        assert found.leave_one_out.loc[donor, "effect"] == pytest.approx(again.effect)


def test_p_is_uniform_when_nothing_was_treated():
    p = [run(frame(units=10, effect=0.0, seed=seed)).p for seed in range(150)]
    assert np.mean(np.array(p) <= 0.1) == pytest.approx(0.1, abs=0.07)
    assert np.mean(p) == pytest.approx(0.55, abs=0.08)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 999),
    scale=st.sampled_from([1e-6, 10.0, 1e7]),
    shift=st.sampled_from([0, 1e3]),
)
def test_units_order_and_a_common_level_do_not_matter(seed, scale, shift):
    data = frame(seed=seed)
    found = run(data)
    moved = data.sample(frac=1, random_state=seed)
    moved["output"] = scale * (moved["output"] + shift)
    again = run(moved)
    assert again.effect == pytest.approx(scale * found.effect, rel=1e-5)
    assert again.weights[found.weights.index].to_numpy() == pytest.approx(
        found.weights.to_numpy(), abs=1e-5
    )
    assert again.p == found.p


def test_a_perfect_fit_and_few_periods_are_stated():
    data = frame(units=12, before=4)
    twin = data[data["place"] == "p1"].assign(place="p0")
    data = pd.concat([data[data["place"] != "p0"], twin])
    found = run(data, start=2005)
    assert np.isinf(found.ratios.loc["p0", "ratio"])
    assert not found.unique
    assert "权重未必唯一" in repr(found)
    assert found.effect == pytest.approx(0, abs=1e-6)


def test_donors_can_be_chosen_and_space_left_out():
    found = run(donors=["p1", "p2", "p4"], space=False)
    assert list(found.weights.index) == ["p1", "p2", "p4"]
    assert np.isnan(found.p)
    assert list(found.gaps) == ["p0"]


def doubled(data):
    return pd.concat([data, data[:1]])


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (frame(), {"treated": "p9"}, "no treated unit 'p9'; it has p0, p1"),
        (frame(), {"donors": ["p1", "p9"]}, "no donor 'p9'"),
        (frame(), {"donors": ["p0", "p1"]}, "'p0' cannot be its own donor"),
        (frame(), {"donors": ["p1", "p1"]}, "a donor stands twice"),
        (frame(), {"donors": ["p1"]}, "1 donors: two or more"),
        (frame(), {"start": 2003}, "unit 'p0': 2 periods before 2003; 3 or more"),
        (frame(), {"start": 2050}, "start 2050 is not among the times, 2001 to 2012"),
        (frame(), {"placebo_times": [2002]}, "placebo in time 2002: 1 periods before"),
        (frame(), {"placebo_times": [2009]}, "placebo in time 2009: no period from 2009 on"),
        (frame(), {"outcome": "jobs"}, "no column 'jobs'"),
        (doubled(frame()), {}, r"more than one row for \(p0, 2001\)"),
        (frame()[1:], {}, r"no finite value for \(p0, 2001\)"),
        (frame().assign(output=np.inf), {}, r"no finite value for .* and 67 more"),
        (frame().assign(output="many"), {}, "numbers are needed"),
        (frame()[:0], {}, "no treated unit 'p0'"),
    ],
)
def test_bad_input(data, options, message):
    with pytest.raises(InferenceError, match=message):
        run(data, **options)
