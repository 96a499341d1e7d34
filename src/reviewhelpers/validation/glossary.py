"""The glossary: each term defined once, in order and in short, and linked once by the pages that use it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewhelpers._core.errors import Fault
from reviewhelpers.markup import myst

PAGE = "chapters/use/glossary.md"
LAST = re.compile(
    r"(?:Symbol: (?P<symbol>.+?)\.)? ?(?:Unit: (?P<unit>.+?)\.)? ?(?:More: \{ref\}`(?P<more>[a-z0-9-]+)`\.)?"
)
"""The line of an entry on symbol, unit and where there is more."""

_SENTENCE = re.compile(r"[.?!](?=\s|$)")
_HEADS = ("Symbol: ", "Unit: ", "More: ")


@dataclass(frozen=True)
class Entry:
    """One entry.

    Parameters
    ----------
    names : tuple of str
        Its names, the first of which orders it.
    definition : str
        What they mean.
    last : str
        The line on symbol, unit and where there is more.
    """

    names: tuple[str, ...]
    definition: str
    last: str = ""


def read(page: str) -> list[Entry]:
    """The entries of the page."""
    boxes = myst.of_kind(myst.read(page), myst.Directive)
    blocks = [box.body.strip() for box in boxes if box.name == "glossary"]
    found = []
    for entry in (entry for block in blocks if block for entry in re.split(r"\n\n(?=\S)", block)):
        names = [line for line in entry.splitlines() if line and not line.startswith(" ")]
        text = "\n".join(line.strip() for line in entry.splitlines()[len(names) :])
        *definition, last = [*text.split("\n\n"), ""][: 2 + text.count("\n\n")]
        if definition and definition[-1].startswith(_HEADS):
            last = definition.pop()
        found.append(Entry(tuple(names), " ".join(definition).strip(), last))
    return found


def faults(entries: Iterable[Entry], pages: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with a glossary, and with how the other pages use it.

    Parameters
    ----------
    entries : iterable of Entry
        The entries in their order.
    pages : mapping of str to str
        The Markdown of all pages, by file.
    """
    entries = list(entries)
    yield from _of_order(entries)
    for entry in entries:
        named = myst.of_kind(myst.read_line(entry.definition), myst.Role)
        plain = myst.apply_edits(entry.definition, ((role.start, role.end, "x") for role in named))
        sentences = len(_SENTENCE.findall(plain))
        if not 1 <= sentences <= 2 or not plain.endswith("."):
            yield Fault(
                PAGE, None, entry.names[0], f"{sentences} sentences", "one or two, each with its point"
            )
        if not LAST.fullmatch(entry.last):
            yield Fault(PAGE, None, entry.names[0], repr(entry.last), "Symbol, Unit and More, in this order")
    yield from _of_use(entries, pages)


def _of_order(entries: list[Entry]) -> Iterator[Fault]:
    names = Counter(name.casefold() for entry in entries for name in entry.names)
    for name, times in names.items():
        if times > 1:
            yield Fault(PAGE, None, name, f"{times} definitions", "one")
    for before, after in itertools.pairwise(entries):
        if _sort_key(before) >= _sort_key(after):
            expected = f"the order of the alphabet: not behind {before.names[0]!r}"
            yield Fault(PAGE, None, after.names[0], repr(after.names[0]), expected)


def _of_use(entries: list[Entry], pages: Mapping[str, str]) -> Iterator[Fault]:
    of_name = {name.casefold(): entry for entry in entries for name in entry.names}
    used: set[str] = set()
    for name, text in pages.items():
        # The check of the pages reports terms that the glossary lacks.
        linked = [role.target.casefold() for role in myst.roles(text, "term")]
        here = Counter(of_name[term].names[0] for term in linked if term in of_name)
        if name == PAGE:
            continue
        for term, times in here.items():
            if times > 1:
                yield Fault(
                    name, None, term, f"the term linked {times} times", "once, where it is first used"
                )
        for heading in myst.of_kind(myst.read(text), myst.Heading):
            if any(role.name == "term" for role in myst.of_kind(myst.read_line(heading.content), myst.Role)):
                line = text[heading.start : heading.end]
                yield Fault(name, None, "term", f"a term in the heading {line!r}", "it in the text")
        used |= set(here)
    for entry in entries:
        if entry.names[0] not in used:
            yield Fault(PAGE, None, entry.names[0], "a term that no page links", "a page that uses it")


def _sort_key(entry: Entry) -> str:
    return re.sub(r"[^\w ]", "", entry.names[0].replace("-", " ")).casefold()
