"""Every public function shows an example in its docstring, and the example is true."""

import doctest
import inspect
from importlib import import_module

import pytest

import clusterbook.indicators as indicators

FAMILIES = ["specialization", "concentration", "spatial", "change"]
FAMILIES += ["relatedness", "linkages", "scores"]
MODULES = ["clusterbook.tables", *(f"clusterbook.indicators.{family}" for family in FAMILIES)]
FLAGS = doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    done = doctest.testmod(import_module(name), optionflags=FLAGS)
    assert done.failed == 0
    assert done.attempted > 0


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example_and_says_what_it_raises(name):
    module = import_module(name)
    for public in module.__all__:
        function = getattr(module, public)
        if not inspect.isfunction(function):
            continue
        text = inspect.getdoc(function)
        assert ">>>" in text, public
        assert "Returns" in text, public
        assert "Raises" in text or "errors, as for" in text, public
        assert text.splitlines()[0].endswith("."), public
        if name != "clusterbook.tables" and not public.endswith("_weights"):
            assert "Source:" in text, public
            assert "In words:" in text, public


def test_the_package_exports_what_its_modules_do():
    functions = {
        public
        for name in MODULES
        if name != "clusterbook.tables"
        for public in import_module(name).__all__
        if inspect.isfunction(getattr(import_module(name), public))
    }
    assert functions | {"TableError"} == set(indicators.__all__)


def test_arguments_are_named():
    for public in indicators.__all__:
        function = getattr(indicators, public)
        if inspect.isfunction(function):
            first, *others = inspect.signature(function).parameters.values()
            assert first.kind is first.POSITIONAL_OR_KEYWORD
            assert {p.kind for p in others} <= {inspect.Parameter.KEYWORD_ONLY}, public
