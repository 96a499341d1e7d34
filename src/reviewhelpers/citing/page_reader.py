"""The parts of one page, read from its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reviewhelpers._core import notebook_output, registry
from reviewhelpers._core.artifacts import is_figure
from reviewhelpers.citing.parts import Part, fail, plain
from reviewhelpers.markup import myst

# Only a label of this form is its own anchor: Sphinx replaces all other characters by hyphens.
_LABEL_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Directives whose label is an anchor: exercises, which can be cited, and questions, which can be linked to.
_LABELLED_DIRECTIVES = ("exercise", "check")
_ROW_ROLES = ("value", "condition", "row")


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


class PageReader:
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
            fail(self.file, f"{len(titles)} titles with labels", "one heading of level 1 below its (label)=")
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
            fail(self.file, f"`show({id!r})`", f"the id of a figure or table{near and f', such as {near}'}")
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
            fail(self.file, f"the label {label!r}", "small letters and digits joined by hyphens")
        if label in self.anchors:
            fail(self.file, f"the label {label!r} twice", "a label once")
        self.anchors[label] = anchor
