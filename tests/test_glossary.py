"""The glossary: each term defined once, in order and in short, with the symbols of the data, and used."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
import support
from test_chapters import PAGES

from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.sphinxext import search_index
from reviewhelpers.validation import glossary
from reviewhelpers.validation.glossary import LAST, Entry, faults, read

PAGE = PurePosixPath(glossary.PAGE).relative_to("chapters").as_posix()
ENTRIES = read(PAGES[PAGE])
FILES = {f"chapters/{name}": text for name, text in PAGES.items()}


def test_the_glossary_is_in_order_and_used() -> None:
    assert list(faults(ENTRIES, FILES)) == []
    assert len(ENTRIES) >= 75


FIRST = ENTRIES[0]


@pytest.mark.parametrize(
    ("entries", "pages", "found"),
    [
        ([FIRST, replace(FIRST, names=("zeta", *FIRST.names))], {}, "2 definitions"),
        ([replace(FIRST, names=("zeta",)), FIRST], {}, "not behind 'zeta'"),
        ([replace(FIRST, definition="One. Two. Three.")], {}, "3 sentences"),
        ([replace(FIRST, definition="")], {}, "0 sentences"),
        ([replace(FIRST, last="In eV.")], {}, "'In eV.'"),
        ([FIRST], {"a.md": "No term."}, "that no page links"),
        ([FIRST], {"a.md": f"{{term}}`{FIRST.names[0]}`, {{term}}`it <{FIRST.names[0]}>`"}, "linked 2 times"),
        ([FIRST], {"a.md": f"## {{term}}`{FIRST.names[0]}`"}, "a term in the heading"),
    ],
)
def test_a_fault_would_be_seen(entries: list[Entry], pages: dict[str, str], found: str) -> None:
    assert any(found in str(fault) for fault in faults(entries, pages))


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
    glossary = support.soup(site.html / "chapters/use/glossary.html")
    terms = {str(term["id"]): term for term in glossary.select("dl.glossary dt[id]")}
    assert len(terms) == sum(len(entry.names) for entry in ENTRIES)
    links = 0
    for path in (site.html / "chapters").rglob("*.html"):
        page = support.soup(path)
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
    held = search_index.read((site.html / search_index.INDEX).read_text("utf-8"))
    (term,) = [
        found for *_, places in held["pages"] for found in places if found[1] == "term-Faradaic-efficiency"
    ]
    assert term[3].startswith("The share of the charge")
    assert term[5] == ["FE"]
