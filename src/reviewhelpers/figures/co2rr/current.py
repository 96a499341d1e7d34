"""Partial current density against efficiency."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.axes import add_strip, padded, set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    in_unit,
    point_text,
    quantity_symbol,
    row_value,
    value_column,
)
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CITE, CURRENTS, EFFICIENCIES, printed_rows, with_both_ends
from reviewhelpers.text import formatting

QUANTITY = "partial_current_density"
ALIKE = ("system", "product", "cell", "electrolyte", "potential", "potential_max", "potential_scale")
"""The columns in which a current and an efficiency of one measurement agree."""


def currents() -> pd.DataFrame:
    """Every printed current density with the partial one it means, and the efficiency of the same conditions."""
    shares = printed_rows("faradaic_efficiency")
    found = []
    for _, row in printed_rows(*CURRENTS).iterrows():
        same = (shares[[*ALIKE]].fillna(0) == row[[*ALIKE]].fillna(0)).all(axis=1)
        alike = shares[same & shares["current_density"].isna()]
        share = None if alike.empty else alike.iloc[0]
        size = abs(row_value(row, row["quantity"]))
        if row["quantity"] == QUANTITY:
            found.append(_current(row, share, size, size))
        elif share is not None:
            part = _part(size, share["value"])
            found.append(_current(row, share, part, part, "j(total) × FE"))
    for _, row in shares[shares["current_density"].notna()].iterrows():
        unit = row["current_density_unit"]
        totals = row[["current_density", "current_density_max"]].dropna()
        ends = [_part(in_unit(total, unit, QUANTITY), row["value"]) for total in totals]
        bound = ", lower bound" if row["relation"][:1] == ">" else ""
        found.append(_current(row, row, ends[0], ends[-1], f"j(total) × FE{bound}"))
    return pd.DataFrame(found)


def _part(total: float, efficiency: float) -> float:
    """The magnitude of the partial current of a total one, which is cathodic."""
    return abs(float(electrode.partial_current_density(-total, efficiency)))


def _current(
    row: pd.Series, share: pd.Series | None, low: float, high: float, derived: str = ""
) -> dict[str, object]:
    """What is plotted and told of a current with its efficiency."""
    other = None if share is None or share["id"] == row["id"] else share
    size = " to ".join(dict.fromkeys(formatting.rounded(end, 1) for end in (low, high)))
    unit = units.symbol("mA/cm**2")
    told = [point_text(row), "" if other is None else formatting.named_value(other)]
    told.append(f"{size} {unit}: {derived}" if derived else "")
    at = "" if share is None else f" at {formatting.value(share)} {formatting.formula(row['product'])}"
    where = ", ".join(filter(None, (row["name"], row["cell"])))
    amount = f"{size} {formatting.formula(row['product'])}"
    return {
        **row[["system", "name", "product", "cell", "defect_class"]],
        "x": low,
        "x_end": high,
        "printed": row["as_printed"],
        "signed": row["value"],
        "y": math.nan if share is None else share["value"],
        "bound": "" if share is None else share["relation"],
        "rows": row["id"] if other is None else f"{row['id']} {other['id']}",
        "derived": derived,
        "label": f"{row['name']}\n{', '.join(filter(None, (amount, row['cell'])))}",
        "told": "; ".join(filter(None, told)),
        "sentence": f"{size} {unit}{at} ({where})",
    }


@figure("fig-co2rr-current")
def current() -> Drawing:
    """Currents into one product against the efficiency printed with them."""
    every = currents()
    paired, alone = every[every["y"].notna()], every[every["y"].isna()]
    sheet = Sheet()
    panel = sheet.panel(height=30.0)
    low, high = padded(map(math.log10, [*every["x"], *every["x_end"]]), 0.1)
    symbol = f"−{quantity_symbol(QUANTITY)}"
    set_quantity(panel, "x", QUANTITY, symbol=symbol, limits=(10**low, 10**high), log=True)
    low, high = padded(paired["y"], 0.2)[0], padded(paired["y"], 0.12)[1]
    strip = low - (high - low) / 12
    limits = (2 * strip - low, high) if len(alone) else (low, high)
    set_quantity(panel, "y", EFFICIENCIES[0], limits=limits)
    if len(alone):
        add_strip(panel, "y", strip, low)
    alone = alone.assign(y=strip, label=alone["label"] + ", no efficiency printed")
    drawn = pd.concat([paired, alone])
    draw_scatter(panel, with_both_ends(drawn.assign(derived=drawn["derived"] != "")), names=17.0)

    printed = every[every["derived"] == ""]
    largest = every.loc[every["x_end"].idxmax()]
    least = "at least " if largest["bound"][:1] == ">" else ""
    fields = {
        "work": formatting.work(CITE),
        "printed": enumerated(printed[printed["y"].notna()].sort_values("x", kind="stable")["sentence"]),
        "derived": enumerated(every.loc[every["derived"] != "", "sentence"]),
        "alone": enumerated(alone["sentence"]),
        "minus": enumerated(printed.loc[printed["signed"] < 0, "name"]),
        "plain": enumerated(printed.loc[printed["signed"] > 0, "name"]),
        "lowest": formatting.rounded(every["x"].min(), 1),
        "highest": f"{least}{formatting.rounded(largest['x_end'], 1)}",
        "least": formatting.rounded(paired["y"].min(), 1),
        "most": formatting.rounded(paired["y"].max(), 1),
    }
    names = {
        "x": value_column("−j partial", QUANTITY),
        "x_end": value_column("−j partial, other end", QUANTITY),
        "y": value_column("Faradaic efficiency", "faradaic_efficiency"),
        "bound": "relation",
    }
    columns = ["system", "name", "product", "cell", "x", "x_end", "printed", "y", "bound", "rows", "derived"]
    return Drawing(sheet.finish(), every[columns].rename(columns=names), fields)
