"""Builds shared by many tests: one process of a run makes them for all; the site is reused by later runs.

The site is built from a copy of the project with a history of one commit, and has an address. It stays in
``_build`` until its inputs change, so that ``make test``, ``make test-all`` and runs of single files share it.
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
TIMEOUT = 1500
"""Seconds that a process waits for the build of another."""


def once(request: pytest.FixtureRequest, name: str, make: Callable[[Path], str]) -> tuple[Path, str]:
    """A build that the first process that needs it makes in a folder, for all processes of a run.

    Parameters
    ----------
    request : pytest.FixtureRequest
        The request of a session fixture.
    name : str
        Name of the folder, which exists and is empty when the build starts.
    make : callable
        Builds into the folder, and returns a text for all processes.

    Returns
    -------
    tuple of Path and str
        The folder and the text.
    """
    base: Path = request.getfixturevalue("tmp_path_factory").getbasetemp()
    # Each process of pytest-xdist has its own folder inside a shared one.
    shared = (base if request.getfixturevalue("worker_id") == "master" else base.parent) / name
    result_file = shared.with_suffix(".json")
    try:
        shared.mkdir()
    except FileExistsError:
        limit = time.monotonic() + TIMEOUT
        while not result_file.exists() and time.monotonic() < limit:
            time.sleep(0.3)
    else:
        try:
            result = {"text": make(shared)}
        except (Exception, pytest.fail.Exception):
            result = {"error": traceback.format_exc()}
        part = result_file.with_suffix(".part")
        part.write_text(json.dumps(result), encoding="utf-8")
        part.rename(result_file)
    result = json.loads(result_file.read_text(encoding="utf-8"))
    assert "text" in result, result["error"][-6000:]
    return shared, result["text"]


def key(root: Path = data.ROOT) -> str:
    """A digest of the inputs of a build: contents of files, Python, versions of packages."""
    files = input_digests.digests(root)
    files["Makefile"] = hashlib.sha256((root / "Makefile").read_bytes()).hexdigest()
    packages = sorted(f"{package.name} {package.version}" for package in importlib.metadata.distributions())
    settings = [support.PARTS, support.ADDRESS, support.COMMITTED]
    inputs = json.dumps([files, packages, settings, sys.version, sys.prefix])
    return hashlib.sha256(inputs.encode()).hexdigest()


def build(place: Path, digest: str) -> str:
    """Build the site in a folder, from scratch, and return the output.

    The digest of the inputs is written last, so that a failed or interrupted build is not reused.
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
    (place / "key").write_text(digest, encoding="utf-8")
    return log


def site(scratch: Path, stack: ExitStack, place: Path = PLACE) -> tuple[Path, str]:
    """The project whose site was built, and the output of its build.

    Parameters
    ----------
    scratch : Path
        Folder to build in if another run still uses a site of other inputs.
    stack : ExitStack
        Until it is closed, no other run builds in the same folder.
    place : Path
        Folder of the reused site.
    """
    import fcntl

    place.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context((place / "lock").open("a"))
    digest = key()
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_exclusive = True
    except OSError:
        # Another run builds or uses it.
        fcntl.flock(lock, fcntl.LOCK_SH)
        is_exclusive = False
    stored = place / "key"
    if stored.is_file() and stored.read_text(encoding="utf-8") == digest:
        log = (place / "log.txt").read_text(encoding="utf-8")
    else:
        place = place if is_exclusive else scratch
        log = build(place, digest)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return place / "project", log
