"""Figures on dark pages: the dark counterpart of each colour of the palette."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.defect_classes import MARKS
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET, SHINE, SYMBOL

# Each keeps the hue of its light counterpart, as captions and keys name colours. A test computes that they
# contrast with the background and stay distinguishable with a colour blindness, as the light ones do.
DARK: Mapping[str, str] = {
    # The background of a dark page, so that no edge of the figure shows.
    BACKGROUND: "#15181c",
    SHINE: "#fdfdfd",
    SYMBOL: "#14171b",
    GRID: "#2f3742",
    INK: "#e8ebef",
    COLOURS["black"]: "#e8ebef",
    QUIET: "#a3abb5",
    COLOURS["blue"]: "#3a8bcf",
    COLOURS["vermilion"]: "#e96334",
    COLOURS["green"]: "#5be0af",
    COLOURS["purple"]: "#b7498e",
    COLOURS["sky"]: "#96ceff",
    COLOURS["orange"]: "#ffcc52",
    COLOURS["brown"]: "#c48e65",
    MARKS["cluster"].colour: "#aa69fe",
}
"""The dark counterpart of each colour of a figure."""

_COLOUR = re.compile(r"\b(?P<what>(?:fill|stroke|color|stop-color)(?:: ?|=\"))(?P<colour>[^;\"]+)")
_PLAIN_BLACK = "#000000"
"""The colour of matplotlib for what is added to a finished figure, such as one more label."""
_UNCHANGED = re.compile(r"none|inherit|url\(#[^)]*\)")


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
        if colour == _PLAIN_BLACK:
            colour = INK
        if _UNCHANGED.fullmatch(colour):
            return match[0]
        if colour not in DARK:
            raise ReviewHelpersError(f"{id}: found the colour {colour}, expected one of the palette")
        return match["what"] + DARK[colour]

    # By default SVG fills in black, which would be invisible on a dark background.
    return _COLOUR.sub(dark, svg).replace("<svg ", f'<svg fill="{DARK[INK]}" ', 1)
