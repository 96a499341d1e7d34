"""What figures and tables share, worked out before a fork."""

from __future__ import annotations

import io

from reviewhelpers import figures, harmonised, origins, tables
from reviewhelpers.figures import style


def share() -> None:
    """Load all figures and tables, and work out what several of them ask for."""
    figures.load()
    tables.load()
    harmonised.harmonised()
    origins.of_rows(())
    # Fonts and their outlines are read when a text is first drawn.
    with style.applied():
        figure = style.new_figure()
        figure.text(0, 0, "$x$")
        figure.savefig(io.BytesIO(), format="svg")
