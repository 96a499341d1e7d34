"""The two endurance tests, and the two efficiencies printed for one current."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

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
START = 100.0
"""The share of a current at the start of its test, in per cent: by definition."""
ROLES = (
    *("h_retention", "h_efficiency", "flow_start", "flow_end"),
    *("flow_retention", "flow_efficiency", "flow_window"),
)


@dataclass(frozen=True)
class Tests:
    """The two endurance tests and the window of currents, as rows by role, with what follows from them."""

    rows: Mapping[str, pd.Series]

    @property
    def retained(self) -> float:
        """What the two printed currents of the flow cell say is left, in per cent."""
        return ratios.retained_percent(self.rows["flow_start"]["value"], self.rows["flow_end"]["value"])

    @property
    def tested(self) -> tuple[float, float]:
        """The currents of the test in the flow cell, as magnitudes, smaller first."""
        ends = (-row_value(self.rows[role], "current_density") for role in ("flow_start", "flow_end"))
        low, high = sorted(ends)
        return low, high

    @property
    def window(self) -> tuple[float, float]:
        """The ends of the window of currents, as magnitudes, smaller first."""
        row = self.rows["flow_window"]
        ends = (row["current_density"], row["current_density_max"])
        low, high = sorted(-in_unit(end, row["current_density_unit"], "current_density") for end in ends)
        return low, high

    @property
    def within(self) -> bool:
        """Whether all currents of the test lie in the window."""
        (low, high), (least, most) = self.window, self.tested
        return rounding.at_most(low, least) and rounding.at_most(most, high)

    @property
    def verdict(self) -> str:
        """Whether the two efficiencies of the flow cell agree."""
        below = float(self.rows["flow_window"]["value"] - self.rows["flow_efficiency"]["value"])
        if not self.within:
            return "outside the window of currents"
        if rounding.round_for_print(below, decimals=6) < 0:
            return "in line with the window"
        return f"inside the window, {formatting.significant(below)} points below its bound"


@figure(ID)
def stability() -> Drawing:
    """The share of the current left after each test, and efficiency against current in the flow cell."""
    tests = Tests({role: figure_rows.one(ID, role) for role in ROLES})
    rows = tests.rows
    short, long, efficiency = rows["h_retention"], rows["flow_retention"], rows["h_efficiency"]
    shares, efficiencies = _shares(tests), _efficiencies(tests)
    sheet = Sheet(columns=2)
    panel = sheet.panel("What is left of the current", height=15)
    set_quantity(panel, "x", "test_duration", symbol="t", limits=padded(shares["x"], 0.1))
    set_quantity(panel, "y", "retention", limits=padded(shares["y"], 0.12))
    draw_scatter(panel, shares)
    panel = sheet.panel("Flow cell: efficiency against current", height=15)
    currents = padded(efficiencies["x"], 0.2)
    set_quantity(panel, "x", "current_density", symbol="−j", limits=(max(0.0, currents[0]), currents[1]))
    limits = (efficiencies["y"].min() - 3, efficiencies["y"].max() + 5)
    set_quantity(panel, "y", "faradaic_efficiency", limits=limits)
    draw_scatter(panel, efficiencies)
    sheet.note(
        f"{efficiency['cell']}: {_bounded_text(efficiency)} CO {_duration_text(efficiency)}; its current density "
        "is not printed."
    )
    fields = {
        "work": formatting.work(CITE),
        "system": system_name(short["system"]),
        "short_cell": short["cell"],
        "long_cell": long["cell"],
        "short": f"{_bounded_text(short)} of its current {_duration_text(short)}",
        "left": f"{formatting.significant(tests.retained, 4)} %",
        "printed": _bounded_text(long),
        "long": _duration_text(long),
        "window": _bounded_text(rows["flow_window"]),
        "window_span": _span(tests.window),
        "unit": units.symbol(data.table("quantities").loc["current_density", "unit"]),
        "tested": _bounded_text(rows["flow_efficiency"]),
        "tested_span": _span(tests.tested),
        "verdict": tests.verdict,
        "scale": scale_statement(efficiency),
        "potential": potential_text(rows["flow_efficiency"]),
        "every": formatting.value(figure_rows.one(ID, "interval")),
    }
    return Drawing(sheet.finish(), _values(tests), fields)


def _bounded_text(row: pd.Series) -> str:
    """A value with its relation and unit."""
    return f"{RELATIONS[row['relation']]}{printed_value(row['value'], row['unit'])}"


def _hours(row: pd.Series) -> float:
    return in_unit(row["duration"], row["duration_unit"], "test_duration")


def _duration_text(row: pd.Series) -> str:
    """The length of a test and its potential."""
    return f"over {printed_value(row['duration'], row['duration_unit'])} at {potential_text(row)}"


def _span(ends: tuple[float, float]) -> str:
    return f"{formatting.number(ends[0])} to {formatting.number(ends[1])}"


def _point(row: pd.Series, x: float, y: float, label: str, **columns: object) -> dict[str, object]:
    """A point of a chart, of one row where no others are named."""
    own = {"defect_class": system_class(row["system"]), "told": point_text(row), "rows": row["id"]}
    return {"x": x, "y": y, "label": label, **own, **columns}


def _shares(tests: Tests) -> pd.DataFrame:
    """Start and end of both tests; what lies between is drawn in the paper and not printed."""
    short, long = tests.rows["h_retention"], tests.rows["flow_retention"]
    currents = f"{tests.rows['flow_start']['id']} {tests.rows['flow_end']['id']}"
    left = f"{formatting.significant(tests.retained, 4)} %"
    told = f"{system_name(long['system'])}: {left} by the two printed currents; {formatting.conditions(long)}"
    return pd.DataFrame(
        [
            _point(short, 0.0, START, "start", derived=True, told="the start of both tests, by definition"),
            _point(short, _hours(short), short["value"], f"{short['cell']}\n{_bounded_text(short)}"),
            _point(long, _hours(long), tests.retained, left, derived=True, told=told, rows=currents),
            _point(long, _hours(long), long["value"], f"{long['cell']}\n{_bounded_text(long)}"),
        ]
    )


def _efficiencies(tests: Tests) -> pd.DataFrame:
    """The window of currents with its bound, and the test at currents within it."""
    bound, test = tests.rows["flow_window"], tests.rows["flow_efficiency"]
    (low, high), (least, most) = tests.window, tests.tested
    up = {"bound": bound["relation"], "along": "y"}
    hours = printed_value(test["duration"], test["duration_unit"])
    tested = f"{_bounded_text(test)}\nin the test over {hours}"
    return pd.DataFrame(
        [
            _point(bound, low, bound["value"], "", **up, told=""),
            _point(bound, high, bound["value"], "", **up),
            _point(bound, low, bound["value"], _bounded_text(bound), along="x", low=low, high=high),
            _point(test, least, test["value"], "", along="x", low=least, high=most),
            _point(test, most, test["value"], tested),
        ]
    )


def _values(tests: Tests) -> pd.DataFrame:
    """One row a point: the shares with their times, then the efficiencies with their currents."""
    rows, first = tests.rows, "the start of a test, by definition"
    short, long = rows["h_retention"], rows["flow_retention"]
    currents = f"{rows['flow_start']['id']} {rows['flow_end']['id']}"
    tested, nothing = rows["flow_efficiency"], (math.nan, math.nan)
    return pd.DataFrame(
        [
            _share(short, 0.0, START, derived=first),
            _share(short, _hours(short), short["value"]),
            _share(long, 0.0, START, rows=rows["flow_start"]["id"], derived=first),
            _share(long, _hours(long), tests.retained, rows=currents, derived="j end / j start"),
            _share(long, _hours(long), long["value"]),
            _efficiency(rows["flow_window"], tests.window, missing="potentials"),
            _efficiency(tested, tests.tested, f"{tested['id']} {currents}", "why it differs from the window"),
            _efficiency(rows["h_efficiency"], nothing, missing="current density"),
        ]
    )


def _share(
    row: pd.Series, hours: float, level: float, *, rows: str = "", derived: str = ""
) -> dict[str, object]:
    return {
        **_test(row),
        "relation": "=" if derived else row["relation"],
        value_column("time", "test_duration"): hours,
        value_column("share left", "retention"): level,
        "missing": "course between start and end",
        "rows": rows or row["id"],
        "derived": derived,
    }


def _efficiency(
    row: pd.Series, currents: tuple[float, float], rows: str = "", missing: str = ""
) -> dict[str, object]:
    return {
        **_test(row),
        "relation": row["relation"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): row["value"],
        value_column("−j, lower end", "current_density"): currents[0],
        value_column("−j, upper end", "current_density"): currents[1],
        "missing": missing,
        "rows": rows or row["id"],
        "derived": "",
    }


def _test(row: pd.Series) -> dict[str, object]:
    potential = NOT_PRINTED if pd.isna(row["potential"]) else potential_text(row)
    return {"name": system_name(row["system"]), "cell": row["cell"], "potential": potential}
