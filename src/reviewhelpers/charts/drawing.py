"""Pictures that the code of a page draws: what its cell returns, and the line that the notebook stores."""

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
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.rendering import applied
from reviewhelpers.charts.svg import canonical

__all__ = ["SIGNIFICANT", "drawn_values", "drawn_words", "picture"]

SIGNIFICANT = 6
"""Digits to which drawn values are compared: more than are visible, fewer than differ between machines."""

NOISE = 1e-12
"""Values below this share of the largest value along the same axis are rounding errors of zero."""


def picture(figure: Figure, *, alt: str, caption: str = "") -> notebook_output.NotebookOutput:
    """A figure drawn by the code of a page, for its cell to return.

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
    # Close the figure, or Jupyter shows it a second time when the cell ends.
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    with applied(salt=notebook_output.PICTURE):
        # Ticks and titles get their positions and texts only on drawing.
        figure.draw_without_rendering()
        points, text = drawn_values(figure)
        file = io.BytesIO()
        figure.savefig(
            file, format="svg", metadata={"Date": None, "Creator": None, "Title": notebook_output.PICTURE}
        )
    if not points or not alt.strip():
        raise ReviewHelpersError("picture: found nothing drawn or no alternative text, expected both")
    svg = canonical(file.getvalue().decode(), notebook_output.PICTURE)
    _check_for_pages(svg)
    return notebook_output.NotebookOutput(
        f"{notebook_output.PICTURE}: {points} points, sha256 "
        f"{notebook_output.digest_values(text, alt, caption)}",
        {"image/svg+xml": svg},
        {"image/svg+xml": {"alt": alt, "caption": caption}},
    )


def _check_for_pages(svg: str) -> None:
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
    """What a figure draws, as text that is the same on every machine.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        It must have been drawn once, so that its ticks have their labels.

    Returns
    -------
    points : int
        How many points lines, marks, bars and areas have.
    text : str
        Kind, values, colours, sizes and words of each visible artist, and limits and scales of the axes, a
        line each.
    """
    points = 0
    lines: list[list[Any]] = []
    for axes in figure.findobj(Axes):
        if not axes.get_visible():
            continue
        lines.append([axes.get_xscale(), axes.get_yscale(), _to_text(axes.get_position().bounds)])
        lines[-1] += [_to_text(axes.get_xlim()), _to_text(axes.get_ylim())]
        for artist in (*axes.lines, *axes.collections, *axes.patches, *axes.images):
            if artist.get_visible():
                places, values = _arrays(artist)
                points += sum(map(len, places or values))
                coordinates = [_to_text(array, _scales(axes)) for array in places]
                lines.append([type(artist).__name__, coordinates, [_to_text(array) for array in values]])
                lines[-1].append(_appearance(artist))
        for text in axes.texts:
            lines.append([_to_text([text.get_position()], _scales(axes)), _appearance(text)])
    texts = figure.findobj(Text)
    lines.append([text.get_text() for text in texts if text.get_visible() and text.get_text().strip()])
    return points, json.dumps(lines, ensure_ascii=False)


def _scales(axes: Any) -> tuple[float, float]:
    """The largest values along x and y, against which rounding errors are judged; 0 on logarithmic axes."""
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
        # The paths of a scatter plot are the shape of one marker, which is drawn at each offset.
        offsets = artist.get_offsets()
        marks = np.size(offsets) > 2 or np.any(offsets)
        places = [offsets] if marks else [path.vertices for path in artist.get_paths()]
        values = [artist.get_array()]
    elif isinstance(artist, Patch):
        places = [artist.get_patch_transform().transform(artist.get_path().vertices)]
    elif isinstance(artist, AxesImage):
        values = [artist.get_array()]
    return [array for array in places if np.size(array)], [array for array in values if np.size(array)]


def _appearance(artist: Any) -> list[Any]:
    """Colours, sizes and marks of an artist."""
    getters = ("get_color", "get_facecolor", "get_edgecolor", "get_marker", "get_linestyle", "get_linewidth")
    found = [
        getattr(artist, name)() for name in (*getters, "get_sizes", "get_hatch") if hasattr(artist, name)
    ]
    return [value if isinstance(value, str | None) else _to_text(value) for value in found]


def _to_text(values: Any, scales: tuple[float, float] = (0.0, 0.0)) -> list[list[str]]:
    """Numbers as text; those negligible against the scale of their column, or the largest, become zero."""
    try:
        numbers: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    except (TypeError, ValueError):
        return [[str(values)]]
    if not numbers.size:
        return []
    numbers = numbers.reshape(len(numbers), -1) if numbers.ndim else numbers.reshape(1, 1)
    largest = np.nanmax(np.abs(numbers), axis=0, initial=0.0, where=np.isfinite(numbers))
    if numbers.shape[1] == 2 and any(scales):
        largest = np.asarray(scales)
    cleaned = np.where(np.abs(numbers) < largest * NOISE, 0.0, numbers)
    return [[rounding.general(value, SIGNIFICANT) for value in row] for row in cleaned.tolist()]
