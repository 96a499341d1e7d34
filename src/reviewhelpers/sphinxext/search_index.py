"""The index of the search: one script, loaded when a reader first searches, that holds all places with their text.

Sphinx's own index knows pages and word stems; it can neither lead to a section nor quote it, and splits formulas. A
script loads from a folder as it does from a server. Ours calls ``searchPlaces`` with

- ``same``, lists of names for one thing;
- ``pages`` in reading order: each its title, its address, whether its places come after others that say the same (1) or
  not (0), and how many places it has;
- ``places``, for each field of :class:`~reviewhelpers.sphinxext.search_places.Place` one text with a line a place; names
  stand between tabs. Like stands beside like, which makes the script a tenth shorter when compressed;
- ``words`` and ``codes``: in texts each of the most frequent words, with the space before it, is one character, the nth
  of ``codes`` for the nth of ``words``. The script is half as long for it, and another tenth shorter when compressed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from reviewhelpers.sphinxext import incremental_files, search_places
from reviewhelpers.sphinxext.content import content_of, references
from reviewhelpers.sphinxext.search_places import Place

INDEX = "searchindex.js"
PLACES_KEY = "search_places"
"""The key in the template context under which a page that is no chapter passes its own places."""
WORD = re.compile(r" [A-Za-z]{2,}")
CODES = range(0x100, 0x800)
"""Characters of two bytes; those that the book uses itself stand for nothing else."""
LATER_LENGTH = 240
"""What is indexed of a text on a page that repeats others, in characters."""
LATER = "search_later"
"""The configuration value with the pages that repeat what others say, as patterns of fnmatch."""


class Index:
    """Collects places while pages are written, and reuses those of pages that are not written again."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, list[list[Any]]]] = {}

    def collect(
        self,
        app: Sphinx,
        docname: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Note title and places of a page."""
        env = app.builder.env
        if doctree is not None:
            numbers = env.toc_fignumbers.get(docname, {})
            own = ".".join(map(str, env.toc_secnumbers.get(docname, {}).get("") or ()))
            found = search_places.places(doctree, numbers, own, references(app))
            self.found[docname] = env.titles[docname].astext(), list(map(packed, found))
        elif PLACES_KEY in context:
            self.found[docname] = context["pagetitle"], list(map(packed, context[PLACES_KEY]))

    def write(self, app: Sphinx) -> None:
        """Write the index of all pages: first those of the chapters, in reading order."""
        record = Path(app.doctreedir) / "reviewhelpers-search.json"
        known = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
        known |= self.found
        record.write_text(json.dumps(known), encoding="utf-8")
        env = app.builder.env
        chapters = dict.fromkeys(_reading_order(env, app.config.root_doc))
        # Pages of the data are made anew by every build.
        order = [name for name in (*chapters, *sorted(self.found.keys() - env.all_docs)) if name in known]
        pages = [
            (known[name][0], app.builder.get_target_uri(name), *self._ranked(app, name, known[name][1]))
            for name in order
        ]
        (Path(app.outdir) / INDEX).write_text(script(content_of(app).synonyms, pages), encoding="utf-8")

    def _ranked(self, app: Sphinx, name: str, places: list[list[Any]]) -> tuple[int, list[list[Any]]]:
        """Whether the places of a page come later, and these, shortened if they do."""
        later = any(fnmatchcase(name, pattern) for pattern in app.config[LATER])
        return int(later), [_shortened(place) for place in places] if later else places


def _shortened(place: list[Any]) -> list[Any]:
    # A row and a helper say one thing.
    if len(place) < 4 or place[0] in ("value", "function") or len(place[3]) <= LATER_LENGTH:
        return place
    return [*place[:3], place[3][:LATER_LENGTH].rpartition(" ")[0], *place[4:]]


def _reading_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    yield page
    for below in env.toctree_includes.get(page, ()):
        yield from _reading_order(env, below)


def packed(place: Place) -> list[Any]:
    """A place as the script holds it.

    Examples
    --------
    >>> packed(Place("term", "term-yield", "yield", "What comes out."))
    ['term', 'term-yield', 'yield', 'What comes out.']
    """
    fields = [list(field) if isinstance(field, tuple) else field for field in astuple(place)]
    while not fields[-1]:
        fields.pop()
    return fields


def script(same: Sequence[Sequence[str]], pages: Sequence[Sequence[Any]]) -> str:
    """The index as a script.

    Examples
    --------
    >>> script([("yield", "output")], [("A", "a.html", 0, [["page", "", "A"]])])
    'searchPlaces({"words":"","codes":"","same":[["yield","output"]],"pages":[["A","a.html",0,1]],\
"places":["page","","A","","",""]})\\n'
    """
    code = _codes("".join(place[3] for page in pages for place in page[3] if len(place) > 3))
    columns = zip(*(_filled(place, code) for page in pages for place in page[3]), strict=True)
    held = {
        "words": "".join(code)[1:],
        "codes": "".join(code.values()),
        "same": same,
        "pages": [(*page[:3], len(page[3])) for page in pages],
        "places": ["\n".join(column) for column in columns],
    }
    return f"searchPlaces({json.dumps(held, ensure_ascii=False, separators=(',', ':'))})\n"


def _codes(text: str) -> dict[str, str]:
    """The characters that stand for words, by the word with the space before it."""
    free = [chr(code) for code in CODES if chr(code) not in text]
    found = Counter(WORD.findall(text))
    # The words that save most; ties in alphabetical order, so that equal pages make equal scripts.
    words = sorted(found, key=lambda word: (-found[word] * (len(word) - 2), word))[: len(free)]
    words = sorted((word for word in words if found[word] > 2), key=lambda word: (-found[word], word))
    return dict(zip(words, free, strict=False))


def _filled(place: Sequence[Any], code: Mapping[str, str]) -> list[str]:
    """The fields of a place as lines."""
    kind, anchor, title, text, number, names = [*place, "", "", ()][:6] if len(place) < 6 else place
    coded = WORD.sub(lambda found: code.get(found[0], found[0]), text)
    return [" ".join(field.splitlines()) for field in (kind, anchor, title, coded, number)] + ["\t".join(names)]


def read(text: str) -> dict[str, Any]:
    """What a script made by :func:`script` holds, with its words spelled out and its places below their pages.

    Examples
    --------
    >>> pages = [("A", "a.html", 0, [["page", "", "A", "the end, the end, the end"]])]
    >>> read(script([], pages))["pages"][0][3]
    [['page', '', 'A', 'the end, the end, the end']]
    """
    held: dict[str, Any] = json.loads(text.partition("(")[2].rpartition(")")[0])
    words = {code: f" {word}" for code, word in zip(held["codes"], held["words"].split(" "), strict=False)}
    lines = zip(*(column.split("\n") for column in held.pop("places")), strict=True)
    for page in held["pages"]:
        places = [next(lines) for _ in range(page[3])]
        page[3] = [
            packed(
                Place(
                    *place[:3],
                    "".join(words.get(letter, letter) for letter in place[3]),
                    place[4],
                    tuple(place[5].split("\t")) if place[5] else (),
                )
            )
            for place in places
        ]
    return held


def disable_sphinx_search(app: Sphinx) -> None:
    """Do not write Sphinx's own index, which no page loads."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the index."""
    index = Index()
    app.add_config_value(LATER, [], "html", (list,))
    app.connect("builder-inited", disable_sphinx_search)
    app.connect("html-page-context", index.collect)
    app.connect(incremental_files.EVENT, index.write)
