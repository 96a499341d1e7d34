"""Tables on the data itself: the sources and the vocabulary."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers import structures
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.structures import facts, measure
from reviewhelpers.tables import GAP, Table, explained, table
from reviewhelpers.text import formatting, markdown


@table("tab-use-quantities", title="Figures of merit and their units")
def quantities() -> Table:
    """The quantities that rows of performance use, with their definition."""
    used = set(data.table("performance")["quantity"])
    frame = data.table("quantities")
    frame = frame[frame["id"].isin(used)]
    cells = tuple(
        (
            markdown.text(row["label"]),
            markdown.text(row["symbol"]) or GAP,
            markdown.text(units.symbol(row["unit"])),
            markdown.text(row["definition"]),
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("Quantity", "Symbol", "Unit here", "What it is"),
        cells,
        "Quantities that the data on performance use so far. A row may be printed in any unit that converts "
        "to the one given.",
        f"{GAP}: no symbol in use.",
    )


@table("tab-use-sources", title="The sources and their terms")
def sources() -> Table:
    """The documents whose numbers the book holds."""
    frame = data.table("sources")
    counts = _rows_per_source()
    cells = tuple(
        (
            markdown.text(row["kind"]),
            formatting.work(row["cite"]),
            markdown.text(row["licence"]),
            markdown.text(row["reuse"]),
            str(counts.get(row["id"], 0)),
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame.assign(rows=[counts.get(name, 0) for name in frame["id"]]),
        ("Kind", "Document", "Licence", "What may be reused", "Rows so far"),
        cells,
        "Documents that print what this book holds, their terms, and how many rows of the data come from "
        "each so far.",
    )


@table("tab-use-arguments", title="Where the book treats what its sources say")
def arguments() -> Table:
    """Each section of the sources, argument by argument, with the sections of the book that treat it."""
    frame = data.table("arguments")
    cells = tuple(
        (
            _printed_section(row),
            markdown.text(formatting.formula(row["subject"])),
            ", ".join(markdown.role("ref", label) for label in row["labels"].split())
            or f"— {markdown.text(row['reason'])}",
        )
        for _, row in frame.iterrows()
    )
    answered = int((frame["labels"] != "").sum())
    return Table(
        frame,
        ("Source and section", "What it says there, in our words", "Treated here"),
        cells,
        f"The sections of {_listed(frame)}, in their order: {answered} arguments, each with the nearest section "
        f"of the book first, and {len(frame) - answered} rows that hold none. —: not treated, with the reason.",
        folded="All sections of the sources, each with its place in this book",
    )


def _printed_section(row: pd.Series) -> str:
    """Source, section with its printed number, and figures or tables that show an argument."""
    section = data.table("sections").loc[row["locator"]]
    number = re.match(r"[\d.]+(?= )", section["heading"])
    inside = re.match(r"\d+(?= )|.+", row["as_printed"])
    source = re.sub(r"^([a-z]+)(?=\d)", lambda name: f"{name[1].capitalize()} ", row["source"])
    place = f"{number[0]} {section['title']}" if number else section["title"]
    place = f"{place}, {inside[0]}" if inside else place
    return markdown.text(f"{source}, {place}{_panels(row['panels'].split())}")


def _panels(ids: list[str]) -> str:
    """Figures, then tables and schemes, in brackets.

    Examples
    --------
    >>> _panels(["ji2023-1F", "ji2023-S4", "ji2023-TS1"]), _panels([])
    (' (Fig. 1f, S4; Table S1)', '')
    """
    rows = [row for _, row in data.table("panels").loc[ids].iterrows()]
    figures = [f"{row['figure']}{row['panel'].lower()}" for row in rows if " " not in row["figure"]]
    others = [row["figure"] for row in rows if " " in row["figure"]]
    parts = [*([f"Fig. {', '.join(figures)}"] if figures else []), *others]
    return f" ({'; '.join(parts)})" if parts else ""


def _listed(frame: pd.DataFrame) -> str:
    works = [formatting.work(data.table("sources").loc[id, "cite"]) for id in dict.fromkeys(frame["source"])]
    return f"{', '.join(works[:-1])} and {works[-1]}"


@table("tab-use-structures", title="The models of atoms")
def structure_models() -> Table:
    """What each model is, what is measured on it, and what a source prints of the real material."""
    frame = data.table("structures")
    cells = []
    for id, row in frame.iterrows():
        model = structures.read(str(id))
        measured = "; ".join(f"{what}: {text}" for what, text in facts.facts(model))
        printed = "; ".join(map(_printed, row["printed_rows"].split()))
        cells.append(
            (
                markdown.text(row["family"]),
                markdown.text(row["title"]),
                markdown.text(formatting.formula(measure.formula(model.elements))),
                markdown.text(measured) or GAP,
                printed or GAP,
                markdown.text(row["made"]),
            )
        )
    return Table(
        frame.assign(formula=[measure.formula(structures.read(id).elements) for id in frame.index]),
        ("Family", "Model", "Formula", "Measured on it", "What a source prints", "How it was made"),
        tuple(cells),
        f"The {len(frame)} models of atoms that this book draws. They are ours and no result of a source; what "
        "sources print of the real material stands beside.",
        f"{GAP}: nothing to list.",
        structures=tuple(map(str, frame.index)),
    )


@table("tab-use-tables", title="The tables of the data")
def package() -> Table:
    """The tables of the data package and how many rows each has."""
    resources = data.descriptor()["resources"]
    frame = pd.DataFrame(
        {
            "table": [resource["name"] for resource in resources],
            "rows": [len(data.table(resource["name"])) for resource in resources],
            "description": [resource["description"] for resource in resources],
        }
    )
    cells = tuple(
        (markdown.role("data-table", row["table"]), str(row["rows"]), markdown.text(row["description"]))
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("Table", "Rows", "What it holds"),
        cells,
        f"The {len(frame)} tables of the data package, with {frame['rows'].sum()} rows in all. "
        "Each name leads to a page with every row.",
    )


def _printed(id: str) -> str:
    """What a row prints of the real material: a value with its subject, a claim, or the system alone."""
    if id in data.table("systems").index:
        return markdown.text(formatting.system(data.table("systems").loc[id]))
    row = data.row(id)
    if id in data.table("claims").index:
        return explained.claim(row)
    return f"{markdown.text(row['subject'])}: {markdown.role('value', id)}"


def _rows_per_source() -> pd.Series:
    names = (*data.NUMBER_TABLES, "systems", "claims", "panels", "outlook", "reactions")
    return pd.concat([data.table(name)["source"] for name in names]).value_counts()
