"""The sign of the book on tabs and on the card of shared links."""

from __future__ import annotations

import importlib

from sphinx.application import Sphinx

from reviewhelpers.sphinxext import incremental_files


def _drawn(what: str, *words: str) -> str | bytes:
    # Only a build that draws the sign needs matplotlib.
    drawn: str | bytes = getattr(importlib.import_module("reviewhelpers.charts.logo"), what)(*words)
    return drawn


def write(app: Sphinx) -> None:
    """Write icons and card."""
    options = app.builder.theme_options  # type: ignore[attr-defined]
    title, subtitle = app.config.html_title, options.get("subtitle", "")
    pieces: dict[str, incremental_files.Piece] = {
        "_static/favicon.svg": (None, lambda: _drawn("svg")),
        "_static/favicon.png": (None, lambda: _drawn("icon")),
        "_static/card.png": ([title, subtitle], lambda: _drawn("card", title, subtitle)),
    }
    incremental_files.keep(app, "icons", pieces)


def setup(app: Sphinx) -> None:
    """Register the writing of icons."""
    app.connect(incremental_files.EVENT, write)
