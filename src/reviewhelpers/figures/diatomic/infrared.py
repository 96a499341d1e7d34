"""Infrared bands: the order in which they appear against the order of the mechanism."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, scale_suffix, system_class, system_name
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE
from reviewhelpers.text import formatting

ID = "fig-diatomic-infrared"
BANDS: Mapping[str, str] = {"adsorbed CO₂": "co2", "COOH*": "cooh", "CO*": "co", "CO that leaves": "leaving"}
"""The states in the order of the mechanism, each with the role of the row of its band; CO that leaves has none."""


def bands() -> pd.DataFrame:
    """The states in the order of the mechanism, each with those before it that it is seen ahead of."""
    found: list[dict[str, Any]] = []
    for place, (state, role) in enumerate(BANDS.items(), start=1):
        row = figure_rows.one(ID, role)
        printed = row.get("quantity", "") == "wavenumber"
        onset = row["potential"] if printed else row["value"]
        volts = "" if pd.isna(onset) else formatting.span(onset, math.nan, "V")
        passed = [other["what"] for other in found if onset > other["value"]]
        found.append(
            {
                "system": row["system"],
                "place": place,
                "order": place,
                "what": state,
                "note": formatting.amount(row) if printed else "",
                "value": onset,
                "text": volts or "no band named",
                "wavenumber": row["value"] if printed else math.nan,
                "seen ahead of": enumerated(passed) if passed else "",
                "missing": "" if printed else "wavenumber not printed" if volts else "no band named",
                "told": volts and f"{state} first seen at {volts}{scale_suffix(row)}",
                "rows": row["id"],
                "derived": "onset compared with those before it" if passed else "",
            }
        )
    return pd.DataFrame(found)


def used_up() -> pd.DataFrame:
    """The range of potentials in which the band of CO₂ shrinks, behind its onset."""
    row = figure_rows.one(ID, "used_up")
    text = _volts(row)
    told = f"the band of CO₂ shrinks from {text}{scale_suffix(row)}"
    frame = pd.DataFrame(
        {"system": [row["system"]], "order": 1.5, "what": "CO₂ is used up", "rows": row["id"]}
    )
    ends = {"value": row["value_max"], "low": row["value"], "high": row["value_max"]}
    return frame.assign(text=text, told=told, missing="", derived="", **ends, **{"seen ahead of": ""})


def delayed(bands: pd.DataFrame) -> pd.DataFrame:
    """The states whose bands the control shows at a more cathodic potential, by the text and without a number."""
    control = figure_rows.one(ID, "control")
    found = bands[bands["what"].isin(control["statement"].split())]
    said = f" on {system_name(control['system'])}: said to begin beyond "
    return found.assign(
        system=control["system"],
        order=found["order"] + len(bands),
        note="",
        text="beyond " + found["text"],
        bound="<",
        wavenumber=math.nan,
        missing="no number printed",
        told=found["what"] + said + found["text"] + "; no number is printed",
        rows=f"{control['id']} " + found["rows"],
        derived=f"more cathodic than on {system_name(control['compared_with'])}",
        **{"seen ahead of": ""},
    )


@figure(ID)
def infrared() -> Drawing:
    """The states of the mechanism, in its order, against the potential at which each band is first seen."""
    scanned, control = figure_rows.one(ID, "scanned"), figure_rows.one(ID, "control")
    own = bands()
    later = delayed(own)
    rows = pd.concat([own, used_up(), later], ignore_index=True).assign(
        scale=scale_suffix(scanned).strip(", ")
    )
    seen, ahead = own.dropna(subset="value"), own[own["seen ahead of"] != ""]
    sheet = Sheet()
    _draw(sheet, rows, scanned)
    if len(ahead):
        sheet.note("Dashed: seen at a less cathodic potential than the state before it.")

    before = "is seen at a less cathodic potential than"
    turned = [
        f"{state} {before} {passed}, which the mechanism puts before it."
        for state, passed in zip(ahead["what"], ahead["seen ahead of"], strict=True)
    ]
    fields = {
        "work": formatting.work(CITE),
        "scale": rows["scale"][0],
        "system": system_name(scanned["system"]),
        "control": system_name(control["system"]),
        "onsets": enumerated(seen["what"] + " at " + seen["text"]),
        "turned": " ".join(turned) or "Their order is that of the mechanism.",
        "silent": enumerated(own["what"][own["value"].isna()]),
        "delayed": enumerated(later["what"]),
        "unplaced": enumerated(seen["what"][seen["wavenumber"].isna()]),
        "range": _volts(scanned),
        "baseline": _volts(figure_rows.one(ID, "baseline")),
    }
    bounded = rows["bound"] == "<"
    values = {
        "name": rows["system"].map(system_name),
        **rows[["what", "scale"]],
        "place in the mechanism": rows["place"],
        "E / V": rows["low"].fillna(rows["value"]).mask(bounded),
        "E, other end / V": rows["high"],
        "E below / V": rows["value"].where(bounded),
        "wavenumber / cm⁻¹": rows["wavenumber"],
        **rows[["seen ahead of", "missing", "rows", "derived"]],
    }
    return Drawing(sheet.finish(), pd.DataFrame(values), fields)


def _draw(sheet: Sheet, rows: pd.DataFrame, scanned: pd.Series) -> None:
    """The bands, those of the mechanism joined in its order; dashed where a band is seen before its turn."""
    panel = sheet.panel(right=1.5)
    limits = padded((scanned["value"], scanned["value_max"]), 0.03)
    set_quantity(panel, "x", "potential", symbol=f"E{scale_suffix(scanned)}", limits=limits)
    place = rows["place"].map(lambda number: f"{int(number)}  ", na_action="ignore").fillna("")
    systems = {"group": rows["system"].map(system_name), "defect_class": rows["system"].map(system_class)}
    # That "higher" means more cathodic is a reading of ours.
    read = rows["bound"] == "<"
    frame = rows.assign(name=place + rows["what"], derived=read, inferred=read, **systems)
    draw_dots(sheet, panel, frame.sort_values("order", kind="stable"))
    joined = rows[(rows["place"] == rows["order"]) & rows["value"].notna()]
    places = {point.rows: (point.x, point.y) for point in sheet.figure.points}
    for one, other in pairwise(places[tuple(ids.split())] for ids in joined["rows"]):
        style = (0, (4, 2)) if other[0] > one[0] else "-"
        panel.plot(*zip(one, other, strict=True), color=QUIET, linewidth=1, linestyle=style, zorder=2)


def _volts(row: pd.Series) -> str:
    """A printed potential or range, from the less to the more cathodic end."""
    return formatting.span(row["value_max"], row["value"], row["unit"])
