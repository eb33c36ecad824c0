"""The wild cluster bootstrap: oracles, brute force, size, faults of other packages, bad input."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_samples import brute_force_t, grunfeld, panel

from clusterbook.inference import InferenceError, wild_cluster_bootstrap

FIRMS = "invest ~ value + capital + C(firm)"


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "zh")


def matrices(formula, data, parameter):
    model = smf.ols(formula, data)
    return model.endog, model.exog, model.exog_names.index(parameter)


def test_o13_grunfeld_with_all_signs_enumerated():
    found = wild_cluster_bootstrap(smf.ols(FIRMS, grunfeld()), parameter="value", clusters="firm")
    assert found.t * found.correction**0.5 == pytest.approx(7.678336, abs=5e-7)
    assert (found.draws, found.enumerated) == (1024, True)
    assert found.p == 4 / 1024
    assert found.p_without_ties == 2 / 1024
    assert found.ties == 2


def test_o12_clustered_errors_are_those_of_statsmodels_and_plm():
    data = grunfeld()
    groups = pd.factorize(data["firm"])[0]
    fit = smf.ols(FIRMS, data).fit(cov_type="cluster", cov_kwds={"groups": groups})
    coefficients = {"value": (0.1101238041, 0.01434214), "capital": (0.3100653413, 0.04979261)}
    for parameter, (estimate, error) in coefficients.items():
        found = wild_cluster_bootstrap(fit, parameter=parameter, clusters="firm")
        assert found.estimate == pytest.approx(estimate, abs=5e-11)
        assert found.standard_error / found.correction**0.5 == pytest.approx(error, abs=5e-9)
        assert found.standard_error == pytest.approx(fit.bse[parameter], rel=1e-9)
        assert found.t == pytest.approx(fit.tvalues[parameter], rel=1e-9)


def test_o12_two_way_effects():
    model = smf.ols(FIRMS + " + C(year)", grunfeld())
    for parameter, estimate in {"value": 0.1177158551, "capital": 0.3579162731}.items():
        found = wild_cluster_bootstrap(model, parameter=parameter, clusters="firm")
        assert found.estimate == pytest.approx(estimate, abs=5e-11)


@pytest.mark.parametrize("null", [0.0, 0.3, -1.0])
@pytest.mark.parametrize(
    "formula", ["y ~ x + z", "y ~ x + z + C(place)", "y ~ x + C(place) + C(year)", "y ~ 0 + x + z"]
)
def test_every_draw_is_that_of_fitting_the_model_anew(formula, null):
    data = panel()
    y, x, position = matrices(formula, data, "x")
    t, drawn = brute_force_t(y, x, data["place"].to_numpy(), position=position, null=null)
    found = wild_cluster_bootstrap(
        smf.ols(formula, data), parameter="x", clusters="place", null=null
    )
    scale = found.correction**0.5
    assert found.t * scale == pytest.approx(t, rel=1e-8)
    assert np.sort(found.draws_of_t * scale) == pytest.approx(np.sort(drawn), rel=1e-6, abs=1e-8)
    size = np.abs(drawn)
    assert found.p == (size >= abs(t) - 1e-7).mean()
    assert found.p_without_ties == (size > abs(t) + 1e-7).mean()


def test_weighted_least_squares_too():
    data = panel()
    weights = 1 + data["year"]
    model = smf.wls("y ~ x + z", data, weights=weights)
    root = np.sqrt(weights.to_numpy())
    t, drawn = brute_force_t(
        model.endog * root, model.exog * root[:, None], data["place"].to_numpy(), position=1
    )
    found = wild_cluster_bootstrap(model, parameter="x", clusters="place")
    assert found.t * found.correction**0.5 == pytest.approx(t, rel=1e-8)
    assert found.p == (np.abs(drawn) >= abs(t) - 1e-7).mean()


def test_clusters_that_cross_the_effects():
    data = panel(clusters=7)
    y, x, position = matrices("y ~ x + z + C(place)", data, "x")
    t, drawn = brute_force_t(y, x, data["year"].to_numpy(), position=position)
    found = wild_cluster_bootstrap(
        smf.ols("y ~ x + z + C(place)", data), parameter="x", clusters="year"
    )
    assert found.t * found.correction**0.5 == pytest.approx(t, rel=1e-8)
    assert found.p == (np.abs(drawn) >= abs(t) - 1e-7).mean()


def test_f10_ties_are_counted_as_stated():
    """One package leaves the two tied draws out, another counts them; neither says so."""
    model = smf.ols("y ~ x", panel(clusters=5, effect=9.0))
    found = wild_cluster_bootstrap(model, parameter="x", clusters="place")
    assert found.ties == 2
    assert found.p == found.p_without_ties + 2 / 32
    assert "相等者计入 | " not in repr(found)
    assert "ties counted" in found.method.split(" | ")[1]


def test_the_interval_holds_what_the_test_does_not_reject():
    model = smf.ols("y ~ x + z", panel(clusters=9))
    found = wild_cluster_bootstrap(model, parameter="x", clusters="place")
    low, high = found.interval
    width = high - low

    def p(null):
        return wild_cluster_bootstrap(model, parameter="x", clusters="place", null=null).p

    for end, outward in ((low, -1), (high, 1)):
        assert p(end + outward * 1e-6 * width) <= 0.05 < p(end - outward * 1e-6 * width)
    assert low < found.estimate < high


def test_with_four_clusters_no_value_is_rejected_and_the_interval_says_so():
    model = smf.ols("y ~ x", panel(clusters=4))
    found = wild_cluster_bootstrap(model, parameter="x", clusters="place")
    assert found.p >= 2 / 16
    assert found.interval == (-np.inf, np.inf)
    assert "[−∞, ∞]" in repr(found)


def test_webb_weights_are_drawn_and_have_unit_variance():
    from clusterbook.inference.partial import sign_draws

    drawn, exact = sign_draws(9, 50_000, "webb", np.random.default_rng(0))
    assert not exact
    assert len(np.unique(drawn)) == 6
    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert drawn.var() == pytest.approx(1, abs=0.01)
    assert (drawn**3).mean() == pytest.approx(0, abs=0.02)


def test_many_clusters_are_drawn_by_seed_with_the_plus_one_rule():
    model = smf.ols("y ~ x + z", panel(clusters=15, effect=0.2))
    asked = {"parameter": "x", "clusters": "place", "draws": 499}
    found = wild_cluster_bootstrap(model, **asked, seed=3)
    again = wild_cluster_bootstrap(model, **asked, seed=3)
    other = wild_cluster_bootstrap(model, **asked, seed=4)
    assert not found.enumerated
    assert found.p == again.p
    assert not np.array_equal(found.draws_of_t, other.draws_of_t)
    extreme = (np.abs(found.draws_of_t) >= abs(found.t)).sum()
    assert found.p == (1 + extreme) / 500
    assert found.p_without_ties == extreme / 499


def rejections(test, runs, seed):
    """How often a test at 5 % rejects a true null: ten clusters, a shock common to each."""
    rng = np.random.default_rng(seed)
    codes = np.arange(60) // 6
    rejected = 0
    for _ in range(runs):
        data = pd.DataFrame({"g": codes, "x": rng.normal(size=10)[codes] + rng.normal(size=60) / 3})
        data["y"] = rng.normal(size=10)[codes] + rng.normal(size=60)
        rejected += test(data) <= 0.05
    return rejected / runs


def test_size_under_the_null_where_classical_errors_reject_far_too_often():
    def bootstrap(data):
        return wild_cluster_bootstrap(smf.ols("y ~ x", data), parameter="x", clusters="g").p

    def classical(data):
        return smf.ols("y ~ x", data).fit().pvalues["x"]

    assert 0.02 <= rejections(bootstrap, 200, seed=1) <= 0.09
    assert rejections(classical, 200, seed=1) > 0.25


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    scale=st.sampled_from([-1e4, -1.0, 1e-4, 7.0]),
    clusters=st.integers(3, 7),
)
def test_units_labels_and_order_of_rows_do_not_matter(seed, scale, clusters):
    data = panel(seed, clusters)
    asked = {"parameter": "x", "clusters": "place"}
    found = wild_cluster_bootstrap(smf.ols("y ~ x + z", data), **asked)
    moved = data.sample(frac=1, random_state=seed).reset_index(drop=True)
    moved["place"] = "p" + (97 * (moved["place"] + 1) % 31).astype(str)
    moved["y"] = scale * moved["y"] + 3 * moved["z"]
    again = wild_cluster_bootstrap(smf.ols("y ~ x + z", moved), **asked)
    assert again.p == found.p
    assert again.estimate == pytest.approx(scale * found.estimate, rel=1e-6)
    assert abs(again.t) == pytest.approx(abs(found.t), rel=1e-6)


def test_rows_that_the_formula_left_out_are_stated():
    data = panel()
    data["y"] = data["y"].mask(data.index.isin([3, 30]))
    kept = data.dropna().reset_index(drop=True)
    asked = {"parameter": "x", "clusters": "place"}
    found = wild_cluster_bootstrap(smf.ols("y ~ x + z", data).fit(), **asked)
    clean = wild_cluster_bootstrap(smf.ols("y ~ x + z", kept), **asked)
    assert (found.rows_used, found.rows_dropped) == (46, 2)
    assert (found.p, found.t) == (clean.p, pytest.approx(clean.t))
    assert "因缺失未用2行" in repr(found)
    by_sequence = wild_cluster_bootstrap(
        smf.ols("y ~ x + z", data), parameter="x", clusters=list(data["place"])
    )
    assert by_sequence.t == pytest.approx(found.t)


def holed(data):
    return data.assign(place=data["place"].astype(float).mask(data.index == 4))


@pytest.mark.parametrize(
    ("data", "asked", "message"),
    [
        (panel(), {"parameter": "w"}, "no parameter 'w' in the model; it has Intercept, x, z"),
        (panel(), {"clusters": "town"}, "no column 'town' for the clusters"),
        (panel(), {"clusters": [1, 2, 3]}, "'clusters' has 3 rows, the model 48"),
        (holed(panel()), {}, "clusters 'place': 1 rows have none .* row 5"),
        (panel().assign(place="only"), {}, "clusters 'place': only only; two clusters or more"),
        (panel().assign(x=lambda d: 2 * d["z"]), {}, "parameter 'x': the other regressors"),
        (panel().assign(x=1.0), {}, "parameter 'x': the other regressors"),
    ],
)
def test_bad_input(data, asked, message):
    asked = {"parameter": "x", "clusters": "place"} | asked
    with pytest.raises(InferenceError, match=message):
        wild_cluster_bootstrap(smf.ols("y ~ x + z", data), **asked)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"weights": "mammen"}, "weights is 'mammen'"),
        ({"draws": 0}, "draws is 0"),
        ({"draws": 10.5}, "draws is 10.5"),
        ({"level": 95}, "level is 95"),
    ],
)
def test_bad_options(asked, message):
    with pytest.raises(ValueError, match=message):
        wild_cluster_bootstrap(smf.ols("y ~ x", panel()), parameter="x", clusters="place", **asked)


def test_a_model_that_is_not_linear_is_refused():
    data = panel().assign(y=lambda d: (d["y"] > 0).astype(int))
    with pytest.raises(TypeError, match="found Logit: the bootstrap needs OLS or WLS"):
        wild_cluster_bootstrap(smf.logit("y ~ x", data), parameter="x", clusters="place")
