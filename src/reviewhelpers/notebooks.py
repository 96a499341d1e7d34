"""Notebooks with stored outputs: their canonical form, whether they are stale, and running them again.

A notebook records in its metadata a digest of its code, of all data and of the helpers it may use. Where the
digest no longer fits, the stored outputs may be wrong, and the notebook is run again.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import hashlib
import itertools
import json
import os
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from reviewhelpers import cells, data, whole
from reviewhelpers.clone import scratch
from reviewhelpers.errors import Fault, ReviewHelpersError

CHAPTERS = data.ROOT / "chapters"

Notebook = dict[str, Any]

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_CELL_TIMEOUT = 300  # seconds


class NotebookError(ReviewHelpersError):
    """A notebook that cannot be read, or a cell of it that fails."""


def paths() -> list[Path]:
    """All notebooks of the book."""
    return sorted(path for path in CHAPTERS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


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
        told = Fault(_short(path), None, None, f"byte 0x{error.object[error.start]:02x}", "UTF-8 text")
        raise NotebookError(str(told)) from error
    notebook, problems = cells.read(text, outputs)
    if problems:
        raise NotebookError("\n".join(str(problem.fault(_short(path))) for problem in problems))
    if not outputs:
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
    return notebook


def canonical(notebook: Notebook) -> str:
    """A notebook's one spelling: the same content always gives the same characters.

    What differs from run to run or from machine to machine is left out. Cells that have run are numbered in
    order: nbval passes over the outputs of a cell without a number.
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
            kept["outputs"] = [_output(output, run) for output in cell.get("outputs", [])]
        kept_cells.append(kept)
    metadata: dict[str, Any] = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    if "reviewhelpers" in notebook.get("metadata", {}):
        metadata["reviewhelpers"] = notebook["metadata"]["reviewhelpers"]
    whole = {"cells": kept_cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell_metadata(cell: Notebook) -> dict[str, Any]:
    # What Jupyter and its front ends write about a run or a view says nothing about the content.
    kept = cell.get("metadata", {})
    return {key: kept[key] for key in ("mystnb", "tags") if kept.get(key)}


def _output(output: Notebook, run: int) -> Notebook:
    kept = {key: value for key, value in output.items() if key != "execution_count"}
    if kept["output_type"] == "execute_result":
        kept["execution_count"] = run
    if "data" in kept:
        kept["data"] = {
            mime: value if mime.endswith("json") else _lines(value) for mime, value in kept["data"].items()
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
    root = data.ROOT
    package = root / "src" / "reviewhelpers"
    files = {path for path in (root / "data").rglob("*") if path.is_file() and not path.name.startswith(".")}
    files |= {root / "references.bib", *package.rglob("*.py")}
    # These neither draw nor compute: a change in them leaves every output as it is.
    drawing_nothing = (
        "__main__ cells check explorer forked_from forking hidden kernels leftovers mathml new_part "
        "notebooks offered own warm whole"
    )
    files -= {package / f"{name}.py" for name in drawing_nothing.split()}
    parts = ("book", "checks", "citing", "clone", "live", "releasing")
    files -= {path for part in parts for path in (package / part).rglob("*.py")}
    return files_digest(files)


def files_digest(files: Iterable[Path]) -> str:
    """A digest of the names and contents of files below the project's root."""
    total = hashlib.sha256()
    for path in sorted(files):
        # A name and the length before the content, so that no two sets of files read the same.
        content = path.read_bytes()
        total.update(f"{path.relative_to(data.ROOT).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def digest(notebook: Notebook, inputs: str) -> str:
    """The digest under which a notebook's outputs hold: its code cells and the digest of the inputs."""
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return hashlib.sha256(json.dumps([code, inputs]).encode()).hexdigest()[:16]


def cell_digest(cell: Notebook) -> str:
    """A digest of a code cell and of the outputs that running it gave, to see that nobody changed either."""
    kept = [_lines(cell["source"]), [_output(output, 0) for output in cell["outputs"]]]
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def stale(notebooks: Iterable[Path]) -> list[Path]:
    """Those notebooks whose stored outputs were made from other code or data, or never."""
    inputs = inputs_digest()

    def fits(path: Path) -> bool:
        notebook = read(path, outputs=False)
        recorded = notebook.get("metadata", {}).get("reviewhelpers", {}).get("digest")
        return bool(recorded == digest(notebook, inputs))

    return [path for path in notebooks if not fits(path)]


def refresh(notebooks: Sequence[Path], jobs: int = 2, say: Callable[[str], None] = print) -> None:
    """Run notebooks and store their outputs in canonical form.

    Parameters
    ----------
    notebooks : sequence of pathlib.Path
        What to run.
    jobs : int
        How many run at a time.
    say : callable
        Takes the lines of progress.

    Raises
    ------
    NotebookError
        When a cell fails. That notebook's file stays as it was; the others are done all the same.
    """
    from reviewhelpers import kernels

    # What kernels are forked from takes longest to begin.
    kernels.offer()
    inputs = inputs_digest()
    # In a thread, since nbclient takes Ctrl-C for itself in the main one. The work is done in the kernels.
    with asyncio.Runner() as runner, concurrent.futures.ThreadPoolExecutor(1) as pool:
        # A pool that Ctrl-C meets while it starts its thread would not wait for it, so it starts it now.
        pool.submit(int).result()
        loop = runner.get_loop()
        all_run = loop.create_task(_run_all(notebooks, inputs, jobs, say))
        try:
            done = pool.submit(loop.run_until_complete, all_run)
            # The system may hand Ctrl-C to another thread, and Python tells this one only when it wakes.
            while not done.done():
                concurrent.futures.wait([done], timeout=0.2)
            faults = done.result()
        except BaseException:
            # What nbclient still asks of kernels that are gone says nothing.
            loop.set_exception_handler(lambda loop, told: None)
            loop.call_soon_threadsafe(all_run.cancel)
            raise
    if faults:
        raise NotebookError("\n".join(sorted(faults)))


async def _run_all(
    notebooks: Sequence[Path], inputs: str, jobs: int, say: Callable[[str], None]
) -> list[str]:
    """Run notebooks, some at a time; the faults of those that failed."""
    free = asyncio.Semaphore(jobs)
    numbers = itertools.count(1)
    faults = []

    async def run(path: Path) -> None:
        async with free:
            try:
                await _run(path, inputs)
            except ReviewHelpersError as error:
                task = asyncio.current_task()
                # To nbclient a task that was cancelled is a kernel that died.
                if task and task.cancelling():
                    raise asyncio.CancelledError from None
                faults.append(str(error))
                said = "failed "
            else:
                said = "refresh"
            say(f"{said} {_short(path)} ({next(numbers)} of {len(notebooks)})")

    # All end before this does, so that each kernel is taken away also after Ctrl-C.
    for met in await asyncio.gather(*map(run, notebooks), return_exceptions=True):
        if met is not None:
            raise met
    return faults


def _short(path: Path) -> str:
    return path.relative_to(data.ROOT).as_posix() if path.is_relative_to(data.ROOT) else str(path)


async def _run(path: Path, inputs: str) -> None:
    """Run one notebook and put its file in place only when all of it has run."""
    # Only running needs these; reading and comparing digests does not.
    import nbclient
    import nbformat
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    from reviewhelpers import kernels

    provisioner = kernels.offer()

    class ThisInterpreter(KernelSpecManager):
        """The Python that runs this, whatever kernels the machine has under the same name."""

        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            spec = KernelSpec(**get_kernel_dict())
            spec.metadata = {"kernel_provisioner": {"provisioner_name": provisioner}}
            return spec

    class Kernels(AsyncKernelManager):
        def __init__(self, **options: Any):
            file = scratch.folder() / f"kernel-{uuid.uuid4()}.json"
            super().__init__(
                kernel_spec_manager=ThisInterpreter(), connection_file=os.fspath(file), **options
            )

    notebook = read(path, outputs=False)
    node = nbformat.reads(canonical(notebook), as_version=4)  # type: ignore[no-untyped-call]
    client = nbclient.NotebookClient(
        node,
        kernel_manager_class=Kernels,
        # Else a kernel that has to use ports warns that nothing is encrypted, on this one machine.
        extra_arguments=["--log-level=ERROR"],
        timeout=_CELL_TIMEOUT,
        # A kernel sends what a cell prints in as many pieces as its clock has it.
        coalesce_streams=True,
        # Nothing is lost with a kernel whose cells have all run.
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        await client.async_execute()
    except nbclient.exceptions.CellExecutionError as error:
        failed = (
            f"cell {number}: "
            for number, cell in enumerate(node.cells)
            if any(output.output_type == "error" for output in cell.get("outputs", []))
        )
        raise NotebookError(f"{_short(path)}: {next(failed, '')}{error.ename}: {error.evalue}") from None
    except (nbclient.exceptions.CellTimeoutError, nbclient.exceptions.DeadKernelError, RuntimeError) as error:
        raise NotebookError(f"{_short(path)}: {error}") from None
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", None) or str(error) or "a process ended; perhaps memory ran out"
        raise NotebookError(f"{_short(path)}: cannot be run: {said}") from error
    node.metadata["reviewhelpers"] = {
        "digest": digest(notebook, inputs),
        "outputs": [cell_digest(cell) for cell in node.cells if cell.cell_type == "code"],
    }
    write(path, node)


def write(path: Path, notebook: Notebook) -> None:
    """Write a notebook in canonical form, whole or not at all."""
    whole.write(path, canonical(notebook).encode())
