"""Three browser engines behind one interface: Chromium, Firefox and WebKit, as Debian packages them.

A test module takes the fixture `engine`, runs once in each, and opens sessions::

    from engines import engine, serve

    def test_it(engine, site):
        with serve(site.html) as base, engine.open(base, width=390, mode="dark") as shown:
            shown.goto("chapters/index.html")
            assert shown.evaluate("() => document.title")
            assert shown.faults() == []

An engine that is not installed is skipped; where `CI` is true it fails.
"""

from engines.fixture import engine
from engines.serving import serve
from engines.session import NAMES, Absent, Engine, Session

__all__ = ["NAMES", "Absent", "Engine", "Session", "engine", "serve"]
