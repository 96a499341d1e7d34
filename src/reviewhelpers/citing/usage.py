"""Which works a part of the book draws on, and which parts draw on a work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reviewhelpers.citing.outline import Outline, Part


class Sources(Protocol):
    """What a book knows of the works behind its figures, its tables and its data."""

    def titles(self) -> Mapping[str, str]: ...  # of figures and tables by id, in MyST
    def works(self, id: str) -> Iterable[str]: ...  # keys of the works behind a figure or table
    def works_of_rows(self, rows: Iterable[str]) -> Iterable[str]: ...  # keys of those behind rows
    def credited_rows(self) -> Iterable[tuple[str, str]]: ...  # rows with a value, and the key of its work


def works_behind(outline: Outline, label: str, sources: Sources) -> list[str]:
    """Keys of the works behind a part, sorted.

    For a figure or table these are the works behind the rows it shows; for a section or page, those that its
    text cites, those behind the values in its text, and those behind its figures and tables.

    Parameters
    ----------
    outline : Outline
        The parts of the book.
    label : str
        A part.
    sources : Sources
        Knows the works behind figures, tables and rows.

    Raises
    ------
    UnknownId
        When no part has this label.
    """
    part = outline.get(label)
    shows = [label] if part.kind in ("figure", "table") else part.shows
    shown = (key for id in shows for key in sources.works(id))
    return sorted({*part.cites, *sources.works_of_rows(part.rows), *shown})


def file_stems(outline: Outline, sources: Sources) -> dict[str, str]:
    """The name of the files that hold the works behind each part, by its label; a set of works has one name.

    A single work has the files of its key. Several that stand behind more than one part have those of the
    first of these parts. A part without works behind it has none.

    Parameters
    ----------
    outline : Outline
        The parts of the book.
    sources : Sources
        Knows the works behind figures, tables and rows.

    Examples
    --------
    >>> from reviewhelpers.citing import outline
    >>> from reviewhelpers.content.book import Book
    >>> file_stems(outline.read(), Book())["fig-norr-epr"]
    'norr-vacancies-pairs.works'
    """
    found: dict[str, str] = {}
    named: dict[tuple[str, ...], str] = {}
    for label in outline.parts:
        keys = tuple(works_behind(outline, label, sources))
        if keys:
            found[label] = named.setdefault(keys, keys[0] if len(keys) == 1 else f"{label}.works")
    return found


@dataclass
class Uses:
    """What uses a work: parts of the book by kind, and rows of the data that are credited to it."""

    sections: list[Part] = field(default_factory=list)
    figures: list[Part] = field(default_factory=list)
    tables: list[Part] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def by_work(outline: Outline, sources: Sources) -> dict[str, Uses]:
    """What uses each work, by its key; parts in the order of the book, rows in that of the data.

    A section uses a work when its own text does: what only its figures use stands under these. A page is
    listed where its text uses a work before its first section.
    """
    found: dict[str, Uses] = {}

    def uses(key: str) -> Uses:
        return found.setdefault(key, Uses())

    for page in (part for part in outline.parts.values() if part.kind == "page"):
        parts = outline.of_page(page.page)
        own = {part.label: _in_text(part, sources) for part in parts if part.kind in ("page", "section")}
        for part in parts:
            if part.kind == "page":
                below = (keys for label, keys in own.items() if label != part.label)
                for key in sorted(own[part.label].difference(*below)):
                    uses(key).sections.append(part)
            elif part.kind == "section":
                for key in sorted(own[part.label]):
                    uses(key).sections.append(part)
            elif part.kind in ("figure", "table"):
                for key in sources.works(part.label):
                    (uses(key).figures if part.kind == "figure" else uses(key).tables).append(part)
    for row, key in sources.credited_rows():
        uses(key).rows.append(row)
    return found


def _in_text(part: Part, sources: Sources) -> set[str]:
    return {*part.cites, *sources.works_of_rows(part.rows)}
