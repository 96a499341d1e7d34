"""Citing on the site: controls, files, the heads of pages, the index by work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.parse
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
import pybtex.database
import pytest
import rispy
import support
from bs4 import BeautifulSoup, Tag
from subcases import for_each
from support import soup

from reviewhelpers.citing import STYLE_NAMES, book_metadata, items, outline, usage
from reviewhelpers.citing.outline import Part
from reviewhelpers.content.book import Book

BOOK = outline.read()
SOURCES = Book()
TITLE = "Defects at Work: a companion to four papers on defect electrocatalysis"
AUTHOR = "The Defects at Work contributors"
DAY = support.COMMITTED[:10]
VERSION = f"{book_metadata.version_number().removesuffix('.0')}, changed 4 Mar 2026"
"""That of the one commit of the copy, which bears no tag."""


def control(site: support.Site, part: Part) -> Tag:
    """The control that cites a part: the first one in its section, figure or table."""
    page = soup(site.html / f"{part.page}.html")
    whole = page.find(id=part.label)
    if whole.name not in ("section", "figure") and "exercise" not in whole.get("class", ()):
        whole = whole.find_parent("section")
    found = whole.select_one("details.cite")
    assert found is not None, part.label
    return found


# The controls


@for_each("label", BOOK.parts)
def test_every_part_can_be_cited(site: support.Site, label: str) -> None:
    part = BOOK.get(label)
    found = control(site, part)
    assert found.find("summary").get_text() == f"Cite this {part.kind}: {part.title}"
    lines = {div.dt.get_text(): div.dd.get_text() for div in found.dl.find_all("div")}
    assert list(lines) == list(STYLE_NAMES.values())
    address = support.ADDRESS + ("" if part == BOOK.pages()[0] else part.address)
    for line in lines.values():
        assert AUTHOR in line
        assert "defect electrocatalysis" in line.lower()
        assert items.number_label(part) in line
        assert f"ersion {VERSION}" in line
        assert "commit" not in line
        assert address in line
        assert "  " not in line
        assert ".." not in line
    files = {link.get_text(): link["href"].rpartition("/")[2] for link in found.select_one("p.files")("a")}
    assert files == {
        "BibTeX": f"{label}.bib",
        "RIS": f"{label}.ris",
        "CSL-JSON": f"{label}.json",
        "Text": f"{label}.txt",
    }


# The files


@cache
def files(site: support.Site, suffix: str) -> list[Path]:
    found = sorted((site.html / "cite").glob(f"*.{suffix}"))
    names = {path.name.removesuffix(f".{suffix}") for path in found}
    assert names >= {*BOOK.parts, "book", "data-package", "references"}
    return found


def test_every_bib_file_is_read_by_both_readers(site: support.Site) -> None:
    for path in files(site, "bib"):
        text = path.read_text(encoding="utf-8")
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks, path
        assert library.entries, path
        assert list(pybtex.database.parse_string(text, "bibtex").entries) == [
            e.key for e in library.entries
        ], path


def test_every_ris_file_is_read(site: support.Site) -> None:
    for path in files(site, "ris"):
        entries = rispy.loads(path.read_text(encoding="utf-8"))
        works = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert [entry.get("title") for entry in entries] == [plain(work.get("title")) for work in works], path


def plain(title: str | None) -> str | None:
    return title and re.sub(r'<span class="nocase">(.*?)</span>', r"\1", title)


def test_all_references_are_in_one_file(site: support.Site) -> None:
    text = (site.html / "cite" / "references.bib").read_text(encoding="utf-8")
    original = pybtex.database.parse_file(str(site.project.root / "references.bib"), "bibtex").entries
    assert set(pybtex.database.parse_string(text, "bibtex").entries) == set(original)


def test_text_files_hold_all_styles(site: support.Site) -> None:
    stem = usage.file_stems(BOOK, SOURCES)["fig-norr-epr"]
    text = (site.html / "cite" / f"{stem}.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line in STYLE_NAMES.values()] == list(STYLE_NAMES.values())
    assert text.count("10.3389/fchem.2024.1452689") == 4


# The heads of pages


def tags(page: BeautifulSoup, name: str) -> list[str]:
    return [tag["content"] for tag in page.head.find_all("meta", attrs={"name": name})]


@for_each("page", BOOK.pages(), lambda page: page.label)
def test_a_reference_manager_finds_a_chapter(site: support.Site, page: Part) -> None:
    built = soup(site.html / page.address)
    address = support.ADDRESS + page.address
    # The first page is no chapter of itself: it stands for the book.
    whole = page == BOOK.pages()[0]
    name = TITLE if whole else page.title
    expected = {
        "citation_title": name,
        "citation_author": AUTHOR,
        "citation_inbook_title": [] if whole else TITLE,
        "citation_book_title": [] if whole else TITLE,
        "DC.type": "Book" if whole else "Text",
        "DCTERMS.isPartOf": [] if whole else TITLE,
        "citation_publication_date": DAY.replace("-", "/"),
        "citation_language": "en",
        "citation_fulltext_html_url": address,
        "DC.title": name,
        "DC.creator": AUTHOR,
        "DC.date": DAY,
        "DC.language": "en",
        "DC.identifier": address,
    }
    assert {tag: tags(built, tag) for tag in expected} == {
        tag: [value] if isinstance(value, str) else value for tag, value in expected.items()
    }
    assert not tags(built, "citation_journal_title")
    (canonical,) = built.head.find_all("link", rel="canonical")
    assert canonical["href"] == address
    assert (site.html / page.address).is_file()


@for_each("page", BOOK.pages(), lambda page: page.label)
def test_a_search_engine_finds_a_chapter_and_its_data(site: support.Site, page: Part) -> None:
    (script,) = soup(site.html / page.address).find_all("script", type="application/ld+json")
    graph = json.loads(script.string)["@graph"]
    (chapter,) = [thing for thing in graph if thing["@type"] in ("Chapter", "Book")]
    if page == BOOK.pages()[0]:
        assert (chapter["@type"], chapter["name"], chapter["url"]) == ("Book", TITLE, support.ADDRESS)
        assert "isPartOf" not in chapter
    else:
        assert (chapter["@type"], chapter["name"]) == ("Chapter", page.title)
        assert chapter["url"] == support.ADDRESS + page.address
        assert chapter["isPartOf"]["name"] == TITLE
    assert not [work for work in chapter["citation"] if "<" in work["name"]]
    assert chapter["dateModified"] == DAY
    assert [author["name"] for author in chapter["author"]] == [AUTHOR]
    sets = [thing for thing in graph if thing["@type"] == "Dataset" and "#" in thing["url"]]
    assert [thing["url"] for thing in sets] == [support.ADDRESS + BOOK.get(id).address for id in page.shows]
    for thing in graph:
        for file in thing.get("distribution", []):
            path = file["contentUrl"].removeprefix(support.ADDRESS)
            assert (site.html / path).is_file()


def test_the_data_page_describes_the_package(site: support.Site) -> None:
    (script,) = soup(site.html / BOOK.get("use-data").address).find_all("script", type="application/ld+json")
    package = next(thing for thing in json.loads(script.string)["@graph"] if thing["@type"] == "Dataset")
    names = [file["contentUrl"].rpartition("/")[2] for file in package["distribution"]]
    assert {"datapackage.json", "performance.csv", "sources.csv"} <= set(names)
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"


# The index by work


def test_bibliography_lists_all_works_each_with_its_uses(site: support.Site) -> None:
    page = soup(site.html / BOOK.get("bibliography").address)
    by_work = usage.by_work(BOOK, SOURCES)
    works = pybtex.database.parse_file(str(site.project.root / "references.bib"), "bibtex").entries
    entries = {entry["id"].removeprefix("cite-"): entry for entry in page.select("div.citation")}
    assert set(entries) == set(works)
    for key, entry in entries.items():
        links = [link["href"].rpartition("#")[2] for link in entry.select(".used a")]
        used = by_work.get(key, usage.Uses())
        expected = [part.address.rpartition("#")[2] for part in (*used.sections, *used.figures, *used.tables)]
        listed = [link for link in links if not link.startswith("row-")]
        assert listed[: len(expected)] == [
            address if not address.endswith(".html") else listed[number]
            for number, address in enumerate(expected)
        ], key
        assert {link.removeprefix("row-") for link in links if link.startswith("row-")} <= set(used.rows)
    assert "row-li2022-ye2017-fe" in str(entries["ye2017surface"])


def test_bibliography_carries_its_works_for_reference_managers(site: support.Site) -> None:
    page = soup(site.html / BOOK.get("bibliography").address)
    objects = [urllib.parse.parse_qs(span["title"]) for span in page.select("div.citation span.Z3988")]
    assert len(objects) == len(page.select("div.citation"))
    assert not [found for found in objects if "<" in str(found)]
    ye = next(found for found in objects if found.get("rft_id") == ["info:doi/10.1016/j.nanoen.2017.05.042"])
    assert ye["rft.au"][0] == "Ye, Yifan"
    assert ye["rft.pages"] == ["281-289"]


@for_each("page", BOOK.pages(), lambda page: page.label)
def test_a_page_carries_itself_with_the_whole_name_of_its_authors(site: support.Site, page: Part) -> None:
    # Several on a chapter would hide the chapter itself from the button of a reference manager.
    own = [
        span
        for span in soup(site.html / page.address).select("span.Z3988")
        if not span.find_parent("div", class_="citation")
    ]
    (found,) = [urllib.parse.parse_qs(span["title"]) for span in own]
    assert found["rft.aucorp"] == [AUTHOR]
    assert "rft.au" not in found
    assert found["rft.btitle"] == [TITLE]
    whole = page == BOOK.pages()[0]
    assert found["rft.genre"] == ["book" if whole else "bookitem"]
    assert ("rft.atitle" in found) != whole
    assert whole or found["rft.atitle"][0].endswith(page.title)
    assert found["rft_id"] == [support.ADDRESS + ("" if whole else page.address)]


# Builds that know less, and titles that mean harm


@pytest.fixture
def small(small_built: support.Project) -> support.Project:
    """The small copy, built, then with a section that can be cited."""
    (small_built.root / "chapters" / "two.md").write_text(
        "(two)=\n# Two\n\nText.\n\n(two-b)=\n## Below\n\nText.\n", encoding="utf-8"
    )
    return small_built


def built(project: support.Project, address: str = "") -> BeautifulSoup:
    """The second page of a small project, built."""
    done = project.make("book", address)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (project.root / "_build" / "html" / "chapters" / "two.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


@pytest.mark.slow
def test_without_address_and_history_nothing_is_made_up(small: support.Project) -> None:
    done = small.make("book")
    assert done.returncode == 0, done.stdout + done.stderr
    told = [line for line in (done.stdout + done.stderr).splitlines() if "no dates in citations" in line]
    assert len(told) == 1, told
    assert "git clone" in told[0]
    page = built(small)
    assert not page.head.find("link", rel="canonical")
    assert not tags(page, "citation_publication_date")
    assert not tags(page, "citation_fulltext_html_url")
    assert tags(page, "citation_title") == ["Two"]
    text = page.select_one("details.cite").get_text()
    assert "Version 1.0, date not known" in text.replace(book_metadata.version_number(), "1.0.0")
    assert "http" not in text
    assert "n.d." in text
    assert "This copy of the book has no public address" in text
    assert "want the day" not in text


@pytest.mark.slow
def test_a_commit_an_address_and_a_tag_change_the_pages(small: support.Project) -> None:
    built(small)
    small.commit()
    done = small.make("book")
    assert "no dates in citations" not in done.stdout + done.stderr
    page = built(small)
    head = small.run("git", "rev-parse", "HEAD").stdout.strip()
    assert f"Version {VERSION}" in page.select_one("details.cite").get_text()
    assert head[:7] not in page.select_one("details.cite").get_text()
    assert page.select_one("footer .colophon").get_text() == f"Made from commit {head[:12]}."
    assert tags(page, "DC.date") == [DAY]
    assert tags(page, "DCTERMS.hasVersion") == [VERSION]
    page = built(small, support.ADDRESS)
    assert "public address" not in page.select_one("details.cite").get_text()
    assert page.head.find("link", rel="canonical")["href"] == f"{support.ADDRESS}chapters/two.html"
    number = book_metadata.version_number()
    small.run("git", "tag", f"v{number}")
    page = built(small, support.ADDRESS)
    text = page.select_one("details.cite").get_text()
    assert f"Version {number.removesuffix('.0')}" in text
    assert "changed" not in text
    assert tags(page, "DCTERMS.hasVersion") == [number.removesuffix(".0")]
    assert page.select_one("footer .colophon").get_text() == f"Made from commit {head[:12]}."


@pytest.mark.slow
def test_a_wrong_address_of_the_book_is_an_error(small: support.Project) -> None:
    done = small.make("book", "example.org/book")
    assert done.returncode != 0
    assert (
        "BOOK_URL: found 'example.org/book', expected an address such as https://"
        in done.stdout + done.stderr
    )


@pytest.mark.slow
def test_a_title_that_means_harm_is_inert(small: support.Project) -> None:
    title = r"A \<script>alert(1)\</script> \& \\input{/etc/passwd} 100 % \_x"
    seen = r"A <script>alert(1)</script> & \input{/etc/passwd} 100 % _x"
    page = small.root / "chapters" / "two.md"
    page.write_text(f"(two)=\n# {title}\n\nText.\n", encoding="utf-8")
    found = built(small, support.ADDRESS)
    assert not [
        script
        for script in found.find_all("script")
        if script.string and "alert" in script.string and script.get("type") != "application/ld+json"
    ]
    assert tags(found, "citation_title") == [seen]
    (script,) = found.find_all("script", type="application/ld+json")
    assert "<" not in script.string
    assert json.loads(script.string)["@graph"][0]["name"] == seen
    cite = small.root / "_build" / "html" / "cite"
    (entry,) = bibtexparser.parse_string((cite / "two.bib").read_text(encoding="utf-8")).entries
    assert r"\input" not in entry["title"]
    assert json.loads((cite / "two.json").read_text(encoding="utf-8"))[0]["title"] == seen
    assert rispy.loads((cite / "two.ris").read_text(encoding="utf-8"))[0]["title"] == seen
    assert "<script>" not in str(found.select_one("details.cite"))


@pytest.mark.slow
def test_old_addresses_lead_to_new_ones(small: support.Project) -> None:
    (small.root / "chapters" / "addresses.txt").write_text(
        "chapters/index\nchapters/index#home\nchapters/old -> two\nchapters/old#old -> two\n"
        "chapters/old#old-b -> two-b\nchapters/two\nchapters/two#two\nchapters/two#two-a -> two-b\n"
        "chapters/two#two-b\nchapters/two#two-gone -> home\n",
        encoding="utf-8",
    )
    page = built(small)
    html = small.root / "_build" / "html"
    old = BeautifulSoup((html / "chapters" / "old.html").read_text(encoding="utf-8"), "html.parser")
    assert old.find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=two.html"
    assert old.find(id="old-b").a["href"] == "two.html#two-b"
    # Renamed on its page: the old place is the new one.
    assert page.find(id="two-a").find_next("h2").get_text().startswith("Below")
    # Moved to another page: a line that leads there.
    assert page.find(id="two-gone").a["href"] == "index.html"
    assert (html / "cite" / "old-b.bib").read_text() == (html / "cite" / "two-b.bib").read_text()


# The command line


def cite(*words: str) -> subprocess.CompletedProcess[str]:
    from reviewhelpers.dataset import data

    return support.Project(data.ROOT).python("-m", "reviewhelpers", "cite", *words)


CITING = """
import sys
from reviewhelpers.__main__ import main
for style in sys.argv[1:]:
    assert main(["cite", "fig-norr-epr", "--style", style]) == 0
    print(end="\\0")
"""


def test_command_cites_as_the_site_does(site: support.Site) -> None:
    found = control(site, BOOK.get("fig-norr-epr"))
    shown: dict[str, Any] = {div.dt.get_text().lower(): div.dd.get_text() for div in found.dl.find_all("div")}
    for name, suffix in (("bibtex", "bib"), ("ris", "ris"), ("csl", "json")):
        shown[name] = (site.html / "cite" / f"fig-norr-epr.{suffix}").read_text(encoding="utf-8")
    assert shown.keys() == {"acs", "apa", "mla", "vancouver", "bibtex", "ris", "csl"}
    ran = site.project.run("env", f"BOOK_URL={support.ADDRESS}", sys.executable, "-c", CITING, *shown)
    assert ran.returncode == 0, ran.stderr
    said = dict(zip(shown, ran.stdout.split("\0"), strict=False))
    assert {name: text.split() for name, text in said.items()} == {
        name: text.split() for name, text in shown.items()
    }


def test_command_cites_a_work() -> None:
    assert "10.1016/j.nanoen.2017.05.042" in cite("ye2017surface", "--style", "apa").stdout


def test_command_names_near_labels() -> None:
    ran = cite("fig-norr-eprs")
    assert ran.returncode == 2
    assert "no label 'fig-norr-eprs'; near ones: fig-norr-epr" in ran.stderr


def test_command_names_the_styles() -> None:
    ran = cite("fig-norr-epr", "--style", "harvard")
    assert ran.returncode == 2
    assert "style harvard: expected acs, apa, mla, vancouver, bibtex, ris, csl" in ran.stderr


def test_command_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from reviewhelpers.__main__ import main; main(['cite', 'fig-norr-epr']);"
        "print([name for name in ('pandas', 'numpy', 'matplotlib', 'sphinx') if name in sys.modules])"
    )
    from reviewhelpers.dataset import data

    assert support.Project(data.ROOT).python("-c", code).stdout.splitlines()[-1] == "[]"
