"""All outputs of the book as texts by name, for comparisons between machines and after perturbations."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from reviewhelpers import figures, tables
from reviewhelpers._core import notebook_output
from reviewhelpers.analysis import audit
from reviewhelpers.analysis.audit import report
from reviewhelpers.content import explorer
from reviewhelpers.markup import notebooks


def in_figures(*, pictures: bool = False) -> Iterator[tuple[str, str]]:
    """Title, caption, description, labels and plotted values of every figure; its picture too, where asked for."""
    for id in figures.ids():
        plot = figures.make(id)
        content = figures.describe(id, plot)
        del content["digest"]
        yield id, json.dumps([content, figures.drawn_words(plot.figure)], ensure_ascii=False, indent=1)
        yield f"{id}.csv", figures.data_csv(plot.data)
        if pictures:
            yield f"{id}.svg", figures.save(id, plot, "svg", keep=False).decode()


def in_tables() -> Iterator[tuple[str, str]]:
    """Title, caption, header, cells, note and values of every table."""
    for id in tables.ids():
        table = tables.make(id)
        content = tables.described(id, table)
        del content["digest"]
        yield id, json.dumps(content, ensure_ascii=False, indent=1)
        yield f"{id}.csv", tables.save(id, table, "csv")


def in_the_audit() -> Iterator[tuple[str, str]]:
    """The output of the command ``audit``."""
    yield "audit", report.render(audit.run(), "md")


def in_the_explorer() -> Iterator[tuple[str, str]]:
    """The data of the page on which a reader chooses points and axes."""
    yield "explorer", json.dumps(explorer.everything(), ensure_ascii=False, indent=1)


def in_cells() -> Iterator[tuple[str, str]]:
    """Output and values of the code cells of all notebooks, but of those that show a figure or a table."""
    for path in notebooks.paths():
        names: dict[str, Any] = {"__name__": "__main__"}
        for number, cell in enumerate(notebooks.read(path)["cells"]):
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or ".show(" in source:
                continue
            yield f"{path.parent.name}/{path.stem} cell {number}", _run_cell(source, names)


def _run_cell(source: str, names: dict[str, Any]) -> str:
    printed, tree = io.StringIO(), ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = (
            eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if isinstance(last, ast.Expr)
            else None
        )
    if isinstance(value, notebook_output.NotebookOutput):
        return json.dumps(value._repr_mimebundle_(), ensure_ascii=False, indent=1)
    return printed.getvalue() + ("" if value is None else repr(value))


def everything(*, pictures: bool = False) -> dict[str, str]:
    """All outputs by name, pictures only where asked for."""
    found = dict(in_figures(pictures=pictures))
    for part in (in_tables, in_the_audit, in_the_explorer, in_cells):
        found |= dict(part())
    return found


def digests() -> dict[str, str]:
    """A digest of what ``figures``, ``tables`` and ``audit`` write and the site does not offer.

    The formats come from the same drawing; one figure of each part shows what they add.
    """
    found: dict[str, str | bytes] = {}
    for id in {id.split("-")[1]: id for id in figures.ids()}.values():
        files = figures.files(id, figures.make(id), figures.FORMATS)
        found |= {f"{id}.{format}": content for format, content in files.items()}
    for id in tables.ids():
        table = tables.make(id)
        found |= {f"{id}.{format}": tables.save(id, table, format) for format in tables.FORMATS}
    found |= {f"audit.{format}": report.render(audit.run(), format) for format in report.FORMATS}
    return {
        name: hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
        for name, content in found.items()
    }


if __name__ == "__main__":
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    json.dump({"features": simd.get("found", []), "digests": digests()}, sys.stdout)
