"""The specification curve: the same numbers as statsmodels, the joint test, bad input."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_samples import brute_force_t, panel

from clusterbook.inference import InferenceError, specification_curve

TEMPLATE = "y ~ x + {more} + {effects}"
CHOICES = {"more": {"none": "1", "z": "z"}, "effects": ["1", "C(place)", "C(place) + C(year)"]}
ASKED = {"parameter": "x", "clusters": "place"}


def test_every_line_is_what_statsmodels_gives():
    data = panel(clusters=8)
    curve = specification_curve(
        data, TEMPLATE, **ASKED, choices=CHOICES, samples={"all": None, "late": "year > 2"}
    )
    assert len(curve.estimates) == 12
    assert curve.estimates["estimate"].is_monotonic_increasing
    for row in curve.estimates.itertuples():
        part = data if row.sample == "all" else data[data["year"] > 2].reset_index(drop=True)
        fit = smf.ols(row.formula, part).fit(
            cov_type="cluster", cov_kwds={"groups": part["place"]}, use_t=True
        )
        assert row.estimate == pytest.approx(fit.params["x"], rel=1e-8)
        assert row.standard_error == pytest.approx(fit.bse["x"], rel=1e-8)
        assert row.p == pytest.approx(fit.pvalues["x"], rel=1e-6)
        assert (row.low, row.high) == pytest.approx(tuple(fit.conf_int().loc["x"]), rel=1e-6)
        assert (row.rows, row.clusters, row.dropped) == (len(part), 8, 0)


def test_the_joint_test_by_brute_force():
    data = panel(clusters=5, effect=0.3)
    formulas = ["y ~ x", "y ~ x + z", "y ~ x + z + C(year)"]
    curve = specification_curve(data, formulas, **ASKED)
    assert (curve.enumerated, curve.draws) == (True, 32)
    codes = data["place"].to_numpy()
    signs = np.array(np.meshgrid(*[[1.0, -1.0]] * 5)).T.reshape(-1, 5)
    medians, means = [], []
    for formula in formulas:
        model = smf.ols(formula, data)
        place = model.exog_names.index("x")
        t, drawn = brute_force_t(model.endog, model.exog, codes, signs, place)
        factor = 5 / 4 * 39 / (40 - np.linalg.matrix_rank(model.exog))
        means.append(drawn / factor**0.5)
        rest = np.delete(model.exog, place, axis=1)
        residual = model.endog - rest @ np.linalg.lstsq(rest, model.endog, rcond=None)[0]
        free = (
            model.exog[:, place] - rest @ np.linalg.lstsq(rest, model.exog[:, place], rcond=None)[0]
        )
        medians.append([free @ (residual * s[codes]) / (free @ free) for s in signs])
    median = np.abs(np.median(medians, axis=0))
    mean_t = np.abs(np.mean(means, axis=0))
    observed = curve.tests["observed"]
    assert observed["median"] == pytest.approx(np.median(curve.estimates["estimate"]))
    assert curve.tests.loc["median", "p"] == (median >= abs(observed["median"]) - 1e-9).mean()
    assert curve.tests.loc["mean_t", "p"] == (mean_t >= abs(observed["mean_t"]) - 1e-7).mean()


def test_the_sign_of_the_median_counts():
    data = panel(clusters=8, effect=-3.0)
    curve = specification_curve(data, TEMPLATE, **ASKED, choices=CHOICES)
    assert curve.tests.loc["median", "observed"] < 0
    significant = curve.estimates["significant"] & (curve.estimates["estimate"] < 0)
    assert curve.tests.loc["significant", "observed"] == significant.mean() > 0.5
    assert curve.tests["p"].max() < 0.1


def test_joint_size_under_the_null():
    rng = np.random.default_rng(3)
    codes, low = np.arange(50) // 5, np.zeros(3)
    for _ in range(120):
        data = pd.DataFrame({"g": codes, "x": rng.normal(size=10)[codes] + rng.normal(size=50)})
        data["z"], data["w"] = data["x"] + rng.normal(size=50), rng.normal(size=50)
        data["y"] = rng.normal(size=10)[codes] + rng.normal(size=50)
        curve = specification_curve(
            data,
            "y ~ x + {a} + {b}",
            parameter="x",
            clusters="g",
            choices={"a": ["1", "z"], "b": ["1", "w"]},
        )
        low += curve.tests["p"].to_numpy() <= 0.05
    assert (low / 120 <= 0.12).all()
    assert low[0] > 0


def test_units_are_permuted_as_wholes():
    rng = np.random.default_rng(0)
    places = np.arange(24) // 4
    data = pd.DataFrame(
        {"place": places, "x": rng.normal(size=6)[places], "z": rng.normal(size=24)}
    )
    data["y"] = 2 * data["x"] + rng.normal(size=24) / 4
    asked = ASKED | {"null": "permutation", "shuffle": "x"}
    curve = specification_curve(data, ["y ~ x", "y ~ x + z"], **asked, unit="place", draws=720)
    assert (curve.enumerated, curve.draws) == (True, 720)
    assert 1 / 720 <= curve.tests.loc["median", "p"] < 0.05
    rows = specification_curve(data, ["y ~ x", "y ~ x + z"], **asked, draws=49, seed=2)
    assert rows.tests.loc["median", "p"] == 1 / 50


def test_permutation_moves_every_form_of_the_regressor():
    """Logarithm and square are made after the exchange, not before."""
    data = panel(clusters=6).assign(x=lambda d: np.exp(d["x"]), z=lambda d: d["x"])
    curve = specification_curve(
        data,
        "y ~ {x}",
        parameter="{x}",
        clusters="place",
        choices={"x": ["np.log(x)", "x", "I(x ** 2)"]},
        null="permutation",
        shuffle=["x"],
        draws=19,
    )
    for row in curve.estimates.itertuples():
        assert row.estimate == pytest.approx(smf.ols(row.formula, data).fit().params.iloc[1])
    assert curve.draws == 19


def test_a_list_a_dict_and_a_template():
    data = panel()
    by_list = specification_curve(data, ["y ~ x", "y ~ x + z"], **ASKED, null="none")
    by_dict = specification_curve(data, {"a": "y ~ x", "b": "y ~ x + z"}, **ASKED, null="none")
    template = specification_curve(
        data, "y ~ x + {m}", **ASKED, choices={"m": ["1", "z"]}, null="none"
    )
    for other in (by_dict, template):
        assert list(other.estimates["estimate"]) == list(by_list.estimates["estimate"])
    assert set(by_dict.estimates["specification"]) == {"a", "b"}
    assert by_list.tests["p"].isna().all()


def test_factors_interactions_and_calls_work_as_in_a_formula():
    data = panel().assign(kind=lambda d: np.where(d["year"] % 2, "odd", "even"))
    formula = "y ~ x + np.exp(z) + C(year):z + kind"
    curve = specification_curve(data, [formula], **ASKED, null="none")
    fit = smf.ols(formula, data).fit(cov_type="cluster", cov_kwds={"groups": data["place"]})
    assert curve.estimates["estimate"][0] == pytest.approx(fit.params["x"], rel=1e-7)
    assert curve.estimates["standard_error"][0] == pytest.approx(fit.bse["x"], rel=1e-7)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 999), scale=st.sampled_from([-100.0, 0.01, 3.0]))
def test_order_of_rows_labels_and_units_do_not_matter(seed, scale):
    data = panel(seed, clusters=5)
    curve = specification_curve(data, TEMPLATE, **ASKED, choices=CHOICES)
    moved = data.sample(frac=1, random_state=seed).assign(y=lambda d: scale * d["y"])
    moved["place"] = "p" + moved["place"].astype(str)
    again = specification_curve(moved, TEMPLATE, **ASKED, choices=CHOICES)
    order = -1 if scale < 0 else 1
    assert list(again.estimates["estimate"][::order]) == pytest.approx(
        list(scale * curve.estimates["estimate"]), rel=1e-6
    )
    assert list(again.tests["p"]) == pytest.approx(list(curve.tests["p"]), abs=1e-12)


def test_holes_are_refused_or_dropped_and_stated():
    data = panel()
    data["z"] = data["z"].mask(data.index < 3)
    with pytest.raises(
        InferenceError,
        match=r"specification \(specification y ~ x \+ z\): 'z' is missing .* 3 rows",
    ):
        specification_curve(data, ["y ~ x", "y ~ x + z"], **ASKED)
    curve = specification_curve(data, ["y ~ x", "y ~ x + z"], **ASKED, missing="drop")
    assert dict(zip(curve.estimates["formula"], curve.estimates["dropped"], strict=True)) == {
        "y ~ x": 0,
        "y ~ x + z": 3,
    }
    fit = smf.ols("y ~ x + z", data).fit()
    assert fit.params["x"] == pytest.approx(
        curve.estimates.set_index("formula").loc["y ~ x + z", "estimate"]
    )


@pytest.mark.parametrize(
    ("data", "formulas", "options", "message"),
    [
        (panel(), ["y ~ z"], {}, "no parameter 'x'; the formula has Intercept, z"),
        (panel(), ["y ~ x + w"], {}, "'w'"),
        (panel(), ["y ~ x + C(w)"], {}, "effects: no column 'w'"),
        (panel(), ["x + z"], {}, "needs one outcome before ~"),
        (panel(), ["y ~ x +"], {}, "cannot be read"),
        (panel(), [], {}, "no specification"),
        (panel(), ["y ~ x"], {"clusters": "town"}, "clusters: no column 'town'"),
        (panel().assign(place=1), ["y ~ x"], {}, "only 1; two clusters"),
        (panel(), ["y ~ x"], {"samples": {"one": "place == 1"}}, "only one cluster in the rows"),
        (panel(), ["y ~ x"], {"samples": {"none": "place > 99"}}, "no row fulfils 'place > 99'"),
        (panel(), ["y ~ x"], {"samples": {"odd": "town > 1"}}, "'town > 1' cannot be applied"),
        (panel(), "y ~ x + {m}", {}, "asks for 'm'"),
        (panel(), "y ~ x", {"choices": {"m": ["z"]}}, "choices of 'm'"),
        (panel().assign(x=lambda d: d["place"]), ["y ~ x + C(place)"], {}, "parameter 'x'"),
        (panel().assign(y="many"), ["y ~ x"], {}, "outcome 'y' is no number|'y'"),
        (panel()[:0], ["y ~ x"], {}, "no rows"),
        (panel().assign(x=np.inf), ["y ~ x"], {}, "'x' is missing or infinite in 48 rows"),
    ],
)
def test_bad_input(data, formulas, options, message):
    with pytest.raises(InferenceError, match=message):
        specification_curve(data, formulas, **ASKED | options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"null": "rows"}, "null is 'rows'"),
        ({"missing": "ignore"}, "missing is 'ignore'"),
        ({"null": "permutation"}, "needs shuffle="),
    ],
)
def test_bad_options(options, message):
    with pytest.raises(ValueError, match=message):
        specification_curve(panel(), ["y ~ x"], **ASKED, **options)


def test_effects_are_not_dealt_out():
    asked = ASKED | {"null": "permutation", "shuffle": ["x", "year"]}
    with pytest.raises(InferenceError, match="year is an effect"):
        specification_curve(panel(), ["y ~ x + C(year)"], **asked)


def test_progress_is_one_line_on_standard_output(capsys, monkeypatch):
    from clusterbook.inference import specification

    specification_curve(panel(), ["y ~ x"], **ASKED)
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(specification, "QUIET_SECONDS", -1)
    clock = iter(range(1000))
    monkeypatch.setattr(specification.time, "monotonic", lambda: next(clock))
    specification_curve(panel(), ["y ~ x", "y ~ x + z"], **ASKED)
    printed, errors = capsys.readouterr()
    assert "2/2 specifications" in printed
    assert printed.count("\n") == 1
    assert errors == ""
    specification_curve(panel(), ["y ~ x"], **ASKED, progress=False)
    assert capsys.readouterr().out == ""
