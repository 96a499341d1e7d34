"""What a book brings to this extension: the one place where the subject of a book meets its pages.

A book names the class of its content in ``_config.yml``, as ``companion_content: package.module:Class`` below
``sphinx: config:``. The class is called with the folder of the book and gives what :class:`Content` lists;
no module beside asks a book for anything. :mod:`reviewhelpers.content.book` is the content of this book.
"""

from __future__ import annotations

import importlib
import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from reviewhelpers._core.artifacts import Artifact
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.citing import usage

SETTING = "companion_content"
"""The name of the configuration value."""


class Content(usage.Sources, Protocol):
    """What pages are made from; a method raises ReviewHelpersError for what the book does not have."""

    # The data package: tables of text, whose first column is the id of a row.

    @property
    def folder(self) -> Path: ...  # where datapackage.json and the tables are
    def descriptor(self) -> Mapping[str, Any]: ...  # datapackage.json, as a dictionary
    @property
    def archive_files(self) -> Mapping[str, Path]: ...  # what is packed with the tables, by name
    @property
    def row_lists(self) -> Collection[str]: ...  # columns that name rows of any table, separated by spaces
    @property
    def counts(self) -> Mapping[str, tuple[Callable[[], int], str]]: ...  # by noun: number, label or path
    def inputs_digest(self) -> str: ...  # a new one makes all pages anew: of data, references and code

    # Rows, by their id.

    def value(self, row_id: str) -> str: ...  # "4.2 m"
    def named_value(self, row_id: str) -> str: ...  # "Height: 4.2 m of the mast"
    def conditions(self, row_id: str) -> str: ...  # "at low tide"
    def subject(self, row_id: str) -> str: ...  # "the mast; measured"
    def summary(self, row_id: str) -> tuple[str, Mapping[str, str]]: ...  # title and details of a preview
    def to_markdown(self, text: str) -> str: ...  # text of the data, without markup that would be run

    # Figures and tables, by their id.

    def warm_up(self) -> None: ...  # loads what several of them need, before processes are forked
    def make(self, id: str) -> Artifact: ...
    def note(self, description: Mapping[str, Any]) -> None: ...  # for each, made now or cached
    def rebuild(self, id: str) -> Mapping[str, str]: ...  # code that makes it again, by what runs the code
    def recolour(self, svg: str, place: str) -> str: ...  # a picture for dark pages
    def icon(self, name: str, title: str, subtitle: str) -> str | bytes: ...  # favicon.svg, .png; card.png

    # The search, self-checks, exercises, and what only some books have.

    @property
    def synonyms(self) -> Sequence[Sequence[str]]: ...  # names for one thing, beside the glossary's

    def unit_symbol(self, unit: str) -> str: ...  # as a reader sees it
    def unit_choices(self, unit: str) -> Sequence[tuple[str, float]]: ...  # units, with their factors to it
    def convert(self, value: float, unit: str, to: str) -> float: ...
    @property
    def skills(self) -> Mapping[str, str]: ...  # what exercises train, by the name in their class
    def notebook_opening(self, page: str, version: str) -> str: ...  # the first cell of a notebook
    @property
    def explorer_form(self) -> Mapping[str, Any]: ...  # labels of the form; empty without an explorer
    def explorer_data(self) -> Mapping[str, Any]: ...  # records, axes and choices


_LOADED: weakref.WeakKeyDictionary[Config, Content] = weakref.WeakKeyDictionary()


def content_of(app: Sphinx) -> Content:
    """The content of the book that is built.

    Raises
    ------
    ExtensionError
        When the configuration names none, or one that cannot be loaded.
    """
    if app.config not in _LOADED:
        _LOADED[app.config] = load(app.config[SETTING], Path(app.srcdir))
    return _LOADED[app.config]


def load(name: str, root: Path) -> Content:
    """The content that a configuration names.

    Parameters
    ----------
    name : str
        Module and class, such as ``reviewhelpers.content.book:Book``.
    root : Path
        Folder of the book.

    Raises
    ------
    ExtensionError
        When there is none.

    Examples
    --------
    >>> load("", Path("."))
    Traceback (most recent call last):
    ...
    sphinx.errors.ExtensionError: companion_content: found '', expected package.module:Class, in _config.yml
    """
    module, _, attribute = name.partition(":")
    try:
        if not module or not attribute:
            raise ExtensionError(f"{SETTING}: found {name!r}, expected package.module:Class, in _config.yml")
        content: Content = getattr(importlib.import_module(module), attribute)(root)
    except (ImportError, AttributeError, ReviewHelpersError) as error:
        raise ExtensionError(f"{SETTING}: found {name!r}, which cannot be loaded: {error}") from error
    missing = [name for name in dir(Content) if not name.startswith("_") and not hasattr(content, name)]
    if missing:
        raise ExtensionError(f"{SETTING}: {name} lacks {', '.join(missing)}, which the extension asks for")
    return content


def references(app: Sphinx) -> Path:
    """The bibliography of the book that is built."""
    return Path(app.srcdir) / "references.bib"


def setup(app: Sphinx) -> None:
    """Register the configuration value."""
    if SETTING not in app.config:
        app.add_config_value(SETTING, "", "env", (str,))
