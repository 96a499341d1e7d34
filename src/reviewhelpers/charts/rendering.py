"""The style of the book for matplotlib, and figures whose layout is the same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

import matplotlib
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from reviewhelpers._core import compat
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET

WIDTH = 7.2
"""The widest a figure may be, in inches: the text column of the book, some 720 pixels."""

FONT_SIZE = 10.5
SMALL = 9.0
"""The smallest type, in points, for direct labels and ticks."""

# FreeType 2.6, which comes with matplotlib, rounds parts of a glyph to pixels; later versions do not. At this
# size a pixel is one unit of the typeface, so every version gives the same outline.
UNITS_PER_EM = 2048.0

_SETTINGS: Mapping[str, object] = {
    "font.family": "DejaVu Sans",
    "font.size": FONT_SIZE,
    "axes.titlesize": FONT_SIZE,
    "axes.labelsize": FONT_SIZE,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "legend.frameon": False,
    "figure.facecolor": BACKGROUND,
    "savefig.facecolor": BACKGROUND,
    "savefig.transparent": False,
    "savefig.dpi": 200,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "axes.prop_cycle": cycler(color=list(COLOURS.values())),
    "lines.markersize": 7,
    "lines.linewidth": 1.4,
    # Text as outlines, not fonts: a figure looks the same wherever it is opened.
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    # Text comes from the data: a dollar sign in it must not start a formula.
    "text.parse_math": False,
}


@contextmanager
def applied(salt: str | None = None) -> Iterator[None]:
    """Apply the style of the book, and ignore the user's own matplotlib settings.

    Parameters
    ----------
    salt : str, optional
        Fixes the ids inside an SVG, which otherwise differ from run to run.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        matplotlib.rcParams["svg.hashsalt"] = salt
        with compat.exact_outlines(UNITS_PER_EM):
            yield


def new_figure(width: float = WIDTH, height: float = 4.5) -> Figure:
    """An empty figure with constrained layout, independent of pyplot and its state.

    Parameters
    ----------
    width, height : float
        In inches; at most :data:`WIDTH` wide, so that no figure is shrunk on the page.
    """
    if not 0 < width <= WIDTH:
        raise ReviewHelpersError(f"figure width {width} in: expected at most {WIDTH} in")
    figure = Figure(figsize=(width, height), layout="constrained")
    Canvas(figure)
    return figure


def freeze_layout(figure: Figure) -> None:
    """Compute the layout of a figure once, for all formats, and freeze it.

    Each backend measures text differently: if the layout were computed on saving, it would depend on the
    format that is saved first.
    """
    if not isinstance(figure.canvas, Canvas):
        # A copied figure has no canvas of this kind, and one of pyplot's would open a window for each copy.
        Canvas(figure)
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine(None)


class _Renderer(RendererAgg):
    """Measures text by its outlines, as the hinted width depends on the version of FreeType."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Width, height and descent of a text in pixels."""
        width, height, descent = TextToPath().get_text_width_height_descent(s, prop, ismath)
        point = self.dpi / 72
        return width * point, height * point, descent * point


class Canvas(FigureCanvasAgg):
    """A canvas that measures text by its outlines."""

    def get_renderer(self) -> RendererAgg:
        """A new renderer for each call; matplotlib's own canvas caches one, which saves nothing here."""
        width, height = self.figure.bbox.size
        return _Renderer(width, height, self.figure.dpi)  # type: ignore[no-untyped-call]
