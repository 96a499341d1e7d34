"""Intermediates on their sites: formulas, electrons, what binds, and lengths, measured on the models."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from reviewhelpers import structures
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.dataset import data
from reviewhelpers.figures.atoms import overview
from reviewhelpers.figures.atoms.crystals import fewer
from reviewhelpers.structures import Structure, measure
from reviewhelpers.structures.electrons import VALENCE, adsorbate, valence_electrons
from reviewhelpers.structures.layers import layers

# Formula, valence electrons, what the site is, and which atoms of the adsorbate it binds.
ADSORBED = {
    "str-co-mn-n3-co2": ("CO2", 16, "Co", []),
    "str-co-mn-n3-co2-bent": ("CO2", 16, "Co", ["C"]),
    "str-co-mn-n3-cooh": ("CHO2", 17, "Co", ["C"]),
    "str-sno2-ocho": ("CHO2", 17, "Sn", ["O", "O"]),
    "str-co-mn-n3-co": ("CO", 10, "Co", ["C"]),
    "str-co-mn-n3-cho": ("CHO", 11, "Co", ["C"]),
    "str-cu-n4-no": ("NO", 11, "Cu", ["N"]),
    "str-cu-n4-noh": ("HNO", 12, "Cu", ["N"]),
    "str-cu-n4-hno": ("HNO", 12, "Cu", ["N"]),
    "str-cu-n4-nh2oh": ("H3NO", 14, "Cu", ["N"]),
    "str-cu-n4-no3": ("NO3", 23, "Cu", ["O"]),
    "str-cu-n4-cu4-no3": ("NO3", 23, "Cu", ["O"]),
}

# The length or angle of a row, and the elements along it; bonds of each kind that are named once.
ROWS = {
    "str-co-mn-n3-co2": {"len-co2-co": "CO"},
    "str-co-mn-n3-co2-bent": {"len-formate-co": "CO", "len-hcooh-oco": "OCO"},
    "str-co-mn-n3-cooh": {
        "len-hcooh-c-double-o": "CO",
        "len-hcooh-c-o": "CO",
        "len-hcooh-oh": "OH",
        "len-hcooh-oco": "OCO",
        "len-h2o-hoh": "COH",
    },
    "str-sno2-ocho": {"len-formate-co": "CO", "len-formate-ch": "CH", "len-hcooh-oco": "OCO"},
    "str-co-mn-n3-co": {"len-co-co": "CO"},
    "str-co-mn-n3-cho": {"len-hco-co": "CO", "len-hco-ch": "CH"},
    "str-cu-n4-no": {"len-no-no": "NO"},
    "str-cu-n4-noh": {"len-nh2oh-oh": "OH", "len-nh2oh-noh": "NOH"},
    "str-cu-n4-hno": {"len-hno-no": "NO", "len-hno-nh": "NH", "len-hno-hno": "HNO"},
    "str-cu-n4-nh2oh": {
        "len-nh2oh-no": "NO",
        "len-nh2oh-nh": "NH",
        "len-nh2oh-oh": "OH",
        "len-nh2oh-hno": "HNO",
        "len-nh2oh-noh": "NOH",
        "len-nh3-hnh": "HNH",
    },
    "str-cu-n4-no3": {"len-nitrate-no": "NO"},
    "str-cu-n4-cu4-no3": {"len-nitrate-no": "NO"},
}


def bound(model: Structure) -> list[tuple[int, int]]:
    """The bonds between a site and what is adsorbed: the atom of the site, then that of the adsorbate."""
    own = set(adsorbate(model))
    ends = [(bond.first, bond.second) for bond in measure.bonds(model)]
    return [pair if pair[1] in own else pair[::-1] for pair in ends if len(own & set(pair)) == 1]


def values(model: Structure, along: str) -> list[float]:
    """The lengths of bonds, or the angles, along elements within what is adsorbed."""
    own, near = adsorbate(model), measure.neighbours(model)
    chains = [
        chain
        for chain in itertools.permutations(own, len(along))
        if "".join(model.elements[atom] for atom in chain) == along
        and all(second in near[first] for first, second in itertools.pairwise(chain))
    ]
    if len(along) == 2:
        return [measure.distance(model, *chain) for chain in chains]
    return [measure.angle(model, *chain) for chain in chains]


def test_every_model_of_the_family_is_tested() -> None:
    table = data.table("structures")
    assert set(table.index[table["family"] == "adsorbates"]) == ADSORBED.keys() == ROWS.keys()


@pytest.mark.parametrize("id", ADSORBED)
def test_formula_and_electrons(id: str) -> None:
    model = structures.read(id)
    formula, electrons, *_ = ADSORBED[id]
    elements = [model.elements[atom] for atom in adsorbate(model)]
    assert measure.formula(elements) == formula
    assert valence_electrons(elements) == electrons
    assert valence_electrons(elements, charge=-1) == electrons + 1


def test_each_hydrogen_brings_one_electron() -> None:
    def count(id: str) -> tuple[int, int]:
        model = structures.read(id)
        elements = [model.elements[atom] for atom in adsorbate(model)]
        return elements.count("H"), valence_electrons(elements)

    for bare, *others in (
        ("str-cu-n4-no", "str-cu-n4-noh", "str-cu-n4-hno", "str-cu-n4-nh2oh"),
        ("str-co-mn-n3-co2-bent", "str-co-mn-n3-cooh", "str-sno2-ocho"),
        ("str-co-mn-n3-co", "str-co-mn-n3-cho"),
    ):
        for other in others:
            hydrogens, electrons = count(other)
            assert electrons - count(bare)[1] == hydrogens


def test_electrons_of_a_transition_metal_are_not_guessed() -> None:
    assert set(VALENCE) <= set(data.table("elements")["symbol"])
    with pytest.raises(ReviewHelpersError, match="Cu"):
        valence_electrons(["N", "Cu"])


@pytest.mark.parametrize("id", ADSORBED)
def test_the_right_atoms_bind_the_site_and_no_other(id: str) -> None:
    model, (_, _, metal, binding) = structures.read(id), ADSORBED[id]
    pairs = bound(model)
    assert sorted(model.elements[atom] for _, atom in pairs) == binding
    radii = data.table("elements").set_index("symbol")["covalent_radius"]
    for site, atom in pairs:
        assert model.elements[site] == metal
        assert model.roles[site] == "site"
        length = radii[metal] + radii[model.elements[atom]]
        assert measure.distance(model, site, atom) == pytest.approx(length, abs=0.001)
    # Each on a metal of its own.
    assert len({site for site, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("id", ROWS)
def test_lengths_and_angles_are_those_of_their_rows(id: str) -> None:
    model, table = structures.read(id), data.table("lengths")
    assert set(ROWS[id]) <= set(str(data.table("structures").loc[id, "lengths"]).split())
    for row, along in ROWS[id].items():
        wanted = float(table.loc[row, "value"])
        assert table.loc[row, "unit"] == ("angstrom" if len(along) == 2 else "degree")
        close = [abs(value - wanted) < (0.001 if len(along) == 2 else 0.05) for value in values(model, along)]
        kinds = [each for each, other in ROWS[id].items() if other == along]
        assert any(close)
        assert len(kinds) > 1 or all(close)


def test_carbon_dioxide_is_straight_until_it_is_bound() -> None:
    free, bent = (structures.read(id) for id in ("str-co-mn-n3-co2", "str-co-mn-n3-co2-bent"))
    assert bent.pristine == free.id
    assert values(free, "OCO") == pytest.approx([180, 180])
    assert max(values(bent, "OCO")) < 150
    # Only what is adsorbed differs: the site is the same.
    site = [atom for atom in range(len(free)) if atom not in adsorbate(free)]
    for model in (free, bent):
        assert [model.elements[atom] for atom in site] == [free.elements[atom] for atom in site]
    moved = bent.positions[site] - free.positions[site]
    assert np.ptp(moved, axis=0) == pytest.approx(0, abs=0.001)
    carbon = adsorbate(free)[0]
    cobalt = free.elements.index("Co")
    assert measure.distance(free, carbon, cobalt) > measure.distance(bent, carbon, cobalt) + 1


def test_two_isomers_of_hno_differ_in_the_atom_that_holds_hydrogen() -> None:
    for id, holder in (("str-cu-n4-noh", "O"), ("str-cu-n4-hno", "N")):
        model = structures.read(id)
        (hydrogen,) = (atom for atom in adsorbate(model) if model.elements[atom] == "H")
        assert [model.elements[atom] for atom in measure.neighbours(model)[hydrogen]] == [holder]


def test_carboxyl_and_formate_are_the_same_atoms_bound_in_two_ways() -> None:
    carboxyl, formate = (structures.read(id) for id in ("str-co-mn-n3-cooh", "str-sno2-ocho"))
    holders = []
    for model in (carboxyl, formate):
        (hydrogen,) = (atom for atom in adsorbate(model) if model.elements[atom] == "H")
        holders += [model.elements[atom] for atom in measure.neighbours(model)[hydrogen]]
    assert holders == ["O", "C"]


@pytest.mark.parametrize("id", ["str-cu-n4-no3", "str-cu-n4-cu4-no3"])
def test_nitrate_is_flat_with_three_equal_bonds(id: str) -> None:
    model = structures.read(id)
    places = model.positions[adsorbate(model)]
    assert len(set(np.round(values(model, "NO"), 3))) == 1
    assert np.linalg.svd(places - places.mean(axis=0), compute_uv=False)[2] == pytest.approx(0, abs=0.001)
    assert values(model, "ONO") == pytest.approx([120] * 6, abs=0.05)


@pytest.mark.parametrize("id", ADSORBED)
def test_what_is_adsorbed_keeps_clear_of_all_but_its_site(id: str) -> None:
    model, own = structures.read(id), adsorbate(structures.read(id))
    near = measure.neighbours(model)
    for atom in own:
        held = {other for each in [*near[atom], atom] for other in near[each]}
        for other in set(range(len(model))) - set(own) - held:
            assert measure.distance(model, atom, other) > 1.8


def test_the_overview_says_what_its_models_show() -> None:
    vacancy, single, pair, oxide, twin, cluster = (
        structures.read(each.id) for row in overview.ROWS for each in row
    )
    assert sorted(len(ring) for ring in measure.rings(vacancy) if len(ring) != 6) == [5, 9]
    near = measure.neighbours(single)
    assert [single.elements[atom] for atom in near[single.elements.index("Co")]] == ["N"] * 4
    around = [set(measure.neighbours(pair)[pair.elements.index(metal)]) for metal in ("Co", "Mn")]
    assert {pair.elements[atom] for atom in around[0] & around[1]} == {"N"}
    assert "instead of" in fewer(oxide)
    assert len(oxide.vacancies) == 1
    letters = "".join(layer.letter for layer in layers(twin))
    assert letters == letters[::-1]
    assert cluster.roles.count("cluster") == 4


def test_a_row_of_the_twin_bends_as_at_a_mirror() -> None:
    twin = structures.read(overview.TWIN)
    row = overview.bend(twin)
    heights, along = twin.positions[row, 2], twin.positions[row, 1]
    assert twin.lit[row].tolist() == [False, False, True, False, False]
    assert np.diff(heights).min() > 1.5
    assert heights - heights[2] == pytest.approx(-(heights - heights[2])[::-1], abs=0.05)
    assert along == pytest.approx(along[::-1], abs=0.05)
    assert (np.diff(along)[:2] > 0.3).all()
    assert (np.diff(along)[2:] < -0.3).all()
