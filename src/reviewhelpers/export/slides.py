"""The figures of the book as slides for lectures: one PowerPoint file, one slide per figure.

A slide shows the title, the picture in the form for talks, and the caption. Its notes contain the caption, a
description, the sources, and the address of the page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from reviewhelpers import figures as artwork
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import built_pages, reproducible_zip
from reviewhelpers.export.built_pages import Chapter, Element

Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches."""
EDGE = 0.4
FONT = "Arial"
PICTURE: Box = (EDGE, 1.15, 9.2, 9.2 * 0.56)
CAPTION: Box = (9.9, 1.15, WIDTH - EDGE - 9.9, 5.15)
"""Boxes of picture and caption, as left, top, width and height in inches; figures for talks are 10 by 5.6 inches."""
_MAX_PROPERTY_LENGTH = 255
"""Characters that a property of a PowerPoint file may have."""
MAX_NAMED_WORKS = 4
"""The largest number of works that a slide names; the notes name all."""


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
                _add_figure_slide(deck, figure, _picture(figure.label), citations)
    return _save(deck, citations)


def _picture(id: str) -> bytes:
    """A figure in the form for talks."""
    return artwork.save(id, artwork.make(id, width="talk"), "png")


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
    shape = slide.shapes.add_picture(io.BytesIO(picture), *map(Inches, PICTURE))
    shape.name = figure.label
    shape.element.nvPicPr.cNvPr.set("descr", figure.alt)
    _set_text(slide.shapes.add_textbox(0, 0, 0, 0), CAPTION, [figure.caption], 14)
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
