"""The computational hydrogen electrode keeps the laws that it is made of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers.models import che

energies = st.floats(-3.0, 3.0)
ladders = st.lists(energies, min_size=2, max_size=7).map(lambda rest: [0.0, *rest])


@given(ladders)
def test_the_steps_sum_to_the_electrons_times_the_equilibrium(levels: list[float]) -> None:
    electrons = len(levels) - 1
    assert che.steps(levels).sum() == pytest.approx(-electrons * che.equilibrium(levels))


@given(ladders, st.floats(-2.0, 2.0))
def test_a_potential_moves_each_step_by_its_electron(levels: list[float], potential: float) -> None:
    moved = che.steps(che.shifted(levels, potential)) - che.steps(levels)
    assert moved == pytest.approx(np.full(len(levels) - 1, potential))


@given(ladders, st.floats(-2.0, 2.0), st.floats(0.0, 14.0))
def test_ph_moves_nothing_on_the_scale_of_rhe(levels: list[float], rhe: float, ph: float) -> None:
    here = che.shifted(levels, che.against_she(rhe, ph), ph)
    assert here == pytest.approx(che.shifted(levels, che.against_she(rhe, 0.0), 0.0), abs=1e-9)


def test_ph_moves_each_step_by_59_millielectronvolt_on_the_scale_of_she() -> None:
    moved = che.steps(che.shifted([0.0, 0.5, 0.2], -0.3, 8.0)) - che.steps(
        che.shifted([0.0, 0.5, 0.2], -0.3, 7.0)
    )
    assert moved == pytest.approx([0.05916, 0.05916], abs=1e-5)


@given(st.floats(-1.5, 1.5), st.integers(1, 8))
def test_equal_steps_need_no_overpotential(step: float, electrons: int) -> None:
    assert che.overpotential(step * np.arange(electrons + 1)) == pytest.approx(0.0, abs=1e-12)


@given(ladders)
def test_no_ladder_does_better_than_the_equilibrium(levels: list[float]) -> None:
    assert che.overpotential(levels) >= -1e-12


@given(ladders)
def test_at_the_limiting_potential_no_step_climbs_and_one_is_level(levels: list[float]) -> None:
    climbs = che.steps(che.shifted(levels, che.limiting_potential(levels)))
    assert climbs.max() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("gap", [3.2, 2.9, 2.46])
def test_the_top_of_the_volcano_lies_where_both_legs_are_equal(gap: float) -> None:
    bindings = np.linspace(-0.5, 2.5, 3001)
    reached = [che.limiting_potential(che.oxygen(oh, gap)) for oh in bindings]
    top = bindings[int(np.argmax(reached))]
    first, *_, last = che.steps(che.oxygen(top, gap))
    assert first == pytest.approx(last, abs=2e-3)
    assert top == pytest.approx((4.92 - gap) / 2, abs=1e-3)


def test_the_line_of_3_2_electronvolt_costs_0_37_volt_and_the_ideal_gap_nothing() -> None:
    # By hand: (4.92 - 3.2)/2 = 0.86 V is the best that the line allows, 1.23 V the equilibrium.
    assert che.overpotential(che.oxygen(0.86)) == pytest.approx(0.37)
    assert che.overpotential(che.oxygen(1.23, gap=2.46)) == pytest.approx(0.0, abs=1e-12)


def test_leaving_the_line_helps_one_leg_alone_and_the_top_by_half() -> None:
    def gain(oh: float) -> float:
        return che.limiting_potential(che.oxygen(oh, 3.0)) - che.limiting_potential(che.oxygen(oh))

    assert gain(1.3) == pytest.approx(0.2)  # *OOH limits: all of it
    assert gain(0.5) == pytest.approx(0.0)  # *OH limits: nothing
    best = che.limiting_potential(che.oxygen(0.96, 3.0)) - che.limiting_potential(che.oxygen(0.86))
    assert best == pytest.approx(0.1)  # the tops: half
