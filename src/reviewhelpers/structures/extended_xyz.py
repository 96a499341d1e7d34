"""Extended XYZ: the format in which the coordinates of the models are kept.

A line with the number of atoms, a line of ``key=value`` pairs, then a line an atom. ASE reads and writes it, and so do
OVITO and others; this reader takes what :mod:`reviewhelpers.structures.builders` writes, so that pages need no ASE.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.structures.model import ROLES

PROPERTIES = "species:S:1:pos:R:3:role:S:1"
"""The columns of an atom's line: element, three coordinates, role."""


class Content(NamedTuple):
    """What a file holds."""

    elements: tuple[str, ...]
    positions: NDArray[np.float64]
    roles: tuple[str, ...]
    info: Mapping[str, str]


def parse(text: str, file: str) -> Content:
    """Read a model in extended XYZ.

    Parameters
    ----------
    text : str
        Content of the file.
    file : str
        Its name, for messages.

    Returns
    -------
    Content
        Elements, positions in ångström (shape (atoms, 3)), roles, and the pairs of the second line.

    Raises
    ------
    ReviewHelpersError
        When the number of atoms, a line of an atom or a role is not as the format asks; names file and line.
    """
    lines = text.splitlines()
    if len(lines) < 3 or not lines[0].strip().isdigit():
        raise ReviewHelpersError(f"{file}, line 1: expected the number of atoms")
    count, atoms = int(lines[0]), [line.split() for line in lines[2:]]
    if len(atoms) != count:
        raise ReviewHelpersError(
            f"{file}, line 1: found {count} atoms, expected {len(atoms)}, the lines that follow"
        )
    try:
        info = dict(part.split("=", 1) for part in shlex.split(lines[1]))
    except ValueError as error:
        raise ReviewHelpersError(f"{file}, line 2: expected pairs of key=value: {error}") from error
    if info.get("Properties") != PROPERTIES:
        raise ReviewHelpersError(
            f"{file}, line 2: found Properties={info.get('Properties')}, expected {PROPERTIES}"
        )
    for number, atom in enumerate(atoms, 3):
        if len(atom) != 5 or atom[4] not in ROLES:
            raise ReviewHelpersError(
                f"{file}, line {number}: found {' '.join(atom)!r}, expected an element, three coordinates and "
                f"one of {', '.join(ROLES)}"
            )
    try:
        positions = np.array([[float(value) for value in atom[1:4]] for atom in atoms])
    except ValueError as error:
        raise ReviewHelpersError(f"{file}: expected coordinates in ångström: {error}") from error
    return Content(tuple(atom[0] for atom in atoms), positions, tuple(atom[4] for atom in atoms), info)


def numbers(text: str, file: str, key: str, count: int) -> NDArray[np.float64]:
    """The `count` numbers of a pair of the second line.

    Raises
    ------
    ReviewHelpersError
        When there are more or fewer, or other words.
    """
    try:
        found = np.array([float(word) for word in text.split()])
    except ValueError:
        found = np.array([])
    if len(found) != count:
        raise ReviewHelpersError(f"{file}, line 2: found {key}={text!r}, expected {count} numbers")
    return found
