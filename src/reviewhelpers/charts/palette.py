"""Colours and markers of the figures, and the mark of each class of defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# The Okabe-Ito colours, darkened or lightened until each has 3:1 to white and they still stay apart when seen
# with a colour blindness (a test computes both); those that figures write in have 4.5:1. Yellow cannot be had
# at 3:1; a brown stands for it.
COLOURS: Mapping[str, str] = {
    "blue": "#00568f",
    "vermilion": "#c23b00",
    "green": "#00845c",
    "purple": "#bd5f9c",
    "sky": "#3b9ad6",
    "black": "#1a1a1a",
    "orange": "#c48600",
    "brown": "#5c3a1e",
}
"""Colours that stay apart in the common kinds of colour blindness, each at least 3:1 against white."""

INK = "#1a1a1a"
QUIET = "#5f6368"
"""For leaders, secondary labels and reference lines: quieter than the data, still readable."""
GRID = "#dcdfe3"
BACKGROUND = "#ffffff"
"""Figures bring their own ground, so that they stay legible wherever their file is opened."""


@dataclass(frozen=True)
class Mark:
    """A colour and a marker shape that go together, so that colour never tells alone."""

    colour: str
    marker: str


DEFECTS: Mapping[str, Mark] = {
    "intrinsic": Mark(COLOURS["black"], "s"),
    "heteroatom": Mark(COLOURS["green"], "^"),
    "single-atom": Mark(COLOURS["blue"], "o"),
    "diatomic": Mark(COLOURS["sky"], "d"),
    "anion-vacancy": Mark(COLOURS["vermilion"], "v"),
    "cation-vacancy": Mark(COLOURS["orange"], "<"),
    "grain-boundary": Mark(COLOURS["purple"], "P"),
    "lattice": Mark(COLOURS["brown"], "X"),
    "none": Mark(QUIET, "."),
}
"""One mark a class of defect, the same in every figure of the book."""
