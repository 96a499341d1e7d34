"""Eyring's equation in its limits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers.models import eyring

KT = 1.380649e-23 * 298.15 / 1.602176634e-19
"""At 25 °C, in eV, from the constants of the SI."""


def test_without_a_barrier_a_site_turns_over_kt_over_h_times() -> None:
    assert eyring.turnover(0.0) == pytest.approx(1.380649e-23 * 298.15 / 6.62607015e-34)
    assert eyring.turnover(0.0) == pytest.approx(6.21e12, rel=1e-3)


@given(st.floats(0.0, 2.0))
def test_a_decade_costs_2_303_kt(barrier: float) -> None:
    lower, higher = eyring.turnover(barrier), eyring.turnover(barrier + math.log(10) * KT)
    assert lower / higher == pytest.approx(10.0)


def test_twice_the_prefactor_is_twice_the_rate_and_0_018_electronvolt() -> None:
    assert eyring.turnover(0.7, share=2.0) == pytest.approx(2 * eyring.turnover(0.7))
    assert eyring.turnover(0.7 - KT * math.log(2)) == pytest.approx(2 * eyring.turnover(0.7))
    assert KT * math.log(2) == pytest.approx(0.0178, abs=1e-4)


@given(st.floats(0.05, 1.5), st.floats(250.0, 600.0))
def test_the_barrier_is_read_back_from_the_rate(barrier: float, temperature: float) -> None:
    rate = eyring.turnover(barrier, temperature)
    assert eyring.barrier_for(rate, temperature) == pytest.approx(barrier)


@given(st.floats(0.2, 0.9))
def test_one_tafel_slope_is_one_decade(beta: float) -> None:
    before = eyring.turnover(0.8)
    after = eyring.turnover(eyring.at_potential(0.8, -eyring.tafel_slope(beta), beta))
    assert after / before == pytest.approx(10.0)


def test_the_cardinal_slope_of_one_half_is_118_millivolt() -> None:
    # 2.303 RT/(beta F), by hand.
    assert eyring.tafel_slope(0.5) == pytest.approx(2.302585 * 8.314463 * 298.15 / (0.5 * 96485.33), rel=1e-5)


def test_a_step_without_an_electron_stays_where_it_is() -> None:
    assert eyring.at_potential(0.92, -1.0, beta=0.0) == 0.92


def test_0_92_electronvolt_at_room_temperature_is_a_turnover_in_some_minutes() -> None:
    # 6.21e12 exp(-0.92/0.025693): one turnover in about ten minutes.
    assert 1 / eyring.turnover(0.92) == pytest.approx(569, rel=0.02)
