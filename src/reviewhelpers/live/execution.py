"""Execution of a reader's code in the browser: the value of the last line is rendered for the page.

It also runs under Node and natively, so that tests can compare the results.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import traceback
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from reviewhelpers import figures, tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.validation import user_data

FILE_NAME = "<your lines>"
"""File name of the code in tracebacks."""

OWN_FIGURE = "A figure that the lines draw; it has no description"
"""The alternative text of a figure of matplotlib that is none of the book's."""


def run(
    id: str, code: str, measured: bytes | memoryview = b"", name: str = "", width: str = "page"
) -> dict[str, Any]:
    """Run code and render the value of its last line.

    Parameters
    ----------
    id : str
        The figure or table of the editor: it names the files, and determines the ids inside the SVG.
    code : str
        Python code that ends with an expression: a figure of matplotlib, such as a
        :class:`~reviewhelpers.figures.Plot`, a :class:`~reviewhelpers.tables.Table` or a data frame.
    measured : bytes or memoryview
        Rows of the reader as CSV, see :mod:`reviewhelpers.validation.user_data`; empty where there are none.
    name : str
        Name of that file in messages.
    width : {"page", "phone"}
        The width of figures that the code draws without one of its own.

    Returns
    -------
    dict
        ``svg`` and ``alt`` of a figure, its ``csv`` where it knows its data, and its SVG for pages that are
        ``dark`` where the colours allow one; ``header``, ``rows`` and ``csv`` of a table; or ``error``, with
        the ``line`` of the reader's code where it has one. With own rows also ``own``, how many of them a
        figure plots.

    Examples
    --------
    >>> run("tab-use-sources", "x = 1\\n1 / 0")
    {'error': 'ZeroDivisionError: division by zero', 'line': 2}
    """
    try:
        with figures.style(width=width):
            if not measured:
                return _render(id, _evaluate(code))
            with user_data.with_user_rows(bytes(measured), name):
                value = _evaluate(code)
                plotted = user_data.plotted(value.data) if isinstance(value, figures.Plot) else []
                return {**_render(id, value), "own": len(set(plotted))}
    except user_data.UserDataError as error:
        return {"error": str(error), "line": None}
    except SyntaxError as error:
        # The error may come from inside a library, which has another file name.
        line = error.lineno if error.filename == FILE_NAME else None
        return {"error": f"{type(error).__name__}: {error.msg}", "line": line}
    except Exception as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE_NAME
        ]
        message = "".join(traceback.format_exception_only(error)).strip()
        # The module path of an error class does not help a reader.
        message = message.replace(f"{type(error).__module__}.", "", 1)
        return {"error": message, "line": lines[-1] if lines else None}


def _evaluate(code: str) -> Any:
    tree = ast.parse(code, FILE_NAME)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(tree, FILE_NAME, "exec"), names)
    return (
        eval(compile(ast.Expression(last.value), FILE_NAME, "eval"), names)
        if isinstance(last, ast.Expr)
        else None
    )


def _render(id: str, value: Any) -> dict[str, Any]:
    if isinstance(value, (figures.Plot, Figure)):
        svg = figures.save(id, value, "svg").decode()
        result = {"svg": svg, "alt": OWN_FIGURE}
        if isinstance(value, figures.Plot):
            result |= {"alt": value.alt, "csv": figures.data_csv(value.data)}
        # A reader may choose colours that have no counterpart in dark mode.
        with contextlib.suppress(ReviewHelpersError):
            result["dark"] = dark_mode.recolour(svg, id)
        return result
    if isinstance(value, pd.DataFrame):
        value = tables.Table(value, (), (), "")
    if isinstance(value, tables.Table):
        text = tables.save(id, value, "csv")
        header, *rows = csv.reader(io.StringIO(text))
        return {"header": header, "rows": rows, "csv": text}
    expected = "a figure, a table or a data frame"
    return {"error": f"The last line gives {type(value).__name__}, expected {expected}", "line": None}
