"""Pages of hostile data in three engines: nothing runs, and nothing is asked of another host."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines.fixture import engine  # noqa: F401 - a fixture
from engines.serving import serve
from engines.session import Engine
from test_injection import built  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow


def test_no_page_asks_elsewhere_or_opens_a_dialog(engine: Engine, built: Path) -> None:  # noqa: F811
    pages = sorted(path for path in built.rglob("*.html") if "_static" not in path.parts)
    assert len(pages) > 20
    with serve(built) as base, engine.open(base) as tab:
        for page in pages:
            # A page that opens a dialog does not answer; one that leads on to another is left.
            tab.goto(f"/{page.relative_to(built).as_posix()}")
            tab.wait_for("() => document.title.length > 0")
            assert tab.faults() == [], page
