"""Marks of a page that were meant to be read and are not: they would stand in the published text as they are.

A role without its brace or backtick, a formula without its second dollar, a box without its name: Sphinx
takes each for text and says nothing. The page is read here as the book reads it, and what is left over in
its text is told by line.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any

from reviewhelpers import hidden
from reviewhelpers.mathml import Display, mathml

Found = tuple[int, str, str, str]
"""Line, what is meant, what was found, what was expected."""

EXTENSIONS = ("colon_fence", "deflist", "dollarmath")
"""Extensions of MyST that ``_config.yml`` turns on."""

DIRECTIVES = {
    *(
        "before",
        "check",
        "exercise",
        "hint",
        "solution",
        "solution-start",
        "solution-end",
        "admonition",
        "glossary",
    ),
    *(
        "note",
        "tip",
        "important",
        "warning",
        "caution",
        "attention",
        "seealso",
        "dropdown",
        "rubric",
        "topic",
    ),
    *(
        "explorer",
        "rst-class",
        "part-card",
        "take-along",
        "exercise-index",
        "cite-files",
        "gallery",
        "shipped",
    ),
    *("bibliography", "changes", "eval-rst", "math", "figure", "image", "table", "list-table", "code-block"),
}
_OF_PICTURES = ("figure", "image")
_AS_IT_IS = {
    *(
        "before",
        "eval-rst",
        "math",
        "code-block",
        "explorer",
        "rst-class",
        "part-card",
        "take-along",
        "gallery",
    ),
    *("exercise-index", "cite-files", "shipped", "bibliography", "changes", "image"),
}
"""Those whose body is no text."""
_RST = ("automodule", "autosummary", "currentmodule", "autofunction", "autoclass", "autodata")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]*")
_OPTIONS = re.compile(r"(?:[ \t]*:[A-Za-z][\w-]*:[^\n]*\n)+|---\n(?:.*\n)*?---\n")
_LEFT = (
    (re.compile(r"`+"), "role or code", "backticks in pairs"),
    (re.compile(r"\{[^\s{}]*\}?|\}"), "role", "a role such as {value}`id`, or \\{ for a brace"),
    (re.compile(r"\$+"), "formula", "a formula between two dollars, or \\$ for a dollar"),
    (re.compile(r":::+"), "directive", "a line of its own that begins or ends a box"),
    (re.compile(r"\]\s?\([^)]*|\]\[[^\]]*|\[\^[^\]]*"), "link", "a link [text](address) to what is there"),
    (re.compile(r"<[A-Za-z/!?][^>]*>?|-->"), "HTML", "Markdown; HTML is shown as text"),
    (
        re.compile(r"^#{1,6}(?=\w)|^\([^()\s]+\)\s*=?$|^\s*\|.*\|\s*$"),
        "heading, label or table",
        "its mark as MyST has it",
    ),
)


def faults(text: str) -> Iterator[Found]:
    """What is left over in a text, or leads where a page may not.

    Parameters
    ----------
    text : str
        The text of a page or of a cell.

    Examples
    --------
    >>> for found in faults("A value {value}ji2023-ms-46` here.\\nAnd $x^{2$ there."):
    ...     print(found[0], found[2])
    1 '{value}'
    1 '`'
    2 1 { and 0 }
    """
    yield from sorted(set(_of_text(text, 1)))


def links_within(address: str, page: str) -> bool:
    """Whether an address that a page names is one of the web or stays within the project.

    Examples
    --------
    >>> links_within("../a.md", "chapters/use/b"), links_within("../../../secret", "chapters/use/b")
    (True, False)
    >>> links_within("javascript:a", "chapters/use/b"), links_within("https://doi.org/x", "chapters/use/b")
    (False, True)
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
        return re.match(r"(?:https?://|mailto:)[^\s]", address, re.IGNORECASE) is not None
    path = address.partition("#")[0].partition("?")[0]
    whole = posixpath.normpath(
        path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    )
    return not any(part == ".." or (part.startswith(".") and part != ".") for part in whole.split("/"))


def named(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind and address of each picture, file and link of a text."""
    yield from sorted(set(_named(_parser().parse(text), 1)))


@functools.cache
def _parser() -> Any:
    # A wheel has no pages and need not carry what reads them.
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    settings = MdParserConfig(enable_extensions=set(EXTENSIONS), disable_syntax=["html_inline", "html_block"])
    parser = create_md_parser(settings, RendererHTML)
    # Escaped signs stay apart from those that were meant to be read.
    parser.disable("text_join")
    # Which schemes a link may have is told here, not passed over in silence.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _of_text(text: str, line: int) -> Iterator[Found]:
    for number, said in enumerate(text.split("\n"), start=line):
        for sign in hidden.entities(said):
            yield number, "text", f"the entity {sign[0]!r}", "characters that a reader sees"
    yield from _of_tokens(_parser().parse(text), line)


def _of_tokens(tokens: Sequence[Any], first: int) -> Iterator[Found]:
    for token in tokens:
        line = first + (token.map[0] if token.map else 0)
        if token.type in ("fence", "colon_fence"):
            yield from _of_fence(token, line)
        elif token.type == "front_matter":
            yield (
                line,
                "text",
                "settings of a page",
                "a label and a title; what holds for pages stands in _config.yml",
            )
        elif token.type.startswith(("math_block", "amsmath")):
            yield from _of_formula(token.content, line, "block")
        elif token.type == "inline":
            yield from _of_inline(token.children or (), line)


def _of_inline(tokens: Sequence[Any], line: int) -> Iterator[Found]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "text":
            for pattern, meant, expected in _LEFT:
                for found in pattern.finditer(token.content):
                    yield line, meant, repr(found[0][:60]), expected
        elif token.type.startswith("math_inline"):
            yield from _of_formula(token.content, line, "inline")
        elif token.type == "myst_role":
            if token.meta["name"] == "math":
                yield from _of_formula(token.content, line, "inline")
            elif not token.content.strip():
                yield line, "role", f"{{{token.meta['name']}}} with nothing in it", "what it names"
        if token.type in ("math_inline", "math_inline_double", "myst_role", "code_inline"):
            line += token.content.count("\n")
        if token.children:
            yield from _of_inline(token.children, line)


def _of_formula(tex: str, line: int, display: Display) -> Iterator[Found]:
    try:
        mathml(tex, display)
    except ValueError as error:
        yield line, "formula", str(error), f"a formula, not {tex.strip()[:60]!r}"


def _of_fence(token: Any, line: int) -> Iterator[Found]:
    info = token.info.strip()
    directive = re.fullmatch(r"\{([A-Za-z][\w:-]*)\}(?:\s+(.*))?", info)
    if directive is None:
        if token.type == "colon_fence" or not _LANGUAGE.fullmatch(info):
            yield (
                line,
                "directive",
                repr(f"{token.markup}{token.info}"),
                "a name in braces such as {hint}, or a language",
            )
        return
    name, argument = directive[1], directive[2] or ""
    if name not in DIRECTIVES:
        yield line, "directive", f"the directive {name!r}", f"one of {', '.join(sorted(DIRECTIVES))}"
        return
    options = _OPTIONS.match(token.content)
    body = token.content[options.end() :] if options else token.content
    inside = line + 1 + (options[0].count("\n") if options else 0)
    if name == "math":
        yield from _of_formula(f"{argument}\n{body}", inside, "block")
    elif name == "eval-rst":
        for at, said in enumerate(body.split("\n")):
            for found in re.findall(r"^\s*\.\.\s+([\w:-]+)::", said):
                if found not in _RST:
                    yield inside + at, "directive", f"the directive {found!r}", f"one of {', '.join(_RST)}"
            if re.search(r"`[^`]*<[^>]*:[^>]*>`_|^\s*\.\.\s+\|", said):
                yield inside + at, "link", repr(said.strip()[:60]), "a directive that reads docstrings"
    else:
        if name not in _AS_IT_IS and name not in _OF_PICTURES:
            yield from _of_text(argument, line)
        if name not in _AS_IT_IS:
            yield from _of_text(body, inside)


def _named(tokens: Sequence[Any], first: int) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        line = first + (token.map[0] if token.map else 0)
        if token.type in ("fence", "colon_fence"):
            found = re.fullmatch(r"\{([A-Za-z][\w:-]*)\}(?:\s+(.*))?", token.info.strip())
            if found and found[1] in _OF_PICTURES:
                yield line, "picture", (found[2] or "").strip()
            for option in re.findall(
                r"^[ \t]*:(?:target|file|url|figure):\s*(\S+)", token.content, re.MULTILINE
            ):
                yield line, "file", option
            if found and found[1] not in _AS_IT_IS:
                yield from _named(_parser().parse(token.content), line + 1)
        elif token.type == "image":
            yield line, "picture", str(token.attrGet("src") or "")
        elif token.type == "link_open":
            yield line, "link", str(token.attrGet("href") or "")
        elif token.type == "myst_role" and token.meta["name"] == "download":
            explicit = re.search(r"<([^<>]*)>\s*$", token.content)
            yield line, "file", (explicit[1] if explicit else token.content).strip()
        if token.children:
            yield from _named(token.children, line)
