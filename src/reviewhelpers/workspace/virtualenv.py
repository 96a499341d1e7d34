"""The environment of a clone: made from the lock with hashes, and made anew where that changed.

Run by a Python that has nothing installed, as the file it is. Two marks in the environment say what it was
made from, by contents; each is written last, so that one left half made is not taken for whole.
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
OLDEST = (3, 11)
BUILT = ("_build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")


class NotMade(Exception):
    """An environment that cannot be made."""


def ready(folder: Path) -> None:
    """Have an environment ready, made by this Python where it is not.

    Parameters
    ----------
    folder : Path
        Where it stands.

    Raises
    ------
    NotMade
        When this Python or the network lacks what it needs.
    """
    if all(_holds(folder / mark, text()) for mark, text in MARKS.items()):
        return
    from reviewhelpers.workspace import locking

    with locking.exclusive(ROOT):
        # Another command may have made it meanwhile.
        if not _holds(folder / ".locked", _packages()):
            _install(folder)
            (folder / ".locked").write_text(_packages(), encoding="utf-8")
        if not _holds(folder / ".ready", _project()):
            _install_project(folder)
            (folder / ".ready").write_text(_project(), encoding="utf-8")


def _packages() -> str:
    return _sum(ROOT / "requirements.lock")


def _project() -> str:
    # A clone that was moved must not go on with the code of its old place.
    return "\n".join([_sum(ROOT / "pyproject.toml"), os.fspath(ROOT)])


MARKS: dict[str, Callable[[], str]] = {".locked": _packages, ".ready": _project}


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _holds(mark: Path, text: str) -> bool:
    try:
        return mark.read_text(encoding="utf-8") == text
    except OSError:
        return False


def _install(folder: Path) -> None:
    """Make the environment, and install the packages of the lock."""
    if sys.version_info < OLDEST:
        raise NotMade(f"found Python {sys.version.split()[0]}, expected 3.11 or later")
    if not all(map(importlib.util.find_spec, ("ensurepip", "venv"))):
        raise NotMade(f"{sys.executable} lacks the module venv; on Debian: apt install python3-venv")
    # This Python may be that of the environment that is about to go.
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
    _run([_python(folder), *PIP, "--require-hashes", "-r", os.fspath(lock)])


def _install_project(folder: Path) -> None:
    """Install this project where it stands; nothing is written into it, which may be read-only."""
    print(f"environment: installing this project into {folder}", flush=True)
    for path in _leading(folder):
        # Perhaps to where the clone stood before, by a name that Python cannot read here.
        path.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "setup.cfg"
        # setuptools reads what this variable names, and would else write beside the sources.
        config.write_text(f"[egg_info]\negg_base = {scratch}\n", encoding="utf-8")
        _run(
            [_python(folder), *PIP, "--no-build-isolation", "-e", os.fspath(ROOT)],
            {"DIST_EXTRA_CONFIG": os.fspath(config)},
        )
    for path in _leading(folder):
        _make_relative(path)


def _leading(folder: Path) -> list[Path]:
    """The files of an environment that lead Python to the code."""
    return list(folder.glob("lib/python*/site-packages/__editable__.reviewhelpers-*.pth"))


def _make_relative(path: Path) -> None:
    """Have a file that leads Python to the code name its way from here.

    Python reads it in the character set of the shell, and would not start where that lacks a letter in the
    name of a folder above.
    """
    # Where both lie below the folder of the clone, nothing above it is named.
    way = os.path.relpath(ROOT / "src", path.parent.resolve())
    if way.isascii():
        path.write_text(f"{way}\n", encoding="ascii")


def _python(folder: Path) -> str:
    return os.fspath(folder / "bin" / "python")


def _run(command: list[str], more: dict[str, str] | None = None) -> None:
    environment = {
        name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    done = subprocess.run(command, env=environment | (more or {}), cwd=ROOT, check=False)
    if done.returncode:
        raise NotMade(f"{' '.join(command[1:4])} failed; what it said stands above")


def clean(folder: Path) -> None:
    """Take away all that was built, and an environment."""
    from reviewhelpers.workspace import locking

    with locking.exclusive(ROOT):
        compiled = [path for name in ("src", "tests") for path in (ROOT / name).rglob("__pycache__")]
        for path in (*(ROOT / name for name in BUILT), *compiled, folder):
            if path.is_symlink():
                path.unlink()
            elif path.exists():
                shutil.rmtree(path)


def main() -> int:
    """Have the environment ready that the last argument names, or with ``--clean`` take all away."""
    sys.path.insert(0, os.fspath(ROOT / "src"))
    from reviewhelpers._core.atomic_writes import NotWritten

    try:
        (clean if "--clean" in sys.argv else ready)(Path(sys.argv[-1]).absolute())
    except KeyboardInterrupt:
        return 130
    except (NotMade, NotWritten) as error:
        print(f"make: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"make: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
