"""The frames of a figure that a reader can move, as one script: what they share stands in it once.

A page loads the script when a reader first moves the figure. It is a script and no SVG, since a page from a folder may
load scripts and may fetch nothing. A picture in a page may have no style attributes under the policy of the site, so
that they become attributes of SVG.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from reviewhelpers import figures
from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.drawing import drawn_words
from reviewhelpers.charts.palette import INK
from reviewhelpers.figures import frames
from reviewhelpers.figures.frames import of as of

DECIMALS = 2
"""Decimals of a coordinate in points. A curve gets one less, below which no screen shows anything."""
MANY = 40
"""Points of a path from which on it is a curve."""
ROUND, OFF = 16, 0.02
"""Corners from which on a regular polygon is drawn as a circle, and points by which their distances may differ."""
CANDIDATES = 24
"""Places of the table that are tried for one element; more find nothing better."""

Runs = list[int]
"""Pairs of a place in the table and a number of elements from there."""

_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_HEAD = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<title>.*?</title>|<style.*?</style>",
    re.DOTALL,
)
_STYLE = re.compile(r' style="([^"]*)"')
_COORDINATES = re.compile(r' (d|x|y|width|height|transform)="([^"]*)"')
_NUMBER = re.compile(r"(?P<scale>scale\([^)]*\))|(?P<number>-?\d+\.\d+)")
_POLYGON = re.compile(r'<path d="M([^"A-KN-Za-z]+)z\s*"')
_STEP = re.compile(r"([MLz])(?:(-?[\d.]+) (-?[\d.]+))?")
_COLOUR = re.compile(r'="(#[0-9a-f]{6})"')
_EMPTY_GROUP = re.compile(r"<g[^>]*></g>|<defs></defs>")


def script(moved: frames.Slider) -> str:
    """The script with all frames of a figure: one call of ``figureFrames``.

    Its argument is an object with ``id``, ``label``, ``texts`` (each value with its unit), ``told`` (what a frame shows
    in words: its description, or what is written in it and not in all others), ``size`` in points, ``dark`` (the
    colour on dark pages by that on light ones), ``table`` (all elements of the frames, a line each) and ``frames``: by
    value, pairs of a place in the table and a number of elements from there.

    Parameters
    ----------
    moved : frames.Slider
        Of the figure.

    Raises
    ------
    ReviewHelpersError
        When frames differ in size, or one cannot be drawn.
    """
    pictures, told, written = [], [], []
    sizes: dict[tuple[str, str], str] = {}
    for value in moved.values:
        plot = frames.draw(moved, value)
        told.append(plot.alt)
        written.append([" ".join(words.split()) for words in drawn_words(plot)])
        svg = figures.save(moved.id, plot, "svg", keep=False).decode()
        sizes.setdefault(_VIEW.findall(svg)[0], moved.text(value))
        pictures.append(elements(svg))
    if len(sizes) != 1:
        found = "; ".join(f"{' × '.join(size)} points from {text}" for size, text in sizes.items())
        raise ReviewHelpersError(f"{moved.id}: found frames of {found}, expected one size")
    table, runs = packed(pictures)
    # Without a description of its own, a frame tells the words that not all frames have.
    shared = set.intersection(*map(set, written))
    changing = ["; ".join(words for words in each if words not in shared) for each in written]
    held = {
        "id": moved.id,
        "label": moved.label,
        "texts": [moved.text(value) for value in moved.values],
        "told": [alt or words for alt, words in zip(told, changing, strict=True)],
        "size": [float(length) for length in next(iter(sizes))],
        "dark": _dark(table, moved.id),
        "table": "\n".join(table),
        "frames": runs,
    }
    return f"figureFrames({json.dumps(held, ensure_ascii=False, separators=(',', ':'))})\n"


def elements(svg: str) -> list[str]:
    """The elements of a picture inside its outermost one, short and without styles.

    Parameters
    ----------
    svg : str
        As :func:`reviewhelpers.figures.save` writes it.
    """
    inner = _HEAD.sub("", svg).partition("<svg ")[2].partition(">")[2].rpartition("</svg>")[0]
    inner = _STYLE.sub(_as_attributes, inner)
    inner = inner.replace("xlink:href=", "href=").replace(' type="text/css"', "")
    inner = _POLYGON.sub(_round, inner)
    inner = _COORDINATES.sub(_shortened, inner)
    inner = re.sub(r"\s*\n\s*", "\n", inner).replace("\n", "").replace("/><", "/>\n<")
    inner = re.sub(
        r' id="(?:figure|axes|patch|text|line2d|matplotlib\.axis|xtick|ytick|legend|[A-Z][A-Za-z]*)_\d+"',
        "",
        inner,
    )
    while inner != (fewer := _EMPTY_GROUP.sub("", inner)):
        inner = fewer
    return [line for line in re.sub(r">\s*<", ">\n<", inner).split("\n") if line]


def _as_attributes(found: re.Match[str]) -> str:
    pairs = (part.partition(":") for part in found[1].split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in pairs)


def _round(found: re.Match[str]) -> str:
    """A disc as a circle, where it is written as a polygon."""
    numbers = [float(number) for number in found[1].replace("L", " ").split()]
    points = [complex(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    corners = points[:-1] if points[-1] == points[0] else points
    middle = sum(corners) / len(corners)
    distances = [abs(point - middle) for point in points]
    radius = sum(distances) / len(distances)
    if len(points) < ROUND or max(distances) - min(distances) > OFF:
        return found[0]
    x, y, r = (_short(rounding.fixed(length, 4)) for length in (middle.real, middle.imag, radius))
    return f'<circle cx="{x}" cy="{y}" r="{r}"'


def _shortened(found: re.Match[str]) -> str:
    name, held = found[1], found[2]
    if name == "d":
        held = re.sub(r" ?([A-Za-z]) ?", r"\1", " ".join(held.split()))
        if held.count("L") >= MANY and not re.search("[A-KN-Za-y]", held):
            return f' d="{_curve(held)}"'
    held = _NUMBER.sub(lambda number: number["scale"] or _short(number["number"]), held)
    return f' {name}="{held}"'


def _curve(path: str) -> str:
    """A path of many straight pieces, in relative coordinates, without the points on a straight line.

    Examples
    --------
    >>> _curve("M10 0L10.5 0L11 0L11 0.51L10 1z")
    'M10 0l1 0 0 .5-1 .5z'
    """
    text = ""
    for part in re.findall(r"M[^M]*", path):
        points = [(_tenths(x), _tenths(y)) for letter, x, y in _STEP.findall(part) if letter != "z"]
        kept = points[:1]
        for point in points[1:]:
            if len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
                kept.pop()
            if point != kept[-1]:
                kept.append(point)
        steps = [(x - before[0], y - before[1]) for before, (x, y) in itertools.pairwise(kept)]
        pairs = [f"{_of_tenths(x)} {_of_tenths(y)}" for x, y in steps]
        start = " ".join(map(_of_tenths, kept[0]))
        text += f"M{start}l{' '.join(pairs)}".replace(" -", "-") + ("z" if part.endswith("z") else "")
    return text


def _is_straight(first: tuple[int, int], middle: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether one goes on in the same direction."""
    (a, b), (c, d) = ((to[0] - at[0], to[1] - at[1]) for at, to in ((first, middle), (middle, last)))
    return a * d == b * c and a * c + b * d > 0


def _tenths(number: str) -> int:
    return int(Decimal(number).scaleb(1).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def _of_tenths(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + (f"{whole or ''}.{rest}" if rest else str(whole))


def _short(number: str) -> str:
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_HALF_EVEN)
    text = str(rounded).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def packed(pictures: Sequence[Sequence[str]]) -> tuple[list[str], list[Runs]]:
    """All elements of pictures in one table, and each picture as runs of it.

    Parameters
    ----------
    pictures : sequence of sequence of str
        The elements of each.

    Examples
    --------
    >>> packed([["a", "b", "c"], ["a", "x", "c"], ["a", "x", "c"]])
    (['a', 'b', 'c', 'x'], [[0, 3], [0, 1, 3, 1, 2, 1], [0, 1, 3, 1, 2, 1]])
    """
    table: list[str] = []
    places: dict[str, list[int]] = {}
    runs = []
    for picture in pictures:
        own: Runs = []
        for begin, length in _runs(picture, table, places):
            if own and own[-2] + own[-1] == begin:
                own[-1] += length
            else:
                own += [begin, length]
        runs.append(own)
    return table, runs


def _runs(
    picture: Sequence[str], table: list[str], places: dict[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """The longest pieces of a picture that the table has; what it lacks is added to it."""
    at, known = 0, len(table)
    while at < len(picture):
        best, longest = -1, 0
        for place in places.get(picture[at], ())[:CANDIDATES]:
            length = 0
            while (
                at + length < len(picture)
                and place + length < known
                and table[place + length] == picture[at + length]
            ):
                length += 1
            if length > longest:
                best, longest = place, length
        if not longest:
            best, longest = len(table), 1
            places.setdefault(picture[at], []).append(best)
            table.append(picture[at])
        yield best, longest
        at += longest


def _dark(table: Sequence[str], id: str) -> Mapping[str, str]:
    """The colours of dark pages by those of light ones, of what the frames hold."""
    colours = sorted({colour for line in table for colour in _COLOUR.findall(line)} - {"#000000"})
    if unknown := [colour for colour in colours if colour not in dark_mode.DARK]:
        raise ReviewHelpersError(f"{id}: found the colour {unknown[0]}, expected one of the palette")
    # By default SVG fills in black.
    return {"#000000": dark_mode.DARK[INK], **{colour: dark_mode.DARK[colour] for colour in colours}}
