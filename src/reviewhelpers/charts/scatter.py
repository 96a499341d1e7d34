"""Points on two quantities, each named directly."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.label_placement import label_points
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.signs import draw_value
from reviewhelpers.charts.text import wrapped_lines


def draw_scatter(
    panel: Panel, frame: pd.DataFrame, *, names: float = 13.0, obstacles: Iterable[Artist] = ()
) -> None:
    """Draw points and name them, no name over another or over a mark.

    Set both axes first, with limits that leave room for names.

    Parameters
    ----------
    panel : Panel
        Where to draw.
    frame : pandas.DataFrame
        Columns ``x``, ``y`` and ``label`` (may be empty); where they are there also ``along`` (the axis of a bound or
        range, by default ``y``), ``bound_along`` (that of a bound, where it is another one) and the columns of
        :func:`reviewhelpers.charts.frames.complete`.
    names : float
        Width at which names wrap.
    obstacles : iterable of matplotlib.artist.Artist
        What names keep clear of besides.
    """
    frame, drawn = complete(frame), list(obstacles)
    for _, row in frame.iterrows():
        axis = {"along": row.get("along", "y"), "bound_along": row.get("bound_along")}
        # The mark itself is known to the labels; the ring and the bar of a range are not.
        drawn += draw_value(panel, row["x"], row["y"], row, **axis)[:-1]
    texts = [wrapped_lines(label, names) for label in frame["label"]]
    panel.after_layout(
        lambda: label_points(panel, list(frame["x"]), list(frame["y"]), texts, obstacles=drawn)
    )
