"""Small molecules as balls and sticks, free or standing on a surface: schematic, from idealised angles.

Bonds between heavy atoms have one length, bonds to hydrogen another; angles are those of a line, a trigonal plane or
a bend. So a drawing shows which atoms are joined and which of them touch the surface, and no measured geometry.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Circle

from reviewhelpers._core import rounding
from reviewhelpers.charts.atoms import SHINES
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, QUIET, SHINE
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.text import type_size, write

__all__ = [
    "BOND",
    "HYDROGEN_BOND",
    "MOLECULES",
    "Box",
    "Molecule",
    "Surface",
    "draw_molecule",
    "draw_surface",
    "element_key",
]

BOND, HYDROGEN_BOND = 1.3, 1.0
"""Lengths of bonds between heavy atoms, and to hydrogen."""

FOOT = 1.25
"""How high the atoms that touch the surface stand above its line."""

SPACING = 1.4
"""Between atoms of a surface."""

METAL = COLOURS["orange"]
"""A site of whatever metal."""

_RADIUS: Mapping[str, float] = {"H": 0.3, "metal": SPACING / 2}
_HEAVY = 0.42


@dataclass(frozen=True)
class Molecule:
    """Atoms in a plane, and which of them are joined.

    Parameters
    ----------
    atoms : sequence of tuple
        Element, and place along and above the line of the surface.
    bonds : sequence of tuple
        Two atoms by their numbers, and the order of their bond.
    feet : sequence of int
        The atoms that touch the surface; none where the molecule is free.
    """

    atoms: Sequence[tuple[str, float, float]]
    bonds: Sequence[tuple[int, int, int]]
    feet: Sequence[int] = ()


@dataclass(frozen=True)
class Box:
    """The room that a drawn molecule takes, and where along it the molecule stands."""

    left: float
    right: float
    low: float
    high: float
    at: float


@dataclass(frozen=True)
class Surface:
    """A row of atoms of a surface from `left` to `right`, whose upper edge is at `line`."""

    left: float
    right: float
    line: float
    scale: float

    def site(self, x: float, between: bool = False) -> float:
        """The place of the atom nearest to `x`, or of the middle between two atoms."""
        step = SPACING * self.scale
        shift = 0.0 if between else 0.5
        return self.left + (rounding.nearest((x - self.left) / step - shift) + shift) * step


class _Builder:
    """A molecule grown atom by atom, by direction."""

    def __init__(self, element: str, x: float = 0.0, y: float = 0.0) -> None:
        self.atoms = [(element, x, y)]
        self.bonds: list[tuple[int, int, int]] = []

    def add(self, element: str, degrees: float, *, to: int = 0, order: int = 1) -> _Builder:
        """Join one more atom to an atom, in a direction."""
        _, x, y = self.atoms[to]
        length = HYDROGEN_BOND if "H" in (element, self.atoms[to][0]) else BOND
        turn = math.radians(degrees)
        self.bonds.append((to, len(self.atoms), order))
        self.atoms.append((element, x + length * math.cos(turn), y + length * math.sin(turn)))
        return self

    def free(self) -> Molecule:
        """The molecule around its middle."""
        across, above = [x for _, x, _ in self.atoms], [y for *_, y in self.atoms]
        x, y = (max(across) + min(across)) / 2, (max(above) + min(above)) / 2
        return Molecule(tuple((name, u - x, v - y) for name, u, v in self.atoms), tuple(self.bonds))

    def bound(self, *feet: int) -> Molecule:
        """The molecule with the middle of its feet above its site."""
        x = sum(self.atoms[foot][1] for foot in feet) / len(feet)
        y = self.atoms[feet[0]][2]
        return Molecule(tuple((name, u - x, v - y) for name, u, v in self.atoms), tuple(self.bonds), feet)


def _molecules() -> Mapping[str, Molecule]:
    start = _Builder
    ethanol = start("C").add("H", 120).add("H", 210).add("H", 300).add("C", 30).add("H", 60, to=4)
    ethanol.add("H", 120, to=4).add("O", -30, to=4).add("H", 30, to=7)
    ethylene = start("C").add("H", 120).add("H", 240).add("C", 0, order=2).add("H", 60, to=3)
    return {
        "CO2": start("C").add("O", 0, order=2).add("O", 180, order=2).free(),
        "CO": start("C").add("O", 90, order=3).free(),
        "HCOO-": start("C").add("H", 90).add("O", 210, order=2).add("O", 330).free(),
        "CH4": start("C").add("H", 20).add("H", 90).add("H", 160).add("H", 270).free(),
        "C2H4": ethylene.add("H", 300, to=3).free(),
        "C2H5OH": ethanol.free(),
        "*COOH": start("C").add("O", 150, order=2).add("O", 30).add("H", 90, to=2).bound(0),
        "*OCHO": start("O").add("C", 30).add("O", -30, to=1).add("H", 90, to=1).bound(0, 2),
        "*CO": start("C").add("O", 90, order=2).bound(0),
        "*CHO": start("C").add("H", 150).add("O", 30, order=2).bound(0),
        "*COH": start("C").add("O", 90).add("H", 30, to=1).bound(0),
        "*OCCO-": start("C").add("O", 120, order=2).add("C", 0).add("O", 60, to=2, order=2).bound(0, 2),
        "NO": start("N").add("O", 90, order=2).free(),
        "N2O": start("N").add("N", 180, order=2).add("O", 0, order=2).free(),
        "N2": start("N").add("N", 0, order=3).free(),
        "NH3": start("N").add("H", 210).add("H", 270).add("H", 330).free(),
        "NO2-": start("N").add("O", 210, order=2).add("O", 330).free(),
        "NO3-": start("N").add("O", 90, order=2).add("O", 210).add("O", 330).free(),
        "*NO": start("N").add("O", 90, order=2).bound(0),
        "*NOH": start("N").add("O", 60).add("H", 0, to=1).bound(0),
        "*HNO": start("N").add("H", 150).add("O", 30, order=2).bound(0),
        "*NH2": start("N").add("H", 150).add("H", 30).bound(0),
        "*NH2O": start("N").add("H", 170).add("H", 100).add("O", 30).bound(0),
        "*NH2OH": start("N").add("H", 170).add("H", 110).add("O", 30).add("H", 90, to=3).bound(0),
    }


MOLECULES: Mapping[str, Molecule] = _molecules()
"""The molecules that can be drawn, by species; ``*`` marks what is bound to a surface."""


def _radius(element: str) -> float:
    return _RADIUS.get(element, _HEAVY)


def _ball(panel: Panel, element: str, x: float, y: float, scale: float, *, quiet: bool = False) -> None:
    """One atom, lit from the upper left."""
    radius, edge = _radius(element) * scale, 0.05 * type_size()
    colour = METAL if element == "metal" else ELEMENTS[element].colour
    face = GRID if quiet else colour
    z = 2.0 if element == "metal" else 4.0
    panel.add_patch(Circle((x, y), radius, facecolor=face, edgecolor=QUIET, linewidth=edge, zorder=z))
    if not quiet and face != BACKGROUND:
        for away, size, alpha in SHINES:
            place = (x - away * radius, y + away * radius)
            look = {"facecolor": SHINE, "linewidth": 0, "alpha": alpha, "zorder": z + 0.1}
            panel.add_patch(Circle(place, size * radius, **look))


def _stick(
    panel: Panel,
    one: tuple[float, float],
    other: tuple[float, float],
    order: int,
    scale: float,
    zorder: float = 3.5,
) -> None:
    """A bond as so many lines beside each other as its order."""
    (x, y), (u, v) = one, other
    length = math.hypot(u - x, v - y)
    across, up = -(v - y) / length, (u - x) / length
    width = (0.2 if order == 1 else 0.11) * type_size() * scale / 1.3
    for number in range(order):
        shift = (number - (order - 1) / 2) * 0.26 * scale
        ends = ([x + shift * across, u + shift * across], [y + shift * up, v + shift * up])
        panel.plot(*ends, color=QUIET, linewidth=width, solid_capstyle="butt", zorder=zorder)


def draw_molecule(
    panel: Panel, text: str, x: float, y: float, scale: float, *, surface: Surface | None = None
) -> Box:
    """Draw a molecule, and return the room that it takes.

    Parameters
    ----------
    panel : Panel
        Whose coordinates are in units of the size of type in both directions.
    text : str
        The species, of :data:`MOLECULES`.
    x, y : float
        Its middle; where it is bound, the place of its site and the line of the surface.
    scale : float
        How many units of the size of type an Å takes.
    surface : Surface, optional
        The surface on which it stands: `x` moves to its nearest site, and the atoms that it touches are lit.
    """
    molecule = MOLECULES[text]
    feet = molecule.feet
    if feet and surface:
        x = surface.site(x, between=_stands_between(molecule))
    lift = FOOT * scale if feet else 0.0
    places = [(x + u * scale, y + lift + v * scale) for _, u, v in molecule.atoms]
    for foot in feet:
        site = x
        if len(feet) > 1:
            # Each foot of two has an atom of its own: beside the middle, or under both halves.
            half = SPACING * scale * (0.5 if _stands_between(molecule) else 1.0)
            site = x + math.copysign(half, places[foot][0] - x)
        metal = (site, y - _radius("metal") * scale)
        _ball(panel, "metal", *metal, scale)
        _stick(panel, metal, places[foot], 1, scale, zorder=1.9)
    for one, other, order in molecule.bonds:
        _stick(panel, places[one], places[other], order, scale)
    for (element, *_), place in zip(molecule.atoms, places, strict=True):
        _ball(panel, element, *place, scale)
    sizes = [_radius(element) * scale for element, *_ in molecule.atoms]
    (across, above) = zip(*places, strict=True)
    return Box(
        min(u - size for u, size in zip(across, sizes, strict=True)),
        max(u + size for u, size in zip(across, sizes, strict=True)),
        min(v - size for v, size in zip(above, sizes, strict=True)),
        max(v + size for v, size in zip(above, sizes, strict=True)),
        x,
    )


def _stands_between(molecule: Molecule) -> bool:
    """Whether the middle of a molecule stands between two atoms of the surface: where its feet are so far apart."""
    across = [molecule.atoms[foot][1] for foot in molecule.feet]
    return len(across) > 1 and max(across) - min(across) < 1.2 * SPACING


def draw_surface(panel: Panel, surface: Surface) -> None:
    """Draw the atoms of a surface, quiet: those that hold something are lit by :func:`draw_molecule`."""
    step = SPACING * surface.scale
    for number in range(rounding.nearest((surface.right - surface.left) / step)):
        x = surface.left + (number + 0.5) * step
        _ball(panel, "metal", x, surface.line - step / 2, surface.scale, quiet=True)


def element_key(panel: Panel, elements: Sequence[str]) -> None:
    """Name the colours of elements at the upper right of a drawing: balls, each with its symbol."""
    x, y = panel.get_xlim()[1] - 2.6 * len(elements), panel.get_ylim()[1] - 0.65
    for element in elements:
        _ball(panel, element, x + 0.5, y, 1.0)
        write(panel, x + 1.25, y, element, va="center")
        x += 2.6
