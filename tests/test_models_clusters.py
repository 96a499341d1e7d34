"""The model of packed clusters against limits that are known without it."""

from __future__ import annotations

import pytest

from reviewhelpers.chemistry import cluster_packing
from reviewhelpers.models import clusters


@pytest.mark.parametrize(("shells", "atoms"), [(0, 1), (1, 13), (2, 55), (3, 147), (4, 309)])
def test_closed_shells_have_the_magic_numbers(shells: int, atoms: int) -> None:
    assert clusters.cuboctahedron(shells).sum() == atoms


def test_thirteen_atoms_have_72_ends_of_bonds() -> None:
    # The middle atom has twelve neighbours, each of the others the middle and four beside it.
    counts = sorted(clusters.neighbours(clusters.cuboctahedron(1)))
    assert counts == [5] * 12 + [12]
    assert clusters.mean_neighbours(1) == pytest.approx(72 / 13)


def test_a_single_atom_has_no_neighbour_and_bulk_twelve() -> None:
    assert clusters.mean_neighbours(0) == 0
    found = [clusters.mean_neighbours(shells) for shells in (1, 2, 4, 8, 16, 24)]
    assert found == sorted(found)
    assert found[-1] < 12
    # Atoms that lack neighbours lie on the surface, whose share falls as one over the size.
    missing = [12 - mean for mean in found]
    assert missing[-2] / missing[-1] == pytest.approx(24 / 16, rel=0.04)


@pytest.mark.parametrize("shells", [1, 2, 3])
def test_it_counts_as_the_packing_of_the_package(shells: int) -> None:
    positions = cluster_packing.cuboctahedron(shells)
    assert clusters.mean_neighbours(shells) == pytest.approx(cluster_packing.mean_neighbours(positions))


def test_a_mixture_is_linear_in_its_shares() -> None:
    mean = clusters.mean_neighbours(2)
    found = [clusters.reported([share, 1 - share], [0, mean]) for share in (0.0, 0.5, 1.0)]
    assert found == pytest.approx([mean, mean / 2, 0])


def test_two_mixtures_have_one_mean() -> None:
    for shells in (1, 3, 6):
        alone = clusters.share_alone(4.0, shells)
        assert 0 < alone < 1
        assert clusters.reported([alone, 1 - alone], [0, clusters.mean_neighbours(shells)]) == pytest.approx(
            4
        )
    assert clusters.share_alone(4.0, 1) == pytest.approx(1 - 4 * 13 / 72)
