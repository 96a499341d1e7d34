"""Directives: which of them contain text, and how their options are read."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

PICTURE_DIRECTIVES = ("figure", "image")
"""Directives whose argument is the address of a picture."""

VERBATIM_DIRECTIVES = frozenset(
    (
        *("before", "eval-rst", "math", "code", "code-block", "code-cell", "raw", "explorer"),
        *("take-along", "gallery", "exercise-index", "cite-files", "shipped", "bibliography", "changes"),
        *("image", "figure-again"),
    )
)
"""Directives whose body is not text."""

TEXT_OPTIONS = ("caption", "alt", "title")
"""Options whose value is text for the reader."""


def split_options(content: Sequence[str], colon_fence: bool) -> tuple[str, int]:
    """The source of a directive's options, and the index of the line where its body begins.

    Parameters
    ----------
    content : sequence of str
        The lines between the fences.
    colon_fence : bool
        Whether the fences are made of colons.
    """
    begin, source = 0, ""
    if content and content[0].startswith("---"):
        begin = next((at for at, line in enumerate(content[1:], 1) if line.startswith("---")), len(content))
        source = textwrap.dedent("\n".join(content[1:begin]))
        begin += 1
    # A colon fence may begin with a nested colon fence, which is not an option.
    elif content and not (colon_fence and content[0].startswith(":::")):
        begin = next(
            (at for at, line in enumerate(content) if not line.lstrip().startswith(":")), len(content)
        )
        source = "\n".join(line.lstrip()[1:] for line in content[:begin])
    blank = begin < len(content) and not content[begin].strip()
    return source, begin + blank


def parse_options(source: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """The options of a directive as pairs, and the error that kept them from being read, or ``""``."""
    if not source:
        return (), ""
    from myst_parser.parsers.options import TokenizeError, options_to_items

    try:
        return tuple(options_to_items(source)[0]), ""
    except TokenizeError as error:
        return (), error.problem
