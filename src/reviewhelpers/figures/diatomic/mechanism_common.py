"""What the figures on the mechanism of the pairs share: the mark of a pair, arrows and rows of values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import MARGIN, Sheet, draw_marker, draw_rail, label_value, system_name

PAIR_MARK = style.DEFECTS["diatomic"]
Row = dict[str, object]


def value_row(
    system: str, numbers: Sequence[str], texts: Sequence[str], columns: Mapping[str, object]
) -> Row:
    """A row of plotted values; its columns without a value stay empty."""
    empty = {**dict.fromkeys(texts, ""), **dict.fromkeys(numbers, math.nan)}
    origin = dict.fromkeys(("missing", "rows", "derived"), "")
    return {"system": system, "name": system_name(system), **empty, **origin, **columns}


def reserve_rail(sheet: Sheet, name: str = "", note: str = "") -> float:
    """Room for a rail, under a name; the height of the rail."""
    if name:
        sheet.write(MARGIN, name, note=note)
    return sheet.rail()


def draw_dashed_bound(ax: Axes, y: float, start: float, end: float, text: str) -> None:
    """A dashed arrow from a bound to the side on which an unprinted value is said to lie."""
    draw_rail(ax, y)
    draw_arrow(ax, (start, y), (end, y), linestyle="--")
    draw_marker(ax, start, y, style.Mark(PAIR_MARK.colour, "|"), size=14)
    label_value(ax, start, y, text, left=False)


def draw_arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], **line: object) -> None:
    """An arrow between two places, in the units of the axes."""
    how = {
        "arrowstyle": "-|>",
        "color": PAIR_MARK.colour,
        "linewidth": 1.6,
        "shrinkA": 0,
        "shrinkB": 0,
        **line,
    }
    ax.annotate("", end, start, arrowprops=how, zorder=3)
