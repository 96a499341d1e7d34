"""A chart of rows: names, and beside or above each name its values on a scale that all rows share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import matplotlib
import pandas as pd
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from reviewhelpers.charts.frames import complete
from reviewhelpers.charts.palette import GRID, INK, QUIET, Mark
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.rendering import Canvas
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, PLATE, line_count, width_of, wrapped

RAIL = 1.5
"""Height of a rail with its values."""

_LIMIT = Mark(QUIET, "|")


@dataclass
class _Row:
    """A name with its values, at its height on the panel."""

    name: str
    note: str
    frame: pd.DataFrame
    below: bool = False
    top: float = 0.0
    rail: float = 0.0


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
        ``text`` (beside the mark), ``defect_class``, ``derived``, ``inferred``, ``bound``, ``low``, ``high``,
        ``told`` (on demand), ``rows`` and ``limit`` (a tick: not a value, but the most or the least that can be).
    mark : Mark, optional
        In place of the marks of the classes, such as a tick for a position on a scale.
    beside : bool, optional
        Whether names stand beside the rails; by default where the sheet is wide.
    joined : bool
        Whether a thin line joins the values of a rail, such as those of a pair.
    """
    frame = complete(frame)
    room = panel.room[0]
    beside = sheet.wide and room > 38 if beside is None else beside
    names = _names_width(frame, room) if beside else 0.0
    place, heads, rows = 0.0, [], []
    for group, members in frame.groupby("group", sort=False):
        if group:
            place += 0.6 if place else 0.0
            heads.append((place, str(group)))
            place += LINE + 0.3
        for (name, note), values in members.groupby(["name", "note"], sort=False):
            row = _Row(wrapped(str(name), names - 1.5 if beside else room), str(note), values, top=place)
            place = _set_row(row, place, names - 1.5 if beside else room, beside)
            rows.append(row)
    sheet.set_room(panel, height=place + 0.4, left=names)
    panel.set_ylim(place + 0.4, 0)
    panel.set_yticks([])
    panel.grid(axis="y", visible=False)
    panel.spines["left"].set_visible(False)
    inner = panel.room[0]
    across = panel.get_yaxis_transform()
    for y, head in heads:
        panel.text(-names / inner, y, head, transform=across, weight="bold", va="top", bbox=PLATE)
    for row in rows:
        _write_name(panel, row, -names / inner, inner)
        panel.plot([0, 1], [row.rail, row.rail], transform=across, color=GRID, linewidth=0.8, zorder=1)
        if joined:
            ends = [row.frame["value"].min(), row.frame["value"].max()]
            panel.plot(ends, [row.rail, row.rail], color=QUIET, linewidth=1.2, zorder=2)
        for _, value in row.frame.iterrows():
            if pd.notna(value["value"]):
                draw_point(
                    panel,
                    value["value"],
                    row.rail,
                    value["defect_class"],
                    derived=value["derived"],
                    inferred=value["inferred"],
                    bound=value["bound"],
                    low=value["low"],
                    high=value["high"],
                    mark=_LIMIT if value["limit"] else mark,
                    text=value["told"],
                    rows=value["rows"],
                )
            elif value["text"]:
                panel.text(
                    0,
                    row.rail,
                    value["text"],
                    transform=across,
                    color=QUIET,
                    va="center_baseline",
                    bbox=PLATE,
                )
    panel.after_layout(lambda: _label_values(panel, rows, joined))


def draw_dots_in_columns(
    sheet: Sheet,
    frame: pd.DataFrame,
    set_axis: Callable[[Panel], None],
    *,
    right: float = 1.0,
    mark: Mark | None = None,
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
    mark, beside : Mark or bool, optional
        See :func:`draw_dots`.
    """
    frame = complete(frame)
    sizes = frame.groupby("group", sort=False).size() + 1.0
    part: list[int] = []
    total, columns = sizes.sum(), min(sheet.columns, len(sizes))
    for end in sizes.cumsum():
        part.append(min(columns - 1, int((end - 0.5 * sizes.iloc[len(part)]) / total * columns)))
    column_of = dict(zip(sizes.index, part, strict=True))
    panels = []
    for _, members in frame.groupby(frame["group"].map(column_of), sort=True):
        panels.append(sheet.panel(right=right))
        set_axis(panels[-1])
        draw_dots(sheet, panels[-1], members, mark=mark, beside=beside)
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
    """Find the height of a row; where the next one begins."""
    lines = line_count(row.name)
    if row.note:
        # Behind a name of several lines the note would stand in their box.
        row.below = lines > 1 or width_of(row.name) + 0.8 + width_of(row.note) > width
        if row.below:
            row.note = wrapped(row.note, width)
            lines += line_count(row.note)
    several = len(row.frame.loc[~row.frame["limit"], "value"].dropna()) > 1
    rail = RAIL + (LINE if several else 0.0)
    if beside:
        height = max(lines * LINE, rail) + 0.3
        row.rail = place + height / 2
        row.top = place + (height - lines * LINE) / 2
        return place + height
    # Nearer to its own name than to the next one.
    row.rail = place + lines * LINE + rail / 2 - 0.15
    return place + lines * LINE + rail + 0.5


def _write_name(panel: Panel, row: _Row, x: float, inner: float) -> None:
    across = panel.get_yaxis_transform()
    panel.text(x, row.top, row.name, transform=across, va="top", linespacing=LINE / 1.2, bbox=PLATE)
    if row.note:
        start = x if row.below else x + (width_of(row.name) + 0.8) / inner
        y = row.top + (line_count(row.name) * LINE if row.below else 0.0)
        panel.text(
            start, y, row.note, transform=across, color=QUIET, va="top", linespacing=LINE / 1.2, bbox=PLATE
        )


def _label_values(panel: Panel, rows: Sequence[_Row], joined: bool) -> None:
    """Write each text beside its mark: at the right, else at the left, above or below it.

    Texts of joined values begin at the outer side.
    """
    figure = panel.get_figure(root=True)
    assert figure is not None
    renderer = Canvas(figure).get_renderer()
    size = float(matplotlib.rcParams["lines.markersize"])
    em = float(matplotlib.rcParams["font.size"]) * figure.dpi / 72
    frame = panel.bbox
    bounds = Bbox.from_extents(frame.x0, frame.y0, frame.x1 + panel.right * em, frame.y1)
    for row in rows:
        values = row.frame[row.frame["value"].notna() & _in_limits(panel, row.frame["value"])]
        taken = [_mark_box(panel, value, row.rail, size * figure.dpi / 72) for _, value in values.iterrows()]
        for _, value in values.iterrows():
            if not value["text"]:
                continue
            high = value["high"] if pd.notna(value["high"]) else value["value"]
            low = value["low"] if pd.notna(value["low"]) else value["value"]
            reach = {True: 3.2 * size, False: size}
            right, left = reach[value["bound"][:1] == ">"], reach[value["bound"][:1] == "<"]
            if value["inferred"]:
                right, left = right + size / 2, left + size / 2
            sides = [
                ((high, row.rail), (right, 0), "left", "center_baseline"),
                ((low, row.rail), (-left, 0), "right", "center_baseline"),
            ]
            if joined and len(values) > 1 and value["value"] == values["value"].min():
                sides.reverse()
            choices = (
                *sides,
                ((value["value"], row.rail), (0, 0.8 * size), "center", "bottom"),
                ((value["value"], row.rail), (0, -0.8 * size), "center", "top"),
            )
            best: tuple[float, Annotation, Bbox] | None = None
            for point, offset, ha, va in choices:
                label = panel.annotate(
                    value["text"],
                    point,
                    offset,
                    textcoords="offset points",
                    ha=ha,
                    va=va,
                    color=INK,
                    bbox=PLATE,
                    zorder=3,
                )
                box = label.get_window_extent(renderer)
                cost = _cost(box, taken, bounds)
                if best is None or cost < best[0]:
                    if best:
                        best[1].remove()
                    best = cost, label, box
                else:
                    label.remove()
                if best[0] == 0:
                    break
            if best:
                taken.append(best[2])


def _in_limits(panel: Panel, values: pd.Series) -> pd.Series:
    """Which values lie within the limits of the horizontal axis."""
    low, high = sorted(panel.get_xlim())
    return (values >= low) & (values <= high)


def _mark_box(panel: Panel, value: pd.Series, rail: float, size: float) -> Bbox:
    """The room of a mark of some pixels with its arrow."""
    x, y = panel.transData.transform((value["value"], rail))
    left, right = (3 * size if value["bound"][:1] == sign else size / 2 for sign in "<>")
    return Bbox.from_extents(x - left, y - size / 2, x + right, y + size / 2)


def _cost(box: Bbox, taken: Sequence[Bbox], bounds: Bbox) -> float:
    """How much of a label is covered or out of the frame, in pixels."""
    covered = [
        max(0.0, min(box.x1, other.x1) - max(box.x0, other.x0)) for other in taken if box.overlaps(other)
    ]
    beyond = max(0.0, bounds.x0 - box.x0) + max(0.0, box.x1 - bounds.x1)
    return sum(covered) + 2 * beyond
