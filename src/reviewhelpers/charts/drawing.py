"""Pictures that code of a page draws itself: what a cell returns for one, with a line for the notebook."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.quiver import Quiver
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FuncFormatter

from reviewhelpers._core import notebook_output, rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.svg_safety import faults
from reviewhelpers.charts import style
from reviewhelpers.charts.svg import canonical

__all__ = ["SIGNIFICANT", "drawn_values", "drawn_words", "picture"]

SIGNIFICANT = 6
"""Digits by which drawn values are compared: more than an eye sees, fewer than machines differ in."""
NOTHING = 1e-12
"""What is smaller than so much of the largest value along the same axis is noise about zero."""


def picture(figure: Figure, *, alt: str, caption: str = "") -> notebook_output.Shown:
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
    # Else Jupyter would show it a second time when the cell ends.
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    with style.applied(salt=notebook_output.PICTURE):
        # Ticks and titles find their places and words only when they are drawn.
        figure.draw_without_rendering()
        points, spelled = drawn_values(figure)
        file = io.BytesIO()
        figure.savefig(
            file, format="svg", metadata={"Date": None, "Creator": None, "Title": notebook_output.PICTURE}
        )
    if not points or not alt.strip():
        raise ReviewHelpersError("picture: found nothing drawn or no alternative text, expected both")
    svg = canonical(file.getvalue().decode(), notebook_output.PICTURE)
    _fit_for_pages(svg)
    return notebook_output.Shown(
        f"{notebook_output.PICTURE}: {points} points, sha256 "
        f"{notebook_output.digest_of_all(spelled, alt, caption)}",
        {"image/svg+xml": svg},
        {"image/svg+xml": {"alt": alt, "caption": caption}},
    )


def _fit_for_pages(svg: str) -> None:
    # The palette of dark pages loads figures, of which this module is a part.
    from reviewhelpers.charts import dark_mode

    for found in faults(svg):
        raise ReviewHelpersError(
            f"picture: found {found}, expected shapes and text alone, without pixels, links or scripts"
        )
    try:
        dark_mode.recolour(svg, "picture")
    except ReviewHelpersError as error:
        raise ReviewHelpersError(f"{error}; draw it within `figures.style.applied()`") from error


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


def drawn_values(figure: Figure) -> tuple[int, str]:
    """What a figure draws, in one spelling that is the same on every machine.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        One that was drawn once, so that its ticks have their labels.

    Returns
    -------
    points : int
        How many points lines, marks, bars and areas have.
    spelled : str
        Kind, values, colours, sizes and words of each visible artist, and limits and scales of the axes, a
        line each.
    """
    points = 0
    lines: list[list[Any]] = []
    for axes in figure.findobj(Axes):
        if not axes.get_visible():
            continue
        lines.append([axes.get_xscale(), axes.get_yscale(), _spelled(axes.get_position().bounds)])
        lines[-1] += [_spelled(axes.get_xlim()), _spelled(axes.get_ylim())]
        for artist in (*axes.lines, *axes.collections, *axes.patches, *axes.images):
            if artist.get_visible():
                places, values = _arrays(artist)
                points += sum(map(len, places or values))
                spelled = [_spelled(array, _scales(axes)) for array in places]
                lines.append([type(artist).__name__, spelled, [_spelled(array) for array in values]])
                lines[-1].append(_looks(artist))
        for text in axes.texts:
            lines.append([_spelled([text.get_position()], _scales(axes)), _looks(text)])
    texts = figure.findobj(Text)
    lines.append([text.get_text() for text in texts if text.get_visible() and text.get_text().strip()])
    return points, json.dumps(lines, ensure_ascii=False)


def _scales(axes: Any) -> tuple[float, float]:
    """Beside which values along x and y are noise about zero; on a logarithmic axis there is none."""
    limits = (axes.get_xlim(), axes.get_xscale()), (axes.get_ylim(), axes.get_yscale())
    x, y = (max(map(abs, ends)) if scale == "linear" else 0.0 for ends, scale in limits)
    return x, y


def _arrays(artist: object) -> tuple[list[Any], list[Any]]:
    """The points of an artist, and other values that it draws, as arrays of numbers."""
    places: list[Any] = []
    values: list[Any] = []
    if isinstance(artist, Line2D):
        places = [artist.get_xydata()]
    elif isinstance(artist, Quiver):
        places, values = [artist.get_offsets()], [artist.U, artist.V]
    elif isinstance(artist, Collection):
        # The paths of marks are the shape of one mark, which stands at each offset.
        offsets = artist.get_offsets()
        marks = np.size(offsets) > 2 or np.any(offsets)
        places = [offsets] if marks else [path.vertices for path in artist.get_paths()]
        values = [artist.get_array()]
    elif isinstance(artist, Patch):
        places = [artist.get_patch_transform().transform(artist.get_path().vertices)]
    elif isinstance(artist, AxesImage):
        values = [artist.get_array()]
    return [array for array in places if np.size(array)], [array for array in values if np.size(array)]


def _looks(artist: Any) -> list[Any]:
    """Colours, sizes and marks of an artist."""
    asked = ("get_color", "get_facecolor", "get_edgecolor", "get_marker", "get_linestyle", "get_linewidth")
    found = [getattr(artist, name)() for name in (*asked, "get_sizes", "get_hatch") if hasattr(artist, name)]
    return [value if isinstance(value, str | None) else _spelled(value) for value in found]


def _spelled(values: Any, scales: tuple[float, float] = (0.0, 0.0)) -> list[list[str]]:
    """Numbers to some digits; what is nothing beside the scale of its column, or the largest, is zero."""
    try:
        held: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    except (TypeError, ValueError):
        return [[str(values)]]
    if not held.size:
        return []
    held = held.reshape(len(held), -1) if held.ndim else held.reshape(1, 1)
    largest = np.nanmax(np.abs(held), axis=0, initial=0.0, where=np.isfinite(held))
    if held.shape[1] == 2 and any(scales):
        largest = np.asarray(scales)
    settled = np.where(np.abs(held) < largest * NOTHING, 0.0, held)
    return [[rounding.general(value, SIGNIFICANT) for value in row] for row in settled.tolist()]
