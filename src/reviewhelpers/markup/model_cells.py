"""Cells that show a model: its name, its code, and below a line ``# ---`` what a reader may change.

The code is that of a module of the package; ``reviewhelpers refresh`` writes it into the cell, and
``reviewhelpers check`` compares it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

END = "# ---"
"""The line that ends the code of the model."""
_NAME = re.compile(r"# model: *(?P<name>[^\n]*?) *(?:\n|\Z)")


class ModelCell(NamedTuple):
    """A cell that shows a model.

    Parameters
    ----------
    name : str
        Of the model.
    code : str
        What the cell has of its code.
    own : str or None
        The lines below :data:`END`; None where that line is missing.
    """

    name: str
    code: str
    own: str | None

    def filled(self, code: str) -> str:
        """The source of the cell with this code."""
        return f"# model: {self.name}\n{code}\n\n\n{END}\n{self.own or ''}"


def read(source: str) -> ModelCell | None:
    r"""The model of a cell; None where the cell shows none.

    Parameters
    ----------
    source : str
        The code of the cell.

    Examples
    --------
    >>> cell = read("# model: tiny\nx = 1\n\n\n# ---\nprint(x)")
    >>> cell
    ModelCell(name='tiny', code='x = 1', own='print(x)')
    >>> cell.filled("x = 2")
    '# model: tiny\nx = 2\n\n\n# ---\nprint(x)'
    >>> read("print(1)"), read("# model: tiny\nx = 1").own
    (None, None)
    """
    begin = _NAME.match(source)
    if not begin:
        return None
    code, mark, own = f"\n{source[begin.end() :]}\n".partition(f"\n{END}\n")
    return ModelCell(begin["name"], code.strip("\n"), own.rstrip("\n") if mark else None)
