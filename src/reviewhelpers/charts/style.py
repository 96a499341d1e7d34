"""How the figures of the book look: size, type, colours, markers, and labels that do not overlap.

Collects what a figure needs from the modules that define it.
"""

from __future__ import annotations

from reviewhelpers.charts.defect_classes import DEFECTS
from reviewhelpers.charts.label_placement import label_points
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET, Mark
from reviewhelpers.charts.rendering import (
    FONT_SIZE,
    SMALL,
    UNITS_PER_EM,
    WIDTH,
    applied,
    freeze_layout,
    new_figure,
)

# Deprecated: the name of the last release, which goes with the next one.
settle = freeze_layout

__all__ = [
    "BACKGROUND",
    "COLOURS",
    "DEFECTS",
    "FONT_SIZE",
    "GRID",
    "INK",
    "QUIET",
    "SMALL",
    "UNITS_PER_EM",
    "WIDTH",
    "Mark",
    "applied",
    "freeze_layout",
    "label_points",
    "new_figure",
]
