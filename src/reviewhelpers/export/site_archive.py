"""The site as a ZIP archive, to be read offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import built_pages, download_links, reproducible_zip

TOP = "defects-at-work"
"""The top-level folder of the archive."""
READ_ME = "READ-ME.txt"

_EXCLUDED = frozenset(
    {
        *(download_links.FOLDER, "_sources", ".buildinfo", ".nojekyll"),
        *("404.html", "robots.txt", "sitemap.xml"),
    }
)
"""Files that only a server, a crawler or the next build needs, and the other exported files."""
_SOURCE_LINK = re.compile(rb' <a href="[^"]*_sources/[^"]*" download>[^<]*</a>')


def make(html: Path, citations: CitationIndex) -> bytes:
    """The archive of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    citations : CitationIndex
        The citations of the book, which know its title, version and date.
    """
    files = sorted(
        (f"{TOP}/{name}", content) for name, content in [*_files(html), (READ_ME, _read_me(citations))]
    )
    return reproducible_zip.build_zip(files, citations.book.release.date, uncompressed=frozenset())


def _files(html: Path) -> Iterator[tuple[str, bytes]]:
    for path in html.rglob("*"):
        name = path.relative_to(html)
        if path.is_file() and name.parts[0] not in _EXCLUDED and path.suffix != ".part":
            content = path.read_bytes()
            if path.suffix == ".html":
                content = _SOURCE_LINK.sub(b"", content)
            if name.as_posix() == download_links.PAGE:
                content = download_links.fill_links(content.decode(), {}).encode()
            yield name.as_posix(), content


def _read_me(citations: CitationIndex) -> bytes:
    book = citations.book
    lines = [
        book.title,
        built_pages.version(citations),
        *([citations.colophon] if citations.colophon else []),
        "",
        "Open index.html in this folder with a browser: the whole book is here, and needs no network.",
        "Keep the folder together; its pages load what stands beside them.",
    ]
    if book.address:
        lines.append(f"The book stands at {book.address}")
    return ("\n".join(lines) + "\n").encode()
