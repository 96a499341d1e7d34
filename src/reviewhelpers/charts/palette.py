"""Colours and markers of the figures, and the mark of each class of defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# The Okabe-Ito colours, darkened or lightened until each has a contrast of 3:1 to white and all stay
# distinguishable with a colour blindness (a test computes both); colours of text have 4.5:1. Yellow cannot
# reach 3:1; a brown replaces it.
COLOURS: Mapping[str, str] = {
    "blue": "#00568f",
    "vermilion": "#c23b00",
    "green": "#00845c",
    "purple": "#bd5f9c",
    "sky": "#3b9ad6",
    "black": "#101010",
    "orange": "#c48600",
    "brown": "#5c3a1e",
}
"""Colours that stay apart in the common kinds of colour blindness, each at least 3:1 against white."""

INK = "#1a1a1a"
QUIET = "#5f6368"
"""For leaders, secondary labels and reference lines: quieter than the data, still readable."""

SHINE = "#fefefe"
"""What is white on any ground: the light on an atom, and the symbol of its element."""

GRID = "#dcdfe3"
BACKGROUND = "#ffffff"
"""Figures bring their own background, so that they stay legible wherever their file is opened."""


@dataclass(frozen=True)
class Mark:
    """A colour with a marker shape, so that nothing is told by colour alone."""

    colour: str
    marker: str
