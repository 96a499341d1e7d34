"""Tables of the NORR part, after the review gan2024."""

from __future__ import annotations

import pandas as pd

from reviewhelpers import data, reactions
from reviewhelpers.tables import Table, parts, table

SOURCE = "gan2024"


@table("tab-norr-equilibria", title="Equilibrium potentials of NO and N₂")
def equilibria() -> Table:
    """Standard potentials of the products of NO, and of ammonia from N₂."""
    return parts.equilibria(("NO", "N2"))


@table("tab-norr-equations", title="The equations as printed and as they balance")
def equations() -> Table:
    """The printed equations with what they lack, and their balanced forms."""
    frame = data.table("reactions")
    rows, cells = [], []
    for _, row in frame[frame["source"] == SOURCE].iterrows():
        lacks = reactions.balance(row["equation_as_printed"]).missing or "nothing"
        rows.append({**row, "lacks": lacks})
        cells.append(
            (
                row["id"].rsplit("-", 1)[1],
                row["equation_as_printed"],
                lacks,
                reactions.pretty(row["balanced"]),
                row["note"] or "none",
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("Equation", "As printed in the text at hand", "What it lacks", "Balanced", "Our note"),
        tuple(cells),
        f"The equations of {parts.review(SOURCE)}. What a line lacks is computed from its atoms and charges.",
    )


@table("tab-norr-systems", title="Systems of the review on NO reduction")
def systems() -> Table:
    """Every system the review names."""
    frame = data.table("systems")
    return parts.systems(SOURCE, frame[frame["source"] == SOURCE], "Every system for NO reduction")


@table("tab-norr-numbers", title="Every number the review on NO reduction prints")
def numbers() -> Table:
    """All rows of the number tables of the review."""
    return parts.numbers(SOURCE)


@table("tab-norr-abstracts", title="The review on NO reduction beside the abstracts")
def abstracts() -> Table:
    """The two works whose abstract is known."""
    return parts.abstracts(SOURCE, "norr")


@table("tab-norr-panels", title="Panels of the review on NO reduction and what of them can be rebuilt")
def panels() -> Table:
    """Every panel of the review."""
    return parts.panels(SOURCE)


@table("tab-norr-outlook", title="Open problems the review on NO reduction names")
def outlook() -> Table:
    """The outlook points of the review."""
    return parts.outlook(SOURCE)
