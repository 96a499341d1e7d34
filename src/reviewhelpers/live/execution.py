"""Execution of a reader's code in the browser: what it prints, draws and gives is collected for the page.

It also runs under Node and natively, so that tests can compare the results.
"""

from __future__ import annotations

import ast
import contextlib
import io
import tokenize
from collections.abc import Iterator
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from reviewhelpers import figures
from reviewhelpers.charts import theme
from reviewhelpers.live import inline_backend
from reviewhelpers.live.outputs import Outputs
from reviewhelpers.validation import user_data

FILE_NAME = "<your lines>"
"""File name of the code in tracebacks."""


def run(
    id: str, code: str, measured: bytes | memoryview = b"", name: str = "", width: str = "page"
) -> dict[str, Any]:
    """Run code as a notebook runs a cell.

    Parameters
    ----------
    id : str
        The figure, table or cell of the editor: it names the files, and determines the ids inside the SVG.
    code : str
        Python code. The value of its last line is shown, unless that ends with a semicolon.
    measured : bytes or memoryview
        Rows of the reader as CSV, see :mod:`reviewhelpers.validation.user_data`; empty where there are none.
    name : str
        Name of that file in messages.
    width : {"page", "phone"}
        The width of figures that the code draws without one of its own.

    Returns
    -------
    dict
        ``outputs``, a list in the order in which they came. Each has a ``kind``: ``stream`` (printed ``text``, with
        the ``name`` of the stream), ``value`` (the ``text`` of a value), ``table`` (``header`` and ``rows`` of cells,
        of which the first ``heads`` head a row, a ``note``, and ``csv`` where a file can hold it), ``figure`` (``svg``
        and ``alt``, ``csv`` where it knows its data, and ``dark``, its SVG for dark pages, where the colours allow
        one), ``notice`` (what was cut) and ``error`` (``text``, the ``line`` of the code where it has one, and the
        end of the ``traceback``). With own rows also ``own``, how many of them the figures plot.

    Examples
    --------
    >>> run("cell-1", "print(1)\\n1 + 1")["outputs"]
    [{'kind': 'stream', 'name': 'stdout', 'text': '1\\n'}, {'kind': 'value', 'text': '2'}]
    >>> error = run("cell-1", "x = 1\\n1 / 0")["outputs"][0]
    >>> error["text"], error["line"]
    ('ZeroDivisionError: division by zero', 2)
    """
    outputs = Outputs(id, FILE_NAME, code)
    result: dict[str, Any] = {"outputs": outputs.found}
    try:
        with figures.style(width=width):
            if not measured:
                _run_cell(code, outputs)
                return result
            with user_data.with_user_rows(bytes(measured), name):
                _run_cell(code, outputs)
                plotted = {row for plot in outputs.plots for row in user_data.plotted(plot.data)}
                return {**result, "own": len(plotted)}
    except user_data.UserDataError as error:
        outputs.fault(str(error))
    except Exception as error:
        outputs.error(error)
    return result


def _run_cell(code: str, outputs: Outputs) -> None:
    """Run a cell; its figures that are still open show at its end, also after an error."""
    with _drawing(), outputs.printing(), inline_backend.capturing(outputs.figure):
        try:
            _show(_evaluate(code, outputs), outputs)
        # A notebook also survives `sys.exit()`.
        except BaseException as error:
            outputs.error(error)
        try:
            inline_backend.flush()
        except Exception as error:
            outputs.error(error)


@contextlib.contextmanager
def _drawing() -> Iterator[None]:
    """Have figures of plain matplotlib drawn as those of the book, whose colours have counterparts on dark pages."""
    inches = theme.current().width.inches
    with figures.style.applied():
        matplotlib.rcParams["figure.figsize"] = (inches, 0.6 * inches)
        matplotlib.rcParams["figure.constrained_layout.use"] = True
        # The book takes texts from the data; the texts of a cell are its author's, and may hold formulas.
        matplotlib.rcParams["text.parse_math"] = True
        yield


def _show(value: object, outputs: Outputs) -> None:
    # A figure that is the value is not shown again at the end of the cell.
    if isinstance(value, Figure):
        inline_backend.close(value)
    outputs.value(value)


def _evaluate(code: str, outputs: Outputs) -> object:
    tree = ast.parse(code, FILE_NAME)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    names: dict[str, Any] = {"__name__": "__main__", "display": outputs.display}
    exec(compile(tree, FILE_NAME, "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    value = eval(compile(ast.Expression(last.value), FILE_NAME, "eval"), names)
    return None if _ends_with_semicolon(code) else value


def _ends_with_semicolon(code: str) -> bool:
    """Whether a cell ends with a semicolon, which in notebooks keeps the last value from being shown.

    Examples
    --------
    >>> _ends_with_semicolon("x;  # quiet"), _ends_with_semicolon("';'")
    (True, False)
    """
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.DEDENT, tokenize.ENDMARKER)
    found = [
        each.string
        for each in tokenize.generate_tokens(io.StringIO(code).readline)
        if each.type not in skipped
    ]
    return bool(found) and found[-1] == ";"
