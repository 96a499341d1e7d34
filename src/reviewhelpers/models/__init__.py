"""Small models of the why: a few lines of numpy each, shown and run on pages."""

from __future__ import annotations

import ast
from pathlib import Path

from reviewhelpers._core.registry import UnknownId

FOLDER = Path(__file__).parent


def ids(folder: Path = FOLDER) -> list[str]:
    """The names of all models, which are those of their modules.

    Parameters
    ----------
    folder : Path
        Where the modules are.
    """
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def code(name: str, folder: Path = FOLDER) -> str:
    """The code of a model as a page shows it: it runs alone, and each docstring has its first line only.

    Parameters
    ----------
    name : str
        Of the model.
    folder : Path
        Where its module is.

    Raises
    ------
    UnknownId
        When there is no such model; the message lists similar ones.
    """
    if name not in ids(folder):
        raise UnknownId("model", name, ids(folder))
    text = (folder / f"{name}.py").read_text(encoding="utf-8")
    module = ast.parse(text)
    lines: list[str | None] = [*text.splitlines()]
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            _shorten(lines, node.body[0])
    left_out = [statement for statement in module.body if _is_left_out(statement)]
    if ast.get_docstring(module):
        left_out.append(module.body[0])
    for statement in left_out:
        for at in range(statement.lineno - 1, statement.end_lineno or statement.lineno):
            lines[at] = None
    return "\n".join(line for line in lines if line is not None).strip("\n")


def _shorten(lines: list[str | None], docstring: ast.stmt) -> None:
    """Leave the first line of a docstring."""
    first, last = docstring.lineno - 1, (docstring.end_lineno or docstring.lineno) - 1
    if last > first:
        lines[first] = f'{lines[first]}"""'
        lines[first + 1 : last + 1] = [None] * (last - first)


def _is_left_out(statement: ast.stmt) -> bool:
    """Whether a statement says something to the package alone."""
    match statement:
        case ast.ImportFrom(module="__future__"):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False
