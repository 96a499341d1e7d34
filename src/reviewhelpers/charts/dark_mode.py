"""Figures on dark pages: the palette of the figures, colour for colour, on a dark ground."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import style
from reviewhelpers.charts.defect_classes import MARKS

# Each keeps the hue of its colour on white, as captions and keys name colours. A test computes that they
# stand out on their ground and stay apart for every eye, as the light ones do on white.
DARK: Mapping[str, str] = {
    # The ground of a dark page, so that a figure has no edge there.
    style.BACKGROUND: "#15181c",
    style.GRID: "#2f3742",
    style.INK: "#e8ebef",
    style.QUIET: "#a3abb5",
    style.COLOURS["blue"]: "#3a8bcf",
    style.COLOURS["vermilion"]: "#e96334",
    style.COLOURS["green"]: "#5be0af",
    style.COLOURS["purple"]: "#b7498e",
    style.COLOURS["sky"]: "#96ceff",
    style.COLOURS["orange"]: "#ffcc52",
    style.COLOURS["brown"]: "#c48e65",
    MARKS["cluster"].colour: "#aa69fe",
}
"""What stands for each colour of a figure on a dark page."""

_PAINT = re.compile(r"\b(?P<what>(?:fill|stroke|color|stop-color)(?:: ?|=\"))(?P<colour>[^;\"]+)")
_KEPT = re.compile(r"none|inherit|url\(#[^)]*\)")


def recolour(svg: str, id: str) -> str:
    """A figure's SVG in the dark palette; nothing but its colours differs.

    Parameters
    ----------
    svg : str
        The SVG as :func:`reviewhelpers.figures.save` writes it.
    id : str
        The id of the figure, for the message.

    Raises
    ------
    ReviewHelpersError
        When it holds a colour that the palette lacks.
    """

    def dark(match: re.Match[str]) -> str:
        colour = match["colour"].strip().lower()
        if _KEPT.fullmatch(colour):
            return match[0]
        if colour not in DARK:
            raise ReviewHelpersError(f"{id}: found the colour {colour}, expected one of the palette")
        return match["what"] + DARK[colour]

    # What names no colour is black by the rules of SVG, and would be lost on a dark ground.
    return _PAINT.sub(dark, svg).replace("<svg ", f'<svg fill="{DARK[style.INK]}" ', 1)
