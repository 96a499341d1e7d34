"""Ratios and orders told in words, against the values that are printed beside them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.chemistry import ratios, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

COMPARISONS = ("ratio", "orders_of_magnitude", "potential_difference")
NEAR = 0.1
"""What "nearly" and "about" may leave open, as a share of the ratio; a choice of this book."""

MORE_IS_BETTER = (
    *("faradaic_efficiency", "selectivity", "conversion", "turnover_frequency", "partial_current_density"),
    *("yield_per_area", "yield_per_mass", "yield_rate", "retention"),
)


_UPHILL = re.compile(r"\bunfavou?rable|\bfavou?rable|\bspontaneous")
"""Words for the sign of a free energy."""


def _claims() -> Iterator[tuple[pd.Series, list[pd.Series], list[pd.Series]]]:
    """Claims with the printed numbers of their own system and of what it is compared with."""
    # What the experimenter chose is a condition and no result.
    known = {row["id"]: row for row in rows.numbers() if row["status"] != "set"}
    for claim in rows.every(data.table("claims")):
        linked = [known[id] for id in claim["rows"].split() if id in known]
        own = [row for row in linked if row["system"] == claim["system"]]
        yield claim, own, [row for row in linked if row["system"] != claim["system"]]


@rule("ratio-in-words", takes="claims that print a ratio or a distance, with the rows they compare")
def ratio_in_words() -> Iterator[Finding]:
    """A ratio told in words or figures is the ratio of the two printed values. One value alone leaves it
    open. "More than double" holds above two; from three on it says less than the numbers do."""
    for claim, own, others in _claims():
        if claim["quantity"] not in COMPARISONS:
            continue
        quote = f"“{claim['as_printed']}”"
        if not own or not others or claim["quantity"] != "ratio":
            implied = ""
            if own and claim["quantity"] == "ratio":
                other = formatting.significant(own[0]["value"] / claim["value"])
                times = formatting.exact(claim)
                value, unit = formatting.number(own[0]["value"]), units.symbol(own[0]["unit"])
                implied = f"; {value} / {times} = {other} {unit} would be the other value"
            yield undecided(
                [claim, *own, *others],
                printed=f"{quote}; {rows.listed(map(rows.describe, own)) or 'no value'}",
                computed=f"{len(own) + len(others)} of the two values printed{implied}",
                advice="Take the comparison as told; the work itself has what is missing.",
                meant="The values may stand in a figure of the work.",
            )
            continue
        after, before = own[0], others[0]
        ratio = ratios.ratio(
            after["value"], float(units.convert(before["value"], before["unit"], after["unit"]))
        )
        arithmetic = f"{rows.amount(after)} / {rows.amount(before)} = {formatting.significant(ratio)}"
        value, relation = claim["value"], claim["relation"]
        facts = {
            "printed": f"{quote}; {rows.describe(after)}; {rows.describe(before)}",
            "computed": arithmetic,
        }
        gap = f"{formatting.significant(ratio)} against {formatting.value(_as_number(claim))}"
        if _understated(ratio, value, relation):
            increase = formatting.significant(ratio - 1)
            yield finding(
                [claim, after, before],
                **{
                    **facts,
                    "computed": f"{arithmetic}; the increase alone is {increase} times the old value",
                },
                difference=gap,
                seriousness="wording",
                advice="Quote the two values: the words say less than they do, unless the increase is meant.",
            )
        elif _holds(ratio, value, relation, rows.last_digit(claim["as_printed"], value)):
            yield agreement([claim, after, before], **facts, difference=gap)
        else:
            yield finding(
                [claim, after, before],
                **facts,
                difference=gap,
                seriousness="number",
                advice="Quote the two values and not the words.",
            )


def _as_number(claim: pd.Series) -> pd.Series:
    return pd.concat([claim, pd.Series({"uncertainty": math.nan, "statistic": ""})])


def _understated(ratio: float, value: float, relation: str) -> bool:
    return relation in (">", ">=") and rounding.at_most(value + 1, ratio)


def _holds(ratio: float, value: float, relation: str, last_digit: float) -> bool:
    if relation in (">", ">="):
        return rounding.exceeds(ratio, value) or (relation == ">=" and rounding.same(ratio, value))
    if relation in ("<", "<="):
        return rounding.exceeds(value, ratio) or (relation == "<=" and rounding.same(ratio, value))
    if relation == "~":
        return rounding.at_most(abs(ratio / value - 1), NEAR)
    return rows.rounds_to(ratio, value, last_digit)


@rule("order-of-values", takes="claims that set one system above others, with the rows they rest on")
def order_of_values() -> Iterator[Finding]:
    """Of two systems the one that is called better has the better printed number. Where the text prints the
    numbers of one side only, a reader cannot check the comparison; these are told together for each source.
    Whether a step runs uphill is no comparison: the sign of its energy decides."""
    alone: dict[str, list[tuple[pd.Series, list[pd.Series]]]] = {}
    for claim, own, others in _claims():
        if claim["quantity"] in COMPARISONS or not claim["compared_with"] or not (own or others):
            continue
        if claim["effect"] in ("structure", "defect density", "active site"):
            continue
        if not own or not others:
            if own and (uphill := _UPHILL.search(claim["as_printed"])):
                yield from _by_sign(claim, own, uphill[0])
            else:
                alone.setdefault(host(claim["source"]), []).append((claim, [*own, *others]))
        elif claim["effect"] == "performance":
            yield from _ordered(claim, own, others)
    for found in alone.values():
        numbers = {row["id"]: row for _, involved in found for row in involved}
        values = {(row["system"], row["quantity"], row["value"], row["unit"]) for row in numbers.values()}
        yield undecided(
            [claim for claim, _ in found] + list(numbers.values()),
            printed=rows.listed((f"“{claim['as_printed']}”" for claim, _ in found), 20),
            computed=f"{len(found)} {'comparison' if len(found) == 1 else 'comparisons'} in words, on "
            f"{len(values)} printed values; of the other side no number is printed",
            advice="Take the comparisons on the word of the source, or look the other numbers up in its "
            "figures.",
        )


def _by_sign(claim: pd.Series, own: list[pd.Series], direction: str) -> Iterator[Finding]:
    """Whether a step that is called uphill or downhill has an energy of that sign."""
    up = direction.startswith("un")
    energies = [row for row in own if units.fits(row["unit"], "eV")]
    facts = {"printed": f"“{claim['as_printed']}”; {rows.listed(map(rows.describe, energies))}"}
    if all((row["value"] > 0) == up for row in energies):
        yield agreement([claim, *own], **facts, computed="the sign of the energy says the same")
    else:
        yield finding(
            [claim, *own],
            **facts,
            computed="the sign of the energy says the opposite",
            difference="the sign",
            seriousness="physics",
            advice="Ask from which to which state the energy is counted.",
        )


def _compared(claim: pd.Series) -> str:
    return str(data.table("systems")["name"].get(claim["compared_with"], claim["compared_with"]))


def _ordered(claim: pd.Series, own: list[pd.Series], others: list[pd.Series]) -> Iterator[Finding]:
    pairs = [
        (mine, other)
        for mine in own
        for other in others
        if mine["quantity"] == other["quantity"] and mine["quantity"] in MORE_IS_BETTER
    ]
    if not pairs:
        return
    wrong = [pair for pair in pairs if abs(pair[0]["value"]) <= abs(pair[1]["value"])]
    listed = wrong or pairs
    arithmetic = "; ".join(
        f"{rows.amount(mine)} / {rows.amount(other)} = "
        f"{formatting.significant(ratios.ratio(mine['value'], other['value']))}"
        for mine, other in listed
    )
    facts = {"printed": f"“{claim['as_printed']}”; {rows.listed(map(rows.describe, [*own, *others]))}"}
    if wrong:
        yield finding(
            [claim, *own, *others],
            **facts,
            computed=arithmetic,
            difference="the order of the printed values is the other one",
            seriousness="number",
            advice="Go by the values.",
        )
        return
    potentials = {rows.volts(row) for row in (*own, *others) if not math.isnan(rows.volts(row))}
    apart = f"; the values stand at {len(potentials)} potentials" if len(potentials) > 1 else ""
    yield agreement(
        [claim, *own, *others],
        **facts,
        computed=arithmetic + apart,
        advice="Mind that the potentials differ." if apart else "Nothing to do.",
    )
