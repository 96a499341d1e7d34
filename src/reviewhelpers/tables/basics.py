"""Tables of the basics: what a report should state."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.analysis import reporting
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, table
from reviewhelpers.text import formatting, markdown


@table("tab-basics-reporting", title="What a report should state")
def reporting_items() -> Table:
    """What the standards of both fields ask for, with the work that asks and what the data hold of it."""
    frame = data.table("reporting_items")
    cells = tuple(
        (
            markdown.text(row["item"]),
            markdown.text(formatting.formula(row["field"])),
            markdown.text(row["statement"]),
            formatting.work(row["cite"]),
            _held(row),
        )
        for _, row in frame.iterrows()
    )
    answered = sum(len(reporting.answered(field)) for field in reporting.FIELDS)
    return Table(
        frame,
        ("Item", "Field", "What should be stated, and why", "Work", "In the data of this book"),
        cells,
        f"The {len(frame)} items that works on good practice ask for, in our words. For {answered} of them the "
        "data have a column; {ref}`fig-co2rr-completeness` counts those of CO₂ for one review.",
    )


def _held(row: pd.Series) -> str:
    """Which columns and quantities of performance hold an item."""
    held = [*row["columns"].split(), *row["quantities"].split()]
    return ", ".join(markdown.code(name) for name in dict.fromkeys(held)) or GAP


@table("tab-basics-coverage", title="What the basics cover")
def coverage() -> Table:
    """Each subject of the part with the section that explains it."""
    frame = data.table("coverage")
    cells = tuple(
        (
            markdown.text(row["subject"]),
            row["kind"],
            markdown.linked("section", row["label"]),
            markdown.role("term", row["term"]) if row["term"] else GAP,
        )
        for _, row in frame.iterrows()
    )
    counts = frame["kind"].value_counts()
    counted = ", ".join(f"{counts[kind]} {kind}s" for kind in dict.fromkeys(frame["kind"]))
    return Table(
        frame,
        ("Subject", "Kind", "Explained in", "In the glossary"),
        cells,
        f"The {len(frame)} subjects of the part, in the order of its pages: {counted}. {GAP}: no entry of its own.",
        folded="All subjects, each with its section",
    )
