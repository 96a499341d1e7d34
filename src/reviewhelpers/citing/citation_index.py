"""The citations of the book at one commit, for its pages, its files and the command line."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing import STYLE_NAMES, addresses, book_metadata, formats, items, styles, usage, works
from reviewhelpers.citing.items import Book, Item
from reviewhelpers.citing.outline import Part
from reviewhelpers.dataset import bibliography

WRITERS: dict[str, Callable[[Sequence[Item]], str]] = {
    "bib": formats.bibtex,
    "ris": formats.ris,
    "json": formats.csl_json,
}
"""The writer of each format for reference managers, by the suffix of its files."""

HASH_LENGTH = 12
"""How many characters of a commit hash are shown: enough to find it in any repository."""

_SAMPLE_DAY = {"date-parts": [[2345, 1, 2]]}
_DAY_FORMATS = {"acs": ("2345-01-02", "YYYY-MM-DD"), "vancouver": ("2345 Jan 2", "YYYY Mon D")}
"""The styles that print the day of access: how they print the sample day, and a placeholder for any day."""

_SUFFIX = {"bibtex": "bib", "ris": "ris", "csl": "json"}


class NamesError(ReviewHelpersError):
    """Works whose citation files would collide with others."""


class CitationIndex:
    """Items and citations of all parts of the book and of all works of its bibliography.

    Parameters
    ----------
    root : Path
        Folder of the project.
    sources : Sources, optional
        Knows the titles of figures and tables, and the works behind them and behind rows.

    Raises
    ------
    NamesError
        When the key of a work is a label of the book, or its files would collide with those of other works.
    """

    def __init__(self, root: Path = ROOT, sources: usage.Sources | None = None) -> None:
        self._sources = sources
        self._references = root / "references.bib"
        self.book: Book = items.book(root, sources.titles() if sources else None)
        self.parts = self.book.items()
        self._day_places: dict[tuple[str, str, bool], tuple[str, int, int]] = {}
        self.works = works.items(self._references)
        if faults := addresses.file_name_collisions(self.works, self.book.outline.parts):
            raise NamesError("\n".join(map(str, faults)))

    @property
    def sources(self) -> usage.Sources:
        """What knows the works behind figures, tables and rows."""
        if self._sources is None:
            raise ReviewHelpersError("found no sources of figures and tables, expected those of the book")
        return self._sources

    def short(self, key: str) -> str:
        """Authors and year of a work."""
        return short(key, self._references)

    def item(self, label: str) -> Item:
        """The CSL-JSON item of a part of the book, of the book, of its data, or of a work.

        Parameters
        ----------
        label : str
            Label of a page, section, figure or table; ``book`` or ``data-package``; or the key of a work.

        Raises
        ------
        UnknownId
            When there is none; the message lists similar labels.
        """
        known = self.parts | self.works
        if label not in known:
            raise UnknownId("label", label, known)
        return known[label]

    def citation(self, label: str, style: str) -> str:
        """The citation of one part or work, without a line break at its end.

        Parameters
        ----------
        label : str
            As for :meth:`item`.
        style : str
            One of :data:`reviewhelpers.citing.STYLES`.

        Raises
        ------
        UnknownId
            When there is no such label.
        """
        return _cite(self.item(label), style)

    def format_html(self, items: Sequence[Item], style: str) -> list[str]:
        """Items as HTML in one of the four styles."""
        return styles.format_html(items, style)

    def split_at_access_day(self, item: Item, style: str, citation: str) -> tuple[str, str, str]:
        """A citation, split where its style prints the day of access.

        Parameters
        ----------
        item : dict
            The item that is cited.
        style : str
            One of the four styles.
        citation : str
            The citation as :meth:`styled` gives it.

        Returns
        -------
        tuple of str
            The text before the day; a placeholder for the day with the words around it, such as
            ``" (accessed YYYY-MM-DD)"``, empty where the style prints none; the text after it.
        """
        address = item.get("URL", "")
        start = citation.rfind(address) if address and style in _DAY_FORMATS else -1
        text_of_day, before, after = self._find_day(item, style, citation) if start >= 0 else ("", 0, 0)
        at = start - before if before else start + len(address) + after
        return (citation[:at], text_of_day, citation[at:]) if text_of_day else (citation, "", "")

    def _find_day(self, item: Item, style: str, citation: str) -> tuple[str, int, int]:
        """How a style prints the day for a type of items, and how far before or after their address."""
        kind = (item["type"], style, "issued" in item)
        if kind not in self._day_places:
            (dated,) = self.format_html([item | {"accessed": _SAMPLE_DAY}], style)
            pairs = enumerate(zip(citation, dated, strict=False))
            at = next((at for at, (plain, with_date) in pairs if plain != with_date), len(citation))
            text_of_day = dated[at : len(dated) - len(citation) + at].replace(*_DAY_FORMATS[style])
            start = citation.rfind(item["URL"])
            self._day_places[kind] = (text_of_day, max(start - at, 0), max(at - start - len(item["URL"]), 0))
        return self._day_places[kind]

    def title(self, key: str) -> str:
        """The title of a work without markup; ``""`` where no source prints one."""
        return works.without_marks(self.works[key].get("title", ""))

    def count_incomplete(self, keys: Iterable[str]) -> int:
        """How many of some works have an incomplete list of authors, since that of the source ends in *et al.*"""
        return sum(self.works[key].get("custom", {}).get("authors-cut", False) for key in keys)

    def describe(self, key: str) -> str:
        """Authors, year and journal of a work: enough to distinguish works of one group and year."""
        container = self.works[key].get("container-title", "")
        label = self.short(key)
        return f"{label}, {container}" if container else label

    def control_address(self, key: str) -> str:
        """Address of the *Cite* control of a work in the bibliography, relative to the root of the site."""
        return f"{self.book.outline.get('bibliography').address}#cited-{key}"

    def version_line(self, part: Part) -> str:
        """A line with the version of the book and the day of the last change of the page."""
        day = self.book.changed(part)
        return f"{self.version}; page last changed {book_metadata.format_date(day)}" if day else self.version

    @property
    def version(self) -> str:
        """The version of the book, such as ``Version 1.0``."""
        return f"Version {self.book.release.version}"

    @property
    def colophon(self) -> str:
        """The commit from which the book was made, as a phrase; ``""`` where it is not known."""
        commit = self.book.release.commit
        return f"Made from commit {commit[:HASH_LENGTH]}" if commit else ""


def cite_work(key: str, style: str) -> str:
    """The citation of one work, as :meth:`CitationIndex.citation` gives it, without reading the pages of the book.

    Raises
    ------
    UnknownId
        When the bibliography has no such work.
    """
    known = works.items()
    if key not in known:
        raise UnknownId("work", key, known)
    return _cite(known[key], style)


def _cite(item: Item, style: str) -> str:
    if style in STYLE_NAMES:
        return styles.format_text([item], style)[0]
    return WRITERS[_SUFFIX[style]]([item]).rstrip("\r\n")


short = functools.cache(bibliography.short_label)
"""Authors and year of a work; cached, since the bibliography does not change while a command runs."""


def format_text(items: Sequence[Item]) -> str:
    """Works in all four styles, one per line, as plain text.

    Parameters
    ----------
    items : sequence of dict
        Items of CSL-JSON.
    """
    return "\n".join(
        f"{name}\n\n" + "".join(f"{line}\n" for line in styles.format_text(items, style))
        for style, name in STYLE_NAMES.items()
    )
