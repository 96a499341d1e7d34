"""What the commands ``figures`` and ``tables`` share: names, formats, writing all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from reviewhelpers._core import atomic_writes, terminal
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type


def arguments(kind: str, formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Decorate a command with its names, ``--format`` and ``--out``."""

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
    """The formats of a list separated by commas.

    Raises
    ------
    UsageError
        When the registry does not write one of them, or none is named.
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
    """Render things of a registry and write all their files together.

    Parameters
    ----------
    registry : module
        :mod:`reviewhelpers.figures` or :mod:`reviewhelpers.tables`.
    render : callable
        Gives the files of an id by format.
    ids : sequence of str
        What to render; all where empty.
    formats : str
        Separated by commas.
    out : Path
        Folder to write to.
    """
    wanted_formats = parse_formats(registry, formats)
    wanted = list(dict.fromkeys(ids)) or registry.ids()
    # All names first: a mistyped one must not leave half of the files behind.
    for id in wanted:
        registry.entry(id)
    atomic_writes.folder(out)
    contents: dict[Path, bytes] = {}
    for number, id in enumerate(wanted, start=1):
        files = render(id, wanted_formats)
        contents |= {out / f"{id}.{format}": content for format, content in files.items()}
        terminal.print_error(f"[{number}/{len(wanted)}] {id}: {', '.join(files)}")
    atomic_writes.write_all(contents)
    return 0
