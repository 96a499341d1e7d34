"""The virtual environment of a clone: installed from the lock with hashes, renewed where inputs changed.

This file runs as a script, on a Python without any packages. Two marker files in the environment hold digests
of what it was made from; each is written last, so that an interrupted installation is repeated.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MINIMUM_PYTHON = (3, 11)
BUILD_OUTPUTS = ("_build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
PIP_INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")


class EnvironmentFailed(Exception):
    """An environment that cannot be created."""


def ensure(folder: Path) -> None:
    """Create or renew an environment with this Python, unless it is up to date.

    Parameters
    ----------
    folder : Path
        Folder of the environment.

    Raises
    ------
    EnvironmentFailed
        When this Python or the network lacks something that is needed.
    """
    if all(_has_content(folder / marker, text()) for marker, text in MARKERS.items()):
        return
    from reviewhelpers.workspace import locking

    with locking.exclusive(ROOT):
        # Another command may have created it meanwhile.
        if not _has_content(folder / ".locked", _packages()):
            _install(folder)
            (folder / ".locked").write_text(_packages(), encoding="utf-8")
        if not _has_content(folder / ".ready", _project()):
            _install_project(folder)
            (folder / ".ready").write_text(_project(), encoding="utf-8")


def _packages() -> str:
    return _sha256(ROOT / "requirements.lock")


def _project() -> str:
    # A moved clone must not use the code at its old path.
    return "\n".join([_sha256(ROOT / "pyproject.toml"), os.fspath(ROOT)])


MARKERS: dict[str, Callable[[], str]] = {".locked": _packages, ".ready": _project}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _has_content(marker: Path, text: str) -> bool:
    try:
        return marker.read_text(encoding="utf-8") == text
    except OSError:
        return False


def _install(folder: Path) -> None:
    """Create the environment, and install the packages of the lock."""
    if sys.version_info < MINIMUM_PYTHON:
        raise EnvironmentFailed(f"found Python {sys.version.split()[0]}, expected 3.11 or later")
    if not all(map(importlib.util.find_spec, ("ensurepip", "venv"))):
        raise EnvironmentFailed(
            f"{sys.executable} lacks the module venv; on Debian: apt install python3-venv"
        )
    # This Python may be in the environment that is about to be removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    print(f"environment: making {folder} with Python {sys.version.split()[0]}", flush=True)
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
    _run([python, "-I", "-m", "venv", os.fspath(folder)])
    lock = ROOT / "requirements.lock"
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalpha())
    print(
        f"environment: installing the {count} packages of requirements.lock; this takes some minutes, once",
        flush=True,
    )
    _run([_python(folder), *PIP_INSTALL, "--require-hashes", "-r", os.fspath(lock)])


def _install_project(folder: Path) -> None:
    """Install this project in editable mode; nothing is written into its folder, which may be read-only."""
    print(f"environment: installing this project into {folder}", flush=True)
    for path in _path_files(folder):
        # It may name the old path of a moved clone, which Python may be unable to decode here.
        path.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "setup.cfg"
        # Without this setting, setuptools would write next to the sources.
        config.write_text(f"[egg_info]\negg_base = {scratch}\n", encoding="utf-8")
        _run(
            [_python(folder), *PIP_INSTALL, "--no-build-isolation", "-e", os.fspath(ROOT)],
            {"DIST_EXTRA_CONFIG": os.fspath(config)},
        )
    for path in _path_files(folder):
        _make_relative(path)


def _path_files(folder: Path) -> list[Path]:
    """The path files of an environment that make Python find the code."""
    return list(folder.glob("lib/python*/site-packages/__editable__.reviewhelpers-*.pth"))


def _make_relative(path: Path) -> None:
    """Replace the absolute path in a path file by a relative one.

    Python reads the file in the encoding of the locale, and would not start where that lacks a character in
    the name of a parent folder.
    """
    # If the environment is inside the clone, the relative path names no folder outside it.
    relative = os.path.relpath(ROOT / "src", path.parent.resolve())
    if relative.isascii():
        path.write_text(f"{relative}\n", encoding="ascii")


def _python(folder: Path) -> str:
    return os.fspath(folder / "bin" / "python")


def _run(command: list[str], extra: dict[str, str] | None = None) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    result = subprocess.run(command, env=environment | (extra or {}), cwd=ROOT, check=False)
    if result.returncode:
        raise EnvironmentFailed(f"{' '.join(command[1:4])} failed; what it said stands above")


def clean(folder: Path) -> None:
    """Remove everything that was built, and an environment."""
    from reviewhelpers.workspace import locking

    with locking.exclusive(ROOT):
        compiled = [path for name in ("src", "tests") for path in (ROOT / name).rglob("__pycache__")]
        for path in (*(ROOT / name for name in BUILD_OUTPUTS), *compiled, folder):
            if path.is_symlink():
                path.unlink()
            elif path.exists():
                shutil.rmtree(path)


def main() -> int:
    """Create or renew the environment that the last argument names; with ``--clean`` remove everything built."""
    sys.path.insert(0, os.fspath(ROOT / "src"))
    from reviewhelpers._core.atomic_writes import WriteError

    try:
        (clean if "--clean" in sys.argv else ensure)(Path(sys.argv[-1]).absolute())
    except KeyboardInterrupt:
        return 130
    except (EnvironmentFailed, WriteError) as error:
        print(f"make: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"make: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
