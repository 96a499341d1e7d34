"""One test for many quick cases of one kind: it reports the failures of all."""

from __future__ import annotations

import functools
import inspect
import linecache
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest

MAX_REPORTED = 40
"""Only so many failures are printed; all are counted."""


def for_each(
    name: str, cases: Iterable[Any] | Callable[[], Iterable[Any]], describe: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run one test body for many cases; ``pytest.mark.parametrize`` would make a test of each.

    Parameters
    ----------
    name : str
        The parameter of the test that takes the case.
    cases : iterable, or callable that makes one
        All cases, at least one. A callable is called when the test runs.
    describe : callable
        The name of a case in the list of failures.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def run_all(**fixtures: Any) -> None:
            items = list(cases() if callable(cases) else cases)
            assert items, "no case to look at"
            failures = []
            for case in items:
                try:
                    test(**fixtures, **{name: case})
                except (Exception, pytest.fail.Exception) as error:
                    failures.append(f"{describe(case)}\n{_format(error)}")
            if failures:
                report = "\n\n".join(failures[:MAX_REPORTED])
                pytest.fail(f"{len(failures)} of {len(items)} cases:\n\n{report}", pytrace=False)

        signature = inspect.signature(test)
        remaining = [item for item in signature.parameters.values() if item.name != name]
        assert len(remaining) == len(signature.parameters) - 1, f"{test.__name__} takes no {name}"
        run_all.__signature__ = signature.replace(parameters=remaining)  # type: ignore[attr-defined]
        return run_all

    return decorate


def _format(error: BaseException) -> str:
    """An error with the line of the test that raised it."""
    lines = [
        f"  {frame.filename}:{frame.lineno}: {linecache.getline(frame.filename, frame.lineno or 0).strip()}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename != __file__ and "_pytest" not in frame.filename
    ]
    message = "".join(traceback.format_exception_only(error)).strip()
    return "\n".join([*lines[:1], *lines[1:][-1:], *(f"  {line}" for line in message.splitlines())])
