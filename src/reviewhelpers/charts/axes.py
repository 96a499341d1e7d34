"""Axes of quantities: their names and units, ticks that follow the limits, logarithms, breaks."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import (
    Formatter,
    FuncFormatter,
    Locator,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    NullLocator,
)

from reviewhelpers.charts.labels import axis_label
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.text import formatting


def set_quantity(
    axes: Axes,
    which: Literal["x", "y"],
    *quantities: str,
    symbol: str = "",
    limits: tuple[float, float] | None = None,
    log: bool = False,
    ticks: int | None = None,
) -> None:
    """Name an axis by the quantities of the vocabulary on it, with ticks that follow later limits.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of which `which` axis is set.
    *quantities : str
        Ids of the vocabulary with one unit; their names stand at the axis.
    symbol : str
        What stands behind the name, such as ``E vs RHE``.
    limits : tuple of float, optional
        Of the axis.
    log : bool
        Whether it is logarithmic.
    ticks : int, optional
        About how many; by default as many as have room.
    """
    axis = getattr(axes, f"{which}axis")
    axis.set_label_text(axis_label(*quantities, symbol=symbol))
    if isinstance(axes, Panel):
        axes.quantities[which] = quantities[0]
    set_ticks(axes, which, limits=limits, log=log, ticks=ticks)


def set_ticks(
    axes: Axes,
    which: Literal["x", "y"],
    *,
    limits: tuple[float, float] | None = None,
    log: bool = False,
    ticks: int | None = None,
) -> None:
    """Scale, limits and ticks of an axis; see :func:`set_quantity`."""
    axis = getattr(axes, f"{which}axis")
    if log:
        axes.set(**{f"{which}scale": "log"})
        # Within three decades, ticks between the decades too.
        near = limits is not None and limits[1] < 1000 * limits[0]
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if near else (1.0,), numticks=12))
        axis.set_minor_locator(NullLocator())
        axis.set_minor_formatter(NullFormatter())
        axis.set_major_formatter(FuncFormatter(_plain_number))
    else:
        room = axes.room[0 if which == "x" else 1] if isinstance(axes, Panel) else 30.0
        count = ticks or max(2, min(8, int(room / (5.0 if which == "x" else 2.5))))
        axis.set_major_locator(MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10]))
        axis.set_major_formatter(_TickText())
    if limits:
        axes.set(**{f"{which}lim": limits})


# Formatters are functions and classes of the module, so that figures can be pickled.


def _plain_number(value: float, _: int | None = None) -> str:
    return formatting.number(value)


class _TickText(Formatter):
    """Numbers at ticks, all with the decimals of the finest."""

    def __call__(self, value: float, pos: int | None = None) -> str:
        locator = self.axis.get_major_locator() if isinstance(self.axis, Axis) else None
        if isinstance(locator, _WithStrip):
            locator = locator.ticks
        locations = locator() if locator else [value]
        ticks = [formatting.rounded(tick, 6) for tick in locations]
        return formatting.decimals(value, max((len(text.partition(".")[2]) for text in ticks), default=0))


def padded(values: Iterable[float], share: float = 0.06) -> tuple[float, float]:
    """Limits around values: axes begin where the data are."""
    every = [float(value) for value in values if value == value]
    low, high = min(every), max(every)
    room = (high - low or abs(high) or 1.0) * share
    return low - room, high + room


class _WithStrip(Locator):
    """The ticks of another locator within some limits, and one more for a strip beyond them."""

    def __init__(self, ticks: Locator, strip: float, beyond: float) -> None:
        self.ticks, self.strip, self.beyond = ticks, strip, beyond

    def set_axis(self, axis: Any) -> None:
        super().set_axis(axis)
        self.ticks.set_axis(axis)

    def __call__(self) -> list[float]:
        return [self.strip, *(float(tick) for tick in self.ticks() if tick > self.beyond)]


def _strip_text(number: Formatter, strip: float, value: float, place: int | None = None) -> str:
    return "none" if value == strip else number(value, place)


def add_strip(axes: Axes, which: Literal["x", "y"], at: float, beyond: float) -> None:
    """Name a place before the scale “none”, where values stand that have no coordinate on it.

    Call it after :func:`set_quantity`, with limits that take in the strip.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        With the scale.
    which : {"x", "y"}
        The axis on which the coordinate is missing.
    at : float
        Where the strip stands, in data coordinates.
    beyond : float
        Where the scale begins; a line there keeps both apart.
    """
    axis = getattr(axes, f"{which}axis")
    number = axis.get_major_formatter()
    axis.set_major_locator(_WithStrip(axis.get_major_locator(), at, beyond))
    axis.set_major_formatter(FuncFormatter(functools.partial(_strip_text, number, at)))
    draw = axes.axvline if which == "x" else axes.axhline
    draw(beyond, color=QUIET, linewidth=0.8, zorder=1.5)


def break_mark(axes: Axes, which: Literal["x", "y"], at: float) -> None:
    """Two short strokes at a value of an axis that leaves out a part there."""
    low, high = getattr(axes, f"get_{which}lim")()
    stroke = [(-1, -0.5), (1, 0.5)] if which == "y" else [(-0.5, -1), (0.5, 1)]
    look: dict[str, Any] = {"color": QUIET, "linestyle": "none", "zorder": 5}
    transform = getattr(axes, f"get_{which}axis_transform")()
    for place in (at - 0.0125 * (high - low), at + 0.0125 * (high - low)):
        x, y = (place, 0.0) if which == "x" else (0.0, place)
        axes.plot([x], [y], transform=transform, marker=stroke, clip_on=False, **look)


def bare(axes: Axes, which: Literal["x", "y", "both"] = "both") -> None:
    """Take off frame, ticks and grid of an axis, or of both: for drawings without a scale."""
    axes.grid(visible=False, axis=which)
    for name, sides in (("x", ["bottom", "top"]), ("y", ["left", "right"])):
        if which in (name, "both"):
            axes.set(**{f"{name}ticks": []})
            axes.spines[sides].set_visible(False)
