"""From rows to tables: pandas and Polars alike, labels matched, faults named."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from clusterbook.tables import TableError, aggregate, cross_table, match_totals

ROWS = pd.DataFrame(
    {
        "place": ["b", "a", "a", "b", "a"],
        "trade": ["x", "x", "y", "x", "x"],
        "jobs": [5, 3, 0, 2, 4],
    }
)
NAMES = {"region": "place", "industry": "trade"}


def polars(frame):
    return pl.DataFrame({name: frame[name].to_list() for name in frame})


def lazy(frame):
    return polars(frame).lazy()


def categorical(frame):
    return frame.astype({"place": "category", "trade": "category"})


MAKERS = [lambda frame: frame, categorical, polars, lazy]
IDS = ["pandas", "categorical", "polars", "lazy"]


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_plants_are_summed_to_cells(make):
    cells = aggregate(make(ROWS), size="jobs", **NAMES)
    assert cells.index.names == ["place", "trade"]
    assert cells.index.tolist() == [("a", "x"), ("a", "y"), ("b", "x")]
    assert cells["size"].tolist() == [7, 0, 7]
    assert cells["plants"].tolist() == [2, 1, 2]
    assert cells["squares"].tolist() == [25, 0, 29]
    assert cells["fourth_powers"].tolist() == [81 + 256, 0, 625 + 16]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_squares_of_narrow_integers_do_not_wrap(make):
    sizes = np.array([100_000, 100_000], dtype=np.int32)
    frame = make({"place": ["a", "a"], "trade": ["x", "x"], "jobs": sizes})
    cells = aggregate(frame, size="jobs", **NAMES)
    assert cells["squares"].tolist() == [2e10]
    assert cells["fourth_powers"].tolist() == [2e20]
    assert (sizes**2).sum() != 2e10, "the fault that the cast prevents"


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_cells_are_spread(make):
    cells = ROWS.drop_duplicates(["place", "trade"])
    table = cross_table(make(cells), value="jobs", absent="zero", **NAMES)
    assert table.to_dict("index") == {"a": {"x": 3, "y": 0}, "b": {"x": 5, "y": 0}}
    assert (table.index.name, table.columns.name) == ("place", "trade")


def test_an_absent_cell_is_zero_only_if_the_caller_says_so():
    cells = ROWS.drop_duplicates(["place", "trade"])
    with pytest.raises(TableError, match=r"no value for \(b, y\).*absent='zero'"):
        cross_table(cells, value="jobs", **NAMES)
    wide = pd.DataFrame({"x": [1, np.nan]}, index=["a", "b"])
    with pytest.raises(TableError, match=r"no value for \(b, x\)"):
        cross_table(wide)
    assert cross_table(wide, absent="zero").loc["b", "x"] == 0


def test_integer_labels_stay_integers():
    frame = pd.DataFrame({"place": [22, 11], "trade": [3, 3], "jobs": [1, 2]})
    table = cross_table(frame, value="jobs", **NAMES)
    assert table.index.tolist() == [11, 22]
    assert table.index.dtype == table.columns.dtype == "int64"


def changed(column, value):
    frame = ROWS.astype({"jobs": float}).drop_duplicates(["place", "trade"])
    frame = frame.astype({column: object}) if isinstance(value, str | None) else frame
    frame.loc[frame.index[1], column] = value
    return frame.assign(jobs=frame["jobs"].astype(float)) if column != "jobs" else frame


@pytest.mark.parametrize("use", ["aggregate", "cross_table"])
@pytest.mark.parametrize("make", [lambda frame: frame, polars], ids=["pandas", "polars"])
@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (changed("jobs", -1.0), r"'jobs', row 2: -1.0 is negative"),
        (changed("jobs", np.inf), r"'jobs', row 2: inf is not finite"),
        (changed("jobs", np.nan), r"'jobs', row 2: nan is missing"),
        (changed("place", None), r"'place', row 2: the label is missing"),
        (changed("trade", None), r"'trade', row 2: the label is missing"),
        (ROWS.assign(jobs=["5", "3", "0", "2", "4"]), r"'jobs' holds String.*numbers are needed"),
        (ROWS[:0], "the frame has no rows"),
        (ROWS.rename(columns={"jobs": "job"}), r"no column 'jobs' \(nearest: job\)"),
    ],
)
def test_faults_are_named(frame, message, make, use):
    with pytest.raises(TableError, match=message):
        if use == "aggregate":
            aggregate(make(frame), size="jobs", **NAMES)
        else:
            cross_table(make(frame), value="jobs", absent="zero", **NAMES)


def test_null_is_refused_like_nan():
    frame = pl.DataFrame({"place": ["a", "b"], "trade": ["x", "x"], "jobs": [1, None]})
    with pytest.raises(TableError, match="'jobs', row 2: None is missing"):
        aggregate(frame, size="jobs", **NAMES)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ([1, 2], "found list"),
        (pd.DataFrame(), "no cells"),
        (pd.DataFrame({"x": ["1"]}), "'x'.*numbers"),
        (pd.DataFrame({"x": [-1]}, index=["a"]), "label 'a': -1.0 is negative"),
        (pd.DataFrame({"x": [1, 2]}, index=["a", "a"]), "region twice there: a"),
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "industry twice there: x"),
    ],
)
def test_faults_of_a_table_are_named(frame, message):
    with pytest.raises(TableError, match=message):
        cross_table(frame)


def test_a_cell_that_stands_twice_is_refused():
    with pytest.raises(TableError, match=r"more than one row for the cell \(a, x\), \(b, x\)"):
        cross_table(ROWS, value="jobs", absent="zero", **NAMES)


def test_arguments_are_checked():
    with pytest.raises(ValueError, match="'refuse' or 'zero'"):
        cross_table(ROWS, absent="guess")
    with pytest.raises(ValueError, match="all three columns"):
        cross_table(ROWS, region="place")
    with pytest.raises(TableError, match="cannot serve twice"):
        aggregate(ROWS, region="place", industry="place", size="jobs")
    with pytest.raises(TableError, match="found int"):
        aggregate(3, size="jobs", **NAMES)


@pytest.mark.parametrize(
    ("totals", "message"),
    [
        ([1, 2], "labels can be matched; found list"),
        ({"a": 1}, "totals has nothing for b; its labels are a"),
        ({"a": 1, "b": -2}, "totals, label 'b': -2.0 is negative"),
        ({"a": 1, "b": np.nan}, "totals, label 'b': nan is missing"),
        ({"a": 1, "b": "2"}, "numbers needed"),
        (pd.Series([1, 2, 3], index=["a", "b", "a"]), "twice there: a"),
    ],
)
def test_totals_are_matched_by_label(totals, message):
    with pytest.raises(TableError, match=message):
        match_totals(totals, ["a", "b"], name="totals")


def test_totals_may_name_more_than_is_asked_for():
    assert match_totals({"c": 1, "b": 2, "a": 3}, ["a"], name="totals").to_dict() == {
        "a": 3,
        "b": 2,
        "c": 1,
    }


def test_many_possible_cells_are_summed_like_few(monkeypatch):
    dense = aggregate(ROWS, size="jobs", **NAMES)
    monkeypatch.setattr("clusterbook.tables.DENSE", 1)
    pd.testing.assert_frame_equal(aggregate(ROWS, size="jobs", **NAMES), dense)
