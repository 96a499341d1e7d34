"""Points on two quantities, each named directly."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.label_placement import label_points
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import wrapped


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
        Columns ``x``, ``y`` and ``label`` (may be empty); where they are there also ``defect_class``, ``derived``,
        ``inferred``, ``bound``, ``low``, ``high``, ``told``, ``rows``, ``along`` (the axis of a bound or range, by
        default ``y``) and ``bound_along`` (that of a bound, where it is another one).
    names : float
        Width at which names wrap.
    obstacles : iterable of matplotlib.artist.Artist
        What names keep clear of besides.
    """
    drawn = list(obstacles)
    points = []
    for _, row in complete(frame).iterrows():
        lines = draw_point(
            panel,
            row["x"],
            row["y"],
            row["defect_class"],
            derived=row["derived"],
            inferred=row["inferred"],
            bound=row["bound"],
            along=row.get("along", "y"),
            bound_along=row.get("bound_along"),
            low=row["low"],
            high=row["high"],
            text=row["told"],
            rows=row["rows"],
        )
        # The mark itself is known to the labels; the bar of a range is not.
        drawn += lines[:-1]
        points.append(
            (row["x"], row["y"], "\n".join(wrapped(line, names) for line in row["label"].split("\n")))
        )
    xs, ys, texts = zip(*points, strict=True)

    def place_labels() -> None:
        label_points(panel, xs, ys, texts, obstacles=drawn)

    panel.after_layout(place_labels)
