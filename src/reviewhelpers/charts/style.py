"""How the figures of the book look: size, type, colours, markers, and labels that do not overlap."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import matplotlib
from cycler import cycler
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Annotation
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Bbox

from reviewhelpers._core import compat, rounding
from reviewhelpers._core.errors import ReviewHelpersError

WIDTH = 7.2
"""The widest a figure may be, in inches: the text column of the book, some 720 pixels."""

FONT_SIZE = 10.5
SMALL = 9.0
"""The smallest type, in points, for direct labels and ticks."""

# The Okabe-Ito colours, darkened or lightened until each has 3:1 to white and they still stay apart when seen
# with a colour blindness (a test computes both); those that figures write in have 4.5:1. Yellow cannot be had
# at 3:1; a brown stands for it.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "blue": "#00568f",
        "vermilion": "#c23b00",
        "green": "#00845c",
        "purple": "#bd5f9c",
        "sky": "#3b9ad6",
        "black": "#1a1a1a",
        "orange": "#c48600",
        "brown": "#5c3a1e",
    }
)
"""Colours that stay apart in the common kinds of colour blindness, each at least 3:1 against white."""

INK = "#1a1a1a"
QUIET = "#5f6368"
"""For leaders, secondary labels and reference lines: quieter than the data, still readable."""
GRID = "#dcdfe3"
# FreeType 2.6, which matplotlib brings, rounds parts of a glyph to pixels, later ones do not: at this size a
# pixel is a unit of the typeface, so that an outline is the same with each.
UNITS_PER_EM = 2048.0
BACKGROUND = "#ffffff"
"""Figures bring their own ground, so that they stay legible wherever their file is opened."""


@dataclass(frozen=True)
class Mark:
    """A colour and a marker shape that go together, so that colour never tells alone."""

    colour: str
    marker: str


DEFECTS: Mapping[str, Mark] = MappingProxyType(
    {
        "intrinsic": Mark(COLOURS["black"], "s"),
        "heteroatom": Mark(COLOURS["green"], "^"),
        "single-atom": Mark(COLOURS["blue"], "o"),
        "diatomic": Mark(COLOURS["sky"], "d"),
        "anion-vacancy": Mark(COLOURS["vermilion"], "v"),
        "cation-vacancy": Mark(COLOURS["orange"], "<"),
        "grain-boundary": Mark(COLOURS["purple"], "P"),
        "lattice": Mark(COLOURS["brown"], "X"),
        "none": Mark(QUIET, "."),
    }
)
"""One mark a class of defect, the same in every figure of the book."""

_SETTINGS: Mapping[str, object] = MappingProxyType(
    {
        "font.family": "DejaVu Sans",
        "font.size": FONT_SIZE,
        "axes.titlesize": FONT_SIZE,
        "axes.labelsize": FONT_SIZE,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "legend.fontsize": SMALL,
        "legend.frameon": False,
        "figure.facecolor": BACKGROUND,
        "savefig.facecolor": BACKGROUND,
        "savefig.transparent": False,
        "savefig.dpi": 200,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": QUIET,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "axes.prop_cycle": cycler(color=list(COLOURS.values())),
        "lines.markersize": 7,
        "lines.linewidth": 1.4,
        # Outlines in place of fonts: a figure looks the same wherever it is opened.
        "svg.fonttype": "path",
        "pdf.fonttype": 42,
        # What data say is text: a dollar in it begins no formula.
        "text.parse_math": False,
    }
)


@contextmanager
def applied(salt: str | None = None) -> Iterator[None]:
    """The style of the book, and nothing of a user's own matplotlib settings.

    Parameters
    ----------
    salt : str, optional
        Fixes the ids inside an SVG, which else differ from run to run.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        matplotlib.rcParams["svg.hashsalt"] = salt
        with compat.outlines(UNITS_PER_EM):
            yield


def new_figure(width: float = WIDTH, height: float = 4.5) -> Figure:
    """An empty figure with constrained layout, apart from pyplot and its state.

    Parameters
    ----------
    width, height : float
        In inches; at most :data:`WIDTH` wide, so that no figure is shrunk on the page.
    """
    if not 0 < width <= WIDTH:
        raise ReviewHelpersError(f"figure width {width} in: expected at most {WIDTH} in")
    figure = Figure(figsize=(width, height), layout="constrained")
    _Canvas(figure)
    return figure


def settle(figure: Figure) -> None:
    """Lay a figure out once, for all formats, and freeze its layout.

    Each backend measures letters in its own way: laid out when it is saved, a figure would depend on the
    format that was asked for first.
    """
    if not isinstance(figure.canvas, _Canvas):
        # A copy has none that measures so, and one of pyplot's would open a window for each copy.
        _Canvas(figure)
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine(None)


class _Renderer(RendererAgg):
    """Measures text by its outlines: with hints its width depends on the version of FreeType."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Sizes of a text in pixels."""
        width, height, descent = TextToPath().get_text_width_height_descent(s, prop, ismath)
        point = self.dpi / 72
        return width * point, height * point, descent * point


class _Canvas(FigureCanvasAgg):
    """A canvas whose renderer measures so."""

    def get_renderer(self) -> RendererAgg:
        """A new one; that of matplotlib is kept from call to call, which saves nothing here."""
        width, height = self.figure.bbox.size
        return _Renderer(width, height, self.figure.dpi)  # type: ignore[no-untyped-call]


_PAD = 1.5  # points kept free around each label
_NEAR = 3.0  # points between a marker and a label that needs no leader
_DISTANCES = (_NEAR, 9.0, 15.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0, 100.0, 120.0, 145.0, 175.0, 210.0)
_STEPS = 1500
_SLACK = 1e-6  # pixels: what overlaps by less only touches, whatever the last bits are
# In twenty-fourths of a turn: right, left, above, below, the corners, then all between.
_DIRECTIONS = tuple(dict.fromkeys((0, 12, 6, 18, 3, 21, 9, 15, *range(24))))

_Point = tuple[float, float]
_Segment = tuple[_Point, _Point]
_Box = tuple[float, float, float, float]  # left, bottom, right, top
_Place = tuple[_Box, _Segment | None]  # a label and its leader, if it needs one


def label_points(
    ax: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    texts: Sequence[str],
    *,
    size: float = SMALL,
    obstacles: Iterable[Artist] = (),
) -> list[Annotation]:
    """Name points directly, no label over another, over a marker or out of the axes.

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
        One label a point. An empty one is skipped, its point is kept clear all the same.
    size : float
        Type size in points.
    obstacles : iterable of matplotlib.artist.Artist
        What else to keep clear of, such as bars. The legend and the texts of the axes need no mention.

    Returns
    -------
    list of matplotlib.text.Annotation
        The labels, in the order of the points, without those skipped.

    Raises
    ------
    ReviewHelpersError
        When a label finds no place: the figure is too small for its labels.
    """
    figure = ax.get_figure(root=True)
    if figure is None or not texts:
        return []
    settle(figure)
    renderer = _Canvas(figure).get_renderer()
    point = figure.dpi / 72  # pixels a point

    legend = ax.get_legend()
    others = [*ax.texts, *([legend] if legend else []), *obstacles]
    radius = matplotlib.rcParams["lines.markersize"] / 2 * point
    centres = [(float(x), float(y)) for x, y in ax.transData.transform(list(zip(xs, ys, strict=True)))]
    room = _Room(
        bounds=_box(ax.get_window_extent(renderer)),
        taken=[_box(artist.get_window_extent(renderer)) for artist in others if artist.get_visible()],
        markers=[(x - radius, y - radius, x + radius, y + radius) for x, y in centres],
        point=point,
    )
    labels = {
        index: ax.annotate(
            text,
            (xs[index], ys[index]),
            (0, 0),
            textcoords="offset points",
            ha="left",
            va="bottom",
            fontsize=size,
        )
        for index, text in enumerate(texts)
        if text
    }
    extents = {index: _box(label.get_window_extent(renderer)) for index, label in labels.items()}
    # Where there are more labels than the axes have room for, none needs to be tried.
    if sum(map(_area, extents.values())) > _area(room.bounds):
        widest = max(extents, key=lambda index: (_area(extents[index]), -index))
        raise ReviewHelpersError(f"no room in the figure for the label {texts[widest]!r}")

    def crowd(index: int) -> float:
        x, y = centres[index]
        return sum(1 / (20 * point + math.hypot(x - u, y - v)) for u, v in centres)

    # The most crowded points choose first, while there is still room around them.
    places = room.place(sorted(labels, key=lambda index: (-rounding.settled(crowd(index)), index)), extents)
    if missing := sorted(labels.keys() - places.keys()):
        raise ReviewHelpersError(f"no room in the figure for the label {texts[missing[0]]!r}")

    for index, (box, leader) in sorted(places.items()):
        # The anchor of a text is not the corner of its ink: it moves by as much as the ink has to.
        extent = extents[index]
        labels[index].set_position(((box[0] - extent[0]) / point, (box[1] - extent[1]) / point))
        if leader:
            (x, y), (end_x, end_y) = leader
            ax.annotate(
                "",
                (xs[index], ys[index]),
                ((end_x - x) / point, (end_y - y) / point),
                textcoords="offset points",
                arrowprops={
                    "arrowstyle": "-",
                    "color": QUIET,
                    "linewidth": 0.7,
                    "shrinkA": 0,
                    "shrinkB": radius / point,
                },
                zorder=1,
            )
    return [labels[index] for index in sorted(labels)]


def _box(extent: Bbox) -> _Box:
    return (float(extent.x0), float(extent.y0), float(extent.x1), float(extent.y1))


class _Grid:
    """Numbered boxes, found by the cells of a grid that they lie in: only near ones need to be looked at."""

    _CELL = 40.0  # pixels

    def __init__(self, boxes: Iterable[_Box] = ()) -> None:
        self._cells: defaultdict[tuple[int, int], dict[int, None]] = defaultdict(dict)
        for number, box in enumerate(boxes):
            self.add(number, box)

    def add(self, number: int, box: _Box) -> None:
        """Note a box under a number."""
        for cell in self._covered(box):
            self._cells[cell][number] = None

    def remove(self, number: int, box: _Box) -> None:
        """Forget the box of a number."""
        for cell in self._covered(box):
            del self._cells[cell][number]

    def near(self, box: _Box) -> set[int]:
        """Numbers of all boxes that meet a box, and of some others."""
        return set().union(*(self._cells[cell] for cell in self._covered(box) if cell in self._cells))

    def _covered(self, box: _Box) -> Iterator[tuple[int, int]]:
        if any(map(math.isnan, box)):
            return iter(())
        # Beyond any figure there is nothing to find.
        left, low, right, high = (math.floor(max(-4e3, min(1e4, end)) / self._CELL) for end in box)
        return itertools.product(range(left, right + 1), range(low, high + 1))


class _Placed:
    """Labels that have found a place, in the order in which they found it."""

    def __init__(self, pad: float) -> None:
        self.places: dict[int, _Place] = {}
        self._pad = pad
        self._order: dict[int, int] = {}
        self._turn = itertools.count()
        self._grid = _Grid()

    def put(self, index: int, place: _Place) -> None:
        """Put a label in its place."""
        self.places[index] = place
        self._order[index] = next(self._turn)
        self._grid.add(index, self._around(place))

    def take(self, index: int) -> None:
        """Take a label away again."""
        self._grid.remove(index, self._around(self.places.pop(index)))

    def in_the_way(self, place: _Place) -> list[int]:
        """The labels that a place clashes with."""
        near = sorted(self._grid.near(self._around(place)), key=self._order.__getitem__)
        return [other for other in near if _clash(place, self.places[other], self._pad)]

    def _around(self, place: _Place) -> _Box:
        box, leader = place
        return _padded(_union(box, _around(leader)) if leader else box, self._pad)


class _Room:
    """Where labels can stand on the axes, in pixels: in the bounds, clear of markers and what is taken."""

    def __init__(self, bounds: _Box, taken: list[_Box], markers: list[_Box], point: float) -> None:
        self.bounds, self.taken, self.markers, self.point = bounds, taken, markers, point
        self._taken, self._markers = _Grid(taken), _Grid(markers)

    def place(self, order: Iterable[int], extents: Mapping[int, _Box]) -> dict[int, _Place]:
        """Places for labels; those that find none, in the time given, are left out.

        A label takes the first place that costs nothing. Where none does, it takes the cheapest and turns
        out the labels in its way, which then look again. A label that was turned out gets dearer to move,
        and a place dearer to take again, so that labels do not chase each other in a circle.
        """
        placed = _Placed(_PAD * self.point)
        turned: Counter[int] = Counter()
        taken: Counter[tuple[int, int]] = Counter()
        waiting = deque(order)
        for _ in range(_STEPS):
            if not waiting:
                break
            index = waiting.popleft()
            best: tuple[float, int, _Place, list[int]] | None = None
            for number, place in enumerate(self._candidates(self.markers[index], extents[index])):
                passed = self._markers_passed(index, place)
                if passed is None:
                    continue
                in_the_way = placed.in_the_way(place)
                cost = passed / 2 + sum(1 + turned[other] for other in in_the_way)
                if cost == 0:
                    best = cost, number, place, in_the_way
                    break
                cost += taken[index, number]
                if best is None or cost < best[0]:
                    best = cost, number, place, in_the_way
            if best is None:
                break
            _, number, place, in_the_way = best
            placed.put(index, place)
            taken[index, number] += 1
            for other in in_the_way:
                placed.take(other)
                turned[other] += 1
                waiting.append(other)
        # Labels that moved out of the way of one that has itself moved on can come nearer again.
        for index in sorted(placed.places):
            placed.take(index)
            nearest = min(
                (
                    place
                    for place in self._candidates(self.markers[index], extents[index])
                    if self._markers_passed(index, place) is not None and not placed.in_the_way(place)
                ),
                key=lambda place: self._markers_passed(index, place) or 0,
            )
            placed.put(index, nearest)
        return placed.places

    def _markers_passed(self, index: int, place: _Place) -> int | None:
        """How many markers the leader passes under; none at all if the label covers what it must not."""
        box, leader = place
        padded = _padded(box, _PAD * self.point)
        marker = self.markers[index]
        if (
            not _within(padded, self.bounds)
            or any(_overlap(padded, self.taken[other]) for other in self._taken.near(padded))
            or any(
                other != index and _overlap(padded, self.markers[other])
                for other in self._markers.near(padded)
            )
        ):
            return None
        if leader is None:
            return 0
        around = _around(leader)
        if any(_meets(leader, self.taken[other]) for other in self._taken.near(around)):
            return None
        # A leader starts inside its marker, and so inside those that overlap it.
        others = (self.markers[other] for other in self._markers.near(around) if other != index)
        return sum(_meets(leader, other) for other in others if not _overlap(other, marker))

    def _candidates(self, marker: _Box, extent: _Box) -> Iterator[_Place]:
        x, y = (marker[0] + marker[2]) / 2, (marker[1] + marker[3]) / 2
        width, height = extent[2] - extent[0], extent[3] - extent[1]
        for distance in _DISTANCES:
            for turn in _DIRECTIONS:
                cosine, sine = math.cos(turn * math.pi / 12), math.sin(turn * math.pi / 12)
                reach = (marker[2] - marker[0]) / 2 + distance * self.point
                # From the corner directions on, the whole half box lies beyond the marker.
                left = x + reach * cosine + width / 2 * (max(-1, min(1, cosine * math.sqrt(2))) - 1)
                low = y + reach * sine + height / 2 * (max(-1, min(1, sine * math.sqrt(2))) - 1)
                box = (left, low, left + width, low + height)
                end = (max(box[0], min(box[2], x)), max(box[1], min(box[3], y)))
                yield box, ((x, y), end) if distance > _NEAR else None


def _clash(one: _Place, other: _Place, pad: float) -> bool:
    """Whether two labels, or their leaders, are in each other's way."""
    (box, leader), (box_2, leader_2) = one, other
    return (
        _overlap(_padded(box, pad), box_2)
        or (leader is not None and _meets(leader, _padded(box_2, pad)))
        or (leader_2 is not None and _meets(leader_2, _padded(box, pad)))
        or (leader is not None and leader_2 is not None and _cross(leader, leader_2))
    )


def _around(segment: _Segment) -> _Box:
    (x, y), (u, v) = segment
    return (min(x, u), min(y, v), max(x, u), max(y, v))


def _union(one: _Box, other: _Box) -> _Box:
    low, high = (min(one[0], other[0]), min(one[1], other[1])), (max(one[2], other[2]), max(one[3], other[3]))
    return (*low, *high)


def _area(box: _Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _padded(box: _Box, pad: float) -> _Box:
    return (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)


def _within(box: _Box, bounds: _Box) -> bool:
    left, low, right, high = _padded(bounds, _SLACK)
    return left <= box[0] and low <= box[1] and box[2] <= right and box[3] <= high


def _overlap(one: _Box, other: _Box) -> bool:
    left, low, right, high = _padded(other, -_SLACK)
    return one[0] < right and left < one[2] and one[1] < high and low < one[3]


def _meets(segment: _Segment, box: _Box) -> bool:
    """Whether a segment has a point in a box (Liang and Barsky's clipping)."""
    (x, y), (u, v) = segment
    box = _padded(box, -_SLACK)
    start, end = 0.0, 1.0
    for step, low, high in ((u - x, box[0] - x, box[2] - x), (v - y, box[1] - y, box[3] - y)):
        if abs(step) < _SLACK:
            if low > 0 or high < 0:
                return False
            continue
        enter, leave = sorted((low / step, high / step))
        start, end = max(start, enter), min(end, leave)
    return start <= end


def _cross(one: _Segment, other: _Segment) -> bool:
    """Whether two segments cross."""

    def side(line: _Segment, at: _Point) -> float:
        (x, y), (u, v) = line
        return (u - x) * (at[1] - y) - (v - y) * (at[0] - x)

    return all(
        side(line, ends[0]) * side(line, ends[1]) < -_SLACK for line, ends in ((one, other), (other, one))
    )
