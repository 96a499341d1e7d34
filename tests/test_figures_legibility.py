"""What keeps a figure from being read is told, at each width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import support

from reviewhelpers.figures import Plot, legibility


def small(plot: Plot) -> None:
    plot.text(0.5, 0.5, "small", fontsize=9.9)


def cut(plot: Plot) -> None:
    plot.text(0.98, 0.98, "cut off", fontsize=10)


def over(plot: Plot) -> None:
    plot.text(0.5, 0.98, "one", fontsize=10, va="top")
    plot.text(0.5, 0.97, "other", fontsize=10, va="top")


def covered(plot: Plot) -> None:
    axes = plot.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.set(xticks=[], yticks=[])
    axes.plot([0.5], [0.5], "o")
    axes.text(0.5, 0.5, "covering", fontsize=10, ha="center", va="center")


def wide(plot: Plot) -> None:
    plot.set_figwidth(4.9)


def high(plot: Plot) -> None:
    plot.set_figheight(17)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (small, "type: found 9.9 points: 'small', expected 10 or more"),
        (cut, "place: found 'cut off' cut off at the edge, expected all of it inside"),
        (over, "place: found 'one' over 'other', expected each text apart"),
        (covered, "place: found 'covering' over a mark, expected marks that show"),
        (wide, "width: found 4.9 inches, expected 4.8 at most"),
        (high, "height: found 17 inches, expected 16.8 at most, two screens"),
    ],
)
def test_what_cannot_be_read_is_told(change: Callable[[Plot], None], message: str) -> None:
    plot = support.sample_plot()
    # An empty sheet: what the sample draws is no matter here.
    plot.clear()
    plot.set_size_inches(4.8, 4)
    plot.set_layout_engine("none")
    assert list(legibility.faults("fig-x", plot, "phone")) == []
    change(plot)
    found = list(map(str, legibility.faults("fig-x", plot, "phone")))
    assert f"fig-x at the width phone:-:{message}" in found


def test_labels_and_ticks_beyond_the_limits_do_not_count() -> None:
    plot = support.sample_plot()
    assert [fault for fault in legibility.faults("fig-x", plot) if "width" not in str(fault)] == []
    plot.axes[0].set_xlim(-0.9, 0)
    assert [str(fault) for fault in legibility.faults("fig-x", plot) if "SnO₂" in str(fault)] == []
