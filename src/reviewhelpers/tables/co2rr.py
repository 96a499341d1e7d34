"""Tables of the CO2RR part, after the review li2022."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reviewhelpers import bibliography, data, electrode, reactions, units
from reviewhelpers.tables import Table, table, words

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


def _made(entry: pd.Series) -> str:
    """The type of the defect and, where the review says so, how the system was made."""
    kind = "no defect" if entry["defect_type"] == "none" else str(entry["defect_type"])
    if entry["role"] == "model":
        return kind  # What is only computed is not made.
    return f"{kind}; {entry['made_by'] or 'making not said'}"


def _of_systems(section: str, what: str, classes: tuple[str, ...] = ()) -> Table:
    """The table of systems that ends a page: what was made, printed, claimed, and by whom."""
    rows, cells = [], []
    for _, entry in _systems_of(section, classes).iterrows():
        numbers = words.printed_numbers(entry["id"], SOURCE)
        made_claims = words.claims(entry["id"], SOURCE)
        printed = [f"{words.named_value(row)} ({words.conditions(row)})" for row in numbers]
        acts = [words.claim(row) for row in made_claims]
        rows.append(
            {
                "system": entry["id"],
                "name": entry["name_ascii"],
                "defect class": entry["defect_class"],
                "defect": entry["defect_type"],
                "role": entry["role"],
                "made by": entry["made_by"],
                "printed": "; ".join(printed),
                "claims": " ".join(acts),
                "rows": " ".join(row["id"] for row in [*numbers, *made_claims]),
                "cite": entry["cite"],
                "note": entry["note"],
            }
        )
        cells.append(
            (
                words.system(entry),
                _made(entry),
                "; ".join(printed) or "no number",
                " ".join(acts) or "nothing said",
                words.work(entry["cite"]),
            )
        )
    return Table(
        pd.DataFrame(rows),
        (
            "System",
            "Defect, and how it was made",
            "What is printed (conditions)",
            "How it is said to act",
            "Work",
        ),
        tuple(cells),
        f"{what}, as {words.work('li2022defect')} report them. Values and conditions are as printed; in "
        "brackets behind each claim stands how the review shows it. The file adds the rows of "
        "the data and our notes.",
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
    order = list(data.table("sections")["id"])
    systems = data.table("systems")["name"]
    rows = [
        row
        for name in data.NUMBER_TABLES
        for _, row in data.table(name).iterrows()
        if row["source"] == SOURCE
    ]
    rows.sort(key=lambda row: order.index(row["locator"]))
    titles = data.table("sections")["title"]
    cells = tuple(
        (
            systems.get(row["system"], "none in particular"),
            f"{words.named_value(row)} ({words.conditions(row)})",
            f"“{row['as_printed']}”, in {titles[row['locator']]}",
            ". ".join(part for part in (row["reading"], row["note"]) if part) or "none",
            f"{{row}}`{row['id']}`",
        )
        for row in rows
    )
    columns = ["id", "system", "quantity", "relation", "value", "value_max", "unit", "as_printed", "reading"]
    columns += ["potential", "potential_max", "potential_unit", "potential_scale", "locator", "cite", "note"]
    return Table(
        pd.DataFrame(rows)[columns],
        (
            "System",
            "Quantity and value (conditions)",
            "As printed, and where",
            "Our note",
            "Row of the data",
        ),
        cells,
        f"Every number that {words.work('li2022defect')} print on a system, with its characters.",
    )


@table("tab-co2rr-derived", title="What follows from the printed numbers")
def derived() -> Table:
    """Currents and potentials that follow from rows of the same system and conditions."""
    rows = [*_derived_currents(), *_derived_potentials()]
    systems = data.table("systems")["name"]
    cells = tuple(
        (
            systems[row["system"]],
            row["quantity"],
            f"{words.significant(row['value'])} {row['unit']}",
            row["formula"],
            row["from"],
        )
        for row in rows
    )
    return Table(
        pd.DataFrame(rows),
        ("System", "Derived quantity", "Value", "How", "From what is printed"),
        cells,
        "Values the review does not print but that follow from those it prints. Currents are given as "
        "cathodic, so negative, whatever sign is printed. Shown to three significant figures; the file holds "
        "all digits.",
    )


def _derived_currents() -> list[dict[str, Any]]:
    frame = data.table("performance")
    frame = frame[frame["source"] == SOURCE]
    found: list[dict[str, Any]] = []
    for _, current in frame[
        frame["quantity"].isin(["partial_current_density", "current_density"])
    ].iterrows():
        alike = (frame["system"] == current["system"]) & (frame["cell"] == current["cell"])
        efficiency = frame[alike & (frame["quantity"] == "faradaic_efficiency") & (frame["relation"] == "=")]
        if efficiency.empty:
            continue
        share = efficiency.iloc[0]
        cathodic = -abs(float(units.convert(current["value"], current["unit"], "mA/cm**2")))
        total = current["quantity"] == "current_density"
        compute = electrode.partial_current_density if total else electrode.total_current_density
        found.append(
            {
                "system": current["system"],
                "quantity": f"partial current density, {words.formula(current['product'])}"
                if total
                else "total current density",
                "value": float(compute(cathodic, share["value"])),
                "unit": units.symbol("mA/cm**2"),
                "formula": "j × FE" if total else "j / FE",
                "from": f"{words.value(current)} at {words.value(share)}",
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
            continue  # Formate needs the pH, which is not printed; the figure draws the whole span.
        found.append(
            {
                "system": row["system"],
                "quantity": "potential vs RHE",
                "value": float(electrode.potential_from_overpotential("co", volts)),
                "unit": "V",
                "formula": "E = E° − η",
                "from": words.conditions(row),
                "rows": row["id"],
            }
        )
    return found


@table("tab-co2rr-equilibria", title="Equilibrium potentials of the products")
def equilibria() -> Table:
    """Standard potentials of the products, from formation energies."""
    frame = data.table("half_reactions")
    frame = frame[frame["reactant"].isin(["CO2", "H+"])]
    rows, cells = [], []
    for _, half in frame.iterrows():
        at_zero = float(reactions.standard_potential(half["equation"]))
        at_seven = float(electrode.equilibrium_potential(half["id"], pH=7.0))
        rows.append(
            {
                "half-reaction": half["id"],
                "equation": half["equation"],
                "electrons": int(half["electrons"]),
                "E° / V vs SHE": at_zero,
                "E at pH 7 / V vs RHE": at_seven,
            }
        )
        cells.append(
            (
                "CO" if half["product"] == "co" else half["product"].replace("_", " "),
                reactions.pretty(half["equation"]),
                str(int(half["electrons"])),
                words.number(round(at_zero, 3)),
                words.number(round(at_seven, 3)),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("Product", "Half-reaction", "Electrons", "E° (V vs SHE, pH 0)", "E at pH 7 (V vs RHE)"),
        tuple(cells),
        "Derived from tabulated Gibbs energies of formation, 25 °C, unit activities. On the RHE scale only "
        "products whose protons and electrons differ in number move with pH.",
    )


@table("tab-co2rr-abstracts", title="The review beside the abstracts of the works")
def abstracts() -> Table:
    """Numbers of the review and of abstracts, side by side, for the works whose abstract is known."""
    documents = data.table("sources")
    works = documents[(documents["kind"] == "abstract") & (documents["part"] == "co2rr")]
    frame = data.table("performance")
    systems = data.table("systems")
    rows, cells = [], []
    for _, document in works.iterrows():
        own = frame[frame["source"] == document["id"]]
        review = frame[(frame["source"] == SOURCE) & (frame["cite"] == document["cite"])]
        for system, left, right in _paired(review, own):
            name = systems.loc[system, "name"]
            said = [
                f"{words.named_value(row)} ({words.conditions(row)})" if row is not None else "not printed"
                for row in (left, right)
            ]
            verdict = _verdict(left, right)
            rows.append(
                {
                    "system": name,
                    "review": said[0],
                    "abstract": said[1],
                    "compared": verdict,
                    "cite": document["cite"],
                    "url": document["url"],
                }
            )
            shown_row = f"{{row}}`{right['id']}`" if right is not None else "none"
            cells.append((name, said[0], said[1], verdict, words.work(document["cite"]), shown_row))
    return Table(
        pd.DataFrame(rows),
        ("System", "The review prints", "The abstract gives", "Compared", "Work", "Row of the abstract"),
        tuple(cells),
        "Numbers of the review beside those of the abstracts that could be seen. An abstract is a second "
        "source: it never replaces what the review prints.",
    )


def _paired(review: pd.DataFrame, own: pd.DataFrame) -> list[tuple[str, pd.Series | None, pd.Series | None]]:
    """System, row of the review and row of the abstract, together where value and unit are the same."""
    left = {str(index): row for index, row in review.iterrows()}
    pairs: list[tuple[str, pd.Series | None, pd.Series | None]] = []
    for _, row in own.iterrows():
        same = [
            key for key, one in left.items() if (one["value"], one["unit"]) == (row["value"], row["unit"])
        ]
        pairs.append((row["system"], left.pop(same[0]) if same else None, row))
    return [*pairs, *((row["system"], row, None) for row in left.values())]


def _verdict(left: pd.Series | None, right: pd.Series | None) -> str:
    if left is None:
        return "only in the abstract"
    if right is None:
        return "not confirmed by the abstract"
    return "same" if left["quantity"] == right["quantity"] else "same number under another name"


@table("tab-co2rr-panels", title="Panels of the review and what of them can be rebuilt")
def panels() -> Table:
    """Every lettered panel of the review."""
    frame = data.table("panels")
    frame = frame[frame["source"] == SOURCE]
    cells = tuple(
        (
            f"{row['figure']}{row['panel']}",
            f"{row['shows']} ({row['kind']})",
            words.work(row["cite"]),
            f"{{ref}}`{row['companion']}`, {row['rebuilt']}; {row['reason']}"
            if row["companion"]
            else f"nowhere; {row['reason']}",
            row["note"] or "none",
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame.drop(columns=["source", "locator"]),
        ("Panel", "Shows", "Work", "Rebuilt in, and why not the whole", "Our note"),
        cells,
        f"The panels of the two figures of {words.work('li2022defect')}. A curve that is only drawn is not "
        "read off by eye here; what is rebuilt rests on numbers that the text prints.",
    )


@table("tab-co2rr-outlook", title="Open problems the review names")
def outlook() -> Table:
    """The outlook points of the review."""
    frame = data.table("outlook")
    frame = frame[frame["source"] == SOURCE]
    cells = tuple((words.number(row["number"]), row["title"], row["summary"]) for _, row in frame.iterrows())
    return Table(
        frame,
        ("Point", "Problem", "In short"),
        cells,
        f"The four points that close {words.work('li2022defect')}, in our words.",
    )


@table("tab-co2rr-citations", title="Works to look at twice")
def citations() -> Table:
    """Works whose place in the review or whose entry in its list calls for a note."""
    frame = data.table("citations")
    frame = frame[(frame["source"] == SOURCE) & (frame["note"] != "")]
    cells = tuple(
        (
            row["as_printed"],
            words.work(row["cite"]),
            bibliography.read()[row["cite"]]
            .fields.get("title", "not known")
            .replace("{", "")
            .replace("}", ""),
            row["note"],
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("Key in the review", "Work", "Title", "Our note"),
        cells,
        "Works that the review cites for something their titles do not speak of, under a key that fits two "
        "works, or with a slip in its list.",
    )
