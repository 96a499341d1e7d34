"""What may stand over a drawing of atoms: a plane, names of layers, a path from atom to atom, an arrow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewhelpers.charts.atoms import draw_letter, projected
from reviewhelpers.charts.palette import COLOURS, INK
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.structures.model import Structure

__all__ = ["PATH", "VECTOR", "draw_path", "draw_plane", "draw_vector", "name_layers"]

PATH, VECTOR = COLOURS["blue"], COLOURS["vermilion"]
"""The colours of paths and of vectors."""


def draw_plane(
    panel: Panel,
    structure: Structure,
    ends: ArrayLike,
    text: str = "",
    *,
    view: tuple[float, float] | None = None,
) -> None:
    """A plane that is seen from its edge: a broken line between two places, with its name at the first."""
    first, last = _seen(structure, ends, view)
    panel.plot(
        *np.array([first, last]).T, color=VECTOR, linewidth=0.13 * type_size(), dashes=(4, 2.5), zorder=3.7
    )
    if text:
        write(panel, float(first[0]), float(first[1]), text, ha="left", va="bottom", zorder=5)


def name_layers(panel: Panel, x: float, names: Sequence[tuple[float, str, bool]]) -> None:
    """Names in a column beside layers, each with its height as drawn and whether it is lit."""
    for height, text, lit in names:
        look = {"weight": "bold", "color": INK} if lit else {}
        write(panel, x, height, text, ha="center", va="center", zorder=5, **look)


def draw_path(
    panel: Panel,
    structure: Structure,
    places: ArrayLike,
    *,
    view: tuple[float, float] | None = None,
    colour: str = PATH,
) -> None:
    """A line through places, such as a circuit from atom to atom."""
    corners = _seen(structure, places, view)
    panel.plot(*corners.T, color=colour, linewidth=0.22 * type_size(), solid_joinstyle="round", zorder=3.7)


def draw_vector(
    panel: Panel,
    structure: Structure,
    ends: ArrayLike,
    text: str = "",
    *,
    view: tuple[float, float] | None = None,
    away: tuple[float, float] = (0.0, -2.0),
) -> None:
    """An arrow between two places, its name away from its middle by so many ångström as seen."""
    first, last = _seen(structure, ends, view)
    size = type_size()
    look = {"arrowstyle": "-|>", "color": VECTOR, "linewidth": 0.25 * size, "mutation_scale": 1.1 * size}
    panel.annotate("", last, first, arrowprops={**look, "shrinkA": 0, "shrinkB": 0}, zorder=4.2)
    if text:
        place = ((first + last) / 2 + np.array(away))[None, :]
        draw_letter(panel, text, place, 1.1 * size, VECTOR, 4.4)


def _seen(structure: Structure, places: ArrayLike, view: tuple[float, float] | None) -> NDArray[np.float64]:
    return projected(structure, np.asarray(places, float), structure.view if view is None else view)[:, :2]
