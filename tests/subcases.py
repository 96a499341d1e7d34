"""One test for many cases of one kind, which are quickly looked at: it tells the faults of all."""

from __future__ import annotations

import functools
import inspect
import linecache
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest

MOST = 40
"""As many faults are shown; all are counted."""


def for_each(
    name: str, cases: Iterable[Any] | Callable[[], Iterable[Any]], shown: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Have one test look at many cases, as ``pytest.mark.parametrize`` has many tests look at one each.

    Parameters
    ----------
    name : str
        The parameter of the test that is the case.
    cases : iterable, or callable that makes one
        All of them, at least one. A callable is asked when the test runs.
    shown : callable
        The name of a case in the list of faults.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def together(**given: Any) -> None:
            held = list(cases() if callable(cases) else cases)
            assert held, "no case to look at"
            faults = []
            for case in held:
                try:
                    test(**given, **{name: case})
                except (Exception, pytest.fail.Exception) as fault:
                    faults.append(f"{shown(case)}\n{_said(fault)}")
            if faults:
                told = "\n\n".join(faults[:MOST])
                pytest.fail(f"{len(faults)} of {len(held)} cases:\n\n{told}", pytrace=False)

        signature = inspect.signature(test)
        left = [each for each in signature.parameters.values() if each.name != name]
        assert len(left) == len(signature.parameters) - 1, f"{test.__name__} takes no {name}"
        together.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return together

    return decorate


def _said(fault: BaseException) -> str:
    """A fault with the line of the test where it was met."""
    lines = [
        f"  {frame.filename}:{frame.lineno}: {linecache.getline(frame.filename, frame.lineno or 0).strip()}"
        for frame in traceback.extract_tb(fault.__traceback__)
        if frame.filename != __file__ and "_pytest" not in frame.filename
    ]
    told = "".join(traceback.format_exception_only(fault)).strip()
    return "\n".join([*lines[:1], *lines[1:][-1:], *(f"  {line}" for line in told.splitlines())])
