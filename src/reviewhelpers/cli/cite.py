"""``reviewhelpers cite``: print a citation."""

from __future__ import annotations

import click

from reviewhelpers._core import paths, terminal
from reviewhelpers.cli.errors import UsageError, needs_clone


@click.command("cite")
@click.argument("label")
@click.option(
    "--style",
    default="acs",
    show_default=True,
    metavar="STYLE",
    help="acs, apa, mla, vancouver, bibtex, ris or csl.",
)
def command(label: str, style: str) -> int:
    """Print the citation of a page, section, figure, table or work.

    LABEL is a label of the book, or the key of a work.
    """
    from reviewhelpers._core.registry import UnknownId
    from reviewhelpers.citing import STYLES

    if style not in STYLES:
        raise UsageError(f"style {style}: expected {', '.join(STYLES)}")
    from reviewhelpers.citing.citation_index import CitationIndex, cite_work

    if paths.in_clone():
        citations = CitationIndex()
        text = citations.citation(label, style)
        # Citations of works do not depend on the history of the book.
        if citations.book.release.problem and label not in citations.works:
            terminal.print_error(f"reviewhelpers: {citations.book.release.problem}")
    else:
        try:
            text = cite_work(label, style)
        except UnknownId as error:
            raise UsageError(f"{error}; citing a part of the book {needs_clone()}") from error
    print(terminal.escape_for_json(text) if style == "csl" else text)
    return 0
