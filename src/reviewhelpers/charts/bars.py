"""Shares of a whole as stacked bars, each part named on the bar or beside it."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import BACKGROUND, GRID, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.rows import fit_rows, full_room
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import LINE, line_count, type_size, width_of, wrapped, write

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
    low, high = panel.get_xlim()
    scale = full_room(sheet, panel) / (high - low)
    hatches = dict(zip(dict.fromkeys(frame["part"]), HATCHES, strict=False))
    frame["inside"] = [
        width_of(text) + 0.6 <= share * scale
        for text, share in zip(frame["text"], frame["share"], strict=True)
    ]
    place = 0.0
    for name, members in frame.groupby("name", sort=False):
        middle = place + LINE + 0.8
        write(panel, 0, place, name, transform=panel.get_yaxis_transform())
        starts = members["share"].cumsum() - members["share"]
        for start, (_, row) in zip(starts, members.iterrows(), strict=True):
            _draw_part(panel, start, middle, row, hatches[row["part"]])
        note = wrapped("; ".join(members.loc[~members["inside"], "text"]), room)
        if note:
            write(panel, 0, middle + 1.1, note, transform=panel.get_yaxis_transform(), color=QUIET)
        place += LINE + 2.0 + line_count(note) * LINE + 0.5
    fit_rows(sheet, panel, place)


def _draw_part(panel: Panel, start: float, middle: float, row: pd.Series, hatch: str) -> None:
    """A part of a bar; the first one is filled."""
    x, plate = start + row["share"] / 2, {"facecolor": BACKGROUND, "edgecolor": "none", "pad": 1}
    panel.barh(
        middle,
        row["share"],
        left=start,
        height=1.5,
        facecolor=BACKGROUND if hatch else GRID,
        edgecolor=QUIET,
        hatch=hatch or None,
        linewidth=0.08 * type_size(),
        zorder=2,
    )
    if row["inside"] and row["text"]:
        look: dict[str, object] = {"bbox": plate if hatch else None}
        write(panel, x, middle, row["text"], ha="center", va="center_baseline", **look)
    tell(panel, x, middle, row["told"], row["rows"])
