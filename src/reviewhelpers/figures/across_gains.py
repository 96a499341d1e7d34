"""A figure that reads across the sources: how many times more a defective material gives than its control."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    EDGE,
    RELATIONS,
    WIDTH,
    Sheet,
    at_potential,
    draw_beyond,
    draw_dot,
    draw_key,
    draw_rail,
    draw_scale,
    enumerated,
    system_name,
    three,
    width_of,
)
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.across import sources_cited
from reviewhelpers.text import formatting

MARKED = "other-potential"
"""The one rule of comparability that a pair may break here: it is drawn and marked."""

ALONE = "Other printed ratios"
"""The heading of ratios whose claim names no rows that tell what was measured."""

SAME = style.Mark(style.COLOURS["blue"], "o")
PEAKS = style.Mark(style.COLOURS["vermilion"], "^")
UNSTATED = style.Mark(style.COLOURS["black"], "s")
CEILING = style.Mark(style.QUIET, "|")


# Which pairs -----------------------------------------------------------------------------------------


def counterparts() -> list[tuple[str, str]]:
    """Systems with the controls that a claim sets beside them, each once, in the order of the claims.

    A claim names two systems by itself or by the rows it compares. The control belongs to the system that the
    claim is about, or to one that has all of its metals and another.
    """
    systems, claims = data.table("systems"), data.table("claims")
    measured = data.table("performance")["system"]
    found: dict[tuple[str, str], None] = {}
    for _, claim in claims.iterrows():
        rows = [measured[row] for row in claim["rows"].split() if row in measured.index]
        named = [each for each in (claim["system"], claim["compared_with"], *rows) if each in systems.index]
        for one, control in itertools.permutations(dict.fromkeys(named), 2):
            more = set(systems.loc[control, "metal"].split()) < set(systems.loc[one, "metal"].split())
            if systems.loc[control, "role"] == "control" and (one == claim["system"] or more):
                found[one, control] = None
    return list(found)


@dataclass(frozen=True)
class _Pair:
    """Two printed values of one source, in one quantity, and what stands between them."""

    after: pd.Series
    before: pd.Series
    flags: tuple[comparability.Flag, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The systems and the quantity."""
        return self.after["system"], self.before["system"], self.after["quantity"]

    @property
    def refused(self) -> list[comparability.Flag]:
        """The flags for which the pair is not drawn: its ratio would say nothing about the defect."""
        return [
            flag
            for flag in self.flags
            if flag.name == "bound" or (comparability.RULES[flag.name].forbids and flag.name != MARKED)
        ]

    @property
    def peaks(self) -> bool:
        """Whether the two values stand at different potentials."""
        return any(flag.name == MARKED for flag in self.flags)

    @property
    def ratio(self) -> float:
        """How many times the value of the control goes into that of the system."""
        return ratios.ratio(self.after["value"], self.before["value"])


def _value_pairs() -> Iterator[_Pair]:
    """Every two printed values of a system and its control that count the same thing in one source."""
    frame = data.table("performance")
    alike = ["source", "reaction", "product", "quantity", "unit"]
    for one, control in counterparts():
        for _, after in frame[frame["system"] == one].iterrows():
            same = (frame["system"] == control) & (frame[alike] == after[alike]).all(axis=1)
            for _, before in frame[same].iterrows():
                yield _Pair(after, before, comparability.flags(after, before))


def _whole_steps(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Pairs without those that two others make up: their ratio is the product of the two that stand here."""
    every = list(pairs)
    keys = {pair.key for pair in every}
    return [
        pair
        for pair in every
        if not any(
            (pair.key[0], middle, pair.key[2]) in keys and (middle, *pair.key[1:]) in keys
            for _, middle, _ in keys
        )
    ]


# What is drawn ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Gain:
    """A rail: a pair of values, a ratio that a claim prints, or both for the same two materials.

    `derived` is the ratio of two printed values, `ceiling` the most that the quantity allows; both are NaN
    where there is none.
    """

    names: tuple[str, str]
    quantity: str
    conditions: str
    rows: str
    mark: style.Mark
    claim: pd.Series | None
    derived: float = math.nan
    ceiling: float = math.nan
    flags: tuple[comparability.Flag, ...] = ()

    @property
    def in_orders(self) -> bool:
        """Whether the source gives orders of magnitude and not the ratio itself."""
        return self.claim is not None and self.claim["quantity"] == "orders_of_magnitude"

    @property
    def printed(self) -> float:
        """The ratio that the source gives."""
        if self.claim is None:
            return math.nan
        value = float(self.claim["value"])
        return float(10**value) if self.in_orders else value

    @property
    def ratio(self) -> float:
        """The ratio that counts in the spread: that of the values, or else the printed one."""
        return self.printed if math.isnan(self.derived) else self.derived

    @property
    def is_bound(self) -> bool:
        """Whether only a bound of the ratio is known."""
        return (
            math.isnan(self.derived) and self.claim is not None and self.claim["relation"] not in ("=", "~")
        )

    @property
    def told(self) -> str:
        """The ratio, and beside a derived one what the source prints."""
        if self.claim is None:
            return three(self.derived)
        given = f"{RELATIONS[self.claim['relation']]}{formatting.exact(self.claim)}"
        if self.in_orders:
            given = f"{given} orders of magnitude"
        return f"{given} printed" if math.isnan(self.derived) else f"{three(self.derived)}; {given} printed"


def _of_pair(pair: _Pair, claim: pd.Series | None) -> _Gain:
    """The rail of two printed values, with what a claim prints of them."""
    one, control, quantity = pair.key
    rows = [pair.after["id"], pair.before["id"], *([] if claim is None else [claim["id"]])]
    return _Gain(
        (system_name(one), system_name(control)),
        quantity,
        _conditions(pair),
        " ".join(rows),
        PEAKS if pair.peaks else SAME,
        claim,
        pair.ratio,
        _ceiling(quantity, pair.before["value"]),
        pair.flags,
    )


def _conditions(pair: _Pair) -> str:
    """The reaction and the potential or potentials of a pair."""
    after, before, reaction = pair.after, pair.before, formatting.formula(pair.after["reaction"])
    if not pair.peaks:
        return f"{reaction}; {at_potential(after)}"
    alike = (
        after[["potential_unit", "potential_scale"]] == before[["potential_unit", "potential_scale"]]
    ).all()
    first = formatting.number(after["potential"]) if alike else at_potential(after)
    return f"{reaction}; {first} and {at_potential(before)}"


def _of_claim(claim: pd.Series, quantity: str) -> _Gain:
    """The rail of a ratio that is printed without the value of the control."""
    systems, frame = data.table("systems"), data.table("performance")
    one, other = claim["system"], claim["compared_with"]
    own = frame.loc[[row for row in claim["rows"].split() if row in frame.index]]
    own = own[own["system"] == one]
    names = (system_name(one), system_name(other) if other in systems.index else other)
    if not quantity or own.empty:
        return _Gain(names, quantity, claim["statement"], claim["id"], UNSTATED, claim)
    row = own.iloc[0]
    return _Gain(
        names,
        quantity,
        f"{formatting.formula(row['reaction'])}; {at_potential(row)}",
        f"{row['id']} {claim['id']}",
        SAME,
        claim,
        ceiling=_ceiling(quantity, row["value"] / claim["value"]),
    )


def _ceiling(quantity: str, control: float) -> float:
    """The largest ratio to the value of a control; none where the quantity has no largest value."""
    most = float(data.table("quantities").loc[quantity, "maximum"])
    return most if math.isnan(most) else ratios.ratio(most, control)


def _gains() -> tuple[dict[str, list[_Gain]], list[_Pair]]:
    """The rails by what is counted, and the pairs that a rule of comparability refuses."""
    pairs = list(_value_pairs())
    # What a review takes from an abstract is one measurement, not two.
    allowed = {
        (pair.key, rounding.round_for_print(pair.ratio, decimals=9)): pair
        for pair in reversed(pairs)
        if not pair.refused
    }
    claims = _printed_ratios()
    found = [_of_pair(pair, claims.pop(pair.key, None)) for pair in _whole_steps(reversed(allowed.values()))]
    found += [_of_claim(claim, quantity) for (_, _, quantity), claim in claims.items()]
    found.sort(key=lambda gain: not gain.quantity)
    groups: dict[str, list[_Gain]] = {}
    for gain in found:
        groups.setdefault(_group(gain.quantity), []).append(gain)
    return groups, [pair for pair in pairs if pair.refused]


def _printed_ratios() -> dict[tuple[str, str, str], pd.Series]:
    """Claims that give a ratio, by the two things compared and the quantity that their rows tell."""
    claims, measured = data.table("claims"), data.table("performance")
    claims = claims[claims["quantity"].isin(["ratio", "orders_of_magnitude"])]
    found = {}
    for _, claim in claims.iterrows():
        rows = [row for row in claim["rows"].split() if row in measured.index]
        quantities = set(measured.loc[rows, "quantity"])
        quantity = quantities.pop() if len(quantities) == 1 else ""
        found[claim["system"], claim["compared_with"], quantity] = claim
    return found


def _group(quantity: str) -> str:
    """What is counted, in the words of a heading; all forms of a yield together."""
    if not quantity:
        return ALONE
    if quantity in comparability.BASES:
        return "Yield"
    label = str(data.table("quantities").loc[quantity, "label"])
    return f"{label[0].upper()}{label[1:]}"


@dataclass(frozen=True)
class _Spread:
    """The median of some ratios and the ends of their span."""

    count: int
    median: float
    low: float
    high: float

    @property
    def told(self) -> str:
        """In a few words."""
        return f"median {three(self.median)}, {three(self.low)} to {three(self.high)}"


def _spread(members: Sequence[_Gain]) -> _Spread | None:
    """The spread of ratios of one quantity; bounds do not count, and one ratio has no spread."""
    ratios = pd.Series([gain.ratio for gain in members if not gain.is_bound])
    if len(ratios) < 2 or not members[0].quantity:
        return None
    return _Spread(len(ratios), float(ratios.median()), float(ratios.min()), float(ratios.max()))


# The figure ------------------------------------------------------------------------------------------


@figure("fig-across-gains", title="Gains of defective over pristine")
def gains_over_pristine() -> Plot:
    """Ratios of defective materials to their controls, a rail a pair, with their spread by quantity."""
    groups, refused = _gains()
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
    for title, count in _reasons(refused).items():
        sheet.write(EDGE, title, note=str(count))
    values = [_gain_value(title, gain) for title, members in groups.items() for gain in members]
    values += [_refused_value(pair) for pair in refused]
    every = [gain for members in groups.values() for gain in members]
    sources = [data.row(row)["source"] for gain in every for row in gain.rows.split()]
    return Plot(sheet.finish(), pd.DataFrame(values), _gains_alt(groups, refused), _gains_caption(sources))


def _reasons(refused: Sequence[_Pair]) -> dict[str, int]:
    """How many pairs each rule refuses; several rules may refuse one."""
    found = Counter(flag.name for pair in refused for flag in pair.refused)
    return {comparability.RULES[name].title: count for name, count in found.most_common()}


def _draw_group(sheet: Sheet, title: str, members: Sequence[_Gain], shared: Sequence[_Gain]) -> None:
    """A rail a pair on a logarithmic scale, and under them the span and the median of all."""
    sheet.heading(title)
    top, heights = sheet.y, []
    for gain in members:
        sheet.line(WIDTH - EDGE - width_of(gain.told, "bold"), gain.told, weight="bold")
        sheet.write(
            EDGE, " over ".join(gain.names), width=WIDTH - 2 * EDGE - width_of(gain.told, "bold") - 0.1
        )
        sheet.write(EDGE, gain.conditions, colour=style.QUIET)
        heights.append((sheet.y + 0.1, gain))
        sheet.y += 0.27
    spread = _spread(members)
    if spread is not None:
        sheet.write(EDGE, f"All {spread.count}: {spread.told}")
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
        draw_dot(ax, spread.median, middle, style.Mark(style.INK, "|"), size=14)


def _ends(shared: Sequence[_Gain]) -> tuple[float, float]:
    """The ends of a scale that holds no gain, all ratios and their ceilings, with a margin."""
    drawn = [value for gain in shared for value in (gain.derived, gain.printed, gain.ceiling)]
    drawn = [1.0, *(value for value in drawn if not math.isnan(value))]
    return min(drawn) / 1.15, max(drawn) * 1.3


def _ticks(low: float, high: float) -> list[float]:
    """One, two and five times the powers of ten; the powers alone where there are many."""
    subs = (1.0, 2.0, 5.0) if rounding.exceeds(100, high / low) else (1.0,)
    found = LogLocator(base=10, subs=subs, numticks=30).tick_values(low, high)
    return [float(tick) for tick in found if rounding.at_most(low, tick) and rounding.at_most(tick, high)]


def _draw_gain(ax: Axes, y: float, gain: _Gain) -> None:
    """The ceiling, the derived ratio and the printed one, with an arrow where it is a bound."""
    draw_rail(ax, y)
    if not math.isnan(gain.ceiling):
        draw_dot(ax, gain.ceiling, y, CEILING, size=14)
    if not math.isnan(gain.derived):
        draw_dot(ax, gain.derived, y, gain.mark, filled="none")
    if gain.claim is None:
        return
    draw_dot(ax, gain.printed, y, gain.mark, filled="none" if gain.in_orders else "full", size=6.5)
    if gain.claim["relation"] in (">", ">="):
        draw_beyond(ax, gain.printed, y, gain.mark.colour)


def _gain_value(title: str, gain: _Gain) -> dict[str, object]:
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


def _refused_value(pair: _Pair) -> dict[str, object]:
    return {
        "quantity": _group(pair.key[2]),
        "name": system_name(pair.key[0]),
        "compared with": system_name(pair.key[1]),
        "flags": " ".join(flag.name for flag in pair.flags),
        "missing": " ".join(flag.told for flag in pair.refused),
        "rows": f"{pair.after['id']} {pair.before['id']}",
        "derived": "",
    }


def _gains_alt(groups: Mapping[str, Sequence[_Gain]], refused: Sequence[_Pair]) -> str:
    told = [
        f"{title.lower()}: {spread.count} ratios, {spread.told}"
        for title, members in groups.items()
        if (spread := _spread(members)) is not None
    ]
    capped = [gain for members in groups.values() for gain in members if not math.isnan(gain.ceiling)]
    ceilings = enumerated(
        f"{three(gain.ratio)} of {three(gain.ceiling)} ({gain.names[0]})" for gain in capped
    )
    alone = enumerated(f"{gain.told} ({gain.names[0]})" for gain in groups.get(ALONE, []))
    return (
        f"Ratios of a defective material to its control. By quantity: {'; '.join(told)}. Efficiencies "
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
