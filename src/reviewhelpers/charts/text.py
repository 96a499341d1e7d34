"""Texts in figures, measured by their outlines in units of the size of type."""

from __future__ import annotations

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from reviewhelpers.charts.palette import BACKGROUND

LINE = 1.3
"""Height of a line of text."""


PLATE: dict[str, object] = {"facecolor": BACKGROUND, "edgecolor": "none", "pad": 0.6}
"""Behind a text, so that no line runs through it."""


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


def line_count(text: str) -> int:
    """How many lines a text has."""
    return text.count("\n") + 1 if text else 0
