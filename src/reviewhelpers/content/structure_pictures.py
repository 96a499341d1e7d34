"""Small pictures of structures, for lists: balls and sticks from the first view, as SVG of a few kilobytes.

Figures are drawn with much more care by :mod:`reviewhelpers.charts.atoms`; here one picture a model must cost
very little, on the page and in the build.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from reviewhelpers._core import rounding
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.atoms import projected
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.palette import BACKGROUND, GRID, INK, QUIET
from reviewhelpers.dataset import data
from reviewhelpers.structures import Structure, measure

__all__ = ["SIZE", "svg"]

SIZE = (240, 180)
"""Width and height in pixels."""
MARGIN = 6
LARGEST = 22.0
"""Pixels of an ångström at most, so that a small model shows no huge atoms."""
NEAR, FAR = 0.0, 0.55
"""How much of the ground is mixed into what is nearest, and what is farthest."""
BEHIND = 0.45
"""And, where something is lit, into what is not."""
VACANCY = 0.62
"""Radius of the ring around a missing atom, in ångström."""

Mode = Literal["light", "dark"]


def svg(structure: Structure, mode: Mode) -> str:
    """The picture of a structure, for light or for dark pages.

    Parameters
    ----------
    structure : Structure
        The model.
    mode : {"light", "dark"}
        The ground it stands on.
    """
    radii = data.table("elements").set_index("symbol")["covalent_radius"]
    balls = np.array([ELEMENTS[symbol].size * float(radii[symbol]) for symbol in structure.elements])
    places = projected(structure, structure.positions, structure.view)
    missing = np.array([vacancy.position for vacancy in structure.vacancies], dtype=float).reshape(-1, 3)
    holes = projected(structure, missing, structure.view)
    reach = np.vstack([places[:, :2] - balls[:, None], places[:, :2] + balls[:, None], holes[:, :2]])
    low, high = reach.min(axis=0), reach.max(axis=0)
    room = np.array(SIZE) - 2 * MARGIN
    scale = min(LARGEST, *(room / (high - low)).tolist())
    middle = (low + high) / 2
    lit, depth = structure.lit, places[:, 2]
    span = max(float(depth.max() - depth.min()), 4.0)
    pale = NEAR + (FAR - NEAR) * (depth.max() - depth) / span
    if lit.any():
        pale = np.where(lit, 0.0, np.maximum(pale, BEHIND))

    def at(place: np.ndarray) -> tuple[str, str]:
        x, y = (place[:2] - middle) * scale
        return _short(SIZE[0] / 2 + x), _short(SIZE[1] / 2 - y)

    drawn: list[tuple[float, str]] = []
    for bond in measure.bonds(structure, across=False):
        ends = places[[bond.first, bond.second]]
        (x1, y1), (x2, y2) = map(at, ends)
        colour = _mixed(QUIET, float(pale[[bond.first, bond.second]].mean()), mode)
        # Behind the nearer of its atoms and before the farther one.
        drawn.append((float(ends[:, 2].mean()), f'<path stroke="{colour}" d="M{x1} {y1}L{x2} {y2}"/>'))
    for number, symbol in enumerate(structure.elements):
        (x, y), share = at(places[number]), float(pale[number])
        edge = _mixed(INK if lit[number] else QUIET, share, mode)
        fill = _mixed(ELEMENTS[symbol].colour, share, mode)
        ball = (
            f'<circle cx="{x}" cy="{y}" r="{_short(balls[number] * scale)}" fill="{fill}" stroke="{edge}"/>'
        )
        drawn.append((float(depth[number]), ball))
    for place, vacancy in zip(holes, structure.vacancies, strict=True):
        (x, y), edge = at(place), _mixed(ELEMENTS[vacancy.element].colour, 0.0, mode)
        ring = f'<circle cx="{x}" cy="{y}" r="{_short(VACANCY * scale)}" fill="none" stroke="{edge}"'
        drawn.append((float(place[2]) + VACANCY, f'{ring} stroke-width="1.6" stroke-dasharray="3 2"/>'))
    drawn.sort(key=lambda each: rounding.settled(each[0]))
    width, height = SIZE
    parts = "".join(part for _, part in drawn)
    thick = _short(min(2.2, 0.14 * scale))
    ground = _shown(BACKGROUND, mode)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<path fill="{ground}" d="M0 0H{width}V{height}H0z"/>'
        f'<g stroke-width="{_short(max(0.6, 0.04 * scale))}" stroke-linecap="round">{parts}</g></svg>\n'
    ).replace('<path stroke="', f'<path stroke-width="{thick}" stroke="')


def _shown(colour: str, mode: Mode) -> str:
    return colour if mode == "light" else dark_mode.DARK[colour]


def _mixed(colour: str, share: float, mode: Mode) -> str:
    """A colour with a share of the ground."""
    # What is white stays light on a dark page.
    own = GRID if colour == BACKGROUND and mode == "dark" else _shown(colour, mode)
    pairs = zip(_channels(own), _channels(_shown(BACKGROUND, mode)), strict=True)
    return "#" + "".join(f"{rounding.nearest(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _short(value: float) -> str:
    return str(rounding.round_for_print(float(value), decimals=1)).removesuffix(".0")
