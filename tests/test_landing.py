"""The first page, and the key numbers at the top of the others: each number is counted or stands in a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import support
import yaml
from bs4 import BeautifulSoup, Tag
from subcases import for_each
from support import soup as built

from reviewhelpers.content import row_text
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

NUMBERS = ("performance", "structure", "spectra", "energetics", "preparation")
TOC = yaml.safe_load((data.ROOT / "_toc.yml").read_text(encoding="utf-8"))
OPENERS = [part["chapters"][0]["file"] for part in TOC["parts"]]
WITHOUT = {
    # These list or check numbers one by one, or hold none of one system.
    *("chapters/co2rr/printed", "chapters/diatomic/printed", "chapters/copper/printed"),
    *("chapters/across/audit", "chapters/across/explore", "chapters/norr/mechanism", "chapters/norr/outlook"),
    *("chapters/use/gallery", "chapters/use/structures", "chapters/use/citing", "chapters/use/licences"),
    *("chapters/use/changes", "chapters/use/glossary", "chapters/references"),
    # These ask for numbers.
    *("chapters/use/exercises", "chapters/co2rr/exercises", "chapters/norr/exercises"),
    *("chapters/diatomic/exercises", "chapters/copper/exercises", "chapters/across/exercises"),
    *("chapters/learn/exercises", "chapters/learn/lab-yields", "chapters/learn/lab-audit"),
    *("chapters/learn/lab-site", "chapters/learn/teach"),
    # These explain in general.
    *(
        f"chapters/basics/{name}"
        for name in ("co2", "nitrogen", "electrons", "optimum", "seen", "measurement")
    ),
    *("chapters/basics/exam", "chapters/basics/exercises"),
    # These are about code.
    *("chapters/use/change-figure",),
    *("chapters/use/extend", "chapters/use/api", "chapters/use/api-numbers", "chapters/use/api-electrode"),
    *("chapters/use/api-reactions", "chapters/use/api-compare", "chapters/use/api-shown"),
}
PAGES = [page["file"] for part in TOC["parts"] for page in part["chapters"]]


@pytest.fixture(scope="module")
def first(site: support.Site) -> BeautifulSoup:
    return built(site.html / "chapters" / "index.html")


def rows(name: str) -> int:
    with (data.ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return len(list(csv.DictReader(file)))


def counted() -> dict[str, int]:
    """The same counts by another way: the files themselves."""
    code = "".join(path.read_text(encoding="utf-8") for path in (data.ROOT / "chapters").rglob("*.ipynb"))
    works = (data.ROOT / "references.bib").read_text(encoding="utf-8")
    return {
        "systems": rows("systems"),
        "printed values": sum(map(rows, NUMBERS)),
        "figures": len(set(re.findall(r'figures\.show\(\\"(fig-[a-z0-9-]+)', code))),
        "tables": len(set(re.findall(r'tables\.show\(\\"(tab-[a-z0-9-]+)', code))),
        "works": len(re.findall(r"^@(?!comment|string|preamble)\w+\{", works, re.MULTILINE | re.IGNORECASE)),
    }


# The first page


def test_counts_are_those_of_the_files(first: BeautifulSoup) -> None:
    said = [item.get_text().strip() for item in first.select("ul.counts > li")]
    assert said == [f"{number} {name}" for name, number in counted().items()]


def test_counts_lead_to_what_is_counted(site: support.Site, first: BeautifulSoup) -> None:
    links = [str(link["href"]) for link in first.select("ul.counts a")]
    assert [link.partition("#")[0] for link in links] == [
        *("../data/systems.html", "use/data.html", "use/gallery.html", "use/gallery.html", "references.html")
    ]
    systems = built(site.html / "data" / "systems.html")
    assert len(systems.select(".data-row")) == counted()["systems"]


def test_three_ways_each_have_a_next_step(first: BeautifulSoup) -> None:
    ways = first.select("ul.ways > li")
    assert [way.find("strong").get_text() for way in ways] == ["Read", "Rebuild", "Cite"]
    assert all(way.select("a[href]") for way in ways)


def test_each_part_has_a_card_with_one_of_its_figures(first: BeautifulSoup) -> None:
    captions = [part["caption"] for part in TOC["parts"]]
    for card in first.select(".part-card"):
        name = card.select_one(".part-text strong").get_text().rstrip(".")
        assert name in captions
        part = TOC["parts"][captions.index(name)]
        (link,) = card.select("a.part-picture")
        page, _, id = str(link["href"]).partition("#")
        assert f"chapters/{page.removesuffix('.html')}" in [chapter["file"] for chapter in part["chapters"]]
        assert [Path(image["src"]).name for image in link.select("img")] == [f"{id}.svg", f"{id}.dark.svg"]
        for image in link.select("img"):
            assert (image["loading"], image["decoding"]) == ("lazy", "async")
            assert len(image["alt"]) > 10
    # All but what to read first, what to learn and teach with, and the data.
    assert len(first.select(".part-card")) == len(captions) - 3


def test_it_opens_with_a_figure_that_leads_to_its_place(site: support.Site, first: BeautifulSoup) -> None:
    (opening,) = first.select(".opening")
    link = opening.select_one("a.opening-picture")
    page, _, id = str(link["href"]).partition("#")
    there = built(site.html / "chapters" / page).find(id=id)
    # The same pictures as there, in both modes and both forms.
    for mode in ("light", "dark"):
        pairs = [
            [
                Path(str(tag.get("srcset") or tag["src"])).name
                for tag in place.select(f".in-{mode} :is(source, img)")
            ]
            for place in (link, there.select_one(".picture"))
        ]
        assert pairs[0] == pairs[1]
        assert len(pairs[0]) == 2
    (alt,) = {str(image["alt"]) for image in link.select("img")}
    assert str(there.img["alt"]) in alt
    # Above the counts; the text below it leads on.
    assert "counts" in opening.find_next_sibling("ul")["class"]
    assert len(opening.select("p a[href]")) >= 1


def test_it_leads_to_the_explorer_the_gallery_and_the_data(first: BeautifulSoup) -> None:
    links = {str(link["href"]).partition("#")[0] for link in first.select("article a[href]")}
    assert {"across/explore.html", "use/gallery.html", "use/data.html"} <= links


# Key numbers


def strips(page: BeautifulSoup) -> Iterator[Tag]:
    yield from page.select("ul.key-numbers > li")


@for_each("name", PAGES)
def test_key_numbers_say_what_their_rows_say(site: support.Site, name: str) -> None:
    page = built(site.html / f"{name}.html")
    for item in strips(page):
        if item.select(".count"):
            continue
        link = item.select_one("a.printed-value")
        place, _, anchor = str(link["href"]).partition("#")
        target = (site.html / name).parent / place
        assert built(target.resolve()).find(id=anchor) is not None
        row = data.row(anchor.removeprefix("row-"))
        assert link.get_text() == formatting.value(row).replace(" ", "\N{NO-BREAK SPACE}")
        told = item.select_one(".key-about").get_text()
        assert "printed" in told
        if row["system"]:
            assert told.startswith(data.table("systems").loc[row["system"], "name"])


@for_each("name", PAGES)
def test_a_page_opens_with_its_key_numbers(site: support.Site, name: str) -> None:
    page = built(site.html / f"{name}.html")
    found = list(strips(page))
    if name in WITHOUT:
        assert not found
        return
    assert len(found) >= (3 if name in OPENERS else 1)
    # Before the first section.
    assert page.select_one("ul.key-numbers").find_parent("section").find("h1") is not None


def test_key_numbers_in_a_notebook_to_take_away_are_plain(site: support.Site) -> None:
    text = (site.html / "notebooks" / "co2rr-reaction.ipynb").read_text(encoding="utf-8")
    assert "99.6\N{NO-BREAK SPACE}% Faradaic efficiency for CO" in text


def test_a_row_without_a_system_is_printed_all_the_same() -> None:
    assert row_text.subject("gan2024-n2-bond") == "printed"


FAULTS = {
    "index": {
        "**Key numbers.**\n\nNone.": "found no list below 'Key numbers.'",
        "A {count}`cats`.": "found 'cats', expected one of systems",
    },
    "two": {"**Key numbers.**\n\n- some": "found a key number without a {value}: 'some'"},
}


@pytest.mark.slow
def test_faults_stop_the_build(small_built: support.Project) -> None:
    for name, texts in FAULTS.items():
        page = small_built.root / "chapters" / f"{name}.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n" + "\n\n".join(texts), encoding="utf-8")
    done = small_built.make("book")
    assert done.returncode != 0
    for texts in FAULTS.values():
        for found in texts.values():
            assert found in done.stdout + done.stderr


# The ends of the pages


def test_every_page_ends_with_its_version(site: support.Site) -> None:
    for name in ("chapters/index", *PAGES):
        page = built(site.html / f"{name}.html")
        edition = page.select_one("footer .edition").get_text()
        assert re.fullmatch(r"Version \S+, changed 4 Mar 2026; page last changed 4 Mar 2026\.", edition), name
        assert edition == page.select_one("p.changed").get_text() + "."
        assert page.select_one("nav.turn a")
    assert (
        built(site.html / "data/systems.html").select_one("footer .edition").get_text().startswith("Version ")
    )
