"""Points and ranges with direct labels, against efficiency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import TEXT_BOX, TEXT_SIZE, axis_label, draw_marker, wrapped
from reviewhelpers.text import formatting

Point = tuple[float, float, str]


def label_all(ax: Axes, points: Sequence[Point], obstacles: Iterable[Line2D]) -> None:
    """Name points directly, clear of each other and of what else is drawn."""
    xs, ys, texts = zip(*points, strict=True)
    for label in style.label_points(ax, xs, ys, texts, size=TEXT_SIZE, obstacles=obstacles):
        label.set_bbox(TEXT_BOX)


def folded(name: str) -> str:
    """A name in lines short enough for a label beside a point."""
    return "\n".join(wrapped(name, 2.7))


def draw_range(
    ax: Axes, start: float, end: float, y: float, mark: style.Mark, *, derived: bool, filled: str = ""
) -> list[Line2D]:
    """A point, or a range as a bar with a marker at either end; hollow and dashed where derived.

    Returns what a name must keep clear of beside its own point: the bar and its ends.
    """
    filled = "none" if derived else filled or "full"
    if rounding.same(start, end):
        draw_marker(ax, start, y, mark, filled=filled)
        return []
    dashes = "--" if derived else "-"
    (line,) = ax.plot([start, end], [y, y], color=mark.colour, linewidth=2, linestyle=dashes, zorder=3.5)
    return [line, *(draw_marker(ax, x, y, mark, filled=filled) for x in (start, end))]


def efficiency_axis(ax: Axes, values: Iterable[float], *quantities: str) -> None:
    """A vertical axis of efficiencies that ends at 100 %, with room for names above and below the values."""
    low = min(values)
    ax.set_ylim(low - 4, 102.5)
    ax.set_yticks(range(5 * rounding.ceil((low - 4) / 5), 101, 5))
    ax.set_ylabel(axis_label(*quantities), size=TEXT_SIZE)


def logarithmic_axis(ax: Axes, ticks: Sequence[float]) -> None:
    """A horizontal logarithmic axis with plain numbers at its decades."""
    ax.set_xscale("log")
    ax.set_xlim(ticks[0], ticks[-1])
    ax.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    ax.set_xticks([], minor=True)
