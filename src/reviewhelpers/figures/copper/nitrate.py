"""A balance of nitrate: the volume that each meaning of ppm implies."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    capitalized,
    enumerated,
    phrases,
    potential_text,
    quantity_label,
    quantity_symbol,
    system_class,
    system_name,
    three_figures,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import nitrate, units
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE, MIDDLE, shared_row, shared_value, yield_per_area
from reviewhelpers.text import formatting

ION = "NO₃⁻"
MADE = ("yield", "loading", "paper_side", "test_time")
START = (*MADE, "selectivity", "conversion")
COLUMNS = [
    "name",
    "formula",
    "amount / mmol",
    "missing",
    "rows",
    "derived",
    "concentration / mmol L⁻¹",
    "volume / mL",
]


@figure("fig-copper-nitrate")
def nitrate_balance() -> Drawing:
    """The amounts of the test, and the volume that each meaning of ppm implies."""
    ppm = formatting.value(shared_row("nitrate"))
    amounts, volumes = _amounts(), _volumes()
    sheet = Sheet(columns=2)
    for frame, column, heading in (
        (amounts, "amount / mmol", "From the yield back to the start"),
        (volumes, "volume / mL", f"Volume, if {ppm} count …"),
    ):
        most = frame[column].max()
        panel, (quantity, unit) = sheet.panel(heading, right=2.0), column.split(" / ")
        set_quantity(panel, "x", quantity, limits=(-0.06 * most, 1.15 * most))
        panel.set_xlabel(f"{capitalized(quantity_label(quantity))} {quantity_symbol(quantity)} / {unit}")
        marks = frame.assign(value=frame[column], derived=True, defect_class=system_class(MIDDLE))
        draw_dots(sheet, panel, marks)
    sheet.note("The volume of the cell is not printed.")

    _, used, _, left = amounts["amount / mmol"]
    minutes = float(units.convert(left / used * shared_value("test_time"), "hour", "minute"))
    fields = {
        "work": formatting.work(CITE),
        "sample": system_name(MIDDLE),
        "potential": potential_text(shared_row("yield")),
        "ppm": ppm,
        "amounts": enumerated(
            phrases(amounts.iloc[:3].assign(name=amounts["name"].str.lower()), "{text} {name}")
        ),
        "volumes": enumerated(phrases(volumes, "{text} as {formula}")),
        "left": formatting.decimals(100 - shared_row("conversion")["value"], 1),
        "minutes": formatting.significant(minutes, 2),
        "time": formatting.value(shared_row("test_time")),
        "loading": formatting.value(shared_row("loading")),
        "times": formatting.significant(volumes["volume / mL"].max() / volumes["volume / mL"].min(), 2),
    }
    volumes["name"] = f"{ppm} as " + volumes["formula"]
    return Drawing(sheet.finish(), pd.concat([amounts, volumes])[COLUMNS], fields)


def _ids(*roles: str) -> str:
    return " ".join(shared_row(role)["id"] for role in roles)


def _amounts() -> pd.DataFrame:
    """Ammonia made, and nitrate used up, there at the start and left, each from the one before."""
    found = nitrate.printed_balance("N")
    rate = three_figures(yield_per_area())
    area, time = (
        formatting.number(shared_value("paper_side") ** 2),
        formatting.amount(shared_row("test_time")),
    )
    per_area = f"{rate} {units.symbol('mmol/h/cm**2')} × {area} cm² × {time}"
    selectivity, conversion = (formatting.amount(shared_row(role)) for role in ("selectivity", "conversion"))
    left = found.start_mmol - found.used_mmol
    lines = [
        ("Made", found.made_mmol, "NH₃", per_area, _ids(*MADE)),
        ("Used up", found.used_mmol, ION, f"made / {selectivity} selectivity", _ids(*MADE, "selectivity")),
        ("At the start", found.start_mmol, ION, f"used up / {conversion} conversion", _ids(*START)),
        ("Left", left, ION, "at the start − used up", _ids(*START)),
    ]
    frame = pd.DataFrame(lines, columns=["name", "amount / mmol", "formula", "derived", "rows"])
    frame["text"] = [f"{formatting.decimals(each, 4)} mmol" for each in frame["amount / mmol"]]
    frame = frame.assign(text=phrases(frame, "{text} {formula}"), note="= " + frame["derived"])
    return frame.assign(told=phrases(frame, "{name}: {text}; derived: {derived}"))


def _volumes() -> pd.DataFrame:
    """The volume that holds the nitrate of the start, by what the ppm count."""
    found = [nitrate.printed_balance(counted) for counted in nitrate.MEANINGS]
    formula = [formatting.formula({"NO3": "NO3-"}.get(counted, counted)) for counted in nitrate.MEANINGS]
    frame = pd.DataFrame(map(vars, found)).rename(
        columns={"concentration_mmol_per_L": "concentration / mmol L⁻¹", "volume_mL": "volume / mL"}
    )
    note = frame["concentration / mmol L⁻¹"].map(three_figures) + f" {units.symbol('mmol/L')}"
    text = frame["volume / mL"].map(three_figures) + " mL"
    frame = frame.assign(formula=formula, note=note, text=text, derived="amount at the start / concentration")
    return frame.assign(
        name="… " + frame["formula"],
        told=phrases(frame, "{text} if the ppm count {formula}: {note}; derived: {derived}"),
        rows=_ids(*START, "nitrate"),
        missing="what the ppm count",
    )
