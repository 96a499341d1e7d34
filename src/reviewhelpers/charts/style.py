"""The style of the book: what figures and pages take from it, and a way to change it for a while.

``with style(width="talk", colours="dark"):`` reaches all figures that are made inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from reviewhelpers.charts import theme
from reviewhelpers.charts.defect_classes import DEFECTS
from reviewhelpers.charts.label_placement import label_points
from reviewhelpers.charts.palette import BACKGROUND, COLOURS, GRID, INK, QUIET, Mark
from reviewhelpers.charts.plot import new_figure
from reviewhelpers.charts.rendering import UNITS_PER_EM, applied, freeze_layout

__all__ = ["BookStyle", "style"]


class BookStyle:
    """The style of the book; a call changes it for the figures that are made inside the ``with``."""

    BACKGROUND, COLOURS, GRID, INK, QUIET = BACKGROUND, COLOURS, GRID, INK, QUIET
    DEFECTS, UNITS_PER_EM, Mark = DEFECTS, UNITS_PER_EM, Mark
    applied = staticmethod(applied)
    freeze_layout = staticmethod(freeze_layout)
    label_points = staticmethod(label_points)
    new_figure = staticmethod(new_figure)
    # Deprecated: the name of the last release, which goes with the next one.
    settle = staticmethod(freeze_layout)

    @contextmanager
    def __call__(
        self,
        *,
        width: str | float | None = None,
        colours: str | Mapping[str, str] | None = None,
        font_size: float | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Iterator[None]:
        """Change how figures are made.

        Parameters
        ----------
        width : str or float, optional
            A name of :data:`reviewhelpers.figures.WIDTHS`, or inches.
        colours : str or mapping of str to str, optional
            ``"dark"``, ``"light"``, or colours by name: of the palette (``"blue"``), of text and paper (``"ink"``,
            ``"quiet"``, ``"grid"``, ``"background"``) or of a class of defect (``"single-atom"``).
        font_size : float, optional
            Of all text, in points.
        settings : mapping of str to object, optional
            Settings of matplotlib, such as ``{"axes.grid": False}``.

        Raises
        ------
        ReviewHelpersError
            When a width, a colour, a size or a setting is unknown.
        """
        with theme.using(theme.changed(width, colours=colours, font_size=font_size, settings=settings)):
            yield


style = BookStyle()
"""The style of the book."""
