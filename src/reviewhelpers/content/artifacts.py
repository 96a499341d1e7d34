"""Making the figures and tables of the book: their description and the bytes of their files.

Nothing here needs Sphinx, so that other processes can make them while a build reads pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewhelpers._core.artifacts import TABLE_FILES, Artifact, is_figure

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
        return figures.describe(id, figures.make(id))
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
    content = figures.describe(id, plot)
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
    summary_table.build()
    provenance.works_of_rows(())


def explored() -> dict[str, Any]:
    """What the explorer holds."""
    from reviewhelpers.content import explorer

    return explorer.everything()
