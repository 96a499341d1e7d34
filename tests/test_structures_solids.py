"""Models of crystals and metals: coordination, vacancies, the order of layers, mirror plane, Burgers vectors, steps."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from reviewhelpers import figures, structures
from reviewhelpers.charts import atoms
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.dataset import data
from reviewhelpers.figures.atoms import crystals, metals
from reviewhelpers.figures.atoms.cropping import upper
from reviewhelpers.structures import circuits, measure
from reviewhelpers.structures.layers import layers
from reviewhelpers.structures.model import Structure

VACANCIES = {
    "str-zno-oxygen-vacancy": ("O", {"Zn": 3}),
    "str-sno2-oxygen-vacancy": ("O", {"Sn": 2}),
    "str-mno2-oxygen-vacancy": ("O", {"Mn": 2}),
    "str-zns-zinc-vacancy": ("Zn", {"S": 3}),
    "str-znin2s4-zinc-vacancy": ("Zn", {"S": 4}),
    "str-mos2-sulfur-vacancy": ("S", {"Mo": 3}),
    "str-sns2-sulfur-vacancy": ("S", {"Sn": 3}),
    "str-cos-sulfur-vacancy": ("S", {"Co": 3}),
}
"""What is missing, and how many atoms of which element stood around it."""

FULL = {
    "str-zno": {"Zn": 4, "O": 4},
    "str-sno2": {"Sn": 6, "O": 3},
    "str-mno2": {"Mn": 6, "O": 3},
    "str-zns": {"Zn": 4, "S": 4},
    "str-znin2s4": {"Zn": 4, "In": 6, "S": 4},
    "str-mos2": {"Mo": 6, "S": 3},
    "str-sns2": {"Sn": 6, "S": 3},
    "str-cos": {"Co": 6, "S": 6},
}
"""The most neighbours that an atom of each element has, which is that within the crystal."""

COMPOSITION = {
    "str-zno": {"Zn": 1, "O": 1},
    "str-sno2": {"Sn": 1, "O": 2},
    "str-mno2": {"Mn": 1, "O": 2},
    "str-zns": {"Zn": 1, "S": 1},
    "str-znin2s4": {"Zn": 1, "In": 2, "S": 4},
    "str-mos2": {"Mo": 1, "S": 2},
    "str-sns2": {"Sn": 1, "S": 2},
    "str-cos": {"Co": 1, "S": 1},
}

BONDS = {
    "str-zno": ["len-zno-u"],
    "str-sno2": ["len-sno2-sno"],
    "str-mos2": ["len-mos2-mos"],
    "str-cos": ["len-cos-cos"],
    "str-copper-rows": ["len-cu-cucu"],
    "str-sns2": ["len-sns2-sns"],
    "str-znin2s4": ["len-zns-wurtzite-zns", "len-indium-sulfur"],
}
"""Bonds that stand in the table of lengths."""


def length(id: str) -> float:
    return float(data.table("lengths").loc[id, "value"])


def counts(model: Structure) -> list[int]:
    return [len(around) for around in measure.neighbours(model)]


def place(position: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in np.round(position, 3))


@pytest.mark.parametrize("id", FULL)
def test_atoms_within_a_crystal_have_the_neighbours_of_its_type(id: str) -> None:
    model = structures.read(id)
    for element, most in FULL[id].items():
        found = [n for n, each in zip(counts(model), model.elements, strict=True) if each == element]
        assert max(found) == most
        # Those that lack some are at a surface, never alone.
        assert min(found) >= most / 2


@pytest.mark.parametrize("id", COMPOSITION)
def test_a_pristine_model_has_the_composition_of_its_name(id: str) -> None:
    found = Counter(structures.read(id).elements)
    unit = min(found.values())
    assert {element: number / unit for element, number in found.items()} == pytest.approx(COMPOSITION[id])


@pytest.mark.parametrize("id", VACANCIES)
def test_a_vacancy_takes_one_neighbour_from_each_atom_around_it(id: str) -> None:
    model = structures.read(id)
    pristine = structures.read(model.pristine)
    missing, around = VACANCIES[id]
    assert [vacancy.element for vacancy in model.vacancies] == [missing]
    assert Counter(pristine.elements) - Counter(model.elements) == Counter({missing: 1})
    before = {place(position): n for position, n in zip(pristine.positions, counts(pristine), strict=True)}
    lost = [before[place(position)] - n for position, n in zip(model.positions, counts(model), strict=True)]
    assert sorted(set(lost)) == [0, 1]
    # Lit are those, and those alone.
    assert [n == 1 for n in lost] == model.lit.tolist()
    lit = Counter(element for element, each in zip(model.elements, model.lit, strict=True) if each)
    assert lit == Counter(around)


@pytest.mark.parametrize("id", BONDS)
def test_bonds_have_the_lengths_of_the_table(id: str) -> None:
    found = [bond.length for bond in measure.bonds(structures.read(id))]
    for row in BONDS[id]:
        value = length(row) * (length("len-zno-c") if row == "len-zno-u" else 1.0)
        assert min(abs(each - value) for each in found) < 0.002


def test_the_six_bonds_of_a_metal_in_rutile_are_alike() -> None:
    for id in ("str-sno2", "str-mno2"):
        found = [bond.length for bond in measure.bonds(structures.read(id))]
        assert max(found) < 1.02 * min(found)


@pytest.mark.parametrize(("id", "above"), [("str-mos2", True), ("str-sns2", False)])
def test_sulfur_makes_prisms_in_one_layer_and_octahedra_in_the_other(id: str, above: bool) -> None:
    model = structures.read(id)
    sulfur = model.positions[[element == "S" for element in model.elements]]
    upper = sulfur[sulfur[:, 2] > sulfur[:, 2].mean()]
    lower = sulfur[sulfur[:, 2] < sulfur[:, 2].mean()]
    nearest = np.linalg.norm(upper[:, None, :2] - lower[None, :, :2], axis=2).min(axis=1)
    assert (float(np.median(nearest)) < 0.01) == above


def test_indium_has_two_sites_and_sheets_follow_in_the_known_order() -> None:
    model = structures.read("str-znin2s4")
    indium = {n for n, element in zip(counts(model), model.elements, strict=True) if element == "In"}
    assert indium == {4, 6}
    heights = np.round(model.positions[:, 2], 2)
    sheets = [model.elements[int(np.nonzero(heights == height)[0][0])] for height in np.unique(heights)]
    assert "-".join(sheets) in ("S-Zn-S-In-S-In-S", "S-In-S-In-S-Zn-S")


def test_iron_takes_the_place_of_one_molybdenum() -> None:
    model, pristine = structures.read("str-mos2-iron"), structures.read("str-mos2")
    assert np.allclose(model.positions, pristine.positions, atol=1e-3)
    changed = [pair for pair in zip(pristine.elements, model.elements, strict=True) if len(set(pair)) > 1]
    assert changed == [("Mo", "Fe")]
    iron = model.elements.index("Fe")
    assert Counter(model.elements[atom] for atom in measure.neighbours(model)[iron]) == {"S": 6}


def letters(id: str) -> str:
    return "".join(layer.letter for layer in layers(structures.read(id)))


def hexagonal(order: str) -> list[int]:
    """Layers between two of one kind."""
    return [n for n in range(1, len(order) - 1) if order[n - 1] == order[n + 1]]


def test_perfect_copper_repeats_three_layers() -> None:
    order = letters("str-copper")
    assert order == ("ABC" * len(order))[: len(order)]
    assert hexagonal(order) == []


def test_the_order_of_layers_runs_back_from_the_twin_plane() -> None:
    order, model = letters("str-copper-twin"), structures.read("str-copper-twin")
    assert order == order[::-1]
    middle = len(order) // 2
    assert hexagonal(order) == [middle]
    assert set(layers(model)[middle].atoms) == set(np.nonzero(model.lit)[0])


def off_its_mirror_image(model: Structure, height: float) -> float:
    """How far the atom lies that is farthest from any of the model mirrored at a height."""
    sides = np.diag(model.cell)[:2]
    farthest = 0.0
    for position in model.positions * [1, 1, -1] + [0, 0, 2 * height]:
        delta = model.positions - position
        delta[:, :2] -= np.round(delta[:, :2] / sides) * sides
        farthest = max(farthest, float(np.linalg.norm(delta, axis=1).min()))
    return farthest


def test_the_mirror_plane_of_the_twin_maps_it_on_itself() -> None:
    twin, perfect = structures.read("str-copper-twin"), structures.read("str-copper")
    assert off_its_mirror_image(twin, float(twin.positions[twin.lit, 2].mean())) < 0.01
    # No layer of the perfect crystal is a mirror plane.
    middle = layers(perfect)[len(layers(perfect)) // 2].height
    assert off_its_mirror_image(perfect, middle) > 1.0


def test_a_stacking_fault_is_one_layer_left_out() -> None:
    order, model = letters("str-copper-stacking-fault"), structures.read("str-copper-stacking-fault")
    first, second = hexagonal(order)
    assert second == first + 1
    # With the layer put back the order is that of the perfect crystal.
    whole = order[: first + 1] + "C" + order[first + 1 :]
    assert whole in "ABC" * len(order)
    lit = {atom for n in (first, second) for atom in layers(model)[n].atoms}
    assert lit == set(np.nonzero(model.lit)[0])


@pytest.mark.parametrize("id", ["str-copper", "str-copper-twin", "str-copper-stacking-fault"])
def test_close_packed_layers_keep_twelve_neighbours(id: str) -> None:
    assert set(counts(structures.read(id))) == {9, 12}


def test_circuits_close_in_perfect_crystals() -> None:
    for id, around in (("str-copper-rows", metals.copper_circuit), ("str-bismuth", metals.bismuth_circuit)):
        walk = around(structures.read(id))
        assert walk[0] == walk[-1]
        assert len(set(walk)) == len(walk) - 1


def test_the_circuit_around_the_dislocation_of_copper_fails_by_half_a_face_diagonal() -> None:
    model = structures.read("str-copper-edge-dislocation")
    gap = circuits.closing(model, metals.copper_circuit(model))
    steps = gap / (length("len-cu-a") / math.sqrt(2))
    assert abs(round(float(steps[0]))) == 1
    assert np.allclose(np.abs(steps), [1, 0, 0], atol=0.12)
    # The line runs along y, across the vector: an edge dislocation.
    assert model.periodic == (False, True, False)


def test_the_circuit_around_the_dislocation_of_bismuth_fails_by_a_vector_of_its_lattice() -> None:
    model = structures.read("str-bismuth-dislocation")
    gap = circuits.closing(model, metals.bismuth_circuit(model))
    a, c = length("len-bi-a"), length("len-bi-c")
    expected = math.hypot(a / math.sqrt(3), c / 3)
    assert float(np.linalg.norm(gap[1:])) == pytest.approx(expected, rel=0.15)
    assert abs(float(gap[2])) == pytest.approx(c / 3, rel=0.2)


def test_a_plane_of_atoms_ends_within_the_dislocated_crystal() -> None:
    model, perfect = structures.read("str-copper-edge-dislocation"), structures.read("str-copper-rows")
    assert len(model) < len(perfect)
    half = float(model.positions[:, 2].mean())
    upper = int((model.positions[:, 2] > half).sum())
    assert upper - (len(model) - upper) == int(model.lit.sum())


def test_fewer_neighbours_at_the_step_than_on_the_terrace_and_fewest_at_kinks() -> None:
    flat, stepped = structures.read("str-copper-surface"), structures.read("str-copper-steps")
    assert min(counts(flat)) == 9
    lit = Counter(n for n, each in zip(counts(stepped), stepped.lit, strict=True) if each)
    assert lit == {6: 2, 7: 4, 8: 2}
    assert 9 in counts(stepped)
    assert min(counts(stepped)) == 6


@pytest.mark.parametrize(
    "id",
    [f"fig-atoms-{name}" for name in ("oxides", "zinc", "sulfides", "boundaries", "dislocation", "steps")],
)
def test_a_figure_holds_the_atoms_of_its_models(id: str) -> None:
    plot = figures.make(id)
    frame = plot.data
    for name, rows in frame.groupby("rows", sort=False):
        model = structures.read(str(name))
        atoms = rows[rows["role"] != "vacancy"]
        assert list(atoms["element"]) == list(model.elements)
        assert np.allclose(atoms[["x / Å", "y / Å", "z / Å"]].to_numpy(float), model.positions, atol=1e-3)
        assert len(rows) - len(atoms) == len(model.vacancies)
    assert set(frame["rows"]) == set(plot.structures)


@pytest.mark.parametrize("id", ["str-zno-oxygen-vacancy", "str-zns-zinc-vacancy", "str-cos-sulfur-vacancy"])
def test_the_highest_layer_of_a_face_holds_what_is_lit_and_nothing_that_hangs(id: str) -> None:
    model = structures.read(id)
    kept = upper(model, crystals.LAYER[id.split("-")[1]])
    assert set(np.nonzero(model.lit)[0]) <= set(kept)
    assert len(kept) < len(model)
    # Nor is it lost where the depth leaves it without neighbours.
    shallow = model.positions[:, 2] > model.positions[:, 2].max() - 0.5
    assert set(np.nonzero(model.lit & shallow)[0]) <= set(upper(model, 0.5))
    assert model.positions[kept, 2].min() > model.positions[:, 2].max() - 2.5
    near = measure.neighbours(model, across=False)
    assert all(model.lit[atom] or len(set(near[atom]) & set(kept)) >= 2 for atom in kept)


@pytest.mark.parametrize("width", figures.WIDTHS)
@pytest.mark.parametrize(
    "id", [f"fig-atoms-{name}" for name in ("oxides", "zinc", "sulfides", "iron", "boundaries", "steps")]
)
def test_drawings_side_by_side_have_one_scale(id: str, width: str) -> None:
    plot = figures.make(id, width=width)
    scales = [panel.get_position().width / np.ptp(panel.get_xlim()) for panel in plot.axes]
    assert scales == pytest.approx([scales[0]] * len(scales), rel=0.01)


@pytest.mark.parametrize("id", VACANCIES)
def test_a_ring_is_hardly_larger_than_the_atom_that_is_missing(id: str) -> None:
    model = structures.read(id)
    (vacancy,) = model.vacancies
    radius = float(data.table("elements").set_index("symbol").loc[vacancy.element, "covalent_radius"])
    gap = min(np.linalg.norm(place - np.array(vacancy.position)) for place in model.positions)
    # It reaches no atom around it.
    assert atoms.VACANCY * radius * ELEMENTS[vacancy.element].size < gap / 2


def test_the_words_of_a_vacancy_are_counted_on_both_models() -> None:
    assert crystals.fewer(structures.read("str-sno2-oxygen-vacancy")).startswith("two Sn with 5 instead of 6")
    assert crystals.fewer(structures.read("str-sno2-oxygen-vacancy")).count("instead") == 1
