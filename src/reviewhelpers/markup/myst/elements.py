"""What a page consists of: one dataclass for each kind of element that the reader finds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXPLICIT_TITLE = re.compile(r"(?P<title>.+?)\s*<(?P<target>.*?)>", re.DOTALL)
_WORK = re.compile(
    r"\s*(?:\{(?P<before>[^{}]+)\})?\s*(?P<key>[^{}\s,]+)\s*(?:\{(?P<behind>[^{}]+)\})?\s*(?:,|$)"
)


@dataclass(frozen=True)
class Work:
    """A work as a citation names it, with the words before and after it."""

    key: str
    before: str = ""
    behind: str = ""

    def with_words(self, label: str) -> str:
        """A label of the work, with the words before and after it.

        Examples
        --------
        >>> Work("a2020", "see", "p. 3").with_words("A 2020")
        'see A 2020, p. 3'
        """
        return f"{f'{self.before} ' if self.before else ''}{label}{f', {self.behind}' if self.behind else ''}"


def split_title(content: str) -> tuple[str, str]:
    """The title and the target of a role, split as Sphinx does; without a title, the target is both.

    Examples
    --------
    >>> split_title("the place <co2rr-compare>"), split_title("co2rr-compare")
    (('the place', 'co2rr-compare'), ('co2rr-compare', 'co2rr-compare'))
    """
    match = _EXPLICIT_TITLE.fullmatch(content)
    return (match["title"], match["target"]) if match else (content, content)


def works(content: str) -> tuple[Work, ...]:
    """The works that a citation names; none where the build could not read it.

    Examples
    --------
    >>> works("{see}a2020{p. 3}, b2021")
    (Work(key='a2020', before='see', behind='p. 3'), Work(key='b2021', before='', behind=''))
    >>> works("a2020 b2021"), works("{see}")
    ((), ())
    """
    target = split_title(content)[1]
    cited: list[Work] = []
    position = 0
    while match := _WORK.match(target, position):
        cited.append(Work(match["key"], match["before"] or "", match["behind"] or ""))
        position = match.end()
        if not match[0].endswith(","):
            return tuple(cited) if position == len(target) else ()
    return ()


@dataclass(frozen=True, kw_only=True)
class Element:
    """An element of a text.

    Parameters
    ----------
    line : int
        The line on which it begins, from 1.
    start, end : int
        Its span in the text; plain words have an empty one.
    inside : tuple of str
        Names of the directives around it, outermost first.
    """

    line: int
    start: int
    end: int
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Text(Element):
    """Words as a reader sees them; ``escaped`` characters had a backslash before them."""

    content: str
    escaped: bool


@dataclass(frozen=True, kw_only=True)
class Role(Element):
    """A role such as ``{value}`id```."""

    name: str
    content: str

    @property
    def title(self) -> str:
        """Its title; its target where it has no title."""
        return split_title(self.content.strip())[0]

    @property
    def target(self) -> str:
        """What it refers to."""
        return split_title(self.content.strip())[1]

    @property
    def is_citation(self) -> bool:
        """Whether it cites works."""
        return self.name.partition(":")[0] == "cite"

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that it cites; none where it is no citation, or one that the build could not read."""
        return works(self.content) if self.is_citation else ()


@dataclass(frozen=True, kw_only=True)
class Code(Element):
    """Code within a line."""

    content: str


@dataclass(frozen=True, kw_only=True)
class Block(Element):
    """A block of code; ``closed`` tells whether a fence ends it."""

    markup: str
    info: str
    content: str
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Formula(Element):
    """A formula, inline or displayed; a displayed one may have a label."""

    content: str
    is_block: bool
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Label(Element):
    """A line ``(name)=``."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Heading(Element):
    """A heading; it begins no section inside a list, a quotation or a directive."""

    level: int
    content: str
    is_section: bool


@dataclass(frozen=True, kw_only=True)
class Link(Element):
    """A link; its text spans ``opens`` to ``closes``, which are equal for a bare address."""

    address: str
    opens: int
    closes: int


@dataclass(frozen=True, kw_only=True)
class Image(Element):
    """A picture."""

    address: str


@dataclass(frozen=True, kw_only=True)
class Comment(Element):
    """Lines that begin with a percent sign."""


@dataclass(frozen=True, kw_only=True)
class Settings(Element):
    """The front matter of a page."""


@dataclass(frozen=True, kw_only=True)
class Definition(Element):
    """A term of a definition list, and its definition."""

    term: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Directive(Element):
    """A directive, split into its parts as MyST does.

    Parameters
    ----------
    markup : str
        The fence that opens it.
    name : str
        Its name; empty for a colon fence without braces, whose body is text nevertheless.
    argument, held, body : str
        The text after its name, the source of its options, and the text after these.
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
