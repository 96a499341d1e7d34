"""Outputs of notebook cells that show a figure or a table: one line to store and to compare.

The line holds the id of the figure or table, its size and a digest of all that a reader sees. Notebooks store
neither the picture nor the caption nor the cells of a table: the build of the book renders them.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_LINE = re.compile(
    r"(?P<id>(?:fig|tab)(?:-[a-z0-9]+)+|picture): \d+ (?:points|rows × \d+ columns), sha256 [0-9a-f]{12}"
)
PICTURE = "picture"
"""The id in the line of a picture that the code of a page itself draws."""


def digest(text: str) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of `text`.

    Examples
    --------
    >>> digest("")
    'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def digest_values(values: str, *words: object) -> str:
    r"""A digest of everything that a reader sees of a figure or a table.

    Parameters
    ----------
    values : str
        The values as text, rounded so that it is the same on every machine.
    *words : object
        Title, caption and the rest, in types of JSON.

    Examples
    --------
    >>> digest_values("x\n1\n", "A title", "A caption.") == digest_values("x\n1\n", "A title", "Another.")
    False
    """
    return digest(json.dumps([values, *words], ensure_ascii=False))


def parse_id(line: str) -> str:
    """The id in the stored line of a figure or table; empty for any other text.

    Examples
    --------
    >>> parse_id("fig-norr-epr: 4 points, sha256 e3b0c44298fc"), parse_id("4 points")
    ('fig-norr-epr', '')
    """
    found = _LINE.fullmatch(line)
    return found["id"] if found else ""


def parse_show_call(source: str) -> tuple[str, bool]:
    r"""The figure or table that the last line of a cell shows, and whether the cell does nothing else.

    Parameters
    ----------
    source : str
        The code of the cell.

    Returns
    -------
    id : str
        The id of a figure or table; :data:`PICTURE` for a picture that the cell draws; empty for other code.
    alone : bool
        Whether the only other line is the import that it needs; then no kernel has to run the cell.

    Examples
    --------
    >>> parse_show_call('from reviewhelpers import figures\n\nfigures.show("fig-norr-epr")')
    ('fig-norr-epr', True)
    >>> parse_show_call('figures.show("fig-norr-epr")'), parse_show_call("print(1)")
    (('fig-norr-epr', False), ('', False))
    """
    try:
        # Lone surrogates are reported elsewhere; they must not keep the code from being parsed.
        lines = ast.parse(source.encode("utf-8", "replace")).body
    except (SyntaxError, ValueError):
        return "", False
    match lines[-1:]:
        case [ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name(id="figures"), attr="picture")))]:
            return PICTURE, False
        case [
            ast.Expr(
                ast.Call(
                    func=ast.Attribute(value=ast.Name(id="figures" | "tables" as kind), attr="show"),
                    args=[ast.Constant(value=str(id))],
                    keywords=[],
                )
            )
        ] if id.startswith(f"{kind[:3]}-"):
            return id, [ast.unparse(line) for line in lines[:-1]] == [f"from reviewhelpers import {kind}"]
    return "", False


@dataclass(frozen=True)
class NotebookOutput:
    """A figure or table as the value of a notebook cell.

    Parameters
    ----------
    line : str
        One line of plain text with id, size and digest: all that the notebooks of the book store.
    views : mapping
        Further representations by MIME type, for readers who run the cell in Jupyter.
    details : mapping
        Metadata of the views by MIME type, such as the alternative text of a picture.
    shown : object
        The drawn figure or the made table, for what shows it in another way; no notebook stores it.
    """

    line: str
    views: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shown: object = field(default=None, compare=False)

    def __repr__(self) -> str:
        return self.line

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"text/plain": self.line, **self.views}
        return data, {mime: dict(details) for mime, details in self.details.items()}
