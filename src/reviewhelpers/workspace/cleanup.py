"""Removal of files that killed commands left in a clone, by the next one that holds its lock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core import atomic_writes

FOLDERS = ("new-part-*", f".live-*{atomic_writes.PARTIAL_SUFFIX}")
"""Folders in ``_build`` in which only a holder of the lock works."""

_PARTIAL_FILE = re.compile(rf"\..+\.(\d+){re.escape(atomic_writes.PARTIAL_SUFFIX)}")


def sweep(root: Path) -> None:
    """Remove leftovers in a clone whose lock this process holds; what cannot be removed stays."""
    for path in [*_build_folders(root / "_build"), *_partial_files(root)]:
        atomic_writes.remove(path)


def _build_folders(build: Path) -> Iterator[Path]:
    for pattern in FOLDERS:
        yield from build.glob(pattern)


def _partial_files(root: Path) -> Iterator[Path]:
    """Partial files whose writers are gone; commands that work without the lock, such as figures, may run."""
    build, pattern = root / "_build", f".*{atomic_writes.PARTIAL_SUFFIX}"
    folders = [root, build, build / "html" / "along", build / "figures", build / "tables"]
    found = [path for folder in folders for path in folder.glob(pattern)]
    found += [path for name in ("chapters", "data", "src") for path in (root / name).rglob(pattern)]
    for path in found:
        match = _PARTIAL_FILE.fullmatch(path.name)
        if match and not atomic_writes.is_running(int(match[1])):
            yield path
