"""What a page offers of a figure, a table or all systems, made by processes that need nothing of Sphinx."""

from __future__ import annotations

import itertools
import json
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
    _compare(content, figures.described(id, plot))
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
    _compare(content, tables.described(id, table))
    return {suffix: tables.save(id, table, suffix).encode() for suffix in tables.FORMATS}


def explored(piece: None) -> dict[str, Any]:
    """What the explorer holds."""
    from reviewhelpers import explorer

    return explorer.everything()


def _compare(stored: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuse what differs in anything that a reader sees, naming what is stored and what is made now."""
    for part, made_now in now.items():
        if stored.get(part) != made_now:
            texts = (json.dumps(each, ensure_ascii=False) for each in (stored.get(part), made_now))
            found, expected = _differing(*texts)
            raise OtherOutput(
                f"{now['id']}: the stored {part} is not what the code makes now: found {found}, expected "
                f"{expected}; run 'make refresh'"
            )


_AROUND = 30


def _differing(one: str, other: str) -> tuple[str, str]:
    """Two texts around the place from which on they differ."""
    shared = sum(
        1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    start = max(shared - _AROUND, 0)
    return one[start : start + 2 * _AROUND], other[start : start + 2 * _AROUND]
