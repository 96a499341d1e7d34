"""Tables of the part on copper, after the paper ji2023."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.chemistry import electrode
from reviewhelpers.dataset import data
from reviewhelpers.tables import Table, common, key_facts, table
from reviewhelpers.text import formatting, markdown

SOURCE, PAGE = "ji2023", "page-ji2023"
CITE = "ji2023identification"
SAMPLE = "ji2023-cu1-5-ntc"
ACIDITIES = (0.0, 7.0, 14.0)
"""The pH at which the two conversions of potentials are compared."""


@table("tab-copper-basis", title="What the claims of the paper on copper rest on, counted")
def basis() -> Table:
    """Claims by what they say and what they rest on."""
    return common.basis_counts(SOURCE)


@table("tab-copper-argument", title="The argument of the paper on copper, claim by claim")
def argument() -> Table:
    """Every claim of the paper with what it rests on."""
    return common.argument(SOURCE)


@table("tab-copper-systems", title="Systems of the paper on copper")
def systems() -> Table:
    """Every system the paper names."""
    frame = data.table("systems")
    return common.systems(SOURCE, frame[frame["source"] == SOURCE], "Every system of the paper")


@table("tab-copper-numbers", title="Every number the paper on copper prints")
def numbers() -> Table:
    """All rows of the number tables of the paper."""
    return common.numbers(SOURCE)


@table("tab-copper-panels", title="Panels of the paper on copper and what of them can be rebuilt")
def panels() -> Table:
    """Every panel of the paper and every item of its supplement."""
    return common.panels(SOURCE)


@table("tab-copper-citations", title="Citations of the paper on copper that need a note")
def citations() -> Table:
    """Works whose place in the paper or whose entry in its list calls for a note."""
    return common.citations(SOURCE)


@table("tab-copper-reaction", title="Standard potentials of the products of nitrate")
def equilibria() -> Table:
    """Standard potentials of the products of nitrate."""
    return common.equilibria(("NO3-",))


@table("tab-copper-repeats", title="One result, printed in many places")
def repeats() -> Table:
    """Every place that prints the yield or the efficiency of the best sample, with its scale."""
    frame = data.table("performance")
    frame = frame[frame["source"].isin((SOURCE, PAGE)) & (frame["system"] == SAMPLE)]
    places = data.table("sections")["title"]
    order = list(data.table("sections")["id"])
    frame = frame.sort_values("locator", key=lambda keys: keys.map(order.index), kind="stable")
    rows, cells = [], []
    for _, row in frame.iterrows():
        own = row["source"] == SOURCE
        where = str(places[row["locator"]])
        rows.append({"place": where, **row[["id", "quantity", "relation", "value", "unit", "as_printed"]]})
        rows[-1] |= row[["potential", "potential_unit", "potential_scale"]].to_dict()
        cells.append(
            (
                markdown.text(where),
                markdown.text(formatting.named_value(row)),
                markdown.quoted(key_facts.conditions(row)),
                f"“{markdown.quoted(row['as_printed'])}”",
                markdown.text(row["id"]) if own else markdown.role("row", row["id"]),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("Place", "Quantity and value", "Conditions", "As printed", "Row of the data"),
        tuple(cells),
        f"What {formatting.work(CITE)} print of the performance of Cu1.5/NTC, place by place, and last what "
        "a "
        "news page of the group gives. One measurement stands behind each number, not several.",
    )


@table("tab-copper-scale", title="The conversion of potentials as printed, beside the one used here")
def scale() -> Table:
    """Eq. 1 of the paper against the conversion of this book, at three pH."""
    rows, cells = [], []
    for acidity in ACIDITIES:
        printed = float(electrode.ji2023_equation_1(0.0, acidity))
        ours = float(electrode.convert_potential(0.0, "SCE", "RHE", pH=acidity))
        gap = float(electrode.ji2023_difference(acidity))
        rows.append(
            {
                "pH": acidity,
                "E by Eq. 1 / V vs RHE": printed,
                "E in this book / V vs RHE": ours,
                "difference / mV": 1000 * gap,
            }
        )
        cells.append(
            (
                formatting.number(acidity),
                formatting.rounded(printed, 4),
                formatting.rounded(ours, 4),
                formatting.rounded(1000 * gap, 2),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("pH", "Eq. 1 of the paper (V vs RHE)", "This book (V vs RHE)", "Difference (mV)"),
        tuple(cells),
        "Derived: where 0 V against the saturated calomel electrode lies against the RHE at 25 °C, by the "
        "two constants that the paper prints and by those of this book.",
    )
