"""The built site: strict, whole, and at addresses that last."""

from __future__ import annotations

import json
import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup

from reviewhelpers import data, figures, tables
from reviewhelpers.book import mime

CHAPTERS = data.ROOT / "chapters"
LABELS = data.ROOT / "tests" / "labels.txt"
LABEL = re.compile(r"\(([^()\s]+)\)=")
EQUATION = re.compile(r"\$\$ \((eq-[a-z0-9-]+)\)")


def sources() -> Iterator[tuple[str, list[str]]]:
    """Each page's name and its lines of markdown, without what stands in fenced blocks."""
    for path in sorted([*CHAPTERS.rglob("*.md"), *CHAPTERS.rglob("*.ipynb")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        plain = re.sub(r"^(```+|:::+).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
        yield path.relative_to(CHAPTERS).as_posix(), plain.splitlines()


PAGES = dict(sources())


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(element["id"] for element in soup(path).find_all(id=True))


# What is written


@pytest.mark.parametrize("page", PAGES)
def test_headings_have_labels(page: str) -> None:
    lines = [line for line in PAGES[page] if line.strip()]
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"##? ", line) and not LABEL.fullmatch(before.strip())
    ]
    assert bare == []


@pytest.mark.parametrize("page", PAGES)
def test_page_has_one_title(page: str) -> None:
    assert sum(line.startswith("# ") for line in PAGES[page]) == 1


def published() -> dict[str, str]:
    """The labels ever published, each with the label it was redirected to, if it was."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    return {entry[0]: entry[2] if len(entry) == 3 else "" for entry in entries}


def test_no_label_is_lost_and_each_is_listed(site: support.Site) -> None:
    """A label may be redirected (`old -> new` in the list), never lost."""
    listed = published()
    there = {label for lines in PAGES.values() for line in lines for label in LABEL.findall(line)}
    equations = {label for lines in PAGES.values() for line in lines for label in EQUATION.findall(line)}
    assert equations
    there |= {*figures.ids(), *tables.ids(), *equations}
    assert sorted(there - listed.keys()) == [], "new labels: add them to tests/labels.txt"
    assert sorted(label for label, target in listed.items() if (target or label) not in there) == []
    assert sorted(label for label, target in listed.items() if target and label in there) == []
    built = {id for path in site.pages() for id in ids(path)}
    addresses = {f"equation-{label}" if label in equations else label for label in there}
    assert sorted(addresses - built) == []


def test_list_of_labels_is_sorted() -> None:
    labels = list(published())
    assert labels == sorted(labels)


# The build


def test_build_has_no_warning(site: support.Site) -> None:
    assert [line for line in site.log.splitlines() if re.search(r"WARNING|ERROR", line)] == []


def test_build_ends_with_the_address_of_the_first_page(site: support.Site) -> None:
    last = site.log.rstrip().splitlines()[-1]
    assert Path(last) == site.html / "index.html"
    assert Path(last).is_file()


def test_build_shows_its_steps(site: support.Site) -> None:
    assert [line[:5] for line in site.log.splitlines() if line.startswith("[")][:3] == [
        "[1/3]",
        "[2/3]",
        "[3/3]",
    ]


def test_second_build_does_nothing(site: support.Site) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.project.root.rglob("*") if path.is_file()}
    again = site.project.make("book")
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines() == [
        "Nothing has changed; the site is up to date.",
        str(site.html / "index.html"),
    ]
    assert {
        path: path.stat().st_mtime_ns for path in site.project.root.rglob("*") if path.is_file()
    } == before


def test_build_stores_no_machine_paths(site: support.Site) -> None:
    for path in site.html.rglob("*"):
        if path.suffix in {".html", ".js", ".csv", ".md", ".tex", ".svg", ".ipynb"}:
            assert str(site.project.root) not in path.read_text(encoding="utf-8"), path


# The pages


def test_links_within_the_site_resolve(site: support.Site) -> None:
    lost = []
    for page in site.pages():
        for element in soup(page).find_all(["a", "link", "script", "img"]):
            address = element.get("href") or element.get("src")
            if not address or urllib.parse.urlsplit(address).scheme or address.startswith("//"):
                continue
            path, _, fragment = urllib.parse.unquote(address).partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            if not target.is_file() or (
                fragment and target.suffix == ".html" and fragment not in ids(target)
            ):
                lost.append((page.name, address))
    assert lost == []


def test_ids_are_given_once_a_page(site: support.Site) -> None:
    for page in site.pages():
        given = [element["id"] for element in soup(page).select("article [id]")]
        assert len(given) == len(set(given)), page


@pytest.mark.parametrize("id", figures.ids())
def test_figure_is_numbered_and_has_its_files(site: support.Site, id: str) -> None:
    (figure,) = (soup(page).find(id=id) for page in site.pages() if id in ids(page))
    assert re.match(r"Fig\. \d+\.\d+ ", figure.find("figcaption").get_text().strip())
    image = figure.find("img")
    assert len(image["alt"]) > 40
    assert image["src"].endswith(f"_images/{id}.svg")
    names = [Path(link["href"]).name for link in figure.select(".files a")]
    assert names == [f"{id}.{suffix}" for suffix, _ in mime.FIGURE_FILES]
    folder = site.html / "figures"
    assert (folder / f"{id}.csv").read_text(encoding="utf-8") == figures.data_csv(figures.make(id).data)
    assert (folder / f"{id}.svg").read_bytes() == (site.html / "_images" / f"{id}.svg").read_bytes()
    assert ET.parse(folder / f"{id}.svg").getroot().tag.endswith("svg")
    assert (folder / f"{id}.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / f"{id}.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("id", tables.ids())
def test_table_is_numbered_and_has_its_files(site: support.Site, id: str) -> None:
    (figure,) = (soup(page).find(id=id) for page in site.pages() if id in ids(page))
    assert re.match(r"Table \d+\.\d+ ", figure.find("figcaption").get_text().strip())
    made = tables.make(id)
    assert [cell["scope"] for cell in figure.select("thead th")] == ["col"] * len(made.header)
    assert [cell["scope"] for cell in figure.select("tbody th")] == ["row"] * len(made.cells)
    region = figure.select_one("[role=region]")
    assert region["tabindex"] == "0"
    assert region["aria-label"]
    for suffix, _ in mime.TABLE_FILES:
        assert (site.html / "tables" / f"{id}.{suffix}").read_text(encoding="utf-8") == tables.render(
            id, suffix
        )
    names = [Path(link["href"]).name for link in figure.select(".files a")]
    assert names == [f"{id}.{suffix}" for suffix, _ in mime.TABLE_FILES]


def test_no_markup_is_left_in_the_text(site: support.Site) -> None:
    for page in site.pages():
        article = soup(page).find("article")
        # The rows of the data are shown letter by letter, whatever their letters mean elsewhere.
        for code in article.select("pre, code, .data-row") if article else []:
            code.extract()
        assert not article or not re.search(r"\{[a-z:]+\}`|\]\(|\*\*", article.get_text()), page
    soup.cache_clear()


def test_search_index_knows_the_pages(site: support.Site) -> None:
    index = (site.html / "searchindex.js").read_text(encoding="utf-8")
    for page in PAGES:
        assert f'"chapters/{page.rpartition(".")[0]}"' in index


# That the checks bite


@pytest.fixture
def small(project: support.Project) -> support.Project:
    """A copy of the project with two short pages and nothing to run."""
    for path in (project.root / "chapters").rglob("*.*"):
        path.unlink()
    chapters = project.root / "chapters"
    (chapters / "index.md").write_text("(home)=\n# Home\n\nText.\n", encoding="utf-8")
    (chapters / "two.md").write_text("(two)=\n# Two\n\nText.\n", encoding="utf-8")
    (project.root / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/index\nchapters:\n  - file: chapters/two\n", encoding="utf-8"
    )
    return project


def test_build_fails_on_a_warning_and_again_when_nothing_was_mended(small: support.Project) -> None:
    page = small.root / "chapters" / "two.md"
    page.write_text("(two)=\n# Two\n\nSee {ref}`nowhere`.\n", encoding="utf-8")
    for _ in range(2):
        built = small.make("book")
        assert built.returncode != 0
        assert "nowhere" in built.stdout + built.stderr
    page.write_text("(two)=\n# Two\n\nSee {ref}`home`.\n", encoding="utf-8")
    built = small.make("book")
    assert built.returncode == 0, built.stdout + built.stderr


def test_page_taken_away_leaves_the_site(small: support.Project) -> None:
    built = small.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    assert (small.root / "_build/html/chapters/two.html").is_file()
    (small.root / "chapters" / "two.md").unlink()
    (small.root / "_toc.yml").write_text("format: jb-book\nroot: chapters/index\n", encoding="utf-8")
    built = small.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    assert not (small.root / "_build/html/chapters/two.html").exists()


# Values, works and equations in the built pages


def page(site: support.Site, name: str) -> BeautifulSoup:
    return soup(site.html / "chapters" / name)


def test_a_value_in_prose_links_to_its_row_and_tells_its_print(site: support.Site) -> None:
    link = next(
        a
        for a in page(site, "co2rr/single-atom.html").select("a.printed-value")
        if "93\N{NO-BREAK SPACE}%" in a.text
    )
    assert link["href"] == "printed.html#row-li2022-ye2017-fe"
    assert link["title"] == "printed as “a CO FE of up to 93%”"
    row = page(site, "co2rr/printed.html").find(id="row-li2022-ye2017-fe")
    assert row is not None
    assert "a CO FE of up to 93%" in row.find_parent("tr").text


def test_every_value_in_prose_is_a_link(site: support.Site) -> None:
    roles = re.compile(r"\{(?:value|condition)\}`")
    for name, lines in PAGES.items():
        built = page(site, re.sub(r"\.(ipynb|md)$", ".html", name).removeprefix("chapters/"))
        assert len(built.select("a.printed-value")) >= sum(len(roles.findall(line)) for line in lines), name


def test_the_bibliography_is_ordered_and_ends_author_lists_as_the_sources_do(site: support.Site) -> None:
    works = [entry.text for entry in page(site, "references.html").select("div.citation > p")]
    assert len(works) > 50
    assert not [work for work in works if "others" in work]
    assert any(" et al. " in work for work in works)
    ids = [
        entry["id"].removeprefix("cite-") for entry in page(site, "references.html").select("div.citation")
    ]
    # By surname; a key begins with it.
    assert [key[0] for key in ids] == sorted(key[0] for key in ids)


def test_equations_need_no_script(site: support.Site) -> None:
    built = page(site, "use/figures-of-merit.html")
    assert len(built.select("div.math > math")) == len(built.select("div.math > .eqno")) == 5
    assert not [script for script in built.select("script[src]") if "mathjax" in script["src"].lower()]
