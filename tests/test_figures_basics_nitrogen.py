"""The drawings of the page on NO and nitrate: what they say, against hand values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reviewhelpers import figures
from reviewhelpers.charts.style import style
from reviewhelpers.figures.basics import (
    nitrogen_calibration,
    nitrogen_labels,
    nitrogen_potentials,
    nitrogen_routes,
    nitrogen_series,
    nitrogen_supply,
)
from reviewhelpers.figures.basics.curves import spread
from reviewhelpers.figures.models import mass_transport


def test_bonds_follow_from_atoms_and_molecule() -> None:
    # Twice 472.435 kJ/mol; 472.435 and 249.229 less 91.089.
    assert nitrogen_routes.bond("nitrogen", "nitrogen", None) == pytest.approx(944.87)
    assert nitrogen_routes.bond("nitrogen", "oxygen", "nitric_oxide") == pytest.approx(630.575)


@pytest.mark.parametrize("ratio", nitrogen_series.RATIOS)
def test_nitrite_is_highest_where_it_is_made_as_fast_as_it_is_used_up(ratio: float) -> None:
    time, most = nitrogen_series.peak(ratio)
    assert most == pytest.approx(100 * math.exp(-time) / ratio)
    frame = nitrogen_series.shares(ratio)
    assert frame["nitrite"].max() == pytest.approx(most, rel=0.01)
    assert frame[["nitrate", "nitrite", "ammonia"]].sum(axis=1).to_numpy() == pytest.approx(100.0)
    assert (np.diff(frame["nitrate"]) < 0).all()
    assert (np.diff(frame["ammonia"]) > 0).all()


def test_n2_lies_above_ammonia_and_all_above_hydrogen() -> None:
    frame = nitrogen_potentials.potentials().set_index(["group", "name"])["value"]
    assert frame["From NO", "N₂"] > frame["From NO", "N₂O"] > frame["From NO", "NH₄⁺"] > 0.5
    assert frame["From nitrate", "N₂"] > frame["From nitrate", "NH₄⁺"] > 0.5
    assert 0 < frame["From N₂", "NH₃"] < 0.1
    assert frame["From water", "H₂"] == pytest.approx(0.0, abs=1e-9)


def test_water_holds_three_times_as_much_no_as_n2() -> None:
    held = nitrogen_supply.dissolved().set_index("name")["value"]
    assert held["NO"] == pytest.approx(1.9)
    assert held["NO"] / held["N₂"] == pytest.approx(1.9e-5 / 6.4e-6)
    # 5 × 96485 × 2.21e-9 × 1.9 / 30e-6 = 67.5 A/m².
    assert nitrogen_supply.currents()["value"].iloc[0] == pytest.approx(6.75, rel=1e-3)


def test_the_sample_is_read_too_low_on_the_line_in_water() -> None:
    right, wrong = (
        nitrogen_calibration.fitted(readings)
        for readings in (nitrogen_calibration.ELECTROLYTE, nitrogen_calibration.WATER)
    )
    found = [line.read(nitrogen_calibration.SAMPLE) for line in (right, wrong)]
    assert found == pytest.approx([24.9, 19.9], abs=0.05)
    assert 0 < nitrogen_calibration.detection_limit(right) < 1


def test_lines_of_ammonium_are_two_spins_and_one() -> None:
    assert [len(nitrogen_labels.lines(isotope)) for isotope in ("14", "15")] == [3, 2]
    assert sum(nitrogen_labels.lines("14")) == pytest.approx(0.0)


def test_frames_have_one_size_and_show_less_nitrate_through_a_thinner_film() -> None:
    with style():
        sizes = {
            tuple(mass_transport.frame(value).get_size_inches()) for value in mass_transport.VALUES[::11]
        }
    assert len(sizes) == 1
    left = [mass_transport.left_over_time(film)["left"].min() for film in mass_transport.VALUES]
    assert left == sorted(left)
    assert 19 <= len(mass_transport.VALUES) <= 41


def test_names_at_ends_keep_their_order_and_a_line_between_them() -> None:
    panel = figures.make("fig-basics-nitrogen-series").figure.axes[0]
    assert isinstance(panel, figures.Panel)
    ends = {"a": 50.0, "b": 0.0, "c": 1.0}
    places = spread(ends, panel, 105.0)
    assert list(places) == ["b", "c", "a"]
    assert places["c"] - places["b"] >= 1.29 * 105.0 / panel.room[1]
    assert places["a"] == 50.0
