"""How pages are written: no number typed into prose, one call a cell, each figure and table on one page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reviewhelpers._core.errors import Fault
from reviewhelpers.markup import model_cells, myst
from reviewhelpers.validation import glossary
from reviewhelpers.validation import model_cells as models_shown

_TYPED = re.compile(r"\d[\d.,]*\s?(?:%|percent|m?V\b|m?A\b|mA|h⁻¹|wt|°C|nm\b|eV\b|days?\b|hours?\b)")
# Answers of exercises, right and wrong, are derived numbers, which tests compare with hand values.
_ANSWERS = re.compile(r"^:(?:answer|tolerance): .*$|^-?[\d.]+(?:e-?\d+)? \S+$(?=\n: )", re.MULTILINE)
_SHOW_CALL = re.compile(r'show\("([a-z0-9-]+)"\)')
EXAM = "exam"
"""Name of the page that asks for calculations with invented numbers."""

READABLE = 40
"""Lines of a computation that a page shows in one cell, at most."""

_REGISTRATION = re.compile(r'^@table\(\s*"([a-z0-9-]+)"', re.MULTILINE)


def faults(root: Path) -> Iterator[Fault]:
    """Faults of the style of pages.

    Parameters
    ----------
    root : Path
        Folder of the project, whose pages can be read.
    """
    notebooks = {
        path.relative_to(root).as_posix(): json.loads(path.read_text(encoding="utf-8"))["cells"]
        for path in sorted((root / "chapters").rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    }
    pages = {
        name: "\n".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
        for name, cells in notebooks.items()
    }
    for path in sorted((root / "chapters").rglob("*.md")):
        pages[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    for name, text in sorted(pages.items()):
        if Path(name).stem == EXAM:
            continue  # What its questions give is invented for practice; a test computes the answers.
        for number in typed_numbers(text):
            yield Fault(name, None, "text", repr(number), "a value of the data, by the role `value`")
    for name, cells in notebooks.items():
        yield from _of_cells(name, cells)
    yield from _of_placement(root, notebooks)
    yield from models_shown.faults(root, notebooks)
    if glossary.PAGE in pages:
        yield from glossary.faults(glossary.read(pages[glossary.PAGE]), dict(sorted(pages.items())))


def typed_numbers(text: str) -> list[str]:
    """Numbers with a unit that stand in the text itself and neither in a role nor in a block of code.

    Examples
    --------
    >>> typed_numbers("an efficiency of 95.2 % at {value}`li2022-ye2017-fe`")
    ['95.2 %']
    """
    return _TYPED.findall(_ANSWERS.sub("", myst.apply_edits(text, _of_data(text))))


def _of_data(text: str) -> Iterator[tuple[int, int, str]]:
    """The parts of a text that are no prose, as edits that remove them."""
    done = 0
    for mark in myst.read(text):
        match mark:
            case _ if mark.start < done:
                continue
            case myst.Role(name="value" | "condition") | myst.Block():
                yield mark.start, mark.end, ""
            case myst.Directive() if mark.name in myst.VERBATIM_DIRECTIVES:
                yield mark.start, mark.end, ""
            case _:
                continue
        done = mark.end


def artifact_files(root: Path) -> dict[str, str]:
    """The file that holds the words of each figure or registers each table, by id."""
    package = root / "src" / "reviewhelpers"
    words = {path.stem: path for path in sorted(package.glob("figures/**/fig-*.md"))}
    tables = {
        id: path
        for path in sorted((package / "tables").rglob("*.py"))
        for id in _REGISTRATION.findall(path.read_text(encoding="utf-8"))
    }
    return {id: path.relative_to(root).as_posix() for id, path in (words | tables).items()}


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _of_cells(name: str, cells: list[dict[str, Any]]) -> Iterator[Fault]:
    path = Path(name)
    if path.stem == "exercises" or path.parent.name == "learn":
        return  # Readers of these pages follow the arithmetic line by line.
    for at, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            source = _source(cell)
            model = model_cells.read(source)
            # The lines of a model are counted where it is tested.
            own = source if model is None or model.own is None else model.own
            calls = [line for line in own.splitlines() if line and "import" not in line]
            is_output = _SHOW_CALL.search(source) or "remove-input" in cell.get("metadata", {}).get(
                "tags", ()
            )
            if len(calls) != 1 and (is_output or not 1 < len(calls) <= READABLE):
                yield Fault(
                    name,
                    None,
                    f"cell {at}",
                    f"{len(calls)} lines beside imports",
                    f"one call of a helper, or a computation of at most {READABLE} lines that the page shows",
                )


def _of_placement(root: Path, notebooks: Mapping[str, list[dict[str, Any]]]) -> Iterator[Fault]:
    pages_of: dict[str, list[str]] = {}
    for name, cells in notebooks.items():
        for cell in cells:
            if cell["cell_type"] == "code":
                for id in _SHOW_CALL.findall(_source(cell)):
                    pages_of.setdefault(id, []).append(name)
    for id, names in pages_of.items():
        for name in names[1:]:
            yield Fault(
                name, None, id, f"{id!r}, which {names[0]} shows too", "each figure and table on one page"
            )
    for id, name in artifact_files(root).items():
        if id not in pages_of:
            yield Fault(name, None, id, "it on no page", "a page that shows it")
