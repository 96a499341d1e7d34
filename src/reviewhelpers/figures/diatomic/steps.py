"""The gain of each step of the argument: a pair of metals, then fewer nitrogens."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    quantity_label,
    round_ticks,
    system_mark,
    system_name,
    three_figures,
    value_column,
    write_centred,
)
from reviewhelpers.chemistry import ratios, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE, LOW, PAIR, SINGLES, printed_value
from reviewhelpers.figures.diatomic.performance import (
    best_efficiencies,
    potential_texts,
    scale_statement,
    scale_suffix,
    turnover_frequencies,
)
from reviewhelpers.text import formatting

CHAINS = tuple((single, PAIR, LOW) for single in SINGLES)
"""The two chains of the argument: a single atom, the pair, the pair with fewer nitrogens."""

FIRST_STEP, SECOND_STEP = "pair", "fewer N"
STEP_COLOURS: Mapping[str, str] = {FIRST_STEP: style.COLOURS["blue"], SECOND_STEP: style.COLOURS["vermilion"]}


@dataclass(frozen=True)
class _Chain:
    """A chain of catalysts in one measure, with the gain of each step."""

    systems: tuple[str, ...]
    rows: pd.DataFrame
    by_ratio: bool

    @property
    def steps(self) -> dict[str, ratios.Gain]:
        """The gain of each step by its name."""
        return dict(zip(STEP_COLOURS, ratios.gains(self.rows["value"]), strict=True))

    @property
    def title(self) -> str:
        """The names of the catalysts, in order."""
        return " → ".join(map(system_name, self.systems))

    @property
    def larger(self) -> str:
        """The step with the larger gain in this measure."""
        steps = self.steps
        return max(steps, key=lambda step: rounding.settled(self.size(steps[step])))

    def size(self, step: ratios.Gain) -> float:
        """How large a step is in this measure."""
        return step.ratio if self.by_ratio else step.difference

    def gain_text(self, step: ratios.Gain) -> str:
        """The gain as a number beside an arrow."""
        if self.by_ratio:
            return f"× {three_figures(step.ratio)}"
        return f"{'+' if step.difference > 0 else ''}{three_figures(step.difference)}"


def _chains() -> tuple[list[_Chain], list[_Chain]]:
    """The chains in percentage points of efficiency, and in ratios of turnover."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    points, ratios = (
        [_Chain(systems, frame.loc[list(systems)], by_ratio) for systems in CHAINS]
        for frame, by_ratio in ((best, False), (turnover, True))
    )
    return points, ratios


@figure("fig-diatomic-steps", title="Two steps of the argument: pair, then fewer nitrogens")
def steps() -> Plot:
    """The gain of each step in percentage points of efficiency and as a ratio of turnover."""
    points, ratios = _chains()
    sheet = Sheet()
    sheet.write(MARGIN, "Dots: printed. Arrows: gain of a step, derived.", colour=style.QUIET)
    ends = (round_ticks(points[0].rows["value"].min())[-1] - 10, 103.0)
    ticks = [tick for tick in round_ticks(100) if rounding.at_most(ends[0], tick)]
    sheet.heading("Percentage points of efficiency", _between(points))
    _draw_chains(sheet, points, ends, ticks, axis_label("faradaic_efficiency"))
    sheet.heading("Ratio of turnover frequencies", _between(ratios))
    printed = pd.concat([chain.rows["value"] for chain in ratios])
    ends = (printed.min() / 1.4, printed.max() * 1.4)
    label = axis_label("turnover_frequency", symbol="TOF")
    _draw_chains(sheet, ratios, ends, _plain_ticks(*ends), label)
    values = [_gain_value(chain, name) for chain in (*points, *ratios) for name in chain.steps]
    return Plot(sheet.finish(), pd.DataFrame(values), _steps_alt(points, ratios), _steps_caption())


def _between(chains: Sequence[_Chain]) -> str:
    """Whether the values of chains stand at one potential."""
    found = len(potential_texts(pd.concat([chain.rows for chain in chains])))
    return "at one potential" if found == 1 else f"peaks at {found} potentials"


def _plain_ticks(low: float, high: float) -> list[float]:
    """One, two and five times the powers of ten between two numbers."""
    powers = range(rounding.floor(math.log10(low)), rounding.ceil(math.log10(high)))
    every = (10.0**power * n for power in powers for n in (1, 2, 5))
    return [each for each in every if rounding.at_most(low, each) and rounding.at_most(each, high)]


def _draw_chains(
    sheet: Sheet, chains: Sequence[_Chain], ends: tuple[float, float], ticks: Sequence[float], label: str
) -> None:
    """One rail per chain; arrows are as long as its gains, on a logarithmic scale where these are ratios."""
    top, heights = sheet.y, []
    for chain in chains:
        sheet.write(MARGIN, chain.title)
        sheet.write(
            MARGIN, f"at {_shared_potentials(chain.rows)}; larger step: {chain.larger}", colour=style.QUIET
        )
        heights.append((sheet.y + LINE_HEIGHT + 0.1, chain))
        sheet.y += 2 * LINE_HEIGHT + 0.28
    ax = draw_scale(sheet, top, ends, ticks, label, log=chains[0].by_ratio)
    for y, chain in heights:
        _draw_chain(ax, y, chain)


def _shared_potentials(rows: pd.DataFrame) -> str:
    """The potentials of rows, each once, with the scale that they share."""
    stated = dict.fromkeys(formatting.number(row["potential"]) for _, row in rows.iterrows())
    return f"{enumerated(stated)} {units.symbol(rows['potential_unit'].iloc[0])}{scale_suffix(rows)}"


def _draw_chain(ax: Axes, y: float, chain: _Chain) -> None:
    draw_rail(ax, y)
    for name, step in chain.steps.items():
        colour = STEP_COLOURS[name]
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 4, "shrinkB": 4}
        ax.annotate("", (step.after, y), (step.before, y), arrowprops=arrow)
        middle = math.sqrt(step.before * step.after) if chain.by_ratio else (step.before + step.after) / 2
        write_centred(ax, middle, y - LINE_HEIGHT, f"{name} {chain.gain_text(step)}", colour)
    for system, row in chain.rows.iterrows():
        draw_marker(ax, row["value"], y, system_mark(str(system)))
        write_centred(ax, row["value"], y + LINE_HEIGHT, formatting.exact(row), style.INK)


def _gain_value(chain: _Chain, name: str) -> dict[str, object]:
    """A step of a chain; the columns of the other measure stay empty."""
    step, place = chain.steps[name], list(STEP_COLOURS).index(name)
    ends = chain.rows.iloc[place : place + 2]
    quantity = ends["quantity"].iloc[0]
    label = quantity_label(quantity)
    gain = (
        {"gain / dimensionless ratio": step.ratio}
        if chain.by_ratio
        else {"gain / percentage points": step.difference}
    )
    return {
        "chain": chain.title,
        "step": name,
        "name": " → ".join(system_name(str(system)) for system in ends.index),
        value_column(f"{label} before", quantity): step.before,
        value_column(f"{label} after", quantity): step.after,
        **gain,
        "potential": enumerated(potential_texts(ends)),
        "larger step of the chain": chain.larger,
        "missing": "values of both ends at one potential" if len(potential_texts(ends)) > 1 else "",
        "rows": " ".join(ends["id"]),
        "derived": "after / before" if chain.by_ratio else "after − before",
    }


def _steps_alt(points: Sequence[_Chain], ratios: Sequence[_Chain]) -> str:
    sentences = []
    for one, other in zip(points, ratios, strict=True):
        gained = ", ".join(
            f"{name} {one.gain_text(one.steps[name])} points and {other.gain_text(other.steps[name])}"
            for name in STEP_COLOURS
        )
        alike = (
            f"both measures rank {one.larger} first"
            if one.larger == other.larger
            else f"points rank {one.larger} first, ratios {other.larger}"
        )
        sentences.append(f"From {system_name(one.systems[0])}: {gained}; {alike}.")
    peaks = len(potential_texts(pd.concat([chain.rows for chain in points])))
    at = enumerated(potential_texts(pd.concat([chain.rows for chain in ratios])))
    return f"{' '.join(sentences)} Points compare peaks at {peaks} potentials, ratios turnover at {at}."


def _steps_caption() -> str:
    frame = data.table("preparation")
    high, low = (
        printed_value(frame.loc[row, "value"], frame.loc[row, "unit"])
        for row in ("pei2024-pyrolysis-low-n", "pei2024-pyrolysis-saturated")
    )
    return (
        f"Dots are best efficiencies and turnover frequencies that {formatting.work(CITE)} print (circle: "
        "single atom, diamond: pair); beside their potentials no scale is printed; "
        f"{scale_statement('pei2024-l-comn-fe')}. Derived: the gain of each step, as a difference in "
        "percentage points and as a ratio, which is a length on the logarithmic scale. A gain in points "
        "inherits that its two ends may be peaks at different potentials, as the grey lines tell. Nor is the "
        f"second step the number of N alone: the pairs were made at {low} and {high}, and with the "
        "temperature the carbon may change too. Deviations are not printed."
    )
