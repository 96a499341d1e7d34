"""Every address that the book ever published, and where those that were given up lead.

Who cites a section writes down an address. It has to work for as long as the citation is read, so that
``chapters/addresses.txt`` lists all addresses, those of pages and those of labels on pages. One that is given
up stays in the list with the label that took its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers.citing.items import BOOK, DATA
from reviewhelpers.citing.outline import Outline

ADDRESSES = ROOT / "chapters" / "addresses.txt"

REFERENCES = "references"
"""Name of the citation files that hold all works of the bibliography."""

_LINE = re.compile(r"(?P<address>[^\s#>]+(?:#[^\s#>]+)?)(?: -> (?P<label>[^\s#>]+))?")


class AddressesError(ReviewHelpersError):
    """A list of addresses that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Redirect:
    """Where addresses of one page lead that are given up; targets are below the root of the site.

    Parameters
    ----------
    page : str
        The page, such as ``chapters/co2rr/compare``.
    target : str
        Where the page leads as a whole; empty while the page is there.
    anchors : dict of str to str
        Where each anchor leads that was given up on it.
    """

    page: str
    target: str
    anchors: dict[str, str]


def read(path: Path = ADDRESSES) -> dict[str, str]:
    """The addresses of a list in its order, each with the label that took its place, or ``""``.

    Parameters
    ----------
    path : Path
        The list; without the file no address was published.

    Raises
    ------
    AddressesError
        When a line is no address, or an address stands twice.

    Examples
    --------
    >>> read()["chapters/co2rr/compare#co2rr-compare-turnover"]
    ''
    """
    listed: dict[str, str] = {}
    if not path.exists():
        return listed
    for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if not found:
            raise AddressesError(
                Fault(path.name, row, None, repr(line), "page#anchor, or page#anchor -> label")
            )
        if found["address"] in listed:
            raise AddressesError(
                Fault(path.name, row, None, f"{found['address']} again", "each address once")
            )
        listed[found["address"]] = found["label"] or ""
    return listed


def faults(listed: Mapping[str, str], outline: Outline) -> list[str]:
    """What keeps addresses from lasting, a line each.

    Parameters
    ----------
    listed : mapping
        The addresses as read, in the order of the file.
    outline : Outline
        The book as it stands.

    Examples
    --------
    >>> faults({"chapters/old": "gone"}, Outline({}, {}))
    ['chapters/old: leads to gone, which is no label of the book']
    """
    there = published(outline)
    found = [f"{address}: not listed, add it" for address in sorted(there - listed.keys())]
    for address, label in listed.items():
        if not label and address not in there:
            found.append(f"{address}: given up, add the label that took its place: {address} -> label")
        elif label and address in there:
            found.append(f"{address}: still there, so it cannot lead to {label}")
        elif label and label not in outline.anchors:
            found.append(f"{address}: leads to {label}, which is no label of the book")
    order = list(listed)
    for address, right in zip(order, sorted(order), strict=True):
        if address != right:
            found.append(f"{address}: not in order, {right} comes first")
            break
    return found


def published(outline: Outline) -> set[str]:
    """The addresses that the book publishes as it stands: of pages, and of labels on them."""
    return {page.page for page in outline.pages()} | set(outline.anchors.values())


def shared(keys: Iterable[str], labels: Collection[str]) -> list[Fault]:
    """Keys of works whose citation files would have the name of others, a fault each.

    The files of a work and those of a part of the book stand in one folder, and some systems take capitals in
    the names of files for small letters.

    Parameters
    ----------
    keys : iterable of str
        Keys of the bibliography.
    labels : collection of str
        Labels of the book.

    Examples
    --------
    >>> print(*shared(["ye2017surface", "Home"], ["home"]))
    references.bib:-:key: found 'Home', which names the citation files of 'home' too, expected another key
    """
    taken = {name.casefold(): name for name in (*labels, BOOK, DATA, REFERENCES)}
    found = []
    for key in keys:
        name = key.casefold().removesuffix(".works")
        if name in taken:
            said = f"{key!r}, which names the citation files of {taken[name]!r} too"
            found.append(Fault("references.bib", None, "key", said, "another key"))
        taken[name] = key
    return found


def redirects(listed: Mapping[str, str], outline: Outline) -> list[Redirect]:
    """What the site must write so that addresses that were given up lead on, by page.

    Parameters
    ----------
    listed : mapping
        The addresses as read.
    outline : Outline
        The book as it stands.

    Raises
    ------
    UnknownId
        When an address leads to a label that is not there.
    """
    given_up = {address: outline.address(label) for address, label in listed.items() if label}
    pages: dict[str, Redirect] = {}
    for address, target in sorted(given_up.items()):
        page, _, anchor = address.partition("#")
        redirect = pages.setdefault(page, Redirect(page, given_up.get(page, ""), {}))
        if anchor:
            redirect.anchors[anchor] = target
    return list(pages.values())
