"""A chart of rows: names, and beside or above each name its values on a scale that all rows share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import GRID, INK, QUIET, Mark
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.rendering import Canvas
from reviewhelpers.charts.rows import fit_rows
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_value, mark_size
from reviewhelpers.charts.text import (
    LINE,
    PLATE,
    line_count,
    type_size,
    width_of,
    wrapped,
    write,
    write_beside,
)

RAIL = 1.5
"""Height of a rail with its values."""

_LIMIT = Mark(QUIET, "|")

_Place = tuple[tuple[float, float], tuple[float, float], str, str]
"""A point, the offset of a text from it, and the alignment of the text there."""


@dataclass
class _Row:
    """A name with its note and its values: where the name begins on the panel, and where the rail lies."""

    name: str
    note: str
    values: pd.DataFrame
    below: bool = False
    top: float = 0.0
    rail: float = 0.0

    @property
    def lines(self) -> int:
        """How many lines the name takes, with its note where that stands below it."""
        return line_count(self.name) + (line_count(self.note) if self.below else 0)


def draw_dots(
    sheet: Sheet,
    panel: Panel,
    frame: pd.DataFrame,
    *,
    mark: Mark | None = None,
    beside: bool | None = None,
    joined: bool = False,
) -> None:
    """Draw rows in their order, under the headings of their groups.

    Set the horizontal axis first, with its limits. Values in rows of the same name share a rail; a missing value
    leaves its text on the rail.

    Parameters
    ----------
    sheet, panel : Sheet, Panel
        Where to draw; the panel takes the height that the rows need.
    frame : pandas.DataFrame
        Columns ``name`` and ``value``; where they are there also ``group``, ``note`` (grey, behind the name),
        ``text`` (beside the mark), ``limit`` (a tick: not a value, but the most or the least that can be) and those
        of :func:`reviewhelpers.charts.frames.complete`.
    mark : Mark, optional
        In place of the marks of the classes, such as a tick for a position on a scale.
    beside : bool, optional
        Whether names stand beside the rails; by default where the sheet is wide.
    joined : bool
        Whether a thin line joins the values of a rail, such as those of a pair.
    """
    frame, room = complete(frame), panel.room[0]
    beside = sheet.wide and room > 38 if beside is None else beside
    names = _names_width(frame, room) if beside else 0.0
    place, heads, rows = 0.0, [], []
    for group, members in frame.groupby("group", sort=False):
        if group:
            place += 0.6 if place else 0.0
            heads.append((place, group))
            place += LINE + 0.3
        for (name, note), values in members.groupby(["name", "note"], sort=False):
            rows.append(_Row(name, note, values))
            place = _set_row(rows[-1], place, names - 1.5 if beside else room, beside)
    fit_rows(sheet, panel, place + 0.4, names)
    inner, across = panel.room[0], panel.get_yaxis_transform()
    for y, head in heads:
        write(panel, -names / inner, y, head, transform=across, weight="bold", bbox=PLATE)
    for row in rows:
        _write_name(panel, row, -names / inner)
        panel.plot([0, 1], [row.rail, row.rail], transform=across, color=GRID, linewidth=0.8, zorder=1)
        if joined:
            ends = [row.values["value"].min(), row.values["value"].max()]
            panel.plot(ends, [row.rail, row.rail], color=QUIET, linewidth=1.2, zorder=2)
        for _, value in row.values.iterrows():
            if pd.notna(value["value"]):
                own = _LIMIT if value["limit"] else mark
                draw_value(panel, value["value"], row.rail, value, mark=own)
            elif value["text"]:
                look = {"color": QUIET, "va": "center_baseline", "bbox": PLATE}
                write(panel, 0, row.rail, value["text"], transform=across, **look)
    panel.after_layout(lambda: _label_values(panel, rows, joined))


def draw_dots_in_columns(
    sheet: Sheet,
    frame: pd.DataFrame,
    set_axis: Callable[[Panel], None],
    *,
    right: float = 1.0,
    beside: bool | None = None,
) -> list[Panel]:
    """Draw groups of rows in as many columns as the sheet has, each with the same axis.

    Parameters
    ----------
    sheet : Sheet
        Made with the number of columns that it may have.
    frame : pandas.DataFrame
        See :func:`draw_dots`; groups stay together and in their order.
    set_axis : callable
        Sets the horizontal axis of a panel.
    right : float
        Margin at the right of each panel, for texts.
    beside : bool, optional
        See :func:`draw_dots`.
    """
    frame = complete(frame)
    sizes = frame.groupby("group", sort=False).size() + 1.0
    columns = min(sheet.columns, len(sizes))
    # A group stands in the column in which its middle lies.
    column_of = ((sizes.cumsum() - 0.5 * sizes) / sizes.sum() * columns).astype(int)
    panels = []
    for _, members in frame.groupby(frame["group"].map(column_of), sort=True):
        panels.append(sheet.panel(right=right))
        set_axis(panels[-1])
        draw_dots(sheet, panels[-1], members, beside=beside)
    return panels


def _names_width(frame: pd.DataFrame, room: float) -> float:
    """The width of the column of names, with their notes behind them where two fifths of the room take both."""
    most = 0.4 * room
    needed = 0.0
    for name, note in zip(frame["name"], frame["note"], strict=True):
        behind = width_of(name) + (0.8 + width_of(note) if note else 0.0)
        needed = max(needed, behind if behind <= most else max(width_of(name), width_of(note)))
    return min(needed, most) + 1.5


def _set_row(row: _Row, place: float, width: float, beside: bool) -> float:
    """Wrap the words of a row and find its height; where the next one begins."""
    row.name = wrapped(row.name, width)
    if row.note and ("\n" in row.name or width_of(row.name) + 0.8 + width_of(row.note) > width):
        # Behind a name of several lines the note would stand in their box.
        row.note, row.below = wrapped(row.note, width), True
    several = row.values.loc[~row.values["limit"], "value"].count() > 1
    rail = RAIL + (LINE if several else 0.0)
    if beside:
        height = max(row.lines * LINE, rail) + 0.3
        row.rail = place + height / 2
        row.top = place + (height - row.lines * LINE) / 2
        return place + height
    # Nearer to its own name than to the next one.
    row.top, row.rail = place, place + row.lines * LINE + rail / 2 - 0.15
    return place + row.lines * LINE + rail + 0.5


def _write_name(panel: Panel, row: _Row, x: float) -> None:
    look = {"transform": panel.get_yaxis_transform(), "bbox": PLATE}
    write(panel, x, row.top, row.name, **look)
    if row.note and row.below:
        write(panel, x, row.top + line_count(row.name) * LINE, row.note, color=QUIET, **look)
    elif row.note:
        behind = x + (width_of(row.name) + 0.8) / panel.room[0]
        write(panel, behind, row.top, row.note, color=QUIET, **look)


def _label_values(panel: Panel, rows: Sequence[_Row], joined: bool) -> None:
    """Write each text beside its mark: at the right, else at the left, above or below it.

    Texts of joined values begin at the outer side.
    """
    figure = panel.get_figure(root=True)
    assert figure is not None
    renderer, size = Canvas(figure).get_renderer(), mark_size()
    pixels = figure.dpi / 72
    frame = panel.bbox
    bounds = Bbox.from_extents(frame.x0, frame.y0, frame.x1 + panel.right * type_size() * pixels, frame.y1)
    limits = sorted(panel.get_xlim())
    for row in rows:
        values = row.values[row.values["value"].between(*limits)]
        taken = [_mark_box(panel, value, row.rail, size * pixels) for _, value in values.iterrows()]
        for _, value in values[values["text"] != ""].iterrows():
            outer = joined and len(values) > 1 and value["value"] == values["value"].min()
            choices = _places_beside(value, row.rail, outer)
            label = write_beside(panel, (0, 0), (0, 0), value["text"], color=INK, zorder=3)
            boxes = [_move(label, choice).get_window_extent(renderer) for choice in choices]
            costs = [_cost(box, taken, bounds) for box in boxes]
            best = costs.index(min(costs))
            _move(label, choices[best])
            taken.append(boxes[best])


def _places_beside(value: pd.Series, rail: float, outer: bool) -> list[_Place]:
    """Where the text of a value may stand, best first."""
    x, size = value["value"], mark_size()
    low, high = (x if pd.isna(value[end]) else value[end] for end in ("low", "high"))
    ring = size / 2 if value["inferred"] else 0.0
    right, left = (ring + (3.2 * size if value["bound"][:1] == sign else size) for sign in "><")
    sides: list[_Place] = [
        ((high, rail), (right, 0), "left", "center_baseline"),
        ((low, rail), (-left, 0), "right", "center_baseline"),
    ]
    above_below: list[_Place] = [
        ((x, rail), (0, 0.8 * size), "center", "bottom"),
        ((x, rail), (0, -0.8 * size), "center", "top"),
    ]
    return (sides[::-1] if outer else sides) + above_below


def _move(label: Annotation, place: _Place) -> Annotation:
    label.xy, label.xyann, ha, va = place
    label.set(ha=ha, va=va)
    return label


def _mark_box(panel: Panel, value: pd.Series, rail: float, size: float) -> Bbox:
    """The room of a mark of some pixels with its arrow."""
    x, y = panel.transData.transform((value["value"], rail))
    left, right = (3 * size if value["bound"][:1] == sign else size / 2 for sign in "<>")
    return Bbox.from_extents(x - left, y - size / 2, x + right, y + size / 2)


def _cost(box: Bbox, taken: Sequence[Bbox], bounds: Bbox) -> float:
    """How much of a label is covered or out of the frame, in pixels."""
    covered = sum(min(box.x1, other.x1) - max(box.x0, other.x0) for other in taken if box.overlaps(other))
    return covered + 2 * (max(0.0, bounds.x0 - box.x0) + max(0.0, box.x1 - bounds.x1))
