"""Boxes and line segments in pixels: what overlaps, what crosses, and what lies near."""

from __future__ import annotations

import numpy as np
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


def overlapping(box: Box, boxes: np.ndarray) -> list[int]:
    """The numbers of the boxes that cover a common area with a box."""
    left, low, right, high = pad_box(box, -_SLACK)
    found = (boxes[:, 0] < right) & (left < boxes[:, 2]) & (boxes[:, 1] < high) & (low < boxes[:, 3])
    numbers: list[int] = found.nonzero()[0].tolist()
    return numbers


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
    """Whether two segments cross: each has its ends on both sides of the other."""

    def side(line: Segment, at: Point) -> float:
        (x, y), (u, v) = line
        return (u - x) * (at[1] - y) - (v - y) * (at[0] - x)

    pairs = (one, other), (other, one)
    return all(side(line, start) * side(line, end) < -_SLACK for line, (start, end) in pairs)
