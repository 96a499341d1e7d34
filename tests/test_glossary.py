"""The glossary: each term defined once, in order and in short, with the symbols of the data, and used."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
import support
from bs4 import BeautifulSoup
from test_chapters import PAGES

from reviewhelpers import data, units

PAGE = "use/glossary.md"
TERM = re.compile(r"\{term\}`(?:[^`<]*<([^<>`]+)>|([^`<>]+))`")
ROLE = re.compile(r"\{\w+\}`([^`]*)`")
SENTENCE = re.compile(r"[.?!](?=\s|$)")
LAST = re.compile(
    r"(?:Symbol: (?P<symbol>.+?)\.)? ?(?:Unit: (?P<unit>.+?)\.)? ?(?:More: \{ref\}`(?P<more>[a-z0-9-]+)`\.)?"
)
HEADS = ("Symbol: ", "Unit: ", "More: ")


@dataclass(frozen=True)
class Entry:
    """One entry: its names, the first of which orders it, its definition, and the line on symbol and unit."""

    names: tuple[str, ...]
    definition: str
    last: str = ""


def read(page: str) -> list[Entry]:
    """The entries of the glossary."""
    block = page.partition(":::{glossary}\n")[2].rpartition(":::")[0]
    found = []
    for entry in re.split(r"\n\n(?=\S)", block.strip()):
        names = [line for line in entry.splitlines() if line and not line.startswith(" ")]
        told = "\n".join(line.strip() for line in entry.splitlines()[len(names) :])
        *definition, last = [*told.split("\n\n"), ""][: 2 + told.count("\n\n")]
        if definition and definition[-1].startswith(HEADS):
            last = definition.pop()
        found.append(Entry(tuple(names), " ".join(definition).strip(), last))
    return found


def linked(text: str) -> Iterator[str]:
    """The terms that a page links, in small letters."""
    for match in TERM.finditer(text):
        yield (match[1] or match[2]).casefold()


def order(entry: Entry) -> str:
    return re.sub(r"[^\w ]", "", entry.names[0].replace("-", " ")).casefold()


def faults(entries: Iterable[Entry], pages: Mapping[str, str]) -> list[str]:
    """What is wrong with a glossary and its use by the pages other than its own."""
    entries = list(entries)
    found = []
    names = Counter(name.casefold() for entry in entries for name in entry.names)
    found += [f"{name}: defined twice" for name, times in names.items() if times > 1]
    found += [
        f"{after.names[0]}: not in order"
        for before, after in itertools.pairwise(entries)
        if order(before) >= order(after)
    ]
    for entry in entries:
        said = ROLE.sub("x", entry.definition)
        sentences = len(SENTENCE.findall(said))
        if not 1 <= sentences <= 2 or not said.endswith("."):
            found.append(f"{entry.names[0]}: {sentences} sentences")
        if not LAST.fullmatch(entry.last):
            found.append(f"{entry.names[0]}: {entry.last!r}")
    of_name = {name.casefold(): entry for entry in entries for name in entry.names}
    used = set()
    for name, text in pages.items():
        here = Counter(of_name[term].names[0] if term in of_name else term for term in linked(text))
        found += [f"{name}: {term} is not in the glossary" for term in here if term.casefold() not in of_name]
        if name == PAGE:
            continue
        found += [f"{name}: {term} linked {times} times" for term, times in here.items() if times > 1]
        headings = [line for line in text.splitlines() if line.startswith("#") and "{term}" in line]
        found += [f"{name}: a term in the heading {line!r}" for line in headings]
        used |= set(here)
    found += [f"{entry.names[0]}: used nowhere" for entry in entries if entry.names[0] not in used]
    return found


ENTRIES = read(PAGES[PAGE])


def test_the_glossary_is_in_order_and_used() -> None:
    assert faults(ENTRIES, PAGES) == []
    assert 75 <= len(ENTRIES) <= 100


FIRST = ENTRIES[0]


@pytest.mark.parametrize(
    ("entries", "pages", "found"),
    [
        ([FIRST, replace(FIRST, names=("zeta", *FIRST.names))], {}, "defined twice"),
        ([replace(FIRST, names=("zeta",)), FIRST], {}, "not in order"),
        ([replace(FIRST, definition="One. Two. Three.")], {}, "3 sentences"),
        ([replace(FIRST, definition="")], {}, "0 sentences"),
        ([replace(FIRST, last="In eV.")], {}, "'In eV.'"),
        ([FIRST], {"a.md": "No term."}, "used nowhere"),
        ([FIRST], {"a.md": "{term}`zeta`"}, "zeta is not in the glossary"),
        ([FIRST], {"a.md": "{term}`a <zeta>`"}, "zeta is not in the glossary"),
        ([FIRST], {"a.md": f"{{term}}`{FIRST.names[0]}`, {{term}}`it <{FIRST.names[0]}>`"}, "linked 2 times"),
        ([FIRST], {"a.md": f"## {{term}}`{FIRST.names[0]}`"}, "a term in the heading"),
    ],
)
def test_a_fault_would_be_seen(entries: list[Entry], pages: dict[str, str], found: str) -> None:
    assert any(found in fault for fault in faults(entries, pages))


def bare(symbol: str) -> str:
    """A symbol without its markup, as the data have it."""
    text = re.sub(r"\\mathrm\{(\w+)\}", r"\1", symbol).replace("\\varepsilon", "ε")
    return re.sub(r"[*$]", "", text)


def test_symbols_and_units_are_those_of_the_data() -> None:
    quantities = data.table("quantities").set_index("label")
    shared = 0
    for entry in ENTRIES:
        told = LAST.fullmatch(entry.last)
        assert told, entry
        if entry.names[0] not in quantities.index:
            continue
        shared += 1
        row = quantities.loc[entry.names[0]]
        unit = units.symbol(row["unit"]) or "none"
        assert bare(told["symbol"] or "") == row["symbol"], entry.names
        assert (told["unit"] or "none") == unit, entry.names
    assert shared > 10


def test_terms_lead_to_their_entries(site: support.Site) -> None:
    glossary = BeautifulSoup((site.html / "chapters/use/glossary.html").read_text("utf-8"), "html.parser")
    terms = {str(term["id"]): term for term in glossary.select("dl.glossary dt[id]")}
    assert len(terms) == sum(len(entry.names) for entry in ENTRIES)
    links = 0
    for path in (site.html / "chapters").rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for inner in page.select("article .std-term"):
            link = inner.find_parent("a")
            assert link is not None, (path, inner)
            assert str(link["href"]).partition("#")[2] in terms, (path, link)
            links += 1
    assert links > 200


def test_a_term_has_a_preview_and_can_be_searched(site: support.Site) -> None:
    script = (site.html / "previews/chapters/use/glossary.js").read_text("utf-8")
    places = json.loads(script.partition(",")[2].removesuffix(")\n"))
    place = places["term-Faradaic-efficiency"]
    assert place["title"] == "Faradaic efficiency"
    assert place["text"].startswith("The share of the charge passed")
    assert "Symbol: FE. Unit: %." in place["text"]
    assert not any("More:" in place["text"] for place in places.values())
    index = (site.html / "searchindex.js").read_text("utf-8")
    assert '["term-Faradaic-efficiency","Faradaic efficiency","The share of the charge' in index
