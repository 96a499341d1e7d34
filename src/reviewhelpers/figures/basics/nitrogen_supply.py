"""How much of each reactant water holds, and the current that a film lets through."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.palette import COLOURS, Mark
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import nitrate, units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.models import mass_transport as model
from reviewhelpers.text import formatting

ID = "fig-basics-nitrogen-supply"
FILM = 30e-6
"""The film through which the currents are compared, in m."""

GASES = {"nitrogen": "N₂", "no": "NO", "nitrous_oxide": "N₂O"}
STRONG = 100.0
"""Nitrate of a common test solution, in mmol/L: our choice."""

MARK = Mark(COLOURS["blue"], "o")


def dissolved() -> pd.DataFrame:
    """What water holds of each gas under 1 bar, and the nitrate of two solutions, in mmol/L."""
    bar = float(units.convert(1.0, "bar", "Pa"))
    rows = []
    for role, name in GASES.items():
        row = figure_rows.one(ID, role)
        value = float(units.convert(row["value"], row["unit"], "mol/m**3/Pa")) * bar
        rows.append(("Gas at 1 bar", name, value, row["id"]))
    co2 = units.constant("carbon-dioxide-solubility") * bar
    rows.append(("Gas at 1 bar", "CO₂", co2, "carbon-dioxide-solubility"))
    ppm = figure_rows.one(ID, "nitrate")
    dilute = nitrate.concentration_mmol_per_L(ppm["value"], "N")
    rows.append(("Nitrate", f"{formatting.amount(ppm)} as N", dilute, ppm["id"]))
    rows.append(("Nitrate", "a strong solution", STRONG, ""))
    frame = pd.DataFrame(rows, columns=["group", "name", "value", "rows"])
    frame["text"] = [f"{formatting.significant(each, 2)} mmol/L" for each in frame["value"]]
    return frame.assign(told=frame["name"] + ": " + frame["text"], derived=True)


def currents() -> pd.DataFrame:
    """Magnitudes of limiting current densities through one film, in mA/cm²."""
    row = figure_rows.one(ID, "diffusion")
    of_no = float(units.convert(row["value"], row["unit"], "m**2/s"))
    of_nitrate = units.constant_in("nitrate-diffusion", "m**2/s")
    held = dissolved().set_index("name")
    found = []
    for name, group, electrons, diffusion, behind in (
        ("NO", "NO to NH₃, 5 e⁻", 5, of_no, row["id"]),
        (held.index[-2], "Nitrate to NH₃, 8 e⁻", 8, of_nitrate, "nitrate-diffusion"),
        (held.index[-1], "Nitrate to NH₃, 8 e⁻", 8, of_nitrate, "nitrate-diffusion"),
    ):
        current = model.limiting_current(held["value"][name], FILM, diffusion, electrons)
        found.append((group, name, -float(current) / 10, f"{held['rows'][name]} {behind}".strip()))
    frame = pd.DataFrame(found, columns=["group", "name", "value", "rows"])
    frame["text"] = [f"−{formatting.significant(each, 2)} mA/cm²" for each in frame["value"]]
    return frame.assign(told=frame["name"] + ": " + frame["text"] + ", derived", derived=True)


@figure(ID)
def supply() -> Drawing:
    """Solubility, and the limiting currents that follow."""
    held, limits = dissolved(), currents()
    sheet = Sheet(columns=2, key=False)
    for frame, heading, label, most in (
        (held, "What the water holds", "Concentration / mmol L⁻¹", 1500.0),
        (limits, f"What a film of {formatting.number(1e6 * FILM)} µm lets through", "−j / mA cm⁻²", 6000.0),
    ):
        panel = sheet.panel(heading, right=1.0)
        set_ticks(panel, "x", limits=(0.3, most), log=True)
        panel.set_xlabel(label)
        draw_dots(sheet, panel, frame, mark=MARK)
    text = {**held.set_index("name")["text"]}
    limit = limits["text"].tolist()
    by = held.set_index("name")["value"]
    fields = {
        "film": formatting.number(1e6 * FILM),
        "n2": text["N₂"],
        "no": text["NO"],
        "n2o": text["N₂O"],
        "co2": text["CO₂"],
        "times": formatting.significant(by["NO"] / by["N₂"], 2),
        "n2o_times": formatting.significant(by["N₂O"] / by["NO"], 2),
        "limit_no": limit[0],
        "limit_dilute": limit[1],
        "limit_strong": limit[2],
        "strong": formatting.number(STRONG),
    }
    data = pd.concat(
        [held.assign(quantity="concentration / mmol L⁻¹"), limits.assign(quantity="−j / mA cm⁻²")],
        ignore_index=True,
    )[["group", "name", "quantity", "value", "rows"]]
    return Drawing(sheet.finish(), data.assign(derived="Henry's law and the film"), fields)
