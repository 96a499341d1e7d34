"""Baseline rows: those that existed when the expected values of some tests were counted by hand.

Tests that compare with a count, a list or a place found by hand see only these rows: rows added later change
no count, and changes of these rows are still found. ``@pytest.mark.counted`` marks such a test; in a module
that ``pytestmark`` marks, ``@pytest.mark.all_rows`` marks the tests that see all rows. All other tests see
all rows. After counting again, run ``python tests/baseline_rows.py``, which adds all current rows.
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

from reviewhelpers.dataset import data, figure_rows

PATH = Path(__file__).with_suffix(".txt")


def known() -> dict[str, list[str]]:
    """The baseline ids by table."""
    found: dict[str, list[str]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[list(found)[-1]] += line.split()
        elif not line.startswith("#"):
            found[line] = []
    return found


def frames() -> dict[str, pd.DataFrame]:
    """The tables reduced to the baseline rows."""
    return {
        name: frame[frame["id"].isin(ids)] for name, ids in known().items() for frame in [data.table(name)]
    }


def is_counted(item: pytest.Item) -> bool:
    """Whether a test sees only the baseline rows: by its own mark or that of its module."""
    return item.get_closest_marker("counted") is not None and item.get_closest_marker("all_rows") is None


class Lazy:
    """An object made from the rows that a test sees, on first access.

    Parameters
    ----------
    make : callable
        Makes the object.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._get = functools.cache(make)
        self.cache_clear = self._get.cache_clear

    def __getattr__(self, name: str) -> Any:
        return getattr(self._get(), name)

    def __getitem__(self, key: object) -> Any:
        return self._get()[key]

    def __len__(self) -> int:
        return len(self._get())


class VisibleRows:
    """The rows that tests see: all, or the baseline. A change clears what modules have cached."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._counted = False

    def select(self, counted: bool, module: ModuleType | None) -> None:
        """Let the tests of a module see the baseline rows or all."""
        if counted == self._counted:
            return
        self._counted = counted
        self._stack.close()
        if counted:
            self._stack.enter_context(data.replaced_tables(**frames()))
        # The module may have cached results from the other rows.
        for value in vars(module).values() if module else ():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def render(names: Iterable[str]) -> str:
    """The text of the list, for all current rows."""
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
    # Which rows figures name is no data: a figure that names one more has to find it.
    names = [entry["name"] for entry in data.descriptor()["resources"]]
    PATH.write_text(render(name for name in names if name != figure_rows.TABLE), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}: {sum(map(len, known().values()))} rows\n")
