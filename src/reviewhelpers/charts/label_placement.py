"""Labels beside points, none over another, over a marker or outside the axes."""

from __future__ import annotations

import itertools
import math
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts.box_geometry import (
    Box,
    Place,
    area,
    bounding_box,
    lies_within,
    overlapping,
    pad_box,
    places_clash,
    segment_meets_box,
    to_box,
)
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.rendering import Canvas, freeze_layout
from reviewhelpers.charts.text import type_size, write_beside

_PAD = 1.5  # points kept free around each label
_NEAR = 3.0  # points between a marker and a label that needs no leader
_DISTANCES = (_NEAR, 9.0, 15.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0, 100.0, 120.0, 145.0, 175.0, 210.0)
_STEPS = 1500
# In twenty-fourths of a turn: right, left, above, below, the corners, then all between.
_DIRECTIONS = tuple(dict.fromkeys((0, 12, 6, 18, 3, 21, 9, 15, *range(24))))


class NoRoom(ReviewHelpersError):
    """A label that finds no place: the figure is too small for its labels."""


def label_points(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    texts: Sequence[str],
    *,
    size: float | None = None,
    obstacles: Iterable[Artist] = (),
) -> list[Annotation]:
    """Name points directly, no label over another, over a marker or outside the axes.

    Each label takes the nearest free place around its point, tried in a fixed order, so that the same points
    always give the same picture. A label that had to move away gets a leader. Draw everything else first:
    the call settles the layout of the figure and freezes it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where the points are drawn already.
    xs, ys : sequence of float
        The points, in data coordinates.
    texts : sequence of str
        One label a point. An empty one is skipped, its point is kept clear nevertheless.
    size : float
        Type size in points; by default that of the figure.
    obstacles : iterable of matplotlib.artist.Artist
        What else to keep clear of, such as bars. The legend and the texts of the axes need no mention.

    Returns
    -------
    list of matplotlib.text.Annotation
        The labels, in the order of the points, without those skipped.

    Raises
    ------
    NoRoom
        When a label finds no place.
    """
    figure = ax.get_figure(root=True)
    if figure is None or not texts:
        return []
    freeze_layout(figure)
    renderer = Canvas(figure).get_renderer()
    point = figure.dpi / 72  # pixels a point

    legend = ax.get_legend()
    others = [*ax.texts, *([legend] if legend else []), *obstacles]
    radius = float(matplotlib.rcParams["lines.markersize"]) / 2 * point
    centres = [(float(x), float(y)) for x, y in ax.transData.transform(list(zip(xs, ys, strict=True)))]
    room = _LabelArea(
        bounds=to_box(ax.get_window_extent(renderer)),
        taken=[box for artist in others if artist.get_visible() for box in _boxes(artist, renderer)],
        markers=[(x - radius, y - radius, x + radius, y + radius) for x, y in centres],
        point=point,
    )
    look = {"ha": "left", "va": "bottom", "fontsize": size or type_size()}
    labels = {
        index: write_beside(ax, (xs[index], ys[index]), (0, 0), text, zorder=3, **look)
        for index, text in enumerate(texts)
        if text
    }
    extents = {index: to_box(label.get_window_extent(renderer)) for index, label in labels.items()}
    # Fail early where the labels together are larger than the axes.
    if sum(map(area, extents.values())) > area(room.bounds):
        widest = max(extents, key=lambda index: (area(extents[index]), -index))
        raise NoRoom(f"no room in the figure for the label {texts[widest]!r}")

    def crowd(index: int) -> float:
        x, y = centres[index]
        return sum(1 / (20 * point + math.hypot(x - u, y - v)) for u, v in centres)

    # The most crowded points choose first, while there is still room around them.
    places = room.place(sorted(labels, key=lambda index: (-rounding.settled(crowd(index)), index)), extents)
    if missing := sorted(labels.keys() - places.keys()):
        raise NoRoom(f"no room in the figure for the label {texts[missing[0]]!r}")

    for index, (box, leader) in sorted(places.items()):
        # The anchor of a text is not the corner of its extent: move it by as much as the extent has to move.
        extent = extents[index]
        labels[index].set_position(((box[0] - extent[0]) / point, (box[1] - extent[1]) / point))
        if leader:
            (x, y), (end_x, end_y) = leader
            look = {"arrowstyle": "-", "color": QUIET, "linewidth": 0.7, "shrinkA": 0}
            look["shrinkB"] = radius / point
            offset = ((end_x - x) / point, (end_y - y) / point)
            place = xs[index], ys[index]
            ax.annotate("", place, offset, textcoords="offset points", arrowprops=look, zorder=1)
    return [labels[index] for index in sorted(labels)]


def _boxes(artist: Artist, renderer: RendererBase) -> list[Box]:
    """The room that an artist takes: of a curve that of each of its pieces, as labels may stand beside it."""
    if isinstance(artist, Line2D):
        points = artist.get_transform().transform(artist.get_xydata()).tolist()
        if len(points) > 2:
            return [bounding_box((start, end)) for start, end in itertools.pairwise(points)]
    return [to_box(artist.get_window_extent(renderer))]


class _LabelArea:
    """Where labels can stand on the axes, in pixels: in the bounds, clear of markers and what is taken."""

    def __init__(self, bounds: Box, taken: list[Box], markers: list[Box], point: float) -> None:
        self.bounds, self.markers, self.point = bounds, markers, point
        self._taken, self._marked = (np.array(boxes).reshape(-1, 4) for boxes in (taken, markers))

    def place(self, order: Iterable[int], extents: Mapping[int, Box]) -> dict[int, Place]:
        """Places for labels; those that find none within the steps allowed are left out.

        A label takes the first place that costs nothing. If there is none, it takes the cheapest and displaces
        the labels in its way, which are then placed again. Displacing a label again costs more, and so does
        trying a place again, so that labels do not displace each other in a circle.
        """
        placed: dict[int, Place] = {}
        displaced: Counter[int] = Counter()
        tried: Counter[tuple[int, int]] = Counter()
        waiting = deque(order)
        for _ in range(_STEPS):
            if not waiting:
                break
            index = waiting.popleft()
            best: tuple[float, int, Place, list[int]] | None = None
            for number, place, passed in self._open_places(index, extents[index]):
                conflicts = self._conflicts(place, placed)
                cost = passed / 2 + sum(1 + displaced[other] for other in conflicts)
                cost += tried[index, number] if cost else 0
                if best is None or cost < best[0]:
                    best = cost, number, place, conflicts
                if not cost:
                    break
            if best is None:
                break
            _, number, place, conflicts = best
            placed[index] = place
            tried[index, number] += 1
            for other in conflicts:
                del placed[other]
                displaced[other] += 1
                waiting.append(other)
        # Labels that made way for one that has since moved can move closer to their points again.
        for index in sorted(placed):
            del placed[index]
            places = self._open_places(index, extents[index])
            free = ((passed, place) for _, place, passed in places if not self._conflicts(place, placed))
            placed[index] = min(free, key=lambda each: each[0])[1]
        return placed

    def _conflicts(self, place: Place, placed: Mapping[int, Place]) -> list[int]:
        """The labels that a place clashes with, in the order in which they were placed."""
        pad = _PAD * self.point
        return [index for index, other in placed.items() if places_clash(place, other, pad)]

    def _open_places(self, index: int, extent: Box) -> Iterator[tuple[int, Place, int]]:
        """The numbered places of a label that cover nothing, and how many markers their leaders pass under."""
        for number, place in enumerate(self._candidates(self.markers[index], extent)):
            passed = self._markers_passed(index, place)
            if passed is not None:
                yield number, place, passed

    def _markers_passed(self, index: int, place: Place) -> int | None:
        """How many markers the leader passes under; None if the label covers what must stay visible."""
        box, leader = place
        outer = pad_box(box, _PAD * self.point)
        if (
            not lies_within(outer, self.bounds)
            or overlapping(outer, self._taken)
            or set(overlapping(outer, self._marked)) - {index}
        ):
            return None
        if leader is None:
            return 0
        around, (start, _) = bounding_box(leader), leader
        for other in map(tuple, self._taken[overlapping(around, self._taken)]):
            # A leader also starts inside the bar or the ring of its own point.
            if segment_meets_box(leader, other) and not lies_within((*start, *start), other):
                return None
        # A leader starts inside its own marker, and so inside every marker that overlaps it.
        own = {index, *overlapping(self.markers[index], self._marked)}
        others = set(overlapping(around, self._marked)) - own
        return sum(segment_meets_box(leader, self.markers[other]) for other in others)

    def _candidates(self, marker: Box, extent: Box) -> Iterator[Place]:
        x, y = (marker[0] + marker[2]) / 2, (marker[1] + marker[3]) / 2
        width, height = extent[2] - extent[0], extent[3] - extent[1]
        for distance in _DISTANCES:
            for turn in _DIRECTIONS:
                cosine, sine = math.cos(turn * math.pi / 12), math.sin(turn * math.pi / 12)
                reach = (marker[2] - marker[0]) / 2 + distance * self.point
                # Beyond the diagonal directions the box lies entirely on one side of the marker.
                left = x + reach * cosine + width / 2 * (max(-1, min(1, cosine * math.sqrt(2))) - 1)
                low = y + reach * sine + height / 2 * (max(-1, min(1, sine * math.sqrt(2))) - 1)
                box = (left, low, left + width, low + height)
                end = (max(box[0], min(box[2], x)), max(box[1], min(box[3], y)))
                yield box, ((x, y), end) if distance > _NEAR else None
