"""A fresh build of the current commit in a separate worktree, to compare it with the checksums of a release.

The address in the file of checksums reaches the build only after validation, and only as an environment
variable: neither make nor a shell parses it.
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
_OUTER_VARIABLES = (
    "MAKEFLAGS",
    "MAKEOVERRIDES",
    "MFLAGS",
    "MAKELEVEL",
    "SUMS",
    "SINCE",
    "PAGES",
    "ROWS",
    "PORT",
)
"""Variables of an outer make, which the build must not inherit."""


class VerificationError(ReviewHelpersError):
    """A fresh build that fails."""


def build(root: Path, sums: Path) -> Path:
    """Build everything that a release publishes from the current commit.

    Parameters
    ----------
    root : Path
        Folder of the project, a clone.
    sums : Path
        The checksums of the release, with the address that the book was built for.

    Returns
    -------
    Path
        Folder of the build.

    Raises
    ------
    SumsError
        When the checksums cannot be read, or their address is invalid.
    VerificationError
        When the commit cannot be checked out, or its build fails.
    """
    address = checksums.read_address(sums)
    checksums.read(sums)
    folder = root / FOLDER
    if _git(root, "worktree", "remove", "--force", str(folder)).returncode:
        shutil.rmtree(folder, ignore_errors=True)
    _git(root, "worktree", "prune")
    added = _git(root, "worktree", "add", "--quiet", "--detach", str(folder), "HEAD")
    if added.returncode:
        raise VerificationError(f"{folder}: cannot be checked out: {added.stderr.strip()}")
    cache = root / "_build" / "live-cache"
    cache.mkdir(parents=True, exist_ok=True)
    (folder / "_build").mkdir(exist_ok=True)
    (folder / "_build" / cache.name).symlink_to(cache)
    # Make expands $ in its arguments.
    environment = Path(sys.prefix).as_posix().replace("$", "$$")
    result = subprocess.run(
        ["make", f"VENV={environment}"]
        + [word for marker in (".locked", ".ready") for word in ("-o", f"{environment}/{marker}")]
        + ["checksums"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in _OUTER_VARIABLES}
        | {items.ADDRESS: address, "PYTHONPATH": str(folder / "src")},
        check=False,
    )
    if result.returncode:
        raise VerificationError(f"{folder}: 'make checksums' ended with status {result.returncode}")
    return folder / "_build"


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
