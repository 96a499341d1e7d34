"""Schemes of reactions: what the drawings hold, from molecules to steps."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest

from reviewhelpers import figures
from reviewhelpers.charts.molecules import BOND, HYDROGEN_BOND, MOLECULES, SPACING, Surface
from reviewhelpers.charts.schemes import species_name
from reviewhelpers.charts.staircase import state_text
from reviewhelpers.chemistry import pathways, reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures.schemes import co2_doors, co_onward, ladders, nitrate, no_branches

SCHEMES = {
    "fig-schemes-co2-doors": co2_doors.STATIONS,
    "fig-schemes-co-onward": co_onward.STATIONS,
    "fig-schemes-no-branches": no_branches.STATIONS,
}


@pytest.mark.parametrize("text", MOLECULES)
def test_a_molecule_has_the_atoms_of_its_formula_in_one_piece(text: str) -> None:
    molecule = MOLECULES[text]
    assert Counter(element for element, *_ in molecule.atoms) == pathways.species(text).composition
    reached = {0}
    for one, other, order in molecule.bonds:
        assert one in reached
        assert 1 <= order <= 3
        reached.add(other)
    assert reached == set(range(len(molecule.atoms)))
    assert bool(molecule.feet) == text.startswith("*")


@pytest.mark.parametrize("text", MOLECULES)
def test_atoms_stand_at_the_lengths_of_their_bonds_and_apart_otherwise(text: str) -> None:
    molecule = MOLECULES[text]
    joined = {frozenset(bond[:2]) for bond in molecule.bonds}
    for (i, (one, x, y)), (j, (other, u, v)) in itertools.combinations(enumerate(molecule.atoms), 2):
        distance = math.hypot(u - x, v - y)
        if {i, j} in joined:
            assert distance == pytest.approx(HYDROGEN_BOND if "H" in (one, other) else BOND)
        else:
            assert distance > 0.6, (text, i, j)
    # Heavy atoms have no more bonds than their element allows; hydrogen has one.
    orders = Counter[int]()
    for one_atom, other_atom, order in molecule.bonds:
        orders.update({one_atom: order, other_atom: order})
    for number, (element, *_) in enumerate(molecule.atoms):
        most = {"H": 1, "O": 2, "N": 4, "C": 4}[element]
        # Carbon monoxide is written with three bonds to its oxygen.
        assert orders[number] <= (3 if text == "CO" else most), (text, element)


def test_what_touches_the_surface_is_what_the_pathway_tells() -> None:
    feet = {text: {molecule.atoms[n][0] for n in molecule.feet} for text, molecule in MOLECULES.items()}
    assert feet["*COOH"] == feet["*CO"] == {"C"}
    assert feet["*OCHO"] == {"O"}
    assert len(MOLECULES["*OCHO"].feet) == len(MOLECULES["*OCCO-"].feet) == 2
    assert feet["*NOH"] == feet["*HNO"] == {"N"}
    hydrogen = {
        text: next(one for one, other, _ in MOLECULES[text].bonds if MOLECULES[text].atoms[other][0] == "H")
        for text in ("*NOH", "*HNO", "*CHO", "*COH")
    }
    assert [MOLECULES[text].atoms[n][0] for text, n in hydrogen.items()] == ["O", "N", "C", "O"]
    for text, molecule in MOLECULES.items():
        if molecule.feet:
            low = min(y for *_, y in molecule.atoms)
            assert all(molecule.atoms[foot][2] == pytest.approx(low) for foot in molecule.feet), text


def test_a_site_is_an_atom_of_the_surface_or_the_middle_of_two() -> None:
    surface = Surface(0.0, 10 * SPACING, 0.0, 1.0)
    assert surface.site(3.1 * SPACING) == pytest.approx(3.5 * SPACING)
    assert surface.site(3.1 * SPACING, between=True) == pytest.approx(3.0 * SPACING)


@pytest.mark.parametrize("id", SCHEMES)
def test_an_arrow_leads_between_the_molecules_of_its_steps(id: str) -> None:
    drawn = set(SCHEMES[id]["species"])
    steps = data.table("pathway_steps")
    named = [row.split() for row in figures.make(id).data["rows"]]
    for rows in named:
        own = steps.loc[[row for row in rows if row in steps.index]]
        assert {own["start"].iloc[0], own["end"].iloc[-1]} <= drawn
        assert list(own["start"][1:]) == list(own["end"][:-1])
    # Every molecule is drawn for an arrow.
    ends = {
        end
        for rows in named
        for row in rows
        if row in steps.index
        for end in steps.loc[row, ["start", "end"]]
    }
    assert drawn <= ends


@pytest.mark.parametrize("id", SCHEMES)
def test_the_electrons_of_an_arrow_are_those_of_its_equation(id: str) -> None:
    values = figures.make(id).data
    for _, row in values.iterrows():
        left, _, _ = row["step"].partition(" → ")
        counted = [term for term in left.split(" + ") if term.endswith("e⁻")]
        count = int(counted[0].split(" ")[0]) if counted and " " in counted[0] else len(counted)
        assert count == row["electrons"]
        assert reactions.balance(row["step"]).balanced


def test_printed_equations_are_marked_and_no_others() -> None:
    plot = figures.make("fig-schemes-no-branches")
    printed = plot.data[plot.data["basis"] == "printed"]
    rows = {row for rows in printed["rows"] for row in rows.split()} - set(data.table("pathway_steps").index)
    assert rows == set(data.table("reactions").query("source == 'gan2024'")["id"])
    texts = [text.get_text() for text in plot.axes[0].texts]
    for number in range(1, len(printed) + 1):
        assert sum(f"({number})" in text for text in texts) == 1


def test_stairs_go_one_state_down_for_each_electron() -> None:
    treads = nitrate.stairs()
    assert (treads["state"] + treads["electrons"]).nunique() == 1
    assert treads["electrons"].is_monotonic_increasing
    assert treads["electrons"].iloc[-1] == reactions.electrons(pathways.whole(nitrate.PATHWAY))
    beside = nitrate.asides()
    assert set(beside["species"]) == {"N2O", "N2"}
    assert (beside["state"] + beside["electrons"] == treads["state"].iloc[0]).all()


def test_the_height_of_a_step_is_the_printed_number() -> None:
    steps = ladders.printed_steps()
    rows = data.table("energetics")
    assert set(steps["rows"]) == set(rows[rows["quantity"] == ladders.QUANTITY]["id"])
    plot = figures.make("fig-schemes-ladders")
    drawn = [np.asarray(line.get_ydata(), dtype=float) for line in plot.axes[1].lines]
    levels = [float(level[0]) for level in drawn if np.ptp(level) == 0]
    for _, step in steps.iterrows():
        assert step["change"] == rows.loc[step["rows"], "value"]
        assert any(level == pytest.approx(step["change"]) for level in levels)


def test_names_and_states_are_written_as_in_print() -> None:
    assert species_name("*NH2OH") == "*NH₂OH"
    assert species_name("HCOO-") == "HCOO⁻"
    assert [state_text(state) for state in (5, 0, -3)] == ["+5", "0", "−3"]
