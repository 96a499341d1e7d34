"""What a part of the book is, and how its title reads without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.markup import myst


class OutlineError(ReviewHelpersError):
    """A file of the book whose parts cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Part:
    """A part of the book that can be cited.

    Parameters
    ----------
    label : str
        Label of a page's title, a section's heading or an exercise, or id of a figure or table.
    kind : str
        ``page``, ``section``, ``figure``, ``table`` or ``exercise``.
    title : str
        As a reader sees it, without markup.
    number : str
        Such as ``9`` of a page or ``9.2`` of a figure or an exercise; empty for sections, which have none.
    page : str
        Such as ``chapters/co2rr/compare``.
    address : str
        Relative to the root of the site, such as ``chapters/co2rr/compare.html#co2rr-compare-turnover``.
    parent : str
        Label of the page.
    section : str
        Label of the section of a figure, table or exercise; empty before the first section.
    part : str
        Caption of the group of pages in the table of contents; empty for the first page.
    cites : tuple of str
        Keys of the works that the text cites, in order; a page has those of all its text.
    rows : tuple of str
        Ids of the rows of data that the text names, in order.
    shows : tuple of str
        Ids of the figures and tables in it, in order.
    """

    label: str
    kind: str
    title: str
    number: str
    page: str
    address: str
    parent: str
    section: str = ""
    part: str = ""
    cites: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, without markup.

    Examples
    --------
    >>> plain("Iron in *MoS₂*: {ref}`two **defects** <norr-doping>` at $E_0$, `a*b*c`")
    'Iron in MoS₂: two **defects** at E0, a*b*c'
    """
    words = ""
    for mark in myst.read_line(text):
        if isinstance(mark, myst.Text):
            # Sphinx replaces a straight apostrophe by a typographic one.
            letters = re.sub(r"(?<=\w)'", "’", words[-1:] + mark.content)[len(words[-1:]) :]
            words += mark.content if mark.escaped else letters
        elif isinstance(mark, myst.Formula) or (isinstance(mark, myst.Role) and mark.name == "math"):
            words += re.sub(r"\\[a-zA-Z]+\s*|[{}_^\\]", "", mark.content)
        elif isinstance(mark, myst.Role):
            words += mark.title
        elif isinstance(mark, myst.Code):
            words += mark.content.strip()
    return words.strip()


def fail(file: str, found: str, expected: str) -> NoReturn:
    """Raise the error of a file that cannot be read as a part of the book."""
    raise OutlineError(Fault(file, None, None, found, expected))
