"""A plugin of pytest: nbval compares the text of outputs, which is all that the notebooks of the book store.

A figure or table that runs in Jupyter also returns its picture or cells. The line that is stored carries a
digest of all that a reader sees of it.
"""

from __future__ import annotations

import pytest

VIEWS = ("image/svg+xml", "text/markdown")


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Leave pictures and tables out of the comparison of a notebook."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = (*collector.skip_compare, *VIEWS)
