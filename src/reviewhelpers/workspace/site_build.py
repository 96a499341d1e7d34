"""The build of the site of a clone, as ``make book`` runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewhelpers._core import atomic_writes
from reviewhelpers.workspace import input_digests, resource_limits
from reviewhelpers.workspace.exclusive_command import exclusive_access

SITE = Path("_build") / "html"
WORK = Path("_build") / "work"
RECORD = Path("_build") / "built.json"
"""The state that the site was built from. It is removed while a build runs, so that an interrupted one leaves none."""


def build(root: Path, address: str = "") -> int:
    """Build the site of a clone, unless it is up to date.

    Parameters
    ----------
    root : Path
        Root of the clone.
    address : str
        Address at which the book is published.

    Returns
    -------
    int
        The exit status of a failed step, or 0.

    Raises
    ------
    LimitTooLow
        When a resource limit is too low.
    NotWritten
        When the system refuses to write.
    """
    with exclusive_access(root) as lock:
        built, current = _read_record(root), _current_state(root, address)
        if built == current and (root / SITE / "index.html").is_file():
            print("Nothing has changed; the site is up to date.")
        else:
            resource_limits.check()
            status = _rebuild(root, address, built, lock)
            if status:
                return status
    print(root / SITE / "index.html")
    return 0


def _rebuild(root: Path, address: str, built: dict[str, Any], lock: int | None) -> int:
    print(f"[1/2] environment: {Path(sys.prefix).name} is ready", flush=True)
    _remove_compiled(root, built)
    print("[2/2] pages, with their figures and tables", flush=True)
    # Read before Sphinx starts, so that the next build sees what changes meanwhile.
    current = _current_state(root, address)
    with atomic_writes.explain_errors(root / RECORD):
        (root / RECORD).unlink(missing_ok=True)
    # Sphinx may only reuse a finished build of the same pages: it does not repeat the warnings of pages that it
    # has read, keeps removed pages, and judges other inputs by their modification times.
    if not _only_pages_changed(built, current):
        atomic_writes.remove(root / WORK)
    if status := _step(["build", str(WORK)], root, lock):
        return status
    # Sphinx works in a separate folder; the site is a link to a copy of a finished build.
    atomic_writes.publish(root / WORK / "_build" / "html", root / SITE)
    atomic_writes.write(root / RECORD, (json.dumps(current, indent=1) + "\n").encode())
    return 0


def _step(words: Sequence[str], root: Path, lock: int | None) -> int:
    """Run a command of the project; it inherits the lock, which is thus held even if this process is killed."""
    result = subprocess.run(
        [sys.executable, "-m", "reviewhelpers", *words],
        cwd=root,
        env=os.environ | resource_limits.memory_saving_environment(),
        pass_fds=[] if lock is None else [lock],
        check=False,
    )
    if result.returncode < 0:
        name = signal.Signals(-result.returncode).name
        print(
            f"reviewhelpers: {words[0]}: ended by {name}; perhaps there was too little memory",
            file=sys.stderr,
        )
        return 1
    return result.returncode


def _read_record(root: Path) -> dict[str, Any]:
    """The state that the site was built from; empty where no build has finished."""
    try:
        record = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _current_state(root: Path, address: str) -> dict[str, Any]:
    """Everything that the site depends on: inputs, the versions that pages name, its address, and Python."""
    return {
        "address": address,
        "history": [_git(root, *words) for words in _HISTORY],
        "python": sys.version,
        "inputs": input_digests.digests(root),
    }


_HISTORY = (
    ("rev-parse", "HEAD", "--is-shallow-repository"),
    ("tag", "--points-at", "HEAD"),
)


def _git(root: Path, *words: str) -> str:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ""


def _only_pages_changed(built: dict[str, Any], current: dict[str, Any]) -> bool:
    before, after = built.get("inputs", {}), current["inputs"]
    if before.keys() != after.keys() or built.get("python") != current["python"]:
        return False
    return all(before[name] == digest or input_digests.is_page(name) for name, digest in after.items())


def _remove_compiled(root: Path, built: dict[str, Any]) -> None:
    """Remove compiled files of changed code: Python judges them by modification times and sizes alone."""
    before = built.get("inputs", {})
    for name, digest in input_digests.digests(root).items():
        if name.endswith(".py") and before.get(name) != digest:
            compiled = (root / name).parent / "__pycache__"
            for path in compiled.glob(f"{Path(name).stem}.*.pyc"):
                path.unlink(missing_ok=True)
