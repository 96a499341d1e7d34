"""Efficiencies within their limits and windows, retentions, and claims that nothing changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.chemistry import ratios, units
from reviewhelpers.dataset import data, quote_search
from reviewhelpers.text import formatting

BOUNDS = (">", ">=", "<", "<=")
NO_CHANGE = re.compile(r"\bno (?:\w+ )?(?:differences?|decay|changes?)\b")


def _performance() -> pd.DataFrame:
    return data.table("performance")


@rule("share-within-limits", takes="every efficiency, selectivity, conversion, retention and share")
def share_within_limits() -> Iterator[Finding]:
    """What is counted as a share of a whole lies between 0 and 100 percent, in value and in print, within the
    error that is printed with it."""
    quantities = data.table("quantities")
    limited = quantities[(quantities["minimum"] == 0) & (quantities["maximum"] == 100)]
    sound: dict[str, list[pd.Series]] = {}
    for row in rows.numbers():
        if row["quantity"] not in limited.index:
            continue
        ends = [each for each in (row["value"], row["value_max"]) if not pd.isna(each)]
        error = 0.0 if pd.isna(row.get("uncertainty")) else float(row["uncertainty"])
        if _negative(row) or not all(-error <= each <= 100 + error for each in ends):
            sign = "−" if _negative(row) else ""
            yield finding(
                [row],
                printed=f"“{row['as_printed']}”; {rows.describe(row)}",
                computed=f"{sign}{formatting.exact(row)} % lies outside 0 to 100 %",
                difference=f"taken as {formatting.value(row)}" if row["reading"] else "not mended",
                seriousness="wording" if row["reading"] else "physics",
                advice=f"Read with care: {row['reading']}." if row["reading"] else "Do not use it.",
            )
        else:
            sound.setdefault(host(row["source"]), []).append(row)
    for found in sound.values():
        low, high = min(row["value"] for row in found), max(row["value"] for row in found)
        yield agreement(
            found,
            printed=f"{len(found)} shares from {formatting.number(low)} to {formatting.number(high)} %",
            computed="all within 0 to 100 %",
        )


def _negative(row: pd.Series) -> bool:
    """Whether the value of the row is printed with a minus sign."""
    found = re.findall(r"(?<![\w.)])-\s*(\d[\d,]*(?:\.\d+)?)", quote_search.normalise(row["as_printed"]))
    return abs(row["value"]) in {float(each.replace(",", "")) for each in found}


def _within(value: float, low: float, high: float) -> bool:
    return rounding.at_most(min(low, high), value) and rounding.at_most(value, max(low, high))


@rule("window-holds-its-points", takes="bounds over a window, and values at conditions inside it")
def window_holds_its_points() -> Iterator[Finding]:
    """What a source states for a window holds at every printed point within it."""
    frame = _performance()
    windows = frame[
        frame["relation"].isin(BOUNDS)
        & ~(frame["potential_max"].isna() & frame["current_density_max"].isna())
    ]
    for bound in rows.every(windows):
        points = rows.where(frame, **rows.cells(bound, "source", "system", "product", "quantity", "cell"))
        for point in rows.every(points[points["id"] != bound["id"]]):
            currents = _inside(bound, point, frame)
            if currents is None:
                continue
            within = _keeps(bound, point)
            facts = {
                "printed": f"{rows.describe(bound)}; {'; '.join(map(rows.describe, [point, *currents]))}",
                "computed": f"{formatting.value(point)} inside a window of {formatting.value(bound)}",
                "difference": f"{formatting.rounded(point['value'] - bound['value'], 6)} points",
            }
            if within:
                yield agreement([bound, point, *currents], **facts)
            else:
                yield finding(
                    [bound, point, *currents],
                    **facts,
                    seriousness="number",
                    advice="Use the value of the longer test; the window may hold for fresh electrodes only.",
                )


def _keeps(bound: pd.Series, point: pd.Series) -> bool:
    above = point["value"] > bound["value"] if bound["relation"] == ">" else point["value"] >= bound["value"]
    below = point["value"] < bound["value"] if bound["relation"] == "<" else point["value"] <= bound["value"]
    return bool(above if bound["relation"] in (">", ">=") else below)


def _inside(bound: pd.Series, point: pd.Series, frame: pd.DataFrame) -> list[pd.Series] | None:
    """The currents that put a point inside a window, none where its potential does; None if it is outside."""
    if not pd.isna(bound["potential_max"]):
        same = bound["potential_scale"] == point["potential_scale"]
        inside = same and _within(point["potential"], bound["potential"], bound["potential_max"])
        return [] if inside else None
    ends = bound["current_density"], bound["current_density_max"]
    if not pd.isna(point["current_density"]):
        return [] if _within(point["current_density"], *ends) else None
    if pd.isna(point["potential"]):
        return None
    same = rows.where(
        frame,
        **rows.cells(point, "source", "system", "cell", "potential", "potential_scale"),
        quantity="current_density",
    )
    currents = rows.every(same)
    there = [
        float(units.convert(row["value"], row["unit"], bound["current_density_unit"])) for row in currents
    ]
    return currents if there and all(_within(each, *ends) for each in there) else None


@rule("window-with-ends", takes="windows printed by their width, and values at potentials near them")
def window_with_ends() -> Iterator[Finding]:
    """A window of potentials says where it lies only if its ends are printed, not its width alone."""
    frame = _performance()
    for width in rows.every(frame[(frame["quantity"] == "potential_difference") & (frame["product"] != "")]):
        same = rows.where(frame, **rows.cells(width, "source", "system", "product", "cell"))
        bounds = same[
            same["relation"].isin(BOUNDS) & same["potential"].isna() & (same["locator"] == width["locator"])
        ]
        for bound in rows.every(bounds):
            points = same[(same["quantity"] == bound["quantity"]) & ~same["potential"].isna()]
            best = points[points["statistic"] == "maximum"]
            if best.empty:
                continue
            top = best.iloc[0]
            wide = float(units.convert(width["value"], width["unit"], "V"))
            near = [
                row
                for row in rows.every(points)
                if row["id"] != top["id"] and rounding.exceeds(wide, abs(rows.volts(row) - rows.volts(top)))
            ]
            if near:
                reach = ", ".join(
                    f"{formatting.decimals(abs(rows.volts(row) - rows.volts(top)), 2)} V" for row in near
                )
                yield undecided(
                    [width, bound, top, *near],
                    printed="; ".join(map(rows.describe, [width, bound, top, *near])),
                    computed=f"{reach} from the maximum, less than the width of {formatting.value(width)}: inside "
                    "or outside",
                    advice="Look the ends of the window up in the figure of the source.",
                )


@rule("one-value-for-a-range", takes="values printed for a range of potentials or currents")
def one_value_for_a_range() -> Iterator[Finding]:
    """A measured value belongs to one condition; over a range only a bound or a range of values can hold."""
    frame = _performance()
    ranged = frame[~(frame["potential_max"].isna() & frame["current_density_max"].isna())]
    for row in rows.every(ranged):
        facts = {"printed": rows.describe(row)}
        if row["relation"] in BOUNDS or not pd.isna(row["value_max"]):
            yield agreement([row], **facts, computed="a bound, which can hold over a range")
        else:
            yield finding(
                [row],
                **facts,
                computed=f"one number, {formatting.value(row)}, for a whole range",
                difference="at which condition it was reached is not said",
                seriousness="wording",
                advice="Take it as the best value somewhere in the range.",
            )


@rule("retention-of-values", takes="retentions, with the values at the start and at the end of the test")
def retention_of_values() -> Iterator[Finding]:
    """What a test retains is the value at its end over the value at its start, rounded and not cut off."""
    frame = _performance()
    for row in rows.every(frame[frame["quantity"] == "retention"]):
        same = rows.where(frame, **rows.cells(row, "source", "system", "cell", "potential"))
        same = same[same["quantity"] == "current_density"]
        starts, ends = same[same["duration"].isna()], same[same["duration"] == row["duration"]]
        if starts.empty or ends.empty:
            yield undecided(
                [row],
                printed=rows.describe(row),
                computed="the values at start and end are not printed",
                advice="Take it as told.",
                meant="The current may be drawn over time in a figure.",
            )
            continue
        start, end = starts.iloc[0], ends.iloc[0]
        found = ratios.retained_percent(start["value"], end["value"])
        facts = {
            "printed": "; ".join(map(rows.describe, (row, start, end))),
            "computed": f"{rows.amount(end)} / {rows.amount(start)} = {formatting.significant(found, 4)} %",
            "difference": f"{formatting.rounded(found - row['value'], 6)} points",
        }
        if rows.rounds_to(found, row["value"], rows.step(row)):
            yield agreement([row, start, end], **facts)
            continue
        half = rows.step(start) / 2
        least = ratios.retained_percent(abs(start["value"]) + half, abs(end["value"]) - rows.step(end) / 2)
        cut = rounding.same(rounding.floor(found / rows.step(row)) * rows.step(row), row["value"])
        yield finding(
            [row, start, end],
            **{**facts, "difference": facts["difference"] + (", as if cut off" if cut else "")},
            seriousness="number",
            advice="Use the two values. If the start is itself rounded, "
            f"{formatting.significant(least)} % or more is left.",
        )


@rule("no-change-in-words", takes="claims that nothing changed, with the rows they rest on")
def no_change_in_words() -> Iterator[Finding]:
    """Where a source states no change, the printed values at the conditions compared are the same."""
    known = {row["id"]: row for row in rows.numbers()}
    for claim in rows.every(data.table("claims")):
        if not NO_CHANGE.search(claim["as_printed"]):
            continue
        linked = [known[id] for id in claim["rows"].split() if id in known]
        kinds = pd.Series([row["quantity"] for row in linked], dtype=object)
        repeated = [row for row in linked if (kinds == row["quantity"]).sum() > 1]
        facts = {
            "printed": f"“{claim['as_printed']}”; {rows.listed(map(rows.describe, linked)) or 'no value'}"
        }
        if not repeated:
            yield undecided(
                [claim, *linked],
                **facts,
                computed="no two values of one quantity are printed",
                advice="Look the curves up in the figure of the source.",
                meant="The curves of the long test may stand in the supplement.",
            )
            continue
        values = [formatting.value(row) for row in repeated]
        if len(set(values)) == 1:
            yield agreement([claim, *linked], **facts, computed=f"{values[0]} throughout")
        else:
            yield finding(
                [claim, *linked],
                **facts,
                computed=f"{' and '.join(dict.fromkeys(values))}: not the same",
                difference="one place sees no change, another does",
                seriousness="wording",
                advice="Ask which method saw what: one may be blind to a small part that changes.",
            )
