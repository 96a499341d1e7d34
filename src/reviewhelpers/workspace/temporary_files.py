"""The folder of temporary files of a process; the next process sweeps those of processes that were killed.

A lock on the folder itself says that its process runs. The system releases it however the process ends, and
it holds across containers that share a folder, where process numbers mean nothing.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import socket
import sys
import tempfile
from pathlib import Path

# The book is built in WSL on Windows; other commands run there as they are.
if sys.platform != "win32":
    import fcntl

PREFIX = "defects-at-work-"
LONGEST = 60
"""How many bytes the name of a folder for sockets may have; with their own names systems take 104 or more."""
SHORT = ("/tmp", "/var/tmp", "/dev/shm")
"""Where sockets go when the folder of temporary files has too long a name, as on clusters."""

_OURS = re.compile(rf"{PREFIX}(\d+)-\w+")
_made: dict[str, tuple[int, Path, int | None]] = {}


def folder() -> Path:
    """The folder of temporary files of this process; made when it is first asked for."""
    return _below(tempfile.gettempdir())


def sockets() -> Path | None:
    """A folder in which sockets that are files can be made; None where there is none.

    Examples
    --------
    >>> import os
    >>> len(os.fsencode(sockets())) <= LONGEST
    True
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    for base in (tempfile.gettempdir(), *SHORT):
        # A made name is as long as this one at most.
        if len(os.fsencode(os.path.join(base, f"{PREFIX}{2**22}-12345678"))) > LONGEST:
            continue
        with contextlib.suppress(OSError):
            made = _below(base)
            _try_socket(made)
            return made
    return None


def temporary(prefix: str = "") -> tempfile.TemporaryDirectory[str]:
    """A folder of its own within that of this process, taken away after use."""
    return tempfile.TemporaryDirectory(prefix=prefix, dir=folder(), ignore_cleanup_errors=True)


def clear() -> None:
    """Take away the folders of this process; nothing happens in a process that was forked from it."""
    for base, (process, made, descriptor) in list(_made.items()):
        if process == os.getpid():
            del _made[base]
            shutil.rmtree(made, ignore_errors=True)
            if descriptor is not None:
                os.close(descriptor)


def sweep(base: str) -> None:
    """Take away folders that killed processes left, and no other."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(base):
            found = _OURS.fullmatch(entry.name)
            # That of a process that has just made it may not be locked yet.
            if found and entry.is_dir(follow_symlinks=False) and not _runs(int(found[1])):
                _remove_unlocked(Path(entry.path))


def _below(base: str) -> Path:
    process, made, _ = _made.get(base, (0, Path(), None))
    if process == os.getpid() and made.is_dir():
        return made
    sweep(base)
    new = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
    if not _made:
        atexit.register(clear)
    _made[base] = (os.getpid(), new, _locked(new))
    return new


def _locked(path: Path) -> int | None:
    """A descriptor that holds the lock of a folder, as long as this process lives or one forked from it."""
    if sys.platform == "win32":
        return None
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _remove_unlocked(path: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        except OSError:
            # A file system without locks: that the process is gone has to do.
            pass
        finally:
            os.close(descriptor)
    shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _try_socket(folder: Path) -> None:
    """Make a socket; some file systems, such as those of Windows seen from WSL, have none."""
    path = folder / f"try-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as tried:
        tried.bind(str(path))
    path.unlink()
