"""What is built once for many tests: by one process of a run for all, and the site from run to run.

The site is made from a copy of the project with a history of one commit, and has an address. It is kept below
``_build`` until what it is made from changes, so that runs of tests hand it on to each other: ``make test``
to ``make test-all``, and both to whoever runs a single file.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import support

from reviewhelpers.dataset import data
from reviewhelpers.workspace import input_digests

PLACE = data.ROOT / "_build" / "tested"
LONGEST = 1500
"""As many seconds one process waits for another to make something."""


def once(request: pytest.FixtureRequest, name: str, make: Callable[[Path], str]) -> tuple[Path, str]:
    """What the first process of a run that asks for it makes in a folder, for all of them.

    Parameters
    ----------
    request : pytest.FixtureRequest
        That of a fixture of a session.
    name : str
        The name of the folder, which is there and empty when it is made.
    make : callable
        Makes it, and gives back a text for all.

    Returns
    -------
    tuple of Path and str
        The folder and the text.
    """
    base: Path = request.getfixturevalue("tmp_path_factory").getbasetemp()
    # The processes of pytest-xdist have folders of their own below one that they share.
    shared = (base if request.getfixturevalue("worker_id") == "master" else base.parent) / name
    told = shared.with_suffix(".json")
    try:
        shared.mkdir()
    except FileExistsError:
        limit = time.monotonic() + LONGEST
        while not told.exists() and time.monotonic() < limit:
            time.sleep(0.3)
    else:
        try:
            said = {"made": make(shared)}
        except (Exception, pytest.fail.Exception):
            said = {"fault": traceback.format_exc()}
        part = told.with_suffix(".part")
        part.write_text(json.dumps(said), encoding="utf-8")
        part.rename(told)
    said = json.loads(told.read_text(encoding="utf-8"))
    assert "made" in said, said["fault"][-6000:]
    return shared, said["made"]


def key(root: Path = data.ROOT) -> str:
    """A digest of all that a build depends on: contents of files, Python, versions of packages."""
    files = input_digests.digests(root)
    files["Makefile"] = hashlib.sha256((root / "Makefile").read_bytes()).hexdigest()
    packages = sorted(f"{one.name} {one.version}" for one in importlib.metadata.distributions())
    copied = [support.PARTS, support.ADDRESS, support.COMMITTED]
    told = json.dumps([files, packages, copied, sys.version, sys.prefix])
    return hashlib.sha256(told.encode()).hexdigest()


def build(place: Path, made_from: str) -> str:
    """Build the site below a folder, anew; what the build printed.

    The mark of what it was made from is written last, so that a build that failed or was cut off is not kept.
    """
    for part in ("key", "log.txt"):
        (place / part).unlink(missing_ok=True)
    shutil.rmtree(place / "project", ignore_errors=True)
    project = support.copy_project(place / "project")
    project.commit()
    built = project.make("book", address=support.ADDRESS)
    log = built.stderr + built.stdout
    assert built.returncode == 0, log[-6000:]
    (place / "log.txt").write_text(log, encoding="utf-8")
    (place / "key").write_text(made_from, encoding="utf-8")
    return log


def site(scratch: Path, held: ExitStack, place: Path = PLACE) -> tuple[Path, str]:
    """The project whose site was built, and what its build printed.

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
    return place / "project", log
