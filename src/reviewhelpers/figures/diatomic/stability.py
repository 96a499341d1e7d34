"""The two endurance tests, and the two efficiencies printed for one current."""

from __future__ import annotations

import functools
import math

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import RELATIONS, in_unit, point, potential_text, system_name, value_column
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED, scale_statement
from reviewhelpers.text import formatting

ID = "fig-diatomic-stability"
START = 100.0
"""The share of a current at the start of its test, in per cent: by definition."""
_row = functools.partial(figure_rows.one, ID)


def shares() -> pd.DataFrame:
    """The share of the current left at start and end of each test, by time."""
    short, long, start, end = map(_row, ("h_retention", "flow_retention", "flow_start", "flow_end"))
    left = ratios.retained_percent(start["value"], end["value"])
    text = f"{formatting.significant(left, 4)} %"
    told = f"{text} by the two printed currents; {formatting.conditions(long)}"
    begin = {"value": START, "bound": "=", "label": "start", "told": "the start of both tests, by definition"}
    begin["derived"] = "the start of a test, by definition"
    own = {"value": left, "bound": "=", "label": text, "told": told, "derived": "j end / j start"}
    own["rows"] = f"{start['id']} {end['id']}"
    before = [_entry(short, **begin), _entry(short), _entry(long, **begin, rows=start["id"])]
    hours = [in_unit(row["duration"], row["duration_unit"], "test_duration") for row in (short, long)]
    times = [0.0, hours[0], 0.0, hours[1], hours[1]]
    return pd.DataFrame([*before, _entry(long, **own), _entry(long)]).assign(time=times)


def efficiencies() -> pd.DataFrame:
    """The efficiencies and the currents for which they stand, without sign: window, test, H-type cell."""
    window, tested, other = map(_row, ("flow_window", "flow_efficiency", "h_efficiency"))
    currents = [_row("flow_start"), _row("flow_end")]
    around = [(window[f"current_density{end}"], window["current_density_unit"]) for end in ("", "_max")]
    within = [(row["value"], row["unit"]) for row in currents]
    entries = [
        _entry(window, label=_text(window), missing="potentials"),
        _entry(tested, label=f"{_text(tested)}\nin the test over {_hours(tested)}"),
        _entry(other, missing="current density"),
    ]
    entries[1]["missing"] = "why it differs from the window"
    entries[1]["rows"] = " ".join(row["id"] for row in (tested, *currents))
    for entry, ends in zip(entries, (around, within), strict=False):
        entry["low"], entry["high"] = sorted(-in_unit(*end, "current_density") for end in ends)
    return pd.DataFrame(entries)


@figure(ID)
def stability() -> Drawing:
    """The share of the current left after each test, and efficiency against current in the flow cell."""
    left, charged = shares(), efficiencies()
    sheet = Sheet(columns=2)
    _draw(sheet, left.drop_duplicates(["time", "value"]), charged.dropna(subset="low"))
    short, long, other = map(_row, ("h_retention", "flow_retention", "h_efficiency"))
    tested = _row("flow_efficiency")
    test = f"{_text(other)} CO over {_hours(other)} at {potential_text(other)}"
    sheet.note(f"{other['cell']}: {test}; its current density is not printed.")
    spans = charged["low"].map(formatting.number) + " to " + charged["high"].map(formatting.number)
    fields = {
        "work": formatting.work(CITE),
        "system": system_name(short["system"]),
        "short": _text(short),
        "short_test": f"{_hours(short)} at {potential_text(short)}",
        "left": left["label"][3],
        "printed": _text(long),
        "long_test": f"{_hours(long)} at {potential_text(long)}",
        "window": charged["label"][0],
        "window_span": spans[0],
        "tested": _text(tested),
        "tested_span": spans[1],
        "verdict": _verdict(charged.iloc[0], charged.iloc[1]),
        "scale": scale_statement(other),
        "potential": potential_text(tested),
        "every": formatting.value(_row("interval")),
    }
    names = {
        "bound": "relation",
        "time": value_column("time", "test_duration"),
        "share": value_column("share left", "retention"),
        "value": value_column("Faradaic efficiency", "faradaic_efficiency"),
        "low": value_column("−j, lower end", "current_density"),
        "high": value_column("−j, upper end", "current_density"),
    }
    values = pd.concat([left.rename(columns={"value": "share"}), charged])
    values = values[["name", "cell", "potential", *names, "missing", "rows", "derived"]]
    return Drawing(sheet.finish(), values.rename(columns=names), fields)


def _verdict(window: pd.Series, tested: pd.Series) -> str:
    """Whether the two efficiencies of the flow cell agree, by how far that of the test lies below the bound."""
    inside = rounding.at_most(window["low"], tested["low"]) and rounding.at_most(
        tested["high"], window["high"]
    )
    if not inside:
        return "outside the window of currents"
    below = window["value"] - tested["value"]
    if rounding.round_for_print(below, decimals=6) < 0:
        return "in line with the window"
    return f"inside the window, {formatting.significant(below)} points below its bound"


def _text(row: pd.Series) -> str:
    """A value with its relation and unit."""
    return f"{RELATIONS[row['relation']]}{formatting.amount(row)}"


def _hours(row: pd.Series) -> str:
    return formatting.span(row["duration"], math.nan, row["duration_unit"])


def _entry(row: pd.Series, **columns: object) -> dict[str, object]:
    """A value with what is told of it, of one row where no others are named."""
    return point(row) | {
        "cell": row["cell"],
        "potential": NOT_PRINTED if pd.isna(row["potential"]) else potential_text(row),
        "label": f"{row['cell']}\n{_text(row)}",
        "missing": "course between start and end",
        "derived": "",
        **columns,
    }


def _draw(sheet: Sheet, shares: pd.DataFrame, efficiencies: pd.DataFrame) -> None:
    """Start and end of the tests, whose course is not printed; and the efficiencies over their currents."""
    panel = sheet.panel("What is left of the current", height=15)
    set_quantity(panel, "x", "test_duration", symbol="t", limits=padded(shares["time"], 0.1))
    set_quantity(panel, "y", "retention", limits=padded(shares["value"], 0.12))
    draw_scatter(panel, shares.assign(x=shares["time"], y=shares["value"], derived=shares["derived"] != ""))

    frame = efficiencies.assign(y=efficiencies["value"], derived=False)
    # A range along the currents; and at each of its ends the mark, with the arrow where the efficiency is a bound.
    spans = frame.assign(x=frame["low"], along="x", bound="")
    marks = [frame.assign(x=frame[end], along="y", label="", low=math.nan) for end in ("low", "high")]
    panel = sheet.panel("Flow cell: efficiency against current", height=15)
    low, high = padded([*frame["low"], *frame["high"]], 0.2)
    set_quantity(panel, "x", "current_density", symbol="−j", limits=(max(0.0, low), high))
    set_quantity(panel, "y", "faradaic_efficiency", limits=(frame["y"].min() - 3, frame["y"].max() + 5))
    draw_scatter(panel, pd.concat([spans, marks[0].assign(told=""), marks[1]]))
