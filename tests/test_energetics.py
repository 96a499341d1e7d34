"""Profiles stay open where nothing is printed, and only a step with electrons limits a potential."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewhelpers.chemistry.energetics import (
    EnergeticsError,
    Profile,
    largest_barrier,
    limiting_potential,
    potential_determining_step,
    profile,
    shift,
)

energies = st.floats(min_value=-5, max_value=5)
step = st.tuples(st.sampled_from("ABC"), energies, st.integers(min_value=0, max_value=2))
open_step = st.tuples(st.sampled_from("ABC"), st.one_of(st.none(), energies), st.integers(0, 2))
profiles = st.lists(step, min_size=1, max_size=8).map(profile)
electrochemical = profiles.filter(lambda found: any(each.electrons for each in found.steps))

# What ji2023 prints of its free-energy paths, at 0 V: a change here, a change there, the rest in the figure.
CUN4 = (("*NO3 -> ... -> *NH2OH", None, 1), ("*NH2OH -> *NH2", 1.97, 1))
CUN4_CU4 = (("*NH -> *NOH, as printed", 0.78, 1), ("*NH2OH -> *NH2", 0.03, 1))
CUN4_NPS = (("NO3- -> *NO3", 3.89, 0), ("*NO3 -> ... -> NH3", None, 1))


# Profiles -------------------------------------------------------------------------------------------


def test_cumulative_energies_by_hand() -> None:
    found = profile([("A", 0.5, 1), ("B", -0.2, 1), ("C", 0.92, 0)])
    # 0; 0 + 0.5 = 0.5; 0.5 − 0.2 = 0.3; 0.3 + 0.92 = 1.22
    assert found.free_energy_eV == pytest.approx([0, 0.5, 0.3, 1.22])
    assert found.open_steps == ()


def test_a_profile_is_open_from_the_first_gap_on() -> None:
    found = profile([("A", 0.5, 1), ("B", None, 1), ("C", 0.92, 0), ("D", math.nan, 0)])
    assert found.free_energy_eV[:2] == pytest.approx([0, 0.5])
    assert np.isnan(found.free_energy_eV[2:]).all()
    assert [each.label for each in found.open_steps] == ["B", "D"]
    # Where the source does print a number it is kept, gap or no gap before it.
    assert found.steps[2].delta_G_eV == 0.92


@given(st.lists(open_step, min_size=1, max_size=8))
def test_a_profile_holds_what_it_was_given(steps: list[tuple[str, float | None, int]]) -> None:
    found = profile(steps)
    assert len(found.free_energy_eV) == len(steps) + 1
    assert found.free_energy_eV[0] == 0
    assert len(found.open_steps) == sum(energy is None for _, energy, _ in steps)
    known = [energy for _, energy, _ in steps]
    if None not in known:
        assert found.free_energy_eV[-1] == pytest.approx(math.fsum(known))  # type: ignore[arg-type]
    else:
        assert np.isnan(found.free_energy_eV[known.index(None) + 1 :]).all()


@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ([], "no step"),
        ([("", 0.5, 1)], "label ''"),
        ([("A", "high", 1)], "free-energy change of A"),
        ([("A", math.inf, 1)], "free-energy change of A"),
        ([("A", 0.5, -1)], "electrons of A: found -1"),
        ([("A", 0.5, 1.5)], "electrons of A: found 1.5"),
        ([("A", 0.5, None)], "electrons of A: not given"),
        ([("A", 0.5, math.nan)], "electrons of A"),
        ([("A", [0.5, 0.6], 1)], "several numbers for A"),
        ([("A", 0.5)], "expected a label, an energy and electrons"),
        ([3], "expected a label, an energy and electrons"),
    ],
)
def test_nonsense_is_refused(steps: list[object], named: str) -> None:
    with pytest.raises(EnergeticsError) as raised:
        profile(steps)  # type: ignore[arg-type]
    assert named in str(raised.value)


# The shift with potential ---------------------------------------------------------------------------


def test_a_shift_by_hand() -> None:
    found = shift(profile([("A", 0.5, 1), ("B", 0.8, 2), ("C", 0.92, 0), ("D", None, 1)]), -0.5)
    # 0.5 + 1 × (−0.5) = 0; 0.8 + 2 × (−0.5) = −0.2; the chemical step stays at 0.92; the open one stays open
    assert [each.delta_G_eV for each in found.steps[:3]] == pytest.approx([0, -0.2, 0.92])
    assert found.open_steps == found.steps[3:]
    assert found.potential_V == -0.5


@given(profiles, st.floats(-2, 2), st.floats(-2, 2))
def test_shifts_add_up_and_come_back(found: Profile, one: float, other: float) -> None:
    there = shift(shift(found, one), other)
    assert there.free_energy_eV == pytest.approx(shift(found, other).free_energy_eV, abs=1e-9)
    assert shift(there, 0).free_energy_eV == pytest.approx(found.free_energy_eV, abs=1e-9)


@given(profiles, st.floats(-2, 2), st.floats(-2, 2))
def test_a_more_negative_potential_never_raises_a_reduction(found: Profile, one: float, other: float) -> None:
    low, high = sorted((one, other))
    for below, above in zip(shift(found, low).steps, shift(found, high).steps, strict=True):
        assert below.delta_G_eV <= above.delta_G_eV + 1e-12
        assert below.electrons or below.delta_G_eV == above.delta_G_eV


@pytest.mark.parametrize("potential", [math.nan, None, "-0.5"])
def test_a_shift_goes_to_a_number(potential: object) -> None:
    with pytest.raises(EnergeticsError, match="potential"):
        shift(profile([("A", 0.5, 1)]), potential)  # type: ignore[arg-type]


# The step that sets the potential -------------------------------------------------------------------


def test_the_step_and_the_potential_by_hand() -> None:
    # Per electron: 0.5 / 1 = 0.5, 0.8 / 2 = 0.4, −0.3: the first sets −0.5 V, though 0.8 eV is the greatest.
    found = potential_determining_step(profile([("A", 0.5, 1), ("B", 0.8, 2), ("C", -0.3, 1)]))
    assert found.step.label == "A"
    assert found.limiting_potential_V == -0.5
    assert found.largest_uphill.label == "B"
    assert not found.largest_is_chemical
    assert not found.lower_bound
    assert found.statement == "A sets the limiting potential, -0.50 V vs RHE"


def test_a_path_that_runs_downhill_has_a_positive_limit() -> None:
    found = potential_determining_step(profile([("A", -0.5, 1), ("B", -0.2, 1), ("C", -0.1, 0)]))
    assert found.limiting_potential_V == 0.2
    assert found.largest_uphill.label == "C"
    assert not found.largest_is_chemical


@given(electrochemical)
def test_at_the_limit_no_step_with_electrons_is_uphill(found: Profile) -> None:
    limit = limiting_potential(found)
    at_limit = [each for each in shift(found, limit).steps if each.electrons]
    assert max(each.delta_G_eV for each in at_limit) == pytest.approx(0, abs=1e-9)
    just_above = [each for each in shift(found, limit + 1e-3).steps if each.electrons]
    assert max(each.delta_G_eV for each in just_above) > 0


@given(electrochemical, st.floats(-2, 2))
def test_the_limit_does_not_depend_on_where_the_profile_is_shown(found: Profile, potential: float) -> None:
    assert limiting_potential(shift(found, potential)) == pytest.approx(limiting_potential(found), abs=1e-9)


@given(electrochemical)
def test_the_step_that_sets_the_potential_takes_up_electrons(found: Profile) -> None:
    result = potential_determining_step(found)
    assert result.step.electrons > 0
    assert result.largest_uphill.delta_G_eV == max(each.delta_G_eV for each in found.steps)


def test_a_desorption_is_not_called_potential_limiting() -> None:
    # pei2024 prints 0.92 eV for the desorption of CO at its Co site; the two steps before it are made up.
    found = potential_determining_step(profile([("A", 0.3, 1), ("B", 0.1, 1), ("*CO -> CO", 0.92, 0)]))
    assert found.step.label == "A"
    assert found.limiting_potential_V == -0.3
    assert found.largest_uphill.label == "*CO -> CO"
    assert found.largest_is_chemical
    assert "*CO -> CO (0.92 eV), takes up no electrons" in found.statement


def test_where_only_the_desorption_is_printed_no_step_is_named() -> None:
    only = profile([("CO2 -> *COOH", None, 1), ("*COOH -> *CO", None, 1), ("*CO -> CO", 0.92, 0)])
    with pytest.raises(EnergeticsError, match=r"CO2 -> \*COOH, \*COOH -> \*CO is not printed"):
        potential_determining_step(only)
    with pytest.raises(EnergeticsError, match=r"\*CO -> CO takes up none and cannot limit a potential"):
        potential_determining_step(only, known_only=True)
    with pytest.raises(EnergeticsError, match="takes up none"):
        potential_determining_step(profile([("*CO -> CO", 0.92, 0)]))
    with pytest.raises(EnergeticsError, match=r"no printed step that takes up electrons$"):
        potential_determining_step(profile([("*CO -> CO", None, 0)]))


def test_the_barrier_of_a_rate_is_that_worked_by_hand() -> None:
    # kT at 25 °C is 8.617333e-5 × 298.15 = 0.025693 eV, kT/h is 6.2124e12 s⁻¹; 1067 h⁻¹ is 0.29639 s⁻¹:
    # 0.025693 × ln(6.2124e12 / 0.29639) = 0.025693 × 30.6737 = 0.7881 eV
    assert largest_barrier(1067 / 3600) == pytest.approx(0.7881, abs=2e-4)
    # Colder, kT/h is smaller and kT too: 0.023539 × ln(5.6917e12 / 0.29639) = 0.023539 × 30.5862 = 0.7200
    assert largest_barrier(1067 / 3600, temperature_C=0) == pytest.approx(0.7200, abs=2e-4)


@pytest.mark.parametrize("rate", [0, -1.0, 1e13, math.nan, [1.0, 2.0], "fast"])
def test_a_rate_without_a_barrier_is_refused(rate: object) -> None:
    with pytest.raises(EnergeticsError, match="rate: found"):
        largest_barrier(rate)


def test_what_ji2023_prints_bounds_the_limit() -> None:
    with pytest.raises(EnergeticsError, match=r"\*NO3 -> ... -> \*NH2OH is not printed"):
        potential_determining_step(profile(CUN4))
    bound = potential_determining_step(profile(CUN4), known_only=True)
    assert bound.lower_bound
    assert bound.step.label == "*NH2OH -> *NH2"
    assert bound.limiting_potential_V == -1.97
    assert bound.statement == (
        "of the printed steps *NH2OH -> *NH2 sets the limiting potential, at most -1.97 V vs RHE; "
        "not printed: *NO3 -> ... -> *NH2OH"
    )
    both = potential_determining_step(profile(CUN4_CU4))
    assert both.step.delta_G_eV == 0.78
    with pytest.raises(EnergeticsError, match=r"NO3- -> \*NO3 takes up none"):
        potential_determining_step(profile(CUN4_NPS), known_only=True)


@given(st.lists(open_step, min_size=1, max_size=8), energies)
def test_a_bound_stays_true_when_the_gaps_are_filled(
    steps: list[tuple[str, float | None, int]], filling: float
) -> None:
    try:
        bound = potential_determining_step(profile(steps), known_only=True)
    except EnergeticsError:
        return
    filled = [(label, filling if energy is None else energy, n) for label, energy, n in steps]
    true = potential_determining_step(profile(filled))
    assert true.limiting_potential_V <= bound.limiting_potential_V + 1e-12
    assert bound.lower_bound == any(energy is None and n for _, energy, n in steps)


def test_an_open_chemical_step_does_not_stand_in_the_way() -> None:
    assert limiting_potential(profile([("NO -> *NO", None, 0), ("*NO -> *NOH", 0.4, 1)])) == -0.4
