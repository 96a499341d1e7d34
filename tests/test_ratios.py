"""Ratios, percentage points and retentions, against values worked by hand."""

import math

import pytest

from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import data

pytestmark = pytest.mark.counted


def value(row: str) -> float:
    return float(data.row(row)["value"])


@pytest.mark.parametrize(
    ("after", "before", "by_hand"),
    [
        # 1067 / 255 = 4.184, 255 / 104 = 2.452, 255 / 51 = 5 exactly, 1067 / 104 = 10.26, 1067 / 51 = 20.92
        ("pei2024-l-comn-tof", "pei2024-comn-tof", 4.18),
        ("pei2024-comn-tof", "pei2024-co-tof", 2.45),
        ("pei2024-comn-tof", "pei2024-mn-tof", 5.0),
        ("pei2024-l-comn-tof", "pei2024-co-tof", 10.26),
        ("pei2024-l-comn-tof", "pei2024-mn-tof", 20.92),
    ],
)
def test_ratios_of_turnover_are_those_worked_by_hand(after: str, before: str, by_hand: float) -> None:
    assert ratios.ratio(value(after), value(before)) == pytest.approx(by_hand, abs=0.005)


def test_the_flow_cell_keeps_what_its_two_currents_say() -> None:
    # 107.7 / 120 = 0.8975
    start, end = value("pei2024-l-comn-flow-j-start"), value("pei2024-l-comn-flow-j-end")
    assert ratios.retained_percent(start, end) == pytest.approx(89.75, abs=1e-9)


@pytest.mark.parametrize(
    ("single", "points"), [("pei2024-co-fe", (20.1, 12.9)), ("pei2024-mn-fe", (31.9, 12.9))]
)
def test_the_two_steps_in_percentage_points_are_those_worked_by_hand(
    single: str, points: tuple[float, float]
) -> None:
    # 84.7 - 64.6 = 20.1; 84.7 - 52.8 = 31.9; 97.6 - 84.7 = 12.9
    chain = [value(row) for row in (single, "pei2024-comn-fe", "pei2024-l-comn-fe")]
    assert [step.difference for step in ratios.gains(chain)] == pytest.approx(points)


def test_steps_make_up_the_whole() -> None:
    steps = ratios.gains([51, 255, 1067, 2.0])
    whole = ratios.gains([51, 2.0])[0]
    assert sum(step.difference for step in steps) == pytest.approx(whole.difference)
    assert math.prod(step.ratio for step in steps) == pytest.approx(whole.ratio)


@pytest.mark.parametrize(("after", "before"), [(1, 0), (0, 1), (-120, 107.7), (5, -5)])
def test_values_without_a_ratio_are_refused(after: float, before: float) -> None:
    with pytest.raises(ratios.GainsError, match="two values of one sign, neither zero"):
        ratios.ratio(after, before)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "1067", None, [1, 2]])
def test_what_is_no_number_is_refused(bad: object) -> None:
    with pytest.raises(ratios.GainsError, match="value after"):
        ratios.ratio(bad, 1.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("chain", [[], [97.6]])
def test_a_chain_needs_a_step(chain: list[float]) -> None:
    with pytest.raises(ratios.GainsError, match="a chain of two or more"):
        ratios.gains(chain)


# Odds, and the room below a ceiling


def test_odds_by_hand() -> None:
    assert ratios.odds(84.7) == pytest.approx(84.7 / 15.3)
    assert ratios.odds(50) == 1


@pytest.mark.parametrize("share", [0, 100, -3, 104, math.nan, [50, 60]])
def test_odds_refuse(share: object) -> None:
    with pytest.raises(ratios.GainsError, match=r"share|number"):
        ratios.odds(share)  # type: ignore[arg-type]


def test_room_used_by_hand() -> None:
    # From 44.8 to 82.8 of the 55.2 that were left.
    assert ratios.room_used_percent(44.8, 82.8) == pytest.approx(100 * 38.0 / 55.2)
    assert ratios.room_used_percent(10, 10) == 0
    assert ratios.room_used_percent(2, 1, ceiling=4) == -50


@pytest.mark.parametrize(("before", "after"), [(100, 100), (50, 101), (math.nan, 5), (3, None)])
def test_room_refuses(before: float, after: float) -> None:
    with pytest.raises(ratios.GainsError, match="value"):
        ratios.room_used_percent(before, after)
