"""Pictures that code of a page draws: their line follows from what is drawn and said, from nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes

from reviewhelpers import figures, shown
from reviewhelpers.errors import ReviewHelpersError
from reviewhelpers.figures import dark, drawing, style

X = np.linspace(-1.0, 1.0, 5)


def drawn(draw: Callable[[Axes], object], alt: str = "It rises.", caption: str = "") -> shown.Shown:
    with style.applied():
        figure = style.new_figure(4, 3)
        draw(figure.subplots())
    return figures.picture(figure, alt=alt, caption=caption)


DRAWINGS: dict[str, Callable[[Axes, float], object]] = {
    "line": lambda axes, more: axes.plot(X, X + more),
    "marks": lambda axes, more: axes.scatter(X, X + more),
    "bars": lambda axes, more: axes.bar(X, X + more),
    "area": lambda axes, more: axes.fill_between(X, X + more),
    "error bars": lambda axes, more: axes.errorbar(X, X, yerr=0.1 + more),
    "image": lambda axes, more: axes.imshow(np.outer(X, X + more), cmap="gray"),
    "word": lambda axes, more: (axes.plot(X, X), axes.text(0, 0, f"{more:.1f}")),
}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_changed_value_changes_the_line(kind: str) -> None:
    lines = [repr(drawn(lambda axes, more=more: DRAWINGS[kind](axes, more))) for more in (0.0, 0.0, 0.1)]
    assert lines[0] == lines[1] != lines[2]
    assert shown.named(lines[0]) == shown.PICTURE


@pytest.mark.parametrize("kind", DRAWINGS)
def test_the_last_digits_of_a_processor_do_not(kind: str) -> None:
    noise = [repr(drawn(lambda axes, more=more: DRAWINGS[kind](axes, more))) for more in (0.0, 1e-13)]
    assert noise[0] == noise[1]


def test_words_are_in_the_line() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, X)

    assert len({repr(drawn(draw)), repr(drawn(draw, alt="It falls.")), repr(drawn(draw, caption="A."))}) == 3


def test_it_has_a_counterpart_for_dark_pages() -> None:
    svg = drawn(lambda axes: axes.plot(X, X)).views["image/svg+xml"]
    assert dark.recolour(svg, "a") != svg


@pytest.mark.parametrize(
    ("draw", "alt"), [(lambda axes: None, "It rises."), (lambda axes: axes.plot(X), " ")]
)
def test_nothing_drawn_or_nothing_said_is_refused(draw: Callable[[Axes], object], alt: str) -> None:
    with pytest.raises(ReviewHelpersError, match="drawn values and an alternative text"):
        drawn(draw, alt=alt)


def test_the_values_are_those_of_the_data() -> None:
    with style.applied():
        figure = style.new_figure(4, 3)
        figure.subplots().plot([1, 2], [3, 4])
    assert drawing.drawn_values(figure) == [(1.0, 3.0), (2.0, 4.0)]
