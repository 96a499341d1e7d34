"""Atomic writes: a file or folder is the old or the new one, even if the writer is killed.

Contents are written next to the target, under a temporary name that nothing takes for a result, and moved
onto it in one step.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError

PARTIAL_SUFFIX = ".part"
"""Suffix of files that are being written."""


class WriteError(ReviewHelpersError):
    """A file or folder that cannot be written, for example on a full disk."""


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """Turn errors of the system into ones that name the target, not its temporary file.

    Raises
    ------
    NotWritten
        In place of the system's error.
    """
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    """The reason of the system; for a copied folder, that of the first file that failed."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def write(path: Path, content: bytes) -> None:
    """Write a file completely or not at all.

    Parameters
    ----------
    path : Path
        The file.
    content : bytes
        Its new content.

    Raises
    ------
    NotWritten
        When the system refuses; the old file is then unchanged.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all are complete before the first replaces its target.

    Parameters
    ----------
    contents : mapping of Path to bytes
        Contents by path; files are replaced in this order.

    Raises
    ------
    NotWritten
        When the system refuses one; unless it does so between two replacements, all old files are unchanged.
    """
    # Where the path is a link, its target is written and the link stays.
    targets = {path: Path(os.path.realpath(path)) for path in contents}
    parts = {path: _temporary_path(target) for path, target in targets.items()}
    try:
        for path, content in contents.items():
            with explain_errors(path):
                _remove_stale(targets[path])
                parts[path].write_bytes(content)
                # Permissions stay as they were, whatever the umask of this process says.
                with suppress(FileNotFoundError):
                    shutil.copymode(targets[path], parts[path])
        for path, part in parts.items():
            with explain_errors(path):
                part.replace(targets[path])
    finally:
        for part in parts.values():
            # On a read-only file system even removing a missing file fails.
            with suppress(OSError):
                remove(part)


def make_folder(path: Path) -> None:
    """Make a folder and its parents, unless it exists.

    Raises
    ------
    NotWritten
        When the system refuses.
    """
    with explain_errors(path):
        path.mkdir(parents=True, exist_ok=True)


def publish(source: Path, target: Path) -> None:
    """Replace a published folder by a copy of another, in one step.

    The target is a symbolic link, which one rename can change; the copy it led to before is then removed. A
    copy is needed since the next build writes into the files of this one. A real folder at the target, as
    earlier versions of the project made it, is replaced by the link. The copy is readable for everyone, so
    that a server can read it whatever the umask says; the folders above it may be closed.

    Parameters
    ----------
    source : Path
        The folder with all files.
    target : Path
        Where to publish it.

    Raises
    ------
    NotWritten
        When the system refuses; the target is then unchanged.
    """
    copy = target.with_name(f"{target.name}-{os.getpid()}")
    link = _temporary_path(target)
    with explain_errors(target):
        _remove_stale(target)
        current = os.readlink(target) if target.is_symlink() else ""
        # Copies that were left by interrupted calls.
        _remove_copies(target, except_for=current)
        copy = _distinct_path(copy, current)
        try:
            shutil.copytree(source, copy)
            _make_readable(copy)
            link.symlink_to(copy.name, target_is_directory=True)
            if target.is_dir() and not target.is_symlink():
                target.rename(_distinct_path(target.with_name(f"{target.name}-0"), ""))
            link.replace(target)
        except BaseException:
            remove(copy)
            raise
        finally:
            remove(link)
        _remove_copies(target, except_for=copy.name)


def _make_readable(root: Path) -> None:
    """Let everyone read a folder and everything in it."""
    for parent, _, files in os.walk(root):
        os.chmod(parent, 0o755)
        for name in files:
            os.chmod(os.path.join(parent, name), 0o644)


def _temporary_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}{PARTIAL_SUFFIX}")


def _distinct_path(path: Path, name: str) -> Path:
    """The path, or another where it exists or has this name: process ids are reused."""
    return path.with_name(f"{path.name}0") if path.name == name or path.exists() else path


def _remove_copies(target: Path, except_for: str) -> None:
    pattern = re.compile(rf"{re.escape(target.name)}-\d+")
    for path in list(target.parent.iterdir()):
        if pattern.fullmatch(path.name) and path.name != except_for:
            remove(path)


def _remove_stale(path: Path) -> None:
    """Remove temporary files of a path whose writers no longer run."""
    pattern = re.compile(rf"\.{re.escape(path.name)}\.(\d+){re.escape(PARTIAL_SUFFIX)}")
    for other in path.parent.iterdir():
        match = pattern.fullmatch(other.name)
        if match and not is_running(int(match[1])):
            remove(other)


def is_running(process: int) -> bool:
    """Whether another process with this id runs; its temporary files must then be left alone."""
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
    """Remove a file, a link or a folder with its contents, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
