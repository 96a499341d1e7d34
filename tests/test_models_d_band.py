"""The model of a level and a band against its limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewhelpers.models import d_band


def test_without_coupling_there_is_no_bond() -> None:
    for centre in (-1.0, -0.5, 0.0, 0.5):
        assert d_band.bond_energy(centre, coupling=0.0) == pytest.approx(0, abs=1e-12)


def test_a_band_that_is_full_binds_next_to_nothing() -> None:
    # Bonding and antibonding states are both filled, so that nothing is gained.
    assert abs(d_band.bond_energy(-2.5)) < 0.01
    assert d_band.antibonding_filled(-2.0) > 0.97
    assert d_band.bond_energy(-0.3) < -0.2


def test_a_weak_coupling_binds_as_its_square() -> None:
    weak, twice = (d_band.bond_energy(0.4, coupling=each) for each in (0.05, 0.1))
    assert twice / weak == pytest.approx(4, rel=0.05)


def test_a_band_far_above_gives_what_two_levels_give() -> None:
    # A narrow empty band is one level: two electrons gain twice the shift of the lower of two levels.
    centre, level, coupling = 1.2, -1.9, 0.5
    gap = centre - level
    shift = (gap**2 / 4 + coupling**2) ** 0.5 - gap / 2
    found = d_band.bond_energy(centre, 0.2, level, coupling)
    assert found == pytest.approx(-2 * shift, rel=0.1)


def test_the_density_of_the_adsorbate_holds_one_state() -> None:
    step = d_band.GRID[1] - d_band.GRID[0]
    assert float(d_band.states(-0.4).sum() * step) == pytest.approx(1, abs=0.02)


@given(st.floats(-0.9, 0.3), st.floats(0.05, 0.3))
@settings(max_examples=15, deadline=None)
def test_a_higher_band_binds_more_because_fewer_antibonding_states_are_filled(
    low: float, rise: float
) -> None:
    assert d_band.bond_energy(low + rise) < d_band.bond_energy(low)
    assert d_band.antibonding_filled(low + rise) < d_band.antibonding_filled(low)


def test_the_filling_is_the_integral_of_the_half_ellipse() -> None:
    assert d_band.band_filling(0.0) == pytest.approx(0.5)
    assert (d_band.band_filling(-1.0), d_band.band_filling(1.0)) == pytest.approx((1.0, 0.0))
    energy = np.linspace(-1.4, 0.0, 20001)
    area = d_band.band_density(energy, -0.4).sum() * (energy[1] - energy[0])
    assert d_band.band_filling(-0.4) == pytest.approx(area, abs=1e-3)


@pytest.mark.parametrize(("filling", "way"), [(0.9, 1), (0.5, 0), (0.3, -1)])
def test_stretching_moves_the_centre_up_only_where_the_band_is_more_than_half_full(
    filling: float, way: int
) -> None:
    stretched, rest = (d_band.centre_at_filling(half, filling) for half in (0.8, 1.0))
    assert d_band.band_filling(stretched, 0.8) == pytest.approx(filling)
    # The whole band is scaled, and its centre with it.
    assert stretched == pytest.approx(0.8 * rest, abs=1e-9)
    assert np.sign(np.where(abs(stretched - rest) < 1e-9, 0, stretched - rest)) == way
