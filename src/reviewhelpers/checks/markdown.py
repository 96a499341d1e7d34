"""Marks of a page that were meant to be read and are not: they would stand in the published text as they are.

A role without its brace or backtick, a formula without its second dollar, a box without its name: Sphinx
takes each for text and says nothing. The page is read here as the book reads it, and what is left over in
its text is told by line.
"""

from __future__ import annotations

import functools
import posixpath
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

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
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_OF_PICTURES = ("figure", "image")
_AS_IT_IS = {
    *(
        "before",
        "eval-rst",
        "math",
        "code-block",
        "explorer",
        "part-card",
        "take-along",
        "gallery",
    ),
    *("exercise-index", "cite-files", "shipped", "bibliography", "changes", "image"),
}
"""Those whose body is no text."""
_RST = ("automodule", "autosummary", "currentmodule", "autofunction", "autoclass", "autodata")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]*")
_RST_LINE = re.compile(
    rf"\s*|\.\. (?:{'|'.join(_RST)})::(?: [A-Za-z_][\w.]*)?\s*|[ \t]+(?::[a-z-]+:|[A-Za-z_][\w.]*)\s*",
    re.ASCII,
)
"""The lines that list what docstrings say: blank ones, a directive, an option or a name of it."""
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:-]*)\}(?:\s+(.*))?")
_OF_FILES = ("target", "file", "url", "figure")
"""Options that lead somewhere."""
_OF_TEXT = ("caption", "alt", "title")
"""Options that a reader reads."""
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
    >>> links_within("%2e%2e/%2e%2e/%2e%2e/a", "chapters/use/b"), links_within("?/../../../a", "chapters/b")
    (False, False)
    """
    # What reads an address may take away blanks and what is percent-encoded, once or again.
    bare = re.sub(r"[\x00-\x20]", "", address)
    if _SCHEME.match(bare):
        return _FOLLOWED.match(bare) is not None
    return all(_stays(form, page) for form in (bare, unquote(bare), unquote(unquote(bare))))


def _stays(address: str, page: str) -> bool:
    # A file may be looked for under the whole of it, or under what stands before a question or a fragment.
    if _SCHEME.match(address) or "\0" in address:
        return False
    return all(_is_own(path, page) for path in (address, address.partition("#")[0].partition("?")[0]))


def _is_own(path: str, page: str) -> bool:
    whole = posixpath.normpath(
        path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    )
    return not any(part == ".." or (part.startswith(".") and part != ".") for part in whole.split("/"))


def named(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind and address of each picture, file and link of a text."""
    known: dict[str, Any] = {}
    yield from sorted(set(_named(_parser().parse(text, known), 1, known)))


def leading_out(text: str, page: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, kind and address of what a text of a page names and may not, and what it may."""
    for line, kind, address in named(text):
        web = re.match(r"[A-Za-z][\w+.-]*:|//", address)
        if not links_within(address, page) or (kind != "link" and (web or not address)):
            of_web = "an address of the web, or " if kind == "link" else ""
            yield line, kind, address, f"{of_web}a file of the project"


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


@dataclass(frozen=True)
class _Box:
    """A directive as MyST takes it apart; ``inside`` is the line of its body behind that of its name."""

    name: str
    argument: str
    options: tuple[tuple[str, str], ...]
    body: str
    inside: int
    broken: str = ""


def _box(token: Any) -> _Box | None:
    """The directive that a fence is; None where it is code, or none that can be named."""
    from myst_parser.parsers.options import TokenizeError, options_to_items

    found = _DIRECTIVE.fullmatch(token.info.strip())
    if found is None:
        return None
    name, argument = found[1], (found[2] or "").strip()
    lines = token.content.split("\n")
    if token.content.startswith("---"):
        end = next((at for at, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
        held, begin = textwrap.dedent("\n".join(lines[1:end])), end + 1
    elif token.content.lstrip().startswith(":"):
        first = next(at for at, line in enumerate(lines) if line.strip())
        begin = next(
            (at for at in range(first, len(lines)) if not lines[at].lstrip().startswith(":")), len(lines)
        )
        held = "\n".join(line.lstrip()[1:] for line in lines[first:begin])
    else:
        held, begin = "", 0
    body = "\n".join(lines[begin:])
    try:
        options = tuple(options_to_items(held)[0]) if held else ()
    except TokenizeError as error:
        return _Box(name, argument, (), body, begin + 1, error.problem)
    return _Box(name, argument, options, body, begin + 1)


def _of_fence(token: Any, line: int) -> Iterator[Found]:
    box = _box(token)
    if box is None:
        if token.type == "colon_fence" or not _LANGUAGE.fullmatch(token.info.strip()):
            yield (
                line,
                "directive",
                repr(f"{token.markup}{token.info}"),
                "a name in braces such as {hint}, or a language",
            )
        return
    if box.name not in DIRECTIVES:
        yield line, "directive", f"the directive {box.name!r}", f"one of {', '.join(sorted(DIRECTIVES))}"
        return
    inside = line + box.inside
    if box.name == "eval-rst":
        listed = f"a line such as `.. {_RST[0]}:: name`, or an option or a name of it"
        if box.argument:
            yield line, "directive", repr(box.argument[:60]), listed
        for at, said in enumerate(token.content.split("\n"), start=line + 1):
            if not _RST_LINE.fullmatch(said):
                yield at, "directive", repr(said.strip()[:60]), listed
        return
    if box.broken:
        yield line, "directive", f"options that cannot be read ({box.broken})", "lines such as `:name: value`"
    for option, value in box.options:
        if option in _OF_TEXT:
            yield from _at(line, _of_text(value, line))
    if box.name == "math":
        yield from _of_formula(f"{box.argument}\n{box.body}", inside, "block")
        return
    if box.name not in _AS_IT_IS and box.name not in _OF_PICTURES:
        yield from _of_text(box.argument, line)
    if box.name not in _AS_IT_IS:
        yield from _of_text(box.body, inside)


def _at(line: int, found: Iterator[Found]) -> Iterator[Found]:
    """What was found in a text that is no part of the page as it stands, at the line that gives it."""
    return ((line, *rest) for _, *rest in found)  # type: ignore[misc]


def _named(tokens: Sequence[Any], first: int, known: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        line = first + (token.map[0] if token.map else 0)
        if token.type in ("fence", "colon_fence"):
            if box := _box(token):
                yield from _named_by(box, token.content, line, known)
        elif token.type == "image":
            yield line, "picture", str(token.attrGet("src") or "")
        elif token.type == "link_open":
            yield line, "link", str(token.attrGet("href") or "")
        elif token.type == "myst_role" and token.meta["name"] == "download":
            explicit = re.search(r"<([^<>]*)>\s*$", token.content)
            yield line, "file", (explicit[1] if explicit else token.content).strip()
        if token.children:
            yield from _named(token.children, line, known)


def _named_by(box: _Box, content: str, line: int, known: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """What a directive names by its argument, by its options and in its body."""
    if box.name in _OF_PICTURES:
        yield line, "picture", box.argument
    for option, value in box.options:
        if option in _OF_FILES:
            yield line, "file", value
    for text in (box.argument, *(value for _, value in box.options)):
        # A title is a line of text, a caption may be taken for a text of its own.
        for tokens in (_parser().parse(text, known), _parser().parseInline(text, known)):
            yield from ((line, kind, address) for _, kind, address in _named(tokens, line, known))
    if box.name not in _AS_IT_IS:
        yield from _named(_parser().parse(content, known), line + 1, known)
        yield from _named(_parser().parse(box.body, known), line + box.inside, known)
