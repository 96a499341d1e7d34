"""Notebooks with stored outputs: reading them, their canonical form, and digests of what they depend on.

A notebook stores only text: what its code printed or returned, and one line for each figure or table. Which
notebooks were run with the current data and code is recorded outside them, in ``_build``.
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


def display_name(path: Path) -> str:
    """The name of a file in messages: its path below the project's root, or all of it for other files."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def read(path: Path, outputs: bool = True) -> Notebook:
    """A notebook as nested dictionaries.

    Parameters
    ----------
    path : Path
        Its file.
    outputs : bool
        Whether its cells must have stored outputs. If false, stored outputs are dropped.

    Raises
    ------
    NotebookError
        When the file is not a notebook of format 4 whose cells can be read; the message names the cell.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        fault = Fault(display_name(path), None, None, f"byte 0x{error.object[error.start]:02x}", "UTF-8 text")
        raise NotebookError(str(fault)) from error
    except OSError as error:
        raise NotebookError(f"{display_name(path)}: cannot be read: {error.strerror or error}") from error
    notebook, problems = notebook_form.read(text if outputs else resolve_output_conflicts(text), outputs)
    if problems:
        raise NotebookError("\n".join(str(problem.fault(display_name(path))) for problem in problems))
    if not outputs:
        for cell in _code(notebook):
            cell |= {"outputs": [], "execution_count": None}
    return notebook


_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}[^\n]*\n",
    re.MULTILINE | re.DOTALL,
)


def resolve_output_conflicts(text: str) -> str:
    """A notebook whose conflicts in stored outputs, left by a merge in git, are resolved.

    Running the notebook again stores the outputs of the merged code, so that either side will do. A notebook
    whose branches differ in code or text is returned unchanged, for a person to merge.

    Parameters
    ----------
    text : str
        The content of the file, with or without conflict markers.
    """
    if not _CONFLICT.search(text):
        return text
    ours, theirs = (_CONFLICT.sub(rf"\g<{side}>", text) for side in ("ours", "theirs"))
    return ours if _sources(ours) == _sources(theirs) is not None else text


def _sources(text: str) -> list[tuple[str, str, Any]] | None:
    """Type, source and metadata of each cell; None if the text is not a notebook."""
    notebook, problems = notebook_form.read(text, outputs=False)
    return (
        None
        if problems
        else [
            (cell["cell_type"], notebook_form.source(cell), cell.get("metadata"))
            for cell in notebook["cells"]
        ]
    )


def serialize(notebook: Notebook, views: bool = False) -> str:
    """A notebook in its canonical form: the same content always gives the same characters.

    What differs between runs or machines is left out. Cells that were run are numbered in order, because
    nbval does not compare the outputs of a cell without a number.

    Parameters
    ----------
    notebook : dict
        The notebook.
    views : bool
        Whether pictures and tables are kept; the notebooks of the book store only the text of an output.
    """
    cells, count = [], 0
    for position, cell in enumerate(notebook["cells"]):
        kind = cell["cell_type"]
        new = {
            "cell_type": kind,
            "id": f"cell-{position}",
            "metadata": _cell_metadata(cell),
            "source": _lines(cell["source"]),
        }
        if kind == "code":
            ran = bool(cell.get("outputs")) or cell.get("execution_count") is not None
            count += ran
            new["execution_count"] = count if ran else None
            new["outputs"] = [_output(output, count, views) for output in cell.get("outputs", [])]
        cells.append(new)
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    document = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell_metadata(cell: Notebook) -> dict[str, Any]:
    # The rest is what Jupyter and its front ends write about a run or a view, not content.
    metadata = cell.get("metadata", {})
    return {key: metadata[key] for key in ("mystnb", "tags") if metadata.get(key)}


def _output(output: Notebook, count: int, views: bool) -> Notebook:
    result = {key: value for key, value in output.items() if key != "execution_count"}
    if result["output_type"] == "execute_result":
        result["execution_count"] = count
    if "data" in result:
        data = result["data"]
        if not views and notebook_form.PLAIN in data:
            data, result["metadata"] = {notebook_form.PLAIN: data[notebook_form.PLAIN]}, {}
        result["data"] = {
            mime: value if mime.endswith("json") else _lines(value) for mime, value in data.items()
        }
    if "text" in result:
        result["text"] = _lines(result["text"])
    return result


def _lines(text: str | list[str]) -> list[str]:
    """Text as nbformat stores it: a list of lines with their line ends."""
    joined = text if isinstance(text, str) else "".join(text)
    return re.findall(r"[^\n]*\n|[^\n]+", joined)


def inputs_digest() -> str:
    """A digest of all that outputs depend on besides the notebook: data, references and the package."""
    root = ROOT
    package = root / "src" / "reviewhelpers"
    files = {path for path in (root / "data").rglob("*") if path.is_file() and not path.name.startswith(".")}
    files |= {root / "references.bib", *package.rglob("*.py")}
    # These neither draw nor compute: changing them changes no output.
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
        # The name and the length come before the content, so that no two sets of files give the same input.
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def run_digest(notebook: Notebook, inputs: str) -> str:
    """A digest of the code cells of a notebook, their stored outputs, and the digest of the inputs."""
    code = [
        [_lines(cell["source"]), [_output(output, 0, False) for output in cell["outputs"]]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]
    return hashlib.sha256(json.dumps([code, inputs], sort_keys=True).encode()).hexdigest()[:16]


def code_digest(notebook: Notebook, inputs: str) -> str:
    """A digest of what determines the outputs of a notebook: its code cells and the digest of the inputs."""
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps([code, inputs]).encode()).hexdigest()[:16]


def only_shows_artifacts(notebook: Notebook) -> bool:
    """Whether all code cells of a notebook only show figures and tables, so that it runs without a kernel."""
    return all(notebook_output.parse_show_call(notebook_form.source(cell))[1] for cell in _code(notebook))


def _code(notebook: Notebook) -> list[Notebook]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
