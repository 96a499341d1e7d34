"""The wheel of the project, reproducible byte by byte for a commit."""

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

SOURCES = (
    *("src", "data", "references.bib", "setup.py", "pyproject.toml", "MANIFEST.in"),
    *("LICENSE", "LICENSE-CONTENT.md", "README.md"),
)
"""Files and folders that a wheel is built from."""
_IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*", "*.part")
_EARLIEST_TIME = 315_532_800
"""The first second of 1980: ZIP archives cannot store earlier times."""


class WheelError(ReviewHelpersError):
    """A wheel that cannot be built."""


def build(root: Path, out: Path) -> Path:
    """Build the wheel from a copy of the project, so that it contains no leftovers of other builds.

    Wheels of other versions in the folder are removed.

    Parameters
    ----------
    root : Path
        Folder of the project.
    out : Path
        Folder to write to.

    Raises
    ------
    WheelError
        When a file of the project is missing, or pip fails.
    TreeError
        When a file of the project is a link that leads out of it.
    """
    project_files.refuse(root)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        with atomic_writes.explain_errors(copy):
            _copy(root, copy)
        # The random name of the temporary folder does not get into the wheel.
        command = [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"),
            *("--no-build-isolation", "--no-deps", "--wheel-dir", folder, str(copy)),
        ]
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(_commit_time(root)), "LC_ALL": "C"}
        # The build needs only setuptools; it must not import the code of another copy.
        environment.pop("PYTHONPATH", None)
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        wheels = sorted(Path(folder).glob("*.whl"))
        if result.returncode or len(wheels) != 1:
            raise WheelError(f"the wheel: {(result.stderr.strip() or 'pip made none').splitlines()[-1]}")
        atomic_writes.make_folder(out)
        target = out / wheels[0].name
        atomic_writes.write(target, wheels[0].read_bytes())
    for other in out.glob(f"{target.name.partition('-')[0]}-*.whl"):
        if other != target:
            other.unlink()
    return target


def _copy(root: Path, copy: Path) -> None:
    for name in SOURCES:
        source, target = root / name, copy / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=_IGNORED)
        elif source.is_file():
            copy.mkdir(exist_ok=True)
            shutil.copy2(source, target)
        else:
            raise WheelError(f"{source}: not there, and the wheel is made from it")
    # A wheel stores file modes, which depend on the umask of the clone.
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _commit_time(root: Path) -> int:
    """The timestamp of the commit; where it is unknown, that of ``SOURCE_DATE_EPOCH``."""
    history = Git(root)
    timestamp = history.seconds(history.commit) or os.environ.get("SOURCE_DATE_EPOCH", "")
    return max(int(timestamp), _EARLIEST_TIME) if timestamp.isdigit() else _EARLIEST_TIME
