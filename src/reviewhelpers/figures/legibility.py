"""Whether figures are legible at each width: no text over another or over a mark, none cut off, none too small."""

from __future__ import annotations

import functools
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
    fault = functools.partial(Fault, f"{id} at the width {width}", None)
    number = rounding.general
    inches, height = plot.get_size_inches()
    widest = theme.parse_width(width).inches
    if rounding.exceeds(inches, widest):
        yield fault("width", f"{number(inches)} inches", f"{number(widest)} at most")
    if width == "phone" and rounding.exceeds(height, LONGEST * inches):
        yield fault("height", f"{number(height)} inches", f"{number(LONGEST * inches)} at most, two screens")
    plot.draw_without_rendering()
    texts, marks = _extents(plot), list(_marks(plot))
    least = LEAST_ON_A_PHONE if width == "phone" else SMALLEST
    page = plot.bbox.padded(TOUCHING)
    for text, box in texts:
        size = float(text.get_fontsize())
        if rounding.exceeds(least, size):
            yield fault("type", f"{number(size)} points: {_quoted(text)}", f"{number(least)} or more")
        if not (page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1)):
            yield fault("place", f"{_quoted(text)} cut off at the edge", "all of it inside")
        if any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for x, y in marks):
            yield fault("place", f"{_quoted(text)} over a mark", "marks that show")
    for (one, first), (other, second) in itertools.combinations(texts, 2):
        both = Bbox.intersection(first, second)
        if both is not None and min(both.width, both.height) > TOUCHING:
            yield fault("place", f"{_quoted(one)} over {_quoted(other)}", "each text apart")


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
    texts = [text for text in plot.findobj(Text) if isinstance(text, Text) and text.get_visible()]
    renderer = Canvas(plot).get_renderer()
    # Text.get_window_extent, not that of an annotation, whose box takes in its arrow.
    return [
        (text, Text.get_window_extent(text, renderer))
        for text in texts
        if text.get_text().strip() and _shows(text, plot)
    ]


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
