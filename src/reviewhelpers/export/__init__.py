"""The whole book as one file to take along: archive of the site, PDF, EPUB, and its figures as slides.

All are made from the pages as they were built, so that they say what the site says. Each is written to
a folder and carried by the site itself, under ``along/``; the first page links to those that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reviewhelpers._core import atomic_writes
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing.citation_index import Desk
from reviewhelpers.export import download_links

Maker = Callable[[Path, Desk], bytes]


class AlongError(ReviewHelpersError):
    """A book that cannot be made from the pages at hand, or not on this machine."""


# Each form imports what it needs itself: the archive must not ask for a browser.


def _offline(html: Path, desk: Desk) -> bytes:
    from reviewhelpers.export import site_archive

    return site_archive.make(html, desk)


def _pdf(html: Path, desk: Desk) -> bytes:
    from reviewhelpers.export import pdf

    return pdf.make(html, desk)


def _epub(html: Path, desk: Desk) -> bytes:
    from reviewhelpers.export import epub

    return epub.make(html, desk)


def _slides(html: Path, desk: Desk) -> bytes:
    from reviewhelpers.export import slides

    return slides.make(html, desk)


MAKERS: Mapping[str, Maker] = {"offline": _offline, "pdf": _pdf, "epub": _epub, "slides": _slides}
"""What makes each form of the book from the site and from what the book is called."""


def is_here(form: str, html: Path, out: Path) -> bool:
    """Whether the book in a form is in the site and the folder already; a build takes it out of the site."""
    name = download_links.FILES[form]
    return (html / download_links.FOLDER / name).is_file() and (out / name).is_file()


def make(forms: Iterable[str], html: Path, out: Path, desk: Desk) -> list[Path]:
    """Make the book in some forms, put the files into the site too, and link them on its first page.

    Parameters
    ----------
    forms : iterable of str
        Names from :data:`MAKERS`.
    html : Path
        Root of the built site.
    out : Path
        Folder to write to.
    desk : Desk
        Knows what the book is called, its version and its date.

    Returns
    -------
    list of Path
        The files in ``out``.

    Raises
    ------
    AlongError
        When there is no site, or the machine lacks what a form needs.
    """
    if not (html / download_links.PAGE).is_file():
        raise AlongError(f"{html}: no built site; run 'make book' first")
    contents = {form: MAKERS[form](html, desk) for form in forms}
    made = {out / download_links.FILES[form]: content for form, content in contents.items()}
    carried = {
        html / download_links.FOLDER / download_links.FILES[form]: content
        for form, content in contents.items()
    }
    page = download_links.filled_in(
        html, download_links.sizes(html) | {form: len(text) for form, text in contents.items()}
    )
    for folder in (out, html / download_links.FOLDER):
        atomic_writes.folder(folder)
    # The copies in the site come last: make asks for them.
    atomic_writes.write_all(made | {html / download_links.PAGE: page} | carried)
    return list(made)
