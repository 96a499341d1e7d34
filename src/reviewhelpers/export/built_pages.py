"""Reads the chapters of the book from its built pages, without what is useful only on a site.

The result can be read from top to bottom: it contains no controls and nothing that has to be opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as parser
from lxml.html import builder

from reviewhelpers.citing.book_metadata import format_date
from reviewhelpers.citing.citation_index import CitationIndex

# An lxml element; lxml has no type annotations.
Element = Any
Form = Literal["page", "phone"]

REFERENCE = ("", "-numbers", "-electrode", "-reactions", "-compare", "-shown")
LEFT_OUT = (
    *("chapters/use/gallery", "chapters/across/explore"),
    *(f"chapters/use/api{name}" for name in REFERENCE),
)
"""Pages that repeat others, need a script, or are for developers; data pages are no chapters anyway."""
FIRST = "chapters/index"
TERMS = "Text, figures and data: CC BY 4.0. Code: BSD 3-Clause."

_REMOVED_CLASSES = (
    *("cite", "rebuild", "download", "files", "headerlink", "in-dark", "Z3988", "toctree-wrapper", "changed"),
    *("only-read", "check-form", "check-said", "in-3d", "structures"),
)
"""Classes of elements that are removed: controls, files, and pictures of the dark theme."""
_REMOVED_IDS = ("home-take",)
_REMOVED_ATTRIBUTES = ("tabindex", "loading", "data-copy", "data-values", "download", "role")
"""Attributes that are useless in a document without scripts and controls."""
_ID_REFERENCES = ("aria-details", "aria-describedby", "aria-labelledby")
"""Attributes whose value is an id of the same page."""


@dataclass(frozen=True)
class Chapter:
    """One page of the book.

    Parameters
    ----------
    page : str
        Its path relative to the site's root, without suffix.
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
        """The page as an identifier, such as ``co2rr-reaction``."""
        return self.page.removeprefix("chapters/").replace("/", "-")

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


def read(html: Path, form: Form = "page") -> list[Chapter]:
    """The chapters of a built site, in the order of its table of contents.

    Parameters
    ----------
    html : Path
        Root of the site.
    form : {"page", "phone"}
        The form of figures that come in two.
    """
    contents = _parse(html, FIRST).xpath("//nav[@class='contents']")[0]
    listed = [(FIRST, "")]
    for block in contents.xpath(".//div[@class='list']/*"):
        # The summary of a part that folds names it.
        caption = "".join(block.xpath("./summary//text()"))
        listed += [
            (posixpath.normpath(f"{posixpath.dirname(FIRST)}/{link.get('href')}"), caption)
            for link in block.iter("a")
        ]
    pages = [(address.removesuffix(".html"), caption) for address, caption in listed]
    return [_read_chapter(html, page, caption, form) for page, caption in pages if page not in LEFT_OUT]


def _parse(html: Path, page: str) -> Element:
    return parser.document_fromstring((html / f"{page}.html").read_bytes())


def _read_chapter(html: Path, page: str, part: str, form: Form) -> Chapter:
    section = _parse(html, page).xpath("//article/section")[0]
    _remove_site_elements(section)
    for picture in list(section.iter("picture")):
        _choose_form(picture, form)
    heading = section.xpath("./h1")[0]
    number = "".join(span.text_content() for span in _by_class(heading, "section-number")).strip()
    title = " ".join(heading.text_content().split()).removeprefix(number).strip()
    return Chapter(page, part, number, title, section)


def _by_class(element: Element, name: str) -> list[Element]:
    found: list[Element] = element.xpath(
        f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found


# Title page and imprint


def authors(citations: CitationIndex) -> list[str]:
    """The authors of the book as a title page names them."""
    return [
        author.get("literal") or f"{author.get('given', '')} {author['family']}".strip()
        for author in citations.book.authors
    ]


def version(citations: CitationIndex) -> str:
    """The version for a title page; a release has its date added, other versions contain theirs."""
    release = citations.book.release
    day = f", {format_date(release.date)}" if release.released and release.date else ""
    return f"{citations.version}{day}"


def imprint(citations: CitationIndex) -> str:
    """Licence, citation and a list of what is left out, as paragraphs for the back of the title page."""
    address = escape(citations.book.address)
    at = f' They stand at <a href="{address}">{address}</a>.' if address else ""
    made_from = f"<p>{escape(citations.colophon)}.</p>\n" if citations.colophon else ""
    return (
        f"<p>{TERMS}</p>\n<p>How to cite this book: {citations.format_html([citations.item('book')], 'acs')[0]}</p>\n"
        "<p>This file holds the chapters of the book. Left out are parts of the site: the pages of the "
        "single tables of data, the gallery of all figures, the explorer, the <i>Cite</i> controls, and the "
        f"files beside each figure and table.{at} Two numbers of chapters are missing for this.</p>\n"
        f"<p>A value in the text leads to its row among the printed numbers of its part.</p>\n{made_from}"
    )


# Removing elements of the site


def _remove_site_elements(section: Element) -> None:
    for name in _REMOVED_CLASSES:
        for element in _by_class(section, name):
            element.drop_tree()
    for id in _REMOVED_IDS:
        for element in section.xpath(f".//section[@id='{id}' or span[@id='{id}']]"):
            element.drop_tree()
    for element in section.xpath(".//script | .//link | .//button | .//comment()"):
        element.drop_tree()
    for name in ("enlarge", "picture"):
        for element in _by_class(section, name):
            element.drop_tag()
    for table in _by_class(section, "table-figure"):
        _move_derivations_to_notes(table)
    for details in section.xpath(".//details"):
        _expand_details(details)
    for element in section.iter(etree.Element):
        for name in _REMOVED_ATTRIBUTES:
            element.attrib.pop(name, None)
        if element.tag == "div":
            # ARIA allows no label on an element without a role.
            for name in ("aria-label", "aria-labelledby"):
                element.attrib.pop(name, None)


def _choose_form(picture: Element, form: Form) -> None:
    """Leave one of the two forms of a figure, as a plain image; the other one is that for narrow windows."""
    # libxml2 does not know that <source> is empty, and puts what follows into it.
    source, image = picture.find("source"), picture.find(".//img")
    if form == "page":
        for name, kept in (("src", "srcset"), ("width", "width"), ("height", "height")):
            image.set(name, source.get(kept))
    source.drop_tag()
    picture.drop_tag()


def _move_derivations_to_notes(figure: Element) -> None:
    """Move the derivations in the cells of a table into numbered notes below it."""
    notes: dict[str, Element] = {}
    for derivation in _by_class(figure, "how"):
        summary, *explanation = derivation
        text = " ".join(" ".join(element.text_content() for element in explanation).split())
        if text not in notes:
            notes[text] = builder.LI(text)
        mark = builder.SUP(str(list(notes).index(text) + 1), builder.CLASS("derivation"))
        for element in explanation:
            derivation.remove(element)
        summary.append(mark)
        summary.drop_tag()
        derivation.tag = "span"
    if notes:
        list_of_notes = builder.OL(builder.CLASS("derivations"), *notes.values())
        _by_class(figure, "table-scroll")[0].addnext(list_of_notes)


def _expand_details(details: Element) -> None:
    """Replace a disclosure element by its content."""
    summary = details.find("summary")
    if details.get("class") == "used":
        links = [deepcopy(link) for link in details.iter("a")]
        paragraph = builder.P(builder.CLASS("used"), "Used in ")
        for number, link in enumerate(links):
            # A figure or a table is named by its number alone; a section by its title.
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
    for name in ("open", "name"):
        details.attrib.pop(name, None)
    if summary is not None:
        summary.tag = "p"
        summary.set("class", "summary")


# Links


@dataclass(frozen=True)
class LinkResolver:
    """Resolves the links between chapters for a document that contains all of them.

    Parameters
    ----------
    chapters : list of Chapter
        All chapters.
    address : callable
        The address in the document of an id of a chapter; the id is ``""`` for the chapter itself.
    site : str
        The address of the site, or ``""``; links to pages that the document leaves out lead there.
    """

    chapters: list[Chapter]
    address: Callable[[Chapter, str], str]
    site: str = ""

    def resolve(self, chapter: Chapter) -> None:
        """Change the links of a chapter to lead into the document or to the site, or else to be plain text."""
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
                link.set(
                    "href", f"{self.site}{target if path else f'{chapter.page}.html'}{_fragment(fragment)}"
                )
            elif link.get("id"):
                link.tag = "span"
                del link.attrib["href"]
            else:
                link.drop_tag()


def _fragment(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""


def _ids(chapter: Chapter) -> frozenset[str]:
    return frozenset(chapter.content.xpath("descendant-or-self::*/@id"))


def rename_ids(chapter: Chapter, name: Callable[[str], str]) -> None:
    """Rename the ids of a chapter, and the references to them."""
    for element in chapter.content.iter(etree.Element):
        for attribute in ("id", *_ID_REFERENCES):
            if element.get(attribute):
                element.set(attribute, name(element.get(attribute)))


def sections(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Id and title of each section of a chapter, one level below its title."""
    for section in chapter.content.xpath("./section"):
        heading = section.xpath("./h2 | ./h3")[0]
        yield section.get("id") or heading.get("id"), " ".join(heading.text_content().split())
