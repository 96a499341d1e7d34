"""The structure of a notebook: what is checked before its cells are read, with problems reported by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import Fault

KINDS = ("markdown", "code")
_DATA_KEYS = frozenset(("output_type", "data", "metadata", "execution_count"))
_OUTPUT_KEYS = {
    "execute_result": _DATA_KEYS,
    "display_data": _DATA_KEYS,
    "stream": frozenset(("output_type", "name", "text")),
}
PLAIN = "text/plain"
"""The only MIME type that a notebook stores; the build creates pictures and tables."""
_TAGS = ("remove-input", "live")
_CONFLICT_MARK = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9][\w .()+-]*", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """A reason why a notebook cannot be read.

    Parameters
    ----------
    place : str
        Such as ``cell 3``.
    found, expected : str
        What was found there, and what was expected.
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
    """A notebook, or an empty one if it has problems, and the problems of its structure.

    Parameters
    ----------
    text : str
        The content of the file.
    outputs : bool
        Whether each code cell must have stored outputs; running a notebook needs none.

    Examples
    --------
    >>> read('{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "raw"}]}')[1][0].found
    "cell_type 'raw'"
    """
    try:
        notebook = json.loads(text, object_pairs_hook=_reject_duplicate_keys)
    except (ValueError, RecursionError) as error:
        if merge := _CONFLICT_MARK.search(text):
            marks = f"the marks of a merge ({merge[0]})"
            expected = "what both branches mean, then `reviewhelpers refresh`"
            return {}, [Problem("", marks, expected, text[: merge.start()].count("\n") + 1)]
        line = getattr(error, "lineno", None)
        if isinstance(error, json.JSONDecodeError) and error.msg.startswith("Expecting ',' "):
            line = text[: error.pos].rstrip().count("\n") + 1  # The line without the comma, not the next one.
        return {}, [Problem("", f"no notebook ({error})", "valid JSON, each key once", line)]
    problems = list(_check_notebook(notebook, outputs))
    return ({} if problems else notebook), problems


def source(cell: Mapping[str, Any]) -> str:
    """The text of a cell, which notebooks store as one string or as a list of lines."""
    return "".join(cell["source"])


def stored_texts(cell: Mapping[str, Any]) -> Iterator[str]:
    """The stored texts of what a cell returned or displayed, in order; printed text is left out."""
    for output in cell.get("outputs", []):
        if PLAIN in output.get("data", {}):
            yield "".join(output["data"][PLAIN])


def _reject_duplicate_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} twice")
    return mapping


def _check_notebook(notebook: Any, outputs: bool) -> Iterator[Problem]:
    if not isinstance(notebook, dict):
        yield Problem("", f"a {type(notebook).__name__}", "a notebook of format 4", 1)
        return
    if type(notebook.get("nbformat")) is not int or notebook["nbformat"] != 4:
        yield Problem(
            "nbformat", f"nbformat {_describe(notebook.get('nbformat'))}", "a notebook of format 4", 1
        )
        return
    if type(notebook.get("nbformat_minor", 0)) is not int:
        yield Problem(
            "nbformat_minor", f"nbformat_minor {_describe(notebook['nbformat_minor'])}", "a number", 1
        )
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        yield Problem("metadata", _describe(metadata), "a mapping")
    elif outputs:
        yield from _check_metadata(metadata)
    if not isinstance(notebook.get("cells"), list):
        yield Problem("cells", _describe(notebook.get("cells")), "a list of cells", 1)
        return
    seen: dict[str, int] = {}
    for at, cell in enumerate(notebook["cells"]):
        place = f"cell {at}"
        yield from _check_cell(cell, place, outputs)
        id = cell.get("id") if isinstance(cell, dict) else None
        if id is None or not outputs:
            continue  # Running the notebook writes new ids.
        if not isinstance(id, str) or not id:
            yield Problem(place, f"the id {_describe(id)}", "a name; `reviewhelpers refresh`")
        elif seen.setdefault(id, at) != at:
            yield Problem(place, f"the id {id!r} of cell {seen[id]}", "each id once; `reviewhelpers refresh`")


def _check_metadata(metadata: Mapping[str, Any]) -> Iterator[Problem]:
    """Check the metadata of a notebook, from which the build would take settings of the page."""
    wanted = "kernelspec and language_info; `reviewhelpers refresh`"
    for key in metadata:
        if key not in ("kernelspec", "language_info"):
            yield Problem("metadata", f"the key {key[:60]!r}", wanted)
    kernel, language = metadata.get("kernelspec", {}), metadata.get("language_info", {})
    for key in ("display_name", "language", "name"):
        value = kernel.get(key, "python") if isinstance(kernel, dict) else None
        if not isinstance(value, str) or not _WORD.fullmatch(value):
            yield Problem(
                "metadata", f"kernelspec {_describe(kernel)} with {key} {_describe(value)}", "that of Python"
            )
    if not isinstance(language, dict) or language.get("name", "python") != "python":
        yield Problem("metadata", f"language_info {_describe(language)}", "that of Python")


def _check_cell(cell: Any, place: str, outputs: bool) -> Iterator[Problem]:
    if not isinstance(cell, dict):
        yield Problem(place, _describe(cell), "a cell")
        return
    if cell.get("cell_type") not in KINDS:
        yield Problem(place, f"cell_type {_describe(cell.get('cell_type'))}", "markdown or code")
        return
    if not _is_text(cell.get("source")):
        yield Problem(place, f"source {_describe(cell.get('source'))}", "its text")
    elif not source(cell).strip():
        yield Problem(place, "an empty cell", "text or code")
    metadata = cell.get("metadata", {})
    if not isinstance(metadata, dict):
        yield Problem(place, f"metadata {_describe(metadata)}", "a mapping")
    else:
        tags, settings = metadata.get("tags", []), metadata.get("mystnb", {})
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            yield Problem(place, f"tags {_describe(tags)}", "a list of words")
        if not isinstance(settings, dict):
            yield Problem(place, f"mystnb {_describe(settings)}", "a mapping")
        elif outputs:
            for key in metadata:
                if key != "tags" and (key != "mystnb" or settings):
                    yield Problem(place, f"metadata {key[:60]!r}", "tags alone; `reviewhelpers refresh`")
            for tag in tags if isinstance(tags, list) else ():
                if isinstance(tag, str) and tag not in _TAGS:
                    yield Problem(place, f"the tag {tag[:60]!r}", f"one of {', '.join(_TAGS)}")
    if cell["cell_type"] == "markdown":
        # These would show what no source of the book contains.
        for key in ("outputs", "execution_count", "attachments"):
            if cell.get(key):
                yield Problem(place, f"{key} of a cell of Markdown", "text alone")
    elif outputs:
        yield from _check_outputs(cell, place)


def _check_outputs(cell: Mapping[str, Any], place: str) -> Iterator[Problem]:
    count = cell.get("execution_count")
    if count is not None and type(count) is not int:
        yield Problem(place, f"execution_count {_describe(count)}", "a number")
    outputs = cell.get("outputs")
    if not isinstance(outputs, list) or not outputs:
        last_line = source(cell).strip().splitlines()[-1:]
        of = f" of `{last_line[0].strip()}`" if last_line else ""
        yield Problem(place, f"no stored output{of}", "one; run `reviewhelpers refresh`")
        return
    problems = [problem for output in outputs for problem in _check_output(output, place)]
    yield from problems or (_check_stored_lines(cell, place) if _is_text(cell.get("source")) else ())


def _check_output(output: Any, place: str) -> Iterator[Problem]:
    kind = output.get("output_type") if isinstance(output, dict) else output
    if not isinstance(kind, str) or kind not in _OUTPUT_KEYS:
        yield Problem(place, f"an output of type {_describe(kind)}", "what a cell returned or printed")
    elif further := output.keys() - _OUTPUT_KEYS[kind]:
        yield Problem(place, f"an output with {min(further)[:60]!r}", "what running a cell stores")
    elif kind != "stream":
        yield from _check_data(output, place)
    elif not _is_text(output.get("text")) or not isinstance(output.get("name"), str):
        yield Problem(place, "an output without name or text", "what a cell printed")


def _check_data(output: Mapping[str, Any], place: str) -> Iterator[Problem]:
    data = output.get("data")
    if output.get("metadata", {}) != {}:
        yield Problem(place, f"metadata {_describe(output['metadata'])} of an output", "an empty mapping")
    if not isinstance(data, dict) or not _is_text(data.get(PLAIN)):
        kinds = ", ".join(map(repr, sorted(data))) if isinstance(data, dict) else ""
        found = f"an output{kinds and ' '}{kinds[:60]} without text"
        yield Problem(place, found, f"its {PLAIN!r}; `reviewhelpers refresh`")
        return
    for mime in sorted(data.keys() - {PLAIN}):
        expected = f"{PLAIN!r} alone, since the build makes the rest; `reviewhelpers refresh`"
        yield Problem(place, f"an output {mime[:60]!r}", expected)


def _check_stored_lines(cell: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Check that a cell stores the line of the figure or table that it shows, and of no other.

    A cell that only shows a figure or table stores nothing but its line.
    """
    id, alone = notebook_output.parse_show_call(source(cell))
    lines = list(stored_texts(cell))
    named = [name for name in map(notebook_output.parse_id, lines) if name]
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


def _describe(value: Any) -> str:
    """A value as a message shows it; of a list or a mapping only the type."""
    if isinstance(value, dict | list):
        return f"a {type(value).__name__}"
    return "nothing" if value is None else repr(value)[:60]
