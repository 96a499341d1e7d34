"""The rows that figures name one by one: ``data/figure_rows.csv`` lists them by figure and role.

A figure asks for a row by what the row is in the figure, so that its code holds no id of a row.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reviewhelpers.dataset import data

TABLE = "figure_rows"
SEVERAL = "*"
"""What the id of several figures ends in, as in ``fig-copper-*``."""


def named(figure_id: str, role: str) -> tuple[str, ...]:
    """Ids of the rows that have a role in a figure, in the order of the file.

    Parameters
    ----------
    figure_id : str
        Id of the figure, or the id of several as the file has it. Where the file lists no row of the figure itself
        with this role, those of several figures to which it belongs count, of the narrowest such group.
    role : str
        The role, a word in snake case.

    Raises
    ------
    DataError
        Where no row has this role in this figure.

    Examples
    --------
    >>> named("fig-copper-cycle", "hydroxide")
    ('ji2023-air-hydroxide',)
    """
    roles = _roles()
    keys = [figure_id, *sorted((key for key in roles if covers(key, figure_id)), key=len, reverse=True)]
    for key in keys:
        if role in roles.get(key, {}):
            return roles[key][role]
    known = list(dict.fromkeys(role for key in keys for role in roles.get(key, {})))
    expected = f"one of its roles: {', '.join(known)}" if known else "a row of this figure"
    raise data.DataError(f"{_file()}: found no role {role!r} of {figure_id}, expected {expected}")


def one(figure_id: str, role: str) -> pd.Series:
    """The only row that has a role in a figure, from whichever table holds it.

    Parameters
    ----------
    figure_id, role : str
        As for :func:`named`.

    Raises
    ------
    DataError
        Where no row or more than one has this role in this figure, or no table holds the row.

    Examples
    --------
    >>> one("fig-copper-cycle", "hydroxide")["source"]
    'ji2023'
    """
    found = named(figure_id, role)
    if len(found) > 1:
        raise data.DataError(
            f"{_file()}: found {len(found)} rows of role {role!r} of {figure_id} ({', '.join(found)}), expected one"
        )
    table = _tables().get(found[0])
    if table is None:
        raise data.DataError(
            f"{_file()}: found row {found[0]!r} as role {role!r} of {figure_id}, expected the id of a row of data/"
        )
    row: pd.Series = data.table(table).loc[found[0]].copy()
    return row


def covers(key: str, figure_id: str) -> bool:
    """Whether an id of several figures covers one.

    Examples
    --------
    >>> covers("fig-copper-*", "fig-copper-cycle"), covers("fig-copper-cycle", "fig-copper-cycle")
    (True, False)
    """
    return key.endswith(SEVERAL) and figure_id != key and figure_id.startswith(key.removesuffix(SEVERAL))


@data.cached
def _roles() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Ids of rows by figure and role."""
    roles: dict[str, dict[str, tuple[str, ...]]] = {}
    for _, line in data.table(TABLE).iterrows():
        of_figure = roles.setdefault(line["figure"], {})
        of_figure[line["role"]] = (*of_figure.get(line["role"], ()), line["row"])
    return roles


@data.cached
def _tables() -> Mapping[str, str]:
    """The table of each row of the package."""
    names = [entry["name"] for entry in data.descriptor()["resources"] if entry["name"] != TABLE]
    return {row_id: name for name in names for row_id in data.table(name).index}


def _file() -> str:
    return f"data/{data.resource(TABLE)['path']}"
