"""Checksums of everything that a release publishes, and the differences between two sets of them.

``SHA256SUMS`` has one line for each file, as ``sha256sum`` reads it. The many files of a folder are listed in
a separate file, such as ``site.sha256``, whose checksum covers all of them.
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
"""Lists of checksums, with the folder in ``_build`` that each covers."""
_LINE = re.compile(r"([0-9a-f]{64}) [ *]((?:[\w.+@~-]+/)*[\w.+@~-]+)", re.ASCII)
_COMMENT = re.compile(r"# (commit|address) ?(.*)")

Sums = dict[str, str]


class SumsError(ReviewHelpersError):
    """Checksums that cannot be computed or read."""


def folder_sums(folder: Path) -> Sums:
    """The checksum of each file of a folder, by its relative path.

    The exports of the book, which the site contains too, are left out: each has a checksum of its own.

    Raises
    ------
    SumsError
        When the folder is missing or empty.
    """
    exports = folder / formats.FOLDER
    sums = {
        path.relative_to(folder).as_posix(): _sha256(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and exports not in path.parents and path.suffix != atomic_writes.PARTIAL_SUFFIX
    }
    if not sums:
        raise SumsError(f"{folder}: found no files; run 'make checksums'")
    return sums


def write(build: Path, commit: str, address: str) -> Path:
    """Write the checksums of a build into its folder.

    Parameters
    ----------
    build : Path
        Folder of the build, such as ``_build``.
    commit, address : str
        Commit and address that the site was built with.

    Raises
    ------
    SumsError
        When something is missing.
    """
    sums, contents = {}, {}
    for name, folder in FOLDERS.items():
        text = render(folder_sums(build / folder)).encode()
        contents[build / name] = text
        sums[name] = _sha256(text)
    wheels = sorted(path.name for path in build.glob("*.whl"))
    if len(wheels) != 1:
        raise SumsError(f"{build}: found {len(wheels)} wheels, expected one; run 'make wheel'")
    for name in (*formats.FILES.values(), *wheels):
        if not (build / name).is_file():
            raise SumsError(f"{build / name}: not there; run 'make checksums'")
        sums[name] = _sha256((build / name).read_bytes())
    # Written last, so that it never names lists that are not written yet.
    contents[build / SUMS] = f"# commit {commit}\n# address {address}\n{render(sums)}".encode()
    atomic_writes.write_all(contents)
    return build / SUMS


def render(sums: Mapping[str, str]) -> str:
    """The text of a file with checksums.

    Examples
    --------
    >>> print(render({"b": "0" * 64, "a": "1" * 64})[60:-1])
    1111  a
    0000000000000000000000000000000000000000000000000000000000000000  b
    """
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def read(path: Path) -> Sums:
    """Read the checksums of a file.

    Raises
    ------
    SumsError
        When a line is neither a checksum nor a comment, or a name is repeated or leads out of its folder.
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


def read_address(path: Path) -> str:
    """The address of the book in a file of checksums; ``""`` where there is none.

    Raises
    ------
    SumsError
        When it is not an address for browsers, or there are several.
    """
    row, text = _read_comment(path, "address")
    try:
        return items.normalize_address(text)
    except items.AddressError as error:
        raise SumsError(f"{path}:{row}:address: {error}") from error


def _read_comment(path: Path, name: str) -> tuple[int, str]:
    """The row and the text of a comment, such as that on the commit."""
    found = [
        (row, match[2])
        for row, line in enumerate(_lines(path), start=1)
        if (match := _COMMENT.fullmatch(line)) and match[1] == name
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


def differences(released: Path, build: Path) -> list[str]:
    """The differences between a release and a build, one line each.

    Files of folders are compared one by one if the lists of the release are next to its checksums, and match
    them.

    Parameters
    ----------
    released : Path
        The checksums of the release.
    build : Path
        Folder of the build, with its own checksums.
    """
    published, built = read(released), read(build / SUMS)
    old, new = _read_commit(released), _read_commit(build / SUMS)
    found = [f"commit: published from {old[:12]}, built from {new[:12]}"] if new != old else []
    for name, difference in _compare(published, built).items():
        listing = released.parent / name
        is_listed = name in FOLDERS and name in built and listing.is_file()
        if is_listed and _sha256(listing.read_bytes()) == published.get(name):
            files = _compare(read(listing), read(build / name))
            found += [f"{FOLDERS[name]}/{file}: {text}" for file, text in files.items()]
        else:
            found.append(f"{name}: {difference}")
    return found


def _read_commit(path: Path) -> str:
    """The commit in a file of checksums."""
    row, commit = _read_comment(path, "commit")
    if not re.fullmatch(r"[0-9a-f]*", commit):
        raise SumsError(f"{path}:{row}:commit: found {commit[:60]!r}, expected the name of a commit in git")
    return commit


def _compare(published: Sums, built: Sums) -> dict[str, str]:
    found = {}
    for name in sorted(published.keys() | built.keys()):
        if name not in built:
            found[name] = "published, and not built here"
        elif name not in published:
            found[name] = "built here, and not published"
        elif published[name] != built[name]:
            found[name] = f"published with sum {published[name][:12]}…, built here with {built[name][:12]}…"
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
