"""A book on another subject, built with the Sphinx extension alone: nothing of this book's subject is loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from reviewhelpers.dataset import data
from reviewhelpers.export import built_pages
from reviewhelpers.sphinxext.content import Content

BOOK = Path(__file__).parent / "other_subject"
SUBJECT = ("chemistry", "text", "analysis", "charts", "figures", "tables", "content")
"""Folders of the package that know the subject of this book."""

BUILD = """
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

subject = sys.argv[1:]

def is_subject(name):
    return any(f"{name}.".startswith(f"reviewhelpers.{folder}.") for folder in subject)

class Guard(MetaPathFinder):
    # Other processes make the figures; an import is refused there as well.
    def find_spec(self, name, path=None, target=None):
        if is_subject(name):
            raise ImportError(f"the extension imports {name}")
        return None

sys.meta_path.insert(0, Guard())
from reviewhelpers.sphinxext import runner

status = runner.build(Path("_build"))
loaded = [name for name in sys.modules if is_subject(name)]
print("loaded:", *loaded)
print("validation:", *sorted(name for name in sys.modules if name.startswith("reviewhelpers.validation.")))
sys.exit(status or bool(loaded))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The root of its site, and what its build printed."""
    folder = tmp_path_factory.mktemp("other") / "book"
    shutil.copytree(BOOK, folder, ignore=shutil.ignore_patterns("__pycache__"))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(data.ROOT / "src"), str(folder)])}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *SUBJECT],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "_build" / "html", done.stdout + done.stderr


@pytest.fixture(scope="module")
def heights(built: tuple[Path, str]) -> BeautifulSoup:
    """Its page with values, a figure and a table."""
    return parsed(built[0] / "chapters" / "heights.html")


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def one(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def files(part: Tag, folder: str) -> set[str]:
    """What a part of a page offers to download from a folder of the site."""
    paths = {str(link["href"]).removeprefix("../") for link in part.select("p.files a")}
    return {path for path in paths if path.startswith(f"{folder}/")}


def test_its_content_fits_the_protocol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BOOK))
    from reviewhelpers.content.book import Book
    from reviewhelpers.sphinxext.content import load

    own: Content = Book()
    other = load("mountains:Mountains", BOOK)
    members = [name for name in dir(Content) if not name.startswith("_")]
    assert len(members) > 20
    assert all(hasattr(content, name) for content in (own, other) for name in members)


def test_build_loads_nothing_of_the_subject(built: tuple[Path, str]) -> None:
    assert "loaded:\n" in built[1] + "\n"
    # Three readers of texts, which know no subject.
    (line,) = [line for line in built[1].splitlines() if line.startswith("validation:")]
    known = {"artifact_text", "page_markup", "project_files"}
    assert {name.rpartition(".")[2] for name in line.split()[1:]} <= known


def test_values_in_prose_lead_to_their_rows(heights: BeautifulSoup) -> None:
    links = {link.get_text(): link for link in heights.select("a.printed-value")}
    assert links["1200\N{NO-BREAK SPACE}m"]["href"] == "#row-height-first-summer"
    assert links["1200\N{NO-BREAK SPACE}m"]["title"] == "printed as “1200 m”"
    assert links["in summer"]["href"] == "#row-height-first-summer"
    # No page shows this row, so that the value leads to the data.
    assert links["2.5\N{NO-BREAK SPACE}km"]["href"] == "../data/heights.html#height-second-summer"


def test_counts_come_from_the_content(built: tuple[Path, str]) -> None:
    home = parsed(built[0] / "chapters" / "index.html")
    assert one(home, ".count").get_text() == "3 heights"


def test_figure_stands_with_its_files(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    figure = one(heights, "figure#fig-mountains-heights")
    assert one(heights, "figure .caption-number").get_text().strip() == "Fig. 1.1"
    offered = files(figure, "figures")
    assert offered == {f"figures/fig-mountains-heights.{form}" for form in ("svg", "pdf", "png", "csv")}
    assert all((built[0] / path).stat().st_size for path in offered)
    made = {path.name for path in (built[0] / "figures").iterdir()}
    ends = ("svg", "dark.svg", "pdf", "png", "csv", "frames.js")
    assert made == {f"fig-mountains-heights.{end}" for end in ends}
    # It has one form, and no points that could be looked up.
    assert [Path(str(image["src"])).name for image in figure.select(".picture > a > img")] == [
        *("fig-mountains-heights.svg", "fig-mountains-heights.dark.svg"),
    ]
    assert not figure.select("picture, [data-points], details.method")
    assert not heights.select("script[src*='load-points.js']")


def test_a_figure_shows_again_and_leads_home(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    home = parsed(built[0] / "chapters" / "index.html")
    again = one(home, "figure.again")
    # An id and a number twice would tell nobody which of the two is meant.
    assert not again.has_attr("id")
    assert not home.select("#fig-mountains-heights, figure.drawn, .caption-number")
    there = one(heights, "figure#fig-mountains-heights")
    for mode in ("light", "dark"):
        (link, own) = (one(part, f".picture > a.in-{mode}") for part in (again, there))
        assert link["href"] == own["href"]
        assert one(link, "img")["src"] == one(own, "img")["src"] == own["href"]
        assert one(link, "img")["alt"] == one(own, "img")["alt"]
        assert one(link, "img")["width"] == one(own, "img")["width"]
    caption = one(again, ".picture + figcaption")
    assert caption.get_text() == "Fig. 1.1, from Heights: Heights by season"
    addresses = [link["href"] for link in caption.select("a")]
    assert addresses == ["heights.html#fig-mountains-heights", "heights.html"]


def test_exports_hold_a_figure_that_shows_again(built: tuple[Path, str]) -> None:
    content = built_pages.read(built[0])[0].content
    (figure,) = content.xpath(".//figure")
    (image,) = figure.xpath("./img")
    assert image.get("src") == "../figures/fig-mountains-heights.svg"
    assert image.get("alt") == "Three points: the second peak is the highest."
    assert figure.xpath("string(./figcaption)") == "Fig. 1.1, from Heights: Heights by season"
    # A slide is made of it where it is at home.
    assert not content.xpath(".//figure[contains(@class, 'drawn')]")


def test_a_figure_with_frames_can_be_moved(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    figure = one(heights, "figure#fig-mountains-heights")
    picture = one(figure, ".picture[data-frames]")
    assert picture["data-frames"] == "../figures/fig-mountains-heights.frames.js"
    assert one(figure, ".in-3d.move > button").get_text() == "Move it"
    script = one(heights, "script[src*='load-frames.js']")
    folder = (built[0] / "chapters" / str(script["src"])).resolve().parent
    name = str(script["data-script"]).partition("?")[0]
    assert all((folder / file).is_file() for file in (name, "frames.css"))
    # Where it shows again it stands still, and the page loads nothing for it.
    home = parsed(built[0] / "chapters" / "index.html")
    assert not home.select("[data-frames], button.move, .move, script[src*='frames']")


def test_a_list_of_structures_leads_to_where_each_is_drawn(built: tuple[Path, str]) -> None:
    page = parsed(built[0] / "chapters" / "references.html")
    item = one(page, "ul.models > li.model#str-peak")
    button = one(item, ".picture + .in-3d > button")
    assert one(item, f"#{button['aria-describedby']}").get_text() == "First & Peak"
    assert [image["alt"] for image in item.select(".picture > img")] == ["A point."] * 2
    about = one(item, ".gallery-about")
    assert about.get_text() == "1 point, Fig. 1.1"
    assert one(about, "a")["href"] == "heights.html#fig-mountains-heights"
    listed = one(item, ".files[data-structure]")
    paths = [
        listed["data-structure"],
        one(listed, "a[download]")["href"],
        *(i["src"] for i in item.select("img")),
    ]
    assert [Path(str(path)).suffix for path in paths] == [".js", ".obj", ".svg", ".svg"]
    assert all((built[0] / "chapters" / str(path)).is_file() for path in paths)
    assert one(page, "script[src*='load-structures.js']")


def test_a_structure_stands_once_with_its_files(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    figure = one(heights, "figure#fig-mountains-heights")
    assert one(figure, ".picture + .in-3d > button").get_text() == "Turn in 3D"
    listed = one(figure, "details.structures [data-structure]")
    assert listed["data-title"] == "First & Peak"
    paths = [listed["data-structure"], one(listed, "a[download]")["href"]]
    assert paths == ["../structures/str-peak.js", "../structures/str-peak.obj"]
    assert all((built[0] / "chapters" / str(path)).is_file() for path in paths)
    script = one(heights, "script[src*='load-structures.js']")
    folder = (built[0] / "chapters" / str(script["src"])).resolve().parent
    name = str(script["data-script"]).partition("?")[0]
    # What it loads stands beside it.
    assert all((folder / file).is_file() for file in (name, "structures-drawing.js", "structures.css"))
    assert not parsed(built[0] / "chapters" / "index.html").select("script[src*='structures']")
    assert "from mountains import Mountains" in one(heights, "details.rebuild").get_text()


def test_table_stands_with_its_files(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    table = one(heights, "#tab-mountains-heights")
    assert [cell.get_text(strip=True) for cell in table.select("tbody tr:last-child > *")] == [
        *("Second Peak", "2.5 km", "summer"),
    ]
    offered = files(table, "tables")
    assert offered == {f"tables/tab-mountains-heights.{form}" for form in ("csv", "md", "tex")}
    assert all((built[0] / path).stat().st_size for path in offered)


def test_a_section_can_be_cited(built: tuple[Path, str], heights: BeautifulSoup) -> None:
    control = one(heights, "section#values > details.cite")
    label = "mountains-heights-values"
    offered = {f"cite/{label}.{form}" for form in ("bib", "ris", "json", "txt")}
    assert offered <= files(control, "cite")
    assert all("Heights of" in (built[0] / path).read_text(encoding="utf-8") for path in offered)
    assert "Works behind this section (2 works)" in control.get_text()
    works = (built[0] / "cite" / "mountains-heights.works.bib").read_text(encoding="utf-8")
    assert "alder2001heights" in works
    assert "birch2002again" in works


def test_every_table_has_a_page(built: tuple[Path, str]) -> None:
    page = parsed(built[0] / "data" / "heights.html")
    row = one(page, "#height-first-winter")
    assert row.select_one('a[href="mountains.html#mountain-first"]')
    assert "1204 m" in row.get_text()
    assert one(parsed(built[0] / "data" / "mountains.html"), "#mountain-second")
    with zipfile.ZipFile(built[0] / "data" / "heights-of-mountains-data.zip") as packed:
        names = {Path(name).name for name in packed.namelist()}
    assert names == {"datapackage.json", "heights.csv", "mountains.csv", "references.bib"}


def test_bibliography_tells_what_uses_a_work(built: tuple[Path, str]) -> None:
    page = parsed(built[0] / "chapters" / "references.html")
    (used,) = [
        one.get_text() for one in page.select("details.used") if "1200 m of First Peak" in one.get_text()
    ]
    assert "Heights by season" in used


def test_self_check_offers_the_units_of_the_subject(heights: BeautifulSoup) -> None:
    question = one(heights, "#check-mountains-first")
    options = {option.get_text(): option["value"] for option in question.select("option")[1:]}
    assert options == {"m": "1.0", "km": "1000.0"}
    assert "Right: 1200\N{NO-BREAK SPACE}m (accepted within 1 %)." in question.get_text()


def test_page_can_be_downloaded_as_a_notebook(built: tuple[Path, str]) -> None:
    text = (built[0] / "notebooks" / "heights.ipynb").read_text(encoding="utf-8")
    assert "From Heights of Mountains, version 0.1" in text
    assert "The first peak is 1200\N{NO-BREAK SPACE}m high in summer, says Alder 2001" in text
    assert "Defects" not in text


def test_nothing_of_this_book_is_in_the_site(built: tuple[Path, str]) -> None:
    pages = [path for path in built[0].rglob("*.html") if "_static" not in path.parts]
    assert len(pages) > 5
    for path in pages:
        assert "Defects at Work" not in path.read_text(encoding="utf-8"), path


def test_a_figure_that_no_page_shows_is_reported(tmp_path: Path) -> None:
    shutil.copytree(BOOK, tmp_path / "book", ignore=shutil.ignore_patterns("__pycache__"))
    page = tmp_path / "book" / "chapters" / "references.md"
    own = "\n:::{figure-again} fig-none\n:::\n\n:::{figure-again} tab-mountains-heights\n:::\n"
    page.write_text(page.read_text(encoding="utf-8") + own, encoding="utf-8")
    environment = {"PYTHONPATH": os.pathsep.join([str(data.ROOT / "src"), str(tmp_path / "book")])}
    code = (
        "from pathlib import Path; from reviewhelpers.sphinxext import runner;"
        "raise SystemExit(runner.build(Path('_build')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "book",
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode != 0
    for id in ("fig-none", "tab-mountains-heights"):
        expected = f"found '{id}', expected the id of a figure that another page shows"
        assert expected in " ".join((done.stdout + done.stderr).split())
    assert "references.md:" in done.stdout + done.stderr


def test_a_book_without_content_is_told_so(tmp_path: Path) -> None:
    shutil.copytree(BOOK, tmp_path / "book", ignore=shutil.ignore_patterns("__pycache__"))
    config = tmp_path / "book" / "_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("    companion_content: mountains:Mountains\n", ""), encoding="utf-8")
    code = (
        "from pathlib import Path; from reviewhelpers.sphinxext import runner; runner.build(Path('_build'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "book",
        env=os.environ | {"PYTHONPATH": str(data.ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode != 0
    assert "companion_content: found '', expected package.module:Class" in done.stdout + done.stderr
