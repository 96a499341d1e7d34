"""Figures of the part on diatomic sites, after the paper pei2024: activity, its two steps, endurance.

What the paper only draws is missing here; the figures leave it open and say so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    EDGE,
    LINE,
    RELATIONS,
    TYPE,
    WIDTH,
    Sheet,
    at_potential,
    axis_label,
    draw_dot,
    draw_key,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    in_unit,
    round_ticks,
    system_mark,
    system_name,
    three,
    value_column,
    write_beside,
    write_centred,
)
from reviewhelpers.chemistry import potential_scales, ratios, scale_inference, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic import (
    CATALYSTS,
    CITE,
    HOLLOW,
    LOW,
    NOT_PRINTED,
    PAIR,
    SINGLES,
    SOURCE,
    printed_value,
)
from reviewhelpers.text import formatting

CHAINS = tuple((single, PAIR, LOW) for single in SINGLES)
"""The two ways of the argument: a single atom, the pair, the pair with fewer nitrogens."""


# Shared ----------------------------------------------------------------------------------------------


def _by_system(quantity: str, statistic: str) -> pd.DataFrame:
    """The largest that the paper prints of one quantity for its four catalysts, indexed by them."""
    frame = data.table("performance")
    chosen = (frame["source"] == SOURCE) & (frame["quantity"] == quantity) & (frame["statistic"] == statistic)
    largest = frame[chosen].sort_values("value", kind="stable").drop_duplicates("system", keep="last")
    return largest.set_index("system").loc[list(CATALYSTS)]


def _best() -> pd.DataFrame:
    return _by_system("faradaic_efficiency", "maximum")


def _turnover() -> pd.DataFrame:
    return _by_system("turnover_frequency", "")


def _potentials(rows: pd.DataFrame) -> list[str]:
    """The potentials at which values stand, each once."""
    return list(dict.fromkeys(at_potential(row) for _, row in rows.iterrows()))


# Catalysts -------------------------------------------------------------------------------------------


@figure("fig-diatomic-catalysts", title="Four catalysts: efficiency at its best, turnover at one potential")
def catalysts() -> Plot:
    """The best efficiency of each catalyst at its own potential, and the turnover of all at one."""
    best, turnover = _best(), _turnover()
    sheet = Sheet()
    sheet.heading("Efficiency: each at its own best")
    stated = f"peaks at {len(_potentials(best))} potentials{_scales(best)}"
    sheet.write(EDGE, stated, colour=style.QUIET)
    _draw_best(sheet, best)
    at = _potentials(turnover)
    sheet.heading("Turnover: all four at one potential" if len(at) == 1 else "Turnover")
    sheet.write(EDGE, enumerated(at), colour=style.QUIET)
    _draw_turnover(sheet, turnover)
    values = pd.DataFrame(
        [_catalyst_value(row) for frame in (best, turnover) for _, row in frame.reset_index().iterrows()]
    )
    return Plot(sheet.finish(), values, _catalysts_alt(best, turnover), _catalysts_caption())


def _scales(rows: pd.DataFrame) -> str:
    """What stands behind potentials: their scale, that it is inferred, or that none is stated."""
    found = [scale for _, row in rows.iterrows() if (scale := potential_scales.of(row)).known]
    if not found:
        return ", scale not stated"
    named = enumerated(sorted({scale.name for scale in found}))
    return f" vs {named}" if all(scale.stated for scale in found) else f" vs {named} (inferred)"


def _scale_told(row_id: str) -> str:
    """What is known of the scale of a potential beside which no reference electrode is printed."""
    scale = potential_scales.of(data.row(row_id))
    if not scale.known:
        return "their scale is not stated"
    best = data.row(scale.rows[0])
    far, near = _excluded(best, scale.name)
    excluded = [
        *([f"on {' or '.join(far)} it would lie far above the equilibrium of CO"] if far else []),
        *(
            [f"on {' or '.join(near)} next to it, with too little drive for nearly all of its charge"]
            if near
            else []
        ),
    ]
    return (
        f"{scale.name} is inferred from the best potential ({printed_value(best['potential'], 'V')}) of "
        f"{system_name(best['system'])}: {', '.join(excluded)}; its other potentials without a printed "
        "scale are taken to be on the same one"
    )


FAR = 0.2
"""So far above an equilibrium, in V, a product is not made however thin it is; a choice of this book."""


def _excluded(row: pd.Series, inferred: str) -> tuple[list[str], list[str]]:
    """The scales that the potential of a row rules out, by whether it would lie far above the equilibrium."""
    tried = scale_inference.eliminate(row)
    assert tried is not None
    above = {name: volts - tried.equilibrium_V for name, volts in tried.tried.items() if name != inferred}
    far = [name for name, volts in above.items() if volts > FAR]
    return far, [name for name in above if name not in far]


def _volts(row: pd.Series) -> float:
    return in_unit(row["potential"], row["potential_unit"], "potential")


def _draw_best(sheet: Sheet, best: pd.DataFrame) -> None:
    """Efficiency against the potential of the peak, most negative at the left as in the other parts."""
    ax = sheet.plot(sheet.y + 0.05, sheet.y + 2.45, 0.62, WIDTH - EDGE)
    sheet.y += 2.95
    volts = sorted({_volts(row) for _, row in best.iterrows()})
    margin = (volts[-1] - volts[0]) / 4 or 0.1
    ax.set_xlim(volts[0] - margin, volts[-1] + margin)
    ax.set_xticks(volts, [formatting.number(each) for each in volts])
    ax.set_xlabel(f"{axis_label('potential', symbol='E')}{_scales(best)}", size=TYPE)
    ticks = [tick for tick in round_ticks(100) if rounding.at_most(best["value"].min() - 20, tick)]
    ax.set_ylim(ticks[0], ticks[-1] + 3)
    ax.set_yticks(ticks)
    ax.set_ylabel(axis_label("faradaic_efficiency"), size=TYPE)
    for system, row in best.iterrows():
        x = _volts(row)
        draw_dot(ax, x, row["value"], system_mark(str(system)))
        label = f"{system_name(str(system))} {formatting.exact(row)}"
        write_beside(ax, x, row["value"], label, left=in_right_half(ax, x))


def _draw_turnover(sheet: Sheet, turnover: pd.DataFrame) -> None:
    """A rail a catalyst, on a linear scale."""
    top, heights = sheet.y, []
    for system, row in turnover.iterrows():
        sheet.write(EDGE, system_name(str(system)))
        heights.append((sheet.y + 0.1, str(system), row["value"]))
        sheet.y += 0.26
    end = 1.15 * turnover["value"].max()
    ax = draw_scale(sheet, top, (0, end), round_ticks(end), axis_label("turnover_frequency", symbol="TOF"))
    for y, system, value in heights:
        draw_rail(ax, y)
        draw_dot(ax, value, y, system_mark(system))
        write_beside(ax, value, y, formatting.number(value), left=in_right_half(ax, value))


def _catalyst_value(row: pd.Series) -> dict[str, object]:
    quantity = row["quantity"]
    label = data.table("quantities").loc[quantity, "label"]
    missing = "how the sites were counted" if quantity == "turnover_frequency" else "deviation of the repeats"
    return {
        "name": system_name(row["system"]),
        "compared": "at one potential" if quantity == "turnover_frequency" else "each at its best",
        value_column("potential", "potential"): _volts(row),
        "potential scale": row["potential_scale"],
        value_column(label, quantity): in_unit(row["value"], row["unit"], quantity),
        "missing": missing,
        "rows": row["id"],
        "derived": "",
    }


def _catalysts_alt(best: pd.DataFrame, turnover: pd.DataFrame) -> str:
    peaks = enumerated(
        f"{system_name(str(system))} {printed_value(row['value'], row['unit'])} at "
        f"{printed_value(row['potential'], row['potential_unit'])}"
        for system, row in best.iterrows()
    )
    turned = enumerated(
        f"{system_name(str(system))} {formatting.value(row)}" for system, row in turnover.iterrows()
    )
    return (
        f"Best CO efficiencies stand at {len(_potentials(best))} potentials: {peaks}. "
        f"Turnover frequencies at {enumerated(_potentials(turnover))}: {turned}."
    )


def _catalysts_caption() -> str:
    repeats = formatting.number(data.table("structure").loc["pei2024-repeats"]["value"])
    return (
        f"Numbers that {formatting.work(CITE)} print for the H-type cell; nothing is derived. Above, each "
        "catalyst stands at the potential of its own best efficiency, so heights compare peaks, not "
        "catalysts at one condition; the efficiencies elsewhere are only drawn in the paper. Below, all "
        "stand at one potential, which the text prints once and says holds for all. No reference electrode "
        f"is printed with these potentials; {_scale_told('pei2024-l-comn-fe')}. The deviations over "
        f"{repeats} measurements are drawn in the paper and not printed, and the text does not say how sites "
        "were counted for the turnover. Shape and colour tell single atoms (circle) from pairs (diamond)."
    )


# Two steps -------------------------------------------------------------------------------------------

FIRST_STEP, SECOND_STEP = "pair", "fewer N"
STEP_COLOURS: Mapping[str, str] = MappingProxyType(
    {FIRST_STEP: style.COLOURS["blue"], SECOND_STEP: style.COLOURS["vermilion"]}
)


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

    def told(self, step: ratios.Gain) -> str:
        """The gain as a number beside an arrow."""
        if self.by_ratio:
            return f"× {three(step.ratio)}"
        return f"{'+' if step.difference > 0 else ''}{three(step.difference)}"


def _chains() -> tuple[list[_Chain], list[_Chain]]:
    """The chains in percentage points of efficiency, and in ratios of turnover."""
    best, turnover = _best(), _turnover()
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
    sheet.write(EDGE, "Dots: printed. Arrows: gain of a step, derived.", colour=style.QUIET)
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
    found = len(_potentials(pd.concat([chain.rows for chain in chains])))
    return "at one potential" if found == 1 else f"peaks at {found} potentials"


def _plain_ticks(low: float, high: float) -> list[float]:
    """One, two and five times the powers of ten between two numbers."""
    powers = range(rounding.floor(math.log10(low)), rounding.ceil(math.log10(high)))
    every = (10.0**power * n for power in powers for n in (1, 2, 5))
    return [each for each in every if rounding.at_most(low, each) and rounding.at_most(each, high)]


def _draw_chains(
    sheet: Sheet, chains: Sequence[_Chain], ends: tuple[float, float], ticks: Sequence[float], label: str
) -> None:
    """A rail a chain; arrows are as long as its gains, on a logarithmic scale where these are ratios."""
    top, heights = sheet.y, []
    for chain in chains:
        sheet.write(EDGE, chain.title)
        sheet.write(EDGE, f"at {_together(chain.rows)}; larger step: {chain.larger}", colour=style.QUIET)
        heights.append((sheet.y + LINE + 0.1, chain))
        sheet.y += 2 * LINE + 0.28
    ax = draw_scale(sheet, top, ends, ticks, label, log=chains[0].by_ratio)
    for y, chain in heights:
        _draw_chain(ax, y, chain)


def _together(rows: pd.DataFrame) -> str:
    """The potentials of rows, each once, with the scale that they share."""
    stated = dict.fromkeys(formatting.number(row["potential"]) for _, row in rows.iterrows())
    return f"{enumerated(stated)} {units.symbol(rows['potential_unit'].iloc[0])}{_scales(rows)}"


def _draw_chain(ax: Axes, y: float, chain: _Chain) -> None:
    draw_rail(ax, y)
    for name, step in chain.steps.items():
        colour = STEP_COLOURS[name]
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 4, "shrinkB": 4}
        ax.annotate("", (step.after, y), (step.before, y), arrowprops=arrow)
        middle = math.sqrt(step.before * step.after) if chain.by_ratio else (step.before + step.after) / 2
        write_centred(ax, middle, y - LINE, f"{name} {chain.told(step)}", colour)
    for system, row in chain.rows.iterrows():
        draw_dot(ax, row["value"], y, system_mark(str(system)))
        write_centred(ax, row["value"], y + LINE, formatting.exact(row), style.INK)


def _gain_value(chain: _Chain, name: str) -> dict[str, object]:
    """A step of a chain; the columns of the other measure stay empty."""
    step, place = chain.steps[name], list(STEP_COLOURS).index(name)
    ends = chain.rows.iloc[place : place + 2]
    quantity = ends["quantity"].iloc[0]
    label = data.table("quantities").loc[quantity, "label"]
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
        "potential": enumerated(_potentials(ends)),
        "larger step of the chain": chain.larger,
        "missing": "values of both ends at one potential" if len(_potentials(ends)) > 1 else "",
        "rows": " ".join(ends["id"]),
        "derived": "after / before" if chain.by_ratio else "after − before",
    }


def _steps_alt(points: Sequence[_Chain], ratios: Sequence[_Chain]) -> str:
    told = []
    for one, other in zip(points, ratios, strict=True):
        gained = ", ".join(
            f"{name} {one.told(one.steps[name])} points and {other.told(other.steps[name])}"
            for name in STEP_COLOURS
        )
        alike = (
            f"both measures rank {one.larger} first"
            if one.larger == other.larger
            else f"points rank {one.larger} first, ratios {other.larger}"
        )
        told.append(f"From {system_name(one.systems[0])}: {gained}; {alike}.")
    peaks = len(_potentials(pd.concat([chain.rows for chain in points])))
    at = enumerated(_potentials(pd.concat([chain.rows for chain in ratios])))
    return f"{' '.join(told)} Points compare peaks at {peaks} potentials, ratios turnover at {at}."


def _steps_caption() -> str:
    frame = data.table("preparation")
    high, low = (
        printed_value(frame.loc[row, "value"], frame.loc[row, "unit"])
        for row in ("pei2024-pyrolysis-low-n", "pei2024-pyrolysis-saturated")
    )
    return (
        f"Dots are best efficiencies and turnover frequencies that {formatting.work(CITE)} print (circle: "
        "single "
        f"atom, diamond: pair); beside their potentials no scale is printed; "
        f"{_scale_told('pei2024-l-comn-fe')}. Derived: the gain "
        f"of each step, "
        "as a difference in percentage points and as a ratio, which is a length on the logarithmic scale. "
        "A gain in points inherits that its two ends may be peaks at different potentials, as the grey "
        f"lines tell. Nor is the second step the number of N alone: the pairs were made at {low} and "
        f"{high}, and with the temperature the carbon may change too. Deviations are not printed."
    )


# Stability -------------------------------------------------------------------------------------------

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
        low, high = sorted(-in_unit(row["value"], row["unit"], "current_density") for row in rows)
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
    return _Tests({row: data.table("performance").loc[row] for row in ids})


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
    sheet.write(EDGE, f"{_bounded(row)} {_lasting(row)}; its current density is not printed")
    return Plot(sheet.finish(), _stability_values(tests), _stability_alt(tests), _stability_caption(tests))


def _bounded(row: pd.Series) -> str:
    """A value with its relation and unit."""
    return f"{RELATIONS[row['relation']]}{printed_value(row['value'], row['unit'])}"


def _hours(row: pd.Series) -> float:
    return in_unit(row["duration"], row["duration_unit"], "test_duration")


def _lasting(row: pd.Series) -> str:
    """The length of a test and its potential."""
    return f"over {printed_value(row['duration'], row['duration_unit'])} at {at_potential(row)}"


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
    ax.set_xlabel(axis_label("test_duration", symbol="t"), size=TYPE)
    ax.set_ylabel(axis_label("retention"), size=TYPE)
    for row, mark in ((short, H_MARK), (long, FLOW_MARK)):
        draw_dot(ax, _hours(row), row["value"], mark, size=6.5)
    draw_dot(ax, _hours(long), tests.retained, FLOW_MARK, filled="none", size=6.5)
    draw_dot(ax, 0, START, HOLLOW, filled="none", size=6.5)
    potential = at_potential(short).replace(", ", ",\n")
    told = f"{_bounded(short)} after {printed_value(short['duration'], short['duration_unit'])}"
    write_beside(ax, _hours(short), short["value"], f"{told}\n{short['cell']}\n{potential}", left=False)
    printed = f"{_bounded(long)} printed, {formatting.significant(tests.retained, 4)} derived"
    told = f"{long['cell']}, {at_potential(long)}\n{printed}"
    ax.annotate(
        told,
        (_hours(long), tests.retained),
        xytext=(4, 9),
        textcoords="offset points",
        ha="right",
        va="bottom",
        size=TYPE,
    )


def _draw_window(sheet: Sheet, tests: _Tests) -> None:
    """The window with its bound, and the test below it, tied to it by the currents that both hold."""
    bound, held = tests.rows[WINDOW], tests.rows[FLOW_EFFICIENCY]
    ax = sheet.plot(sheet.y + 0.05, sheet.y + 2.2, 0.62, WIDTH - 0.2)
    sheet.y += 2.7
    ends = round_ticks(1.15 * tests.window[1])
    ax.set_xlim(ends[0], ends[-1])
    ax.set_xticks(ends)
    lowest = min(bound["value"], held["value"])
    ax.set_ylim(lowest - 4, 100)
    ax.set_yticks(range(5 * rounding.ceil((lowest - 4) / 5), 101, 5))
    ax.set_xlabel(axis_label("current_density", symbol="−j"), size=TYPE)
    ax.set_ylabel(axis_label("faradaic_efficiency"), size=TYPE)
    colour = WINDOW_MARK.colour
    ax.plot(tests.window, [bound["value"]] * 2, color=colour, linewidth=2, zorder=3)
    for x in tests.window:
        draw_dot(ax, x, bound["value"], WINDOW_MARK, size=12)
        ax.annotate(
            "",
            (x, bound["value"] + 6),
            (x, bound["value"]),
            arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4},
        )
    ax.plot(tests.tested, [held["value"]] * 2, color=FLOW_MARK.colour, linewidth=3, zorder=3)
    for x in tests.tested:
        draw_dot(ax, x, held["value"], FLOW_MARK, size=6.5)
        ax.plot([x, x], [held["value"], bound["value"]], color=style.QUIET, linestyle=":", zorder=2)
    middle = sum(tests.window) / 2
    window = f"{_bounded(bound)} from {_span(tests.window)}"
    write_centred(ax, middle, bound["value"] + 3, window, colour)
    tested = f"{_bounded(held)} at {_span(tests.tested)},\n{tests.verdict}"
    write_centred(ax, middle, held["value"] - 2, tested, FLOW_MARK.colour)


def _span(ends: tuple[float, float]) -> str:
    return f"{formatting.number(ends[0])} to {formatting.number(ends[1])}"


def _stability_values(tests: _Tests) -> pd.DataFrame:
    """A row a point: the shares with their times, then the efficiencies with their currents."""
    rows, first = tests.rows, "the start of a test, by definition"
    short, long, window = rows[H_CELL], rows[FLOW_PRINTED], rows[WINDOW]
    currents, reason = f"{FLOW_START} {FLOW_END}", "why it differs from the window"
    points = [
        _share(short, 0.0, START, derived=first),
        _share(short, _hours(short), short["value"]),
        _share(long, 0.0, START, rows=FLOW_START, derived=first),
        _share(long, _hours(long), tests.retained, rows=currents, derived="j end / j start"),
        _share(long, _hours(long), long["value"]),
        _charged(window, tests.window, missing="potentials"),
        _charged(rows[FLOW_EFFICIENCY], tests.tested, rows=f"{FLOW_EFFICIENCY} {currents}", missing=reason),
        _charged(rows[H_CELL_EFFICIENCY], (math.nan, math.nan), missing="current density"),
    ]
    return pd.DataFrame(points)


def _share(
    row: pd.Series, hours: float, level: float, *, rows: str = "", derived: str = ""
) -> dict[str, object]:
    """A point of the upper part, of one row where no others are named."""
    return {
        **_told_of(row),
        "relation": "=" if derived else row["relation"],
        value_column("time", "test_duration"): hours,
        value_column("share left", "retention"): level,
        "missing": "course between start and end",
        "rows": rows or row["id"],
        "derived": derived,
    }


def _charged(
    row: pd.Series, currents: tuple[float, float], *, rows: str = "", missing: str = ""
) -> dict[str, object]:
    """A value of the lower part with the currents for which it stands."""
    return {
        **_told_of(row),
        "relation": row["relation"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): row["value"],
        value_column("−j, lower end", "current_density"): currents[0],
        value_column("−j, upper end", "current_density"): currents[1],
        "missing": missing,
        "rows": rows or row["id"],
        "derived": "",
    }


def _told_of(row: pd.Series) -> dict[str, object]:
    stated = not pd.isna(row["potential"])
    return {
        "name": system_name(row["system"]),
        "cell": row["cell"],
        "potential": at_potential(row) if stated else NOT_PRINTED,
    }


def _stability_alt(tests: _Tests) -> str:
    short, long = tests.rows[H_CELL], tests.rows[FLOW_PRINTED]
    left, window = f"{formatting.significant(tests.retained, 4)} %", _bounded(tests.rows[WINDOW])
    return (
        f"In the {short['cell']} {system_name(LOW)} keeps {_bounded(short)} of its current "
        f"{_lasting(short)}; in the {long['cell']} {left} by the printed currents, {_bounded(long)} as "
        f"printed, {_lasting(long)}. In the {long['cell']} an efficiency of {window} is "
        f"printed for {_span(tests.window)} {units.symbol(_current_unit())}, but "
        f"{_bounded(tests.rows[FLOW_EFFICIENCY])} for the test at {_span(tests.tested)}: {tests.verdict}."
    )


def _current_unit() -> str:
    return str(data.table("quantities").loc["current_density", "unit"])


def _stability_caption(tests: _Tests) -> str:
    every = formatting.value(data.table("preparation").loc["pei2024-fe-interval"])
    held = at_potential(tests.rows[FLOW_EFFICIENCY])
    return (
        f"What {formatting.work(CITE)} print of two endurance tests of L-Co₁Mn₁-NC. Only start and end are "
        "printed; the course between them is drawn in the paper. Hollow: derived; the start is the whole by "
        "definition, and the share left in the flow cell is its last current over its first. In the H-type "
        f"cell no reference electrode is printed with the potentials; "
        f"{_scale_told('pei2024-l-comn-h-stability-fe')}. Two cells at two potentials: no "
        "comparison of rates. Below, currents are shown without their cathodic sign, and arrows mean a lower "
        f"bound. For the flow cell two efficiencies stand for the same currents: that of the test, held at "
        f"{held} and measured every {every}, and that of the window, for which neither potentials nor a "
        "duration are printed. Nothing in the text explains the difference; an electrode that ages would "
        "not, as the lower value is given for the whole test."
    )
