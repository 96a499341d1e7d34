"""Tables of the NORR part, after the review gan2024."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.chemistry import printed_scales, reactions
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, common, table
from reviewhelpers.text import formatting, markdown

SOURCE = "gan2024"


@table("tab-norr-equilibria", title="Equilibrium potentials of NO and N₂")
def equilibria() -> Table:
    """Standard potentials of the products of NO, and of ammonia from N₂."""
    return common.equilibria(("NO", "N2"))


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
                markdown.text(row["id"].rsplit("-", 1)[-1]),
                markdown.quoted(row["equation_as_printed"]),
                GAP if lacks == "nothing" else markdown.text(lacks),
                markdown.text(reactions.format_equation(row["balanced"])),
                markdown.text(row["note"]) or GAP,
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("Equation", "As printed in the text at hand", "What it lacks", "Balanced", "Our note"),
        tuple(cells),
        f"The equations of {common.review(SOURCE)}. What a line lacks is computed from its atoms and charges.",
        f"{GAP}: nothing.",
    )


@table("tab-norr-systems", title="Systems of the review on NO reduction")
def systems() -> Table:
    """Every system the review names."""
    frame = data.table("systems")
    return common.systems(SOURCE, frame[frame["source"] == SOURCE], "Every system for NO reduction")


@table("tab-norr-numbers", title="Every number the review on NO reduction prints")
def numbers() -> Table:
    """All rows of the number tables of the review."""
    return common.numbers(SOURCE)


@table("tab-norr-abstracts", title="The review on NO reduction beside the abstracts")
def abstracts() -> Table:
    """The two works whose abstract is known."""
    return common.abstracts(SOURCE, "norr")


@table("tab-norr-panels", title="Panels of the review on NO reduction and what of them can be rebuilt")
def panels() -> Table:
    """Every panel of the review."""
    return common.panels(SOURCE)


@table("tab-norr-outlook", title="Open problems the review on NO reduction names")
def outlook() -> Table:
    """The outlook points of the review."""
    return common.outlook(SOURCE)


@table("tab-norr-conditions", title="Conditions of the systems with numbers, and what is not stated")
def conditions() -> Table:
    """What the review says of the test behind each number, and what it leaves out."""
    frame = data.table("performance")
    frame = frame[(frame["source"] == SOURCE) & (frame["status"] == "measured")]
    names = data.table("systems")["name"]
    rows, cells = [], []
    for system, group in frame.groupby("system", sort=False):
        stated = {what: _stated(group, what) for what in ("potential", "electrolyte", "cell", "duration")}
        scale = next(
            (found for _, row in group.iterrows() if (found := printed_scales.scale_of(row)).known), None
        )
        stated["scale of the potential"] = scale.name if scale else ""
        missing = [what for what, text in stated.items() if not text]
        rows.append(
            {"system": system, **stated, "not stated": "; ".join(missing), "rows": " ".join(group["id"])}
        )
        cells.append(
            (
                markdown.text(names[system]),
                markdown.text(_on_scale(stated["potential"], scale)),
                *(
                    markdown.text(formatting.formulas(stated[what])) or GAP
                    for what in ("electrolyte", "cell", "duration")
                ),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("System", "Potential", "Electrolyte", "Cell", "Duration"),
        tuple(cells),
        f"Conditions that {common.review(SOURCE)} print for the systems with a number on performance. Loading "
        "and area of the electrodes are stated for none; for the cerium catalyst a temperature is stated "
        "instead of a potential.",
        f"{GAP}: not stated.",
    )


def _on_scale(potential: str, scale: printed_scales.Scale | None) -> str:
    """A potential with its scale, and where that is read if not beside it."""
    if scale is None:
        return f"{potential}, scale not stated" if potential else GAP
    origin = f" ({printed_scales.NOTES[scale.how]})" if scale.how in printed_scales.NOTES else ""
    return f"{potential} vs {scale.name}{origin}"


def _stated(group: pd.DataFrame, what: str) -> str:
    """A condition as the rows of one system state it, or nothing."""
    row = next((row for _, row in group.iterrows() if not pd.isna(row[what]) and row[what] != ""), None)
    if row is None:
        return ""
    if what in ("potential", "duration"):
        return formatting.span(row[what], row.get(f"{what}_max", float("nan")), row[f"{what}_unit"])
    return str(row[what])
