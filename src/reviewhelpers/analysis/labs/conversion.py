"""Printed values, conversions by hand and what stands between two values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.analysis import comparability
from reviewhelpers.analysis.labs.output import LabError, PlainText, lines
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

SLIPS: Mapping[float, str] = {
    3600.0: "seconds and hours",
    60.0: "minutes and hours",
    1000.0: "a step of a thousand, as of milli and micro or of g and mg",
    1e6: "two steps of a thousand, as of mol and µmol",
    3.6: "seconds and hours, and a step of a thousand",
    3.6e9: "seconds and hours, and mol and µmol",
}
"""What is commonly mixed up where two numbers differ by a factor."""


def printed(*row_ids: str) -> PlainText:
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
    return lines(
        f"{row['id']}  {formatting.named_value(row)} | {formatting.conditions(row)} | “{row['as_printed']}”"
        for row in rows
    )


def attempt(function: Callable[..., Any], *arguments: Any, unit: str = "", **keywords: Any) -> PlainText:
    """What a helper gives, or what it says that it still needs.

    Parameters
    ----------
    function : callable
        A helper of this package.
    *arguments
        What it is called with; a blank is None.
    unit : str
        The unit that the result is shown with.
    **keywords
        What it is called with by name.

    Examples
    --------
    >>> attempt(units.harmonise, 1.0, "mmol/h/g", "mmol/h/cm**2", loading_mg_per_cm2=None)
    not yet: converting mmol/h/g to mmol/h/cm**2 needs the catalyst loading; loading not given
    >>> attempt(units.harmonise, 1.0, "mmol/h/g", "umol/h/cm**2", loading_mg_per_cm2=2.0, unit="µmol/h/cm²")
    2 µmol/h/cm²
    """
    try:
        result = function(*arguments, **keywords)
    except ReviewHelpersError as error:
        return PlainText(f"not yet: {error}")
    return PlainText(f"{formatting.significant(float(result))} {unit}".rstrip())


def marked(mine: Mapping[str, float | None], to: str, *, tolerance_percent: float = 1.0) -> PlainText:
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
    PlainText
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
    return lines(f"{row_id}: {_mark(row_id, own, to, tolerance_percent)}" for row_id, own in mine.items())


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
    hint = f"; did you mix up {slips[0]}?" if slips else "; look at loading, electrons and units again"
    return f"yours is {formatting.significant(factor)} times the right value{hint}"


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
    loading_mg = (
        None if loading is None else float(units.convert(loading["value"], loading["unit"], "mg/cm**2"))
    )
    return float(
        units.harmonise(
            row["value"],
            row["unit"],
            to,
            electrons=comparability.electrons(row["reaction"], row["product"]),
            loading_mg_per_cm2=loading_mg,
        )
    )


def between(one: str, other: str) -> PlainText:
    """What stands between two printed numbers, by the rules on what may be compared.

    Examples
    --------
    >>> between("gan2024-cos-fe", "gan2024-cos1-x-fe")
    nothing: no rule forbids or warns
    """
    flags = comparability.flags(data.row(one), data.row(other))
    if not flags:
        return PlainText("nothing: no rule forbids or warns")
    effects = ("warns", "forbids")
    return lines(f"{effects[comparability.RULES[flag.name].forbids]}: {flag.message}" for flag in flags)
