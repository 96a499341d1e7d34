"""Computed free energies and overpotentials; no height is made up where the paper prints none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import enumerated, point, potential_text, system_class, system_name
from reviewhelpers.charts.ladder import draw_ladder, set_states
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import energetics, reactions
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import CITE, NOT_PRINTED, stated_potential
from reviewhelpers.text import formatting

ID = "fig-diatomic-energies"
STATES = ("CO₂", "COOH*", "CO*", "CO")
"""What stands between the steps of the mechanism, in its order."""
STEPS: Mapping[str, str] = {
    "CO2 + H+ + e- -> COOH*": "",
    "COOH* + H+ + e- -> CO* + H2O": "",
    "CO* -> CO": "desorption",
}
"""The steps between the states, each with the role of the row that prints its free-energy change, if one does."""


def profile() -> energetics.Profile:
    """The way from CO₂ to CO at the one site of which a step is printed; the other steps stay open."""
    labels = (f"{before} → {after}" for before, after in pairwise(STATES))
    changes = (float(figure_rows.one(ID, role)["value"]) if role else None for role in STEPS.values())
    steps = zip(labels, changes, map(reactions.electrons, STEPS), strict=True)
    return energetics.profile(steps, potential_V=float(figure_rows.one(ID, "desorption")["potential"]))


def overpotentials() -> pd.DataFrame:
    """The pair that needs less by the text, with the least printed value as its bound; then the printed values."""
    claim = figure_rows.one(ID, "like_pairs")
    rows = sorted(map(data.row, claim["rows"].split()), key=lambda row: row["value"])
    name, least = system_name(claim["system"]), formatting.amount(rows[0])
    bounded = {
        "name": name,
        "text": f"< {formatting.exact(rows[0])}",
        "defect_class": system_class(claim["system"]),
        "bound": "<",
        "told": f"{name}: overpotential below {least}; no number is printed",
        "rows": f"{claim['id']} {rows[0]['id']}",
        "missing": NOT_PRINTED,
        "derived": "the least overpotential of the like pairs",
    }
    printed = [point(row, missing="", derived="") for row in rows]
    types = [data.row(row["system"])["defect_type"] for row in rows]
    frame = pd.DataFrame([point(rows[0], **bounded), *printed])
    return frame.assign(note=["said to need less", *types], text=frame["text"] + " V")


@figure(ID)
def energies() -> Drawing:
    """The one free-energy change that is printed, in its profile, and the overpotentials of like pairs."""
    found, pairs = profile(), overpotentials()
    printed, claim = figure_rows.one(ID, "desorption"), figure_rows.one(ID, "only_drawn")
    system, site = system_name(printed["system"]), printed["subject"].removeprefix("CO desorption at the ")
    sheet = Sheet(columns=2)
    _draw_profile(sheet, found, printed, f"{site} of {system}")
    panel = sheet.panel("Overpotentials of pairs", "computed", right=4.5)
    set_quantity(panel, "x", "overpotential", symbol="η", limits=padded(pairs["value"], 0.5))
    draw_dots(sheet, panel, pairs.assign(derived=pairs["derived"] != ""))
    open_steps = enumerated(step.label for step in found.open_steps)
    metals = [metal for key in ("system", "compared_with") for metal in data.row(claim[key])["metal"].split()]
    others = f"{found.steps[-1].label} at the other {len(metals) - 1} of {len(metals)} sites"
    sheet.note(f"Only drawn, not printed: {open_steps}, and {others}.")

    like = pairs[pairs["derived"] == ""]
    fields = {
        "work": formatting.work(CITE),
        "method": printed["method"],
        "site": f"{site} of {system}",
        "energy": formatting.amount(printed),
        "open": open_steps,
        "others": others,
        "potential": potential_text(printed),
        "exception": system_name(claim["compared_with"]),
        "pair": pairs["name"].iloc[0],
        "listed": enumerated(like["text"] + " for " + like["name"]),
        "like": enumerated(like["name"]),
    }
    steps = pd.DataFrame(found.steps).assign(name=system, site=site, derived="")
    steps["rows"] = [printed["id"] if step.printed else claim["id"] for step in found.steps]
    steps["missing"] = ["" if step.printed else NOT_PRINTED for step in found.steps]
    steps["what sets the potential"] = _verdict(found)
    names = {"label": "step", "delta_G_eV": "ΔG / eV", "value": "η / V", "bound": "relation"}
    values = pd.concat([steps, pairs.drop(columns=["note", "text", "defect_class", "told"])])
    return Drawing(sheet.finish(), values.rename(columns=names).set_index("name").reset_index(), fields)


def _verdict(found: energetics.Profile) -> str:
    try:
        return energetics.potential_determining_step(found, known_only=True).statement
    except energetics.EnergeticsError as error:
        return str(error)


def _draw_profile(sheet: Sheet, found: energetics.Profile, printed: pd.Series, site: str) -> None:
    """Levels above the last state but one; a state stays without a level where a step to it is not printed."""
    panel = sheet.panel(site, f"computed, U = {stated_potential(printed)}", height=14)
    *before, rise = (step.delta_G_eV for step in found.steps)
    levels = [*(-sum(before[place:]) for place in range(len(STATES) - 1)), rise]
    low, high = padded(levels, 0.1)
    limits = (low, high + 0.45 * (high - low))
    set_quantity(panel, "y", "free_energy_change", symbol=f"from {STATES[-2]}", limits=limits)
    set_states(panel, STATES)
    frame = pd.DataFrame({"series": site, "state": range(len(STATES)), "level": levels})
    frame["defect_class"], frame["rows"] = system_class(printed["system"]), printed["id"]
    frame.loc[len(before) + 1, ["text", "told"]] = [formatting.amount(printed), point(printed)["told"]]
    draw_ladder(panel, frame)
    for place, step in enumerate(found.steps):
        text, weight = (f"{step.electrons} e⁻", "normal") if step.electrons else ("no e⁻", "bold")
        across = panel.get_xaxis_transform()
        panel.text(place + 0.5, 0.98, text, weight=weight, transform=across, ha="center", va="top")
    gaps = [place for place, level in enumerate(levels) if math.isnan(level)]
    if gaps:
        middle = sum(gaps) / len(gaps)
        panel.text(middle, (low + high) / 2, NOT_PRINTED, ha="center", va="center", color=QUIET)
