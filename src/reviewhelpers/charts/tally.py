"""A tally: a row a name, and in each column its members, counted and drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib
import pandas as pd

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, line_count, width_of, wrapped

COUNT, FIRST, STEP = 1.5, 2.4, 1.1
"""In a cell: where its number ends, where its first mark stands, and the step between marks."""


def draw_tally(
    sheet: Sheet, panel: Panel, frame: pd.DataFrame, columns: Sequence[str], *, foot: str = ""
) -> None:
    """Draw a row a name; in each column stand the number of its members and a mark for each.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the rows need.
    frame : pandas.DataFrame
        A row a member: columns ``name`` and ``column``; where they are there also ``note`` (grey, below the name),
        ``defect_class``, ``derived``, ``inferred``, ``told`` and ``rows``.
    columns : sequence of str
        The heads of the columns in their order.
    foot : str
        The name of a last line with the sums of the columns; none where it is empty.
    """
    frame = complete(frame)
    sheet.set_room(panel, height=1.0, left=0.0)
    room = panel.room[0]
    names = min(0.42 * room, 1.0 + max(map(width_of, (*frame["name"], *frame["note"]))))
    widths = _widths(frame, columns, room - names)
    starts = [sum(widths[:number]) for number in range(len(columns))]
    heads = [wrapped(head, width - 0.6) for head, width in zip(columns, widths, strict=True)]
    place = LINE * max(map(line_count, heads)) + 0.4
    rows: list[tuple[float, float, str, str, pd.DataFrame]] = []
    for (name, note), members in frame.groupby(["name", "note"], sort=False):
        text, grey = wrapped(str(name), names - 1.0), wrapped(str(note), names - 1.0) if note else ""
        marks = max(
            _lines((members["column"] == head).sum(), width)
            for head, width in zip(columns, widths, strict=True)
        )
        height = max(line_count(text) + line_count(grey), marks) * LINE + 0.9
        rows.append((place, height, text, grey, members))
        place += height
    end = place + (LINE + 0.5 if foot else 0.2)
    sheet.set_room(panel, height=end, left=names)
    panel.set(xlim=(0, panel.room[0]), ylim=(end, 0), xticks=[], yticks=[])
    panel.grid(False)
    panel.spines[["left", "bottom"]].set_visible(False)
    for start, text in zip(starts, heads, strict=True):
        panel.text(start + 0.6, rows[0][0] - 0.4, text, color=QUIET, va="bottom", linespacing=LINE / 1.2)
    rules = [top for top, *_ in rows] + ([place] if foot else [])
    for rule in rules:
        panel.plot([-names, room - names], [rule, rule], color=GRID, linewidth=0.8, zorder=0.5, clip_on=False)
    for top, height, text, grey, members in rows:
        middle = top + height / 2
        first = middle - (line_count(text) + line_count(grey)) * LINE / 2 + 0.1
        panel.text(-names, first, text, weight="bold", va="top", linespacing=LINE / 1.2)
        if grey:
            below = first + line_count(text) * LINE
            panel.text(-names, below, grey, color=QUIET, va="top", linespacing=LINE / 1.2)
        for head, start, width in zip(columns, starts, widths, strict=True):
            _draw_cell(panel, start, middle, width, members[members["column"] == head])
    if foot:
        panel.text(-names, end, foot, weight="bold", va="bottom")
        for head, start in zip(columns, starts, strict=True):
            total = str((frame["column"] == head).sum())
            panel.text(start + COUNT, end, total, weight="bold", ha="right", va="bottom")


def _draw_cell(panel: Panel, start: float, middle: float, width: float, members: pd.DataFrame) -> None:
    """The number of the members and their marks; a dot where there is none."""
    if members.empty:
        size = 0.5 * float(matplotlib.rcParams["lines.markersize"])
        panel.plot(
            [start + COUNT - 0.3], [middle], marker=".", color=QUIET, markersize=size, linestyle="none"
        )
        return
    panel.text(start + COUNT, middle, str(len(members)), ha="right", va="center_baseline")
    top = middle - (_lines(len(members), width) - 1) * LINE / 2
    for number, (_, member) in enumerate(members.iterrows()):
        line, place = divmod(number, _in_line(width))
        draw_point(
            panel,
            start + FIRST + place * STEP,
            top + line * LINE,
            member["defect_class"],
            derived=member["derived"],
            inferred=member["inferred"],
            text=member["told"],
            rows=member["rows"],
        )


def _in_line(width: float) -> int:
    """How many marks stand side by side in a column."""
    return max(1, int((width - FIRST) / STEP + 1e-6))


def _lines(count: int, width: float) -> int:
    return -(-count // _in_line(width))


def _widths(frame: pd.DataFrame, columns: Sequence[str], room: float) -> list[float]:
    """Columns as wide as their marks and the words of their heads; where room lacks, marks take more lines."""
    sizes = frame.groupby(["name", "column"]).size().groupby("column").max()
    least = [max(map(width_of, head.split())) + 1.2 for head in columns]
    widths = [max(low, FIRST + STEP * sizes.get(head, 1)) for head, low in zip(columns, least, strict=True)]
    while sum(widths) > room:
        free = [width - low for width, low in zip(widths, least, strict=True)]
        if max(free) < STEP:
            break
        widths[free.index(max(free))] -= STEP
    spare = max(0.0, room - sum(widths)) / len(widths)
    return [width + spare for width in widths]
