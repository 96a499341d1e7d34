"""The version of ``pyproject.toml``, the day and the address of a release, put where others look for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.git import Git
from reviewhelpers.citing import book_metadata

_LIKE_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:]+\.[^/:]+):(?P<path>[^/].*)")
_PACKED = re.compile(r'^ "version": "[^"]*",$', re.MULTILINE)


class StampError(ReviewHelpersError):
    """A release whose day or address is none, or a file that cannot take it."""


def write(root: Path, day: str, repository: str | None = None) -> list[str]:
    """Write version, day and address into ``CITATION.cff``, and the version into the data package.

    Parameters
    ----------
    root : Path
        Folder of the project; its ``pyproject.toml`` names the version.
    day : str
        Day of the release in UTC, such as ``2026-03-01``.
    repository : str, optional
        Address of the code; by default that of the remote ``origin``, where it is a public one.

    Returns
    -------
    list of str
        What was written, a line a file, and what is to be done next.

    Raises
    ------
    StampError
        When the day is none, the address is none of the web, or the data package has no version to replace.
    ReleaseError
        When ``pyproject.toml`` names no version.
    """
    number = book_metadata.version_number(root)
    fields = {"version": number, "date-released": _day(day)}
    address = public(repository) if repository else public(_origin(root))
    if repository and not address:
        raise StampError(
            f"address of the code: found {repository!r}, expected one such as https://example.org/book"
        )
    if address:
        fields["repository-code"] = address
    citation, descriptor = root / book_metadata.CITATION, root / book_metadata.DESCRIPTOR
    package, count = _PACKED.subn(f' "version": "{number}",', descriptor.read_text(encoding="utf-8"), count=1)
    if not count:
        raise StampError(f"{book_metadata.DESCRIPTOR}:-:version: found no such field, expected a version")
    text = stamped(citation.read_text(encoding="utf-8"), fields)
    atomic_writes.write_all({citation: text.encode(), descriptor: package.encode()})
    said = ", ".join(f"{name} {value}" for name, value in fields.items())
    missing = "" if address else "; no repository-code: the remote origin is no public address"
    return [
        f"{book_metadata.CITATION}: {said}{missing}",
        f"{book_metadata.DESCRIPTOR}: version {number}",
        "next: `reviewhelpers register`, then `make refresh`",
    ]


def stamped(text: str, fields: Mapping[str, str]) -> str:
    """A file of the Citation File Format in which these fields say something new; all else stays.

    Examples
    --------
    >>> before = "title: A\\nversion: 1.0.0\\nreferences: []\\n"
    >>> print(stamped(before, {"version": "1.1.0", "date-released": "2026-03-01"}))
    title: A
    version: 1.1.0
    date-released: 2026-03-01
    references: []
    <BLANKLINE>
    """
    for name, value in fields.items():
        line = f"{name}: {value}\n"
        # A field ends where the next line begins at the margin.
        stands = re.search(rf"^{name}:.*\n(?:[ \t]+.*\n)*", text, flags=re.MULTILINE)
        if stands:
            text = text[: stands.start()] + line + text[stands.end() :]
        else:
            before, mark, after = text.partition("\nreferences:")
            text = f"{before.rstrip()}\n{line.rstrip()}{mark}{after}" if mark else f"{text.rstrip()}\n{line}"
    return text


def public(remote: str) -> str:
    """The address of a remote repository for browsers, without name or password; ``""`` for a folder.

    Examples
    --------
    >>> public("git@example.org:defects/book.git")
    'https://example.org/defects/book'
    >>> public("https://me:secret@example.org/defects/book.git")
    'https://example.org/defects/book'
    >>> public("/srv/book.git"), public("file:///srv/book.git"), public("backup:book")
    ('', '', '')
    """
    like_scp = None if "://" in remote else _LIKE_SCP.fullmatch(remote)
    if like_scp:
        host, path = like_scp["host"], like_scp["path"]
    else:
        parts = urlsplit(remote)
        if parts.scheme not in ("http", "https", "ssh", "git"):
            return ""
        host, path = parts.hostname or "", parts.path
    path = path.strip("/").removesuffix(".git")
    return f"https://{host}/{path}" if "." in host and path and not re.search(r"\s", path) else ""


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise StampError(f"day of the release: found {given!r}, expected one such as 2026-03-01") from None


def _origin(root: Path) -> str:
    return (Git(root).run("remote", "get-url", "origin") or b"").decode(errors="replace").strip()
