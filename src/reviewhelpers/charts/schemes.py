"""Schemes of reactions: molecules on strips of surface, joined by arrows that say what is taken up and given off."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import pandas as pd
from matplotlib.patches import FancyArrowPatch

from reviewhelpers.charts import molecules
from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.molecules import BOND, FOOT, SPACING, Box, Surface
from reviewhelpers.charts.palette import BACKGROUND, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import LINE, type_size, width_of, write

__all__ = ["LINES", "draw_scheme", "species_name"]

_Place: TypeAlias = tuple[float, float]

LINES: Mapping[str, object] = {"": "-", "inferred": (0, (1, 1.6))}
"""How an arrow is drawn: of one step that is printed or named, or of what the balance leaves."""

_SUPERSCRIPT = str.maketrans("+-", "⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HEIGHT = FOOT + BOND / 2 + 1.4
"""The highest of the molecules that stand on a surface, in Å."""
_MIDDLE = 1.9
"""How high free molecules and arrows stand above the line of the surface, in Å."""
_PAIR = 2 * SPACING
"""Between two of one kind, side by side, in Å."""
_AROUND = 0.55
"""Between a molecule and its arrows."""
_UPRIGHT = 1.0
"""An arrow that leads no farther aside is upright."""
_LARGEST, _SMALLEST, _PER_COLUMN = 1.35, 0.8, 7.8
"""Units of the size of type to an Å; a column has room for so many Å."""


@dataclass(frozen=True)
class _Station:
    """A drawn species: the room of its molecules, that with name and surface, and the height of its arrows."""

    molecule: Box
    outer: Box
    level: float


@dataclass(frozen=True)
class _Layout:
    """The places of a scheme: columns and rows in units of the size of type, with the origin at the foot."""

    width: float
    columns: float
    scale: float
    head: float
    height: float = 0.0

    @property
    def pitch(self) -> float:
        return self.head + (_HEIGHT + SPACING) * self.scale + LINE + 1.7

    def depth(self, row: float, bound: bool) -> float:
        """How far below the top a station ends, with its name."""
        below = SPACING if bound else 0.9 - _MIDDLE
        return row * self.pitch + self.head + (_HEIGHT + below) * self.scale + 0.35 + LINE

    def x(self, column: float) -> float:
        return (column + 0.5) * self.width / self.columns

    def line(self, row: float) -> float:
        """The line of the surface of a row, counted from the top."""
        return self.height - row * self.pitch - self.head - _HEIGHT * self.scale


def species_name(text: str) -> str:
    """A species of the table as a reader sees it.

    Examples
    --------
    >>> species_name("*NH2OH"), species_name("NO3-"), species_name("*OCCO-")
    ('*NH₂OH', 'NO₃⁻', '*OCCO⁻')
    """
    body = text.rstrip("+-")
    return body.translate(_SUBSCRIPT) + text[len(body) :].translate(_SUPERSCRIPT)


def draw_scheme(
    sheet: Sheet,
    panel: Panel,
    stations: pd.DataFrame,
    steps: pd.DataFrame,
    *,
    headings: Mapping[str, str] | None = None,
    reach: float = 2.5,
) -> None:
    """Draw molecules at their places and the steps between them.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the rows need.
    stations : pandas.DataFrame
        Indexed by key, with columns ``column`` and ``row`` (from the top left, may be fractions), ``species``, and
        where it is there ``number``, how many stand side by side.
    steps : pandas.DataFrame
        Columns ``start``, ``end`` (keys), ``take`` and ``give`` (lists of texts), and those of
        :func:`reviewhelpers.charts.frames.complete`, of which ``kind`` chooses the line (:data:`LINES`), ``text``
        stands at an arrow that has nothing else, and ``label`` beside what is taken up. ``side`` may be ``end`` where
        the text of a slanted arrow has room there alone.
    headings : mapping of str to str, optional
        What stands above a row, by the station above which it begins.
    reach : float
        Atoms of a strip of surface on either side of the middle of a molecule.
    """
    width = panel.room[0] + 3.0
    columns = stations["column"].max() + 1
    scale = max(_SMALLEST, min(_LARGEST, width / columns / _PER_COLUMN))
    layout = _Layout(width, columns, scale, 1.9 if headings else 0.0)
    ends = [layout.depth(row["row"], row["species"].startswith("*")) for _, row in stations.iterrows()]
    layout = replace(layout, height=max(ends) + 0.2)
    sheet.set_room(panel, height=layout.height, left=0.0)
    panel.set(xlim=(0, panel.room[0]), ylim=(0, layout.height))
    bare(panel)
    surfaces = _surfaces(stations, layout, reach)
    for surface in surfaces.values():
        molecules.draw_surface(panel, surface)
    drawn = {key: _draw_station(panel, row, layout, surfaces.get(key)) for key, row in stations.iterrows()}
    for _, step in complete(steps).iterrows():
        meets = step.get("side") == "end" or (steps["end"] == step["end"]).sum() > 1
        _draw_step(panel, step, drawn[step["start"]], drawn[step["end"]], meets)
    for key, text in (headings or {}).items():
        left = surfaces[key].left if key in surfaces else drawn[key].molecule.left
        write(panel, left, layout.height - stations.loc[key, "row"] * layout.pitch, text, weight="bold")


def _surfaces(stations: pd.DataFrame, layout: _Layout, atoms: float) -> dict[object, Surface]:
    """The strip under each bound molecule: one strip for neighbours in a row."""
    found: dict[object, Surface] = {}
    bound = stations[stations["species"].str.startswith("*")].sort_values(["row", "column"], kind="stable")
    for row, group in bound.groupby("row"):
        columns = list(group["column"])
        cuts = [
            n for n, (one, other) in enumerate(itertools.pairwise(columns), start=1) if other - one > 1.01
        ]
        for begin, end in itertools.pairwise([0, *cuts, len(columns)]):
            step = SPACING * layout.scale
            reach = atoms * step
            left, right = layout.x(columns[begin]) - reach, layout.x(columns[end - 1]) + reach
            count = math.floor((right - left) / step + 1e-9)
            middle = (left + right) / 2
            surface = Surface(
                middle - count * step / 2,
                middle + count * step / 2,
                layout.line(float(str(row))),
                layout.scale,
            )
            found.update(dict.fromkeys(group.index[begin:end], surface))
    return found


def _draw_station(panel: Panel, row: pd.Series, layout: _Layout, surface: Surface | None) -> _Station:
    """One species, or several side by side, with its name below."""
    number, x, line = int(row.get("number", 1)), layout.x(row["column"]), layout.line(row["row"])
    y = line if surface else line + _MIDDLE * layout.scale
    places = [x + (n - (number - 1) / 2) * _PAIR * layout.scale for n in range(number)]
    drawn = [
        molecules.draw_molecule(panel, row["species"], place, y, layout.scale, surface=surface)
        for place in places
    ]
    box = Box(
        min(each.left for each in drawn),
        max(each.right for each in drawn),
        min(each.low for each in drawn),
        max(each.high for each in drawn),
        sum(each.at for each in drawn) / number,
    )
    name = species_name(row["species"])
    text = f"{number} {name}" if number > 1 else name
    foot = line - SPACING * layout.scale if surface else box.low
    write(panel, box.at, foot - 0.35, text, ha="center", zorder=5)
    half = width_of(text) / 2
    left, right = min(box.left, box.at - half), max(box.right, box.at + half)
    outer = replace(box, left=left, right=right, low=foot - 0.35 - LINE)
    return _Station(box, outer, line + _MIDDLE * layout.scale)


def _draw_step(panel: Panel, step: pd.Series, start: _Station, end: _Station, meets: bool) -> None:
    """An arrow from one station to another, with what it takes up and gives off.

    Where it meets others at its end, its text stands on the side of the end, and otherwise on that of the start.
    """
    level = abs(start.level - end.level) < 0.3
    tail, head = _level_ends(start, end) if level else _slanted_ends(start, end)
    look: dict[str, Any] = {"color": INK, "linewidth": 0.11 * type_size(), "linestyle": LINES[step["kind"]]}
    look |= {"arrowstyle": "-|>", "mutation_scale": 0.9 * type_size(), "shrinkA": 0, "shrinkB": 0}
    panel.add_patch(FancyArrowPatch(tail, head, zorder=3, **look))
    tell(panel, (tail[0] + head[0]) / 2, (tail[1] + head[1]) / 2, step["told"], step["rows"])
    if level:
        _write_on_level(panel, step, tail, head)
    else:
        _write_beside_slope(panel, step, tail, head, meets)


def _write_on_level(panel: Panel, step: pd.Series, tail: _Place, head: _Place) -> None:
    """What is taken up above an arrow, and below it its label and what is given off."""
    x, y, room = (tail[0] + head[0]) / 2, tail[1], abs(head[0] - tail[0]) - 0.6
    taken, given = _on_arrow(step["take"], "+", room), _on_arrow(step["give"], "−", room)
    look: dict[str, Any] = {"ha": "center", "zorder": 5}
    write(panel, x, y + 0.35, taken or step["text"], va="bottom", color=INK if taken else QUIET, **look)
    write(panel, x, y - 0.35, "\n".join(filter(None, (step["label"], given))), **look)


def _write_beside_slope(panel: Panel, step: pd.Series, tail: _Place, head: _Place, meets: bool) -> None:
    """Label, what is taken up and what is given off, one below the other, beside an arrow."""
    parts = [f"+ {part}" for part in step["take"]] + [f"− {part}" for part in step["give"]]
    text = "\n".join(filter(None, [step["label"], *(parts or [step["text"]])]))
    (x, y), gap = ((tail[0] + head[0]) / 2, (tail[1] + head[1]) / 2), 0.4
    look: dict[str, Any] = {"va": "center", "zorder": 5}
    if abs(head[0] - tail[0]) < _UPRIGHT:
        # Beside the first column there is more room at its left.
        left = x < panel.room[0] / 4
        look["ha"] = "right" if left else "left"
        write(panel, x - gap if left else x + gap, y, text, **look)
    elif head[0] > tail[0]:
        above = (head[1] > tail[1]) != meets
        look |= {"ha": "left" if meets else "right", "va": "bottom" if above else "top"}
        write(panel, x + (gap if meets else -gap), y + (0.1 if above else -0.1), text, **look)
    else:
        plate = {"facecolor": BACKGROUND, "edgecolor": "none", "pad": 0.12 * type_size()}
        write(panel, x, y, text, ha="center", bbox=plate, **look)


def _on_arrow(parts: list[str], sign: str, room: float) -> str:
    """What an arrow takes up or gives off, in one line where it has room."""
    signed = [f"{sign} {each}" for each in parts]
    return " ".join(signed) if width_of(" ".join(signed) or " ") <= room else "\n".join(signed)


def _level_ends(start: _Station, end: _Station) -> tuple[_Place, _Place]:
    one, other = start.molecule, end.molecule
    if one.right < other.left:
        return (one.right + _AROUND, start.level), (other.left - _AROUND, end.level)
    return (one.left - _AROUND, start.level), (other.right + _AROUND, end.level)


def _slanted_ends(start: _Station, end: _Station) -> tuple[_Place, _Place]:
    if start.molecule.right + 2 * _AROUND < end.molecule.left:
        return (start.molecule.right + _AROUND, start.level), (end.molecule.left - _AROUND, end.level)
    one, other = _middle(start.outer), _middle(end.outer)
    if end.level < start.level:
        # Downwards an arrow begins below the name, so that it crosses no surface.
        aside = max(-1.5, min(1.5, other[0] - one[0]))
        x, y = start.molecule.at + aside, start.outer.low - 0.3
    else:
        x, y = _edge(start.outer, one, other)
    u, v = _edge(end.outer, other, (x, y))
    upright = abs(u - x) < _UPRIGHT
    # What is nearly upright stands upright.
    return ((x + u) / 2 if upright else x, y), ((x + u) / 2 if upright else u, v)


def _middle(box: Box) -> _Place:
    return (box.left + box.right) / 2, (box.low + box.high) / 2


def _edge(box: Box, inside: _Place, outside: _Place) -> _Place:
    """Where the line from the middle of a box to another place leaves the box."""
    (x, y), (u, v) = inside, outside
    half = ((box.right - box.left) / 2 + _AROUND, (box.high - box.low) / 2 + _AROUND)
    share = min(
        half[0] / abs(u - x) if abs(u - x) > 1e-9 else math.inf,
        half[1] / abs(v - y) if abs(v - y) > 1e-9 else math.inf,
    )
    return x + share * (u - x), y + share * (v - y)
