"""The theme of the figures: fonts, colours, files that do not change, and the helpers."""

import re
import warnings

import matplotlib
import pytest

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd

from clusterbook import figures


@pytest.fixture(autouse=True)
def theme():
    with warnings.catch_warnings(), matplotlib.rc_context():
        figures.set_theme()
        yield
        plt.close("all")


@pytest.fixture
def ax():
    return plt.subplots()[1]


def test_chinese_and_symbols_have_glyphs(ax):
    figures.finish(
        ax,
        title="吉林省民营经济（%）——“增加值”：亿元、万户",
        xlabel="年份 R² ≤ ±5 −3 €",
        ylabel="β·α→°",
    )


def test_a_character_without_glyph_is_an_error(ax):
    with pytest.raises(UserWarning, match="missing from"):
        figures.finish(ax, title="\U0001f9ff")


def test_saving_a_figure_with_a_missing_character_is_an_error_too(ax, tmp_path):
    ax.set_xlabel("\U0001f9ff")
    with pytest.raises(UserWarning, match="missing from"):
        ax.figure.savefig(tmp_path / "figure.svg")


def test_nothing_asks_for_a_bold_font(ax, caplog):
    figures.finish(ax, title="标题", xlabel="横轴", ylabel="纵轴", source="来源")
    ax.figure.suptitle("总标题")
    ax.plot([1, 2], label="线")
    ax.legend(title="图例")
    ax.figure.draw_without_rendering()
    assert [record.message for record in caplog.records] == []


def test_the_same_figure_is_the_same_file(tmp_path):
    def draw(name):
        fig, ax = plt.subplots()
        ax.plot([1, 2, 3], color=figures.JILIN)
        figures.source_line(ax, "来源：统计年鉴")
        fig.savefig(tmp_path / name, metadata={"Date": None}, bbox_inches="tight")
        return (tmp_path / name).read_bytes()

    first = draw("a.svg")
    assert first == draw("b.svg")
    assert b"<text" not in first


def test_the_face_is_white_and_minus_is_a_hyphen():
    assert plt.rcParams["figure.facecolor"] == plt.rcParams["savefig.facecolor"] == "white"
    assert plt.rcParams["axes.facecolor"] == "white"
    assert plt.rcParams["axes.unicode_minus"] is False


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    "name, contrast", [("JILIN", 3), ("PEERS", 3), ("TARGET", 3), ("NEUTRAL", 4.5)]
)
def test_named_colours_stand_out_on_white(name, contrast):
    assert 1.05 / (luminance(getattr(figures, name)) + 0.05) >= contrast


def test_the_palette_is_the_default_and_has_no_colour_twice():
    assert len(set(figures.PALETTE)) == len(figures.PALETTE)
    cycle = [
        matplotlib.colors.to_hex(c).upper()
        for c in plt.rcParams["axes.prop_cycle"].by_key()["color"]
    ]
    assert cycle == list(figures.PALETTE)


def test_the_source_line_stays_below_ticks_and_label(ax):
    line = figures.source_line(ax, "来源：统计年鉴")
    ax.set_xlabel("年份")
    ax.tick_params(axis="x", rotation=60)
    ax.figure.draw_without_rendering()
    box = line.get_window_extent()
    assert box.y1 <= ax.xaxis.get_tightbbox().y0
    assert box.x0 == pytest.approx(ax.get_window_extent().x0, abs=2)


def test_the_source_line_of_a_figure_clears_all_its_axes():
    fig, (left, right) = plt.subplots(1, 2)
    right.set_xlabel("两行\n标签")
    line = figures.source_line(fig, "来源")
    fig.draw_without_rendering()
    assert line.get_window_extent().y1 <= right.xaxis.get_tightbbox().y0
    assert line.axes is left


def test_years_are_whole(ax):
    ax.plot([2007, 2008, 2009], [1, 2, 3])
    figures.integer_years(ax)
    ax.figure.draw_without_rendering()
    labels = [label.get_text() for label in ax.get_xticklabels() if label.get_text()]
    assert labels and all(re.fullmatch(r"\d{4}", label) for label in labels)
    assert all(year == round(year) for year in ax.get_xticks())


def test_a_direct_label_stands_right_of_its_point(ax):
    ax.plot([1, 2], [1, 2])
    label = figures.direct_label(ax, 2, 2, "吉林", color=figures.JILIN)
    ax.figure.draw_without_rendering()
    assert label.get_window_extent().x0 > ax.transData.transform((2, 2))[0]
    assert label.get_color() == figures.JILIN


@pytest.mark.parametrize(("middle", "shown"), [(0.0002, "0"), (-0.0312, "−0.0312")])
def test_a_median_not_told_from_zero_is_named_zero(ax, middle, shown):
    estimates = pd.Series([-0.3, middle, 0.8])
    frame = pd.DataFrame({"estimate": estimates, "low": estimates - 1, "high": estimates + 1})
    figures.plot_specification_curve(ax, frame.assign(significant=False))
    assert ax.texts[-1].get_text().split(" ")[-1] == shown


def test_without_the_package_an_installed_font_serves(monkeypatch):
    monkeypatch.setattr(figures, "FONT_PACKAGE", "no_such_package")
    monkeypatch.setattr(figures, "INSTALLED_FONTS", ("No Such Font", "DejaVu Serif"))
    assert figures.chinese_font() == "DejaVu Serif"


def test_without_any_chinese_font_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(figures, "FONT_PACKAGE", "no_such_package")
    monkeypatch.setattr(figures, "INSTALLED_FONTS", ("No Such Font",))
    with pytest.raises(RuntimeError, match="pylopdf-fonts-zh-cn"):
        figures.chinese_font()
