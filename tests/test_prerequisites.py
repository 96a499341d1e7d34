"""How pages open: what to read first, how long it takes, and what to take away, linked to headings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support
import yaml
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.utils import new_document
from subcases import for_each
from support import soup as built

from reviewhelpers.content.book import Book
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.sphinxext import notebook_export, page_nodes, prerequisites

TOC = yaml.safe_load((data.ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [page["file"] for part in TOC["parts"] for page in part["chapters"]]
# These list what others print, or are for looking up; what is in learn/ tells its own times.
LOOKED_UP = {page["file"] for page in TOC["parts"][-1]["chapters"]}
TEACHING = [
    page
    for page in PAGES
    if page not in LOOKED_UP
    and not page.startswith("chapters/learn/")
    and not page.endswith(("/printed", "/exercises"))
]
FIRST = {"chapters/basics/co2", "chapters/basics/electrons", "chapters/basics/measurement"}
"""Pages that ask for no other."""

TIME = re.compile(r"About (\d+) minutes?$")


def items(page: BeautifulSoup) -> list[Tag]:
    """What a page says is to be taken away."""
    title = page.select_one("article h2.take-away-title")
    below = title.find_next_sibling() if title else None
    return below.find_all("li", recursive=False) if below and below.name == "ul" else []


@for_each("name", TEACHING)
def test_what_to_take_away_leads_to_headings_of_the_page(site: support.Site, name: str) -> None:
    page = built(site.html / f"{name}.html")
    found = items(page)
    assert 2 <= len(found) <= 4
    sections = page.select("article > section > section[id]")
    headings = {
        str(place["id"]) for section in sections for place in [section, *section.select(":scope > [id]")]
    }
    for item in found:
        led = {str(link["href"]).partition("#")[2] for link in item.select("a[href^='#']")}
        assert led & headings, item


@for_each("name", TEACHING)
def test_a_page_says_what_to_read_before_and_how_long_it_takes(site: support.Site, name: str) -> None:
    page = built(site.html / f"{name}.html")
    (line,) = page.select("article p.before")
    told = TIME.search(line.get_text())
    assert told
    assert abs(int(told[1]) - counted(site.html / f"{name}.html")) <= 1
    if name in FIRST:
        assert not line.select("a")
    else:
        assert line.get_text().startswith("Read first: ")
        # That they resolve is a check of all links.
        assert line.select("a[href]")


def counted(path: Path) -> float:
    """The time a page takes, from what is seen of it."""
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article")
    assert article is not None
    pictures = len(article.select("figure, section > table, section > .table-wrapper, section > div > table"))
    # Signs beside headings, fields for answers, and names and years of works are no words to read.
    drawn = "figure, table, pre, script, .headerlink, .before, .changed, .files, .explorer, .bibtex-citation"
    for shown in article.select(f"{drawn}, details, form"):
        shown.decompose()
    # The signs of a formula are read together.
    for formula in article.select("math"):
        formula.string = formula.get_text("")
    return len(article.get_text(" ").split()) / 200 + pictures / 2


def test_the_time_grows_with_words_and_pictures() -> None:
    page = new_document("page")
    page += nodes.paragraph("", "word " * 400)
    assert prerequisites.minutes(page) == 2
    page += nodes.figure("", nodes.caption("", "word " * 400))
    page += page_nodes.TableFigure("", page_nodes.DataTable("", nodes.paragraph("", "word " * 400)))
    assert prerequisites.minutes(page) == 3
    page += nodes.literal_block("", "word " * 400)
    # What a cell shows, once more as plain text.
    plain = nodes.paragraph("", "word " * 400), nodes.table("", nodes.paragraph("", "word " * 400))
    page += nodes.container("", *plain, classes=["cell_output"])
    assert prerequisites.minutes(page) == 3
    assert prerequisites.minutes(new_document("empty")) == 1


@for_each("name", ["chapters/norr/vacancies", "chapters/norr/outlook"])
def test_the_first_words_of_a_page_describe_it(site: support.Site, name: str) -> None:
    """Its question and the reason where it opens with a drawing, else what to take away."""
    page = built(site.html / f"{name}.html")
    described = str(page.select_one("meta[name=description]")["content"])
    texts = page.select("article section > p:not(.before, .cite, .changed), article section > ul > li")
    first = next(text.get_text() for text in texts if len(text.get_text().split()) > 6)
    assert described[:40] == " ".join(first.split())[:40]
    previews = (site.html / f"previews/{name}.js").read_text(encoding="utf-8")
    assert f'"text":"{described[:20]}' in previews


def test_a_notebook_to_take_away_names_what_to_read_first() -> None:
    text = "# A\n\n:::{before}\none\ntwo\n:::\n\nA {term}`current <current density>` and {term}`yield`."
    titles = {"one": "One", "two": "Two"}
    context = notebook_export.Context(Book(), bibliography.REFERENCES, titles)
    assert notebook_export.plain(text, context) == "# A\n\nRead first: *One*; *Two*.\n\nA current and yield."


@pytest.mark.slow
def test_faults_stop_the_build(project: support.Project) -> None:
    for path in (project.root / "chapters").rglob("*.*"):
        path.unlink()
    chapters = project.root / "chapters"
    title = f"**{prerequisites.TITLE}.**"
    section = "(there)=\n## There\n\nText.\n"
    pages = {
        "index": f"(home)=\n# Home\n\n{title}\n\n- [One](there).\n- Two.\n\n{section}",
        "none": f"(none)=\n# None\n\n{title}\nOne. Two.\n",
        "few": f"(few)=\n# Few\n\n{title}\n\n- [Elsewhere](there).\n",
        "one": "(one)=\n# One\n\n:::{before}\ntwo\nmissing\n:::\n\nText on {term}`cats`.\n",
        "two": "(two)=\n# Two\n\n:::{before}\nthree\n:::\n\nText.\n",
        "three": "(three)=\n# Three\n\n:::{before}\none\n:::\n\n:::{glossary}\ndog\n  A.\n\ndog\n  B.\n:::\n",
    }
    for name, text in pages.items():
        (chapters / f"{name}.md").write_text(text, encoding="utf-8")
    files = "".join(f"  - file: chapters/{name}\n" for name in list(pages)[1:])
    toc = f"format: jb-book\nroot: chapters/index\nchapters:\n{files}"
    (project.root / "_toc.yml").write_text(toc, encoding="utf-8")
    done = project.make("book")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    for told in (
        "found no link to a heading of this page in 'Two.'",
        "found no link to a heading of this page in 'Elsewhere.'",
        "found pages that ask for each other to be read first: ",
        "undefined label: 'missing'",
        "term not in glossary: 'cats'",
        "duplicate term description of dog",
    ):
        assert told in said, told
    assert said.count("found no list of 2 to 4 items to take away") == 2
    assert "'One.'" not in said
