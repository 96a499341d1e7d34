"""The site of a clone, step by step: what stands in the Makefile behind ``make book``."""

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
from reviewhelpers.workspace.exclusive_command import working

SITE = Path("_build") / "html"
WORK = Path("_build") / "work"
RECORD = Path("_build") / "built.json"
"""What the site was built from. It is taken away while a build runs, so that one cut off leaves none."""


def book(root: Path, address: str = "") -> int:
    """Build the site of a clone, unless it is what its inputs make.

    Parameters
    ----------
    root : Path
        Root of the clone.
    address : str
        Where the book is said to be published.

    Returns
    -------
    int
        The status of the step that failed, or 0.

    Raises
    ------
    TooLow
        When the shell allows too little for a build.
    NotWritten
        When the system refuses to write.
    """
    with working(root) as lock:
        built, now = _built(root), _state(root, address)
        if built == now and (root / SITE / "index.html").is_file():
            print("Nothing has changed; the site is up to date.")
        else:
            resource_limits.check()
            status = _build(root, address, built, lock)
            if status:
                return status
    print(root / SITE / "index.html")
    return 0


def _build(root: Path, address: str, built: dict[str, Any], lock: int | None) -> int:
    print(f"[1/2] environment: {Path(sys.prefix).name} is ready", flush=True)
    _forget_compiled(root, built)
    print("[2/2] pages, with their figures and tables", flush=True)
    # Taken before Sphinx reads anything, so that what changes meanwhile has changed for the next build.
    now = _state(root, address)
    with atomic_writes.explain_errors(root / RECORD):
        (root / RECORD).unlink(missing_ok=True)
    # A build that was cut off or had warnings would keep the pages it read, and the next one would not warn
    # of them again. So too when pages came or went, for Sphinx leaves behind those that went. What is no page
    # it looks at by the times of files.
    if not _only_pages_changed(built, now):
        atomic_writes.remove(root / WORK)
    if status := _step(["build", str(WORK)], root, lock):
        return status
    # Sphinx writes into a folder of its own; the site is a link that leads to a copy of a finished build.
    atomic_writes.publish(root / WORK / "_build" / "html", root / SITE)
    atomic_writes.write(root / RECORD, (json.dumps(now, indent=1) + "\n").encode())
    return 0


def _step(words: Sequence[str], root: Path, lock: int | None) -> int:
    """Run a command of the project; it holds the lock too, so that it does when this process is killed."""
    done = subprocess.run(
        [sys.executable, "-m", "reviewhelpers", *words],
        cwd=root,
        env=os.environ | resource_limits.frugal(),
        pass_fds=[] if lock is None else [lock],
        check=False,
    )
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        print(
            f"reviewhelpers: {words[0]}: ended by {name}; perhaps there was too little memory",
            file=sys.stderr,
        )
        return 1
    return done.returncode


def _built(root: Path) -> dict[str, Any]:
    """What the site was built from; nothing where no build came to its end."""
    try:
        read = json.loads((root / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _state(root: Path, address: str) -> dict[str, Any]:
    """What a site is built from: contents, the versions that pages name, its address, and Python."""
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


def _only_pages_changed(built: dict[str, Any], now: dict[str, Any]) -> bool:
    before, after = built.get("inputs", {}), now["inputs"]
    if before.keys() != after.keys() or built.get("python") != now["python"]:
        return False
    return all(before[name] == digest or input_digests.is_page(name) for name, digest in after.items())


def _forget_compiled(root: Path, built: dict[str, Any]) -> None:
    """Drop what Python compiled from code that has changed; it too goes by times, and by sizes."""
    before = built.get("inputs", {})
    for name, digest in input_digests.digests(root).items():
        if name.endswith(".py") and before.get(name) != digest:
            compiled = (root / name).parent / "__pycache__"
            for path in compiled.glob(f"{Path(name).stem}.*.pyc"):
                path.unlink(missing_ok=True)
