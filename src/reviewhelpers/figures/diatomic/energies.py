"""Computed free energies and overpotentials; no height is made up where the paper prints none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    capitalized,
    enumerated,
    point_text,
    potential_text,
    system_class,
    system_name,
)
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
CHEMICAL = "no potential makes it downhill. It can limit the rate, not the potential"


def profile() -> energetics.Profile:
    """The way from CO₂ to CO at the one site of which a step is printed; the other steps stay open."""
    steps = [
        (
            f"{before} → {after}",
            float(figure_rows.one(ID, role)["value"]) if role else None,
            reactions.electrons(equation),
        )
        for (before, after), (equation, role) in zip(pairwise(STATES), STEPS.items(), strict=True)
    ]
    return energetics.profile(steps, potential_V=float(figure_rows.one(ID, "desorption")["potential"]))


@figure(ID)
def energies() -> Drawing:
    """The one free-energy change that is printed, in its profile, and the overpotentials of like pairs."""
    found, printed, claim = profile(), figure_rows.one(ID, "desorption"), figure_rows.one(ID, "only_drawn")
    metals = [metal for key in ("system", "compared_with") for metal in data.row(claim[key])["metal"].split()]
    site = f"{printed['subject'].removeprefix('CO desorption at the ')} of {system_name(printed['system'])}"
    sheet = Sheet(columns=2)
    _draw_profile(sheet, found, printed, site)
    pairs = _overpotentials()
    panel = sheet.panel("Overpotentials of pairs", "computed", right=4.5)
    set_quantity(panel, "x", "overpotential", symbol="η", limits=padded(pairs["value"], 0.5))
    draw_dots(sheet, panel, pairs)
    last, open_steps = found.steps[-1], enumerated(step.label for step in found.open_steps)
    others = f"{last.label} at the other {len(metals) - 1} of {len(metals)} sites"
    sheet.note(f"Only drawn, not printed: {open_steps}, and {others}.")

    unprinted, *like = (row for _, row in pairs.iterrows())
    fields = {
        "work": formatting.work(CITE),
        "method": printed["method"],
        "first": STATES[0],
        "end": STATES[-1],
        "step": last.label,
        "site": site,
        "energy": f"{formatting.number(last.delta_G_eV)} eV",
        "electrons": _electrons(last),
        "so": CHEMICAL if not last.electrons else "a more negative potential makes it less uphill",
        "open": open_steps,
        "others": others,
        "potential": potential_text(printed),
        "exception": system_name(claim["compared_with"]),
        "pair": unprinted["name"],
        "listed": enumerated(f"{row['text']} for {row['name']}" for row in like),
        "like": enumerated(row["name"] for row in like),
    }
    values = [_step(found, printed, place) for place in range(len(found.steps))]
    values += [_overpotential(row) for _, row in pairs.iterrows()]
    return Drawing(sheet.finish(), pd.DataFrame(values), fields)


def _electrons(step: energetics.Step) -> str:
    return f"{step.electrons} e⁻" if step.electrons else "no electron"


def _draw_profile(sheet: Sheet, found: energetics.Profile, printed: pd.Series, site: str) -> None:
    """Levels above the last state but one; a state stays without a level where a step to it is not printed."""
    panel = sheet.panel(capitalized(site), f"computed, U = {stated_potential(printed)}", height=14)
    *before, rise = (step.delta_G_eV for step in found.steps)
    levels = [*(-sum(before[place:]) for place in range(len(before))), 0.0, rise]
    low, high = padded([level for level in levels if not math.isnan(level)], 0.1)
    limits = (low, high + 0.45 * (high - low))
    set_quantity(panel, "y", "free_energy_change", symbol=f"from {STATES[-2]}", limits=limits)
    set_states(panel, STATES)
    last = len(STATES) - 1
    frame = pd.DataFrame({"series": site, "state": range(len(STATES)), "level": levels})
    frame["defect_class"] = system_class(printed["system"])
    frame["text"] = [f"{formatting.number(rise)} eV" if state == last else "" for state in frame["state"]]
    frame["told"] = [point_text(printed) if state == last else "" for state in frame["state"]]
    draw_ladder(panel, frame.assign(rows=printed["id"]))
    for place, step in enumerate(found.steps):
        text = f"{step.electrons} e⁻" if step.electrons else "no e⁻"
        weight, across = "normal" if step.electrons else "bold", panel.get_xaxis_transform()
        panel.text(place + 0.5, 0.98, text, weight=weight, transform=across, ha="center", va="top")
    gaps = [place for place, level in enumerate(levels) if math.isnan(level)]
    if gaps:
        panel.text(
            sum(gaps) / len(gaps), (low + high) / 2, NOT_PRINTED, ha="center", va="center", color=QUIET
        )


def _overpotentials() -> pd.DataFrame:
    """The pair that is said to need less, with the least printed value as its bound; then the printed values."""
    claim = figure_rows.one(ID, "like_pairs")
    rows = sorted(map(data.row, claim["rows"].split()), key=lambda row: row["value"])
    frame = pd.DataFrame(
        {
            "system": [claim["system"], *(row["system"] for row in rows)],
            "note": ["said to need less", *[data.row(row["system"])["defect_type"] for row in rows]],
            "value": [rows[0]["value"], *(row["value"] for row in rows)],
            "derived": [True, *[False] * len(rows)],
            "bound": ["<", *(row["relation"] for row in rows)],
            "rows": [f"{claim['id']} {rows[0]['id']}", *(row["id"] for row in rows)],
        }
    )
    frame["name"] = frame["system"].map(system_name)
    frame["defect_class"] = frame["system"].map(system_class)
    frame["text"] = [f"< {formatting.exact(rows[0])} V", *(f"{formatting.exact(row)} V" for row in rows)]
    told = f"{frame['name'][0]}: overpotential below {formatting.exact(rows[0])} V; no number is printed"
    frame["told"] = [told, *map(point_text, rows)]
    return frame


def _step(found: energetics.Profile, printed: pd.Series, place: int) -> dict[str, object]:
    """A step of the plotted values."""
    step = found.steps[place]
    try:
        verdict = energetics.potential_determining_step(found, known_only=True).statement
    except energetics.EnergeticsError as error:
        verdict = str(error)
    return {
        "system": printed["system"],
        "name": system_name(printed["system"]),
        "site": printed["subject"].removeprefix("CO desorption at the "),
        "step": step.label,
        "electrons": step.electrons,
        "ΔG / eV": step.delta_G_eV,
        "what sets the potential": verdict,
        "missing": "" if step.printed else NOT_PRINTED,
        "rows": printed["id"] if step.printed else figure_rows.one(ID, "only_drawn")["id"],
        "derived": "",
    }


def _overpotential(row: pd.Series) -> dict[str, object]:
    """An overpotential of the plotted values, printed or a bound."""
    column = "η below / V" if row["derived"] else "η / V"
    return {
        "system": row["system"],
        "name": row["name"],
        column: row["value"],
        "missing": NOT_PRINTED if row["derived"] else "",
        "rows": row["rows"],
        "derived": "the least overpotential of the like pairs" if row["derived"] else "",
    }
