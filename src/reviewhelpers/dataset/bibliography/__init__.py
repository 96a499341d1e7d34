"""Read ``references.bib`` and find what is wrong in it.

Two parsers read the file on purpose. bibtexparser gives the entries and the line of every field; pybtex is
what the book is built with. Where the two read a file differently, the list that a reader sees would
differ from the one that the data are checked against, so that a disagreement is a fault as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewhelpers._core.deprecation import deprecated_names
from reviewhelpers.dataset.bibliography import entry_checks, validation
from reviewhelpers.dataset.bibliography.entry_checks import is_linkable
from reviewhelpers.dataset.bibliography.pybtex_comparison import has_pybtex
from reviewhelpers.dataset.bibliography.reading import REFERENCES as REFERENCES
from reviewhelpers.dataset.bibliography.reading import (
    BibliographyError,
    Entry,
    doi,
    field_lines,
    plain_text,
    read,
    short_label,
)
from reviewhelpers.dataset.bibliography.validation import CITATIONS as CITATIONS
from reviewhelpers.dataset.bibliography.validation import faults

__all__ = [
    "REQUIRED",
    "SOURCE_WITHOUT_TITLES",
    "BibliographyError",
    "Entry",
    "doi",
    "faults",
    "field_lines",
    "has_pybtex",
    "is_linkable",
    "plain_text",
    "read",
    "short_label",
]

# The reference documents a constant only in the module that assigns it.
REQUIRED = entry_checks.REQUIRED
"""The types an entry may have and the fields that each must have."""

SOURCE_WITHOUT_TITLES = validation.SOURCE_WITHOUT_TITLES
"""The source whose reference list gives authors, journal, year, volume and page, but never a title."""

if not TYPE_CHECKING:
    __getattr__ = deprecated_names(
        __name__,
        {
            "PRINTS_NO_TITLES": "SOURCE_WITHOUT_TITLES",
            "lines": "field_lines",
            "links": "is_linkable",
            "plain": "plain_text",
            "second_reader": "has_pybtex",
            "short": "short_label",
        },
    )
