"""The signs of all figures: one mark, one meaning.

Colour and shape tell the class of defect. A filled mark is a value as printed, a hollow one is derived from
printed values, an arrow leads from a bound to the side on which the value lies, a dotted ring stands around
what is inferred, and a bar joins the ends of a range.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.path import Path

from reviewhelpers.charts.defect_classes import MARKS, NAMES
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET, Mark
from reviewhelpers.charts.plot import Plot, Point

Bound = Literal["", "<", ">", "<=", ">=", "~", "="]

PLAIN = Mark(INK, "o")
"""The mark of a value that belongs to no class of defect."""

SIGNS: Mapping[str, str] = {
    "printed": "as printed",
    "derived": "derived from printed values",
    "bound": "a bound; the value lies that way",
    "inferred": "inferred",
    "range": "a range",
}
"""What each sign says in a key."""


def mark_of(defect_class: str) -> Mark:
    """The mark of a class of defect; of no class, the plain one."""
    return MARKS[defect_class] if defect_class else PLAIN


def draw_point(
    axes: Axes,
    x: float,
    y: float,
    defect_class: str = "",
    *,
    derived: bool = False,
    inferred: bool = False,
    bound: Bound = "",
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
    along : {"x", "y"}
        The axis of the value.
    bound_along : {"x", "y"}, optional
        The axis of the bound, where a range lies along the other one.
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
        What was drawn, for labels to keep clear of.
    """
    own = mark or mark_of(defect_class)
    size = float(matplotlib.rcParams["lines.markersize"])
    drawn: list[Line2D] = []
    if low is not None and high is not None and pd.notna(low) and pd.notna(high) and low != high:
        ends = ([low, high], [y, y]) if along == "x" else ([x, x], [low, high])
        drawn += axes.plot(*ends, color=own.colour, linewidth=size / 3, solid_capstyle="butt", zorder=3.5)
        _note(axes, "range")
    if inferred:
        drawn += axes.plot(
            [x],
            [y],
            linestyle="none",
            marker=_RING,
            markersize=2.0 * size,
            color=QUIET,
            markeredgewidth=0.4,
            zorder=3.9,
        )
        _note(axes, "inferred")
    drawn += axes.plot(
        [x],
        [y],
        linestyle="none",
        marker=own.marker,
        color=own.colour,
        markersize=size * _SCALE.get(own.marker, 1.0),
        markeredgewidth=size / 5,
        markerfacecolor=BACKGROUND if derived else own.colour,
        clip_on=True,
        zorder=4,
    )
    _note(axes, "derived" if derived else "printed")
    if defect_class:
        _note(axes, f"class:{defect_class}")
    if bound[:1] in ("<", ">"):
        _arrow(axes, x, y, own.colour, size, up=bound[0] == ">", along=bound_along or along)
        _note(axes, "bound")
    figure = axes.get_figure(root=True)
    if text and isinstance(figure, Plot):
        ids = rows.split() if isinstance(rows, str) else rows
        figure.points.append(Point(axes, float(x), float(y), text, tuple(ids)))
    return drawn


_SCALE: Mapping[str, float] = {"*": 1.5, "P": 1.15, "X": 1.15, "D": 0.85, "d": 1.15, ".": 1.6, "|": 1.7}
"""Marks of one size look of one size with these factors."""


def _ring() -> Path:
    turns = [2 * math.pi * number / 12 for number in range(12)]
    return Path.make_compound_path(*(Path.circle((math.cos(turn), math.sin(turn)), 0.09) for turn in turns))


_RING = _ring()
_ARROW = Path([(-1, 0), (1, 0), (0.4, 0.5), (1, 0), (0.4, -0.5)], [1, 2, 1, 2, 2])


def _arrow(axes: Axes, x: float, y: float, colour: str, size: float, *, up: bool, along: str) -> None:
    reach = (3.0 if up else -3.0) * size
    axes.annotate(
        "",
        (x, y),
        (reach, 0) if along == "x" else (0, reach),
        textcoords="offset points",
        arrowprops={
            "arrowstyle": "<|-",
            "color": colour,
            "linewidth": size / 5,
            "mutation_scale": 1.6 * size,
            "shrinkA": 0,
            "shrinkB": size / 2,
        },
        zorder=3.6,
    )


def _note(axes: Axes, sign: str) -> None:
    figure = axes.get_figure(root=True)
    if isinstance(figure, Plot):
        figure.signs.setdefault(sign)


def key_entries(signs: Iterable[str]) -> list[tuple[Callable[[], list[Line2D]], str]]:
    """What a key shows of the signs of a figure: the classes in their order, then the signs that need a word."""
    found = set(signs)
    classes = [name for name in NAMES if f"class:{name}" in found]
    others = [sign for sign in SIGNS if sign in found]
    if "derived" not in found:
        others = [sign for sign in others if sign != "printed"]
    entries: list[tuple[Callable[[], list[Line2D]], str]] = [
        (functools.partial(_class_handles, name), NAMES[name]) for name in classes
    ]
    return entries + [(functools.partial(_sign_handles, sign), SIGNS[sign]) for sign in others]


def _class_handles(name: str) -> list[Line2D]:
    return [_handle(MARKS[name])]


def _handle(mark: Mark, **settings: object) -> Line2D:
    size = float(matplotlib.rcParams["lines.markersize"])
    look = {"color": mark.colour, "marker": mark.marker, "markersize": size * _SCALE.get(mark.marker, 1.0)}
    return Line2D([0], [0], linestyle="none", **{**look, "markeredgewidth": size / 5, **settings})  # type: ignore[arg-type]


def _sign_handles(sign: str) -> list[Line2D]:
    size = float(matplotlib.rcParams["lines.markersize"])
    quiet = Mark(QUIET, "o")
    if sign == "derived":
        return [_handle(quiet, markerfacecolor=BACKGROUND)]
    if sign == "bound":
        return [_handle(Mark(QUIET, "o"), marker=_ARROW, markersize=1.8 * size, markerfacecolor="none")]
    if sign == "inferred":
        ring = {"marker": _RING, "markersize": 2.0 * size, "markeredgewidth": 0.4}
        return [_handle(quiet), _handle(quiet, **ring)]
    if sign == "range":
        return [_handle(Mark(QUIET, "_"), markersize=2 * size, markeredgewidth=size / 3)]
    return [_handle(quiet)]
