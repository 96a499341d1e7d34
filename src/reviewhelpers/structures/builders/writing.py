"""Models written to ``data/structures``: extended XYZ, CIF and POSCAR of the same coordinates."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from ase import Atoms
from ase.io import write as ase_write

from reviewhelpers._core import atomic_writes, rounding
from reviewhelpers._core.errors import Fault, ReviewHelpersError
from reviewhelpers.structures import extended_xyz, files
from reviewhelpers.structures.builders import build
from reviewhelpers.structures.model import LATTICE

__all__ = ["DIGITS", "EQUAL", "differences", "faults", "texts", "write"]

DIGITS = 4
"""Decimals of coordinates in ångström."""

EQUAL = 0.002
"""Ångström by which coordinates that were built again may differ: processors add in different orders."""


def texts(atoms: Atoms) -> Mapping[str, str]:
    """The content of the files of a model, by their endings (:data:`reviewhelpers.structures.files.FORMATS`)."""
    settled = atoms.copy()
    # Minus zero would make files differ that are equal.
    settled.positions = rounding.settled_array(atoms.positions, DIGITS)
    vacancies = atoms.info.get("vacancies", ())
    settled.info = {}
    return {
        "xyz": _extended_xyz(settled, vacancies),
        "cif": _by_ase(settled, "cif"),
        "vasp": _by_ase(settled, "vasp"),
    }


def _extended_xyz(atoms: Atoms, vacancies: Iterable[tuple[str, Iterable[float]]]) -> str:
    roles = atoms.arrays.get("role", [LATTICE] * len(atoms))
    pairs = {
        "Lattice": " ".join(_number(value) for value in np.asarray(atoms.cell).ravel()),
        "Properties": extended_xyz.PROPERTIES,
        "pbc": " ".join("T" if periodic else "F" for periodic in atoms.pbc),
    }
    missing = [" ".join([element, *map(_number, place)]) for element, place in vacancies]
    if missing:
        pairs["vacancies"] = " ".join(missing)
    head = " ".join(f'{key}="{value}"' if " " in value else f"{key}={value}" for key, value in pairs.items())
    lines = [
        f"{symbol:<2} " + " ".join(f"{_number(value):>9}" for value in place) + f" {role}"
        for symbol, place, role in zip(atoms.get_chemical_symbols(), atoms.positions, roles, strict=True)
    ]
    return "\n".join([str(len(atoms)), head, *lines]) + "\n"


def _number(value: float) -> str:
    return rounding.fixed(float(value) + 0.0, DIGITS)


def _by_ase(atoms: Atoms, ending: str) -> str:
    plain = Atoms(atoms.get_chemical_symbols(), atoms.positions, cell=atoms.cell, pbc=atoms.pbc)
    if ending == "cif":
        binary = io.BytesIO()
        ase_write(binary, plain, format="cif")
        return binary.getvalue().decode()
    file = io.StringIO()
    ase_write(file, plain, format="vasp", sort=True, direct=False)
    return file.getvalue()


def differences(id: str) -> list[Fault]:
    """Where the stored files of a model differ from what its function builds now."""
    return list(faults(id, texts(build(id))))  # type: ignore[arg-type]


def write(id: str) -> bool:
    """Build a model and store its files, unless those that are there hold the same coordinates.

    Returns
    -------
    bool
        Whether files were written.
    """
    made = texts(build(id))  # type: ignore[arg-type]
    if not any(faults(id, made)):
        return False
    atomic_writes.write_all({files.path(id, ending): text.encode() for ending, text in made.items()})
    return True


def faults(id: str, made: Mapping[str, str]) -> Iterator[Fault]:
    """Where the stored files of a model differ from those that were built now."""
    for ending, text in made.items():
        path = files.path(id, ending)
        name = f"data/structures/{path.name}"
        if not path.is_file():
            yield Fault(name, None, None, "no such file", "the model; run reviewhelpers structures --write")
            continue
        stored = path.read_text(encoding="utf-8")
        if ending == "xyz":
            try:
                one, other = extended_xyz.parse(stored, name), extended_xyz.parse(text, name)
            except ReviewHelpersError as error:
                yield Fault(name, None, None, str(error), "a model; run reviewhelpers structures --write")
                continue
            same = (one.elements, one.roles) == (other.elements, other.roles)
            same = same and bool(np.abs(one.positions - other.positions).max() <= EQUAL)
        else:
            same = _words_agree(stored, text)
        if not same:
            expected = "the model that its function builds; run reviewhelpers structures --write"
            yield Fault(name, None, None, "another model", expected)


def _words_agree(one: str, other: str) -> bool:
    """Whether two files differ in the last digits of their numbers alone."""
    first, second = one.split(), other.split()
    return len(first) == len(second) and all(map(_agree, first, second))


def _agree(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) <= EQUAL
    except ValueError:
        return one == other
