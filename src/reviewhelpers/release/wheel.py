"""The wheel of the project, the same bytes for the same commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.git import Git
from reviewhelpers.validation import project_files

NEEDED = (
    *("src", "data", "references.bib", "setup.py", "pyproject.toml", "MANIFEST.in"),
    *("LICENSE", "LICENSE-CONTENT.md", "README.md"),
)
"""What a wheel is made from."""
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*", "*.part")
_EARLIEST = 315_532_800
"""The first second of 1980, before which an archive knows no time."""


class WheelError(ReviewHelpersError):
    """A wheel that cannot be made."""


def make(root: Path, out: Path) -> Path:
    """Make the wheel of a copy of the project, so that no leftover of another build gets into it.

    The wheel of another version in the folder is taken away.

    Parameters
    ----------
    root : Path
        Folder of the project.
    out : Path
        Folder to write to.

    Raises
    ------
    WheelError
        When the project is not whole, or pip fails.
    TreeError
        When a file of the project is a link that leads out of it.
    """
    project_files.refuse(root)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        with atomic_writes.explain_errors(copy):
            _copy(root, copy)
        # Folders of temporary files have random names, which nothing of a wheel bears.
        command = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--disable-pip-version-check",
            "--no-index",
        ]
        command += ["--no-build-isolation", "--no-deps", "--wheel-dir", folder, str(copy)]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(_time(root)), "LC_ALL": "C"}
        # The build imports setuptools alone; code of another copy must not be found before it.
        environment.pop("PYTHONPATH", None)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        made = sorted(Path(folder).glob("*.whl"))
        if done.returncode or len(made) != 1:
            raise WheelError(f"the wheel: {(done.stderr.strip() or 'pip made none').splitlines()[-1]}")
        atomic_writes.folder(out)
        target = out / made[0].name
        atomic_writes.write(target, made[0].read_bytes())
    for other in out.glob(f"{target.name.partition('-')[0]}-*.whl"):
        if other != target:
            other.unlink()
    return target


def _copy(root: Path, copy: Path) -> None:
    for name in NEEDED:
        source, target = root / name, copy / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=_LEFT_OUT)
        elif source.is_file():
            copy.mkdir(exist_ok=True)
            shutil.copy2(source, target)
        else:
            raise WheelError(f"{source}: not there, and the wheel is made from it")
    # A wheel stores modes, which depend on who made the clone.
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _time(root: Path) -> int:
    """When the commit was made; where that cannot be told, what the environment says."""
    history = Git(root)
    told = history.seconds(history.commit) or os.environ.get("SOURCE_DATE_EPOCH", "")
    return max(int(told), _EARLIEST) if told.isdigit() else _EARLIEST
