"""The download links on the first page, at the directive ``{take-along}``.

The files are exported from the built site, thus after the page was written. The page at first says how to make
them; once some exist, this text, which stands between two markers, is replaced by the links.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from reviewhelpers._core import rounding
from reviewhelpers.export.formats import FILES as FILES
from reviewhelpers.export.formats import FOLDER as FOLDER

PAGE = "chapters/index.html"
START, END = "<!-- take along -->", "<!-- taken -->"

_DESCRIPTIONS = {
    "offline": ("The site as a ZIP archive", "unpack it and open <code>index.html</code>; search works too"),
    "pdf": ("The book as PDF", "for paper, with page numbers, contents and bookmarks"),
    "epub": ("The book as EPUB", "for e-readers, with equations and figures that scale"),
    "slides": ("The figures as slides", "for lectures, one a figure, with captions and sources in the notes"),
}
_HOW = "In a clone of the book, <code>make site</code> makes it: as a ZIP archive, a PDF, an EPUB and slides."
"""What stands where no file exists; of those that exist alone there is an offer."""


def render_links(sizes: Mapping[str, int]) -> str:
    """The list of downloads as HTML, between its markers.

    Parameters
    ----------
    sizes : mapping of str to int
        Size in bytes of each file that exists, by form.

    Examples
    --------
    >>> print(render_links({"pdf": 2_340_000}).splitlines()[2])
    <li><a href="../along/defects-at-work.pdf" download>The book as PDF</a> (2.3 MB): for paper, with page numbers, contents and bookmarks</li>
    """  # noqa: E501
    lines = []
    for form, (name, use) in _DESCRIPTIONS.items():
        if form in sizes:
            link = posixpath.relpath(f"{FOLDER}/{FILES[form]}", posixpath.dirname(PAGE))
            size = f"{rounding.fixed(max(sizes[form] / 1e6, 0.1), 1)} MB"
            lines.append(f'<li><a href="{link}" download>{name}</a> ({size}): {use}</li>')
    if not lines:
        return "\n".join([START, f"<p>{_HOW}</p>", END])
    return "\n".join([START, '<ul class="take-along">', *lines, "</ul>", END])


def fill_links(page: str, sizes: Mapping[str, int]) -> str:
    """A page with its list of downloads replaced; unchanged if it has none."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    return before + render_links(sizes) + after if start and end else page


def sizes(html: Path) -> dict[str, int]:
    """Size in bytes of each exported file in the site, by form."""
    paths = {form: html / FOLDER / name for form, name in FILES.items()}
    return {form: path.stat().st_size for form, path in paths.items() if path.is_file()}


def page_with_links(html: Path, sizes: Mapping[str, int]) -> bytes:
    """The first page of a site, with links to the files whose sizes are given."""
    # As bytes, because reading as text would change line ends in what is copied.
    return fill_links((html / PAGE).read_bytes().decode(), sizes).encode()
