"""The model of the two doors against limits that can be had by hand."""

from __future__ import annotations

import numpy as np
import pytest

from reviewhelpers.models import two_doors
from reviewhelpers.models.two_doors import LINES, PRODUCTS, costs, favoured, intermediates


def product(carbon: float, oxygen: float, lines: dict[str, tuple[float, float]] = LINES) -> str:
    return PRODUCTS[int(favoured(carbon, oxygen, lines))]


def test_at_equal_binding_the_door_of_the_lower_free_energy_is_taken() -> None:
    """Both doors on one slope: only the free energy at zero binding is left to choose."""
    lower_oxygen = {"COOH": (0.5, 0.5), "OCHO": (0.4, 0.5), "H": (9.0, 0.0)}
    lower_carbon = {"COOH": (0.4, 0.5), "OCHO": (0.5, 0.5), "H": (9.0, 0.0)}
    for binding in (-0.2, 0.0, 0.3):
        assert product(binding, binding, lower_oxygen) == "formate"
        assert product(binding, binding, lower_carbon) == "CO"


def test_the_line_between_the_doors_is_where_both_cost_the_same() -> None:
    """First steps limit: 0.5 + 0.5 c = 0.4 + 0.5 o, so that the line runs at o = c + 0.2."""
    carbon = np.linspace(0.1, 0.4, 7)
    to_co, to_formate, _ = costs(carbon, carbon + 0.2)
    assert to_co == pytest.approx(to_formate)
    assert {product(c, c + 0.21) for c in carbon} == {"CO"}
    assert {product(c, c + 0.19) for c in carbon} == {"formate"}


def test_hydrogen_wins_where_its_step_is_lowest() -> None:
    """*H costs nothing at 0.5 + 0.8 c = 0, and only there."""
    at = -0.5 / 0.8
    assert costs(at, 0.0)[2] == pytest.approx(0.0)
    assert product(at, 0.0) == "hydrogen"
    # Between its two crossings with *COOH: 0.5 + 0.8 c = 0.5 + 0.5 c, and -(0.5 + 0.8 c) = 0.5 + 0.5 c.
    first, second = 0.0, -1.0 / 1.3
    weak = 9.0
    assert product(first + 0.01, weak) == "CO"
    assert product(first - 0.01, weak) == product(second + 0.01, weak) == "hydrogen"
    assert product(second - 0.01, weak) == "onward"


def test_strong_binding_of_co_keeps_it() -> None:
    no_hydrogen = {**LINES, "H": (9.0, 0.0)}
    assert product(two_doors.HELD + 0.01, 9.0, no_hydrogen) == "CO"
    assert product(two_doors.HELD - 0.01, 9.0, no_hydrogen) == "onward"
    # A door that CO₂ does not take keeps nothing.
    assert product(two_doors.HELD - 0.01, -0.8, no_hydrogen) == "formate"


def test_a_door_has_its_optimum_where_both_steps_are_equal() -> None:
    """*OCHO at half of the whole reaction: the cost is WHOLE / 2 and nowhere less."""
    oxygen = np.linspace(-2.0, 1.0, 3001)
    cost = costs(0.0, oxygen)[1]
    assert cost.min() == pytest.approx(two_doors.WHOLE / 2, abs=1e-3)
    best = float(oxygen[np.argmin(cost)])
    assert float(intermediates(0.0, best)["OCHO"]) == pytest.approx(two_doors.WHOLE / 2, abs=1e-3)


def test_the_second_step_limits_where_it_is_the_larger_one() -> None:
    """*COOH at 0.1 eV on a site where *CO would lie at 0.5 eV: 0.25 + 0.5 - 0.1 is left for the second step."""
    flat = {**LINES, "COOH": (0.1, 0.0)}
    assert float(costs(0.5, 0.0, flat)[0]) == pytest.approx(0.65)
    # Both steps and the leaving of CO add up to the whole reaction.
    assert pytest.approx(two_doors.WHOLE) == 0.1 + 0.65 - 0.5
