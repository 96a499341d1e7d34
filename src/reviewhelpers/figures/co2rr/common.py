"""What the figures of the CO2RR part share: its rows, products and the text of values, after li2022."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts.defect_classes import GENERAL, NAMES
from reviewhelpers.charts.labels import RELATIONS
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures.performance_rows import performance_rows
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data

SOURCE = "li2022"
CITE = "li2022defect"
PART = "co2rr"

CLASSES: Mapping[str, str] = {
    key: name for key, name in NAMES.items() if key not in ("diatomic", "cluster", GENERAL)
}
"""Headings of the classes of defect, in the order of the review."""

LOWER_BOUNDS = (">", ">=")
EFFICIENCIES = ("faradaic_efficiency", "selectivity")
CURRENTS = ("partial_current_density", "current_density")


def printed_rows(*quantities: str, abstracts: bool = False) -> pd.DataFrame:
    """Rows of the performance table, with the name and class of their systems.

    Parameters
    ----------
    *quantities : str
        What is counted; every quantity where none is named.
    abstracts : bool
        Whether to take what abstracts of works in this part print, in place of what the review prints.
    """
    sources = data.table("sources")
    if abstracts:
        documents = list(sources.index[(sources["kind"] == "abstract") & (sources["part"] == PART)])
    else:
        documents = [SOURCE, user_data.source(PART)]
    frame = performance_rows(documents)
    return frame[frame["quantity"].isin(quantities or frame["quantity"])]


def amount_text(row: pd.Series) -> str:
    """A printed value with its relation and its product, such as ``> 85 HCOO⁻``."""
    return f"{RELATIONS[row['relation']]}{formatting.exact(row)} {formatting.formula(row['product'])}"


def remark(row: pd.Series) -> str:
    """What the source says of a printed efficiency: another name, a best value, the cell, the electrolyte."""
    parts = ["selectivity" if row["quantity"] == "selectivity" else "", row["statistic"]]
    return ", ".join(part for part in [*parts, row["cell"], row["electrolyte"]] if part)


def efficiency_text(row: pd.Series) -> str:
    """A printed efficiency in a sentence, such as ``83 % CO (ZnO nanosheets)``."""
    value = f"{RELATIONS[row['relation']]}{formatting.exact(row)} {units.symbol(row['unit'])}"
    return f"{value} {formatting.formula(row['product'])} ({row['name']})"


def systems_with_numbers() -> pd.DataFrame:
    """The systems of the part in the order of their classes, with where a number on them is printed.

    The column ``numbers`` holds ``review``, ``abstract`` (in the abstract of a work only) or ``none``; ``rows`` the
    system and the rows with its numbers.
    """
    systems = data.table("systems").rename(columns={"id": "system"})
    systems = systems[systems["part"] == PART]
    printed = {
        where: printed_rows(abstracts=where == "abstract").groupby("system")["id"].agg(" ".join)
        for where in ("review", "abstract")
    }
    numbers = [
        next((where for where, rows in printed.items() if key in rows.index), "none")
        for key in systems["system"]
    ]
    rows = [
        " ".join([key, *(rows[key] for rows in printed.values() if key in rows.index)])
        for key in systems["system"]
    ]
    return in_class_order(systems.assign(numbers=numbers, rows=rows))


def in_class_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of their classes of defect, and within a class as they were."""
    order = frame["defect_class"].map(list(NAMES).index)
    return frame.loc[order.sort_values(kind="stable").index]
