"""All addresses that the book ever published, and redirects for those that were retired.

A citation of a section contains its address, which must work as long as the citation is read. Therefore
``chapters/addresses.txt`` lists all addresses of pages and of labels on pages; a retired address stays in the
list with the label that replaces it.
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
"""Name of the citation files that contain all works of the bibliography."""

_LINE = re.compile(r"(?P<address>[^\s#>]+(?:#[^\s#>]+)?)(?: -> (?P<label>[^\s#>]+))?")


class AddressesError(ReviewHelpersError):
    """A list of addresses that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Redirect:
    """The redirects from the retired addresses of one page; targets are relative to the root of the site.

    Parameters
    ----------
    page : str
        The page, such as ``chapters/co2rr/compare``.
    target : str
        The target of the page itself; empty while the page exists.
    anchors : dict of str to str
        The target of each retired anchor of the page.
    """

    page: str
    target: str
    anchors: dict[str, str]


def read(path: Path = ADDRESSES) -> dict[str, str]:
    """The addresses of a list in its order, each with the label that replaces it, or ``""``.

    Parameters
    ----------
    path : Path
        The list; if the file is missing, no address was published.

    Raises
    ------
    AddressesError
        When a line is not an address, or an address is listed twice.

    Examples
    --------
    >>> read()["chapters/co2rr/compare#co2rr-compare-turnover"]
    ''
    """
    listed: dict[str, str] = {}
    if not path.exists():
        return listed
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise AddressesError(
                Fault(path.name, number, None, repr(line), "page#anchor, or page#anchor -> label")
            )
        if match["address"] in listed:
            raise AddressesError(
                Fault(path.name, number, None, f"{match['address']} again", "each address once")
            )
        listed[match["address"]] = match["label"] or ""
    return listed


def faults(listed: Mapping[str, str], outline: Outline) -> list[str]:
    """Problems that would break addresses, a line each.

    Parameters
    ----------
    listed : mapping
        The addresses as read, in the order of the file.
    outline : Outline
        The current outline of the book.

    Examples
    --------
    >>> faults({"chapters/old": "gone"}, Outline({}, {}))
    ['chapters/old: leads to gone, which is no label of the book']
    """
    current = current_addresses(outline)
    messages = [f"{address}: not listed, add it" for address in sorted(current - listed.keys())]
    for address, label in listed.items():
        if not label and address not in current:
            messages.append(f"{address}: given up, add the label that took its place: {address} -> label")
        elif label and address in current:
            messages.append(f"{address}: still there, so it cannot lead to {label}")
        elif label and label not in outline.anchors:
            messages.append(f"{address}: leads to {label}, which is no label of the book")
    order = list(listed)
    for address, expected in zip(order, sorted(order), strict=True):
        if address != expected:
            messages.append(f"{address}: not in order, {expected} comes first")
            break
    return messages


def current_addresses(outline: Outline) -> set[str]:
    """The addresses that the book has now: of pages, and of labels on them."""
    return {page.page for page in outline.pages()} | set(outline.anchors.values())


def file_name_collisions(keys: Iterable[str], labels: Collection[str]) -> list[Fault]:
    """Keys of works whose citation files would collide with others, a fault each.

    The files of works and of parts of the book are in one folder, and on some systems file names are not
    case-sensitive.

    Parameters
    ----------
    keys : iterable of str
        Keys of the bibliography.
    labels : collection of str
        Labels of the book.

    Examples
    --------
    >>> print(*file_name_collisions(["ye2017surface", "Home"], ["home"]))
    references.bib:-:key: found 'Home', which names the citation files of 'home' too, expected another key
    """
    owners = {name.casefold(): name for name in (*labels, BOOK, DATA, REFERENCES)}
    found = []
    for key in keys:
        name = key.casefold().removesuffix(".works")
        if name in owners:
            message = f"{key!r}, which names the citation files of {owners[name]!r} too"
            found.append(Fault("references.bib", None, "key", message, "another key"))
        owners[name] = key
    return found


def redirects(listed: Mapping[str, str], outline: Outline) -> list[Redirect]:
    """The redirects that the site must publish for retired addresses, by page.

    Parameters
    ----------
    listed : mapping
        The addresses as read.
    outline : Outline
        The current outline of the book.

    Raises
    ------
    UnknownId
        When an address is replaced by a label that does not exist.
    """
    retired = {address: outline.address(label) for address, label in listed.items() if label}
    pages: dict[str, Redirect] = {}
    for address, target in sorted(retired.items()):
        page, _, anchor = address.partition("#")
        redirect = pages.setdefault(page, Redirect(page, retired.get(page, ""), {}))
        if anchor:
            redirect.anchors[anchor] = target
    return list(pages.values())
