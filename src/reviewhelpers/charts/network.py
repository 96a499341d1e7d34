"""Schemes: boxes of text joined by arrows, on a grid of columns and rows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import mark_of
from reviewhelpers.charts.text import LINE, PLATE, line_count, type_size, wrapped, wrapped_lines, write

LINES: Mapping[str, object] = {"": "-", "inferred": (0, (1, 1.5)), "reversed": "--"}
"""How an arrow is drawn: as printed, inferred, or a way back."""


def draw_network(
    sheet: Sheet, panel: Panel, nodes: pd.DataFrame, edges: pd.DataFrame, *, gap: float = 3.4
) -> None:
    """Draw boxes and the arrows between them.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the boxes need.
    nodes : pandas.DataFrame
        Indexed by key, with columns ``column``, ``row`` (numbers, may be fractions) and ``text``; where they are there
        also ``defect_class`` (the colour of the frame), ``told`` and ``rows``.
    edges : pandas.DataFrame
        Columns ``start``, ``end`` (keys) and ``text``; where it is there also ``kind``, see :data:`LINES`.
    gap : float
        Between rows of boxes, where the texts of arrows stand.
    """
    nodes, edges = complete(nodes), complete(edges)
    columns, room = nodes["column"].max() + 1, panel.room[0] + 3.0
    step = room / columns
    width = step - (2.5 if columns > 1 else 0.0)
    nodes["text"] = [wrapped_lines(text, width - 1.2) for text in nodes["text"]]
    height = max(map(line_count, nodes["text"])) * LINE + 0.9
    nodes["x"] = (nodes["column"] + 0.5) * step
    nodes["y"] = nodes["row"] * (height + gap) + height / 2
    rows = nodes["row"].max() + 1
    end = rows * height + (rows - 1) * gap
    sheet.set_room(panel, height=end + 0.4, left=0.0)
    panel.set(xlim=(0, panel.room[0]), ylim=(end + 0.2, -0.2))
    bare(panel)
    boxes = {}
    for key, node in nodes.iterrows():
        boxes[key] = FancyBboxPatch(
            (node["x"] - width / 2, node["y"] - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.5",
            facecolor=BACKGROUND,
            edgecolor=mark_of(node["defect_class"]).colour if node["defect_class"] else QUIET,
            linewidth=0.12 * type_size(),
            zorder=2,
        )
        panel.add_patch(boxes[key])
        write(panel, node["x"], node["y"], node["text"], ha="center", va="center")
        tell(panel, node["x"], node["y"], node["told"], node["rows"])
    for _, edge in edges.iterrows():
        look = {
            "arrowstyle": "-|>",
            "color": INK,
            "shrinkA": 1,
            "shrinkB": 1,
            "linewidth": 0.12 * type_size(),
        }
        patches = {"patchA": boxes[edge["start"]], "patchB": boxes[edge["end"]]}
        (x, y), (u, v) = nodes.loc[[edge["start"], edge["end"]], ["x", "y"]].to_numpy()
        arrow = {**look, **patches, "linestyle": LINES[edge["kind"]]}
        panel.annotate("", (u, v), (x, y), arrowprops=arrow, zorder=1.5)
        if edge["text"] and abs(y - v) < 0.1:
            text = wrapped(edge["text"], 2.3 if columns > 1 else room / 2 - 1)
            write(panel, (x + u) / 2, (y + v) / 2 - 0.5, text, ha="center", va="bottom", zorder=4)
        elif edge["text"]:
            text = wrapped(edge["text"], step / 2 + width / 2 if columns > 1 else room / 2 - 1)
            write(panel, (x + u) / 2 + 0.7, (y + v) / 2, text, va="center", bbox=PLATE, zorder=4)
