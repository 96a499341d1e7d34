"""Citing the book, its parts, and the works behind them.

One model runs through: a work, or a part of the book, is an item of CSL-JSON. :mod:`works` and :mod:`parts`
make items, :mod:`formats` and :mod:`styles` write them, :mod:`uses` tells which part draws on which work.
"""

from __future__ import annotations

STYLE_NAMES = {"acs": "ACS", "apa": "APA", "mla": "MLA", "vancouver": "Vancouver"}
"""The styles a citation is set in, with their names."""

STYLES = (*STYLE_NAMES, "bibtex", "ris", "csl")
"""What a citation can be asked for on the command line."""
