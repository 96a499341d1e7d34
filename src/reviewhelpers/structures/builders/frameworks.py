"""Pieces of metal–organic frameworks: a node of ZIF-8, and a phthalocyanine at the titanium ring of NH₂-MIL-125."""

from __future__ import annotations

import itertools
import math

import numpy as np
from ase import Atoms
from numpy.typing import NDArray

from reviewhelpers.structures.builders import builder
from reviewhelpers.structures.builders.graphene import boxed, mark
from reviewhelpers.structures.builders.lengths import length, radii
from reviewhelpers.structures.builders.macrocycles import phthalocyanine
from reviewhelpers.structures.builders.relax import ACROSS, relax_frame

__all__ = ["imidazolate", "titanium_ring"]

_Places = NDArray[np.float64]

PENTAGON = math.radians(108)
"""The angle at the carbon atom between both nitrogen atoms of the ring of five."""

TETRAHEDRON = math.acos(-1 / 3)
TRIGONAL = math.radians(120)


def _unit(vector: _Places) -> _Places:
    found: _Places = vector / np.linalg.norm(vector)
    return found


def imidazolate() -> Atoms:
    """A 2-methylimidazolate between two zinc atoms.

    The ring lies across z, its mirror plane is that of x = 0. Zinc continues the halves of the angles at nitrogen.

    Returns
    -------
    ase.Atoms
        Zinc, nitrogen and the other atoms: Zn, Zn, N, N, then carbon and hydrogen.
    """
    to_nitrogen, between = length("len-zif8-cn"), length("len-zif8-cc")
    nitrogen = length("len-zif8-cn-bridge") * np.array([math.sin(PENTAGON / 2), -math.cos(PENTAGON / 2)])
    carbon = np.array([between / 2, 0.0])
    carbon[1] = nitrogen[1] - math.sqrt(to_nitrogen**2 - (nitrogen[0] - carbon[0]) ** 2)
    outward = -_unit(_unit(np.array([0.0, 0.0]) - nitrogen) + _unit(carbon - nitrogen))
    zinc = nitrogen + length("len-zif8-znn") * outward
    hydrogen = carbon + length("len-benzene-ch") * _unit(-_unit(nitrogen - carbon) - np.array([-1.0, 0.0]))
    mirror = np.array([-1.0, 1.0])
    flat = [each for one in (zinc, nitrogen, carbon, hydrogen) for each in (one, one * mirror)]
    methyl = np.array([0.0, length("len-zif8-cch3")])
    places = np.c_[np.array([*flat, np.zeros(2), methyl]), np.zeros(10)]
    high = length("len-ch4-ch") * np.array([0.0, -math.cos(TETRAHEDRON), 0.0])
    wide = length("len-ch4-ch") * math.sin(TETRAHEDRON)
    hydrogens = [
        places[-1] + high + wide * np.array([math.cos(turn), 0.0, math.sin(turn)])
        for turn in np.radians([90, 210, 330])
    ]
    return Atoms("ZnZnNNCCHHCCHHH", np.vstack([places, hydrogens]))


@builder("str-zif8-node")
def zinc_node() -> Atoms:
    """Zinc amid the nitrogen atoms of four 2-methylimidazolates, each of which leads to one more zinc atom."""
    linker = imidazolate()
    zinc, nitrogen = linker.positions[0], linker.positions[2]
    along = _unit(nitrogen - zinc)
    # The axes of a linker as seen from its first zinc atom: along the bond, within the ring, across it.
    own = np.array([along, np.cross([0.0, 0.0, 1.0], along), [0.0, 0.0, 1.0]])
    node = Atoms("Zn", [(0.0, 0.0, 0.0)])
    lit = [0]
    for corner in ((1, 1, 1), (-1, -1, 1), (1, -1, -1), (-1, 1, -1)):
        direction = _unit(np.array(corner, dtype=float))
        upright = np.array([0.0, 0.0, float(corner[2])])
        within = _unit(upright - (upright @ direction) * direction)
        axes = np.array([direction, within, np.cross(direction, within)])
        piece = linker[1:]
        piece.positions = (piece.positions - zinc) @ own.T @ axes
        lit.append(len(node) + 1)
        node += piece
    return mark(boxed(node), lit, "site")


def titanium_ring() -> Atoms:
    """A ring of eight octahedra of titanium and oxygen that share an edge and a corner in turn.

    Two oxygen atoms and a carboxylate bridge titanium where an edge is shared, one oxygen atom and two carboxylates
    where it is a corner. Hydrogen stands at the shared corners.

    Returns
    -------
    ase.Atoms
        Titanium, the oxygen atoms that bridge it, then oxygen, oxygen, carbon of each carboxylate, then the four
        hydrogen atoms. The carboxylate of the shared edge around x is the first one.
    """
    symbols: list[str] = []
    places: list[_Places] = []

    def add(symbol: str, angle: float, radius: float, z: float = 0.0) -> int:
        symbols.append(symbol)
        turn = math.radians(angle)
        places.append(np.array([radius * math.cos(turn), radius * math.sin(turn), z]))
        return len(symbols) - 1

    edges, corners = (0, 90, 180, 270), (45, 135, 225, 315)
    titanium = {(edge + side) % 360: add("Ti", edge + side, 4.1) for edge in edges for side in (-20, 20)}
    bound: list[tuple[int, int]] = []
    carboxylates: list[tuple[int, int, int]] = []
    for edge in edges:
        for z in (1.3, -1.3):
            oxygen = add("O", edge, 3.85, z)
            bound += [(titanium[(edge + side) % 360], oxygen) for side in (-20, 20)]
    shared = []
    for corner in corners:
        shared.append(add("O", corner, 2.9))
        bound += [(titanium[(corner + side) % 360], shared[-1]) for side in (-25, 25)]
    for edge in edges:
        ends = [add("O", edge + side, 6.0) for side in (-12, 12)]
        bound += [(titanium[(edge + side) % 360], end) for side, end in zip((-20, 20), ends, strict=True)]
        carboxylates.append((ends[0], ends[1], add("C", edge, 6.6)))
    for corner in corners:
        for z in (1.0, -1.0):
            ends = [add("O", corner + side, 4.6, 1.8 * z) for side in (-15, 15)]
            bound += [
                (titanium[(corner + side) % 360], end) for side, end in zip((-25, 25), ends, strict=True)
            ]
            carboxylates.append((ends[0], ends[1], add("C", corner, 4.8, 2.5 * z)))
    hydrogen = [add("H", corner, 1.9) for corner in corners]
    ring = Atoms(symbols, places)
    bond = length("len-mil125-tio")
    to_carbon = length("len-formate-co")
    springs = dict.fromkeys(bound, (bond, 1.0))
    for one, other, carbon in carboxylates:
        springs |= {(one, carbon): (to_carbon, 1.0), (other, carbon): (to_carbon, 1.0)}
        springs[one, other] = (2 * to_carbon * math.sin(TRIGONAL / 2), 1.0)
    springs |= {pair: (length("len-h2o-oh"), 1.0) for pair in zip(shared, hydrogen, strict=True)}
    for angle in edges:
        springs[titanium[(angle - 20) % 360], titanium[angle + 20]] = (length("len-mil125-titi-edge"), 1.0)
    for angle in corners:
        springs[titanium[angle - 25], titanium[(angle + 25) % 360]] = (length("len-mil125-titi-corner"), 1.0)
    around: dict[int, list[int]] = {}
    for metal, oxygen in bound:
        around.setdefault(metal, []).append(oxygen)
    for metal, six in around.items():
        for one, other in itertools.combinations(sorted(six), 2):
            # Neighbouring corners of an octahedron, and not those on both sides of the metal.
            if ring.get_angle(one, metal, other) < 130 and (one, other) not in springs:
                springs[one, other] = (math.sqrt(2) * bond, ACROSS)
    relax_frame(ring, springs)
    return ring


def _carboxylates(ring: Atoms) -> list[tuple[int, int, int]]:
    """Both oxygen atoms and the carbon atom of each carboxylate."""
    carbon = [atom.index for atom in ring if atom.symbol == "C"]
    return [(number - 2, number - 1, number) for number in carbon]


@builder("str-mil125-phthalocyanine")
def phthalocyanine_at_titanium() -> Atoms:
    """Copper phthalocyanine at the amine of a linker, whose carboxylate bridges the ring of titanium."""
    ring = titanium_ring()
    first, *others = _carboxylates(ring)
    model = ring.copy()
    for one, other, carbon in others:
        away = _unit(2 * ring.positions[carbon] - ring.positions[one] - ring.positions[other])
        model += Atoms("H", [ring.positions[carbon] + length("len-formate-ch") * away])
    cluster = [atom.index for atom in ring if atom.symbol in ("Ti", "O")]
    start = ring.positions[first[2]]
    linker, amine = _linker(start)
    model += linker
    upward = math.radians(60)
    sideways = np.array([math.cos(upward), math.sin(upward), 0.0])
    nitrogen = amine + radii("C", "N") * sideways
    # 120° between the three bonds of nitrogen, in a plane that stands upright.
    lean = math.pi - TRIGONAL
    bonds = [math.cos(lean) * sideways + math.sin(lean) * np.array([0.0, 0.0, side]) for side in (1, -1)]
    model += Atoms("NH", [nitrogen, nitrogen + length("len-nh3-nh") * bonds[1]])
    molecule = phthalocyanine("Cu")
    molecule.positions -= molecule.positions[0]
    across = _unit(np.cross([0.0, 0.0, 1.0], bonds[0]))
    axes = np.array([across, np.cross(bonds[0], across), bonds[0]])
    # Turned by an eighth about the bond, so that no nitrogen atom of its ring stands over the linker.
    molecule.rotate(45, "z")
    molecule.positions = molecule.positions @ axes + nitrogen + radii("Cu", "N") * bonds[0]
    roles = ["cluster" if number in set(cluster) else "lattice" for number in range(len(model))]
    roles[-2] = "site"
    roles += list(molecule.arrays["role"])
    molecule.set_array("role", None)
    model += molecule
    model.set_array("role", np.array(roles, dtype="<U12"))
    return boxed(model)


def _linker(start: _Places) -> tuple[Atoms, _Places]:
    """The rest of a terephthalate, along x from the carbon atom of its carboxylate, and where the amine binds to it."""
    ring, stem = length("len-benzene-cc"), radii("C", "C")
    to_carbon = length("len-formate-co")
    middle = start + np.array([stem + ring, 0.0, 0.0])

    def at(angle: float, radius: float) -> _Places:
        turn = math.radians(angle)
        place: _Places = middle + radius * np.array([math.cos(turn), math.sin(turn), 0.0])
        return place

    carbon = [at(angle, ring) for angle in (0, 60, 120, 180, 240, 300)]
    hydrogen = [at(angle, ring + length("len-benzene-ch")) for angle in (120, 240, 300)]
    far = at(0, ring + stem)
    # Turned by 45° out of the ring, so that it leaves room for the amine beside it.
    wide = to_carbon * math.sin(TRIGONAL / 2) / math.sqrt(2)
    oxygen = [
        far + np.array([to_carbon * math.cos(TRIGONAL / 2), side * wide, -side * wide]) for side in (1, -1)
    ]
    return Atoms("C6H3CO2", np.array([*carbon, *hydrogen, far, *oxygen])), carbon[1]
