"""A tally: a row a name, and in each column its members, counted and drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.rows import draw_none, fit_rows, full_room, write_sums
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_value
from reviewhelpers.charts.text import LINE, line_count, width_of, wrapped, write

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
        A row a member: columns ``name`` and ``column``; where they are there also ``note`` (grey, below the name) and
        the columns of :func:`reviewhelpers.charts.frames.complete`.
    columns : sequence of str
        The heads of the columns in their order.
    foot : str
        The name of a last line with the sums of the columns; none where it is empty.
    """
    frame, room = complete(frame), full_room(sheet, panel)
    names = min(0.42 * room, 1.0 + max(map(width_of, (*frame["name"], *frame["note"]))))
    widths = dict(zip(columns, _widths(frame, columns, room - names), strict=True))
    starts = {head: sum(list(widths.values())[:number]) for number, head in enumerate(columns)}
    heads = {head: wrapped(head, width - 0.6) for head, width in widths.items()}
    top = place = LINE * max(map(line_count, heads.values())) + 0.4
    rows: list[tuple[float, float, str, str, pd.DataFrame]] = []
    for (name, note), members in frame.groupby(["name", "note"], sort=False):
        text, grey = wrapped(name, names - 1.0), wrapped(note, names - 1.0)
        counts = members["column"].value_counts()
        marks = max(_lines(counts.get(head, 0), width) for head, width in widths.items())
        height = max(line_count(text) + line_count(grey), marks) * LINE + 0.9
        rows.append((place, height, text, grey, members))
        place += height
    end = place + (LINE + 0.5 if foot else 0.2)
    fit_rows(sheet, panel, end, names)
    panel.set_xlim(0, panel.room[0])
    bare(panel)
    for head, text in heads.items():
        write(panel, starts[head] + 0.6, top - 0.4, text, color=QUIET, va="bottom")
    for rule in [row[0] for row in rows] + ([place] if foot else []):
        panel.plot([-names, room - names], [rule, rule], color=GRID, linewidth=0.8, zorder=0.5, clip_on=False)
    for place, height, text, grey, members in rows:
        middle = place + height / 2
        first = middle - (line_count(text) + line_count(grey)) * LINE / 2 + 0.1
        write(panel, -names, first, text, weight="bold")
        if grey:
            write(panel, -names, first + line_count(text) * LINE, grey, color=QUIET)
        for head, width in widths.items():
            _draw_cell(panel, starts[head], middle, width, members[members["column"] == head])
    if foot:
        write(panel, -names, end, foot, weight="bold", va="bottom")
        write_sums(
            panel, end, {starts[head] + COUNT: (frame["column"] == head).sum() for head in columns}, "right"
        )


def _draw_cell(panel: Panel, start: float, middle: float, width: float, members: pd.DataFrame) -> None:
    """The number of the members and their marks; a dot where there is none."""
    if members.empty:
        draw_none(panel, start + COUNT - 0.3, middle)
        return
    panel.text(start + COUNT, middle, str(len(members)), ha="right", va="center_baseline")
    top = middle - (_lines(len(members), width) - 1) * LINE / 2
    for number, (_, member) in enumerate(members.iterrows()):
        line, place = divmod(number, _in_line(width))
        draw_value(panel, start + FIRST + place * STEP, top + line * LINE, member)


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
