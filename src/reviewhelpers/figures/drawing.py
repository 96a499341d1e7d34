"""Pictures that code of a page draws itself: what a cell returns for one, with a line for the notebook."""

from __future__ import annotations

import io
import sys
from typing import Any

import numpy as np
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

from reviewhelpers import rounding, shown
from reviewhelpers.errors import ReviewHelpersError
from reviewhelpers.figures import style, svg

SIGNIFICANT = 6
"""Digits by which drawn values are compared: fewer than machines differ in, more than an eye sees."""


def picture(figure: Figure, *, alt: str, caption: str = "") -> shown.Shown:
    """A figure that code of a page drew, for its cell to return.

    The notebook stores one line, with a digest of the drawn values and of all words; the build runs the page
    and keeps the picture. Draw it in the style of the book, whose colours have counterparts on dark pages::

        with figures.style.applied():
            figure = figures.style.new_figure()
            axes = figure.subplots()
            axes.plot(potential, current)
        figures.picture(figure, alt="The current grows tenfold every 118 mV.")

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What was drawn.
    alt : str
        What the picture shows, for those who cannot see it: the finding.
    caption : str
        What stands under it (MyST markdown).

    Raises
    ------
    ReviewHelpersError
        When there is nothing drawn, or no alternative text.
    """
    values = drawn_values(figure)
    if not values or not alt.strip():
        raise ReviewHelpersError("picture: expected drawn values and an alternative text")
    # Else Jupyter would show it a second time when the cell ends.
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    spelled = "\n".join(" ".join(rounding.general(value, SIGNIFICANT) for value in point) for point in values)
    digest = shown.digest_of_all(spelled, drawn_words(figure), alt, caption)
    file = io.BytesIO()
    with style.applied(salt=shown.PICTURE):
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Title": shown.PICTURE})
    return shown.Shown(
        f"{shown.PICTURE}: {len(values)} points, sha256 {digest}",
        {"image/svg+xml": svg.canonical(file.getvalue().decode(), shown.PICTURE)},
        {"image/svg+xml": {"alt": alt, "caption": caption}},
    )


def drawn_words(drawn: Figure) -> list[str]:
    """What is written in a figure: titles, names of axes and ticks, labels and legends.

    Numbers that matplotlib puts at ticks by itself are left out: they follow from the plotted values, and
    are not known before the figure is drawn.
    """
    texts: list[Text] = [*drawn.texts]
    legends = [*drawn.legends]
    for ax in drawn.axes:
        texts += [ax.title, ax.xaxis.label, ax.yaxis.label, *ax.texts]
        for axis in (ax.xaxis, ax.yaxis):
            if isinstance(axis.get_major_formatter(), FixedFormatter | FuncFormatter):
                texts += axis.get_majorticklabels()
        if legend := ax.get_legend():
            legends.append(legend)
    texts += [text for legend in legends for text in (legend.get_title(), *legend.get_texts())]
    return [text.get_text() for text in texts if text.get_text().strip()]


def drawn_values(figure: Figure) -> list[tuple[float, ...]]:
    """What the artists of a figure draw, in the units of their axes.

    Returns
    -------
    list of tuple of float
        A point of a line, a mark, a corner of a bar or area, or the value of a pixel each; values that are
        nothing beside the largest of the same artist are zero.
    """
    points: list[tuple[float, ...]] = []
    for axes in figure.axes:
        for artist in (*axes.lines, *axes.collections, *axes.patches, *axes.images):
            for values in _arrays(artist):
                held: Any = np.ma.filled(np.ma.atleast_2d(np.ma.asarray(values, dtype=float)), np.nan)
                largest = np.nanmax(np.abs(held), initial=0.0, where=np.isfinite(held))
                settled = np.where(np.abs(held) < largest * 10.0**-SIGNIFICANT, 0.0, held)
                points += [tuple(float(value) for value in row) for row in settled]
    return points


def _arrays(artist: object) -> list[Any]:
    """The values of one artist, as arrays of numbers."""
    held: list[Any] = []
    if isinstance(artist, Line2D):
        held.append(artist.get_xydata())
    elif isinstance(artist, Collection):
        held += [path.vertices for path in artist.get_paths()]
        held.append(artist.get_offsets())
    elif isinstance(artist, Patch):
        held.append(artist.get_patch_transform().transform(artist.get_path().vertices))
    elif isinstance(artist, AxesImage):
        values: Any = np.ma.asarray(artist.get_array())
        held.append(values.reshape(len(values), -1))
    return [values for values in held if values is not None and np.size(values)]
