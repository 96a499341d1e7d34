"""The book as EPUB 3: an XHTML document for each chapter, equations as MathML, figures as SVG."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from reviewhelpers.charts import logo
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import built_pages, reproducible_zip
from reviewhelpers.export.built_pages import Chapter

STYLE = Path(__file__).with_name("reader.css")
MIMETYPE = "mimetype"

_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_OPS = "http://www.idpf.org/2007/ops"
_REMOVED_ATTRIBUTES = ("xmlns", "data-root", "align", "valign")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\s*")
_EMPTY_PATH = re.compile(rb"<path ((?:(?!\bd=)[^<>])*)/>")
_MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".css": "text/css",
}
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles>\n<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n"
    "</container>\n"
)


@dataclass(frozen=True)
class ManifestItem:
    """One file of the EPUB, and its properties in the manifest."""

    path: str
    content: bytes
    properties: str = ""

    @property
    def id(self) -> str:
        """Its path as a valid XML id."""
        return "f-" + re.sub(r"[^A-Za-z0-9-]", "-", self.path)


def make(html: Path, citations: CitationIndex) -> bytes:
    """The EPUB of a built site.

    Parameters
    ----------
    html : Path
        Root of the site.
    citations : CitationIndex
        The citations of the book, which know its title, version and date.
    """
    # An e-reader is as narrow as a phone.
    chapters = built_pages.read(html, "phone")
    links = built_pages.LinkResolver(chapters, _address, citations.book.address)
    for chapter in chapters:
        links.resolve(chapter)
    figures = dict(pair for chapter in chapters for pair in _figures(chapter, html))
    texts = [_chapter_item(chapter) for chapter in chapters]
    title = citations.book.title.partition(": ")[0]
    front = [
        ManifestItem("cover.xhtml", _cover_page(title)),
        ManifestItem("title.xhtml", _title_page(citations)),
        ManifestItem("nav.xhtml", _nav(chapters), "nav"),
    ]
    resources = [
        ManifestItem("cover.png", _cover(citations), "cover-image"),
        ManifestItem("style.css", STYLE.read_bytes()),
        *(ManifestItem(f"figures/{name}", content) for name, content in sorted(figures.items())),
    ]
    package = _package(citations, [*front, *texts], resources)
    contents = [
        (MIMETYPE, b"application/epub+zip"),
        ("META-INF/container.xml", _CONTAINER.encode()),
        ("book/package.opf", package),
        *((f"book/{item.path}", item.content) for item in [*front, *texts, *resources]),
    ]
    return reproducible_zip.build_zip(
        contents, citations.book.release.date, uncompressed=frozenset({MIMETYPE})
    )


def _address(chapter: Chapter, id: str) -> str:
    return f"{chapter.name}.xhtml" + (f"#{id}" if id else "")


def _figures(chapter: Chapter, html: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures of a chapter by name; the chapter is changed to refer to their place in the EPUB."""
    for picture in chapter.content.iter("img"):
        path = (html / chapter.page).parent / picture.get("src")
        picture.set("src", f"figures/{path.name}")
        yield path.name, _clean_svg(path.read_bytes())


def _clean_svg(content: bytes) -> bytes:
    """A picture that e-readers accept: without document type, and with no path that lacks ``d``."""
    return _EMPTY_PATH.sub(rb'<path d="M 0 0" \1/>', _DOCTYPE.sub(b"", content))


# The chapters


def _chapter_item(chapter: Chapter) -> ManifestItem:
    text = etree.tostring(_as_xml(chapter.content, _XHTML), encoding="unicode")
    content = _page(chapter.heading, f'<body epub:type="bodymatter">\n{text}\n</body>')
    return ManifestItem(
        f"{chapter.name}.xhtml", content, "mathml" if "<math" in text or ":math" in text else ""
    )


def _as_xml(element: Any, namespace: str) -> Any:
    """An HTML element as XHTML, with equations in the namespace of MathML."""
    if element.tag == "math":
        namespace = _MATHML
    result = etree.Element(f"{{{namespace}}}{element.tag}", nsmap={None: namespace})
    for name, value in element.attrib.items():
        if name not in _REMOVED_ATTRIBUTES and ":" not in name:
            result.set(name, value)
    result.text = element.text
    for child in element.iterchildren(etree.Element):
        converted = _as_xml(child, namespace)
        converted.tail = child.tail
        result.append(converted)
    return result


def _page(title: str, body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{_XHTML}" xmlns:epub="{_OPS}" lang="en" xml:lang="en">\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n{body}\n</html>\n'
    ).encode()


# Cover, title, contents


def _cover(citations: CitationIndex) -> bytes:
    title, _, subtitle = citations.book.title.partition(": ")
    return logo.cover(title, subtitle[:1].upper() + subtitle[1:])


def _cover_page(title: str) -> bytes:
    picture = f'<img src="cover.png" alt="{escape(title)}: a lattice with one atom missing"/>'
    return _page(title, f'<body epub:type="cover">\n<div class="cover">{picture}</div>\n</body>')


def _title_page(citations: CitationIndex) -> bytes:
    book = citations.book
    title, _, subtitle = book.title.partition(": ")
    return _page(
        title,
        f'<body epub:type="titlepage">\n<div class="title-page">\n<h1>{escape(title)}</h1>\n'
        f"<p>{escape(subtitle)}</p>\n<p>{escape(', '.join(built_pages.authors(citations)))}</p>\n"
        f"<p>{escape(built_pages.version(citations))}</p>\n</div>\n"
        f"{built_pages.imprint(citations)}</body>",
    )


def _nav(chapters: Sequence[Chapter]) -> bytes:
    parts: list[tuple[str, list[Chapter]]] = []
    for chapter in chapters:
        if not parts or parts[-1][0] != chapter.part:
            parts.append((chapter.part, []))
        parts[-1][1].append(chapter)
    lines = []
    for caption, inside in parts:
        entries = "".join(map(_entry, inside))
        lines.append(
            f"<li><span>{escape(caption)}</span>\n<ol>\n{entries}</ol></li>\n" if caption else entries
        )
    marks = (
        '<nav epub:type="landmarks" hidden="hidden">\n<h2>Places</h2>\n<ol>\n'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>\n'
        '<li><a epub:type="toc" href="nav.xhtml#contents">Contents</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{_address(chapters[0], "")}">Begin to read</a></li>\n'
        "</ol>\n</nav>"
    )
    return _page(
        "Contents",
        '<body>\n<nav epub:type="toc" id="contents">\n<h1>Contents</h1>\n'
        f"<ol>\n{''.join(lines)}</ol>\n</nav>\n"
        f"{marks}\n</body>",
    )


def _entry(chapter: Chapter) -> str:
    sections = "".join(
        f'<li><a href="{_address(chapter, id)}">{escape(title)}</a></li>\n'
        for id, title in built_pages.sections(chapter)
    )
    inside = f"\n<ol>\n{sections}</ol>" if sections else ""
    return f'<li><a href="{_address(chapter, "")}">{escape(chapter.heading)}</a>{inside}</li>\n'


# The package


def identifier(citations: CitationIndex) -> str:
    """The identifier of this version of the book, the same for every export."""
    release = citations.book.release
    name_of_version = f"{citations.book.address or citations.book.title} {release.version} {release.commit}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name_of_version)}"


def _package(
    citations: CitationIndex, texts: Sequence[ManifestItem], resources: Sequence[ManifestItem]
) -> bytes:
    book = citations.book
    day = book.release.date
    creators = "".join(
        f"<dc:creator>{escape(name)}</dc:creator>\n" for name in built_pages.authors(citations)
    )
    subjects = "".join(f"<dc:subject>{escape(word)}</dc:subject>\n" for word in book.keywords)
    source = f"<dc:source>{escape(book.address)}</dc:source>\n" if book.address else ""
    date_element = f"<dc:date>{day}</dc:date>\n" if day else ""
    access = "".join(f'<meta property="schema:{name}">{value}</meta>\n' for name, value in _ACCESSIBILITY)
    manifest = "".join(map(_manifest_entry, [*texts, *resources]))
    spine = "".join(f'<itemref idref="{item.id}"/>\n' for item in texts)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{identifier(citations)}</dc:identifier>\n'
        f"<dc:title>{escape(book.title)}</dc:title>\n"
        f"<dc:language>en</dc:language>\n{creators}{subjects}{source}{date_element}"
        f"<dc:rights>{built_pages.TERMS}</dc:rights>\n"
        f"<dc:description>{escape(citations.version)}</dc:description>\n"
        f'<meta property="dcterms:modified">{day or reproducible_zip.EARLIEST}T00:00:00Z</meta>\n{access}</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
    ).encode()


_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    *(
        ("accessibilityFeature", feature)
        for feature in (
            "alternativeText",
            "longDescription",
            "MathML",
            "structuralNavigation",
            "tableOfContents",
        )
    ),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Every figure has an alternative text and tells its numbers; equations are MathML.",
    ),
)


def _manifest_entry(item: ManifestItem) -> str:
    properties = f' properties="{item.properties}"' if item.properties else ""
    kind = _MEDIA_TYPES[PurePosixPath(item.path).suffix]
    return f'<item id="{item.id}" href="{item.path}" media-type="{kind}"{properties}/>\n'
