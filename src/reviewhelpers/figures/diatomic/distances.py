"""Distances in and around the metal pair, by method."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    Sheet,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    draw_unprinted,
    enumerated,
    in_unit,
    label_value,
    row_value,
    system_name,
    value_column,
)
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED
from reviewhelpers.text import formatting

THEORY = "pei2024-pair-longer"
MICROSCOPY = ("pei2024-pair-distance", "pei2024-pair-distances")
EXAFS = ("pei2024-exafs-co-n", "pei2024-exafs-co-mn")
MICROSCOPY_MARK = style.Mark(style.COLOURS["blue"], "D")
EXAFS_MARK = style.Mark(style.COLOURS["vermilion"], "o")

_BEYOND = (
    f"what the peak stands for: its position and between half and all of what Co–N is shifted ({EXAFS[0]})",
    "what the peak stands for: the bond in cobalt phthalocyanine (cobalt-nitrogen-bond of constants)",
)
_MICROSCOPY_LABELS = ("one pair, marked in an image", "where most pairs lie")


@dataclass(frozen=True)
class _Length:
    """A printed length on the scale of the figure."""

    row: pd.Series
    label: str
    method: str

    @property
    def ends(self) -> tuple[float, float]:
        """The two ends, equal where one value is printed."""
        low, high = self.row["value"], self.row["value_max"]
        both = (low, low if pd.isna(high) else high)
        return (
            in_unit(both[0], self.row["unit"], "distance"),
            in_unit(both[1], self.row["unit"], "distance"),
        )

    @property
    def derived(self) -> str:
        """How the value was converted to the scale; empty where it is as printed."""
        wanted = data.table("quantities").loc["distance", "unit"]
        if units.parse(self.row["unit"]) == units.parse(wanted):
            return ""
        return f"converted from {units.symbol(self.row['unit'])}"

    @property
    def text(self) -> str:
        """The value as printed."""
        return formatting.amount(self.row)

    @property
    def distance_range(self) -> tuple[float, float] | None:
        """What a peak stands for, if shifted by between half and all of what Co–N is; None for a distance."""
        if self.row["quantity"] != "peak_position":
            return None
        known = data.row(EXAFS[0])
        bond = units.constant_in("cobalt-nitrogen-bond", "angstrom")
        shift = bond - row_value(known, "peak_position")
        if self.row["id"] == known["id"]:
            return bond, bond
        return self.ends[0] + shift / 2, self.ends[0] + shift

    @property
    def distance_text(self) -> str:
        """What a peak stands for, in words."""
        if self.distance_range is None:
            return ""
        low, high = (formatting.decimals(end, 2) for end in self.distance_range)
        unit = units.symbol(data.table("quantities").loc["distance", "unit"])
        return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


def _lengths() -> tuple[list[_Length], list[_Length]]:
    """Lengths by microscopy, and positions by EXAFS."""
    seen = [
        _Length(data.row(row), label, "microscopy")
        for row, label in zip(MICROSCOPY, _MICROSCOPY_LABELS, strict=True)
    ]
    rows = [data.row(row) for row in EXAFS]
    return seen, [_Length(row, f"peak assigned to {row['subject']}", "EXAFS") for row in rows]


@figure("fig-diatomic-distances", title="Distances in and around the pair, by method")
def distances() -> Plot:
    """Distances by microscopy, peak positions by EXAFS, and the theoretical spacing, which is not printed."""
    seen, peaks = _lengths()
    claim = data.row(THEORY)
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
    """One rail per value, grouped by method, over one scale."""
    top, heights = sheet.y, []
    groups = (
        ("Microscopy: metal to metal", "a projection", seen),
        ("EXAFS at the Co edge", "dashed: to the distance, derived", peaks),
    )
    for title, note, lengths in groups:
        sheet.heading(title, note)
        for length in lengths:
            sheet.write(MARGIN, length.label)
            heights.append((sheet.rail(0.28), length))
    sheet.heading("Theoretical Co–Mn spacing", "marked pair slightly wider")
    open_at = sheet.rail(0.28, 0.12)
    every = [end for length in (*seen, *peaks) for end in (*length.ends, *(length.distance_range or ()))]
    low, high = rounding.floor(2 * min(every) - 0.1) / 2, rounding.ceil(2 * max(every) + 0.1) / 2
    ticks = [low + step / 2 for step in range(rounding.nearest(2 * (high - low)) + 1)]
    unit = units.symbol(data.table("quantities").loc["distance", "unit"])
    ax = draw_scale(sheet, top, (low, high), ticks, f"Distance, or position of a peak / {unit}")
    draw_unprinted(ax, open_at, NOT_PRINTED)
    for y, length in heights:
        _draw_length(ax, y, length)


def _draw_length(ax: Axes, y: float, length: _Length) -> None:
    draw_rail(ax, y)
    start, end = length.ends
    exact = length.distance_range is None
    mark = MICROSCOPY_MARK if exact else EXAFS_MARK
    ax.plot([start, end], [y, y], color=mark.colour, linewidth=3, zorder=3)
    for x in sorted({start, end}):
        draw_marker(ax, x, y, mark, filled="full" if exact else "none")
    if length.distance_range is not None:
        _draw_distance_range(ax, end, length.distance_range, y, mark.colour)
    label_value(ax, start, y, length.text, left=True)


def _draw_distance_range(ax: Axes, x: float, ends: tuple[float, float], y: float, colour: str) -> None:
    """From a peak, dashed, to the distance that it stands for, between upright strokes."""
    ax.plot([x, ends[1]], [y, y], color=colour, linewidth=1.4, linestyle=(0, (3, 2)), zorder=3)
    for end in sorted(set(ends)):
        ax.plot([end], [y], color=colour, marker="|", markersize=11, markeredgewidth=1.6, zorder=4)


def _length_value(length: _Length) -> dict[str, object]:
    start, end = length.ends
    exact = length.distance_range is None
    peak_distances = length.distance_range or (math.nan, math.nan)
    position = {
        value_column("distance", "distance"): start,
        value_column("distance, other end", "distance"): math.nan if start == end else end,
    }
    peak = {
        value_column("peak position", "peak_position"): start,
        value_column("distance that the peak stands for", "distance"): peak_distances[0],
        value_column("distance that the peak stands for, other end", "distance"): peak_distances[1],
    }
    return {
        "name": system_name(length.row["system"]),
        "method": length.method,
        "subject": length.row["subject"],
        **(position if exact else peak),
        "missing": "uncertainty" if exact else "phase correction; the fitted distance",
        "printed": length.text,
        "rows": length.row["id"],
        "derived": length.derived if exact else _BEYOND[length.row["id"] == EXAFS[0]],
    }


def _distances_alt(seen: Sequence[_Length], peaks: Sequence[_Length]) -> str:
    marked, most = seen
    found = enumerated(f"{length.text} ({length.row['subject']})" for length in peaks)
    peak_distances = enumerated(length.distance_text for length in peaks)
    same = [length for length in peaks if math.isclose(length.ends[0], marked.ends[0])]
    equal = (
        f" The {same[0].text} of the {same[0].row['subject']} peak equals the {marked.text} of the marked "
        "pair in number but not in kind."
        if same
        else ""
    )
    return (
        f"Microscopy gives {marked.text} for one metal pair and {most.text} where most lie; EXAFS has peaks "
        f"at {found}, which stand for {peak_distances} if the phase was not corrected.{equal} The "
        "theoretical Co–Mn spacing is not printed."
    )


def _distances_caption() -> str:
    return (
        f"What {formatting.work(CITE)} print of lengths in L-Co₁Mn₁-NC, beside the marks as printed; those "
        "by microscopy are converted to Å for the axis. Microscopy sees the pair from above: a pair that is "
        "tilted looks too short. Hollow: the position of a peak in the transform of EXAFS, which lies below "
        "the distance without a phase correction, of which the text says nothing. Dashed, up to or between "
        "strokes: the distance that the peak stands for, derived. Co–N is taken as long as in cobalt "
        "phthalocyanine, and the other peak as shifted by between half and all of what Co–N is; the fit "
        "stands in the supplement. The same number by both methods is therefore not the same length. Of the "
        "theoretical spacing only this is printed, that the marked pair is slightly wider. No uncertainty is "
        "printed."
    )
