"""The fixture that runs a test once in each engine."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from engines.session import NAMES, Absent, Engine


def start(name: str) -> Engine:
    """Start an engine by its name.

    Raises
    ------
    Absent
        Where it is not installed.
    """
    # What drives an engine is imported only where it is used: each may be missing.
    if name == "chromium":
        from engines.chromium import Chromium

        return Chromium()
    if name == "firefox":
        from engines.firefox import Firefox

        return Firefox()
    from engines.webkit import WebKit

    return WebKit()


def need(name: str) -> Engine:
    """Start an engine; without it the test is skipped, or fails where all have to be looked at."""
    try:
        return start(name)
    except Absent as absent:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{absent}: the pages are not looked at in {name}")
        pytest.skip(str(absent))


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine; the tests of a module run in each."""
    started = need(request.param)
    yield started
    started.close()
