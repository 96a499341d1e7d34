"""The model of mass transport against what is known without it."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers import transport
from reviewhelpers.models import mass_transport as model

NITRATE = 1.9e-9
CELL = {"film": 31e-6, "diffusion": NITRATE, "area": 1e-4, "volume": 30e-6}
START = 3.57
ELECTRONS = 8


def test_a_film_without_thickness_lets_through_as_much_as_one_likes() -> None:
    assert model.limiting_current(START, 0.0, NITRATE, ELECTRONS) == -np.inf
    assert model.left_after(1.0, START, 0.0, NITRATE, 1e-4, 30e-6) == 0.0


def test_the_current_is_negative_and_halves_with_twice_the_film() -> None:
    thin, thick = np.asarray(model.limiting_current(START, np.array([20e-6, 40e-6]), NITRATE, ELECTRONS))
    assert thin == pytest.approx(2 * thick)
    # By hand: 8 × 96485 C/mol × 1.9e-9 m²/s × 3.57 mol/m³ / 20e-6 m = 262 A/m².
    assert thin == pytest.approx(-261.8, rel=1e-3)


def test_in_the_end_nothing_is_left() -> None:
    assert model.left_after(0.0, START, **CELL) == START
    assert model.left_after(1e9, START, **CELL) == pytest.approx(0.0, abs=1e-12)


def test_at_first_the_loss_is_linear_in_time() -> None:
    seconds = 1.0
    lost = START - model.left_after(seconds, START, **CELL)
    flux = NITRATE * START / CELL["film"]
    assert lost == pytest.approx(flux * CELL["area"] * seconds / CELL["volume"], rel=1e-3)


def test_the_charge_of_the_current_is_that_of_the_moles_used_up() -> None:
    time = np.linspace(0.0, 7200.0, 20001)
    left = np.asarray(model.left_after(time, START, **CELL))
    current = model.limiting_current(left, CELL["film"], NITRATE, ELECTRONS) * CELL["area"]
    charge = -np.trapezoid(current, time)
    assert charge == pytest.approx(model.charge_passed(START, left[-1], CELL["volume"], ELECTRONS), rel=1e-6)


def test_film_and_conversion_are_those_of_the_tested_helpers() -> None:
    film = model.film_of_disk(400 / 60, NITRATE, 1.002e-3 / 998.2)
    assert 1e6 * film == pytest.approx(transport.rotating_disk_layer(400, NITRATE), rel=3e-3)
    converted = 100 * (1 - model.left_after(7200.0, START, **CELL) / START)
    helper = transport.conversion_through_layer(
        layer_um=31, duration_h=2, area_cm2=1, volume_mL=30, diffusion_m2_per_s=NITRATE
    )
    assert converted == pytest.approx(helper)


def test_four_times_the_turns_halve_the_film() -> None:
    slow, fast = np.asarray(model.film_of_disk(np.array([5.0, 20.0]), NITRATE))
    assert slow == pytest.approx(2 * fast)
