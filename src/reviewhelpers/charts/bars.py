"""Shares of a whole as stacked bars, each part named on the bar or beside it."""

from __future__ import annotations

import matplotlib
import pandas as pd

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, Point
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import LINE, line_count, width_of, wrapped

HATCHES = ("", "////", "....", "xxxx")
"""Parts differ by their hatching, in the order of the parts: colour tells classes of defect alone."""


def draw_shares(sheet: Sheet, panel: Panel, frame: pd.DataFrame) -> None:
    """Draw one bar a name, its parts side by side.

    Set the horizontal axis first, with its limits.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the bars need.
    frame : pandas.DataFrame
        A row a part: columns ``name``, ``part``, ``share`` and ``text``; where they are there also ``told``, ``rows``.
    """
    frame, room = complete(frame), panel.room[0]
    parts = list(dict.fromkeys(frame["part"]))
    place = 0.0
    sheet.set_room(panel, height=1.0, left=0.0)
    low, high = panel.get_xlim()
    scale = panel.room[0] / (high - low)
    drawn: list[tuple[float, str, float, pd.DataFrame, str]] = []
    for name, members in frame.groupby("name", sort=False):
        beside = [
            row["text"] for _, row in members.iterrows() if width_of(row["text"]) + 0.6 > row["share"] * scale
        ]
        note = wrapped("; ".join(beside), room) if beside else ""
        drawn.append((place, str(name), place + LINE + 0.8, members, note))
        place += LINE + 2.0 + line_count(note) * LINE + 0.5
    sheet.set_room(panel, height=place, left=0.0)
    panel.set_ylim(place, 0)
    panel.set_yticks([])
    panel.grid(axis="y", visible=False)
    panel.spines["left"].set_visible(False)
    figure = panel.get_figure(root=True)
    across = panel.get_yaxis_transform()
    for top, name, middle, members, note in drawn:
        panel.text(0, top, name, transform=across, va="top")
        start = 0.0
        for _, row in members.iterrows():
            number = parts.index(row["part"])
            panel.barh(
                middle,
                row["share"],
                left=start,
                height=1.5,
                facecolor=QUIET if number == 0 else BACKGROUND,
                edgecolor=QUIET,
                hatch=HATCHES[number] or None,
                linewidth=0.08 * matplotlib.rcParams["font.size"],
                zorder=2,
            )
            if row["text"] not in note and row["text"]:
                panel.text(
                    start + row["share"] / 2,
                    middle,
                    row["text"],
                    ha="center",
                    va="center_baseline",
                    color=BACKGROUND if number == 0 else INK,
                    bbox=None if number == 0 else {"facecolor": BACKGROUND, "edgecolor": "none", "pad": 1},
                    zorder=3,
                )
            if row["told"] and isinstance(figure, Plot):
                figure.points.append(
                    Point(panel, start + row["share"] / 2, middle, row["told"], tuple(row["rows"].split()))
                )
            start += row["share"]
        if note:
            panel.text(0, middle + 1.1, note, transform=across, va="top", color=QUIET, linespacing=LINE / 1.2)
