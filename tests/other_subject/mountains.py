"""What a book on heights of mountains brings to its pages; every number was made up for a test."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from reviewhelpers._core import notebook_output
from reviewhelpers._core.artifacts import Artifact
from reviewhelpers._core.errors import ReviewHelpersError

FIGURE, TABLE = "fig-mountains-heights", "tab-mountains-heights"
TITLES = {FIGURE: "Heights by season", TABLE: "Heights as printed"}
METRES = {"m": 1.0, "km": 1000.0}
_SHAPE = {
    "structures/str-peak.js": b"figureStructure({})\n",
    "structures/str-peak.obj": b"v 0 0 0\n",
    "structures/str-peak.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n',
    "structures/str-peak.dark.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n',
}
"""A shape of a peak that a reader could turn; here it has no points."""


class Mountains:
    """The content of the book, as :class:`reviewhelpers.sphinxext.content.Content` asks for it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    # The data package

    @property
    def folder(self) -> Path:
        """Where the tables are."""
        return self._root / "data"

    def descriptor(self) -> Mapping[str, Any]:
        """The descriptor."""
        loaded: dict[str, Any] = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        return loaded

    @property
    def archive_files(self) -> Mapping[str, Path]:
        """The references go with the tables."""
        return {"references.bib": self._root / "references.bib"}

    @property
    def row_lists(self) -> Collection[str]:
        """No column names several rows."""
        return ()

    @property
    def counts(self) -> Mapping[str, tuple[Callable[[], int], str]]:
        """The heights can be counted."""
        return {"heights": (lambda: len(self._rows("heights")), "data/heights.html")}

    def inputs_digest(self) -> str:
        """A digest of the data and of this module."""
        files = [*sorted(self.folder.iterdir()), Path(__file__)]
        return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()

    def _rows(self, table: str) -> dict[str, dict[str, str]]:
        text = (self.folder / f"{table}.csv").read_text(encoding="utf-8")
        return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}

    def _height(self, row_id: str) -> dict[str, str]:
        try:
            return self._rows("heights")[row_id]
        except KeyError:
            raise ReviewHelpersError(f"found row id {row_id!r}, expected a height") from None

    def _name(self, row: Mapping[str, str]) -> str:
        return self._rows("mountains")[row["mountain"]]["name"]

    # Works

    def titles(self) -> Mapping[str, str]:
        """One figure and one table."""
        return TITLES

    def works(self, id: str) -> Iterable[str]:
        """Both show all heights."""
        return self.works_of_rows(self._rows("heights"))

    def works_of_rows(self, rows: Iterable[str]) -> Iterable[str]:
        """The works that print heights."""
        heights = self._rows("heights")
        return sorted({heights[row]["cite"] for row in rows if row in heights})

    def credited_rows(self) -> Iterator[tuple[str, str]]:
        """Each height and its work."""
        yield from ((id, row["cite"]) for id, row in self._rows("heights").items())

    # Rows

    def value(self, row_id: str) -> str:
        """The number with its unit."""
        row = self._height(row_id)
        return f"{row['value']} {row['unit']}"

    def named_value(self, row_id: str) -> str:
        """The number with the name of the mountain."""
        return f"{self.value(row_id)} of {self._name(self._height(row_id))}"

    def conditions(self, row_id: str) -> str:
        """The season."""
        return f"in {self._height(row_id)['season']}"

    def subject(self, row_id: str) -> str:
        """The mountain."""
        return self._name(self._height(row_id))

    def summary(self, row_id: str) -> tuple[str, Mapping[str, str]]:
        """What a preview shows."""
        if row_id in self._rows("mountains"):
            return self._rows("mountains")[row_id]["name"], {}
        return self.value(row_id), {"Mountain": self.subject(row_id)}

    def to_markdown(self, text: str) -> str:
        """The cells hold no marks."""
        return text

    # Figures and tables

    def warm_up(self) -> None:
        """Nothing is shared."""

    def make(self, id: str) -> Artifact:
        """The figure or the table, with its files."""
        description = self._description(id)
        files = self._figure_files() if id == FIGURE else self._table_files()
        shared = dict(_SHAPE) if id == FIGURE else {}
        return Artifact(
            f"{id}: {description['size_text']}, sha256 {description['digest']}", description, files, shared
        )

    def _description(self, id: str) -> dict[str, Any]:
        rows = list(self._rows("heights").values())
        kind = "figure" if id == FIGURE else "table"
        cells = [[self._name(row), f"{row['value']} {row['unit']}", row["season"]] for row in rows]
        text = {
            "title": TITLES[id],
            "caption": "Heights made up for this test, by {cite:t}`alder2001heights` and another work.",
        }
        own: dict[str, Any] = {"alt": "Three points: the second peak is the highest."}
        peak = {"group": "all peaks", "seen": "A point.", "note": "1 point"}
        turned = [{"id": "str-peak", "title": "First & Peak", "files": [["obj", "OBJ"]], **peak}]
        if kind == "table":
            own = {"header": ["Mountain", "Height", "Season"], "rows": cells, "note": "All of it made up."}
        return {
            "kind": kind,
            "id": id,
            **text,
            **own,
            "structures": turned if kind == "figure" else [],
            "works": list(self.works(id)),
            "size_text": "3 points" if kind == "figure" else "3 rows × 3 columns",
            "digest": notebook_output.digest_values(json.dumps(cells), text, own),
        }

    def _csv(self) -> bytes:
        return (self.folder / "heights.csv").read_bytes()

    def _figure_files(self) -> dict[str, bytes]:
        figure = Figure(figsize=(4, 3))
        FigureCanvasAgg(figure)
        heights = [float(row["value"]) * METRES[row["unit"]] for row in self._rows("heights").values()]
        figure.subplots().plot(range(len(heights)), heights, "o")
        files = {"csv": self._csv(), "frames.js": b"figureFrames({})\n"}
        for form in ("svg", "pdf", "png"):
            file = io.BytesIO()
            figure.savefig(file, format=form)
            files[form] = file.getvalue()
        return files | {"dark.svg": self.recolour(files["svg"].decode(), FIGURE).encode()}

    def _table_files(self) -> dict[str, bytes]:
        return {"csv": self._csv(), "md": b"| Mountain |\n", "tex": b"% Mountain\n"}

    def note(self, description: Mapping[str, Any]) -> None:
        """What is made again is made at once."""

    def rebuild(self, id: str) -> Mapping[str, str]:
        """How to make it again."""
        return {"Python lines": f'from mountains import Mountains\n\nMountains(root).make("{id}")'}

    def recolour(self, svg: str, place: str) -> str:
        """White becomes black."""
        return svg.replace("#ffffff", "#000000")

    def icon(self, name: str, title: str, subtitle: str) -> str | bytes:
        """A triangle, whatever is asked for."""
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 2L1 0L2 2z"/></svg>\n'

    # Self-checks and the rest

    def unit_symbol(self, unit: str) -> str:
        """The unit, where it is one of length."""
        if unit not in METRES:
            raise ReviewHelpersError(f"found the unit {unit!r}, expected m or km")
        return unit

    def unit_choices(self, unit: str) -> Sequence[tuple[str, float]]:
        """Both units."""
        return [(name, self.convert(1.0, name, unit)) for name in METRES]

    def convert(self, value: float, unit: str, to: str) -> float:
        """A length in the other unit."""
        return value * METRES[unit] / METRES[to]

    @property
    def synonyms(self) -> Sequence[Sequence[str]]:
        """One mountain has two names."""
        return [("Matterhorn", "Cervino")]

    @property
    def skills(self) -> Mapping[str, str]:
        """The book has no exercises."""
        return {}

    def notebook_opening(self, page: str, version: str) -> str:
        """What a downloaded notebook says first."""
        return f"*From Heights of Mountains, version {version}, page `{page}`: made up for a test.*"

    @property
    def explorer_form(self) -> Mapping[str, Any]:
        """The book has no explorer."""
        return {}

    def explorer_data(self) -> Mapping[str, Any]:
        """The book has no explorer."""
        return {}


class _Shown:
    """What the cells of the notebooks call."""

    def show(self, id: str) -> notebook_output.NotebookOutput:
        """The line of a figure or table."""
        return notebook_output.NotebookOutput(Mountains(Path(__file__).parent).make(id).line)


figures = tables = _Shown()
