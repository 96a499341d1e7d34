"""Mean coordination numbers of compact clusters, against counts by hand and closed formulas."""

import itertools
import math

import numpy as np
import pytest

from reviewhelpers.chemistry import cluster_packing


@pytest.mark.parametrize(
    ("atoms", "pairs"),
    # Pair, triangle, tetrahedron, trigonal bipyramid, octahedron, pentagonal bipyramid; icosahedron: 12 + 30
    # edges.
    [(1, 0), (2, 1), (3, 3), (4, 6), (5, 9), (6, 12), (7, 16), (13, 42)],
)
def test_small_clusters_have_the_pairs_counted_by_hand(atoms: int, pairs: int) -> None:
    assert cluster_packing.compact_mean(atoms) == pytest.approx(2 * pairs / atoms)


@pytest.mark.parametrize("shells", [1, 2, 3, 4])
def test_whole_clusters_follow_the_closed_formulas(shells: int) -> None:
    # Atoms of both shapes: 1 + Σ (10 m² + 2); pairs of an icosahedron and of a cuboctahedron by number of
    # shells.
    atoms = 1 + sum(10 * m**2 + 2 for m in range(1, shells + 1))
    pairs = {
        cluster_packing.icosahedron: 20 * shells**3 + 15 * shells**2 + 7 * shells,
        cluster_packing.cuboctahedron: 20 * shells**3 + 12 * shells**2 + 4 * shells,
    }
    for build, by_formula in pairs.items():
        found = build(shells)
        assert len(found) == atoms
        assert cluster_packing.mean_neighbours(found) == pytest.approx(2 * by_formula / atoms)


def test_an_atom_inside_a_whole_cluster_has_twelve_neighbours() -> None:
    for build in (cluster_packing.icosahedron, cluster_packing.cuboctahedron):
        apart = np.sort(np.linalg.norm(build(2), axis=1))
        assert apart[12] < cluster_packing.TOUCHING * apart[1] <= apart[13]


def test_the_mean_grows_with_the_atoms_and_stays_below_the_bulk() -> None:
    means = [cluster_packing.compact_mean(atoms) for atoms in range(1, 400)]
    assert all(low < high for low, high in itertools.pairwise(means))
    assert means[-1] < cluster_packing.BULK
    assert cluster_packing.compact_mean(10**9) == pytest.approx(cluster_packing.BULK, abs=0.02)


@pytest.mark.parametrize("atoms", [1, 2, 3, 4, 7, 13, 14, 55, 100, 147, 561])
def test_the_fewest_atoms_are_those_that_first_reach_a_mean(atoms: int) -> None:
    assert cluster_packing.fewest_atoms(cluster_packing.compact_mean(atoms)) == atoms


def test_printed_means_ask_for_particles() -> None:
    # Linear in n^(-1/3) between 13 (6.46; 5.54) and 55 atoms (8.51; 7.85), and between 55 and 147 (9.47;
    # 8.98).
    assert (cluster_packing.fewest_atoms(7.29), cluster_packing.atoms_of_metal(7.29)) == (22, 36)
    assert (cluster_packing.fewest_atoms(8.85), cluster_packing.atoms_of_metal(8.85)) == (76, 129)
    assert cluster_packing.atoms_of_metal(2 * 216 / 55) == 55


@pytest.mark.parametrize("bad", [0, -1, 2.5, math.nan, "three", [1, 2]])
def test_a_cluster_has_whole_atoms(bad: object) -> None:
    with pytest.raises(cluster_packing.PackingError, match="atoms of the cluster"):
        cluster_packing.compact_mean(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [-0.1, 12, 13, math.nan, [1, 2]])
def test_a_mean_lies_below_that_of_the_bulk(bad: object) -> None:
    for function in (cluster_packing.fewest_atoms, cluster_packing.atoms_of_metal):
        with pytest.raises(cluster_packing.PackingError, match="mean number of neighbours"):
            function(bad)  # type: ignore[arg-type]


def test_a_mean_below_thirteen_atoms_belongs_to_no_cuboctahedron() -> None:
    with pytest.raises(cluster_packing.PackingError, match=r"5\.54 or more"):
        cluster_packing.atoms_of_metal(4.12)


@pytest.mark.parametrize("bad", [-1, 0.5, math.nan])
def test_shells_are_whole(bad: object) -> None:
    for build in (cluster_packing.icosahedron, cluster_packing.cuboctahedron):
        with pytest.raises(cluster_packing.PackingError, match="shells"):
            build(bad)  # type: ignore[arg-type]
