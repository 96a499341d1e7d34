"""The book as one PDF, printed by Chromium, which can typeset its equations.

It is printed twice, because the page numbers for the table of contents are known only after printing.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pypdf
from lxml import html as parser
from playwright import sync_api
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, TextStringObject

from reviewhelpers._core import atomic_writes, rounding
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import ExportError, built_pages
from reviewhelpers.export.built_pages import Chapter, Element
from reviewhelpers.workspace import temporary_files

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STYLE = Path(__file__).with_name("paper.css")
WIDE = 110
"""Tables that need at least this many characters in a line get landscape pages."""

TALL = 2.2
"""The ratio of height to width above which a picture is not legible when it is fitted to a page."""
OVERLAP = 12
"""Pixels by which the halves of a split picture overlap the middle."""

_BROWSER_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_TIMEOUT = 300_000
"""Milliseconds to wait for some hundred pages to print on a slow machine."""

HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"

Pages = Mapping[str, int]
Printer = Callable[[str], bytes]


def make(html: Path, citations: CitationIndex) -> bytes:
    """The PDF of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    citations : CitationIndex
        The citations of the book, which know its title, version and date.

    Raises
    ------
    ExportError
        When Chromium is not installed, or page numbers differ between the two runs.
    """
    chapters = built_pages.read(html)
    links = built_pages.LinkResolver(
        chapters, lambda chapter, id: f"#{_anchor(chapter, id)}", citations.book.address
    )
    for chapter in chapters:
        links.resolve(chapter)
    for chapter in chapters:
        _prepare(chapter, html)
    with _open_printer() as print_pdf:
        numbers = _page_numbers(print_pdf(document(chapters, citations, html, {})))
        text = document(chapters, citations, html, numbers)
        book = print_pdf(text)
    if _page_numbers(book) != numbers:
        raise ExportError("the PDF: its pages moved when their numbers were filled in")
    return _set_metadata(book, citations, titles(text))


def _anchor(chapter: Chapter, id: str) -> str:
    return f"{chapter.name}--{id}" if id else chapter.name


# The document


def _prepare(chapter: Chapter, html: Path) -> None:
    """Prepare a chapter for the document: unique ids, and headings one level below that of its part."""
    content = chapter.content
    built_pages.rename_ids(chapter, lambda id: _anchor(chapter, id))
    for picture in content.iter("img"):
        path = (html / chapter.page).parent / picture.get("src")
        picture.set("src", path.resolve().as_uri())
        if int(picture.get("height")) > TALL * int(picture.get("width")):
            _split_picture(picture)
    for figure in content.xpath(".//figure[.//table]"):
        needs = figure.xpath("string(.//table/@class)").partition("needs-")[2]
        if needs and int(needs.split()[0]) >= WIDE:
            figure.set("class", f"{figure.get('class')} wide")
    for heading in content.xpath(".//section/*[self::h1 or self::h2 or self::h3 or self::h4]"):
        _move_anchors_into_heading(heading)
    for level in (5, 4, 3, 2, 1) if chapter.part else ():
        for heading in content.xpath(f".//h{level}"):
            heading.tag = f"h{level + 1}"
    content.set("class", f"chapter {chapter.name}")
    content.insert(0, parser.fragment_fromstring(f'<span id="{chapter.name}"></span>'))


def _move_anchors_into_heading(heading: Element) -> None:
    """Move the anchors of a section into its heading, since the section may begin on the page before."""
    section = heading.getparent()
    for anchor in reversed(heading.xpath("preceding-sibling::span[@id]")):
        anchor.tail = None
        # Appended after the title, so that the title is found when the outline is made from headings.
        heading.append(anchor)
    if section.get("id"):
        heading.set("id", section.attrib.pop("id"))


def _split_picture(picture: Element) -> None:
    """Split a picture that is too tall for a page into two halves side by side, which overlap.

    What is cut at the end of the first half is thus complete in the second.
    """
    width, height = int(picture.get("width")), int(picture.get("height"))
    half = height / 2 + OVERLAP
    strips = parser.fragment_fromstring('<div class="strips"></div>')
    strips.tail, picture.tail = picture.tail, None
    picture.getparent().replace(picture, strips)
    for above in (0, height - half):
        strip = parser.fragment_fromstring("<div></div>")
        copy = deepcopy(picture)
        # Margins are relative to the width; negative ones move the rest out of the box, which hides it.
        top, bottom = -100 * above / width, -100 * (height - half - above) / width
        copy.set("style", f"margin-top: {rounding.general(top)}%; margin-bottom: {rounding.general(bottom)}%")
        if above:
            copy.set("alt", "")
        strip.append(copy)
        strips.append(strip)


def document(chapters: Sequence[Chapter], citations: CitationIndex, html: Path, numbers: Pages) -> str:
    """The whole book as one HTML document; `numbers` gives the printed page of each anchor."""
    styles = [html / "_static" / "style.css", html / "_static" / "places.css", STYLE]
    links = "".join(f'<link rel="stylesheet" href="{style.resolve().as_uri()}">\n' for style in styles)
    return (
        '<!DOCTYPE html>\n<html lang="en" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(citations.book.title)}</title>\n{links}<style>\n{_running_heads(chapters)}</style>\n"
        f"</head>\n<body>\n<main>\n{_title_page(citations)}{_contents(chapters, numbers)}<article>\n"
        f"{''.join(_chapter_texts(chapters))}</article>\n</main>\n</body>\n</html>\n"
    )


def _running_heads(chapters: Sequence[Chapter]) -> str:
    """Named CSS pages for each chapter, with its running head, in portrait and landscape format."""
    rules = []
    for chapter in chapters:
        title = chapter.heading.replace("\\", "\\\\").replace('"', '\\"')
        head = f'@top-left {{ content: "{title}"; }}'
        rules.append(
            f"@page {chapter.name} {{ {head} }}\n"
            f"@page {chapter.name}-wide {{ size: A4 landscape; {head} }}\n"
            f"article > .{chapter.name} {{ page: {chapter.name}; }}\n"
            f"article > .{chapter.name} .wide {{ page: {chapter.name}-wide; }}\n"
        )
    return "".join(rules)


def _title_page(citations: CitationIndex) -> str:
    """The title page and its back."""
    book = citations.book
    title, _, subtitle = book.title.partition(": ")
    return (
        f'<section class="title-page">\n<p class="title">{escape(title)}</p>\n'
        f'<p class="subtitle">{escape(subtitle)}</p>\n'
        f'<p class="authors">{escape(", ".join(built_pages.authors(citations)))}</p>\n'
        f'<p class="version">{escape(built_pages.version(citations))}</p>\n</section>\n'
        '<section class="imprint">\n'
        f"{built_pages.imprint(citations)}</section>\n"
    )


def _contents(chapters: Sequence[Chapter], numbers: Pages) -> str:
    lines = []
    part = ""
    for chapter in chapters:
        if chapter.part != part:
            part = chapter.part
            lines.append(f'<p class="part">{escape(part)}</p>\n')
        lines.append(_contents_line("chapter", chapter.heading, chapter.name, numbers))
        lines += [
            _contents_line("section", title, id, numbers) for id, title in built_pages.sections(chapter)
        ]
    return f'<nav class="paper-contents">\n<h1>Contents</h1>\n{"".join(lines)}</nav>\n'


def _contents_line(kind: str, title: str, id: str, numbers: Pages) -> str:
    number = numbers.get(id, "")
    return (
        f'<p class="{kind}"><a href="#{escape(id)}"><span>{escape(title)}</span>'
        f'<span class="leader"></span><span class="number">{number}</span></a></p>\n'
    )


def _chapter_texts(chapters: Sequence[Chapter]) -> Iterator[str]:
    part = ""
    for chapter in chapters:
        if chapter.part != part:
            # The caption is put into the first chapter, to be printed on its first page.
            part = chapter.part
            caption = parser.fragment_fromstring(f'<h1 class="part">{escape(part)}</h1>')
            if not chapter.content.xpath("./h1[@class='part']"):
                chapter.content.insert(0, caption)
        yield parser.tostring(chapter.content, encoding="unicode", method="html") + "\n"


# Printing


def browser() -> str:
    """The path of the browser that prints.

    Raises
    ------
    ExportError
        When none is installed.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise ExportError("the PDF needs Chromium, and none is installed (Debian: apt install chromium)")
    return path


def _socket_folder(folder: str) -> str:
    """The folder for Chromium's socket files, whose paths must be short."""
    return os.fspath(temporary_files.socket_folder() or folder)


@contextmanager
def _open_printer() -> Iterator[Printer]:
    program = browser()
    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as playwright:
        try:
            browser_process = playwright.chromium.launch(
                executable_path=program,
                args=_BROWSER_FLAGS,
                env={**os.environ, "TMPDIR": _socket_folder(folder)},
            )
        except sync_api.Error as error:
            raise ExportError(
                f"the PDF: {program} does not start: {error.message.splitlines()[0]}"
            ) from error

        def print_pdf(text: str) -> bytes:
            path = Path(folder) / "book.html"
            atomic_writes.write(path, text.encode())
            try:
                page = browser_process.new_page()
                page.set_default_timeout(_TIMEOUT)
                page.goto(path.as_uri(), wait_until="load")
                pdf = page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
                page.close()
            except sync_api.Error as error:
                message = error.message.splitlines()[0]
                raise ExportError(f"the PDF: {program} does not print: {message}") from error
            return pdf

        yield print_pdf
        browser_process.close()


def _page_numbers(content: bytes) -> dict[str, int]:
    """The page number of each link target; the first page is 1."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    pages = {
        name.removeprefix("/"): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: page + 1 for name, page in pages.items() if page is not None}


def titles(text: str) -> dict[str, str]:
    """The headings of a document, by their text without spaces."""
    headings = (heading.text_content() for heading in parser.document_fromstring(text).xpath(HEADINGS))
    return {"".join(title.split()): " ".join(title.split()) for title in headings}


def name_bookmarks(writer: pypdf.PdfWriter, titles: Mapping[str, str]) -> None:
    """Correct the titles of bookmarks: Chromium omits the space at a line break in a heading."""
    pending = [writer.root_object["/Outlines"]]
    while pending:
        mark: Any = pending.pop()
        pending += [mark[other] for other in ("/First", "/Next") if other in mark]
        title = titles.get("".join(str(mark.get("/Title", "")).split()))
        if title:
            mark[NameObject("/Title")] = TextStringObject(title)


def _set_metadata(content: bytes, citations: CitationIndex, titles: Mapping[str, str]) -> bytes:
    """The PDF with the metadata of the book in place of Chromium's, which has the time of printing."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    name_bookmarks(writer, titles)
    day = citations.book.release.date or date(1980, 1, 1)
    stamp = f"D:{day:%Y%m%d}000000+00'00'"
    writer.metadata = {
        "/Title": citations.book.title,
        "/Author": ", ".join(built_pages.authors(citations)),
        "/Subject": citations.version,
        "/Keywords": ", ".join(citations.book.keywords),
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): pypdf.generic.BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = preferences
    writer.page_mode = "/UseOutlines"
    writer.pdf_header = "%PDF-1.7"
    _renumber_elements(writer)
    pdf = io.BytesIO()
    writer.write(pdf)
    return pdf.getvalue()


def _renumber_elements(writer: pypdf.PdfWriter) -> None:
    """Renumber the ids of structure elements, which Chromium counts differently in every run."""
    objects = list(_reachable_objects(writer.root_object))
    elements = [found for found in objects if isinstance(found, dict) and found.get("/Type") == "/StructElem"]
    # All have the same length, so that they are sorted, as a PDF name tree requires.
    ids = sorted(str(found["/ID"]) for found in elements if "/ID" in found)
    new = {id: TextStringObject(f"node{number:08}") for number, id in enumerate(ids, start=1)}
    for found in objects:
        if isinstance(found, dict):
            if found.get("/Type") == "/StructElem" and "/ID" in found:
                found[NameObject("/ID")] = new[str(found["/ID"])]
        else:
            found[:] = [
                new.get(value, value) if isinstance(value, TextStringObject) else value for value in found
            ]


def _reachable_objects(start: Any) -> Iterator[Any]:
    """The dictionaries and lists that an object contains or refers to, each once."""
    known = set()
    pending = [start]
    while pending:
        value = pending.pop()
        if isinstance(value, IndirectObject):
            value = value.get_object()
        if isinstance(value, dict | list) and id(value) not in known:
            known.add(id(value))
            yield value
            pending += value.values() if isinstance(value, dict) else value
