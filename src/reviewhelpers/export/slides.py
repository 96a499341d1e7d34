"""The figures of the book as slides for lectures: one PowerPoint file, a slide a figure.

A slide shows the title, the picture, and of the caption what is data and what is derived. Its notes hold the
whole caption, the picture in words, the works behind it and the address of the page that shows it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import image
from numpy.typing import NDArray
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.citing.citation_index import Desk
from reviewhelpers.export import built_pages, reproducible_zip
from reviewhelpers.export.built_pages import Chapter, Element

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
Place = tuple[Box, Box, int]

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches."""
EDGE = 0.4
FONT = "Arial"
PLACES: dict[str, Place] = {
    "beside": ((EDGE, 1.15, 8.6, 5.65), (9.3, 1.15, WIDTH - EDGE - 9.3, 5.65), 14),
    "below": ((EDGE, 1.1, WIDTH - 2 * EDGE, 4.75), (EDGE, 5.9, WIDTH - 2 * EDGE, 1.0), 13),
}
"""Boxes of picture and caption, as left, top, width and height in inches, and the type of the caption."""
LARGEST = 1.5
"""Times its size on the page that a picture is shown at most."""
_LONGEST = 255
"""Characters that a property of the file may have."""
COLUMNS = 4
GAP = 0.3
NAMED = 4
"""Works that are named on a slide; the notes name more."""

_DPI = 200
_WHITE = 255
_NARROWEST = 30
"""Pixels of an empty strip that parts panels; between the rows of one there are fewer."""
_SENTENCE = re.compile(r"(?<=[.”]) (?=[A-Z“−*])")
_TOLD = re.compile(r"\b(?:[Dd]erived|converted|computed)\b|^Filled|^Hollow")


@dataclass(frozen=True)
class Drawn:
    """A figure as its page shows it: its label, number and title, caption, and what it shows in words."""

    label: str
    heading: str
    caption: str
    told: str
    alt: str


def make(html: Path, desk: Desk) -> bytes:
    """The slides of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    desk : Desk
        Knows what the book is called, its version, its date and the works behind its figures.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    book = desk.book
    title, _, subtitle = book.title.partition(": ")
    opening = [
        subtitle[:1].upper() + subtitle[1:],
        ", ".join(built_pages.authors(desk)),
        desk.version,
        built_pages.TERMS,
    ]
    _opening(deck, title, opening, book.url())
    shown = [(chapter, list(figures(chapter))) for chapter in built_pages.read(html)]
    parts = groupby((pair for pair in shown if pair[1]), key=lambda pair: pair[0].part)
    for part, inside in parts:
        chapters = list(inside)
        _opening(deck, part, [chapter.heading for chapter, _ in chapters], "")
        for _, drawn in chapters:
            for figure in drawn:
                _slide(deck, figure, (html / "figures" / f"{figure.label}.png").read_bytes(), desk)
    return _saved(deck, desk)


# What a page says of a figure


def figures(chapter: Chapter) -> Iterator[Drawn]:
    """The figures of a chapter, in order."""
    for figure in chapter.content.xpath(".//figure[contains(@class, 'drawn')]"):
        legend = figure.xpath(".//div[@class='legend']")[0]
        picture = figure.xpath(".//img")[0]
        described = legend.xpath(f".//*[@id='{picture.get('aria-details')}']")
        told = _text(described[0]) if described else picture.get("alt")
        caption = " ".join(_text(paragraph) for paragraph in legend.xpath("./p"))
        heading = " ".join(_text(span) for span in figure.xpath(".//figcaption/p[1]/span"))
        yield Drawn(figure.get("id"), heading, caption, told, picture.get("alt"))


def _text(element: Element) -> str:
    """The words of an element; a work by its name and year, without brackets."""
    said = re.sub(r"\[(\d{4}\w?)\]", r"\1", str(element.text_content()))
    return " ".join(said.split())


def shortened(caption: str) -> str:
    """Of a caption what the figure shows, its first sentence, and what is printed and what derived.

    Examples
    --------
    >>> shortened("Values that they print. Dashed: an energy. Hollow: derived from it. Grey: the scale.")
    'Values that they print. Hollow: derived from it.'
    """
    first, *others = _SENTENCE.split(caption)
    return " ".join([first, *(one for one in others if _TOLD.search(one))])


# Slides


def _opening(deck: Any, title: str, lines: Sequence[str], address: str) -> None:
    """A slide that opens the file or a part of it."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    head, body = slide.placeholders
    _put(head, (EDGE * 2, 1.2, WIDTH - EDGE * 4, 1.3), [title], 40)
    _put(body, (EDGE * 2, 2.7, WIDTH - EDGE * 4, 4.2), [line for line in (*lines, address) if line], 18)


def _slide(deck: Any, figure: Drawn, picture: bytes, desk: Desk) -> None:
    part = desk.book.outline.get(figure.label)
    works = [desk.short(key) for key in desk.sources.works(part.label)]
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _put(slide.shapes.title, (EDGE, 0.25, WIDTH - 2 * EDGE, 0.75), [figure.heading], 24)
    pixels = np.rint(image.imread(io.BytesIO(picture), format="png") * _WHITE).astype(np.uint8)
    place, edges = _chosen(pixels)
    (left, top, width, _), box, size = PLACES[place]
    laid = laid_out(pixels, edges)
    scale = _scale(laid.shape[1], laid.shape[0], PLACES[place])
    wide, high = laid.shape[1] * scale / _DPI, laid.shape[0] * scale / _DPI
    shown = slide.shapes.add_picture(
        io.BytesIO(_png(laid)),
        Inches(left + (width - wide) / 2),
        Inches(top),
        Inches(wide),
        Inches(high),
    )
    shown.name = figure.label
    shown.element.nvPicPr.cNvPr.set("descr", figure.alt)
    order = ["Columns are read from left to right."] if len(edges) > 2 else []
    _put(slide.shapes.add_textbox(0, 0, 0, 0), box, [" ".join([shortened(figure.caption), *order])], size)
    named = ", ".join(works) if len(works) <= NAMED else f"{len(works)} works, named in the notes"
    credit = f"Sources: {named}. {desk.book.title.partition(': ')[0]}, CC BY 4.0."
    foot = (EDGE, HEIGHT - 0.55, WIDTH - 2 * EDGE, 0.4)
    _put(slide.shapes.add_textbox(0, 0, 0, 0), foot, [credit], 12, style.QUIET)
    address = desk.book.url(part.address) or part.address
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [figure.caption, f"In words: {figure.told}", f"Sources: {', '.join(works)}.", f"Page: {address}"]
    )


def _put(
    shape: Any,
    box: Box,
    lines: Sequence[str],
    size: int,
    colour: str = style.INK,
) -> None:
    """Set lines of text into a shape, which gets its place."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.name, paragraph.font.size = FONT, Pt(size)
        paragraph.font.color.rgb = _colour(colour)


def _colour(named: str) -> RGBColor:
    # The library has types elsewhere, and none here.
    return RGBColor(*bytes.fromhex(named[1:]))  # type: ignore[no-untyped-call]


# Pictures. They run from the top down, as a page does: a slide is filled by laying them out in columns.


def _chosen(pixels: Pixels) -> tuple[str, list[int]]:
    """Where the caption stands, and where the picture is cut so that it is largest."""
    high, wide = pixels.shape[:2]
    gaps = _empty(pixels)
    cuts = [_cut(gaps, high, columns) for columns in range(1, COLUMNS + 1)]

    def size(choice: tuple[str, list[int]]) -> float:
        place, edges = choice
        return _scale(_across(wide, len(edges) - 1), _tallest(edges), PLACES[place])

    # Of equals the first: as few columns as will do.
    return max(((place, edges) for edges in cuts for place in PLACES), key=size)


def _cut(gaps: Sequence[tuple[int, int]], height: int, columns: int) -> list[int]:
    """The rows at which columns of about one height begin and end; fewer where nothing is empty there."""
    found = set()
    for column in range(1, columns):
        aim = height * column / columns
        near = [gap for gap in gaps if abs(sum(gap) / 2 - aim) < height / columns / 3]
        if near:
            # The wider a gap is the more it parts; of two alike the nearer.
            start, end = max(near, key=lambda gap: (gap[1] - gap[0], -abs(sum(gap) / 2 - aim)))
            found.add((start + end) // 2)
    return [0, *sorted(found), height]


def _tallest(edges: Sequence[int]) -> int:
    return max(end - start for start, end in pairwise(edges))


def _across(width: int, columns: int) -> int:
    return columns * width + (columns - 1) * rounding.nearest(GAP * _DPI)


def _scale(wide: int, high: int, place: Place) -> float:
    (_, _, width, height), _, _ = place
    return min(width * _DPI / wide, height * _DPI / high, LARGEST)


def laid_out(pixels: Pixels, edges: Sequence[int]) -> Pixels:
    """A picture cut at some rows, its strips side by side.

    Parameters
    ----------
    pixels : array
        Rows, columns and colours of a picture.
    edges : sequence of int
        The rows at which the strips begin and end.
    """
    width, step = pixels.shape[1], _across(pixels.shape[1], 2) - pixels.shape[1]
    shape = (_tallest(edges), _across(width, len(edges) - 1), pixels.shape[2])
    laid = np.full(shape, _WHITE, pixels.dtype)
    for column, (start, end) in enumerate(pairwise(edges)):
        laid[: end - start, column * step : column * step + width] = pixels[start:end]
    return laid


def _empty(pixels: Pixels) -> list[tuple[int, int]]:
    """Start and end of the runs of rows in which nothing is drawn."""
    empty = (pixels == _WHITE).all(axis=(1, 2))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], empty, [False]]).astype(int)))
    runs = [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
    return [(start, end) for start, end in runs if end - start >= _NARROWEST]


def _png(pixels: Pixels) -> bytes:
    made = io.BytesIO()
    # Without its version in the file, matplotlib writes the same bytes on every run.
    image.imsave(made, pixels, format="png", metadata={"Software": None})  # type: ignore[dict-item]
    return made.getvalue()


# The file


def _saved(deck: Any, desk: Desk) -> bytes:
    """The file with the names and the date of the book instead of those of the program and the hour."""
    book = desk.book
    day = book.release.date or reproducible_zip.EARLIEST
    about = deck.core_properties
    authors = ", ".join(built_pages.authors(desk))
    about.title, about.author, about.last_modified_by = book.title[:_LONGEST], authors[:_LONGEST], ""
    about.subject, about.keywords = desk.version[:_LONGEST], ", ".join(book.keywords)[:_LONGEST]
    about.comments, about.language, about.revision = built_pages.TERMS, "en", 1
    about.created = about.modified = datetime(day.year, day.month, day.day)
    # That of the empty template shows nothing of the book.
    package = deck.part.package
    for relation in list(package.iter_rels()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(relation.rId)
    file = io.BytesIO()
    deck.save(file)
    with zipfile.ZipFile(file) as archive:
        contents = [(name, archive.read(name)) for name in archive.namelist()]
    return reproducible_zip.archive(contents, book.release.date, stored=frozenset())
