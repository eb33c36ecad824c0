"""The page on types: its assignments as last read by a person, and the logic of three answers."""

from conftest import page

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


PAGE = "ch3/s02-types"


def test_the_page_prints_what_was_read():
    assert {key: page(PAGE).glued[key] for key in PINNED} == PINNED


def test_base_assignments():
    met = page(PAGE).names["base"]["met"]
    assert {cluster: types for cluster, types in met.items() if types} == {
        "automobile": ["hub"],
        "auto_electronics": ["research"],
        "agro_processing": ["raw", "state"],
        "pharma_tonghua": ["research"],
        "socks": ["small"],
    }


def test_every_value_names_facts_that_exist():
    known = (
        set(page(PAGE).names["facts"].index)
        | set(page(PAGE).names["recognition"].index)
        | {"IO2012"}
    )
    assert {i for ids in page(PAGE).names["evidence"]["ids"] for i in ids} <= known
    assert not page(PAGE).names["evidence"].duplicated(["cluster", "criterion"]).any()
