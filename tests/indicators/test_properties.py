"""What must hold for any table: order, scale, splitting, empty industries, bounds, additivity."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from indicator_examples import lattice, long

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
    gini,
    herfindahl,
    krugman_concentration,
    krugman_specialization,
    local_moran,
    location_quotient,
    location_quotient_interval,
    locational_gini,
    morans_i,
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

settings.register_profile("book", deadline=None, max_examples=40, derandomize=True)
settings.load_profile("book")
CELLS = {"region": "region", "industry": "industry", "value": "value"}
VARIANTS = ["weighted", "weighted_half", "quotients", "levels", "levels_corrected"]


def counts(rows, columns, least=0):
    return arrays.arrays(float, (rows, columns), elements=st.integers(least, 500).map(float))


@st.composite
def tables(draw, least=0):
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    cells = draw(counts(rows, columns, least))
    cells[0] += 1
    cells[:, 0] += 1
    return pd.DataFrame(cells, [f"r{k}" for k in range(rows)], [f"i{k}" for k in range(columns)])


@st.composite
def plants(draw):
    n = draw(st.integers(3, 40))
    rows = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 999))
    frame = pd.DataFrame(draw(st.lists(rows, min_size=n, max_size=n)), columns=list("ris"))
    assume(frame["r"].nunique() > 1)
    return frame


def eg(frame, **options):
    return ellison_glaeser(frame, region="r", industry="i", size="s", **options)


def numbers(frame):
    return frame.select_dtypes(["number", "bool"]).astype(float)


def same(a, b):
    a, b = numbers(a), numbers(b)
    pd.testing.assert_frame_equal(a, b.loc[a.index, a.columns], check_names=False, rtol=1e-7)


TABLE_FUNCTIONS = [
    location_quotient,
    herfindahl,
    krugman_specialization,
    krugman_concentration,
    raw_concentration,
    *[lambda t, v=v: locational_gini(t, variant=v) for v in VARIANTS],
    proximity,
    density,
    related_strength,
]
SHARE_COLUMNS = ["value", "region_total", "industry_total"]


@pytest.mark.parametrize("function", TABLE_FUNCTIONS)
@given(table=tables(), seed=st.integers(0, 99))
def test_the_order_of_labels_does_not_matter(function, table, seed):
    shuffled = table.sample(frac=1, random_state=seed).sample(frac=1, axis=1, random_state=seed)
    same(function(table), function(shuffled))


@pytest.mark.parametrize("function", [f for f in TABLE_FUNCTIONS if f is not location_quotient])
@given(table=tables())
def test_rows_and_tables_give_the_same(function, table):
    rows = long(table).sample(frac=1, random_state=0)
    spread = rows.pivot(index="region", columns="industry", values="value")
    same(function(table), function(spread))


@given(table=tables())
def test_quotients_of_rows_are_those_of_the_table(table):
    rows = long(table).sample(frac=1, random_state=0)
    same(location_quotient(table), location_quotient(rows, **CELLS))


@pytest.mark.parametrize("function", TABLE_FUNCTIONS)
@given(table=tables(), factor=st.sampled_from([0.125, 3, 1000]))
def test_the_unit_does_not_matter(function, table, factor):
    before, after = function(table), function(table * factor)
    same(before.drop(columns=SHARE_COLUMNS, errors="ignore"), after)


@pytest.mark.parametrize(
    "function",
    [
        krugman_specialization,
        krugman_concentration,
        raw_concentration,
        *[lambda t, v=v: locational_gini(t, variant=v) for v in VARIANTS],
        location_quotient,
    ],
)
@given(table=tables())
def test_an_empty_industry_changes_nothing(function, table):
    wider = table.assign(none=0.0)
    before = function(table)
    after = function(wider)
    same(before, after.loc[before.index])


@given(table=tables())
def test_an_empty_industry_leaves_the_herfindahl_but_not_its_normalised_form(table):
    before, after = herfindahl(table), herfindahl(table.assign(none=0.0))
    assert np.allclose(before["herfindahl"], after["herfindahl"], equal_nan=True)
    assert (after["industries"] == before["industries"] + 1).all()


@given(table=tables(), share=st.sampled_from([0.25, 0.5]))
def test_splitting_a_region_in_two_of_the_same_mix(table, share):
    """Shares by Lorenz curve do not change; each part has the whole's quotients."""
    parts = pd.concat(
        [table.drop("r0"), table.loc[["r0"]] * share, table.loc[["r0"]] * (1 - share)]
    )
    parts.index = [*table.index[1:], "r0a", "r0b"]
    for function in (
        krugman_concentration,
        lambda t: locational_gini(t, variant="weighted"),
    ):
        same(function(table), function(parts))
    quotients = location_quotient(parts)["location_quotient"]
    whole = location_quotient(table)["location_quotient"].loc["r0"]
    assert np.allclose(quotients.loc["r0a"], whole, equal_nan=True)
    same(krugman_specialization(table).drop("r0"), krugman_specialization(parts))


@given(table=tables())
def test_bounds(table):
    activity, whole = table.sum(axis=1), table.to_numpy().sum()
    quotient = location_quotient(table)["location_quotient"].unstack()
    ceiling = whole / activity[activity > 0]
    assert (quotient.loc[ceiling.index].max(axis=1) <= ceiling + 1e-9).all()
    assert quotient.min(axis=None) >= 0
    h = herfindahl(table)
    assert h["herfindahl"].dropna().between(1 / table.shape[1] - 1e-12, 1 + 1e-12).all()
    assert h["normalised"].dropna().between(-1e-12, 1 + 1e-12).all()
    assert krugman_specialization(table)["krugman"].dropna().between(0, 2).all()
    assert krugman_concentration(table)["krugman"].dropna().between(0, 2).all()
    for variant, most in zip(VARIANTS, [1, 0.5, 1, 1, 1], strict=True):
        index = locational_gini(table, variant=variant)["locational_gini"].dropna()
        assert index.between(-1e-12, most + 1e-12).all(), variant
    near = proximity(table)
    assert near.stack().dropna().between(0, 1).all()
    assert np.allclose(near, near.T, equal_nan=True)
    assert density(table)["density"].dropna().between(0, 1 + 1e-12).all()


@given(table=tables())
def test_quotients_average_to_one(table):
    """Weighted by regions' shares of the whole, the quotients of an industry have mean one."""
    activity = table.sum(axis=1)
    quotient = location_quotient(table)["location_quotient"].unstack().fillna(0)
    mean = (quotient.mul(activity / activity.sum(), axis=0)).sum()
    assert np.allclose(mean[table.sum() > 0], 1)


@given(table=tables())
def test_density_by_hand(table):
    """Four loops instead of one product."""
    quotient = location_quotient(table)["location_quotient"].unstack()
    has = quotient >= 1 - 1e-12
    found = density(table)["density"].unstack()
    near = proximity(table)
    for region in table.index:
        for industry in table.columns:
            others = [j for j in table.columns if j != industry]
            top = sum(near.fillna(0).loc[industry, j] for j in others if has.loc[region, j])
            bottom = near.fillna(0).loc[industry, others].sum()
            expected = top / bottom if bottom else np.nan
            assert found.loc[region, industry] == pytest.approx(expected, nan_ok=True)


@given(table=tables(least=1))
def test_related_strength_by_hand(table):
    """The definition, with the industry and the region struck out of the data themselves."""
    found = related_strength(table)["related_strength"].unstack()
    for region in table.index:
        near = proximity(table.drop(index=region)).fillna(0)
        for industry in table.columns:
            rest = table.drop(columns=industry)
            quotient = location_quotient(rest)["location_quotient"].unstack().loc[region]
            weight = near.loc[industry].drop(industry)
            expected = (weight * quotient).sum() / weight.sum() if weight.sum() else np.nan
            assert found.loc[region, industry] == pytest.approx(expected, nan_ok=True)


@given(table=tables(least=1), factor=st.sampled_from([2, 50]))
def test_related_strength_does_not_see_its_own_industry(table, factor):
    """With more of the industry in the region, what is near it stays as strong."""
    options = {"leave_region_out": True}
    before = related_strength(table, **options)["related_strength"].loc[("r0", "i0")]
    grown = table.copy()
    grown.loc["r0", "i0"] *= factor
    after = related_strength(grown, **options)["related_strength"].loc[("r0", "i0")]
    assert after == pytest.approx(before, nan_ok=True)


# Ellison-Glaeser


@given(frame=plants(), seed=st.integers(0, 99))
def test_order_and_unit_of_plants_do_not_matter(frame, seed):
    before = eg(frame)
    same(before, eg(frame.sample(frac=1, random_state=seed)))
    pure = ["gamma", "herfindahl", "raw_concentration", "z", "variance"]
    same(before[pure], eg(frame.assign(s=frame["s"] * 1000.0)))


@given(frame=plants())
def test_ellison_glaeser_by_hand(frame):
    """Straight from the definition, industry by industry."""
    found = eg(frame)
    x = frame.groupby("r")["s"].sum() / frame["s"].sum()
    for industry, group in frame.groupby("i"):
        z = group["s"] / group["s"].sum()
        s = group.groupby("r")["s"].sum().reindex(x.index, fill_value=0) / group["s"].sum()
        g, h, rest = ((s - x) ** 2).sum(), (z**2).sum(), 1 - (x**2).sum()
        row = found.loc[industry]
        assert row["raw_concentration"] == pytest.approx(g, abs=1e-12)
        if len(group) > 1:
            assert row["gamma"] == pytest.approx((g - rest * h) / (rest * (1 - h)), abs=1e-9)
        assert np.isnan(row["gamma"]) == (row["reason"] != "")


@given(frame=plants())
def test_gamma_has_no_bound_at_one_and_empty_regions_count(frame):
    totals = frame.groupby("r")["s"].sum().astype(float)
    same(eg(frame), eg(frame, totals=totals))
    x = totals / totals.sum()
    found, most = eg(frame), 1 - (x**2).sum()
    # All of an industry in the smallest region: the raw concentration can rise no further.
    assert (found["raw_concentration"] <= 1 - 2 * x.min() + (x**2).sum() + 1e-12).all()
    assert (found.loc[found["raw_concentration"] <= most, "gamma"].dropna() <= 1 + 1e-9).all()
    wider = pd.concat([totals, pd.Series({99: 1e-9})])
    assert np.allclose(eg(frame, totals=wider)["gamma"], eg(frame)["gamma"], equal_nan=True)


def test_gamma_exceeds_one_where_an_industry_fills_a_small_region():
    """Often said to be at most one; it is not, once the region is smaller than the sum of x squared."""
    frame = pd.DataFrame({"r": [0] * 7 + [1], "i": [0] * 7 + [1], "s": [1] * 7 + [8]})
    x, h = 7 / 15, 1 / 7
    rest = 1 - x**2 - (1 - x) ** 2
    expected = (2 * (1 - x) ** 2 - rest * h) / (rest * (1 - h))
    assert eg(frame).loc[0, "gamma"] == pytest.approx(expected)
    assert expected == pytest.approx(1.1666667)


def test_gamma_is_zero_on_average_when_plants_fall_by_chance():
    rng = np.random.default_rng(1)
    x = np.array([0.5, 0.3, 0.2])
    sizes = rng.lognormal(3, 1, 30)
    draws = [
        pd.DataFrame({"r": rng.choice(3, 30, p=x), "i": draw, "s": sizes}) for draw in range(2000)
    ]
    found = eg(pd.concat(draws), totals=dict(enumerate(x)))
    error = found["gamma"].std() / np.sqrt(len(found))
    assert abs(found["gamma"].mean()) < 3 * error
    assert found["raw_concentration"].var() == pytest.approx(found["variance"].iloc[0], rel=0.15)


# Inequality

columns = st.lists(st.integers(0, 900), min_size=2, max_size=30)


@given(values=columns, factor=st.sampled_from([0.5, 7]))
def test_inequality_of_a_column(values, factor):
    assume(sum(values) > 0)
    frame = pd.DataFrame({"y": values, "g": [k % 3 for k in range(len(values))]})
    found = gini(frame, value="y")["gini"].item()
    pairs = np.abs(np.subtract.outer(values, values)).mean() / 2 / np.mean(values)
    assert found == pytest.approx(pairs)
    twice = pd.concat([frame, frame])
    assert gini(twice, value="y")["gini"].item() == pytest.approx(found)
    assert gini(frame * factor, value="y")["gini"].item() == pytest.approx(found)
    t = theil(frame, value="y")["theil"]["total"]
    assert -1e-12 <= t <= np.log(len(values)) + 1e-12
    assert theil(twice, value="y")["theil"]["total"] == pytest.approx(t, abs=1e-12)


@pytest.mark.parametrize("kind", ["T", "L"])
@given(values=columns, groups=st.integers(1, 5))
def test_between_and_within_add_up(kind, values, groups):
    frame = pd.DataFrame({"y": [v + 1 for v in values]})
    frame["g"] = [k % groups for k in range(len(frame))]
    frame["w"] = [1 + k % 4 for k in range(len(frame))]
    found = theil(frame, value="y", weight="w", group="g", kind=kind)["theil"]
    assert found["between"] + found["within"] == pytest.approx(found["total"], abs=1e-12)
    assert min(found) >= -1e-12
    alone = theil(frame.assign(g=range(len(frame))), value="y", weight="w", group="g", kind=kind)
    assert alone.loc["within", "theil"] == pytest.approx(0, abs=1e-12)


# Change


@given(before=tables(), change=st.integers(0, 9), seed=st.integers(0, 99))
def test_components_add_up_in_every_cell(before, change, seed):
    rng = np.random.default_rng(seed)
    after = before + rng.integers(0, change + 1, before.shape)
    names = {"region": "region", "industry": "industry"}
    frame = long(before, value="then").merge(long(after, value="now"))
    parts = shift_share(frame, **names, start="then", end="now")
    pieces = parts[["national_share", "industry_mix", "regional_shift"]]
    assert np.allclose(pieces.sum(axis=1), parts["change"])
    # With the regions' own sum as reference, regional shifts cancel within every industry.
    assert np.allclose(parts.groupby("industry")["regional_shift"].sum(), 0)
    assert np.allclose(parts["industry_mix"].sum(), 0)
    shuffled = frame.sample(frac=1, random_state=seed)
    same(parts, shift_share(shuffled, **names, start="then", end="now"))


@given(values=st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5)), min_size=1, max_size=60))
def test_transitions(values):
    frame = pd.DataFrame(values, columns=["then", "now"])
    found = transition_matrix(frame, start="then", end="now")
    assert found["count"].sum() == len(frame)
    sums = found.groupby("from")["probability"].sum(min_count=1).dropna()
    assert np.allclose(sums, 1)
    known = found.dropna(subset="probability")
    assert (known["lower"] <= known["probability"] + 1e-12).all()
    assert (known["probability"] <= known["upper"] + 1e-12).all()
    assert known[["lower", "upper"]].stack().between(0, 1).all()


# Space

GRID, PAIRS = lattice(4)
ROOK = adjacency_weights(PAIRS, unit="a", neighbour="b")


@given(values=st.lists(st.integers(-50, 50), min_size=16, max_size=16), seed=st.integers(0, 9))
def test_moran_in_any_order_scale_and_place(values, seed):
    assume(len(set(values)) > 1)
    frame = GRID.assign(z=values)
    options = {"unit": "cell", "value": "z", "weights": ROOK, "permutations": 19}
    before = morans_i(frame, **options)
    same(before, morans_i(frame.sample(frac=1, random_state=seed), **options))
    moved = morans_i(frame.assign(z=frame["z"] * 4 + 100), **options)
    assert moved["morans_i"].item() == pytest.approx(before["morans_i"].item())
    local = local_moran(frame, **options)
    assert local["local_moran"].sum() == pytest.approx(16 * before["morans_i"].item())
    assert local["p"].between(0.1, 1).all()
    assert (local["q"] >= local["p"] - 1e-12).all()


def test_permutation_p_is_uniform_without_structure():
    rng = np.random.default_rng(3)
    p = [
        morans_i(
            GRID.assign(z=rng.normal(size=16)),
            unit="cell",
            value="z",
            weights=ROOK,
            permutations=99,
            seed=k,
        )["p"].item()
        for k in range(400)
    ]
    assert np.mean(np.array(p) <= 0.1) == pytest.approx(0.1, abs=0.045)
    assert np.mean(p) == pytest.approx(0.5, abs=0.05)


# Complexity


@given(table=tables())
def test_complexity(table):
    try:
        before = economic_complexity(table)
    except TableError:
        return
    after = economic_complexity(table.iloc[::-1, ::-1] * 3)
    for one, other in zip(before, after, strict=True):
        # Where complexity and diversity do not go together the sign is free.
        if abs(before.regions["complexity"] @ before.regions["diversity"]) > 1e-6:
            same(one, other)
        assert one["complexity"].mean() == pytest.approx(0, abs=1e-9)
        assert one["complexity"].std(ddof=0) == pytest.approx(1)


# Linkages


@given(cells=counts(4, 4), seed=st.integers(0, 99))
def test_linkages_do_not_depend_on_order_or_unit(cells, seed):
    names = list("abcd")
    flows = pd.DataFrame(cells, names, names)
    output = (flows.sum() + flows.sum(axis=1) + 10).to_dict()
    order = pd.Series(names).sample(frac=1, random_state=seed)
    mixed = flows.loc[order][order[::-1]] * 5
    five = {name: 5 * output[name] for name in reversed(names)}
    for function in (output_multiplier, backward_linkage, forward_linkage):
        same(function(flows, output=output), function(mixed, output=five))
    found = output_multiplier(flows, output=output)
    assert (found["multiplier"] >= 1).all()
    assert backward_linkage(flows, output=output)["relative"].mean() == pytest.approx(1)
    final = pd.Series(output) - flows.sum(axis=1)
    # Multipliers times final demand account for all output.
    assert (found["multiplier"] * final).sum() == pytest.approx(sum(output.values()))
    inputs = pd.Series(output) - flows.sum()
    share = (inputs / pd.Series(output)).to_dict()
    # Value added per output, multiplied through, is one in every sector.
    through = output_multiplier(flows, output=output, per_output=share)["multiplier"]
    assert np.allclose(through, 1)


# Scores


@given(cells=counts(6, 3), factor=st.sampled_from([0.01, 10]), seed=st.integers(0, 99))
def test_scores(cells, factor, seed):
    assume((np.ptp(cells, axis=0) > 0).all())
    frame = pd.DataFrame(cells, columns=list("xyz")).assign(city=list("abcdef"))
    mixed = frame.assign(x=frame["x"] * factor).sample(frac=1, random_state=seed)
    weights = {"x": 0.5, "y": 0.2, "z": 0.3}
    for function in (
        lambda f: equal_weights(f, unit="city", costs=["y"]),
        lambda f: entropy_weights(f, unit="city", indicators=list("xyz")),
        lambda f: topsis(f, unit="city", weights=weights, costs=["y"]),
        lambda f: rank_intervals(f, unit="city", indicators=list("xyz"), draws=50),
    ):
        same(function(frame), function(mixed))
    assert equal_weights(frame, unit="city")["score"].between(0, 1).all()
    assert topsis(frame, unit="city", weights=weights)["score"].between(0, 1).all()
    w = entropy_weights(frame, unit="city")
    assert w["weight"].sum() == pytest.approx(1)
    assert w["entropy"].between(-1e-12, 1 + 1e-12).all()
    found = rank_intervals(frame, unit="city", draws=200)
    assert (found["best"] <= found["lower"]).all() and (found["upper"] <= found["worst"]).all()
    assert (found["best"] <= found["rank"]).all() and (found["rank"] <= found["worst"]).all()
    component = first_principal_component(frame, unit="city")
    assert component.scores["score"].mean() == pytest.approx(0, abs=1e-9)
    assert (component.loadings["loading"] ** 2).sum() == pytest.approx(1)
    assert 1 / 3 - 1e-9 <= component.explained <= 1 + 1e-9


def test_who_is_best_in_everything_is_first_under_all_weights():
    frame = pd.DataFrame({"city": list("abc"), "x": [9, 2, 1], "y": [9, 1, 2]})
    for score in ("mean", "topsis"):
        row = rank_intervals(frame, unit="city", score=score).loc["a"]
        assert (row["best"], row["worst"], row["first"]) == (1, 1, 1)


# Sampling


def test_intervals_cover_as_often_as_they_say():
    """Of samples drawn from a known table, about 95 % of intervals hold the true quotient."""
    truth = pd.DataFrame([[400, 300, 50], [200, 500, 90], [100, 60, 300]], list("ABC"), list("xyz"))
    target = location_quotient(truth)["location_quotient"].to_numpy()
    shares = truth.to_numpy().ravel() / truth.to_numpy().sum()
    rng = np.random.default_rng(5)
    inside = []
    for k in range(150):
        sample = pd.DataFrame(rng.multinomial(2000, shares).reshape(3, 3), list("ABC"), list("xyz"))
        found = location_quotient_interval(sample, draws=199, seed=k)
        inside.append((found["lower"] <= target) & (target <= found["upper"]))
    assert np.mean(inside) == pytest.approx(0.95, abs=0.025)


def test_a_design_effect_widens_intervals():
    table = pd.DataFrame([[400, 300], [200, 500]], list("AB"), list("xy"))
    width = {}
    for effect in (1, 4):
        found = location_quotient_interval(table, design_effect=effect, draws=1999)
        width[effect] = (found["upper"] - found["lower"]).mean()
    assert width[4] / width[1] == pytest.approx(2, rel=0.1)
