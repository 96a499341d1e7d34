"""What a cell of a notebook shows: a figure or a table, with a digest that a test can compare."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MIME = "application/vnd.reviewhelpers+json"
"""The MIME type under which the book finds all it needs to typeset a figure or a table."""


def digest(text: str) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of `text`.

    Examples
    --------
    >>> digest("")
    'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def digest_of_all(values: str, *words: object) -> str:
    r"""A digest of all that a reader sees of a figure or a table.

    Parameters
    ----------
    values : str
        The values in one fixed spelling, rounded so that it is the same on every machine.
    *words : object
        Title, caption and the rest, as JSON can hold them.

    Examples
    --------
    >>> digest_of_all("x\n1\n", "A title", "A caption.") == digest_of_all("x\n1\n", "A title", "Another.")
    False
    """
    return digest(json.dumps([values, *words], ensure_ascii=False))


@dataclass(frozen=True)
class Shown:
    """A figure or table as a notebook cell returns it.

    Stored outputs are compared as text by nbval, so the line and the description both carry the digest of
    all that a reader sees: a changed value, title, caption or alternative text shows as a difference.

    Parameters
    ----------
    line : str
        One line of plain text: the id, the size and the digest.
    content : mapping
        What the book needs: kind, id, title, caption and the rest. JSON can hold it.
    views : mapping
        Further MIME types and their text, for readers of the notebook outside the book.
    """

    line: str
    content: Mapping[str, Any]
    views: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return self.line

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/plain": self.line, MIME: dict(self.content), **self.views}
