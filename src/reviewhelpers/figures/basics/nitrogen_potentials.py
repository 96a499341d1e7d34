"""Equilibrium potentials of the nitrogen reactions, and of hydrogen."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.palette import COLOURS, Mark
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.electrode import equilibrium_potential, half_reaction
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-potentials"
PH = 7.0
"""The pH at which the reactions are compared."""

PRODUCTS = {
    "nitrogen_from_no": ("From NO", "N₂"),
    "nitrous_oxide_from_no": ("From NO", "N₂O"),
    "ammonium_from_no": ("From NO", "NH₄⁺"),
    "nitrogen_from_nitrate": ("From nitrate", "N₂"),
    "ammonium_from_nitrate": ("From nitrate", "NH₄⁺"),
    "nitrite_from_nitrate": ("From nitrate", "NO₂⁻"),
    "ammonium_from_nitrite": ("From nitrite", "NH₄⁺"),
    "ammonia_from_nitrogen": ("From N₂", "NH₃"),
    "hydrogen": ("From water", "H₂"),
}


def potentials() -> pd.DataFrame:
    """Each product with its reactant, its electrons and its potential at one pH."""
    rows = []
    for product, (group, name) in PRODUCTS.items():
        half = half_reaction(product)
        value = float(equilibrium_potential(product, pH=PH))
        text = formatting.decimals(value, 2)
        rows.append(
            {
                "group": group,
                "name": name,
                "note": f"{reactions.electrons(half['equation'])} e⁻",
                "value": value,
                "text": text,
                "told": f"{group.lower()} to {name}: {text} V vs RHE at pH {formatting.number(PH)}; derived",
                "rows": half["id"],
                "derived": True,
            }
        )
    return pd.DataFrame(rows)


@figure(ID)
def nitrogen_potentials() -> Drawing:
    """All on one scale, against hydrogen."""
    frame = potentials()
    sheet = Sheet(key=False)
    panel = sheet.panel(right=3.0)
    set_quantity(panel, "x", "potential", symbol="E vs RHE", limits=(-0.15, 1.95))
    draw_dots(sheet, panel, frame, mark=Mark(COLOURS["blue"], "D"))
    at = frame.set_index(["group", "name"])["text"]
    fields = {
        "ph": formatting.number(PH),
        "no_n2": at["From NO", "N₂"],
        "no_n2o": at["From NO", "N₂O"],
        "no_nh4": at["From NO", "NH₄⁺"],
        "nitrate_nh4": at["From nitrate", "NH₄⁺"],
        "nitrate_n2": at["From nitrate", "N₂"],
        "nitrite": at["From nitrate", "NO₂⁻"],
        "n2": at["From N₂", "NH₃"],
    }
    data = frame[["group", "name", "note", "value", "rows"]].rename(
        columns={"group": "reactant", "name": "product", "note": "electrons", "value": "E / V vs RHE"}
    )
    return Drawing(sheet.finish(), data.assign(derived="from energies of formation"), fields)
