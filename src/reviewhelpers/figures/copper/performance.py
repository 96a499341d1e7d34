"""Performance by copper loading, each value with its basis."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    capitalized,
    enumerated,
    phrases,
    point_text,
    points,
    potential_text,
    quantity_label,
    row_value,
    system_class,
    system_name,
    three_figures,
)
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    MIDDLE,
    SAMPLES,
    shared_row,
    shared_value,
    yield_per_area,
)
from reviewhelpers.text import formatting

ID = "fig-copper-performance"
COMPARED = ("ji2023-ntc", *SAMPLES)
"""The samples by rising copper, first the support without any."""

SHARES = {
    "efficiency": "of the charge, into NH₃",
    "conversion": "of the nitrate at the start, used up",
    "selectivity": "of the nitrate used up, to NH₃",
}
"""The shares by the role of their row, and what each is a share of."""

AREA_UNIT = "umol/h/cm**2"
"""The unit in which yields of NH₃ per area are compared, as in the part on NO reduction."""


@figure(ID)
def performance() -> Drawing:
    """What is printed of four samples, and whether the two yields of the one with numbers agree."""
    samples, shares, areas, bases = _samples(), _shares(), _areas(), _bases()
    printed, derived = areas.iloc[0], areas.iloc[1]["value"]
    # Whether the derived yield per area rounds to the printed one.
    agree = rounding.at_most(printed["low"], derived) and rounding.exceeds(printed["high"], derived)
    verdict, best = "agree" if agree else "do not agree", system_name(MIDDLE)
    sheet = Sheet(columns=2)
    panel = sheet.panel("NH₃ yield per mass of catalyst", right=2.0)
    set_quantity(panel, "x", "yield_per_mass", limits=(0, 1.15 * samples["value"].max()))
    draw_dots(sheet, panel, samples)
    panel = sheet.panel(f"Shares of {best}", right=2.0)
    set_ticks(panel, "x", limits=padded(shares["value"], 0.3))
    panel.set_xlabel(f"Share / {units.symbol('percent')}")
    draw_dots(sheet, panel, shares)
    panel = sheet.panel(f"Yield per area of {best}", f"the two {verdict}", right=2.0, wide=True)
    low, high = padded([*areas["low"].dropna(), *areas["high"].dropna(), *areas["value"]], 0.2)
    set_ticks(panel, "x", limits=(low, high + 0.6 * (high - low)))
    panel.set_xlabel(f"{capitalized(quantity_label('yield_per_area'))} / {units.symbol(AREA_UNIT)}")
    draw_dots(sheet, panel, areas)
    into, in_all, per_atom = bases["text"]
    sheet.note(
        f"This yield is {into} into NH₃, {in_all} in all, and {per_atom} per Cu atom (derived). "
        "The other samples are lower in the shares, too."
    )
    fields = {
        "work": formatting.work(CITE),
        "potential": potential_text(shared_row("yield")),
        "best": best,
        "yield": formatting.value(shared_row("yield")),
        "shares": enumerated(phrases(shares, "{quantity} {printed}")),
        "others": enumerated(samples["name"][samples["derived"]]),
        "into": into,
        "in_all": in_all,
        "per_atom": per_atom,
        "areas": enumerated(areas["text"]),
        "agree": verdict,
        "loading": formatting.amount(shared_row("loading")),
    }
    kept = ["name", "quantity", "bound", "value", "unit", "low", "high", "rows", "how"]
    values = pd.concat([samples, shares, areas, bases])[kept]
    return Drawing(sheet.finish(), values.rename(columns={"bound": "relation", "how": "derived"}), fields)


def _contents() -> pd.DataFrame:
    """Rows of the copper in each sample, or of what it was made with."""
    return pd.DataFrame([data.row(row) for row in figure_rows.named(ID, "content")], COMPARED)


def _samples() -> pd.DataFrame:
    """The one printed yield, and below it the samples of which the text says only that theirs is lower."""
    best, claim = shared_row("yield"), figure_rows.one(ID, "best_in_yield")["id"]
    contents = _contents()
    amounts = contents.apply(formatting.amount, axis=1)
    made = "made with " + amounts + " of " + contents["subject"]
    systems, lower = contents.index.to_series(), f"lower, in words, than {system_name(MIDDLE)}"
    names, own = systems.map(system_name), systems == MIDDLE
    return pd.DataFrame(
        {
            "name": names,
            "note": made.where(contents["quantity"] != "mass_fraction", amounts + " Cu"),
            "quantity": quantity_label("yield_per_mass"),
            "value": shared_value("yield"),
            "unit": units.symbol(data.table("quantities").loc["yield_per_mass", "unit"]),
            "text": own.map({True: formatting.exact(best), False: "lower, not printed"}),
            "defect_class": systems.map(system_class),
            "bound": own.map({True: "", False: "<"}),
            "derived": ~own,
            "told": (names + f": {lower}").where(~own, point_text(best)),
            "rows": own.map({True: "", False: f"{claim} "}) + f"{best['id']} " + contents["id"],
            "how": own.map({True: "", False: lower}),
        }
    )


def _shares() -> pd.DataFrame:
    """The shares that are printed of one sample."""
    rows = pd.DataFrame([shared_row(role) for role in SHARES])
    quantity, unit = rows["quantity"].map(quantity_label), rows["unit"].map(units.symbol)
    shares = points(rows).assign(quantity=quantity, unit=unit, note=list(SHARES.values()), bound="", how="")
    return shares.assign(name=quantity.map(capitalized), printed=rows.apply(formatting.value, axis=1))


def _areas() -> pd.DataFrame:
    """The yield per area as printed, with what its last digit leaves open, and as it follows from that per gram."""
    row, loading = shared_row("yield_area"), shared_row("loading")
    half = 0.5 * 10.0 ** -len(formatting.exact(row).partition(".")[2])
    ends = [row["value"], row["value"] - half, row["value"] + half]
    printed, low, high = (float(units.convert(end, row["unit"], AREA_UNIT)) for end in ends)
    derived = float(units.convert(yield_per_area(), "mmol/h/cm**2", AREA_UNIT))
    given = f"yield per gram × {RELATIONS[loading['relation']]}{formatting.amount(loading)}"
    text = f"{three_figures(derived)} {units.symbol(AREA_UNIT)}"
    return pd.DataFrame(
        {
            "name": ["As printed", "Derived"],
            "note": ["bar: what its last digit leaves open", given],
            "quantity": quantity_label("yield_per_area"),
            "value": [printed, derived],
            "unit": units.symbol(AREA_UNIT),
            "low": [low, math.nan],
            "high": [high, math.nan],
            "text": [formatting.amount(row), text],
            "defect_class": system_class(MIDDLE),
            "derived": [False, True],
            "told": [point_text(row), f"{system_name(MIDDLE)}: {given} = {text}"],
            "rows": [row["id"], f"{shared_row('yield')['id']} {loading['id']}"],
            "how": ["", "electrode.per_area: yield per gram × loading"],
        }
    )


def _bases() -> pd.DataFrame:
    """The yield as a current into NH₃, as a current in all, and over every copper atom."""
    copper, efficiency = _contents().loc[MIDDLE], shared_row("efficiency")
    electrons = float(electrode.half_reaction("ammonia_from_nitrate")["electrons"])
    partial = electrode.current_from_yield(units.convert(yield_per_area(), "mmol/h", "mol/s"), electrons)
    total = electrode.total_current_density(partial, efficiency["value"])
    # Percent by mass over molar mass: moles of copper per gram of catalyst.
    atoms = row_value(copper, "mass_fraction") / 100 / reactions.molar_mass("Cu")
    sites = electrode.per_area(atoms, shared_value("loading"))
    turnover = electrode.turnover_frequency(partial, electrons, sites)
    rows = f"{shared_row('yield')['id']} {shared_row('loading')['id']} ammonia-from-nitrate"
    bases = pd.DataFrame(
        {
            "name": system_name(MIDDLE),
            "quantity": ["current into NH₃", "current in all", "rate per Cu atom"],
            "value": [float(partial), float(total), float(turnover)],
            "unit": [units.symbol(unit) for unit in ("mA/cm**2", "mA/cm**2", "1/h")],
            "rows": [rows, f"{rows} {efficiency['id']}", f"{rows} {copper['id']}"],
            "how": [
                f"yield per area × {formatting.number(electrons)} e⁻ × F",
                "current into NH₃ / Faradaic efficiency",
                "yield / copper content × molar mass of Cu; of every Cu atom",
            ],
        }
    )
    return bases.assign(text=phrases(bases, "{value} {unit}"))
