"""The figures of the book: a registry over functions, one folder per part of the book, one module per figure.

A figure is a function without arguments that returns a :class:`Plot`. It is registered under a stable id::

    @figure("fig-co2rr-efficiency", title="Faradaic efficiency by defect class and product")
    def efficiency() -> Plot: ...

The modules of this package and of its folders are found and imported when a figure is first asked for.
"""

from __future__ import annotations

import contextlib
import copy
import csv
import importlib
import io
import math
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure

from reviewhelpers._core import csv_injection, notebook_output, rounding
from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.registry import Registry
from reviewhelpers.charts import style as _style
from reviewhelpers.charts import svg
from reviewhelpers.charts.drawing import drawn_words
from reviewhelpers.charts.drawing import picture as picture
from reviewhelpers.dataset import provenance
from reviewhelpers.text import markdown

__all__ = [
    "FORMATS",
    "Entry",
    "Plot",
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

FORMATS = ("svg", "pdf", "png")
"""The formats that a figure can be rendered in."""


@dataclass(frozen=True)
class Plot:
    """A drawn figure with the values it plots and the words that belong to it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made by ``reviewhelpers.charts.style.new_figure``.
    data : pandas.DataFrame
        The plotted values: a row a point, units in the column names. The column ``rows`` names the rows of
        ``data/`` that each point comes from.
    alt : str
        What the figure shows, for those who cannot see it: the finding with its numbers, made from `data`.
    caption : str
        MyST markdown: what is data, what is derived, and how.
    """

    figure: Figure
    data: pd.DataFrame
    alt: str
    caption: str
    method: str = ""  # w-core: this and point_places() stand in until Plot is a figure with points

    def point_places(self) -> list[dict[str, Any]]:
        """Places of the points."""
        count = len(self.data)
        return [
            {"x": (at + 0.5) / count, "y": 0.1 + 0.8 * at / count, "text": f"Point {at + 1}", "rows": rows.split()}
            for at, rows in enumerate(self.data["rows"])
            if rows
        ]


@dataclass(frozen=True)
class Entry:
    """A registered figure: its id, its title and the function that draws it."""

    id: str
    title: str
    function: Callable[[], Plot]


_WIDTH = ["page"]


class _Style:  # w-core: stands in for the context manager
    def __getattr__(self, name: str) -> Any:
        return getattr(_style, name)

    @contextlib.contextmanager
    def __call__(self, *, width: str) -> Iterator[None]:
        _WIDTH.append(width)
        yield
        _WIDTH.pop()


style: Any = _Style()

_REGISTRY: Registry[Entry] = Registry("figure", "fig-")


def figure(id: str, *, title: str) -> Callable[[Callable[[], Plot]], Callable[[], Plot]]:
    """Register a function that draws a figure.

    Parameters
    ----------
    id : str
        The stable id, which is also the label of the figure in the book: ``fig-part-subject``.
    title : str
        The short title beside the number of the figure (MyST markdown).
    """

    def register(function: Callable[[], Plot]) -> Callable[[], Plot]:
        _REGISTRY.add(id, Entry(id, title, function))
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


def make(id: str, width: str | None = None) -> Plot:
    """Draw a figure in the style of the book.

    Raises
    ------
    UnknownId
        When there is no figure of this id.
    ReviewHelpersError
        When the figure lacks plotted values, their origin, the alternative text or the caption.
    """
    drawn = entry(id)
    with style.applied():
        plot = drawn.function()
        style.freeze_layout(plot.figure)
    if plot.data.empty or "rows" not in plot.data.columns:
        raise ReviewHelpersError(f"{id}: the plotted values need a row a point and a column 'rows'")
    if not plot.alt.strip() or not plot.caption.strip():
        raise ReviewHelpersError(f"{id}: expected an alternative text and a caption")
    if (width or _WIDTH[-1]) == "page":  # w-core: stands in for the page form
        plot.figure.set_size_inches(7.2, plot.figure.get_size_inches()[1])
    return replace(plot, caption=markdown.caption(plot.caption))


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
    words = entry(id).title, plot.caption, plot.alt, drawn_words(plot.figure)
    return notebook_output.digest_values(data_csv(plot.data), *words)


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
        line(describe(id, plot)), {"image/svg+xml": save(id, plot, "svg").decode()}
    )


def render(id: str, format: str) -> bytes:
    """The bytes of a figure's file: the same on every run.

    Parameters
    ----------
    id : str
        The id of the figure.
    format : {"svg", "pdf", "png"}
        The format of the file.
    """
    return save(id, make(id), format)


def save(id: str, plot: Plot, format: str) -> bytes:
    """The bytes of an already drawn figure's file; see :func:`render`.

    Drawing changes a figure: layouts, aspects and texts that fit themselves start from the result of the last
    drawing. So each file is drawn from a copy, and is the same whatever was saved before.

    Raises
    ------
    ReviewHelpersError
        When there is no such format, or the figure holds what cannot be copied.
    """
    with style.applied():
        style.freeze_layout(plot.figure)
        try:
            figure = copy.deepcopy(plot.figure)
        except (TypeError, NotImplementedError) as error:
            raise ReviewHelpersError(f"{id}: the figure cannot be copied: {error}") from error
        style.freeze_layout(figure)
    return _render_file(id, figure, format)


def files(id: str, plot: Plot, formats: Sequence[str]) -> dict[str, bytes]:
    """The bytes of a figure's files by format, each as :func:`render` gives it.

    The plot must not be used afterwards: the last file is drawn without a copy.
    """
    *others, last = formats
    return {format: save(id, plot, format) for format in others} | {last: _render_file(id, plot.figure, last)}


def _render_file(id: str, figure: Figure, format: str) -> bytes:
    # Leave out metadata that differ from run to run or name the program; the salt fixes the ids of an SVG.
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None, "Creator": None, "Title": id},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": id},
        "png": {"Software": None, "Title": id},
    }
    if format not in FORMATS:
        raise ReviewHelpersError(f"figure format {format!r}: expected one of {', '.join(FORMATS)}")
    file = io.BytesIO()
    with style.applied(salt=id):
        figure.savefig(file, format=format, metadata=metadata[format])
    content = file.getvalue()
    return svg.canonical(content.decode(), id).encode() if format == "svg" else content


if not TYPE_CHECKING:
    __getattr__ = deprecated_names(__name__, {"described": "describe"})
