"""``reviewhelpers wheel``: the package as one file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reviewhelpers._core.paths import ROOT
from reviewhelpers.cli.options import BUILD, folder_type


@click.command("wheel")
@click.option(
    "--out", type=folder_type, default=BUILD, show_default=True, metavar="DIR", help="Folder to write to."
)
def command(out: Path) -> int:
    """Make the wheel of this project."""
    from reviewhelpers._core.git import Git
    from reviewhelpers.release import wheel

    print(wheel.build(ROOT, out))
    if problem := Git(ROOT).problem:
        print(f"reviewhelpers: {problem}", file=sys.stderr)
    return 0
