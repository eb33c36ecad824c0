"""One look for all figures: the same theme, fonts, colours and small helpers in both editions.

Every notebook with figures calls :func:`set_theme` once. Imports matplotlib and seaborn, so a
notebook imports it only where it draws.
"""

import builtins
import warnings
from importlib.util import find_spec
from pathlib import Path

import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from clusterbook.language import tr

# Okabe and Ito's colours, told apart also by colour-blind readers.
JILIN = "#D55E00"
PEERS = "#0072B2"
TARGET = "#009E73"
NEUTRAL = "#767676"
PALETTE = (JILIN, PEERS, TARGET, "#CC79A7", "#E69F00", "#56B4E9", NEUTRAL)

FONT_PACKAGE = "pylopdf_fonts_zh_cn"
FONT_FILE = "NotoSansSC-Regular.otf"
INSTALLED_FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN")
MISSING_GLYPH = r"Glyph .* missing from"


def chinese_font():
    """Register the Chinese font of the pinned package, or find an installed one; return its name.

    Raises ``RuntimeError`` when there is neither.
    """
    package = find_spec(FONT_PACKAGE)
    if package:
        path = Path(package.submodule_search_locations[0]) / FONT_FILE
        if path.is_file():
            font_manager.fontManager.addfont(path)
            return font_manager.FontProperties(fname=path).get_name()
    installed = {font.name for font in font_manager.fontManager.ttflist}
    for name in INSTALLED_FONTS:
        if name in installed:
            return name
    raise RuntimeError(
        "no Chinese font for the figures: install the package pylopdf-fonts-zh-cn, "
        f"or one of the fonts {', '.join(INSTALLED_FONTS)}"
    )


def set_theme():
    """Set the theme of all figures of a notebook.

    A character that no font has is an error, never a box: drawing raises in a script, and in the
    book the message fails the build (``stderr_output: error``). In a notebook figures become SVG
    without a date, so an unchanged figure is an unchanged file.
    """
    font = chinese_font()
    # seaborn sets a font family of its own, so ours goes along as ``rc``.
    sns.set_theme(
        style="whitegrid",
        palette=list(PALETTE),
        rc={
            "font.family": "sans-serif",
            "font.sans-serif": [font, "DejaVu Sans"],
            # The Chinese font has one weight; asking for bold would fail with a message.
            "font.weight": "normal",
            "axes.titleweight": "normal",
            "axes.labelweight": "normal",
            "figure.titleweight": "normal",
            "axes.unicode_minus": False,
            "axes.titlelocation": "left",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": NEUTRAL,
            "figure.facecolor": "white",
            "axes.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.figsize": (7, 4),
            "legend.frameon": False,
            "svg.fonttype": "path",
            "svg.hashsalt": "clusterbook",
        },
    )
    if "get_ipython" in vars(builtins):
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        # The page shows the SVG; PNG and the data go along for whoever takes the figure away.
        set_matplotlib_formats("svg", "png2x", metadata={"Date": None})
        offer_data()
        # A notebook swallows what is raised while it displays a figure; its stderr fails the build.
        warnings.filterwarnings("always", message=MISSING_GLYPH)
    else:
        warnings.filterwarnings("error", message=MISSING_GLYPH)


def offer_data():
    """Let every figure of a notebook carry what it draws, as CSV in the metadata of its SVG.

    There myst-nb lets it be, while an output of the type ``text/csv`` would end a build with a warning.
    """
    from IPython import get_ipython
    from matplotlib.figure import Figure

    from clusterbook.drawn import csv

    formatter = get_ipython().display_formatter.formatters["image/svg+xml"]
    draw = formatter.lookup_by_type(Figure)
    formatter.for_type(Figure, lambda figure: (draw(figure), {"csv": csv(figure)}))


def direct_label(ax, x, y, text, *, offset=(6, 0), **style):
    """Write ``text`` beside the point ``(x, y)``, for example at the end of a line.

    ``offset`` is in points; ``style`` goes to ``Axes.annotate`` (``color``, ``ha``, …).
    """
    style = {"va": "center", "annotation_clip": False, **style}
    return ax.annotate(text, (x, y), xytext=offset, textcoords="offset points", **style)


def source_line(target, text):
    """Write a small grey line with the source under an axes, or under all axes of a figure.

    It stays below tick labels and axis label, whatever is set before or after.
    """
    every = [target] if isinstance(target, Axes) else target.axes
    anchor = min(every, key=lambda ax: ax.get_position().x0)

    def under(renderer):
        boxes = [ax.xaxis.get_tightbbox(renderer) for ax in every]
        return Bbox.union([box for box in boxes if box] + [ax.get_window_extent() for ax in every])

    return anchor.annotate(
        text,
        (0, 0),
        xycoords=("axes fraction", under),
        xytext=(0, -8),
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize="x-small",
        color=NEUTRAL,
        annotation_clip=False,
    )


def integer_years(ax):
    """Mark whole years only on the horizontal axis (never 2007.5)."""
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")


def finish(ax, *, title=None, xlabel=None, ylabel=None, source=None):
    """Set the texts of an axes and lay out its figure, so that a missing character raises here."""
    texts = {"title": title, "xlabel": xlabel, "ylabel": ylabel}
    ax.set(**{name: text for name, text in texts.items() if text is not None})
    if source is not None:
        source_line(ax, source)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=MISSING_GLYPH)
        ax.get_figure().draw_without_rendering()
    return ax


def plot_specification_curve(ax, estimates, *, choices=(), below=None):
    """Draw the estimates of a specification curve in order of size, with their intervals.

    `estimates` is ``specification_curve(…).estimates``. Significant estimates have one colour, the
    others another; the median and both groups are named in the drawing. `below`, an axes that
    shares the horizontal axis, shows with `choices` (columns of the frame) who chose what, a row an
    option.
    """
    frame = estimates.sort_values("estimate", kind="stable").reset_index(drop=True)
    significant = frame["significant"].astype(bool)
    ax.axhline(0, color=NEUTRAL, linewidth=0.8)
    groups = [(significant, PEERS, tr("显著", "significant"))]
    groups += [(~significant, NEUTRAL, tr("不显著", "not significant"))]
    for place, (chosen, colour, name) in enumerate(groups):
        part = frame[chosen]
        ax.vlines(part.index, part["low"], part["high"], color=colour, linewidth=0.8, alpha=0.5)
        ax.plot(part.index, part["estimate"], "o", color=colour, markersize=2.5)
        ax.annotate(
            tr(f"{name}{len(part)}个", f"{len(part)} {name}"),
            (0, 1),
            xycoords="axes fraction",
            xytext=(6, -6 - 14 * place),
            textcoords="offset points",
            va="top",
            color=colour,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0},
        )
    ax.set_xlim(-1, len(frame))
    median = frame["estimate"].median()
    ax.axhline(median, color=JILIN, linewidth=0.8, linestyle="--")
    # A median too close to zero to be told from it in the drawing would show digits of no meaning.
    spread = frame["estimate"].iloc[-1] - frame["estimate"].iloc[0]
    shown = median if abs(median) >= 0.005 * spread else 0
    value = f"{shown:.3g}".replace("-", "−")
    text = tr(f"中位数 {value}", f"median {value}")
    direct_label(ax, len(frame), median, text, color=JILIN)
    low, high = ax.get_ylim()
    ax.set_ylim(low, high + 0.25 * (high - low))
    if below is None:
        ax.set_xticks([])
        return ax
    ax.tick_params(axis="x", labelbottom=False)
    options = [(name, option) for name in choices for option in frame[name].unique()]
    for row, (name, option) in enumerate(options):
        chosen = frame.index[frame[name] == option]
        colours = significant[chosen].map({True: PEERS, False: NEUTRAL})
        below.scatter(chosen, [row] * len(chosen), marker="|", s=16, linewidth=0.8, c=colours)
    below.set_yticks(range(len(options)), [str(option) for _, option in options])
    below.invert_yaxis()
    below.grid(False)
    below.set_xticks([])
    return ax
