"""What the browser's Python does with a reader's lines: run them, and give the last value as files to show.

It also runs under Node and natively, so that tests compare what all of them make.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import traceback
from typing import Any

import pandas as pd

from reviewhelpers import figures, tables
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.validation import user_data

NAME = "<your lines>"
"""The file that errors name."""


def run(id: str, code: str, measured: bytes | memoryview = b"", name: str = "") -> dict[str, Any]:
    """Run lines and show the value of the last.

    Parameters
    ----------
    id : str
        The figure or table whose lines they are: it names the files, and fixes the ids inside the SVG.
    code : str
        Lines of Python that end in an expression: a :class:`~reviewhelpers.figures.Plot`, a
        :class:`~reviewhelpers.tables.Table` or a data frame.
    measured : bytes or memoryview
        The reader's own rows as CSV, see :mod:`reviewhelpers.validation.user_data`; empty where there are none.
    name : str
        How messages call that file.

    Returns
    -------
    dict
        ``svg``, ``alt`` and ``csv`` of a figure, and its SVG for pages that are ``dark`` where the colours
        allow one; ``header``, ``rows`` and ``csv`` of a table; or ``error``, with the ``line`` of the
        reader's code where it has one. With own rows also ``own``, how many of them a figure plots.

    Examples
    --------
    >>> run("tab-use-sources", "x = 1\\n1 / 0")
    {'error': 'ZeroDivisionError: division by zero', 'line': 2}
    """
    try:
        if not measured:
            return _shown(id, _value(code))
        with user_data.drawn(bytes(measured), name):
            value = _value(code)
            plotted = user_data.plotted(value.data) if isinstance(value, figures.Plot) else []
            return {**_shown(id, value), "own": len(set(plotted))}
    except user_data.OwnFaults as error:
        return {"error": str(error), "line": None}
    except SyntaxError as error:
        # One from within a library has another file.
        line = error.lineno if error.filename == NAME else None
        return {"error": f"{type(error).__name__}: {error.msg}", "line": line}
    except Exception as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == NAME
        ]
        said = "".join(traceback.format_exception_only(error)).strip()
        # The path of a class of ours tells a reader nothing.
        said = said.replace(f"{type(error).__module__}.", "", 1)
        return {"error": said, "line": lines[-1] if lines else None}


def _value(code: str) -> Any:
    tree = ast.parse(code, NAME)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(tree, NAME, "exec"), names)
    return (
        eval(compile(ast.Expression(last.value), NAME, "eval"), names) if isinstance(last, ast.Expr) else None
    )


def _shown(id: str, value: Any) -> dict[str, Any]:
    if isinstance(value, figures.Plot):
        svg = figures.save(id, value, "svg").decode()
        shown = {"svg": svg, "alt": value.alt, "csv": figures.data_csv(value.data)}
        # A reader may choose colours that have no like on a dark ground.
        with contextlib.suppress(ReviewHelpersError):
            shown["dark"] = dark_mode.recolour(svg, id)
        return shown
    if isinstance(value, pd.DataFrame):
        value = tables.Table(value, (), (), "")
    if isinstance(value, tables.Table):
        text = tables.save(id, value, "csv")
        header, *rows = csv.reader(io.StringIO(text))
        return {"header": header, "rows": rows, "csv": text}
    expected = "a plot, a table or a data frame"
    return {"error": f"The last line gives {type(value).__name__}, expected {expected}", "line": None}
