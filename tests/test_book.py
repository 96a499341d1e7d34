"""The built site: strict, whole, and at addresses that last."""

from __future__ import annotations

import copy
import gzip
import importlib.metadata
import json
import re
import shlex
import struct
import sys
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import support
from bs4 import BeautifulSoup
from subcases import for_each
from support import soup

from reviewhelpers import figures, tables
from reviewhelpers.charts import dark_mode
from reviewhelpers.dataset import data
from reviewhelpers.sphinxext import alternative_text, notebook_renderer, page_nodes, search_index

CHAPTERS = data.ROOT / "chapters"
LABEL = re.compile(r"\(([^()\s]+)\)=")


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
def ids(path: Path) -> frozenset[str]:
    return frozenset(element["id"] for element in soup(path).find_all(id=True))


# What is written


@for_each("page", PAGES)
def test_headings_have_labels(page: str) -> None:
    lines = [line for line in PAGES[page] if line.strip()]
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"##? ", line) and not LABEL.fullmatch(before.strip())
    ]
    assert bare == []


@for_each("page", PAGES)
def test_page_has_one_title(page: str) -> None:
    assert sum(line.startswith("# ") for line in PAGES[page]) == 1


# The build


def test_build_has_no_warning(site: support.Site) -> None:
    assert [line for line in site.log.splitlines() if re.search(r"WARNING|ERROR", line)] == []


def test_build_ends_with_the_address_of_the_first_page(site: support.Site) -> None:
    last = site.log.rstrip().splitlines()[-1]
    assert Path(last) == site.project.root / "_build" / "html" / "index.html"
    assert Path(last).is_file()


def test_build_shows_its_steps(site: support.Site) -> None:
    assert [line[:5] for line in site.log.splitlines() if line.startswith("[")][:2] == ["[1/2]", "[2/2]"]


def test_second_build_does_nothing(site: support.Site) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.project.root.rglob("*") if path.is_file()}
    again = site.project.make("book", address=support.ADDRESS)
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines() == [
        "Nothing has changed; the site is up to date.",
        str(site.project.root / "_build" / "html" / "index.html"),
    ]
    assert {
        path: path.stat().st_mtime_ns for path in site.project.root.rglob("*") if path.is_file()
    } == before


def test_build_stores_no_machine_paths(site: support.Site) -> None:
    for path in site.html.rglob("*"):
        if path.suffix in {".html", ".js", ".csv", ".md", ".tex", ".svg", ".ipynb"}:
            assert str(site.project.root) not in path.read_text(encoding="utf-8"), path


# The pages


ROOT = urllib.parse.urlsplit(support.ADDRESS).path


def file(site: support.Site, page: Path, address: str) -> Path:
    """The file at an address within the site, as a page names it."""
    path = address.partition("?")[0]
    # The page that stands for any address that is not found leads from the root of its host.
    return (site.html / path.removeprefix(ROOT) if path.startswith(ROOT) else page.parent / path).resolve()


def test_links_within_the_site_resolve(site: support.Site) -> None:
    lost = []
    for page in site.pages():
        for element in soup(page).select("a, link, script, img, source, [data-points], [data-structure]"):
            names = ("href", "src", "srcset", "data-points", "data-structure")
            addresses = (element.get(name) for name in names)
            address = next(filter(None, addresses), "")
            if not address or urllib.parse.urlsplit(address).scheme or address.startswith("//"):
                continue
            path, _, fragment = urllib.parse.unquote(address).partition("#")
            target = file(site, page, path) if path else page
            if not target.is_file() or (
                fragment and target.suffix == ".html" and fragment not in ids(target)
            ):
                lost.append((page.name, address))
    assert lost == []


def test_ids_are_given_once_a_page(site: support.Site) -> None:
    for page in site.pages():
        given = [element["id"] for element in soup(page).select("article [id]")]
        assert len(given) == len(set(given)), page


@for_each("id", figures.ids())
def test_figure_is_numbered_and_has_its_files(site: support.Site, id: str) -> None:
    (figure,) = (soup(page).find(id=id) for page in site.pages() if id in ids(page))
    assert re.match(r"Fig\. \d+\.\d+ ", figure.find("figcaption").get_text().strip())
    made = figures.make(id)
    images, sources = (figure.select(f"a.enlarge > picture > {tag}") for tag in ("img", "source"))
    assert [Path(image["src"]).name for image in images] == [f"{id}.phone.svg", f"{id}.phone.dark.svg"]
    assert [Path(source["srcset"]).name for source in sources] == [f"{id}.svg", f"{id}.dark.svg"]
    for image, source in zip(images, sources, strict=True):
        assert source["srcset"] == source.find_parent("a")["href"]
        assert source["media"] == page_nodes.WIDE
        assert image["loading"] == "lazy"
        assert image["alt"] == alternative_text.finding(made.alt)
        more = image.get("aria-details")
        assert (figure.find(id=more).find("p").get_text() if more else image["alt"]) == made.alt
    phone = figures.make(id, width="phone")
    for plot, held in ((made, sources[0]), (phone, images[0])):
        width, height = plot.get_size_inches() * 96
        assert (float(held["width"]), float(held["height"])) == pytest.approx((width, height), abs=0.51)
    (method,) = figure.select("details.method") if made.method.strip() else (None,)
    assert (method is None) == (not figure.select("details.method"))
    said = method and method.summary.get_text()
    number = figure.find(class_="caption-number").get_text().strip()
    assert method is None or (said, bool(method.p)) == (f"How it was made, {number}", True)
    links = figure.select_one(".files").select("a")
    assert [Path(link["href"]).name for link in links] == [
        f"{id}.{suffix}" for suffix, _ in notebook_renderer.FIGURE_FILES
    ]
    assert all(link.get_text().endswith(f" of {number}") for link in links)
    folder = site.html / "figures"
    assert (folder / f"{id}.csv").read_text(encoding="utf-8") == figures.data_csv(made.data)
    for plot, form in ((made, ""), (phone, "phone.")):
        light = (folder / f"{id}.{form}svg").read_text(encoding="utf-8")
        assert light == figures.save(id, plot, "svg").decode()
        assert (folder / f"{id}.{form}dark.svg").read_text(encoding="utf-8") == dark_mode.recolour(light, id)
        assert ET.parse(folder / f"{id}.{form}dark.svg").getroot().tag.endswith("svg")
    assert (folder / f"{id}.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / f"{id}.png").read_bytes().startswith(b"\x89PNG")


def test_points_of_figures_lead_to_their_rows(site: support.Site) -> None:
    scripts = sorted((site.html / "figures").glob("*.points.js"))
    shown = {
        Path(place["data-points"]).name
        for page in site.pages()
        for place in soup(page).select("[data-points]")
    }
    assert {path.name for path in scripts} == shown
    lost, count = [], 0
    for path in scripts:
        call = path.read_text(encoding="utf-8").removeprefix("figurePoints(").removesuffix(")\n")
        texts, forms = json.loads(f"[{call}]")
        assert forms.keys() == {"page", "phone"}
        assert all(text for text, _ in texts)
        count += len(texts)
        for address in (address for _, rows in texts for address in rows):
            page, _, row = address.partition("#")
            if row not in ids(site.html / page):
                lost.append((path.name, address))
    assert lost == []
    assert count > len(scripts)


@for_each("id", tables.ids())
def test_table_is_numbered_and_has_its_files(site: support.Site, id: str) -> None:
    (figure,) = (soup(page).find(id=id) for page in site.pages() if id in ids(page))
    assert re.match(r"Table \d+\.\d+ ", figure.find("figcaption").get_text().strip())
    made = tables.make(id)
    assert [cell["scope"] for cell in figure.select("thead th")] == ["col"] * len(made.header)
    scopes = [cell["scope"] for cell in figure.select("tbody th")]
    assert [scope for scope in scopes if scope != "colgroup"] == ["row"] * len(made.cells)
    assert scopes.count("colgroup") == len(made.groups)
    region = figure.select_one("[role=region]")
    assert region["tabindex"] == "0"
    assert region["aria-label"]
    for suffix, _ in notebook_renderer.TABLE_FILES:
        assert (site.html / "tables" / f"{id}.{suffix}").read_text(encoding="utf-8") == tables.render(
            id, suffix
        )
    names = [Path(link["href"]).name for link in figure.select_one(".files").select("a")]
    assert names == [f"{id}.{suffix}" for suffix, _ in notebook_renderer.TABLE_FILES]


def lines_shown(site: support.Site) -> dict[str, list[str]]:
    """The lines that each figure and table shows to rebuild it, by id: those of Python and the command."""
    shown = {}
    for page in site.pages():
        for part in soup(page).select("figure details.rebuild"):
            shown[part.find_parent("figure")["id"]] = [code.get_text() for code in part.select("pre > code")]
    return shown


def test_the_lines_of_python_shown_make_the_published_files(site: support.Site, tmp_path: Path) -> None:
    """All lines are those of a figure or a table but for the id, and are run for one of each part of the book."""
    shown = lines_shown(site)
    assert shown.keys() == {*figures.ids(), *tables.ids()}
    shapes = {(id[:4], lines.replace(id, "ID")) for id, (lines, _) in shown.items()}
    assert sorted(kind for kind, _ in shapes) == ["fig-", "tab-"]
    run = list({id.rsplit("-", id.count("-") - 1)[0]: id for id in shown}.values())
    ran = site.project.python("-c", RUN_IN, tmp_path, *(shown[id][0] for id in run))
    assert ran.returncode == 0, ran.stderr
    made = sorted(tmp_path.iterdir())
    assert {path.name.partition(".")[0] for path in made} == set(run)
    for path in made:
        published = site.html / ("figures" if path.name.startswith("fig-") else "tables") / path.name
        assert path.read_bytes() == published.read_bytes(), path.name


RUN_IN = """
import os, sys
os.chdir(sys.argv[1])
for lines in sys.argv[2:]:
    exec(lines, {})
"""


@pytest.mark.parametrize("id", ["fig-norr-epr", "tab-use-sources"])
def test_the_command_shown_makes_the_published_file(
    site: support.Site, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, *words = shlex.split(lines_shown(site)[id][1])
    (script,) = importlib.metadata.entry_points(group="console_scripts", name=command)
    monkeypatch.chdir(tmp_path)
    assert script.load()(words) == 0
    (made,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert made.read_bytes() == (site.html / made.relative_to(tmp_path)).read_bytes()


def test_nothing_shows_only_to_those_who_point_at_it(site: support.Site) -> None:
    for page in site.pages():
        article = soup(page).find("article")
        # What reference managers read is empty for the eye.
        titled = article.select("[title]:not(.Z3988)") if article else []
        assert [str(one) for one in article.select(".Z3988") if one.contents] == [] if article else True, page
        # A link leads to the place that says as much: the heading, the work, the row with its print.
        assert [str(one) for one in titled if one.name != "a"] == [], page


def test_a_derived_value_in_a_table_tells_how(site: support.Site) -> None:
    table = page(site, "across/compare.html").find(id="tab-across-systems")
    told = {
        how.find("summary").get_text(): how.find("p").get_text() for how in table.select("td > details.how")
    }
    assert told["−0.594†"].startswith("E = E° − η")
    assert "; from li2022-" in told["−0.594†"]
    marked = [cell for row in tables.make("tab-across-systems").cells for cell in row if "{abbr}" in cell]
    assert len(table.select("details.how")) == len(marked) > 10


def test_no_markup_is_left_in_the_text(site: support.Site) -> None:
    for page in site.pages():
        article = copy.copy(soup(page).find("article"))
        # The rows of the data are shown letter by letter, whatever their letters mean elsewhere.
        # So are the arguments of a function, some of which begin with two stars, and formulas with brackets.
        for code in article.select("pre, code, math, .data-row, .sig, .field-list strong") if article else []:
            code.extract()
        assert not article or not re.search(r"\{[a-z:]+\}`|\]\(|\*\*", article.get_text()), page


def indexed(site: support.Site) -> list[tuple[str, str, list[list[Any]]]]:
    """The pages of the search index: title, address, and the kind, anchor, title and more of each place."""
    held = search_index.read((site.html / search_index.INDEX).read_text(encoding="utf-8"))
    return [(title, address, places) for title, address, _, places in held["pages"]]


def test_search_index_knows_the_pages(site: support.Site) -> None:
    addresses = [address for _, address, _ in indexed(site)]
    chapters = {f"chapters/{page.rpartition('.')[0]}.html" for page in PAGES}
    rows = {f"data/{table['name']}.html" for table in data.descriptor()["resources"]}
    # Of hits that are alike, those in the text come first, in the order of the contents.
    assert set(addresses[: len(chapters)]) == chapters
    assert set(addresses[len(chapters) :]) == rows
    assert len(addresses) == len(chapters) + len(rows)
    links = [link["href"] for link in soup(site.html / "chapters" / "index.html").select("nav.contents a")]
    assert [f"chapters/{link}" for link in links] == addresses[1 : len(chapters)]


def test_search_index_leads_to_every_place(site: support.Site) -> None:
    places = {place[1] for _, _, found in indexed(site) for place in found}
    assert {*figures.ids(), *tables.ids(), "cite-ji2023identification"} <= places
    lost = [
        (address, anchor)
        for _, address, found in indexed(site)
        for _, anchor, title, *_ in found
        if not title or (anchor and anchor not in ids(site.html / address))
    ]
    assert lost == []


# That the checks bite


@pytest.mark.slow
def test_build_fails_on_a_warning_and_again_when_nothing_was_mended(small_built: support.Project) -> None:
    page = small_built.root / "chapters" / "two.md"
    page.write_text("(two)=\n# Two\n\nSee {ref}`nowhere`.\n", encoding="utf-8")
    for _ in range(2):
        built = small_built.make("book")
        assert built.returncode != 0
        assert "nowhere" in built.stdout + built.stderr
    page.write_text("(two)=\n# Two\n\nSee {ref}`home`.\n", encoding="utf-8")
    built = small_built.make("book")
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.slow
def test_page_taken_away_leaves_the_site(small_built: support.Project) -> None:
    built = small_built.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    assert (small_built.root / "_build/html/chapters/two.html").is_file()
    (small_built.root / "chapters" / "two.md").unlink()
    (small_built.root / "_toc.yml").write_text("format: jb-book\nroot: chapters/index\n", encoding="utf-8")
    built = small_built.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    assert not (small_built.root / "_build/html/chapters/two.html").exists()


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


# The frame of the pages


WEIGHT, PACKED = 60_000, 20_000
"""What the scripts and styles of a page may weigh in bytes, as they are and as gzip sends them."""
CHART, CHART_PACKED = 280_000, 90_000
"""What they may weigh on the page of the explorer, with all systems."""
SEARCH, EXPLORER = "search.html", "explore.html"


def shown_pages(site: support.Site) -> list[Path]:
    """The pages that a reader sees, without the one that leads to the first."""
    return [path for path in site.pages() if path != site.html / "index.html"]


def test_every_page_has_a_policy_and_keeps_it(site: support.Site) -> None:
    for path in site.pages():
        built = soup(path)
        (policy,) = built.select("meta[http-equiv=Content-Security-Policy]")
        rules = dict(rule.split(maxsplit=1) for rule in policy["content"].split("; "))
        assert rules.pop("img-src") == "'self' data:"
        assert rules.pop("object-src") == "'none'"
        assert set(rules) >= {"default-src", "base-uri", "form-action"}
        assert set(rules.values()) == {"'self'"}
        # The page that leads to the first one goes there at once; no other does more than its text says.
        equivalent = [tag["http-equiv"] for tag in built.select("meta[http-equiv]")]
        leads = ["refresh"] if path == site.html / "index.html" else []
        assert sorted(equivalent) == sorted(["Content-Security-Policy", *leads]), path
        assert built.select("style, [style], [onclick], [onload]") == [], path
        inline = [script for script in built.select("script:not([src])") if script.get("type") is None]
        assert inline == [], path


def test_head_is_in_order(site: support.Site) -> None:
    for path in shown_pages(site):
        head = soup(path).head
        names = [
            (tag.get("charset") and "charset") or tag.get("name") or tag.name for tag in head.find_all(True)
        ]
        assert names[:5] == ["charset", "viewport", "meta", "title", "script"], path
        assert names[5] == "link"
        assert names.count("viewport") == 1
        # Else the colour of the page would change after it was painted.
        mode = head.find("script")
        assert mode["src"].endswith("mode.js")
        assert not mode.has_attr("defer")
        assert [
            tag for tag in head.select("script[src]") if tag is not mode and not tag.has_attr("defer")
        ] == []
        (description,) = head.select("meta[name=description]")
        assert 20 < len(description["content"]) <= 202, path


def test_pages_are_light(site: support.Site) -> None:
    for path in shown_pages(site):
        if path.name == SEARCH:
            continue
        addresses = [tag["src"] for tag in soup(path).select("script[src]")]
        addresses += [tag["href"] for tag in soup(path).select("link[rel=stylesheet]")]
        files = [file(site, path, address).read_bytes() for address in addresses]
        assert len(files) > 2
        weight, packed = (CHART, CHART_PACKED) if path.name == EXPLORER else (WEIGHT, PACKED)
        assert sum(map(len, files)) <= weight, path
        assert sum(len(gzip.compress(file)) for file in files) <= packed, path
        assert not any("search" in address for address in addresses), path


def test_contents_mark_the_page(site: support.Site) -> None:
    for path in site.html.glob("chapters/*/*.html"):
        built = soup(path)
        links = built.select("nav.contents a")
        assert len(links) == len(PAGES) - 1
        (current,) = built.select("nav.contents [aria-current=page]")
        assert current.get_text() == built.find("title").get_text().rpartition(" – ")[0]
        assert built.select_one("nav.crumbs li:last-child").get_text() in [
            part.get_text() for part in built.select("nav.contents .part")
        ]


def test_pages_turn_in_reading_order(site: support.Site) -> None:
    path = site.html / "chapters" / "index.html"
    seen = [path]
    while link := soup(path).select_one("nav.turn a.next"):
        target = (path.parent / link["href"]).resolve()
        assert (target.parent / soup(target).select_one("nav.turn a.prev")["href"]).resolve() == path
        seen.append(path := target)
    assert len(seen) == len(PAGES)


def test_the_footer_tells_the_terms_and_how_to_cite(site: support.Site) -> None:
    for path in shown_pages(site):
        footer = soup(path).select_one("body > footer")
        assert footer.select_one("a[rel=license]")["href"].startswith(
            "https://creativecommons.org/licenses/by/4.0"
        )
        assert footer.find("a", string="How to cite")


def test_pictures_are_sized_before_they_load(site: support.Site) -> None:
    for path in shown_pages(site):
        for image in soup(path).select("article img"):
            assert image["loading"] == "lazy", path
            size = int(image["width"]), int(image["height"])
            if "thumbnail" in image.get("class", ()):
                # It shows as much of the picture as its box holds.
                assert size == (240, 180)
            else:
                root = ET.parse(path.parent / image["src"]).getroot()
                width, height = (float(number) for number in root.attrib["viewBox"].split()[2:])
                assert size[0] / size[1] == pytest.approx(width / height, rel=0.01)


def test_tables_have_a_width_that_the_style_sheet_knows(site: support.Site) -> None:
    style = (site.html / "_static" / "style.css").read_text(encoding="utf-8")
    for path in shown_pages(site):
        for table in soup(path).select("figure .table-scroll table"):
            (needed,) = [name for name in table["class"] if name.startswith("needs-")]
            assert f".{needed} {{ min-width: {needed.removeprefix('needs-')}ch; }}" in style


def test_icons_and_card_are_pictures(site: support.Site) -> None:
    folder = site.html / "_static"
    assert ET.parse(folder / "favicon.svg").getroot().tag.endswith("svg")
    for name, size in (("favicon.png", (180, 180)), ("card.png", (1200, 630))):
        assert struct.unpack(">II", (folder / name).read_bytes()[16:24]) == size


@pytest.mark.slow
def test_without_an_address_nothing_claims_one(small_built: support.Project) -> None:
    built = small_built.make("book")
    assert built.returncode == 0, built.stdout + built.stderr
    html = small_built.root / "_build" / "html"
    assert not (html / "sitemap.xml").exists()
    assert "Sitemap" not in (html / "robots.txt").read_text(encoding="utf-8")
    pages = sorted(path for path in html.rglob("*.html") if "_static" not in path.parts)
    assert html / "chapters" / "two.html" in pages
    for path in pages:
        assert soup(path).select("meta[property^='og:'], meta[name^='twitter:'], link[rel=canonical]") == []


@pytest.mark.slow
def test_an_address_is_told_to_crawlers(small: support.Project, monkeypatch: pytest.MonkeyPatch) -> None:
    root = "https://example.org/book"
    monkeypatch.setenv("BOOK_URL", root)
    built = small.run(Path(sys.executable).parent / "jupyter-book", "build", "-W", "-n", "--keep-going", ".")
    assert built.returncode == 0, built.stdout + built.stderr
    html = small.root / "_build" / "html"
    sitemap = ET.parse(html / "sitemap.xml").getroot()
    assert [place.text for place in sitemap.findall(".//{*}loc")] == [
        f"{root}/chapters/index.html",
        f"{root}/chapters/two.html",
    ]
    assert f"Sitemap: {root}/sitemap.xml" in (html / "robots.txt").read_text(encoding="utf-8")
    page = BeautifulSoup((html / "chapters" / "two.html").read_text(encoding="utf-8"), "html.parser")
    told = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert told["og:url"] == page.select_one("link[rel=canonical]")["href"] == f"{root}/chapters/two.html"
    assert told["og:image"] == f"{root}/_static/card.png"
    # It is shown at whatever address was not found, from where no relative link leads home.
    lost = BeautifulSoup((html / "404.html").read_text(encoding="utf-8"), "html.parser")
    addresses = [
        tag.get("href") or tag.get("src") or tag.get("action") for tag in lost.select("[href],[src],form")
    ]
    inside = [
        address for address in addresses if not address.startswith(("#", "https://creativecommons.org/"))
    ]
    assert len(inside) > 8
    assert [address for address in inside if not address.startswith("/book/")] == []
