"""Sums of all that a release publishes, and what differs between two sets of them.

``SHA256SUMS`` has one line a file, as ``sha256sum`` reads it. A folder has too many files for that: they are
listed in a file of their own, such as ``site.sha256``, whose sum stands for all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing import items
from reviewhelpers.export import formats

SUMS = "SHA256SUMS"
FOLDERS = {"site.sha256": "html", "live.sha256": "live", "figures.sha256": "figures"}
"""The list of each folder below that of the build."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *]((?:[\w.+@~-]+/)*[\w.+@~-]+)", re.ASCII)
_TOLD = re.compile(r"# (commit|address) ?(.*)")

Sums = dict[str, str]


class SumsError(ReviewHelpersError):
    """Sums that cannot be made or read."""


def of_folder(folder: Path) -> Sums:
    """The sum of each file of a folder, by its path below it.

    The files to take along, which the site carries too, are left out: each has a sum of its own.

    Raises
    ------
    SumsError
        When there is no such folder, or it is empty.
    """
    left_out = (folder / formats.FOLDER, atomic_writes.PART)
    found = {
        path.relative_to(folder).as_posix(): _sum(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and left_out[0] not in path.parents and path.suffix != left_out[1]
    }
    if not found:
        raise SumsError(f"{folder}: found no files; run 'make checksums'")
    return found


def make(build: Path, commit: str, address: str) -> Path:
    """Write the sums of what was built into the folder of the build.

    Parameters
    ----------
    build : Path
        That folder, such as ``_build``.
    commit, address : str
        What it was built from, and where the site says that it stands.

    Raises
    ------
    SumsError
        When some of it is not there.
    """
    sums, contents = {}, {}
    for name, folder in FOLDERS.items():
        text = written(of_folder(build / folder)).encode()
        contents[build / name] = text
        sums[name] = _sum(text)
    wheels = sorted(path.name for path in build.glob("*.whl"))
    if len(wheels) != 1:
        raise SumsError(f"{build}: found {len(wheels)} wheels, expected one; run 'make wheel'")
    for name in (*formats.FILES.values(), *wheels):
        if not (build / name).is_file():
            raise SumsError(f"{build / name}: not there; run 'make checksums'")
        sums[name] = _sum((build / name).read_bytes())
    # They come last: what they say of the lists holds then.
    contents[build / SUMS] = f"# commit {commit}\n# address {address}\n{written(sums)}".encode()
    atomic_writes.write_all(contents)
    return build / SUMS


def written(sums: Mapping[str, str]) -> str:
    """Sums as a file has them.

    Examples
    --------
    >>> print(written({"b": "0" * 64, "a": "1" * 64})[60:-1])
    1111  a
    0000000000000000000000000000000000000000000000000000000000000000  b
    """
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def read(path: Path) -> Sums:
    """The sums of a file.

    Raises
    ------
    SumsError
        When a line is no sum and no comment, a name stands twice or leads out of its folder.
    """
    found: Sums = {}
    for row, line in enumerate(_lines(path), start=1):
        match = _LINE.fullmatch(line)
        if match and ".." not in match[2].split("/"):
            if match[2] in found:
                raise SumsError(f"{path}:{row}: found the name {match[2]!r} a second time, expected it once")
            found[match[2]] = match[1]
        elif not line.startswith("#"):
            raise SumsError(f"{path}:{row}: found {line[:60]!r}, expected a sum and a name")
    if not found:
        raise SumsError(f"{path}: found no sum, expected a line for each file")
    return found


def address(path: Path) -> str:
    """The address of the book that a file of sums names; ``""`` where it names none.

    Raises
    ------
    SumsError
        When it is none that a browser could open, or several are named.
    """
    row, given = _told(path, "address")
    try:
        return items.whole_address(given)
    except items.AddressError as error:
        raise SumsError(f"{path}:{row}:address: {error}") from error


def _told(path: Path, name: str) -> tuple[int, str]:
    """The line of a comment of a file of sums, such as that on its commit, and what it says."""
    found = [
        (row, match[2])
        for row, line in enumerate(_lines(path), start=1)
        if (match := _TOLD.fullmatch(line)) and match[1] == name
    ]
    if len(found) > 1:
        raise SumsError(f"{path}:{found[1][0]}: found a second line '# {name}', expected one")
    return found[0] if found else (1, "")


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SumsError(
            f"{path}: found byte 0x{error.object[error.start]:02x}, expected UTF-8 text"
        ) from error
    return text.removesuffix("\n").split("\n")


def differences(given: Path, build: Path) -> list[str]:
    """What differs between the sums of a release and a build, a line each.

    Where the lists of folders stand beside the given sums, and are those that the sums speak of, their files
    are compared one by one.

    Parameters
    ----------
    given : Path
        The sums of the release.
    build : Path
        Folder of the build, with its own sums.
    """
    here = read(build / SUMS)
    made, told = _commit(build / SUMS), _commit(given)
    found = [f"commit: published from {told[:12]}, built from {made[:12]}"] if made != told else []
    for name, differs in _compared(read(given), here).items():
        beside = given.parent / name
        known = name in FOLDERS and name in here and beside.is_file() and _sum(beside.read_bytes())
        if known and known == read(given).get(name):
            within = _compared(read(beside), read(build / name))
            found += [f"{FOLDERS[name]}/{file}: {said}" for file, said in within.items()]
        else:
            found.append(f"{name}: {differs}")
    return found


def _commit(path: Path) -> str:
    """The commit that a file of sums says it is of."""
    row, said = _told(path, "commit")
    if not re.fullmatch(r"[0-9a-f]*", said):
        raise SumsError(f"{path}:{row}:commit: found {said[:60]!r}, expected the name of a commit in git")
    return said


def _compared(given: Sums, here: Sums) -> dict[str, str]:
    said = {}
    for name in sorted(given.keys() | here.keys()):
        if name not in here:
            said[name] = "published, and not built here"
        elif name not in given:
            said[name] = "built here, and not published"
        elif given[name] != here[name]:
            said[name] = f"published with sum {given[name][:12]}…, built here with {here[name][:12]}…"
    return said


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
