"""Schemes of apparatus: vessels, liquids, electrodes, arrows and words, in units of the size of type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write

LIQUID = COLOURS["sky"]
"""The colour of liquids; drawn :func:`faint`."""

ACCENT = COLOURS["vermilion"]
"""The colour of the one thing that a scheme is about."""

THIN, THICK = 0.09, 0.16
"""Widths of lines, in units of the size of type."""

Place = tuple[float, float]


def faint(colour: str, opacity: float = 0.16) -> tuple[str, float]:
    """A colour that the ground shows through."""
    return colour, opacity


class Stage:
    """A panel to draw on, in units of the size of type: *x* to the right, *y* upwards, the origin at the lower left.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height.
    height : float
        Of the drawing.
    width : float, optional
        Of the drawing, which then stands in the middle of the panel; by default all of it.
    """

    def __init__(self, sheet: Sheet, panel: Panel, height: float, width: float | None = None) -> None:
        sheet.set_room(panel, height=height, left=0.0)
        self.panel = panel
        self.width = panel.room[0] if width is None else width
        self.height = height
        beside = (panel.room[0] - self.width) / 2
        panel.set(xlim=(-beside, self.width + beside), ylim=(0.0, height))
        bare(panel)

    def _add(self, patch: Any, **look: Any) -> None:
        own = {"facecolor": "none", "edgecolor": INK, "linewidth": THIN, **look}
        own["linewidth"] *= type_size()
        patch.set(**{**own, "clip_on": False})
        self.panel.add_patch(patch)

    def block(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle: a plate, a layer, a channel; `x` and `y` are its lower left corner."""
        self._add(Rectangle((x, y), width, height), **look)

    def box(
        self, x: float, y: float, width: float, height: float, rounding: float = 0.5, **look: Any
    ) -> None:
        """Draw a rectangle with round corners."""
        style = f"round,pad=0,rounding_size={rounding}"
        self._add(FancyBboxPatch((x, y), width, height, boxstyle=style), **look)

    def shape(self, places: Sequence[Place], **look: Any) -> None:
        """Draw a closed shape through places."""
        self._add(Polygon(places, closed=True), **look)

    def disc(self, x: float, y: float, radius: float, **look: Any) -> None:
        """Draw a disc: a bubble, an atom, a particle, an instrument."""
        self._add(Circle((x, y), radius), **look)

    def line(self, places: Sequence[Place], **look: Any) -> None:
        """Draw a line through places: a wire, a wall, a profile."""
        own = {"facecolor": "none", "capstyle": "round", "joinstyle": "round", **look}
        self._add(PathPatch(Path(list(places))), **own)

    def arrow(
        self,
        start: Place,
        end: Place,
        *,
        both: bool = False,
        colour: str = INK,
        **look: Any,
    ) -> None:
        """Draw an arrow, with a head at each end where it measures a distance."""
        size = type_size()
        own = {"linewidth": THIN, "zorder": 4, **look}
        own["linewidth"] *= size
        patch = FancyArrowPatch(
            start,
            end,
            arrowstyle=f"{'<|-|>' if both else '-|>'},head_length=0.3,head_width=0.16",
            mutation_scale=size * 1.5,
            shrinkA=0,
            shrinkB=0,
            color=colour,
            clip_on=False,
            **own,
        )
        self.panel.add_patch(patch)

    def word(self, x: float, y: float, text: str, **look: Any) -> Text:
        """Write a text, by default in the middle of its place."""
        own = {"ha": "center", "va": "center", "zorder": 6, **look}
        return write(self.panel, x, y, text, **own)

    def leader(self, start: Place, end: Place) -> None:
        """Draw a thin grey line from a text to what it names."""
        self.line([start, end], edgecolor=QUIET, linewidth=0.06, zorder=5)

    def vessel(self, x: float, y: float, width: float, height: float, level: float) -> None:
        """Draw an open vessel with round lower corners, filled with liquid to a level above its bottom."""
        self._add(PathPatch(_cup(x, y, width, level)), facecolor=faint(LIQUID), edgecolor="none", zorder=1)
        self.line([(x, y + level), (x + width, y + level)], edgecolor=LIQUID, zorder=1.1)
        self._add(PathPatch(_cup(x, y, width, height)), edgecolor=QUIET, linewidth=THICK, zorder=3)

    def tube(self, x: float, low: float, high: float, width: float = 0.7) -> None:
        """Draw a tube open at both ends, through which gas comes in."""
        self.block(x - width / 2, low, width, high - low, facecolor=BACKGROUND, edgecolor="none", zorder=2)
        for side in (x - width / 2, x + width / 2):
            self.line([(side, low), (side, high)], edgecolor=QUIET, zorder=2.1)

    def reference(self, x: float, tip: float, top: float, width: float = 1.0) -> None:
        """Draw a reference electrode: a glass body with a wire in it and a porous plug at its tip."""
        self.box(
            x - width / 2, tip, width, top - tip, width / 2.2, facecolor=BACKGROUND, edgecolor=QUIET, zorder=3
        )
        self.block(x - 0.22, tip, 0.44, 0.55, facecolor=QUIET, edgecolor="none", zorder=3.2)
        self.line([(x, tip + 1.1), (x, top + 0.6)], edgecolor=INK, zorder=3.3)

    def plate(self, x: float, low: float, high: float, top: float, width: float = 0.8) -> None:
        """Draw a plate in a liquid, held by a wire that reaches up to `top`."""
        self.line([(x, high), (x, top)], zorder=2.5)
        self.block(x - width / 2, low, width, high - low, facecolor=INK, edgecolor="none", zorder=2.6)

    def membrane(self, x: float, low: float, high: float) -> None:
        """Draw a membrane on edge: a broken line that ions pass."""
        self.block(x - 0.3, low, 0.6, high - low, facecolor=GRID, edgecolor="none", zorder=3.1)
        look = {"linestyle": (0, (2.2, 1.4)), "linewidth": THICK, "capstyle": "butt"}
        self.line([(x, low), (x, high)], edgecolor=INK, zorder=3.2, **look)

    def bubbles(self, places: Iterable[tuple[float, float, float]]) -> None:
        """Draw bubbles, each at a place with a radius."""
        for x, y, radius in places:
            self.disc(x, y, radius, facecolor=BACKGROUND, edgecolor=LIQUID, zorder=2.2)

    def tell(self, x: float, y: float, text: str, rows: str = "") -> None:
        """Let a place tell a text on demand."""
        tell(self.panel, x, y, text, rows)


def _cup(x: float, y: float, width: float, height: float, corner: float = 1.2) -> Path:
    """The outline of a vessel, open above."""
    corner = min(corner, width / 2, height)
    right = x + width
    places = [
        (x, y + height),
        (x, y + corner),
        (x, y),
        (x + corner, y),
        (right - corner, y),
        (right, y),
        (right, y + corner),
        (right, y + height),
    ]
    codes = [
        Path.MOVETO,
        Path.LINETO,
        Path.CURVE3,
        Path.CURVE3,
        Path.LINETO,
        Path.CURVE3,
        Path.CURVE3,
        Path.LINETO,
    ]
    return Path(places, codes)
