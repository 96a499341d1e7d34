"""Every figure of the book is legible: no text over another, none clipped, none too small for a phone."""

from __future__ import annotations

import functools
import itertools

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from support import texts

from reviewhelpers import figures

IDS = figures.ids()


@functools.cache
def made(id: str) -> figures.Plot:
    return figures.make(id)


def extents(plot: figures.Plot) -> dict[str, Bbox]:
    drawn = texts(plot)
    renderer = FigureCanvasAgg(plot.figure).get_renderer()  # type: ignore[no-untyped-call]
    # Text.get_window_extent, not that of an annotation, whose box takes in its arrow.
    return {
        f"{number} {text.get_text()}": Text.get_window_extent(text, renderer)
        for number, text in enumerate(drawn)
    }


@pytest.mark.parametrize("id", IDS)
def test_no_text_lies_over_another(id: str) -> None:
    boxes = extents(made(id))
    over = [
        (one, other)
        for (one, box), (other, second) in itertools.combinations(boxes.items(), 2)
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 0.5
        and min(box.y1, second.y1) - max(box.y0, second.y0) > 0.5
    ]
    assert over == []


@pytest.mark.parametrize("id", IDS)
def test_no_text_is_clipped(id: str) -> None:
    plot = made(id)
    width, height = plot.figure.get_size_inches() * plot.figure.dpi
    outside = [
        text
        for text, box in extents(plot).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]
    assert outside == []


@pytest.mark.parametrize("id", IDS)
def test_type_is_readable_on_a_phone(id: str) -> None:
    plot = made(id)
    assert plot.figure.get_figwidth() <= 5.2
    assert min(float(text.get_fontsize()) for text in texts(plot)) >= 10
