"""Copper that gathers under potential and spreads again in air."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    Sheet,
    enumerated,
    row_value,
    system_name,
    value_column,
    width_of,
)
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    DASHES,
    MIDDLE,
    PLACES,
    count_text,
    place_name,
    potential_column,
    series_scale,
    volts,
)
from reviewhelpers.figures.copper.restructuring import (
    CONFLICT,
    IN_AIR,
    RETURN,
    before_air,
    before_air_text,
    differ,
    draw_box,
    hours_text,
    return_text,
    structure_name,
)
from reviewhelpers.text import formatting

_LEFT_COLUMN, _RIGHT_COLUMN, _STATE_WIDTH = MARGIN, 2.82, 1.9
_STATE_HEIGHT, _GAP = 0.5, 0.44
_ID = "fig-copper-cycle"


@dataclass(frozen=True)
class _State:
    """A state of the copper: the structure assigned to it, and what is printed of it."""

    title: str
    printed: str
    values: dict[str, object]
    arrow: str = ""
    """The text at the arrow that leads to it."""

    @property
    def unmeasured(self) -> bool:
        """Whether it is claimed without a measurement, and so dashed."""
        return self.values["line"] != _MEASURED


_MEASURED, _CLAIMED = "solid: measured", "dashed: only said"


def _line_style(claim: pd.Series) -> str:
    return _MEASURED if claim["status"] == "measured" else _CLAIMED


def _states_under_potential() -> list[_State]:
    """The states under potential, from open circuit on."""
    found = []
    series = figure_rows.one(_ID, "series")
    for place in PLACES:
        nitrogen, copper, cluster = (
            data.row(f"{MIDDLE}-{place}-{kind}") for kind in ("cn-n", "cn-cu", "nuclearity")
        )
        values = {
            potential_column(): volts(copper),
            "Cu–N": nitrogen["value"],
            "Cu–Cu": copper["value"],
            "line": _line_style(series),
            "missing": "uncertainty; the structure is assigned, not measured",
            "rows": f"{cluster['id']} {nitrogen['id']} {copper['id']} {series['id']}",
        }
        below = f"Cu–N {count_text(nitrogen['value'])}, Cu–Cu {count_text(copper['value'])}"
        found.append(_State(structure_name(cluster), below, values, place_name(cluster)))
    return found


def _states_in_air() -> list[_State]:
    """The states in air, from the last potential back, with the claims without a measurement between the two times."""
    short, long = (_state_after(time, bond) for time, bond in IN_AIR)
    complex_, claim, sites = (
        figure_rows.one(_ID, role) for role in ("hydroxide_count", "hydroxide", "anchoring")
    )
    formula = formatting.formula(f"X{formatting.exact(complex_)}")[1:]
    between = [
        _State(
            f"[Cu(OH){formula}]²⁻",
            "thought, not detected",
            {
                "line": _line_style(claim),
                "missing": "any measurement; its place in time",
                "rows": f"{claim['id']} {complex_['id']}",
            },
            "wet paper",
        ),
        _State(
            "held again by N sites",
            "thought",
            {
                "line": _line_style(sites),
                "missing": "any measurement; its place in time",
                "rows": sites["id"],
            },
            "Cu²⁺ binds",
        ),
    ]
    return [short, *between, long]


def _state_after(time: str, bond: str) -> _State:
    hours, length, claim = data.row(time), data.row(bond), figure_rows.one(_ID, "bond_in_air")
    values = {
        value_column("time in air", "time"): row_value(hours, "time"),
        value_column("nearest bond", "distance"): row_value(length, "distance"),
        "line": _line_style(claim),
        "missing": "uncertainty; numbers of neighbours; shares of the charges",
        "rows": f"{time} {bond} {claim['id']}",
    }
    return _State(f"{hours_text(hours)} in air", f"nearest bond {formatting.value(length)}", values)


@figure("fig-copper-cycle", title="Restructuring as a cycle")
def cycle() -> Plot:
    """The states of the middle sample down under potential and back up in air."""
    down, up, back = _states_under_potential(), _states_in_air(), data.row(RETURN)
    sheet = Sheet()
    sheet.heading(system_name(MIDDLE), "solid: measured; dashed: only said")
    for left, title, what in (
        (_LEFT_COLUMN, "Under potential", "Cu is reduced and gathers"),
        (_RIGHT_COLUMN, "In air", "Cu is oxidised and spreads"),
    ):
        sheet.line(left, title, weight="bold")
        sheet.y += LINE_HEIGHT
        sheet.line(left, what)
        sheet.y -= LINE_HEIGHT
    first = sheet.y + 2 * LINE_HEIGHT + 0.04
    tops = [first + _GAP + number * (_STATE_HEIGHT + _GAP) for number in range(len(down))]
    _draw_step(sheet, _LEFT_COLUMN, (first, tops[0]), down[0].arrow)
    for top, state in zip(tops, down, strict=True):
        _draw_state(sheet, _LEFT_COLUMN, top, state)
    for top, state in zip(reversed(tops), up, strict=True):
        _draw_state(sheet, _RIGHT_COLUMN, top, state)
    for top, state in zip(tops[1:], down[1:], strict=True):
        _draw_step(sheet, _LEFT_COLUMN, (top - _GAP, top), state.arrow)
    for number, (one, other) in enumerate(itertools.pairwise(up)):
        ends = (tops[-1 - number], tops[-2 - number] + _STATE_HEIGHT)
        _draw_step(sheet, _RIGHT_COLUMN, ends, other.arrow, dashed=one.unmeasured or other.unmeasured)
    _draw_across(sheet, tops[-1], "air", dashed=down[-1].unmeasured or up[0].unmeasured)
    _draw_across(sheet, tops[0], "not in full", back=True, dashed=_line_style(back) != _MEASURED)
    sheet.y = tops[-1] + _STATE_HEIGHT + 0.1
    conflict = differ(row["value"] for _, row in before_air())
    sheet.write(MARGIN, f"Held before air: {before_air_text()}", colour=CONFLICT if conflict else style.INK)
    values = [_state_value(state) for state in (*down, *up)]
    values.append(
        {
            "name": system_name(MIDDLE),
            "state": return_text(),
            "line": _line_style(back),
            "missing": "how far it comes back",
            "rows": back["id"],
            "derived": "",
        }
    )
    return Plot(sheet.finish(), pd.DataFrame(values), _cycle_alt(down, up), _cycle_caption())


def _draw_state(sheet: Sheet, left: float, top: float, state: _State) -> None:
    """A box with the name of a state and what is printed of it."""
    draw_box(sheet, (left, top, _STATE_WIDTH, _STATE_HEIGHT), style.INK, dashed=state.unmeasured)
    sheet.y = top + (_STATE_HEIGHT - 2 * LINE_HEIGHT) / 2
    for text, weight in ((state.title, "bold"), (state.printed, "normal")):
        sheet.line(left + (_STATE_WIDTH - width_of(text, weight)) / 2, text, weight=weight)
        sheet.y += LINE_HEIGHT


def _draw_step(
    sheet: Sheet, left: float, ends: tuple[float, float], text: str, *, dashed: bool = False
) -> None:
    """An arrow from one state to the next, with what brings it about."""
    x = left + 0.5
    _draw_arrow(sheet, (x, ends[0]), (x, ends[1]), dashed=dashed)
    sheet.y = sum(ends) / 2 - LINE_HEIGHT / 2
    sheet.line(x + 0.15, text)


def _draw_across(sheet: Sheet, top: float, text: str, *, dashed: bool, back: bool = False) -> None:
    """An arrow between the columns; the one back stops short, as the first state is not reached."""
    left, right, y = _LEFT_COLUMN + _STATE_WIDTH, _RIGHT_COLUMN, top + _STATE_HEIGHT / 2
    short = 0.22 if back else 0.0
    ends = ((right, y), (left + short, y)) if back else ((left, y), (right, y))
    _draw_arrow(sheet, *ends, dashed=dashed)
    sheet.y = y - LINE_HEIGHT - 0.06
    sheet.line((left + right - width_of(text)) / 2, text)


def _draw_arrow(
    sheet: Sheet, start: tuple[float, float], end: tuple[float, float], *, dashed: bool = False
) -> None:
    how = {"color": style.INK, "linewidth": 1.6, "shrinkA": 2, "shrinkB": 2, "mutation_scale": 14}
    # A dashed line would break up its own arrowhead: draw the head on a second line, too short to be seen.
    share = 0.12 / math.dist(start, end)
    near = (end[0] + share * (start[0] - end[0]), end[1] + share * (start[1] - end[1]))
    line = {**how, "arrowstyle": "-", "linestyle": DASHES if dashed else "-", "shrinkB": 6}
    sheet.page.annotate("", end, start, arrowprops=line)
    sheet.page.annotate("", end, near, arrowprops={**how, "arrowstyle": "-|>", "shrinkA": 0})


def _state_value(state: _State) -> dict[str, object]:
    return {"name": system_name(MIDDLE), "state": state.title, **state.values, "derived": ""}


def _cycle_alt(down: Sequence[_State], up: Sequence[_State]) -> str:
    course = ", ".join(f"{state.title} ({state.arrow}: {state.printed})" for state in down)
    measured = enumerated(f"{state.printed} after {state.title}" for state in up if not state.unmeasured)
    claimed = enumerated(f"“{state.title}”" for state in up if state.unmeasured)
    return (
        f"{system_name(MIDDLE)} goes down under potential through {course}. In air it goes from "
        f"{return_text()}, not in full, with {measured}; between the two times, {claimed} are only said."
    )


def _cycle_caption() -> str:
    return (
        f"A drawing made from the numbers and claims of {formatting.work(CITE)}; none of it is derived. "
        "Solid: states in which the copper was measured, with the mean numbers of N and Cu around each Cu, "
        "or the bond to its nearest neighbours; the structures that name the states on the left are assigned "
        "from these numbers. Dashed: what is only said. When the hydroxide and the sites would take part is "
        "not said; they stand between the two times for the drawing alone. The hydroxide needs a base, which "
        "the reaction makes; the pH on the paper is not printed. The arrow back stops short: the first state "
        "is not reached in full, and how far it is reached is not printed, nor are the numbers of neighbours "
        "in air or an uncertainty of the two bonds. No potential of open circuit and no scale beside the "
        f"single potentials is printed; the series as a whole is given against {series_scale()}."
    )
