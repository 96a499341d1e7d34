"""What the figures of the CO2RR part share: its rows, products and the text of values, after li2022."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.analysis.coverage import documents
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.labels import RELATIONS
from reviewhelpers.chemistry import units
from reviewhelpers.figures.performance_rows import performance_rows
from reviewhelpers.text import formatting

SOURCE = "li2022"
PART = "co2rr"
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
    frame = performance_rows(documents(PART, SOURCE, abstracts=abstracts))
    return frame[frame["quantity"].isin(quantities or frame["quantity"])]


def efficiencies() -> pd.DataFrame:
    """Every printed efficiency and selectivity, the highest first."""
    return printed_rows(*EFFICIENCIES).sort_values("value", ascending=False, kind="stable")


def amount_text(row: pd.Series) -> str:
    """A printed value with its relation and its product, such as ``> 85 HCOO⁻``."""
    return f"{RELATIONS[row['relation']]}{formatting.exact(row)} {formatting.formula(row['product'])}"


def remark(row: pd.Series) -> str:
    """What the source says of a printed efficiency: another name, a best value, the cell, the electrolyte."""
    name = "selectivity" if row["quantity"] == "selectivity" else ""
    return ", ".join(filter(None, [name, *row[["statistic", "cell", "electrolyte"]]]))


def efficiency_text(row: pd.Series) -> str:
    """A printed efficiency in a sentence, such as ``83 % CO (ZnO nanosheets)``."""
    value = f"{RELATIONS[row['relation']]}{formatting.exact(row)} {units.symbol(row['unit'])}"
    return f"{value} {formatting.formula(row['product'])} ({row['name']})"


def in_class_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of their classes of defect, and within a class as they were."""
    order = frame["defect_class"].map(list(NAMES).index)
    return frame.loc[order.sort_values(kind="stable").index]


def with_both_ends(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows for :func:`draw_scatter`: a value that spans from ``x`` to ``x_end`` gets a bar and a mark at either end."""
    spans = frame["x_end"] - frame["x"] > 1e-9
    first = frame.assign(low=frame["x"], high=frame["x_end"], along="x", bound_along="y")
    second = first[spans]
    second = second.assign(x=second["x_end"], low=float("nan"), high=float("nan"), label="")
    return pd.concat([first, second])
