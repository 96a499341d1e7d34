"""Tables of the CO2RR part, after the review li2022."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reviewhelpers.analysis.coverage import systems_with_numbers
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.chemistry import electrode, units
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, common, key_facts, table
from reviewhelpers.text import formatting, markdown

SOURCE = "li2022"


def _home(systems: pd.DataFrame) -> pd.Series:
    """The section each system is treated in: its own, or that of its work where only a caption names it."""
    sections = data.table("sections")
    in_text = systems["locator"].map(sections["kind"]) == "section"
    by_work = systems[in_text].drop_duplicates("cite").set_index("cite")["locator"]
    return systems["locator"].where(in_text, systems["cite"].map(by_work))


def _systems_of(section: str, classes: tuple[str, ...] = ()) -> pd.DataFrame:
    systems = data.table("systems")
    systems = systems[systems["source"] == SOURCE]
    chosen = systems[_home(systems) == section]
    if classes:
        # A control without a defect belongs with the defective material of the same work.
        works = chosen.loc[chosen["defect_class"].isin(classes), "cite"]
        chosen = chosen[chosen["cite"].isin(works)]
    return chosen


def _of_systems(section: str, what: str, classes: tuple[str, ...] = ()) -> Table:
    return common.systems(SOURCE, _systems_of(section, classes), what)


_NUMBERS = {"review": "in the review", "abstract": "in an abstract only", "none": GAP}
"""How the list of systems says where a number on one is printed."""


@table("tab-co2rr-systems", title="Every system the review names")
def systems() -> Table:
    """The systems of the part, each with its defect and with where a number on it is printed."""
    every = systems_with_numbers("co2rr", SOURCE)
    order, starts = key_facts.grouped(key_facts.classes(data.table("systems").loc[every["system"]]))
    every = every.iloc[order]
    cells = tuple(
        (
            markdown.text(formatting.system(row)),
            _NUMBERS[row["numbers"]],
            markdown.text("no defect" if row["defect_type"] == "none" else row["defect_type"]),
            common.credited(row),
        )
        for _, row in every.iterrows()
    )
    columns = ["system", "name", "defect_class", "defect_type", "role", "numbers", "rows", "cite"]
    return Table(
        every[columns],
        ("System", "Number printed", "Defect", "Work"),
        cells,
        f"Every system that {common.review(SOURCE)} name, by class of defect and in the order of the text, with the "
        "type of its defect. A number is one on activity, selectivity or stability.",
        folded=f"Show the {len(every)} systems",
        groups=tuple((start, NAMES[kind]) for start, kind in starts.items()),
    )


@table("tab-co2rr-intrinsic", title="Systems with intrinsic defects")
def intrinsic() -> Table:
    """Systems of the section on intrinsic defects."""
    return _of_systems(
        "li2022-intrinsic", "Carbons whose defects hold no foreign atom, with the models computed for them"
    )


@table("tab-co2rr-heteroatom", title="Systems with doped heteroatoms")
def heteroatom() -> Table:
    """Systems of the section on heteroatom doping."""
    return _of_systems("li2022-heteroatom", "Carbons doped with N, P, B or S")


@table("tab-co2rr-single-atom", title="Systems with single metal atoms")
def single_atom() -> Table:
    """Systems of the section on single-metal-atom sites."""
    return _of_systems(
        "li2022-single-atom", "Single metal atoms bound in carbon, and the molecules they resemble"
    )


@table("tab-co2rr-anion-vacancies", title="Systems with anion vacancies")
def anion_vacancies() -> Table:
    """Oxides and sulfides with anion vacancies."""
    return _of_systems(
        "li2022-vacancies", "Oxides and sulfides with oxygen or sulfur missing", ("anion-vacancy",)
    )


@table("tab-co2rr-cation-vacancies", title="Systems with cation vacancies")
def cation_vacancies() -> Table:
    """Sulfides with cation vacancies."""
    return _of_systems("li2022-vacancies", "Sulfides with zinc missing", ("cation-vacancy",))


@table("tab-co2rr-grain-boundaries", title="Systems with grain boundaries")
def grain_boundaries() -> Table:
    """Systems of the section on grain boundaries."""
    return _of_systems("li2022-grain-boundaries", "Materials with twin or phase boundaries")


@table("tab-co2rr-lattice", title="Systems with lattice defects")
def lattice() -> Table:
    """Systems of the section on lattice defects."""
    return _of_systems(
        "li2022-lattice", "Materials with a distorted or dislocated lattice, with their controls"
    )


@table("tab-co2rr-numbers", title="Every number the review prints")
def numbers() -> Table:
    """All rows of the number tables of the review, in its order."""
    return common.numbers(SOURCE)


@table("tab-co2rr-derived", title="What follows from the printed numbers")
def derived() -> Table:
    """Currents and potentials that follow from rows of the same system and conditions."""
    rows = [*_derived_currents(), *_derived_potentials()]
    systems = data.table("systems")["name"]
    cells = tuple(
        (
            markdown.text(systems[row["system"]]),
            markdown.text(row["quantity"]),
            markdown.text(f"{formatting.significant(row['value'])} {row['unit']}"),
            row["formula"],
            markdown.quoted(row["from"]),
        )
        for row in rows
    )
    return Table(
        pd.DataFrame(rows),
        ("System", "Derived quantity", "Value", "How", "From what is printed"),
        cells,
        "Values the review does not print but that follow from those it prints. Currents are given as "
        "cathodic, so negative, whatever sign is printed. Shown to three significant figures, or to "
        "four where three would hang on a tie; the file holds ten.",
    )


def _derived_currents() -> list[dict[str, Any]]:
    frame = data.table("performance")
    frame = frame[frame["source"] == SOURCE]
    found: list[dict[str, Any]] = []
    for _, current in frame[
        frame["quantity"].isin(["partial_current_density", "current_density"])
    ].iterrows():
        own = data.rows_where("performance", "system", current["system"])
        own = own[(own["source"] == SOURCE) & (own["cell"] == current["cell"])]
        efficiency = own[(own["quantity"] == "faradaic_efficiency") & (own["relation"] == "=")]
        if efficiency.empty:
            continue
        share = efficiency.iloc[0]
        cathodic = -abs(float(units.convert(current["value"], current["unit"], "mA/cm**2")))
        total = current["quantity"] == "current_density"
        compute = electrode.partial_current_density if total else electrode.total_current_density
        found.append(
            {
                "system": current["system"],
                "quantity": f"partial current density, {formatting.formula(current['product'])}"
                if total
                else "total current density",
                "value": float(compute(cathodic, share["value"])),
                "unit": units.symbol("mA/cm**2"),
                "formula": "j × FE" if total else "j / FE",
                "from": f"{formatting.value(current)} at {formatting.value(share)}",
                "rows": f"{current['id']} {share['id']}",
            }
        )
    return found


def _derived_potentials() -> list[dict[str, Any]]:
    frame = data.table("performance")
    chosen = (frame["source"] == SOURCE) & (frame["potential_scale"] == "overpotential")
    found: list[dict[str, Any]] = []
    for _, row in frame[chosen].drop_duplicates(["system", "potential"]).iterrows():
        volts = float(units.convert(row["potential"], row["potential_unit"], "V"))
        if row["product"] != "CO":
            continue  # Formate needs the pH, which is not printed; the figure draws a span.
        found.append(
            {
                "system": row["system"],
                "quantity": "potential vs RHE",
                "value": float(electrode.potential_from_overpotential("co", volts)),
                "unit": "V",
                "formula": "E = E° − η",
                "from": formatting.conditions(row),
                "rows": row["id"],
            }
        )
    return found


@table("tab-co2rr-equilibria", title="Equilibrium potentials of the products")
def equilibria() -> Table:
    """Standard potentials of the products, from formation energies."""
    return common.equilibria(("CO2", "H+"))


@table("tab-co2rr-abstracts", title="The review beside the abstracts of the works")
def abstracts() -> Table:
    """Numbers of the review and of abstracts, side by side, for the works whose abstract is known."""
    return common.abstracts(SOURCE, "co2rr")


@table("tab-co2rr-panels", title="Panels of the review and what of them can be rebuilt")
def panels() -> Table:
    """Every lettered panel of the review."""
    return common.panels(SOURCE)


@table("tab-co2rr-outlook", title="Open problems the review names")
def outlook() -> Table:
    """The outlook points of the review."""
    return common.outlook(SOURCE)


@table("tab-co2rr-citations", title="Citations of the CO₂ review that need a note")
def citations() -> Table:
    """Works whose place in the review or whose entry in its list calls for a note."""
    return common.citations(SOURCE)
