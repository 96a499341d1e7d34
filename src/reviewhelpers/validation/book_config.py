"""Checks of ``_toc.yml`` and ``_config.yml``, with line and key of each fault.

Jupyter Book ignores keys that it does not know, so that a mistyped key would change the book without a message.
"""

from __future__ import annotations

import difflib
import fnmatch
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from reviewhelpers._core.errors import Fault
from reviewhelpers.citing.outline import SUFFIXES, TOC
from reviewhelpers.validation import yaml_files

CONFIG = "_config.yml"

# A quote or bracket in a caption is YAML syntax that was mistyped and read as text.
_CAPTION = re.compile(r"[^\"'{}\[\]\s][^\"{}\[\]]*")

Lines = Mapping[tuple[Any, ...], int]
Test = Callable[[Any, Path], str]
"""From a value what is expected in its place; empty where the value is right."""


def toc_faults(root: Path) -> list[Fault]:
    """Faults of the table of contents: its form, files that are not there, pages that it leaves out."""
    toc, lines, faults = yaml_files.mapping(root / TOC, TOC)
    if faults:
        return faults
    faults += _unknown(toc, ("format", "root", "parts", "chapters"), (), lines, TOC)
    if toc.get("format") != "jb-book":
        faults.append(_fault(TOC, lines, ("format",), toc.get("format"), "jb-book"))
    pages: list[tuple[tuple[Any, ...], Any]] = [(("root",), toc.get("root"))]
    if ("parts" in toc) == ("chapters" in toc):
        faults.append(Fault(TOC, 1, "parts", "none, or both", "parts or chapters"))
    captions: set[str] = set()
    for group, place in _groups(toc, lines, faults):
        if place:
            faults += _unknown(group, ("caption", "numbered", "chapters"), place, lines, TOC)
            caption = group.get("caption")
            if not isinstance(caption, str) or not _CAPTION.fullmatch(caption) or caption in captions:
                expected = "a caption that no other part has"
                faults.append(_fault(TOC, lines, (*place, "caption"), caption, expected))
            else:
                captions.add(caption)
            if group.get("numbered") is True or group.get("numbered") != 1:
                faults.append(
                    _fault(
                        TOC, lines, (*place, "numbered"), group.get("numbered"), "1: pages alone have numbers"
                    )
                )
        chapters = group.get("chapters")
        if not isinstance(chapters, list) or not chapters:
            faults.append(_fault(TOC, lines, (*place, "chapters"), chapters, "a list of files"))
            continue
        for position, chapter in enumerate(chapters):
            at = (*place, "chapters", position)
            if not isinstance(chapter, dict) or chapter.keys() != {"file"}:
                faults.append(_fault(TOC, lines, at, chapter, "file and a page"))
            else:
                pages.append(((*at, "file"), chapter["file"]))
    return faults + list(_pages(root, pages, lines))


def _groups(toc: dict[str, Any], lines: Lines, faults: list[Fault]) -> Iterator[tuple[dict[str, Any], Any]]:
    if "parts" not in toc:
        yield toc, ()
        return
    if not isinstance(toc["parts"], list) or not toc["parts"]:
        faults.append(_fault(TOC, lines, ("parts",), toc["parts"], "a list of parts"))
        return
    for position, group in enumerate(toc["parts"]):
        if isinstance(group, dict):
            yield group, ("parts", position)
        else:
            faults.append(_fault(TOC, lines, ("parts", position), group, "caption, numbered and chapters"))


def _pages(root: Path, pages: list[tuple[tuple[Any, ...], Any]], lines: Lines) -> Iterator[Fault]:
    seen: set[str] = set()
    there = {
        path.relative_to(root).with_suffix("").as_posix()
        for suffix in SUFFIXES
        for path in (root / "chapters").rglob(f"*{suffix}")
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    for place, page in pages:
        if not isinstance(page, str) or page not in there:
            near = difflib.get_close_matches(str(page), there, n=1)
            hint = f", such as {near[0]}" if near else ""
            yield _fault(TOC, lines, place, page, f"a page below chapters, without its ending{hint}")
        elif page in seen:
            yield _fault(TOC, lines, place, page, "each page once")
        if isinstance(page, str):
            seen.add(page)
    for page in sorted(there - seen):
        # It belongs among the pages of its folder, or else at the end.
        folder = page.rpartition("/")[0]
        neighbours = [place for place, other in pages if str(other).rpartition("/")[0] == folder]
        last = neighbours[-1] if neighbours else pages[-1][0]
        yield Fault(TOC, lines.get(last), "file", f"no {page}", "every page below chapters")


def config_faults(root: Path) -> list[Fault]:
    """Faults of the configuration: unknown keys, and missing or wrong values of those that the book needs."""
    config, lines, faults = yaml_files.mapping(root / CONFIG, CONFIG)
    if faults:
        return faults
    return sorted(
        set(_of_mapping(config, _EXPECTED, (), lines, root)),
        key=lambda fault: (fault.row or 0, fault.column or ""),
    )


def _of_mapping(
    found: Any, expected: Mapping[str, Any], place: tuple[Any, ...], lines: Lines, root: Path
) -> Iterator[Fault]:
    if not isinstance(found, dict):
        yield _fault(CONFIG, lines, place, found, f"keys {', '.join(expected)}")
        return
    yield from _unknown(found, expected, place, lines, CONFIG)
    for key, test in expected.items():
        at = (*place, key)
        if key not in found:
            yield _fault(CONFIG, lines, at, None, f"the key {key}")
        elif isinstance(test, dict):
            yield from _of_mapping(found[key], test, at, lines, root)
        elif wanted := test(found[key], root):
            odd = _further_extensions(found[key]) if test is _extensions else []
            item = (*at, found[key].index(odd[0])) if odd else at
            yield _fault(CONFIG, lines, item, odd[0] if odd else found[key], wanted)


def _unknown(
    found: Mapping[str, Any], known: Iterable[str], place: tuple[Any, ...], lines: Lines, name: str
) -> Iterator[Fault]:
    for key in found:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = f", such as {near[0]}" if near else f": {', '.join(known)}"
            yield Fault(
                name, lines.get((*place, key)), str(key), "a key that nobody reads", f"a known key{hint}"
            )


def _fault(name: str, lines: Lines, place: tuple[Any, ...], found: Any, expected: str) -> Fault:
    column = next((part for part in reversed(place) if isinstance(part, str)), None)
    at = place
    while at and at not in lines:
        at = at[:-1]
    return Fault(name, lines.get(at), column, "nothing" if found is None else repr(found), expected)


# What each value must be


def _exactly(wanted: Any) -> Test:
    return lambda found, root: "" if found == wanted and type(found) is type(wanted) else repr(wanted)


def _matches(pattern: str, words: str) -> Test:
    return lambda found, root: "" if isinstance(found, str) and re.fullmatch(pattern, found) else words


def _title(found: Any, root: Path) -> str:
    try:
        title = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))["title"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return ""  # The check of the release reports faults of that file.
    wanted = str(title).partition(":")[0]
    return "" if found == wanted else f"{wanted!r}, the title of CITATION.cff"


def _authors(found: Any, root: Path) -> str:
    return "" if isinstance(found, str) and found.startswith("The ") and len(found) > 8 else "the authors"


def _bibliographies(found: Any, root: Path) -> str:
    if not isinstance(found, list) or not found:
        return "a list of files"
    missing = [name for name in found if not isinstance(name, str) or not (root / name).is_file()]
    return f"files that are there, not {missing[0]!r}" if missing else ""


def _extensions(found: Any, root: Path) -> str:
    if not isinstance(found, list) or len(set(map(str, found))) != len(found):
        return "a list of modules, each once"
    for name in _NEEDED:
        if name not in found:
            return f"{name} among them"
    for name in found:
        try:
            there = isinstance(name, str) and importlib.util.find_spec(name.partition(".")[0]) is not None
        except (ImportError, ValueError):
            there = False
        if not there and (not isinstance(name, str) or name not in _NEEDED):
            return f"modules that are there, not {name!r}"
    return ""


def _further_extensions(found: Any) -> list[Any]:
    """What a list of extensions has beside those that the book needs."""
    return [item for item in found if item not in _NEEDED] if isinstance(found, list) else []


def _patterns_of_pages(found: Any, root: Path) -> str:
    if not isinstance(found, list):
        return "a list of patterns of pages"
    # Each table of the data has a page of its own beside those that are written.
    files = [*(root / "chapters").rglob("*.*"), *(root / "data").glob("*.csv")]
    pages = [path.relative_to(root).with_suffix("").as_posix() for path in files]
    unmet = [each for each in found if not any(fnmatch.fnmatchcase(page, str(each)) for page in pages)]
    return f"patterns that name a page, not {unmet[0]!r}" if unmet else ""


def _holds(*needed: str) -> Test:
    def test(found: Any, root: Path) -> str:
        missing = [name for name in needed if not isinstance(found, list) or name not in found]
        return f"{', '.join(missing)} among them" if missing else ""

    return test


_NEEDED = (
    *("myst_nb", "jupyter_book", "sphinx_external_toc", "sphinxcontrib.bibtex", "sphinx_multitoc_numbering"),
    "reviewhelpers.sphinxext",
)
_EXPECTED: dict[str, Any] = {
    "title": _title,
    "author": _authors,
    "copyright": _matches(r"20\d\d(–20\d\d)?", "a year, in quotes"),
    "only_build_toc_files": _exactly(True),
    "exclude_patterns": _holds("_build", "tests", "docs", "data/**", "src/**"),
    "execute": {"execute_notebooks": _exactly("off")},
    "parse": {"myst_enable_extensions": _holds("colon_fence", "deflist", "dollarmath")},
    "latex": {"use_jupyterbook_latex": _exactly(False)},
    "bibtex_bibfiles": _bibliographies,
    "sphinx": {
        "config": {
            "html_theme": _exactly("reviewhelpers"),
            "html_theme_options": {
                "subtitle": _matches(r"(?s).{20,}", "a sentence"),
                "licence": _matches(r"CC BY 4\.0", "CC BY 4.0, as LICENSE-CONTENT.md has it"),
                "licence_url": _matches(
                    r"https://creativecommons\.org/licenses/by/4\.0/", "the address of CC BY 4.0"
                ),
                "cite": _exactly("use-citing"),
            },
            "html_permalinks_icon": _exactly("#"),
            "extensions": _extensions,
            "companion_content": _exactly("reviewhelpers.content.book:Book"),
            "language": _exactly("en"),
            "nb_ipywidgets_js": _exactly({}),
            "bibtex_cite_id": _exactly("cite-{key}"),
            "html_math_renderer": _exactly("mathml"),
            "bibtex_default_style": _exactly("as-known"),
            "bibtex_reference_style": _exactly("author_year"),
            "search_later": _patterns_of_pages,
        }
    },
}
