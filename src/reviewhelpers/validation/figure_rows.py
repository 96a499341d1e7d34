"""Rules on ``data/figure_rows.csv``, which lists the rows that figures name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reviewhelpers._core.errors import Fault
from reviewhelpers._core.registry import close_matches
from reviewhelpers.dataset import figure_rows
from reviewhelpers.validation.package_tables import RawTables, cells

FILE = f"data/{figure_rows.TABLE}.csv"


def faults(raw: RawTables, figures: Collection[str], *, complete: bool) -> Iterator[Fault]:
    """Figures and rows that are not there, ids that do not tell their figure, and rows listed twice.

    Parameters
    ----------
    raw : mapping
        The tables whose form is sound.
    figures : collection of str
        Ids of the figures of the book.
    complete : bool
        Whether these are all tables; else a row may stand in one that is missing, and none is looked up.
    """
    rows = {row["id"] for table in raw if table != figure_rows.TABLE for _, row in cells(raw, table)}
    seen: set[tuple[str, str, str]] = set()
    for number, row in cells(raw, figure_rows.TABLE):

        def fault(column: str, expected: str, at: int = number, text: str = row["id"]) -> Fault:
            return Fault(FILE, at, column, repr(text), expected)

        figure, role = row["figure"], row["role"]
        if figure not in figures and not any(figure_rows.covers(figure, id) for id in figures):
            near = ", ".join(close_matches(figure, figures, 3))
            expected = f"the id of a figure{f', such as {near}' if near else ''}"
            yield fault("figure", expected, text=figure)
        else:
            begin = "-".join([figure.removeprefix("fig-").removesuffix("-*"), *role.split("_")])
            if row["id"] != begin and not row["id"].startswith(f"{begin}-"):
                yield fault("id", f"an id that begins with figure and role: {begin}")
        if complete and row["row"] not in rows:
            near = ", ".join(close_matches(row["row"], rows, 3))
            expected = f"the id of a row of the package{f', such as {near}' if near else ''}"
            yield fault("row", expected, text=row["row"])
        if (figure, role, row["row"]) in seen:
            yield fault("row", f"each row once as {role} of {figure}", text=f"{row['row']} again")
        seen.add((figure, role, row["row"]))
