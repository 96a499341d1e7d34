"""A matrix: what each row has of each column, as counts or as marks, with the sums at the foot."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, GRID, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.rows import draw_none, fit_rows, full_room, write_sums
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, PLATE, line_count, type_size, width_of, wrapped, write


def draw_matrix(
    sheet: Sheet,
    panel: Panel,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    heads: str = "wrapped",
    foot: str = "",
) -> None:
    """Draw a row a name, a column an item.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the rows need.
    frame : pandas.DataFrame
        A row a cell: columns ``name``, ``column`` and ``count`` (a number, written; 0: a dot), or ``mark`` (true: a
        filled mark, false: a dot); where they are there also ``group``, ``text`` (in place of the number), ``share``
        (0 to 1: how much of its frame is grey), ``defect_class``, ``told``, ``rows``.
    columns : sequence of str
        The heads of the columns in their order.
    heads : {"wrapped", "upright"}
        How the heads stand; where a word is wider than its column they stand upright in any case.
    foot : str
        The name of a last line with the sums of the columns; none where it is empty.
    """
    frame, room, count = complete(frame), full_room(sheet, panel), len(columns)
    word = max(width_of(word) for head in columns for word in head.split())
    share, least = (0.45, 4.5) if heads == "upright" else (0.3, max(4.5, word + 0.8))
    names = min(max(map(width_of, frame["name"])) + 1.0, max(share * room, room - least * count))
    step = min(9.0, (room - names) / count)
    upright = heads == "upright" or word > step
    # An upright head has two lines where its column is wide enough for them.
    across = (word if step > 2 * LINE + 0.2 else math.inf) if upright else step - 0.4
    texts = [wrapped(head, across) for head in columns]
    top = max(map(width_of, texts)) + 0.5 if upright else LINE * max(map(line_count, texts)) + 0.3
    place = top
    rows: list[tuple[float, str, pd.DataFrame]] = []
    groups: list[tuple[float, str]] = []
    for group, members in frame.groupby("group", sort=False):
        if group:
            groups.append((place + 0.4, group))
            place += LINE + 0.7
        for name, cells in members.groupby("name", sort=False):
            text = wrapped(name, names - 1.0)
            height = line_count(text) * LINE + 0.4
            rows.append((place + height / 2, text, cells))
            place += height
    end = place + (LINE + 0.6 if foot else 0.2)
    fit_rows(sheet, panel, end, names)
    panel.set_xlim(0, panel.room[0] / step)
    bare(panel)
    inside, left, right = panel.get_yaxis_transform(), -names / panel.room[0], step * count / panel.room[0]
    for number, text in enumerate(texts):
        rotation = 90 if upright else 0
        write(panel, number + 0.5, top - 0.3, text, rotation=rotation, ha="center", va="bottom")
    for y, group in groups:
        write(panel, left, y, group, transform=inside, weight="bold")
    for y, text, cells in rows:
        ends = [left, right], [y, y]
        panel.plot(*ends, transform=inside, color=GRID, linewidth=0.6, zorder=0.5, clip_on=False)
        write(panel, left, y, text, transform=inside, va="center", bbox=PLATE)
        for _, cell in cells.iterrows():
            _draw_cell(panel, list(columns).index(cell["column"]) + 0.5, y, line_count(text) * LINE, cell)
    if foot:
        write(panel, left, end - 0.3, foot, transform=inside, weight="bold", va="bottom")
        sums = frame.groupby("column")["count" if "count" in frame else "mark"].sum()
        places = {number + 0.5: int(sums.get(head, 0)) for number, head in enumerate(columns)}
        write_sums(panel, end - 0.3, places, "center")


def _draw_cell(panel: Panel, x: float, y: float, height: float, cell: pd.Series) -> None:
    value = cell["count"] if "count" in cell else cell["mark"]
    framed = pd.notna(cell["share"]) and bool(value)
    if framed:
        corner, thin = (x - 0.45, y - height / 2), 0.06 * type_size()
        share = 0.9 * cell["share"]
        panel.add_patch(Rectangle(corner, 0.9, height, facecolor=BACKGROUND, zorder=0.7))
        panel.add_patch(Rectangle(corner, share, height, facecolor=GRID, zorder=0.8))
        frame = Rectangle(corner, 0.9, height, fill=False, edgecolor=QUIET, linewidth=thin, zorder=0.9)
        panel.add_patch(frame)
    if not value:
        draw_none(panel, x, y)
    elif "count" in cell:
        text = cell["text"] or str(int(value))
        write(panel, x, y, text, ha="center", va="center", bbox=None if framed else PLATE)
    else:
        draw_point(panel, x, y, cell["defect_class"])
    tell(panel, x, y, cell["told"], cell["rows"])
