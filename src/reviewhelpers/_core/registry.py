"""A registry of things under stable ids: the figures and the tables of the book."""

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


def near(word: str, known: Iterable[str], count: int = 5) -> list[str]:
    """Those of `known` that look most like `word`, best first."""
    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.4)


class UnknownId(ReviewHelpersError):
    """An id that the registry does not hold; the message lists the near ones.

    Parameters
    ----------
    kind : str
        What was looked for, such as ``figure``.
    id : str
        The id that was asked for.
    known : iterable of str
        The ids there are.
    """

    def __init__(self, kind: str, id: str, known: Iterable[str]):
        ids = sorted(known)
        close = near(id, ids)
        if close:
            hint = f"near ones: {', '.join(close)}"
        elif ids:
            hint = f"there are: {', '.join(ids)}"
        else:
            hint = f"no {kind} is registered"
        super().__init__(f"no {kind} {id!r}; {hint}")
        self.kind = kind
        self.id = id
        self.near = close


class Registry(Generic[T]):
    """Things of one kind under ids that never change.

    Parameters
    ----------
    kind : str
        What the registry holds, for messages: ``figure`` or ``table``.
    prefix : str
        How each id starts, such as ``fig-``, so that an id tells its kind wherever it stands.

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
            When the id is taken, or is not made of the prefix and lower-case words joined by hyphens.
        """
        if not (id.startswith(self.prefix) and _ID.fullmatch(id)):
            raise ReviewHelpersError(
                f"{self.kind} id {id!r}: expected {self.prefix!r} and lower-case words joined by hyphens"
            )
        if id in self._items:
            raise ReviewHelpersError(f"{self.kind} id {id!r} is registered twice")
        self._items[id] = item

    def get(self, id: str) -> T:
        """The thing registered under `id`.

        Raises
        ------
        UnknownId
            When there is none; the message lists the ids most like it.
        """
        try:
            return self._items[id]
        except KeyError:
            raise UnknownId(self.kind, id, self._items) from None

    def ids(self) -> tuple[str, ...]:
        """All ids, sorted, so that the order of imports does not show."""
        return tuple(sorted(self._items))


def titles(package: Path) -> dict[str, str]:
    """The titles of all figures and tables by id, read from the source of their modules.

    Importing these modules takes longer than citing a page does, and needs what draws.

    Parameters
    ----------
    package : Path
        The folder of the package, which holds ``figures`` and ``tables``.

    Returns
    -------
    dict of str to str
        Titles in MyST markdown. A module that is no Python has none.
    """
    found: dict[str, str] = {}
    for path in sorted((*package.glob("figures/**/*.py"), *package.glob("tables/**/*.py"))):
        found |= _titles(path.read_bytes())
    return found


@functools.lru_cache(200)
def _titles(source: bytes) -> dict[str, str]:
    try:
        lines = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    found = {}
    for mark in (mark for line in lines if isinstance(line, ast.FunctionDef) for mark in line.decorator_list):
        match mark:
            case ast.Call(
                func=ast.Name(id="figure" | "table"),
                args=[ast.Constant(value=str(id))],
                keywords=[ast.keyword(arg="title", value=ast.Constant(value=str(title)))],
            ):
                found[id] = title
    return found
