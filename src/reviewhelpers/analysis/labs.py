"""What the lab sheets call: attempts with blanks, marks with reasons, an audit of one's own rows, a case.

A blank in a sheet is ``None``. Nothing here fails on a blank: a sheet runs from top to bottom before anyone
has filled in anything, and says what is still to do.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import near
from reviewhelpers.analysis import audit as rules
from reviewhelpers.analysis import claim_basis, comparability
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

MINE = "my-paper"
"""The source that rows of a reader's own count to."""

SIDES = ("for", "against", "neither")
"""What a claim can be to a hypothesis."""

TABLES = ("performance", "preparation", "structure", "energetics")
"""The tables that a reader may add rows to."""

_OF_SOURCES = ("spectra", "claims", "citations", "reactions", "panels", "conflicts")
"""Further tables whose rows are of the sources of the book, which an audit of another paper leaves out."""

SLIPS: Mapping[float, str] = MappingProxyType(
    {
        3600.0: "seconds and hours",
        60.0: "minutes and hours",
        1000.0: "a step of a thousand, as of milli and micro or of g and mg",
        1e6: "two steps of a thousand, as of mol and µmol",
        3.6: "seconds and hours, and a step of a thousand",
        3.6e9: "seconds and hours, and mol and µmol",
    }
)
"""What is commonly mixed up where two numbers differ by a factor."""

_WIDTH = 92


class LabError(ReviewHelpersError):
    """An entry of a sheet that cannot be used."""


@dataclass(frozen=True)
class Told:
    """Text that a cell shows as it is."""

    text: str

    def __repr__(self) -> str:
        return self.text


def _lines(lines: Iterable[str]) -> Told:
    return Told("\n".join(lines))


def _wrapped(head: str, text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=f"{head}  ", subsequent_indent="    ")


# Reading and converting -----------------------------------------------------------------------------


def printed(*row_ids: str) -> Told:
    """What rows print: value, conditions, and the characters of the source.

    Raises
    ------
    DataError
        Where no table holds an id.

    Examples
    --------
    >>> printed("gan2024-cos-fe").text.split(" | ")[0]
    'gan2024-cos-fe  Faradaic efficiency, NH₃: 36.68 %'
    """
    rows = [data.row(row_id) for row_id in row_ids]
    return _lines(
        f"{row['id']}  {formatting.named_value(row)} | {formatting.conditions(row)} | “{row['as_printed']}”"
        for row in rows
    )


def attempt(function: Callable[..., Any], *given: Any, unit: str = "", **named: Any) -> Told:
    """What a helper gives, or what it says that it still needs.

    Parameters
    ----------
    function : callable
        A helper of this package.
    *given
        What it is called with; a blank is None.
    unit : str
        The unit that the result is shown with.
    **named
        What it is called with by name.

    Examples
    --------
    >>> attempt(units.harmonise, 1.0, "mmol/h/g", "mmol/h/cm**2", loading_mg_per_cm2=None)
    not yet: converting mmol/h/g to mmol/h/cm**2 needs the catalyst loading; loading not given
    >>> attempt(units.harmonise, 1.0, "mmol/h/g", "umol/h/cm**2", loading_mg_per_cm2=2.0, unit="µmol/h/cm²")
    2 µmol/h/cm²
    """
    try:
        found = function(*given, **named)
    except ReviewHelpersError as error:
        return Told(f"not yet: {error}")
    return Told(f"{formatting.significant(float(found))} {unit}".rstrip())


def marked(mine: Mapping[str, float | None], to: str, *, tolerance_percent: float = 1.0) -> Told:
    """Yields that a reader converted by hand, each beside what the helpers make of the printed one.

    Parameters
    ----------
    mine : mapping of str to float or None
        The reader's value in the unit `to`, by the id of the printed yield; None where it is still blank.
    to : str
        Unit of a yield or of a partial current.
    tolerance_percent : float
        How far a value may lie off and still be called right.

    Returns
    -------
    Told
        A line a row: blank, right, or by which factor it is off, and what commonly gives such a factor. Which
        value is right is told only where the reader's is.

    Raises
    ------
    UnitError
        Where a printed yield cannot be brought to the unit.

    Examples
    --------
    >>> marked({"gan2024-cos-yield": None, "gan2024-cos1-x-yield": 0.04467}, "umol/h/cm**2")
    gan2024-cos-yield: blank
    gan2024-cos1-x-yield: yours is 0.001 times the right value; did you mix up a step of a thousand, \
as of milli and micro or of g and mg?
    """
    return _lines(f"{row_id}: {_mark(row_id, own, to, tolerance_percent)}" for row_id, own in mine.items())


def _mark(row_id: str, own: float | None, to: str, tolerance_percent: float) -> str:
    if own is None:
        return "blank"
    value = float(units.finite(own, f"your value for {row_id}", LabError))
    right = in_unit(row_id, to)
    if rounding.at_most(abs(value - right), abs(right) * tolerance_percent / 100):
        return f"right, {formatting.significant(right)} {units.symbol(to)}"
    if value * right < 0:
        return "the sign is the other one; a reduction has a negative current"
    if not value:
        return "a yield or current of zero is not what is printed"
    factor = value / right
    slips = [
        slip
        for size, slip in SLIPS.items()
        if any(rounding.at_most(abs(factor * by - 1), 0.02) for by in (size, 1 / size))
    ]
    asked = f"; did you mix up {slips[0]}?" if slips else "; look at loading, electrons and units again"
    return f"yours is {formatting.significant(factor)} times the right value{asked}"


def in_unit(row_id: str, to: str) -> float:
    """A printed yield in another unit, with the loading of its test and the electrons of its reaction.

    Raises
    ------
    UnitError
        Where what is needed is not printed.

    Examples
    --------
    >>> round(in_unit("gan2024-cos1-x-yield", "mA/cm**2"), 2)
    -5.99
    """
    row = data.row(row_id)
    loading = comparability.loading(row["system"])
    given = None if loading is None else float(units.convert(loading["value"], loading["unit"], "mg/cm**2"))
    return float(
        units.harmonise(
            row["value"],
            row["unit"],
            to,
            electrons=comparability.electrons(row["reaction"], row["product"]),
            loading_mg_per_cm2=given,
        )
    )


def between(one: str, other: str) -> Told:
    """What stands between two printed numbers, by the rules on what may be compared.

    Examples
    --------
    >>> between("gan2024-cos-fe", "gan2024-cos1-x-fe")
    nothing: no rule forbids or warns
    """
    found = comparability.flags(data.row(one), data.row(other))
    if not found:
        return Told("nothing: no rule forbids or warns")
    does = ("warns", "forbids")
    return _lines(f"{does[comparability.RULES[flag.name].forbids]}: {flag.message}" for flag in found)


# An audit of one's own rows -------------------------------------------------------------------------


def audit(mine: Sequence[Mapping[str, Any]], kinds: Sequence[str] = rules.KINDS) -> Told:
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
    Told
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
    head = [f"{blank} of {len(mine)} rows are still blank"] if blank else []
    if not filled:
        return _lines(head or ["no rows yet"])
    for number, row in enumerate(filled, start=1):
        _check(number, row)
    added: dict[str, list[dict[str, Any]]] = {name: [] for name in (*TABLES, *_OF_SOURCES)}
    for row in filled:
        added[row.pop("table")].append(
            {"source": MINE, "relation": "=", "as_printed": _as_printed(row)} | row
        )
    paper = {"id": MINE, "kind": "paper", "part": MINE}
    found: list[rules.Finding] = []
    with data.added({"sources": [paper]}), data.added(added, alone=True):
        for name in rules.names():
            try:
                found += [each for each in rules.fresh([name]) if each.source == MINE and each.kind in kinds]
            except ReviewHelpersError as error:
                head.append(f"{name} cannot be run on these rows: {error}")
    found.sort(key=lambda each: (rules.KINDS.index(each.kind), each.rule))
    return _lines([*head, *map(_finding, found)] or [f"nothing of the kind: {', '.join(kinds)}"])


def _as_printed(row: Mapping[str, Any]) -> str:
    return rounding.general(row["value"])


def _check(number: int, row: Mapping[str, Any]) -> None:
    """Refuse what the rules could only stumble over, and say what would do."""

    def refuse(column: str, known: Iterable[str]) -> LabError:
        word = str(row.get(column, "nothing"))
        close = near(word, known)
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
    lines = [f"{found.kind}{serious} by {found.rule}: {', '.join(found.rows)}"]
    lines += [_wrapped("    printed:", found.printed).replace(":  ", ": ", 1)]
    lines += [_wrapped("    computed:", found.computed).replace(":  ", ": ", 1)]
    if found.kind == rules.KINDS[0]:
        lines += [f"    difference: {found.difference}", f"    do: {found.advice}"]
    return "\n".join(lines)


# A case for or against ------------------------------------------------------------------------------


def _claims(source: str, effects: Sequence[str]) -> pd.DataFrame:
    frame = data.table("claims")
    known = sorted(frame["source"].unique())
    if source not in known:
        raise LabError(f"found source {source!r}, expected one of {', '.join(known)}")
    own = frame[(frame["source"] == source) & frame["effect"].isin(effects)]
    return own.assign(basis=[claim_basis.basis(row) for _, row in own.iterrows()])


def claims(source: str, *effects: str) -> Told:
    """The claims of a source about some effects, each with how it is shown and what it rests on.

    Parameters
    ----------
    source : str
        Such as ``ji2023``.
    *effects : str
        Such as ``active site``; see the rows of the evidence map.

    Raises
    ------
    LabError
        Where no claim is of that source.

    Examples
    --------
    >>> print(str(claims("pei2024", "coupling")) or "no claim")
    no claim
    """
    return _lines(
        _wrapped(row["id"], f"[{formatting.EVIDENCE[row['status']]}; {row['basis']}] {row['statement']}.")
        for _, row in _claims(source, effects).iterrows()
    )


def case(sorting: Mapping[str, str | None], source: str, *effects: str) -> Told:
    """How strong the claims are that a reader put on each side of a hypothesis.

    Parameters
    ----------
    sorting : mapping of str to str or None
        The side of each claim by its id: ``for``, ``against`` or ``neither``; None where it is still open.
    source : str
        The source of the claims.
    *effects : str
        As for :func:`claims`: which claims there are to sort.

    Returns
    -------
    Told
        For each side how many claims are measured, computed or only said, how many of them rest on printed
        numbers, and on how many panels; then what is left unsorted.

    Raises
    ------
    LabError
        Where a claim is not one of the source, or a side is none of the three.

    Examples
    --------
    >>> case({"ji2023-cu-site": "for"}, "ji2023", "active site", "surface area").text.splitlines()[0]
    'for: 1 claim (1 stated only); 1 on printed numbers; 1 panel'
    """
    frame = _claims(source, effects)
    for claim, side in sorting.items():
        if claim not in frame.index:
            close = near(claim, frame.index)
            raise LabError(
                f"found claim {claim!r}, expected one listed above" + f" ({close[0]}?)" * bool(close)
            )
        if side is not None and side not in SIDES:
            raise LabError(f"{claim}: found side {side!r}, expected one of {', '.join(SIDES)}")
    lines = [_side(side, frame.loc[[c for c, own in sorting.items() if own == side]]) for side in SIDES]
    left = [claim for claim in frame.index if sorting.get(claim) is None]
    told = f"{len(left)} of {len(frame)} claims not sorted" + (f": {', '.join(left[:4])}" if left else "")
    return _lines([*lines, told + (" …" if len(left) > 4 else "")])


def _side(side: str, frame: pd.DataFrame) -> str:
    if frame.empty:
        return f"{side}: no claim"
    shown = Counter(formatting.EVIDENCE[status] for status in frame["status"])
    told = ", ".join(f"{shown[name]} {name}" for name in formatting.EVIDENCE.values() if shown[name])
    numbers = int(np.sum(frame["basis"] == claim_basis.BASES[0]))
    panels = frame.loc[frame["panel"] != "", "panel"].nunique()
    return (
        f"{side}: {len(frame)} claim{'s' * (len(frame) != 1)} ({told}); {numbers} on printed numbers; "
        f"{panels} panel{'s' * (panels != 1)}"
    )
