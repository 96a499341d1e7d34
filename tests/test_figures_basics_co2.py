"""Figures of the page on CO₂ reduction: against values that can be had by hand, and what their drawings say."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from reviewhelpers import figures
from reviewhelpers.figures.basics import co2_carbonate, co2_layer, co2_metals
from reviewhelpers.figures.models import two_doors

FARADAY = 96485.33212


@pytest.mark.parametrize(
    ("product", "share"), [("co", 1 / 2), ("formate", 2 / 3), ("ethylene", 1 / 4), ("methane", 1 / 5)]
)
def test_the_share_of_carbon_dioxide_in_a_product(product: str, share: float) -> None:
    """One CO₂ is lost for two OH⁻, and a product leaves as many OH⁻ as it takes protons."""
    assert co2_carbonate.most(product) == pytest.approx(100 * share)


def test_the_limiting_current_by_hand() -> None:
    """2 F D c / δ with 1.91e-9 m²/s, 33 mol/m³ and 50 µm."""
    found = co2_layer.limiting_current(co2_layer.constants())
    assert found == pytest.approx(2 * FARADAY * 1.91e-9 * 33 / 50e-6 / 10)
    assert co2_layer.limiting_current(co2_layer.constants(), 25e-6) == pytest.approx(2 * found)


def test_without_a_buffer_all_hydroxide_leaves_as_such() -> None:
    """pH = 14 + log(c), with c = j δ / (F D) far above that of water."""
    current, acidity = co2_layer.surface_acidity(0.0, co2_layer.constants())
    expected = 14 + np.log10(100 * 50e-6 / (FARADAY * 5.27e-9) / 1000)
    assert float(np.interp(10.0, current, acidity)) == pytest.approx(expected, abs=0.01)


def test_a_buffer_lowers_the_acidity_until_it_is_used_up() -> None:
    known = co2_layer.constants()
    at = {}
    for bicarbonate in co2_layer.BUFFERS:
        current, acidity = co2_layer.surface_acidity(bicarbonate, known)
        assert (np.diff(current) > 0).all()
        at[bicarbonate] = [float(np.interp(each, current, acidity)) for each in (10.0, 3000.0)]
    assert at[0.0][0] > at[100.0][0] > at[500.0][0]
    # With far more OH⁻ than bicarbonate the buffer no longer matters.
    assert at[100.0][1] == pytest.approx(at[0.0][1], abs=0.05)


def test_where_half_is_carbonate_the_acidity_is_the_exponent() -> None:
    """At pH = pKa of bicarbonate both ions are equal: the flux of carbonate can be had by hand."""
    known = co2_layer.constants()
    exponent = -np.log10(4.66e-11)
    current, acidity = co2_layer.surface_acidity(100.0, known)
    each = 1.19e-9 * 100 / (1.19e-9 + 9.23e-10)
    hydroxide = 1e-8 / (1000 * 10**-exponent)
    expected = FARADAY * (9.23e-10 * each + 5.27e-9 * hydroxide) / 50e-6 / 10
    assert float(np.interp(exponent, acidity, current)) == pytest.approx(expected, rel=0.01)


def test_less_binding_of_hydrogen_leaves_it_a_smaller_share() -> None:
    shares = [two_doors.shares(shift)["hydrogen"] for shift in two_doors.VALUES]
    assert all(before >= after for before, after in itertools.pairwise(shares))
    assert shares[0] > 0.2
    assert shares[-1] == 0


def test_frames_of_the_two_doors_have_one_size() -> None:
    sizes = {tuple(two_doors.frame(value).get_size_inches()) for value in two_doors.VALUES[::9]}
    assert len(sizes) == 1
    assert 19 <= len(two_doors.VALUES) <= 41


def test_each_group_of_sites_names_works() -> None:
    plot = figures.make("fig-basics-co2-metals")
    assert list(plot.data["elements"]) == [group[1] for group in co2_metals.GROUPS]
    assert plot.data["rows"].str.startswith("bg-").all()


def test_the_map_numbers_six_places() -> None:
    plot = figures.make("fig-basics-co2-map")
    assert list(plot.data["place"]) == ["1", "2", "3", "4", "5", "6"]
    for place in plot.data["place"]:
        assert f"({place})" in plot.caption
