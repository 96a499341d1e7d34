"""Whether quotes stand in the text of their source, at the section that their row names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core.errors import Fault
from reviewhelpers.dataset import quote_search
from reviewhelpers.validation.csv_format import QUOTE_COLUMNS
from reviewhelpers.validation.package_tables import RawTables, cells

REFERENCE_LISTS = ("citations",)
"""Tables whose quotes may stand in a reference list, outside the sections of the text."""


def faults(raw: RawTables, sources: Path) -> Iterator[Fault]:
    """Texts and headings of sources that are missing, and quotes that do not stand at their section.

    Parameters
    ----------
    raw : mapping
        All tables of the package.
    sources : Path
        Folder with the texts of the sources.
    """
    texts: dict[str, str] = {}
    sections: dict[str, str] = {}
    listed = list(cells(raw, "sections"))
    for number, source in cells(raw, "sources"):
        if not source["text"]:
            continue
        try:
            text = (sources / source["text"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            found = f"{source['text']}: {error}"
            yield Fault("data/sources.csv", number, "text", found, f"a text in {sources}")
            continue
        texts[source["id"]] = text
        own = [(line, row) for line, row in listed if row["source"] == source["id"]]
        found_sections = quote_search.sections(
            text, [(row["id"], row["kind"], row["heading"]) for _, row in own]
        )
        sections.update(found_sections)
        for line, row in own:
            if row["id"] not in found_sections:
                expected = f"a heading of {source['text']}"
                yield Fault("data/sections.csv", line, "heading", repr(row["heading"]), expected)
    for table, rows in raw.items():
        for column in (name for name in QUOTE_COLUMNS if name in rows[0]):
            for number, row in cells(raw, table):
                if table in REFERENCE_LISTS:
                    places, key = texts, row.get("source", "")
                else:
                    locator = "other_locator" if column == "other_as_printed" else "locator"
                    places, key = sections, row.get(locator, "")
                if row[column] and key in places and not quote_search.occurs_in(row[column], places[key]):
                    expected = f"characters that stand in {key}"
                    yield Fault(f"data/{table}.csv", number, column, repr(row[column]), expected)
