"""A registry of objects under stable ids: the figures and the tables of the book."""

from __future__ import annotations

import ast
import difflib
import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

from reviewhelpers._core.errors import ReviewHelpersError

T = TypeVar("T")

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def close_matches(word: str, known: Iterable[str], count: int = 5) -> list[str]:
    """The words of `known` that are most similar to `word`, best first."""
    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.4)


class UnknownId(ReviewHelpersError):
    """An id that is not registered; the message lists similar ones.

    Parameters
    ----------
    kind : str
        The kind of object, such as ``figure``.
    id : str
        The requested id.
    known : iterable of str
        All registered ids.
    """

    def __init__(self, kind: str, id: str, known: Iterable[str]):
        ids = sorted(known)
        if similar := close_matches(id, ids):
            hint = f"near ones: {', '.join(similar)}"
        elif ids:
            hint = f"there are: {', '.join(ids)}"
        else:
            hint = f"no {kind} is registered"
        super().__init__(f"no {kind} {id!r}; {hint}")
        self.kind = kind
        self.id = id
        self.similar = similar


class Registry(Generic[T]):
    """Objects of one kind under ids that never change.

    Parameters
    ----------
    kind : str
        The kind of object, for messages: ``figure`` or ``table``.
    prefix : str
        Prefix of all ids, such as ``fig-``: it shows the kind wherever an id is used.

    Examples
    --------
    >>> colours = Registry("colour", "colour-")
    >>> colours.add("colour-red", "#ff0000")
    >>> colours.get("colour-red")
    '#ff0000'
    >>> colours.get("colour-rod")
    Traceback (most recent call last):
    ...
    reviewhelpers._core.registry.UnknownId: no colour 'colour-rod'; near ones: colour-red
    """

    def __init__(self, kind: str, prefix: str):
        self.kind = kind
        self.prefix = prefix
        self._items: dict[str, T] = {}

    def add(self, id: str, item: T) -> None:
        """Register `item` under `id`.

        Raises
        ------
        ReviewHelpersError
            When the id is taken, or is not the prefix and lower-case words joined by hyphens.
        """
        if not (id.startswith(self.prefix) and _ID.fullmatch(id)):
            raise ReviewHelpersError(
                f"{self.kind} id {id!r}: expected {self.prefix!r} and lower-case words joined by hyphens"
            )
        if id in self._items:
            raise ReviewHelpersError(f"{self.kind} id {id!r} is registered twice")
        self._items[id] = item

    def get(self, id: str) -> T:
        """The object registered under `id`.

        Raises
        ------
        UnknownId
            When there is none; the message lists similar ids.
        """
        try:
            return self._items[id]
        except KeyError:
            raise UnknownId(self.kind, id, self._items) from None

    def ids(self) -> tuple[str, ...]:
        """All ids, sorted, so that they do not depend on the order of imports."""
        return tuple(sorted(self._items))


def read_titles(package: Path) -> dict[str, str]:
    """The titles of all figures and tables by id, read from their Markdown files and the source of their modules.

    Importing these modules takes longer than citing a page does, and needs the plotting libraries.

    Parameters
    ----------
    package : Path
        The folder of the package, which holds ``figures`` and ``tables``.

    Returns
    -------
    dict of str to str
        Titles in MyST markdown. A module that cannot be parsed has none.
    """
    found: dict[str, str] = {}
    for path in sorted(package.glob("figures/**/*.md")):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if path.stem.startswith("fig-") and first.startswith("# "):
            found[path.stem] = first.removeprefix("# ").strip()
    for path in sorted(package.glob("tables/**/*.py")):
        found |= _titles(path.read_bytes())
    return found


@functools.lru_cache(200)
def _titles(source: bytes) -> dict[str, str]:
    try:
        lines = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    found = {}
    functions = [line for line in lines if isinstance(line, ast.FunctionDef)]
    for decorator in (decorator for function in functions for decorator in function.decorator_list):
        match decorator:
            case ast.Call(
                func=ast.Name(id="table"),
                args=[ast.Constant(value=str(id))],
                keywords=[ast.keyword(arg="title", value=ast.Constant(value=str(title)))],
            ):
                found[id] = title
    return found
