"""A chart of rows: a name, and under it a marker on a scale that all rows share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    draw_bound_arrow,
    draw_marker,
    write_offset,
)
from reviewhelpers.figures.co2rr.scatter import logarithmic_axis


@dataclass(frozen=True)
class Entry:
    """One row of a chart of rows: a name, a note and a marker on a scale with its value beside it."""

    name: str
    note: str
    value: float
    text: str
    mark: style.Mark
    filled: str = "full"
    bound: bool = False
    ringed: bool = False


def draw_row_chart(
    groups: Sequence[tuple[str, str, Sequence[Entry]]],
    label: str,
    ticks: Sequence[float],
    *,
    log: bool = False,
) -> Figure:
    """A chart with two lines a row: the name in full, and under it the marker on the scale that all share."""
    sheet = Sheet()
    sheet.y += 0.25
    top, heights = sheet.y, []
    for title, note, entries in groups:
        sheet.heading(title, note)
        for entry in entries:
            sheet.write(MARGIN, entry.name, note=entry.note)
            heights.append((sheet.rail(0.25, 0.09), entry))
    ax = sheet.plot(top, sheet.y + 0.05, 0.25, WIDTH - 1.2)
    if log:
        logarithmic_axis(ax, ticks)
    else:
        ax.set_xlim(ticks[0], ticks[-1])
        ax.set_xticks(ticks)
    ax.set_ylim(sheet.y + 0.05, top)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.spines["top"].set_visible(True)
    ax.tick_params(top=True, labeltop=True)
    ax.set_xlabel(label, size=TEXT_SIZE)
    for y, entry in heights:
        ax.plot([ticks[0], ticks[-1]], [y, y], color=style.GRID, linewidth=1.2)
        if entry.ringed:
            draw_marker(ax, entry.value, y, entry.mark, filled="none", size=13)
        draw_marker(ax, entry.value, y, entry.mark, filled=entry.filled)
        if entry.bound:
            draw_bound_arrow(ax, entry.value, y, entry.mark.colour)
        write_offset(ax, entry.text, (entry.value, y), (28 if entry.bound else 10, 0), plate=True)
    sheet.y += 0.55
    return sheet.finish()
