"""A build makes what its pages name: once, from the code as it stands, and refuses a line that is not its."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest
import support
from bs4 import BeautifulSoup
from test_notebooks import cell, code, notebook

from reviewhelpers._core.artifacts import paths
from reviewhelpers.dataset import data
from reviewhelpers.markup import notebooks
from reviewhelpers.sphinxext import page_nodes

pytestmark = pytest.mark.slow

TABLE, FIGURE = "tab-use-tables", "fig-co2rr-efficiency"
PAGE = "chapters/two.ipynb"
DRAWING = """
    from reviewhelpers import figures
    with figures.style.applied():
        figure = figures.style.new_figure(4, 3)
        figure.subplots().plot([1, 2], [3, 4])
    figures.picture(figure, alt="It rises from 3 to 4.", caption="A line of *two* points.")
"""


@dataclass(frozen=True)
class Built:
    project: support.Project
    out: Path
    log: str

    @property
    def html(self) -> Path:
        return self.out / "_build" / "html"

    def again(self) -> tuple[int, str]:
        done = self.project.python("-m", "reviewhelpers", "build", self.out)
        return done.returncode, re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book of two pages, of which one shows a table and a figure and draws a picture."""
    project = support.shortened(support.copy_project(tmp_path_factory.mktemp("small") / "book"))
    (project.root / "chapters" / "two.md").unlink()
    # What a figure or table cites has its place there.
    shutil.copy(data.ROOT / "chapters" / "references.md", project.root / "chapters" / "references.md")
    with (project.root / "_toc.yml").open("a", encoding="utf-8") as file:
        file.write("  - file: chapters/references\n")
    cells = [
        cell("markdown", "(two)=\n# Two\n\nText."),
        code(f"from reviewhelpers import tables\n\ntables.show({TABLE!r})"),
        code(f"from reviewhelpers import figures\n\nfigures.show({FIGURE!r})"),
        code(textwrap.dedent(DRAWING).strip()),
    ]
    (project.root / PAGE).write_text(notebooks.serialize(notebook(*cells)), encoding="utf-8")
    ran = project.python("-m", "reviewhelpers", "refresh")
    assert ran.returncode == 0, ran.stderr
    built = Built(project, project.root / "_build" / "out", "")
    status, log = built.again()
    assert status == 0, log
    return Built(project, built.out, log)


def made(id: str) -> list[str]:
    """Its files; nothing here has frames to move."""
    return [path for path in paths(id) if not path.endswith(".frames.js")]


def test_the_page_stores_text_alone_and_shows_all(small: Built) -> None:
    assert "svg" not in (small.project.root / PAGE).read_text(encoding="utf-8").replace("_svg", "")
    page = BeautifulSoup((small.html / "chapters" / "two.html").read_text("utf-8"), "html.parser")
    assert page.select_one(f"#{TABLE} tbody tr")
    sources = [str(image["src"]) for image in page.select(".drawn img")]
    assert len([source for source in sources if "/picture-" in source]) == 2  # In the two modes.
    assert all((small.html / "chapters" / source).resolve().is_file() for source in sources)
    assert "A line of two points." in page.get_text()
    assert "It rises from 3 to 4." in {image["alt"] for image in page.select(".drawn img")}
    for id in (TABLE, FIGURE):
        assert {path: (small.html / path).is_file() for path in made(id)} == dict.fromkeys(made(id), True)


def test_a_figure_has_a_form_for_narrow_windows_and_what_was_done_folds_away(small: Built) -> None:
    page = BeautifulSoup((small.html / "chapters" / "two.html").read_text("utf-8"), "html.parser")
    figure = page.select_one(f"#{FIGURE}")
    for mode, end in (("light", "svg"), ("dark", "dark.svg")):
        picture = figure.select_one(f"a.in-{mode} > picture")
        assert picture.source["srcset"] == picture.parent["href"] == f"../figures/{FIGURE}.{end}"
        assert picture.source["media"] == page_nodes.WIDE
        assert picture.img["src"] == f"../figures/{FIGURE}.phone.{end}"
        widths = [float(one["width"]) for one in (picture.source, picture.img)]
        assert widths == pytest.approx([7.2 * 96, 4.8 * 96], abs=0.51)
    place = figure.select_one(".picture")["data-points"]
    assert (small.html / "chapters" / place).read_text(encoding="utf-8").startswith("figurePoints(")
    script = page.select_one("script[src*='_static/load-points.js']")
    loader = small.html / "chapters" / script["src"].partition("?")[0]
    assert loader.is_file()
    teller = loader.parent / script["data-script"].partition("?")[0]
    assert teller.is_file()
    assert teller.with_suffix(".css").is_file()
    (method,) = figure.select(".legend > .bar > details.method")
    assert not method.has_attr("open")
    assert method.summary.get_text().startswith("How it was made, Fig. ")
    assert method.p
    # The picture that the page draws has one form and no points.
    drawn = page.select_one("img[src*='/figures/picture-']").find_parent(class_="picture")
    assert not drawn.has_attr("data-points")
    assert not drawn.select("picture")
    # A page without figures loads no script for their points.
    assert "points.js" not in (small.html / "chapters" / "references.html").read_text(encoding="utf-8")


def test_the_notebook_to_take_away_has_the_pictures(small: Built) -> None:
    held = json.loads((small.html / "notebooks" / "two.ipynb").read_text(encoding="utf-8"))
    forms = [set(output["data"]) for part in held["cells"] for output in part.get("outputs", ())]
    assert forms == [
        {"text/plain", "text/markdown"},
        {"text/plain", "image/svg+xml"},
        {"text/plain", "image/svg+xml"},
    ]


def test_what_is_made_is_not_made_again(small: Built) -> None:
    page = small.project.root / PAGE
    (small.project.root / "chapters" / "index.md").write_text("(home)=\n# Home\n\nOther text.\n", "utf-8")
    with page.open(encoding="utf-8") as file:
        page.write_text(file.read().replace("Text.", "More text."), encoding="utf-8")
    when = {path: (small.html / path).stat().st_mtime_ns for path in made(FIGURE)}
    kept = list(small.out.rglob("reviewhelpers-drawn/*.json"))
    assert len(kept) == 1
    stamp = kept[0].stat().st_mtime_ns
    status, log = small.again()
    assert status == 0, log
    assert "More text." in (small.html / "chapters" / "two.html").read_text(encoding="utf-8")
    assert {path: (small.html / path).stat().st_mtime_ns for path in when} == when
    assert list(small.out.rglob("reviewhelpers-drawn/*.json")) == kept
    assert kept[0].stat().st_mtime_ns == stamp


def test_files_that_are_gone_come_back(small: Built) -> None:
    gone = [*paths(FIGURE)[:2], *paths(TABLE)[:1]]
    gone += [
        path.relative_to(small.html).as_posix() for path in small.html.glob("figures/picture-*.dark.svg")
    ]
    assert len(gone) == 4
    before = {path: (small.html / path).read_bytes() for path in gone}
    for path in gone:
        (small.html / path).unlink()
    status, log = small.again()
    assert status == 0, log
    assert {path: (small.html / path).read_bytes() for path in gone} == before


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_line_that_the_code_does_not_give_stops_the_build(small: Built, tmp_path: Path, place: int) -> None:
    project = support.Project(tmp_path / "book")
    shutil.copytree(small.project.root, project.root, symlinks=True)
    page = project.root / PAGE
    held = json.loads(page.read_text(encoding="utf-8"))
    views = held["cells"][place]["outputs"][0]["data"]
    right = views["text/plain"][0]
    views["text/plain"] = [right[:-1] + ("0" if right[-1] != "0" else "1")]
    page.write_text(notebooks.serialize(held), encoding="utf-8")
    status, log = Built(project, project.root / "_build" / "out", "").again()
    assert status != 0
    said = " ".join(log.split())
    assert f"{PAGE}:-:cell {place}: found {views['text/plain'][0]!r}, expected {right!r}" in said
    assert "reviewhelpers refresh" in said
    assert "Traceback" not in log
