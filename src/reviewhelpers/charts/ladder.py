"""Ladders of levels, such as free energies: a short bar a state, thin lines between them; and profiles of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.signs import mark_of, mark_size
from reviewhelpers.charts.text import LINE, SPACING, type_size, wrapped, write_beside


def set_states(panel: Panel, states: Sequence[str]) -> None:
    """Name the states along the horizontal axis, each in as many lines as it needs."""
    count = len(states)
    width = panel.room[0] / count - 0.5
    panel.set_xlim(-0.5, count - 0.5)
    panel.set_xticks(range(count), [wrapped(state, width) for state in states], linespacing=SPACING)
    panel.tick_params(axis="x", length=0)
    panel.grid(axis="x", visible=False)


def draw_ladder(panel: Panel, frame: pd.DataFrame, *, styles: Mapping[str, str] | None = None) -> None:
    """Draw the levels of each series, joined in their order.

    Parameters
    ----------
    panel : Panel
        With its states (:func:`set_states`) and its vertical axis set.
    frame : pandas.DataFrame
        Columns ``series``, ``state`` (its number), ``level`` and ``text`` (at the bar, may be empty); where they are
        there also ``defect_class``, ``derived``, ``told`` and ``rows``. A missing level breaks the line.
    styles : mapping of str to str, optional
        The style of the lines between the levels of a series; dotted by default.
    """
    half, width = 0.28, 0.3 * mark_size()
    for series, levels in complete(frame).groupby("series", sort=False):
        levels, style = levels.reset_index(drop=True), (styles or {}).get(series, ":")
        before = levels.shift()
        for number, level in levels[levels["level"].notna()].iterrows():
            x, y, last = level["state"], level["level"], before.loc[number]
            colour = mark_of(level["defect_class"]).colour
            thick = width * (0.6 if level["derived"] else 1)
            panel.plot([x - half, x + half], [y, y], color=colour, linewidth=thick, solid_capstyle="butt")
            if pd.notna(last["level"]):
                ends = [last["state"] + half, x - half], [last["level"], y]
                panel.plot(*ends, color=colour, linewidth=width / 3, linestyle=style)
            if level["text"]:
                above = (0, 0.25 * type_size())
                write_beside(panel, (x, y), above, level["text"], ha="center", va="bottom", zorder=4)
            tell(panel, x, y, level["told"], level["rows"])


def draw_single_steps(panel: Panel, frame: pd.DataFrame) -> None:
    """Draw steps each from a zero of its own: the height is that of the step, and what is before and after stays open.

    Parameters
    ----------
    panel : Panel
        With a state for each step (:func:`set_states`) and its vertical axis set.
    frame : pandas.DataFrame
        Columns ``state`` (its number), ``change``, ``before`` and ``after`` (names at the two levels) and ``text``
        (at the arrow between them); where they are there also ``told`` and ``rows``.
    """
    width = 0.3 * mark_size()
    gap = 0.25 * type_size()
    low, high = panel.get_ylim()
    # An arrow needs some room to show.
    least = 2.0 * (high - low) / panel.room[1]
    for _, step in complete(frame).iterrows():
        x, change = step["state"], step["change"]
        for side, level in ((-1, 0.0), (1, change)):
            bar, rest = ([x + side * each for each in ends] for ends in ((0.03, 0.38), (0.38, 0.49)))
            panel.plot(bar, [level] * 2, color=INK, linewidth=width, solid_capstyle="butt")
            panel.plot(rest, [level] * 2, color=QUIET, linewidth=width / 2.5, linestyle=(0, (0.8, 0.8)))
        if change > least:
            arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": width / 3, "shrinkA": 0, "shrinkB": 0}
            panel.annotate("", (x, change), (x, 0), arrowprops={**arrow, "mutation_scale": 0.9 * type_size()})
            look = {"ha": "right", "va": "center", "weight": "bold", "zorder": 4}
            write_beside(panel, (x - 0.03, change / 2), (-gap, 0), step["text"], **look)
        else:
            above = gap + LINE * type_size()
            look = {"ha": "center", "va": "bottom", "weight": "bold", "zorder": 4}
            write_beside(panel, (x + 0.2, change), (0, above), step["text"], **look)
        write_beside(panel, (x + 0.2, change), (0, gap), step["after"], ha="center", va="bottom", zorder=4)
        write_beside(panel, (x - 0.2, 0), (0, -gap), step["before"], ha="center", va="top", zorder=4)
        tell(panel, x, change / 2, step["told"], step["rows"])


def draw_profile(panel: Panel, frame: pd.DataFrame) -> None:
    """Draw the values of each series over ordered places, joined, with the name of the series at its last value.

    Parameters
    ----------
    panel : Panel
        With both axes set.
    frame : pandas.DataFrame
        Columns ``series``, ``x``, ``y`` and ``text`` (may be empty), and those of
        :func:`reviewhelpers.charts.frames.complete`.
    """
    known = complete(frame).dropna(subset=["y"])
    for _, values in known.groupby("series", sort=False):
        colour = mark_of(values["defect_class"].iloc[0]).colour
        panel.plot(values["x"], values["y"], color=colour, linewidth=0.1 * type_size(), zorder=2)
    names = known["series"].where(~known.duplicated("series", keep="last"), "")
    draw_scatter(panel, known.assign(label=(known["text"] + "\n" + names).str.strip()), names=float("inf"))


def reference_line(panel: Panel, value: float, text: str, which: Literal["x", "y"] = "y") -> None:
    """A thin line across the panel at a value on the axis `which`, with its text at its end."""
    draw = panel.axhline if which == "y" else panel.axvline
    draw(value, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1.5)
    if text and which == "y":
        look = {"xycoords": ("axes fraction", "data"), "ha": "right", "va": "bottom"}
        write_beside(panel, (1, value), (-2, 2), text, color=QUIET, **look)
    elif text:
        look = {"xycoords": ("data", "axes fraction"), "ha": "left", "va": "top"}
        write_beside(panel, (value, 1), (3, -2), text, color=QUIET, **look)
