"""The search of the built site: what it finds first, how much it weighs, and that it is asked from every page."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import support

from reviewhelpers.content import synonyms
from reviewhelpers.sphinxext import search_index, theme_pages

HERE = Path(__file__).parent
STATIC = theme_pages.FOLDER / "static"
QUERIES = list(csv.DictReader((HERE / "search_queries.csv").read_text(encoding="utf-8").splitlines()))
"""Queries, each with the places or pages of which one has to come first."""
RIGHT = 0.95
PACKED = 250_000
"""What all that the search loads may weigh as gzip sends it: index, library, scripts and style."""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no Node is installed")


@pytest.fixture(scope="module")
def held(site: support.Site) -> dict[str, Any]:
    """What the index holds."""
    return search_index.read((site.html / search_index.INDEX).read_text(encoding="utf-8"))


def ask(site: support.Site, queries: Sequence[str], *options: str) -> list[list[dict[str, str]]]:
    """The first places that each query finds."""
    ran = subprocess.run(
        ["node", HERE / "search_ranking.mjs", site.html, *options],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return [answer["found"] for answer in json.loads(ran.stdout)]


def numbers(held: dict[str, Any]) -> dict[str, str]:
    """The number of each figure, table, exercise and page, by its label or address."""
    found = {}
    for _, address, _, places in held["pages"]:
        for place in places:
            if len(place) > 4 and place[0] != "work":
                found[place[1] or address.removesuffix(".html")] = place[4]
    return found


def is_wanted(found: dict[str, str], wanted: str) -> bool:
    """Whether a place is one of those wanted, or on a page of them."""
    page, _, anchor = found["address"].partition("#")
    return any(anchor == each or ("/" in each and page.startswith(each)) for each in wanted.split())


def test_queries_find_what_was_meant_first(site: support.Site, held: dict[str, Any]) -> None:
    of = numbers(held)
    asked = [re.sub(r"\{(.*?)\}", lambda label: of[label[1]], row["query"]) for row in QUERIES]
    wrong = [
        (query, row["wanted"], found[0]["address"] if found else None)
        for query, row, found in zip(asked, QUERIES, ask(site, asked), strict=True)
        if not found or not is_wanted(found[0], row["wanted"])
    ]
    assert len(QUERIES) >= 60
    assert len(wrong) <= (1 - RIGHT) * len(QUERIES), wrong


def test_every_wanted_place_exists(held: dict[str, Any]) -> None:
    places = {place[1] for _, _, _, found in held["pages"] for place in found}
    pages = [address for _, address, _, _ in held["pages"]]
    for row in QUERIES:
        for wanted in row["wanted"].split():
            assert wanted in places or any(page.startswith(wanted) for page in pages), wanted


def test_every_numbered_place_is_found_by_its_number(site: support.Site, held: dict[str, Any]) -> None:
    wanted = [
        (f"{place[0]} {place[4]}", place[1])
        for _, _, _, found in held["pages"]
        for place in found
        if place[0] in ("figure", "table", "exercise") and len(place) > 4 and place[4]
    ]
    assert len(wanted) > 200
    found = ask(site, [query for query, _ in wanted])
    assert [
        anchor
        for (_, anchor), first in zip(wanted, found, strict=True)
        if not first[0]["address"].endswith(f"#{anchor}")
    ] == []


def test_every_term_and_its_names_lead_to_it(site: support.Site, held: dict[str, Any]) -> None:
    names = [
        (name, place[1])
        for _, _, _, found in held["pages"]
        for place in found
        if place[0] == "term"
        for name in (place[2], *(place[5] if len(place) > 5 else ()))
    ]
    found = ask(site, [name for name, _ in names])
    lost = [
        name
        for (name, anchor), places in zip(names, found, strict=True)
        if not any(p["address"].endswith(f"#{anchor}") for p in places)
    ]
    assert len(lost) <= 0.02 * len(names), lost


def test_spellings_find_the_same(site: support.Site) -> None:
    alike = [
        ("CO₂", "CO2", "CO_2"),
        ("d-band centre", "d-band center"),
        ("Co–Mn", "Co-Mn", "Co/Mn"),
        ("Cu₂O", "Cu2O"),
        ("Cu⁺", "Cu+", "Cu(I)"),
        ("labelling", "labeling"),
        ("utilisation", "utilization"),
        ("¹⁵N", "15N"),
        ("Kröger", "Kroger"),
    ]
    found = iter(ask(site, [query for each in alike for query in each]))
    for each in alike:
        first = [next(found)[0]["address"] for _ in each]
        assert len(set(first)) == 1, (each, first)


def test_places_say_what_was_asked_for(site: support.Site) -> None:
    phrase, number, *nothing = ask(site, ['"hydrogen evolution"', "97.6", "qwertzuiop", "", "  "], "--quote")
    assert phrase
    assert all("hydrogen evolution" in f"{place['title']} {place['quote']}".lower() for place in phrase[:5])
    # The row that prints it, and the sentences.
    assert {"value", "section"} <= {place["kind"] for place in number}
    assert all("97.6" in f"{place['title']} {place['quote']}" for place in number)
    assert nothing == [[], [], []]


def test_what_is_loaded_on_use_is_light(site: support.Site) -> None:
    # What the first script asks for, as it names them; none of it is loaded before someone searches.
    asked = {
        name.removeprefix("../")
        for name in re.findall(r'"([\w./-]+\.(?:js|css))"', (STATIC / "search.js").read_text(encoding="utf-8"))
    }
    assert {"minisearch.js", "search-engine.js", search_index.INDEX, "search.css"} <= asked
    loaded = [path for path in site.html.rglob("*") if path.name in asked | {"search.js"}]
    assert len(loaded) == len(asked) + 1
    packed = {path.name: len(gzip.compress(path.read_bytes())) for path in loaded}
    assert sum(packed.values()) <= PACKED, packed


def test_solutions_are_not_told(held: dict[str, Any], site: support.Site) -> None:
    page = support.soup(site.html / "chapters" / "copper" / "exercises.html")
    solutions = [" ".join(part.get_text().split()) for part in page.select("details.solution p")]
    texts = " ".join(place[3] for _, _, _, found in held["pages"] for place in found if len(place) > 3)
    assert solutions
    assert not [text for text in solutions if len(text) > 60 and text in texts]


def test_synonyms_belong_to_terms_of_the_glossary(held: dict[str, Any]) -> None:
    terms = {place[2] for _, _, _, found in held["pages"] for place in found if place[0] == "term"}
    assert [term for term in synonyms.read()["terms"] if term not in terms] == []


def test_the_library_is_what_the_readme_says() -> None:
    readme = (STATIC.parent / "README.md").read_text(encoding="utf-8")
    ((name, version, digest),) = re.findall(
        r"\| `(minisearch\.js)` \|.*\| ([\d.]+) \|.*?\| `([0-9a-f]{64})` \|", readme
    )
    library = (STATIC / name).read_bytes()
    assert hashlib.sha256(library).hexdigest() == digest
    assert library.startswith(f"/*! MiniSearch {version}, ".encode())
    assert f'"MiniSearch"\nversion = "{version}"' in (STATIC.parents[1] / "shipped.toml").read_text(
        encoding="utf-8"
    )
    assert "Permission is hereby granted" in (STATIC / "minisearch-LICENSE.txt").read_text(encoding="utf-8")
