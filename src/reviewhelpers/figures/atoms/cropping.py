"""A part of a model, for drawings that show a defect near by."""

from __future__ import annotations

import numpy as np

from reviewhelpers.structures import Structure
from reviewhelpers.structures.measure import neighbours

__all__ = ["atoms_near", "upper"]


def atoms_near(
    structure: Structure, width: float, height: float, *, shift: tuple[float, float] = (0.0, 0.0)
) -> list[int]:
    """The atoms of a sheet around its middle, without those that would hang by one bond.

    Parameters
    ----------
    structure : Structure
        The model.
    width, height : float
        Of the rectangle, in ångström.
    shift : tuple of float
        Ångström by which it lies beside the middle of the cell.

    Returns
    -------
    list of int
        Numbers of atoms.
    """
    middle = structure.cell.sum(axis=0)[:2] / 2 + np.array(shift)
    inside = (np.abs(structure.positions[:, :2] - middle) <= np.array([width, height]) / 2).all(axis=1)
    kept = {int(atom) for atom in np.nonzero(inside)[0]}
    near, whole = neighbours(structure, across=False), neighbours(structure)

    def held(atom: int) -> bool:
        # What has one bond in the model itself, such as hydrogen, hangs by right, and holds nothing.
        others = [other for other in whole[atom] if structure.elements[other] != "H"]
        inside = {other for other in kept.intersection(near[atom]) if structure.elements[other] != "H"}
        return len(inside) >= min(2, len(others))

    while loose := {atom for atom in kept if not held(atom)}:
        kept -= loose
    return sorted(kept)


def upper(structure: Structure, depth: float) -> list[int]:
    """The atoms of a surface down to a depth below its highest, without those that would hang by one bond.

    Parameters
    ----------
    structure : Structure
        The model, its surface across z.
    depth : float
        In ångström.

    Returns
    -------
    list of int
        Numbers of atoms; what is lit stays in any case.
    """
    heights = structure.positions[:, 2]
    kept = {int(atom) for atom in np.nonzero(heights > heights.max() - depth)[0]}
    near = neighbours(structure, across=False)
    while loose := {atom for atom in kept if not structure.lit[atom] and len(kept & set(near[atom])) < 2}:
        kept -= loose
    return sorted(kept)
