"""The parts of the book that can be cited: pages, sections, figures, tables, exercises, read without Sphinx.

Sphinx makes the same numbers and titles, but only after minutes of building; a test compares the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from reviewhelpers._core import registry
from reviewhelpers._core.paths import ROOT
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.citing.page_reader import PageReader
from reviewhelpers.citing.parts import OutlineError as OutlineError
from reviewhelpers.citing.parts import Part as Part
from reviewhelpers.citing.parts import fail
from reviewhelpers.citing.parts import plain as plain
from reviewhelpers.markup import notebook_form

TOC = "_toc.yml"
SUFFIXES = (".ipynb", ".md")


@dataclass(frozen=True)
class Outline:
    """All parts of the book, and all link targets.

    Parameters
    ----------
    parts : dict of str to Part
        By label, in reading order.
    anchors : dict of str to str
        Page and anchor, joined by ``#``, of every label: of parts, equations and paragraphs.
    """

    parts: dict[str, Part]
    anchors: dict[str, str]

    def get(self, label: str) -> Part:
        """The part under a label.

        Raises
        ------
        UnknownId
            When there is none; the message lists similar labels.
        """
        if label not in self.parts:
            raise UnknownId("label", label, self.parts)
        return self.parts[label]

    def of_page(self, page: str) -> list[Part]:
        """The parts of a page in reading order, the page itself first; none if there is no such page."""
        return [part for part in self.parts.values() if part.page == page]

    def pages(self) -> list[Part]:
        """The pages in reading order."""
        return [part for part in self.parts.values() if part.kind == "page"]

    def address(self, label: str) -> str:
        """The address of any label, relative to the root of the site.

        Raises
        ------
        UnknownId
            When there is no such label; the message lists similar ones.
        """
        if label in self.parts:
            return self.parts[label].address
        if label not in self.anchors:
            raise UnknownId("label", label, self.anchors)
        page, _, anchor = self.anchors[label].partition("#")
        return f"{page}.html#{anchor}"


def titles(root: Path = ROOT) -> dict[str, str]:
    """The titles of the figures and tables of the book in a folder, by id, in MyST."""
    package = root / "src" / "reviewhelpers"
    # Pages alone show what the installed code makes.
    return registry.read_titles(package if package.is_dir() else Path(registry.__file__).parents[1])


def read(root: Path = ROOT, known_titles: Mapping[str, str] | None = None) -> Outline:
    """The parts of the book in a folder.

    Parameters
    ----------
    root : Path
        The folder.
    known_titles : mapping, optional
        Titles of figures and tables by id; without it those of :func:`titles`.

    Raises
    ------
    OutlineError
        When a file is missing or cannot be read, a page has no title, a label is defined twice, or a cell has no
        stored output; the message names the file.

    Examples
    --------
    >>> part = read().get("co2rr-compare-turnover")
    >>> part.kind, part.address
    ('section', 'chapters/co2rr/compare.html#co2rr-compare-turnover')
    """
    parts: dict[str, Part] = {}
    anchors: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    if known_titles is None:
        known_titles = titles(root)
    for page, caption, number in _toc(root):
        name = file_of(root, page).relative_to(root).as_posix()
        reader = PageReader(name, known_titles)
        for cell in _cells(root, page):
            reader.read_cell(cell)
        for label, anchor in reader.anchors.items():
            if label in anchors:
                fail(name, f"the label {label!r} of {anchors[label].partition('#')[0]} again", "a label once")
            anchors[label] = f"{page}#{anchor}"
        for part in reader.parts(Part(reader.title.label, "page", "", number, page, "", "", part=caption)):
            if part.kind in ("figure", "table", "exercise"):
                counts[number, part.kind] += 1
                own = str(counts[number, part.kind])
                part = replace(part, number=f"{number}.{own}" if number else own)
            parts[part.label] = part
    return Outline(parts, anchors)


def file_of(root: Path, page: str) -> Path:
    """The file of a page.

    Parameters
    ----------
    root : Path
        Folder of the project.
    page : str
        As ``_toc.yml`` names it, such as ``chapters/co2rr/compare``.

    Raises
    ------
    OutlineError
        When there is none.
    """
    for suffix in SUFFIXES:
        if (path := root / f"{page}{suffix}").is_file():
            return path
    fail(TOC, f"{page}, which is no file", f"a file {page}.ipynb or {page}.md")


def _toc(root: Path) -> Iterator[tuple[str, str, str]]:
    """Each page with the caption of its group and its number, in reading order."""
    try:
        toc = yaml.safe_load((root / TOC).read_text(encoding="utf-8"))
    except OSError as error:
        fail(TOC, error.strerror or str(error), "a readable file")
    except (ValueError, yaml.YAMLError) as error:
        fail(TOC, f"what is no YAML ({' '.join(str(error).split())})", "a table of contents")
    if not isinstance(toc, dict) or not {"root"} <= toc.keys() <= {"format", "root", "parts", "chapters"}:
        fail(TOC, "other fields", "root, and parts or chapters")
    yield toc["root"], "", ""
    number = 0
    for group in toc.get("parts") or [{"chapters": toc.get("chapters") or []}]:
        if not isinstance(group, dict) or not isinstance(group.get("chapters"), list):
            fail(TOC, f"a part {group!r}", "a caption, numbered and a list of chapters")
        numbered = group.get("numbered")
        if numbered is True or numbered not in (None, 1):
            fail(TOC, f"numbered: {numbered}", "1, so that pages are numbered and sections are not")
        for chapter in group["chapters"]:
            if not isinstance(chapter, dict) or chapter.keys() != {"file"}:
                found = f"a chapter with {', '.join(chapter)}" if isinstance(chapter, dict) else repr(chapter)
                fail(TOC, found, "a chapter with file alone")
            number += numbered is not None
            yield chapter["file"], group.get("caption", ""), str(number) if numbered else ""


def _cells(root: Path, page: str) -> list[dict[str, Any]]:
    """The cells of a page; a Markdown page is a single cell."""
    path = file_of(root, page)
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            return [{"cell_type": "markdown", "source": text}]
    except ValueError as error:
        fail(name, f"what cannot be read ({type(error).__name__}: {error})", "a notebook or UTF-8 text")
    notebook, problems = notebook_form.read(text)
    if problems:
        raise OutlineError(problems[0].fault(name))
    found: list[dict[str, Any]] = notebook["cells"]
    return found
