"""Drawings of electrons at defects, and the figures of their models: counts by hand, and words that follow."""

from __future__ import annotations

import functools
import re

import numpy as np
import pytest
from figure_texts import lacking
from support import texts

from reviewhelpers import figures
from reviewhelpers.dataset import data
from reviewhelpers.figures.basics import coordination, dopants, sublattices, vacancy
from reviewhelpers.figures.models import d_band, huckel

IDS = (vacancy.ID, sublattices.ID, dopants.ID, coordination.ID, d_band.ID, huckel.ID)


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


def shown(id: str) -> str:
    return " ".join(" ".join(text.get_text().split()) for text in texts(cached_plot(id)))


@pytest.mark.parametrize("id", IDS)
def test_a_drawing_says_that_it_is_ours_and_what_it_rests_on(id: str) -> None:
    plot = cached_plot(id)
    assert re.search(r"Our (drawing|model)", plot.caption)
    assert re.search(r"Our (drawing|model)", plot.method)
    keys = set(re.findall(r"`([a-z]+\d{4}[a-z]+)`", plot.method))
    assert keys
    assert keys <= set(data.table("background")["cite"])
    rows = " ".join(plot.data["rows"]).split()
    assert {f"bg-{key}" for key in keys} >= set(rows)


def test_each_answer_places_two_electrons() -> None:
    drawn = cached_plot(vacancy.ID).data
    placed = drawn[["in the hole", "on metal ions", "in the empty band"]].sum(axis=1)
    assert set(placed) == {2}


@pytest.mark.parametrize(
    ("name", "more", "less"), [("zigzag", 12, 10), ("armchair", 21, 21), ("hole", 21, 20)]
)
def test_the_atoms_of_a_piece_are_as_counted_by_hand(name: str, more: int, less: int) -> None:
    # A triangle of six rings has 22 atoms, a star of thirteen 42.
    places, first = sublattices.piece(name)
    assert len(places) == more + less
    assert {int(first.sum()), int((~first).sum())} == {more, less}
    assert lacking(shown(sublattices.ID), f"{more} and {less} atoms") == []


def test_states_at_zero_are_the_difference_of_the_counts() -> None:
    drawn = cached_plot(sublattices.ID).data
    assert (drawn["states at E = 0"] == (drawn["filled"] - drawn["hollow"]).abs()).all()


@pytest.mark.parametrize(("name", "count"), [("boron", 0), ("carbon", 1), ("graphitic", 2), ("pyridinic", 1)])
def test_pi_electrons_are_what_bonds_and_lone_pair_leave(name: str, count: int) -> None:
    assert dopants.pi_electrons(name) == count


def test_fewer_neighbours_make_a_narrower_and_higher_band() -> None:
    bands = [coordination.band_of(count) for count in (9, 7, 3)]
    assert [half**2 * 9 for half, _ in bands] == pytest.approx([9, 7, 3])
    centres = [centre for _, centre in bands]
    assert centres == sorted(centres)
    # Scaled about the Fermi level.
    assert [centre / half for half, centre in bands] == pytest.approx([centres[0]] * 3)


def test_the_hole_that_closes_has_rings_of_five_and_eight() -> None:
    closed = huckel.case("closed")
    neighbours = (closed.matrix != 0).sum(axis=0)
    whole = huckel.case("whole")
    # Every atom at the hole has three neighbours again.
    assert (neighbours == 2).sum() == ((whole.matrix != 0).sum(axis=0) == 2).sum()
    ends = np.array([[closed.places[one], closed.places[other]] for one, other in closed.extra])
    apart = np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)
    # Two atoms that shared a neighbour: closing makes a ring of five out of one of six.
    assert apart == pytest.approx([3**0.5, 3**0.5])


def test_the_figure_of_the_band_says_that_stretching_strengthens_at_each_filling() -> None:
    strained = cached_plot(d_band.ID).data
    strained = strained[strained["panel"] == "strain"]
    for _, part in strained.groupby("share of the band filled"):
        assert part["strength of the bond / half widths"].is_monotonic_decreasing


@pytest.mark.parametrize("module", [d_band, huckel])
def test_frames_have_one_size(module: object) -> None:
    values = module.VALUES  # type: ignore[attr-defined]
    assert 19 <= len(values) <= 41
    sizes = {
        tuple(module.frame(value).get_size_inches())  # type: ignore[attr-defined]
        for value in (values[0], values[len(values) // 2], values[-1])
    }
    assert len(sizes) == 1
