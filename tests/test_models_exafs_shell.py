"""The model of one shell of EXAFS against limits that are known without it."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers.models import exafs_shell as model

K = np.linspace(3.0, 14.0, 441)
R = np.arange(0.5, 4.0, 0.005)


def place(
    distance: float, phase: tuple[float, float] = (0.0, 0.0), taken: tuple[float, float] = (0.0, 0.0)
) -> float:
    chi = model.oscillation(K, distance, 4.0, 0.004, phase)
    return model.peak(R, model.transform(K, chi, R, taken))


@pytest.mark.parametrize("distance", [1.9, 2.5, 3.0])
def test_without_a_phase_the_peak_lies_at_the_distance(distance: float) -> None:
    assert place(distance) == pytest.approx(distance, abs=0.011)


@pytest.mark.parametrize("slope", [-1.0, -0.6, 0.4])
def test_a_phase_shifts_the_peak_by_half_its_slope(slope: float) -> None:
    assert place(2.5, (1.0, slope)) - 2.5 == pytest.approx(slope / 2, abs=0.011)


def test_a_constant_phase_does_not_move_the_peak() -> None:
    assert place(2.5, (2.0, 0.0)) == pytest.approx(2.5, abs=0.011)


def test_the_right_phase_taken_off_puts_the_peak_at_the_distance() -> None:
    assert place(1.908, (1.0, -1.0), (1.0, -1.0)) == pytest.approx(1.908, abs=0.011)
    # With half of it the other half of the shift is left.
    assert place(1.908, (1.0, -1.0), (0.0, -0.5)) == pytest.approx(1.908 - 0.25, abs=0.011)


def test_the_amplitude_is_linear_in_the_count() -> None:
    one, six = (model.oscillation(K, 2.0, count, 0.005) for count in (1.0, 6.0))
    assert six == pytest.approx(6 * one)
    assert model.transform(K, six, R) == pytest.approx(6 * model.transform(K, one, R))


def test_a_fit_with_the_right_spread_finds_the_count() -> None:
    chi = model.oscillation(K, 2.0, 4.0, 0.005, (0.0, -1.0))
    assert model.fitted_count(K, chi, 2.0, 0.005, (0.0, -1.0)) == pytest.approx(4.0)


def test_more_spread_is_paid_by_more_neighbours() -> None:
    chi = model.oscillation(K, 2.0, 4.0, 0.005)
    counts = [model.fitted_count(K, chi, 2.0, spread, (0.0, 0.0)) for spread in (0.003, 0.005, 0.007)]
    assert counts == sorted(counts)
    # At one wave vector alone they trade exactly: no fit can part them there.
    at = np.array([8.0])
    exact = model.fitted_count(at, model.oscillation(at, 2.0, 4.0, 0.005), 2.0, 0.007, (0.0, 0.0))
    assert exact == pytest.approx(4 * np.exp(2 * 0.002 * 64))


def test_a_perfect_fit_leaves_nothing() -> None:
    chi = model.oscillation(K, 2.0, 4.0, 0.005)
    assert model.misfit(K, chi, chi) == 0
    assert model.misfit(K, chi, 0 * chi) == pytest.approx(1)
