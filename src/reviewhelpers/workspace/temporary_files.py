"""Temporary folders, one for each process; the next process removes those of killed ones.

A lock on a folder shows that its process runs. The system releases it however the process ends, and it works
across containers that share a folder, where process ids mean nothing.
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

from reviewhelpers._core import atomic_writes

# On Windows the book is built in WSL; only the other commands run natively, and need no lock.
if sys.platform != "win32":
    import fcntl

PREFIX = "defects-at-work-"
MAX_SOCKET_FOLDER_BYTES = 60
"""Maximum length in bytes of the path of a folder for sockets; with the name of a socket systems allow 104."""
SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")
"""Folders for sockets where the path of the temporary folder is too long, as on clusters."""

_FOLDER_NAME = re.compile(rf"{PREFIX}(\d+)-\w+")
_folders: dict[str, tuple[int, Path, int | None]] = {}


def process_folder() -> Path:
    """The temporary folder of this process; created when first requested."""
    return _process_folder(tempfile.gettempdir())


def socket_folder() -> Path | None:
    """A folder in which Unix sockets can be created; None where there is none.

    Examples
    --------
    >>> import os
    >>> len(os.fsencode(socket_folder())) <= MAX_SOCKET_FOLDER_BYTES
    True
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    for base in (tempfile.gettempdir(), *SHORT_FOLDERS):
        # The longest name that mkdtemp may give.
        if len(os.fsencode(os.path.join(base, f"{PREFIX}{2**22}-12345678"))) > MAX_SOCKET_FOLDER_BYTES:
            continue
        with contextlib.suppress(OSError):
            path = _process_folder(base)
            _try_socket(path)
            return path
    return None


def temporary(prefix: str = "") -> tempfile.TemporaryDirectory[str]:
    """A new folder inside that of this process, removed after use."""
    return tempfile.TemporaryDirectory(prefix=prefix, dir=process_folder(), ignore_cleanup_errors=True)


def clear() -> None:
    """Remove the folders of this process; a forked process leaves them alone."""
    for base, (process, path, descriptor) in list(_folders.items()):
        if process == os.getpid():
            del _folders[base]
            shutil.rmtree(path, ignore_errors=True)
            if descriptor is not None:
                os.close(descriptor)


def sweep(base: str) -> None:
    """Remove folders that killed processes left, and no others."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(base):
            match = _FOLDER_NAME.fullmatch(entry.name)
            # A running process may have just created its folder, and not locked it yet.
            if match and entry.is_dir(follow_symlinks=False) and not _is_running(int(match[1])):
                _remove_unlocked(Path(entry.path))


def _process_folder(base: str) -> Path:
    process, path, _ = _folders.get(base, (0, Path(), None))
    if process == os.getpid() and path.is_dir():
        return path
    sweep(base)
    new = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
    if not _folders:
        atexit.register(clear)
    _folders[base] = (os.getpid(), new, _lock(new))
    return new


def _lock(path: Path) -> int | None:
    """A descriptor that holds the lock of a folder while this process or a fork of it runs."""
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
            # A file system without locks: that the process no longer runs must suffice.
            pass
        finally:
            os.close(descriptor)
    shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    return process == os.getpid() or atomic_writes.is_running(process)


def _try_socket(folder: Path) -> None:
    """Create a socket; some file systems, such as those of Windows in WSL, have none."""
    path = folder / f"try-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as probe:
        probe.bind(str(path))
    path.unlink()
