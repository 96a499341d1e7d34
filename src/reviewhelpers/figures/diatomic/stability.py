"""The two endurance tests, and the two efficiencies printed for one current."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    RELATIONS,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    draw_key,
    draw_marker,
    in_unit,
    label_value,
    potential_text,
    round_ticks,
    row_value,
    system_name,
    value_column,
    write_centred,
    write_offset,
)
from reviewhelpers.chemistry import ratios, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE, HOLLOW, LOW, NOT_PRINTED, printed_value
from reviewhelpers.figures.diatomic.performance import scale_statement
from reviewhelpers.text import formatting

START = 100.0
"""The share of a current at the start of its test, in per cent: by definition."""

H_CELL = "pei2024-l-comn-h-retention"
H_CELL_EFFICIENCY = "pei2024-l-comn-h-stability-fe"
FLOW_START, FLOW_END = "pei2024-l-comn-flow-j-start", "pei2024-l-comn-flow-j-end"
FLOW_PRINTED = "pei2024-l-comn-flow-retention"
FLOW_EFFICIENCY = "pei2024-l-comn-flow-stability-fe"
WINDOW = "pei2024-l-comn-flow-fe-window"
H_MARK = style.Mark(style.COLOURS["vermilion"], "s")
FLOW_MARK = style.Mark(style.COLOURS["blue"], "o")
WINDOW_MARK = style.Mark(style.COLOURS["green"], "|")


@dataclass(frozen=True)
class _Tests:
    """The two endurance tests and the window of currents, as rows, with what follows from them."""

    rows: Mapping[str, pd.Series]

    @property
    def retained(self) -> float:
        """What the two printed currents of the flow cell say is left, in per cent."""
        return ratios.retained_percent(self.rows[FLOW_START]["value"], self.rows[FLOW_END]["value"])

    @property
    def tested(self) -> tuple[float, float]:
        """The currents of the test in the flow cell, as magnitudes, smaller first."""
        rows = (self.rows[FLOW_START], self.rows[FLOW_END])
        low, high = sorted(-row_value(row, "current_density") for row in rows)
        return low, high

    @property
    def window(self) -> tuple[float, float]:
        """The ends of the window of currents, as magnitudes, smaller first."""
        row = self.rows[WINDOW]
        ends = (row["current_density"], row["current_density_max"])
        low, high = sorted(-in_unit(end, row["current_density_unit"], "current_density") for end in ends)
        return low, high

    @property
    def within(self) -> bool:
        """Whether all currents of the test lie in the window."""
        (low, high), (least, most) = self.window, self.tested
        return rounding.at_most(low, least) and rounding.at_most(most, high)

    @property
    def below(self) -> float:
        """By how much the efficiency of the test lies below the bound of the window, in points."""
        return float(self.rows[WINDOW]["value"] - self.rows[FLOW_EFFICIENCY]["value"])

    @property
    def verdict(self) -> str:
        """Whether the two efficiencies of the flow cell agree."""
        if not self.within:
            return "outside the window of currents"
        if rounding.round_for_print(self.below, decimals=6) < 0:
            return "in line with the window"
        return f"inside the window, {formatting.significant(self.below)} points below its bound"


def _tests() -> _Tests:
    ids = (H_CELL, H_CELL_EFFICIENCY, FLOW_START, FLOW_END, FLOW_PRINTED, FLOW_EFFICIENCY, WINDOW)
    return _Tests({row: data.row(row) for row in ids})


@figure("fig-diatomic-stability", title="What 30 h and 80 h retain, and two efficiencies for one current")
def stability() -> Plot:
    """The share of the current left after each test, and efficiency against current in the flow cell."""
    tests = _tests()
    sheet = Sheet()
    sheet.heading("Share of the current left", "course not printed")
    draw_key(sheet, (("filled: printed", FLOW_MARK, "full"), ("hollow: derived", FLOW_MARK, "none")))
    _draw_retention(sheet, tests)
    sheet.heading("Flow cell: efficiency against current")
    _draw_window(sheet, tests)
    row = tests.rows[H_CELL_EFFICIENCY]
    sheet.heading("H-type cell: efficiency during the test")
    sheet.write(MARGIN, f"{_bounded_text(row)} {_duration_text(row)}; its current density is not printed")
    return Plot(sheet.finish(), _stability_values(tests), _stability_alt(tests), _stability_caption(tests))


def _bounded_text(row: pd.Series) -> str:
    """A value with its relation and unit."""
    return f"{RELATIONS[row['relation']]}{printed_value(row['value'], row['unit'])}"


def _hours(row: pd.Series) -> float:
    return in_unit(row["duration"], row["duration_unit"], "test_duration")


def _duration_text(row: pd.Series) -> str:
    """The length of a test and its potential."""
    return f"over {printed_value(row['duration'], row['duration_unit'])} at {potential_text(row)}"


def _draw_retention(sheet: Sheet, tests: _Tests) -> None:
    """Start and end of both tests; what lies between is drawn in the paper and not printed."""
    short, long = tests.rows[H_CELL], tests.rows[FLOW_PRINTED]
    ax = sheet.plot(sheet.y + 0.08, sheet.y + 2.5, 0.62, WIDTH - 0.2)
    sheet.y += 3.0
    lowest = min(short["value"], long["value"], tests.retained)
    low = 5 * rounding.floor((lowest - 2) / 5)
    ax.set_ylim(low, START + 1)
    ax.set_yticks(range(low, rounding.nearest(START) + 1, 5))
    end = max(_hours(short), _hours(long))
    ax.set_xlim(0, end)
    ax.set_xticks(round_ticks(end))
    ax.set_xlabel(axis_label("test_duration", symbol="t"), size=TEXT_SIZE)
    ax.set_ylabel(axis_label("retention"), size=TEXT_SIZE)
    for row, mark in ((short, H_MARK), (long, FLOW_MARK)):
        draw_marker(ax, _hours(row), row["value"], mark, size=6.5)
    draw_marker(ax, _hours(long), tests.retained, FLOW_MARK, filled="none", size=6.5)
    draw_marker(ax, 0, START, HOLLOW, filled="none", size=6.5)
    potential = potential_text(short).replace(", ", ",\n")
    label = f"{_bounded_text(short)} after {printed_value(short['duration'], short['duration_unit'])}"
    label_value(ax, _hours(short), short["value"], f"{label}\n{short['cell']}\n{potential}", left=False)
    printed = f"{_bounded_text(long)} printed, {formatting.significant(tests.retained, 4)} derived"
    label = f"{long['cell']}, {potential_text(long)}\n{printed}"
    write_offset(ax, label, (_hours(long), tests.retained), (4, 9), ha="right", va="bottom")


def _draw_window(sheet: Sheet, tests: _Tests) -> None:
    """Draw the window of potentials with its bound, and below it the test at the same currents."""
    bound, test = tests.rows[WINDOW], tests.rows[FLOW_EFFICIENCY]
    ax = sheet.plot(sheet.y + 0.05, sheet.y + 2.2, 0.62, WIDTH - 0.2)
    sheet.y += 2.7
    ends = round_ticks(1.15 * tests.window[1])
    ax.set_xlim(ends[0], ends[-1])
    ax.set_xticks(ends)
    lowest = min(bound["value"], test["value"])
    ax.set_ylim(lowest - 4, 100)
    ax.set_yticks(range(5 * rounding.ceil((lowest - 4) / 5), 101, 5))
    ax.set_xlabel(axis_label("current_density", symbol="−j"), size=TEXT_SIZE)
    ax.set_ylabel(axis_label("faradaic_efficiency"), size=TEXT_SIZE)
    colour = WINDOW_MARK.colour
    ax.plot(tests.window, [bound["value"]] * 2, color=colour, linewidth=2, zorder=3)
    for x in tests.window:
        draw_marker(ax, x, bound["value"], WINDOW_MARK, size=12)
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.4}
        ax.annotate("", (x, bound["value"] + 6), (x, bound["value"]), arrowprops=arrow)
    ax.plot(tests.tested, [test["value"]] * 2, color=FLOW_MARK.colour, linewidth=3, zorder=3)
    for x in tests.tested:
        draw_marker(ax, x, test["value"], FLOW_MARK, size=6.5)
        ax.plot([x, x], [test["value"], bound["value"]], color=style.QUIET, linestyle=":", zorder=2)
    middle = sum(tests.window) / 2
    window = f"{_bounded_text(bound)} from {_span(tests.window)}"
    write_centred(ax, middle, bound["value"] + 3, window, colour)
    tested = f"{_bounded_text(test)} at {_span(tests.tested)},\n{tests.verdict}"
    write_centred(ax, middle, test["value"] - 2, tested, FLOW_MARK.colour)


def _span(ends: tuple[float, float]) -> str:
    return f"{formatting.number(ends[0])} to {formatting.number(ends[1])}"


def _stability_values(tests: _Tests) -> pd.DataFrame:
    """One row per point: the shares with their times, then the efficiencies with their currents."""
    rows, first = tests.rows, "the start of a test, by definition"
    short, long, window = rows[H_CELL], rows[FLOW_PRINTED], rows[WINDOW]
    currents, reason = f"{FLOW_START} {FLOW_END}", "why it differs from the window"
    points = [
        _share_point(short, 0.0, START, derived=first),
        _share_point(short, _hours(short), short["value"]),
        _share_point(long, 0.0, START, rows=FLOW_START, derived=first),
        _share_point(long, _hours(long), tests.retained, rows=currents, derived="j end / j start"),
        _share_point(long, _hours(long), long["value"]),
        _efficiency_point(window, tests.window, missing="potentials"),
        _efficiency_point(
            rows[FLOW_EFFICIENCY], tests.tested, rows=f"{FLOW_EFFICIENCY} {currents}", missing=reason
        ),
        _efficiency_point(rows[H_CELL_EFFICIENCY], (math.nan, math.nan), missing="current density"),
    ]
    return pd.DataFrame(points)


def _share_point(
    row: pd.Series, hours: float, level: float, *, rows: str = "", derived: str = ""
) -> dict[str, object]:
    """A point of the upper part, of one row where no others are named."""
    return {
        **_test_columns(row),
        "relation": "=" if derived else row["relation"],
        value_column("time", "test_duration"): hours,
        value_column("share left", "retention"): level,
        "missing": "course between start and end",
        "rows": rows or row["id"],
        "derived": derived,
    }


def _efficiency_point(
    row: pd.Series, currents: tuple[float, float], *, rows: str = "", missing: str = ""
) -> dict[str, object]:
    """A value of the lower part with the currents for which it stands."""
    return {
        **_test_columns(row),
        "relation": row["relation"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): row["value"],
        value_column("−j, lower end", "current_density"): currents[0],
        value_column("−j, upper end", "current_density"): currents[1],
        "missing": missing,
        "rows": rows or row["id"],
        "derived": "",
    }


def _test_columns(row: pd.Series) -> dict[str, object]:
    stated = not pd.isna(row["potential"])
    return {
        "name": system_name(row["system"]),
        "cell": row["cell"],
        "potential": potential_text(row) if stated else NOT_PRINTED,
    }


def _stability_alt(tests: _Tests) -> str:
    short, long = tests.rows[H_CELL], tests.rows[FLOW_PRINTED]
    left, window = f"{formatting.significant(tests.retained, 4)} %", _bounded_text(tests.rows[WINDOW])
    return (
        f"In the {short['cell']} {system_name(LOW)} keeps {_bounded_text(short)} of its current "
        f"{_duration_text(short)}; in the {long['cell']} {left} by the printed currents, {_bounded_text(long)} as "
        f"printed, {_duration_text(long)}. In the {long['cell']} an efficiency of {window} is "
        f"printed for {_span(tests.window)} {units.symbol(_current_unit())}, but "
        f"{_bounded_text(tests.rows[FLOW_EFFICIENCY])} for the test at {_span(tests.tested)}: {tests.verdict}."
    )


def _current_unit() -> str:
    return str(data.table("quantities").loc["current_density", "unit"])


def _stability_caption(tests: _Tests) -> str:
    every = formatting.value(data.row("pei2024-fe-interval"))
    potential = potential_text(tests.rows[FLOW_EFFICIENCY])
    return (
        f"What {formatting.work(CITE)} print of two endurance tests of L-Co₁Mn₁-NC. Only start and end are "
        "printed; the course between them is drawn in the paper. Hollow: derived; the start is the whole by "
        "definition, and the share left in the flow cell is its last current over its first. In the H-type "
        f"cell no reference electrode is printed with the potentials; "
        f"{scale_statement('pei2024-l-comn-h-stability-fe')}. Two cells at two potentials: no "
        "comparison of rates. Below, currents are shown without their cathodic sign, and arrows mean a lower "
        f"bound. For the flow cell two efficiencies stand for the same currents: that of the test, held at "
        f"{potential} and measured every {every}, and that of the window, for which neither potentials nor a "
        "duration are printed. Nothing in the text explains the difference; an electrode that ages would "
        "not, as the lower value is given for the whole test."
    )
