"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

# Commands check themselves whether a path exists: their messages say what to do.
folder_type = click.Path(path_type=Path)

BUILD = Path("_build")
"""Folder of built files."""
