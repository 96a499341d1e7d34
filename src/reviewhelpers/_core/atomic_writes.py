"""Files and folders that are the old or the new, whenever what writes them is cut off.

All is written beside its place, under a name that nothing takes for a result, and moved there in one step.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError

PART = ".part"
"""The end of the names of files that are not whole."""


class NotWritten(ReviewHelpersError):
    """A file or folder that cannot be written, such as on a disk that is full."""


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Have a fault of the system name the path that was meant, not the one beside it.

    Raises
    ------
    NotWritten
        In place of the system's error.
    """
    try:
        yield
    except OSError as error:
        raise NotWritten(f"{path}: cannot be written: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    """Why the system refused; of a folder, in which it may have refused every file, why the first."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        All that it will hold.

    Raises
    ------
    NotWritten
        When the system refuses; what stood there before still does.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all are written in full before the first takes its place.

    Parameters
    ----------
    contents : mapping of Path to bytes
        What each file will hold, in the order in which they take their places.

    Raises
    ------
    NotWritten
        When the system refuses one; unless it did so between two places, all old ones still stand.
    """
    # Where a link stands in the place of a file, what it leads to is written and the link stays.
    places = {path: Path(os.path.realpath(path)) for path in contents}
    parts = {path: _beside(place) for path, place in places.items()}
    try:
        for path, content in contents.items():
            with clearly(path):
                _forget(places[path])
                parts[path].write_bytes(content)
                # Who may read a file stays as it was, whatever is allowed to files that this process makes.
                with suppress(FileNotFoundError):
                    shutil.copymode(places[path], parts[path])
        for path, part in parts.items():
            with clearly(path):
                part.replace(places[path])
    finally:
        for part in parts.values():
            # On a file system that is read-only not even what is not there can be taken away.
            with suppress(OSError):
                remove(part)


def folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there.

    Raises
    ------
    NotWritten
        When the system refuses.
    """
    with clearly(path):
        path.mkdir(parents=True, exist_ok=True)


def publish(made: Path, place: Path) -> None:
    """Put a copy of a folder in the place of the last one, in one step.

    The place is a symbolic link, which one rename can change; what it led to before is then taken away. It
    is a copy since the next build writes into the files of this one. A folder that stands there, as earlier
    versions of the project made it, gives way to the link. Everyone may read the copy, so that a server can,
    whatever is allowed to files that this process makes; the folders above it may be closed.

    Parameters
    ----------
    made : Path
        The folder with all files.
    place : Path
        Where it shall be seen.

    Raises
    ------
    NotWritten
        When the system refuses; the place then leads to what it led to before.
    """
    new = place.with_name(f"{place.name}-{os.getpid()}")
    link = _beside(place)
    with clearly(place):
        _forget(place)
        kept = os.readlink(place) if place.is_symlink() else ""
        # Copies of publications that were cut off.
        for folder in _copies(place):
            if folder.name != kept:
                remove(folder)
        new = _unlike(new, kept)
        try:
            shutil.copytree(made, new)
            _open(new)
            link.symlink_to(new.name, target_is_directory=True)
            if place.is_dir() and not place.is_symlink():
                place.rename(_unlike(place.with_name(f"{place.name}-0"), ""))
            link.replace(place)
        except BaseException:
            remove(new)
            raise
        finally:
            remove(link)
        for folder in _copies(place):
            if folder.name != new.name:
                remove(folder)


def _open(folder: Path) -> None:
    """Let everyone read a folder and all in it."""
    for above, _, files in os.walk(folder):
        os.chmod(above, 0o755)
        for name in files:
            os.chmod(os.path.join(above, name), 0o644)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{PART}")


def _unlike(path: Path, other: str) -> Path:
    """A path that differs from a name: process numbers come around."""
    return path.with_name(f"{path.name}0") if path.name == other or path.exists() else path


def _copies(place: Path) -> list[Path]:
    pattern = re.compile(rf"{re.escape(place.name)}-\d+")
    return [path for path in place.parent.iterdir() if pattern.fullmatch(path.name)]


def _forget(path: Path) -> None:
    """Take away what processes that are gone left beside a file."""
    pattern = re.compile(rf"\.{re.escape(path.name)}\.(\d+){re.escape(PART)}")
    for other in path.parent.iterdir():
        found = pattern.fullmatch(other.name)
        if found and not runs(int(found[1])):
            remove(other)


def runs(process: int) -> bool:
    """Whether another process runs under a number; what it left is then not to be touched."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def remove(path: Path) -> None:
    """Take away a file, a link or a folder with all in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
