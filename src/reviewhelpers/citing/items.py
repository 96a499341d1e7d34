"""The parts of the book as CSL-JSON items to cite: pages, sections, figures, tables and exercises."""

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
"""The environment variable with the address under which the book is published."""

BOOK = "book"
DATA = "data-package"
"""Labels of the two items that are not parts of a page: the whole book, and its data package."""


class AddressError(ReviewHelpersError):
    """An address of the book that is not valid."""


def address() -> str:
    """The address under which the book is published, with a slash at its end; ``""`` if none is set.

    Raises
    ------
    AddressError
        When ``BOOK_URL`` is set to something other than an http address.
    """
    try:
        return normalize_address(os.environ.get(ADDRESS, ""))
    except AddressError as error:
        raise AddressError(f"{ADDRESS}: {error}") from None


def normalize_address(text: str) -> str:
    """An address with a slash at its end; ``""`` for an empty text.

    Raises
    ------
    AddressError
        When a browser could not open it, or it contains characters that a shell or make would interpret.

    Examples
    --------
    >>> normalize_address("https://example.org/book")
    'https://example.org/book/'
    """
    text = text.strip()
    if text and not _is_address(text):
        raise AddressError(f"found {text!r}, expected an address such as https://example.org/book/")
    return text.rstrip("/") + "/" if text else ""


def _is_address(text: str) -> bool:
    # The characters that RFC 3986 allows in an authority and a path, without those that a shell or make interprets.
    if not re.fullmatch(r"https?://[\w.\-:\[\]]+(/[\w.\-~%+,=@:/]*)?", text, re.ASCII):
        return False
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    # A browser resolves "..", so that it would open another address than the one cited.
    return has_host and ".." not in unquote(parts.path).split("/")


def number_label(part: Part) -> str:
    """The number of a page, figure or table with its kind, such as ``Fig. 9.2``; ``""`` without a number."""
    names = {"page": "Chapter", "figure": "Fig.", "table": "Table"}
    return f"{names[part.kind]} {part.number}" if part.number and part.kind in names else ""


@dataclass(frozen=True)
class Book:
    """The book at one commit, and the items of its parts.

    Parameters
    ----------
    title : str
        Title of the book.
    authors : tuple of dict
        Names in the form of CSL-JSON.
    keywords : tuple of str
        Keywords.
    outline : Outline
        Its parts.
    release : Release
        Version and date.
    dates : dict of str to date or None
        The day of the last change of each page.
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
        """The full address of a path relative to the site's root; ``""`` if the book has no address."""
        return self.address + path if self.address else ""

    def key(self, name: str = "") -> str:
        """The citation key of the book or of a part of it; it begins with the title, to collide with no other."""
        short = re.sub(r"[^a-z0-9]+", "-", self.title.partition(":")[0].casefold()).strip("-") or BOOK
        return f"{short}-{name}" if name else short

    def changed(self, part: Part) -> date | None:
        """The day of the last change of the page of a part; None if it is not known."""
        return self.dates.get(part.page)

    def items(self) -> dict[str, Item]:
        """The item of each part by label, then those of the book and of its data."""
        return {label: self.item(part) for label, part in self.outline.parts.items()} | {
            BOOK: self.book_item(),
            DATA: self.data_item(),
        }

    def item(self, part: Part) -> Item:
        """The item of a page, section, figure, table or exercise.

        The title of a section or an exercise comes after the number and title of its page. The first page
        represents the book.
        """
        page = self.outline.of_page(part.page)[0]
        if part == self.outline.pages()[0]:
            return self.book_item()
        title = f"{page.title}: {part.title}" if part.kind in ("section", "exercise") else part.title
        is_artifact = part.kind in ("figure", "table")
        type = "figure" if is_artifact else "chapter"
        item = self._common_fields(self.key(part.label), type, title, self.changed(part), part.address)
        item["container-title"] = self.title
        number = number_label(part if is_artifact else page)
        if number:
            item["number"] = number
        if is_artifact:
            item["genre"] = part.kind.capitalize()
        return item

    def book_item(self) -> Item:
        """The item of the whole book."""
        return self._common_fields(self.key(), "book", self.title, self.release.date, "")

    def data_item(self) -> Item:
        """The item of the data package."""
        title = f"{self.title}: data package"
        return self._common_fields(
            self.key(DATA), "dataset", title, self.release.date, "data/datapackage.json"
        )

    def _common_fields(self, id: str, type: str, title: str, changed: date | None, path: str) -> Item:
        item: Item = {
            "id": id,
            "type": type,
            "title": title,
            "author": [dict(name) for name in self.authors],
        }
        item["version"] = self.release.version
        if changed is not None:
            item["issued"] = {"date-parts": [[changed.year, changed.month, changed.day]]}
        if self.address:
            item["URL"] = self.url(path)
        item["language"] = "en"
        return item


def book(root: Path = ROOT, titles: Mapping[str, str] | None = None) -> Book:
    """The book in a folder: its parts, its version, and the dates of its pages.

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
