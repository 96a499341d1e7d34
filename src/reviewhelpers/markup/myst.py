r"""Reads MyST as the book does: the one grammar of pages, cells of tables and captions.

The tokens are those that the build makes of a text, by the rules of ``myst-parser`` with the extensions of
``_config.yml``; directives are read on inside. Nothing here needs Sphinx, which ``myst-parser`` itself would
load.
"""

from __future__ import annotations

import bisect
import functools
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

EXTENSIONS = ("colon_fence", "deflist", "dollarmath")
"""Extensions of MyST that ``_config.yml`` turns on."""

NO_SYNTAX = ("html_inline", "html_block")
"""What the book does not read: HTML is shown as text."""

PICTURES = ("figure", "image")
"""Directives whose argument is the address of a picture."""

VERBATIM = frozenset(
    (
        *("before", "eval-rst", "math", "code", "code-block", "code-cell", "raw", "explorer"),
        *("take-along", "gallery", "exercise-index", "cite-files", "shipped", "bibliography", "changes"),
        "image",
    )
)
"""Directives whose body is no text."""

OF_TEXT = ("caption", "alt", "title")
"""Options that a reader reads."""
_EXPLICIT = re.compile(r"(?P<title>.+?)\s*<(?P<target>.*?)>", re.DOTALL)
_WORK = re.compile(
    r"\s*(?:\{(?P<before>[^{}]+)\})?\s*(?P<key>[^{}\s,]+)\s*(?:\{(?P<behind>[^{}]+)\})?\s*(?:,|$)"
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|$)")
_TOLD = re.compile(r"^(?:(?P<mark>[ >]*[:~](?:[ \t]+|$))| {1,2})")
_PLACED = ("myst_role", "backticks", "link", "image", "math_inline", "autolink")
"""The rules for what stands within a line and keeps its place."""

_Line = tuple[int, str]
"""Where a line begins in the whole text, and what it says."""
_Place = Callable[[int], int]
"""Where a place in a token is in the whole text."""


@dataclass(frozen=True)
class Work:
    """A work as a citation names it, with the words before and behind it."""

    key: str
    before: str = ""
    behind: str = ""

    def with_words(self, said: str) -> str:
        """What stands for the work, with the words around it.

        Examples
        --------
        >>> Work("a2020", "see", "p. 3").with_words("A 2020")
        'see A 2020, p. 3'
        """
        return f"{f'{self.before} ' if self.before else ''}{said}{f', {self.behind}' if self.behind else ''}"


def titled(content: str) -> tuple[str, str]:
    """The words and the target of a role that may have words of its own, as Sphinx parts them.

    Examples
    --------
    >>> titled("the place <co2rr-compare>"), titled("co2rr-compare")
    (('the place', 'co2rr-compare'), ('co2rr-compare', 'co2rr-compare'))
    """
    found = _EXPLICIT.fullmatch(content)
    return (found["title"], found["target"]) if found else (content, content)


def works(content: str) -> tuple[Work, ...]:
    """The works that a citation names; none where the build could not read it.

    Examples
    --------
    >>> works("{see}a2020{p. 3}, b2021")
    (Work(key='a2020', before='see', behind='p. 3'), Work(key='b2021', before='', behind=''))
    >>> works("a2020 b2021"), works("{see}")
    ((), ())
    """
    target = titled(content)[1]
    found: list[Work] = []
    position = 0
    while match := _WORK.match(target, position):
        found.append(Work(match["key"], match["before"] or "", match["behind"] or ""))
        position = match.end()
        if not match[0].endswith(","):
            return tuple(found) if position == len(target) else ()
    return ()


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that a text holds.

    Parameters
    ----------
    line : int
        The line on which it begins, from 1.
    start, end : int
        Its place in the text; that of words is empty.
    inside : tuple of str
        Names of the directives around it, outermost first.
    """

    line: int
    start: int
    end: int
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Text(Mark):
    """Words as a reader sees them; ``escaped`` signs stand for themselves."""

    content: str
    escaped: bool


@dataclass(frozen=True, kw_only=True)
class Role(Mark):
    """A role such as ``{value}`id```."""

    name: str
    content: str

    @property
    def title(self) -> str:
        """Its words; its target where it has none of its own."""
        return titled(self.content.strip())[0]

    @property
    def target(self) -> str:
        """What it names."""
        return titled(self.content.strip())[1]

    @property
    def is_citation(self) -> bool:
        """Whether it cites works."""
        return self.name.partition(":")[0] == "cite"

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that it cites; none where it is no citation, or one that the build could not read."""
        return works(self.content) if self.is_citation else ()


@dataclass(frozen=True, kw_only=True)
class Code(Mark):
    """Code within a line."""

    content: str


@dataclass(frozen=True, kw_only=True)
class Block(Mark):
    """A block of code; ``closed`` tells whether a fence ends it."""

    markup: str
    info: str
    content: str
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Formula(Mark):
    """A formula; one of its own lines may have a label."""

    content: str
    is_block: bool
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Label(Mark):
    """A line ``(name)=``."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Heading(Mark):
    """A heading; it begins no section in a list, a quotation or a directive."""

    level: int
    content: str
    is_section: bool


@dataclass(frozen=True, kw_only=True)
class Link(Mark):
    """A link; its text stands from ``opens`` to ``closes``, the same place where it is an address alone."""

    address: str
    opens: int
    closes: int


@dataclass(frozen=True, kw_only=True)
class Image(Mark):
    """A picture."""

    address: str


@dataclass(frozen=True, kw_only=True)
class Comment(Mark):
    """Lines that begin with a percent sign."""


@dataclass(frozen=True, kw_only=True)
class Settings(Mark):
    """The settings that a page may begin with."""


@dataclass(frozen=True, kw_only=True)
class Definition(Mark):
    """A term of a list of definitions, and what is told of it."""

    term: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Directive(Mark):
    """A directive as MyST takes it apart.

    Parameters
    ----------
    markup : str
        The fence that opens it.
    name : str
        Its name; empty for a box of colons without braces, whose body is text all the same.
    argument, held, body : str
        What stands behind its name, its options as they are written, and what follows them.
    options : tuple of pairs of str
        The options, by name.
    first : int
        The line of the text on which the body begins.
    broken : str
        Why its options cannot be read; empty where they can.
    closed : bool
        Whether a fence ends it.
    """

    markup: str
    name: str
    argument: str
    options: tuple[tuple[str, str], ...]
    held: str
    body: str
    first: int
    broken: str
    closed: bool

    def option(self, name: str) -> str:
        """The value of an option; empty where it is not given."""
        return dict(self.options).get(name, "")


_M = TypeVar("_M", bound=Mark)


@functools.lru_cache(maxsize=8192)
def read(text: str) -> tuple[Mark, ...]:
    """All that a text holds, in its order.

    Parameters
    ----------
    text : str
        The text of a page, of a cell or of a directive.

    Examples
    --------
    >>> for role in only(read("A {value}`one`, not `{value}`two`.\\n\\n:::{note}\\n{row}`a`\\n:::"), Role):
    ...     print(role.line, role.name, role.content, role.inside)
    1 value one ()
    4 row a ('note',)
    """
    reader = _Reader()
    reader.blocks(text, [(found.start(), found[1]) for found in _LINE.finditer(text)], 1, ())
    return tuple(reader.marks)


@functools.lru_cache(maxsize=8192)
def read_line(text: str) -> tuple[Mark, ...]:
    """All that a text holds which is one line or paragraph, such as a title or a cell of a table.

    Examples
    --------
    >>> [(mark.name, text) for text in ["# {row}`a`"] for mark in only(read_line(text), Role)]
    [('row', '# {row}`a`')]
    """
    reader = _Reader()
    reader.paragraph(text, lambda at: at, 1, ())
    return tuple(reader.marks)


def only(marks: Iterable[Mark], kind: type[_M]) -> Iterator[_M]:
    """The marks of one kind."""
    return (mark for mark in marks if isinstance(mark, kind))


def roles(text: str, *names: str) -> list[Role]:
    """The roles of a text with one of some names, in order."""
    return [role for role in only(read(text), Role) if role.name in names]


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """A text in which something else stands from one place to another, and all the rest as it was.

    Examples
    --------
    >>> replaced("a b c", [(2, 3, "x"), (0, 2, "")])
    'x c'
    """
    parts, position = [], 0
    for start, end, said in sorted(edits):
        parts += [text[position:start], said]
        position = end
    return "".join([*parts, text[position:]])


@functools.lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text that is one line or paragraph."""
    return tuple(parser().parseInline(text, {})[0].children or ())


@functools.cache
def parser() -> MarkdownIt:
    """What makes tokens of a text, as ``create_md_parser`` of ``myst-parser`` does.

    It differs in three ways, none of which makes other marks of a text that ``reviewhelpers check`` passes:
    escaped signs stay apart from words, any scheme makes a link, since which a link may have is told, not
    passed over in silence, and what stands within a line keeps its place.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.myst_blocks import myst_block_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    made = MarkdownIt("commonmark").enable("table")
    for plugin in (front_matter_plugin, myst_block_plugin, myst_role_plugin, footnote_plugin):
        made.use(plugin)
    for extension in (dollarmath_plugin, colon_fence_plugin, deflist_plugin):
        made.use(extension)
    made.disable(["footnote_inline", "footnote_tail", "text_join", *NO_SYNTAX])
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    rules = {rule.name: rule.fn for rule in made.inline.ruler.__rules__}
    for name in _PLACED:
        made.inline.ruler.at(name, _placed(rules[name]))
    return made


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule whose tokens know where they stand in their line."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            # What stood before it may only now have become a token.
            if token.type != "text" and "span" not in token.meta:
                token.meta["span"] = (start, state.pos)
                if token.type == "link_open" and token.markup != "autolink":
                    token.meta["closes"] = state.md.helpers.parseLinkLabel(state, start, True)
        return True

    return placed


def _runs(pieces: Sequence[tuple[int, int]]) -> _Place:
    """Places in a text of signs that run alike from some places in a token, the first of which is 0."""
    own = [start for start, _ in pieces]

    def place(at: int) -> int:
        piece = bisect.bisect_right(own, at) - 1
        return pieces[piece][1] + at - own[piece]

    return place


def _ends(line: _Line, said: str) -> int:
    """Where a text begins that ends a line, but for blanks behind it."""
    start, whole = line
    return start + len(whole.rstrip()) - len(said.rstrip())


def _of_lines(said: str, lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """The pieces of a token that has whole lines, without what indents or quotes them."""
    pieces, own = [], 0
    for line, part in zip(lines, said.split("\n"), strict=False):
        pieces.append((own, _ends(line, part)))
        own += len(part) + 1
    return pieces


def _of_cell(said: str, line: _Line, column: int) -> tuple[list[tuple[int, int]], int]:
    """The pieces of a cell of a table, whose bars are escaped, and where it ends in its line."""
    start, whole = line
    while column < len(whole) and (whole[column].isspace() or whole[column] == "|"):
        column += 1
    pieces = [(0, start + column)]
    for own, sign in enumerate(said):
        if sign == "|" and whole[column : column + 2] == r"\|":
            column += 1
            pieces.append((own, start + column))
        column += 1
    return pieces, column


class _Reader:
    """Reads a text, and the directives in it, from top to bottom."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        # What links refer to holds for all of a text.
        self._known: dict[str, Any] = {}

    def paragraph(self, text: str, place: _Place, line: int, inside: tuple[str, ...]) -> None:
        """Read a text that is one paragraph."""
        (token,) = parser().parseInline(text, self._known)
        self._words(token, place, line, inside)

    def blocks(self, text: str, lines: Sequence[_Line], first: int, inside: tuple[str, ...]) -> None:
        """Read a text that may have several paragraphs.

        Parameters
        ----------
        text : str
            The text.
        lines : sequence of pairs
            Its lines.
        first : int
            Which line of the whole text is its first.
        inside : tuple of str
            The directives around it.
        """
        found = parser().parse(text, self._known)
        row, column = -1, 0
        for at, token in enumerate(found):
            if token.map is None:
                continue
            begin, after = token.map
            start, said = lines[begin]
            last, ended = lines[max(begin, after - 1)]
            place: dict[str, Any] = {
                "line": first + begin,
                "start": start,
                "end": last + len(ended),
                "inside": inside,
            }
            match token.type:
                case "inline" if found[at - 1].type in ("th_open", "td_open"):
                    pieces, column = _of_cell(token.content, lines[begin], column if row == begin else 0)
                    row = begin
                    self._words(token, _runs(pieces), first + begin, inside)
                case "inline" if found[at - 1].markup.startswith("#"):
                    title = said.find(token.content, said.index("#") + len(found[at - 1].markup))
                    self._words(token, _runs([(0, start + title)]), first + begin, inside)
                case "inline":
                    pieces = _of_lines(token.content, lines[begin:])
                    self._words(token, _runs(pieces), first + begin, inside)
                case "fence" | "colon_fence":
                    place["start"] = _ends(lines[begin], token.markup + token.info)
                    self._fence(token, lines[begin:after], place)
                case "code_block":
                    self.marks.append(Block(**place, markup="", info="", content=token.content, closed=True))
                case "heading_open":
                    self.marks.append(
                        Heading(
                            **place,
                            level=int(token.tag[1]),
                            content=found[at + 1].content,
                            is_section=not inside and not token.level,
                        )
                    )
                case "dt_open":
                    self._definitions(found[at:], lines, place)
                case "myst_target":
                    place["start"] = _ends(lines[begin], f"({token.content})=")
                    self.marks.append(Label(**place, name=token.content))
                case "myst_line_comment":
                    place["start"] += said.index("%")
                    self.marks.append(Comment(**place))
                case "math_block" | "math_block_label":
                    place["start"] += said.index("$$")
                    self.marks.append(
                        Formula(**place, content=token.content, is_block=True, label=token.info)
                    )
                case "front_matter":
                    self.marks.append(Settings(**place))

    def _words(
        self, token: Token, place: _Place, first: int, inside: tuple[str, ...], behind: int = 0
    ) -> None:
        """Read what stands within a paragraph, or in the text of a picture behind its bracket."""
        said, position = token.content, 0
        for child in token.children or ():
            start, end = child.meta.get("span", (position, position))
            where: dict[str, Any] = {
                "line": first + said.count("\n", 0, start),
                "start": place(behind + start),
                "end": place(behind + end - 1) + 1 if end > start else place(behind + end),
                "inside": inside,
            }
            position = end
            match child.type:
                case "text" | "text_special":
                    escaped = child.type == "text_special"
                    self.marks.append(Text(**where, content=child.content, escaped=escaped))
                case "softbreak" | "hardbreak":
                    position = said.index("\n", position) + 1
                case "myst_role":
                    self.marks.append(Role(**where, name=child.meta["name"], content=child.content))
                case "code_inline":
                    self.marks.append(Code(**where, content=child.content))
                case "math_inline":
                    self.marks.append(Formula(**where, content=child.content, is_block=False))
                case "link_open":
                    position = start + 1
                    closes = child.meta.get("closes", start)
                    opens = place(behind + start) + ("closes" in child.meta)
                    address = str(child.attrGet("href") or "")
                    self.marks.append(
                        Link(**where, address=address, opens=opens, closes=place(behind + closes))
                    )
                case "image":
                    self.marks.append(Image(**where, address=str(child.attrGet("src") or "")))
                    self._words(child, place, where["line"], inside, behind + start + 2)

    def _fence(self, token: Token, lines: Sequence[_Line], place: dict[str, Any]) -> None:
        """Read a fence: code, or a directive and what stands in it."""
        content = token.content.split("\n")
        if not content[-1]:
            del content[-1]
        closed = len(lines) == len(content) + 2
        name, _, argument = token.info.strip().partition(" ")
        is_directive = name.startswith("{") and name.endswith("}")
        if token.type == "fence" and not is_directive:
            info, code = token.info.strip(), token.content
            self.marks.append(Block(**place, markup=token.markup, info=info, content=code, closed=closed))
            return
        name, argument = (name[1:-1], argument.strip()) if is_directive else ("", token.info.strip())
        # What is no directive of MyST has no options.
        has_options = name not in ("", "eval-rst")
        held, begin = _held(content, token.type == "colon_fence") if has_options else ("", 0)
        options, broken = _options(held)
        found = Directive(
            **place,
            markup=token.markup,
            name=name,
            argument=argument,
            options=options,
            held=held,
            body="\n".join(content[begin:]),
            first=place["line"] + 1 + begin,
            broken=broken,
            closed=closed,
        )
        self.marks.append(found)
        inside = (*found.inside, name)
        for option, value in options:
            if option in OF_TEXT:
                self.paragraph(" ".join(value.split()), lambda at: found.start, found.line, inside)
        if name in VERBATIM:
            return
        if name not in PICTURES:
            self.paragraph(argument, _runs([(0, _ends(lines[0], argument))]), found.line, inside)
        below = [
            (start + max(0, len(whole) - len(line)), line)
            for (start, whole), line in zip(lines[1 + begin :], content[begin:], strict=False)
        ]
        self.blocks(found.body, below, found.first, inside)

    def _definitions(self, found: Sequence[Token], lines: Sequence[_Line], place: dict[str, Any]) -> None:
        """A term and what is told of it, from the tokens from the term on."""
        level, told = found[0].level, []
        for token in found[1:]:
            if token.level <= level and token.type in ("dt_open", "dl_close"):
                break
            if token.type == "dd_open" and token.level == level and token.map:
                # The tokens of all but the first begin with the term.
                below = list(lines[slice(*token.map)])
                while not ((mark := _TOLD.match(below[0][1])) and mark["mark"]):
                    del below[0]
                while not below[-1][1].strip():
                    del below[-1]
                told.append("\n".join(_TOLD.sub("", line) for _, line in below))
                place["end"] = below[-1][0] + len(below[-1][1])
        self.marks.append(Definition(**place, term=found[1].content, told="\n\n".join(told)))


def _held(content: Sequence[str], of_colons: bool) -> tuple[str, int]:
    """The options of a directive as they are written, and the line of its content where its body begins."""
    begin, held = 0, ""
    if content and content[0].startswith("---"):
        begin = next((at for at, line in enumerate(content[1:], 1) if line.startswith("---")), len(content))
        held = textwrap.dedent("\n".join(content[1:begin]))
        begin += 1
    # A box of colons may begin with another one, which is no option.
    elif content and not (of_colons and content[0].startswith(":::")):
        begin = next(
            (at for at, line in enumerate(content) if not line.lstrip().startswith(":")), len(content)
        )
        held = "\n".join(line.lstrip()[1:] for line in content[:begin])
    blank = begin < len(content) and not content[begin].strip()
    return held, begin + blank


def _options(held: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The options of a directive, and why they cannot be read."""
    if not held:
        return (), ""
    from myst_parser.parsers.options import TokenizeError, options_to_items

    try:
        return tuple(options_to_items(held)[0]), ""
    except TokenizeError as error:
        return (), error.problem
