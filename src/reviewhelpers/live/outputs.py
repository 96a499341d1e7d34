"""What a live cell shows, in order: printed text, values, tables, figures and errors, each as plain data.

The page builds the elements of HTML; nothing here is markup, and the page checks the form of each output again.
"""

from __future__ import annotations

import contextlib
import csv
import io
import pprint
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from types import TracebackType
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from reviewhelpers import figures, tables
from reviewhelpers._core import notebook_output
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.drawing import drawn_words

OWN_FIGURE = "A figure that the lines draw; it has no description"
"""The alternative text of a figure of matplotlib that is none of the book's."""

CHARACTERS = 20_000
"""Printed characters of a cell that are shown; of a value or a message, too."""
LINES = 500
"""Printed lines of a cell that are shown."""
ROWS, COLUMNS = 200, 50
"""Rows and columns of a data frame that are shown; of a longer one, the first and the last half of them."""
CELL = 2000
"""Characters of a cell of a data frame that are shown."""
FILE_CELLS = 200_000
"""Cells of a data frame for which a CSV is offered."""
OUTPUTS = 60
"""Values, tables and figures of a cell that are shown."""
FRAMES = 3
"""Lines of libraries in a traceback: those next to the error."""
CAUSES = 3
"""Errors before an error that a traceback shows."""


class Outputs:
    """Collects what a cell shows.

    Parameters
    ----------
    id : str
        The figure, table or cell of the editor: it determines the ids inside an SVG.
    file : str
        The file name of the cell in tracebacks.
    code : str
        The lines of the cell.
    """

    def __init__(self, id: str, file: str, code: str):
        self.id, self.file, self.code = id, file, code
        self.found: list[dict[str, Any]] = []
        self.plots: list[figures.Plot] = []
        self._room = {name: _Room() for name in ("stdout", "stderr")}
        self._more: dict[str, Any] = {"kind": "notice"}
        self._further = 0

    @contextlib.contextmanager
    def printing(self) -> Iterator[None]:
        """Collect what is printed and warned of inside a block."""
        with (
            contextlib.redirect_stdout(_Stream(self, "stdout")),
            contextlib.redirect_stderr(_Stream(self, "stderr")),
        ):
            yield

    def printed(self, name: str, text: str) -> None:
        """Add printed text, as far as there is room for it."""
        text, room = _writable(text), self._room[name]
        if room.notice is None:
            kept = _first_lines(text[: room.characters], room.lines)
            room.characters -= len(kept)
            room.lines -= kept.count("\n")
            last = self.found[-1] if self.found else {}
            if kept and last.get("kind") == "stream" and last["name"] == name:
                last["text"] += kept
            elif kept:
                self.found.append({"kind": "stream", "name": name, "text": kept})
            text = text[len(kept) :]
            if not text:
                return
            room.notice = {"kind": "notice"}
            self.found.append(room.notice)
        room.left_out += text.count("\n")
        count = f"{room.left_out} more lines were" if room.left_out else "more was"
        room.notice["text"] = f"Cut here: {count} printed."

    def display(self, *values: object) -> None:
        """Show values, as the function of notebooks does."""
        for value in values:
            self.value(value)

    def value(self, value: object) -> None:
        """Show a value as a notebook shows that of the last line; ``None`` shows nothing."""
        if isinstance(value, notebook_output.NotebookOutput):
            value = _shown(value)
        if isinstance(value, dict) and value.get("kind") == "figure":
            self._add(value)
        elif isinstance(value, Figure):
            self.figure(value)
        elif isinstance(value, tables.Table):
            self._add(self._book_table(value))
        elif isinstance(value, pd.DataFrame):
            self._add(self._data_frame(value))
        elif value is not None:
            self._add({"kind": "value", "text": _cut(_text(value))})

    def figure(self, figure: Figure) -> None:
        """Show a figure of matplotlib; one without axes has nothing to see and gives its text, as in a notebook."""
        if not isinstance(figure, figures.Plot) and not (figure.axes or figure.lines or figure.texts):
            self._add({"kind": "value", "text": _cut(repr(figure))})
            return
        svg = figures.save(self.id, figure, "svg").decode()
        result: dict[str, Any] = {"kind": "figure", "svg": svg, "alt": _description(figure)}
        if isinstance(figure, figures.Plot):
            self.plots.append(figure)
            result |= {"alt": figure.alt, "csv": figures.data_csv(figure.data)}
        self._add(_with_dark(result, self.id))

    def error(self, error: BaseException) -> None:
        """Show an error with its line in the cell and the last lines of its traceback."""
        message = _cut(_message(error))
        self.found.append(
            {
                "kind": "error",
                "text": message,
                "line": self._line(error),
                "traceback": _cut("\n".join(self._traceback(error, CAUSES))),
            }
        )

    def fault(self, message: str) -> None:
        """Show an error that lies in no line of the cell."""
        self.found.append({"kind": "error", "text": message, "line": None, "traceback": ""})

    def _add(self, output: dict[str, Any]) -> None:
        shown = sum(each["kind"] not in ("stream", "notice") for each in self.found)
        if shown < OUTPUTS:
            self.found.append(output)
            return
        self._further += 1
        self._more["text"] = f"Cut here: {self._further} more values, tables or figures."
        if self._further == 1:
            self.found.append(self._more)

    def _book_table(self, table: tables.Table) -> dict[str, Any]:
        text = tables.save(self.id, table, "csv")
        header, *rows = csv.reader(io.StringIO(text))
        return {"kind": "table", "header": [header], "rows": rows, "heads": 0, "note": "", "csv": text}

    def _data_frame(self, frame: pd.DataFrame) -> dict[str, Any]:
        with pd.option_context("display.max_colwidth", None):
            markup = pd.DataFrame.to_html(
                frame,
                max_rows=ROWS,
                max_cols=COLUMNS,
                sparsify=False,
                show_dimensions=True,
                notebook=False,
                border=0,
            )
        header, rows = _cells(markup)
        count, width = frame.shape
        note = f"{count} rows × {width} columns"
        cut = count > ROWS or width > COLUMNS
        result: dict[str, Any] = {
            "kind": "table",
            "header": header,
            "rows": rows,
            "heads": frame.index.nlevels,
            "note": f"{note}; the first and the last are shown." if cut else f"{note}.",
        }
        if frame.size <= FILE_CELLS:
            # What holds values that no file can hold is shown alone.
            with contextlib.suppress(TypeError, ValueError, KeyError, AttributeError):
                # Files of the book's tables name no index.
                whole = frame if self.id.startswith("tab-") else _with_index(frame)
                result["csv"] = tables.save(self.id, tables.Table(whole, (), (), ""), "csv")
        return result

    def _line(self, error: BaseException) -> int | None:
        if isinstance(error, SyntaxError):
            # The error may come from inside a library, which has another file name.
            return error.lineno if error.filename == self.file else None
        found = [frame.lineno for frame in _frames(error.__traceback__) if frame.filename == self.file]
        return found[-1] if found else None

    def _traceback(self, error: BaseException, causes: int) -> list[str]:
        """The lines of a traceback from the first line of the cell on, with few of libraries."""
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        lines = []
        if before is not None and causes:
            lines = [*self._traceback(before, causes - 1), "", "Then:", ""]
        found = _frames(error.__traceback__)
        own = [at for at, frame in enumerate(found) if frame.filename == self.file]
        below = found[own[0] :] if own else []
        others = [frame for frame in below if frame.filename != self.file][-FRAMES:]
        source = self.code.split("\n")
        for frame in below:
            if frame.filename == self.file:
                at = frame.lineno or 0
                where = "" if frame.name == "<module>" else f", in {frame.name}"
                lines.append(f"Line {at}{where}")
                lines += [f"    {source[at - 1].strip()}"] if 0 < at <= len(source) else []
            elif frame in others:
                lines.append(f"{_short(frame.filename)}, line {frame.lineno}, in {frame.name}")
                lines += [f"    {frame.line}"] if frame.line else []
        if isinstance(error, SyntaxError) and error.filename == self.file:
            written = traceback.format_exception_only(error)
            return [*lines, f"Line {error.lineno}", *"".join(written[1:]).rstrip().split("\n")]
        return [*lines, _message(error)]


@dataclass
class _Room:
    """How much of a stream is still shown, and the notice of what was left out."""

    characters: int = CHARACTERS
    lines: int = LINES
    left_out: int = 0
    notice: dict[str, Any] | None = None


class _Stream(io.TextIOBase):
    """A stream whose text goes into the outputs of a cell."""

    def __init__(self, outputs: Outputs, name: str):
        self.outputs, self.stream = outputs, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.printed(self.stream, text)
        return len(text)


class _Cells(HTMLParser):
    """Reads the texts of the cells that pandas writes, which escapes all markup in them."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, list[list[str]]] = {"thead": [], "tbody": []}
        self.part, self.in_cell = "thead", False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.parts:
            self.part = tag
        elif tag == "tr":
            self.parts[self.part].append([])
        elif tag in ("td", "th"):
            self.parts[self.part][-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.parts[self.part][-1][-1] += data


def _cells(markup: str) -> tuple[list[list[str]], list[list[str]]]:
    reader = _Cells()
    reader.feed(markup)
    reader.close()
    header, rows = ([[_cut(cell, CELL) for cell in row] for row in part] for part in reader.parts.values())
    return header, rows


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame for a file: with its index as columns, unless that only numbers the rows."""
    index = frame.index
    numbers = index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)
    result = frame.copy() if numbers else frame.reset_index(allow_duplicates=True)
    result.columns = pd.Index(
        [", ".join(map(str, name)) if isinstance(name, tuple) else name for name in result.columns]
    )
    return result


def _shown(output: notebook_output.NotebookOutput) -> object:
    """What an output of a notebook shows: the figure or table behind it, its picture, or its line."""
    if output.shown is not None:
        return output.shown
    svg = output.views.get("image/svg+xml")
    if svg is None:
        return output
    alt = output.details.get("image/svg+xml", {}).get("alt", OWN_FIGURE)
    return _with_dark({"kind": "figure", "svg": svg, "alt": alt}, notebook_output.PICTURE)


def _with_dark(result: dict[str, Any], id: str) -> dict[str, Any]:
    # A reader may choose colours that have no counterpart in dark mode.
    with contextlib.suppress(ReviewHelpersError):
        result["dark"] = dark_mode.recolour(result["svg"], id)
    return result


def _description(figure: Figure) -> str:
    words = [word for word in drawn_words(figure) if word.strip()]
    return f"{OWN_FIGURE}. Written in it: {'; '.join(words[:12])}" if words else OWN_FIGURE


def _text(value: object) -> str:
    """A value as text; containers on several lines where one is too short, as in a notebook."""
    if type(value) in (dict, list, set, tuple, frozenset):
        return pprint.pformat(value, width=79, sort_dicts=False)
    return repr(value)


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    message = "".join(traceback.format_exception_only(error)).strip()
    # The module path of an error class does not help a reader.
    return message.replace(f"{type(error).__module__}.", "", 1)


def _frames(found: TracebackType | None) -> traceback.StackSummary:
    return traceback.extract_tb(found)


def _short(path: str) -> str:
    """A path below the folder of packages.

    Examples
    --------
    >>> _short("/lib/python3.14/site-packages/numpy/linalg.py"), _short("/a/b/c/d.py")
    ('numpy/linalg.py', 'c/d.py')
    """
    below = path.replace("\\", "/").rpartition("/site-packages/")[2]
    return below if below != path else "/".join(path.replace("\\", "/").split("/")[-2:])


def _first_lines(text: str, count: int) -> str:
    """The first lines of a text with their ends, and what follows the last of them up to its end."""
    at = -1
    for _ in range(count):
        at = text.find("\n", at + 1)
        if at < 0:
            return text
    return text[: at + 1]


def _cut(text: str, count: int = CHARACTERS) -> str:
    """A text, or as much of it as is shown.

    Examples
    --------
    >>> _cut("a"), _cut("abc", 1)
    ('a', 'a … cut: 2 more characters')
    """
    more = len(text) - count
    return _writable(text) if more <= 0 else f"{_writable(text[:count])} … cut: {more} more characters"


def _writable(text: str) -> str:
    """A text in which halves of characters, which no file can hold, are written out."""
    return text.encode("utf-8", "backslashreplace").decode()
