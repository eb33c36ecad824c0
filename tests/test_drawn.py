"""The data behind a figure: what was drawn comes back, with the names of the axes."""

import io

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns

from clusterbook.drawn import csv, drawn_data

matplotlib.use("agg")


@pytest.fixture
def ax():
    _, ax = plt.subplots()
    yield ax
    plt.close("all")


def rows(ax, kind):
    frame = drawn_data(ax.get_figure())
    return frame[frame["kind"] == kind]


def test_lines_and_scatters_give_their_points(ax):
    ax.plot([2007, 2012], [1.5, 0.123456789], label="Jilin")
    ax.scatter([1, 2], [3, 4], c=[0.1, 0.2])
    ax.axhline(1)
    found = rows(ax, "point")
    assert found["x"].tolist() == [2007, 2012, 1, 2]
    assert found["y"].tolist() == [1.5, 0.12345679, 3, 4]
    assert found["series"].fillna("").tolist() == ["Jilin", "Jilin", "", ""]
    assert found["value"].tolist()[2:] == [0.1, 0.2]


def test_names_on_an_axis_stand_for_positions(ax):
    ax.barh(["甲", "乙"], [3, 5])
    found = rows(ax, "bar")
    assert found["x_end"].tolist() == [3, 5]
    ax.plot([4], ["乙"], "o")
    assert rows(ax, "point")["y"].tolist() == ["乙"]
    ax.annotate("五", (5, "乙"))
    label = rows(ax, "label")
    assert label[["x", "y", "text"]].to_numpy().tolist() == [[5.0, "乙", "五"]]


def test_ticks_set_by_hand_name_positions_too(ax):
    ax.hlines([0, 1], 2, [7, 9])
    ax.set_yticks([0, 1], ["a", "b"])
    found = rows(ax, "segment")
    assert found["y"].tolist() == ["a", "b"]
    assert found["x_end"].tolist() == [7, 9]


def test_numbers_on_ticks_stay_numbers(ax):
    ax.set_xscale("log")
    ax.plot([0.1, 10], [1, 2])
    assert rows(ax, "point")["x"].tolist() == [0.1, 10]


def test_cells_of_a_heat_map_and_of_an_image(ax):
    sns.heatmap(pd.DataFrame([[1.0, 2.0]], index=["r"], columns=["p", "q"]), ax=ax, cbar=False)
    found = rows(ax, "cell")
    assert found[["x", "y", "value"]].to_numpy().tolist() == [["p", "r", 1.0], ["q", "r", 2.0]]
    ax.clear()
    ax.imshow(np.array([[5.0, 6.0]]))
    assert rows(ax, "cell")["value"].tolist() == [5.0, 6.0]


def test_every_panel_is_named(ax):
    fig, (left, right) = plt.subplots(1, 2)
    left.set_title("one\nline", loc="left")
    left.plot([1], [1])
    right.plot([2], [2])
    frame = pd.read_csv(io.StringIO(csv(fig)))
    assert frame["panel"].tolist() == ["one line", "2"]
