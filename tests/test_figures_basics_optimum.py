"""Drawings of the page on the optimum, and of its models: they obey the rules that they teach."""

from __future__ import annotations

import math

import pytest

from reviewhelpers import figures
from reviewhelpers.figures.basics import (
    optimum_electrode,
    optimum_errors,
    optimum_sabatier,
    optimum_two_steps,
)
from reviewhelpers.figures.models import che as che_figure
from reviewhelpers.figures.models import eyring as eyring_figure
from reviewhelpers.models import che


def test_half_of_the_sites_are_taken_at_the_top_and_both_legs_are_alike() -> None:
    taken = optimum_sabatier.occupied
    assert taken(0.0) == pytest.approx(0.5)
    assert taken(0.2) == pytest.approx(1 - taken(-0.2))
    assert taken(0.2) / taken(0.2 + che.DECADE) == pytest.approx(10, rel=0.01)


def test_ph_lifts_a_ladder_at_one_potential_against_she_and_not_against_rhe() -> None:
    levels, ph = optimum_electrode.levels, optimum_electrode.ACIDITY
    here = levels(-0.55)
    assert levels(che.against_she(-0.55, ph), ph) == pytest.approx(here)
    lifted = [after - before for before, after in zip(here, levels(-0.55, ph), strict=True)]
    assert lifted == pytest.approx([0, *(k * che.DECADE * ph for k in (1, 2, 2))])


def test_co_leaves_at_one_height_whatever_the_potential() -> None:
    first, second = optimum_electrode.levels(0.0), optimum_electrode.levels(-0.8)
    assert first[3] - first[2] == pytest.approx(second[3] - second[2])


def test_in_the_example_one_step_sets_the_potential_and_another_the_rate() -> None:
    rises = {rise: number for number, rise in enumerate(optimum_two_steps.RISES)}
    assert rises[max(rises)] == 0
    states, tops = optimum_two_steps.profile(optimum_two_steps.LIMIT)
    assert states[1] == pytest.approx(states[0])
    assert max(range(3), key=tops.__getitem__) == 1
    assert optimum_two_steps.span(optimum_two_steps.LIMIT) == pytest.approx(optimum_two_steps.BARRIERS[1])


def test_a_tenth_of_an_electronvolt_is_a_factor_of_49() -> None:
    assert optimum_errors.factor(0.1) == pytest.approx(math.exp(0.1 / (8.617333262e-5 * 298.15)))
    assert optimum_errors.factor(0.1) == pytest.approx(49, abs=0.5)


def test_the_volcano_tells_that_half_of_a_smaller_gap_is_gained() -> None:
    plot = figures.make("fig-models-che")
    reached = plot.data.set_index("place")["limiting potential / V vs RHE"]
    gap = plot.data.set_index("place")["gap to *OOH / eV"]
    saved = gap["b: the top"] - gap["off the line"]
    assert reached["off the line"] - reached["b: the top"] == pytest.approx(saved / 2)


@pytest.mark.parametrize("figure", [che_figure, eyring_figure], ids=["che", "eyring"])
def test_frames_grow_in_order_and_have_one_size(figure: object) -> None:
    values = figure.VALUES  # type: ignore[attr-defined]
    assert list(values) == sorted(set(values))
    assert 19 <= len(values) <= 41
    sizes = {
        tuple(figure.frame(value).get_size_inches())  # type: ignore[attr-defined]
        for value in (values[0], values[len(values) // 2], values[-1])
    }
    assert len(sizes) == 1


def test_the_barrier_of_the_figure_is_the_printed_one() -> None:
    plot = figures.make("fig-models-eyring")
    assert plot.data["barrier / eV"].iloc[0] == 0.92
    assert plot.data["rows"].iloc[0] == "pei2024-l-comn-co-desorption"
    assert "9.5 minutes" in plot.alt
