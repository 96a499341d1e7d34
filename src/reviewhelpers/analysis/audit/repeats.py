"""What a source prints more than once: the same number in two places, the same condition in two tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data, quote_search
from reviewhelpers.text import formatting

KEYS = ("source", "system", "step", "technique", "subject", "reaction", "product", "quantity", "potential")
CONDITIONS = ("loading", "concentration", "concentration_ppm", "area")


def _same_things() -> Iterator[list[pd.Series]]:
    """Rows that print one quantity of one thing at one condition, two or more."""
    for name in data.NUMBER_TABLES:
        frame = data.table(name)
        keys = [key for key in KEYS if key in frame]
        # Most rows are alone, and to make a group of each takes longer than to find those that are not.
        repeated = frame[frame.duplicated(keys, keep=False)]
        for _, group in repeated.groupby(keys, sort=False, dropna=False):
            found = rows.every(group)
            if "potential" in frame:
                # Without a potential only rows that state no other condition are known to mean one thing.
                found = [row for row in found if row["potential"] == row["potential"] or not _condition(row)]
            if len(found) > 1:
                yield found


def _condition(row: pd.Series) -> str:
    return str(row["condition_as_printed"])


@rule("number-in-two-places", takes="one quantity of one thing at one condition, printed in two places")
def number_in_two_places() -> Iterator[Finding]:
    """A source that prints one number in several places prints the same number each time. A place that gives
    a part of a list agrees with one that gives the whole."""
    for group in _same_things():
        places: dict[tuple[str, str], list[pd.Series]] = {}
        for row in group:
            places.setdefault((row["locator"], row["as_printed"]), []).append(row)
        if len({locator for locator, _ in places}) < 2:
            continue  # In one place there may stand two samples of one kind, such as two scale bars.
        sets = [{row["value"] for row in each} for each in places.values()]
        largest = max(sets, key=len)
        titles = data.table("sections")["title"]
        texts = [
            f"{', '.join(rows.amount(row) for row in each)} in {titles[locator]}"
            for (locator, _), each in places.items()
        ]
        row = group[0]
        facts = {"printed": f"{_name(row)}: {rows.listed(texts, 12)}"}
        if all(each <= largest for each in sets):
            yield agreement(group, **facts, computed=f"the same in {len(places)} places")
        else:
            other = next(each for each in sets if not each <= largest)
            gap = min(abs(one - two) for one in other for two in largest)
            yield finding(
                group,
                **facts,
                computed="the places do not print the same",
                difference=formatting.span(
                    rounding.round_for_print(gap, decimals=9), float("nan"), row["unit"]
                ),
                seriousness="number",
                advice="Ask which place the rest of the source goes with, and say that the other exists.",
            )


def _name(row: pd.Series) -> str:
    name = data.table("systems")["name"].get(row["system"], "")
    label = str(data.table("quantities").loc[row["quantity"], "label"])
    about = row.get("subject", "") or row.get("product", "")
    return ", ".join(part for part in (name, label, about) if part)


@rule("rounded-beside-exact", takes="numbers with a rounded form or a bound in brackets behind them")
def rounded_beside_exact() -> Iterator[Finding]:
    """The form in brackets behind a number is that number rounded, or a bound that it keeps."""
    for group in _same_things():
        exact = [row for row in group if row["relation"] == "="]
        for rough in group:
            if rough["relation"] == "=" or not re.search(r"\([~<>≈]", rough["as_printed"]):
                continue
            for row in exact:
                if row["as_printed"] != rough["as_printed"]:
                    continue
                gap = row["value"] - rough["value"]
                keeps = {
                    "~": rows.rounds_to(
                        row["value"], rough["value"], quote_search.shortest_step(rough["value"])
                    ),
                    "<": gap < 0,
                    ">": gap > 0,
                }.get(rough["relation"], True)
                facts = {
                    "printed": f"{_name(row)}: {rows.amount(row)}, in brackets {formatting.value(rough)}",
                    "computed": f"{formatting.exact(row)} − {formatting.exact(rough)} = {formatting.rounded(gap, 9)}",
                    "difference": formatting.rounded(gap, 9),
                }
                if keeps:
                    yield agreement([row, rough], **facts)
                else:
                    yield finding(
                        [row, rough],
                        **facts,
                        seriousness="number",
                        advice="Use the number with more digits.",
                    )


@rule("one-electrode-in-two-tests", takes="loading, area and concentrations of the tests of one source")
def one_electrode_in_two_tests() -> Iterator[Finding]:
    """What is seen in one test and measured in another belongs together only if electrode and electrolyte are
    the same."""
    frame = data.table("preparation")
    frame = frame[frame["quantity"].isin(CONDITIONS)]
    for _, group in frame.groupby(["source", "system", "subject", "quantity"], sort=False):
        if group["step"].nunique() < 2:
            continue
        found = rows.every(group)
        values = [
            float(rounding.settled(float(units.convert(row["value"], row["unit"], found[0]["unit"]))))
            for row in found
        ]
        printed = f"{_name(found[0])}: " + rows.listed(
            f"{formatting.value(row)} ({row['step']})" for row in found
        )
        if len(set(values)) == 1:
            yield agreement(found, printed=printed, computed=f"the same in {group['step'].nunique()} tests")
        else:
            ratio = formatting.significant(max(values) / min(values))
            yield finding(
                found,
                printed=printed,
                computed=f"{formatting.number(max(values))} / {formatting.number(min(values))} = {ratio}",
                difference=f"a factor of {ratio}",
                seriousness="comparison",
                advice="Do not carry a structure from one test over to the numbers of the other without "
                "saying so.",
            )
