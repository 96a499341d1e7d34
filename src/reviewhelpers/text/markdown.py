r"""Text of the data for a place that reads Markdown: the content of a cell is shown, and none of it is read as markup.

A few marks are read, since the sources print them or a row needs them. :func:`text` reads ``{sub}`2```
and ``{sup}`2+```, and a citation such as ``{cite:t}`key``` of a work that the bibliography has.
:func:`quoted`, for what a source prints, also reads its emphasis, an escaped star, and formulas of a
closed grammar: signs, indices, ``\text`` and a few symbols. All else is escaped: roles, directives,
links, pictures, HTML, entities, footnotes.
"""

from __future__ import annotations

import re

from reviewhelpers.dataset import bibliography

_ROLE = r"\{su[bp]\}`[\w +\-−–.,()′*=/⁺⁻]{1,40}`|\{cite:[tp]\}`[a-z0-9]+(?:,[a-z0-9]+)*`"
_SYMBOLS = (
    *(
        "Delta",
        "alpha",
        "beta",
        "gamma",
        "delta",
        "eta",
        "theta",
        "lambda",
        "mu",
        "nu",
        "pi",
        "sigma",
        "omega",
    ),
    *("rightarrow", "rightleftharpoons", "sim", "approx", "times", "cdot", "pm", "leq", "geq", "circ"),
)
_PLAIN = r"[A-Za-z0-9 =+\-−./,:;()|*]"
_SIGN = rf"{_PLAIN}|\\(?:{'|'.join(_SYMBOLS)})(?![A-Za-z])|\\[%&,]"
_WORDS = r"\\text\{[A-Za-z0-9 =+\-−./,:;()]*\}"
_GROUP = rf"\{{(?:{_SIGN}|{_WORDS})*\}}"
_ATOM = rf"(?:{_SIGN}|{_WORDS}|{_GROUP})"
_INDEX = rf"(?:{_PLAIN}|\\circ(?![A-Za-z])|{_GROUP})"
_INDICES = rf"(?:_{_INDEX}\^{_INDEX}|\^{_INDEX}_{_INDEX}|[\^_]{_INDEX})"
_FORMULA = rf"(?<!\$)\$(?! ){_INDICES}?(?:{_ATOM}{_INDICES}?)+(?<! )\$(?![\d$])"
_EMPHASIS = r"(?<![\w*\\])(?P<stars>\*{1,2})(?=[^\W_])[\w ,–-]*(?<=[^\W_])(?P=stars)(?![\w*])"

_REFERENCE = r"\{ref\}`(?:tab|fig)(?:-[a-z0-9]+)+`"
_EMPHASISED_WORDS = r"(?<![\w*\\])\*(?=[^\W_])[\w ]{1,30}(?<=[^\W_])\*(?!\*)"

_TEXT = re.compile(_ROLE)
_CAPTION = re.compile(rf"{_ROLE}|{_REFERENCE}|{_EMPHASISED_WORDS}")
_QUOTED = re.compile(rf"{_ROLE}|{_FORMULA}|{_EMPHASIS}|\\[*&%]")
# An underscore inside a word is no markup; an ampersand is where an entity could begin. <sub> and <sup> stay:
# GitHub renders them, and this book shows their characters.
_MARKUP_CHARACTERS = re.compile(
    r"[\\`*\[\]{}$~!|]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|<(?!/?su[bp]>)|(?<=^)[#>:+\-=](?=\s|$|:)"
)


def text(value: str) -> str:
    r"""What a cell says, as MyST that shows it.

    Examples
    --------
    >>> print(text("{download}`p <../secret>`, Ni_SA, [Bi2O2]2+"))
    \{download\}\`p \<../secret>\`, Ni_SA, \[Bi2O2\]2+
    >>> text("{cite:t}`ye2017surface` on SnO{sub}`2`"), text("{cite:t}`nobody`")
    ('{cite:t}`ye2017surface` on SnO{sub}`2`', '\\{cite:t\\}\\`nobody\\`')
    """
    return _render(value, _TEXT)


def quoted(value: str) -> str:
    r"""What a source prints, as MyST that shows it, with its emphasis and its formulas.

    Examples
    --------
    >>> print(quoted(r"at $-0.47\text{ V}$ *versus* RHE"))
    at $-0.47\text{ V}$ *versus* RHE
    >>> print(quoted(r"at $\href{javascript:a}{b}$"))
    at \$\\href\{javascript:a\}\{b\}\$
    """
    return _render(value, _QUOTED)


def caption(value: str) -> str:
    r"""A caption, which code writes around words of the data: citations, emphasis and references are read.

    Examples
    --------
    >>> print(caption("*E*½ of {cite:t}`ye2017surface`, see {ref}`tab-across-flags`; ![a](https://example.org)"))
    *E*½ of {cite:t}`ye2017surface`, see {ref}`tab-across-flags`; \!\[a\](https://example.org)
    """
    return _render(value, _CAPTION)


def role(name: str, target: str) -> str:
    """A role of the book on something that the data name, or the name as text where it could end the role.

    Examples
    --------
    >>> role("row", "li2022-ye2017-fe"), role("row", "a`{raw}`b")
    ('{row}`li2022-ye2017-fe`', 'a\\\\`\\\\{raw\\\\}\\\\`b')
    """
    return f"{{{name}}}`{target}`" if re.fullmatch(r"[\w.:+/-]+", target) else text(target)


def linked(words: str, label: str) -> str:
    """Words that lead to a labelled part of the book, or the words alone where they could end the link.

    Examples
    --------
    >>> linked("active site", "basics-measurement-sites"), linked("a`b", "basics-co2")
    ('{ref}`active site <basics-measurement-sites>`', 'a\\\\`b')
    """
    whole = re.fullmatch(r"[^`<>\n\\]+", words) and re.fullmatch(r"[a-z0-9-]+", label)
    return f"{{ref}}`{words} <{label}>`" if whole else text(words)


def code(value: str) -> str:
    """A name in the type of code, or as text where it could end the code.

    Examples
    --------
    >>> code("li2022-ye2017-fe")
    '`li2022-ye2017-fe`'
    """
    return f"`{value}`" if re.fullmatch(r"[^`\n]+", value) else text(value)


def _render(value: str, markup: re.Pattern[str]) -> str:
    # A cell is one line; a line break in it could begin a block.
    value = " ".join(value.split("\n"))
    parts, position = [], 0
    for mark in markup.finditer(value):
        if _is_known(mark[0]):
            parts += [_escape(value[position : mark.start()]), mark[0]]
            position = mark.end()
    return "".join([*parts, _escape(value[position:])])


def _is_known(mark: str) -> bool:
    """Whether the works that a mark cites, if any, are in the bibliography."""
    citation = re.fullmatch(r"\{cite:[tp]\}`(.*)`", mark)
    return not citation or set(citation[1].split(",")) <= set(bibliography.read())


def _escape(plain: str) -> str:
    return _MARKUP_CHARACTERS.sub(lambda found: f"\\{found[0]}", plain)
