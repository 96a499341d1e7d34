"""Performance by copper loading, each value with its basis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import padded, set_quantity, set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    RELATIONS,
    capitalized,
    enumerated,
    point_text,
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
from reviewhelpers.figures.copper.common import CITE, MIDDLE, SAMPLES, shared_row
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


class Basis(NamedTuple):
    """The yield of the best sample, counted over something else than it is printed for."""

    quantity: str
    over: str
    value: float
    unit: str
    rows: str
    how: str

    @property
    def text(self) -> str:
        """The value to three figures, with its unit."""
        return f"{three_figures(self.value)} {units.symbol(self.unit)}"


@figure(ID)
def performance() -> Drawing:
    """What is printed of four samples, and whether the two yields of the one with numbers agree."""
    samples, shares, areas, bases = _samples(), _shares(), _areas(), _bases()
    agree = _yields_agree()
    sheet = Sheet(columns=2)
    panel = sheet.panel("NH₃ yield per mass of catalyst", right=2.0)
    set_quantity(panel, "x", "yield_per_mass", limits=(0, 1.15 * samples["value"].max()))
    draw_dots(sheet, panel, samples)
    panel = sheet.panel(f"Shares of {system_name(MIDDLE)}", right=2.0)
    set_ticks(panel, "x", limits=padded(shares["value"], 0.3))
    panel.set_xlabel(f"Share / {units.symbol('percent')}")
    draw_dots(sheet, panel, shares)
    verdict = "the two agree" if agree else "the two do not agree"
    panel = sheet.panel(f"Yield per area of {system_name(MIDDLE)}", verdict, right=2.0, wide=True)
    low, high = padded([*areas["low"].dropna(), *areas["high"].dropna(), *areas["value"]], 0.2)
    limits = (low, high + 0.6 * (high - low))
    set_ticks(panel, "x", limits=limits)
    panel.set_xlabel(f"{capitalized(quantity_label('yield_per_area'))} / {units.symbol(AREA_UNIT)}")
    draw_dots(sheet, panel, areas)
    sheet.note(
        f"This yield is {bases[0].text} into NH₃, {bases[1].text} in all, and {bases[2].text} per Cu atom "
        "(derived). The other samples are said to be lower in the shares, too."
    )
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(COMPARED)),
        "electrons": f"{_electrons():g}",
        "potential": potential_text(shared_row("yield")),
        "best": system_name(MIDDLE),
        "yield": formatting.value(shared_row("yield")),
        "shares": enumerated(
            f"{quantity_label(shared_row(role)['quantity'])} {formatting.value(shared_row(role))}"
            for role in SHARES
        ),
        "others": enumerated(system_name(system) for system in COMPARED if system != MIDDLE),
        "bases": enumerated(f"{basis.text} {basis.over}" for basis in bases),
        "areas": enumerated(areas["text"]),
        "agree": "agree" if agree else "do not agree",
        "loading": formatting.amount(shared_row("loading")),
    }
    points = pd.concat([samples, shares, areas, pd.DataFrame(bases)], ignore_index=True)
    points["name"] = points["name"].fillna(system_name(MIDDLE))
    kept = ["name", "quantity", "bound", "value", "unit", "low", "high", "rows", "how"]
    plotted = points[kept].rename(columns={"bound": "relation", "how": "derived"}).fillna({"relation": ""})
    return Drawing(sheet.finish(), plotted, fields)


def _samples() -> pd.DataFrame:
    """The one printed yield, and below it the samples of which the text says only that theirs is lower."""
    best, claim = shared_row("yield"), figure_rows.one(ID, "best_in_yield")["id"]
    found = []
    for system, content in zip(COMPARED, map(data.row, figure_rows.named(ID, "content")), strict=True):
        own, name = system == MIDDLE, system_name(system)
        amount = formatting.amount(content)
        copper = content["quantity"] == "mass_fraction"
        found.append(
            {
                "name": name,
                "note": f"{amount} Cu" if copper else f"made with {amount} of {content['subject']}",
                "quantity": quantity_label("yield_per_mass"),
                "value": row_value(best, "yield_per_mass"),
                "unit": units.symbol(data.table("quantities").loc["yield_per_mass", "unit"]),
                "text": formatting.exact(best) if own else "lower, not printed",
                "defect_class": system_class(system),
                "bound": "" if own else "<",
                "derived": not own,
                "told": point_text(best) if own else f"{name}: said to be lower than {system_name(MIDDLE)}",
                "rows": f"{'' if own else claim} {best['id']} {content['id']}".strip(),
                "how": "" if own else f"said to be lower than that of {system_name(MIDDLE)}",
            }
        )
    return pd.DataFrame(found)


def _shares() -> pd.DataFrame:
    """The shares that are printed of one sample."""
    rows = {role: shared_row(role) for role in SHARES}
    return pd.DataFrame(
        [
            {
                "name": capitalized(quantity_label(row["quantity"])),
                "note": SHARES[role],
                "quantity": quantity_label(row["quantity"]),
                "value": row_value(row, row["quantity"]),
                "unit": units.symbol(row["unit"]),
                "text": formatting.exact(row),
                "defect_class": system_class(row["system"]),
                "told": point_text(row),
                "rows": row["id"],
                "how": "",
            }
            for role, row in rows.items()
        ]
    )


def _areas() -> pd.DataFrame:
    """The yield per area as printed, with what its last digit leaves open, and as it follows from that per gram."""
    row, loading = shared_row("yield_area"), shared_row("loading")
    printed, low, high = (
        float(units.convert(value, row["unit"], AREA_UNIT)) for value in (row["value"], *_rounding(row))
    )
    derived = float(units.convert(_yield_per_area(), "mmol/h/cm**2", AREA_UNIT))
    text = f"{three_figures(derived)} {units.symbol(AREA_UNIT)}"
    of_all = {
        "quantity": quantity_label("yield_per_area"),
        "unit": units.symbol(AREA_UNIT),
        "defect_class": system_class(MIDDLE),
    }
    given = f"yield per gram × {RELATIONS[loading['relation']]}{formatting.amount(loading)}"
    rows = f"{shared_row('yield')['id']} {loading['id']}"
    return pd.DataFrame(
        [
            {
                **of_all,
                "name": "As printed",
                "note": "bar: what its last digit leaves open",
                "value": printed,
                "low": low,
                "high": high,
                "text": formatting.amount(row),
                "told": point_text(row),
                "rows": row["id"],
                "how": "",
            },
            {
                **of_all,
                "name": "Derived",
                "note": given,
                "value": derived,
                "text": text,
                "derived": True,
                "told": f"{system_name(MIDDLE)}: {given} = {text}",
                "rows": rows,
                "how": "electrode.per_area: yield per gram × loading",
            },
        ]
    )


def _yield_per_area() -> float:
    """The yield per area that follows from the yield per mass and the loading, in mmol h⁻¹ cm⁻²."""
    per_gram = row_value(shared_row("yield"), "yield_per_mass")
    return float(electrode.per_area(per_gram, row_value(shared_row("loading"), "loading")))


def _rounding(row: pd.Series) -> tuple[float, float]:
    """The numbers that a printed one may stand for, by its last digit."""
    _, _, digits = formatting.exact(row).partition(".")
    half = 0.5 * 10.0 ** -len(digits)
    return row["value"] - half, row["value"] + half


def _yields_agree() -> bool:
    """Whether the derived yield per area rounds to the printed one."""
    low, high = _rounding(shared_row("yield_area"))
    return rounding.at_most(low, _yield_per_area()) and rounding.exceeds(high, _yield_per_area())


def _electrons() -> float:
    """The electrons that one NH₃ takes from nitrate."""
    return float(electrode.half_reaction("ammonia_from_nitrate")["electrons"])


def _bases() -> Sequence[Basis]:
    """The yield as a current into NH₃, as a current in all, and over every copper atom."""
    loading, efficiency = shared_row("loading"), shared_row("efficiency")
    copper = data.row(figure_rows.named(ID, "content")[COMPARED.index(MIDDLE)])
    count = _electrons()
    partial = float(electrode.current_from_yield(units.convert(_yield_per_area(), "mmol/h", "mol/s"), count))
    total = float(electrode.total_current_density(partial, efficiency["value"]))
    # Percent by mass over molar mass: moles of copper per gram of catalyst.
    atoms = row_value(copper, "mass_fraction") / 100 / reactions.molar_mass("Cu")
    sites = electrode.per_area(atoms, row_value(loading, "loading"))
    turnover = float(electrode.turnover_frequency(partial, count, sites))
    rows = f"{shared_row('yield')['id']} {loading['id']} ammonia-from-nitrate"
    return (
        Basis(
            "current into NH₃", "into NH₃", partial, "mA/cm**2", rows, f"yield per area × {count:g} e⁻ × F"
        ),
        Basis(
            *("current in all", "in all", total, "mA/cm**2", f"{rows} {efficiency['id']}"),
            how="current into NH₃ / Faradaic efficiency",
        ),
        Basis(
            *("rate per Cu atom", "per Cu atom", turnover, "1/h", f"{rows} {copper['id']}"),
            how="yield / copper content × molar mass of Cu; of every Cu atom",
        ),
    )
