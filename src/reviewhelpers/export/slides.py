"""The figures of the book as slides for lectures: one PowerPoint file, one slide per figure.

A slide shows the title, the picture, and the sentences of the caption on what is data and what is derived. Its
notes contain the full caption, a description, the sources, and the address of the page.
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
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import built_pages, reproducible_zip
from reviewhelpers.export.built_pages import Chapter, Element

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
Layout = tuple[Box, Box, int]

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches."""
EDGE = 0.4
FONT = "Arial"
LAYOUTS: dict[str, Layout] = {
    "beside": ((EDGE, 1.15, 8.6, 5.65), (9.3, 1.15, WIDTH - EDGE - 9.3, 5.65), 14),
    "below": ((EDGE, 1.1, WIDTH - 2 * EDGE, 4.75), (EDGE, 5.9, WIDTH - 2 * EDGE, 1.0), 13),
}
"""Boxes of picture and caption, as left, top, width and height in inches, and font size of the caption."""
MAX_SCALE = 1.5
"""The largest factor by which a picture is enlarged."""
_MAX_PROPERTY_LENGTH = 255
"""Characters that a property of a PowerPoint file may have."""
COLUMNS = 4
GAP = 0.3
MAX_NAMED_WORKS = 4
"""The largest number of works that a slide names; the notes name all."""

_DPI = 200
_WHITE = 255
_MIN_GAP = 30
"""The height in pixels of an empty strip that separates panels; rows within a panel are closer."""
_SENTENCE = re.compile(r"(?<=[.”]) (?=[A-Z“−*])")
_PROVENANCE = re.compile(r"\b(?:[Dd]erived|converted|computed)\b|^Filled|^Hollow")


@dataclass(frozen=True)
class FigureOnPage:
    """A figure as its page shows it: label, number and title, caption, description and alternative text."""

    label: str
    heading: str
    caption: str
    description: str
    alt: str


def make(html: Path, citations: CitationIndex) -> bytes:
    """The slides of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    citations : CitationIndex
        The citations of the book, which know its title, version, date and the works behind its figures.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    book = citations.book
    title, _, subtitle = book.title.partition(": ")
    opening = [
        subtitle[:1].upper() + subtitle[1:],
        ", ".join(built_pages.authors(citations)),
        citations.version,
        built_pages.TERMS,
    ]
    _add_title_slide(deck, title, opening, book.url())
    figures_by_chapter = [(chapter, list(figures(chapter))) for chapter in built_pages.read(html)]
    parts = groupby((pair for pair in figures_by_chapter if pair[1]), key=lambda pair: pair[0].part)
    for part, inside in parts:
        chapters = list(inside)
        _add_title_slide(deck, part, [chapter.heading for chapter, _ in chapters], "")
        for _, figures_of_chapter in chapters:
            for figure in figures_of_chapter:
                _add_figure_slide(
                    deck, figure, (html / "figures" / f"{figure.label}.png").read_bytes(), citations
                )
    return _save(deck, citations)


# Figures of a page


def figures(chapter: Chapter) -> Iterator[FigureOnPage]:
    """The figures of a chapter, in order."""
    for figure in chapter.content.xpath(".//figure[contains(@class, 'drawn')]"):
        legend = figure.xpath(".//div[@class='legend']")[0]
        picture = figure.xpath(".//img")[0]
        described = legend.xpath(f".//*[@id='{picture.get('aria-details')}']")
        description = _text(described[0]) if described else picture.get("alt")
        caption = " ".join(_text(paragraph) for paragraph in legend.xpath("./p"))
        heading = " ".join(_text(span) for span in figure.xpath(".//figcaption/p[1]/span"))
        yield FigureOnPage(figure.get("id"), heading, caption, description, picture.get("alt"))


def _text(element: Element) -> str:
    """The text of an element; years of citations without brackets."""
    text = re.sub(r"\[(\d{4}\w?)\]", r"\1", str(element.text_content()))
    return " ".join(text.split())


def shorten_caption(caption: str) -> str:
    """The first sentence of a caption, and those on what is data and what is derived.

    Examples
    --------
    >>> shorten_caption("Values that they print. Dashed: an energy. Hollow: derived from it. Grey: the scale.")
    'Values that they print. Hollow: derived from it.'
    """
    first, *others = _SENTENCE.split(caption)
    return " ".join([first, *(one for one in others if _PROVENANCE.search(one))])


# Slides


def _add_title_slide(deck: Any, title: str, lines: Sequence[str], address: str) -> None:
    """Add a slide that begins the file or a part of it."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    head, body = slide.placeholders
    _set_text(head, (EDGE * 2, 1.2, WIDTH - EDGE * 4, 1.3), [title], 40)
    _set_text(body, (EDGE * 2, 2.7, WIDTH - EDGE * 4, 4.2), [line for line in (*lines, address) if line], 18)


def _add_figure_slide(deck: Any, figure: FigureOnPage, picture: bytes, citations: CitationIndex) -> None:
    part = citations.book.outline.get(figure.label)
    works = [citations.short(key) for key in citations.sources.works(part.label)]
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _set_text(slide.shapes.title, (EDGE, 0.25, WIDTH - 2 * EDGE, 0.75), [figure.heading], 24)
    pixels = np.rint(image.imread(io.BytesIO(picture), format="png") * _WHITE).astype(np.uint8)
    layout, edges = _choose_layout(pixels)
    (left, top, width, _), box, size = LAYOUTS[layout]
    arranged = arrange_columns(pixels, edges)
    scale = _scale(arranged.shape[1], arranged.shape[0], LAYOUTS[layout])
    wide, high = arranged.shape[1] * scale / _DPI, arranged.shape[0] * scale / _DPI
    shape = slide.shapes.add_picture(
        io.BytesIO(_png(arranged)),
        Inches(left + (width - wide) / 2),
        Inches(top),
        Inches(wide),
        Inches(high),
    )
    shape.name = figure.label
    shape.element.nvPicPr.cNvPr.set("descr", figure.alt)
    order = ["Columns are read from left to right."] if len(edges) > 2 else []
    _set_text(
        slide.shapes.add_textbox(0, 0, 0, 0), box, [" ".join([shorten_caption(figure.caption), *order])], size
    )
    named = ", ".join(works) if len(works) <= MAX_NAMED_WORKS else f"{len(works)} works, named in the notes"
    credit = f"Sources: {named}. {citations.book.title.partition(': ')[0]}, CC BY 4.0."
    foot = (EDGE, HEIGHT - 0.55, WIDTH - 2 * EDGE, 0.4)
    _set_text(slide.shapes.add_textbox(0, 0, 0, 0), foot, [credit], 12, QUIET)
    address = citations.book.url(part.address) or part.address
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [
            figure.caption,
            f"In words: {figure.description}",
            f"Sources: {', '.join(works)}.",
            f"Page: {address}",
        ]
    )


def _set_text(
    shape: Any,
    box: Box,
    lines: Sequence[str],
    size: int,
    colour: str = INK,
) -> None:
    """Set the text and the place of a shape."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.name, paragraph.font.size = FONT, Pt(size)
        paragraph.font.color.rgb = _rgb(colour)


def _rgb(named: str) -> RGBColor:
    # python-pptx has type annotations, but not for this call.
    return RGBColor(*bytes.fromhex(named[1:]))  # type: ignore[no-untyped-call]


# Pictures. They are tall, for a page; to fill a slide they are cut and arranged in columns.


def _choose_layout(pixels: Pixels) -> tuple[str, list[int]]:
    """The layout and the cuts with which the picture is largest."""
    high, wide = pixels.shape[:2]
    gaps = _empty_rows(pixels)
    cuts = [_find_cuts(gaps, high, columns) for columns in range(1, COLUMNS + 1)]

    def size(choice: tuple[str, list[int]]) -> float:
        layout, edges = choice
        return _scale(_total_width(wide, len(edges) - 1), _max_height(edges), LAYOUTS[layout])

    # max() returns the first of equals, which has the fewest columns.
    return max(((layout, edges) for edges in cuts for layout in LAYOUTS), key=size)


def _find_cuts(gaps: Sequence[tuple[int, int]], height: int, columns: int) -> list[int]:
    """The rows at which columns of about equal height begin and end; fewer where no gap is near."""
    cuts = set()
    for column in range(1, columns):
        aim = height * column / columns
        near = [gap for gap in gaps if abs(sum(gap) / 2 - aim) < height / columns / 3]
        if near:
            # The widest gap separates best; of equals, the nearest.
            start, end = max(near, key=lambda gap: (gap[1] - gap[0], -abs(sum(gap) / 2 - aim)))
            cuts.add((start + end) // 2)
    return [0, *sorted(cuts), height]


def _max_height(edges: Sequence[int]) -> int:
    return max(end - start for start, end in pairwise(edges))


def _total_width(width: int, columns: int) -> int:
    return columns * width + (columns - 1) * rounding.nearest(GAP * _DPI)


def _scale(wide: int, high: int, layout: Layout) -> float:
    (_, _, width, height), _, _ = layout
    return min(width * _DPI / wide, height * _DPI / high, MAX_SCALE)


def arrange_columns(pixels: Pixels, edges: Sequence[int]) -> Pixels:
    """A picture cut at some rows, with its strips side by side.

    Parameters
    ----------
    pixels : array
        Rows, columns and colours of a picture.
    edges : sequence of int
        The rows at which the strips begin and end.
    """
    width, step = pixels.shape[1], _total_width(pixels.shape[1], 2) - pixels.shape[1]
    shape = (_max_height(edges), _total_width(width, len(edges) - 1), pixels.shape[2])
    arranged = np.full(shape, _WHITE, pixels.dtype)
    for column, (start, end) in enumerate(pairwise(edges)):
        arranged[: end - start, column * step : column * step + width] = pixels[start:end]
    return arranged


def _empty_rows(pixels: Pixels) -> list[tuple[int, int]]:
    """Start and end of the runs of empty rows."""
    empty = (pixels == _WHITE).all(axis=(1, 2))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], empty, [False]]).astype(int)))
    runs = [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
    return [(start, end) for start, end in runs if end - start >= _MIN_GAP]


def _png(pixels: Pixels) -> bytes:
    buffer = io.BytesIO()
    # Without its version in the metadata, matplotlib writes the same bytes with every version.
    image.imsave(buffer, pixels, format="png", metadata={"Software": None})  # type: ignore[dict-item]
    return buffer.getvalue()


# The file


def _save(deck: Any, citations: CitationIndex) -> bytes:
    """The file with the metadata of the book, in place of the defaults and the time of saving."""
    book = citations.book
    day = book.release.date or reproducible_zip.EARLIEST
    properties = deck.core_properties
    authors = ", ".join(built_pages.authors(citations))
    properties.title = book.title[:_MAX_PROPERTY_LENGTH]
    properties.author, properties.last_modified_by = authors[:_MAX_PROPERTY_LENGTH], ""
    properties.subject = citations.version[:_MAX_PROPERTY_LENGTH]
    properties.keywords = ", ".join(book.keywords)[:_MAX_PROPERTY_LENGTH]
    properties.comments, properties.language, properties.revision = built_pages.TERMS, "en", 1
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    # The thumbnail is that of the empty template.
    package = deck.part.package
    for relation in list(package.iter_rels()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(relation.rId)
    file = io.BytesIO()
    deck.save(file)
    with zipfile.ZipFile(file) as archive:
        contents = [(name, archive.read(name)) for name in archive.namelist()]
    return reproducible_zip.build_zip(contents, book.release.date, uncompressed=frozenset())
