"""The signs of all figures, shown on values of the data."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity, set_ticks
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point, potential_text, quantity_symbol, system_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-use-signs"
PLOTTED = {"name": "sign", "value": "value", "low": "low", "high": "high", "told": "example", "rows": "rows"}


@figure(ID)
def signs() -> Drawing:
    """Every class with its mark and the number of its systems, and every form of a mark with a value that has it."""
    classes, potentials, bound = _classes(), _potentials(), _bound()
    sheet = Sheet(columns=2, key=False)
    panel = sheet.panel("Colour and shape: the class of defect", right=3.0)
    set_ticks(panel, "x", limits=(0, 1.05 * classes["value"].max()))
    panel.set_xlabel("Systems in the four sources")
    draw_dots(sheet, panel, classes)
    panel = sheet.panel("Form: what kind of value", right=1.0)
    symbol = f"{quantity_symbol('potential')} vs RHE"
    set_quantity(panel, "x", "potential", symbol=symbol, limits=(-1.22, -0.05))
    draw_dots(sheet, panel, potentials)
    panel = sheet.panel(right=3.0)
    set_quantity(panel, "x", "faradaic_efficiency", limits=(80, 100))
    draw_dots(sheet, panel, bound)
    drawn = pd.concat([classes, potentials, bound])
    fields = {
        "classes": str(len(classes)),
        "counts": enumerated(classes["name"].str.lower() + " " + classes["text"]),
    }
    return Drawing(sheet.finish(), drawn[list(PLOTTED)].rename(columns=PLOTTED), fields)


def _classes() -> pd.DataFrame:
    rows = data.table("systems").groupby("defect_class")["id"].agg(" ".join)
    frame = rows.reindex([*NAMES]).dropna().rename("rows").reset_index()
    counts = frame["rows"].str.split().map(len)
    names = frame["defect_class"].map(NAMES)
    texts = counts.astype(str)
    return frame.assign(
        name=names, value=counts.astype(float), text=texts, told=names + ": " + texts + " systems"
    )


def _potentials() -> pd.DataFrame:
    printed, range_, derived, inferred = (
        figure_rows.one(ID, role) for role in ("printed", "range", "derived", "inferred")
    )
    low, high = range_["potential"], range_["potential_max"]
    overpotential = float(units.convert(derived["potential"], derived["potential_unit"], "V"))
    computed = float(electrode.potential_from_overpotential("co", overpotential, pH=7.0))
    text = f"{formatting.rounded(computed, 2)} V vs RHE"
    told = f"{system_name(derived['system'])}: {text}, from {formatting.conditions(derived)}"
    return pd.DataFrame(
        [
            _example("filled: as printed", printed),
            _example("bar: a range", range_, value=(low + high) / 2, low=low, high=high),
            _example(
                "hollow: derived by the book", derived, value=computed, text=text, derived=True, told=told
            ),
            _example("dotted ring: something about it is inferred", inferred, inferred=True),
        ]
    )


def _example(name: str, row: pd.Series, **others: object) -> dict[str, object]:
    """A potential that has a sign, at its place."""
    text = potential_text(row).replace(" (inferred)", "")
    return point(row, **{"name": name, "value": row["potential"], "text": text, "bound": "", **others})


def _bound() -> pd.DataFrame:
    row = figure_rows.one(ID, "bound")
    example = point(row, name="arrow: a bound")
    return pd.DataFrame([example]).assign(text=f"{example['text']} %")
