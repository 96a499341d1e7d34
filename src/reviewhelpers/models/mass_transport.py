"""Supply of a dissolved reactant through a film: the largest current, and a batch cell that runs empty."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64] | float

FARADAY = 96485.33212  # charge of one mole of electrons in C/mol


def film_of_disk(turns: Values, diffusion: float, viscosity: float = 1.0e-6) -> Values:
    """Thickness in m of the film at a rotating disk.

    Parameters
    ----------
    turns : float or array
        Rotations per second.
    diffusion, viscosity : float
        Diffusion coefficient of the reactant and kinematic viscosity of the liquid in m²/s.

    Notes
    -----
    The equation of Levich, written as a thickness.
    """
    omega: Values = 2 * np.pi * turns
    film: Values = 1.61 * diffusion ** (1 / 3) * viscosity ** (1 / 6) / np.sqrt(omega)
    return film


def limiting_current(concentration: Values, film: Values, diffusion: float, electrons: int) -> Values:
    """Current density in A/m² when all that crosses the film reacts; negative, for a reduction.

    Parameters
    ----------
    concentration : float or array
        Of the reactant in the stirred solution, in mol/m³, which is mmol/L.
    film : float or array
        Thickness in m.
    diffusion : float
        Diffusion coefficient in m²/s.
    electrons : int
        Electrons that a molecule takes up.

    Notes
    -----
    IUPAC Gold Book, diffusion layer thickness: *j* = −*n F D c* / δ.
    """
    with np.errstate(divide="ignore"):
        return -electrons * FARADAY * diffusion * np.divide(concentration, film)


def left_after(
    time: Values, start: float, film: Values, diffusion: float, area: float, volume: float
) -> Values:
    """Concentration in mol/m³ that is left in a stirred batch cell whose electrode takes all that arrives.

    Parameters
    ----------
    time : float or array
        In s.
    start : float
        Concentration at the start in mol/m³.
    film : float or array
        Thickness in m.
    diffusion, area, volume : float
        Diffusion coefficient in m²/s, area in m², volume in m³.

    Notes
    -----
    The solution loses what crosses the film: *V* d*c*/d*t* = −*A D c* / δ.
    """
    with np.errstate(divide="ignore"):
        rate = np.divide(diffusion * area, np.multiply(volume, film))
    return start * np.exp(-rate * time)


def charge_passed(start: float, left: Values, volume: float, electrons: int) -> Values:
    """Charge in C behind what was used up, as a magnitude: Faraday's law.

    Parameters
    ----------
    start, left : float or array
        Concentrations in mol/m³.
    volume : float
        In m³.
    electrons : int
        Electrons that a molecule takes up.
    """
    return electrons * FARADAY * volume * (start - left)
