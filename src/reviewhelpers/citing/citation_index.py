"""The citations of the book at one commit: what pages, files and the command line show."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing import STYLE_NAMES, addresses, book_metadata, formats, items, styles, works
from reviewhelpers.citing.items import Book, Item
from reviewhelpers.citing.outline import Part
from reviewhelpers.dataset import bibliography

WRITERS: dict[str, Callable[[Sequence[Item]], str]] = {
    "bib": formats.bibtex,
    "ris": formats.ris,
    "json": formats.csl_json,
}
"""What writes each format for reference managers, by the suffix of its files."""

SHORT = 12
"""How many letters of a commit's name are shown: enough to find it in any repository."""

_DAY = {"date-parts": [[2345, 1, 2]]}
_FORMS = {"acs": ("2345-01-02", "YYYY-MM-DD"), "vancouver": ("2345 Jan 2", "YYYY Mon D")}
"""The styles that always want the day on which a page was read: how one stands there, and signs for any."""

_SUFFIX = {"bibtex": "bib", "ris": "ris", "csl": "json"}


class NamesError(ReviewHelpersError):
    """Works whose citation files would have the names of others."""


class Desk:
    """Cites parts of the book, and works.

    Parameters
    ----------
    root : Path
        Folder of the project.

    Raises
    ------
    NamesError
        When the key of a work is a label of the book, or would share its files with other works.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.book: Book = items.book(root)
        self.parts = self.book.items()
        self._days: dict[tuple[str, str, bool], tuple[str, int, int]] = {}
        self.works = works.items(root / "references.bib")
        if faults := addresses.shared(self.works, self.book.outline.parts):
            raise NamesError("\n".join(map(str, faults)))

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
        return _cited(self.item(label), style)

    def styled(self, items: Sequence[Item], style: str) -> list[str]:
        """Items as HTML in one of the four styles."""
        return styles.formatted_html(items, style)

    def with_day(self, item: Item, style: str, said: str) -> tuple[str, str, str]:
        """A citation around the place where its style prints the day on which it was read.

        Parameters
        ----------
        item : dict
            What is cited.
        style : str
            One of the four styles.
        said : str
            The citation as :meth:`styled` gives it.

        Returns
        -------
        tuple of str
            What stands before the day; the day with the words around it, such as
            ``" (accessed YYYY-MM-DD)"``, empty where the style prints none; what stands behind it.
        """
        place = item.get("URL", "")
        start = said.rfind(place) if place and style in _FORMS else -1
        form, before, behind = self._day(item, style, said) if start >= 0 else ("", 0, 0)
        at = start - before if before else start + len(place) + behind
        return (said[:at], form, said[at:]) if form else (said, "", "")

    def _day(self, item: Item, style: str, said: str) -> tuple[str, int, int]:
        """How a style prints the day for a type of items, and how far before or behind their address."""
        known = (item["type"], style, "issued" in item)
        if known not in self._days:
            (dated,) = self.styled([item | {"accessed": _DAY}], style)
            unlike = (at for at, (one, other) in enumerate(zip(said, dated, strict=False)) if one != other)
            at = next(unlike, len(said))
            form = dated[at : len(dated) - len(said) + at]
            form = form.replace(*_FORMS[style])
            start = said.rfind(item["URL"])
            self._days[known] = (form, max(start - at, 0), max(at - start - len(item["URL"]), 0))
        return self._days[known]

    def title(self, key: str) -> str:
        """The title of a work without mark-up; ``""`` where no source prints one."""
        return works.without_marks(self.works[key].get("title", ""))

    def cut(self, keys: Iterable[str]) -> int:
        """How many of some works have authors that no source at hand names: its list ends in *et al.*"""
        return sum(self.works[key].get("custom", {}).get("authors-cut", False) for key in keys)

    def named(self, key: str) -> str:
        """Authors, year and journal of a work: enough to tell works of one group and year apart."""
        container = self.works[key].get("container-title", "")
        return f"{short(key)}, {container}" if container else short(key)

    def control(self, key: str) -> str:
        """Address of what cites a work, in its entry in the bibliography, below the root of the site."""
        return f"{self.book.outline.get('bibliography').address}#cited-{key}"

    def changed(self, part: Part) -> str:
        """A line that tells the version of the book, and when what the page says last changed."""
        day = self.book.changed(part)
        return f"{self.version}; page last changed {book_metadata.spelled(day)}" if day else self.version

    @property
    def version(self) -> str:
        """The version of the book, such as ``Version 1.0``."""
        return f"Version {self.book.release.version}"

    @property
    def colophon(self) -> str:
        """What the book was made from, to the letter: the commit; ``""`` where it is not known."""
        commit = self.book.release.commit
        return f"Made from commit {commit[:SHORT]}" if commit else ""


def cited_work(key: str, style: str) -> str:
    """The citation of one work, as :meth:`Desk.cited` gives it, where there are no pages to cite.

    Raises
    ------
    UnknownId
        When the bibliography has no such work.
    """
    known = works.items()
    if key not in known:
        raise UnknownId("work", key, known)
    return _cited(known[key], style)


def _cited(item: Item, style: str) -> str:
    if style in STYLE_NAMES:
        return styles.format_text([item], style)[0]
    return WRITERS[_SUFFIX[style]]([item]).rstrip("\r\n")


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
        f"{name}\n\n" + "".join(f"{line}\n" for line in styles.format_text(items, style))
        for style, name in STYLE_NAMES.items()
    )
