"""Version, date and address of a release, written into the citation file and the data package."""

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

_SCP_ADDRESS = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:]+\.[^/:]+):(?P<path>[^/].*)")
_PACKAGE_VERSION = re.compile(r'^ "version": "[^"]*",$', re.MULTILINE)


class StampError(ReviewHelpersError):
    """An invalid date or address of a release, or a file without the field to replace."""


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
        What was written, one line for each file, and the next steps.

    Raises
    ------
    StampError
        When the date or the address is invalid, or the data package has no version to replace.
    ReleaseError
        When ``pyproject.toml`` names no version.
    """
    number = book_metadata.version_number(root)
    fields = {"version": number, "date-released": _parse_day(day)}
    address = web_address(repository) if repository else web_address(_origin_address(root))
    if repository and not address:
        raise StampError(
            f"address of the code: found {repository!r}, expected one such as https://example.org/book"
        )
    if address:
        fields["repository-code"] = address
    citation, descriptor = root / book_metadata.CITATION, root / book_metadata.DESCRIPTOR
    package, count = _PACKAGE_VERSION.subn(
        f' "version": "{number}",', descriptor.read_text(encoding="utf-8"), count=1
    )
    if not count:
        raise StampError(f"{book_metadata.DESCRIPTOR}:-:version: found no such field, expected a version")
    text = set_fields(citation.read_text(encoding="utf-8"), fields)
    atomic_writes.write_all({citation: text.encode(), descriptor: package.encode()})
    written = ", ".join(f"{name} {value}" for name, value in fields.items())
    missing = "" if address else "; no repository-code: the remote origin is no public address"
    return [
        f"{book_metadata.CITATION}: {written}{missing}",
        f"{book_metadata.DESCRIPTOR}: version {number}",
        "next: `reviewhelpers register`, then `make refresh`",
    ]


def set_fields(text: str, fields: Mapping[str, str]) -> str:
    """Replace fields in the text of a file in the Citation File Format; everything else is unchanged.

    Examples
    --------
    >>> before = "title: A\\nversion: 1.0.0\\nreferences: []\\n"
    >>> print(set_fields(before, {"version": "1.1.0", "date-released": "2026-03-01"}))
    title: A
    version: 1.1.0
    date-released: 2026-03-01
    references: []
    <BLANKLINE>
    """
    for name, value in fields.items():
        line = f"{name}: {value}\n"
        # A field ends at the next line without indentation.
        field = re.search(rf"^{name}:.*\n(?:[ \t]+.*\n)*", text, flags=re.MULTILINE)
        if field:
            text = text[: field.start()] + line + text[field.end() :]
        else:
            before, mark, after = text.partition("\nreferences:")
            text = f"{before.rstrip()}\n{line.rstrip()}{mark}{after}" if mark else f"{text.rstrip()}\n{line}"
    return text


def web_address(remote: str) -> str:
    """The web address of a remote repository, without user and password; ``""`` for a folder.

    Examples
    --------
    >>> web_address("git@example.org:defects/book.git")
    'https://example.org/defects/book'
    >>> web_address("https://me:secret@example.org/defects/book.git")
    'https://example.org/defects/book'
    >>> web_address("/srv/book.git"), web_address("file:///srv/book.git"), web_address("backup:book")
    ('', '', '')
    """
    scp = None if "://" in remote else _SCP_ADDRESS.fullmatch(remote)
    if scp:
        host, path = scp["host"], scp["path"]
    else:
        parts = urlsplit(remote)
        if parts.scheme not in ("http", "https", "ssh", "git"):
            return ""
        host, path = parts.hostname or "", parts.path
    path = path.strip("/").removesuffix(".git")
    return f"https://{host}/{path}" if "." in host and path and not re.search(r"\s", path) else ""


def _parse_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise StampError(f"day of the release: found {text!r}, expected one such as 2026-03-01") from None


def _origin_address(root: Path) -> str:
    return (Git(root).run("remote", "get-url", "origin") or b"").decode(errors="replace").strip()
