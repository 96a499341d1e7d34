"""One shell of EXAFS: a damped sine with a phase, its Fourier transform, and a fit of the number of neighbours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def oscillation(
    k: Values, distance: float, count: float, spread: float, phase: tuple[float, float] = (0.0, 0.0)
) -> Values:
    """The oscillation of one shell of neighbours by the equation of EXAFS.

    Parameters
    ----------
    k : ndarray
        Wave vectors of the electron, in 1/Å.
    distance : float
        From the absorbing atom to its neighbours, in Å.
    count : float
        How many neighbours.
    spread : float
        Mean square of the spread of the distance, in Å².
    phase : tuple of float
        Constant (rad) and slope (Å) of the phase that scattering adds: constant + slope · k.

    Notes
    -----
    The scattering of one neighbour and the short life of the wave are one factor here, exp(−k / 6 Å⁻¹).
    """
    height = count / (k * distance**2) * np.exp(-k / 6 - 2 * spread * k**2)
    return np.asarray(height * np.sin(2 * k * distance + phase[0] + phase[1] * k))


def transform(k: Values, chi: Values, r: Values, phase: tuple[float, float] = (0.0, 0.0)) -> Values:
    """The size of the Fourier transform of k²χ, under a window that rises and falls smoothly.

    Parameters
    ----------
    k, chi : ndarray
        Equally spaced wave vectors in 1/Å, and the oscillation at each.
    r : ndarray
        Distances at which to compute it, in Å.
    phase : tuple of float
        Constant (rad) and slope (Å) of a phase that is taken off first: a phase-corrected transform.
    """
    window = np.sin(np.pi * (k - k[0]) / (k[-1] - k[0])) ** 2
    waves = np.exp(1j * (2 * np.outer(r, k) + phase[0] + phase[1] * k))
    return np.asarray(np.abs(waves @ (k**2 * chi * window)) * (k[1] - k[0]))


def peak(r: Values, size: Values) -> float:
    """Where a transform is largest, in Å."""
    return float(r[np.argmax(size)])


def fitted_count(k: Values, chi: Values, distance: float, spread: float, phase: tuple[float, float]) -> float:
    """The number of neighbours that fits an oscillation best if the spread is held at some value.

    Parameters
    ----------
    k, chi : ndarray
        Wave vectors in 1/Å, and the oscillation at each, of which k²χ is fitted by least squares.
    distance, spread : float
        Held in the fit, in Å and Å².
    phase : tuple of float
        Constant (rad) and slope (Å) of the phase.
    """
    one = k**2 * oscillation(k, distance, 1.0, spread, phase)
    return float(np.sum(one * k**2 * chi) / np.sum(one**2))


def misfit(k: Values, measured: Values, fitted: Values) -> float:
    """The part of k²χ that a fit leaves, as a share of its squares: the R factor of a fit."""
    return float(np.sum((k**2 * (measured - fitted)) ** 2) / np.sum((k**2 * measured) ** 2))
