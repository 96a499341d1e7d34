"""Whether the keys of a row fit each other: source, locator, panel, system and work.

A key may exist in its table and still be wrong for its row. As the keys of a row depend on each other, one that
was changed alone no longer fits the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset.bibliography import Entry, plain_text

Cells = Mapping[str, str]
Tables = Mapping[str, Mapping[int, Cells]]
"""Cells by column of each row, by line number, of each table that can be read."""

_OWN_IDS = (
    "performance",
    "structure",
    "spectra",
    "energetics",
    "preparation",
    "claims",
    "reactions",
    "panels",
)
"""Tables whose ids begin with the source, or with ``abstract`` where the source is one."""


def faults(tables: Tables) -> Iterator[Fault]:
    """Rows whose keys do not belong together.

    Parameters
    ----------
    tables : mapping
        Rows of the tables by name and line; rules about a table that is missing are passed over.
    """
    by_id = {name: {row["id"]: row for row in rows.values() if row["id"]} for name, rows in tables.items()}
    sections, panels, systems = (by_id.get(name, {}) for name in ("sections", "panels", "systems"))
    sources, cited = by_id.get("sources", {}), _cited(by_id)
    abstracts = {id for id, row in sources.items() if row["kind"] == "abstract"}
    keys = {key for _, key in cited or ()}
    # Sources of these kinds report on systems that another source describes.
    others = {id for id, row in sources.items() if row["kind"] in ("abstract", "page")}
    for name, rows in tables.items():
        for line, row in rows.items():

            def fault(
                column: str, expected: str, at: int = line, of: Cells = row, table: str = name
            ) -> Fault:
                return Fault(f"data/{table}.csv", at, column, repr(of[column]), expected)

            source = row.get("source", "")
            if source not in sources:
                continue  # Constants name a handbook; the schema reports unknown keys.
            begin = "abstract" if source in abstracts else source
            if name in _OWN_IDS and not row["id"].startswith(f"{begin}-"):
                yield fault("source", f"the source that the id {row['id']!r} begins with")
            for column, known in (
                ("locator", sections),
                ("other_locator", sections),
                ("panel", panels),
            ):
                place = known.get(row.get(column, ""))
                if place and place["source"] != source:
                    yield fault(column, f"a place in {source}, not in {place['source']}")
            system = systems.get(row.get("system", ""))
            work = row.get("cite", "")
            # A key that no source cites is unknown, which another rule reports.
            is_known = cited is None or not work or work in keys
            if is_known and system and system["cite"] != work and not row.get("note"):
                yield fault(
                    "cite", f"{system['cite']!r}, the work of the system {row['system']}, or a note why not"
                )
            if system and system["source"] != source and source not in others:
                yield fault("system", f"a system of {source}, not of {system['source']}")
            if (
                is_known
                and work
                and name not in ("citations", "sources")
                and cited is not None
                and (source, work) not in cited
            ):
                yield fault("cite", f"a work that citations.csv lists under {source}")
            if (
                system
                and "reaction" in row
                and row["reaction"]
                and not _fits_part(row["reaction"], system["part"])
            ):
                yield fault("reaction", f"a reaction of the part {system['part']}")
            if row.get("product") and row.get("reaction") in ("CO2RR", "NORR", "NITRR", "NRR"):
                # Products contain nitrogen exactly where the reactant does.
                nitrogen = re.search(r"N(?![a-z])", row["product"])
                if row["product"] != "H2" and bool(nitrogen) != (row["reaction"] != "CO2RR"):
                    yield fault("product", f"a product of {row['reaction']}")


def _fits_part(reaction: str, part: str) -> bool:
    """Whether a reaction is treated in a part of the book; hydrogen evolves beside every one of them."""
    own = {
        "co2rr": ("CO2RR",),
        "norr": ("NORR", "NITRR", "NRR"),
        "diatomic": ("CO2RR",),
        "copper": ("NITRR",),
    }
    return reaction == "HER" or reaction in own.get(part, (reaction,))


def _cited(by_id: Mapping[str, Mapping[str, Cells]]) -> set[tuple[str, str]] | None:
    if "citations" not in by_id or "sources" not in by_id:
        return None
    pairs = {(row["source"], row["cite"]) for row in by_id["citations"].values()}
    return pairs | {(id, row["cite"]) for id, row in by_id["sources"].items()}


def of_citations(rows: Mapping[int, Cells], works: Mapping[str, Entry]) -> Iterator[Fault]:
    """Citations that print another name or year than the work they name."""
    for line, row in rows.items():
        work = works.get(row["cite"])
        if work is None:
            continue
        printed = row["as_printed"]
        years = re.findall(r"\b(?:19|20)\d\d(?=[a-z]?\b)", printed)
        if years and work.fields.get("year") not in years:
            yield Fault(
                "data/citations.csv",
                line,
                "cite",
                repr(row["cite"]),
                f"a work of the year printed: {printed!r}",
            )
        if _first_surname(work.fields.get("author", "")) not in _letters(printed):
            yield Fault(
                "data/citations.csv",
                line,
                "cite",
                repr(row["cite"]),
                f"a work of the author printed: {printed!r}",
            )


def of_works(
    works: Mapping[str, Entry], line: Callable[[str, str], int | None], name: str
) -> Iterator[Fault]:
    """Entries whose key is not made of the first author's name and the year that they give.

    Parameters
    ----------
    works : mapping
        The entries by key, in the order of the file.
    line : callable
        Line of a field of an entry.
    name : str
        Name of the file.
    """
    for key, work in works.items():
        year = re.search(r"\d{4}", key)
        if not year or year[0] != work.fields.get("year"):
            yield Fault(
                name, line(key, "year"), "year", repr(work.fields.get("year")), f"the year that {key!r} names"
            )
        author = _first_surname(work.fields.get("author", ""))
        if not author or not key.startswith(author):
            yield Fault(
                *(name, line(key, "author"), "author", repr(work.fields.get("author"))),
                f"the first author that {key!r} names",
            )
    keys = list(works)
    for key, right in zip(keys, sorted(keys), strict=True):
        if key != right:
            yield Fault(
                name, line(key, "key"), "key", repr(key), f"entries in the order of their keys: {right!r}"
            )
            break


def of_equations(rows: Mapping[int, Cells], table: str, column: str) -> Iterator[Fault]:
    """Equations that do not balance, or whose electrons are not those of their row.

    Parameters
    ----------
    rows : mapping
        The rows by line.
    table, column : str
        Where the equation stands.
    """
    for line, row in rows.items():
        text = row[column]
        if not text:
            continue
        try:
            balanced = reactions.balance(text)
            electrons = reactions.electrons(text)
        except ReviewHelpersError as error:
            yield Fault(
                f"data/{table}.csv", line, column, repr(text), f"an equation that can be read ({error})"
            )
            continue
        if not balanced.balanced:
            yield Fault(f"data/{table}.csv", line, column, repr(text), "an equation that balances")
        elif row["electrons"] and row["electrons"] != str(electrons):
            yield Fault(
                f"data/{table}.csv",
                line,
                "electrons",
                row["electrons"],
                f"{electrons}, as the equation has them",
            )


def _first_surname(authors: str) -> str:
    """The surname of the first author in small letters."""
    return re.sub(r"\d", "", _letters(plain_text(authors).split(" and ")[0].split(",")[0]))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", text).lower())
