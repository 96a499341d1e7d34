"""The model of closure against limits that are known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers.models import closure

CO_AND_HYDROGEN = {
    "electrons": np.array([2.0, 2.0]),
    "carbon": np.array([1.0, 0.0]),
    "gas": np.array([1.0, 1.0]),
}
SHARES = np.array([0.8, 0.2])
CURRENT = -0.2


def balance(feed: float, shares: np.ndarray = SHARES, crossing: float = 0.5) -> tuple[float, np.ndarray]:
    products = closure.made(CURRENT, shares, CO_AND_HYDROGEN["electrons"])
    lost = closure.carbonate(CURRENT, crossing)
    return closure.outlet(feed, products, CO_AND_HYDROGEN["carbon"], CO_AND_HYDROGEN["gas"], lost)


def test_a_mole_of_electrons_makes_half_a_mole_of_a_product_of_two() -> None:
    # 200 mA over 2 × 96485 C/mol: 1.0364 µmol/s, of which 80 % is CO.
    made = closure.made(CURRENT, SHARES, CO_AND_HYDROGEN["electrons"])
    assert made == pytest.approx([0.8 * 1.0364e-6, 0.2 * 1.0364e-6], rel=1e-4)


def test_a_mole_of_gas_at_25_degrees_and_1_bar_takes_24_79_litres() -> None:
    assert closure.molar_flow(24790.0) * 60 == pytest.approx(1.0, rel=1e-4)


def test_ppm_follow_from_current_and_flow() -> None:
    # 1 mA of CO at 100 %: 5.1821 nmol/s, in 20 mL/min or 13.446 µmol/s: 385 ppm.
    feed = closure.molar_flow(20.0)
    made = closure.made(-0.001, np.array([1.0]), np.array([2.0]))
    _, shares = closure.outlet(feed, made, np.array([1.0]), np.array([1.0]), 0.0)
    assert 1e6 * shares[0] == pytest.approx(385.4, rel=1e-3)


@pytest.mark.parametrize("feed", [1.9e-6, 3e-6, 1e-4])
def test_efficiencies_come_back_from_the_flow_of_the_outlet(feed: float) -> None:
    flow, shares = balance(feed)
    found = closure.efficiencies(shares, flow, CURRENT, CO_AND_HYDROGEN["electrons"])
    assert found == pytest.approx(SHARES)
    assert found.sum() == pytest.approx(1.0)


def test_the_flow_of_the_inlet_gives_too_much_the_more_so_the_less_gas_is_left() -> None:
    sums = []
    for feed in (1e-4, 5e-6, 2e-6):
        _, shares = balance(feed)
        sums.append(closure.efficiencies(shares, feed, CURRENT, CO_AND_HYDROGEN["electrons"]).sum())
    assert 1 < sums[0] < sums[1] < sums[2]
    assert sums[0] == pytest.approx(1.0, abs=0.01)


def test_with_carbonate_half_of_the_gas_is_lost_even_for_an_efficiency_of_one() -> None:
    only = np.array([1.0, 0.0])
    made = closure.made(CURRENT, only, CO_AND_HYDROGEN["electrons"])[0]
    flow, shares = balance(2 * made, only)
    assert flow == pytest.approx(made)
    assert shares == pytest.approx([1.0, 0.0])
    with pytest.raises(ValueError, match="more CO2"):
        balance(1.99 * made, only)


def test_without_carbonate_one_gas_takes_the_place_of_the_other() -> None:
    feed = 5e-6
    made = closure.made(CURRENT, SHARES, CO_AND_HYDROGEN["electrons"])
    flow, _ = balance(feed, crossing=0.0)
    assert flow == pytest.approx(feed + made[1])


def test_carbon_that_enters_leaves() -> None:
    feed = 4e-6
    flow, shares = balance(feed)
    left = flow * (1 - shares.sum())
    assert left + flow * shares[0] + closure.carbonate(CURRENT) == pytest.approx(feed)


def test_a_dissolved_product_is_missing_in_the_gas() -> None:
    made = closure.made(CURRENT, np.array([0.6, 0.4]), np.array([2.0, 2.0]))
    flow, shares = closure.outlet(5e-6, made, np.array([1.0, 1.0]), np.array([1.0, 0.0]), 0.0)
    assert flow == pytest.approx(5e-6 - made[1])
    found = closure.efficiencies(shares, flow, CURRENT, np.array([2.0, 2.0]))
    assert found == pytest.approx([0.6, 0.0])
