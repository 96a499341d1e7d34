"""The computational hydrogen electrode: ladders of free energies, the limiting potential, and a volcano."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

DECADE = 8.617333262e-5 * 298.15 * np.log(10)
"""What one unit of pH is worth at 25 °C, in eV."""


def shifted(levels: ArrayLike, potential: float, ph: float = 0.0) -> NDArray[np.float64]:
    """Levels at a potential against SHE: state k has taken up k protons and k electrons.

    Parameters
    ----------
    levels : array_like
        Free energies in eV at 0 V against RHE, where a proton and an electron together count as half a hydrogen.
    potential : float
        V against the standard hydrogen electrode.
    ph : float
        Of the solution.

    Notes
    -----
    An electron at the potential *U* has the energy −*eU*, and a proton at a pH has −*kT* ln 10 × pH less than in a
    solution of pH 0, so that state *k* rises by *k* (*eU* + *kT* ln 10 × pH) against the start: Nørskov et al.,
    J. Phys. Chem. B 2004, 108, 17886.
    """
    free = np.array(levels, dtype=np.float64)
    free += np.arange(free.size) * (potential + DECADE * ph)
    return free


def against_she(rhe: float, ph: float) -> float:
    """A potential against RHE, in V against SHE, from the balance of hydrogen, protons and electrons."""
    return float(rhe - DECADE * ph)


def steps(levels: ArrayLike) -> NDArray[np.float64]:
    """How far each step climbs, in eV."""
    return np.diff(np.asarray(levels, dtype=float))


def limiting_potential(levels: ArrayLike) -> float:
    """The potential against RHE at which the last uphill step becomes level, in V.

    Each step takes up one electron, so *eU* is added to each: the largest is zero where *U* = −max(Δ*G*)/*e*.
    """
    return float(-steps(levels).max())


def equilibrium(levels: ArrayLike) -> float:
    """The equilibrium potential of the whole reaction against RHE, in V: the mean step, with the other sign."""
    return float(-steps(levels).mean())


def overpotential(levels: ArrayLike) -> float:
    """How far the limiting potential lies below the equilibrium, in V."""
    return equilibrium(levels) - limiting_potential(levels)


def oxygen(oh: float, gap: float = 3.2, whole: float = 4.92) -> NDArray[np.float64]:
    """The ladder of O2, *OOH, *O, *OH and water, from the free energy of *OH and its gap to *OOH.

    Parameters
    ----------
    oh : float
        Free energy of \\*OH against water and hydrogen, in eV.
    gap : float
        How much higher \\*OOH lies, in eV: 3.2 on the scaling line of Man et al., ChemCatChem 2011, 3, 1159.
    whole : float
        Free energy of two waters against oxygen and hydrogen, with the other sign, in eV.

    Notes
    -----
    \\*O stands halfway between \\*OH and \\*OOH, so that it never limits.
    """
    return np.array([whole, oh + gap, oh + gap / 2, oh, 0.0]) - whole
