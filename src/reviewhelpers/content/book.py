"""What this book brings to its pages, in the form that :mod:`reviewhelpers.sphinxext.content` asks for."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewhelpers._core.artifacts import Artifact
from reviewhelpers._core.paths import ROOT
from reviewhelpers.chemistry import units
from reviewhelpers.citing import outline
from reviewhelpers.content import artifacts, rebuild_code, row_text, self_check_units, synonyms
from reviewhelpers.dataset import bibliography, data, provenance
from reviewhelpers.markup import notebooks
from reviewhelpers.text import formatting, markdown

VALUE_TABLES = (*data.NUMBER_TABLES, "claims")
"""The tables of the data whose rows are values: printed numbers, and what is claimed of a system."""

SKILLS: Mapping[str, str] = {
    "read": "Read a figure or a table",
    "convert": "Convert units, yields, currents and potentials",
    "compare": "Judge whether two catalysts may be compared",
    "balance": "Balance a mechanism and count electrons",
    "energetics": "Find potential-determining steps and barriers",
    "claim": "Test a claim against its own numbers",
    "control": "Design the missing control",
    "reproduce": "Remake a figure and change one assumption",
}
"""What an exercise trains, by the class that says so: ``skill-read``."""


class Book:
    """The content of this book.

    Parameters
    ----------
    root : Path
        Folder of the book.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root

    # The data package

    @property
    def folder(self) -> Path:
        """Where the data package is."""
        return data.DATA

    def descriptor(self) -> Mapping[str, Any]:
        """Its descriptor."""
        return data.descriptor()

    @property
    def archive_files(self) -> Mapping[str, Path]:
        """What is packed with the tables; with the register anyone can tell a changed copy from this one."""
        from reviewhelpers.validation import id_register

        files = {name: data.ROOT / name for name in ("LICENSE-CONTENT.md", "references.bib")}
        models = {f"structures/{path.name}": path for path in sorted((data.DATA / "structures").iterdir())}
        return files | models | {id_register.FILE: data.DATA / id_register.FILE}

    @property
    def row_lists(self) -> Collection[str]:
        """Columns that name rows of any table, separated by spaces."""
        from reviewhelpers.validation import check

        return (*check.ROW_LISTS.values(), "compared_with", "row")

    @property
    def counts(self) -> Mapping[str, tuple[Callable[[], int], str]]:
        """What can be counted, by its noun: what counts it, and the label or path of where it is listed."""
        return {
            "systems": (lambda: len(data.table("systems")), "data/systems.html"),
            "printed values": (_printed_values, "use-data-tables"),
            "figures": (lambda: _registered("figures"), "use-gallery"),
            "tables": (lambda: _registered("tables"), "use-gallery"),
            "works": (lambda: len(bibliography.read()), "bibliography"),
        }

    def inputs_digest(self) -> str:
        """A digest of all that figures and tables are made from, and of the licence."""
        # The files of the data carry the licence.
        return notebooks.inputs_digest() + notebooks.files_digest([data.ROOT / "LICENSE-CONTENT.md"])

    # Works

    def titles(self) -> Mapping[str, str]:
        """Titles of figures and tables by id."""
        return outline.titles(self._root)

    def works(self, id: str) -> Iterable[str]:
        """Keys of the works behind a figure or table."""
        return artifacts.works(id)

    def works_of_rows(self, rows: Iterable[str]) -> Iterable[str]:
        """Keys of the works behind rows."""
        return provenance.works_of_rows(rows)

    def credited_rows(self) -> Iterator[tuple[str, str]]:
        """Each row with a value that is credited to a work, and the key of the work."""
        for table in VALUE_TABLES:
            rows = data.table(table)
            yield from ((row, key) for row, key in zip(rows["id"], rows["cite"], strict=True) if key)

    # Rows

    def value(self, row_id: str) -> str:
        """The value of a row with its unit."""
        return formatting.value(data.row(row_id))

    def named_value(self, row_id: str) -> str:
        """The value of a row with the names of its quantity and its system."""
        return row_text.named_value(row_id)

    def conditions(self, row_id: str) -> str:
        """The printed conditions of a row."""
        return formatting.conditions(data.row(row_id))

    def subject(self, row_id: str) -> str:
        """The system of a row and the kind of its number."""
        return row_text.subject(row_id)

    def summary(self, row_id: str) -> tuple[str, Mapping[str, str]]:
        """What a row says in short: a title and details."""
        return row_text.summary(row_id)

    def to_markdown(self, text: str) -> str:
        """A text of the data as Markdown, none of it taken for markup."""
        return markdown.quoted(text)

    # Figures and tables

    def warm_up(self) -> None:
        """Load what draws, and compute what several figures and tables share."""
        artifacts.warm_up()

    def make(self, id: str) -> Artifact:
        """Make a figure or table and all its files."""
        return artifacts.make(id)

    def note(self, description: Mapping[str, Any]) -> None:
        """Keep the works of a figure or table that is made."""
        artifacts.note(description)

    def rebuild(self, id: str) -> Mapping[str, str]:
        """The code that makes a figure or table again."""
        return {"Python lines": rebuild_code.python(id), "Command line": rebuild_code.command(id)}

    def recolour(self, svg: str, place: str) -> str:
        """A picture for dark pages."""
        from reviewhelpers.charts import dark_mode

        return dark_mode.recolour(svg, place)

    def icon(self, name: str, title: str, subtitle: str) -> str | bytes:
        """The sign of the book for tabs, for home screens, or on the card of shared links."""
        # Only a build that draws the sign needs matplotlib.
        from reviewhelpers.charts import logo

        if name == "card.png":
            return logo.card(title, subtitle)
        return logo.svg() if name == "favicon.svg" else logo.icon()

    # The search, self-checks, notebooks, the explorer

    @property
    def synonyms(self) -> Sequence[Sequence[str]]:
        """Names that a search takes for the same."""
        return synonyms.groups()

    def unit_symbol(self, unit: str) -> str:
        """A unit as a reader sees it."""
        units.parse(unit)
        return units.symbol(unit)

    def unit_choices(self, unit: str) -> Sequence[tuple[str, float]]:
        """The units that a question offers, each with the factor to the unit of its answer."""
        return self_check_units.choices(unit)

    def convert(self, value: float, unit: str, to: str) -> float:
        """A value in another unit."""
        return float(units.convert(value, unit, to))

    @property
    def skills(self) -> Mapping[str, str]:
        """What exercises train."""
        return SKILLS

    def notebook_opening(self, page: str, version: str) -> str:
        """What a downloaded notebook says first."""
        return (
            f"*From the book Defects at Work (version {version}), page `{page}`. "
            "Text, figures and data: CC BY 4.0; code: BSD 3-Clause.*\n\n"
            "The outputs below are those of the book. To run the cells, install the package `reviewhelpers` "
            "from a clone of the book's repository: `make book` there makes an environment in `.venv`, and "
            "`pip install .` puts the package, with the data, into an environment of yours."
        )

    @property
    def explorer_form(self) -> Mapping[str, Any]:
        """The labels of the form of the explorer."""
        from reviewhelpers.content import explorer

        return explorer.FORM

    def explorer_data(self) -> Mapping[str, Any]:
        """The records of the explorer with its axes, rules and choices."""
        return artifacts.explored()


def _printed_values() -> int:
    return sum(len(data.table(name)) for name in data.NUMBER_TABLES)


@functools.cache
def _registered(kind: str) -> int:
    # A build that reads no page with such a count needs neither package, nor matplotlib.
    return len(importlib.import_module(f"reviewhelpers.{kind}").ids())
