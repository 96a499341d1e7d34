"""Rings of a sheet that are no hexagons: filled, with places for the numbers of their atoms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from reviewhelpers.charts.palette import COLOURS
from reviewhelpers.charts.plot import Panel
from reviewhelpers.structures.measure import rings
from reviewhelpers.structures.model import Structure

__all__ = ["RING_COLOURS", "draw_rings"]

RING_COLOURS: Mapping[int, str] = {
    4: COLOURS["purple"],
    5: COLOURS["sky"],
    7: COLOURS["orange"],
    8: COLOURS["orange"],
    9: COLOURS["orange"],
}
"""Fields of rings that are no hexagons: one colour for small rings, another for large ones, with their numbers."""

CLEAR = 1.1
"""Ångström from its nearest atom at which the number of a ring stands free."""


def draw_rings(
    panel: Panel,
    structure: Structure,
    places: NDArray[np.float64],
    holes: NDArray[np.float64],
    shown: set[int],
) -> list[tuple[float, float, str]]:
    """Fill rings that are no hexagons; where their numbers have room is returned."""
    numbers = []
    for ring in rings(structure):
        if len(ring) not in RING_COLOURS or not set(ring) <= shown:
            continue
        corners = places[list(ring), :2]
        colour = RING_COLOURS[len(ring)]
        panel.add_patch(Polygon(corners, facecolor=colour, edgecolor="none", alpha=0.35, zorder=1.5))
        # In the middle, or nearer a corner or a side where an atom is missing in the middle.
        middle, sides = corners.mean(axis=0), (corners + np.roll(corners, -1, axis=0)) / 2
        ways = [end - middle for end in (*sides, *corners)]
        tried = [middle, *(middle + share * way for share in (0.5, 0.6) for way in ways)]
        taken = np.vstack([corners, holes[:, :2]])
        room = [min(CLEAR, float(np.linalg.norm(taken - place, axis=1).min())) for place in tried]
        x, y = tried[room.index(max(room))]
        numbers.append((float(x), float(y), str(len(ring))))
    return numbers
