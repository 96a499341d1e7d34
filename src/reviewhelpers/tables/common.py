"""Tables that every part has, for whatever source the part follows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

import pandas as pd

from reviewhelpers.analysis import claim_basis
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.chemistry import electrode, reactions
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.tables import GAP, LEGEND, Table, explained, ids, key_facts
from reviewhelpers.text import formatting, markdown

_STATES = {"g": "gas", "l": "liquid", "aq": "dissolved"}
_SHORT = r"\b(?:no|co)\b"


def review(source: str) -> str:
    """The citation of the document a part follows."""
    return formatting.work(data.table("sources").loc[source, "cite"])


def credited(row: pd.Series) -> str:
    """The work behind a row of ``systems`` or ``panels``, as a cell says it."""
    return formatting.credited_work(row) if row["cite"] or row["credit_as_printed"] else GAP


def _of(name: str, source: str) -> pd.DataFrame:
    frame = data.table(name)
    return frame[frame["source"] == source]


def systems(source: str, chosen: pd.DataFrame, what: str) -> Table:
    """Key facts of systems: what is printed and claimed of each, how it was made, and by whom.

    The file holds all numbers and claims; a cell shows a few, and leads to the table that lists the others.

    Parameters
    ----------
    source : str
        The document whose numbers and claims are listed.
    chosen : DataFrame
        Rows of ``systems``, in the order of the table.
    what : str
        What the systems have in common, to begin the caption.
    """
    order, starts = key_facts.grouped(key_facts.classes(chosen))
    every_number, every_claim = _listing(source, "numbers"), _listing(source, "argument")
    rows: list[dict[str, object]] = []
    cells: list[tuple[str, ...]] = []
    groups: list[tuple[int, str]] = []
    for place, number in enumerate(order):
        system = chosen.iloc[number]
        if place in starts:
            groups.append((len(cells), NAMES[starts[place]]))
        numbers = [
            row for row in formatting.printed_numbers(system["id"], source) if not key_facts.is_scale_bar(row)
        ]
        claims = formatting.claims(system["id"], source)
        rows.append(_system_row(system, numbers, claims))
        shown = key_facts.numbers(numbers)
        told = key_facts.claims(claims) if every_claim else claims
        acts = [*map(explained.claim, told), _more(len(claims) - len(told), "claim", every_claim)]
        name = markdown.text(formatting.system(system))
        work = credited(system)
        facts = [
            ("; ".join(markdown.text(formatting.named_value(row)) for row in group), where)
            for where, group in key_facts.by_conditions(shown)
        ] or [("", GAP)]
        left = _more(len(numbers) - len(shown), "number", every_number)
        facts[-1] = ("; ".join(filter(None, (facts[-1][0], left))) or GAP, facts[-1][1])
        for first, (values, where) in enumerate(facts):
            said = "" if first else " ".join(filter(None, acts)) or GAP
            defect = _defect_text(system, with_making=not first)
            cells.append((name, values, markdown.quoted(where), said, markdown.text(defect), work))
    listed = " and ".join(f"{{ref}}`{id}`" for id in (every_number, every_claim) if id)
    return Table(
        pd.DataFrame(rows),
        ("System", "What is printed", "Conditions", "How it acts", "Defect, and how it was made", "Work"),
        tuple(cells),
        f"{what}, as {review(source)} report them: at most {key_facts.MOST_NUMBERS} numbers and "
        f"{key_facts.MOST_CLAIMS} claims each, with one row for each set of conditions. Behind each claim stands how "
        "the source shows it, with a link to what explains it. The file holds all.",
        f"{LEGEND} All that is printed, with the characters of the source: {listed}.",
        groups=tuple(groups),
    )


def _listing(source: str, what: str) -> str:
    """The table of a part that lists every number or every claim, if the part has one."""
    id = f"tab-{data.table('sources').loc[source, 'part']}-{what}"
    return id if id in ids() else ""


def _more(number: int, what: str, listing: str) -> str:
    """How many facts are left out, as a link to the table that lists them."""
    if number < 1 or not listing:
        return ""
    return markdown.linked(f"{number} more {what}{'s' if number > 1 else ''}", listing)


def _system_row(system: pd.Series, numbers: list[pd.Series], claims: list[pd.Series]) -> dict[str, object]:
    """All that the file holds of a system."""
    printed = [f"{formatting.named_value(row)} ({formatting.conditions(row)})" for row in numbers]
    return {
        "system": system["id"],
        "name": system["name_ascii"],
        "defect class": system["defect_class"],
        "defect": system["defect_type"],
        "role": system["role"],
        "made by": system["made_by"],
        "printed": "; ".join(printed),
        "claims": " ".join(map(formatting.claim, claims)),
        "rows": " ".join(row["id"] for row in [*numbers, *claims]),
        "cite": system["cite"],
        "credited to": system["credit_as_printed"],
        "note": system["note"],
    }


def _defect_text(system: pd.Series, with_making: bool) -> str:
    """The type of the defect and, where the source tells it, how the system was made."""
    kind = "no defect" if system["defect_type"] == "none" else str(system["defect_type"])
    # A computed model has no preparation.
    made = system["made_by"] if with_making and system["role"] != "model" else ""
    return f"{kind}; {made}" if made else kind


def numbers(source: str) -> Table:
    """All rows of the number tables of one source, in the order of its text."""
    order = {id: number for number, id in enumerate(data.table("sections")["id"])}
    systems = data.table("systems")["name"]
    rows = [row for name in data.NUMBER_TABLES for _, row in _of(name, source).iterrows()]
    rows.sort(key=lambda row: order[row["locator"]])
    titles = data.table("sections")["title"]
    cells = tuple(
        (
            markdown.text(systems.get(row["system"], GAP)),
            markdown.text(formatting.named_value(row)),
            markdown.quoted(key_facts.conditions(row)),
            f"“{markdown.quoted(row['as_printed'])}”, in {markdown.text(titles[row['locator']])}",
            markdown.text(". ".join(part for part in (row["reading"], row["note"]) if part)) or GAP,
            markdown.role("row", row["id"]),
        )
        for row in rows
    )
    columns = ["id", "system", "quantity", "relation", "value", "value_max", "unit", "as_printed", "reading"]
    columns += ["potential", "potential_max", "potential_unit", "potential_scale", "locator", "cite", "note"]
    return Table(
        pd.DataFrame(rows)[columns],
        (
            "System",
            "Quantity and value",
            "Conditions",
            "As printed, and where",
            "Our note",
            "Row of the data",
        ),
        cells,
        f"Every number that {review(source)} print, with its characters.",
        f"{LEGEND[:-1]}, of no one system, or nothing to note.",
        asides=tuple(number for number, row in enumerate(rows) if key_facts.is_condition(row)),
    )


def equilibria(reactants: Sequence[str]) -> Table:
    """Standard potentials of the half-reactions of some reactants, from formation energies."""
    frame = data.table("half_reactions")
    frame = frame[frame["reactant"].isin(reactants)]
    rows, cells = [], []
    for _, half in frame.iterrows():
        at_zero = float(reactions.standard_potential(half["equation"]))
        at_seven = float(electrode.equilibrium_potential(half["id"], pH=7.0))
        rows.append(
            {
                "half-reaction": half["id"],
                "state": _state(half["equation"]),
                "equation": half["equation"],
                "electrons": int(half["electrons"]),
                "E° / V vs SHE": at_zero,
                "E at pH 7 / V vs RHE": at_seven,
            }
        )
        cells.append(
            (
                markdown.text(
                    f"{re.sub(_SHORT, lambda found: found[0].upper(), half['product'].replace('_', ' '))}, "
                    f"{_state(half['equation'])}"
                ),
                markdown.text(reactions.format_equation(half["equation"])),
                str(int(half["electrons"])),
                formatting.rounded(at_zero, 3),
                formatting.rounded(at_seven, 3),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("Product", "Half-reaction", "Electrons", "E° (V vs SHE, pH 0)", "E at pH 7 (V vs RHE)"),
        tuple(cells),
        "Derived from tabulated Gibbs energies of formation at 25 °C, with gases at 1 bar, dissolved species "
        "at 1 mol/L and liquids pure; a name says which state it is for. Formic acid in water follows from "
        "formate and its acid exponent, formaldehyde in water from the gas and its solubility. On the RHE "
        "scale only products whose protons and electrons differ in number move with pH.",
    )


def _state(equation: str) -> str:
    """In which state a half-reaction makes its product, in words.

    Examples
    --------
    >>> _state("CO2(g) + H+(aq) + 2 e- -> HCOO-(aq)"), _state("2 H+(aq) + 2 e- -> H2(g)")
    ('dissolved', 'gas')
    """
    return _STATES[reactions.parse(equation).right[0][0].state]


def abstracts(source: str, part: str) -> Table:
    """Numbers of a review and of abstracts, side by side, for the works whose abstract is known."""
    documents = data.table("sources")
    works = documents[(documents["kind"] == "abstract") & (documents["part"] == part)]
    frame = data.table("performance")
    systems = data.table("systems")
    rows, cells = [], []
    for _, document in works.iterrows():
        own = frame[frame["source"] == document["id"]]
        review = frame[(frame["source"] == source) & (frame["cite"] == document["cite"])]
        for system, left, right in _paired(review, own):
            name = systems.loc[system, "name"]
            texts = [
                f"{formatting.named_value(row)} ({formatting.conditions(row)})"
                if row is not None
                else "not printed"
                for row in (left, right)
            ]
            sides = [
                text
                for row in (left, right)
                for text in (GAP if row is None else formatting.named_value(row), key_facts.conditions(row))
            ]
            verdict = _verdict(left, right)
            rows.append(
                {
                    "system": name,
                    "review": texts[0],
                    "abstract": texts[1],
                    "compared": verdict,
                    "cite": document["cite"],
                    "url": document["url"],
                }
            )
            row_cell = markdown.role("row", right["id"]) if right is not None else GAP
            compared = (markdown.text(name), *map(markdown.quoted, sides), markdown.text(verdict))
            cells.append((*compared, formatting.work(document["cite"]), row_cell))
    return Table(
        pd.DataFrame(rows),
        (
            *("System", "The review prints", "Its conditions", "The abstract gives", "Conditions there"),
            *("Compared", "Work", "Row of the abstract"),
        ),
        tuple(cells),
        "Numbers of the review beside those of the abstracts that could be seen. An abstract is a second "
        "source: it never replaces what the review prints.",
    )


def _paired(review: pd.DataFrame, own: pd.DataFrame) -> list[tuple[str, pd.Series | None, pd.Series | None]]:
    """System, row of the review and row of the abstract, together where value and unit are the same."""
    left = {str(index): row for index, row in review.iterrows()}
    same: dict[tuple[float, str], list[str]] = {}
    for key, row in left.items():
        same.setdefault((row["value"], row["unit"]), []).append(key)
    waiting = {value: deque(keys) for value, keys in same.items()}
    pairs: list[tuple[str, pd.Series | None, pd.Series | None]] = []
    for _, row in own.iterrows():
        keys = waiting.get((row["value"], row["unit"]))
        pairs.append((row["system"], left.pop(keys.popleft()) if keys else None, row))
    return [*pairs, *((row["system"], row, None) for row in left.values())]


def _verdict(left: pd.Series | None, right: pd.Series | None) -> str:
    if left is None:
        return "only in the abstract"
    if right is None:
        return "not confirmed by the abstract"
    if left["quantity"] != right["quantity"]:
        return "same number under another name"
    if left["potential_scale"] == "not stated" and right["potential_scale"] not in ("", "not stated"):
        return f"same; the abstract adds the scale, {right['potential_scale']}"
    return "same"


def panels(source: str) -> Table:
    """Every lettered panel of one source."""
    frame = _of("panels", source)
    cells = tuple(
        (
            markdown.text(f"{row['figure']}{row['panel']}"),
            markdown.text(f"{row['shows']} ({row['kind']})"),
            credited(row),
            _mirror(row),
            markdown.text(row["note"]) or GAP,
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame.drop(columns=["source", "locator"]),
        ("Panel", "Shows", "Work", "Shown in, and why not the whole", "Our note"),
        cells,
        f"The panels of the figures of {review(source)}. A curve that is only drawn is not "
        "read off by eye here; what is rebuilt rests on numbers that the text prints.",
        f"{GAP}: nothing to note.",
    )


def _mirror(row: pd.Series) -> str:
    """Where this book shows what a panel shows: rebuilt from what is printed, or in a drawing of our own."""
    parts = []
    if row["companion"]:
        parts.append(f"{markdown.role('ref', row['companion'])}, {markdown.text(row['rebuilt'])}")
    if row["drawing"]:
        parts.append(f"{markdown.role('ref', row['drawing'])}, our own drawing of the idea")
    return "; ".join(
        [*parts, markdown.text(row["reason"])] if parts else ["nowhere", markdown.text(row["reason"])]
    )


def outlook(source: str) -> Table:
    """The outlook points of one source."""
    frame = _of("outlook", source)
    cells = tuple(
        (formatting.number(row["number"]), markdown.text(row["title"]), markdown.text(row["summary"]))
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("Point", "Problem", "In short"),
        cells,
        f"The points that close {review(source)}, in our words.",
    )


def citations(source: str) -> Table:
    """Works whose place in a source or whose entry in its list calls for a note."""
    frame = _of("citations", source)
    frame = frame[(frame["note"] != "") & (frame["cite"] != "")]
    works = bibliography.read()
    cells = tuple(
        (
            markdown.quoted(row["as_printed"]),
            formatting.work(row["cite"]),
            markdown.text(bibliography.plain_text(works[row["cite"]].fields.get("title", "not known"))),
            markdown.text(row["note"]),
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("Key in the source", "Work", "Title", "Our note"),
        cells,
        "Works that the source cites for something their titles do not speak of, under a key that fits two "
        "works, or with a slip in its list.",
    )


def _claims_by_basis(source: str) -> pd.DataFrame:
    frame = _of("claims", source)
    return frame.assign(basis=[claim_basis.basis(row) for _, row in frame.iterrows()])


def _effect(kind: str) -> str:
    return kind if kind == "all" else explained.effect(kind)


def basis_counts(source: str) -> Table:
    """How many claims of one source rest on what, by what they say of the defect."""
    frame = _claims_by_basis(source)
    counts = pd.crosstab(frame["effect"], frame["basis"]).reindex(
        columns=list(claim_basis.BASES), fill_value=0
    )
    counts = counts.loc[list(dict.fromkeys(frame["effect"]))]
    counts.loc["all"] = counts.sum()
    cells = tuple(
        (_effect(str(effect)), *(str(int(number)) for number in row), str(int(row.sum())))
        for effect, row in counts.iterrows()
    )
    return Table(
        counts.assign(claims=counts.sum(axis="columns")).reset_index(names="claim on"),
        ("Claim on", *(f"{name[0].upper()}{name[1:]}" for name in claim_basis.BASES), "Claims"),
        cells,
        f"Claims that {review(source)} make or repeat, sorted by us, with what a reader can check. A claim "
        "counts as resting on printed numbers if the text prints at least one of the values it speaks of.",
    )


def argument(source: str) -> Table:
    """Every claim of one source with how it is shown and what it rests on."""
    frame = _claims_by_basis(source).sort_values(
        "basis", key=lambda names: names.map(claim_basis.BASES.index), kind="stable"
    )
    panels, systems = data.table("panels"), data.table("systems")["name"]
    rows, cells = [], []
    for _, claim in frame.iterrows():
        numbers = [data.row(id) for id in claim["rows"].split()]
        where = ""
        if claim["panel"]:
            panel = panels.loc[claim["panel"]]
            where = panel["figure"] if " " in panel["figure"] else f"Fig. {panel['figure']}"
            where += panel["panel"].lower()
        values = ", ".join(formatting.value(row) for row in numbers)
        rests = f"{claim['basis']}: {values}" if values else claim["basis"]
        rows.append({**claim, "shown in": where})
        cells.append(
            (
                markdown.text(claim["statement"]),
                markdown.text(systems.get(claim["system"], GAP)),
                f"{formatting.EVIDENCE[claim['status']]}; on {explained.effect(claim['effect'])}",
                markdown.text(f"{rests} ({where})" if where else rests),
                markdown.text(claim["note"]) or GAP,
            )
        )
    columns = ["id", "system", "compared_with", "effect", "statement", "status", "basis", "rows", "shown in"]
    return Table(
        pd.DataFrame(rows)[[*columns, "as_printed", "note"]],
        ("Claim, in our words", "Of", "Shown by, and on what", "Rests on", "Our note"),
        tuple(cells),
        f"Claims that {review(source)} make or repeat: first those for which the text prints numbers, then "
        "those that only a figure shows, then those that point to the supplement, which is not at hand here, "
        "and last those made in words alone.",
        f"{GAP}: of no one system, or nothing to note.",
    )
