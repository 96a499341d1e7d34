"""One level of an adsorbate that mixes with a d band in the form of half an ellipse."""

import numpy as np

# Energies are counted from the Fermi level, in half widths of the unstrained band.
# In whole steps, so that the Fermi level is one of them on every machine.
GRID = np.arange(-4800, 3201) / 800.0
BROADENING = 0.03


def band_density(energy: np.ndarray, centre: float, half: float = 1.0) -> np.ndarray:
    """Density of states of the band, in states per unit of energy; the area below it is 1.

    Parameters
    ----------
    energy : numpy.ndarray
        Where it is asked for.
    centre, half : float
        The middle of the band and half of its width.
    """
    inside = np.clip(1 - ((energy - centre) / half) ** 2, 0.0, None)
    return 2 / (np.pi * half) * np.sqrt(inside)


def band_filling(centre: float, half: float = 1.0) -> float:
    """Share of the band below the Fermi level, between 0 and 1: the integral of the half ellipse."""
    x = np.clip(-centre / half, -1.0, 1.0)
    return float(0.5 + (x * np.sqrt(1 - x**2) + np.arcsin(x)) / np.pi)


def centre_at_filling(half: float, filling: float) -> float:
    """Centre of a band of this half width that has this share filled: strain keeps the electrons."""
    low, high = -half, half
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if band_filling(middle, half) > filling else (low, middle)
    return (low + high) / 2


def inverse_green(
    energy: np.ndarray, centre: float, half: float = 1.0, level: float = -1.9, coupling: float = 0.85
) -> np.ndarray:
    """Inverse Green function of the level: energy less the level less what the band adds (Newns 1969).

    Parameters
    ----------
    energy : numpy.ndarray
        Where it is asked for.
    centre, half : float
        The middle of the band and half of its width.
    level, coupling : float
        The level before it mixes, and how strongly it mixes.
    """
    away = energy - centre + 1j * BROADENING
    # Of the two roots the one whose self-energy falls off far from the band.
    root = np.sqrt(away - half) * np.sqrt(away + half)
    return np.asarray(energy + 1j * BROADENING - level - 2 * (coupling / half) ** 2 * (away - root))


def states(centre: float, half: float = 1.0, level: float = -1.9, coupling: float = 0.85) -> np.ndarray:
    """Density of states on the adsorbate along `GRID`, in states per unit of energy; its area is 1."""
    return -(1 / inverse_green(GRID, centre, half, level, coupling)).imag / np.pi


def divide(centre: float, half: float = 1.0, level: float = -1.9, coupling: float = 0.85) -> float:
    """Energy between bonding and antibonding states: where their density is least between two peaks."""
    density = states(centre, half, level, coupling)
    inner = density[1:-1]
    peaks = 1 + np.flatnonzero((inner > density[:-2]) & (inner >= density[2:]))
    return float(GRID[peaks[0] + np.argmin(density[peaks[0] : peaks[-1] + 1])])


def antibonding_filled(
    centre: float, half: float = 1.0, level: float = -1.9, coupling: float = 0.85
) -> float:
    """Share of the antibonding states that lie below the Fermi level and hold electrons, from 0 to 1."""
    density = states(centre, half, level, coupling)
    above = divide(centre, half, level, coupling) < GRID
    return float(density[above & (GRID <= 0)].sum() / density[above].sum())


def bond_energy(centre: float, half: float = 1.0, level: float = -1.9, coupling: float = 0.85) -> float:
    """Energy gained by two electrons of each state, in half widths; negative where it binds (Newns 1969)."""
    below = GRID[GRID <= 0]
    mixed = np.unwrap(np.angle(inverse_green(below, centre, half, level, coupling)))
    alone = np.unwrap(np.angle(inverse_green(below, centre, half, level, 0.0)))
    # Both phases begin at one value, far below all states.
    gain = (mixed - mixed[0]) - (alone - alone[0])
    return float(2 / np.pi * gain.sum() * (GRID[1] - GRID[0]))
