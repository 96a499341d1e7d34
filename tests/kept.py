"""The site that the tests look at: built once, strictly, and kept below ``_build`` until what it is made from changes.

It is made from a copy of the project with a history of one commit, and has an address. Runs of tests hand it on to
each other: ``make test`` to ``make test-all``, and both to whoever runs a single file.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

import support

from reviewhelpers import data
from reviewhelpers.clone import inputs

PLACE = data.ROOT / "_build" / "tested"


def key(root: Path = data.ROOT) -> str:
    """A digest of all that a build depends on: files by their contents, Python, and the versions of packages."""
    files = inputs.digests(root)
    for path in (root / "Makefile", Path(support.__file__), Path(__file__)):
        files[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    packages = sorted(f"{one.name} {one.version}" for one in importlib.metadata.distributions())
    told = json.dumps([files, packages, sys.version, sys.prefix])
    return hashlib.sha256(told.encode()).hexdigest()


def build(place: Path, made_from: str) -> str:
    """Build the site below a folder, which is emptied first; what the build printed, after its status.

    A build that failed is not kept: the mark of what it was made from is written last.
    """
    for part in ("key", "log.txt"):
        (place / part).unlink(missing_ok=True)
    shutil.rmtree(place / "project", ignore_errors=True)
    project = support.copy_project(place / "project")
    project.commit()
    built = project.make("book", address=support.ADDRESS)
    log = f"{built.returncode}\n{built.stderr}{built.stdout}"
    (place / "log.txt").write_text(log, encoding="utf-8")
    if built.returncode == 0:
        (place / "key").write_text(made_from, encoding="utf-8")
    return log


def site(scratch: Path, held: ExitStack, place: Path = PLACE) -> tuple[Path, str]:
    """The folder whose part ``project`` has the site, and what its build printed, after its status.

    Parameters
    ----------
    scratch : Path
        Where it is built instead if another run still looks at a site that was made from something else.
    held : ExitStack
        While it is open, no other run builds in the same place.
    place : Path
        Where it is kept.
    """
    import fcntl

    place.mkdir(parents=True, exist_ok=True)
    lock = held.enter_context((place / "lock").open("a"))
    made_from = key()
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        alone = True
    except OSError:
        # Another run builds it, or looks at it.
        fcntl.flock(lock, fcntl.LOCK_SH)
        alone = False
    mark = place / "key"
    if mark.is_file() and mark.read_text(encoding="utf-8") == made_from:
        log = (place / "log.txt").read_text(encoding="utf-8")
    else:
        place = place if alone else scratch
        log = build(place, made_from)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return place, log
