"""Bands and bonds as the schemes draw them: names for the numbers of the model `models.d_band`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewhelpers.models import d_band
from reviewhelpers.models.d_band import GRID, centre_at_filling

__all__ = ["GRID", "Band", "Bond", "centre_at_filling"]

Values = npt.NDArray[np.float64]


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
        return np.asarray(d_band.band_density(energy, self.centre, self.half))

    def filling(self) -> float:
        """The share of its states below the Fermi level."""
        return d_band.band_filling(self.centre, self.half)


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

    @property
    def _numbers(self) -> tuple[float, float, float, float]:
        return self.band.centre, self.band.half, self.level, self.coupling

    def density(self, energy: Values) -> Values:
        """The density of states on the adsorbate; the area below it is 1."""
        return np.asarray(-(1 / d_band.inverse_green(energy, *self._numbers)).imag / np.pi)

    def divide(self) -> float:
        """The energy between bonding and antibonding states: where the density between both is least."""
        return d_band.divide(*self._numbers)

    def antibonding_filled(self) -> float:
        """The share of the antibonding states that lie below the Fermi level."""
        return d_band.antibonding_filled(*self._numbers)

    def energy(self) -> float:
        """What two electrons of each state gain by the mixing; negative where it binds."""
        return d_band.bond_energy(*self._numbers)
