"""Reads a text of MyST, and the directives in it, from top to bottom into elements."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from reviewhelpers.markup.myst.directives import (
    PICTURE_DIRECTIVES,
    TEXT_OPTIONS,
    VERBATIM_DIRECTIVES,
    parse_options,
    split_options,
)
from reviewhelpers.markup.myst.elements import (
    Block,
    Code,
    Comment,
    Definition,
    Directive,
    Element,
    Formula,
    Heading,
    Image,
    Label,
    Link,
    Role,
    Settings,
    Text,
)
from reviewhelpers.markup.myst.positions import (
    Line,
    Locate,
    cell_segments,
    line_segments,
    locator,
    suffix_start,
)
from reviewhelpers.markup.myst.tokenizer import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|$)")
_DEFINITION_INDENT = re.compile(r"^(?:(?P<mark>[ >]*[:~](?:[ \t]+|$))| {1,2})")

_M = TypeVar("_M", bound=Element)


@functools.lru_cache(maxsize=8192)
def read(text: str) -> tuple[Element, ...]:
    """All elements of a text, in order.

    Parameters
    ----------
    text : str
        The text of a page, of a cell or of a directive.

    Examples
    --------
    >>> for role in of_kind(read("A {value}`one`, not `{value}`two`.\\n\\n:::{note}\\n{row}`a`\\n:::"), Role):
    ...     print(role.line, role.name, role.content, role.inside)
    1 value one ()
    4 row a ('note',)
    """
    reader = _Reader()
    reader.read_blocks(text, [(match.start(), match[1]) for match in _LINE.finditer(text)], 1, ())
    return tuple(reader.elements)


@functools.lru_cache(maxsize=8192)
def read_line(text: str) -> tuple[Element, ...]:
    """All elements of a text that is one line or paragraph, such as a title or a cell of a table.

    Examples
    --------
    >>> [(mark.name, text) for text in ["# {row}`a`"] for mark in of_kind(read_line(text), Role)]
    [('row', '# {row}`a`')]
    """
    reader = _Reader()
    reader.read_paragraph(text, lambda offset: offset, 1, ())
    return tuple(reader.elements)


def of_kind(elements: Iterable[Element], kind: type[_M]) -> Iterator[_M]:
    """The elements of one kind."""
    return (element for element in elements if isinstance(element, kind))


def roles(text: str, *names: str) -> list[Role]:
    """The roles of a text that have one of some names, in order."""
    return [role for role in of_kind(read(text), Role) if role.name in names]


def apply_edits(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """A text with some spans replaced.

    Parameters
    ----------
    text : str
        The text.
    edits : iterable of tuple
        Start and end of each span, and what replaces it; spans must not overlap.

    Examples
    --------
    >>> apply_edits("a b c", [(2, 3, "x"), (0, 2, "")])
    'x c'
    """
    parts, position = [], 0
    for start, end, replacement in sorted(edits):
        parts += [text[position:start], replacement]
        position = end
    return "".join([*parts, text[position:]])


class _Reader:
    """Reads a text, and the directives in it, from top to bottom."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        # Shared by all parses of one text, since link definitions hold for the whole of it.
        self._environment: dict[str, Any] = {}

    def read_paragraph(self, text: str, locate: Locate, line: int, inside: tuple[str, ...]) -> None:
        """Read a text that is one paragraph."""
        (token,) = parser().parseInline(text, self._environment)
        self._read_inline(token, locate, line, inside)

    def read_blocks(self, text: str, lines: Sequence[Line], first: int, inside: tuple[str, ...]) -> None:
        """Read a text that may have several paragraphs.

        Parameters
        ----------
        text : str
            The text.
        lines : sequence of pairs
            Its lines.
        first : int
            The number of its first line in the whole text.
        inside : tuple of str
            The directives around it.
        """
        tokens = parser().parse(text, self._environment)
        row, column = -1, 0
        for index, token in enumerate(tokens):
            if token.map is None:
                continue
            begin, after = token.map
            start, content = lines[begin]
            last_start, last_content = lines[max(begin, after - 1)]
            place: dict[str, Any] = {
                "line": first + begin,
                "start": start,
                "end": last_start + len(last_content),
                "inside": inside,
            }
            match token.type:
                case "inline" if tokens[index - 1].type in ("th_open", "td_open"):
                    segments, column = cell_segments(
                        token.content, lines[begin], column if row == begin else 0
                    )
                    row = begin
                    self._read_inline(token, locator(segments), first + begin, inside)
                case "inline" if tokens[index - 1].markup.startswith("#"):
                    title = content.find(token.content, content.index("#") + len(tokens[index - 1].markup))
                    self._read_inline(token, locator([(0, start + title)]), first + begin, inside)
                case "inline":
                    segments = line_segments(token.content, lines[begin:])
                    self._read_inline(token, locator(segments), first + begin, inside)
                case "fence" | "colon_fence":
                    place["start"] = suffix_start(lines[begin], token.markup + token.info)
                    self._read_fence(token, lines[begin:after], place)
                case "code_block":
                    self.elements.append(
                        Block(**place, markup="", info="", content=token.content, closed=True)
                    )
                case "heading_open":
                    self.elements.append(
                        Heading(
                            **place,
                            level=int(token.tag[1]),
                            content=tokens[index + 1].content,
                            is_section=not inside and not token.level,
                        )
                    )
                case "dt_open":
                    self._read_definition(tokens[index:], lines, place)
                case "myst_target":
                    place["start"] = suffix_start(lines[begin], f"({token.content})=")
                    self.elements.append(Label(**place, name=token.content))
                case "myst_line_comment":
                    place["start"] += content.index("%")
                    self.elements.append(Comment(**place))
                case "math_block" | "math_block_label":
                    place["start"] += content.index("$$")
                    self.elements.append(
                        Formula(**place, content=token.content, is_block=True, label=token.info)
                    )
                case "front_matter":
                    self.elements.append(Settings(**place))

    def _read_inline(
        self, token: Token, locate: Locate, first: int, inside: tuple[str, ...], shift: int = 0
    ) -> None:
        """Read the content of a paragraph, or the alternative text of a picture, ``shift`` behind its start."""
        content, position = token.content, 0
        for child in token.children or ():
            start, end = child.meta.get("span", (position, position))
            place: dict[str, Any] = {
                "line": first + content.count("\n", 0, start),
                "start": locate(shift + start),
                "end": locate(shift + end - 1) + 1 if end > start else locate(shift + end),
                "inside": inside,
            }
            position = end
            match child.type:
                case "text" | "text_special":
                    escaped = child.type == "text_special"
                    self.elements.append(Text(**place, content=child.content, escaped=escaped))
                case "softbreak" | "hardbreak":
                    position = content.index("\n", position) + 1
                case "myst_role":
                    self.elements.append(Role(**place, name=child.meta["name"], content=child.content))
                case "code_inline":
                    self.elements.append(Code(**place, content=child.content))
                case "math_inline":
                    self.elements.append(Formula(**place, content=child.content, is_block=False))
                case "link_open":
                    position = start + 1
                    closes = child.meta.get("closes", start)
                    opens = locate(shift + start) + ("closes" in child.meta)
                    address = str(child.attrGet("href") or "")
                    self.elements.append(
                        Link(**place, address=address, opens=opens, closes=locate(shift + closes))
                    )
                case "image":
                    self.elements.append(Image(**place, address=str(child.attrGet("src") or "")))
                    self._read_inline(child, locate, place["line"], inside, shift + start + 2)

    def _read_fence(self, token: Token, lines: Sequence[Line], place: dict[str, Any]) -> None:
        """Read a fence: a block of code, or a directive with its content."""
        content = token.content.split("\n")
        if not content[-1]:
            del content[-1]
        closed = len(lines) == len(content) + 2
        name, _, argument = token.info.strip().partition(" ")
        is_directive = name.startswith("{") and name.endswith("}")
        if token.type == "fence" and not is_directive:
            info, code = token.info.strip(), token.content
            self.elements.append(Block(**place, markup=token.markup, info=info, content=code, closed=closed))
            return
        name, argument = (name[1:-1], argument.strip()) if is_directive else ("", token.info.strip())
        # MyST parses options only for its own directives.
        has_options = name not in ("", "eval-rst")
        source, begin = split_options(content, token.type == "colon_fence") if has_options else ("", 0)
        options, error = parse_options(source)
        directive = Directive(
            **place,
            markup=token.markup,
            name=name,
            argument=argument,
            options=options,
            held=source,
            body="\n".join(content[begin:]),
            first=place["line"] + 1 + begin,
            broken=error,
            closed=closed,
        )
        self.elements.append(directive)
        inside = (*directive.inside, name)
        for option, value in options:
            if option in TEXT_OPTIONS:
                self.read_paragraph(
                    " ".join(value.split()), lambda offset: directive.start, directive.line, inside
                )
        if name in VERBATIM_DIRECTIVES:
            return
        if name not in PICTURE_DIRECTIVES:
            start = suffix_start(lines[0], argument)
            self.read_paragraph(argument, locator([(0, start)]), directive.line, inside)
        body_lines = [
            (start + max(0, len(line) - len(dedented)), dedented)
            for (start, line), dedented in zip(lines[1 + begin :], content[begin:], strict=False)
        ]
        self.read_blocks(directive.body, body_lines, directive.first, inside)

    def _read_definition(self, tokens: Sequence[Token], lines: Sequence[Line], place: dict[str, Any]) -> None:
        """Read a term and its definitions, from tokens of which the first opens the term."""
        level, definitions = tokens[0].level, []
        for token in tokens[1:]:
            if token.level <= level and token.type in ("dt_open", "dl_close"):
                break
            if token.type == "dd_open" and token.level == level and token.map:
                # The map of every definition but the first begins at the term: skip to the colon.
                block = list(lines[slice(*token.map)])
                while not ((match := _DEFINITION_INDENT.match(block[0][1])) and match["mark"]):
                    del block[0]
                while not block[-1][1].strip():
                    del block[-1]
                definitions.append("\n".join(_DEFINITION_INDENT.sub("", line) for _, line in block))
                place["end"] = block[-1][0] + len(block[-1][1])
        self.elements.append(Definition(**place, term=tokens[1].content, told="\n\n".join(definitions)))
