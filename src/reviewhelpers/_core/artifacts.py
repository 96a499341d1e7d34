"""Figures and tables as the book publishes them, and the paths of their files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

FIGURE_FILES = (
    "svg",
    "dark.svg",
    "csv",
    "pdf",
    "png",
    "phone.svg",
    "phone.dark.svg",
    "values.js",
    "points.js",
    "frames.js",
)
GAP = "—"
"""What a cell of a table says where there is nothing to say."""

OPTIONAL_FILES = frozenset(("phone.svg", "phone.dark.svg", "values.js", "points.js", "frames.js"))
"""Files that a figure may lack: its narrow form, and the scripts with its values, points and frames."""
TABLE_FILES = ("csv", "md", "tex")


@dataclass(frozen=True)
class Artifact:
    """A rendered figure or table.

    Parameters
    ----------
    line : str
        The line that a notebook stores of it.
    content : mapping
        Kind, id, title, caption and the rest, in types of JSON; see
        :func:`reviewhelpers.figures.describe` and :func:`reviewhelpers.tables.described`.
    files : mapping of str to bytes
        Its files, by suffix.
    shared : mapping of str to bytes
        Files that others may show, too, by their path below the site's root: those of the structures it draws.
    """

    line: str
    content: Mapping[str, Any]
    files: Mapping[str, bytes]
    shared: Mapping[str, bytes] = field(default_factory=dict)


def is_figure(id: str) -> bool:
    """Whether an id is that of a figure and not of a table."""
    return id.startswith("fig-")


def suffixes(id: str) -> tuple[str, ...]:
    """Suffixes of the files that a figure or table may have."""
    return FIGURE_FILES if is_figure(id) else TABLE_FILES


def paths(id: str, made: Collection[str] | None = None) -> list[str]:
    """Paths of the files of a figure or table below the site's root.

    Parameters
    ----------
    id : str
        Of the figure or table.
    made : collection of str, optional
        Suffixes of the files that it has; without them, all that it may have.

    Examples
    --------
    >>> paths("tab-norr-doping")
    ['tables/tab-norr-doping.csv', 'tables/tab-norr-doping.md', 'tables/tab-norr-doping.tex']
    """
    folder = "figures" if is_figure(id) else "tables"
    return [f"{folder}/{id}.{suffix}" for suffix in suffixes(id) if made is None or suffix in made]


def structure_path(id: str, suffix: str) -> str:
    """The path of a file of a structure below the site's root.

    Examples
    --------
    >>> structure_path("str-graphene", "cif")
    'structures/str-graphene.cif'
    """
    return f"structures/{id}.{suffix}"
