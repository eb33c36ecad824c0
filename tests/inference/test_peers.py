"""Agreement with other packages."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from inference_samples import grunfeld, panel

from clusterbook.inference import specification_curve, synthetic_control, wild_cluster_bootstrap


@pytest.mark.parametrize("parameter", ["value", "capital"])
def test_clustered_errors_of_linearmodels(parameter):
    from linearmodels import panel as panels

    data = grunfeld().set_index(["firm", "year"])
    fit = panels.PanelOLS(
        data["invest"], data[["value", "capital"]], entity_effects=True, time_effects=True
    ).fit(cov_type="clustered", cluster_entity=True, debiased=True, group_debias=False)
    curve = specification_curve(
        grunfeld(),
        ["invest ~ value + capital + C(firm) + C(year)"],
        parameter=parameter,
        clusters="firm",
        null="none",
    )
    row = curve.estimates.iloc[0]
    assert row["estimate"] == pytest.approx(fit.params[parameter], rel=1e-9)
    # Two regressors and 10 + 20 − 1 effects; its factor is n/(n − k), statsmodels' has G and n − 1.
    plain = row["standard_error"] / (10 / 9 * 199 / (200 - 31)) ** 0.5
    assert fit.std_errors[parameter] == pytest.approx(plain * (200 / (200 - 31)) ** 0.5, rel=1e-8)


def test_clustered_errors_of_pyfixest():
    import pyfixest

    data = grunfeld()
    fit = pyfixest.feols(
        "invest ~ value + capital | firm + year",
        data,
        vcov={"CRV1": "firm"},
        ssc=pyfixest.ssc(k_adj=False, G_adj=False),
    )
    found = wild_cluster_bootstrap(
        smf.ols("invest ~ value + capital + C(firm) + C(year)", data),
        parameter="value",
        clusters="firm",
    )
    assert found.estimate == pytest.approx(fit.coef()["value"], rel=1e-8)
    plain = found.standard_error / found.correction**0.5
    assert plain == pytest.approx(fit.se()["value"], rel=1e-6)


@pytest.mark.parametrize("parameter", ["value", "capital"])
@pytest.mark.parametrize("effects", ["C(firm)", "C(firm) + C(year)"])
def test_wildboottest_leaves_ties_to_rounding(parameter, effects):
    """Fault F10: whether it counts the tied draws differs from model to model, within our two."""
    from wildboottest import wildboottest as peer

    data = grunfeld()
    model = smf.ols(f"invest ~ value + capital + {effects}", data)
    groups = pd.Series(pd.factorize(data["firm"])[0])
    with pytest.warns(UserWarning, match="full_enumeration"):
        theirs = peer.wildboottest(model, param=parameter, cluster=groups, B=9999, show=False)
    p = float(np.ravel(theirs["p-value"])[0])
    ours = wild_cluster_bootstrap(model, parameter=parameter, clusters="firm")
    assert ours.p_without_ties <= p <= ours.p
    assert ours.p - ours.p_without_ties == 2 / 1024


def test_o14_proposition_99():
    """Synthetic control −19.619663 there, by an iteration that stops early and a small ridge."""
    from importlib.resources import files

    source = files("synthdid") / "data" / "california_prop99.csv"
    data = pd.read_csv(source, sep=None, engine="python")
    found = synthetic_control(
        data,
        unit="State",
        time="Year",
        outcome="PacksPerCapita",
        treated="California",
        start=1989,
    )
    assert found.effect == pytest.approx(-19.619663, abs=0.15)
    assert found.p == pytest.approx(3 / 39)
    assert len(found.weights) == 38
    wide = data.pivot(index="Year", columns="State", values="PacksPerCapita")
    after = wide.index >= 1989
    change = wide[after].mean() - wide[~after].mean()
    plain = change["California"] - change.drop("California").mean()
    assert plain == pytest.approx(-27.349111, abs=5e-7)


def test_effects_absorbed_are_effects_as_dummies():
    data = panel(clusters=8)
    formula = "y ~ x + z + C(place) + C(year)"
    fit = smf.ols(formula, data).fit(cov_type="cluster", cov_kwds={"groups": data["place"]})
    row = specification_curve(
        data, [formula], parameter="x", clusters="place", null="none"
    ).estimates.iloc[0]
    assert row["estimate"] == pytest.approx(fit.params["x"], rel=1e-9)
    assert row["standard_error"] == pytest.approx(fit.bse["x"], rel=1e-9)
