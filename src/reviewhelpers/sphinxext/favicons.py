"""The icon of the book on browser tabs and on the card of shared links."""

from __future__ import annotations

from sphinx.application import Sphinx

from reviewhelpers.sphinxext import incremental_files
from reviewhelpers.sphinxext.content import content_of


def write(app: Sphinx) -> None:
    """Write icons and card."""
    options = app.builder.theme_options  # type: ignore[attr-defined]
    title, subtitle = app.config.html_title, options.get("subtitle", "")
    content = content_of(app)
    pieces: dict[str, incremental_files.Piece] = {
        "_static/favicon.svg": (None, lambda: content.icon("favicon.svg", title, subtitle)),
        "_static/favicon.png": (None, lambda: content.icon("favicon.png", title, subtitle)),
        "_static/card.png": ([title, subtitle], lambda: content.icon("card.png", title, subtitle)),
    }
    incremental_files.update(app, "icons", pieces)


def setup(app: Sphinx) -> None:
    """Register the writing of icons."""
    app.connect(incremental_files.EVENT, write)
