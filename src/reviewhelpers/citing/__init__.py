"""Citing the book, its parts, and the works behind them.

Both a work and a part of the book are represented as items of CSL-JSON. :mod:`works` and :mod:`items` create
the items, :mod:`formats` and :mod:`styles` write them, :mod:`usage` finds which part draws on which work.
"""

from __future__ import annotations

STYLE_NAMES = {"acs": "ACS", "apa": "APA", "mla": "MLA", "vancouver": "Vancouver"}
"""The styles a citation is set in, with their names."""

STYLES = (*STYLE_NAMES, "bibtex", "ris", "csl")
"""What a citation can be asked for on the command line."""
