"""Changes that leave the meaning as it is."""

from __future__ import annotations

from damage.base import (
    BIB,
    CONFIG,
    NUMBERS,
    TOC,
    Damage,
    Original,
    is_number,
    kind,
    replace_cell,
    replace_line,
)


@kind("fields of a work in another order", 4, harmless="a work is its fields, in whatever order")
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    first, *fields = entries[at].rstrip("\n").split("\n")[:-1]
    entries[at] = "\n".join([first, *reversed(fields), "}"])
    return Damage("", BIB, ("\n\n".join(entries).rstrip("\n") + "\n").encode(), first)


@kind("blank line between works", 3, harmless="between entries BibTeX reads nothing")
def _(of: Original) -> Damage:
    entries = of.text(BIB).split("\n\n")
    at = of.random.randrange(1, len(entries))
    entries[at] = f"\n{entries[at]}"
    return Damage("", BIB, "\n\n".join(entries).encode(), f"before work {at}")


@kind("cell in quotes that needs none", 4, harmless="quotes belong to the form of CSV, not to the cell")
def _(of: Original) -> Damage:
    file = f"data/{of.table()}.csv"
    lines = of.text(file).split("\n")
    at = of.random.randrange(1, len(lines) - 1)
    first, comma, rest = lines[at].partition(",")
    return replace_line(of, file, lines, at, [f'"{first}"{comma}{rest}'])


@kind("comment in YAML", 4, harmless="YAML passes over comments")
def _(of: Original) -> Damage:
    file = of.random.choice([TOC, CONFIG])
    lines = of.text(file).split("\n")
    return replace_line(of, file, lines, 0, [lines[0], "# A comment."])


@kind(
    "pages of a part in another order", 3, harmless="the order is the editors' choice; every order is a book"
)
def _(of: Original) -> Damage:
    lines = of.text(TOC).split("\n")
    at = of.random.choice(
        [at for at in range(len(lines) - 1) if "- file" in lines[at] and "- file" in lines[at + 1]]
    )
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return Damage("", TOC, "\n".join(lines).encode(), lines[at])


@kind("number with a zero more at its end", 4, harmless="7.50 is 7.5; the register reports it all the same")
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: is_number(name, text) and "." in text and "e" not in text, NUMBERS
    )
    return replace_cell(table, rows, row, column, f"{rows[row][column]}0")
