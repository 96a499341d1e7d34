"""Schemes of methods and of electrons at defects: their models obey the rules that they teach."""

from __future__ import annotations

import functools
import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import lines

from reviewhelpers import figures
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures.schemes import (
    absorption,
    d_band,
    defect_notation,
    gap_states,
    infrared,
    photoemission,
    spin_resonance,
    strain,
)
from reviewhelpers.figures.schemes.band_model import Band, Bond, centre_at_filling

METHODS = ("xas", "seiras", "dems", "xps", "epr", "d-band", "strain", "kroger-vink", "gap-states")
IDS = tuple(f"fig-schemes-{name}" for name in METHODS)
NOMINAL = {"H": 1, "N": 14, "O": 16}


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


@pytest.mark.parametrize("id", IDS)
def test_a_scheme_says_what_is_ours_and_what_it_rests_on(id: str) -> None:
    plot = cached_plot(id)
    assert re.search(r"[Oo]ur (drawing|model)", plot.method)
    keys = set(re.findall(r"`(\w+)`", plot.caption + plot.method))
    known = {
        *data.table("background")["cite"],
        *data.table("sources")["cite"],
        *data.table("spectra")["cite"],
    }
    # The paper of a length is cited where the constant is: its row names the paper itself.
    assert keys
    assert keys <= known | {"williams1980structure"}


# X-ray absorption


@given(st.floats(1.4, 3.2), st.floats(-0.6, 0.0))
@settings(max_examples=25, deadline=None)
def test_the_phase_moves_the_peak_of_the_transform_and_nothing_else_does(bond: float, shift: float) -> None:
    k, r = np.linspace(0.05, 14.0, 1117), np.linspace(0.0, 4.0, 1601)
    size = absorption.transform(k, absorption.Shell(bond, shift).oscillation(k), r)
    assert float(r[int(size.argmax())]) == pytest.approx(bond + shift, abs=0.02)


def test_the_drawn_peak_stands_short_of_the_bond_by_the_typical_shift() -> None:
    values = cached_plot("fig-schemes-xas").data
    curve = values[values["curve"] == "transform"]
    peak = float(curve.loc[curve["y"].idxmax(), "x"])
    bond, shift = (units.constant(name) for name in ("cobalt-nitrogen-bond", "exafs-shift"))
    assert peak == pytest.approx(bond + shift, abs=0.03)
    assert peak < bond - 0.4


def test_the_kinetic_energy_of_an_electron_gives_its_wave_vector() -> None:
    # ħ²k²/2m = 3.81 eV for k = 1/Å, as textbooks give it.
    assert float(absorption._wave_vector(np.array([3.80998]))[0]) == pytest.approx(1.0, rel=1e-4)


# Infrared, masses, photoelectrons


@given(st.floats(0.0, math.pi / 2))
def test_a_dipole_absorbs_the_less_the_more_it_leans_from_the_field(angle: float) -> None:
    assert infrared.absorbs(0.0) >= infrared.absorbs(angle) >= infrared.absorbs(math.pi / 2) >= 0.0
    assert infrared.absorbs(angle) + infrared.absorbs(math.pi / 2 - angle) == pytest.approx(1.0)


def test_each_mass_is_that_of_the_species_beside_it() -> None:
    values = cached_plot("fig-schemes-dems").data
    assert len(values) > 3
    for row in values["rows"]:
        printed = data.row(row)
        atoms = re.findall(r"([A-Z])(\d*)", printed["subject"])
        assert sum(NOMINAL[name] * int(count or 1) for name, count in atoms) == printed["value"]


def test_the_scale_of_binding_energies_rises_to_the_left_and_holds_every_line() -> None:
    values = cached_plot("fig-schemes-xps").data
    places = [photoemission._place(data.row(row)["value"]) for row in values["rows"]]
    assert all(0 < place < photoemission.WIDTH for place in places)
    energies = [data.row(row)["value"] for row in values["rows"]]
    assert sorted(places) == [place for _, place in sorted(zip(energies, places, strict=True), reverse=True)]
    assert {str(data.row(row)["value"]) for row in values["rows"]} <= {*lines(cached_plot("fig-schemes-xps"))}


# Spins


def test_the_recorded_curve_is_the_slope_of_the_absorption() -> None:
    field = np.linspace(-6.0, 6.0, 4001)
    absorbed, slope = (make(field, 0.4, 0.7) for make in (spin_resonance.absorbed, spin_resonance.slope))
    assert np.gradient(absorbed, field) == pytest.approx(slope, abs=1e-4)
    # Its area is the difference of the ends, so that both lobes are equal far from the line.
    assert float(slope.sum() * (field[1] - field[0])) == pytest.approx(absorbed[-1] - absorbed[0], abs=1e-3)
    assert np.interp(0.4, field, slope) == pytest.approx(0.0, abs=1e-6)


@given(st.floats(1.9, 2.2))
def test_every_centre_absorbs_where_g_times_the_field_is_one_value(g: float) -> None:
    free = abs(units.constant("electron-g-factor"))
    field = 1 + spin_resonance.field_shift(g, free) / 1000
    assert g * field == pytest.approx(free)


def test_every_printed_g_value_of_the_review_is_drawn() -> None:
    spectra = data.table("spectra")
    printed = spectra[(spectra["source"] == "gan2024") & (spectra["quantity"] == "g_value")]["id"]
    assert set(cached_plot("fig-schemes-epr").data["rows"]) == set(printed)


# Bands


@given(st.floats(-1.5, 0.5), st.floats(0.5, 1.5))
@settings(max_examples=20)
def test_a_band_holds_one_state_and_is_filled_as_summed(centre: float, half: float) -> None:
    band, energy = Band(centre, half), np.linspace(-4.0, 4.0, 80001)
    step = float(energy[1] - energy[0])
    density = band.density(energy)
    assert float(density.sum() * step) == pytest.approx(1.0, abs=1e-3)
    assert float(density[energy <= 0].sum() * step) == pytest.approx(band.filling(), abs=1e-3)


@pytest.mark.parametrize("bond", d_band.BANDS.values())
def test_the_model_agrees_with_a_chain_solved_exactly(bond: Bond) -> None:
    # A half ellipse is the density at the end of a long chain, here with the adsorbate in front of it.
    count = 600
    chain = np.diag(np.full(count, bond.band.centre)) + np.diag(np.full(count - 1, bond.band.half / 2), 1)
    whole = np.zeros((count + 1, count + 1))
    whole[0, 0], whole[0, 1], whole[1:, 1:] = bond.level, bond.coupling, chain
    levels, vectors = np.linalg.eigh(whole, UPLO="U")
    apart = np.append(np.linalg.eigvalsh(chain, UPLO="U"), bond.level)
    gain = 2 * (levels[levels <= 0].sum() - apart[apart <= 0].sum())
    assert bond.energy() == pytest.approx(gain, abs=0.05)
    above = levels > bond.divide()
    weight = vectors[0] ** 2
    filled = weight[above & (levels <= 0)].sum() / weight[above].sum()
    assert bond.antibonding_filled() == pytest.approx(filled, abs=0.06)


@given(st.floats(-1.0, -0.2), st.floats(0.05, 0.4))
@settings(max_examples=15, deadline=None)
def test_a_higher_band_empties_antibonding_states_and_binds_more(centre: float, rise: float) -> None:
    low, high = Bond(Band(centre)), Bond(Band(centre + rise))
    assert high.antibonding_filled() < low.antibonding_filled()
    assert high.energy() < low.energy() < 0.01


@given(st.floats(0.55, 0.97), st.floats(0.6, 1.4))
def test_strain_keeps_the_electrons_and_a_wider_band_moves_down(filling: float, half: float) -> None:
    band = Band(centre_at_filling(half, filling), half)
    assert band.filling() == pytest.approx(filling, abs=1e-9)
    assert centre_at_filling(1.2 * half, filling) < band.centre < 0


def test_the_drawn_lattices_and_bands_go_together() -> None:
    values = cached_plot("fig-schemes-strain").data.set_index("lattice")
    distances = {name: distance for name, (_, _, distance) in strain.STATES.items()}
    assert distances["squeezed"] < distances["unstrained"] < distances["stretched"]
    assert values["centre"].is_monotonic_increasing
    assert values["half width"].is_monotonic_decreasing


# Defects


def test_the_charges_of_the_drawn_defects_cancel() -> None:
    values = cached_plot("fig-schemes-kroger-vink").data
    assert (values["charge against the lattice"] * values["number drawn"]).sum() == 0


@pytest.mark.parametrize("defect", defect_notation.DEFECTS, ids=lambda defect: defect.species + defect.site)
def test_a_symbol_bears_a_dot_or_a_prime_for_each_charge(defect: defect_notation.Defect) -> None:
    assert defect.signs.count("•") - defect.signs.count("′") == defect.charge
    assert len(set(defect.signs)) == 1
    # Each stands on a site of its kind: sites of metal and oxygen alternate.
    for column, row in defect.places if defect.site else ():
        assert (defect.site == "Zn") == ((column + row) % 2 == 1)


def test_the_red_book_has_these_charges_for_ions_that_are_missing() -> None:
    charges = {(defect.species, defect.site): defect.charge for defect in defect_notation.DEFECTS}
    assert charges["V", "Zn"] == -2
    assert charges["e", ""] == -1
    assert charges["V", "O"] == 2


def test_no_electron_of_the_vacancy_is_lost() -> None:
    held = {name: (in_gap, moved) for name, (_, in_gap, moved) in gap_states.STATES.items()}
    assert held["perfect"] == (0, 0)
    assert sum(held["vacancy"]) == sum(held["bent"]) == 2
    assert held["bent"][1] > 0
    plot = cached_plot("fig-schemes-gap-states")
    assert pd.to_numeric(plot.data["electrons in the gap"]).max() == 2
