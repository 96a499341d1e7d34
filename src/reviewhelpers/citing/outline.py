"""The parts of the book that can be cited: pages, sections, figures, tables, exercises, read without Sphinx.

Sphinx makes the same numbers and titles, but only after minutes of building; a test compares the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from reviewhelpers._core import notebook_output, registry
from reviewhelpers._core.artifacts import is_figure
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers._core.paths import ROOT
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.markup import myst, notebook_form

TOC = "_toc.yml"
SUFFIXES = (".ipynb", ".md")

# Only a label of this form is its own anchor: Sphinx replaces all other characters by hyphens.
_LABEL_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Directives whose label is an anchor: exercises, which can be cited, and questions, which can be linked to.
_LABELLED_DIRECTIVES = ("exercise", "check")
_ROW_ROLES = ("value", "condition", "row")


class OutlineError(ReviewHelpersError):
    """A file of the book whose parts cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Part:
    """A part of the book that can be cited.

    Parameters
    ----------
    label : str
        Label of a page's title, a section's heading or an exercise, or id of a figure or table.
    kind : str
        ``page``, ``section``, ``figure``, ``table`` or ``exercise``.
    title : str
        As a reader sees it, without markup.
    number : str
        Such as ``9`` of a page or ``9.2`` of a figure or an exercise; empty for sections, which have none.
    page : str
        Such as ``chapters/co2rr/compare``.
    address : str
        Relative to the root of the site, such as ``chapters/co2rr/compare.html#co2rr-compare-turnover``.
    parent : str
        Label of the page.
    section : str
        Label of the section of a figure, table or exercise; empty before the first section.
    part : str
        Caption of the group of pages in the table of contents; empty for the first page.
    cites : tuple of str
        Keys of the works that the text cites, in order; a page has those of all its text.
    rows : tuple of str
        Ids of the rows of data that the text names, in order.
    shows : tuple of str
        Ids of the figures and tables in it, in order.
    """

    label: str
    kind: str
    title: str
    number: str
    page: str
    address: str
    parent: str
    section: str = ""
    part: str = ""
    cites: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


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
    >>> part.kind, part.title, part.address
    ('section', 'Turnover', 'chapters/co2rr/compare.html#co2rr-compare-turnover')
    """
    parts: dict[str, Part] = {}
    anchors: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    if known_titles is None:
        known_titles = titles(root)
    for page, caption, number in _toc(root):
        name = file_of(root, page).relative_to(root).as_posix()
        reader = _Reader(name, known_titles)
        for cell in _cells(root, page):
            reader.read_cell(cell)
        for label, anchor in reader.anchors.items():
            if label in anchors:
                _fail(
                    name, f"the label {label!r} of {anchors[label].partition('#')[0]} again", "a label once"
                )
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
    _fail(TOC, f"{page}, which is no file", f"a file {page}.ipynb or {page}.md")


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, without markup.

    Examples
    --------
    >>> plain("Iron in *MoS₂*: {ref}`two **defects** <norr-doping>` at $E_0$, `a*b*c`")
    'Iron in MoS₂: two **defects** at E0, a*b*c'
    """
    words = ""
    for mark in myst.read_line(text):
        if isinstance(mark, myst.Text):
            # Sphinx replaces a straight apostrophe by a typographic one.
            letters = re.sub(r"(?<=\w)'", "’", words[-1:] + mark.content)[len(words[-1:]) :]
            words += mark.content if mark.escaped else letters
        elif isinstance(mark, myst.Formula) or (isinstance(mark, myst.Role) and mark.name == "math"):
            words += re.sub(r"\\[a-zA-Z]+\s*|[{}_^\\]", "", mark.content)
        elif isinstance(mark, myst.Role):
            words += mark.title
        elif isinstance(mark, myst.Code):
            words += mark.content.strip()
    return words.strip()


def _fail(file: str, found: str, expected: str) -> NoReturn:
    raise OutlineError(Fault(file, None, None, found, expected))


def _toc(root: Path) -> Iterator[tuple[str, str, str]]:
    """Each page with the caption of its group and its number, in reading order."""
    try:
        toc = yaml.safe_load((root / TOC).read_text(encoding="utf-8"))
    except OSError as error:
        _fail(TOC, error.strerror or str(error), "a readable file")
    except (ValueError, yaml.YAMLError) as error:
        _fail(TOC, f"what is no YAML ({' '.join(str(error).split())})", "a table of contents")
    if not isinstance(toc, dict) or not {"root"} <= toc.keys() <= {"format", "root", "parts", "chapters"}:
        _fail(TOC, "other fields", "root, and parts or chapters")
    yield toc["root"], "", ""
    number = 0
    for group in toc.get("parts") or [{"chapters": toc.get("chapters") or []}]:
        if not isinstance(group, dict) or not isinstance(group.get("chapters"), list):
            _fail(TOC, f"a part {group!r}", "a caption, numbered and a list of chapters")
        numbered = group.get("numbered")
        if numbered is True or numbered not in (None, 1):
            _fail(TOC, f"numbered: {numbered}", "1, so that pages are numbered and sections are not")
        for chapter in group["chapters"]:
            if not isinstance(chapter, dict) or chapter.keys() != {"file"}:
                found = f"a chapter with {', '.join(chapter)}" if isinstance(chapter, dict) else repr(chapter)
                _fail(TOC, found, "a chapter with file alone")
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
        _fail(name, f"what cannot be read ({type(error).__name__}: {error})", "a notebook or UTF-8 text")
    notebook, problems = notebook_form.read(text)
    if problems:
        raise OutlineError(problems[0].fault(name))
    found: list[dict[str, Any]] = notebook["cells"]
    return found


@dataclass
class _Draft:
    """A part while its page is being read."""

    label: str
    kind: str
    title: str
    section: str = ""
    cites: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)


class _Reader:
    """Reads one page from top to bottom.

    Parameters
    ----------
    file : str
        Name of the page's file, for messages.
    titles : mapping
        Titles of all figures and tables, by id.
    """

    def __init__(self, file: str, titles: Mapping[str, str]) -> None:
        self.file = file
        self._titles = titles
        self.anchors: dict[str, str] = {}
        self._drafts: list[_Draft] = []
        self._section: _Draft | None = None
        self._page_draft = _Draft("", "page", "")

    @property
    def title(self) -> _Draft:
        """The title of the page."""
        titles = [draft for draft in self._drafts if draft.kind == "page"]
        if len(titles) != 1:
            _fail(self.file, f"{len(titles)} titles with labels", "one heading of level 1 below its (label)=")
        return titles[0]

    def read_cell(self, cell: dict[str, Any]) -> None:
        """Read one cell."""
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            self._read_markdown(source)
        elif (id := notebook_output.parse_show_call(source)[0]) and id != notebook_output.PICTURE:
            self._add_artifact(id)

    def parts(self, page: Part) -> Iterator[Part]:
        """The page and its parts, in order."""
        title = self.title
        for draft in [title, *(draft for draft in self._drafts if draft is not title)]:
            is_page = draft is title
            source = self._page_draft if is_page else draft
            yield replace(
                page,
                label=draft.label,
                kind=draft.kind,
                title=draft.title,
                number=page.number if is_page else "",
                address=f"{page.page}.html" + ("" if is_page else f"#{draft.label}"),
                parent=title.label,
                section=draft.section,
                cites=tuple(dict.fromkeys(source.cites)),
                rows=tuple(dict.fromkeys(source.rows)),
                shows=tuple(source.shows),
            )

    def _read_markdown(self, markdown: str) -> None:
        label, exercise, end = "", None, 0
        for mark in myst.read(markdown):
            if mark.start >= end:
                exercise = None
            match mark:
                case myst.Label():
                    self._add_anchor(mark.name, mark.name)
                    label = "" if mark.inside else mark.name
                    continue
                case myst.Heading() if mark.is_section and mark.level <= 2:
                    self._begin_section(label, mark.level, plain(mark.content))
                case myst.Directive() if mark.name in _LABELLED_DIRECTIVES and (own := mark.option("label")):
                    self._add_anchor(own, own)
                    if mark.name == "exercise":
                        exercise, end = self._add_exercise(own, plain(mark.argument)), mark.end
                case myst.Formula() if mark.label:
                    self._add_anchor(mark.label, f"equation-{mark.label}")
                case myst.Role():
                    for draft in filter(None, (self._page_draft, self._section, exercise)):
                        draft.cites += [work.key for work in mark.works]
                        draft.rows += [mark.content.strip()] if mark.name in _ROW_ROLES else []
            label = ""

    def _begin_section(self, label: str, level: int, title: str) -> None:
        self._section = None
        if label:
            draft = _Draft(label, "page" if level == 1 else "section", title)
            self._drafts.append(draft)
            self._section = draft if level == 2 else None

    def _add_exercise(self, label: str, title: str) -> _Draft:
        draft = _Draft(label, "exercise", title, self._section.label if self._section else "")
        self._drafts.append(draft)
        return draft

    def _add_artifact(self, id: str) -> None:
        """Add the figure or table that a cell shows."""
        if id not in self._titles:
            near = ", ".join(registry.close_matches(id, self._titles, 3))
            _fail(self.file, f"`show({id!r})`", f"the id of a figure or table{near and f', such as {near}'}")
        section = self._section.label if self._section else ""
        self._drafts.append(
            _Draft(id, "figure" if is_figure(id) else "table", plain(self._titles[id]), section)
        )
        self._add_anchor(id, id)
        self._page_draft.shows.append(id)
        if self._section:
            self._section.shows.append(id)

    def _add_anchor(self, label: str, anchor: str) -> None:
        if not _LABEL_FORM.fullmatch(label):
            _fail(self.file, f"the label {label!r}", "small letters and digits joined by hyphens")
        if label in self.anchors:
            _fail(self.file, f"the label {label!r} twice", "a label once")
        self.anchors[label] = anchor
