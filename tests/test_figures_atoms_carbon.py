"""Drawings of sheets of carbon: whole models in the plotted values, clean crops, facts measured on the models."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers import figures, structures
from reviewhelpers.figures.atoms import carbon, dopants
from reviewhelpers.figures.atoms.common import ring_text
from reviewhelpers.figures.atoms.cropping import atoms_near
from reviewhelpers.structures.measure import neighbours

MODELS = {
    "fig-atoms-vacancies": tuple(carbon.RINGS),
    "fig-atoms-edges": tuple(carbon.EDGES),
    "fig-atoms-nitrogen": tuple(dopants.NITROGEN),
    "fig-atoms-dopants": tuple(dopants.DOPANTS),
}
IDS = sorted({id for ids in MODELS.values() for id in ids})


@pytest.fixture(scope="module", params=sorted(MODELS))
def made(request: pytest.FixtureRequest) -> tuple[str, figures.Plot]:
    return request.param, figures.make(request.param)


def test_plotted_values_hold_each_atom_of_each_model(made: tuple[str, figures.Plot]) -> None:
    id, plot = made
    frame = plot.data
    atoms = frame[frame["role"] != "vacancy"]
    for model in map(structures.read, MODELS[id]):
        own = atoms[atoms["rows"] == model.id]
        assert tuple(own["element"]) == model.elements
        assert np.abs(own[["x / Å", "y / Å", "z / Å"]].to_numpy() - model.positions).max() < 1e-3
    assert set(frame["rows"]) == set(MODELS[id])


def test_captions_are_short(made: tuple[str, figures.Plot]) -> None:
    assert len(made[1].caption.split()) <= 60


@pytest.mark.parametrize("width", ["page", "phone", "column"])
@pytest.mark.parametrize("id", sorted(MODELS))
def test_panels_beside_each_other_begin_and_scale_alike(id: str, width: str) -> None:
    plot = figures.make(id, width=width)
    inches = plot.get_size_inches()[1]
    columns: dict[float, list[float]] = {}
    scales = []
    for panel in plot.axes:
        box, (low, high) = panel.get_position(), panel.get_xlim()
        columns.setdefault(round(box.x0, 3), []).append(box.y1 * inches * 72)
        scales.append(box.width / (high - low))
    first, *others = columns.values()
    assert others
    for tops in others:
        assert tops == pytest.approx(first, abs=0.2)
    assert scales == pytest.approx([scales[0]] * len(scales), rel=1e-3)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize(("width", "height"), [(9.0, 7.0), (13.0, 9.0), (15.2, 11.7)])
def test_no_atom_hangs_in_a_crop(id: str, width: float, height: float) -> None:
    model = structures.read(id)
    kept, near = atoms_near(model, width, height), neighbours(model, across=False)
    assert kept
    for atom in kept:
        assert len(set(near[atom]) & set(kept)) >= min(2, len(near[atom]))


@pytest.mark.parametrize("id", ["str-graphene-zigzag", "str-graphene-pyrrolic-nitrogen"])
def test_hydrogen_holds_no_carbon_in_a_crop(id: str) -> None:
    model = structures.read(id)
    kept, near = set(atoms_near(model, *model.cell.diagonal()[:2])), neighbours(model, across=False)
    carbon = [atom for atom in kept if model.elements[atom] == "C"]
    assert carbon
    for atom in carbon:
        assert sum(other in kept and model.elements[other] != "H" for other in near[atom]) >= 2
    # A hydrogen goes with what it is bonded to.
    assert all(set(near[atom]) <= kept for atom in kept if model.elements[atom] == "H")


def test_a_dopant_is_told_by_its_neighbours() -> None:
    told = {id: dopants.partner_text(structures.read(id)) for id in dopants.NITROGEN}
    assert len(set(told.values())) == len(told)
    assert told["str-graphene-graphitic-nitrogen"] == "3 C"
    assert told["str-graphene-nitrogen-oxide"] == "2 C and O"


def test_heights_are_those_of_the_dopants() -> None:
    heights = {id: dopants.height(structures.read(id)) for id in dopants.DOPANTS}
    assert [id for id, up in heights.items() if up > dopants.FLAT] == [
        "str-graphene-phosphorus",
        "str-graphene-sulfur",
    ]


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("str-graphene", "none"),
        ("str-graphene-vacancy", "one ring of 5 and one of 9 atoms"),
        ("str-graphene-divacancy", "two rings of 5 and one of 8 atoms"),
        ("str-graphene-edge-pentagon", "one ring of 5 atoms"),
    ],
)
def test_rings_are_counted_in_words(id: str, told: str) -> None:
    assert ring_text(structures.read(id)) == told
