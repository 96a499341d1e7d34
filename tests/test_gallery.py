"""The gallery shows all that the book shows, the list of structures all that it draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup
from support import soup as built

from reviewhelpers import figures, structures, tables
from reviewhelpers.dataset import data
from reviewhelpers.sphinxext import notebook_renderer

GALLERY = "chapters/use/gallery.html"


@pytest.fixture(scope="module")
def page(site: support.Site) -> BeautifulSoup:
    return built(site.html / GALLERY)


def test_it_shows_everything_once(page: BeautifulSoup) -> None:
    shown = [code.text for code in page.select("ul.gallery .gallery-about code")]
    assert sorted(shown) == sorted([*figures.ids(), *tables.ids()])


def test_it_follows_the_book(page: BeautifulSoup, site: support.Site) -> None:
    """Its parts and its order are those of the side bar; numbers and titles those of the places."""
    parts = [title.contents[0].strip() for title in page.select("article section section > h2")]
    captions = [caption.text.strip() for caption in page.select("nav.contents .part")]
    # This part has exercises, and no figure or table of its own.
    assert parts == [caption for caption in captions if caption != "Learn and teach"]
    links = [str(link["href"]) for link in page.select("nav.contents a")]
    here = site.html / GALLERY
    order = [(here.parent / link).resolve() for link in links]
    before = -1
    for item in page.select("ul.gallery > li"):
        path, _, id = str(item.a["href"]).partition("#")
        place = (here.parent / path).resolve()
        now = order.index(place)
        assert now >= before
        before = now
        there = built(place).find(id=id)
        caption = there.figcaption.p or there.figcaption
        said = " ".join(caption.get_text().replace("#", "").split())
        assert " ".join(item.a.text.split()) == said
        assert item.select_one(".gallery-about code").text == id


def test_files_and_pictures_are_there(page: BeautifulSoup, site: support.Site) -> None:
    folder = (site.html / GALLERY).parent
    for item in page.select("ul.gallery > li"):
        id = item.select_one(".gallery-about code").text
        suffixes = [
            suffix
            for suffix, _ in (
                notebook_renderer.FIGURE_FILES if id.startswith("fig") else notebook_renderer.TABLE_FILES
            )
        ]
        files = [Path(link["href"]).name for link in item.select(".files a")]
        assert files == [f"{id}.{suffix}" for suffix in suffixes]
        if id.startswith("fig"):
            for image, suffix in zip(item.find_all("img"), ("svg", "dark.svg"), strict=True):
                assert image["loading"] == "lazy"
                assert len(image["alt"]) > 40
                assert (image["width"], image["height"]) == ("240", "180")
                assert (folder / image["src"]).samefile(site.html / "figures" / f"{id}.{suffix}")
        else:
            lines = (site.html / "tables" / f"{id}.md").read_text(encoding="utf-8").splitlines()
            columns = len(re.findall(r"(?<!\\)\|", lines[0])) - 1
            rows = len(lines) - 2 - len(tables.make(id).groups)
            assert f"{rows} rows × {columns} columns" in item.text
            assert item.img is None


# Structures


@pytest.fixture(scope="module")
def models(site: support.Site) -> BeautifulSoup:
    return built(site.html / "chapters" / "use" / "structures.html")


def test_every_structure_is_listed_once_with_its_family(models: BeautifulSoup) -> None:
    listed = [str(item["id"]) for item in models.select("ul.models > li")]
    assert sorted(listed) == sorted(structures.ids())
    for part in models.select("article section:has(> ul.models)"):
        families = {
            data.table("structures").loc[str(item["id"]), "family"] for item in part.select("li.model")
        }
        assert len(families) == 1


def test_structures_lead_to_their_figures_and_files(models: BeautifulSoup, site: support.Site) -> None:
    folder = site.html / "chapters" / "use"
    drawn = {id: set(figures.make(id).structures) for id in figures.ids() if id.startswith("fig-atoms-")}
    for item in models.select("ul.models > li"):
        id = str(item["id"])
        targets = [str(link["href"]).partition("#") for link in item.select(".gallery-about a")]
        assert {figure for *_, figure in targets} == {figure for figure, ids in drawn.items() if id in ids}
        for page, _, figure in targets:
            assert built((folder / page).resolve()).find(id=figure) is not None
        addresses = [link["href"] for link in item.select(".files a")]
        assert [Path(str(address)).name for address in addresses] == [
            f"{id}.{s}" for s in ("xyz", "cif", "vasp")
        ]
        addresses += [image["src"] for image in item.select("img")]
        addresses.append(item.select_one("[data-structure]")["data-structure"])
        assert all((folder / str(address)).is_file() for address in addresses)
        # Nothing loads before it comes into sight, or is asked for.
        assert {str(image["loading"]) for image in item.select("img")} == {"lazy"}
        assert len({str(image["alt"]) for image in item.select("img")}) == 1
    assert not models.select("script[src*='structures.js']:not([src*='load-'])")
