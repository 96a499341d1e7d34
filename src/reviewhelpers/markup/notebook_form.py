"""The form of a notebook: what must hold before anything reads its cells, told by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import Fault

KINDS = ("markdown", "code")
_OF_DATA = frozenset(("output_type", "data", "metadata", "execution_count"))
_KEYS = {
    "execute_result": _OF_DATA,
    "display_data": _OF_DATA,
    "stream": frozenset(("output_type", "name", "text")),
}
PLAIN = "text/plain"
"""The one MIME type that a notebook stores: pictures and tables are made by the build."""
_TAGS = ("remove-input",)
_MERGE = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
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
        if merge := _MERGE.search(text):
            marks = f"the marks of a merge ({merge[0]})"
            expected = "what both branches mean, then `reviewhelpers refresh`"
            return {}, [Problem("", marks, expected, text[: merge.start()].count("\n") + 1)]
        line = getattr(error, "lineno", None)
        if isinstance(error, json.JSONDecodeError) and error.msg.startswith("Expecting ',' "):
            line = text[: error.pos].rstrip().count("\n") + 1  # Where it is missing, not what comes next.
        return {}, [Problem("", f"no notebook ({error})", "valid JSON, each key once", line)]
    found = list(_of_notebook(held, outputs))
    return ({} if found else held), found


def source(cell: Mapping[str, Any]) -> str:
    """The text of a cell, which notebooks store as one or by line."""
    return "".join(cell["source"])


def stored(cell: Mapping[str, Any]) -> Iterator[str]:
    """The texts that a cell stores of what it returned or displayed, in order; nothing of what it printed."""
    for output in cell.get("outputs", []):
        if PLAIN in output.get("data", {}):
            yield "".join(output["data"][PLAIN])


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
        if id is None or not outputs:
            continue  # Whoever runs it writes the ids anew.
        if not isinstance(id, str) or not id:
            yield Problem(place, f"the id {_told(id)}", "a name; `reviewhelpers refresh`")
        elif seen.setdefault(id, at) != at:
            yield Problem(place, f"the id {id!r} of cell {seen[id]}", "each id once; `reviewhelpers refresh`")


def _of_metadata(metadata: Mapping[str, Any]) -> Iterator[Problem]:
    """What a notebook may say of itself: the readers of the book take settings of a page from there."""
    wanted = "kernelspec and language_info; `reviewhelpers refresh`"
    for key in metadata:
        if key not in ("kernelspec", "language_info"):
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
    found = [problem for output in outputs for problem in _of_output(output, place)]
    yield from found or (_of_lines(cell, place) if _is_text(cell.get("source")) else ())


def _of_output(output: Any, place: str) -> Iterator[Problem]:
    kind = output.get("output_type") if isinstance(output, dict) else output
    if not isinstance(kind, str) or kind not in _KEYS:
        yield Problem(place, f"an output of type {_told(kind)}", "what a cell returned or printed")
    elif further := output.keys() - _KEYS[kind]:
        yield Problem(place, f"an output with {min(further)[:60]!r}", "what running a cell stores")
    elif kind != "stream":
        yield from _of_data(output, place)
    elif not _is_text(output.get("text")) or not isinstance(output.get("name"), str):
        yield Problem(place, "an output without name or text", "what a cell printed")


def _of_data(output: Mapping[str, Any], place: str) -> Iterator[Problem]:
    data = output.get("data")
    if output.get("metadata", {}) != {}:
        yield Problem(place, f"metadata {_told(output['metadata'])} of an output", "an empty mapping")
    if not isinstance(data, dict) or not _is_text(data.get(PLAIN)):
        kinds = ", ".join(map(repr, sorted(data))) if isinstance(data, dict) else ""
        found = f"an output{kinds and ' '}{kinds[:60]} without text"
        yield Problem(place, found, f"its {PLAIN!r}; `reviewhelpers refresh`")
        return
    for mime in sorted(data.keys() - {PLAIN}):
        expected = f"{PLAIN!r} alone, since the build makes the rest; `reviewhelpers refresh`"
        yield Problem(place, f"an output {mime[:60]!r}", expected)


def _of_lines(cell: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """A stored line is that of what its cell shows, and stands nowhere else.

    A cell that only shows something stores nothing beside its line.
    """
    id, alone = notebook_output.called(source(cell))
    lines = list(stored(cell))
    named = [name for name in map(notebook_output.named, lines) if name]
    if id and id not in named:
        call = "picture(…)" if id == notebook_output.PICTURE else f"show({id!r})"
        found = repr(lines[-1][:60]) if lines else "no line"
        yield Problem(place, f"{found} for `{call}`", "its line; run `reviewhelpers refresh`")
    elif alone and len(cell["outputs"]) > 1:
        yield Problem(
            place, f"{len(cell['outputs'])} outputs", f"the line of {id} alone; `reviewhelpers refresh`"
        )
    elif len(named) > 1:
        yield Problem(place, f"the lines of {', '.join(named)}", "one a cell, that of its last line")
    elif named and named != [id]:
        wanted = "picture(…)" if named == [notebook_output.PICTURE] else f'show("{named[0]}")'
        kind = "tables" if named[0].startswith("tab-") else "figures"
        yield Problem(place, f"the line of {named[0]}", f"`{kind}.{wanted}` as the last line of its cell")
    for line in lines:
        if line.startswith("<Figure size"):
            yield Problem(
                place, repr(line[:60]), "`figures.picture(figure, alt=…)` as the last line of its cell"
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _told(value: Any) -> str:
    """A value as a message shows it: what is nested by its kind alone."""
    if isinstance(value, dict | list):
        return f"a {type(value).__name__}"
    return "nothing" if value is None else repr(value)[:60]
