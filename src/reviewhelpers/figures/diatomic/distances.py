"""Distances in and around the metal pair, by method."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.axes import padded, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    enumerated,
    in_unit,
    point_text,
    row_value,
    system_class,
    system_name,
    value_column,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED
from reviewhelpers.text import formatting

ID = "fig-diatomic-distances"
BOND = "cobalt-nitrogen-bond"
MICROSCOPY = {"marked_pair": "one pair, marked in an image", "most_pairs": "where most pairs lie"}
"""What the rows of these roles are lengths of."""


def _unit() -> str:
    return str(data.table("quantities").loc["distance", "unit"])


@dataclass(frozen=True)
class _Length:
    """A printed length on the scale of the figure."""

    row: pd.Series
    label: str

    @property
    def is_peak(self) -> bool:
        """Whether it is the position of a peak, and no distance."""
        return bool(self.row["quantity"] == "peak_position")

    @property
    def ends(self) -> tuple[float, float]:
        """The two ends, equal where one value is printed."""
        low, high = self.row["value"], self.row["value_max"]
        unit = self.row["unit"]
        return in_unit(low, unit, "distance"), in_unit(low if pd.isna(high) else high, unit, "distance")

    @property
    def text(self) -> str:
        """The value as printed."""
        return formatting.amount(self.row)

    @property
    def stands_for(self) -> tuple[float, float]:
        """The distances that a peak may stand for: shifted by half to all of what the known bond is."""
        known = figure_rows.one(ID, "known_bond")
        bond = units.constant_in(BOND, "angstrom")
        if self.row["id"] == known["id"]:
            return bond, bond
        shift = bond - row_value(known, "peak_position")
        return self.ends[0] + shift / 2, self.ends[0] + shift

    @property
    def distance_text(self) -> str:
        """What a peak stands for, in words."""
        low, high = (formatting.decimals(end, 2) for end in self.stands_for)
        return f"{low if low == high else f'{low} to {high}'} {units.symbol(_unit())}"

    @property
    def derived(self) -> str:
        """How the value came to the scale, or what a peak stands for; empty where it is as printed."""
        if not self.is_peak:
            alike = units.parse(self.row["unit"]) == units.parse(_unit())
            return "" if alike else f"converted from {units.symbol(self.row['unit'])}"
        known = figure_rows.one(ID, "known_bond")["id"]
        if self.row["id"] == known:
            return f"what the peak stands for: the bond in cobalt phthalocyanine ({BOND} of constants)"
        return f"what the peak stands for: its position and between half and all of what Co–N is shifted ({known})"


def _lengths() -> tuple[list[_Length], list[_Length]]:
    """Lengths by microscopy, and positions by EXAFS."""
    seen = [_Length(figure_rows.one(ID, role), label) for role, label in MICROSCOPY.items()]
    rows = (figure_rows.one(ID, role) for role in ("known_bond", "pair_peak"))
    return seen, [_Length(row, f"peak assigned to {row['subject']}") for row in rows]


@figure(ID)
def distances() -> Drawing:
    """Distances by microscopy, and peak positions by EXAFS with the distances that they stand for."""
    seen, peaks = _lengths()
    points = pd.DataFrame([point for length in (*seen, *peaks) for point in _points(length)])
    theory = figure_rows.one(ID, "theory")
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(f"Distance, or position of a peak / {units.symbol(_unit())}")
    set_ticks(panel, "x", limits=padded(points["value"], 0.22))
    draw_dots(sheet, panel, points, joined=True)
    sheet.note(f"Theoretical Co–Mn spacing: {NOT_PRINTED}; the marked pair is said to be slightly wider.")
    values = pd.DataFrame([*map(_value, (*seen, *peaks)), _unprinted(theory)])
    return Drawing(sheet.finish(), values, _fields(seen, peaks))


def _points(length: _Length) -> list[dict[str, object]]:
    """The ends of a length as printed; behind a peak, the ends of what it stands for."""
    method = "EXAFS: a peak, and the distance it stands for" if length.is_peak else "Microscopy, from above"
    low, high = length.ends
    shared = {
        "group": method,
        "name": length.label,
        "defect_class": system_class(length.row["system"]),
        "told": point_text(length.row),
        "rows": length.row["id"],
    }
    bar = {"low": low, "high": high} if low != high else {}
    found = [{**shared, "value": end, "text": length.text, **bar} for end in sorted({low, high})]
    for printed in found[:-1]:
        printed["text"] = ""
    if length.is_peak:
        told = f"{length.label}: stands for {length.distance_text}, if the phase was not corrected"
        ends = sorted(set(length.stands_for))
        derived = {**shared, "text": "", "derived": True, "inferred": True, "told": told}
        bar = {"low": ends[0], "high": ends[-1]} if len(ends) > 1 else {}
        found += [{**derived, "value": end, **bar} for end in ends]
        found[-1]["text"] = length.distance_text
    return found


def _value(length: _Length) -> dict[str, object]:
    start, end = length.ends
    position = {
        value_column("distance", "distance"): start,
        value_column("distance, other end", "distance"): math.nan if start == end else end,
    }
    peak = {
        value_column("peak position", "peak_position"): start,
        value_column("distance that the peak stands for", "distance"): length.stands_for[0],
        value_column("distance that the peak stands for, other end", "distance"): length.stands_for[1],
    }
    return {
        "name": system_name(length.row["system"]),
        "method": "EXAFS" if length.is_peak else "microscopy",
        "subject": length.row["subject"],
        **(peak if length.is_peak else position),
        "missing": "phase correction; the fitted distance" if length.is_peak else "uncertainty",
        "printed": length.text,
        "rows": length.row["id"],
        "derived": length.derived,
    }


def _unprinted(theory: pd.Series) -> dict[str, object]:
    """The spacing that is spoken of and not printed."""
    return {
        "name": system_name(theory["system"]),
        "method": "theory",
        "subject": "Co–Mn",
        "missing": f"{NOT_PRINTED}; {theory['statement']}",
        "rows": theory["id"],
        "derived": "",
    }


def _fields(seen: Sequence[_Length], peaks: Sequence[_Length]) -> dict[str, str]:
    marked, most = seen
    same = [length for length in peaks if math.isclose(length.ends[0], marked.ends[0])]
    equal = "".join(
        f" The {length.text} of the {length.row['subject']} peak equals the {marked.text} of the marked pair in "
        "number but not in kind."
        for length in same
    )
    return {
        "work": formatting.work(CITE),
        "marked": marked.text,
        "most": most.text,
        "peaks": enumerated(f"{length.text} ({length.row['subject']})" for length in peaks),
        "stands": enumerated(length.distance_text for length in peaks),
        "equal": equal,
        "system": system_name(marked.row["system"]),
    }
