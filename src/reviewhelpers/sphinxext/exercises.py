"""Exercises: what sphinx-exercise reads, set in the theme of the book, and the index of them all.

A page writes the directives of sphinx-exercise. The classes of an exercise say what it trains, how hard it is
and how long it takes::

    :::{exercise} A short title
    :label: ex-norr-yield
    :class: skill-convert level-first minutes-10

Its hint and its solution fold out of it without a script. ``{exercise-index} skill`` lists all exercises of
the book by one of the three; what it lists is known only when all pages have been read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_enumerable_node, solution_node

from reviewhelpers._core import notebook_output
from reviewhelpers.sphinxext import cite, gallery, page_nodes
from reviewhelpers.sphinxext import content as book_content
from reviewhelpers.sphinxext.content import content_of

logger = logging.getLogger(__name__)

LEVELS = {"first": "First steps", "middle": "Middle", "project": "Small project"}
MINUTES = {str(number): f"{number} minutes" for number in (5, 10, 15, 20, 30, 45, 60, 90)}
KINDS = ("skill", "level", "minutes")
"""The classes of an exercise begin with these, such as ``skill-read``."""


@dataclass(frozen=True)
class Entry:
    """An exercise as the index lists it; ``facts`` holds its skill, level and minutes by kind."""

    label: str
    title: str
    facts: Mapping[str, str]


class Exercise(nodes.General, nodes.Element):
    """An exercise: title, question, hint and solution."""


class Title(nodes.TextElement):
    """The title of an exercise, with its ``number``, its ``label`` and its ``level`` as a heading."""


class Index(nodes.General, nodes.Element):
    """Where the exercises will stand, grouped by ``kind``."""


class ExerciseIndex(SphinxDirective):
    """All exercises of the book by skill, level or minutes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A place to be filled, or an error where exercises have no such class."""
        kind = self.arguments[0]
        if kind not in KINDS:
            raise self.error(f"found {kind!r}, expected {', '.join(KINDS)}")
        indexes(self.env).add(self.env.docname)
        return [Index(kind=kind)]


# While pages are read ------------------------------------------------------------------------------------


def entries(env: BuildEnvironment) -> dict[str, list[Entry]]:
    """The exercises of each page, in their order."""
    if not hasattr(env, "reviewhelpers_exercises"):
        env.reviewhelpers_exercises = {}  # type: ignore[attr-defined]
    found: dict[str, list[Entry]] = env.reviewhelpers_exercises  # type: ignore[attr-defined]
    return found


def indexes(env: BuildEnvironment) -> set[str]:
    """The pages that hold an index."""
    if not hasattr(env, "reviewhelpers_exercise_indexes"):
        env.reviewhelpers_exercise_indexes = set()  # type: ignore[attr-defined]
    found: set[str] = env.reviewhelpers_exercise_indexes  # type: ignore[attr-defined]
    return found


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop a page that is read anew or gone."""
    entries(env).pop(docname, None)
    indexes(env).discard(docname)


def values_of_kinds(skills: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """What the classes of an exercise can say, by kind, with the words for each value."""
    return dict(zip(KINDS, (skills, LEVELS, MINUTES), strict=True))


def parse_classes(classes: Iterable[str], skills: Collection[str]) -> dict[str, str]:
    """What the classes of an exercise say, by kind.

    Parameters
    ----------
    classes : iterable of str
        The classes.
    skills : collection of str
        The skills that the book knows.

    Raises
    ------
    ValueError
        When a class is none of these, or the three are not each there once.

    Examples
    --------
    >>> parse_classes(["exercise", "skill-read", "level-first", "minutes-5"], ["read"])
    {'skill': 'read', 'level': 'first', 'minutes': '5'}
    >>> parse_classes(["skill-read", "level-first"], ["read"])
    Traceback (most recent call last):
    ValueError: found no minutes-…, expected one of minutes-5, minutes-10, minutes-15, minutes-20, \
minutes-30, minutes-45, minutes-60, minutes-90
    """
    names = [name for name in classes if name != "exercise"]
    chosen = {}
    for kind, values in values_of_kinds(dict.fromkeys(skills, "")).items():
        known = [f"{kind}-{name}" for name in values]
        found = [name for name in names if name.startswith(f"{kind}-")]
        if len(found) != 1 or found[0] not in known:
            raise ValueError(
                f"found {', '.join(found) or f'no {kind}-…'}, expected one of {', '.join(known)}"
            )
        chosen[kind] = found[0].removeprefix(f"{kind}-")
    if other := [name for name in names if name.partition("-")[0] not in KINDS]:
        raise ValueError(f"found {', '.join(other)}, expected skill-…, level-… and minutes-… alone")
    return chosen


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Enter the exercises of a page, and warn of what they lack."""
    docname = app.env.docname
    solved = {node["target_label"] for node in doctree.findall(solution_node)}
    for node in doctree.findall(exercise_enumerable_node):
        title = "".join(child.astext() for child in node[0].children[1:])
        try:
            chosen = parse_classes(node["classes"], content_of(app).skills)
        except ValueError as error:
            logger.warning("exercise %s: %s", node["label"], error, location=node)
            continue
        for missing, present in (
            ("title", title),
            ("hint", _hint(node)),
            ("solution on its page", node["label"] in solved),
        ):
            if not present:
                logger.warning("exercise %s has no %s", node["label"], missing, location=node)
        entries(app.env).setdefault(docname, []).append(Entry(node["label"], title, chosen))


def _hint(exercise: nodes.Element) -> nodes.hint | None:
    """The hint right behind an exercise."""
    following = exercise.next_node(descend=False, siblings=True)
    return following if isinstance(following, nodes.hint) else None


# While pages are written ---------------------------------------------------------------------------------


def outdated_pages(app: Sphinx, env: BuildEnvironment, *args: Any) -> Iterable[str]:
    """Pages to write again because exercises on other pages, which their indexes list, changed."""
    if not indexes(env):
        return []
    listed = {page: [asdict(entry) for entry in items] for page, items in entries(env).items()}
    numbers = {page: found.get("exercise", {}) for page, found in env.toc_fignumbers.items()}
    now = notebook_output.digest(json.dumps([list(gallery.parts(env)), listed, numbers], sort_keys=True))
    before = getattr(env, "reviewhelpers_exercises_listed", "")
    env.reviewhelpers_exercises_listed = now  # type: ignore[attr-defined]
    return sorted(indexes(env)) if now != before else []


def number(env: BuildEnvironment, page: str, label: str) -> str:
    """The number of an exercise, such as ``4.2``."""
    return ".".join(map(str, env.toc_fignumbers.get(page, {}).get("exercise", {}).get(label, ())))


def box_exercises(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put each exercise of a page into one box with its hint and its solution, and fill the indexes."""
    solutions = {node["target_label"]: node for node in doctree.findall(solution_node)}
    listed = {entry.label: entry for entry in entries(app.env).get(docname, [])}
    for node in list(doctree.findall(exercise_enumerable_node)):
        label = node["label"]
        if label not in listed:
            continue  # Warned of above.
        entry = listed[label]
        hint, solution = _hint(node), solutions.get(label)
        own = number(app.env, docname, label)
        box = Exercise(ids=[label])
        box += Title("", entry.title, number=own, label=label, level=_depth(node) + 1)
        content = _content(node)
        # The control that cites it stands at the end of its title's line, as that of a section does.
        controls = [child for child in content if isinstance(child, cite.CiteControl)]
        box += controls
        box += nodes.paragraph("", _line(app, list(entry.facts.items())), classes=["exercise-facts"])
        box += [child for child in content if child not in controls]
        if hint is not None:
            hint.parent.remove(hint)
            box += page_nodes.Dropdown(
                "", *hint.children, word="Hint", of=f"Exercise {own}", classes=["hint"]
            )
        if solution is not None:
            solution.parent.remove(solution)
            box += page_nodes.Dropdown(
                "", *_content(solution), word="Solution", of=f"Exercise {own}", classes=["solution"]
            )
        node.replace_self(box)
    for index in list(doctree.findall(Index)):
        index.replace_self(_list(app, docname, index["kind"]))


def _depth(node: nodes.Node) -> int:
    """How many sections hold a node."""
    return 0 if node is None else isinstance(node, nodes.section) + _depth(node.parent)


def _content(node: nodes.Element) -> list[nodes.Node]:
    """What stands below the title of an exercise or a solution, out of the sections it was put into."""
    items: list[nodes.Node] = []
    for child in node.children[1:]:
        items += _inside(child)
    return items


def _inside(node: nodes.Node) -> list[nodes.Node]:
    # sphinx-exercise wraps contents in sections that all have one id and no title.
    if isinstance(node, nodes.section):
        return [inner for child in node.children for inner in _inside(child)]
    return [node]


def _line(app: Sphinx, chosen: Iterable[tuple[str, str]]) -> str:
    values = values_of_kinds(content_of(app).skills)
    return " · ".join(values[kind][value] for kind, value in chosen)


def _list(app: Sphinx, here: str, kind: str) -> nodes.definition_list:
    """The exercises in groups, each a link to its place with what else is said of it."""
    groups = nodes.definition_list(classes=["exercise-index"])
    parts = [
        (page, part) for part, pages in gallery.parts(app.env) for page in pages if page in entries(app.env)
    ]
    for value, words in values_of_kinds(content_of(app).skills)[kind].items():
        items = nodes.bullet_list()
        for page, part in parts:
            for entry in entries(app.env)[page]:
                if entry.facts[kind] != value:
                    continue
                title = f"Exercise {number(app.env, page, entry.label)} {entry.title}"
                address = f"{app.builder.get_relative_uri(here, page)}#{entry.label}"
                link = nodes.reference("", "", nodes.Text(title), internal=True, refuri=address)
                others = _line(
                    app, ((other, chosen) for other, chosen in entry.facts.items() if other != kind)
                )
                about = nodes.inline("", f" {part} · {others}", classes=["exercise-about"])
                items += nodes.list_item("", nodes.paragraph("", "", link, about))
        if len(items):
            term = nodes.term("", f"{words} ({len(items)})")
            groups += nodes.definition_list_item("", term, nodes.definition("", items))
    return groups


def visit_exercise(self: page_nodes.Translator, node: Exercise) -> None:
    self.body.append(self.starttag(node, "div", CLASS="exercise"))


def visit_title(self: page_nodes.Translator, node: Title) -> None:
    self.body.append(f'<h{node["level"]} class="exercise-title">')
    self.body.append(f'<span class="caption-number">Exercise {node["number"]}</span> ')


def depart_title(self: page_nodes.Translator, node: Title) -> None:
    self.body.append(f'<a class="headerlink" href="#{node["label"]}" title="Link to this exercise">#</a>')
    self.body.append(f"</h{node['level']}>\n")


def visit_fold(self: page_nodes.Translator, node: page_nodes.Dropdown) -> None:
    name = " ".join(["fold", *node["classes"]])
    self.body.append(f'<details class="{name}"><summary>{node["word"]}')
    self.body.append(f'<span class="only-read"> of {escape(node["of"])}</span></summary>\n<div>\n')


def depart_fold(self: page_nodes.Translator, node: page_nodes.Dropdown) -> None:
    self.body.append("</div></details>\n")


def depart_div(self: page_nodes.Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def drop_sheet(app: Sphinx, error: Exception | None) -> None:
    """Take the style sheet of sphinx-exercise out of the site: no page loads it, and it is not valid CSS."""
    if app.builder.format == "html":
        (Path(app.outdir) / "_static" / "exercise.css").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Register sphinx-exercise, and what sets its exercises in this theme."""
    app.setup_extension("sphinx_exercise")
    book_content.setup(app)
    others: Mapping[str, Any] = dict.fromkeys(("latex", "man", "texinfo", "text"), (page_nodes.skip, None))
    app.add_node(Exercise, html=(visit_exercise, depart_div), **others)
    app.add_node(Title, html=(visit_title, depart_title), **others)
    app.add_node(page_nodes.Dropdown, html=(visit_fold, depart_fold), **others)
    app.add_node(Index)
    app.add_directive("exercise-index", ExerciseIndex)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
    # After Sphinx, which numbers exercises at the same event.
    app.connect("env-get-updated", outdated_pages, priority=900)
    app.connect("doctree-resolved", box_exercises)
    # After sphinx-exercise has written it.
    app.connect("build-finished", drop_sheet, priority=900)
