"""What commands that were killed left in a clone, swept by the next one that holds its lock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core import atomic_writes

FOLDERS = ("new-part-*", f".live-*{atomic_writes.PART}")
"""Folders below the build's in which only a holder of the lock works."""

_PARTS = re.compile(rf"\..+\.(\d+){re.escape(atomic_writes.PART)}")


def sweep(root: Path) -> None:
    """Take away leftovers below the root of a clone whose lock is held; what cannot be removed stays."""
    for path in [*_in_build(root / "_build"), *_parts(root)]:
        atomic_writes.remove(path)


def _in_build(build: Path) -> Iterator[Path]:
    for pattern in FOLDERS:
        yield from build.glob(pattern)


def _parts(root: Path) -> Iterator[Path]:
    """Parts of files whose writers are gone; those that write without the lock, as figures do, may run."""
    places = [root, root / "_build", root / "_build" / "html" / "along"]
    places += [root / "_build" / name for name in ("figures", "tables")]
    trees = (
        path
        for name in ("chapters", "data", "src")
        for path in (root / name).rglob(f".*{atomic_writes.PART}")
    )
    for path in [*(path for place in places for path in place.glob(f".*{atomic_writes.PART}")), *trees]:
        found = _PARTS.fullmatch(path.name)
        if found and not atomic_writes.is_running(int(found[1])):
            yield path
