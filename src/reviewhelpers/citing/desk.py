"""The citations of the book at one commit: what pages, files and the command line show."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from reviewhelpers import bibliography
from reviewhelpers.citing import STYLE_NAMES, formats, parts, styles, works
from reviewhelpers.citing.outline import Part
from reviewhelpers.citing.parts import Book, Item
from reviewhelpers.paths import ROOT
from reviewhelpers.registry import UnknownId

REFERENCES = "references"
"""Name of the files that hold all works of the bibliography."""

WRITERS: dict[str, Callable[[Sequence[Item]], str]] = {
    "bib": formats.bibtex,
    "ris": formats.ris,
    "json": formats.csl_json,
}
"""What writes each format for reference managers, by the suffix of its files."""

_SUFFIX = {"bibtex": "bib", "ris": "ris", "csl": "json"}


class Desk:
    """Cites parts of the book, and works.

    Parameters
    ----------
    root : Path
        Folder of the project.
    kept : Path, optional
        A file that keeps the dates of pages.
    """

    def __init__(self, root: Path = ROOT, kept: Path | None = None) -> None:
        self.book: Book = parts.book(root, kept)
        self.parts = self.book.items()
        self.works = works.items(root / "references.bib")

    def item(self, label: str) -> Item:
        """The item of a part of the book, of the whole book or its data, or of a work.

        Parameters
        ----------
        label : str
            Label of a page, section, figure or table; ``book`` or ``data-package``; or the key of a work.

        Raises
        ------
        UnknownId
            When there is none; the message lists the near ones.
        """
        known = self.parts | self.works
        if label not in known:
            raise UnknownId("label", label, known)
        return known[label]

    def cited(self, label: str, style: str) -> str:
        """The citation of one part or work, without a line end after it.

        Parameters
        ----------
        label : str
            As for :meth:`item`.
        style : str
            One of :data:`reviewhelpers.citing.STYLES`.

        Raises
        ------
        UnknownId
            When there is nothing of this label.
        """
        items = [self.item(label)]
        if style in STYLE_NAMES:
            return styles.formatted(items, style)[0]
        return WRITERS[_SUFFIX[style]](items).rstrip("\r\n")

    def styled(self, items: Sequence[Item], style: str) -> list[str]:
        """Items as HTML in one of the four styles."""
        return styles.formatted_html(items, style)

    def named(self, key: str) -> str:
        """Authors, year and journal of a work: enough to tell works of one group and year apart."""
        container = self.works[key].get("container-title", "")
        return f"{short(key)}, {container}" if container else short(key)

    def entry(self, key: str) -> str:
        """Address of a work's entry in the bibliography, below the root of the site."""
        return f"{self.book.outline.get('bibliography').address}#cite-{key}"

    def changed(self, part: Part) -> str:
        """A line that tells when a page changed, and the version of the book."""
        day = self.book.changed(part)
        return f"Last changed {day.isoformat()}, version {self.book.release.version}" if day else self.version

    @property
    def version(self) -> str:
        """A line that tells the version of the book."""
        return f"Version {self.book.release.version}"


short = functools.cache(bibliography.short)
"""Authors and year of a work of the bibliography, which does not change while a command runs."""


def text(items: Sequence[Item]) -> str:
    """Works in all four styles, one a line, as plain text.

    Parameters
    ----------
    items : sequence of dict
        Items of CSL-JSON.
    """
    return "\n".join(
        f"{name}\n\n" + "".join(f"{line}\n" for line in styles.formatted(items, style))
        for style, name in STYLE_NAMES.items()
    )
