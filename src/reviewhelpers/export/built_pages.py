"""The chapters of the book as its built pages hold them, without what only a site is good for.

What is left reads from top to bottom: nothing has to be opened, and no control stands between the words.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as parser
from lxml.html import builder

from reviewhelpers.citing.book_metadata import spelled
from reviewhelpers.citing.citation_index import Desk

# An element of lxml, which has no types.
Element = Any

REFERENCE = ("", "-numbers", "-electrode", "-reactions", "-compare", "-shown")
LEFT_OUT = (
    *("chapters/use/gallery", "chapters/across/explore"),
    *(f"chapters/use/api{name}" for name in REFERENCE),
)
"""Pages that repeat the others, need a script or serve who writes code; data pages are no chapters anyway."""
FIRST = "chapters/index"
TERMS = "Text, figures and data: CC BY 4.0. Code: BSD 3-Clause."

_DROPPED = (
    *("cite", "rebuild", "files", "headerlink", "in-dark", "Z3988", "toctree-wrapper", "changed"),
    *("only-read", "check-form", "check-said"),
)
"""Classes of what is left out: controls, files, and pictures for dark pages."""
_DROPPED_IDS = ("home-take",)
_OF_THE_SITE = ("tabindex", "loading", "data-copy", "download", "role")
"""Attributes without a use where nothing is loaded or operated."""
_NAMING = ("aria-details", "aria-describedby", "aria-labelledby")
"""Attributes that hold an id of the same page."""


@dataclass(frozen=True)
class Chapter:
    """One page of the book.

    Parameters
    ----------
    page : str
        Its path below the site's root, without suffix.
    part : str
        Caption of the part it belongs to; ``""`` for the first page.
    number : str
        Such as ``12.``, or ``""``.
    title : str
        Its title, without the number.
    content : Element
        Its outermost section.
    """

    page: str
    part: str
    number: str
    title: str
    content: Element

    @property
    def name(self) -> str:
        """The page in one word, such as ``co2rr-reaction``."""
        return self.page.removeprefix("chapters/").replace("/", "-")

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


def read(html: Path) -> list[Chapter]:
    """The chapters of a built site in the order of its contents.

    Parameters
    ----------
    html : Path
        Root of the site.
    """
    contents = _parsed(html, FIRST).xpath("//nav[@class='contents']")[0]
    listed = [(FIRST, "")]
    caption = ""
    for block in contents.xpath(".//div[@class='list']/*"):
        if block.tag == "p":
            caption = block.text_content()
        listed += [
            (posixpath.normpath(f"{posixpath.dirname(FIRST)}/{link.get('href')}"), caption)
            for link in block.iter("a")
        ]
    pages = [(address.removesuffix(".html"), caption) for address, caption in listed]
    return [_chapter(html, page, caption) for page, caption in pages if page not in LEFT_OUT]


def _parsed(html: Path, page: str) -> Element:
    return parser.document_fromstring((html / f"{page}.html").read_bytes())


def _chapter(html: Path, page: str, part: str) -> Chapter:
    section = _parsed(html, page).xpath("//article/section")[0]
    _clean(section)
    heading = section.xpath("./h1")[0]
    number = "".join(span.text_content() for span in _of_class(heading, "section-number")).strip()
    title = " ".join(heading.text_content().split()).removeprefix(number).strip()
    return Chapter(page, part, number, title, section)


def _of_class(element: Element, name: str) -> list[Element]:
    found: list[Element] = element.xpath(
        f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found


# What the book says of itself


def authors(desk: Desk) -> list[str]:
    """The authors of the book as a title page names them."""
    return [
        author.get("literal") or f"{author.get('given', '')} {author['family']}".strip()
        for author in desk.book.authors
    ]


def version(desk: Desk) -> str:
    """The version for a title page: of a release with its day, which the version between two names itself."""
    release = desk.book.release
    day = f", {spelled(release.date)}" if release.released and release.date else ""
    return f"{desk.version}{day}"


def imprint(desk: Desk) -> str:
    """Terms, citation and what is left out, as paragraphs for the back of the title page."""
    address = escape(desk.book.address)
    at = f' They stand at <a href="{address}">{address}</a>.' if address else ""
    made_from = f"<p>{escape(desk.colophon)}.</p>\n" if desk.colophon else ""
    return (
        f"<p>{TERMS}</p>\n<p>How to cite this book: {desk.styled([desk.item('book')], 'acs')[0]}</p>\n"
        "<p>This file holds the chapters of the book. Left out are parts of the site: the pages of the "
        "single tables of data, the gallery of all figures, the explorer, the <i>Cite</i> controls, and the "
        f"files beside each figure and table.{at} Two numbers of chapters are missing for this.</p>\n"
        f"<p>A value in the text leads to its row among the printed numbers of its part.</p>\n{made_from}"
    )


# What a page loses


def _clean(section: Element) -> None:
    for name in _DROPPED:
        for element in _of_class(section, name):
            element.drop_tree()
    for id in _DROPPED_IDS:
        for element in section.xpath(f".//section[@id='{id}' or span[@id='{id}']]"):
            element.drop_tree()
    for element in section.xpath(".//script | .//button | .//comment()"):
        element.drop_tree()
    for link in _of_class(section, "enlarge"):
        link.drop_tag()
    for table in _of_class(section, "table-figure"):
        _write_out_derivations(table)
    for opened in section.xpath(".//details"):
        _open(opened)
    for element in section.iter(etree.Element):
        for name in _OF_THE_SITE:
            element.attrib.pop(name, None)
        if element.tag == "div":
            # Without a role an element must not be named.
            for name in ("aria-label", "aria-labelledby"):
                element.attrib.pop(name, None)


def _write_out_derivations(figure: Element) -> None:
    """Put what the cells of a table open on demand into numbered notes below it."""
    notes: dict[str, Element] = {}
    for how in _of_class(figure, "how"):
        summary, *told = how
        text = " ".join(" ".join(element.text_content() for element in told).split())
        if text not in notes:
            notes[text] = builder.LI(text)
        mark = builder.SUP(str(list(notes).index(text) + 1), builder.CLASS("derivation"))
        for element in told:
            how.remove(element)
        summary.append(mark)
        summary.drop_tag()
        how.tag = "span"
    if notes:
        list_of_notes = builder.OL(builder.CLASS("derivations"), *notes.values())
        _of_class(figure, "table-scroll")[0].addnext(list_of_notes)


def _open(details: Element) -> None:
    """Show what stands behind a summary."""
    summary = details.find("summary")
    if details.get("class") == "used":
        links = [deepcopy(link) for link in details.iter("a")]
        paragraph = builder.P(builder.CLASS("used"), "Used in ")
        for number, link in enumerate(links):
            # A figure or a table goes by its number; its title stands there.
            name = link.text_content()
            numbered = name.startswith(("Fig. ", "Table ", "Chapter "))
            for child in list(link):
                link.remove(child)
            link.text = name.partition(",")[0] if numbered else f"“{name}”"
            link.tail = ", " if number + 1 < len(links) else "."
            paragraph.append(link)
        paragraph.tail = details.tail
        details.getparent().replace(details, paragraph)
        return
    details.tag = "div"
    details.attrib.pop("open", None)
    if summary is not None:
        summary.tag = "p"
        summary.set("class", "summary")


# Where links lead


@dataclass(frozen=True)
class Places:
    """Where each place of the chapters stands in the one book.

    Parameters
    ----------
    chapters : list of Chapter
        All chapters.
    address : callable
        Address of a place within the book, by its chapter and id; the id is ``""`` for the whole chapter.
    site : str
        Where the site is published, or ``""``: what the book leaves out is linked there, if anywhere.
    """

    chapters: list[Chapter]
    address: Callable[[Chapter, str], str]
    site: str = ""

    def link(self, chapter: Chapter) -> None:
        """Have the links of a chapter lead to places of the book, to the site, or be text."""
        by_page = {other.page: (other, _ids(other)) for other in self.chapters}
        for link in list(chapter.content.iter("a")):
            href = link.get("href")
            if href is None or urlsplit(href).scheme:
                continue
            path, _, fragment = unquote(href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.page), path))
            page = target.removesuffix(".html") if path else chapter.page
            found, ids = by_page.get(page, (None, frozenset()))
            if found and (not fragment or fragment in ids):
                link.set("href", self.address(found, fragment))
            elif self.site:
                link.set("href", f"{self.site}{target if path else f'{chapter.page}.html'}{_hash(fragment)}")
            elif link.get("id"):
                link.tag = "span"
                del link.attrib["href"]
            else:
                link.drop_tag()


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""


def _ids(chapter: Chapter) -> frozenset[str]:
    return frozenset(chapter.content.xpath("descendant-or-self::*/@id"))


def name_ids(chapter: Chapter, name: Callable[[str], str]) -> None:
    """Give the places of a chapter other names."""
    for element in chapter.content.iter(etree.Element):
        for attribute in ("id", *_NAMING):
            if element.get(attribute):
                element.set(attribute, name(element.get(attribute)))


def sections(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Id and title of each section of a chapter, one level below its title."""
    for section in chapter.content.xpath("./section"):
        heading = section.xpath("./h2 | ./h3")[0]
        yield section.get("id") or heading.get("id"), " ".join(heading.text_content().split())
