"""The lock of a clone: the system releases it when its holder ends, even by a crash."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core import atomic_writes

# On Windows the book is built in WSL; only the other commands run natively, and need no lock.
if sys.platform != "win32":
    import fcntl

LOCK_FILE = Path("_build") / ".lock"
"""The lock file, relative to the root of a clone."""

LOCK_VARIABLE = "REVIEWHELPERS_LOCK"
"""The environment variable that tells subprocesses of a command which lock it holds."""

UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""Errors of file systems without locks, such as those of some clusters."""


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
        The descriptor of the lock, for subprocesses that shall hold it too; None where a parent process holds
        it, or the file system has no locks.

    Raises
    ------
    NotWritten
        When the lock file cannot be written.
    """
    path = (root / LOCK_FILE).resolve()
    descriptor = _acquire(path)
    if descriptor is None:
        yield None
        return
    previous = os.environ.get(LOCK_VARIABLE)
    os.environ[LOCK_VARIABLE] = str(path)
    try:
        yield descriptor
    finally:
        os.environ.pop(LOCK_VARIABLE)
        if previous is not None:
            os.environ[LOCK_VARIABLE] = previous
        os.close(descriptor)


def _acquire(path: Path) -> int | None:
    while sys.platform != "win32":
        atomic_writes.make_folder(path.parent)
        with atomic_writes.explain_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        if not _lock(descriptor, path):
            os.close(descriptor)
            break
        # `make clean` may have removed the file; a lock on a removed file excludes nobody.
        if _is_same_file(descriptor, path):
            return descriptor
        os.close(descriptor)
    return None


def _lock(descriptor: int, path: Path) -> bool:
    """Wait for the lock; False where a parent process holds it, or the file system has no locks."""
    assert sys.platform != "win32"
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if os.environ.get(LOCK_VARIABLE) == str(path):
            return False
        print("reviewhelpers: waiting for another command in this clone to end", file=sys.stderr, flush=True)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            return False
        raise
    return True


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
