"""One level of an adsorbate that mixes with a band of a metal: the model of Newns and Anderson with a half ellipse.

All energies are in units of the half width of the unstrained band, counted from the Fermi level.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

__all__ = ["Band", "Bond", "centre_at_filling"]

Values = npt.NDArray[np.float64]

BROADENING = 0.03
"""How much levels outside the band are widened, so that they can be drawn."""

# Counted in whole steps, so that the Fermi level is one of them on every machine.
GRID = np.arange(-4800, 3201) / 800.0
"""The energies on which the model is summed."""


@dataclass(frozen=True)
class Band:
    """A band whose density of states is half an ellipse.

    Parameters
    ----------
    centre, half : float
        Its middle and half of its width.
    """

    centre: float
    half: float = 1.0

    def density(self, energy: Values) -> Values:
        """Its density of states; the area below it is 1."""
        inside = np.clip(1 - ((energy - self.centre) / self.half) ** 2, 0.0, None)
        return np.asarray(2 / (math.pi * self.half) * np.sqrt(inside))

    def filling(self) -> float:
        """The share of its states below the Fermi level."""
        x = min(1.0, max(-1.0, -self.centre / self.half))
        return 0.5 + (x * math.sqrt(1 - x**2) + math.asin(x)) / math.pi


@dataclass(frozen=True)
class Bond:
    """An adsorbate with one level that mixes with a band.

    Parameters
    ----------
    band : Band
        That of the metal.
    level, coupling : float
        The level before it mixes, and the strength of the mixing.
    """

    band: Band
    level: float = -1.9
    coupling: float = 0.85

    def denominator(self, energy: Values) -> npt.NDArray[np.complex128]:
        """The energy less that of the level and less its self-energy: the inverse of the Green function."""
        away = energy - self.band.centre + 1j * BROADENING
        half = self.band.half
        # Of the two roots the one whose self-energy falls off far from the band.
        root = np.sqrt(away - half) * np.sqrt(away + half)
        mixed = 2 * (self.coupling / half) ** 2 * (away - root)
        return np.asarray(energy + 1j * BROADENING - self.level - mixed)

    def density(self, energy: Values) -> Values:
        """The density of states on the adsorbate; the area below it is 1."""
        return np.asarray(-(1 / self.denominator(energy)).imag / math.pi)

    def divide(self) -> float:
        """The energy between bonding and antibonding states: where the density between both is least."""
        density = self.density(GRID)
        peaks = [
            number
            for number in range(1, len(GRID) - 1)
            if density[number] > density[number - 1] and density[number] >= density[number + 1]
        ]
        first, last = peaks[0], peaks[-1]
        return float(GRID[first + int(np.argmin(density[first : last + 1]))])

    def antibonding_filled(self) -> float:
        """The share of the antibonding states that lie below the Fermi level."""
        density, above = self.density(GRID), self.divide() < GRID
        return float(density[above & (GRID <= 0)].sum() / density[above].sum())

    def energy(self) -> float:
        """What two electrons of each state gain by the mixing; negative where it binds.

        The sum over the states of metal and adsorbate together, by the phase of the denominator.
        """
        below = GRID[GRID <= 0]
        step = float(below[1] - below[0])
        mixed = np.unwrap(np.angle(self.denominator(below)))
        alone = np.unwrap(np.angle(replace(self, coupling=0.0).denominator(below)))
        # Both phases begin at one value far below all states.
        return float(2 / math.pi * ((mixed - mixed[0]) - (alone - alone[0])).sum() * step)


def centre_at_filling(half: float, filling: float) -> float:
    """Where a band of some half width has its centre if this share of its states is filled.

    A metal keeps its electrons when it is strained, so that the filling stays and the centre has to move.
    """
    low, high = -half, half
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if Band(middle, half).filling() > filling else (low, middle)
    return (low + high) / 2
