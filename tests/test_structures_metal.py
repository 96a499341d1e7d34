"""Models of metal sites, macrocycles, frameworks and clusters: what they are is measured on their coordinates."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from reviewhelpers import structures
from reviewhelpers.chemistry import cluster_packing, units
from reviewhelpers.dataset import data
from reviewhelpers.structures import Structure, measure

NEAR = 0.03
"""Share by which a bond of a relaxed model may miss the length that is cited for it."""

SITES = {
    "str-graphene-co-n4": {"Co": 4},
    "str-graphene-fe-n4": {"Fe": 4},
    "str-graphene-co-n3": {"Co": 3},
    "str-graphene-cu-n4-ni-n4": {"Cu": 4, "Ni": 4},
    "str-graphene-co-mn-n4": {"Co": 4, "Mn": 4},
    "str-graphene-co-mn-n3": {"Co": 3, "Mn": 3},
    "str-graphene-cu-n4": {"Cu": 4},
    "str-porphyrin-cu": {"Cu": 4},
    "str-porphyrin-co": {"Co": 4},
    "str-phthalocyanine-cu": {"Cu": 4},
    "str-phthalocyanine-co": {"Co": 4},
}
"""How many nitrogen atoms each metal of a flat model has, as its name says."""

MACROCYCLES = {
    "str-porphyrin-cu": ("C20H12CuN4", [5, 6]),
    "str-porphyrin-co": ("C20H12CoN4", [5, 6]),
    "str-phthalocyanine-cu": ("C32H16CuN8", [5, 6, 6]),
    "str-phthalocyanine-co": ("C32H16CoN8", [5, 6, 6]),
}
"""The formulas, and the sizes of the rings of each quarter: pyrrole, that of the metal, and benzene if it has one."""

CLUSTERS = {"cu3": 3, "cu4": 4, "cu7": 7, "cu9": 9}


def of_element(model: Structure, element: str) -> list[int]:
    return [number for number, each in enumerate(model.elements) if each == element]


def around(model: Structure, atom: int, element: str) -> list[int]:
    return [other for other in measure.neighbours(model)[atom] if model.elements[other] == element]


def lengths(model: Structure, first: str, second: str) -> list[float]:
    wanted = sorted((first, second))
    return [
        bond.length
        for bond in measure.bonds(model)
        if sorted((model.elements[bond.first], model.elements[bond.second])) == wanted
    ]


def cited(id: str) -> float:
    return float(data.table("lengths").loc[id, "value"])


def same_places(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    apart = np.linalg.norm(one[:, None] - other[None], axis=-1)
    return len(one) == len(other) and bool(apart.min(axis=1).max() < 2e-3)


@pytest.mark.parametrize("id", SITES)
def test_each_metal_has_the_nitrogen_of_its_name_at_the_cited_distance(id: str) -> None:
    model = structures.read(id)
    for metal, count in SITES[id].items():
        (atom,) = of_element(model, metal)
        assert len(around(model, atom, "N")) == count
        assert not around(model, atom, "C")
        for length in lengths(model, metal, "N"):
            assert length == pytest.approx(cited(f"len-mn4-{metal.lower()}-n"), rel=NEAR)


@pytest.mark.parametrize("id", [*SITES, "str-graphene-zn-vacancies"])
def test_sheets_and_macrocycles_are_flat_and_their_rings_obey_euler(id: str) -> None:
    model = structures.read(id)
    assert np.ptp(model.positions[:, 2]) < 1e-3
    assert len(measure.rings(model)) == len(measure.bonds(model)) - len(model) + 1


@pytest.mark.parametrize("id", ["str-graphene-co-n4", "str-graphene-fe-n4", "str-graphene-cu-n4"])
def test_a_metal_in_place_of_two_carbon_atoms_closes_rings_of_five_and_six(id: str) -> None:
    model = structures.read(id)
    (metal,) = (number for number, element in enumerate(model.elements) if element not in ("C", "N"))
    assert sorted(len(ring) for ring in measure.rings(model) if metal in ring) == [5, 5, 6, 6]
    assert {len(ring) for ring in measure.rings(model) if metal not in ring} == {6}


@pytest.mark.parametrize("id", MACROCYCLES)
def test_macrocycles_have_their_formula_and_the_symmetry_of_a_square(id: str) -> None:
    model = structures.read(id)
    formula, sizes = MACROCYCLES[id]
    assert measure.formula(model.elements) == formula
    assert sorted(len(ring) for ring in measure.rings(model)) == sorted(4 * sizes)
    places = model.positions - model.positions[0]
    quarter = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1]], float)
    mirror = np.diag([1.0, -1.0, 1.0])
    for element, operation in itertools.product(sorted(set(model.elements)), (quarter, mirror)):
        own = places[of_element(model, element)]
        assert same_places(own, own @ operation.T)
    for length in lengths(model, model.elements[0], "N"):
        assert length == pytest.approx(cited(f"len-mn4-{model.elements[0].lower()}-n"), abs=1e-3)


def test_copper_and_nickel_share_nothing() -> None:
    model = structures.read("str-graphene-cu-n4-ni-n4")
    ends = [set(around(model, of_element(model, metal)[0], "N")) for metal in ("Cu", "Ni")]
    assert ends[0].isdisjoint(ends[1])
    assert not lengths(model, "Cu", "Ni")


@pytest.mark.parametrize("id", ["str-graphene-co-mn-n4", "str-graphene-co-mn-n3"])
def test_a_pair_stands_at_the_printed_distance_and_shares_two_nitrogen_atoms(id: str) -> None:
    model, row = structures.read(id), data.row("pei2024-pair-distances")
    (length,) = lengths(model, "Co", "Mn")
    ends = [units.convert(float(row[end]), str(row["unit"]), "angstrom") for end in ("value", "value_max")]
    assert ends[0] <= length <= ends[1]
    shared = [
        atom
        for atom in of_element(model, "N")
        if len(around(model, atom, "Co") + around(model, atom, "Mn")) > 1
    ]
    assert len(shared) == 2


@pytest.mark.parametrize("id", ["str-graphene-co-n3", "str-graphene-co-mn-n3"])
def test_low_coordination_is_the_whole_site_without_one_nitrogen_of_each_metal(id: str) -> None:
    model = structures.read(id)
    whole = structures.read(model.pristine)
    gone = np.array([vacancy.position for vacancy in model.vacancies])
    assert {vacancy.element for vacancy in model.vacancies} == {"N"}
    assert len(gone) == len(SITES[id])
    assert same_places(whole.positions, np.vstack([model.positions, gone]))


def test_the_cavity_is_the_frame_of_the_pair_with_zinc_and_nitrogen_gone() -> None:
    cavity, pair = structures.read("str-graphene-zn-vacancies"), structures.read("str-graphene-co-mn-n3")
    assert Counter(vacancy.element for vacancy in cavity.vacancies) == {"Zn": 2, "N": 2}
    assert set(cavity.elements) == {"C", "N"}
    zinc = np.array([vacancy.position for vacancy in cavity.vacancies if vacancy.element == "Zn"])
    assert same_places(pair.positions, np.vstack([cavity.positions, zinc]))


def test_zinc_in_the_framework_is_a_tetrahedron_whose_linkers_span_the_cell() -> None:
    model = structures.read("str-zif8-node")
    assert measure.formula(model.elements) == "C16H20N8Zn5"
    (centre,) = (atom for atom in of_element(model, "Zn") if model.roles[atom] == "site")
    nitrogen = around(model, centre, "N")
    for one, other in itertools.combinations(nitrogen, 2):
        assert measure.angle(model, one, centre, other) == pytest.approx(
            math.degrees(math.acos(-1 / 3)), abs=0.1
        )
    assert lengths(model, "Zn", "N") == pytest.approx([cited("len-zif8-znn")] * 8, abs=1e-3)
    # In the sodalite net of the cubic cell neighbouring zinc atoms stand a root of two quarters of it apart.
    expected = cited("len-zif8-a") * math.sqrt(2) / 4
    for other in of_element(model, "Zn"):
        if other != centre:
            assert measure.distance(model, centre, other) == pytest.approx(expected, rel=0.02)


def test_the_titanium_ring_shares_edges_and_corners_in_turn() -> None:
    model = structures.read("str-mil125-phthalocyanine")
    titanium = of_element(model, "Ti")
    oxygen = {atom: set(around(model, atom, "O")) for atom in titanium}
    assert len(titanium) == 8
    assert all(len(each) == 6 for each in oxygen.values())
    shared = Counter(len(oxygen[one] & oxygen[other]) for one, other in itertools.combinations(titanium, 2))
    assert (shared[2], shared[1]) == (4, 4)
    assert lengths(model, "Ti", "O") == pytest.approx([cited("len-mil125-tio")] * 48, rel=NEAR)
    bridges = [atom for atom in of_element(model, "O") if len(around(model, atom, "Ti")) == 2]
    # The formula that the source prints: four of the twelve bridges carry hydrogen.
    assert Counter(len(around(model, atom, "H")) for atom in bridges) == {0: 8, 1: 4}
    carboxylates = [atom for atom in of_element(model, "C") if len(around(model, atom, "O")) == 2]
    assert len(carboxylates) == 13


def test_the_amine_binds_copper_from_above_and_keeps_one_hydrogen() -> None:
    model = structures.read("str-mil125-phthalocyanine")
    (copper,) = of_element(model, "Cu")
    nitrogen = around(model, copper, "N")
    assert len(nitrogen) == 5
    (amine,) = (atom for atom in nitrogen if around(model, atom, "H"))
    assert (len(around(model, amine, "H")), len(around(model, amine, "C"))) == (1, 1)
    for other in set(nitrogen) - {amine}:
        assert measure.angle(model, amine, copper, other) == pytest.approx(90, abs=0.1)
    # The mean of the source rises when the amine binds, as that of the model does, by no more than the fifth neighbour.
    alone = len(around(structures.read("str-phthalocyanine-cu"), 0, "N"))
    before, after = (data.number(f"ji2023-{name}-cn") for name in ("cupc", "amil-cupc-2"))
    assert 0 < after - before <= len(nitrogen) - alone


def mean_copper(model: Structure) -> float:
    cluster = [atom for atom, role in enumerate(model.roles) if role == "cluster"]
    return sum(len(around(model, atom, "Cu")) for atom in cluster) / len(cluster)


@pytest.mark.parametrize("name", CLUSTERS)
def test_clusters_are_as_compact_as_packing_computes_and_less_than_is_printed(name: str) -> None:
    model = structures.read(f"str-graphene-cu-n4-{name}")
    assert model.roles.count("cluster") == CLUSTERS[name]
    assert mean_copper(model) == pytest.approx(cluster_packing.compact_mean(CLUSTERS[name]))
    rows = [data.row(id) for id in data.table("structures").loc[model.id, "printed_rows"].split()]
    printed = {row["quantity"]: float(row["value"]) for row in rows}
    assert printed["nuclearity"] == CLUSTERS[name]
    # The slip that the book discusses: means above what so few atoms can have.
    assert printed["coordination_number"] > mean_copper(model)


def test_the_particle_is_a_piece_of_the_metal() -> None:
    model = structures.read("str-graphene-cu-n4-particle")
    cluster = model.positions[[role == "cluster" for role in model.roles]]
    assert mean_copper(model) == pytest.approx(
        cluster_packing.mean_neighbours(cluster_packing.cuboctahedron(2))
    )
    assert mean_copper(model) == pytest.approx(cluster_packing.mean_neighbours(cluster))
    assert min(lengths(model, "Cu", "Cu")) == pytest.approx(cited("len-cu-cucu"), abs=1e-3)


@pytest.mark.parametrize("name", [*CLUSTERS, "particle"])
def test_clusters_lie_on_the_sheet_and_apart_from_the_single_site(name: str) -> None:
    model = structures.read(f"str-graphene-cu-n4-{name}")
    cluster = model.positions[[role == "cluster" for role in model.roles]]
    site = model.positions[[role == "site" for role in model.roles]]
    plane = float(model.positions[:, 2].min())
    radii = data.table("elements").set_index("symbol")["covalent_radius"]
    assert cluster[:, 2].min() - plane == pytest.approx(float(radii["C"] + radii["Cu"]), abs=1e-3)
    assert np.isclose(cluster[:, 2], cluster[:, 2].min(), atol=1e-3).sum() >= 3
    assert np.linalg.norm(cluster[:, None] - site[None], axis=-1).min() > 1.5 * cited("len-cu-cucu")
    assert len(site) == 5
