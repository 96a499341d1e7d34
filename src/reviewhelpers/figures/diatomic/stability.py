"""The two endurance tests, and the two efficiencies printed for one current."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import (
    RELATIONS,
    in_unit,
    point_text,
    potential_text,
    row_value,
    system_class,
    system_name,
    value_column,
)
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import ratios, units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED, printed_value, scale_statement
from reviewhelpers.text import formatting

ID = "fig-diatomic-stability"
ROLES = (
    "h_retention",
    "h_efficiency",
    "flow_start",
    "flow_end",
    "flow_retention",
    "flow_efficiency",
    "flow_window",
)
START = 100.0
"""The share of a current at the start of its test, in per cent: by definition."""
COLUMNS: Mapping[str, str] = {
    "time": value_column("time", "test_duration"),
    "share": value_column("share left", "retention"),
    "efficiency": value_column("Faradaic efficiency", "faradaic_efficiency"),
    "low": value_column("−j, lower end", "current_density"),
    "high": value_column("−j, upper end", "current_density"),
}


@figure(ID)
def stability() -> Drawing:
    """The share of the current left after each test, and efficiency against current in the flow cell."""
    rows = {role: figure_rows.one(ID, role) for role in ROLES}
    short, long, efficiency = rows["h_retention"], rows["flow_retention"], rows["h_efficiency"]
    start, end, window, tested = (rows[f"flow_{role}"] for role in ("start", "end", "window", "efficiency"))
    left = ratios.retained_percent(start["value"], end["value"])
    left_text = f"{formatting.significant(left, 4)} %"
    ends = (window["current_density"], window["current_density_max"])
    around = _magnitudes(in_unit(each, window["current_density_unit"], "current_density") for each in ends)
    within = _magnitudes(row_value(row, "current_density") for row in (start, end))
    currents = f"{start['id']} {end['id']}"
    begin = {"time": 0.0, "share": START, "derived": "the start of a test, by definition", "label": "start"}
    own = {
        "told": f"{left_text} by the two printed currents; {formatting.conditions(long)}",
        "rows": currents,
    }
    frame = pd.DataFrame(
        [
            _entry(short, **begin, told="the start of both tests, by definition"),
            _entry(short, time=_hours(short), share=short["value"], label=f"{short['cell']}\n{_text(short)}"),
            _entry(long, **begin, rows=start["id"]),
            _entry(long, time=_hours(long), share=left, derived="j end / j start", label=left_text, **own),
            _entry(long, time=_hours(long), share=long["value"], label=f"{long['cell']}\n{_text(long)}"),
            _efficiency(window, around, "potentials", label=_text(window)),
            _efficiency(
                tested,
                within,
                "why it differs from the window",
                label=f"{_text(tested)}\nin the test over {printed_value(tested['duration'], tested['duration_unit'])}",
                rows=f"{tested['id']} {currents}",
            ),
            _efficiency(efficiency, (math.nan, math.nan), "current density"),
        ]
    )
    sheet = Sheet(columns=2)
    _draw(sheet, frame)
    sheet.note(
        f"{efficiency['cell']}: {_text(efficiency)} CO {_over(efficiency)}; its current density is not printed."
    )
    fields = {
        "work": formatting.work(CITE),
        "system": system_name(short["system"]),
        "short_cell": short["cell"],
        "long_cell": long["cell"],
        "short": f"{_text(short)} of its current {_over(short)}",
        "left": left_text,
        "printed": _text(long),
        "long": _over(long),
        "window": _text(window),
        "window_span": _span(around),
        "unit": units.symbol(data.table("quantities").loc["current_density", "unit"]),
        "tested": _text(tested),
        "tested_span": _span(within),
        "verdict": _verdict(float(window["value"] - tested["value"]), around, within),
        "scale": scale_statement(efficiency),
        "potential": potential_text(tested),
        "every": formatting.value(figure_rows.one(ID, "interval")),
    }
    printed = ["name", "cell", "potential", "relation", *COLUMNS, "missing", "rows", "derived"]
    return Drawing(sheet.finish(), frame[printed].rename(columns=COLUMNS), fields)


def _magnitudes(currents: Iterable[float]) -> tuple[float, float]:
    """Two cathodic currents without their sign, smaller first."""
    low, high = sorted(-each for each in currents)
    return low, high


def _verdict(below: float, window: tuple[float, float], tested: tuple[float, float]) -> str:
    """Whether the two efficiencies of the flow cell agree, by how far that of the test lies below the bound."""
    if not (rounding.at_most(window[0], tested[0]) and rounding.at_most(tested[1], window[1])):
        return "outside the window of currents"
    if rounding.round_for_print(below, decimals=6) < 0:
        return "in line with the window"
    return f"inside the window, {formatting.significant(below)} points below its bound"


def _text(row: pd.Series) -> str:
    """A value with its relation and unit."""
    return f"{RELATIONS[row['relation']]}{printed_value(row['value'], row['unit'])}"


def _hours(row: pd.Series) -> float:
    return in_unit(row["duration"], row["duration_unit"], "test_duration")


def _over(row: pd.Series) -> str:
    """The length of a test and its potential."""
    return f"over {printed_value(row['duration'], row['duration_unit'])} at {potential_text(row)}"


def _span(ends: tuple[float, float]) -> str:
    return f"{formatting.number(ends[0])} to {formatting.number(ends[1])}"


def _entry(row: pd.Series, **columns: object) -> dict[str, object]:
    """A value with what is told of it, of one row where no others are named."""
    return {
        "name": system_name(row["system"]),
        "cell": row["cell"],
        "potential": NOT_PRINTED if pd.isna(row["potential"]) else potential_text(row),
        "relation": "=" if "derived" in columns else row["relation"],
        "missing": "course between start and end",
        "defect_class": system_class(row["system"]),
        "told": point_text(row),
        "rows": row["id"],
        "derived": "",
        **columns,
    }


def _efficiency(
    row: pd.Series, currents: tuple[float, float], missing: str, **columns: object
) -> dict[str, object]:
    """An efficiency with the currents for which it stands."""
    ends = {"low": currents[0], "high": currents[1]}
    return _entry(row, efficiency=row["value"], missing=missing, **ends, **columns)


def _draw(sheet: Sheet, frame: pd.DataFrame) -> None:
    """Start and end of the tests, whose course is not printed; and the efficiencies over their currents."""
    shares = frame[frame["share"].notna()].drop_duplicates(["time", "share"])
    shares = shares.assign(x=shares["time"], y=shares["share"], derived=shares["derived"] != "", low=math.nan)
    panel = sheet.panel("What is left of the current", height=15)
    set_quantity(panel, "x", "test_duration", symbol="t", limits=padded(shares["x"], 0.1))
    set_quantity(panel, "y", "retention", limits=padded(shares["y"], 0.12))
    draw_scatter(panel, shares)

    known = frame[frame["low"].notna()].assign(y=frame["efficiency"], bound=frame["relation"], derived=False)
    # A range along the currents; and at each of its ends the mark, with the arrow where the efficiency is a bound.
    spans = known.assign(x=known["low"], along="x", bound="")
    marks = [known.assign(x=known[end], along="y", label="", low=math.nan) for end in ("low", "high")]
    panel = sheet.panel("Flow cell: efficiency against current", height=15)
    low, high = padded([*known["low"], *known["high"]], 0.2)
    set_quantity(panel, "x", "current_density", symbol="−j", limits=(max(0.0, low), high))
    set_quantity(panel, "y", "faradaic_efficiency", limits=(known["y"].min() - 3, known["y"].max() + 5))
    draw_scatter(panel, pd.concat([spans, marks[0].assign(told=""), marks[1]]))
