"""``reviewhelpers new-part``: the skeleton of a new part."""

from __future__ import annotations

import click

from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("new-part")
@click.argument("name")
@click.option("--title", required=True, metavar="TITLE", help="Its name in the contents.")
@click.option(
    "--source", required=True, metavar="ID", help="The document it reads: an id of data/sources.csv."
)
def command(name: str, title: str, source: str) -> int:
    """Make the skeleton of a new part: page, figure, tests, rows to fill.

    NAME is one word, such as oxygen.
    """
    from reviewhelpers.content import new_part

    try:
        with exclusive_access(ROOT):
            written = new_part.make(name, title, source, say=lambda line: print(line, flush=True))
    except new_part.Refused as error:
        raise UsageError(str(error)) from error
    print("\n".join(f"  {path}" for path in written))
    print(new_part.NEXT.substitute(name=name), end="")
    return 0
