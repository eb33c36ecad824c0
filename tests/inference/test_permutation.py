"""Permutation tests of units and of nodes: enumeration by hand, size, bad input."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterbook.inference import InferenceError, node_permutation_test, permutation_test

SIX = pd.DataFrame({"zone": [1, 1, 1, 0, 0, 0], "growth": [9.0, 8, 7, 3, 2, 1]})


def gap(rows):
    chosen = rows["zone"].to_numpy() == 1
    growth = rows["growth"].to_numpy()
    return growth[chosen].mean() - growth[~chosen].mean()


def symmetric(n, seed):
    values = np.random.default_rng(seed).normal(size=(n, n))
    names = [f"s{i}" for i in range(n)]
    return pd.DataFrame(values + values.T, index=names, columns=names)


@pytest.mark.parametrize(("alternative", "p"), [("greater", 0.05), ("less", 1), ("two-sided", 0.1)])
def test_fisher_by_hand(alternative, p):
    """Of 20 ways to choose three of six, one gives the largest gap."""
    found = permutation_test(gap, SIX, shuffle="zone", alternative=alternative)
    assert found.p == pytest.approx(p)
    assert (found.exact, found.draws, found.seed) == (True, 720, None)


def test_nine_prefectures_can_be_enumerated_when_asked():
    frame = pd.DataFrame({"growth": np.arange(7.0), "zone": [1, 0, 0, 0, 0, 0, 0]})
    drawn = permutation_test(gap, frame, shuffle="zone", draws=5039, alternative="less")
    every = permutation_test(gap, frame, shuffle="zone", draws=5040, alternative="less")
    assert (drawn.exact, every.exact) == (False, True)
    assert every.p == pytest.approx(1 / 7)
    assert drawn.p == pytest.approx(1 / 7, abs=0.02)


def test_drawn_p_has_the_plus_one_and_counts_ties():
    frame = pd.DataFrame({"zone": np.arange(30) % 2, "growth": np.arange(30.0) ** 1.5})
    found = permutation_test(gap, frame, shuffle="zone", draws=199, alternative="greater", seed=5)
    same = permutation_test(gap, frame, shuffle="zone", draws=199, alternative="greater", seed=5)
    assert found.p == (1 + (found.drawn >= found.statistic - 1e-9).sum()) / 200
    assert np.array_equal(found.drawn, same.drawn)
    assert found.smallest_p == 1 / 200
    constant = frame.assign(growth=1.0)
    assert permutation_test(gap, constant, shuffle="zone", draws=99).p == 1


def test_within_keeps_the_groups():
    frame = pd.concat([SIX.assign(year=2000), SIX.assign(year=2010, growth=SIX["growth"] + 100)])
    seen = set()

    def totals(rows):
        seen.add(tuple(rows.groupby("year")["zone"].sum()))
        return gap(rows)

    permutation_test(totals, frame, shuffle="zone", within="year", draws=50)
    assert seen == {(3, 3)}
    small = frame.groupby("year").head(4)[lambda d: d["year"] > 0]
    assert permutation_test(gap, small, shuffle="zone", within="year").draws == 24 * 24


def test_whole_units_change_places():
    frame = pd.DataFrame({"place": list("aaabbc"), "zone": [1, 1, 1, 0, 0, 0], "growth": range(6)})
    seen = set()

    def remember(rows):
        seen.add(tuple(rows["zone"]))
        return rows["zone"] @ rows["growth"]

    found = permutation_test(remember, frame, shuffle="zone", unit="place")
    assert seen == {(1, 1, 1, 0, 0, 0), (0, 0, 0, 1, 1, 0), (0, 0, 0, 0, 0, 1)}
    assert (found.units, found.draws) == (3, 6)


def test_the_frame_of_the_caller_stays_as_it_is():
    before = SIX.copy()
    permutation_test(gap, SIX, shuffle="zone")
    pd.testing.assert_frame_equal(SIX, before)


def test_nodes_against_plain_enumeration():
    a, b = symmetric(5, 1), symmetric(5, 2)
    upper = np.triu_indices(5, 1)
    x, fixed = a.to_numpy(), b.to_numpy()[upper]
    every = [
        np.corrcoef(x[np.ix_(order, order)][upper], fixed)[0, 1]
        for order in itertools.permutations(range(5))
    ]
    found = node_permutation_test(a, b, alternative="greater")
    assert found.statistic == pytest.approx(every[0])
    assert found.p == pytest.approx((np.array(every) >= every[0] - 1e-9).mean())
    assert np.sort(found.drawn) == pytest.approx(np.sort(every))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), scale=st.sampled_from([0.001, 3.0, 1e5]))
def test_node_order_scale_and_the_diagonal_do_not_matter(seed, scale):
    a, b = symmetric(5, seed), symmetric(5, seed + 1)
    found = node_permutation_test(a, b)
    order = np.random.default_rng(seed).permutation(a.index)
    c = scale * b.loc[order, order] + 7
    c = c.where(~np.eye(5, dtype=bool))
    again = node_permutation_test(a, c)
    assert again.statistic == pytest.approx(found.statistic)
    assert again.p == found.p


def test_another_statistic():
    a = symmetric(4, 3)
    found = node_permutation_test(a, a, statistic=lambda x, y: -np.abs(x - y).sum())
    assert found.statistic == 0
    assert found.p == pytest.approx(2 / 24)


def test_size_when_cells_of_a_row_hang_together():
    """Permuting nodes keeps the level; permuting cells as if independent rejects too often."""
    rng = np.random.default_rng(0)
    runs, nodes, cells = 150, 0, 0
    upper = np.triu_indices(12, 1)
    for run in range(runs):
        u, v = rng.normal(size=(2, 12))
        a, b = (pd.DataFrame(np.add.outer(w, w)) for w in (u, v))
        nodes += node_permutation_test(a, b, draws=99, seed=run).p <= 0.05
        frame = pd.DataFrame({"a": a.to_numpy()[upper], "b": b.to_numpy()[upper]})

        def slope(f):
            return float(np.corrcoef(f["a"].to_numpy(), f["b"].to_numpy())[0, 1])

        cells += permutation_test(slope, frame, shuffle="a", draws=99, seed=run).p <= 0.05
    assert nodes / runs <= 0.10
    assert cells / runs >= 0.20


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (SIX[:0], {}, "no rows"),
        (SIX, {"shuffle": "zones"}, "no column 'zones'"),
        (SIX.assign(zone=[1, 1, np.nan, 0, 0, 0]), {}, "column 'zone': 1 rows are missing"),
        (SIX.assign(u=[1, 1, 2, 2, 3, 3]), {"unit": "u"}, "'zone' changes within u 2"),
        (SIX.assign(y=range(6)), {"within": "y"}, "no two units can change places"),
        (SIX[:1], {}, "no two units"),
        (SIX.assign(growth=np.inf), {}, "the statistic is nan"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_bad_units(frame, options, message):
    with pytest.raises(InferenceError, match=message):
        permutation_test(gap, frame, **{"shuffle": "zone"} | options)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (symmetric(4, 1), "'second': no row s4"),
        (symmetric(6, 1), "'second': row s5 too many"),
        (symmetric(5, 1).assign(s1=0.0), "'second': .* it must be symmetric"),
        (symmetric(5, 1).replace(symmetric(5, 1).iloc[1, 2], np.nan), r"no value for \(s1, s2\)"),
        (symmetric(5, 1) * 0, "the statistic is nan"),
    ],
)
def test_bad_matrices(second, message):
    with pytest.raises(InferenceError, match=message):
        node_permutation_test(symmetric(5, 0), second)


def test_two_nodes_are_too_few_and_options_are_checked():
    with pytest.raises(InferenceError, match="2 nodes: three or more"):
        node_permutation_test(symmetric(2, 0), symmetric(2, 1))
    with pytest.raises(ValueError, match="alternative is 'both'"):
        permutation_test(gap, SIX, shuffle="zone", alternative="both")
    with pytest.raises(ValueError, match="draws is 0"):
        permutation_test(gap, SIX, shuffle="zone", draws=0)
