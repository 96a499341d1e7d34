"""The files of a structure on the site say what its model says, and figures bring those they draw."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from typing import Any

import numpy as np
import pytest

from reviewhelpers import structures
from reviewhelpers._core.artifacts import structure_path
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.content import artifacts, structure_files, structure_pictures
from reviewhelpers.structures import Structure, Vacancy, facts, measure

FIGURE, MODEL = "fig-atoms-vacancies", "str-graphene-vacancy"


def held(id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(structure_files.structure_json(id))
    return found


@pytest.fixture
def crystal(monkeypatch: pytest.MonkeyPatch) -> Structure:
    """A model of two atoms in a cell that repeats, in place of the one of the data."""
    made = Structure(
        id=MODEL,
        title="Salt",
        made="By rule alone",
        elements=("Zn", "O"),
        positions=np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 1.9996]]),
        cell=np.array([[4.0, 0.0, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, 4.0]]),
        periodic=(True, True, True),
        roles=("lattice", "adsorbate"),
        vacancies=(Vacancy("S", (1.0, 1.0, -0.0001)),),
        view=(10.0, 60.0),
    )
    monkeypatch.setattr(structure_files, "read", lambda id: made)
    return made


def test_a_page_is_given_the_atoms_of_the_model() -> None:
    for id in structures.ids():
        model, found = structures.read(id), held(id)
        assert found["elements"] == list(model.elements)
        assert np.allclose(found["positions"], model.positions, atol=0.0006)
        assert found["neighbours"] == [len(around) for around in measure.neighbours(model)]
        assert [bool(role) for role in found["roles"]] == model.lit.tolist()
        assert found["view"] == list(model.view)
        assert {element for element, *_ in found["vacancies"]} <= found["kinds"].keys()
        assert set(found["elements"]) <= found["kinds"].keys()
        lengths = [math.dist(*(found["positions"][end] for end in pair)) for pair in found["bonds"]]
        assert lengths == pytest.approx(
            [bond.length for bond in measure.bonds(model, across=False)], abs=0.002
        )
        assert model.made in found["statement"]
        assert "no result of a source" in found["statement"]


def test_what_is_quiet_has_no_role_and_what_lies_beyond_the_cell_no_line(crystal: Structure) -> None:
    found = held(MODEL)
    assert found["roles"] == ["", "adsorbate"]
    assert found["positions"][1][2] == 2.0
    # An atom of the next cell is a neighbour, and no line is drawn to it.
    assert found["bonds"] == [[0, 1]]
    assert found["neighbours"] == [2, 2]
    # The colour of an element that is missing is known, too.
    assert found["kinds"].keys() == {"Zn", "O", "S"}


@pytest.mark.parametrize(("periodic", "edges"), [(3, 12), (2, 4), (1, 1), (0, 0)])
def test_the_cell_is_drawn_along_what_repeats(crystal: Structure, periodic: int, edges: int) -> None:
    repeats = tuple(axis < periodic for axis in range(3))
    frame = structure_files._frame(dataclasses.replace(crystal, periodic=repeats))  # type: ignore[arg-type]
    assert len(frame) == len({(tuple(start), tuple(end)) for start, end, _ in frame}) == edges
    assert [name for *_, name in frame if name] == list("abc")[:periodic]
    corners = {tuple(place) for start, end, _ in frame for place in (start, end)}
    assert len(corners) == (2**periodic if periodic else 0)
    # That of a sheet lies in the sheet.
    if periodic == 2:
        assert {z for *_, z in corners} == {1.0}


def test_facts_are_those_measured_on_the_model(crystal: Structure) -> None:
    told = dict(held(MODEL)["measured"])
    assert told == {what.capitalize(): text for what, text in facts.facts(crystal)}
    assert "2.00 Å" in told["Bonds"]


def test_every_element_can_be_drawn_on_both_grounds() -> None:
    for symbol in ELEMENTS:
        kind = structure_files._kind(symbol)
        assert 0.1 < kind["radius"] < 1.2
        assert all(len(kind[mode]) == 7 and kind[mode][0] == "#" for mode in ("colour", "dark"))


def test_an_element_that_no_drawing_knows_is_told(
    crystal: Structure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(structure_files, "read", lambda id: dataclasses.replace(crystal, vacancies=()))
    monkeypatch.setattr(structure_files, "ELEMENTS", {"O": ELEMENTS["O"]})
    with pytest.raises(ReviewHelpersError, match="Zn"):
        structure_files.structure_json(MODEL)


def test_the_script_of_a_structure_is_one_call() -> None:
    files = structure_files.files(MODEL)
    suffixes = ("js", "svg", "dark.svg", *structure_files.LABELS)
    assert files.keys() == {structure_path(MODEL, suffix) for suffix in suffixes}
    script = files[structure_path(MODEL, "js")].decode()
    start, end = "figureStructure(", ")\n"
    assert script.startswith(start)
    assert script.endswith(end)
    assert json.loads(script[len(start) : -len(end)]) == held(MODEL)
    for suffix in structure_files.LABELS:
        assert files[structure_path(MODEL, suffix)] == structures.path(MODEL, suffix).read_bytes()


def test_a_small_picture_shows_every_atom_and_gap_inside_its_frame() -> None:
    for id in structures.ids():
        model = structures.read(id)
        light, dark = (
            structure_pictures.svg(model, "light"),
            structure_pictures.svg(model, "dark"),
        )
        circles = [
            dict(re.findall(r'([a-z-]+)="([^"]*)"', tag)) for tag in re.findall(r"<circle[^>]*>", light)
        ]
        rings = [circle for circle in circles if circle["fill"] == "none"]
        assert (len(circles) - len(rings), len(rings)) == (len(model), len(model.vacancies))
        for across, size in zip(("cx", "cy"), structure_pictures.SIZE, strict=True):
            assert all(0 < float(circle[across]) < size for circle in circles)
        assert light != dark
        # Nothing but colours differs.
        assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)
        # What is lit is not mixed with the ground.
        lit = {
            ELEMENTS[symbol].colour
            for symbol, is_lit in zip(model.elements, model.lit, strict=True)
            if is_lit
        }
        assert lit <= {circle["fill"] for circle in circles}
        assert len(light) < 70_000


def test_the_table_of_models_brings_the_files_of_all() -> None:
    made = artifacts.make("tab-use-structures")
    assert [one["id"] for one in made.content["structures"]] == list(structures.ids())
    assert made.shared.keys() == {path for id in structures.ids() for path in structure_files.files(id)}
    assert all(one["group"] and one["note"] and one["seen"] for one in made.content["structures"])


def test_a_figure_brings_the_structures_that_it_draws() -> None:
    made = artifacts.make(FIGURE)
    ids = [one["id"] for one in made.content["structures"]]
    assert MODEL in ids
    assert len(ids) == len(set(ids))
    assert made.shared.keys() == {path for id in ids for path in structure_files.files(id)}
    assert all(structures.read(one["id"]).title == one["title"] for one in made.content["structures"])
    # What other figures show has none.
    other = artifacts.make("fig-co2rr-efficiency")
    assert "structures" not in other.content
    assert not other.shared
