"""The points of a figure as a script: where each stands in the picture, its value, and the rows it leads to.

A page loads the script when a reader first points at the figure. It is a script and no JSON, since a page from
a folder may load scripts and may fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reviewhelpers._core import rounding
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.dataset import data

DECIMALS = 4
"""Digits of a place, which is a fraction of the picture: a tenth of a pixel of the widest."""


def script(id: str, forms: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The script that tells the points of a figure.

    Parameters
    ----------
    id : str
        The figure, for messages.
    forms : mapping
        By form, ``page`` or ``phone``, what ``Plot.point_places()`` gives: ``x`` and ``y`` as fractions of the
        picture from its top left, ``text`` and ``rows``.

    Raises
    ------
    ReviewHelpersError
        When a point names a row that no table holds, or lies outside of the picture.

    Examples
    --------
    >>> point = {"x": 0.25, "y": 1 / 3, "text": "5273 / h", "rows": ["li2022-zhao2017-tof"]}
    >>> print(script("fig-a", {"page": [point], "phone": [point | {"x": 0.5}]}), end="")
    figurePoints([["5273 / h",["data/performance.html#li2022-zhao2017-tof"]]],
    {"page":[[0,0.25,0.3333]],"phone":[[0,0.5,0.3333]]})
    """
    said: dict[tuple[str, tuple[str, ...]], int] = {}
    places = {form: [_place(id, point, said) for point in points] for form, points in forms.items()}
    texts = [[text, [address(id, row) for row in rows]] for text, rows in said]
    return f"figurePoints({_compact(texts)},\n{_compact(places)})\n"


def _place(
    id: str, point: Mapping[str, Any], said: dict[tuple[str, tuple[str, ...]], int]
) -> tuple[int, float, float]:
    """Number of a point's text among those of the figure, which is added where it is new, and its place."""
    for axis in ("x", "y"):
        if not 0 <= point[axis] <= 1:
            raise ReviewHelpersError(
                f"{id}: found {axis} = {point[axis]} of the point {point['text']!r}, expected 0 to 1"
            )
    number = said.setdefault((point["text"], tuple(point["rows"])), len(said))
    x, y = (rounding.round_for_print(point[axis], decimals=DECIMALS) for axis in ("x", "y"))
    return number, x, y


def address(id: str, row: str) -> str:
    """The address of a row below the site's root: its place on the page of its table."""
    try:
        return f"data/{_tables_of_rows()[row]}.html#{row}"
    except KeyError:
        raise ReviewHelpersError(
            f"{id}: found the row {row!r} of a point, expected one that stands in the data package"
        ) from None


@data.cached
def _tables_of_rows() -> dict[str, str]:
    names = (resource["name"] for resource in data.descriptor()["resources"])
    return {row: name for name in names for row in data.table(name).index}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
