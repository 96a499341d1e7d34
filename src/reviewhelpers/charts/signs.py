"""The signs of all figures: one mark, one meaning.

Colour and shape tell the class of defect. A filled mark is a value as printed, a hollow one is derived from
printed values, an arrow leads from a bound to the side on which the value lies, a dotted ring stands around
what is inferred, and a bar joins the ends of a range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path

from reviewhelpers.charts.defect_classes import MARKS, NAMES
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET, Mark
from reviewhelpers.charts.plot import Plot, tell
from reviewhelpers.charts.text import type_size
from reviewhelpers.dataset import data

PLAIN = Mark(INK, "o")
"""The mark of a value that belongs to no class of defect."""

SIGNS: Mapping[str, str] = {
    "printed": "as printed",
    "derived": "derived by the book",
    "bound": "a bound; the value lies that way",
    "inferred": "inferred",
    "range": "a range",
}
"""What each sign says in a key."""

_SCALE: Mapping[str, float] = {"*": 1.5, "P": 1.15, "X": 1.15, "D": 0.85, "d": 1.15, ".": 1.6, "|": 1.7}
"""Marks of one size look of one size with these factors."""

_TURNS = [2 * math.pi * number / 12 for number in range(12)]
_RING = Path.make_compound_path(*(Path.circle((math.cos(turn), math.sin(turn)), 0.09) for turn in _TURNS))
_ARCS = [Path.arc(60 * number, 60 * number + 36) for number in range(6)]
_BROKEN = Path.make_compound_path(*_ARCS)
_ARROW = Path([(-1, 0), (1, 0), (0.4, 0.5), (1, 0), (0.4, -0.5)], [1, 2, 1, 2, 2])


def mark_of(defect_class: str) -> Mark:
    """The mark of a class of defect; of no class, the plain one."""
    return MARKS[defect_class] if defect_class else PLAIN


def mark_size() -> float:
    """The size of marks in points."""
    return float(matplotlib.rcParams["lines.markersize"])


def draw_point(
    axes: Axes,
    x: float,
    y: float,
    defect_class: str = "",
    *,
    derived: bool = False,
    inferred: bool = False,
    bound: str = "",
    along: Literal["x", "y"] = "x",
    bound_along: Literal["x", "y"] | None = None,
    low: float | None = None,
    high: float | None = None,
    mark: Mark | None = None,
    text: str = "",
    rows: str | Iterable[str] = (),
) -> list[Line2D]:
    """Draw one value with its signs.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of a figure of the book, or any others.
    x, y : float
        The place in data coordinates.
    defect_class : str
        The class of defect; empty for what has none.
    derived, inferred : bool
        Whether the value is computed from printed ones, and whether something about it is inferred.
    bound : str
        The relation of the row: an arrow is drawn for an inequality.
    along, bound_along : {"x", "y"}
        The axis of the value, and that of its bound where a range lies along the other one.
    low, high : float, optional
        Ends of a range along that axis.
    mark : Mark, optional
        Another mark, such as a tick, in place of that of the class.
    text : str
        What the point tells on demand: value and conditions. Empty: it tells nothing.
    rows : str or iterable of str
        Ids of the rows that it comes from; a string holds them with spaces between.

    Returns
    -------
    list of matplotlib.lines.Line2D
        What was drawn, for labels to keep clear of; last the mark itself.
    """
    own, size = mark or mark_of(defect_class), mark_size()
    signs = ["derived" if derived else "printed"]
    drawn: list[Line2D] = []
    if low is not None and high is not None and abs(high - low) > 0:
        signs.insert(0, "range")
        ends = ([low, high], [y, y]) if along == "x" else ([x, x], [low, high])
        drawn += axes.plot(*ends, color=own.colour, linewidth=size / 3, solid_capstyle="butt", zorder=3.5)
    if inferred:
        signs.append("inferred")
        drawn += axes.plot([x], [y], **_ring(), zorder=3.9)
    face = BACKGROUND if derived else own.colour
    drawn += axes.plot([x], [y], **_look(own, markerfacecolor=face), clip_on=True, zorder=4)
    if bound[:1] in ("<", ">"):
        signs.append("bound")
        _draw_arrow(axes, x, y, own.colour, up=bound[0] == ">", along=bound_along or along)
    figure = axes.get_figure(root=True)
    if isinstance(figure, Plot):
        figure.signs.update(dict.fromkeys([*signs, *([f"class:{defect_class}"] if defect_class else [])]))
    tell(axes, x, y, text, rows)
    return drawn


def draw_value(axes: Axes, x: float, y: float, row: pd.Series, **others: Any) -> list[Line2D]:
    """Draw the value of a row of a complete frame with its signs; see :func:`draw_point`."""
    own = {
        sign: row[sign] for sign in ("defect_class", "derived", "inferred", "bound", "low", "high", "rows")
    }
    return draw_point(axes, x, y, **{**own, "text": row["told"], **others})


def _look(mark: Mark, **others: Any) -> dict[str, Any]:
    """How a mark is drawn."""
    size = mark_size()
    own = {"color": mark.colour, "marker": mark.marker, "markersize": size * _SCALE.get(mark.marker, 1.0)}
    return {"linestyle": "none", **own, "markeredgewidth": size / 5, **others}


def _ring() -> dict[str, Any]:
    return _look(Mark(QUIET, "o"), marker=_RING, markersize=2.0 * mark_size(), markeredgewidth=0.4)


def _draw_arrow(axes: Axes, x: float, y: float, colour: str, *, up: bool, along: str) -> None:
    size = mark_size()
    reach = (3.0 if up else -3.0) * size
    look = {"arrowstyle": "<|-", "color": colour, "linewidth": size / 5, "mutation_scale": 1.6 * size}
    axes.annotate(
        "",
        (x, y),
        (reach, 0) if along == "x" else (0, reach),
        textcoords="offset points",
        arrowprops={**look, "shrinkA": 0, "shrinkB": size / 2},
        zorder=3.6,
    )


def key_entries(signs: Iterable[str]) -> list[tuple[list[Line2D], str]]:
    """What a key shows of the signs of a figure: the classes in their order, then the signs that need a word."""
    found = set(signs)
    if "derived" not in found:
        found.discard("printed")
    size, quiet = mark_size(), Mark(QUIET, "o")
    looks: Mapping[str, list[dict[str, Any]]] = {
        "printed": [_look(quiet)],
        "derived": [_look(quiet, markerfacecolor=BACKGROUND)],
        "bound": [_look(quiet, marker=_ARROW, markersize=1.8 * size, markerfacecolor="none")],
        "inferred": [_look(quiet), _ring()],
        "range": [_look(quiet, marker="_", markersize=2 * size, markeredgewidth=size / 3)],
    }
    entries = [([_look(MARKS[name])], NAMES[name]) for name in NAMES if f"class:{name}" in found]
    entries += [(looks[sign], words) for sign, words in SIGNS.items() if sign in found]
    names = data.table("elements").set_index("symbol")["name"]
    entries += [
        ([_atom(ELEMENTS[symbol].colour)], f"{symbol}, {names[symbol]}")
        for symbol in ELEMENTS
        if f"element:{symbol}" in found
    ]
    if "vacancy" in found:
        entries.append(([broken_ring(INK, 1.5 * size)], "an atom is missing"))
    return [([Line2D([0], [0], **look) for look in each], words) for each, words in entries]


def broken_ring(colour: str, size: float) -> dict[str, Any]:
    """How a place is drawn where an atom is missing; `size` in points."""
    own = {"linestyle": "none", "color": colour, "marker": _BROKEN, "markersize": size}
    return {**own, "markerfacecolor": "none", "markeredgewidth": 0.14 * type_size()}


def _atom(colour: str) -> dict[str, Any]:
    edge = INK if colour != BACKGROUND else QUIET
    return _look(Mark(edge, "o"), markersize=1.4 * mark_size(), markerfacecolor=colour, markeredgewidth=0.7)
