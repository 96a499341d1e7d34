"""A balance of nitrate: the volume that each meaning of ppm implies."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    capitalized,
    enumerated,
    potential_text,
    quantity_label,
    quantity_symbol,
    row_value,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, nitrate, units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE
from reviewhelpers.text import formatting

ID = "fig-copper-nitrate"
ION = "NO₃⁻"


def _row(role: str) -> pd.Series:
    return figure_rows.one(ID, role)


def _value(role: str) -> float:
    """The number of a row, in the unit in which the book compares its quantity."""
    row = _row(role)
    return row_value(row, row["quantity"])


def _ids(*roles: str) -> str:
    return " ".join(row for role in roles for row in figure_rows.named(ID, role))


@figure(ID)
def nitrate_balance() -> Drawing:
    """The amounts of the test, and the volume that each meaning of ppm implies."""
    found = {counted: nitrate.printed_balance(counted) for counted in nitrate.MEANINGS}
    one = next(iter(found.values()))
    amounts, volumes = _amounts(one), _volumes(found)
    sample = _row("yield")["system"]
    sheet = Sheet(columns=2)
    for frame, quantity, unit, heading in (
        (amounts, "amount", "mmol", "From the yield back to the start"),
        (volumes, "volume", "mL", f"Volume, if {formatting.value(_row('nitrate'))} count …"),
    ):
        panel = sheet.panel(heading, right=2.0)
        values = frame[f"{quantity} / {unit}"]
        set_quantity(panel, "x", quantity, limits=(-0.06 * values.max(), 1.15 * values.max()))
        panel.set_xlabel(f"{capitalized(quantity_label(quantity))} {quantity_symbol(quantity)} / {unit}")
        marks = frame[["name", "note", "text", "told", "rows"]]
        marks = marks.assign(value=values, derived=True, defect_class=system_class(sample))
        draw_dots(sheet, panel, marks)
    sheet.note("The volume of the cell is not printed.")
    left = 100 - _value("conversion")
    fields = {
        "work": formatting.work(CITE),
        "sample": system_name(sample),
        "potential": potential_text(_row("yield")),
        "ppm": formatting.value(_row("nitrate")),
        "amounts": enumerated(
            f"{row['text']} {row['name'].lower()}" for _, row in amounts.iloc[:3].iterrows()
        ),
        "volumes": enumerated(f"{row['text']} as {row['formula']}" for _, row in volumes.iterrows()),
        "left": formatting.decimals(left, 1),
        "minutes": formatting.significant(_minutes_left(one), 2),
        "time": formatting.value(_row("test_time")),
        "loading": formatting.value(_row("loading")),
        "times": formatting.significant(volumes["volume / mL"].max() / volumes["volume / mL"].min(), 2),
    }
    ppm = f"{formatting.value(_row('nitrate'))} as "
    volumes = volumes.assign(name=ppm + volumes["formula"])
    table = pd.concat([amounts, volumes]).drop(columns=["note", "text", "told"])
    return Drawing(sheet.finish(), table, fields)


def _amounts(found: nitrate.Balance) -> pd.DataFrame:
    """Ammonia made, and nitrate used up, there at the start and left, each from the one before."""
    made = ("yield", "loading", "paper_side", "test_time")
    used = (*made, "selectivity")
    start = (*used, "conversion")
    rate = three_figures(float(electrode.per_area(_value("yield"), _value("loading"))))
    area, time = formatting.number(_value("paper_side") ** 2), formatting.amount(_row("test_time"))
    shares = {role: f"{formatting.amount(_row(role))} {role}" for role in ("selectivity", "conversion")}
    lines = (
        (
            "Made",
            found.made_mmol,
            "NH₃",
            f"{rate} {units.symbol('mmol/h/cm**2')} × {area} cm² × {time}",
            made,
        ),
        ("Used up", found.used_mmol, ION, f"made / {shares['selectivity']}", used),
        ("At the start", found.start_mmol, ION, f"used up / {shares['conversion']}", start),
        ("Left", found.start_mmol - found.used_mmol, ION, "at the start − used up", start),
    )
    return pd.DataFrame(
        {
            "name": name,
            "formula": formula,
            "amount / mmol": amount,
            "note": f"= {how}",
            "text": f"{formatting.decimals(amount, 4)} mmol {formula}",
            "told": f"{name}: {formatting.decimals(amount, 4)} mmol {formula}; derived: {how}",
            "missing": "",
            "rows": _ids(*roles),
            "derived": how,
        }
        for name, amount, formula, how, roles in lines
    )


def _volumes(found: Mapping[str, nitrate.Balance]) -> pd.DataFrame:
    """The volume that holds the nitrate of the start, by what the ppm count."""
    concentration = value_column("concentration", "concentration").replace("mol", "mmol")
    rows = []
    for counted, one in found.items():
        name = formatting.formula({"NO3": "NO3-"}.get(counted, counted))
        note = f"{three_figures(one.concentration_mmol_per_L)} {units.symbol('mmol/L')}"
        text = f"{three_figures(one.volume_mL)} mL"
        rows.append(
            {
                "name": f"… {name}",
                "formula": name,
                concentration: one.concentration_mmol_per_L,
                value_column("volume", "volume"): one.volume_mL,
                "note": note,
                "text": text,
                "told": f"{text} if the ppm count {name}: {note}; derived: amount at the start / concentration",
                "missing": "what the ppm count",
                "rows": _ids(
                    "yield", "loading", "paper_side", "test_time", "selectivity", "conversion", "nitrate"
                ),
                "derived": "amount at the start / concentration",
            }
        )
    return pd.DataFrame(rows)


def _minutes_left(found: nitrate.Balance) -> float:
    """How long what is left would last at the mean rate, in minutes."""
    hours = (found.start_mmol - found.used_mmol) / found.used_mmol * _value("test_time")
    return float(units.convert(hours, "hour", "minute"))
