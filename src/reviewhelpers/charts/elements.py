"""Elements in drawings of atoms: their colours, and how large they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reviewhelpers.charts.palette import BACKGROUND, COLOURS, QUIET


class Look(NamedTuple):
    """How an element is drawn: its colour, and its radius as a share of its covalent radius."""

    colour: str
    size: float = 0.5


VIOLET = "#8714cc"
"""The ninth colour of the palette, which clusters have elsewhere."""

# Elements that a drawing shows together never share a colour: a test looks at every model.
ELEMENTS: Mapping[str, Look] = {
    "H": Look(BACKGROUND, 0.75),
    "B": Look(COLOURS["green"]),
    "C": Look(QUIET),
    "N": Look(COLOURS["blue"]),
    "O": Look(COLOURS["vermilion"], 0.55),
    "P": Look(COLOURS["purple"]),
    "S": Look(COLOURS["orange"]),
    "Ti": Look(COLOURS["sky"]),
    "Mn": Look(COLOURS["green"]),
    "Fe": Look(VIOLET),
    "Co": Look(COLOURS["purple"]),
    "Ni": Look(COLOURS["green"]),
    "Cu": Look(COLOURS["brown"]),
    "Zn": Look(COLOURS["sky"]),
    "Mo": Look(COLOURS["green"]),
    "In": Look(COLOURS["purple"]),
    "Sn": Look(COLOURS["brown"]),
    "Bi": Look(COLOURS["purple"]),
}
"""The colours are those of the palette, which stay apart for every eye and on dark pages."""
