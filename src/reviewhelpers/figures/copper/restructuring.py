"""Names of the structures that ji2023 assigns to copper, and what it prints of copper in air."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.patches import FancyBboxPatch

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures.copper.common import DASHES, MIDDLE, OPEN_CIRCUIT, cluster_name
from reviewhelpers.text import formatting

CONFLICT = style.COLOURS["vermilion"]
NOT_EQUAL = "≠"
RETURN = "ji2023-air-not-reversible"
BEFORE_AIR = (("text", "ji2023-air-potential"), ("caption", "ji2023-caption-air-potential"))

IN_AIR = (
    ("ji2023-air-time-short", f"{MIDDLE}-air-5h-bond"),
    ("ji2023-air-time-long", f"{MIDDLE}-air-48h-bond"),
)
"""The times in air, each with the bond that is printed of it."""


def structure_name(row: pd.Series) -> str:
    """The structure that a row of nuclearity assigns, with the sites beside the cluster.

    Examples
    --------
    >>> structure_name(data.row("ji2023-cu1-5-ntc-75-nuclearity"))
    'CuN₄&Cu₄'
    >>> structure_name(data.row("ji2023-cu1-5-ntc-95-nuclearity"))
    'Cu₉'
    """
    _, _, other_sites = row["subject"].partition("beside ")
    return f"{other_sites}&{cluster_name(row)}" if other_sites else cluster_name(row)


def draw_box(
    sheet: Sheet, place: tuple[float, float, float, float], colour: str, *, dashed: bool = False
) -> None:
    """A box from its left, top, width and height."""
    left, top, wide, high = place
    sheet.page.add_patch(
        FancyBboxPatch(
            (left, top),
            wide,
            high,
            boxstyle="round,pad=0,rounding_size=0.05",
            facecolor=style.BACKGROUND,
            edgecolor=colour,
            linewidth=1.8 if colour == CONFLICT else 1.2,
            linestyle=DASHES if dashed else "-",
        )
    )


def before_air() -> list[tuple[str, pd.Series]]:
    """The potential held before air, as the text and as a caption print it."""
    return [(where, data.row(row)) for where, row in BEFORE_AIR]


def before_air_text() -> str:
    """The potentials before air, with where they are printed, and whether they agree."""
    found = before_air()
    joined = f" {NOT_EQUAL} " if differ(row["value"] for _, row in found) else ", "
    return joined.join(f"{formatting.amount(row)} ({where})" for where, row in found)


def differ(values: Iterable[object]) -> bool:
    """Whether values differ."""
    return len(set(values)) > 1


def hours_text(row: pd.Series) -> str:
    """A time with its unit."""
    return formatting.amount(row)


def return_text() -> str:
    """From which cluster toward which structure air takes the copper back."""
    start, end = (data.row(f"{MIDDLE}-air-{side}-nuclearity") for side in ("start", "end"))
    goal = structure_name(data.row(f"{MIDDLE}-{OPEN_CIRCUIT}-nuclearity"))
    # The row of the end names the cluster alone; that of open circuit names the same one and the sites beside it.
    return (
        f"{cluster_name(start)} back toward {goal if goal.endswith(cluster_name(end)) else cluster_name(end)}"
    )
