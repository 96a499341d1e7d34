"""Figures of the part on diatomic sites, after the paper pei2024: synthesis and structure.

What the paper only draws is missing here; the figures leave it open and say so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    EDGE,
    LEFT,
    LINE,
    PLATE,
    RIGHT,
    TYPE,
    Sheet,
    axis_label,
    draw_dot,
    draw_key,
    draw_open,
    draw_rail,
    draw_scale,
    enumerated,
    in_unit,
    system_mark,
    system_name,
    value_column,
    write_beside,
)
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.text import formatting

SOURCE = "pei2024"
CITE = "pei2024low"

LOW, PAIR = "pei2024-l-co1mn1-nc", "pei2024-co1mn1-nc"
SINGLES = ("pei2024-co1-nc", "pei2024-mn1-nc")
CATALYSTS = (LOW, PAIR, *SINGLES)

HOLLOW = style.Mark(style.INK, "o")
NOT_PRINTED = "not printed"


# Shared ----------------------------------------------------------------------------------------------


def _row(table: str, row: str) -> pd.Series:
    found: pd.Series = data.table(table).loc[row]
    return found


def printed_value(value: float, unit: str) -> str:
    """A number with its unit."""
    return formatting.span(value, math.nan, unit)


# Synthesis -------------------------------------------------------------------------------------------

STEPS = (
    ("ZIF-8 grown as nanorods", "pei2024-zif8", "pei2024-zif8"),
    ("a coat of SiO₂", LOW, "pei2024-silica"),
    ("first calcination, which breaks up Zn–N sites", LOW, "pei2024-first-heating"),
)
"""The steps before the metals come in, each with its system and the row that tells of it."""

SECOND = "second pyrolysis, Co and Mn take the place of Zn"
OPEN_TEMPERATURE = "temperature not in the text"
TRUNK = 0.15
"""Where the line of time runs, in inches from the left."""


@dataclass(frozen=True)
class _Made:
    """What is made at one temperature, and the nitrogens around its metal."""

    systems: tuple[str, ...]
    temperature: pd.Series
    count: pd.Series

    @property
    def celsius(self) -> float:
        """The temperature in the unit of the axis."""
        return in_unit(self.temperature["value"], self.temperature["unit"], "temperature")

    @property
    def nitrogens(self) -> float:
        """How many nitrogens stand around the metal."""
        return float(self.count["value"])

    @property
    def rows(self) -> str:
        """The rows it comes from."""
        return f"{self.temperature['id']} {self.count['id']}"

    @property
    def told(self) -> str:
        """Temperature and number in a sentence."""
        at = printed_value(self.temperature["value"], self.temperature["unit"])
        return f"{formatting.number(self.nitrogens)} N at {at}"


def _made(systems: Sequence[str], temperature: str, count: str) -> _Made:
    return _Made(tuple(systems), _row("preparation", temperature), _row("structure", count))


def _here() -> list[_Made]:
    """What the second pyrolysis of the paper gives."""
    return [
        _made([PAIR], "pei2024-pyrolysis-saturated", "pei2024-comn-cn"),
        _made(SINGLES, "pei2024-pyrolysis-saturated", "pei2024-single-cn"),
        _made([LOW], "pei2024-pyrolysis-low-n", "pei2024-l-comn-cn"),
    ]


def _elsewhere() -> list[_Made]:
    """The series of single atoms that the paper tells of, in the order in which it tells it."""
    return [
        _made(["pei2024-ref23-co-nx"], temperature, count)
        for temperature, count in (
            ("pei2024-ref23-800", "pei2024-ref23-cn-4"),
            ("pei2024-ref23-900", "pei2024-ref23-cn-3"),
            ("pei2024-ref23-1000", "pei2024-ref23-cn-2"),
        )
    ]


def _disagreeing(here: Iterable[_Made], there: Iterable[_Made]) -> list[tuple[_Made, _Made]]:
    """What one temperature gives here and in the other series, where the numbers differ."""
    pairs = [(one, other) for one in here for other in there if one.celsius == other.celsius]
    differing = {one.celsius: (one, other) for one, other in pairs if one.nitrogens != other.nitrogens}
    return list(differing.values())


def _reference(made: _Made) -> str:
    """A work of the list of references, as the paper numbers it."""
    frame = data.table("citations")
    own = frame[(frame["source"] == SOURCE) & (frame["cite"] == made.temperature["cite"])]
    return f"ref. {own['ref_number'].iloc[0]}"


@figure("fig-diatomic-synthesis", title="Synthesis steps, and nitrogen count against temperature")
def synthesis() -> Plot:
    """The steps of the synthesis, with its branch, and the number of N against temperature in two series."""
    here, there = _here(), _elsewhere()
    every = [*here, *there]
    shown = sorted({made.celsius for made in every})
    margin = (shown[-1] - shown[0]) / 4
    ends = (shown[0] - margin, shown[-1] + margin)
    sheet = Sheet()
    _draw_steps(sheet, here, ends, shown)
    _draw_numbers(sheet, here, there, ends, shown)
    columns = ("part", "step", "name", "missing", "rows", "derived")
    steps = [
        ("this paper", step, system_name(system), OPEN_TEMPERATURE, row, "") for step, system, row in STEPS
    ]
    values = pd.DataFrame(steps, columns=columns)
    values = pd.concat(
        [values, pd.DataFrame([point for made in every for point in _made_values(made)])], ignore_index=True
    )
    return Plot(sheet.finish(), values, _synthesis_alt(here, there), _synthesis_caption(there))


def _draw_steps(sheet: Sheet, here: Sequence[_Made], ends: tuple[float, float], ticks: list[float]) -> None:
    """The line of time from the top down; each step stands over its place on the scale of temperature."""
    text_at, open_at, stops = TRUNK + 0.2, [], []
    sheet.heading("The steps of this paper")
    top = sheet.y
    for number, (step, _, _) in enumerate(STEPS, 1):
        stops.append(sheet.y + LINE / 2)
        sheet.write(text_at, f"{number}  {step}")
        open_at.append(sheet.y + 0.1)
        sheet.y += 0.28
    stops.append(sheet.y + LINE / 2)
    sheet.write(text_at, f"{len(STEPS) + 1}  {SECOND}")
    branches = []
    for celsius in sorted({made.celsius for made in here}):
        alike = [made for made in here if made.celsius == celsius]
        sheet.y += 0.04
        names = ", ".join(system_name(system) for made in alike for system in made.systems)
        numbers = enumerated(dict.fromkeys(formatting.number(made.nitrogens) for made in alike))
        sheet.write(text_at, f"{names}: {numbers} N around each metal")
        branches.append((sheet.y + 0.1, alike[0]))
        sheet.y += 0.26
    ax = draw_scale(sheet, top, ends, ticks, axis_label("temperature"))
    for y in open_at:
        draw_open(ax, y, OPEN_TEMPERATURE)
    # The line of time lies left of the scale, in its units, so that a branch ends at its temperature.
    trunk = ends[0] + (TRUNK - LEFT) / (RIGHT - LEFT) * (ends[1] - ends[0])
    ax.plot([trunk, trunk], [stops[0], branches[-1][0]], color=style.INK, linewidth=1.4, clip_on=False)
    for y in stops:
        draw_dot(ax, trunk, y, HOLLOW, size=5)
    for y, made in branches:
        mark = system_mark(made.systems[0])
        ax.plot([trunk, made.celsius], [y, y], color=style.INK, linewidth=1.4, clip_on=False, zorder=3)
        draw_dot(ax, made.celsius, y, mark)
        label = printed_value(made.temperature["value"], made.temperature["unit"])
        write_beside(ax, made.celsius, y, label, left=False)


def _draw_numbers(
    sheet: Sheet,
    here: Sequence[_Made],
    there: Sequence[_Made],
    ends: tuple[float, float],
    ticks: list[float],
) -> None:
    """The number of nitrogens against temperature, in this paper and in the other series."""
    sheet.heading("Number of N against temperature")
    sheet.write(EDGE, "N around each metal; dotted: unlike at one temperature", colour=style.QUIET)
    numbers = sorted({made.nitrogens for made in (*here, *there)})
    ax = sheet.plot(sheet.y, sheet.y + 1.6, LEFT, RIGHT)
    ax.set_xlim(*ends)
    ax.set_ylim(numbers[0] - 0.5, numbers[-1] + 0.7)
    ax.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    ax.set_yticks(numbers, [formatting.number(number) for number in numbers])
    ax.set_xlabel(axis_label("temperature"), size=TYPE)
    sheet.y += 2.1
    for one, other in _disagreeing(here, there):
        ends_of = [one.nitrogens, other.nitrogens]
        ax.plot([one.celsius] * 2, ends_of, color=style.INK, linestyle=":", linewidth=2, zorder=2)
    for series in (here, there):
        points = [(made.celsius, made.nitrogens) for made in series]
        mark = system_mark(series[0].systems[0])
        ax.plot(*zip(*points, strict=True), color=mark.colour, linewidth=1.4, zorder=3)
        for x, y in points:
            draw_dot(ax, x, y, mark)
    # Above the higher line and below the lower one there is room.
    _write_off(ax, here[0], "this paper", (6, 12), "left")
    _write_off(ax, there[1], f"Co single atoms, {_reference(there[0])}", (-4, -16), "right")


def _write_off(ax: Axes, made: _Made, text: str, offset: tuple[float, float], side: str) -> None:
    """Text away from a point, in points."""
    ax.annotate(
        text,
        (made.celsius, made.nitrogens),
        xytext=offset,
        textcoords="offset points",
        ha=side,
        va="center_baseline",
        size=TYPE,
        bbox=PLATE,
    )


def _made_values(made: _Made) -> list[dict[str, object]]:
    """A point a system."""
    own = made.temperature["system"] in CATALYSTS
    return [
        {
            "part": "this paper" if own else _reference(made),
            "step": made.temperature["step"],
            "name": system_name(system),
            value_column("temperature", "temperature"): made.celsius,
            "N around each metal": made.nitrogens,
            "missing": "duration, heating rate and gas not in the text",
            "rows": made.rows,
            "derived": "",
        }
        for system in made.systems
    ]


def _synthesis_alt(here: Sequence[_Made], there: Sequence[_Made]) -> str:
    first = "; ".join(step for step, _, _ in STEPS)
    split = "; ".join(f"{enumerated(map(system_name, made.systems))}, {made.told}" for made in here)
    found = [
        f"{other.told} in {_reference(other)} but {formatting.number(one.nitrogens)} here"
        for one, other in _disagreeing(here, there)
    ]
    compared = enumerated(found) if found else "the two series agree at every temperature they share"
    return (
        f"{len(STEPS)} steps without a printed temperature ({first}), then a second pyrolysis that branches: "
        f"{split}. The same temperature, compared: {compared}."
    )


def _synthesis_caption(there: Sequence[_Made]) -> str:
    other = there[0].temperature["cite"]
    return (
        f"The synthesis in the order in which {formatting.work(CITE)} tell it; all numbers are printed, "
        "none is "
        "derived; that the N are those of each metal is our reading. Dashed: the text gives no temperature "
        "for the step. It gives no duration, no heating "
        "rate and no gas for any step. The lower part sets the numbers of N that the text assigns to its "
        f"sites beside those it reports of the Co single atoms of {formatting.work(other)}: where one "
        "temperature "
        "gives two numbers, temperature alone does not set the number. At the lower temperature of this "
        "paper the mark stands for its single atoms too. Lines only join the points of a series."
    )


# Distances -------------------------------------------------------------------------------------------

THEORY = "pei2024-pair-longer"
MICROSCOPY = ("pei2024-pair-distance", "pei2024-pair-distances")
EXAFS = ("pei2024-exafs-co-n", "pei2024-exafs-co-mn")
MICROSCOPY_MARK = style.Mark(style.COLOURS["blue"], "D")
EXAFS_MARK = style.Mark(style.COLOURS["vermilion"], "o")
_BEYOND = (
    f"what the peak stands for: its position and between half and all of what Co–N is shifted ({EXAFS[0]})",
    "what the peak stands for: the bond in cobalt phthalocyanine (cobalt-nitrogen-bond of constants)",
)
_SEEN = ("one pair, marked in an image", "where most pairs lie")


@dataclass(frozen=True)
class _Length:
    """A printed length on the scale of the figure."""

    row: pd.Series
    label: str
    method: str

    @property
    def ends(self) -> tuple[float, float]:
        """The two ends, alike where one value is printed."""
        low, high = self.row["value"], self.row["value_max"]
        both = (low, low if pd.isna(high) else high)
        return (
            in_unit(both[0], self.row["unit"], "distance"),
            in_unit(both[1], self.row["unit"], "distance"),
        )

    @property
    def derived(self) -> str:
        """How the value came onto the scale."""
        wanted = data.table("quantities").loc["distance", "unit"]
        if units.parse(self.row["unit"]) == units.parse(wanted):
            return ""
        return f"converted from {units.symbol(self.row['unit'])}"

    @property
    def told(self) -> str:
        """The value as printed."""
        return formatting.amount(self.row)

    @property
    def beyond(self) -> tuple[float, float] | None:
        """What a peak stands for, if shifted by between half and all of what Co–N is; None for a distance."""
        if self.row["quantity"] != "peak_position":
            return None
        known = _row("spectra", EXAFS[0])
        bond = units.constant_in("cobalt-nitrogen-bond", "angstrom")
        shift = bond - in_unit(known["value"], known["unit"], "peak_position")
        if self.row["id"] == known["id"]:
            return bond, bond
        return self.ends[0] + shift / 2, self.ends[0] + shift

    @property
    def beyond_told(self) -> str:
        """What a peak stands for, in words."""
        if self.beyond is None:
            return ""
        low, high = (formatting.decimals(end, 2) for end in self.beyond)
        unit = units.symbol(data.table("quantities").loc["distance", "unit"])
        return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


def _lengths() -> tuple[list[_Length], list[_Length]]:
    """Lengths by microscopy, and positions by EXAFS."""
    seen = [
        _Length(_row("structure", row), label, "microscopy")
        for row, label in zip(MICROSCOPY, _SEEN, strict=True)
    ]
    rows = [_row("spectra", row) for row in EXAFS]
    return seen, [_Length(row, f"peak assigned to {row['subject']}", "EXAFS") for row in rows]


@figure("fig-diatomic-distances", title="Distances in and around the pair, by method")
def distances() -> Plot:
    """Distances by microscopy, peak positions by EXAFS, and the theoretical spacing, which is open."""
    seen, peaks = _lengths()
    claim = _row("claims", THEORY)
    sheet = Sheet()
    draw_key(
        sheet,
        (("filled: a distance", MICROSCOPY_MARK, "full"), ("hollow: position of a peak", EXAFS_MARK, "none")),
    )
    _draw_lengths(sheet, seen, peaks)
    values = pd.DataFrame([_length_value(length) for length in (*seen, *peaks)])
    unprinted = {
        "name": system_name(claim["system"]),
        "method": "theory",
        "subject": "Co–Mn",
        "missing": f"{NOT_PRINTED}; {claim['statement']}",
        "rows": claim["id"],
        "derived": "",
    }
    values = pd.concat([values, pd.DataFrame([unprinted])], ignore_index=True)
    return Plot(sheet.finish(), values, _distances_alt(seen, peaks), _distances_caption())


def _draw_lengths(sheet: Sheet, seen: Sequence[_Length], peaks: Sequence[_Length]) -> None:
    """A rail a value, grouped by method, over one scale."""
    top, heights = sheet.y, []
    groups = (
        ("Microscopy: metal to metal", "a projection", seen),
        ("EXAFS at the Co edge", "dashed: to the distance, derived", peaks),
    )
    for title, note, lengths in groups:
        sheet.heading(title, note)
        for length in lengths:
            sheet.write(EDGE, length.label)
            heights.append((sheet.y + 0.1, length))
            sheet.y += 0.28
    sheet.heading("Theoretical Co–Mn spacing", "marked pair slightly wider")
    open_at = sheet.y + 0.12
    sheet.y += 0.28
    every = [end for length in (*seen, *peaks) for end in (*length.ends, *(length.beyond or ()))]
    low, high = rounding.floor(2 * min(every) - 0.1) / 2, rounding.ceil(2 * max(every) + 0.1) / 2
    ticks = [low + step / 2 for step in range(rounding.nearest(2 * (high - low)) + 1)]
    unit = units.symbol(data.table("quantities").loc["distance", "unit"])
    ax = draw_scale(sheet, top, (low, high), ticks, f"Distance, or position of a peak / {unit}")
    draw_open(ax, open_at, NOT_PRINTED)
    for y, length in heights:
        _draw_length(ax, y, length)


def _draw_length(ax: Axes, y: float, length: _Length) -> None:
    draw_rail(ax, y)
    start, end = length.ends
    exact = length.beyond is None
    mark = MICROSCOPY_MARK if exact else EXAFS_MARK
    ax.plot([start, end], [y, y], color=mark.colour, linewidth=3, zorder=3)
    for x in sorted({start, end}):
        draw_dot(ax, x, y, mark, filled="full" if exact else "none")
    if length.beyond is not None:
        _draw_beyond(ax, end, length.beyond, y, mark.colour)
    write_beside(ax, start, y, length.told, left=True)


def _draw_beyond(ax: Axes, x: float, ends: tuple[float, float], y: float, colour: str) -> None:
    """From a peak, dashed, to the distance that it stands for, between upright strokes."""
    ax.plot([x, ends[1]], [y, y], color=colour, linewidth=1.4, linestyle=(0, (3, 2)), zorder=3)
    for end in sorted(set(ends)):
        ax.plot([end], [y], color=colour, marker="|", markersize=11, markeredgewidth=1.6, zorder=4)


def _length_value(length: _Length) -> dict[str, object]:
    start, end = length.ends
    exact = length.beyond is None
    stands = length.beyond or (math.nan, math.nan)
    position = {
        value_column("distance", "distance"): start,
        value_column("distance, other end", "distance"): math.nan if start == end else end,
    }
    peak = {
        value_column("peak position", "peak_position"): start,
        value_column("distance that the peak stands for", "distance"): stands[0],
        value_column("distance that the peak stands for, other end", "distance"): stands[1],
    }
    return {
        "name": system_name(length.row["system"]),
        "method": length.method,
        "subject": length.row["subject"],
        **(position if exact else peak),
        "missing": "uncertainty" if exact else "phase correction; the fitted distance",
        "printed": length.told,
        "rows": length.row["id"],
        "derived": length.derived if exact else _BEYOND[length.row["id"] == EXAFS[0]],
    }


def _distances_alt(seen: Sequence[_Length], peaks: Sequence[_Length]) -> str:
    marked, most = seen
    found = enumerated(f"{length.told} ({length.row['subject']})" for length in peaks)
    stands = enumerated(length.beyond_told for length in peaks)
    same = [length for length in peaks if math.isclose(length.ends[0], marked.ends[0])]
    equal = (
        f" The {same[0].told} of the {same[0].row['subject']} peak equals the {marked.told} of the marked "
        "pair in number but not in kind."
        if same
        else ""
    )
    return (
        f"Microscopy gives {marked.told} for one metal pair and {most.told} where most lie; EXAFS has peaks "
        f"at {found}, which stand for {stands} if the phase was not corrected.{equal} The "
        "theoretical Co–Mn spacing is not printed."
    )


def _distances_caption() -> str:
    return (
        f"What {formatting.work(CITE)} print of lengths in L-Co₁Mn₁-NC, beside the marks as printed; those "
        "by "
        "microscopy are converted to Å for the axis. Microscopy sees the pair from above: a pair that is "
        "tilted looks too short. Hollow: the position of a peak in the transform of EXAFS, which lies below "
        "the distance without a phase correction, of which the text says nothing. Dashed, up to or between "
        "strokes: the distance that the peak stands for, derived. Co–N is taken as long as in cobalt "
        "phthalocyanine, and the other peak as shifted by between half and all of what Co–N is; the fit "
        "stands in the supplement. The "
        "same number by both methods is therefore not the same length. Of the theoretical "
        "spacing only this is printed, that the marked pair is slightly wider. No uncertainty is printed."
    )
