"""The drawings of the page on the measurement, and the figure of the model of closure."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.figures.basics import measurement_assembly, measurement_reference, measurement_tafel
from reviewhelpers.figures.models import closure


@functools.cache
def made(id: str) -> figures.Plot:
    return figures.make(id)


def test_the_steps_of_the_assembly_add_up_to_carbon_and_charge() -> None:
    # Two CO2 and two electrons in; one CO, one CO2 and half an O2 out; water and hydroxide cancel.
    first, second, _, last = (equation for _, equation, _ in measurement_assembly.STEPS)
    assert first.count("2 OH⁻") == second.count("2 OH⁻") == 1
    assert "2 e⁻" in first.partition("→")[0]
    assert "2 e⁻" in last.partition("→")[2]


def test_the_conversion_follows_from_the_composition_of_the_outlet() -> None:
    # 80 CO of 80 + 5 + 95 CO2 that entered: 44 %.
    assert "a conversion of 44 %" in made(measurement_assembly.ID).method


def test_reference_electrodes_are_those_of_the_data() -> None:
    frame = made(measurement_reference.ID).data
    for id, value in frame.set_index("rows")["E / V vs SHE"].items():
        assert data.row(id)["value"] == value
    filling = frame[frame["group"].str.contains("filling")]["E / V vs SHE"]
    assert (
        f"{1000 * (filling.max() - filling.min()):.0f} mV between three"
        in made(measurement_reference.ID).caption
    )


def test_the_slope_of_the_reaction_alone_is_that_of_the_textbook_far_from_equilibrium() -> None:
    at = np.logspace(-1, 1, 81)
    assert measurement_tafel.slopes(at)["reaction alone"] == pytest.approx(118.3, abs=0.3)


def test_a_resistance_adds_its_own_share_to_the_slope() -> None:
    # d(jR)/dlog j = ln(10) j R: 23 mV per decade at 1 mA/cm² and 10 Ω cm².
    at = np.logspace(-1, 1, 401)
    found = measurement_tafel.slopes(at)
    added = found["with iR drop"] - found["reaction alone"]
    assert np.interp(1.0, at, added) == pytest.approx(np.log(10) * 10, rel=0.01)


def test_transport_divides_the_slope_by_what_is_left_of_the_limit() -> None:
    at = np.logspace(-1, 1, 401)
    found = measurement_tafel.slopes(at)
    ratio = found["with transport"] / found["reaction alone"]
    assert np.interp(10.0, at, ratio) == pytest.approx(1 / (1 - 10 / measurement_tafel.LIMIT), rel=0.02)


def test_efficiencies_by_the_outlet_close_at_every_feed() -> None:
    frame = made(closure.ID).data
    assert list(frame["by outlet"]) == pytest.approx([100.0] * len(frame))
    assert (frame["by inlet"] > 100).all()
    assert frame["by inlet"].is_monotonic_decreasing
    assert (frame["left"] >= 0).all()


def test_all_frames_have_one_size() -> None:
    sizes = {
        tuple(closure.frame(value).get_size_inches()) for value in (closure.VALUES[0], closure.VALUES[-1])
    }
    assert len(sizes) == 1
    assert 19 <= len(closure.VALUES) <= 41
