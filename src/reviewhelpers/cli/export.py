"""``reviewhelpers export``: the built book as one file."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import BUILD, folder_type
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("export")
@click.argument("forms", nargs=-1, metavar="[FORM]...")
@click.option(
    "--site",
    type=folder_type,
    default=BUILD / "html",
    show_default=True,
    metavar="DIR",
    help="The built site, which carries the files too.",
)
@click.option(
    "--out", type=folder_type, default=BUILD, show_default=True, metavar="DIR", help="Folder to write to."
)
@click.option("--missing", is_flag=True, help="Only what is not there; a build takes all out of the site.")
def command(forms: tuple[str, ...], site: Path, out: Path, missing: bool) -> int:
    """Make the built book one file: a ZIP archive, a PDF, an EPUB, slides.

    FORM is offline, pdf, epub or slides; by default all.
    """
    from reviewhelpers import export
    from reviewhelpers.citing.citation_index import CitationIndex
    from reviewhelpers.content.book import Book
    from reviewhelpers.export.formats import FILES

    requested = list(dict.fromkeys(forms)) or list(export.EXPORTERS)
    if unknown := [form for form in requested if form not in export.EXPORTERS]:
        raise UsageError(f"form {', '.join(unknown)}: expected {', '.join(export.EXPORTERS)}")
    with exclusive_access(site, out):
        if pending := [form for form in requested if not (missing and export.exists(form, site, out))]:
            export.make(pending, site, out, CitationIndex(sources=Book()))
        for form in requested:
            print(out / FILES[form])
    return 0
