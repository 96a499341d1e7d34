"""The models as they are kept: coordinates in ``data/structures``, what each is in ``data/structures.csv``."""

from __future__ import annotations

from pathlib import Path

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers._core.paths import DATA
from reviewhelpers._core.registry import UnknownId
from reviewhelpers.dataset import data
from reviewhelpers.structures import extended_xyz
from reviewhelpers.structures.model import Structure, Vacancy

__all__ = ["FORMATS", "ids", "path", "read"]

FORMATS = {"xyz": "extended XYZ", "cif": "CIF", "vasp": "POSCAR"}
"""The formats in which each model is kept, by the ending of the file."""


def ids() -> tuple[str, ...]:
    """The ids of all models, in the order of the table."""
    return tuple(data.table("structures").index)


def path(id: str, ending: str = "xyz") -> Path:
    """The file of a model in a format of :data:`FORMATS`."""
    return DATA / "structures" / f"{id}.{ending}"


@data.cached
def read(id: str) -> Structure:
    """The model `id`.

    Raises
    ------
    UnknownId
        When there is no model of that id.
    ReviewHelpersError
        When its file is missing or not in the format.

    Examples
    --------
    >>> read("str-graphene-vacancy").title
    'Graphene with one atom missing'
    """
    table = data.table("structures")
    if id not in table.index:
        raise UnknownId("structure", id, table.index)
    row, file = table.loc[id], path(id)
    name = f"data/structures/{file.name}"
    try:
        content = extended_xyz.parse(file.read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewHelpersError(
            f"{name}: cannot be read ({error}); reviewhelpers structures makes it"
        ) from error
    cell = extended_xyz.numbers(content.info.get("Lattice", ""), name, "Lattice", 9).reshape(3, 3)
    periodic = content.info.get("pbc", "F F F").split()
    words = content.info.get("vacancies", "").split()
    places = extended_xyz.numbers(
        " ".join(word for number, word in enumerate(words) if number % 4),
        name,
        "vacancies",
        len(words) // 4 * 3,
    ).reshape(-1, 3)
    return Structure(
        id=id,
        title=str(row["title"]),
        made=str(row["made"]),
        elements=content.elements,
        positions=content.positions,
        cell=cell,
        periodic=(periodic[0] == "T", periodic[1] == "T", periodic[2] == "T"),
        roles=content.roles,
        vacancies=tuple(
            Vacancy(element, (float(x), float(y), float(z)))
            for element, (x, y, z) in zip(words[::4], places, strict=True)
        ),
        not_bonded=frozenset(frozenset(pair.split("-")) for pair in str(row["not_bonded"]).split()),
        view=(float(row["turn_deg"]), float(row["tilt_deg"])),
        pristine=str(row["pristine"]),
    )
