"""From *CO to methane and to products of two carbons, as far as works name the intermediates."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.molecules import element_key
from reviewhelpers.charts.schemes import draw_scheme
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.common import DOTTED, arrow, cited, electrons, values
from reviewhelpers.text import formatting

STATIONS = pd.DataFrame(
    [
        ("co", 0, 0.5, "*CO", 1),
        ("cho", 1, 0, "*CHO", 1),
        ("coh", 1, 1, "*COH", 1),
        ("methane", 2, 0.5, "CH4", 1),
        ("pair", 0, 2.3, "*CO", 2),
        ("dimer", 1, 2.3, "*OCCO-", 1),
        ("ethylene", 2, 1.8, "C2H4", 1),
        ("ethanol", 2, 2.8, "C2H5OH", 1),
    ],
    columns=["key", "column", "row", "species", "number"],
).set_index("key")
HEADINGS = {"co": "Alone", "pair": "Side by side"}


@figure("fig-schemes-co-onward")
def co_onward() -> Drawing:
    """*CO over *CHO or *COH to CH₄; two *CO over *OCCO⁻ to C₂H₄ and ethanol."""
    arrows = pd.DataFrame(
        [
            arrow("co-to-methane-cho", "co", "cho"),
            arrow("co-to-methane-rest", "cho", "methane"),
            arrow("co-to-methane-by-coh-coh", "co", "coh"),
            arrow("co-to-methane-by-coh-rest", "coh", "methane"),
            arrow("co-to-ethylene-dimer", "pair", "dimer"),
            arrow("co-to-ethylene-rest", "dimer", "ethylene"),
            arrow("co-to-ethanol-rest", "dimer", "ethanol"),
        ]
    )
    arrows["side"] = ["end" if key in ("coh", "ethanol") else "" for key in arrows["end"]]
    sheet = Sheet()
    panel = sheet.panel()
    draw_scheme(sheet, panel, STATIONS, arrows, headings=HEADINGS)
    element_key(panel, ["C", "O", "H"])
    sheet.note(DOTTED)
    fields = {
        "dimer": cited("callevallejo2013theoretical"),
        "coh": cited("nie2013selectivity"),
        "cho": cited("choi2019highly"),
        "ethylene": electrons("co-to-ethylene"),
        "ethanol": electrons("co-to-ethanol"),
        "methane": electrons("co-to-methane"),
        "review": formatting.work("li2022defect"),
    }
    return Drawing(sheet.finish(), values(arrows), fields)
