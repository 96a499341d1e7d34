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


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine; the tests of a module run in each."""
    try:
        started = start(request.param)
    except Absent as absent:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{absent}: the pages are not looked at in {request.param}")
        pytest.skip(str(absent))
    yield started
    started.close()
