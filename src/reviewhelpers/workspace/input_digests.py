"""Digests of the inputs of a build: modification times change when files are copied, digests do not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core.atomic_writes import PARTIAL_SUFFIX

FOLDERS = ("chapters", "data", "src")
FILES = (
    *("references.bib", "_config.yml", "_toc.yml", "CITATION.cff", "LICENSE", "LICENSE-CONTENT.md"),
    *("pyproject.toml", "requirements.lock"),
)
_PAGE_SUFFIXES = (".md", ".ipynb")


def digests(root: Path) -> dict[str, str]:
    """The SHA-256 of every input of a clone, by its path relative to the root."""
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in sorted(_names(root))}


def is_page(name: str) -> bool:
    """Whether an input is a page: Sphinx rebuilds changed pages alone; any other change rebuilds everything.

    Examples
    --------
    >>> is_page("chapters/index.md"), is_page("chapters/a.png"), is_page("data/systems.csv")
    (True, False, False)
    """
    return name.startswith("chapters/") and name.endswith(_PAGE_SUFFIXES)


def _names(root: Path) -> Iterator[str]:
    yield from (name for name in FILES if (root / name).is_file())
    for top in FOLDERS:
        for folder, subfolders, files in os.walk(root / top):
            subfolders[:] = [name for name in subfolders if not _is_ignored(name)]
            relative = Path(folder).relative_to(root).as_posix()
            yield from (f"{relative}/{name}" for name in files if not _is_ignored(name))


def _is_ignored(name: str) -> bool:
    return (
        name.startswith(".") or name == "__pycache__" or name.endswith((".pyc", PARTIAL_SUFFIX, ".egg-info"))
    )
