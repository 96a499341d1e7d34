"""Pictures that code of a page draws: their line follows from what is drawn and said, from nothing else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes

from reviewhelpers import figures
from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.style import style

X = np.linspace(-1.0, 1.0, 5)


def drawn(
    draw: Callable[[Axes], object], alt: str = "It rises.", caption: str = ""
) -> notebook_output.NotebookOutput:
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
    "arrows": lambda axes, more: axes.quiver(X, X, X, X + more),
    "values of small size": lambda axes, more: axes.loglog([1e-9, 2e-9 * (1 + more)], [1e3, 2e3]),
    "sizes of marks": lambda axes, more: axes.scatter(X, X, s=20 * (1 + more)),
    "a colour": lambda axes, more: axes.plot(X, X, color=style.COLOURS["blue" if more < 0.05 else "orange"]),
    "limits": lambda axes, more: (axes.plot(X, X), axes.set_xlim(0, 2 + more)),
    "a scale": lambda axes, more: (
        axes.plot(X + 2, X + 2),
        axes.set_yscale("linear" if more < 0.05 else "log"),
    ),
    "names of categories": lambda axes, more: axes.bar(["Cu", "Ag" if more < 0.05 else "Au"], [1, 2]),
    "an inset": lambda axes, more: axes.inset_axes([0.5, 0.5, 0.4, 0.4]).plot(X, X + more),
    "a title on the left": lambda axes, more: (axes.plot(X, X), axes.set_title(f"{more:.1f}", loc="left")),
    "the place of a word": lambda axes, more: (axes.plot(X, X), axes.text(more, 0, "here")),
    "word": lambda axes, more: (axes.plot(X, X), axes.text(0, 0, f"{more:.1f}")),
}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_changed_value_changes_the_line(kind: str) -> None:
    lines = [repr(drawn(lambda axes, more=more: DRAWINGS[kind](axes, more))) for more in (0.0, 0.0, 0.1)]
    assert lines[0] == lines[1] != lines[2]
    assert notebook_output.parse_id(lines[0]) == notebook_output.PICTURE


@pytest.mark.parametrize(
    "kind", sorted(DRAWINGS.keys() - {"limits"})
)  # A limit at a tick shows it, or does not.
def test_the_last_digits_of_a_processor_do_not(kind: str) -> None:
    noise = [repr(drawn(lambda axes, more=more: DRAWINGS[kind](axes, more))) for more in (0.0, 1e-13)]
    assert noise[0] == noise[1]


def test_words_are_in_the_line() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(X, X)

    assert len({repr(drawn(draw)), repr(drawn(draw, alt="It falls.")), repr(drawn(draw, caption="A."))}) == 3


def test_it_has_a_counterpart_for_dark_pages() -> None:
    svg = drawn(lambda axes: axes.plot(X, X)).views["image/svg+xml"]
    assert dark_mode.recolour(svg, "a") != svg


@pytest.mark.parametrize(
    ("draw", "alt"), [(lambda axes: None, "It rises."), (lambda axes: axes.plot(X), " ")]
)
def test_nothing_drawn_or_nothing_said_is_refused(draw: Callable[[Axes], object], alt: str) -> None:
    with pytest.raises(ReviewHelpersError, match="nothing drawn or no alternative text"):
        drawn(draw, alt=alt)


def test_the_points_are_counted() -> None:
    assert repr(drawn(lambda axes: axes.plot([1, 2], [3, 4]))).startswith("picture: 2 points, ")


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (lambda axes: axes.imshow(np.outer(X, X)), "shapes and text alone"),
        (lambda axes: axes.plot(X, X, color="red"), r"figures\.style\.applied"),
    ],
)
def test_what_no_page_can_show_is_refused_where_it_is_drawn(
    draw: Callable[[Axes], object], told: str
) -> None:
    with pytest.raises(ReviewHelpersError, match=told):
        drawn(draw)
