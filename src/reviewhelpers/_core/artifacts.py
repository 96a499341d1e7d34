"""Figures and tables as the book publishes them, and the paths of their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIGURE_FILES = ("svg", "dark.svg", "csv", "pdf", "png")
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
    """

    line: str
    content: Mapping[str, Any]
    files: Mapping[str, bytes]


def is_figure(id: str) -> bool:
    """Whether an id is that of a figure and not of a table."""
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
