"""The fonts inside a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LAYOUT = ("GDEF", "GPOS", "GSUB", "kern")
"""Tables by which a program sets a text in a font. In a PDF every letter stands at its place already."""


@contextmanager
def without_layout() -> Iterator[None]:
    """Have matplotlib put fonts into a PDF without their tables of layout, which takes half the time."""
    # Only PDFs need it, and a browser that runs the code has none to make.
    from fontTools import subset

    load = subset.load_font

    def load_without(*told: Any, **named: Any) -> Any:
        font = load(*told, **named)
        for table in LAYOUT:
            # To have the subset leave it out would be too late: it is read before.
            if table in font:
                del font[table]
        return font

    subset.load_font = load_without
    try:
        yield
    finally:
        subset.load_font = load
