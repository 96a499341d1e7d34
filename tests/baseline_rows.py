"""The rows that were there when something was counted by hand.

A test that compares with a count, a list or a place found by hand sees these rows alone: a row that comes
later changes no count, and one of these that changes is still seen. ``@pytest.mark.counted`` marks it; where
``pytestmark`` marks a module, ``@pytest.mark.all_rows`` marks what holds for all rows in it. All other tests
see all rows. Who counts anew runs ``python tests/baseline_rows.py``, which takes in all rows that there are.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from reviewhelpers.dataset import data

PATH = Path(__file__).with_suffix(".txt")


def known() -> dict[str, list[str]]:
    """The ids by table."""
    found: dict[str, list[str]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[list(found)[-1]] += line.split()
        elif not line.startswith("#"):
            found[line] = []
    return found


def frames() -> dict[str, pd.DataFrame]:
    """The tables with the counted rows alone; one that is gone is missed where it was counted."""
    return {
        name: frame[frame["id"].isin(ids)] for name, ids in known().items() for frame in [data.table(name)]
    }


def is_counted(item: pytest.Item) -> bool:
    """Whether a test sees the counted rows alone: by its own mark or that of its module."""
    return item.get_closest_marker("counted") is not None and item.get_closest_marker("all_rows") is None


class Made:
    """What is made of the rows that a test sees, when it is first asked for something.

    Parameters
    ----------
    make : callable
        Makes it.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._made = functools.cache(make)
        self.cache_clear = self._made.cache_clear

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made(), name)

    def __getitem__(self, key: object) -> Any:
        return self._made()[key]

    def __len__(self) -> int:
        return len(self._made())


class Seen:
    """Which rows tests see: all, or those that were counted. A change has all be drawn anew."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._counted = False

    def change(self, counted: bool, module: ModuleType | None) -> None:
        """Have the tests of a module see counted rows or all."""
        if counted == self._counted:
            return
        self._counted = counted
        self._stack.close()
        if counted:
            self._stack.enter_context(data.replaced(**frames()))
        # Modules keep what they made of the other rows.
        for made in vars(module).values() if module else ():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


def written(names: Iterable[str]) -> str:
    """The text of the list, of all rows that there are."""
    lines = ["# The rows that tests marked as counted see; renewed by `python tests/baseline_rows.py`."]
    for name in names:
        lines.append(name)
        ids = " ".join(data.table(name)["id"])
        lines += textwrap.wrap(
            ids,
            118,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PATH.write_text(written(entry["name"] for entry in data.descriptor()["resources"]), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}: {sum(map(len, known().values()))} rows\n")
