"""Which elements make what from CO₂, and the reason that is given for it."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts import molecules
from reviewhelpers.charts.molecules import Surface, draw_molecule, draw_surface
from reviewhelpers.charts.palette import GRID, QUIET
from reviewhelpers.charts.plot import tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.sketch import arrow, curve, scene, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.common import cited

ID = "fig-basics-co2-metals"
GROUPS = (
    ("carbon_weak", "Au, Ag, Zn", "*COOH", "CO", "held by carbon, weakly:\nCO leaves"),
    ("oxygen", "Sn, In, Bi, Pb", "*OCHO", "formate", "held by oxygen more\nthan by carbon"),
    ("onward", "Cu", "*CO", "CH₄, C₂H₄, ethanol", "CO stays, and takes up\nhydrogen or a second CO"),
    ("single", "Ni–N–C, Fe–N–C", "*COOH", "CO", "Ni lets CO leave,\nFe holds it longer"),
)
"""Role of the rows, elements, what is bound, what is made, and why."""

WIDTH, ROW = 32.5, 6.4
GLYPH, SCALE = 12.0, 0.95


@figure(ID)
def metals() -> Drawing:
    """One line a group: elements, the intermediate on them, the product, the reason."""
    frame = pd.DataFrame(GROUPS, columns=["role", "elements", "bound", "product", "reason"])
    frame["rows"] = [" ".join(figure_rows.named(ID, role)) for role in frame["role"]]
    frame["reason"] = frame["reason"].astype(str)
    sheet = Sheet(key=False)
    height = ROW * len(frame)
    panel = scene(sheet, "", width=WIDTH, height=height)
    for number, row in frame.iterrows():
        low = height - ROW * (int(str(number)) + 1)
        if number:
            curve(panel, [0, WIDTH], [low + ROW, low + ROW], GRID, width=0.07)
        middle = low + ROW / 2
        word(panel, 0.0, middle, row["elements"].replace(", Fe", ",\nFe"), ha="left", weight="bold")
        line = low + 1.7
        reach = 2 * molecules.SPACING * SCALE
        surface = Surface(GLYPH - reach, GLYPH + reach, line, SCALE)
        draw_surface(panel, surface)
        draw_molecule(panel, row["bound"], GLYPH, line, SCALE, surface=surface)
        arrow(panel, (15.8, middle), (18.4, middle))
        word(panel, 19.4, middle + 1.5, row["product"], ha="left", weight="bold")
        word(panel, 19.4, middle - 0.8, row["reason"], ha="left", color=QUIET)
        tell(panel, GLYPH, middle, f"{row['elements']}: {row['product']}", row["rows"])
    values = frame[["elements", "bound", "product", "reason", "rows"]].assign(derived="")
    values["reason"] = values["reason"].str.replace("\n", " ")
    works = {
        "rule": "morrison2022surface",
        "gold": "marcandalli2021electrolyte",
        "formate": "yang2020block",
        "copper": "nitopi2019progress",
        "single": "menisa2020insight",
    }
    return Drawing(sheet.finish(), values, {name: cited(key) for name, key in works.items()})
