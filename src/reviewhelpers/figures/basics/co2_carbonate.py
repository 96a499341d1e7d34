"""Where the CO₂ goes that an electrode uses: into the product, or with OH⁻ into carbonate."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.bars import draw_shares
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry.electrode import half_reaction
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-co2-carbonate"
PRODUCTS = {"formate": "formate", "co": "CO", "ethylene": "ethylene", "methane": "methane"}
"""Products by their half-reactions, from the largest share of CO₂ in the product to the smallest."""

IN_PRODUCT, IN_CARBONATE = "product", "carbonate"


def balance(product: str) -> tuple[float, float]:
    """CO₂ that one molecule of a product takes, and CO₂ that its OH⁻ turns into carbonate.

    Each H⁺ of the half-reaction comes from water and leaves one OH⁻; two OH⁻ make carbonate of one CO₂.
    """
    equation = half_reaction(product)["equation"]
    return _count(equation, "CO2(g)"), _count(equation, "H+(aq)") / 2


def _count(equation: str, species: str) -> float:
    found = re.search(rf"(?:(\d+) )?(?<![\w(]){re.escape(species)}", equation.split("->")[0])
    return float(found[1] or 1) if found else 0.0


def most(product: str) -> float:
    """The share of the CO₂ that can end in a product, in percent."""
    taken, lost = balance(product)
    return 100 * taken / (taken + lost)


@figure(ID)
def carbonate() -> Drawing:
    """One bar a product: the share of the CO₂ in it, and the share in carbonate."""
    parts = []
    for product, name in PRODUCTS.items():
        taken, lost = balance(product)
        share = most(product)
        row = half_reaction(product)
        title = f"{name}: {formatting.number(taken)} CO₂, {formatting.number(2 * lost)} OH⁻"
        for part, value in ((IN_PRODUCT, share), (IN_CARBONATE, 100 - share)):
            text = f"{part} {rounding.significant(value, 2)}"
            parts.append(
                {
                    "name": title,
                    "product": name,
                    "part": part,
                    "share": value,
                    "text": text,
                    "told": f"{name}: {rounding.significant(value, 2)} % of the CO₂ in {part}, derived",
                    "derived": f"{formatting.number(taken)} and {formatting.number(lost)} CO₂ from {row['equation']}",
                    "rows": "",
                }
            )
    frame = pd.DataFrame(parts)
    sheet = Sheet(key=False)
    panel = sheet.panel(right=1.6)
    set_quantity(panel, "x", "share", limits=(0.0, 100.0))
    draw_shares(sheet, panel, frame)
    fields = {key: rounding.significant(most(key), 2) for key in PRODUCTS}
    columns = ["product", "part", "share", "derived", "rows"]
    return Drawing(sheet.finish(), frame[columns].rename(columns={"share": "share / %"}), fields)
