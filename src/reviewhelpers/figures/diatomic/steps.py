"""The gain of each step of the argument: a pair of metals, then fewer nitrogens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    point_text,
    quantity_label,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.ladder import set_states
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.plot import Panel, Point
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import LINE, PLATE
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import (
    CITE,
    best_efficiencies,
    low_coordination,
    pair,
    potential_texts,
    printed_value,
    scale_statement,
    singles,
    turnover_frequencies,
)
from reviewhelpers.text import formatting

ID = "fig-diatomic-steps"
STATES = ("single atom", "pair", "pair, fewer N")
STEPS = ("pair", "fewer N")
"""What is added in each step."""


@dataclass(frozen=True)
class _Chain:
    """A chain of catalysts in one measure, with the gain of each step."""

    rows: pd.DataFrame
    by_ratio: bool

    @property
    def steps(self) -> Mapping[str, ratios.Gain]:
        """The gain of each step by its name."""
        return dict(zip(STEPS, ratios.gains(self.rows["value"]), strict=True))

    @property
    def names(self) -> list[str]:
        """The names of the catalysts, in order."""
        return [system_name(system) for system in self.rows["system"]]

    @property
    def larger(self) -> str:
        """The step with the larger gain in this measure."""
        steps = self.steps
        return max(steps, key=lambda step: rounding.settled(self.size(steps[step])))

    def size(self, step: ratios.Gain) -> float:
        """How large a step is in this measure."""
        return step.ratio if self.by_ratio else step.difference

    def gain_text(self, step: ratios.Gain) -> str:
        """The gain as a number on a line."""
        sign = "× " if self.by_ratio else "+" if step.difference > 0 else ""
        return f"{sign}{three_figures(self.size(step))}"


@figure(ID)
def steps() -> Drawing:
    """The gain of each step in percentage points of efficiency and as a ratio of turnover."""
    points, factors = (
        [_Chain(rows.loc[[single, pair(), low_coordination()]], by_ratio) for single in singles()]
        for rows, by_ratio in ((best_efficiencies(), False), (turnover_frequencies(), True))
    )
    sheet = Sheet(columns=2)
    _draw(sheet, "In percentage points", points)
    _draw(sheet, "As a ratio", factors)
    chains = [*points, *factors]
    fields = {
        "work": formatting.work(CITE),
        "first": system_name(singles()[0]),
        "ranks": _ranks(points[0], factors[0]),
        "gains": " ".join(map(_told, points, factors)),
        "peaks": str(len(potential_texts(pd.concat([chain.rows for chain in points])))),
        "at": enumerated(potential_texts(pd.concat([chain.rows for chain in factors]))),
        "scale": scale_statement(points[0].rows.iloc[-1]),
        **{
            place: printed_value(row["value"], row["unit"])
            for place in ("low", "saturated")
            for row in [figure_rows.one(ID, f"{place}_temperature")]
        },
    }
    values = [_value(chain, place) for chain in chains for place in range(len(STEPS))]
    return Drawing(sheet.finish(), pd.DataFrame(values), fields)


def _draw(sheet: Sheet, heading: str, chains: Sequence[_Chain]) -> None:
    """The chains of one measure, the values over the three states, each gain on its line."""
    rows = pd.concat([chain.rows for chain in chains]).drop_duplicates("id")
    at = potential_texts(rows)
    panel = sheet.panel(heading, at[0] if len(at) == 1 else f"peaks at {len(at)} potentials", height=17)
    by_ratio, quantity = chains[0].by_ratio, rows["quantity"].iloc[0]
    low, high = rows["value"].min(), rows["value"].max()
    room = 0.32 * (high - low)
    limits = (low / 2.6, high * 2.5) if by_ratio else (low - room, high + room)
    symbol = "TOF" if by_ratio else ""
    set_quantity(panel, "y", quantity, symbol=symbol, limits=limits, log=by_ratio)
    set_states(panel, STATES)
    shared: dict[tuple[str, str], None] = {}
    for number, chain in enumerate(chains):
        for place, step in enumerate(chain.steps.values()):
            ends = chain.rows.iloc[place : place + 2]
            if (key := tuple(ends["id"])) in shared:
                continue
            shared[key] = None
            _draw_gain(sheet, panel, place, chain, step)
        for place, (_, row) in enumerate(chain.rows.iterrows()):
            if number == 0 or place == 0:
                _draw_value(panel, place, row, below=number > 0)


def _draw_value(panel: Panel, place: int, row: pd.Series, *, below: bool) -> None:
    told = {"text": point_text(row), "rows": row["id"]}
    draw_point(
        panel, place, row["value"], system_class(row["system"]), bound=row["relation"], along="y", **told
    )
    text = f"{system_name(row['system'])}\n{formatting.exact(row)}"
    # Above a rising line there is room at the left; below the lower one in the middle.
    size = float(matplotlib.rcParams["font.size"])
    offset, ha, va = (
        ((0, -0.8 * size), "center", "top") if below else ((0.3 * size, 0.75 * size), "right", "bottom")
    )
    panel.annotate(
        text, (place, row["value"]), offset, textcoords="offset points", ha=ha, va=va, linespacing=LINE / 1.2
    )


def _draw_gain(sheet: Sheet, panel: Panel, place: int, chain: _Chain, step: ratios.Gain) -> None:
    panel.plot([place, place + 1], [step.before, step.after], color=QUIET, linewidth=1, zorder=2)
    # Where two lines meet at their ends there is more room nearer to their beginnings.
    height = step.before * step.ratio**0.4 if chain.by_ratio else step.before + 0.4 * step.difference
    text = chain.gain_text(step)
    panel.annotate(text, (place + 0.4, height), ha="center", va="center", weight="bold", bbox=PLATE, zorder=3)
    ends = chain.rows.iloc[place : place + 2]
    formula = "after / before" if chain.by_ratio else "after − before, in percentage points"
    told = f"{' → '.join(chain.names[place : place + 2])}: {text} ({formula}; {enumerated(potential_texts(ends))})"
    sheet.figure.points.append(Point(panel, place + 0.4, height, told, tuple(ends["id"])))


def _value(chain: _Chain, place: int) -> dict[str, object]:
    """A step of a chain; the columns of the other measure stay empty."""
    name = STEPS[place]
    step, ends = chain.steps[name], chain.rows.iloc[place : place + 2]
    quantity = ends["quantity"].iloc[0]
    label = quantity_label(quantity)
    gain = "gain / dimensionless ratio" if chain.by_ratio else "gain / percentage points"
    return {
        "chain": " → ".join(chain.names),
        "step": name,
        "name": " → ".join(chain.names[place : place + 2]),
        value_column(f"{label} before", quantity): step.before,
        value_column(f"{label} after", quantity): step.after,
        gain: chain.size(step),
        "potential": enumerated(potential_texts(ends)),
        "larger step of the chain": chain.larger,
        "missing": "values of both ends at one potential" if len(potential_texts(ends)) > 1 else "",
        "rows": " ".join(ends["id"]),
        "derived": "after / before" if chain.by_ratio else "after − before",
    }


def _ranks(points: _Chain, factors: _Chain) -> str:
    """Whether the two measures rank the steps of one chain alike."""
    if points.larger == factors.larger:
        return f"both measures rank {points.larger} first"
    return f"points rank {points.larger} first, ratios {factors.larger}"


def _told(points: _Chain, factors: _Chain) -> str:
    """The gains of a chain in a sentence."""
    gained = ", ".join(
        f"{name} {points.gain_text(points.steps[name])} points and {factors.gain_text(factors.steps[name])}"
        for name in STEPS
    )
    return f"From {points.names[0]}: {gained}; {_ranks(points, factors)}."
