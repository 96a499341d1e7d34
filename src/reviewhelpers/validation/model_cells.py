"""Whether pages show the models as they are: their code in full, each on one page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewhelpers import models
from reviewhelpers._core.errors import Fault
from reviewhelpers.markup import model_cells

REFRESH = "`reviewhelpers refresh` writes it"


def faults(root: Path, notebooks: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Fault]:
    """Faults of the cells that show models.

    Parameters
    ----------
    root : Path
        Folder of the project; without code in it, the models are those of the installed package.
    notebooks : mapping
        The cells of each notebook, by its path below the root.
    """
    own = root / "src" / "reviewhelpers" / "models"
    folder = own if own.is_dir() else models.FOLDER
    pages_of: dict[str, list[str]] = {}
    for name, cells in notebooks.items():
        for at, cell in enumerate(cells):
            shown = model_cells.read("".join(cell["source"])) if cell["cell_type"] == "code" else None
            if shown:
                pages_of.setdefault(shown.name, []).append(name)
                for found, expected in _of_cell(shown, folder):
                    yield Fault(name, None, f"cell {at}", found, expected)
    for model in models.ids(folder):
        names = pages_of.get(model, [])
        if not names and folder == own:
            file = f"src/reviewhelpers/models/{model}.py"
            yield Fault(file, None, model, "it on no page", f"a page with a cell `# model: {model}`")
        for name in names[1:]:
            yield Fault(name, None, model, f"{model!r}, which {names[0]} shows too", "each model once")


def _of_cell(shown: model_cells.ModelCell, folder: Path) -> Iterator[tuple[str, str]]:
    if shown.name not in models.ids(folder):
        yield f"the model {shown.name!r}", f"one of {', '.join(models.ids(folder))}"
    elif shown.own is None:
        yield f"no line `{model_cells.END}`", "one below the code of the model"
    elif shown.code != (code := models.code(shown.name, folder)):
        pairs = itertools.zip_longest(shown.code.split("\n"), code.split("\n"))
        found, expected = next(pair for pair in pairs if pair[0] != pair[1])
        line = "the end of the model" if expected is None else f"`{expected.strip()}`"
        yield (
            (f"`{found.strip()}`" if found else "an empty line" if found == "" else "its end"),
            (f"{line} of models/{shown.name}.py; {REFRESH}"),
        )
