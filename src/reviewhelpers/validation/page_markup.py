"""Broken MyST markup: marks that Sphinx would publish as text.

Sphinx takes a role without its brace or backtick, a formula without its second dollar or a directive without
its name for text and gives no message. The page is parsed here as the book parses it, and marks that are left
over in its text are reported by line.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from reviewhelpers._core import invisible_characters
from reviewhelpers.markup import myst
from reviewhelpers.markup.mathml import Display, tex_to_mathml

Found = tuple[int, str, str, str]
"""Line, what is meant, what was found, what was expected."""

DIRECTIVES = {
    *(
        "before",
        "check",
        "answer",
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
        "opening-picture",
        "figure-again",
        "structures",
        "take-along",
        "exercise-index",
        "cite-files",
        "gallery",
        "shipped",
    ),
    *("bibliography", "changes", "eval-rst", "math", "figure", "image", "table", "list-table", "code-block"),
}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALLOWED_SCHEME = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_RST_DIRECTIVES = ("automodule", "autosummary", "currentmodule", "autofunction", "autoclass", "autodata")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]*")
_RST_LINE = re.compile(
    rf"\s*|\.\. (?:{'|'.join(_RST_DIRECTIVES)})::(?: [A-Za-z_][\w.]*)?\s*|[ \t]+(?::[a-z-]+:|[A-Za-z_][\w.]*)\s*",
    re.ASCII,
)
"""Lines that ask for docstrings: blank ones, a directive, an option or a name of it."""
_ADDRESS_OPTIONS = ("target", "file", "url", "figure")
"""Options whose value is an address."""
_LEFTOVERS = (
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
    """Marks left over in a text, and links that a page may not have.

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
    yield from sorted(set(_of_text(text)))


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
    # A reader of the address may strip white space and decode percent signs, even repeatedly.
    bare = re.sub(r"[\x00-\x20]", "", address)
    if _SCHEME.match(bare):
        return _ALLOWED_SCHEME.match(bare) is not None
    return all(_stays(form, page) for form in (bare, unquote(bare), unquote(unquote(bare))))


def _stays(address: str, page: str) -> bool:
    # Servers look a file up under the whole address or without its query and fragment: both must be safe.
    if _SCHEME.match(address) or "\0" in address:
        return False
    return all(
        _is_within_project(path, page) for path in (address, address.partition("#")[0].partition("?")[0])
    )


def _is_within_project(path: str, page: str) -> bool:
    normal = posixpath.normpath(
        path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    )
    return not any(part == ".." or (part.startswith(".") and part != ".") for part in normal.split("/"))


def named(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind and address of each picture, file and link of a text."""
    yield from sorted(set(_named(myst.read(text))))


def leading_out(text: str, page: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, kind and address of what a text of a page names and may not, and what it may."""
    for line, kind, address in named(text):
        web = re.match(r"[A-Za-z][\w+.-]*:|//", address)
        if not links_within(address, page) or (kind != "link" and (web or not address)):
            of_web = "an address of the web, or " if kind == "link" else ""
            yield line, kind, address, f"{of_web}a file of the project"


def _of_text(text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield from _of_entities(line, number)
    for mark in myst.read(text):
        match mark:
            case myst.Text() if not mark.escaped:
                for pattern, meant, expected in _LEFTOVERS:
                    for found in pattern.finditer(mark.content):
                        yield mark.line, meant, repr(found[0][:60]), expected
            case myst.Role() if mark.name == "math":
                yield from _of_formula(mark.content, mark.line, "inline")
            case myst.Role() if not mark.content.strip():
                yield mark.line, "role", f"{{{mark.name}}} with nothing in it", "what it names"
            case myst.Formula():
                yield from _of_formula(mark.content, mark.line, "block" if mark.is_block else "inline")
            case myst.Settings():
                yield (
                    mark.line,
                    "text",
                    "settings of a page",
                    "a label and a title; what holds for pages stands in _config.yml",
                )
            case myst.Block() if not _LANGUAGE.fullmatch(mark.info):
                yield _unnamed_fence(mark.line, mark.markup + mark.info)
            case myst.Directive():
                yield from _of_directive(mark)
            case _:
                pass
        if isinstance(mark, myst.Block | myst.Directive) and not mark.closed:
            yield mark.line, "text", f"{mark.markup} that nothing closes", "a fence at its end"


def _of_entities(text: str, line: int) -> Iterator[Found]:
    for sign in invisible_characters.find_entities(text):
        yield line, "text", f"the entity {sign[0]!r}", "characters that a reader sees"


def _of_formula(tex: str, line: int, display: Display) -> Iterator[Found]:
    try:
        tex_to_mathml(tex, display)
    except ValueError as error:
        yield line, "formula", str(error), f"a formula, not {tex.strip()[:60]!r}"


def _unnamed_fence(line: int, fence: str) -> Found:
    return line, "directive", repr(fence), "a name in braces such as {hint}, or a language"


def _of_directive(box: myst.Directive) -> Iterator[Found]:
    line = box.line
    if not box.name:
        yield _unnamed_fence(line, box.markup + box.argument)
        return
    if box.name not in DIRECTIVES:
        yield line, "directive", f"the directive {box.name!r}", f"one of {', '.join(sorted(DIRECTIVES))}"
        return
    if box.name == "eval-rst":
        listed = f"a line such as `.. {_RST_DIRECTIVES[0]}:: name`, or an option or a name of it"
        if box.argument:
            yield line, "directive", repr(box.argument[:60]), listed
        for number, text in enumerate(box.body.split("\n"), start=box.first):
            if not _RST_LINE.fullmatch(text):
                yield number, "directive", repr(text.strip()[:60]), listed
        return
    if box.broken:
        yield line, "directive", f"options that cannot be read ({box.broken})", "lines such as `:name: value`"
    for option, value in box.options:
        if option in myst.TEXT_OPTIONS:
            # A value may be spelled in other signs than it has.
            yield from _of_entities(value, line)
    if box.name == "math":
        yield from _of_formula(f"{box.argument}\n{box.body}", box.first, "block")


def _named(marks: Iterable[myst.Element]) -> Iterator[tuple[int, str, str]]:
    for mark in marks:
        match mark:
            case myst.Image():
                yield mark.line, "picture", mark.address
            case myst.Link():
                yield mark.line, "link", mark.address
            case myst.Role() if mark.name == "download":
                yield mark.line, "file", mark.target
            case myst.Directive():
                yield from _named_by(mark)
            case _:
                pass


def _named_by(box: myst.Directive) -> Iterator[tuple[int, str, str]]:
    """What a directive names by its argument and its options; its body is read with the page."""
    if box.name in myst.PICTURE_DIRECTIVES:
        yield box.line, "picture", box.argument
    for option, value in box.options:
        if option in _ADDRESS_OPTIONS:
            yield box.line, "file", value
    # Those that have no options take them for text.
    for text in (box.argument, box.held, *(value for _, value in box.options)):
        for _, kind, address in _named(myst.read_line(text)):
            yield box.line, kind, address
