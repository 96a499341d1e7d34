"""Damages to cells, rows and columns of tables."""

from __future__ import annotations

import re

from damage.base import LIKE_UNITS, NUMBERS, Damage, Original, is_number, kind, replace_cell, to_csv


@kind("cell emptied", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    return replace_cell(table, rows, row, column, "")


@kind("cells of two rows swapped", 15)
def _(of: Original) -> Damage:
    while True:
        table, rows, row, column = of.cell(lambda name, text: bool(text))
        others = [at for at in range(1, len(rows)) if rows[at][column] != rows[row][column]]
        if others:
            break
    other = of.random.choice(others)
    text = rows[other][column]
    rows[other][column] = rows[row][column]
    return replace_cell(table, rows, row, column, text)


@kind("cells of one row swapped", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    others = [at for at, text in enumerate(rows[row]) if text != rows[row][column]]
    other = of.random.choice(others)
    text = rows[row][other]
    rows[row][other] = rows[row][column]
    return replace_cell(table, rows, row, column, text)


@kind("cells shifted right by a column", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    rows[row] = [*rows[row][:column], "", *rows[row][column:-1]]
    return Damage("", f"data/{table}.csv", to_csv(rows), f"from column {rows[0][column]}", row + 1, None)


@kind("cells shifted left by a column", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    rows[row] = [*rows[row][:column], *rows[row][column + 1 :], ""]
    return Damage("", f"data/{table}.csv", to_csv(rows), f"from column {rows[0][column]}", row + 1, None)


@kind("row with a cell too many or too few", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: True)
    rows[row] = rows[row][:column] + ([""] if of.random.random() < 0.5 else []) + rows[row][column + 1 :]
    if len(rows[row]) == len(rows[0]):
        rows[row].append("")
    return Damage("", f"data/{table}.csv", to_csv(rows), f"{len(rows[row])} cells", row + 1, None)


@kind("sign changed", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: is_number(name, text) and float(text) != 0, NUMBERS)
    text = rows[row][column]
    return replace_cell(table, rows, row, column, text[1:] if text.startswith("-") else f"-{text}")


@kind("decimal point moved", 15)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: is_number(name, text) and float(text) != 0, NUMBERS)
    text = rows[row][column]
    moved = f"{float(text) * of.random.choice([0.1, 10, 100]):.10g}"
    return replace_cell(table, rows, row, column, moved)


@kind("digit changed", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: is_number(name, text) or (name == "uncertainty" and text)
    )
    text = rows[row][column]
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = of.random.choice(places)
    digit = of.random.choice([sign for sign in "123456789" if sign != text[at]])
    return replace_cell(table, rows, row, column, text[:at] + digit + text[at + 1 :])


@kind("two digits of a number swapped", 8)
def _(of: Original) -> Damage:
    def fits(name: str, text: str) -> bool:
        return is_number(name, text) and bool(re.search(r"(\d)(?!\1)\d", text))

    table, rows, row, column = of.cell(fits, NUMBERS)
    text = re.sub(r"(\d)(?!\1)(\d)", r"\2\1", rows[row][column], count=1)
    return replace_cell(table, rows, row, column, text)


@kind("unit of a like size", 20)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: name.endswith("unit") and text in LIKE_UNITS, NUMBERS
    )
    return replace_cell(table, rows, row, column, LIKE_UNITS[rows[row][column]])


@kind("another potential scale", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: name == "potential_scale" and bool(text))
    others = [scale for scale in ("RHE", "SHE", "SCE", "not stated") if scale != rows[row][column]]
    return replace_cell(table, rows, row, column, of.random.choice(others))


@kind("another relation", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: name == "relation" and bool(text), NUMBERS)
    others = [sign for sign in ("=", "~", ">", "<", ">=") if sign != rows[row][column]]
    return replace_cell(table, rows, row, column, of.random.choice(others))


@kind("another allowed word", 12)
def _(of: Original) -> Damage:
    columns = ("status", "statistic", "reaction", "product", "defect_class", "role", "kind", "confidence")
    table, rows, row, column = of.cell(lambda name, text: name in columns and bool(text))
    others = sorted({each[column] for each in rows[1:]} - {rows[row][column]}) or ["other"]
    return replace_cell(table, rows, row, column, of.random.choice(others))


@kind("number and quote changed alike", 15)
def _(of: Original) -> Damage:
    def fits(name: str, text: str) -> bool:
        return name == "value" and re.fullmatch(r"-?\d\d+(\.\d+)?", text) is not None

    while True:
        table, rows, row, column = of.cell(fits, NUMBERS)
        printed = rows[0].index("as_printed")
        text = rows[row][column].lstrip("-")
        if text in rows[row][printed]:
            break
    # Within the limits of any quantity: what a person would take for another reading of the page.
    changed = text[0] + ("5" if text[1] != "5" else "4") + text[2:]
    rows[row][printed] = rows[row][printed].replace(text, changed)
    return replace_cell(table, rows, row, column, rows[row][column].replace(text, changed))


@kind("length unlike what was seen", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: name in ("value", "as_seen"), ("lengths",))
    text = rows[row][column]
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    at = of.random.choice(places)
    digit = of.random.choice([sign for sign in "123456789" if sign != text[at]])
    return replace_cell(table, rows, row, column, text[:at] + digit + text[at + 1 :])


@kind("quote changed by a word", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(
        lambda name, text: name.endswith("as_printed") and len(text.split()) > 3,
        ("claims", "systems", *NUMBERS),
    )
    words = rows[row][column].split(" ")
    at = of.random.randrange(len(words))
    return replace_cell(table, rows, row, column, " ".join([*words[:at], "other", *words[at + 1 :]]))


@kind("words of a note or statement changed", 12)
def _(of: Original) -> Damage:
    columns = ("note", "statement", "summary", "advice", "definition", "reading", "shows", "reason", "cell")
    table, rows, row, column = of.cell(lambda name, text: name in columns and len(text.split()) > 2)
    words = rows[row][column].split(" ")
    del words[of.random.randrange(len(words))]
    return replace_cell(table, rows, row, column, " ".join(words))


@kind("key misspelt", 15)
def _(of: Original) -> Damage:
    columns = (
        "id",
        "source",
        "locator",
        "panel",
        "cite",
        "system",
        "quantity",
        "rows",
        "printed_rows",
        "row",
    )
    table, rows, row, column = of.cell(lambda name, text: name in columns and len(text) > 3)
    text = rows[row][column]
    at = of.random.randrange(1, len(text) - 1)
    changed = of.random.choice([text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:]])
    return replace_cell(table, rows, row, column, changed if changed != text else text + "x")


@kind("key of another row", 15)
def _(of: Original) -> Damage:
    columns = ("source", "locator", "panel", "cite", "system", "quantity")
    table, rows, row, column = of.cell(lambda name, text: name in columns and bool(text))
    others = sorted({each[column] for each in rows[1:] if each[column]} - {rows[row][column]}) or ["none"]
    return replace_cell(table, rows, row, column, of.random.choice(others))


@kind("number spelt otherwise", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(is_number, NUMBERS)
    text = rows[row][column]
    forms = [text.replace(".", ",") + ("" if "." in text else ",0"), "nan", "inf", "1e999", f"{text}%"]
    forms += [f"−{text}", text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}), "0x10"]
    return replace_cell(table, rows, row, column, of.random.choice(forms))


@kind("like letter of another alphabet", 10)
def _(of: Original) -> Damage:
    like = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р"}
    table, rows, row, column = of.cell(lambda name, text: any(sign in text for sign in like))
    text = rows[row][column]
    sign = next(sign for sign in text if sign in like)
    return replace_cell(table, rows, row, column, text.replace(sign, like[sign], 1))


@kind("white space or a line break in a cell", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: len(text) > 4)
    text = rows[row][column]
    return replace_cell(
        table, rows, row, column, of.random.choice([f" {text}", f"{text} ", f"{text[:3]}\n{text[3:]}"])
    )


@kind("sign that does not show in a cell", 10)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: len(text) > 4)
    text = rows[row][column]
    sign = of.random.choice(["\u200b", "\u202e", "\u00ad", "\x07", "\ufeff", "\u2028"])
    return replace_cell(table, rows, row, column, text[:3] + sign + text[3:])


@kind("formula of a spreadsheet", 12)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    begin = of.random.choice(
        ["=1+1", '=HYPERLINK("http://example.org")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"]
    )
    return replace_cell(table, rows, row, column, begin)


@kind("very long cell", 4)
def _(of: Original) -> Damage:
    table, rows, row, column = of.cell(lambda name, text: bool(text))
    return replace_cell(
        table, rows, row, column, rows[row][column] + "x" * of.random.choice([20_000, 140_000, 1_000_000])
    )


# Rows and columns


@kind("row dropped", 20)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    gone = rows.pop(row)
    return Damage("", f"data/{table}.csv", to_csv(rows), gone[0], row + 1, "id")


@kind("rows at the end dropped", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    left = of.random.randrange(1, len(rows))
    return Damage("", f"data/{table}.csv", to_csv(rows[:left]), f"{left - 1} rows left", None, "id")


@kind("row doubled", 12)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    rows.insert(row, list(rows[row]))
    return Damage("", f"data/{table}.csv", to_csv(rows), rows[row][0], row + 2, "id")


@kind("row doubled under another id", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows))
    rows.insert(row + 1, [f"{rows[row][0]}-b", *rows[row][1:]])
    return Damage("", f"data/{table}.csv", to_csv(rows), rows[row][0], row + 2, "id")


@kind("rows in another order", 6)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    row = of.random.randrange(1, len(rows) - 1)
    rows[row], rows[row + 1] = rows[row + 1], rows[row]
    return Damage("", f"data/{table}.csv", to_csv(rows), rows[row][0], row + 1, "id")


@kind("column dropped, doubled, renamed or moved", 12)
def _(of: Original) -> Damage:
    table = of.table()
    rows = of.rows(table)
    column = of.random.randrange(1, len(rows[0]))
    name = rows[0][column]
    how = of.random.choice(["dropped", "doubled", "renamed", "moved", "names swapped"])
    for at, row in enumerate(rows):
        if how == "dropped":
            del row[column]
        elif how == "doubled":
            row.insert(column, row[column])
        elif how == "renamed" and at == 0:
            row[column] = f"{name}s"
        elif how == "moved":
            row.insert(0, row.pop(column))
        elif how == "names swapped" and at == 0:
            row[column], row[column - 1] = row[column - 1], row[column]
    return Damage("", f"data/{table}.csv", to_csv(rows), f"{name} {how}", 1, None)


@kind("table gone, empty or not described", 6)
def _(of: Original) -> Damage:
    table = of.table()
    file = f"data/{table}.csv"
    header = of.text(file).split("\n")[0].encode() + b"\n"
    return of.random.choice(
        [
            Damage("", file, None, "gone"),
            Damage("", file, b"", "empty"),
            Damage("", file, header, "header alone"),
            Damage("", "data/more.csv", header, "a further table"),
        ]
    )
