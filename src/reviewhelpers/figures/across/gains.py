"""Gains of defective materials over their controls, one rail per pair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    WIDTH,
    Sheet,
    draw_bound_arrow,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    system_name,
    three_figures,
    width_of,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.figures.across.gain_values import (
    ALONE,
    PEAKS,
    SAME,
    UNSTATED,
    Gain,
    Pair,
    gains,
    quantity_title,
    ratio_spread,
)

CEILING = style.Mark(style.QUIET, "|")


@figure("fig-across-gains", title="Gains of defective over pristine")
def gains_over_pristine() -> Plot:
    """Ratios of defective materials to their controls, one rail per pair, with their spread by quantity."""
    groups, refused = gains()
    sheet = Sheet()
    draw_key(
        sheet,
        (
            ("printed ratio", style.Mark(style.INK, "o"), "full"),
            ("derived ratio", style.Mark(style.INK, "o"), "none"),
            ("at one potential", SAME, "full"),
            ("peaks at two", PEAKS, "full"),
            ("potential not printed", UNSTATED, "full"),
            ("the most that 100 % allows", CEILING, "full"),
            ("median", style.Mark(style.INK, "|"), "full"),
        ),
    )
    shared = [gain for members in groups.values() for gain in members if gain.quantity]
    for title, members in groups.items():
        _draw_group(sheet, title, members, shared if members[0].quantity else members)
    sheet.heading("Not set side by side", f"{len(refused)} more pairs of values")
    for title, count in _reason_counts(refused).items():
        sheet.write(MARGIN, title, note=str(count))
    values = [_gain_value(title, gain) for title, members in groups.items() for gain in members]
    values += [_refused_value(pair) for pair in refused]
    every = [gain for members in groups.values() for gain in members]
    sources = [data.row(row)["source"] for gain in every for row in gain.rows.split()]
    return Plot(sheet.finish(), pd.DataFrame(values), _gains_alt(groups, refused), _gains_caption(sources))


def _reason_counts(refused: Sequence[Pair]) -> dict[str, int]:
    """How many pairs each rule refuses; several rules may refuse one."""
    found = Counter(flag.name for pair in refused for flag in pair.refused)
    return {comparability.RULES[name].title: count for name, count in found.most_common()}


def _draw_group(sheet: Sheet, title: str, members: Sequence[Gain], shared: Sequence[Gain]) -> None:
    """One rail per pair on a logarithmic scale, and under them the span and the median of all."""
    sheet.heading(title)
    top, heights = sheet.y, []
    for gain in members:
        sheet.line(WIDTH - MARGIN - width_of(gain.text, "bold"), gain.text, weight="bold")
        sheet.write(
            MARGIN, " over ".join(gain.names), width=WIDTH - 2 * MARGIN - width_of(gain.text, "bold") - 0.1
        )
        sheet.write(MARGIN, gain.conditions, colour=style.QUIET)
        heights.append((sheet.rail(), gain))
    spread = ratio_spread(members)
    if spread is not None:
        sheet.write(MARGIN, f"All {spread.count}: {spread.text}")
        sheet.y += 0.27
    ends = _ends(shared)
    ax = draw_scale(sheet, top, ends, _ticks(*ends), "Ratio, defective over control", log=True)
    for y, gain in heights:
        _draw_gain(ax, y, gain)
    if spread is not None:
        middle = ax.get_ylim()[0] - 0.17
        draw_rail(ax, middle)
        ax.plot(
            [spread.low, spread.high],
            [middle, middle],
            color=style.COLOURS["sky"],
            linewidth=6,
            solid_capstyle="butt",
        )
        draw_marker(ax, spread.median, middle, style.Mark(style.INK, "|"), size=14)


def _ends(shared: Sequence[Gain]) -> tuple[float, float]:
    """The ends of a scale that holds no gain, all ratios and their ceilings, with a margin."""
    drawn = [value for gain in shared for value in (gain.derived, gain.printed, gain.ceiling)]
    drawn = [1.0, *(value for value in drawn if not math.isnan(value))]
    return min(drawn) / 1.15, max(drawn) * 1.3


def _ticks(low: float, high: float) -> list[float]:
    """One, two and five times the powers of ten; the powers alone where there are many."""
    subs = (1.0, 2.0, 5.0) if rounding.exceeds(100, high / low) else (1.0,)
    found = LogLocator(base=10, subs=subs, numticks=30).tick_values(low, high)
    return [float(tick) for tick in found if rounding.at_most(low, tick) and rounding.at_most(tick, high)]


def _draw_gain(ax: Axes, y: float, gain: Gain) -> None:
    """The ceiling, the derived ratio and the printed one, with an arrow where it is a bound."""
    draw_rail(ax, y)
    if not math.isnan(gain.ceiling):
        draw_marker(ax, gain.ceiling, y, CEILING, size=14)
    if not math.isnan(gain.derived):
        draw_marker(ax, gain.derived, y, gain.mark, filled="none")
    if gain.claim is None:
        return
    draw_marker(ax, gain.printed, y, gain.mark, filled="none" if gain.in_orders else "full", size=6.5)
    if gain.claim["relation"] in (">", ">="):
        draw_bound_arrow(ax, gain.printed, y, gain.mark.colour)


def _gain_value(title: str, gain: Gain) -> dict[str, object]:
    how = [] if math.isnan(gain.derived) else ["value / value of the control"]
    how += ["10 to the printed orders of magnitude"] if gain.in_orders else []
    how += [] if math.isnan(gain.ceiling) else ["ceiling: 100 % / value of the control"]
    missing = "value of the control" if math.isnan(gain.derived) else ""
    if not gain.quantity:
        missing = "both values, and the row of what was measured"
    return {
        "quantity": title,
        "name": gain.names[0],
        "compared with": gain.names[1],
        "ratio of the values": gain.derived,
        "printed ratio": gain.printed,
        "relation": "" if gain.claim is None else gain.claim["relation"],
        "ceiling": gain.ceiling,
        "conditions": gain.conditions,
        "flags": " ".join(flag.name for flag in gain.flags),
        "missing": missing,
        "rows": gain.rows,
        "derived": "; ".join(how),
    }


def _refused_value(pair: Pair) -> dict[str, object]:
    return {
        "quantity": quantity_title(pair.key[2]),
        "name": system_name(pair.key[0]),
        "compared with": system_name(pair.key[1]),
        "flags": " ".join(flag.name for flag in pair.flags),
        "missing": " ".join(flag.message for flag in pair.refused),
        "rows": f"{pair.after['id']} {pair.before['id']}",
        "derived": "",
    }


def _gains_alt(groups: Mapping[str, Sequence[Gain]], refused: Sequence[Pair]) -> str:
    spreads = [
        f"{title.lower()}: {spread.count} ratios, {spread.text}"
        for title, members in groups.items()
        if (spread := ratio_spread(members)) is not None
    ]
    capped = [gain for members in groups.values() for gain in members if not math.isnan(gain.ceiling)]
    ceilings = enumerated(
        f"{three_figures(gain.ratio)} of {three_figures(gain.ceiling)} ({gain.names[0]})" for gain in capped
    )
    alone = enumerated(f"{gain.text} ({gain.names[0]})" for gain in groups.get(ALONE, []))
    return (
        f"Ratios of a defective material to its control. By quantity: {'; '.join(spreads)}. Efficiencies "
        f"against the most that 100 % allows: {ceilings}. As a ratio alone: {alone or 'none'}. "
        f"{len(refused)} more pairs of values are refused."
    )


def _gains_caption(sources: Sequence[str]) -> str:
    return (
        f"Values that {sources_cited(sources)} print for a material with a defect and for its control, as "
        "one over the other. Hollow: derived from the two printed values, or from orders of magnitude; "
        "filled: the ratio itself is printed. Pairs are found by rule: a claim sets a system beside a "
        "control, and one source prints the same quantity of both. Where the control has defects too, as "
        "atoms of one metal beside a pair, the ratio is the gain of that one step; steps that two others "
        "make up are left out. Bar and stroke: span and median of the ratios in the group. With so few, "
        "from as many materials, a median tells where they lie and not what a defect will do. An "
        "efficiency cannot pass 100 %, so its ratio has a ceiling, the lower the better the control: a "
        "small ratio there is no small gain. Triangles compare peaks at two potentials, where part of "
        "the ratio may be the potential's. Pairs that a rule of comparability forbids, and bounds, are "
        "counted at the foot and not drawn."
    )
