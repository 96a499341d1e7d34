"""Two ways for CO₂ to be held, by carbon or by oxygen, and where each leads."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.molecules import element_key
from reviewhelpers.charts.schemes import draw_scheme
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.common import DOTTED, arrow, electrons, values
from reviewhelpers.text import formatting

STATIONS = pd.DataFrame(
    [
        ("co2", 0, 0.5, "CO2", 1),
        ("ocho", 1, 0, "*OCHO", 1),
        ("formate", 2, 0, "HCOO-", 1),
        ("cooh", 1, 1, "*COOH", 1),
        ("bound", 2, 1, "*CO", 1),
        ("free", 3, 1, "CO", 1),
        ("methane", 1, 2.3, "CH4", 1),
        ("pair", 2, 2.3, "*CO", 2),
        ("ethylene", 3, 2.3, "C2H4", 1),
    ],
    columns=["key", "column", "row", "species", "number"],
).set_index("key")
HEADINGS = {"ocho": "Oxygen down", "cooh": "Carbon down"}


@figure("fig-schemes-co2-doors")
def co2_doors() -> Drawing:
    """CO₂ to formate over *OCHO, to CO over *COOH, and onward from *CO."""
    arrows = pd.DataFrame(
        [
            arrow("co2-to-formate-ocho", "co2", "ocho"),
            arrow("co2-to-formate-formate", "ocho", "formate"),
            arrow("co2-to-co-cooh", "co2", "cooh"),
            arrow("co2-to-co-co", "cooh", "bound"),
            arrow("co2-to-co-desorption", "bound", "free"),
            arrow(["co-to-methane-cho", "co-to-methane-rest"], "bound", "methane"),
            arrow(["co-to-ethylene-dimer", "co-to-ethylene-rest"], "pair", "ethylene"),
        ]
    )
    meeting = {
        **arrows.iloc[-1],
        "start": "bound",
        "end": "pair",
        "take": ["*CO"],
        "give": [],
        "kind": "",
        "told": "",
    }
    sheet = Sheet()
    panel = sheet.panel()
    draw_scheme(sheet, panel, STATIONS, pd.concat([arrows, pd.DataFrame([meeting])]), headings=HEADINGS)
    element_key(panel, ["C", "O", "H"])
    sheet.note(DOTTED)
    fields = {
        "work": formatting.work("morrison2022surface"),
        "co": electrons("co2-to-co"),
        "formate": electrons("co2-to-formate"),
        "methane": electrons("co-to-methane"),
        "ethylene": electrons("co-to-ethylene"),
    }
    return Drawing(sheet.finish(), values(arrows), fields)
