"""The page on types: its assignments as last read by a person, and the logic of three answers."""

import json

import matplotlib
import pytest
from conftest import ROOT

from clusterbook import display

matplotlib.use("agg")

PINNED = {
    "n_one": "four",
    "n_several": "one",
    "n_none": "five",
    "n_settled": "none",
    "n_moving": "six",
    "assemblers": "8",
    "suppliers": "416",
    "sock_size": "21",
    "pharma_size": "176",
    "us_all": "58%",
    "us_many": "54%",
}


@pytest.fixture(scope="module")
def page():
    """The names that the page's code leaves behind, ``glued`` among them."""
    glued = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOK_LANG", "en")
        patch.setattr(display, "glue", lambda **texts: glued.update(texts))
        cells = json.loads((ROOT / "chapters/ch3/s02-types.ipynb").read_text(encoding="utf-8"))
        names = {}
        for cell in cells["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
        yield {**names, "glued": glued}


def test_the_page_prints_what_was_read(page):
    assert {key: page["glued"][key] for key in PINNED} == PINNED


def test_base_assignments(page):
    met = page["base"]["met"]
    assert {cluster: types for cluster, types in met.items() if types} == {
        "automobile": ["hub"],
        "auto_electronics": ["research"],
        "agro_processing": ["raw", "state"],
        "pharma_tonghua": ["research"],
        "socks": ["small"],
    }


def test_not_known_is_not_no(page):
    both = page["both"]
    assert both(True, True) is True
    assert both(None, False) is False
    assert both(True, None) is None
    found = page["answers"]({"firms": 200}, page["BASE"])
    assert found["small"] is None and found["hub"] is None and found["research"] is None
    assert page["answers"]({"firms": 20}, page["BASE"])["small"] is False
    assert found["satellite"] is None


def test_every_value_names_facts_that_exist(page):
    known = set(page["facts"].index) | set(page["recognition"].index) | {"IO2012"}
    assert {i for ids in page["evidence"]["ids"] for i in ids} <= known
    assert not page["evidence"].duplicated(["cluster", "criterion"]).any()
