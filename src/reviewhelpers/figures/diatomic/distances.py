"""Distances in and around the metal pair, by method."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.axes import padded, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, in_unit, point, system_name, value_column
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED
from reviewhelpers.text import formatting

ID = "fig-diatomic-distances"
BOND = "cobalt-nitrogen-bond"
MICROSCOPY = {"marked_pair": "one pair, marked in an image", "most_pairs": "where most pairs lie"}
"""What the rows of these roles are lengths of."""

EXAFS = ("known_bond", "pair_peak")
"""The roles of positions of peaks."""


def _lengths() -> pd.DataFrame:
    """The printed lengths with their ends in the unit of the figure, those by microscopy first."""
    points = []
    for role in (*MICROSCOPY, *EXAFS):
        row = figure_rows.one(ID, role)
        ends = [in_unit(end, row["unit"], "distance") for end in (row["value"], row["value_max"])]
        names = {
            "name": MICROSCOPY.get(role, f"peak assigned to {row['subject']}"),
            "text": formatting.amount(row),
            "system": system_name(row["system"]),
            "subject": row["subject"],
            "method": "EXAFS" if role in EXAFS else "microscopy",
            "unit": units.symbol(row["unit"]),
        }
        points.append(point(row, **names, low=ends[0], high=ends[0] if pd.isna(ends[1]) else ends[1]))
    return pd.DataFrame(points)


def _stand_for(peaks: pd.DataFrame) -> pd.DataFrame:
    """The distances that peaks may stand for: shifted by all, or by half to all, of what the known bond is."""
    shift = units.constant_in(BOND, "angstrom") - peaks["low"].iloc[0]
    low, high = peaks["low"] + shift * pd.Series([1.0, 0.5], peaks.index), peaks["low"] + shift
    spans = pd.DataFrame({"low": low, "high": high}).map(lambda end: formatting.decimals(end, 2))
    text = (spans["low"] + " to " + spans["high"]).mask(low == high, spans["low"])
    text += f" {units.symbol('angstrom')}"
    told = peaks["name"] + ": stands for " + text + ", if the phase was not corrected"
    return peaks.assign(low=low, high=high, text=text, told=told, derived=True, inferred=True)


def _points(lengths: pd.DataFrame, stand_for: pd.DataFrame) -> pd.DataFrame:
    """The ends of each length as printed, and those of what a peak stands for; texts at the last end."""
    every = pd.concat([lengths, stand_for], ignore_index=True)
    headings = {
        "microscopy": "Microscopy, from above",
        "EXAFS": "EXAFS: a peak, and the distance it stands for",
    }
    every["group"] = every["method"].map(headings)
    is_range = every["low"] != every["high"]
    first = every.assign(value=every["low"], text=every["text"].mask(is_range, ""))
    return pd.concat([first, every[is_range].assign(value=every["high"])])


@figure(ID)
def distances() -> Drawing:
    """Distances by microscopy, and peak positions by EXAFS with the distances that they stand for."""
    lengths = _lengths()
    peaks = lengths[lengths["method"] == "EXAFS"]
    stand_for = _stand_for(peaks)
    points = _points(lengths, stand_for)
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(f"Distance, or position of a peak / {units.symbol('angstrom')}")
    set_ticks(panel, "x", limits=padded(points["value"], 0.22))
    draw_dots(sheet, panel, points, joined=True)
    sheet.note(f"Theoretical Co–Mn spacing: {NOT_PRINTED}; the marked pair is reported as slightly wider.")

    marked, most = lengths["text"][:2]
    same = peaks[[math.isclose(peak, lengths["low"].iloc[0]) for peak in peaks["low"]]]
    equal = f" equals the {marked} of the marked pair in number but not in kind."
    fields = {
        "work": formatting.work(CITE),
        "marked": marked,
        "most": most,
        "peaks": enumerated(peaks["text"] + " (" + peaks["subject"] + ")"),
        "stands": enumerated(stand_for["text"]),
        "equal": "".join(" The " + same["text"] + " of the " + same["subject"] + " peak" + equal),
        "system": lengths["system"].iloc[0],
    }
    return Drawing(sheet.finish(), _plotted(lengths, stand_for), fields)


def _plotted(lengths: pd.DataFrame, stand_for: pd.DataFrame) -> pd.DataFrame:
    """The lengths with what peaks stand for, and the spacing that is spoken of and not printed."""
    is_peak = lengths["method"] == "EXAFS"
    known = stand_for["rows"].iloc[0]
    derived = ("converted from " + lengths["unit"]).mask(lengths["unit"] == units.symbol("angstrom"), "")
    derived[is_peak] = [
        f"what the peak stands for: the bond in cobalt phthalocyanine ({BOND} of constants)",
        f"what the peak stands for: its position and between half and all of what Co–N is shifted ({known})",
    ]
    values = lengths[["system", "method", "subject", "text", "rows"]]
    values = values.rename(columns={"system": "name", "text": "printed"}).assign(derived=derived)
    values["missing"] = is_peak.map({True: "phase correction; the fitted distance", False: "uncertainty"})
    is_range = lengths["low"] != lengths["high"]
    columns = {
        "distance": lengths["low"].mask(is_peak),
        "distance, other end": lengths["high"].where(is_range),
        "peak position": lengths["low"].where(is_peak),
        "distance that the peak stands for": stand_for["low"],
        "distance that the peak stands for, other end": stand_for["high"],
    }
    values = values.assign(**{value_column(name, "distance"): each for name, each in columns.items()})
    theory = figure_rows.one(ID, "theory")
    unprinted = {
        "name": system_name(theory["system"]),
        "method": "theory",
        "subject": "Co–Mn",
        "missing": f"{NOT_PRINTED}; {theory['statement']}",
        "rows": theory["id"],
        "derived": "",
    }
    return pd.concat([values, pd.DataFrame([unprinted])], ignore_index=True)
