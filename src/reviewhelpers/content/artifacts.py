"""Making the figures and tables of the book: their description and the bytes of their files.

Nothing here needs Sphinx, so that other processes can make them while a build reads pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reviewhelpers._core.artifacts import TABLE_FILES, Artifact, is_figure
from reviewhelpers.content import figure_points, frames, structure_files

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

    page, phone = (figures.make(id, width=width) for width in ("page", "phone"))
    content = figures.describe(id, page)
    points = {"page": page.point_places(), "phone": phone.point_places()}
    files = {"csv": figures.data_csv(page.data).encode(), **figures.files(id, page, ("svg", "pdf"))}
    # Neither figure is drawn again after its last file, so that neither needs a copy.
    # A page of a folder may read no CSV, but load a script.
    values = json.dumps(files["csv"].decode(), ensure_ascii=False, separators=(",", ":"))
    files["values.js"] = f"figureValues({values})\n".encode()
    files["png"] = figures.save(id, page, "png", keep=False)
    files["phone.svg"] = figures.save(id, phone, "svg", keep=False)
    for form in ("", "phone."):
        files[f"{form}dark.svg"] = dark_mode.recolour(files[f"{form}svg"].decode(), id).encode()
    if any(points.values()):
        files["points.js"] = figure_points.script(id, points).encode()
    if moved := frames.of(id):
        files["frames.js"] = frames.script(moved).encode()
    return Artifact(figures.line(content), content, files, _structures(content, page.structures))


def _table(id: str) -> Artifact:
    from reviewhelpers import tables

    table = tables.make(id)
    content = tables.described(id, table)
    files = {suffix: tables.save(id, table, suffix).encode() for suffix in TABLE_FILES}
    return Artifact(tables.line(content), content, files, _structures(content, table.structures))


def _structures(content: dict[str, Any], ids: Iterable[str]) -> dict[str, bytes]:
    """The files of the structures that a figure or table shows, which its description then lists."""
    shown = list(dict.fromkeys(ids))
    if shown:
        content["structures"] = [structure_files.described(id) for id in shown]
    return {path: held for id in shown for path, held in structure_files.files(id).items()}


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
