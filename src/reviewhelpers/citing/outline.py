"""The parts of the book that can be cited: pages, sections, figures, tables, exercises, read without Sphinx.

Sphinx makes the same numbers and titles, but only after minutes of building; a test compares the two.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from reviewhelpers import artifacts, cells, registry, shown
from reviewhelpers.errors import Fault, ReviewHelpersError
from reviewhelpers.paths import ROOT
from reviewhelpers.registry import UnknownId

TOC = "_toc.yml"
SUFFIXES = (".ipynb", ".md")

# An anchor is the label itself only where it has this form: Sphinx makes hyphens of all other characters.
_LABEL_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LABEL = re.compile(r" {0,3}\(([^()\s]+)\)=\s*")
_EQUATION = re.compile(r"\$\$\s*\(([^()\s]+)\)\s*$")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,}|:{3,})(.*)")
# Directives whose label is an anchor; exercises can be cited, questions linked to.
_LABELLED = re.compile(r"\{(exercise|check)\}\s+(.+?)\s*")
_OPTION = re.compile(r":([a-z]+):\s*(.*?)\s*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_ESCAPE = r"\\(?P<escaped>[^\w\s]|_)"
_TICKS = r"(?P<role>\{[\w:+.-]+\})?(?<!`)(?P<ticks>`+)(?!`)(?P<body>.+?)(?<!`)(?P=ticks)(?!`)"
_MATHS = r"\$(?P<maths>[^$]+)\$"
_SPAN = re.compile(f"{_ESCAPE}|{_TICKS}", re.DOTALL)
_SPAN_OF_TITLE = re.compile(f"{_ESCAPE}|{_TICKS}|{_MATHS}")
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\3(?!\w)")

# What stands in these directives is shown as it is; in all others it is read as text.
_VERBATIM = {"{code}", "{code-block}", "{code-cell}", "{math}", "{raw}"}


class OutlineError(ReviewHelpersError):
    """A file of the book from which its parts cannot be read."""

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
        Below the root of the site, such as ``chapters/co2rr/compare.html#co2rr-compare-turnover``.
    parent : str
        Label of the page.
    section : str
        Label of the section that a figure, table or exercise stands in; empty before the first.
    part : str
        Caption of the group of pages in the table of contents; empty for the first page.
    cites : tuple of str
        Keys of the works that the text cites, in order; a page has those of all its text.
    rows : tuple of str
        Ids of the rows of data that the text names, in order.
    shows : tuple of str
        Ids of the figures and tables that stand in it, in order.
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
    """All parts of the book, and all that can be linked to.

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
            When there is none; the message lists the labels most like it.
        """
        if label not in self.parts:
            raise UnknownId("label", label, self.parts)
        return self.parts[label]

    def of_page(self, page: str) -> list[Part]:
        """The parts of a page in reading order, itself first; none where the book has no such page."""
        return [part for part in self.parts.values() if part.page == page]

    def pages(self) -> list[Part]:
        """The pages in reading order."""
        return [part for part in self.parts.values() if part.kind == "page"]

    def address(self, label: str) -> str:
        """Where any label leads, below the root of the site.

        Raises
        ------
        UnknownId
            When there is no such label; the message lists those most like it.
        """
        if label in self.parts:
            return self.parts[label].address
        if label not in self.anchors:
            raise UnknownId("label", label, self.anchors)
        page, _, anchor = self.anchors[label].partition("#")
        return f"{page}.html#{anchor}"


def read(root: Path = ROOT) -> Outline:
    """The parts of the book in a folder.

    Raises
    ------
    OutlineError
        When a file is missing or cannot be read, a page has no title, a label stands twice, or a cell has no
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
    titles = registry.titles(root / "src" / "reviewhelpers")
    for page, caption, number in _toc(root):
        name = file_of(root, page).relative_to(root).as_posix()
        reader = _Reader(name, titles)
        for cell in _cells(root, page):
            reader.take(cell)
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
    """Inline Markdown as a reader sees it, without the marks.

    Examples
    --------
    >>> plain("Iron in *MoS₂*: {ref}`two **defects** <norr-doping>` at $E_0$, `a*b*c`")
    'Iron in MoS₂: two **defects** at E0, a*b*c'
    """
    kept: list[str] = []

    def keep(span: re.Match[str]) -> str:
        kept.append(_seen(span))
        return f"\N{NULL}{len(kept) - 1}\N{NULL}"

    text = _SPAN_OF_TITLE.sub(keep, text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(\w+:[^<>\s]+)>", r"\1", text)
    while (bare := _EMPHASIS.sub(lambda found: found[2] or found[4], text)) != text:
        text = bare
    # Sphinx sets the apostrophe of a typewriter as that of a printer.
    text = re.sub(r"(?<=\w)'", "’", html.unescape(text))
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text).strip()


def _seen(span: re.Match[str]) -> str:
    """What a reader sees of an escaped sign, code, a role or maths."""
    if span["escaped"]:
        return span["escaped"]
    if span["maths"] or span["role"] == "{math}":
        return re.sub(r"\\[a-zA-Z]+\s*|[{}_^\\]", "", span["maths"] or span["body"])
    if span["role"]:
        return re.sub(r"\s*<[^<>]*>$", "", span["body"])
    return span["body"].strip()


def _fail(file: str, found: str, expected: str) -> NoReturn:
    raise OutlineError(Fault(file, None, None, found, expected))


def _toc(root: Path) -> Iterator[tuple[str, str, str]]:
    """Each page with the caption of its group and its number, in the order of the book."""
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
                told = f"a chapter with {', '.join(chapter)}" if isinstance(chapter, dict) else repr(chapter)
                _fail(TOC, told, "a chapter with file alone")
            number += numbered is not None
            yield chapter["file"], group.get("caption", ""), str(number) if numbered else ""


def _cells(root: Path, page: str) -> list[dict[str, Any]]:
    """The cells of a page; a page of Markdown is one."""
    path = file_of(root, page)
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            return [{"cell_type": "markdown", "source": text}]
    except ValueError as error:
        _fail(name, f"what cannot be read ({type(error).__name__}: {error})", "a notebook or UTF-8 text")
    notebook, problems = cells.read(text)
    if problems:
        raise OutlineError(problems[0].fault(name))
    found: list[dict[str, Any]] = notebook["cells"]
    return found


def _lines(markdown: str) -> Iterator[tuple[str, bool]]:
    """The lines of Markdown that are no code, each with whether it stands in a directive."""
    fences: list[tuple[str, bool]] = []
    for line in _COMMENT.sub("", markdown).splitlines():
        mark, verbatim = fences[-1] if fences else ("", False)
        fence = _FENCE.fullmatch(line)
        info = fence[2].split() if fence else []
        if fence and mark and fence[1].startswith(mark) and not info:
            fences.pop()
        elif verbatim:
            continue
        elif fence:
            fences.append((fence[1], not info or not info[0].startswith("{") or info[0] in _VERBATIM))
            # The title of a box is text as well.
            yield fence[2], True
        elif not line.startswith("%"):
            yield line, bool(fences)


def _named(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the works that a text cites and ids of the rows that it names, each once and in order."""
    cites: list[str] = []
    rows: list[str] = []
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines)):
        for span in _SPAN.finditer(paragraph):
            role = (span["role"] or "").strip("{}")
            if role.partition(":")[0] == "cite":
                # Text in braces stands before or after a citation.
                cites += [key.strip() for key in re.sub(r"\{[^}]*\}", "", span["body"]).split(",")]
            elif role in ("value", "condition", "row"):
                rows.append(span["body"])
    return tuple(dict.fromkeys(cites)), tuple(dict.fromkeys(rows))


@dataclass
class _Draft:
    """A part while its page is read."""

    label: str
    kind: str
    title: str
    section: str = ""
    lines: list[str] = field(default_factory=list)
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
        self._exercise: _Draft | None = None
        self._lines: list[str] = []
        self._shows: list[str] = []

    @property
    def title(self) -> _Draft:
        """The title of the page."""
        titles = [draft for draft in self._drafts if draft.kind == "page"]
        if len(titles) != 1:
            _fail(self.file, f"{len(titles)} titles with labels", "one heading of level 1 below its (label)=")
        return titles[0]

    def take(self, cell: dict[str, Any]) -> None:
        """Read one cell."""
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            self._text(source)
        elif id := shown.called(source)[0]:
            self._show(id)

    def parts(self, page: Part) -> Iterator[Part]:
        """The page and its parts, in order."""
        ordered = [self.title, *(draft for draft in self._drafts if draft is not self.title)]
        for draft in ordered:
            whole = draft is self.title
            cites, rows = _named(self._lines if whole else draft.lines)
            yield replace(
                page,
                label=draft.label,
                kind=draft.kind,
                title=draft.title,
                number=page.number if whole else "",
                address=f"{page.page}.html" + ("" if whole else f"#{draft.label}"),
                parent=self.title.label,
                section=draft.section,
                cites=cites,
                rows=rows,
                shows=tuple(self._shows if whole else draft.shows),
            )

    def _text(self, markdown: str) -> None:
        label = opened = title = ""
        # A cell ends the paragraph before it.
        for line, inside in [("", False), *_lines(markdown)]:
            heading = None if inside else _HEADING.fullmatch(line)
            if not inside and (found := _LABEL.fullmatch(line)):
                label = found[1]
                self._anchor(label, label)
                continue
            if inside and (directive := _LABELLED.fullmatch(line)):
                opened, title = directive.groups()
            elif opened and (option := _OPTION.fullmatch(line)):
                if option[1] == "label":
                    self._labelled(opened, option[2], plain(title))
                continue
            else:
                opened = ""
            if not inside:
                self._exercise = None
            if heading and len(heading[1]) <= 2:
                self._head(label, len(heading[1]), plain(heading[2]))
            if equation := _EQUATION.search(line):
                self._anchor(equation[1], f"equation-{equation[1]}")
            if line.strip():
                label = ""
            self._lines.append(line)
            for draft in (self._section, self._exercise):
                if draft:
                    draft.lines.append(line)

    def _head(self, label: str, level: int, title: str) -> None:
        self._section = None
        if label:
            draft = _Draft(label, "page" if level == 1 else "section", title)
            self._drafts.append(draft)
            self._section = draft if level == 2 else None

    def _labelled(self, directive: str, label: str, title: str) -> None:
        self._anchor(label, label)
        if directive == "exercise":
            section = self._section.label if self._section else ""
            self._exercise = _Draft(label, "exercise", title, section)
            self._drafts.append(self._exercise)

    def _show(self, id: str) -> None:
        """Take the figure or table that a cell shows."""
        if id not in self._titles:
            near = ", ".join(registry.near(id, self._titles, 3))
            _fail(self.file, f"`show({id!r})`", f"the id of a figure or table{near and f', such as {near}'}")
        section = self._section.label if self._section else ""
        self._drafts.append(
            _Draft(id, "figure" if artifacts.is_figure(id) else "table", plain(self._titles[id]), section)
        )
        self._anchor(id, id)
        self._shows.append(id)
        if self._section:
            self._section.shows.append(id)

    def _anchor(self, label: str, anchor: str) -> None:
        if not _LABEL_FORM.fullmatch(label):
            _fail(self.file, f"the label {label!r}", "small letters and digits joined by hyphens")
        if label in self.anchors:
            _fail(self.file, f"the label {label!r} twice", "a label once")
        self.anchors[label] = anchor
