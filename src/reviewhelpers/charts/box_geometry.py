"""Boxes and line segments in pixels: what overlaps, what crosses, and what lies near."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from matplotlib.transforms import Bbox

_SLACK = 1e-6  # pixels: boxes that overlap by less only touch, so that rounding errors decide nothing

Point = tuple[float, float]
Segment = tuple[Point, Point]
Box = tuple[float, float, float, float]  # left, bottom, right, top
Place = tuple[Box, Segment | None]  # a label and its leader, if it needs one


def to_box(extent: Bbox) -> Box:
    """The corners of matplotlib's extent of an artist."""
    return (float(extent.x0), float(extent.y0), float(extent.x1), float(extent.y1))


def places_clash(one: Place, other: Place, pad: float) -> bool:
    """Whether two labels, or their leaders, are in each other's way."""
    (box, leader), (box_2, leader_2) = one, other
    return (
        boxes_overlap(pad_box(box, pad), box_2)
        or (leader is not None and segment_meets_box(leader, pad_box(box_2, pad)))
        or (leader_2 is not None and segment_meets_box(leader_2, pad_box(box, pad)))
        or (leader is not None and leader_2 is not None and segments_cross(leader, leader_2))
    )


def bounding_box(segment: Segment) -> Box:
    """The smallest box around a segment."""
    (x, y), (u, v) = segment
    return (min(x, u), min(y, v), max(x, u), max(y, v))


def union(one: Box, other: Box) -> Box:
    """The smallest box around two boxes."""
    low, high = (min(one[0], other[0]), min(one[1], other[1])), (max(one[2], other[2]), max(one[3], other[3]))
    return (*low, *high)


def area(box: Box) -> float:
    """The area of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def pad_box(box: Box, pad: float) -> Box:
    """A box enlarged by a padding on each side."""
    return (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)


def lies_within(box: Box, bounds: Box) -> bool:
    """Whether a box lies inside the bounds."""
    left, low, right, high = pad_box(bounds, _SLACK)
    return left <= box[0] and low <= box[1] and box[2] <= right and box[3] <= high


def boxes_overlap(one: Box, other: Box) -> bool:
    """Whether two boxes cover a common area."""
    left, low, right, high = pad_box(other, -_SLACK)
    return one[0] < right and left < one[2] and one[1] < high and low < one[3]


def segment_meets_box(segment: Segment, box: Box) -> bool:
    """Whether a segment has a point in a box (Liang and Barsky's clipping)."""
    (x, y), (u, v) = segment
    box = pad_box(box, -_SLACK)
    start, end = 0.0, 1.0
    for step, low, high in ((u - x, box[0] - x, box[2] - x), (v - y, box[1] - y, box[3] - y)):
        if abs(step) < _SLACK:
            if low > 0 or high < 0:
                return False
            continue
        enter, leave = sorted((low / step, high / step))
        start, end = max(start, enter), min(end, leave)
    return start <= end


def segments_cross(one: Segment, other: Segment) -> bool:
    """Whether two segments cross."""

    def side(line: Segment, at: Point) -> float:
        (x, y), (u, v) = line
        return (u - x) * (at[1] - y) - (v - y) * (at[0] - x)

    return all(
        side(line, ends[0]) * side(line, ends[1]) < -_SLACK for line, ends in ((one, other), (other, one))
    )


class Grid:
    """Numbered boxes, indexed by the cells of a grid, so that only near ones need to be compared."""

    _CELL = 40.0  # pixels

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: defaultdict[tuple[int, int], dict[int, None]] = defaultdict(dict)
        for number, box in enumerate(boxes):
            self.add(number, box)

    def add(self, number: int, box: Box) -> None:
        """Add a box under a number."""
        for cell in self._covered(box):
            self._cells[cell][number] = None

    def remove(self, number: int, box: Box) -> None:
        """Remove the box of a number."""
        for cell in self._covered(box):
            del self._cells[cell][number]

    def near(self, box: Box) -> set[int]:
        """Numbers of all boxes that overlap a box, and possibly of some that are only near it."""
        return set().union(*(self._cells[cell] for cell in self._covered(box) if cell in self._cells))

    def _covered(self, box: Box) -> Iterator[tuple[int, int]]:
        if any(map(math.isnan, box)):
            return iter(())
        # Coordinates outside every figure are clipped: no box lies there.
        left, low, right, high = (math.floor(max(-4e3, min(1e4, end)) / self._CELL) for end in box)
        return itertools.product(range(left, right + 1), range(low, high + 1))
