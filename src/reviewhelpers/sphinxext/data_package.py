"""The data package of the book that is built, read once a build: its tables, and its rows by their id."""

from __future__ import annotations

import csv
import weakref
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sphinx.application import Sphinx

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.sphinxext.content import Content, content_of

Row = Mapping[str, str]
Resource = Mapping[str, Any]


class DataPackage:
    """Tables and rows as the files spell them: a number keeps the digits it was written with.

    Parameters
    ----------
    content : Content
        Says where the package is.
    """

    def __init__(self, content: Content) -> None:
        self.content = content
        self._rows: dict[str, dict[str, Row]] = {}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The description of each table in the descriptor, by its name."""
        return {resource["name"]: resource for resource in self.content.descriptor()["resources"]}

    @cached_property
    def table_of_row(self) -> dict[str, str]:
        """Table of each row of the package, by row id."""
        return {id: name for name in self.resources for id in self.rows(name)}

    def rows(self, table: str) -> Mapping[str, Row]:
        """The rows of a table, by their id."""
        if table not in self._rows:
            path = self.content.folder / self.resources[table]["path"]
            try:
                with path.open(encoding="utf-8", newline="") as file:
                    self._rows[table] = {row["id"]: row for row in csv.DictReader(file)}
            except (OSError, ValueError, KeyError, csv.Error) as error:
                raise ReviewHelpersError(f"{path}: found {error}, expected a table with ids") from error
        return self._rows[table]

    def row(self, row_id: str) -> Row:
        """The cells of a row of any table, by column."""
        return self.rows(self.table_of_row[row_id])[row_id]

    def page(self, row_id: str) -> str:
        """Address of a row on the page of its table, below the site's root."""
        return f"data/{self.table_of_row[row_id]}.html#{row_id}"


_PACKAGES: weakref.WeakKeyDictionary[Sphinx, DataPackage] = weakref.WeakKeyDictionary()


def data_package(app: Sphinx) -> DataPackage:
    """The data package of the book that is built."""
    if app not in _PACKAGES:
        _PACKAGES[app] = DataPackage(content_of(app))
    return _PACKAGES[app]
