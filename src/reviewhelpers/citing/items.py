"""The parts of the book as works to cite: CSL-JSON items of pages, sections, figures and tables."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing import book_metadata, outline
from reviewhelpers.citing.outline import Part

Item = dict[str, Any]

ADDRESS = "BOOK_URL"
"""The environment variable that gives the address under which the book is published."""

BOOK = "book"
DATA = "data-package"
"""Labels of the two items that are no part of a page: the whole book, and its data package."""


class AddressError(ReviewHelpersError):
    """An address of the book that no browser could open."""


def address() -> str:
    """The address that the book is published under, with a slash at its end; ``""`` where none is set.

    Raises
    ------
    AddressError
        When ``BOOK_URL`` is set to something else than an http address.
    """
    try:
        return whole_address(os.environ.get(ADDRESS, ""))
    except AddressError as error:
        raise AddressError(f"{ADDRESS}: {error}") from None


def whole_address(given: str) -> str:
    """An address with a slash at its end; ``""`` where none is given.

    Raises
    ------
    AddressError
        When it is none that a browser could open, or holds what a program could take for more.

    Examples
    --------
    >>> whole_address("https://example.org/book")
    'https://example.org/book/'
    """
    given = given.strip()
    if given and not _is_address(given):
        raise AddressError(f"found {given!r}, expected an address such as https://example.org/book/")
    return given.rstrip("/") + "/" if given else ""


def _is_address(given: str) -> bool:
    # The signs that RFC 3986 lets stand in an authority and a path, less those that a shell or make reads.
    if not re.fullmatch(r"https?://[\w.\-:\[\]]+(/[\w.\-~%+,=@:/]*)?", given, re.ASCII):
        return False
    try:
        parts = urlsplit(given)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    # A browser would take such a step, so that the address cited is another one.
    return named and ".." not in unquote(parts.path).split("/")


def numbered(part: Part) -> str:
    """What a reader calls a page, figure or table, such as ``Fig. 9.2``; ``""`` where it has no number."""
    names = {"page": "Chapter", "figure": "Fig.", "table": "Table"}
    return f"{names[part.kind]} {part.number}" if part.number and part.kind in names else ""


@dataclass(frozen=True)
class Book:
    """The book at one commit, and what its parts are cited as.

    Parameters
    ----------
    title : str
        Title of the book.
    authors : tuple of dict
        Names in the form of CSL-JSON.
    keywords : tuple of str
        What the book is about.
    outline : Outline
        Its parts.
    release : Release
        Version and date.
    dates : dict of str to date or None
        When what a page says last changed, by page.
    address : str
        Where the book is published, with a slash at the end, or ``""``.
    """

    title: str
    authors: tuple[dict[str, str], ...]
    keywords: tuple[str, ...]
    outline: outline.Outline
    release: book_metadata.Release
    dates: Mapping[str, date | None]
    address: str

    def url(self, path: str = "") -> str:
        """The whole address of a path below the site's root; ``""`` where the book has no address."""
        return self.address + path if self.address else ""

    def key(self, name: str = "") -> str:
        """What a bibliography calls the book or a part of it, by its own name, which meets no other."""
        short = re.sub(r"[^a-z0-9]+", "-", self.title.partition(":")[0].casefold()).strip("-") or BOOK
        return f"{short}-{name}" if name else short

    def changed(self, part: Part) -> date | None:
        """When what the page of a part says last changed; None where that is not known."""
        return self.dates.get(part.page)

    def items(self) -> dict[str, Item]:
        """An item for each part by label, then for the book and for its data."""
        return {label: self.item(part) for label, part in self.outline.parts.items()} | {
            BOOK: self.whole(),
            DATA: self.data(),
        }

    def item(self, part: Part) -> Item:
        """A page, section, figure, table or exercise as a work to cite.

        A section or an exercise is cited behind the number and title of its page. The
        first page stands for the book.
        """
        page = self.outline.of_page(part.page)[0]
        if part == self.outline.pages()[0]:
            return self.whole()
        title = f"{page.title}: {part.title}" if part.kind in ("section", "exercise") else part.title
        drawn = part.kind in ("figure", "table")
        type = "figure" if drawn else "chapter"
        found = self._common(self.key(part.label), type, title, self.changed(part), part.address)
        found["container-title"] = self.title
        number = numbered(part if drawn else page)
        if number:
            found["number"] = number
        if drawn:
            found["genre"] = part.kind.capitalize()
        return found

    def whole(self) -> Item:
        """The whole book."""
        return self._common(self.key(), "book", self.title, self.release.date, "")

    def data(self) -> Item:
        """The data package."""
        title = f"{self.title}: data package"
        return self._common(self.key(DATA), "dataset", title, self.release.date, "data/datapackage.json")

    def _common(self, id: str, type: str, title: str, changed: date | None, path: str) -> Item:
        found: Item = {
            "id": id,
            "type": type,
            "title": title,
            "author": [dict(name) for name in self.authors],
        }
        found["version"] = self.release.version
        if changed is not None:
            found["issued"] = {"date-parts": [[changed.year, changed.month, changed.day]]}
        if self.address:
            found["URL"] = self.url(path)
        found["language"] = "en"
        return found


def book(root: Path = ROOT, titles: Mapping[str, str] | None = None) -> Book:
    """The book as it stands in a folder: its parts, its version, and the dates of its pages.

    Parameters
    ----------
    root : Path
        The folder.
    titles : mapping, optional
        Titles of figures and tables; see :func:`reviewhelpers.citing.outline.read`.

    Raises
    ------
    ReviewHelpersError
        When a page, ``_toc.yml`` or ``CITATION.cff`` cannot be read, or ``BOOK_URL`` is no address.
    """
    parts = outline.read(root, titles)
    pages = {part.page: part for part in parts.parts.values() if part.kind == "page"}
    files = {page: outline.file_of(root, page) for page in pages}
    dates = book_metadata.page_dates(root, files.values())
    return Book(
        title=book_metadata.title(root),
        authors=tuple(book_metadata.authors(root)),
        keywords=tuple(book_metadata.keywords(root)),
        outline=parts,
        release=book_metadata.read(root),
        dates={page: dates[path] for page, path in files.items()},
        address=address(),
    )
