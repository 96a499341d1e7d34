from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import support
from bs4 import BeautifulSoup, Tag

from reviewhelpers import figures, tables
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing import outline
from reviewhelpers.citing.outline import Outline, OutlineError, Part

Cell = dict[str, Any]


def markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "source": text.splitlines(keepends=True)}


def showing(id: str, stored: bool = True) -> Cell:
    kind, size = ("figure", "4 points") if id.startswith("fig-") else ("table", "1 rows × 1 columns")
    line = f"{id}: {size}, sha256 {'0' * 12}"
    output = {"output_type": "execute_result", "data": {"text/plain": line}}
    source = f'from reviewhelpers import {kind}s\n\n{kind}s.show("{id}")'
    return {
        "cell_type": "code",
        "source": source.splitlines(keepends=True),
        "outputs": [output] if stored else [],
    }


TOC = """\
format: jb-book
root: chapters/index
parts:
  - caption: One
    numbered: 1
    chapters:
      - file: chapters/one
  - caption: Two
    numbered: 1
    chapters:
      - file: chapters/two
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of three pages."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_toc.yml").write_text(TOC, encoding="utf-8")
    (tmp_path / "chapters" / "index.md").write_text("(home)=\n# Home\n", encoding="utf-8")
    write(tmp_path, "one", markdown("(one)=\n# One"))
    write(tmp_path, "two", markdown("(two)=\n# Two"))
    register(tmp_path, **dict.fromkeys(IDS, "A title"))
    return tmp_path


IDS = ("fig_one_a", "fig_one_b", "fig_two_a", "tab_one_a", "tab_one_b")


def register(book: Path, **titles: str) -> None:
    """Have the code of a book make figures and tables of some titles, by id with low lines."""
    package, made = book / "src" / "reviewhelpers", []
    for folder in ("figures", "tables"):
        (package / folder).mkdir(parents=True, exist_ok=True)
    for name, title in titles.items():
        id = name.replace("_", "-")
        if id.startswith("fig-"):
            (package / "figures" / f"{id}.md").write_text(f"# {title}\n", encoding="utf-8")
        else:
            made.append(f'@table("{id}", title={title!r})\ndef {name}():\n    ...\n')
    (package / "tables" / "all.py").write_text("\n".join(made), encoding="utf-8")


def write(book: Path, page: str, *cells: Cell) -> None:
    (book / "chapters" / f"{page}.ipynb").write_text(
        json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}), "utf-8"
    )


def read_text(book: Path, text: str) -> Outline:
    write(book, "one", markdown(text))
    return outline.read(book)


# The book itself


@cache
def article(path: Path) -> Tag:
    found = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find("article")
    assert isinstance(found, Tag)
    return found


def built(site: support.Site, read: Callable[[Tag, Part], Any]) -> dict[str, Any]:
    """What the built pages say of each part."""
    parts = outline.read(site.project.root).parts.values()
    return {part.label: read(article(site.html / f"{part.page}.html"), part) for part in parts}


def heading(article: Tag, part: Part) -> Tag:
    place = article.find(id=part.label)
    assert isinstance(place, Tag), part.label
    inside = place if place.name == "section" else place.find_parent("section")
    found = (inside or place).find(["h1", "h2"])
    assert isinstance(found, Tag), part.label
    return found


def title_and_number(article: Tag, part: Part) -> tuple[str, str]:
    if part.kind in ("figure", "table"):
        place = article.find(id=part.label)
        name, number = place.find(class_="caption-number").text.split()
        assert name == {"figure": "Fig.", "table": "Table"}[part.kind]
        return place.find(class_="caption-text").text, number
    if part.kind == "exercise":
        title = article.find(id=part.label).find(class_="exercise-title")
        number = title.find(class_="caption-number").text
        return title.text.removeprefix(number).removesuffix("#").strip(), number.removeprefix("Exercise ")
    text, section = heading(article, part).text.removesuffix("#"), heading(article, part).find("span")
    return (text.removeprefix(section.text), section.text.rstrip(". ")) if section else (text, "")


def test_titles_and_numbers_are_those_of_the_built_pages(site: support.Site) -> None:
    parts = outline.read(site.project.root).parts
    assert {label: (part.title, part.number) for label, part in parts.items()} == built(
        site, title_and_number
    )


def test_every_heading_figure_and_table_of_the_built_pages_is_a_part(site: support.Site) -> None:
    read = outline.read(site.project.root)
    for page in read.pages():
        there = article(site.html / f"{page.page}.html")
        found = [
            element.name
            for element in there.select("h1, h2:not(.quiet-heading), figcaption > p > .caption-number")
        ]
        names = {"page": "h1", "section": "h2", "exercise": "h2", "figure": "span", "table": "span"}
        assert found == [names[part.kind] for part in read.of_page(page.page)], page.page


def test_every_anchor_stands_on_its_built_page(site: support.Site) -> None:
    for where in outline.read(site.project.root).anchors.values():
        page, _, anchor = where.partition("#")
        assert article(site.html / f"{page}.html").find(id=anchor) is not None, where


def test_works_that_a_section_cites_are_those_that_it_links_to(site: support.Site) -> None:
    read = outline.read(site.project.root)
    for part in read.parts.values():
        if part.kind == "section":
            section = heading(article(site.html / f"{part.page}.html"), part).find_parent("section")
            # Captions cite as well, and are no text of the section.
            links = [link for link in section.select(".bibtex-citation a") if not link.find_parent("figure")]
            keys = [link["href"].partition("#cite-")[2] for link in links]
            # Within one citation they are sorted.
            assert sorted(part.cites) == sorted(set(keys)), part.label


def test_all_figures_and_tables_are_parts() -> None:
    kinds = {label: part.kind for label, part in outline.read().parts.items()}
    assert [label for label, kind in kinds.items() if kind == "figure"] != []
    assert sorted(label for label, kind in kinds.items() if kind == "figure") == list(figures.ids())
    assert sorted(label for label, kind in kinds.items() if kind == "table") == list(tables.ids())


def test_reading_loads_no_large_library() -> None:
    code = "import sys; from reviewhelpers.citing import outline; outline.read(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"pandas", "numpy", "matplotlib", "sphinx", "docutils"} & set(loaded.split())


# Parts


def test_parts_stand_in_reading_order(book: Path) -> None:
    write(
        book,
        "one",
        markdown("(one)=\n# One\n\nText.\n\n(one-a)=\n## A"),
        showing("fig-one-a"),
        markdown("(one-b)=\n## B"),
        showing("tab-one-b"),
    )
    read = outline.read(book)
    assert list(read.parts) == ["home", "one", "one-a", "fig-one-a", "one-b", "tab-one-b", "two"]
    assert [part.label for part in read.of_page("chapters/one")] == list(read.parts)[1:6]
    assert [part.label for part in read.pages()] == ["home", "one", "two"]
    assert read.of_page("genindex") == read.of_page("chapters") == []


def test_part_tells_where_it_stands(book: Path) -> None:
    write(book, "two", markdown("(two)=\n# Two\n\n(two-a)=\n## A"), showing("fig-two-a"))
    register(book, fig_two_a="Of *CO₂*")
    assert outline.read(book).get("fig-two-a") == Part(
        label="fig-two-a",
        kind="figure",
        title="Of CO₂",
        number="2.1",
        page="chapters/two",
        address="chapters/two.html#fig-two-a",
        parent="two",
        section="two-a",
        part="Two",
    )


def test_figures_and_tables_are_counted_apart_on_each_page(book: Path) -> None:
    ids = ["fig-one-a", "tab-one-a", "fig-one-b"]
    write(book, "one", markdown("(one)=\n# One"), *map(showing, ids))
    write(book, "two", markdown("(two)=\n# Two"), showing("fig-two-a"))
    read = outline.read(book)
    assert [read.get(id).number for id in [*ids, "fig-two-a"]] == ["1.1", "1.1", "1.2", "2.1"]
    assert [page.number for page in read.pages()] == ["", "1", "2"]


def test_text_of_a_section_ends_at_the_next_heading_of_level_1_or_2(book: Path) -> None:
    read = read_text(
        book,
        "(one)=\n# One\n\n{cite:p}`a2020`\n\n(one-a)=\n## A\n\n{cite:t}`b2020, c2020`\n\n### Below\n\n"
        "{cite}`d2020` {cite:t}`b2020` {value}`row-a`\n\n(one-b)=\n## B\n\n{condition}`row-b` {row}`row-c`\n",
    )
    assert read.get("one-a").cites == ("b2020", "c2020", "d2020")
    assert read.get("one-a").rows == ("row-a",)
    assert read.get("one-b").cites == ()
    assert read.get("one-b").rows == ("row-b", "row-c")
    assert read.get("one").cites == ("a2020", "b2020", "c2020", "d2020")
    assert read.get("one").rows == ("row-a", "row-b", "row-c")


def test_section_and_page_tell_what_they_show(book: Path) -> None:
    cells = [showing("fig-one-a"), markdown("(one-a)=\n## A"), showing("tab-one-a")]
    write(book, "one", markdown("(one)=\n# One"), *cells)
    read = outline.read(book)
    assert read.get("one").shows == ("fig-one-a", "tab-one-a")
    assert read.get("one-a").shows == ("tab-one-a",)
    assert read.get("fig-one-a").section == ""


@pytest.mark.parametrize(
    "block",
    [
        "```sh\n# a comment\n## another {cite}`a2020`\n```",
        "````\n```\n# a comment {cite}`a2020`\n````",
        "~~~python\n# a comment {cite}`a2020`\n~~~",
        "```{code-block} python\n# a comment {cite}`a2020`\n```",
        ":::{note}\n```\n# a comment {cite}`a2020`\n```\n:::",
        "% # A heading {cite}`a2020`",
        "Write `` {cite}`a2020` `` to cite.",
    ],
)
def test_code_and_comments_are_no_text(book: Path, block: str) -> None:
    read = read_text(book, f"(one)=\n# One\n\n(one-a)=\n## A\n\n{block}\n\n{{cite}}`b2020`\n")
    assert read.get("one-a").cites == ("b2020",)
    assert [part.label for part in read.of_page("chapters/one")] == ["one", "one-a"]


def test_a_comment_of_html_is_text_as_the_book_shows_it(book: Path) -> None:
    read = read_text(book, "(one)=\n# One\n\n(one-a)=\n## A\n\n<!-- {cite}`a2020` -->\n\n{cite}`b2020`\n")
    assert read.get("one-a").cites == ("a2020", "b2020")


def test_a_box_is_text_of_its_section(book: Path) -> None:
    box = ":::{admonition} After {cite:t}`a2020`\n```{note}\n{cite:t}`b2020`\n```\n:::"
    read = read_text(book, f"(one)=\n# One\n\n(one-a)=\n## A\n\n{box}\n")
    assert read.get("one-a").cites == ("a2020", "b2020")


def test_labels_of_paragraphs_and_equations_are_anchors_and_no_parts(book: Path) -> None:
    read = read_text(book, "(one)=\n# One\n\n(one-said)=\nText.\n\n$$\na = b\n$$ (eq-one)\n")
    assert "one-said" not in read.parts
    assert read.anchors["one-said"] == "chapters/one#one-said"
    assert read.address("one-said") == "chapters/one.html#one-said"
    assert read.address("eq-one") == "chapters/one.html#equation-eq-one"
    assert read.address("one") == "chapters/one.html"


def test_the_nearest_of_several_labels_names_the_section(book: Path) -> None:
    read = read_text(book, "(one)=\n# One\n\n(one-old)=\n(one-new)=\n\n## A\n")
    assert list(read.parts) == ["home", "one", "one-new", "two"]
    assert read.anchors.keys() == {"home", "one", "one-old", "one-new", "two"}


def test_a_heading_without_label_ends_the_section_before_it(book: Path) -> None:
    read = read_text(book, "(one)=\n# One\n\n(one-a)=\n## A\n\n## B\n\n{cite}`a2020`\n")
    assert read.get("one-a").cites == ()
    assert read.get("one").cites == ("a2020",)


def test_chapters_without_parts_have_no_number(book: Path) -> None:
    toc = "format: jb-book\nroot: chapters/index\nchapters:\n  - file: chapters/one\n"
    (book / "_toc.yml").write_text(toc, encoding="utf-8")
    write(book, "one", markdown("(one)=\n# One"), showing("fig-one-a"))
    read = outline.read(book)
    assert (read.get("one").number, read.get("fig-one-a").number, read.get("one").part) == ("", "1", "")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**Bold *and* more** and `a_b`", "Bold and more and a_b"),
        ("snake_case_name and _stressed_", "snake_case_name and stressed"),
        ("[What *it* is](co2rr-compare)", "What it is"),
        ("{ref}`the place <co2rr-compare>` of {sub}`2`", "the place of 2"),
        (r"At $E_{\mathrm{onset}}$", "At Eonset"),
        (r"2 \* 3 \* 4, \$5 and \$6", "2 * 3 * 4, $5 and $6"),
        ("The paper's view &amp; ours", "The paper’s view & ours"),
    ],
)
def test_title_is_what_a_reader_sees(text: str, seen: str) -> None:
    assert outline.plain(text) == seen


# Faults


def test_unknown_label_lists_the_near_ones(book: Path) -> None:
    with pytest.raises(UnknownId, match=r"no label 'hone'; near ones: .*home"):
        outline.read(book).get("hone")
    with pytest.raises(UnknownId, match=r"no label 'hone'; near ones: .*home"):
        outline.read(book).address("hone")


def test_a_cell_that_was_not_run_is_named(book: Path) -> None:
    write(book, "one", markdown("(one)=\n# One"), showing("fig-one-a", stored=False))
    with pytest.raises(
        OutlineError, match=r"chapters/one\.ipynb:-:cell 1: .*fig-one-a.*, expected .*reviewhelpers refresh"
    ):
        outline.read(book)


def test_a_figure_that_no_code_makes_is_named(book: Path) -> None:
    write(book, "one", markdown("(one)=\n# One"), showing("fig-one-c"))
    with pytest.raises(OutlineError, match=r"chapters/one\.ipynb:.*show.'fig-one-c'.*such as fig-one-b"):
        outline.read(book)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# One", r"chapters/one\.ipynb:-:-: found 0 titles"),
        ("(one)=\n# One\n\n(uno)=\n# Uno", "found 2 titles"),
        ("(one)=\n# One\n\n(one-a)=\n## A\n\n(one-a)=\n## B", "found the label 'one-a' twice"),
        ("(two)=\n# One", r"chapters/two\.ipynb:-:-: found the label 'two' of chapters/one again"),
        ("(one)=\n# One\n\n(one_a)=\n## A", "found the label 'one_a', expected small letters"),
    ],
)
def test_fault_of_a_page_names_its_file(book: Path, text: str, message: str) -> None:
    with pytest.raises(OutlineError, match=message):
        read_text(book, text)


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"cells": ['])
def test_broken_notebook_is_named(book: Path, content: str) -> None:
    (book / "chapters" / "one.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(OutlineError, match=r"^chapters/one\.ipynb:1:.*: found .*, expected "):
        outline.read(book)


@pytest.mark.parametrize(
    ("toc", "message"),
    [
        ("root: [", "no YAML"),
        ("- a", "expected root"),
        ("format: jb-book", "expected root"),
        ("root: chapters/index\noptions: {numbered: true}", "expected root, and parts or chapters"),
        (TOC.replace("chapters/two", "chapters/three"), "found chapters/three, which is no file"),
        (TOC.replace("numbered: 1", "numbered: true", 1), "found numbered: True"),
        (TOC + "        sections: [{file: chapters/one}]\n", "found a chapter with file, sections"),
    ],
)
def test_fault_of_the_table_of_contents_is_told(book: Path, toc: str, message: str) -> None:
    (book / "_toc.yml").write_text(toc, encoding="utf-8")
    with pytest.raises(OutlineError, match=rf"^_toc\.yml.*{re.escape(message)}"):
        outline.read(book)


def test_missing_table_of_contents_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutlineError, match=r"^_toc\.yml.*expected a readable file"):
        outline.read(tmp_path)
