"""Sketches of methods and levels: atoms, molecules, waves, levels and fields, in units of the size of type."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.patches import Circle, FancyArrowPatch, Polygon, Rectangle

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.charts.theme import current

__all__ = [
    "ELEMENTS",
    "TINT",
    "arrow",
    "atom",
    "bond",
    "box",
    "curve",
    "electron",
    "level",
    "plain_axes",
    "scene",
    "shape",
    "sheet_of",
    "wave",
    "word",
]

Place = tuple[float, float]
Values = npt.NDArray[np.float64]

ELEMENTS = {
    "C": QUIET,
    "N": COLOURS["blue"],
    "O": COLOURS["vermilion"],
    "Cu": COLOURS["orange"],
    "Zn": COLOURS["purple"],
    "M": COLOURS["purple"],
}
"""Colours of the elements of the sketches; each atom also bears its symbol where it matters."""

TINT = 0.22
"""How much of its colour fills a shape, so that words on it stay ink."""

LINE = 0.12
"""The width of lines."""

SIDE_BY_SIDE = 45.0
"""The least width of a sheet whose panels stand beside each other."""


def sheet_of(columns: int) -> Sheet:
    """A sheet of panels side by side, or below each other where it is narrow."""
    wide = current().width.inches / (type_size() / 72) >= SIDE_BY_SIDE
    return Sheet(columns if wide else 1, key=False, least=13.0)


def scene(
    sheet: Sheet, heading: str, note: str = "", *, width: float, height: float, whole: bool = False
) -> Panel:
    """A panel without scales, whose coordinates are units of the size of type, *y* upwards.

    Parameters
    ----------
    sheet : Sheet
        Where it stands.
    heading, note : str
        Above it.
    width, height : float
        Of what is drawn, which stands in the middle.
    whole : bool
        Whether it takes the whole width of the sheet.
    """
    panel = sheet.panel(heading, note, height=height, right=0.0, wide=whole)
    sheet.set_room(panel, height=height, left=0.0)
    beside = (panel.room[0] - width) / 2
    panel.set(xlim=(-beside, width + beside), ylim=(0.0, height))
    bare(panel)
    return panel


def plain_axes(panel: Panel, label: str) -> None:
    """Take the ticks from a panel with a curve and leave its frame: what is drawn has no scale there."""
    panel.grid(visible=False)
    panel.set(yticks=[], ylabel=label)


def word(panel: Panel, x: float, y: float, text: str, **look: Any) -> None:
    """Write a text, by default in the middle of its place."""
    write(panel, x, y, text, **{"ha": "center", "va": "center", "zorder": 7, **look})


def atom(panel: Panel, x: float, y: float, radius: float, colour: str, text: str = "", **look: Any) -> None:
    """Draw an atom as a tinted disc with its symbol."""
    panel.add_patch(Circle((x, y), radius, facecolor=BACKGROUND, edgecolor="none", zorder=3, clip_on=False))
    panel.add_patch(
        Circle((x, y), radius, facecolor=colour, edgecolor="none", alpha=TINT, zorder=3.1, clip_on=False)
    )
    ring = {"edgecolor": colour, "linewidth": LINE * type_size(), "zorder": 3.2, **look}
    panel.add_patch(Circle((x, y), radius, facecolor="none", clip_on=False, **ring))
    if text:
        word(panel, x, y, text)


def bond(panel: Panel, start: Place, end: Place, count: int = 1, colour: str = QUIET) -> None:
    """Draw a bond of one or two lines behind atoms."""
    (x, y), (u, v) = start, end
    length = float(np.hypot(u - x, v - y))
    aside = (-(v - y) / length, (u - x) / length)
    for step in (0.0,) if count == 1 else (-0.16, 0.16):
        shift = (step * aside[0], step * aside[1])
        curve(
            panel,
            [x + shift[0], u + shift[0]],
            [y + shift[1], v + shift[1]],
            colour,
            width=0.16,
            zorder=2.5,
        )


def box(
    panel: Panel,
    x: float,
    y: float,
    width: float,
    height: float,
    colour: str,
    alpha: float = TINT,
    **look: Any,
) -> None:
    """Draw a rectangle, tinted; `x` and `y` are its lower left corner."""
    own = {"facecolor": colour, "edgecolor": "none", "alpha": alpha, "zorder": 1, "clip_on": False, **look}
    panel.add_patch(Rectangle((x, y), width, height, **own))


def shape(panel: Panel, places: list[Place], colour: str, alpha: float = TINT, **look: Any) -> None:
    """Draw a closed shape, tinted."""
    own = {"facecolor": colour, "edgecolor": "none", "alpha": alpha, "zorder": 1, "clip_on": False, **look}
    panel.add_patch(Polygon(places, closed=True, **own))


def curve(panel: Panel, x: Any, y: Any, colour: str = INK, *, width: float = LINE, **look: Any) -> None:
    """Draw a line through places."""
    own = {"color": colour, "linewidth": width * type_size(), "clip_on": False, "zorder": 2.6, **look}
    panel.plot(x, y, **{"solid_capstyle": "round", **own})


def arrow(
    panel: Panel,
    start: Place,
    end: Place,
    colour: str = INK,
    *,
    both: bool = False,
    bend: float = 0.0,
    **look: Any,
) -> None:
    """Draw an arrow, with a head at each end where it is `both`."""
    size = type_size()
    own = {"linewidth": LINE * size, "zorder": 4, **look}
    style = f"{'<|-|>' if both else '-|>'},head_length=0.34,head_width=0.17"
    panel.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle=style,
            connectionstyle=f"arc3,rad={bend}",
            mutation_scale=1.4 * size,
            shrinkA=0,
            shrinkB=0,
            color=colour,
            clip_on=False,
            **own,
        )
    )


def wave(
    panel: Panel, start: Place, end: Place, colour: str, *, turns: int = 4, height: float = 0.35
) -> None:
    """Draw a photon: a wave that ends in an arrow."""
    (x, y), (u, v) = start, end
    length = float(np.hypot(u - x, v - y))
    along, aside = ((u - x) / length, (v - y) / length), (-(v - y) / length, (u - x) / length)
    reach = length - 1.0
    steps = np.linspace(0.0, reach, 24 * turns + 1)
    swing = height * np.sin(2 * np.pi * turns * steps / reach)
    curve(panel, x + along[0] * steps + aside[0] * swing, y + along[1] * steps + aside[1] * swing, colour)
    arrow(panel, (x + along[0] * reach, y + along[1] * reach), end, colour)


def level(panel: Panel, x: float, y: float, length: float, colour: str = INK, **look: Any) -> None:
    """Draw a level of energy from `x` on."""
    curve(panel, [x, x + length], [y, y], colour, **{"width": 0.2, **look})


def electron(panel: Panel, x: float, y: float, up: bool = True, colour: str = INK) -> None:
    """Draw an electron as a short arrow, its spin up or down."""
    half = 0.75 if up else -0.75
    arrow(panel, (x, y - half), (x, y + half), colour, zorder=5)
