"""The initial code in the editor of a figure or table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reviewhelpers.dataset import data


def figure_code(id: str, rows: Iterable[str]) -> str:
    """Code that draws a figure as published, with commented lines that would change it.

    Parameters
    ----------
    id : str
        The figure.
    rows : iterable of str
        Ids of the plotted rows, in the order of the points.

    Examples
    --------
    >>> print(figure_code("fig-co2rr-current", ["li2022-daiyan2018-j"]))
    from reviewhelpers import data, figures
    <BLANKLINE>
    rows = data.table("performance")
    # rows = rows.drop(index="li2022-daiyan2018-j")  # without one of its rows
    with data.replaced_tables(performance=rows):
        plot = figures.make("fig-co2rr-current")
    <BLANKLINE>
    axes = plot.figure.axes[0]
    # axes.set_xlim(-1, 1)  # another range of an axis
    # axes.set_title("Another title")
    plot
    """
    found = _main_table(rows)
    if found is None:
        return f"""\
from reviewhelpers import figures

plot = figures.make("{id}")

axes = plot.figure.axes[0]
# axes.set_title("Another title")
plot"""
    table, row = found
    return f"""\
from reviewhelpers import data, figures

rows = data.table("{table}")
# rows = rows.drop(index="{row}")  # without one of its rows
with data.replaced_tables({table}=rows):
    plot = figures.make("{id}")

axes = plot.figure.axes[0]
# axes.set_xlim(-1, 1)  # another range of an axis
# axes.set_title("Another title")
plot"""


def _main_table(rows: Iterable[str]) -> tuple[str, str] | None:
    """The table that most of the rows belong to, and the last of these rows; None for a drawing without such rows."""
    table_of = {row: table for table in _TABLES for row in data.table(table).index}
    found = [row for row in rows if row in table_of]
    if not found:
        return None
    table = Counter(table_of[row] for row in found).most_common(1)[0][0]
    return table, [row for row in found if table_of[row] == table][-1]


_TABLES = (*data.NUMBER_TABLES, "claims", "systems", "reactions")


def table_code(id: str) -> str:
    """Code that makes a table as published, with commented lines that would change it.

    Examples
    --------
    >>> print(table_code("tab-use-sources"))
    from reviewhelpers import tables
    <BLANKLINE>
    table = tables.make("tab-use-sources").frame
    # table = table.head(3)  # fewer rows
    # table = table.sort_values(table.columns[0])  # another order
    # table = table[table.columns[:2]]  # fewer columns
    table
    """
    return f"""\
from reviewhelpers import tables

table = tables.make("{id}").frame
# table = table.head(3)  # fewer rows
# table = table.sort_values(table.columns[0])  # another order
# table = table[table.columns[:2]]  # fewer columns
table"""
