"""The gallery shows all that the book shows, in its order and with its numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup
from support import soup as built

from reviewhelpers import figures, tables
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
    captions = [caption.text.strip() for caption in page.select("nav.contents p.part")]
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
            assert f"{len(lines) - 2} rows × {columns} columns" in item.text
            assert item.img is None
