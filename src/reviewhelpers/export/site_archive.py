"""The site as an archive to unpack and to read from its folder, without any network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers.citing.citation_index import Desk
from reviewhelpers.export import built_pages, download_links, reproducible_zip

TOP = "defects-at-work"
"""The one folder that the archive unpacks to."""
READ_ME = "READ-ME.txt"

_LEFT_OUT = frozenset(
    {
        *(download_links.FOLDER, "_sources", ".buildinfo", ".nojekyll"),
        *("404.html", "robots.txt", "sitemap.xml"),
    }
)
"""What only a server, a crawler or the next build needs, and the files that stand beside this one."""
_SOURCE = re.compile(rb' <a href="[^"]*_sources/[^"]*" download>[^<]*</a>')


def make(html: Path, desk: Desk) -> bytes:
    """The archive of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    desk : Desk
        Knows what the book is called, its version and its date.
    """
    files = sorted((f"{TOP}/{name}", content) for name, content in [*_files(html), (READ_ME, _read_me(desk))])
    return reproducible_zip.archive(files, desk.book.release.date, stored=frozenset())


def _files(html: Path) -> Iterator[tuple[str, bytes]]:
    for path in html.rglob("*"):
        name = path.relative_to(html)
        if path.is_file() and name.parts[0] not in _LEFT_OUT and path.suffix != ".part":
            content = path.read_bytes()
            if path.suffix == ".html":
                content = _SOURCE.sub(b"", content)
            if name.as_posix() == download_links.PAGE:
                content = download_links.filled(content.decode(), {}).encode()
            yield name.as_posix(), content


def _read_me(desk: Desk) -> bytes:
    book = desk.book
    lines = [
        book.title,
        built_pages.version(desk),
        *([desk.colophon] if desk.colophon else []),
        "",
        "Open index.html in this folder with a browser: the whole book is here, and needs no network.",
        "Keep the folder together; its pages load what stands beside them.",
    ]
    if book.address:
        lines.append(f"The book stands at {book.address}")
    return ("\n".join(lines) + "\n").encode()
