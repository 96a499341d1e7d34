"""Schemes: boxes of text joined by arrows, on a grid of columns and rows."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import pandas as pd
from matplotlib.patches import FancyBboxPatch

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, Point
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import mark_of
from reviewhelpers.charts.text import LINE, PLATE, line_count, wrapped

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
    columns = nodes["column"].max() + 1
    room = panel.room[0] + 3.0
    step = room / columns
    width = step - (2.5 if columns > 1 else 0.0)
    texts = {
        key: "\n".join(wrapped(line, width - 1.2) for line in node["text"].split("\n"))
        for key, node in nodes.iterrows()
    }
    height = max(map(line_count, texts.values())) * LINE + 0.9
    rows = nodes["row"].max() + 1
    end = rows * height + (rows - 1) * gap
    sheet.set_room(panel, height=end + 0.4, left=0.0)
    panel.set(xlim=(0, panel.room[0]), ylim=(end + 0.2, -0.2))
    bare(panel)
    centres = {
        key: ((node["column"] + 0.5) * step, node["row"] * (height + gap) + height / 2)
        for key, node in nodes.iterrows()
    }
    figure = panel.get_figure(root=True)
    boxes = {}
    for key, node in nodes.iterrows():
        x, y = centres[key]
        colour = mark_of(node["defect_class"]).colour if node["defect_class"] else QUIET
        boxes[key] = panel.add_patch(
            FancyBboxPatch(
                (x - width / 2, y - height / 2),
                width,
                height,
                boxstyle="round,pad=0,rounding_size=0.5",
                facecolor=BACKGROUND,
                edgecolor=colour,
                linewidth=0.12 * matplotlib.rcParams["font.size"],
                zorder=2,
            )
        )
        panel.text(x, y, texts[key], ha="center", va="center", linespacing=LINE / 1.2, zorder=3)
        if node["told"] and isinstance(figure, Plot):
            figure.points.append(Point(panel, float(x), float(y), node["told"], tuple(node["rows"].split())))
    for _, edge in edges.iterrows():
        start, stop = centres[edge["start"]], centres[edge["end"]]
        panel.annotate(
            "",
            stop,
            start,
            arrowprops={
                "arrowstyle": "-|>",
                "color": INK,
                "linewidth": 0.12 * matplotlib.rcParams["font.size"],
                "linestyle": LINES[edge["kind"]],
                "patchA": boxes[edge["start"]],
                "patchB": boxes[edge["end"]],
                "shrinkA": 1,
                "shrinkB": 1,
            },
            zorder=1.5,
        )
        if edge["text"]:
            middle = (start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2
            across = abs(start[1] - stop[1]) < 0.1
            text = wrapped(
                edge["text"], (2.3 if across else step / 2 + width / 2) if columns > 1 else room / 2 - 1
            )
            if across:
                panel.text(
                    middle[0],
                    middle[1] - 0.5,
                    text,
                    ha="center",
                    va="bottom",
                    linespacing=LINE / 1.2,
                    zorder=4,
                )
            else:
                panel.text(
                    middle[0] + 0.7,
                    middle[1],
                    text,
                    ha="left",
                    va="center",
                    linespacing=LINE / 1.2,
                    bbox=PLATE,
                    zorder=4,
                )
