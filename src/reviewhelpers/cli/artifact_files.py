"""Shared parts of the commands ``figures`` and ``tables``: arguments, formats, writing of files."""

from __future__ import annotations

import fnmatch
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from reviewhelpers._core import atomic_writes, terminal
from reviewhelpers._core.registry import close_matches
from reviewhelpers.cli.errors import UsageError
from reviewhelpers.cli.options import folder_type

_PATTERN = frozenset("*?[]")


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
        complete = functools.partial(_complete, kind[:3])
        return click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete)(function)

    return decorate


def _complete(kind: str, context: click.Context, parameter: click.Parameter, begin: str) -> list[str]:
    """Ids that begin as typed, for the shell; reading them from their files is quicker than importing all."""
    from reviewhelpers.citing import outline

    return [id for id in sorted(outline.titles()) if id.startswith(f"{kind}-") and id.startswith(begin)]


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


def matching(registry: Any, ids: Sequence[str]) -> list[str]:
    """The ids that words name, each once: an id names itself, a pattern such as ``fig-co2rr-*`` all that match it.

    Parameters
    ----------
    registry : module
        :mod:`reviewhelpers.figures` or :mod:`reviewhelpers.tables`.
    ids : sequence of str
        Ids and patterns; all ids if empty.

    Raises
    ------
    UnknownId
        When there is no such id.
    UsageError
        When a pattern matches none.
    """
    known = registry.ids()
    found: list[str] = []
    for word in ids:
        if not _PATTERN & set(word):
            found.append(registry.entry(word).id)
            continue
        matched = fnmatch.filter(known, word)
        if not matched:
            near = close_matches("".join(sign for sign in word if sign not in _PATTERN), known) or known
            raise UsageError(f"no id matches {word!r}; near ones: {', '.join(near)}")
        found += matched
    return list(dict.fromkeys(found)) if ids else list(known)


def write(ids: Sequence[str], render: Callable[[str], Mapping[str, bytes]], out: Path) -> int:
    """Render figures or tables and write their files, all or none.

    Parameters
    ----------
    ids : sequence of str
        Ids to render.
    render : callable
        Renders the files of an id, by format.
    out : Path
        Folder to write to; made once the first is rendered, so that a wrong option leaves none.
    """
    contents: dict[Path, bytes] = {}
    for number, id in enumerate(ids, start=1):
        files = render(id)
        atomic_writes.make_folder(out)
        contents |= {out / f"{id}.{format}": content for format, content in files.items()}
        terminal.print_error(f"[{number}/{len(ids)}] {id}: {', '.join(files)}")
    atomic_writes.write_all(contents)
    return 0
