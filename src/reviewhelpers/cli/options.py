"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

# Whether a path is there is looked at by the commands, whose messages say what to do.
folder_type = click.Path(path_type=Path)

BUILD = Path("_build")
"""Folder of what is built."""
