"""The audit of a reader's own rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import close_matches
from reviewhelpers.analysis import audit as rules
from reviewhelpers.analysis.labs.output import LabError, PlainText, lines, wrapped
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data

MINE = "my-paper"
"""The source that rows of a reader's own count to."""

TABLES = ("performance", "preparation", "structure", "energetics")
"""The tables that a reader may add rows to."""

_EMPTIED = ("spectra", "claims", "citations", "reactions", "panels", "conflicts")
"""Further tables of the sources of the book, which are empty in an audit of another paper."""


def audit(mine: Sequence[Mapping[str, Any]], kinds: Sequence[str] = rules.KINDS) -> PlainText:
    """What the rules of the audit say of rows of a reader's own.

    Parameters
    ----------
    mine : sequence of mapping
        Rows by column, each with ``table`` (one of :data:`TABLES`), ``id``, ``quantity``, ``value`` and
        ``unit``; what a row leaves out counts as not printed. A row whose value is None is still blank.
    kinds : sequence of str
        Which kinds of :data:`reviewhelpers.audit.KINDS` to show.

    Returns
    -------
    PlainText
        Findings with what is printed, computed, and what to do.

    Raises
    ------
    LabError
        Where a row has no table, quantity or unit that the data know.

    Examples
    --------
    >>> audit([{"table": "performance", "id": "a", "system": "A", "quantity": "faradaic_efficiency",
    ...         "value": 107.0, "unit": "percent", "product": "CO", "reaction": "CO2RR", "potential": -0.6,
    ...         "potential_unit": "V", "potential_scale": "RHE"}], kinds=["finding"])
    finding (physics) by share-within-limits: a
        printed: “107”; Faradaic efficiency, CO: 107 %; −0.6 V vs RHE
        computed: 107 % lies outside 0 to 100 %
        difference: not mended
        do: Do not use it.
    """
    filled = [dict(row) for row in mine if row.get("value") is not None]
    blank = len(mine) - len(filled)
    notes = [f"{blank} of {len(mine)} rows are still blank"] if blank else []
    if not filled:
        return lines(notes or ["no rows yet"])
    for number, row in enumerate(filled, start=1):
        _check(number, row)
    added: dict[str, list[dict[str, Any]]] = {name: [] for name in (*TABLES, *_EMPTIED)}
    for row in filled:
        added[row.pop("table")].append(
            {"source": MINE, "relation": "=", "as_printed": _as_printed(row)} | row
        )
    paper = {"id": MINE, "kind": "paper", "part": MINE}
    findings: list[rules.Finding] = []
    with data.added_rows({"sources": [paper]}), data.added_rows(added, alone=True):
        for name in rules.names():
            try:
                findings += [
                    each for each in rules.fresh([name]) if each.source == MINE and each.kind in kinds
                ]
            except ReviewHelpersError as error:
                notes.append(f"{name} cannot be run on these rows: {error}")
    findings.sort(key=lambda each: (rules.KINDS.index(each.kind), each.rule))
    return lines([*notes, *map(_finding, findings)] or [f"nothing of the kind: {', '.join(kinds)}"])


def _as_printed(row: Mapping[str, Any]) -> str:
    return rounding.general(row["value"])


def _check(number: int, row: Mapping[str, Any]) -> None:
    """Refuse a row that no rule could read, and say what is expected."""

    def refuse(column: str, known: Iterable[str]) -> LabError:
        word = str(row.get(column, "nothing"))
        close = close_matches(word, known)
        hint = f"such as {', '.join(close)}" if close else f"one of {', '.join(sorted(known))}"
        return LabError(f"row {number}: {column}: found {word!r}, expected {hint}")

    if row.get("table") not in TABLES:
        raise refuse("table", TABLES)
    if not row.get("id"):
        raise LabError(f"row {number}: id: found nothing, expected a name of your own")
    quantities = list(data.table("quantities").index)
    if row.get("quantity") not in quantities:
        raise refuse("quantity", quantities)
    units.finite(row["value"], f"row {number}: value", LabError)
    if not units.readable(str(row.get("unit", ""))):
        raise LabError(f"row {number}: unit: found {row.get('unit', 'nothing')!r}, expected such as percent")


def _finding(found: rules.Finding) -> str:
    serious = f" ({found.seriousness})" if found.seriousness else ""
    parts = [f"{found.kind}{serious} by {found.rule}: {', '.join(found.rows)}"]
    parts += [wrapped("    printed:", found.printed).replace(":  ", ": ", 1)]
    parts += [wrapped("    computed:", found.computed).replace(":  ", ": ", 1)]
    if found.kind == rules.KINDS[0]:
        parts += [f"    difference: {found.difference}", f"    do: {found.advice}"]
    return "\n".join(parts)
