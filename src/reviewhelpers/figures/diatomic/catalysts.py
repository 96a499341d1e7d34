"""Efficiency and turnover frequency of the four catalysts."""

from __future__ import annotations

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    in_unit,
    label_value,
    quantity_label,
    round_ticks,
    row_value,
    system_mark,
    system_name,
    value_column,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE, printed_value
from reviewhelpers.figures.diatomic.performance import (
    best_efficiencies,
    potential_texts,
    scale_statement,
    scale_suffix,
    turnover_frequencies,
)
from reviewhelpers.text import formatting


@figure("fig-diatomic-catalysts", title="Four catalysts: efficiency at its best, turnover at one potential")
def catalysts() -> Plot:
    """The best efficiency of each catalyst at its own potential, and the turnover of all at one."""
    best, turnover = best_efficiencies(), turnover_frequencies()
    sheet = Sheet()
    sheet.heading("Efficiency: each at its own best")
    stated = f"peaks at {len(potential_texts(best))} potentials{scale_suffix(best)}"
    sheet.write(MARGIN, stated, colour=style.QUIET)
    _draw_best(sheet, best)
    at = potential_texts(turnover)
    sheet.heading("Turnover: all four at one potential" if len(at) == 1 else "Turnover")
    sheet.write(MARGIN, enumerated(at), colour=style.QUIET)
    _draw_turnover(sheet, turnover)
    values = pd.DataFrame(
        [_catalyst_value(row) for frame in (best, turnover) for _, row in frame.reset_index().iterrows()]
    )
    return Plot(sheet.finish(), values, _catalysts_alt(best, turnover), _catalysts_caption())


def _volts(row: pd.Series) -> float:
    return in_unit(row["potential"], row["potential_unit"], "potential")


def _draw_best(sheet: Sheet, best: pd.DataFrame) -> None:
    """Efficiency against the potential of the peak, most negative at the left as in the other parts."""
    ax = sheet.plot(sheet.y + 0.05, sheet.y + 2.45, 0.62, WIDTH - MARGIN)
    sheet.y += 2.95
    volts = sorted({_volts(row) for _, row in best.iterrows()})
    margin = (volts[-1] - volts[0]) / 4 or 0.1
    ax.set_xlim(volts[0] - margin, volts[-1] + margin)
    ax.set_xticks(volts, [formatting.number(each) for each in volts])
    ax.set_xlabel(f"{axis_label('potential', symbol='E')}{scale_suffix(best)}", size=TEXT_SIZE)
    ticks = [tick for tick in round_ticks(100) if rounding.at_most(best["value"].min() - 20, tick)]
    ax.set_ylim(ticks[0], ticks[-1] + 3)
    ax.set_yticks(ticks)
    ax.set_ylabel(axis_label("faradaic_efficiency"), size=TEXT_SIZE)
    for system, row in best.iterrows():
        x = _volts(row)
        draw_marker(ax, x, row["value"], system_mark(str(system)))
        label = f"{system_name(str(system))} {formatting.exact(row)}"
        label_value(ax, x, row["value"], label, left=in_right_half(ax, x))


def _draw_turnover(sheet: Sheet, turnover: pd.DataFrame) -> None:
    """One rail per catalyst, on a linear scale."""
    top, heights = sheet.y, []
    for system, row in turnover.iterrows():
        sheet.write(MARGIN, system_name(str(system)))
        heights.append((sheet.rail(0.26), str(system), row["value"]))
    end = 1.15 * turnover["value"].max()
    ax = draw_scale(sheet, top, (0, end), round_ticks(end), axis_label("turnover_frequency", symbol="TOF"))
    for y, system, value in heights:
        draw_rail(ax, y)
        draw_marker(ax, value, y, system_mark(system))
        label_value(ax, value, y, formatting.number(value), left=in_right_half(ax, value))


def _catalyst_value(row: pd.Series) -> dict[str, object]:
    quantity = row["quantity"]
    missing = "how the sites were counted" if quantity == "turnover_frequency" else "deviation of the repeats"
    return {
        "name": system_name(row["system"]),
        "compared": "at one potential" if quantity == "turnover_frequency" else "each at its best",
        value_column("potential", "potential"): _volts(row),
        "potential scale": row["potential_scale"],
        value_column(quantity_label(quantity), quantity): row_value(row, quantity),
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
        f"Best CO efficiencies stand at {len(potential_texts(best))} potentials: {peaks}. "
        f"Turnover frequencies at {enumerated(potential_texts(turnover))}: {turned}."
    )


def _catalysts_caption() -> str:
    repeats = formatting.number(data.row("pei2024-repeats")["value"])
    return (
        f"Numbers that {formatting.work(CITE)} print for the H-type cell; nothing is derived. Above, each "
        "catalyst stands at the potential of its own best efficiency, so heights compare peaks, not "
        "catalysts at one condition; the efficiencies elsewhere are only drawn in the paper. Below, all "
        "stand at one potential, which the text prints once and says holds for all. No reference electrode "
        f"is printed with these potentials; {scale_statement('pei2024-l-comn-fe')}. The deviations over "
        f"{repeats} measurements are drawn in the paper and not printed, and the text does not say how sites "
        "were counted for the turnover. Shape and colour tell single atoms (circle) from pairs (diamond)."
    )
