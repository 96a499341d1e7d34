"""A matrix: what each row has of each column, as counts or as marks, with the sums at the foot."""

from __future__ import annotations

import math
from collections.abc import Sequence

import matplotlib
import pandas as pd
from matplotlib.patches import Rectangle

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, Point
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, PLATE, line_count, width_of, wrapped


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
        A row a cell: columns ``name``, ``column`` and ``count`` (a number, written, on a mark that grows with it; 0:
        a dot), or ``mark`` (true: a filled mark, false: a dot); where they are there also ``group``, ``text`` (in
        place of the number), ``share`` (0 to 1: how much of its frame is grey), ``defect_class``, ``told``, ``rows``.
    columns : sequence of str
        The heads of the columns in their order.
    heads : {"wrapped", "upright"}
        How the heads stand; where a word is wider than its column they stand upright in any case.
    foot : str
        The name of a last line with the sums of the columns; none where it is empty.
    """
    frame = complete(frame)
    sheet.set_room(panel, height=1.0, left=0.0)
    room, count = panel.room[0], len(columns)
    longest = max(map(width_of, frame["name"]))
    word = max(width_of(word) for head in columns for word in head.split()) + 0.8
    if heads == "upright":
        names = min(longest + 1.0, max(0.45 * room, room - 4.5 * count))
    else:
        names = min(longest + 1.0, max(0.3 * room, room - max(4.5, word) * count))
    step = min(9.0, (room - names) / count)
    longest_word = max(width_of(word) for head in columns for word in head.split(" "))
    upright = heads == "upright" or longest_word > step
    # An upright head has two lines where its column is wide enough for them.
    across_head = (longest_word if step > 2 * LINE + 0.2 else math.inf) if upright else step - 0.4
    texts = [wrapped(head, across_head) for head in columns]
    top = max(map(width_of, texts)) + 0.5 if upright else LINE * max(map(line_count, texts)) + 0.3
    place = top
    places: list[tuple[float, str, pd.DataFrame]] = []
    heads_of: list[tuple[float, str]] = []
    for group, members in frame.groupby("group", sort=False):
        if group:
            heads_of.append((place + 0.4, str(group)))
            place += LINE + 0.7
        for name, cells in members.groupby("name", sort=False):
            text = wrapped(str(name), names - 1.0)
            height = line_count(text) * LINE + 0.4
            places.append((place + height / 2, text, cells))
            place += height
    end = place + (LINE + 0.6 if foot else 0.2)
    inner = step * count
    sheet.set_room(panel, height=end, left=names)
    panel.set(xlim=(0, panel.room[0] / step), ylim=(end, 0), xticks=[], yticks=[])
    panel.grid(False)
    panel.spines[["left", "bottom"]].set_visible(False)
    across = panel.get_yaxis_transform()
    left = -names / panel.room[0]
    for number, text in enumerate(texts):
        rotation = 90 if upright else 0
        panel.text(
            number + 0.5, top - 0.3, text, rotation=rotation, ha="center", va="bottom", linespacing=LINE / 1.2
        )
    for y, group in heads_of:
        panel.text(left, y, group, transform=across, weight="bold", va="top")
    right = inner / panel.room[0]
    for y, text, cells in places:
        panel.plot(
            [left, right], [y, y], transform=across, color=GRID, linewidth=0.6, zorder=0.5, clip_on=False
        )
        panel.text(left, y, text, transform=across, va="center", linespacing=LINE / 1.2, bbox=PLATE)
        for _, cell in cells.iterrows():
            _draw_cell(panel, list(columns).index(cell["column"]) + 0.5, y, line_count(text) * LINE, cell)
    if foot:
        panel.text(left, end - 0.3, foot, transform=across, weight="bold", va="bottom")
        values = "count" if "count" in frame else "mark"
        for number, head in enumerate(columns):
            total = frame.loc[frame["column"] == head, values].sum()
            panel.text(number + 0.5, end - 0.3, str(int(total)), weight="bold", ha="center", va="bottom")


def _draw_cell(panel: Panel, x: float, y: float, height: float, cell: pd.Series) -> None:
    size = float(matplotlib.rcParams["lines.markersize"])
    value = cell["count"] if "count" in cell else cell["mark"]
    framed = pd.notna(cell["share"]) and bool(value)
    if framed:
        corner, thin = (x - 0.45, y - height / 2), 0.06 * float(matplotlib.rcParams["font.size"])
        panel.add_patch(Rectangle(corner, 0.9, height, facecolor=BACKGROUND, edgecolor="none", zorder=0.7))
        panel.add_patch(
            Rectangle(corner, 0.9 * cell["share"], height, facecolor=GRID, edgecolor="none", zorder=0.8)
        )
        panel.add_patch(
            Rectangle(corner, 0.9, height, facecolor="none", edgecolor=QUIET, linewidth=thin, zorder=0.9)
        )
    if not value:
        panel.plot([x], [y], marker=".", color=QUIET, markersize=0.5 * size, linestyle="none")
    elif "count" in cell:
        plate = None if framed else PLATE
        text = cell["text"] or str(int(value))
        panel.text(x, y, text, ha="center", va="center", color=INK, bbox=plate)
    else:
        draw_point(panel, x, y, cell["defect_class"])
    figure = panel.get_figure(root=True)
    if cell["told"] and isinstance(figure, Plot):
        figure.points.append(Point(panel, x, y, cell["told"], tuple(cell["rows"].split())))
