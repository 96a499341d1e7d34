"""Staircases of oxidation states: a tread a species, as many electrons along as states down."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts import molecules
from reviewhelpers.charts.axes import bare
from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.molecules import SPACING
from reviewhelpers.charts.palette import GRID, INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.schemes import species_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import LINE, PLATE, type_size, width_of, wrapped, write

__all__ = ["draw_staircase", "state_text"]

_LEVEL = 2.9
"""Between two states of oxidation, in units of the size of type."""
_LEFT, _FOOT, _HEAD = 2.6, 4.6, 4.2
_LAST = 1.2
"""Electrons that the last tread would take."""
_SCALE, _LEAST = 1.15, 0.82


def state_text(state: float) -> str:
    """A state of oxidation with its sign.

    Examples
    --------
    >>> state_text(5), state_text(0), state_text(-3)
    ('+5', '0', '−3')
    """
    number = int(state)
    return f"+{number}" if number > 0 else str(number).replace("-", "−")


def draw_staircase(
    sheet: Sheet,
    panel: Panel,
    treads: pd.DataFrame,
    asides: pd.DataFrame,
    *,
    names: tuple[str, str],
    hint: str,
    heading: str,
) -> None:
    """Draw species on a staircase, and others beside it at the heights of their states.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the states need.
    treads : pandas.DataFrame
        Columns ``species``, ``electrons`` (taken up until there) and ``state``, in their order, and those of
        :func:`reviewhelpers.charts.frames.complete`.
    asides : pandas.DataFrame
        The same columns: what stands at the right at its height; its place along the stairs is not drawn.
    names : tuple of str
        What the height tells, and what the length.
    hint : str
        What stands in the empty corner.
    heading : str
        What stands above the first of `asides`.
    """
    treads, asides = complete(treads), complete(asides)
    width = panel.room[0] + 3.0
    most, top, low = (
        float(each) for each in (treads["electrons"].max(), treads["state"].max(), treads["state"].min())
    )
    along = (width - _LEFT) / (most + _LAST)
    scale = max(_LEAST, min(_SCALE, along / 3.9))
    height = _HEAD * scale + (top - low) * _LEVEL + _FOOT + LINE
    sheet.set_room(panel, height=height, left=0.0)
    panel.set(xlim=(0, panel.room[0]), ylim=(0, height))
    bare(panel)

    def x(count: float) -> float:
        return _LEFT + count * along

    def y(state: float) -> float:
        return _FOOT + (state - low) * _LEVEL

    for state in range(int(low), int(top) + 1):
        panel.plot([_LEFT, width], [y(state)] * 2, color=GRID, linewidth=0.08 * type_size(), zorder=1)
        write(panel, _LEFT - 0.6, y(state), state_text(state), ha="right", va="center", color=QUIET)
    write(panel, 0, height, names[0], color=QUIET)
    for count in range(int(most) + 1):
        write(panel, x(count), 2.6, str(count), ha="center", color=QUIET)
    write(panel, width, 1.3, names[1], ha="right", color=QUIET)
    stops = [*treads["electrons"], most + _LAST]
    corners = [(x(stop), y(state)) for n, state in enumerate(treads["state"]) for stop in stops[n : n + 2]]
    thick = 0.2 * type_size()
    panel.plot(*zip(*corners, strict=True), color=INK, linewidth=thick, solid_joinstyle="miter", zorder=2.5)
    for (_, tread), end in zip(treads.iterrows(), stops[1:], strict=True):
        # On a long tread the molecule stands at its beginning, below the riser that leads to it.
        middle = x(tread["electrons"]) + min(along, (end - tread["electrons"]) * along) / 2
        _draw(panel, tread, middle, y(tread["state"]), scale, end=x(end) - 0.35)
    beside = width - max(2.4 * scale, width_of(heading, "bold") / 2 + 0.3)
    write(
        panel,
        beside,
        y(asides["state"].max()) + 0.5 * scale + 0.5 + LINE,
        heading,
        ha="center",
        weight="bold",
    )
    for _, aside in asides.iterrows():
        _draw(panel, aside, beside, y(aside["state"]), scale)
    room = (treads["electrons"].iloc[-2] - 0.5) / 2 * along
    write(panel, _LEFT + 0.6, y(low) + 2 * LINE + 0.5, wrapped(hint, room), color=QUIET, bbox=PLATE)


def _draw(
    panel: Panel, row: pd.Series, x: float, level: float, scale: float, end: float | None = None
) -> None:
    """One species on its level; `end` is where the name has to end below a tread, none where there is no tread."""
    bound = row["species"].startswith("*")
    molecule = molecules.MOLECULES[row["species"]]
    half = max(abs(v) for *_, v in molecule.atoms) + 0.45
    lift = SPACING * scale if bound else half * scale + 0.3 if end is not None else 0.0
    box = molecules.draw_molecule(panel, row["species"], x, level + lift, scale)
    name = species_name(row["species"])
    wide = width_of(name)
    middle = x if end is None else min(x, end - wide / 2)
    write(panel, middle, box.low - 0.25 if end is None else level - 0.3, name, ha="center", zorder=5)
    tell(panel, x, math.fsum((box.low, box.high)) / 2, row["told"], row["rows"])
