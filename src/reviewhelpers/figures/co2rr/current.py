"""Efficiency against partial current density."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import add_strip, padded, set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    in_unit,
    point,
    point_text,
    quantity_symbol,
    row_value,
    value_column,
)
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.co2rr.common import CURRENTS, EFFICIENCIES, printed_rows, with_both_ends
from reviewhelpers.text import formatting

QUANTITY = "partial_current_density"
ALIKE = ["system", "product", "cell", "electrolyte", "potential", "potential_max", "potential_scale"]
"""The columns in which a current and an efficiency of one measurement agree."""


def currents() -> pd.DataFrame:
    """Every printed current density with the partial one it means, and the efficiency of the same conditions."""
    shares = printed_rows("faradaic_efficiency")
    shares = shares.assign(share=shares["id"], y=shares["value"], bound=shares["relation"])
    shares["at"] = [f" at {formatting.value(row)}" for _, row in shares.iterrows()]
    shares["beside"] = [formatting.named_value(row) for _, row in shares.iterrows()]
    within = shares["current_density"].notna()
    same = shares.loc[~within, [*ALIKE, "share", "y", "bound", "at", "beside"]].drop_duplicates(ALIKE)
    every = pd.concat([printed_rows(*CURRENTS).merge(same, "left", ALIKE), shares[within].assign(beside="")])
    # A total current density means a partial one only with an efficiency.
    every = every[every["y"].notna() | (every["quantity"] == QUANTITY)]
    every = every.fillna({"share": "", "bound": "", "at": "", "beside": ""})
    return pd.DataFrame(_current(row) for _, row in every.iterrows())


def _current(row: pd.Series) -> dict[str, object]:
    """What is plotted and told of a current with its efficiency."""
    if row["quantity"] in CURRENTS:
        ends = [abs(row_value(row, row["quantity"]))]
    else:
        totals = row[["current_density", "current_density_max"]].dropna()
        ends = [abs(in_unit(total, row["current_density_unit"], QUANTITY)) for total in totals]
    derived = ""
    if row["quantity"] != QUANTITY:
        ends = [abs(float(electrode.partial_current_density(-end, row["y"]))) for end in ends]
        derived = "j(total) × FE" + (", lower bound" if row["bound"][:1] == ">" else "")
    size = " to ".join(dict.fromkeys(formatting.rounded(end, 1) for end in ends))
    unit, product = units.symbol("mA/cm**2"), formatting.formula(row["product"])
    at = f"{row['at']} {product}" if row["at"] else ""
    told = [point_text(row), row["beside"], f"{size} {unit}: {derived}" if derived else ""]
    return {
        **point(row, told="; ".join(filter(None, told))),
        **row[["system", "product", "cell", "y", "bound"]],
        "x": ends[0],
        "x_end": ends[-1],
        "printed": row["as_printed"],
        "rows": " ".join(dict.fromkeys(filter(None, row[["id", "share"]]))),
        "derived": derived,
        "label": f"{row['name']}\n{', '.join(filter(None, (f'{size} {product}', row['cell'])))}",
        "sentence": f"{size} {unit}{at} ({', '.join(filter(None, row[['name', 'cell']]))})",
    }


@figure("fig-co2rr-current")
def current() -> Drawing:
    """Currents into one product against the efficiency printed with them."""
    every = currents()
    paired, alone = every[every["y"].notna()], every[every["y"].isna()]
    sheet = Sheet()
    panel = sheet.panel(height=30.0)
    low, high = padded(np.log10(every[["x", "x_end"]]).to_numpy().ravel(), 0.1)
    symbol = f"−{quantity_symbol(QUANTITY)}"
    set_quantity(panel, "x", QUANTITY, symbol=symbol, limits=(10**low, 10**high), log=True)
    low, high = padded(paired["y"], 0.2)[0], padded(paired["y"], 0.12)[1]
    strip = low - (high - low) / 12
    set_quantity(panel, "y", EFFICIENCIES[0], limits=(2 * strip - low, high))
    add_strip(panel, "y", strip, low)
    drawn = pd.concat([paired, alone.assign(y=strip, label=alone["label"] + ", no efficiency printed")])
    draw_scatter(panel, with_both_ends(drawn.assign(derived=drawn["derived"] != "")), names=17.0)

    printed = every[every["derived"] == ""]
    largest = every.loc[every["x_end"].idxmax()]
    least = "at least " if largest["bound"][:1] == ">" else ""
    fields = {
        "printed": enumerated(printed[printed["y"].notna()].sort_values("x", kind="stable")["sentence"]),
        "derived": enumerated(every.loc[every["derived"] != "", "sentence"]),
        "alone": enumerated(alone["sentence"]),
        "minus": enumerated(printed.loc[printed["value"] < 0, "name"]),
        "plain": enumerated(printed.loc[printed["value"] > 0, "name"]),
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
