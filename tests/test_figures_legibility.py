"""Every figure of the book is legible: no text over another, none clipped, none too small for a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import support
from matplotlib.figure import Figure

from reviewhelpers import figures
from reviewhelpers.figures import legibility

IDS = figures.ids()


@pytest.mark.parametrize("id", IDS)
def test_the_figure_is_legible(id: str) -> None:
    assert list(map(str, legibility.faults(id, figures.make(id)))) == []


def small(figure: Figure) -> None:
    figure.text(0.5, 0.5, "small", fontsize=9.9)


def cut(figure: Figure) -> None:
    figure.text(0.95, 0.98, "cut off", fontsize=10)


def over(figure: Figure) -> None:
    figure.text(0.5, 0.98, "one", fontsize=10, va="top")
    figure.text(0.5, 0.97, "other", fontsize=10, va="top")


def wide(figure: Figure) -> None:
    figure.set_figwidth(5.21)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (small, "fig-x:-:type: found 9.9 points: 'small', expected 10 or more"),
        (cut, "fig-x:-:place: found 'cut off' cut off at the edge, expected all of it inside"),
        (over, "fig-x:-:place: found 'one' over 'other', expected each text apart"),
        (wide, "fig-x:-:width: found 5.21 inches, expected 5.2 at most"),
    ],
)
def test_what_cannot_be_read_is_told(change: Callable[[Figure], None], message: str) -> None:
    plot = support.sample_plot()
    plot.figure.set_figwidth(5)
    # An empty sheet: what the sample draws is no matter here.
    plot.figure.clear()
    plot.figure.set_layout_engine("none")
    assert list(legibility.faults("fig-x", plot)) == []
    change(plot.figure)
    assert message in list(map(str, legibility.faults("fig-x", plot)))
