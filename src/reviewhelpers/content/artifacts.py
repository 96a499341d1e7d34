"""Figures and tables as the book publishes them: their description and the bytes of their files.

Nothing here needs Sphinx, so that other processes can make them while a build reads pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIGURE_FILES = ("svg", "dark.svg", "csv", "pdf", "png")
TABLE_FILES = ("csv", "md", "tex")


@dataclass(frozen=True)
class Artifact:
    """A figure or table that is made.

    Parameters
    ----------
    line : str
        What a notebook stores of it.
    content : mapping
        Kind, id, title, caption and the rest, as JSON can hold it; see
        :func:`reviewhelpers.figures.described` and :func:`reviewhelpers.tables.described`.
    files : mapping of str to bytes
        Its files, by suffix.
    """

    line: str
    content: Mapping[str, Any]
    files: Mapping[str, bytes]


def is_figure(id: str) -> bool:
    """Whether an id is that of a figure; else it is that of a table."""
    return id.startswith("fig-")


def paths(id: str) -> list[str]:
    """Paths of the files of a figure or table below the site's root.

    Examples
    --------
    >>> paths("tab-norr-doping")
    ['tables/tab-norr-doping.csv', 'tables/tab-norr-doping.md', 'tables/tab-norr-doping.tex']
    """
    folder, suffixes = ("figures", FIGURE_FILES) if is_figure(id) else ("tables", TABLE_FILES)
    return [f"{folder}/{id}.{suffix}" for suffix in suffixes]


_WORKS: dict[str, tuple[str, ...]] = {}


def works(id: str) -> tuple[str, ...]:
    """Keys of the works behind the values of a figure or table, which is made for it where it was not yet."""
    if id not in _WORKS:
        note(describe(id))
    return _WORKS[id]


def note(content: Mapping[str, Any]) -> None:
    """Keep the works of a figure or table that is made, so that asking for them does not make it again."""
    _WORKS[content["id"]] = tuple(content["works"])


def line(id: str) -> str:
    """The line that a notebook stores of a figure or table, made now."""
    from reviewhelpers import figures, tables

    return (figures.line if is_figure(id) else tables.line)(describe(id))


def describe(id: str) -> dict[str, Any]:
    """The description of a figure or table, made now, without its files."""
    from reviewhelpers import figures, tables

    if is_figure(id):
        return figures.described(id, figures.make(id))
    return tables.described(id, tables.make(id))


def make(id: str) -> Artifact:
    """Make a figure or table and all its files.

    Raises
    ------
    ReviewHelpersError
        What making it raises.
    """
    return _figure(id) if is_figure(id) else _table(id)


def _figure(id: str) -> Artifact:
    from reviewhelpers import figures
    from reviewhelpers.charts import dark_mode

    plot = figures.make(id)
    content = figures.described(id, plot)
    files = {"csv": figures.data_csv(plot.data).encode(), **figures.files(id, plot, ("svg", "pdf", "png"))}
    files["dark.svg"] = dark_mode.recolour(files["svg"].decode(), id).encode()
    return Artifact(figures.line(content), content, files)


def _table(id: str) -> Artifact:
    from reviewhelpers import tables

    table = tables.make(id)
    content = tables.described(id, table)
    return Artifact(
        tables.line(content),
        content,
        {suffix: tables.save(id, table, suffix).encode() for suffix in TABLE_FILES},
    )


def warm_up() -> None:
    """Load what draws, and work out what several figures and tables share, before a process is forked."""
    from reviewhelpers import figures, tables
    from reviewhelpers.analysis import summary_table
    from reviewhelpers.dataset import provenance

    figures.load()
    tables.load()
    summary_table.harmonised()
    provenance.of_rows(())


def explored() -> dict[str, Any]:
    """What the explorer holds."""
    from reviewhelpers.content import explorer

    return explorer.everything()
