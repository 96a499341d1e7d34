"""The figures of the book: a registry over functions, one folder per part of the book, one module per figure.

A figure is a function without arguments that returns a :class:`Drawing`. It is registered under a stable id, and its
words stand beside it in a Markdown file of that name::

    @figure("fig-co2rr-efficiency")
    def efficiency() -> Drawing: ...

The modules of this package and of its folders are found and imported when a figure is first asked for.
"""

from __future__ import annotations

import copy
import csv
import importlib
import inspect
import io
import math
import pkgutil
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from reviewhelpers._core import csv_injection, notebook_output, rounding
from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import Registry
from reviewhelpers.charts import svg, theme
from reviewhelpers.charts.drawing import drawn_words
from reviewhelpers.charts.drawing import picture as picture
from reviewhelpers.charts.label_placement import NoRoom
from reviewhelpers.charts.plot import Panel, Plot, Point, recolour
from reviewhelpers.charts.sheet import TooTall
from reviewhelpers.charts.style import style as style
from reviewhelpers.dataset import data, provenance
from reviewhelpers.figures import words
from reviewhelpers.text import markdown

__all__ = [
    "FORMATS",
    "WIDTHS",
    "Drawing",
    "Entry",
    "Panel",
    "Plot",
    "Point",
    "data_csv",
    "describe",
    "digest",
    "entry",
    "figure",
    "files",
    "ids",
    "line",
    "load",
    "make",
    "render",
    "save",
    "show",
    "works",
]

WIDTHS = theme.WIDTHS
"""The widths of figures: a telephone, the text column of a page, one column of a journal, a slide."""

FORMATS = ("svg", "pdf", "png", "eps", "tiff", "webp")
"""The formats that a figure can be rendered in."""


class Drawing(NamedTuple):
    """What the function of a figure gives: the figure, its plotted values, and the fields of its words."""

    figure: Plot
    data: pd.DataFrame
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A registered figure: its id, its words and the function that draws it."""

    id: str
    words: words.Words
    function: Callable[[], Drawing]

    @property
    def title(self) -> str:
        """The short title beside the number of the figure (MyST markdown)."""
        return self.words.title

    @property
    def part(self) -> str:
        """The part of the book that shows it."""
        return self.words.path.parent.name


_REGISTRY: Registry[Entry] = Registry("figure", "fig-")


def figure(id: str) -> Callable[[Callable[[], Drawing]], Callable[[], Drawing]]:
    """Register a function that draws a figure.

    Parameters
    ----------
    id : str
        The stable id, which is also the label of the figure in the book: ``fig-part-subject``. Beside the module of
        the function stands ``<id>.md`` with its title, its caption and its alternative text.
    """

    def register(function: Callable[[], Drawing]) -> Callable[[], Drawing]:
        beside = Path(inspect.getfile(function)).with_name(f"{id}.md")
        _REGISTRY.add(id, Entry(id, words.read(beside), function))
        return function

    return register


def load() -> None:
    """Import the modules that register figures; a second call is cheap."""
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)


def ids() -> tuple[str, ...]:
    """The ids of all figures, sorted."""
    load()
    return _REGISTRY.ids()


def entry(id: str) -> Entry:
    """The registered figure `id`, not drawn."""
    load()
    return _REGISTRY.get(id)


def make(
    id: str,
    width: str | float | None = None,
    style: str | Path | Mapping[str, object] | None = None,
) -> Plot:
    """Draw a figure.

    Parameters
    ----------
    id : str
        The id of the figure.
    width : str or float, optional
        A name of :data:`WIDTHS`, or inches; by default that of a page.
    style : str, path or mapping, optional
        ``"dark"``, a ``.mplstyle`` file, a style of matplotlib by its name, or settings of matplotlib.

    Returns
    -------
    Plot
        A figure of matplotlib, which also holds the plotted values and the words that belong to it.

    Raises
    ------
    UnknownId
        When there is no figure of this id.
    ReviewHelpersError
        When the width or the style is unknown, or the figure lacks plotted values, their origin or words.
    """
    found = entry(id)
    chosen = theme.with_style(theme.changed(width), style)
    figure, values, fields = _draw(found, chosen)
    if not isinstance(figure, Plot):
        raise ReviewHelpersError(
            f"{id}: found a {type(figure).__name__}, expected a figure of a Sheet or of figures.style.new_figure()"
        )
    if values.empty or "rows" not in values.columns:
        raise ReviewHelpersError(f"{id}: the plotted values need a row a point and a column 'rows'")
    figure.id, figure.title, figure.data = id, found.title, values
    figure.alt = found.words.filled("alt", fields)
    figure.caption = markdown.caption(found.words.filled("caption", fields))
    figure.method = markdown.caption(found.words.filled("method", fields))
    figure.theme = replace(figure.theme, colours=chosen.colours)
    recolour(figure, figure.theme)
    return figure


def _draw(found: Entry, chosen: theme.Theme) -> Drawing:
    """Draw in the colours of the book; where the height is given, in the largest type that fits it.

    Raises
    ------
    ReviewHelpersError
        When there is no room for it, or it lacks a row that it names.
    """
    size = chosen.size
    while True:
        with style.applied(theme=replace(chosen, font_size=size, colours={})):
            try:
                drawn = found.function()
                break
            except (TooTall, NoRoom) as error:
                if chosen.width.height is None or size <= theme.SMALLEST:
                    raise type(error)(f"{found.id}: {error}; take another width or smaller type") from error
            except (LookupError, TypeError, ValueError, ArithmeticError) as error:
                if not data.is_replaced():
                    raise
                raise ReviewHelpersError(
                    f"{found.id}: found rows of data that lack some which it names or compares ({error!r}), "
                    "expected these among them; leave other rows out"
                ) from error
        size -= 1.0
    if chosen.font_size is not None and size < chosen.font_size:
        raise TooTall(
            f"{found.id}: found no room for type of {rounding.general(chosen.font_size)} points, expected "
            f"{rounding.general(size)} at most; take this size or another width"
        )
    return drawn


def data_csv(data: pd.DataFrame) -> str:
    """Plotted values as CSV in one fixed form: numbers to ten significant digits, missing ones empty.

    Ten digits are more than any source prints, and fewer than differ between machines.

    Examples
    --------
    >>> print(data_csv(pd.DataFrame({"E / V": [0.1 + 0.2, float("nan")], "rows": ["a", "b"]})), end="")
    E / V,rows
    0.3,a
    ,b
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([csv_injection.neutralize(name) for name in data.columns])
    for row in data.itertuples(index=False, name=None):
        writer.writerow([csv_injection.neutralize(_cell_text(value)) for value in row])
    return text.getvalue()


def _cell_text(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else rounding.general(value, rounding.TABULATED)
    return "" if value is None or value is pd.NA else str(value)


def digest(id: str, plot: Plot) -> str:
    """A digest of all that a reader sees of a figure: plotted values, title, caption, description, labels."""
    told = entry(id).title, plot.caption, plot.alt, plot.method, drawn_words(plot)
    return notebook_output.digest_values(data_csv(plot.data), *told)


def works(plot: Plot) -> list[str]:
    """Keys of the works behind a figure: those behind the rows that it plots, and no others."""
    return provenance.works_of_rows(provenance.row_ids_in(plot.data[["rows"]]))


def describe(id: str, plot: Plot) -> dict[str, Any]:
    """What the book needs of a drawn figure beside its picture: title, caption, description and digest."""
    return {
        "kind": "figure",
        "id": id,
        "title": entry(id).title,
        "caption": plot.caption,
        "alt": plot.alt,
        "method": plot.method,
        "points": len(plot.data),
        "works": works(plot),
        "digest": digest(id, plot),
    }


def line(content: Mapping[str, Any]) -> str:
    """The line that a notebook stores of a figure, from its description (see :func:`describe`)."""
    return f"{content['id']}: {content['points']} points, sha256 {content['digest']}"


def show(id: str) -> notebook_output.NotebookOutput:
    """A figure for a notebook cell to return."""
    plot = make(id)
    return notebook_output.NotebookOutput(
        line(describe(id, plot)), {"image/svg+xml": save(id, plot, "svg").decode()}, shown=plot
    )


def render(id: str, format: str) -> bytes:
    """The bytes of a figure's file: the same on every run.

    Parameters
    ----------
    id : str
        The id of the figure.
    format : str
        One of :data:`FORMATS`.
    """
    return save(id, make(id), format)


def save(id: str, plot: Figure, format: str, dpi: float | None = None, *, keep: bool = True) -> bytes:
    """The bytes of an already drawn figure's file; see :func:`render`.

    Drawing changes a figure: layouts, aspects and texts that fit themselves start from the result of the last
    drawing. So each file is drawn from a copy, and is the same whatever was saved before. A figure that is saved once
    needs no copy, which takes a third of the time: then `keep` is false.

    Raises
    ------
    ReviewHelpersError
        When there is no such format, or the figure holds what cannot be copied.
    """
    if format not in FORMATS:
        raise ReviewHelpersError(f"figure format {format!r}: expected one of {', '.join(FORMATS)}")
    if dpi is not None and not 50 <= dpi <= 2400:
        raise ReviewHelpersError(f"dpi {dpi}: expected 50 to 2400 pixels to the inch")
    try:
        figure = copy.deepcopy(plot) if keep else plot
    except (TypeError, NotImplementedError) as error:
        raise ReviewHelpersError(f"{id}: the figure cannot be copied: {error}") from error
    # Leave out metadata that differ from run to run or name the program; the salt fixes the ids of an SVG.
    settings: Mapping[str, Mapping[str, Any]] = {
        "svg": {"metadata": {"Date": None, "Creator": None, "Title": id}},
        "pdf": {"metadata": {"CreationDate": None, "Creator": None, "Producer": None, "Title": id}},
        "png": {"metadata": {"Software": None, "Title": id}},
        # Journals take line art as TIFF.
        "tiff": {"dpi": 600, "pil_kwargs": {"compression": "tiff_lzw"}},
        "webp": {"pil_kwargs": {"lossless": True}},
    }
    chosen = {"dpi": 200, **settings.get(format, {})} | ({"dpi": dpi} if dpi else {})
    file = io.BytesIO()
    with style.applied(salt=id, theme=figure.theme if isinstance(figure, Plot) else None):
        style.freeze_layout(figure)
        figure.savefig(file, format=format, **chosen)
    content = file.getvalue()
    if format == "eps":
        return re.sub(rb"%%(CreationDate|Creator):.*\n", b"", content)
    return svg.canonical(content.decode(), id).encode() if format == "svg" else content


def files(id: str, plot: Figure, formats: Sequence[str]) -> dict[str, bytes]:
    """The bytes of a figure's files by format, each as :func:`render` gives it."""
    return {format: save(id, plot, format) for format in formats}


if not TYPE_CHECKING:
    __getattr__ = deprecated_names(__name__, {"described": "describe"})
