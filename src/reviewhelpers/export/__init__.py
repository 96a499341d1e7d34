"""Exports the built site as one file: a ZIP archive, a PDF, an EPUB, and the figures as slides.

All are made from the built pages, so that their content is that of the site. Each file is written to a folder
and copied into the site, under ``along/``; the first page links to the files that exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing.citation_index import CitationIndex
from reviewhelpers.export import download_links

Exporter = Callable[[Path, CitationIndex], bytes]


class ExportError(ReviewHelpersError):
    """A file that cannot be exported from these pages, or on this machine."""


# Each form is imported on its own: the archive must not need the libraries of the PDF.


def _export_offline(html: Path, citations: CitationIndex) -> bytes:
    from reviewhelpers.export import site_archive

    return site_archive.make(html, citations)


def _export_pdf(html: Path, citations: CitationIndex) -> bytes:
    from reviewhelpers.export import pdf

    return pdf.make(html, citations)


def _export_epub(html: Path, citations: CitationIndex) -> bytes:
    from reviewhelpers.export import epub

    return epub.make(html, citations)


def _export_slides(html: Path, citations: CitationIndex) -> bytes:
    from reviewhelpers.export import slides

    return slides.make(html, citations)


EXPORTERS: Mapping[str, Exporter] = {
    "offline": _export_offline,
    "pdf": _export_pdf,
    "epub": _export_epub,
    "slides": _export_slides,
}
"""The function that exports each form, from the root of the site and the citations of the book."""


def exists(form: str, html: Path, out: Path) -> bool:
    """Whether the file of a form exists in the site and in the folder; a new build removes it from the site."""
    name = download_links.FILES[form]
    return (html / download_links.FOLDER / name).is_file() and (out / name).is_file()


def make(forms: Iterable[str], html: Path, out: Path, citations: CitationIndex) -> list[Path]:
    """Export the book in some forms, copy the files into the site, and link them on its first page.

    Parameters
    ----------
    forms : iterable of str
        Names from :data:`EXPORTERS`.
    html : Path
        Root of the built site.
    out : Path
        Folder to write to.
    citations : CitationIndex
        The citations of the book, which know its title, version and date.

    Returns
    -------
    list of Path
        The files in ``out``.

    Raises
    ------
    ExportError
        When there is no built site, or a program that a form needs is not installed.
    """
    if not (html / download_links.PAGE).is_file():
        raise ExportError(f"{html}: no built site; run 'make book' first")
    contents = {form: EXPORTERS[form](html, citations) for form in forms}
    created = {out / download_links.FILES[form]: content for form, content in contents.items()}
    copies = {
        html / download_links.FOLDER / download_links.FILES[form]: content
        for form, content in contents.items()
    }
    page = download_links.page_with_links(
        html, download_links.sizes(html) | {form: len(text) for form, text in contents.items()}
    )
    for folder in (out, html / download_links.FOLDER):
        atomic_writes.make_folder(folder)
    # The copies in the site are written last, because make takes them as the sign of success.
    atomic_writes.write_all(created | {html / download_links.PAGE: page} | copies)
    return list(created)
