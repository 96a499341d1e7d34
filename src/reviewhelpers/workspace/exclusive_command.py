"""One command at a time in a clone; each first removes what killed ones left."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core.paths import BUNDLED, ROOT
from reviewhelpers.workspace import cleanup, locking


@contextlib.contextmanager
def exclusive_access(*paths: Path) -> Iterator[int | None]:
    """Hold the lock of this clone, if any of the paths that a command reads or writes is inside it.

    Parameters
    ----------
    *paths : Path
        Files or folders.

    Yields
    ------
    int or None
        As :func:`reviewhelpers.workspace.locking.exclusive` does.
    """
    if ROOT == BUNDLED or not any(path.resolve().is_relative_to(ROOT) for path in paths):
        yield None
        return
    with locking.exclusive(ROOT) as lock:
        if lock is not None:
            cleanup.sweep(ROOT)
        yield lock
