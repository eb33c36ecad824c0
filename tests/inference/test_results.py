"""Results print as tables in both languages, on the page, in JupyterLab and in a terminal."""

import pandas as pd
import pytest
import statsmodels.formula.api as smf
from inference_samples import grunfeld, panel

from clusterbook.inference import (
    InferenceError,
    node_permutation_test,
    permutation_test,
    regression_table,
    specification_curve,
    wild_cluster_bootstrap,
)
from clusterbook.inference.results import figure, p_text

ROWS = {"value": "市值 | Value", "capital": "资本 | Capital"}
SHOWN = {"name": "tbl-firms", "caption": "投资 | Investment"}


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "zh")


@pytest.fixture
def models():
    data = grunfeld()
    groups = pd.factorize(data["firm"])[0]
    plain = smf.ols("invest ~ value", data).fit()
    model = smf.ols("invest ~ value + capital + C(firm)", data)
    clustered = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
    boot = wild_cluster_bootstrap(model, parameter="value", clusters="firm")
    extras = {"bootstrap": boot, "企业效应 | Firm effects": "有 | yes"}
    return [("甲 | One", plain), ("乙 | Two", clustered, extras)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_of_regressions(models, monkeypatch, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    shown = regression_table(
        models, rows=ROWS, **SHOWN, note="注。 | Note.", vintage="1958年版 | edition of 1958"
    )
    texts = {
        "zh": [
            "市值",
            "乙",
            "企业效应",
            "有",
            "聚类数",
            "样本数",
            "聚类稳健标准误",
            "数据版本：1958年版。",
        ],
        "en": [
            "Value",
            "Two",
            "Firm effects",
            "yes",
            "Clusters",
            "N",
            "Inference",
            "edition of 1958.",
        ],
    }
    other = texts["en" if lang == "zh" else "zh"]
    assert "pᵇ\u00a0=\u00a00.004" in shown._repr_markdown_(), "a comparison may break"
    on_the_page = shown._repr_markdown_().replace("\u00a0", " ")
    for page in (repr(shown), shown._repr_html_(), on_the_page):
        for text in [*texts[lang], "0.110", "(0.016)", "pᵇ = 0.004", "200", "10", "0.944"]:
            assert text in page
        assert " | " not in page
        assert not any(text in page for text in other if text != "N")
    assert "1,024" in repr(shown) if lang == "en" else "穷举全部1024种符号" in repr(shown)
    assert "<table" in shown._repr_html_()
    assert ":name: tbl-firms" in shown._repr_markdown_()


def test_a_parameter_that_a_model_has_not_stays_empty(models):
    body = regression_table(models, rows=ROWS, **SHOWN).frame
    assert list(body.iloc[3]) == ["资本", "", "0.310"]
    assert list(body[body[""] == "企业效应"].iloc[0]) == ["企业效应", "—", "有"]
    assert list(body[body[""] == "聚类数"].iloc[0]) == ["聚类数", "—", "10"]


def test_two_way_clusters_count_the_fewer():
    data = panel(clusters=6)
    fit = smf.ols("y ~ x", data).fit(
        cov_type="cluster", cov_kwds={"groups": data[["place", "year"]].to_numpy()}
    )
    body = regression_table([("一", fit)], rows={"x": "x"}, name="t", caption="c").frame
    assert body.loc[body[""] == "聚类数", "一"].item() == "6"


def test_other_models_print_too():
    data = panel().assign(y=lambda d: (d["y"] > 0).astype(int))
    fit = smf.poisson("y ~ x", data).fit(disp=0, cov_type="HC1")
    body = regression_table([("一", fit)], rows={"x": "x"}, name="t", caption="c").frame
    assert body.loc[body[""] == "R²", "一"].item() == "—"
    assert "HC1" in body.loc[body[""] == "推断", "一"].item()


def test_bad_tables(models):
    plain = models[0][1]
    with pytest.raises(InferenceError, match="no model has the parameter 'size'"):
        regression_table(models, rows={"size": "规模 | Size"}, **SHOWN)
    with pytest.raises(InferenceError, match="two models are called '甲 | One'"):
        regression_table([models[0], models[0]], rows=ROWS, **SHOWN)
    with pytest.raises(InferenceError, match="no model"):
        regression_table([], rows=ROWS, **SHOWN)
    with pytest.raises(InferenceError, match="found dict: a fitted model"):
        regression_table([("一", {})], rows=ROWS, **SHOWN)
    other = wild_cluster_bootstrap(smf.ols("y ~ x", panel()), parameter="x", clusters="place")
    with pytest.raises(InferenceError, match="model '一': the bootstrap of 'x' on 48 rows"):
        regression_table([("一", plain, {"bootstrap": other})], rows={"value": "v"}, **SHOWN)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_result_prints_in_one_language(monkeypatch, lang):
    monkeypatch.setenv("BOOK_LANG", lang)
    data = panel()
    matrix = pd.DataFrame([[0, 1, 2], [1, 0, 4], [2, 4, 0]])
    results = [
        wild_cluster_bootstrap(smf.ols("y ~ x", data), parameter="x", clusters="place"),
        permutation_test(lambda d: d["x"] @ d["y"], data, shuffle="x", draws=9),
        node_permutation_test(matrix, matrix),
        specification_curve(data, ["y ~ x"], parameter="x", clusters="place"),
        specification_curve(data, ["y ~ x"], parameter="x", clusters="place", null="none"),
    ]
    for result in results:
        for page in (repr(result), result._repr_html_()):
            assert " | " not in page
            head = {"zh": "项目", "en": "Item"}[lang]
            assert head in page
            han = any("一" <= c <= "鿿" for c in page)
            assert han == (lang == "zh")
        assert ":name: tbl" in result.table(name="tbl")._repr_markdown_()


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1234, "0.123"), (-1.5, "−1.500"), (0.00012345, "0.0001"), (0, "0.000")]
    + [(float("nan"), "—"), (float("-inf"), "−∞"), (1e-30, "0.000000000000")],
)
def test_figures(value, text):
    assert figure(value) == text


@pytest.mark.parametrize(
    ("p", "text"), [(0.0004, "< 0.001"), (0.0005, "0.001"), (1.0, "1.000"), (float("nan"), "—")]
)
def test_p(p, text):
    assert p_text(p) == text
