"""``reviewhelpers checksums``: the checksums of a release."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.options import BUILD, folder_type
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("checksums")
@click.argument("build", type=folder_type, default=BUILD, metavar="[DIR]")
def command(build: Path) -> int:
    """Write the checksums of all that a release publishes from the folder of the build, DIR."""
    from reviewhelpers.citing import items
    from reviewhelpers.release import checksums

    book = items.book(ROOT)
    with exclusive_access(build):
        path = checksums.write(build, book.release.commit, book.address)
    print(path.read_text(encoding="utf-8"), end="")
    return 0
