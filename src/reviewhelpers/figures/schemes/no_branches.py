"""From NO to ammonia by two branches, and where two nitrogens meet."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.molecules import element_key
from reviewhelpers.charts.schemes import draw_scheme
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.common import DOTTED, arrow, cited, electrons, values
from reviewhelpers.text import formatting

STATIONS = pd.DataFrame(
    [
        ("no", 0, 0, "NO", 1),
        ("bound", 0, 1, "*NO", 1),
        ("noh", 1, 0, "*NOH", 1),
        ("nh2o", 2, 0, "*NH2O", 1),
        ("hno", 1.5, 1, "*HNO", 1),
        ("ammonia", 3, 0.5, "NH3", 1),
        ("n2o", 1.5, 2, "N2O", 1),
        ("n2", 3, 2, "N2", 1),
    ],
    columns=["key", "column", "row", "species", "number"],
).set_index("key")
HEADINGS = {"noh": "H on oxygen", "hno": "H on nitrogen", "n2o": "Two N meet"}


@figure("fig-schemes-no-branches")
def no_branches() -> Drawing:
    """NO over *NOH or *HNO to NH₃, and with a second NO to N₂O and N₂."""
    arrows = pd.DataFrame(
        [
            arrow("no-by-noh-adsorption", "no", "bound"),
            arrow("no-by-noh-noh", "bound", "noh"),
            arrow("no-by-noh-nh2o", "noh", "nh2o"),
            arrow("no-by-noh-ammonia", "nh2o", "ammonia"),
            arrow("no-by-hno-hno", "bound", "hno"),
            arrow("no-by-hno-ammonia", "hno", "ammonia"),
            arrow("no-to-n2o-meeting", "bound", "n2o"),
            arrow("no-to-n2-n2", "n2o", "n2"),
        ]
    )
    arrows["label"] = arrows["printed_rows"].map(_number)
    printed = arrows[arrows["label"] != ""]
    sheet = Sheet()
    panel = sheet.panel()
    draw_scheme(sheet, panel, STATIONS, arrows, headings=HEADINGS, reach=1.5)
    element_key(panel, ["N", "O", "H"])
    work = formatting.work("gan2024defects")
    sheet.note(f"{printed['label'].iloc[0]} to {printed['label'].iloc[-1]}: printed equations. {DOTTED}")
    fields = {
        "work": work,
        "hno": cited("rosca2005mechanism"),
        "meeting": cited("devooys2001mechanistic"),
        "n2": cited("deeba2021homogeneous"),
        "numbers": enumerated(printed["label"]),
        "ammonia": electrons("no-by-noh"),
        "n2o_electrons": electrons("no-to-n2o"),
        "n2_electrons": electrons("no-to-n2"),
    }
    return Drawing(sheet.finish(), values(arrows), fields)


def _number(rows: str) -> str:
    """The number that the print gives an equation, in its brackets."""
    found = [re.search(r"\(\d+\)$", str(data.row(row)["as_printed"])) for row in rows.split()]
    return " ".join(each[0] for each in found if each)
