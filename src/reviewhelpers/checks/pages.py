"""The pages: notebooks and Markdown, their labels, what they name, and outputs as running stored them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reviewhelpers import hidden, notebooks
from reviewhelpers.checks import files
from reviewhelpers.citing import addresses, outline
from reviewhelpers.errors import Fault, ReviewHelpersError

_ROLE = re.compile(r"\{([a-zA-Z][\w:.+-]*)\}(`+)(.+?)\2", re.DOTALL)
_OPEN_ROLE = re.compile(r"\{([a-z][\w:.+-]*)\}`[^`]*$")
_LABEL = re.compile(r"^\(([^()\s]+)\)=\s*$", re.MULTILINE)
_TARGET = re.compile(r"<([^<>]+)>$")
_CODE = re.compile(r"^(`{3,}|~{3,})(?!\{).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_BEFORE = re.compile(r"^:::\{before\}\n(.*?)^:::\s*$", re.MULTILINE | re.DOTALL)
_GLOSSARY = re.compile(r"^:::\{glossary\}\n(.*?)^:::\s*$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,}|:{3,})(.*)$", re.MULTILINE)
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
        What the data and the bibliography have; an empty collection is not looked at.
    """
    found: list[Fault] = []
    seen: dict[str, tuple[str, str]] = {}
    wanted: list[tuple[str, str, str]] = []
    terms: set[str] = set()
    meant: list[tuple[str, str, str]] = []
    for path in sorted((root / "chapters").rglob("*")):
        name = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        if path.suffix == ".ipynb":
            notebook, broken = _notebook(path, name)
            found += broken
            cells = enumerate(notebook["cells"]) if notebook else iter(())
            texts = [(f"cell {at}", _source(cell)) for at, cell in cells if cell["cell_type"] == "markdown"]
        elif path.suffix == ".md":
            text, broken = files.text(path, name)
            found += broken
            texts = [("", text)] if text else []
        else:
            continue
        for place, text in texts:
            found += _of_text(name, place, text, names)
            for label in _LABEL.findall(_CODE.sub("", text)):
                if label in seen:
                    found += _doubled(label, seen[label], (name, place))
                seen.setdefault(label, (name, place))
            wanted += [(name, place, label) for label in _labels_named(text)]
            terms |= {term.casefold() for term in _terms_defined(text)}
            meant += [(name, place, term) for term in _terms_named(text)]
    if not found:
        found += _whole(root, wanted, seen)
        found += [
            Fault(name, None, place or "term", repr(term), "a term of the glossary")
            for name, place, term in meant
            if term.casefold() not in terms
        ]
    return found


def of_file(path: Path, name: str) -> list[Fault]:
    """Faults of the form of one page by itself, whatever the rest of the book."""
    return _notebook(path, name)[1] if path.suffix == ".ipynb" else files.text(path, name)[1]


def _doubled(label: str, *places: tuple[str, str]) -> Iterator[Fault]:
    """A label that stands twice, told at both places: which of them is wrong is for a person to say."""
    for (name, place), other in zip(places, reversed(places), strict=True):
        of = ", ".join(filter(None, other))
        yield Fault(name, None, place or label, f"the label {label!r} of {of}", "each label once")


def _notebook(path: Path, name: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """A notebook whose form can be relied on, and its faults."""
    text, found = files.text(path, name)
    if found:
        return None, found
    try:
        loaded = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        if isinstance(error, json.JSONDecodeError) and error.msg.startswith("Expecting ',' "):
            line = text[: error.pos].rstrip().count("\n") + 1  # Where it is missing, not what comes next.
        return None, [Fault(name, line, None, f"no notebook ({error})", "valid JSON, each key once")]
    found = list(_form(loaded, name))
    if found:
        return None, found
    found += _stored(loaded, name)
    if not found:
        canonical = notebooks.canonical(loaded)
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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} twice")
    return held


def _form(loaded: Any, name: str) -> Iterator[Fault]:
    if (
        not isinstance(loaded, dict)
        or loaded.get("nbformat") != 4
        or not isinstance(loaded.get("cells"), list)
    ):
        yield Fault(name, 1, None, "no notebook of format 4", "nbformat 4 and a list of cells")
        return
    if not isinstance(loaded.get("metadata"), dict):
        yield Fault(name, None, "metadata", "no metadata", "a mapping")
    for at, cell in enumerate(loaded["cells"]):
        place = f"cell {at}"
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("markdown", "code", "raw"):
            kind = cell.get("cell_type") if isinstance(cell, dict) else cell
            yield Fault(name, None, place, f"cell_type {kind!r}", "markdown or code")
            continue
        source = cell.get("source")
        if not isinstance(source, str) and not (
            isinstance(source, list) and all(isinstance(line, str) for line in source)
        ):
            yield Fault(name, None, place, "no source", "its text")
        elif not _source(cell).strip():
            yield Fault(name, None, place, "an empty cell", "text or code")
        if not isinstance(cell.get("metadata", {}), dict):
            yield Fault(name, None, place, "metadata that is no mapping", "a mapping")
        if cell["cell_type"] == "code":
            yield from _outputs(cell, name, place)


def _outputs(cell: Mapping[str, Any], name: str, place: str) -> Iterator[Fault]:
    outputs = cell.get("outputs")
    if not isinstance(outputs, list) or not outputs:
        yield Fault(name, None, place, "no stored output", "one; run `reviewhelpers refresh`")
        return
    for output in outputs:
        type = output.get("output_type") if isinstance(output, dict) else None
        held = {"execute_result": "data", "display_data": "data", "stream": "text"}.get(str(type))
        if not held or not isinstance(output.get(held), dict if held == "data" else list | str):
            kind = output.get("output_type") if isinstance(output, dict) else output
            yield Fault(name, None, place, f"an output of type {kind!r}", "what a figure or table shows")


def _stored(notebook: Mapping[str, Any], name: str) -> Iterator[Fault]:
    """Outputs that are not those which running the notebook stored."""
    recorded = notebook["metadata"].get("reviewhelpers")
    recorded = recorded if isinstance(recorded, dict) else {}
    stored = recorded.get("outputs")
    code = [(at, cell) for at, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"]
    if not re.fullmatch(r"[0-9a-f]{16}", str(recorded.get("digest"))):
        yield Fault(
            name,
            None,
            "metadata",
            f"digest {recorded.get('digest')!r}",
            "that of a run; `reviewhelpers refresh`",
        )
    if not isinstance(stored, list) or len(stored) != len(code):
        found = f"digests of {len(stored) if isinstance(stored, list) else 'no'} cells"
        yield Fault(
            name, None, "metadata", found, f"those of {len(code)} cells with code; `reviewhelpers refresh`"
        )
        return
    for (at, cell), digest in zip(code, stored, strict=True):
        if notebooks.cell_digest(cell) != digest:
            yield Fault(
                *(name, None, f"cell {at}", "an output or code that was changed by hand"),
                f"what running it stored, {digest!r}; run `reviewhelpers refresh --all {name}`",
            )


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _of_text(name: str, place: str, text: str, names: Names) -> Iterator[Fault]:
    """Roles and directives of a text that name what is not there."""

    def fault(at: int, column: str, found: str, expected: str) -> Fault:
        line = text[:at].count("\n") + 1
        return Fault(name, None if place else line, place or column, found, expected)

    for sign in re.finditer(f"{hidden.HIDDEN.pattern}|\ufffd", text):
        yield fault(sign.start(), "text", f"the character {sign[0]!r}", "characters that a reader sees")
    fences: list[str] = []
    for fence in _FENCE.finditer(text):
        if fences and fence[1].startswith(fences[-1]) and not fence[2].strip():
            fences.pop()
        else:
            fences.append(fence[1])
    if fences:
        yield fault(len(text), "text", f"{fences[-1]} that nothing closes", "a fence at its end")
    bare = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", bare):
        if left := _OPEN_ROLE.search(_ROLE.sub(lambda role: " " * len(role[0]), paragraph[0])):
            yield fault(
                paragraph.start() + left.start(), "role", f"{{{left[1]}}} that nothing closes", "a backtick"
            )
    for role in _ROLE.finditer(bare):
        kind, body = role[1], role[3].strip()
        if kind not in _ROLES:
            yield fault(role.start(), "role", f"the role {kind!r}", f"one of {', '.join(sorted(_ROLES))}")
        elif kind in ("value", "condition", "row") and names.rows and body not in names.rows:
            yield fault(role.start(), kind, repr(body), "the id of a row of the data")
        elif kind.startswith("cite") and names.works:
            for key in re.sub(r"\{[^}]*\}", "", body).split(","):
                if key.strip() not in names.works:
                    yield fault(role.start(), kind, repr(key.strip()), "a key of references.bib")
        elif kind == "data-table" and names.tables and body not in names.tables:
            yield fault(role.start(), kind, repr(body), "a table of the data")


def _labels_named(text: str) -> Iterator[str]:
    bare = _CODE.sub("", text)
    for before in _BEFORE.finditer(bare):
        yield from before[1].split()
    for role in _ROLE.finditer(bare):
        if role[1] in ("ref", "numref", "eq"):
            target = _TARGET.search(role[3].strip())
            yield target[1] if target else role[3].strip()


def _terms_defined(text: str) -> Iterator[str]:
    for glossary in _GLOSSARY.finditer(text):
        yield from re.findall(r"^(\S.*?)\s*$", glossary[1], re.MULTILINE)


def _terms_named(text: str) -> Iterator[str]:
    for role in _ROLE.finditer(_CODE.sub("", text)):
        if role[1] == "term":
            target = _TARGET.search(role[3].strip())
            yield target[1] if target else role[3].strip()


def _whole(
    root: Path, wanted: list[tuple[str, str, str]], seen: Mapping[str, tuple[str, str]]
) -> Iterator[Fault]:
    """Faults that show in the whole book alone: labels that nobody has, addresses that were published."""
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
    path = root / "chapters" / "addresses.txt"
    listing = "chapters/addresses.txt"
    text, broken = files.text(path, listing)
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
        address, _, told = line.partition(": ")
        page, _, label = address.partition("#")
        if label and page in pages and told.startswith(("not listed", "given up")):
            # The label of a page is rather misspelt there than in the list of all that were published.
            file = outline.file_of(root, page).relative_to(root).as_posix()
            place = seen.get(label, ("", ""))[1] or label
            there = f"{listing}:{rows[address]}" if address in rows else listing
            yield Fault(file, None, place, f"{label!r}: {told}", f"the labels that {there} has")
        else:
            yield Fault(listing, rows.get(address), address, told, "addresses that last")
