"""Hückel's model against molecules solved by hand, counts of sublattices, and what is known of edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhelpers.models import huckel

GOLDEN = (1 + 5**0.5) / 2


def levels(places: np.ndarray) -> np.ndarray:
    return np.linalg.eigvalsh(huckel.matrix_of(places))


def test_benzene_and_butadiene_are_as_by_hand() -> None:
    assert levels(huckel.patch(3, 2)) == pytest.approx([-2, -1, -1, 1, 1, 2])
    chain = np.column_stack([np.arange(4.0), np.zeros(4)])
    assert levels(chain) == pytest.approx([-GOLDEN, -1 / GOLDEN, 1 / GOLDEN, GOLDEN])


def test_the_highest_filled_level_of_naphthalene_is_that_of_the_textbook() -> None:
    assert levels(huckel.patch(5, 2))[4] == pytest.approx(-1 / GOLDEN)


def test_every_atom_of_a_patch_has_two_neighbours_or_three() -> None:
    neighbours = -huckel.matrix_of(huckel.patch(13, 8)).sum(axis=0)
    assert set(neighbours) == {2.0, 3.0}


def sublattices(columns: int, rows: int) -> np.ndarray:
    row, column = np.divmod(np.arange(columns * rows), columns)
    return np.asarray((row + column) % 2)


@given(st.sets(st.integers(0, 53), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_there_are_at_least_as_many_zero_modes_as_one_sublattice_has_more_atoms(atoms: set[int]) -> None:
    # Rank and nullity: the rectangle between the sublattices has at least that many null vectors.
    matrix = huckel.without(huckel.matrix_of(huckel.patch(9, 6)), *atoms)
    left = np.delete(sublattices(9, 6), sorted(atoms))
    more = abs(int((left == 0).sum()) - int((left == 1).sum()))
    assert huckel.zero_modes(matrix) >= more


def test_one_vacancy_makes_one_zero_mode_on_the_other_sublattice() -> None:
    matrix, middle = huckel.matrix_of(huckel.patch(9, 6)), 2 * 9 + 4
    assert huckel.zero_modes(matrix) == 0
    holed = huckel.without(matrix, middle)
    assert huckel.zero_modes(holed) == 1
    energies, orbitals = np.linalg.eigh(holed)
    mode = orbitals[:, np.argmin(np.abs(energies))] ** 2
    side = np.delete(sublattices(9, 6), middle)
    assert mode[side == sublattices(9, 6)[middle]].sum() == pytest.approx(0, abs=1e-12)


def divacancy(columns: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """The matrices of a piece that lacks two neighbours, before and after two bonds close the hole."""
    matrix = huckel.matrix_of(huckel.patch(columns, rows))
    one = (rows // 2) * columns + columns // 2
    other = one + 1
    pairs = []
    for atom, partner in ((one, other), (other, one)):
        first, second = (int(each) for each in np.flatnonzero(matrix[atom]) if each != partner)
        pairs.append((first, second))
    return huckel.without(matrix, one, other), huckel.without(huckel.joined(matrix, *pairs), one, other)


def test_the_rings_of_five_end_the_mirror_of_the_levels() -> None:
    open_, closed = (np.linalg.eigvalsh(each) for each in divacancy(9, 6))
    # Bonds between unlike atoms alone: for each level another as far above as it is below.
    assert open_ == pytest.approx(-open_[::-1], abs=1e-9)
    assert np.abs(closed + closed[::-1]).max() > 0.05


def test_the_zigzag_edge_has_states_near_the_fermi_level_and_the_armchair_edge_has_none() -> None:
    columns, rows = 13, 16
    density = huckel.near_fermi(huckel.matrix_of(huckel.patch(columns, rows))).reshape(rows, columns)
    zigzag, armchair = density[0, 3:10:2].mean(), density[5:11, 0].mean()
    assert zigzag > 8 * armchair
    # Long armchair sides and next to no zigzag edge: a gap opens. The other way round it closes.
    assert np.abs(levels(huckel.patch(3, 20))).min() > 0.1
    assert np.abs(levels(huckel.patch(21, 4))).min() < 0.01


def test_pure_carbon_bears_no_charge_and_charges_cancel() -> None:
    matrix = huckel.matrix_of(huckel.patch(9, 6))
    assert huckel.charges(matrix, np.ones(54)) == pytest.approx(np.zeros(54), abs=1e-12)
    for h, k, electrons in ((1.5, 1.0, 2.0), (-1.0, 0.7, 0.0)):
        brought = np.ones(54)
        brought[22] = electrons
        charged = huckel.charges(huckel.doped(matrix, 22, h, k), brought)
        assert charged.sum() == pytest.approx(0, abs=1e-9)


def test_nitrogen_gives_pi_electrons_to_the_sheet_and_boron_takes_some() -> None:
    matrix = huckel.matrix_of(huckel.patch(9, 6))
    nitrogen, boron = np.ones(54), np.ones(54)
    nitrogen[22], boron[22] = 2, 0
    assert huckel.charges(huckel.doped(matrix, 22, 1.5), nitrogen)[22] > 0
    assert huckel.charges(huckel.doped(matrix, 22, -1.0, 0.7), boron)[22] < 0


def test_an_atom_that_holds_electrons_more_strongly_has_more_of_them() -> None:
    # One electron from each atom: as pyridine, where nitrogen brings one to the ring.
    ring = huckel.matrix_of(huckel.patch(3, 2))
    held = [huckel.charges(huckel.doped(ring, 0, h), np.ones(6))[0] for h in (-0.5, 0.0, 0.5, 1.0)]
    assert held == sorted(held, reverse=True)
    assert held[1] == pytest.approx(0, abs=1e-12)


def test_levels_of_one_energy_share_their_electrons() -> None:
    assert huckel.electrons_in(np.array([-2.0, -1.0, -1.0, 1.0]), 5.0) == pytest.approx([2, 1.5, 1.5, 0])
    assert huckel.electrons_in(np.array([-2.0, -1.0, -1.0, 1.0]), 8.0) == pytest.approx([2, 2, 2, 2])
