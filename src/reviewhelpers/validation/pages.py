"""Checks of the pages, notebooks and Markdown: their form, labels, roles, links and terms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reviewhelpers._core import conflict_markers, invisible_characters
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.citing import addresses, outline
from reviewhelpers.markup import myst, notebook_form, notebooks
from reviewhelpers.validation import page_markup, text_files

_ROLES = {
    *("value", "condition", "row", "count", "data-table", "data-file"),
    *("cite:t", "cite:p", "ref", "numref", "eq", "term", "abbr", "math", "doc", "download"),
}


@dataclass(frozen=True)
class Names:
    """What a page may name: ids of rows, keys of works, tables of the data."""

    rows: Collection[str]
    works: Collection[str]
    tables: Collection[str]


def faults(root: Path, names: Names) -> list[Fault]:
    """Faults of all pages below ``chapters`` and of the list of addresses.

    Parameters
    ----------
    root : Path
        Folder of the project.
    names : Names
        Names in the data and the bibliography; an empty collection is not checked.
    """
    found: list[Fault] = []
    seen: dict[str, tuple[str, str]] = {}
    wanted: list[tuple[str, str, str]] = []
    again: list[tuple[str, str, str]] = []
    terms: set[str] = set()
    meant: list[tuple[str, str, str]] = []
    for path in sorted((root / "chapters").rglob("*")):
        name = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        if path.suffix == ".ipynb":
            notebook, broken = _notebook(path, name)
            found += broken
            listed = enumerate(notebook["cells"]) if notebook else iter(())
            begins = _begins(path) if notebook else {}
            texts = [
                (f"cell {at}", notebook_form.source(cell), begins.get(at))
                for at, cell in listed
                if cell["cell_type"] == "markdown"
            ]
        elif path.suffix == ".md":
            text, broken = text_files.text(path, name)
            found += broken
            texts = [("", text, 0)] if text else []
        else:
            continue
        for place, text, begin in texts:
            found += _of_text(name, place, text, names, begin)
            for label in (mark.name for mark in myst.of_kind(myst.read(text), myst.Label)):
                if label in seen:
                    found += _duplicate_label(label, seen[label], (name, place))
                seen.setdefault(label, (name, place))
            wanted += [(name, place, label) for label in _labels_named(text)]
            again += [(name, place, id) for id in _figures_again(text)]
            terms |= {term.casefold() for term in _terms_defined(text)}
            meant += [(name, place, role.target) for role in myst.roles(text, "term")]
    if not found:
        found += _book_faults(root, wanted, again, seen, names.works)
        found += [
            Fault(name, None, place or "term", repr(term), "a term of the glossary")
            for name, place, term in meant
            if term.casefold() not in terms
        ]
    return found


def of_file(path: Path, name: str) -> list[Fault]:
    """Faults of the form of one page, independent of the rest of the book.

    Parameters
    ----------
    path : Path
        The page.
    name : str
        Its path below the root.
    """
    return _notebook(path, name)[1] if path.suffix == ".ipynb" else text_files.text(path, name)[1]


def _duplicate_label(label: str, *places: tuple[str, str]) -> Iterator[Fault]:
    """A label that two places define, reported at both, as a person has to decide which is wrong."""
    for (name, place), other in zip(places, reversed(places), strict=True):
        of = ", ".join(filter(None, other))
        yield Fault(name, None, place or label, f"the label {label!r} of {of}", "each label once")


def _notebook(path: Path, name: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """A notebook whose form can be relied on, and its faults."""
    text, found = text_files.text(path, name)
    if found:
        return None, found
    loaded, problems = notebook_form.read(text)
    if problems:
        return None, [problem.fault(name) for problem in problems]
    found += _in_cells(loaded, name, _begins(path))
    if not found:
        canonical = notebooks.serialize(loaded)
        if text != canonical:
            ours, theirs = text.split("\n"), canonical.split("\n")
            line = next(
                (at for at, pair in enumerate(zip(ours, theirs, strict=False), 1) if len({*pair}) > 1), 1
            )
            found.append(
                Fault(
                    name,
                    line,
                    None,
                    repr(ours[line - 1].strip()[:60]),
                    "the canonical form; `reviewhelpers refresh`",
                )
            )
    return loaded, found


def _in_cells(notebook: Mapping[str, Any], name: str, begins: Mapping[int, int]) -> Iterator[Fault]:
    """Hidden characters and conflict markers in code, outputs and metadata; text cells are checked apart."""
    for at, cell in enumerate(notebook["cells"]):
        place = f"cell {at}"
        values = {key: value for key, value in cell.items() if key != "source" or cell["cell_type"] == "code"}
        for _, sign in invisible_characters.find_in_values(values):
            yield Fault(name, None, place, f"the character {sign!a}", "characters that a reader sees")
        for fault in conflict_markers.faults(notebook_form.source(cell), name):
            row = begins[at] + fault.row if at in begins and fault.row else None
            yield replace(fault, row=row, column=place)
    for _, sign in invisible_characters.find_in_values(
        {key: value for key, value in notebook.items() if key != "cells"}
    ):
        yield Fault(name, None, "metadata", f"the character {sign!a}", "characters that a reader sees")


def _begins(path: Path) -> dict[int, int]:
    """The line before the source of each cell, by its index; nothing where the source is not a list of lines."""
    found: dict[int, int] = {}
    cell = -1
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        # In the canonical form each cell and each line of its source has a line of its own.
        cell += line == "  {"
        if line == '   "source": [':
            found[cell] = number
    return found


def _of_text(name: str, place: str, text: str, names: Names, begin: int | None) -> Iterator[Fault]:
    """Faults of the marks of a text, which begins after the line `begin` of its file."""

    def fault_on(line: int, column: str, found: str, expected: str) -> Fault:
        return Fault(name, None if begin is None else begin + line, place or column, found, expected)

    def fault(at: int, column: str, found: str, expected: str) -> Fault:
        return fault_on(text[:at].count("\n") + 1, column, found, expected)

    for sign in invisible_characters.HIDDEN.finditer(text):
        yield fault(sign.start(), "text", f"the character {sign[0]!a}", "characters that a reader sees")
    for line, column, found, expected in page_markup.faults(text):
        yield fault_on(line, column, found, expected)
    for line, kind, address, expected in page_markup.leading_out(text, name):
        yield fault_on(line, kind, repr(address), expected)
    for role in myst.of_kind(myst.read(text), myst.Role):
        yield from (fault_on(role.line, *fault) for fault in _of_role(role, names))


def _of_role(role: myst.Role, names: Names) -> Iterator[tuple[str, str, str]]:
    """Names in a role that do not exist."""
    kind, body = role.name, role.content.strip()
    if kind not in _ROLES:
        yield "role", f"the role {kind!r}", f"one of {', '.join(sorted(_ROLES))}"
    elif kind in ("value", "condition", "row") and names.rows and body not in names.rows:
        yield kind, repr(body), "the id of a row of the data"
    elif role.is_citation and not role.works:
        yield kind, repr(body), "keys joined by commas, each alone or with {words} before or behind it"
    elif role.is_citation and names.works:
        for work in role.works:
            if work.key not in names.works:
                yield kind, repr(work.key), "a key of references.bib"
    elif kind == "data-table" and names.tables and body not in names.tables:
        yield kind, repr(body), "a table of the data"


def _labels_named(text: str) -> Iterator[str]:
    for mark in myst.read(text):
        if isinstance(mark, myst.Directive) and mark.name == "before":
            yield from mark.body.split()
        elif isinstance(mark, myst.Role) and mark.name in ("ref", "numref", "eq"):
            yield mark.target


def _figures_again(text: str) -> Iterator[str]:
    for mark in myst.of_kind(myst.read(text), myst.Directive):
        if mark.name == "figure-again":
            yield mark.argument.strip()


def _terms_defined(text: str) -> Iterator[str]:
    for mark in myst.of_kind(myst.read(text), myst.Directive):
        if mark.name == "glossary":
            yield from (line.rstrip() for line in mark.body.split("\n") if line[:1].strip())


def _book_faults(
    root: Path,
    wanted: list[tuple[str, str, str]],
    again: list[tuple[str, str, str]],
    seen: Mapping[str, tuple[str, str]],
    works: Collection[str],
) -> Iterator[Fault]:
    """Faults that only the whole book shows: missing labels, labels shared with works, lost addresses."""
    try:
        book = outline.read(root)
    except outline.OutlineError as error:
        yield error.fault
        return
    except ReviewHelpersError as error:
        yield Fault(outline.TOC, None, None, str(error), "pages that can be read")
        return
    for name, place, label in wanted:
        if label not in book.anchors:
            yield Fault(name, None, place or "ref", repr(label), "a label of the book")
    for name, place, id in again:
        if id not in book.parts or book.parts[id].kind != "figure":
            yield Fault(name, None, place or "figure-again", repr(id), "the id of a figure that a page shows")
        elif name.startswith(f"{book.parts[id].page}."):
            yield Fault(name, None, place or "figure-again", repr(id), "a figure of another page")
    yield from addresses.file_name_collisions(works, book.parts)
    path = root / "chapters" / "addresses.txt"
    listing = "chapters/addresses.txt"
    text, broken = text_files.text(path, listing)
    yield from broken
    if broken:
        return
    try:
        listed = addresses.read(path)
    except addresses.AddressesError as error:
        yield replace(error.fault, file=listing)
        return
    rows = {line.partition(" ")[0]: row for row, line in enumerate(text.split("\n"), start=1)}
    pages = {page.page for page in book.pages()}
    for line in addresses.faults(listed, book):
        address, _, message = line.partition(": ")
        page, _, label = address.partition("#")
        if label and page in pages and message.startswith(("not listed", "given up")):
            # A misspelt label is more likely on the page than in the list of published addresses.
            file = outline.file_of(root, page).relative_to(root).as_posix()
            place = seen.get(label, ("", ""))[1] or label
            there = f"{listing}:{rows[address]}" if address in rows else listing
            yield Fault(file, None, place, f"{label!r}: {message}", f"the labels that {there} has")
        else:
            yield Fault(listing, rows.get(address), address, message, "addresses that last")
