"""Running notebooks, and storing what they give: pages that only show figures and tables need no kernel."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reviewhelpers import models
from reviewhelpers._core import atomic_writes, notebook_output, parallel
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.content import artifacts
from reviewhelpers.dataset import data
from reviewhelpers.markup import model_cells, notebook_execution, notebook_form, notebooks
from reviewhelpers.markup.notebooks import Notebook, NotebookError

RECORD = data.ROOT / "_build" / "notebooks-run.json"
"""Which notebooks were run, and with what: by path, the digest of code, outputs and inputs."""


def stale(paths: Sequence[Path]) -> list[Path]:
    """Those notebooks that this clone has not run since their code, their outputs, data or helpers changed.

    A notebook that cannot be read with its outputs is among them.
    """
    inputs, known = notebooks.inputs_digest(), _recorded()

    def fits(path: Path) -> bool:
        try:
            now = notebooks.run_digest(notebooks.read(path), inputs)
        except NotebookError:
            return False
        return known.get(notebooks.display_name(path)) == now

    return [path for path in paths if not fits(path)]


def write_models(paths: Sequence[Path], store: bool = True) -> list[Path]:
    """Write the code of models into the cells that show them.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        Notebooks; those that cannot be read are left to :func:`refresh`, which says why.
    store : bool
        Whether to write. Without, the files stay as they are.

    Returns
    -------
    list of pathlib.Path
        The notebooks that held other code.

    Raises
    ------
    NotebookError
        When a cell names no model or has no line that ends one; the message names the cell.
    """
    changed: list[Path] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        notebook, problems = notebook_form.read(text, outputs=False)
        if problems:
            continue
        differing = [at for at, cell in _code(notebook) if _write_model(path, at, cell)]
        if differing:
            changed.append(path)
            if store:
                atomic_writes.write(path, notebooks.serialize(notebook).encode())
    return changed


def _write_model(path: Path, at: int, cell: Notebook) -> bool:
    """Write the code of the model that a cell shows; whether it held other code."""
    shown = model_cells.read(notebook_form.source(cell))
    if shown is None:
        return False
    place = f"{notebooks.display_name(path)}: cell {at}"
    if shown.own is None:
        raise NotebookError(f"{place}: found no line `{model_cells.END}`, expected one below the model")
    try:
        source = shown.filled(models.code(shown.name))
    except UnknownId as error:
        raise NotebookError(f"{place}: {error}") from error
    differs = source != notebook_form.source(cell)
    cell["source"] = source
    return differs


@dataclass
class _Run:
    """What comes of running some notebooks."""

    total: int
    store: bool
    say: Callable[[str], None]
    inputs: str = field(default_factory=notebooks.inputs_digest)
    done: int = 0
    changed: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    def take(self, path: Path, notebook: Notebook) -> None:
        """Take a notebook that has run; its file is written only where it gave something else."""
        self.done += 1
        text = notebooks.serialize(notebook)
        changed = path.read_bytes() != text.encode()
        if changed:
            self.changed.append(path)
            if self.store:
                atomic_writes.write(path, text.encode())
        if self.store or not changed:
            self.digests[notebooks.display_name(path)] = notebooks.run_digest(json.loads(text), self.inputs)
        outcome = ("stored" if self.store else "differs") if changed else "same"
        self.say(f"{outcome:8} {notebooks.display_name(path)} ({self.done} of {self.total})")

    def fail(self, path: Path, error: Exception) -> None:
        """Take one that failed; its file stays as it was."""
        self.done += 1
        self.faults.append(str(error))
        self.say(f"failed   {notebooks.display_name(path)} ({self.done} of {self.total})")


def refresh(
    paths: Sequence[Path], jobs: int = 2, say: Callable[[str], None] = print, store: bool = True
) -> list[Path]:
    """Run notebooks and store the outputs that changed.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        What to run.
    jobs : int
        How many kernels run at a time.
    say : callable
        Takes the lines of progress.
    store : bool
        Whether to write. Without, the files stay as they are.

    Returns
    -------
    list of pathlib.Path
        The notebooks that gave something else than they held.

    Raises
    ------
    NotebookError
        When a cell fails. That notebook's file stays as it was; the others are done nevertheless.
    """
    run = _Run(len(paths), store, say)
    read: dict[Path, Notebook] = {}
    for path in paths:
        try:
            read[path] = notebooks.read(path, outputs=False)
        except NotebookError as error:
            run.fail(path, error)
    alone = {path: notebook for path, notebook in read.items() if notebooks.only_shows_artifacts(notebook)}
    _show(alone, run)
    _run_all([path for path in read if path not in alone], jobs, run)
    _record(run.digests)
    if run.faults:
        raise NotebookError("\n".join(sorted(run.faults)))
    return run.changed


def _recorded() -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _record(digests: Mapping[str, str]) -> None:
    RECORD.parent.mkdir(exist_ok=True)
    atomic_writes.write(
        RECORD, (json.dumps({**_recorded(), **digests}, indent=1, sort_keys=True) + "\n").encode()
    )


# Pages that show figures and tables alone


def _show(pages: Mapping[Path, Notebook], run: _Run) -> None:
    """Give the cells of pages the lines of what they show, each made once, on all cores."""
    calls = {
        path: {
            at: notebook_output.parse_show_call(notebook_form.source(cell))[0] for at, cell in _code(notebook)
        }
        for path, notebook in pages.items()
    }
    ids = list(dict.fromkeys(id for called in calls.values() for id in called.values()))
    if len(ids) > 1:
        artifacts.warm_up()
    made = dict(zip(ids, parallel.map_parallel(_line, ids), strict=True))
    for path, notebook in pages.items():
        for at, id in calls[path].items():
            line, fault = made[id]
            if fault:
                run.fail(path, NotebookError(f"{notebooks.display_name(path)}: cell {at}: {fault}"))
                break
            result = {"output_type": "execute_result", "data": {notebook_form.PLAIN: line}, "metadata": {}}
            notebook["cells"][at]["outputs"] = [result]
        else:
            run.take(path, notebook)


def _line(id: str) -> tuple[str, str]:
    """The line of a figure or table, or why it cannot be made; other pages are done nevertheless."""
    try:
        return artifacts.line(id), ""
    except Exception as error:
        return "", f"{type(error).__name__}: {error}"


def _code(notebook: Notebook) -> list[tuple[int, Notebook]]:
    return [(at, cell) for at, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"]


# Pages with code of their own


def _run_all(paths: Sequence[Path], jobs: int, run: _Run) -> None:
    """Run notebooks, some at a time."""
    if not paths:
        return
    # In a thread, since nbclient takes Ctrl-C for itself in the main one. The work is done in the kernels.
    with asyncio.Runner() as runner, concurrent.futures.ThreadPoolExecutor(1) as pool:
        # A pool that Ctrl-C meets while it starts its thread would not wait for it, so it starts it now.
        pool.submit(int).result()
        loop = runner.get_loop()
        all_run = loop.create_task(_execute_all(paths, jobs, run))
        try:
            done = pool.submit(loop.run_until_complete, all_run)
            # The system may hand Ctrl-C to another thread, and Python tells this one only when it wakes.
            while not done.done():
                concurrent.futures.wait([done], timeout=0.2)
            done.result()
        except BaseException:
            # Ignore errors of nbclient about kernels that have already exited.
            loop.set_exception_handler(lambda loop, context: None)
            loop.call_soon_threadsafe(all_run.cancel)
            raise


async def _execute_all(paths: Sequence[Path], jobs: int, run: _Run) -> None:
    free = asyncio.Semaphore(jobs)

    async def one(path: Path) -> None:
        async with free:
            try:
                notebook = await notebook_execution.execute_async(path)
            except ReviewHelpersError as error:
                task = asyncio.current_task()
                # To nbclient a task that was cancelled is a kernel that died.
                if task and task.cancelling():
                    raise asyncio.CancelledError from None
                run.fail(path, error)
            else:
                run.take(path, notebook)

    # All end before this does, so that each kernel is taken away also after Ctrl-C.
    for error in await asyncio.gather(*map(one, paths), return_exceptions=True):
        if error is not None:
            raise error
