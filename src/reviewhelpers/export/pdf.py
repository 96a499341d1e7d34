"""The book as one PDF, printed by Chromium, for no other program at hand sets its equations.

It is printed twice: the contents name pages, and which page a section stands on is known once it is printed.
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
from reviewhelpers.citing.citation_index import Desk
from reviewhelpers.export import AlongError, built_pages
from reviewhelpers.export.built_pages import Chapter, Element
from reviewhelpers.workspace import temporary_files

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STYLE = Path(__file__).with_name("paper.css")
WIDE = 110
"""Tables that need this many characters in a line get pages of landscape format."""

TALL = 2.2
"""Pictures that are higher than this many times their width do not fit a page at a size that can be read."""
OVERLAP = 12
"""Pixels of a picture in two halves that both of them show."""

_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_PATIENCE = 300_000
"""Milliseconds that the printing of some hundred pages may take on a slow machine."""

HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"

Pages = Mapping[str, int]
Printer = Callable[[str], bytes]


def make(html: Path, desk: Desk) -> bytes:
    """The PDF of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    desk : Desk
        Knows what the book is called, its version and its date.

    Raises
    ------
    AlongError
        Without Chromium, or when it prints twice differently.
    """
    chapters = built_pages.read(html)
    places = built_pages.Places(chapters, lambda chapter, id: f"#{_place(chapter, id)}", desk.book.address)
    for chapter in chapters:
        places.link(chapter)
    for chapter in chapters:
        _prepare(chapter, html)
    with _printer() as printed:
        numbers = _numbers(printed(document(chapters, desk, html, {})))
        text = document(chapters, desk, html, numbers)
        book = printed(text)
    if _numbers(book) != numbers:
        raise AlongError("the PDF: its pages moved when their numbers were filled in")
    return _finished(book, desk, titles(text))


def _place(chapter: Chapter, id: str) -> str:
    return f"{chapter.name}--{id}" if id else chapter.name


# The document


def _prepare(chapter: Chapter, html: Path) -> None:
    """Fit a chapter into the one document: names of its own, headings below that of its part."""
    content = chapter.content
    built_pages.name_ids(chapter, lambda id: _place(chapter, id))
    for picture in content.iter("img"):
        path = (html / chapter.page).parent / picture.get("src")
        picture.set("src", path.resolve().as_uri())
        if int(picture.get("height")) > TALL * int(picture.get("width")):
            _cut(picture)
    for figure in content.xpath(".//figure[.//table]"):
        needs = figure.xpath("string(.//table/@class)").partition("needs-")[2]
        if needs and int(needs.split()[0]) >= WIDE:
            figure.set("class", f"{figure.get('class')} wide")
    for heading in content.xpath(".//section/*[self::h1 or self::h2 or self::h3 or self::h4]"):
        _hold_places(heading)
    for level in (5, 4, 3, 2, 1) if chapter.part else ():
        for heading in content.xpath(f".//h{level}"):
            heading.tag = f"h{level + 1}"
    content.set("class", f"chapter {chapter.name}")
    content.insert(0, parser.fragment_fromstring(f'<span id="{chapter.name}"></span>'))


def _hold_places(heading: Element) -> None:
    """Give a heading the places of its section, which may begin at the foot of the page before."""
    section = heading.getparent()
    for anchor in reversed(heading.xpath("preceding-sibling::span[@id]")):
        anchor.tail = None
        # Its title comes first, so that an outline made of headings finds it.
        heading.append(anchor)
    if section.get("id"):
        heading.set("id", section.attrib.pop("id"))


def _cut(picture: Element) -> None:
    """Show a picture too tall for a page as two halves side by side, the second a little above its half.

    What the first half cuts through is thus whole in the second.
    """
    width, height = int(picture.get("width")), int(picture.get("height"))
    half = height / 2 + OVERLAP
    strips = parser.fragment_fromstring('<div class="strips"></div>')
    strips.tail, picture.tail = picture.tail, None
    picture.getparent().replace(picture, strips)
    for above in (0, height - half):
        strip = parser.fragment_fromstring("<div></div>")
        shown = deepcopy(picture)
        # Margins are parts of the width; what they draw out of the box is not shown.
        top, bottom = -100 * above / width, -100 * (height - half - above) / width
        shown.set(
            "style", f"margin-top: {rounding.general(top)}%; margin-bottom: {rounding.general(bottom)}%"
        )
        if above:
            shown.set("alt", "")
        strip.append(shown)
        strips.append(strip)


def document(chapters: Sequence[Chapter], desk: Desk, html: Path, numbers: Pages) -> str:
    """The whole book as one page of HTML; `numbers` tells on which page of paper each place stands."""
    styles = [html / "_static" / "style.css", STYLE]
    links = "".join(f'<link rel="stylesheet" href="{style.resolve().as_uri()}">\n' for style in styles)
    return (
        '<!DOCTYPE html>\n<html lang="en" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(desk.book.title)}</title>\n{links}<style>\n{_running_heads(chapters)}</style>\n"
        f"</head>\n<body>\n<main>\n{_front(desk)}{_contents(chapters, numbers)}<article>\n"
        f"{''.join(_text(chapters))}</article>\n</main>\n</body>\n</html>\n"
    )


def _running_heads(chapters: Sequence[Chapter]) -> str:
    """Pages of a format and a head of their own for each chapter."""
    rules = []
    for chapter in chapters:
        said = chapter.heading.replace("\\", "\\\\").replace('"', '\\"')
        head = f'@top-left {{ content: "{said}"; }}'
        rules.append(
            f"@page {chapter.name} {{ {head} }}\n"
            f"@page {chapter.name}-wide {{ size: A4 landscape; {head} }}\n"
            f"article > .{chapter.name} {{ page: {chapter.name}; }}\n"
            f"article > .{chapter.name} .wide {{ page: {chapter.name}-wide; }}\n"
        )
    return "".join(rules)


def _front(desk: Desk) -> str:
    """The title page and its back."""
    book = desk.book
    title, _, subtitle = book.title.partition(": ")
    return (
        f'<section class="title-page">\n<p class="title">{escape(title)}</p>\n'
        f'<p class="subtitle">{escape(subtitle)}</p>\n'
        f'<p class="authors">{escape(", ".join(built_pages.authors(desk)))}</p>\n'
        f'<p class="version">{escape(built_pages.version(desk))}</p>\n</section>\n'
        '<section class="imprint">\n'
        f"{built_pages.imprint(desk)}</section>\n"
    )


def _contents(chapters: Sequence[Chapter], numbers: Pages) -> str:
    lines = []
    part = ""
    for chapter in chapters:
        if chapter.part != part:
            part = chapter.part
            lines.append(f'<p class="part">{escape(part)}</p>\n')
        lines.append(_line("chapter", chapter.heading, chapter.name, numbers))
        lines += [_line("section", title, id, numbers) for id, title in built_pages.sections(chapter)]
    return f'<nav class="paper-contents">\n<h1>Contents</h1>\n{"".join(lines)}</nav>\n'


def _line(kind: str, title: str, id: str, numbers: Pages) -> str:
    number = numbers.get(id, "")
    return (
        f'<p class="{kind}"><a href="#{escape(id)}"><span>{escape(title)}</span>'
        f'<span class="leader"></span><span class="number">{number}</span></a></p>\n'
    )


def _text(chapters: Sequence[Chapter]) -> Iterator[str]:
    part = ""
    for chapter in chapters:
        if chapter.part != part:
            # The caption belongs onto the page of the first chapter, thus into it.
            part = chapter.part
            caption = parser.fragment_fromstring(f'<h1 class="part">{escape(part)}</h1>')
            if not chapter.content.xpath("./h1[@class='part']"):
                chapter.content.insert(0, caption)
        yield parser.tostring(chapter.content, encoding="unicode", method="html") + "\n"


# Printing


def browser() -> str:
    """The program that prints.

    Raises
    ------
    AlongError
        When none is installed.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise AlongError("the PDF needs Chromium, and none is installed (Debian: apt install chromium)")
    return found


def _sockets(folder: str) -> str:
    """Where Chromium puts a socket that is a file, whose name must be short."""
    return os.fspath(temporary_files.sockets() or folder)


@contextmanager
def _printer() -> Iterator[Printer]:
    program = browser()
    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=program, args=_QUIET, env={**os.environ, "TMPDIR": _sockets(folder)}
            )
        except sync_api.Error as error:
            raise AlongError(f"the PDF: {program} does not start: {error.message.splitlines()[0]}") from error

        def printed(text: str) -> bytes:
            path = Path(folder) / "book.html"
            atomic_writes.write(path, text.encode())
            try:
                page = started.new_page()
                page.set_default_timeout(_PATIENCE)
                page.goto(path.as_uri(), wait_until="load")
                made = page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
                page.close()
            except sync_api.Error as error:
                said = error.message.splitlines()[0]
                raise AlongError(f"the PDF: {program} does not print: {said}") from error
            return made

        yield printed
        started.close()


def _numbers(content: bytes) -> dict[str, int]:
    """The page of each place that a link leads to; the first is page 1."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    found = {
        name.removeprefix("/"): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: page + 1 for name, page in found.items() if page is not None}


def titles(text: str) -> dict[str, str]:
    """The headings of a document, by what is left of each without its spaces."""
    said = (heading.text_content() for heading in parser.document_fromstring(text).xpath(HEADINGS))
    return {"".join(title.split()): " ".join(title.split()) for title in said}


def name_bookmarks(writer: pypdf.PdfWriter, titles: Mapping[str, str]) -> None:
    """Give bookmarks the titles of a document: Chromium leaves out a space where a line of a heading ends."""
    todo = [writer.root_object["/Outlines"]]
    while todo:
        mark: Any = todo.pop()
        todo += [mark[other] for other in ("/First", "/Next") if other in mark]
        title = titles.get("".join(str(mark.get("/Title", "")).split()))
        if title:
            mark[NameObject("/Title")] = TextStringObject(title)


def _finished(content: bytes, desk: Desk, titles: Mapping[str, str]) -> bytes:
    """The PDF with the names and the date of the book instead of those of the program and the hour."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    name_bookmarks(writer, titles)
    day = desk.book.release.date or date(1980, 1, 1)
    stamp = f"D:{day:%Y%m%d}000000+00'00'"
    writer.metadata = {
        "/Title": desk.book.title,
        "/Author": ", ".join(built_pages.authors(desk)),
        "/Subject": desk.version,
        "/Keywords": ", ".join(desk.book.keywords),
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): pypdf.generic.BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    writer.page_mode = "/UseOutlines"
    writer.pdf_header = "%PDF-1.7"
    _renumber(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _renumber(writer: pypdf.PdfWriter) -> None:
    """Count the cells of tables anew: Chromium names them by a count that differs from run to run."""
    objects = list(_reached(writer.root_object))
    elements = [found for found in objects if isinstance(found, dict) and found.get("/Type") == "/StructElem"]
    # They are as long as each other: in order, as the tree of names needs them.
    ids = sorted(str(found["/ID"]) for found in elements if "/ID" in found)
    new = {id: TextStringObject(f"node{number:08}") for number, id in enumerate(ids, start=1)}
    for found in objects:
        if isinstance(found, dict):
            if found.get("/Type") == "/StructElem" and "/ID" in found:
                found[NameObject("/ID")] = new[str(found["/ID"])]
        else:
            found[:] = [new.get(one, one) if isinstance(one, TextStringObject) else one for one in found]


def _reached(start: Any) -> Iterator[Any]:
    """The dictionaries and lists that an object holds or refers to, each once."""
    known = set()
    todo = [start]
    while todo:
        one = todo.pop()
        if isinstance(one, IndirectObject):
            one = one.get_object()
        if isinstance(one, dict | list) and id(one) not in known:
            known.add(id(one))
            yield one
            todo += one.values() if isinstance(one, dict) else one
