"""The fonts inside a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

LAYOUT = ("GDEF", "GPOS", "GSUB", "kern")
"""Tables by which a program sets a text in a font. In a PDF every letter stands at its place already."""


@contextmanager
def without_layout() -> Iterator[None]:
    """Have matplotlib put fonts into a PDF without their tables of layout, which takes half the time."""
    # Only PDFs need it, and a browser that runs the code has none to make.
    from fontTools.subset import Options

    before = Options._drop_tables_default
    Options._drop_tables_default = [*before, *LAYOUT]
    try:
        yield
    finally:
        Options._drop_tables_default = before
