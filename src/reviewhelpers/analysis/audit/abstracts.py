"""Numbers of a review or paper against those that the abstracts of the cited works state."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

CONDITIONS = ("potential", "electrolyte", "cell")


def _same_number(one: pd.Series, other: pd.Series) -> bool:
    """Whether two rows of one system hold one value, in whatever unit."""
    if one["system"] != other["system"] or not units.fits(one["unit"], other["unit"]):
        return False
    return math.isclose(float(units.convert(one["value"], one["unit"], other["unit"])), other["value"])


def _says(row: pd.Series, column: str) -> bool:
    return not pd.isna(row[column]) and row[column] != ""


def _unlike(one: pd.Series, other: pd.Series) -> list[str]:
    """Conditions that both rows print and that exclude each other; a list agrees with what it names."""
    return [
        column
        for column in CONDITIONS
        if _says(one, column) and _says(other, column) and not _agree(one[column], other[column])
    ]


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one in _listed(other) or other in _listed(one)
    return bool(one == other)


def _listed(text: str) -> list[str]:
    """What a list such as ``methanol, aqueous NaCl or seawater`` names, and the whole of it."""
    return [text, *re.split(r", | or ", text)]


def _added(one: pd.Series, other: pd.Series) -> list[str]:
    """What the second row states and the first does not."""
    added = [column for column in CONDITIONS if _says(other, column) and not _says(one, column)]
    if one["potential_scale"] == "not stated" and other["potential_scale"] not in ("", "not stated"):
        added.append(f"the scale, {other['potential_scale']}")
    return added


@rule("review-and-abstract", takes="numbers of works whose abstract or news page is at hand")
def review_and_abstract() -> Iterator[Finding]:
    """A number that a source takes from a work has the value, the name and the conditions that the abstract
    of the work gives it."""
    documents, frame = data.table("sources"), data.table("performance")
    for document in rows.every(documents[documents["kind"].isin(["abstract", "page"])]):
        own = rows.every(frame[frame["source"] == document["id"]])
        theirs = rows.every(
            frame[(frame["source"] == host(document["id"])) & (frame["cite"] == document["cite"])]
        )
        met: set[str] = set()
        same: list[pd.Series] = []
        added: list[str] = []
        alone: list[pd.Series] = []
        for row in own:
            pairs = [other for other in theirs if _same_number(other, row)]
            met |= {other["id"] for other in pairs}
            named = [other for other in pairs if other["quantity"] == row["quantity"]]
            if pairs and not named:
                yield _renamed(row, pairs)
            elif named:
                unlike = [other for other in named if _unlike(other, row)]
                if unlike:
                    yield _other_conditions(row, unlike)
                else:
                    same += [*named, row]
                    added += [each for other in named for each in _added(other, row)]
            else:
                rivals = [
                    other
                    for other in theirs
                    if all(other[key] == row[key] for key in ("system", "quantity", "product", "statistic"))
                ]
                if rivals:
                    met |= {other["id"] for other in rivals}
                    yield _other_value(row, rivals)
                else:
                    alone.append(row)
        if same:
            names = ", ".join(dict.fromkeys(added))
            yield agreement(
                same,
                printed=rows.listed(map(rows.describe, same[:-1])),
                computed="the abstract gives the same values",
                difference=f"the abstract adds {names}" if names else "none",
                advice="Take what the abstract adds as a second source." if names else "Nothing to do.",
            )
        left = [other for other in theirs if other["id"] not in met]
        if alone:
            yield _one_side(alone, "in the abstract and not in the source")
        if left and documents.loc[host(document["id"]), "cite"] != document["cite"]:
            yield _one_side(left, "in the source and not in the abstract")


def _renamed(row: pd.Series, pairs: list[pd.Series]) -> Finding:
    labels = data.table("quantities")["label"]
    return finding(
        [*pairs, row],
        printed=f"{rows.listed(map(rows.describe, pairs))}; the abstract: {formatting.named_value(row)}",
        computed=f"one value, {formatting.value(row)}, under two names",
        difference=f"{labels[pairs[0]['quantity']]} in place of {labels[row['quantity']]}",
        seriousness="number",
        advice=f"Read it as {labels[row['quantity']]}, as the work itself calls it.",
    )


def _other_conditions(row: pd.Series, pairs: list[pd.Series]) -> Finding:
    unlike = _unlike(pairs[0], row)
    return finding(
        [*pairs, row],
        printed=f"{rows.listed(map(rows.describe, pairs))}; the abstract: {rows.describe(row)}",
        computed="the same value under other conditions",
        difference="; ".join(f"{each}: {pairs[0][each]} against {row[each]}" for each in unlike),
        seriousness="wording",
        advice="Go by the conditions that the work itself gives.",
    )


def _other_value(row: pd.Series, rivals: list[pd.Series]) -> Finding:
    return finding(
        [*rivals, row],
        printed=f"{rows.listed(map(rows.describe, rivals))}; the abstract: {rows.describe(row)}",
        computed="two values of one quantity",
        difference=f"{rows.amount(rivals[0])} against {rows.amount(row)}",
        seriousness="number",
        advice="Go by the work itself.",
    )


def _one_side(found: list[pd.Series], where: str) -> Finding:
    return undecided(
        found,
        printed=rows.listed(map(rows.describe, found)),
        computed=f"{rows.how_many(found, 'number')} {where}",
        advice="A number that stands in one place only is not confirmed by the other.",
        meant="An abstract and a text that takes up the work may each choose what it tells.",
    )
