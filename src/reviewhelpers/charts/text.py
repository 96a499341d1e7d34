"""Texts in figures, measured by their outlines in units of the size of type."""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.text import Annotation, Text
from matplotlib.textpath import text_to_path

from reviewhelpers.charts.palette import BACKGROUND

LINE = 1.3
"""Height of a line of text."""

SPACING = LINE / 1.2
"""The same for matplotlib, whose lines are 1.2 units high."""

PLATE: dict[str, object] = {"facecolor": BACKGROUND, "edgecolor": "none", "pad": 0.6}
"""Behind a text, so that no line runs through it."""


def type_size() -> float:
    """The size of type in points."""
    return float(matplotlib.rcParams["font.size"])


def width_of(text: str, weight: str = "normal") -> float:
    """The width of a text, that of its longest line."""
    size = 10.0
    font = FontProperties(family=matplotlib.rcParams["font.family"], size=size, weight=weight)
    widths = (
        text_to_path.get_text_width_height_descent(line, font, ismath=False)[0] for line in text.split("\n")
    )
    return float(max(widths)) / size


def wrapped(text: str, width: float, weight: str = "normal") -> str:
    """Text in lines of at most `width`, broken at spaces only."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def wrapped_lines(text: str, width: float) -> str:
    """Text of several lines, each wrapped by itself."""
    return "\n".join(wrapped(line, width) for line in text.split("\n"))


def line_count(text: str) -> int:
    """How many lines a text has."""
    return text.count("\n") + 1 if text else 0


def write(axes: Axes, x: float, y: float, text: str, **look: Any) -> Text:
    """Write a text, by default below its place, with lines of the height :data:`LINE`."""
    return axes.text(x, y, text, **{"va": "top", "linespacing": SPACING, **look})


def write_beside(
    axes: Axes, place: tuple[float, float], offset: tuple[float, float], text: str, **look: Any
) -> Annotation:
    """Write a text on a plate at some points from a place."""
    look = {"bbox": PLATE, "linespacing": SPACING, **look}
    return axes.annotate(text, place, offset, textcoords="offset points", **look)
