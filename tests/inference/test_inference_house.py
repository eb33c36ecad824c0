"""Rules of the house for the inference package: examples that run, named arguments, light import."""

import doctest
import inspect
import subprocess
import sys
from importlib import import_module

import matplotlib
import pytest
from inference_samples import panel

import clusterbook.inference as inference

FAMILIES = [
    "bootstrap",
    "permutation",
    "specification",
    "synthetic",
    "multiple",
    "power",
    "results",
]
FUNCTIONS = [n for n in inference.__all__ if inspect.isfunction(getattr(inference, n))]


@pytest.mark.parametrize("family", FAMILIES)
def test_examples_run(family, monkeypatch):
    monkeypatch.setenv("BOOK_LANG", "zh")
    module = import_module(f"clusterbook.inference.{family}")
    done = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert done.failed == 0
    assert done.attempted > 0
    assert set(module.__all__) <= set(inference.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_described(name):
    function = getattr(inference, name)
    text = inspect.getdoc(function)
    for part in (">>>", "Returns", "Raises", "In words:", "Source:"):
        assert part in text
    assert text.splitlines()[0].endswith(".")
    undescribed = [p for p in inspect.signature(function).parameters if f"`{p}`" not in text]
    # These stand in the text as what they do: ``space=False``, ``null="signs"``.
    assert [p for p in undescribed if f"``{p}=" not in text and f"{p} =" not in text] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_are_named(name):
    parameters = list(inspect.signature(getattr(inference, name)).parameters.values())
    for parameter in parameters[2:]:
        assert parameter.kind is parameter.KEYWORD_ONLY


def test_sources_are_in_the_bibliography():
    from conftest import ROOT

    entries = (ROOT / "references.bib").read_text(encoding="utf-8")
    for name in FUNCTIONS:
        source = inspect.getdoc(getattr(inference, name)).split("Source: ")[1].split(".")[0]
        if not source.startswith("none"):
            for key in source.split(","):
                assert f"{{{key.strip()}," in entries, key


def test_import_loads_no_heavy_library():
    code = (
        "import sys, clusterbook.inference; "
        "print([m for m in ('scipy', 'statsmodels', 'patsy', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_curve_is_drawn_with_its_choices(monkeypatch, lang):
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    from clusterbook import figures

    monkeypatch.setenv("BOOK_LANG", lang)
    curve = inference.specification_curve(
        panel(),
        "y ~ x + {more}",
        parameter="x",
        clusters="place",
        choices={"more": {"a": "1", "b": "z", "c": "C(place)"}},
    )
    with matplotlib.rc_context():
        figures.set_theme()
        _, (above, below) = plt.subplots(2, 1, sharex=True)
        figures.plot_specification_curve(above, curve.estimates, choices=["more"], below=below)
        figures.finish(above, title="x")
        assert sorted(t.get_text() for t in below.get_yticklabels()) == ["a", "b", "c"]
        texts = [t.get_text() for t in above.texts]
        count = curve.estimates["significant"].sum()
        assert {"zh": f"显著{count}个", "en": f"{count} significant"}[lang] in texts
        drawn = [line for line in above.lines if line.get_linestyle() == "None"]
        assert sum(len(line.get_xdata()) for line in drawn) == 3
        alone = plt.subplots()[1]
        assert figures.plot_specification_curve(alone, curve.estimates) is alone
        plt.close("all")
