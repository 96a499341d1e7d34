"""Pictures that code of a page draws: the build runs such pages alone, and caches what they drew.

A page stores one line of each picture, as it does of figures and tables; see
:func:`reviewhelpers.figures.picture`. The cache is in the folder of Sphinx's doctrees, by a digest of the
page's code, of the data and of the package.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.application import Sphinx

from reviewhelpers._core import atomic_writes, notebook_output, svg_safety
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.markup import notebook_execution, notebook_form, notebooks
from reviewhelpers.sphinxext import artifact_files
from reviewhelpers.sphinxext.content import content_of

FOLDER = "reviewhelpers-drawn"
SVG = "image/svg+xml"


class DrawnError(ReviewHelpersError):
    """A page that does not draw the picture whose line it stores."""


@dataclass(frozen=True)
class Picture:
    """What a cell drew.

    Parameters
    ----------
    line : str
        What the page stores of it.
    svg : str
        The picture.
    alt, caption : str
        Its texts.
    """

    line: str
    svg: str
    alt: str
    caption: str

    @property
    def paths(self) -> dict[str, str]:
        """Paths of its files below the site's root, by colour mode."""
        name = f"figures/picture-{notebook_output.digest(self.line + self.svg)}"
        return {"light": f"{name}.svg", "dark": f"{name}.dark.svg"}


def draws(notebook: notebooks.Notebook) -> bool:
    """Whether code of a page draws a picture."""
    code = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return any(
        notebook_output.parse_show_call(notebook_form.source(cell))[0] == notebook_output.PICTURE
        for cell in code
    )


def run(path: Path) -> dict[int, Picture]:
    """The pictures of a page by cell; its cells are run for them.

    Raises
    ------
    NotebookError
        When a cell fails.
    """
    pictures_found = {}
    for at, cell in enumerate(notebook_execution.execute(path)["cells"]):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if notebook_output.parse_id(data.get(notebook_form.PLAIN, "")) == notebook_output.PICTURE:
                details = output["metadata"][SVG]
                for fault in svg_safety.faults(data[SVG]):
                    raise DrawnError(
                        f"{notebooks.display_name(path)}: cell {at}: found {fault}, expected shapes and text"
                    )
                pictures_found[at] = Picture(
                    data[notebook_form.PLAIN], data[SVG], details["alt"], details["caption"]
                )
    return pictures_found


class ExecutedFigures:
    """The pictures of a build, drawn while pages are read."""

    def __init__(self) -> None:
        self._pending: dict[str, Callable[[], dict[int, Picture]]] = {}

    def start(self, app: Sphinx, sources: Mapping[str, Path]) -> None:
        """Start running the pages that draw, unless they are cached for this code and data.

        Parameters
        ----------
        app : Sphinx
            The build.
        sources : mapping
            The notebook of each page, by the page's name.
        """
        self._pending = {}
        for docname, path in sources.items():
            notebook = notebooks.read(path)
            if draws(notebook):
                cache = Path(app.doctreedir) / FOLDER / f"{_digest(app, notebook)}.json"
                self._pending[docname] = (
                    _load(cache) if cache.is_file() else artifact_files.artifacts_of(app).submit(run, path)
                )

    def picture(self, app: Sphinx, docname: str, cell: int) -> Picture:
        """The picture that a cell draws; its files are written when it is first asked for.

        Raises
        ------
        DrawnError
            When it draws none, or one that is not fit for a page.
        """
        pictures = self._pending[docname]()
        if cell not in pictures:
            raise DrawnError(
                f"{docname}: cell {cell}: found no picture, expected one: it stores the line of one"
            )
        picture = pictures[cell]
        self._store(app, docname, pictures)
        recoloured = {
            "light": picture.svg,
            "dark": content_of(app).recolour(picture.svg, f"{docname}: cell {cell}"),
        }
        for mode, path in picture.paths.items():
            artifact_files.artifacts_of(app).write(path, recoloured[mode].encode())
        return picture

    def _store(self, app: Sphinx, docname: str, pictures: Mapping[int, Picture]) -> None:
        notebook = notebooks.read(Path(app.env.doc2path(docname)))
        path = Path(app.doctreedir) / FOLDER / f"{_digest(app, notebook)}.json"
        if path.is_file():
            return
        path.parent.mkdir(exist_ok=True)
        stored = {str(cell): asdict(picture) for cell, picture in pictures.items()}
        atomic_writes.write(path, json.dumps(stored).encode())


_PICTURES: weakref.WeakKeyDictionary[Sphinx, ExecutedFigures] = weakref.WeakKeyDictionary()


def pictures_of(app: Sphinx) -> ExecutedFigures:
    """The pictures of a build."""
    return _PICTURES.setdefault(app, ExecutedFigures())


def _digest(app: Sphinx, notebook: notebooks.Notebook) -> str:
    return notebooks.code_digest(notebook, app.config.reviewhelpers_inputs)


def _load(path: Path) -> Callable[[], dict[int, Picture]]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    pictures = {int(cell): Picture(**picture) for cell, picture in stored.items()}
    return lambda: pictures
