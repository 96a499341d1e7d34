"""A figure of the book: an ordinary figure of matplotlib that knows its values, its words and its points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.palette import GRID, INK, QUIET
from reviewhelpers.charts.rendering import Canvas, applied
from reviewhelpers.charts.theme import Theme, current

__all__ = ["Panel", "Plot", "Point", "new_figure", "recolour", "tell"]


@dataclass(frozen=True)
class Point:
    """A drawn value: where it stands in its axes, what is known of it, and the rows that it comes from."""

    axes: Axes
    x: float
    y: float
    text: str
    rows: tuple[str, ...]


class Panel(Axes):
    """Axes of a figure of the book. Their room, in units of the size of type, is set before they are drawn.

    Attributes
    ----------
    room : tuple of float
        Width and height of the frame inside its margins; the width is exact where the left margin was given.
    right : float
        The margin at the right, into which labels may reach.
    quantities : dict of str to str
        The quantity of the vocabulary on the axis ``x`` or ``y``.
    """

    room: tuple[float, float] = (0.0, 0.0)
    right: float = 0.0

    def __init__(self, *args: Any, **settings: Any) -> None:
        self.quantities: dict[str, str] = {}
        self.waiting: list[Callable[[], object]] = []
        super().__init__(*args, **settings)

    def after_layout(self, work: Callable[[], object]) -> None:
        """Do work that needs the final size of the axes, such as placing labels."""
        self.waiting.append(work)


class Plot(Figure):
    """A figure of the book with the values that it plots and the words that belong to it.

    Attributes
    ----------
    id, title : str
        The stable id, and the title beside the number (MyST markdown).
    data : pandas.DataFrame
        The plotted values: a row a point, units in the column names. The column ``rows`` names the rows of
        ``data/`` that each point comes from.
    alt : str
        What the figure shows, for those who cannot see it: the finding with its numbers, made from `data`.
    caption, method : str
        What is shown, and how it was made (MyST markdown).
    points : list of Point
        The drawn values that can be asked for.
    structures : list of str
        Ids of the models of atoms that were drawn, in order.
    signs : dict of str to None
        The signs and classes that were drawn, in order: what the key explains.
    theme : Theme
        Width, type and colours in which it was drawn.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.id = self.title = self.alt = self.caption = self.method = ""
        self.data = pd.DataFrame()
        self.points: list[Point] = []
        self.structures: list[str] = []
        self.signs: dict[str, None] = {}
        self.theme: Theme = current()

    def savefig(self, *args: Any, **settings: Any) -> None:
        """Save the figure in the theme in which it was drawn, whatever the reader's own settings are."""
        with applied(salt=matplotlib.rcParams["svg.hashsalt"], theme=self.theme):
            super().savefig(*args, **settings)

    def point_places(self) -> list[dict[str, Any]]:
        """Where the points that show stand, as fractions of the picture from its top left corner."""
        width, height = self.bbox.size
        found = []
        for point in self.points:
            x, y = point.axes.transData.transform((point.x, point.y))
            if point.axes.bbox.padded(1).contains(x, y):
                place = {"x": float(x / width), "y": float(1 - y / height)}
                found.append({**place, "text": point.text, "rows": list(point.rows)})
        return found


def tell(axes: Axes, x: float, y: float, text: str, rows: str | Iterable[str] = ()) -> None:
    """Let a place of a figure of the book tell a text on demand; without a text it tells nothing."""
    figure = axes.get_figure(root=True)
    if text and isinstance(figure, Plot):
        ids = rows.split() if isinstance(rows, str) else rows
        figure.points.append(Point(axes, float(x), float(y), text, tuple(ids)))


def new_figure(width: float | None = None, height: float = 4.5) -> Plot:
    """An empty figure with constrained layout, independent of pyplot and its state.

    Parameters
    ----------
    width, height : float
        In inches; by default as wide as the current width of figures.
    """
    width = current().width.inches if width is None else width
    if not 0 < width <= 40:
        raise ReviewHelpersError(f"figure width {width} in: expected more than 0 and at most 40")
    figure = Plot(figsize=(width, height), layout="constrained")
    Canvas(figure)
    return figure


_COLOURS = ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor", "markerfacecoloralt")


def recolour(figure: Figure, theme: Theme) -> None:
    """Give what is drawn in the colours of the book those that replace them."""
    for axes in figure.axes if theme.colours else ():
        # Ticks that other limits bring are drawn later.
        ink, quiet, grid = map(theme.colour, (INK, QUIET, GRID))
        axes.tick_params(which="both", color=quiet, labelcolor=ink, grid_color=grid)
    kinds = Line2D | Text | Patch | Collection
    for artist in _artists(figure) if theme.colours else ():
        # All colours are read before any is set: those of a mark follow from that of its line.
        found = {
            name: getattr(artist, f"get_{name}")()
            for name in (_COLOURS if isinstance(artist, kinds) else ())
            if hasattr(artist, f"get_{name}")
        }
        for name, colour in found.items():
            if isinstance(colour, str) and colour == "none":
                continue
            several = isinstance(artist, Collection)
            replaced = [_replaced(each, theme) for each in colour] if several else _replaced(colour, theme)
            getattr(artist, f"set_{name}")(replaced)


def _artists(figure: Figure) -> Iterable[Artist]:
    ticks = {
        id(part) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for part in _tick_parts(axis)
    }
    for artist in figure.findobj():
        if id(artist) in ticks:
            continue
        yield artist
        # The box and the arrow of a text are not among its children.
        for part in (getattr(artist, "get_bbox_patch", lambda: None)(), getattr(artist, "arrow_patch", None)):
            if part is not None:
                yield part


def _tick_parts(axis: Axis) -> Iterable[Artist]:
    """What ticks are drawn of: they have their colours already."""
    for tick in (*axis.majorTicks, *axis.minorTicks):
        yield from (tick.label1, tick.label2, tick.tick1line, tick.tick2line, tick.gridline)


def _replaced(colour: Any, theme: Theme) -> Any:
    *_, alpha = to_rgba(colour)
    return to_rgba(theme.colour(to_hex(colour)), alpha) if alpha else colour
