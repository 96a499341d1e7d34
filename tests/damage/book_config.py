"""Damages to the table of contents and the configuration of the book."""

from __future__ import annotations

import re
from collections.abc import Callable

from damage.base import CONFIG, TOC, Damage, Original, kind, replace_line


def _of_yaml(
    name: str, times: int, file: str, change: Callable[[Original, list[str]], tuple[int, list[str]]]
) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        lines = of.text(file).split("\n")
        at, new = change(of, lines)
        return replace_line(of, file, lines, at, new)


def _one(of: Original, lines: list[str], pattern: str) -> int:
    return of.random.choice([at for at, line in enumerate(lines) if re.search(pattern, line)])


def _line_change(
    pattern: str, new: Callable[[Original, str], list[str]]
) -> Callable[[Original, list[str]], tuple[int, list[str]]]:
    def change(of: Original, lines: list[str]) -> tuple[int, list[str]]:
        at = _one(of, lines, pattern)
        return at, new(of, lines[at])

    return change


_of_yaml("page missing in the table of contents", 8, TOC, _line_change("- file:", lambda of, line: []))
_of_yaml(
    "page twice in the table of contents", 8, TOC, _line_change("- file:", lambda of, line: [line, line])
)
_of_yaml(
    "page misspelt in the table of contents",
    8,
    TOC,
    _line_change("- file:|root:", lambda of, line: [line[:-2] + line[-1]]),
)
_of_yaml(
    "key misspelt in the table of contents",
    8,
    TOC,
    _line_change(
        r"^\w|- file:|numbered|chapters:$",
        lambda of, line: [
            re.sub(r"(\w)(\w):", r"\2\1:" if not re.search(r"(\w)\1:", line) else r"\1:", line, count=1)
        ],
    ),
)
_of_yaml(
    "bad YAML in the table of contents",
    8,
    TOC,
    _line_change(
        ":",
        lambda of, line: [
            of.random.choice(
                [
                    line.replace(":", "", 1),
                    "\t" + line,
                    line + " [",
                    line + ' "x',
                    " " + line + ": :",
                    line.replace(": ", ":{", 1) + "{",
                ]
            )
        ],
    ),
)
_of_yaml(
    "numbers or caption of a part gone",
    8,
    TOC,
    _line_change(
        "numbered|caption",
        lambda of, line: [] if "numbered" in line else [re.sub("caption: .*", 'caption: ""', line)],
    ),
)
_of_yaml(
    "key misspelt in the configuration",
    10,
    CONFIG,
    _line_change(r"^\s*[a-z]\w+:", lambda of, line: [re.sub(r"(\w)(\w)(\w+):", r"\2\1\3:", line, count=1)]),
)
_of_yaml(
    "key dropped from the configuration", 10, CONFIG, _line_change(r"^\s*[a-z]\w+: \S", lambda of, line: [])
)
_of_yaml(
    "key twice in the configuration",
    6,
    CONFIG,
    _line_change(r"^\s*[a-z]\w+: [^>]", lambda of, line: [line, line]),
)
_of_yaml(
    "value changed in the configuration",
    12,
    CONFIG,
    _line_change(
        r"^\s*[a-z]\w+: [^>]|^ +- ",
        lambda of, line: [
            re.sub(
                r"(: |- ).*",
                lambda found: found[1] + of.random.choice(["x", "[]", "true", "null", "7"]),
                line,
            )
        ],
    ),
)
_of_yaml(
    "bad YAML in the configuration",
    8,
    CONFIG,
    _line_change(
        r"^\s*[a-z]\w+:",
        lambda of, line: [
            of.random.choice([line.replace(":", "", 1), "\t" + line, line + " [", line + ' "x', "   " + line])
        ],
    ),
)
