"""Infrared bands: the order in which they appear against the order of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, system_class, system_name
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE
from reviewhelpers.text import formatting

ID = "fig-diatomic-infrared"
BANDS: Mapping[str, str] = {"adsorbed CO₂": "co2", "COOH*": "cooh", "CO*": "co", "CO that leaves": ""}
"""The states in the order of the mechanism, each with the role of the row of its band; CO that leaves has none."""


@figure(ID)
def infrared() -> Drawing:
    """The states of the mechanism, in its order, against the potential at which each band is first seen."""
    scanned, control = figure_rows.one(ID, "scanned"), figure_rows.one(ID, "control")
    bands = _bands()
    rows = pd.concat([bands, _used_up(), _delayed(bands, control)], ignore_index=True)
    rows["name"] = [
        f"{row['place']}  {row['what']}" if row["place"] else row["what"] for _, row in rows.iterrows()
    ]
    rows["group"] = rows["system"].map(system_name)
    rows["defect_class"] = rows["system"].map(system_class)
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    ends = padded((scanned["value"], scanned["value_max"]), 0.03)
    set_quantity(panel, "x", "potential", symbol=f"E, {_scale(scanned)}", limits=ends)
    draw_dots(sheet, panel, rows.sort_values("order", kind="stable"))
    places = {point.rows: (point.x, point.y) for point in sheet.figure.points}
    seen = bands[bands["value"].notna()]
    for one, other in pairwise(tuple(ids.split()) for ids in seen["rows"]):
        (x, y), (next_x, next_y) = places[one], places[other]
        style = (0, (4, 2)) if next_x > x else "-"
        panel.plot([x, next_x], [y, next_y], color=QUIET, linewidth=1, linestyle=style, zorder=2)
    ahead = bands[bands["seen ahead of"] != ""]
    if len(ahead):
        sheet.note("Dashed: seen at a less cathodic potential than the state before it.")

    fields = {
        "work": formatting.work(CITE),
        "scale": _scale(scanned),
        "system": system_name(scanned["system"]),
        "control": system_name(control["system"]),
        "onsets": enumerated(f"{row['what']} at {row['text']}" for _, row in seen.iterrows()),
        "turned": " ".join(
            f"{row['what']} is seen at a less cathodic potential than {row['seen ahead of']}, which the mechanism "
            "puts before it."
            for _, row in ahead.iterrows()
        )
        or "Their order is that of the mechanism.",
        "silent": enumerated(bands.loc[bands["value"].isna(), "what"]),
        "delayed": enumerated(rows.loc[rows["derived"] == True, "what"]),  # noqa: E712
        "unplaced": enumerated(seen.loc[seen["wavenumber"].isna(), "what"]),
        "range": _volts(scanned),
        "baseline": _volts(figure_rows.one(ID, "baseline")),
    }
    return Drawing(sheet.finish(), _values(rows, scanned), fields)


def _bands() -> pd.DataFrame:
    """The states in the order of the mechanism, each with those before it that it is seen ahead of."""
    found: list[dict[str, object]] = []
    for place, (state, role) in enumerate(BANDS.items(), 1):
        row = figure_rows.one(ID, role or "leaving")
        printed = row.get("quantity", "") == "wavenumber"
        onset = float(row["potential" if printed else "value"]) if role else float("nan")
        volts = formatting.span(onset, float("nan"), "V") if role else ""
        wavenumber = formatting.span(row["value"], float("nan"), row["unit"]) if printed else ""
        passed = [str(other["what"]) for other in found if onset > float(str(other["value"]))]
        found.append(
            {
                "system": row["system"],
                "place": place,
                "order": place,
                "what": state,
                "note": wavenumber,
                "value": onset,
                "text": volts or "no band named",
                "wavenumber": float(row["value"]) if printed else float("nan"),
                "seen ahead of": enumerated(passed) if passed else "",
                "missing": "" if printed else "wavenumber not printed" if role else "no band named",
                "told": f"{state} first seen at {volts}, {_scale(row)}" if role else "",
                "rows": row["id"],
            }
        )
    return pd.DataFrame(found)


def _used_up() -> pd.DataFrame:
    """The range of potentials in which the band of CO₂ shrinks, behind its onset."""
    row = figure_rows.one(ID, "used_up")
    text = _volts(row)
    shrinks = {"system": row["system"], "order": 1.5, "what": "CO₂ is used up", "text": text}
    ends = {"value": row["value_max"], "low": row["value"], "high": row["value_max"]}
    told = f"the band of CO₂ shrinks from {text}, {_scale(row)}"
    return pd.DataFrame([{**shrinks, **ends, "place": 0, "told": told, "rows": row["id"]}])


def _delayed(bands: pd.DataFrame, control: pd.Series) -> pd.DataFrame:
    """The states whose bands the control is said to show at a more cathodic potential, without a number."""
    found = bands[bands["what"].isin(control["statement"].split())].copy()
    found["order"] += len(bands)
    found["told"] = [
        f"{row['what']} on {system_name(control['system'])}: said to begin beyond {row['text']}; no number is printed"
        for _, row in found.iterrows()
    ]
    found["text"] = "beyond " + found["text"]
    found["rows"] = f"{control['id']} " + found["rows"]
    origin = f"more cathodic than on {system_name(control['compared_with'])}"
    return found.assign(
        system=control["system"],
        note="",
        bound="<",
        derived=True,
        origin=origin,
        missing="no number printed",
        wavenumber=float("nan"),
        **{"seen ahead of": ""},
    )


def _values(rows: pd.DataFrame, scanned: pd.Series) -> pd.DataFrame:
    """The plotted values, with the range of potentials that was scanned."""
    bound = rows["derived"] == True  # noqa: E712
    values = pd.DataFrame(
        {
            "system": rows["system"],
            "name": rows["group"],
            "what": rows["what"],
            "scale": [_scale(scanned) if volts == volts else "" for volts in rows["value"]],
            "place in the mechanism": rows["place"].where(rows["place"] > 0),
            "E / V": rows["value"].mask(bound).where(rows["low"].isna(), rows["low"]),
            "E, other end / V": rows["high"],
            "E below / V": rows["value"].where(bound),
            "wavenumber / cm⁻¹": rows["wavenumber"],
            "seen ahead of": rows["seen ahead of"].fillna(""),
            "missing": rows["missing"].fillna(""),
            "rows": rows["rows"],
            "derived": rows["origin"].fillna(""),
        }
    )
    values.loc[values["seen ahead of"] != "", "derived"] = "onset compared with those before it"
    return values


def _volts(row: pd.Series) -> str:
    """A printed potential or range, from the less to the more cathodic end."""
    low, high = row["value"], row["value_max"]
    return formatting.span(*((low, high) if pd.isna(high) else (high, low)), row["unit"])


def _scale(row: pd.Series) -> str:
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return "scale not stated"
    return f"vs {scale.name}" if scale.stated else f"vs {scale.name} (inferred)"
