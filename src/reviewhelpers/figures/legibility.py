"""Whether a figure is legible on a phone: no text over another, none cut off, none too small."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from reviewhelpers import figures
from reviewhelpers._core import rounding
from reviewhelpers._core.errors import Fault
from reviewhelpers.figures import Plot

WIDEST = 5.2
"""Inches: what a page is wide, so that type keeps its size there."""
SMALLEST = 10.0
"""Points: type that a phone still shows large enough to read."""
TOUCHING = 0.5
"""Pixels by which two texts may meet without covering each other."""


def faults(id: str, plot: Plot) -> Iterator[Fault]:
    """What keeps a figure from being read.

    Parameters
    ----------
    id : str
        Id of the figure, for the messages.
    plot : Plot
        The figure.
    """
    width = plot.figure.get_figwidth()
    if width > WIDEST:
        yield Fault(
            id, None, "width", f"{rounding.general(width)} inches", f"{rounding.general(WIDEST)} at most"
        )
    texts = _extents(plot)
    for text, _ in texts:
        size = float(text.get_fontsize())
        if size < SMALLEST:
            found = f"{rounding.general(size)} points: {_quoted(text)}"
            yield Fault(id, None, "type", found, f"{rounding.general(SMALLEST)} or more")
    right, top = plot.figure.get_size_inches() * plot.figure.dpi
    for text, box in texts:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > right or box.y1 > top:
            yield Fault(id, None, "place", f"{_quoted(text)} cut off at the edge", "all of it inside")
    for (one, box), (other, second) in itertools.combinations(texts, 2):
        overlap_x = min(box.x1, second.x1) - max(box.x0, second.x0)
        overlap_y = min(box.y1, second.y1) - max(box.y0, second.y0)
        if min(overlap_x, overlap_y) > TOUCHING:
            yield Fault(id, None, "place", f"{_quoted(one)} over {_quoted(other)}", "each text apart")


def all_faults(ids: Iterable[str] | None = None) -> list[Fault]:
    """The faults of figures, all or those named.

    Raises
    ------
    UnknownId
        When there is no figure of that id.
    """
    return [fault for id in ids or figures.ids() for fault in faults(id, figures.make(id))]


def _extents(plot: Plot) -> list[tuple[Text, Bbox]]:
    plot.figure.draw_without_rendering()
    found = [each for each in plot.figure.findobj(Text) if isinstance(each, Text)]
    texts = [text for text in found if text.get_visible() and text.get_text().strip()]
    renderer = FigureCanvasAgg(plot.figure).get_renderer()  # type: ignore[no-untyped-call]
    # Text.get_window_extent, not that of an annotation, whose box takes in its arrow.
    return [(text, Text.get_window_extent(text, renderer)) for text in texts]


def _quoted(text: Text) -> str:
    return repr(" ".join(text.get_text().split()))
