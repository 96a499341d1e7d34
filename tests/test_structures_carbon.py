"""Models of sheets of carbon: rings, neighbours, sublattices, lengths, symmetry, and what stands out of the plane."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from reviewhelpers import structures
from reviewhelpers.dataset import data
from reviewhelpers.figures.atoms.carbon import RINGS
from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import bonds, neighbours, rings

TABLE = data.table("structures")
SHEETS = list(TABLE.index[TABLE["family"].isin(["carbon", "nitrogen and other dopants"])])

# Rings that are no hexagons, by their sizes.
ODD = {
    "str-graphene-vacancy": [5, 9],
    "str-graphene-divacancy": [5, 5, 8],
    "str-graphene-stone-wales": [5, 5, 7, 7],
    "str-graphene-edge-pentagon": [5],
    "str-graphene-pyrrolic-nitrogen": [5],
    "str-graphene-pyridinic-vacancy": [12],
}

# What each dopant is bonded to.
PARTNERS = {
    "str-graphene-pyridinic-nitrogen": ("N", "CC"),
    "str-graphene-pyridinic-vacancy": ("N", "CC"),
    "str-graphene-pyrrolic-nitrogen": ("N", "CCH"),
    "str-graphene-graphitic-nitrogen": ("N", "CCC"),
    "str-graphene-nitrogen-oxide": ("N", "CCO"),
    "str-graphene-boron": ("B", "CCC"),
    "str-graphene-phosphorus": ("P", "CCC"),
    "str-graphene-sulfur": ("S", "CCC"),
}

# Atoms that a model lacks against the one without the defect, and those that it has beyond it.
CHANGES = {
    "str-graphene-vacancy": ("C", ""),
    "str-graphene-divacancy": ("CC", ""),
    "str-graphene-stone-wales": ("", ""),
    "str-graphene-edge-pentagon": ("CH", ""),
    "str-graphene-pyridinic-nitrogen": ("CH", "N"),
    "str-graphene-nitrogen-oxide": ("CH", "NO"),
    "str-graphene-pyrrolic-nitrogen": ("HH", "HN"),
    "str-graphene-graphitic-nitrogen": ("C", "N"),
    "str-graphene-pyridinic-vacancy": ("CCCC", "NNN"),
    "str-graphene-boron": ("C", "B"),
    "str-graphene-phosphorus": ("C", "P"),
    "str-graphene-sulfur": ("C", "S"),
}

ABOVE = {"str-graphene-phosphorus": "len-carbon-cp", "str-graphene-sulfur": "len-carbon-cs"}

BONDS = {
    "len-graphene-cc": ("CC", 0.08),
    "len-benzene-ch": ("CH", 0.02),
    "len-pyridine-cn": ("CN", 0.02),
    "len-pyrrole-cn": ("CN", 0.03),
    "len-pyrrole-nh": ("HN", 0.02),
    "len-carbon-cn": ("CN", 0.02),
    "len-pyridine-n-oxide-no": ("NO", 0.02),
    "len-carbon-cb": ("BC", 0.02),
    "len-carbon-cp": ("CP", 0.001),
    "len-carbon-cs": ("CS", 0.001),
}
"""The elements that a length joins, and the share by which a relaxed model may differ from it."""


def sublattices(model: Structure) -> list[int]:
    """The sublattice of each carbon atom, 0 or 1: neighbours are on different ones."""
    near, found = neighbours(model), [-1] * len(model)
    carbon = [number for number, element in enumerate(model.elements) if element == "C"]
    found[carbon[0]], waiting = 0, [carbon[0]]
    while waiting:
        atom = waiting.pop()
        for other in near[atom]:
            if model.elements[other] != "C":
                continue
            if found[other] < 0:
                found[other] = 1 - found[atom]
                waiting.append(other)
            assert found[other] != found[atom]
    return found


def edges(model: Structure) -> tuple[list[int], list[int]]:
    """The lit atoms of the lower and of the upper edge of a ribbon."""
    lit = [int(number) for number in np.nonzero(model.lit)[0]]
    middle = float(model.positions[:, 1].mean())
    return (
        [number for number in lit if model.positions[number, 1] < middle],
        [number for number in lit if model.positions[number, 1] > middle],
    )


@pytest.mark.parametrize("id", SHEETS)
def test_rings_are_as_many_as_euler_asks(id: str) -> None:
    model = structures.read(id)
    assert len(rings(model)) == len(bonds(model, across=False)) - len(model) + 1


@pytest.mark.parametrize("id", SHEETS)
def test_rings_that_are_no_hexagons_are_those_of_the_defect(id: str) -> None:
    model = structures.read(id)
    assert sorted(len(ring) for ring in rings(model) if len(ring) != 6) == ODD.get(id, [])


def test_rings_carry_the_names_that_the_figure_gives_them() -> None:
    for id, (_, name) in RINGS.items():
        assert sorted(int(digit) for digit in name if digit.isdigit()) == ODD.get(id, [])


@pytest.mark.parametrize("id", SHEETS)
def test_no_carbon_within_a_sheet_has_more_or_less_than_three_neighbours(id: str) -> None:
    # At the rim of a patch carbon has two; in a ribbon, which repeats, none has.
    model = structures.read(id)
    counts = Counter(
        len(near) for near, element in zip(neighbours(model), model.elements, strict=True) if element == "C"
    )
    assert set(counts) <= {2, 3}
    if model.periodic[0]:
        assert set(counts) == {3}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("str-graphene-vacancy", [2, 3, 3]),
        ("str-graphene-divacancy", [3, 3, 3, 3]),
        ("str-graphene-stone-wales", [3, 3]),
        ("str-graphene-pyridinic-vacancy", [2, 2, 2]),
    ],
)
def test_only_a_single_vacancy_keeps_a_carbon_with_two_neighbours(id: str, expected: list[int]) -> None:
    model = structures.read(id)
    near = neighbours(model)
    assert sorted(len(near[atom]) for atom in np.nonzero(model.lit)[0]) == expected
    lone = [atom for atom in np.nonzero(model.lit)[0] if model.elements[atom] == "C" and len(near[atom]) == 2]
    assert len(lone) == (1 if id == "str-graphene-vacancy" else 0)


def test_the_atoms_of_a_zigzag_edge_are_of_one_sublattice() -> None:
    model = structures.read("str-graphene-zigzag")
    found, near = sublattices(model), neighbours(model)
    lower, upper = ({found[atom] for atom in edge} for edge in edges(model))
    assert len(lower) == len(upper) == 1
    assert lower != upper
    lit = set(np.nonzero(model.lit)[0].tolist())
    assert all(not lit & set(near[atom]) for atom in lit)


def test_the_atoms_of_an_armchair_edge_are_pairs_of_both_sublattices() -> None:
    model = structures.read("str-graphene-armchair")
    found, near = sublattices(model), neighbours(model)
    lit = set(np.nonzero(model.lit)[0].tolist())
    for edge in edges(model):
        assert Counter(found[atom] for atom in edge) == {0: len(edge) // 2, 1: len(edge) // 2}
    assert all(len(lit & set(near[atom])) == 1 for atom in lit)


@pytest.mark.parametrize("id", ["str-graphene-zigzag", "str-graphene-armchair"])
def test_lit_atoms_of_an_edge_are_those_with_hydrogen(id: str) -> None:
    model = structures.read(id)
    near = neighbours(model)
    bearing = [any(model.elements[other] == "H" for other in each) for each in near]
    assert model.lit.tolist() == bearing
    assert all(
        Counter(model.elements[other] for other in near[atom]) == {"C": 2, "H": 1}
        for atom in np.nonzero(model.lit)[0]
    )


@pytest.mark.parametrize("id", PARTNERS)
def test_a_dopant_has_the_neighbours_that_name_it(id: str) -> None:
    model, (dopant, expected) = structures.read(id), PARTNERS[id]
    found = [
        "".join(sorted(model.elements[other] for other in near))
        for near, element in zip(neighbours(model), model.elements, strict=True)
        if element == dopant
    ]
    assert set(found) == {expected}


@pytest.mark.parametrize("id", CHANGES)
def test_a_defect_takes_and_adds_the_atoms_that_make_it(id: str) -> None:
    model = structures.read(id)
    taken, added = map(Counter, CHANGES[id])
    before = Counter(structures.read(model.pristine).elements)
    assert before - taken + added == Counter(model.elements)


@pytest.mark.parametrize("id", SHEETS)
def test_where_an_atom_is_missing_none_stands(id: str) -> None:
    model = structures.read(id)
    pristine = structures.read("str-graphene")
    for vacancy in model.vacancies:
        assert np.linalg.norm(model.positions - np.array(vacancy.position), axis=1).min() > 0.7
        assert np.linalg.norm(pristine.positions - np.array(vacancy.position), axis=1).min() < 1e-3


@pytest.mark.parametrize("id", SHEETS)
def test_bonds_are_as_long_as_the_rows_behind_the_model(id: str) -> None:
    model = structures.read(id)
    limits = {
        BONDS[row][0]: (float(data.table("lengths").loc[row, "value"]), BONDS[row][1])
        for row in str(TABLE.loc[id, "lengths"]).split()
    }
    for bond in bonds(model):
        pair = "".join(sorted((model.elements[bond.first], model.elements[bond.second])))
        value, share = limits[pair]
        assert abs(bond.length / value - 1) <= share, pair


@pytest.mark.parametrize("id", SHEETS)
def test_only_phosphorus_and_sulfur_leave_the_plane(id: str) -> None:
    model = structures.read(id)
    z = model.positions[:, 2]
    flat = np.abs(z - np.median(z)) < 1e-3
    assert (~flat).sum() == (id in ABOVE)
    if id in ABOVE:
        length, side = (
            float(data.table("lengths").loc[row, "value"]) for row in (ABOVE[id], "len-graphene-cc")
        )
        assert z.max() - np.median(z) == pytest.approx(math.sqrt(length**2 - side**2), abs=1e-3)
        assert model.lit[np.argmax(z)]


@pytest.mark.parametrize("id", SHEETS)
def test_the_left_half_mirrors_the_right_one(id: str) -> None:
    model = structures.read(id)
    span = float(model.cell[0, 0])
    mirrored = model.positions * [-1, 1, 1] + [span, 0, 0]
    delta = np.abs(model.positions[:, None, :] - mirrored[None, :, :])
    if model.periodic[0]:
        delta[..., 0] = np.minimum(delta[..., 0], np.abs(delta[..., 0] - span))
    nearest = delta.max(axis=2).argmin(axis=1)
    assert delta.max(axis=2).min(axis=1).max() < 0.01
    assert [model.elements[number] for number in nearest] == list(model.elements)
