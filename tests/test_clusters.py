"""Neighbours, mean charges and fits, against values worked by hand."""

import itertools
import math

import numpy as np
import pytest

from reviewhelpers.chemistry import clusters
from reviewhelpers.dataset import data

POTENTIALS = [-0.75, -0.85, -0.95]


def value(row: str) -> float:
    return float(data.row(row)["value"])


@pytest.mark.parametrize(("atoms", "most"), [(1, 0), (2, 1), (3, 2), (4, 3), (7, 6), (13, 12), (55, 12)])
def test_an_atom_has_at_most_all_the_others_or_twelve(atoms: int, most: int) -> None:
    assert clusters.largest_neighbours(atoms) == most


@pytest.mark.parametrize("bad", [0, -1, 2.5, float("nan"), "three"])
def test_a_cluster_has_whole_atoms(bad: object) -> None:
    with pytest.raises(clusters.ClusterError, match="atoms of the cluster"):
        clusters.largest_neighbours(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sample", "by_hand"),
    # 2 × 0.879 + 1 × 0.033 = 1.791; 2 × 0.711 + 1 × 0.049 = 1.471
    [("ji2023-cu1-5-ntc", 1.791), ("ji2023-cu3-2-ntc", 1.471)],
)
def test_mean_charges_are_those_worked_by_hand(sample: str, by_hand: float) -> None:
    shares = {charge: value(f"{sample}-share-cu{charge}") for charge in (0, 1, 2)}
    assert clusters.mean_valence(shares) == pytest.approx(by_hand, abs=1e-9)


@pytest.mark.parametrize(
    ("shares", "fault"),
    [
        ({2: 87.9, 1: 3.3}, "found shares of 91.2 percent together"),
        ({2: 120.0, 0: -20.0}, "share of charge 2: found 120"),
        ({}, "found shares of 0 percent"),
        ({2: float("nan")}, "share of charge 2"),
    ],
)
def test_shares_that_make_no_whole_are_refused(shares: dict[float, float], fault: str) -> None:
    with pytest.raises(clusters.ClusterError, match=fault):
        clusters.mean_valence(shares)


def test_a_line_is_found_again() -> None:
    # Through (-1, 3) and (0, 1) and (1, -1): slope -2, 1 at zero.
    line = clusters.fit_line([-1, 0, 1], [3, 1, -1])
    assert (line.slope_per_V, line.at_zero) == (pytest.approx(-2), pytest.approx(1))
    assert line.largest_miss == pytest.approx(0, abs=1e-12)


def test_the_line_of_the_printed_counts_is_that_worked_by_hand() -> None:
    # Means: E -0.85, CN 6.7533; slope = (0.1 × 4.12 - 0.1 × 8.85) / 0.02 = -23.65
    # At -0.85 the line gives the mean, 0.5367 below the printed 7.29.
    line = clusters.fit_line(POTENTIALS, [4.12, 7.29, 8.85])
    assert line.slope_per_V == pytest.approx(-23.65)
    assert line.largest_miss == pytest.approx(7.29 - 6.75333, abs=1e-4)


def test_a_step_is_found_again() -> None:
    step = clusters.Logistic(4.0, -0.8, 0.05, 0.0)
    counts = step.at(POTENTIALS)
    found = clusters.fit_logistic(POTENTIALS, list(counts), upper=4.0)
    assert (found.half_V, found.width_V) == (pytest.approx(-0.8), pytest.approx(0.05))
    assert found.at(-0.8) == pytest.approx(2.0)
    assert found.largest_miss == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "upper", "half", "width"),
    [
        # Sums of squares tried by hand on a grid of 0.1 mV: least at these two.
        ([3.87, 3.58, 0.59], 3.90, -0.9083, 0.0242),
        ([2.89, 1.55, 0.41], 3.58, -0.8337, 0.0578),
    ],
)
def test_the_step_is_that_of_least_squares(
    counts: list[float], upper: float, half: float, width: float
) -> None:
    def squares(middle: float, wide: float) -> float:
        fitted = (upper / (1 + math.exp((middle - E) / wide)) for E in POTENTIALS)
        return sum((one - other) ** 2 for one, other in zip(fitted, counts, strict=True))

    found = clusters.fit_logistic(POTENTIALS, counts, upper)
    assert (found.half_V, found.width_V) == pytest.approx((half, width), abs=5e-5)
    near = itertools.product((-1e-5, 0, 1e-5), repeat=2)
    beside = [squares(found.half_V + a, found.width_V + b) for a, b in near if (a, b) != (0, 0)]
    assert squares(found.half_V, found.width_V) < min(beside)
    fitted = [upper / (1 + math.exp((found.half_V - E) / found.width_V)) for E in POTENTIALS]
    misses = [abs(one - other) for one, other in zip(fitted, counts, strict=True)]
    assert found.largest_miss == pytest.approx(max(misses))


def test_what_cannot_be_fitted_is_refused() -> None:
    with pytest.raises(clusters.ClusterError, match="fewer than three potentials"):
        clusters.fit_line([-0.75, -0.85], [1, 2])
    with pytest.raises(clusters.ClusterError, match="3 potentials and 2 counts"):
        clusters.fit_line(POTENTIALS, [1, 2])
    with pytest.raises(clusters.ClusterError, match=r"expected all between 0 and 3\.9"):
        clusters.fit_logistic(POTENTIALS, [3.95, 3.58, 0.59], 3.90)
    with pytest.raises(clusters.ClusterError, match="do not fall"):
        clusters.fit_logistic(POTENTIALS, [0.59, 3.58, 3.87], 3.90)
    with pytest.raises(clusters.ClusterError, match="counts"):
        clusters.fit_line(POTENTIALS, [1.0, np.nan, 2.0])


def test_a_search_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_MOST_ITERATIONS", 1)
    with pytest.raises(clusters.ClusterError, match=r"one step from 3\.9 to 0 is nearest"):
        clusters.fit_logistic(POTENTIALS, [3.87, 3.58, 0.59], 3.90)


def test_overcount_by_hand() -> None:
    # Three others each in a tetrahedron: of 4.12 the part above three is too much; seven atoms have 16 pairs.
    assert clusters.overcount_percent(4.12, 4) == pytest.approx(100 * 1.12 / 4.12)
    assert clusters.overcount_percent(7.29, 7) == pytest.approx(100 * (7.29 - 32 / 7) / 7.29)
    assert clusters.overcount_percent(3, 4) == 0


@pytest.mark.parametrize(("mean", "atoms"), [(0, 4), (-1, 4), (np.nan, 4), ([1, 2], 4), (2, 0)])
def test_overcount_refuses(mean: object, atoms: int) -> None:
    with pytest.raises(clusters.ClusterError, match="found"):
        clusters.overcount_percent(mean, atoms)  # type: ignore[arg-type]


def test_largest_mean_by_hand() -> None:
    assert clusters.largest_mean(8.8) == pytest.approx(1.056)
    assert clusters.largest_mean(100) == 12


@pytest.mark.parametrize("share", [-1, 101, np.nan, [10, 20]])
def test_largest_mean_refuses(share: object) -> None:
    with pytest.raises(clusters.ClusterError, match="share"):
        clusters.largest_mean(share)  # type: ignore[arg-type]
