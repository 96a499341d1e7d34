"""The files of a structure on the site: coordinates to download, and the script from which a page turns it.

It is a script and no JSON, since a page from a folder may load scripts and may fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reviewhelpers._core import rounding
from reviewhelpers._core.artifacts import structure_path
from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.charts import dark_mode
from reviewhelpers.charts.elements import ELEMENTS
from reviewhelpers.charts.palette import BACKGROUND
from reviewhelpers.content import structure_pictures
from reviewhelpers.dataset import data
from reviewhelpers.structures import Structure, facts, measure, path, read
from reviewhelpers.structures.model import LATTICE
from reviewhelpers.text import formatting

__all__ = ["LABELS", "described", "files", "structure_json"]

LABELS = {"xyz": "XYZ", "cif": "CIF", "vasp": "POSCAR"}
"""The files to download, by their suffix: what their links say."""
DECIMALS = 3
"""Digits of a coordinate, in ångström."""
EDGES = "abc"


def described(id: str) -> dict[str, Any]:
    """What a page says of a structure before anyone turns it.

    Its id and title, the ``group`` it belongs to, what is to be ``seen``, a ``note`` beside the title, and the files by
    suffix and label.
    """
    row, elements = data.table("structures").loc[id], read(id).elements
    return {
        "id": id,
        "title": row["title"],
        "group": row["family"],
        "seen": f"{row['see']}.",
        "note": f"{formatting.formula(measure.formula(elements))}, {len(elements)} atoms",
        "files": [list(pair) for pair in LABELS.items()],
    }


def files(id: str) -> dict[str, bytes]:
    """The files of a structure by their path below the site's root."""
    held = {suffix: path(id, suffix).read_bytes() for suffix in LABELS}
    held["js"] = f"figureStructure({structure_json(id)})\n".encode()
    held["svg"] = structure_pictures.svg(read(id), "light").encode()
    held["dark.svg"] = structure_pictures.svg(read(id), "dark").encode()
    return {structure_path(id, suffix): content for suffix, content in held.items()}


def structure_json(id: str) -> str:
    """What a page needs to turn a structure, as JSON.

    Parameters
    ----------
    id : str
        Of the structure.

    Returns
    -------
    str
        An object with ``id``, ``title``, ``see`` (what is to be seen), ``statement`` of what it is, ``formula``,
        ``elements`` and ``positions`` (ångström) of the atoms, ``roles`` (empty for what is quiet), ``neighbours``
        (their number, those in the next cell included), ``bonds`` between drawn atoms, ``vacancies`` (element and
        place), ``frame`` (lines of the cell, each from, to and name), ``view`` (turn and tilt in degrees),
        ``measured`` (pairs of a fact and its value) and ``kinds``: by element the colours on light and dark pages
        and the radius in ångström.

    Raises
    ------
    ReviewHelpersError
        When there is no such structure, or it holds an element that no drawing knows.
    """
    structure = read(id)
    value = {
        "id": id,
        "title": structure.title,
        "see": f"{data.table('structures').loc[id, 'see']}.",
        "statement": f"Our model, no result of a source. {structure.made}.",
        "formula": measure.formula(structure.elements),
        "elements": structure.elements,
        "positions": [_place(place) for place in structure.positions.tolist()],
        "roles": ["" if role == LATTICE else role for role in structure.roles],
        "neighbours": [len(around) for around in measure.neighbours(structure)],
        "bonds": [[bond.first, bond.second] for bond in measure.bonds(structure, across=False)],
        "vacancies": [[element, *_place(place)] for element, place in structure.vacancies],
        "frame": _frame(structure),
        "view": structure.view,
        "measured": [[what.capitalize(), text] for what, text in facts.facts(structure)],
        "kinds": {symbol: _kind(symbol) for symbol in sorted({*structure.elements, *_missing(structure)})},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _frame(structure: Structure) -> list[list[Any]]:
    """The edges of the cell along which a structure repeats, each from, to and, at the origin, its name.

    The cell of a sheet is drawn in the middle of the sheet.
    """
    axes = [axis for axis, repeats in enumerate(structure.periodic) if repeats]
    if not axes:
        return []
    origin = [0.0, 0.0, 0.0]
    for axis in {0, 1, 2} - {*axes}:
        across = structure.cell[axis] / float(structure.cell[axis] @ structure.cell[axis])
        along = float((structure.positions @ across).mean())
        origin = [at + along * part for at, part in zip(origin, structure.cell[axis].tolist(), strict=True)]
    edges = []
    for axis in axes:
        corners = [origin]
        for other in axes:
            if other != axis:
                corners += [_moved(corner, structure.cell[other].tolist()) for corner in corners]
        for number, corner in enumerate(corners):
            end = _moved(corner, structure.cell[axis].tolist())
            edges.append([_place(corner), _place(end), "" if number else EDGES[axis]])
    return edges


def _moved(place: Sequence[float], by: Sequence[float]) -> list[float]:
    return [at + step for at, step in zip(place, by, strict=True)]


def _place(place: Sequence[float]) -> list[float]:
    return [rounding.round_for_print(float(at), decimals=DECIMALS) for at in place]


def _missing(structure: Structure) -> list[str]:
    return [vacancy.element for vacancy in structure.vacancies]


def _kind(symbol: str) -> dict[str, Any]:
    if symbol not in ELEMENTS:
        raise ReviewHelpersError(f"charts/elements.py: found no look of {symbol}, expected one")
    look = ELEMENTS[symbol]
    radii = data.table("elements").set_index("symbol")["covalent_radius"]
    radius = rounding.round_for_print(look.size * float(radii[symbol]), decimals=DECIMALS)
    # What is white stays white on a dark page.
    dark = look.colour if look.colour == BACKGROUND else dark_mode.DARK[look.colour]
    return {"colour": look.colour, "dark": dark, "radius": radius}
