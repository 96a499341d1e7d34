"""What a book is built from, by contents: times of files say when they were copied, not what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from reviewhelpers._core.atomic_writes import PART

FOLDERS = ("chapters", "data", "src")
FILES = (
    *("references.bib", "_config.yml", "_toc.yml", "CITATION.cff", "LICENSE", "LICENSE-CONTENT.md"),
    *("pyproject.toml", "requirements.lock"),
)
_PAGES = (".md", ".ipynb")


def digests(root: Path) -> dict[str, str]:
    """The SHA-256 of every input of a clone, by its path below the root."""
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in sorted(_names(root))}


def is_page(name: str) -> bool:
    """Whether an input is a page, which Sphinx reads anew alone; where another changed, all is made anew.

    Examples
    --------
    >>> is_page("chapters/index.md"), is_page("chapters/a.png"), is_page("data/systems.csv")
    (True, False, False)
    """
    return name.startswith("chapters/") and name.endswith(_PAGES)


def _names(root: Path) -> Iterator[str]:
    yield from (name for name in FILES if (root / name).is_file())
    for top in FOLDERS:
        for folder, below, files in os.walk(root / top):
            below[:] = [name for name in below if not _passed_over(name)]
            inside = Path(folder).relative_to(root).as_posix()
            yield from (f"{inside}/{name}" for name in files if not _passed_over(name))


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or name.endswith((".pyc", PART, ".egg-info"))
