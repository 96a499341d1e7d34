"""What several rules need of rows: their last printed digit, how they read, and which belong together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.comparability import REACTANTS
from reviewhelpers.chemistry import reactions, units
from reviewhelpers.dataset import data, quote_search
from reviewhelpers.text import formatting


def every(frame: pd.DataFrame) -> list[pd.Series]:
    """The rows of a frame."""
    return [row for _, row in frame.iterrows()]


def numbers(tables: Sequence[str] = data.NUMBER_TABLES) -> Iterator[pd.Series]:
    """All rows of number tables, in the order of the data."""
    for name in tables:
        yield from every(data.table(name))


def where(frame: pd.DataFrame, **cells: Any) -> pd.DataFrame:
    """The rows of a frame whose cells are those given; a missing number equals a missing number.

    Examples
    --------
    >>> list(where(data.table("performance"), quantity="retention", value=89.0)["id"])
    ['pei2024-l-comn-flow-retention']
    """
    for column, wanted in cells.items():
        missing = isinstance(wanted, float) and math.isnan(wanted)
        frame = frame[frame[column].isna() if missing else frame[column] == wanted]
    return frame


def cells(row: pd.Series, *columns: str) -> dict[str, Any]:
    """Some cells of a row, to be asked for with :func:`where`."""
    return {column: row[column] for column in columns}


def step(row: pd.Series) -> float:
    """One unit of the last digit that is printed, in the unit of the row.

    Examples
    --------
    >>> step(data.row("ji2023-cu1-5-conversion")), step(data.row("ji2023-cu1-5-yield-area"))
    (0.1, 0.001)
    """
    return last_digit(row["as_printed"], row["value"])


def last_digit(as_printed: str, value: float) -> float:
    """One unit of the last digit of a value in a quote; of its shortest form where the quote spells it out.

    Examples
    --------
    >>> last_digit("8.83 × 10⁻1⁰ mol", 8.83e-10), last_digit("more than double", 2.0)
    (1e-12, 1.0)
    """
    return quote_search.last_digit(as_printed, value)


def rounds_to(computed: float, value: float, unit_of_last_digit: float) -> bool:
    """Whether a computed number, rounded as the printed one is, gives the printed one.

    Examples
    --------
    >>> rounds_to(0.0441, 0.044, 0.001), rounds_to(89.75, 89, 1)
    (True, False)
    """
    return rounding.at_most(abs(computed - value), unit_of_last_digit / 2)


def describe(row: pd.Series) -> str:
    """A printed number with its quantity, conditions and system."""
    conditions = formatting.conditions(row)
    name = data.table("systems")["name"].get(row["system"], "")
    parts = [formatting.named_value(row), *([] if conditions == "not reported" else [conditions])]
    return f"{name}: {'; '.join(parts)}" if name else "; ".join(parts)


def amount(row: pd.Series) -> str:
    """The bare value of a row with its unit, as arithmetic shows it.

    Examples
    --------
    >>> amount(data.row("ji2023-cu1-5-yield"))
    '88.2 mmol h⁻¹ g⁻¹'
    """
    return formatting.amount(row)


def lacking(balance: reactions.Balance) -> str:
    """What an equation lacks, as a reader sees it.

    Examples
    --------
    >>> lacking(reactions.balance("CO2 + e- -> COOH"))
    '1 H⁺ on the left'
    """
    return balance.missing.replace("H2O", "H₂O").replace("H+", "H⁺").replace("e-", "e⁻")


def listed(parts: Iterable[str], most: int = 6) -> str:
    """Texts in one line, each once, of many only the first few."""
    each = list(dict.fromkeys(parts))
    more = f"; and {len(each) - most} more" if len(each) > most else ""
    return "; ".join(each[:most]) + more


def how_many(rows: Sequence[pd.Series], one: str, many: str = "") -> str:
    """A number of rows in words.

    Examples
    --------
    >>> how_many([data.row("li2022-ye2017-fe")], "efficiency", "efficiencies")
    '1 efficiency'
    """
    return f"{len(rows)} {one if len(rows) == 1 else many or one + 's'}"


def volts(row: pd.Series) -> float:
    """The potential that a row prints, as its condition or as its value, in V; NaN where there is none."""
    if not math.isnan(row.get("potential", math.nan)):
        return float(units.convert(row["potential"], row["potential_unit"], "V"))
    if data.table("quantities").loc[row["quantity"], "kind"] == "potential":
        return float(units.convert(row["value"], row["unit"], "V"))
    return math.nan


def of_test(name: str, row: pd.Series, quantity: str) -> list[pd.Series]:
    """Rows of a table that state a quantity of the test of a row's system, or of the class it belongs to."""
    frame, systems = data.table(name), data.table("systems")
    classes = systems[(systems["role"] == "class") & (systems["source"] == row["source"])]["id"]
    frame = where(frame, source=row["source"], quantity=quantity)
    frame = frame[(frame["system"] == row["system"]) | frame["system"].isin(classes)]
    # What two rows print alike is one condition of the test.
    columns = ["step", "subject", "relation", "value", "value_max", "unit", "as_printed"]
    return every(frame[frame["step"].str.fullmatch(r"(.* )?test")].drop_duplicates(columns))


def half_reaction(row: pd.Series) -> pd.Series | None:
    """The half-reaction of a row's reaction and product, where the table has it."""
    frame = where(data.table("half_reactions"), reactant=REACTANTS.get(row["reaction"], ""))
    for each in every(frame):
        if row["product"] in products(each):
            return each
    return None


def products(half: pd.Series) -> dict[str, float]:
    """What a half-reaction makes and how many molecules of each, by formula and charge.

    Examples
    --------
    >>> products(data.table("half_reactions").loc["nitrogen-from-nitrate"])
    {'N2': 1.0, 'H2O': 6.0}
    """
    return {
        species.formula + "+-"[species.charge < 0] * abs(species.charge): float(count)
        for species, count in reactions.parse(half["equation"]).right
    }


def equation(row: pd.Series) -> str:
    """The printed equation of a row of ``reactions``, a charge of zero left out.

    Examples
    --------
    >>> equation(data.row("ji2023-cu1-cu0"))
    'Cu⁺ → Cu'
    """
    return re.sub(r"(?<![¹²³⁴⁵⁶⁷⁸⁹])⁰", "", row["equation_as_printed"])
