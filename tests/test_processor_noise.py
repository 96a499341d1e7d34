"""No word, number, order or label hangs on the last bits of a computed number."""

from __future__ import annotations

import dataclasses
import inspect
import math
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any, SupportsFloat

import book_outputs
import numpy as np
import pandas as pd
import pytest

from reviewhelpers import figures
from reviewhelpers._core import rounding
from reviewhelpers.chemistry import clusters, electrode, energetics, nitrate, ratios, reactions, units
from reviewhelpers.dataset import data

pytestmark = pytest.mark.slow

COMPUTING = (clusters, electrode, energetics, ratios, nitrate, reactions, units)
"""The modules that compute numbers from those that are printed."""

SHARE = 3e-15
"""How much a number is moved: more than processors and libraries differ in."""


@pytest.fixture(scope="module")
def as_computed() -> dict[str, str]:
    """What the book says and draws of the numbers as they are."""
    return book_outputs.everything(pictures=True)


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The lines of the second that differ, each with the name of the text it stands in."""
    assert other.keys() <= one.keys()
    return [
        f"{name}: {line} | {moved}"
        for name, text in other.items()
        for line, moved in zip(one[name].splitlines(), text.splitlines(), strict=False)
        if line != moved
    ]


def some_ulps(value: float) -> float:
    """A number up to four floats nearer to zero or further away."""
    steps = zlib.crc32(repr(value).encode()) % 9 - 4
    for _ in range(abs(steps)):
        value = math.nextafter(value, math.copysign(math.inf, value) if steps > 0 else 0.0)
    return value


@pytest.mark.parametrize(
    "moved",
    [lambda value: value * (1 + SHARE), some_ulps],
    ids=["up", "some ulps"],
)
def test_no_text_changes_where_what_is_rounded_moves_by_its_last_bits(
    as_computed: dict[str, str], monkeypatch: pytest.MonkeyPatch, moved: Callable[[float], float]
) -> None:
    settled = rounding.settled

    def settled_moved(value: SupportsFloat) -> Decimal:
        return settled(moved(float(value)))

    monkeypatch.setattr(rounding, "settled", settled_moved)
    with data.replaced_tables():
        assert differing(as_computed, book_outputs.everything()) == []


def shaken(value: Any, sign: int) -> Any:
    """A result with each of its numbers moved up or down, in turn."""
    if isinstance(value, float):
        return value * (1 + sign * SHARE)
    if isinstance(value, np.ndarray | pd.Series) and value.dtype == float:
        return value * (1 + sign * SHARE * np.resize([1, -1], value.size).reshape(value.shape))
    if type(value) is tuple:
        return tuple(shaken(item, sign if place % 2 else -sign) for place, item in enumerate(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
        moved = shaken(tuple(item for _, item in fields), sign)
        return dataclasses.replace(
            value, **{name: item for (name, _), item in zip(fields, moved, strict=True)}
        )
    return value


def shake(monkeypatch: pytest.MonkeyPatch, seed: int) -> Counter[str]:
    """Move what all computing functions give; counts their calls."""
    calls: Counter[str] = Counter()

    def shaking(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def shakes(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            # A machine gives the same each time; other numbers move another way.
            even = zlib.crc32(f"{seed} {name} {arguments} {named}".encode()) % 2
            return shaken(function(*arguments, **named), 1 if even else -1)

        return shakes

    for module in COMPUTING:
        # The modules of a package import functions from one another: each has its own name for them.
        for part in [module, *modules_below(module)]:
            for name, function in vars(part).items():
                if name in module.__all__ and name != "finite" and is_own(module, function):
                    monkeypatch.setattr(part, name, shaking(f"{module.__name__}.{name}", function))
    return calls


def modules_below(package: ModuleType) -> list[ModuleType]:
    """The modules of a package; none for a module."""
    return [module for name, module in sys.modules.items() if name.startswith(f"{package.__name__}.")]


def test_nothing_changes_where_what_is_computed_moves_by_its_last_bits(
    as_computed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = shake(monkeypatch, 1)
    with data.replaced_tables():
        moved = book_outputs.everything(pictures=True)
    assert differing(as_computed, moved) == []
    drawn = {name for name in moved if name.endswith(".svg")}
    assert len(drawn) == len(figures.ids())
    assert calls.total() > 1000


def is_own(module: Any, function: Any) -> bool:
    """Whether a function is defined in a module or below it; cached ones are wrapped."""
    found = inspect.unwrap(function) if callable(function) else None
    return inspect.isfunction(found) and f"{found.__module__}.".startswith(f"{module.__name__}.")
