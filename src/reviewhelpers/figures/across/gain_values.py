"""How many times more a defective material gives than its control: the pairs and their ratios."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.charts.labels import (
    RELATIONS,
    capitalized,
    potential_text,
    quantity_label,
    system_class,
    system_name,
    three_figures,
)
from reviewhelpers.chemistry import ratios
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

MARKED = "other-potential"
"""The one rule of comparability that a pair may break here: it is drawn, and both potentials are named."""

ALONE = "Other printed ratios"
"""The heading of ratios whose claim names no rows that tell what was measured."""


def counterparts() -> list[tuple[str, str]]:
    """Systems with the controls to which a claim compares them, each once, in the order of the claims.

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
class Pair:
    """Two printed values of one source, in one quantity, with the flags of their comparison."""

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
        """The value of the system over that of the control."""
        return ratios.ratio(self.after["value"], self.before["value"])


def _value_pairs() -> Iterator[Pair]:
    """Every two printed values of a system and its control that count the same thing in one source."""
    frame = data.table("performance")
    alike = ["source", "reaction", "product", "quantity", "unit"]
    for one, control in counterparts():
        for _, after in frame[frame["system"] == one].iterrows():
            same = (frame["system"] == control) & (frame[alike] == after[alike]).all(axis=1)
            for _, before in frame[same].iterrows():
                yield Pair(after, before, comparability.flags(after, before))


def _single_steps(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs without those that two others compose: their ratio is the product of those two."""
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


@dataclass(frozen=True)
class Gain:
    """One row of the chart: a pair of values, a ratio that a claim prints, or both for the same two materials.

    `derived` is the ratio of two printed values, `ceiling` the most that the quantity allows; both are NaN
    where there is none.
    """

    names: tuple[str, str]
    quantity: str
    conditions: str
    rows: str
    defect_class: str
    claim: pd.Series | None
    derived: float = math.nan
    ceiling: float = math.nan
    flags: tuple[comparability.Flag, ...] = ()
    reaction: str = ""

    @property
    def remark(self) -> str:
        """The reaction, and whether the two values stand at two potentials."""
        peaks = any(flag.name == MARKED for flag in self.flags)
        return ", ".join([*filter(None, [self.reaction]), *["peaks at two potentials"] * peaks])

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
    def printed_text(self) -> str:
        """The ratio as the source prints it; empty where it prints none."""
        if self.claim is None:
            return ""
        orders = " orders of magnitude" if self.in_orders else ""
        return f"{RELATIONS[self.claim['relation']]}{formatting.exact(self.claim)}{orders}"


def _pair_gain(pair: Pair, claim: pd.Series | None) -> Gain:
    """The rail of two printed values, with what a claim prints of them."""
    one, control, quantity = pair.key
    rows = [pair.after["id"], pair.before["id"], *([] if claim is None else [claim["id"]])]
    return Gain(
        (system_name(one), system_name(control)),
        quantity,
        _conditions(pair),
        " ".join(rows),
        system_class(one),
        claim,
        pair.ratio,
        _ceiling(quantity, pair.before["value"]),
        pair.flags,
        formatting.formula(pair.after["reaction"]),
    )


def _conditions(pair: Pair) -> str:
    """The reaction and the potential or potentials of a pair."""
    after, before, reaction = pair.after, pair.before, formatting.formula(pair.after["reaction"])
    if not pair.peaks:
        return f"{reaction}; {potential_text(after)}"
    alike = (
        after[["potential_unit", "potential_scale"]] == before[["potential_unit", "potential_scale"]]
    ).all()
    first = formatting.number(after["potential"]) if alike else potential_text(after)
    return f"{reaction}; {first} and {potential_text(before)}"


def _claim_gain(claim: pd.Series, quantity: str) -> Gain:
    """The rail of a ratio that is printed without the value of the control."""
    systems, frame = data.table("systems"), data.table("performance")
    one, other = claim["system"], claim["compared_with"]
    own = frame.loc[[row for row in claim["rows"].split() if row in frame.index]]
    own = own[own["system"] == one]
    names = (system_name(one), system_name(other) if other in systems.index else other)
    if not quantity or own.empty:
        return Gain(names, quantity, claim["statement"], claim["id"], system_class(one), claim)
    row = own.iloc[0]
    return Gain(
        names,
        quantity,
        f"{formatting.formula(row['reaction'])}; {potential_text(row)}",
        f"{row['id']} {claim['id']}",
        system_class(one),
        claim,
        ceiling=_ceiling(quantity, row["value"] / claim["value"]),
        reaction=formatting.formula(row["reaction"]),
    )


def _ceiling(quantity: str, control: float) -> float:
    """The largest ratio to the value of a control; none where the quantity has no largest value."""
    most = float(data.table("quantities").loc[quantity, "maximum"])
    return most if math.isnan(most) else ratios.ratio(most, control)


def gains() -> tuple[dict[str, list[Gain]], list[Pair]]:
    """The rails by what is counted, and the pairs that a rule of comparability refuses."""
    pairs = list(_value_pairs())
    # A value that a review takes from an abstract is one measurement, not two.
    allowed = {
        (pair.key, rounding.round_for_print(pair.ratio, decimals=9)): pair
        for pair in reversed(pairs)
        if not pair.refused
    }
    claims = _printed_ratios()
    found = [
        _pair_gain(pair, claims.pop(pair.key, None)) for pair in _single_steps(reversed(allowed.values()))
    ]
    found += [_claim_gain(claim, quantity) for (_, _, quantity), claim in claims.items()]
    found.sort(key=lambda gain: not gain.quantity)
    groups: dict[str, list[Gain]] = {}
    for gain in found:
        groups.setdefault(quantity_title(gain.quantity), []).append(gain)
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


def quantity_title(quantity: str) -> str:
    """What is counted, in the words of a heading; all forms of a yield together."""
    if not quantity:
        return ALONE
    if quantity in comparability.BASES:
        return "Yield"
    return capitalized(quantity_label(quantity))


@dataclass(frozen=True)
class Spread:
    """The median of some ratios and the ends of their span."""

    count: int
    median: float
    low: float
    high: float

    @property
    def text(self) -> str:
        """In a few words."""
        return f"median {three_figures(self.median)}, {three_figures(self.low)} to {three_figures(self.high)}"


def ratio_spread(members: Sequence[Gain]) -> Spread | None:
    """The spread of ratios of one quantity; bounds do not count, and one ratio has no spread."""
    ratios = pd.Series([gain.ratio for gain in members if not gain.is_bound])
    if len(ratios) < 2 or not members[0].quantity:
        return None
    return Spread(len(ratios), float(ratios.median()), float(ratios.min()), float(ratios.max()))
