"""Words of figures that come from the vocabulary of quantities and from the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import printed_scales, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

RELATIONS: Mapping[str, str] = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
"""How a relation is written before a number in a figure."""


def axis_label(*quantities: str, symbol: str = "") -> str:
    """The label of an axis from the vocabulary of quantities: their names, the symbol, their common unit."""
    rows = data.table("quantities").loc[list(quantities)]
    name = f"{capitalized(' or '.join(rows['label']))} {symbol}".strip()
    unit = units.symbol(rows["unit"].iloc[0])
    return f"{name} / {unit}" if unit else name


def capitalized(text: str) -> str:
    """Text with its first letter in upper case and the others as they are."""
    return f"{text[0].upper()}{text[1:]}"


def quantity_label(quantity: str) -> str:
    """The name of a quantity in the vocabulary."""
    return str(data.table("quantities").loc[quantity, "label"])


def quantity_symbol(quantity: str) -> str:
    """The symbol of a quantity in the vocabulary."""
    return str(data.table("quantities").loc[quantity, "symbol"])


def value_column(name: str, quantity: str) -> str:
    """The name of a column of plotted values, with the unit of its quantity."""
    return f"{name} / {units.symbol(data.table('quantities').loc[quantity, 'unit'])}"


def in_unit(value: float, unit: str, quantity: str) -> float:
    """A printed value in the unit in which the book compares its quantity."""
    return float(units.convert(value, unit, data.table("quantities").loc[quantity, "unit"]))


def row_value(row: pd.Series, quantity: str) -> float:
    """The value of a row in the unit in which the book compares a quantity."""
    return in_unit(row["value"], row["unit"], quantity)


def enumerated(texts: Iterable[str]) -> str:
    """Texts as an enumeration in a sentence; of a subset of the data there may be none.

    Examples
    --------
    >>> enumerated(["a", "b", "c"]), enumerated([])
    ('a, b and c', 'none')
    """
    *others, last = list(texts) or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def three_figures(value: float) -> str:
    """A derived number to three significant figures, trailing zeros kept; to four where three are a tie."""
    return rounding.significant(value, rounding.enough_figures(value)).replace("-", "−")


def system_name(system: str) -> str:
    """The name of a system, by its id."""
    return str(data.table("systems").loc[system, "name"])


def system_class(system: str) -> str:
    """The class of defect of a system, by its id."""
    return str(data.table("systems").loc[system, "defect_class"])


def scale_suffix(row: pd.Series) -> str:
    """What follows a potential: its scale, that the scale is inferred, or that it is not stated."""
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return ", scale not stated"
    return f" vs {scale.name}" if scale.stated else f" vs {scale.name} (inferred)"


def potential_text(row: pd.Series) -> str:
    """The printed potential and its scale, that the scale is inferred, or that it is not stated."""
    return formatting.span(row["potential"], row["potential_max"], row["potential_unit"]) + scale_suffix(row)


def point_text(row: pd.Series, name: str = "") -> str:
    """What a point tells on demand: the system, the quantity, the value as printed and its conditions."""
    conditions = formatting.conditions(row)
    told = "" if conditions == "not reported" else f"; {conditions}"
    return f"{name or system_name(row['system'])}: {formatting.named_value(row)}{told}"


def point(row: pd.Series, **others: object) -> dict[str, object]:
    """What a chart draws of one row of numbers, see :func:`reviewhelpers.charts.frames.complete`.

    Parameters
    ----------
    row : pandas.Series
        The row.
    **others : object
        Columns in place of those that follow from the row, or besides them.
    """
    return {
        "name": system_name(row["system"]),
        "value": row_value(row, row["quantity"]),
        "text": f"{RELATIONS[row['relation']]}{formatting.exact(row)}",
        "defect_class": system_class(row["system"]),
        "bound": row["relation"],
        "told": point_text(row),
        "rows": row["id"],
        **others,
    }


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """What a chart draws of several rows, with their index; see :func:`point`."""
    return pd.DataFrame([point(row) for _, row in rows.iterrows()], rows.index)


def phrases(frame: pd.DataFrame, template: str) -> list[str]:
    """A text for each row of a frame: a template with its columns, derived numbers to three significant figures.

    Examples
    --------
    >>> phrases(pd.DataFrame({"name": ["Cu", "Fe"], "count": [2, 1], "mean": [1.791, 2.0]}), "{count} {name}: {mean}")
    ['2 Cu: 1.79', '1 Fe: 2.00']
    """
    numbers = frame.select_dtypes("float").columns
    texts = frame.assign(**{str(name): [three_figures(value) for value in frame[name]] for name in numbers})
    return [template.format_map(row) for row in texts.to_dict("records")]
