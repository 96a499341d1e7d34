"""``reviewhelpers build``: one strict build with Jupyter Book."""

from __future__ import annotations

from pathlib import Path

import click

from reviewhelpers.cli.options import folder_type
from reviewhelpers.workspace import resource_limits
from reviewhelpers.workspace.exclusive_command import exclusive_access


@click.command("build")
@click.argument("folder", type=folder_type, metavar="DIR")
def command(folder: Path) -> int:
    """Build the pages with Jupyter Book in the folder DIR; warnings count as faults."""
    from reviewhelpers.sphinxext import runner

    with exclusive_access(folder):
        resource_limits.check()
        return runner.build(folder)
