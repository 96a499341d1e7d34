"""The style of the book for matplotlib, and figures whose layout is the same in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import matplotlib
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontManager, FontProperties, fontManager
from matplotlib.textpath import TextToPath

from reviewhelpers._core import compat
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.theme import Theme, current, using

# FreeType 2.6, which comes with matplotlib, rounds parts of a glyph to pixels; later versions do not. At this
# size a pixel is one unit of the typeface, so every version gives the same outline.
UNITS_PER_EM = 2048.0


def prefer_shipped_fonts(manager: FontManager) -> None:
    """Have matplotlib take the typefaces that come with it, and not those of the machine with the same name.

    Of two files of one name it takes the first, in an order that differs from machine to machine; and the list that it
    keeps may lack its own, where it was written while matplotlib was being installed. Another file of DejaVu Sans, such
    as that of Debian, starts some outlines elsewhere.

    Parameters
    ----------
    manager : matplotlib.font_manager.FontManager
        What finds typefaces; its list is changed.
    """
    shipped = Path(matplotlib.get_data_path())
    known = {entry.fname for entry in manager.ttflist}
    for path in sorted(shipped.glob("fonts/ttf/DejaVuSans*.ttf")):
        if str(path) not in known:
            manager.addfont(path)
    manager.ttflist.sort(key=lambda entry: not Path(entry.fname).is_relative_to(shipped))


prefer_shipped_fonts(fontManager)

_SETTINGS: Mapping[str, object] = {
    "font.family": "DejaVu Sans",
    # One size of type: the others follow from it.
    "axes.titlesize": "medium",
    "axes.labelsize": "medium",
    "xtick.labelsize": "medium",
    "ytick.labelsize": "medium",
    "legend.fontsize": "medium",
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
    # Text as outlines, not fonts: a figure looks the same wherever it is opened.
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    # Text comes from the data: a dollar sign in it must not start a formula.
    "text.parse_math": False,
}


@contextmanager
def applied(salt: str | None = None, theme: Theme | None = None) -> Iterator[None]:
    """Apply the style of the book, and ignore the user's own matplotlib settings.

    Parameters
    ----------
    salt : str, optional
        Fixes the ids inside an SVG, which otherwise differ from run to run.
    theme : Theme, optional
        Width, type and colours; by default the current ones.
    """
    theme = theme or current()
    with matplotlib.rc_context(), using(theme):
        matplotlib.rcdefaults()
        colours = {key: theme.colour(str(value)) for key, value in _SETTINGS.items() if _is_colour(value)}
        # Lines and marks grow with the type.
        sizes = {
            "font.size": theme.size,
            "lines.markersize": 0.7 * theme.size,
            "lines.linewidth": 0.14 * theme.size,
            "axes.linewidth": 0.08 * theme.size,
        }
        matplotlib.rcParams.update({**_SETTINGS, **colours, **sizes, **theme.settings})
        matplotlib.rcParams["svg.hashsalt"] = salt
        with compat.exact_outlines(UNITS_PER_EM):
            yield


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")


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
