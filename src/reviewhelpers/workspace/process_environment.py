"""The environment of a command: without unrelated settings, with the folders that libraries expect."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from reviewhelpers.workspace import temporary_files

REMOVED_VARIABLES = ("MPLBACKEND", "MATPLOTLIBRC", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")
"""Variables of other projects that would change figures or notebooks."""

JUPYTER_FOLDERS = {"IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "jupyter", "JUPYTER_RUNTIME_DIR": "runtime"}
"""Folders with the Jupyter settings of the user, replaced by empty ones: notebooks must not depend on them."""


def normalize(root: Path) -> None:
    """Give this process and its subprocesses the same environment on every machine.

    Temporary files go into the folder of this process, so that the next can remove them. Where the home is not
    writable, as in some containers, a folder in ``_build`` replaces it; otherwise libraries would warn, or
    have no cache.

    Parameters
    ----------
    root : Path
        Root of the project.
    """
    for name in REMOVED_VARIABLES:
        os.environ.pop(name, None)
    # Python ignores a folder that does not exist; the browser does not.
    if not _writable(os.environ.get("TMPDIR", "")):
        os.environ.pop("TMPDIR", None)
    with contextlib.suppress(OSError):
        temporary = temporary_files.process_folder()
        os.environ["TMPDIR"] = tempfile.tempdir = os.fspath(temporary)
        os.environ |= {name: os.fspath(temporary / folder) for name, folder in JUPYTER_FOLDERS.items()}
        if not _writable(os.environ.get("HOME", "")):
            os.environ["HOME"] = os.fspath(_home(root, temporary))


def _home(root: Path, temporary: Path) -> Path:
    # In a clone it is kept, so that not every command has to search for fonts.
    for path in (root / "_build" / "home", temporary / "home"):
        with contextlib.suppress(OSError):
            path.mkdir(parents=path == temporary / "home", exist_ok=True)
            if _writable(os.fspath(path)):
                return path
    return temporary


def _writable(folder: str) -> bool:
    return os.path.isabs(folder) and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)
