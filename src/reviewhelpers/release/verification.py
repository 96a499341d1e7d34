"""Build the commit that is checked out in a folder of its own, to compare it with the sums of a release.

What the file of sums says reaches the build through its environment alone, and only after it was found to be
an address: neither make nor a shell reads it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing import items
from reviewhelpers.release import checksums

FOLDER = Path("_build") / "verify"
_CALLER = ("MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL", "SUMS", "SINCE", "PAGES", "ROWS", "PORT")
"""What a make above tells the programs that it starts, and the build must not take for its own."""


class AnewError(ReviewHelpersError):
    """A build in a folder of its own that cannot be made."""


def build(root: Path, given: Path) -> Path:
    """Build all that a release publishes from the commit that is checked out.

    Parameters
    ----------
    root : Path
        Folder of the project, a clone.
    given : Path
        The sums of the release, which name the address that the book was built for.

    Returns
    -------
    Path
        Folder of the build.

    Raises
    ------
    SumsError
        When the sums cannot be read, or name an address that is none.
    AnewError
        When the commit cannot be checked out, or its build fails.
    """
    address = checksums.address(given)
    checksums.read(given)
    folder = root / FOLDER
    if _git(root, "worktree", "remove", "--force", str(folder)).returncode:
        shutil.rmtree(folder, ignore_errors=True)
    _git(root, "worktree", "prune")
    added = _git(root, "worktree", "add", "--quiet", "--detach", str(folder), "HEAD")
    if added.returncode:
        raise AnewError(f"{folder}: cannot be checked out: {added.stderr.strip()}")
    cache = root / "_build" / "live-cache"
    cache.mkdir(parents=True, exist_ok=True)
    (folder / "_build").mkdir(exist_ok=True)
    (folder / "_build" / cache.name).symlink_to(cache)
    # Make expands what it is told on its command line.
    environment = Path(sys.prefix).as_posix().replace("$", "$$")
    done = subprocess.run(
        ["make", f"VENV={environment}"]
        + [word for mark in (".locked", ".ready") for word in ("-o", f"{environment}/{mark}")]
        + ["checksums"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in _CALLER}
        | {items.ADDRESS: address, "PYTHONPATH": str(folder / "src")},
        check=False,
    )
    if done.returncode:
        raise AnewError(f"{folder}: 'make checksums' ended with status {done.returncode}")
    return folder / "_build"


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
