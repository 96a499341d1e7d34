"""Check the project: the data package with its schema, rules and register, the bibliography, the pages.

Every fault is reported, not only the first, each as ``file:row:column: found …, expected …``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from reviewhelpers._core.errors import Fault
from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing import book_metadata
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.validation import (
    arguments,
    bibliography_form,
    book_config,
    package_register,
    package_rules,
    package_schema,
    package_tables,
    page_style,
    pages,
    project_files,
    source_quotes,
    text_files,
)
from reviewhelpers.validation.csv_format import Rows
from reviewhelpers.validation.package_register import register_text
from reviewhelpers.validation.package_rules import ROW_LISTS
from reviewhelpers.validation.package_tables import DESCRIPTOR

__all__ = ["ROW_LISTS", "check", "project", "register_text", "row_counts", "sort_key"]


def project(root: Path = ROOT, sources: Path | None = None) -> list[Fault]:
    """All faults of the data, the bibliography, the order of the book, its configuration and its pages.

    Parameters
    ----------
    root : Path
        Folder of the project. One without pages, as a wheel carries it, is checked for its data alone.
    sources : Path, optional
        Folder with the texts of the sources.
    """
    folder, bib = root / "data", root / bibliography.REFERENCES.name
    try:
        faults = check(folder, bib, sources)
        tables = {entry["name"] for entry in data.descriptor(folder)["resources"]}
    except data.DataError as error:
        faults = [
            *_descriptor_faults(folder, str(error)),
            *bibliography.faults(bib, folder / "citations.csv"),
        ]
        tables = set()
    if not (root / "chapters").is_dir() and not (root / book_config.CONFIG).exists():
        return faults
    names = pages.Names(_row_ids(folder, tables), _works(bib), tables)
    faults += book_config.toc_faults(root) + book_config.config_faults(root) + pages.faults(root, names)
    faults += [*bibliography_form.faults(bib, folder), *book_metadata.disagreements(root)]
    faults += project_files.faults(root) + project_files.texts(root)
    if not any(fault.file.startswith("chapters/") for fault in faults):
        faults += [*page_style.faults(root), *arguments.label_faults(root)]
    return sorted(set(faults), key=sort_key)


def sort_key(fault: Fault) -> tuple[str, int, str]:
    """File, row and column of a fault, by which faults are sorted."""
    return fault.file, fault.row or 0, fault.column or ""


def _descriptor_faults(folder: Path, message: str) -> list[Fault]:
    """What is wrong with a descriptor that cannot be used, with its line where that is known."""
    _, faults = text_files.text(folder / "datapackage.json", DESCRIPTOR)
    line = re.search(r"line (\d+)", message)
    found = message.partition(": found ")[2].rpartition(", expected ")[0] or message
    return faults or [
        Fault(DESCRIPTOR, int(line[1]) if line else None, None, found, "the descriptor of the data package")
    ]


def _row_ids(folder: Path, tables: set[str]) -> set[str]:
    """Ids of all rows; empty where one of the tables that hold them cannot be read."""
    ids: set[str] = set()
    for name in (*data.NUMBER_TABLES, "claims", "systems", "reactions", *({"background_values"} & tables)):
        if name not in tables:
            return set()
        found, rows = package_tables.read(folder, data.resource(name, folder))
        if found or rows is None:
            return set()
        ids |= {row[0] for row in rows[1:]}
    return ids


def _works(bib: Path) -> set[str]:
    try:
        return set(bibliography.read(bib))
    except bibliography.BibliographyError:
        return set()


def check(
    folder: Path = data.DATA,
    bib: Path = bibliography.REFERENCES,
    sources: Path | None = None,
    *,
    schema: bool = True,
    registered: bool = True,
) -> list[Fault]:
    """All faults of the data package and of the bibliography beside it.

    Parameters
    ----------
    folder : Path
        Folder of the package.
    bib : Path
        The bibliography that the ``cite`` columns point into.
    sources : Path, optional
        Folder with the texts of the sources; where given, every quote is looked up in them.
    schema : bool
        Whether to have Frictionless compare the tables with the descriptor, which takes longest.
    registered : bool
        Whether to compare all rows with the register of ids.

    Returns
    -------
    list of Fault
        Empty where there is none; ordered by file and row.

    Raises
    ------
    DataError
        Where the descriptor itself cannot be read.
    """
    data.descriptor.cache_clear()
    resources = data.descriptor(folder)["resources"]
    faults = list(bibliography.faults(bib, folder / "citations.csv"))
    described = {resource["path"] for resource in resources}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in described:
            found, expected = "a file the descriptor does not know", "an entry in datapackage.json"
            faults.append(Fault(package_tables.file_name(path), None, None, found, expected))
    raw: dict[str, Rows] = {}
    for resource in resources:
        faults_of_table, rows = package_tables.read(folder, resource)
        faults += faults_of_table
        if rows is not None and not faults_of_table:
            raw[resource["name"]] = rows
    if schema:
        faults += package_schema.faults(folder, set(raw))
    faults += package_rules.faults(raw, bib, complete=len(raw) == len(resources), folder=folder)
    if registered:
        faults += package_register.faults(folder, raw, bib)
    if sources is not None and len(raw) == len(resources):
        faults += source_quotes.faults(raw, sources)
    return sorted(set(faults), key=sort_key)


def row_counts(folder: Path = data.DATA) -> pd.Series:
    """Number of rows of each table, for the message on what was checked."""
    names = [entry["name"] for entry in data.descriptor(folder)["resources"]]
    return pd.Series({name: len(data.table(name, folder)) for name in names})
