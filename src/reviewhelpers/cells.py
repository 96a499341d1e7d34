"""The form of a notebook: what must hold before anything reads its cells, told by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewhelpers import shown
from reviewhelpers.checks import markdown, svg
from reviewhelpers.errors import Fault

KINDS = ("markdown", "code")
_HELD = {"execute_result": "data", "display_data": "data", "stream": "text"}
_OF_DATA = frozenset(("output_type", "data", "metadata", "execution_count"))
_KEYS = {
    "execute_result": _OF_DATA,
    "display_data": _OF_DATA,
    "stream": frozenset(("output_type", "name", "text")),
}
_FORMS = {
    "figure": {"text/plain", shown.MIME, "image/svg+xml"},
    "table": {"text/plain", shown.MIME, "text/markdown"},
    "": {"text/plain"},
}
"""The MIME types of a figure, of a table, and of any other value."""
_TAGS = ("remove-input",)
_CONTENT = {
    "figure": ("id", "title", "caption", "alt", "digest"),
    "table": ("id", "title", "caption", "note", "digest"),
}
"""What the description of a figure or table must say."""
_FURTHER = {"figure": {"kind", "works", "points"}, "table": {"kind", "works", "folded", "header", "rows"}}
_READ = ("title", "caption", "note")
"""Those that are read as the text of a page is."""
_ID = {"figure": re.compile(r"fig-[a-z0-9-]+"), "table": re.compile(r"tab-[a-z0-9-]+")}
_DIGEST = re.compile(r"[0-9a-f]{12}")
_WORD = re.compile(r"[A-Za-z0-9][\w .()+-]*", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """What keeps a notebook from being read.

    Parameters
    ----------
    place : str
        Such as ``cell 3``.
    found, expected : str
        What stands there, and what should.
    line : int or None
        Line of the file, where that is known.
    """

    place: str
    found: str
    expected: str
    line: int | None = None

    def fault(self, name: str) -> Fault:
        """The problem as a fault of a file."""
        return Fault(name, self.line, self.place or None, self.found, self.expected)


def read(text: str, outputs: bool = True) -> tuple[dict[str, Any], list[Problem]]:
    """A notebook, empty where it cannot be relied on, and what is wrong with its form.

    Parameters
    ----------
    text : str
        What the file holds.
    outputs : bool
        Whether each cell with code must have stored outputs; whoever runs it asks for none.

    Examples
    --------
    >>> read('{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "raw"}]}')[1][0].found
    "cell_type 'raw'"
    """
    try:
        held = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        if isinstance(error, json.JSONDecodeError) and error.msg.startswith("Expecting ',' "):
            line = text[: error.pos].rstrip().count("\n") + 1  # Where it is missing, not what comes next.
        return {}, [Problem("", f"no notebook ({error})", "valid JSON, each key once", line)]
    found = list(_of_notebook(held, outputs))
    return ({} if found else held), found


def source(cell: Mapping[str, Any]) -> str:
    """The text of a cell, which notebooks store as one or by line."""
    return "".join(cell["source"])


def unknown_works(notebook: Mapping[str, Any], works: Collection[str]) -> Iterator[Problem]:
    """Works behind figures and tables that the bibliography does not have.

    Parameters
    ----------
    notebook : mapping
        One whose form holds.
    works : collection of str
        The keys of the bibliography.
    """
    for at, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            content = output.get("data", {}).get(shown.MIME, {})
            for work in content.get("works", []):
                if work not in works:
                    kind = content["kind"]
                    yield Problem(f"cell {at}", f"works {work!r} of a {kind}", "a key of references.bib")


def left_over(content: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Marks that were meant to be read and are not, in the texts of a figure or table.

    Parameters
    ----------
    content : mapping
        Its description.
    place : str
        Such as ``cell 3``.

    Examples
    --------
    >>> next(left_over({"kind": "figure", "title": "T $x"}, "cell 3")).found
    "'$' in the title of a figure"
    """
    for key in _READ:
        for _, _, found, expected in markdown.faults(content.get(key, "")):
            yield Problem(place, f"{found} in the {key} of a {content['kind']}", expected)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} twice")
    return held


def _of_notebook(held: Any, outputs: bool) -> Iterator[Problem]:
    if not isinstance(held, dict):
        yield Problem("", f"a {type(held).__name__}", "a notebook of format 4", 1)
        return
    if type(held.get("nbformat")) is not int or held["nbformat"] != 4:
        yield Problem("nbformat", f"nbformat {_told(held.get('nbformat'))}", "a notebook of format 4", 1)
        return
    if type(held.get("nbformat_minor", 0)) is not int:
        yield Problem("nbformat_minor", f"nbformat_minor {_told(held['nbformat_minor'])}", "a number", 1)
    metadata = held.get("metadata")
    if not isinstance(metadata, dict):
        yield Problem("metadata", _told(metadata), "a mapping")
    elif not isinstance(metadata.get("reviewhelpers", {}), dict):
        yield Problem("metadata", f"reviewhelpers {_told(metadata['reviewhelpers'])}", "a mapping")
    elif outputs:
        yield from _of_metadata(metadata)
    if not isinstance(held.get("cells"), list):
        yield Problem("cells", _told(held.get("cells")), "a list of cells", 1)
        return
    seen: dict[str, int] = {}
    for at, cell in enumerate(held["cells"]):
        place = f"cell {at}"
        yield from _of_cell(cell, place, outputs)
        id = cell.get("id") if isinstance(cell, dict) else None
        if id is not None and (not isinstance(id, str) or not id):
            yield Problem(place, f"the id {_told(id)}", "a name")
        elif id is not None and seen.setdefault(id, at) != at:
            yield Problem(place, f"the id {id!r} of cell {seen[id]}", "each id once")


def _of_metadata(metadata: Mapping[str, Any]) -> Iterator[Problem]:
    """What a notebook may say of itself: the readers of the book take settings of a page from there."""
    wanted = "kernelspec, language_info and what `reviewhelpers refresh` records"
    for key in metadata:
        if key not in ("kernelspec", "language_info", "reviewhelpers"):
            yield Problem("metadata", f"the key {key[:60]!r}", wanted)
    kernel, language = metadata.get("kernelspec", {}), metadata.get("language_info", {})
    for key in ("display_name", "language", "name"):
        value = kernel.get(key, "python") if isinstance(kernel, dict) else None
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            yield Problem(
                "metadata", f"kernelspec {_told(kernel)} with {key} {_told(value)}", "that of Python"
            )
    if not isinstance(language, dict) or language.get("name", "python") != "python":
        yield Problem("metadata", f"language_info {_told(language)}", "that of Python")


def _of_cell(cell: Any, place: str, outputs: bool) -> Iterator[Problem]:
    if not isinstance(cell, dict):
        yield Problem(place, _told(cell), "a cell")
        return
    if cell.get("cell_type") not in KINDS:
        yield Problem(place, f"cell_type {_told(cell.get('cell_type'))}", "markdown or code")
        return
    if not _is_text(cell.get("source")):
        yield Problem(place, f"source {_told(cell.get('source'))}", "its text")
    elif not source(cell).strip():
        yield Problem(place, "an empty cell", "text or code")
    metadata = cell.get("metadata", {})
    if not isinstance(metadata, dict):
        yield Problem(place, f"metadata {_told(metadata)}", "a mapping")
    else:
        tags, settings = metadata.get("tags", []), metadata.get("mystnb", {})
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            yield Problem(place, f"tags {_told(tags)}", "a list of words")
        if not isinstance(settings, dict):
            yield Problem(place, f"mystnb {_told(settings)}", "a mapping")
        elif outputs:
            for key in metadata:
                if key != "tags" and (key != "mystnb" or settings):
                    yield Problem(place, f"metadata {key[:60]!r}", "tags alone; `reviewhelpers refresh`")
            for tag in tags if isinstance(tags, list) else ():
                if isinstance(tag, str) and tag not in _TAGS:
                    yield Problem(place, f"the tag {tag[:60]!r}", f"one of {', '.join(_TAGS)}")
    if cell["cell_type"] == "markdown":
        # What it shows would come from no source of the book.
        for key in ("outputs", "execution_count", "attachments"):
            if cell.get(key):
                yield Problem(place, f"{key} of a cell of Markdown", "text alone")
    elif outputs:
        yield from _of_outputs(cell, place)


def _of_outputs(cell: Mapping[str, Any], place: str) -> Iterator[Problem]:
    count = cell.get("execution_count")
    if count is not None and type(count) is not int:
        yield Problem(place, f"execution_count {_told(count)}", "a number")
    outputs = cell.get("outputs")
    if not isinstance(outputs, list) or not outputs:
        shows = source(cell).strip().splitlines()[-1:]
        of = f" of `{shows[0].strip()}`" if shows else ""
        yield Problem(place, f"no stored output{of}", "one; run `reviewhelpers refresh`")
        return
    for output in outputs:
        kind = output.get("output_type") if isinstance(output, dict) else output
        held = _HELD.get(kind) if isinstance(kind, str) else None
        if not held or not isinstance(output.get(held), dict if held == "data" else list | str):
            yield Problem(place, f"an output of type {_told(kind)}", "what a figure or table shows")
        elif further := output.keys() - _KEYS[str(kind)]:
            yield Problem(place, f"an output with {min(further)[:60]!r}", "what running a cell stores")
        elif held == "text":
            if not _is_text(output["text"]) or not isinstance(output.get("name"), str):
                yield Problem(place, "an output without name or text", "what a cell printed")
        else:
            yield from _of_data(output, place)


def _of_data(output: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if output.get("metadata", {}) != {}:
        yield Problem(place, f"metadata {_told(output['metadata'])} of an output", "an empty mapping")
    for mime, value in output["data"].items():
        if not mime.endswith("json") and not _is_text(value):
            yield Problem(place, f"an output {mime!r} of {_told(value)}", "text")
    content = output["data"].get(shown.MIME)
    if content is None:
        yield from _of_forms(output["data"], "", place)
        return
    kind = content.get("kind") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in _CONTENT:
        yield Problem(place, f"a description of kind {_told(kind)}", "that of a figure or a table")
        return
    wanted = _CONTENT[kind]
    yield from _of_forms(output["data"], kind, place)
    for key in sorted(content.keys() - {*wanted, *_FURTHER[kind]}):
        yield Problem(place, f"{key[:60]!r} of a {kind}", "what it says of itself; `reviewhelpers refresh`")
    if not isinstance(content.get("folded", ""), str) or type(content.get("points", 0)) is not int:
        yield Problem(place, f"points or folded of a {kind}", "a number, or text; `reviewhelpers refresh`")
    for key, form in (("id", _ID[kind]), ("digest", _DIGEST)):
        value = content.get(key)
        if isinstance(value, str) and value.strip() and not form.fullmatch(value):
            yield Problem(place, f"{key} {value[:60]!r} of a {kind}", f"the form {form.pattern}")
    for key in wanted:
        if not isinstance(content.get(key), str) or (key != "note" and not content[key].strip()):
            yield Problem(
                place, f"{key} {_told(content.get(key))} of a {kind}", "its text; `reviewhelpers refresh`"
            )
    works = content.get("works", [])
    if not isinstance(works, list) or not all(isinstance(work, str) for work in works):
        yield Problem(place, f"works {_told(works)} of a {kind}", "a list of keys")
    if kind == "figure" and "image/svg+xml" not in output["data"]:
        yield Problem(place, "a figure without its picture", "an SVG; `reviewhelpers refresh`")
    elif kind == "figure" and _is_text(output["data"]["image/svg+xml"]):
        for found in svg.faults("".join(output["data"]["image/svg+xml"])):
            yield Problem(place, f"{found} in the picture of a figure", "what `reviewhelpers refresh` draws")
    if kind == "table":
        header, rows = content.get("header"), content.get("rows")
        if not _is_row(header) or not isinstance(rows, list) or not rows:
            yield Problem(place, "a table without header or rows", "both; `reviewhelpers refresh`")
        elif not all(_is_row(row) and len(row) == len(header) for row in rows):
            yield Problem(
                place, "a table with a row unlike its header", "cells of text; `reviewhelpers refresh`"
            )


def _of_forms(data: Mapping[str, Any], kind: str, place: str) -> Iterator[Problem]:
    for mime in sorted(data.keys() - _FORMS[kind]):
        of = f"a {kind}" if kind else "a value"
        yield Problem(place, f"an output {mime[:60]!r} of {of}", "a figure, a table or plain text")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(cell, str) for cell in value)


def _told(value: Any) -> str:
    """A value as a message shows it: what is nested by its kind alone."""
    if isinstance(value, dict | list):
        return f"a {type(value).__name__}"
    return "nothing" if value is None else repr(value)[:60]
