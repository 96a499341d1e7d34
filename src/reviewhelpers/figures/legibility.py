"""Whether figures are legible at each width: no text over another or over a mark, none cut off, none too small."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from reviewhelpers import figures
from reviewhelpers._core import rounding
from reviewhelpers._core.errors import Fault
from reviewhelpers.charts import theme
from reviewhelpers.charts.rendering import Canvas
from reviewhelpers.charts.theme import SMALLEST, WIDTHS
from reviewhelpers.figures import Plot

LEAST_ON_A_PHONE = 10.0
"""Points: type that a telephone still shows large enough; elsewhere what print keeps legible."""
TOUCHING = 0.5
"""Pixels by which two texts may meet without covering each other."""
LONGEST = 3.5
"""How many times its width a figure may be high on a telephone: two of its screens."""


def faults(id: str, plot: Plot, width: str | float = "page") -> Iterator[Fault]:
    """What keeps a figure from being read.

    Parameters
    ----------
    id : str
        Id of the figure, for the messages.
    plot : Plot
        The figure.
    width : str or float
        The name of its width, or inches.
    """
    place, asked = f"{id} at the width {width}", theme.parse_width(width)
    least = LEAST_ON_A_PHONE if width == "phone" else SMALLEST
    inches, height = plot.get_size_inches()
    if rounding.exceeds(inches, asked.inches):
        expected = f"{rounding.general(asked.inches)} at most"
        yield Fault(place, None, "width", f"{rounding.general(inches)} inches", expected)
    if width == "phone" and rounding.exceeds(height, LONGEST * inches):
        expected = f"{rounding.general(LONGEST * inches)} at most, two screens"
        yield Fault(place, None, "height", f"{rounding.general(height)} inches", expected)
    plot.draw_without_rendering()
    texts = _extents(plot)
    for text, _ in texts:
        size = float(text.get_fontsize())
        if rounding.exceeds(least, size):
            found = f"{rounding.general(size)} points: {_quoted(text)}"
            yield Fault(place, None, "type", found, f"{rounding.general(least)} or more")
    right, top = plot.bbox.size
    for text, box in texts:
        if box.x0 < -TOUCHING or box.y0 < -TOUCHING or box.x1 > right + TOUCHING or box.y1 > top + TOUCHING:
            yield Fault(place, None, "place", f"{_quoted(text)} cut off at the edge", "all of it inside")
    for (one, box), (other, second) in itertools.combinations(texts, 2):
        overlap_x = min(box.x1, second.x1) - max(box.x0, second.x0)
        overlap_y = min(box.y1, second.y1) - max(box.y0, second.y0)
        if min(overlap_x, overlap_y) > TOUCHING:
            yield Fault(place, None, "place", f"{_quoted(one)} over {_quoted(other)}", "each text apart")
    for text, box in texts:
        for x, y in _marks(plot):
            if box.x0 < x < box.x1 and box.y0 < y < box.y1:
                yield Fault(place, None, "place", f"{_quoted(text)} over a mark", "marks that show")


def all_faults(ids: Iterable[str] | None = None, widths: Iterable[str] = tuple(WIDTHS)) -> list[Fault]:
    """The faults of figures, all or those named, at each width.

    Raises
    ------
    UnknownId
        When there is no figure of that id.
    """
    asked = list(ids) if ids is not None else list(figures.ids())
    return [fault for id in asked for width in widths for fault in faults(id, figures.make(id, width), width)]


def _marks(plot: Plot) -> Iterator[tuple[float, float]]:
    """Where marks of values stand that show, in pixels."""
    for axes in plot.axes:
        for line in axes.lines:
            if line.get_marker() not in ("None", None, "", " ") and line.get_linestyle() == "None":
                for x, y in line.get_transform().transform(line.get_xydata()):
                    if axes.bbox.padded(1).contains(x, y):
                        yield float(x), float(y)


def _extents(plot: Plot) -> list[tuple[Text, Bbox]]:
    found = [each for each in plot.findobj(Text) if isinstance(each, Text)]
    texts = [text for text in found if text.get_visible() and text.get_text().strip()]
    renderer = Canvas(plot).get_renderer()
    # Text.get_window_extent, not that of an annotation, whose box takes in its arrow.
    return [(text, Text.get_window_extent(text, renderer)) for text in texts if _shows(text, plot)]


def _shows(text: Text, plot: Plot) -> bool:
    """Whether a text is drawn: labels of points and ticks beyond the limits are not."""
    if isinstance(text, Annotation) and text.axes is not None and text.xycoords == "data":
        return bool(text.axes.bbox.padded(1).contains(*text.axes.transData.transform(text.xy)))
    # A second scale is an axes within its axes.
    every = [axes for outer in plot.axes for axes in (outer, *outer.child_axes)]
    for axis in (axis for axes in every for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for number, tick in enumerate(axis.majorTicks):
            if text in (tick.label1, tick.label2):
                # Ticks of an earlier drawing are kept, and not drawn.
                return number < len(axis.get_majorticklocs()) and bool(low <= tick.get_loc() <= high)
    return True


def _quoted(text: Text) -> str:
    return repr(" ".join(text.get_text().split()))
