"""Gains of defective materials over their controls, one rail per pair."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from reviewhelpers.analysis import comparability
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots_in_columns
from reviewhelpers.charts.labels import enumerated, point_text, system_name, three_figures
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.across.common import sources_cited
from reviewhelpers.figures.across.gain_values import ALONE, Gain, Pair, gains, quantity_title, ratio_spread


@figure("fig-across-gains")
def gains_over_pristine() -> Drawing:
    """Ratios of defective materials to their controls, one rail per pair, with their spread by quantity."""
    groups, refused = gains()
    sheet = Sheet(columns=2, least=40.0)
    # Ratios alone reach far beyond the others, and have a scale of their own.
    for alone in (False, True):
        own = {title: members for title, members in groups.items() if (title == ALONE) == alone}
        if own:
            limits = _limits(gain for members in own.values() for gain in members)
            frame = pd.concat(_frame(title, members) for title, members in _longest_first(own))
            draw_dots_in_columns(sheet, frame, functools.partial(_set_axis, limits=limits), right=2.0)
    reasons = Counter(flag.name for pair in refused for flag in pair.refused)
    counts = (f"{comparability.RULES[name].title} ({count})" for name, count in reasons.most_common())
    sheet.note(f"{len(refused)} more pairs of values are not set side by side: {', '.join(counts)}.")
    values = [_gain_value(title, gain) for title, members in groups.items() for gain in members]
    values += [_refused_value(pair) for pair in refused]
    return Drawing(sheet.finish(), pd.DataFrame(values), _fields(groups, refused))


def _limits(members: Iterable[Gain]) -> tuple[float, float]:
    """The ends of a scale that holds no gain, all ratios and their ceilings, with a margin."""
    drawn = [value for gain in members for value in (gain.derived, gain.printed, gain.ceiling)]
    drawn = [1.0, *(value for value in drawn if not math.isnan(value))]
    return min(drawn) / 1.1, max(drawn) * 1.2


def _longest_first(groups: Mapping[str, Sequence[Gain]]) -> list[tuple[str, Sequence[Gain]]]:
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _set_axis(panel: Panel, limits: tuple[float, float]) -> None:
    set_quantity(panel, "x", "ratio", symbol="to the control", limits=limits, log=True)


def _frame(title: str, members: Sequence[Gain]) -> pd.DataFrame:
    """What the chart draws of each pair, and below them the span and the median of all."""
    marks = []
    for gain in members:
        own = {
            "name": " over ".join(gain.names),
            "note": gain.remark,
            "defect_class": gain.defect_class,
            "told": _told(gain),
            "rows": gain.rows,
        }
        if not math.isnan(gain.derived):
            marks.append({**own, "value": gain.derived, "text": three_figures(gain.derived), "derived": True})
        if gain.claim is not None:
            bound = gain.claim["relation"]
            text, derived = gain.printed_text, gain.in_orders
            marks.append({**own, "value": gain.printed, "text": text, "bound": bound, "derived": derived})
        if not math.isnan(gain.ceiling):
            text = f"at 100 %: {three_figures(gain.ceiling)}"
            marks.append({**own, "value": gain.ceiling, "text": text, "derived": True, "limit": True})
    spread = ratio_spread(members)
    if spread is not None:
        total = {
            "name": f"Median of all {spread.count}",
            "text": three_figures(spread.median),
            "derived": True,
        }
        rows = " ".join(gain.rows for gain in members if not gain.is_bound)
        span = {"value": spread.median, "low": spread.low, "high": spread.high}
        marks.append({**total, **span, "told": f"{total['name']}: {spread.text}", "rows": rows})
    return pd.DataFrame(marks).assign(group=title)


def _told(gain: Gain) -> str:
    """The two values and the ratio, in words."""
    performance = data.table("performance")
    told = [point_text(performance.loc[row]) for row in gain.rows.split() if row in performance.index]
    ratios = [f"ratio {three_figures(gain.derived)}, derived"] if not math.isnan(gain.derived) else []
    ratios += [f"{gain.printed_text} printed"] if gain.printed_text else []
    return "; ".join([" over ".join(gain.names), *ratios, *(told or [gain.conditions])])


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


def _fields(groups: Mapping[str, Sequence[Gain]], refused: Sequence[Pair]) -> dict[str, str]:
    every = [gain for members in groups.values() for gain in members]
    spreads = {title: spread for title, members in groups.items() if (spread := ratio_spread(members))}
    capped = [gain for gain in every if not math.isnan(gain.ceiling)]
    alone = [f"{gain.printed_text} ({gain.names[0]})" for gain in groups.get(ALONE, [])]
    return {
        "works": sources_cited([data.row(row)["source"] for gain in every for row in gain.rows.split()]),
        "spreads": "; ".join(f"{title}: {one.count} ratios, {one.text}" for title, one in spreads.items()),
        "ceilings": enumerated(
            f"{three_figures(gain.ratio)} of {three_figures(gain.ceiling)} ({gain.names[0]})"
            for gain in capped
        ),
        "alone": enumerated(alone) if alone else "none",
        "refused": str(len(refused)),
    }
