"""The signs of all figures, shown on values of the data."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity, set_ticks
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import RELATIONS, point_text, potential_text, quantity_symbol, system_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-use-signs"


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
    columns = {
        "name": "sign",
        "value": "value",
        "low": "low",
        "high": "high",
        "told": "example",
        "rows": "rows",
    }
    fields = {"classes": str(len(classes)), "most": classes.loc[classes["value"].idxmax(), "name"].lower()}
    return Drawing(sheet.finish(), drawn[list(columns)].rename(columns=columns), fields)


def _classes() -> pd.DataFrame:
    systems = data.table("systems")
    members = {name: systems.index[systems["defect_class"] == name] for name in NAMES}
    rows = [
        {
            "name": NAMES[name],
            "value": float(len(ids)),
            "text": str(len(ids)),
            "defect_class": name,
            "told": f"{NAMES[name]}: {len(ids)} systems",
            "rows": " ".join(ids),
        }
        for name, ids in members.items()
        if len(ids)
    ]
    return pd.DataFrame(rows)


def _potentials() -> pd.DataFrame:
    printed, range_, derived, inferred = (
        figure_rows.one(ID, role) for role in ("printed", "range", "derived", "inferred")
    )
    overpotential = float(units.convert(derived["potential"], derived["potential_unit"], "V"))
    computed = float(electrode.potential_from_overpotential("co", overpotential, pH=7.0))
    told = f"{formatting.rounded(computed, 2)} V vs RHE, from {formatting.conditions(derived)}"
    middle = (range_["potential"] + range_["potential_max"]) / 2
    return pd.DataFrame(
        [
            _example("filled: as printed", printed, printed["potential"]),
            _example("bar: a range", range_, middle, low=range_["potential"], high=range_["potential_max"]),
            _example(
                "hollow: derived by the book",
                derived,
                computed,
                derived=True,
                told=f"{system_name(derived['system'])}: {told}",
            ),
            _example(
                "dotted ring: something about it is inferred", inferred, inferred["potential"], inferred=True
            ),
        ]
    )


def _bound() -> pd.DataFrame:
    row = figure_rows.one(ID, "bound")
    text = f"{RELATIONS[row['relation']]}{formatting.exact(row)} %"
    return pd.DataFrame([_example("arrow: a bound", row, row["value"], bound=row["relation"], text=text)])


def _example(name: str, row: pd.Series, value: float, **others: object) -> dict[str, object]:
    """A value that has a sign, at its place."""
    text = potential_text(row).replace(" (inferred)", "") if pd.notna(row["potential"]) else ""
    if others.get("derived"):
        text = f"{formatting.rounded(value, 2)} V vs RHE"
    defect_class = data.table("systems").loc[row["system"], "defect_class"]
    example = {
        "name": name,
        "value": value,
        "text": text,
        "defect_class": defect_class,
        "told": point_text(row),
    }
    return {**example, "rows": row["id"], **others}
