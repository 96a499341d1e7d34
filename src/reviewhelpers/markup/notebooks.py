"""Notebooks with stored outputs: their canonical form, and running them again.

A notebook stores text alone: what its code printed or returned, and one line of each figure or table. Which
notebooks were run with the data and the code as they stand is recorded outside them, in ``_build``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.markup import notebook_form

CHAPTERS = ROOT / "chapters"

Notebook = dict[str, Any]

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class NotebookError(ReviewHelpersError):
    """A notebook that cannot be read, or a cell of it that fails."""


def paths() -> list[Path]:
    """All notebooks of the book."""
    return sorted(path for path in CHAPTERS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def name(path: Path) -> str:
    """A file as messages name it: by its path below the project's root, where it stands there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def read(path: Path, outputs: bool = True) -> Notebook:
    """A notebook as nested dictionaries.

    Parameters
    ----------
    path : Path
        Its file.
    outputs : bool
        Whether it must hold the outputs of its cells. Without, those that it holds are left out.

    Raises
    ------
    NotebookError
        When the file is not a notebook of format 4 whose cells can be read; the message names the cell.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        told = Fault(name(path), None, None, f"byte 0x{error.object[error.start]:02x}", "UTF-8 text")
        raise NotebookError(str(told)) from error
    except OSError as error:
        raise NotebookError(f"{name(path)}: cannot be read: {error.strerror or error}") from error
    notebook, problems = notebook_form.read(text if outputs else without_conflicts(text), outputs)
    if problems:
        raise NotebookError("\n".join(str(problem.fault(name(path))) for problem in problems))
    if not outputs:
        for cell in _code(notebook):
            cell |= {"outputs": [], "execution_count": None}
    return notebook


_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}[^\n]*\n",
    re.MULTILINE | re.DOTALL,
)


def without_conflicts(text: str) -> str:
    """A notebook that git could not merge, where its branches differ in stored outputs alone.

    Running the notebook again stores what the merged code gives, whichever branch had what. A notebook whose
    branches differ in code or text comes back as it is, for a person to merge.

    Parameters
    ----------
    text : str
        The file with the marks of git's conflicts, or one without.
    """
    if not _CONFLICT.search(text):
        return text
    ours, theirs = (_CONFLICT.sub(rf"\g<{side}>", text) for side in ("ours", "theirs"))
    return ours if _sources(ours) == _sources(theirs) is not None else text


def _sources(text: str) -> list[tuple[str, str, Any]] | None:
    """Kind, text and settings of each cell; None of what is no notebook."""
    notebook, problems = notebook_form.read(text, outputs=False)
    return (
        None
        if problems
        else [
            (cell["cell_type"], notebook_form.source(cell), cell.get("metadata"))
            for cell in notebook["cells"]
        ]
    )


def canonical(notebook: Notebook, views: bool = False) -> str:
    """A notebook's one spelling: the same content always gives the same characters.

    What differs from run to run or from machine to machine is left out. Cells that have run are numbered in
    order: nbval passes over the outputs of a cell without a number.

    Parameters
    ----------
    notebook : dict
        The notebook.
    views : bool
        Whether pictures and tables stay in it; the notebooks of the book store only the text of an output.
    """
    kept_cells, run = [], 0
    for position, cell in enumerate(notebook["cells"]):
        kind = cell["cell_type"]
        kept = {
            "cell_type": kind,
            "id": f"cell-{position}",
            "metadata": _cell_metadata(cell),
            "source": _lines(cell["source"]),
        }
        if kind == "code":
            ran = bool(cell.get("outputs")) or cell.get("execution_count") is not None
            run += ran
            kept["execution_count"] = run if ran else None
            kept["outputs"] = [_output(output, run, views) for output in cell.get("outputs", [])]
        kept_cells.append(kept)
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    whole = {"cells": kept_cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell_metadata(cell: Notebook) -> dict[str, Any]:
    # What Jupyter and its front ends write about a run or a view says nothing about the content.
    kept = cell.get("metadata", {})
    return {key: kept[key] for key in ("mystnb", "tags") if kept.get(key)}


def _output(output: Notebook, run: int, views: bool) -> Notebook:
    kept = {key: value for key, value in output.items() if key != "execution_count"}
    if kept["output_type"] == "execute_result":
        kept["execution_count"] = run
    if "data" in kept:
        data = kept["data"]
        if not views and notebook_form.PLAIN in data:
            data, kept["metadata"] = {notebook_form.PLAIN: data[notebook_form.PLAIN]}, {}
        kept["data"] = {
            mime: value if mime.endswith("json") else _lines(value) for mime, value in data.items()
        }
    if "text" in kept:
        kept["text"] = _lines(kept["text"])
    return kept


def _lines(text: str | list[str]) -> list[str]:
    """Text as nbformat stores it, a list of lines that keep their ends."""
    joined = text if isinstance(text, str) else "".join(text)
    return re.findall(r"[^\n]*\n|[^\n]+", joined)


def inputs_digest() -> str:
    """A digest of all that outputs depend on beside the notebook: data, references and helpers."""
    root = ROOT
    package = root / "src" / "reviewhelpers"
    files = {path for path in (root / "data").rglob("*") if path.is_file() and not path.name.startswith(".")}
    files |= {root / "references.bib", *package.rglob("*.py")}
    # These neither draw nor compute: a change in them leaves every output as it is.
    files -= {package / f"{name}.py" for name in ("__main__", "_core/atomic_writes", "_core/parallel")}
    markup = ("mathml", "notebook_execution", "notebook_form", "notebooks")
    files -= {package / "markup" / f"{name}.py" for name in markup}
    folders = ("citing", "cli", "content", "export", "live", "release", "sphinxext", "workspace")
    files -= {path for folder in folders for path in (package / folder).rglob("*.py")}
    return files_digest(files, root)


def files_digest(files: Iterable[Path], root: Path = ROOT) -> str:
    """A digest of the names and contents of files below a folder."""
    total = hashlib.sha256()
    for path in sorted(files):
        # A name and the length before the content, so that no two sets of files read the same.
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def run_digest(notebook: Notebook, inputs: str) -> str:
    """A digest of the code cells of a notebook, of what they stored, and of the digest of the inputs."""
    held = [
        [_lines(cell["source"]), [_output(output, 0, False) for output in cell["outputs"]]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
    return hashlib.sha256(json.dumps([held, inputs], sort_keys=True).encode()).hexdigest()[:16]


def code_digest(notebook: Notebook, inputs: str) -> str:
    """A digest of what a run of a notebook gives: its code cells and the digest of the inputs."""
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps([code, inputs]).encode()).hexdigest()[:16]


def shows_alone(notebook: Notebook) -> bool:
    """Whether a notebook does nothing but show figures and tables, so that no kernel is needed to run it."""
    return all(notebook_output.called(notebook_form.source(cell))[1] for cell in _code(notebook))


def _code(notebook: Notebook) -> list[Notebook]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
