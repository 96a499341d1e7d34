"""Damages to the bibliography."""

from __future__ import annotations

import re
from collections.abc import Callable

from damage.base import BIB, Damage, Original, kind, replace_line


def _line(of: Original, pattern: str) -> tuple[list[str], int]:
    lines = of.text(BIB).split("\n")
    return lines, of.random.choice([at for at, line in enumerate(lines) if re.search(pattern, line)])


def _of_bib(name: str, times: int, pattern: str, change: Callable[[Original, str], list[str]]) -> None:
    @kind(name, times)
    def _(of: Original) -> Damage:
        lines, at = _line(of, pattern)
        field = re.match(r"\s*(\w+)\s*=", lines[at])
        return replace_line(of, BIB, lines, at, change(of, lines[at]), field[1] if field else None)


_of_bib("field of a work emptied", 10, r"^  \w+ = ", lambda of, line: [re.sub(r"\{.*\}", "{}", line)])
_of_bib("field of a work dropped", 10, r"^  \w+ = ", lambda of, line: [])
_of_bib("field of a work doubled", 6, r"^  \w+ = ", lambda of, line: [line, line])
_of_bib(
    *("braces of a work unbalanced", 10, r"^  \w+ = "),
    lambda of, line: [
        of.random.choice([line.replace("}", "", 1), line.replace("{", "", 1), line.replace("{", "{{", 1)])
    ],
)
_of_bib(
    "key of a work doubled",
    5,
    r"^@",
    lambda of, line: [
        f"{line}",
        "  author = {X, Y}, title = {Z}, journal = {J}, year = {2020},",
        "}",
        "",
        line,
    ],
)
_of_bib(
    "key of a work misspelt",
    8,
    r"^@",
    lambda of, line: [line.replace(",", "x,") if of.random.random() < 0.5 else line[:-3] + line[-2:]],
)
_of_bib(
    "type of a work misspelt",
    5,
    r"^@",
    lambda of, line: [
        line.replace("@article", "@artcle").replace("@book", "@boook").replace("@misc", "@msc")
    ],
)
_of_bib(
    "letters in a year",
    6,
    r"^  year",
    lambda of, line: [
        of.random.choice(
            [line.replace("20", "2O"), re.sub(r"(\d)\}", r"\1a}", line), line.replace("{20", "{")]
        )
    ],
)
_of_bib(
    "another year",
    6,
    r"^  year",
    lambda of, line: [re.sub(r"(\d)\}", lambda found: f"{(int(found[1]) + 1) % 10}}}", line)],
)
_of_bib(
    *("DOI malformed", 8, r"^  doi"),
    lambda of, line: [
        of.random.choice(
            [
                line.replace("{10.", "{https://doi.org/10."),
                line.replace("/", "", 1),
                line.replace("{10.", "{doi:10."),
                line.replace("/", " /", 1),
            ]
        )
    ],
)
_of_bib(
    "digit of a DOI, volume or page changed",
    12,
    r"^  (doi|volume|pages) .*\d",
    lambda of, line: [re.sub(r"(\d)(\D*)$", lambda found: f"{(int(found[1]) + 1) % 10}{found[2]}", line)],
)
_of_bib(
    "authors of a work in another order",
    5,
    r"^  author = .* and ",
    lambda of, line: [re.sub(r"\{(.*?) and (.*?)( and |\})", r"{\2 and \1\3", line, count=1)],
)
_of_bib(
    "word of a title changed",
    6,
    r"^  title = \{\w+ \w+ ",
    lambda of, line: [
        re.sub(r"(\w+) (\w+) ", r"\2 \1 ", line.replace("  title = ", "\0"), count=1).replace(
            "\0", "  title = "
        )
    ],
)


@kind("work dropped", 8)
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    gone = entries.pop(at)
    row = "\n\n".join(entries[:at]).count("\n") + 3
    return Damage(
        "", BIB, ("\n\n".join(entries).rstrip("\n") + "\n").encode(), gone.split("\n")[0], row, "id"
    )


@kind("work doubled under another key", 5)
def _(of: Original) -> Damage:
    entries = of.text(BIB).rstrip("\n").split("\n\n")
    at = of.random.randrange(1, len(entries))
    entries.insert(at + 1, re.sub(r"^(@\w+\{\w+),", r"\1zz,", entries[at]))
    return Damage("", BIB, ("\n\n".join(entries) + "\n").encode(), entries[at].split("\n")[0])
