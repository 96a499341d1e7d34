"""Shared parts of the commands ``figures`` and ``tables``: arguments, formats, writing of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from reviewhelpers._core import atomic_writes, terminal
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type


def arguments(kind: str, formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """A decorator that adds the arguments ``ids``, ``--format`` and ``--out`` to a command."""

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        function = click.option(
            "--out",
            type=folder_type,
            default=Path(kind),
            show_default=True,
            metavar="DIR",
            help="Folder to write to.",
        )(function)
        function = click.option(
            "--format", default=formats, show_default=True, metavar="LIST", help="Separated by commas."
        )(function)
        return click.argument("ids", nargs=-1, metavar="[ID]...")(function)

    return decorate


def parse_formats(registry: Any, text: str) -> list[str]:
    """Parse a list of formats, separated by commas.

    Raises
    ------
    UsageError
        When a format is unknown, or the list is empty.
    """
    formats = list(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))
    unknown = [format for format in formats if format not in registry.FORMATS]
    if unknown or not formats:
        raise UsageError(f"format {', '.join(unknown) or 'missing'}: expected {', '.join(registry.FORMATS)}")
    return formats


def write(
    registry: Any,
    render: Callable[[str, Sequence[str]], dict[str, bytes]],
    ids: Sequence[str],
    formats: str,
    out: Path,
) -> int:
    """Render figures or tables and write their files, all or none.

    Parameters
    ----------
    registry : module
        :mod:`reviewhelpers.figures` or :mod:`reviewhelpers.tables`.
    render : callable
        Renders the files of an id, by format.
    ids : sequence of str
        Ids to render; all if empty.
    formats : str
        Separated by commas.
    out : Path
        Folder to write to.
    """
    parsed_formats = parse_formats(registry, formats)
    requested = list(dict.fromkeys(ids)) or registry.ids()
    # Check all ids first: a mistyped one must not leave part of the files written.
    for id in requested:
        registry.entry(id)
    atomic_writes.make_folder(out)
    contents: dict[Path, bytes] = {}
    for number, id in enumerate(requested, start=1):
        files = render(id, parsed_formats)
        contents |= {out / f"{id}.{format}": content for format, content in files.items()}
        terminal.print_error(f"[{number}/{len(requested)}] {id}: {', '.join(files)}")
    atomic_writes.write_all(contents)
    return 0
