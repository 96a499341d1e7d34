"""Words that a search takes for the same: other names of the terms of the glossary, of species and of elements."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

from reviewhelpers.dataset import data

LIST = Path(__file__).with_suffix(".toml")


@functools.cache
def read() -> Mapping[str, Mapping[str, list[str]]]:
    """The list, by its parts: ``terms`` and ``species``."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def groups() -> list[list[str]]:
    """Names for one thing; formulas and symbols come first in their groups.

    Examples
    --------
    >>> [group for group in groups() if "NHE" in group]
    [['standard hydrogen electrode', 'SHE', 'NHE', 'normal hydrogen electrode']]
    >>> ["Cu", "copper"] in groups()
    True
    """
    listed = [[name, *others] for part in read().values() for name, others in part.items()]
    elements = data.table("elements")
    return [*listed, *map(list, zip(elements["symbol"], elements["name"], strict=True))]
