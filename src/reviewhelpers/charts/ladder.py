"""Ladders of levels, such as free energies: a short bar a state, thin lines between them; and profiles of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import matplotlib
import pandas as pd

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.label_placement import label_points
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, Point
from reviewhelpers.charts.signs import draw_point, mark_of
from reviewhelpers.charts.text import LINE, PLATE, wrapped


def set_states(panel: Panel, states: Sequence[str]) -> None:
    """Name the states along the horizontal axis, each in as many lines as it needs."""
    count = len(states)
    width = panel.room[0] / count - 0.5
    panel.set_xlim(-0.5, count - 0.5)
    panel.set_xticks(range(count), [wrapped(state, width) for state in states], linespacing=LINE / 1.2)
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
        The style of line of a series; solid by default.
    """
    half = 0.28
    width = 0.3 * float(matplotlib.rcParams["lines.markersize"])
    figure = panel.get_figure(root=True)
    for series, levels in complete(frame).groupby("series", sort=False):
        before: pd.Series | None = None
        style = (styles or {}).get(str(series), "-")
        for _, level in levels.iterrows():
            if pd.isna(level["level"]):
                before = None
                continue
            x, y = level["state"], level["level"]
            colour = mark_of(level["defect_class"]).colour
            derived = level["derived"]
            panel.plot(
                [x - half, x + half],
                [y, y],
                color=colour,
                linewidth=width * (0.6 if derived else 1),
                solid_capstyle="butt",
            )
            if before is not None:
                ends = [before["state"] + half, x - half], [before["level"], y]
                panel.plot(*ends, color=colour, linewidth=width / 3, linestyle=":" if style == "-" else style)
            if level["text"]:
                panel.annotate(
                    level["text"],
                    (x, y),
                    (0, 0.25 * float(matplotlib.rcParams["font.size"])),
                    textcoords="offset points",
                    ha="center",
                    va="bottom",
                    bbox=PLATE,
                    zorder=4,
                )
            if level["told"] and isinstance(figure, Plot):
                figure.points.append(
                    Point(panel, float(x), float(y), level["told"], tuple(level["rows"].split()))
                )
            before = level


def draw_profile(
    panel: Panel, frame: pd.DataFrame, *, labels: bool = True, styles: Mapping[str, str] | None = None
) -> None:
    """Draw the values of each series over ordered places, joined, with the name of the series at its last value.

    Parameters
    ----------
    panel : Panel
        With both axes set.
    frame : pandas.DataFrame
        Columns ``series``, ``x``, ``y`` and ``text`` (may be empty); where they are there also ``defect_class``,
        ``derived``, ``inferred``, ``bound``, ``told`` and ``rows``.
    labels : bool
        Whether the name of the series stands behind the text of its last value.
    styles : mapping of str to str, optional
        The style of line of a series; solid by default.
    """
    points, drawn = [], []
    for series, values in complete(frame).groupby("series", sort=False):
        known = values.dropna(subset=["y"])
        colour = mark_of(known["defect_class"].iloc[0]).colour
        panel.plot(
            known["x"],
            known["y"],
            color=colour,
            linestyle=(styles or {}).get(str(series), "-"),
            linewidth=0.1 * matplotlib.rcParams["font.size"],
            zorder=2,
        )
        for number, (_, row) in enumerate(known.iterrows(), start=1):
            lines = draw_point(
                panel,
                row["x"],
                row["y"],
                row["defect_class"],
                derived=row["derived"],
                inferred=row["inferred"],
                bound=row["bound"],
                along="y",
                text=row["told"],
                rows=row["rows"],
            )
            # The mark itself is known to the labels; the ring and the bar of a range are not.
            drawn += lines[:-1]
            name = f"{series}" if labels and number == len(known) else ""
            points.append((row["x"], row["y"], "\n".join(filter(None, [row["text"], name]))))
    xs, ys, texts = zip(*points, strict=True)

    def place_labels() -> None:
        label_points(panel, xs, ys, texts, obstacles=drawn)

    panel.after_layout(place_labels)


def reference_line(
    panel: Panel, value: float, text: str, which: str = "y", *, at: Literal["start", "end"] = "end"
) -> None:
    """A thin line across the panel at a value, with its text at its end (right or top) or at its start."""
    draw = panel.axhline if which == "y" else panel.axvline
    draw(value, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1.5)
    if not text:
        return
    if which == "y":
        panel.annotate(
            text,
            (1 if at == "end" else 0, value),
            (-2 if at == "end" else 2, 2),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right" if at == "end" else "left",
            va="bottom",
            color=QUIET,
            bbox=PLATE,
        )
    else:
        # On the side that has more room.
        share = panel.transAxes.inverted().transform(panel.transData.transform((value, panel.get_ylim()[0])))[
            0
        ]
        panel.annotate(
            text,
            (value, 1 if at == "end" else 0),
            (3 if share < 0.5 else -3, -2 if at == "end" else 3),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="left" if share < 0.5 else "right",
            va="top" if at == "end" else "bottom",
            color=INK,
            bbox=PLATE,
        )
