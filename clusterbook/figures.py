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

        set_matplotlib_formats("svg", metadata={"Date": None})
        # A notebook swallows what is raised while it displays a figure; its stderr fails the build.
        warnings.filterwarnings("always", message=MISSING_GLYPH)
    else:
        warnings.filterwarnings("error", message=MISSING_GLYPH)


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
