"""The displacements around an edge dislocation in an elastic medium that is alike in all directions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["POISSON", "displacements"]

POISSON = 1 / 3
"""Poisson's ratio of the medium: a value for a model, no measured one."""


def displacements(
    places: NDArray[np.float64], burgers: NDArray[np.float64], angle: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far an edge dislocation at the origin moves the places around it.

    Parameters
    ----------
    places : numpy.ndarray
        Shape (places, 2), across the line of the dislocation.
    burgers : numpy.ndarray
        The Burgers vector, in the same plane.
    angle : numpy.ndarray
        The angle of each place around the origin; where it leaps by a full turn is the cut.

    Returns
    -------
    numpy.ndarray
        Shape (places, 2).
    """
    size = float(np.hypot(*burgers))
    along = burgers / size
    frame = np.array([along, [-along[1], along[0]]])
    x, z = (places @ frame.T).T
    square = x**2 + z**2
    share = 4 * (1 - POISSON)
    first = angle + 2 * x * z / (share * square)
    second = -((1 - 2 * POISSON) * np.log(square) + (x**2 - z**2) / square) / share
    moved: NDArray[np.float64] = size / (2 * np.pi) * np.column_stack([first, second]) @ frame
    return moved
