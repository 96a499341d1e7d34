"""``reviewhelpers tables``: rebuild tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reviewhelpers.cli import artifact_files


@click.command("tables")
@artifact_files.arguments("tables", "csv,md,tex")
def command(ids: tuple[str, ...], format: str, out: Path) -> int:
    """Rebuild tables, all or those named."""
    from reviewhelpers import tables

    def render(id: str, formats: Sequence[str]) -> dict[str, bytes]:
        table = tables.make(id)
        return {name: tables.save(id, table, name).encode() for name in formats}

    return artifact_files.write(tables, render, ids, format, out)
