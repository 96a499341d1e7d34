"""What charts of rows share: rows stand below each other from the top of a panel that takes their height."""

from __future__ import annotations

from collections.abc import Mapping

from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import mark_size
from reviewhelpers.charts.text import write


def full_room(sheet: Sheet, panel: Panel) -> float:
    """The width of a panel whose names stand inside it."""
    sheet.set_room(panel, height=1.0, left=0.0)
    return panel.room[0]


def fit_rows(sheet: Sheet, panel: Panel, height: float, left: float = 0.0) -> None:
    """Give a panel the height of its rows, a margin for their names, and no vertical scale."""
    sheet.set_room(panel, height=height, left=left)
    panel.set_ylim(height, 0)
    bare(panel, "y")


def draw_none(panel: Panel, x: float, y: float) -> None:
    """A dot in a cell that has nothing."""
    panel.plot([x], [y], marker=".", color=QUIET, markersize=0.5 * mark_size(), linestyle="none")


def write_sums(panel: Panel, y: float, sums: Mapping[float, int], ha: str) -> None:
    """The last line of a table: the sum of each column at its place."""
    for x, total in sums.items():
        write(panel, x, y, str(total), weight="bold", ha=ha, va="bottom")
