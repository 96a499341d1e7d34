"""One command at a time in a clone: a lock that the system releases when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core import atomic_writes

# The book is built in WSL on Windows; other commands run there as they are.
if sys.platform != "win32":
    import fcntl

FILE = Path("_build") / ".lock"
"""Where the lock lies below the root of a clone."""

HELD = "REVIEWHELPERS_LOCK"
"""The variable that names the lock a command holds to the commands that it runs itself."""

UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What the system answers where a file system knows no locks, as those of some clusters."""


@contextlib.contextmanager
def exclusive(root: Path) -> Iterator[int | None]:
    """Hold the lock of a clone, after waiting for the command that holds it.

    Parameters
    ----------
    root : Path
        Root of the clone.

    Yields
    ------
    int or None
        The descriptor of the lock, for commands that are run meanwhile and shall hold it too; None where a
        command that runs this one holds it, or the file system knows no locks.

    Raises
    ------
    NotWritten
        When the file of the lock cannot be made.
    """
    path = (root / FILE).resolve()
    descriptor = _taken(path)
    if descriptor is None:
        yield None
        return
    before = os.environ.get(HELD)
    os.environ[HELD] = str(path)
    try:
        yield descriptor
    finally:
        os.environ.pop(HELD)
        if before is not None:
            os.environ[HELD] = before
        os.close(descriptor)


def _taken(path: Path) -> int | None:
    while sys.platform != "win32":
        atomic_writes.folder(path.parent)
        with atomic_writes.explain_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        if not _locked(descriptor, path):
            os.close(descriptor)
            break
        # `make clean` takes the file away with its folder; then whoever comes next makes another.
        if _is(descriptor, path):
            return descriptor
        os.close(descriptor)
    return None


def _locked(descriptor: int, path: Path) -> bool:
    """Wait for the lock; false where it need not be taken or cannot be."""
    assert sys.platform != "win32"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if os.environ.get(HELD) == str(path):
            return False
        print("reviewhelpers: waiting for another command in this clone to end", file=sys.stderr, flush=True)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            return False
        raise
    return True


def _is(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
