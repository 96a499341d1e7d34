"""What a command finds around it, made fit: folders of the user that are missing, settings of other work."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from reviewhelpers.workspace import temporary_files

LEFT_OUT = ("MPLBACKEND", "MATPLOTLIBRC", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")
"""Settings of other work that would change what is drawn or written."""

OWN = {"IPYTHONDIR": "ipython", "JUPYTER_CONFIG_DIR": "jupyter", "JUPYTER_RUNTIME_DIR": "runtime"}
"""Folders of the user's notebooks, on which those of the book must not depend."""


def settle(root: Path) -> None:
    """Have this process and those that it starts meet the same surroundings everywhere.

    Temporary files go into the folder of this process, so that the next can sweep them. Without a home that
    can be written to, as in some containers, one in the folder of the build takes its place: else libraries
    warn, or keep their caches nowhere.

    Parameters
    ----------
    root : Path
        Root of the project.
    """
    for name in LEFT_OUT:
        os.environ.pop(name, None)
    # What is not there is passed over by Python, but not by the browser.
    if not _writable(os.environ.get("TMPDIR", "")):
        os.environ.pop("TMPDIR", None)
    with contextlib.suppress(OSError):
        own = temporary_files.folder()
        os.environ["TMPDIR"] = tempfile.tempdir = os.fspath(own)
        os.environ |= {name: os.fspath(own / folder) for name, folder in OWN.items()}
        if not _writable(os.environ.get("HOME", "")):
            os.environ["HOME"] = os.fspath(_home(root, own))


def _home(root: Path, own: Path) -> Path:
    # In a clone it lasts, so that fonts need not be looked for by each command.
    for path in (root / "_build" / "home", own / "home"):
        with contextlib.suppress(OSError):
            path.mkdir(parents=path == own / "home", exist_ok=True)
            if _writable(os.fspath(path)):
                return path
    return own


def _writable(folder: str) -> bool:
    return os.path.isabs(folder) and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)
