"""What a page offers of a figure, a table or all systems, made by processes that need nothing of Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewhelpers.errors import ReviewHelpersError


class OtherOutput(ReviewHelpersError):
    """A stored output that is not what the code makes now."""


def made(stored: Path, content: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of what a cell showed, by their suffixes.

    Parameters
    ----------
    stored : Path
        The folder of the pictures that the notebooks store: ``<id>.svg`` and ``<id>.dark.svg``.
    content : mapping
        What the cell showed, as in :mod:`reviewhelpers.shown`.

    Raises
    ------
    OtherOutput
        When the code makes something else now: the notebook has to be run again.
    """
    return _figure(stored, content) if content["kind"] == "figure" else _table(content)


def _figure(stored: Path, content: Mapping[str, Any]) -> dict[str, bytes]:
    # The build that asks for it may have nothing to make, and then needs no matplotlib.
    from reviewhelpers import figures

    id = content["id"]
    plot = figures.make(id)
    _compare(content, figures.digest(plot.data))
    return {
        # The stored picture is the tested one; drawn on another platform it may differ in the last digits.
        **{suffix: (stored / f"{id}.{suffix}").read_bytes() for suffix in ("svg", "dark.svg")},
        "csv": figures.data_csv(plot.data).encode(),
        **figures.files(id, plot, ("pdf", "png")),
    }


def _table(content: Mapping[str, Any]) -> dict[str, bytes]:
    from reviewhelpers import tables

    id = content["id"]
    table = tables.make(id)
    _compare(content, tables.told(id, table).content["digest"])
    return {suffix: tables.save(id, table, suffix).encode() for suffix in tables.FORMATS}


def explored(piece: None) -> dict[str, Any]:
    """What the explorer holds."""
    from reviewhelpers import explorer

    return explorer.everything()


def _compare(content: Mapping[str, Any], digest: str) -> None:
    if content["digest"] != digest:
        raise OtherOutput(
            f"{content['id']}: the stored output is not what the code makes now; run 'make refresh'"
        )
