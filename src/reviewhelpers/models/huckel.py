"""Hückel's model of the π electrons of a piece of graphene: one orbital an atom, one energy a bond."""

import numpy as np

# Energies are counted from that of an electron on a lone carbon, in units of the energy of one bond.


def patch(columns: int, rows: int) -> np.ndarray:
    """Places of a rectangular piece, in bond lengths: zigzag below and above, armchair at the sides.

    Parameters
    ----------
    columns, rows : int
        Atoms of each zigzag line (odd), and lines (even), so that each atom has two neighbours or three.
    """
    row, column = np.divmod(np.arange(columns * rows), columns)
    return np.column_stack([column * 3**0.5 / 2, 1.5 * row + 0.5 * ((row + column) % 2 == 0)])


def matrix_of(places: np.ndarray) -> np.ndarray:
    """Hückel's matrix: −1 for two atoms that stand one bond length apart, 0 for all others (Hückel 1931)."""
    distance = np.linalg.norm(places[:, None] - places[None], axis=2)
    return np.where(np.abs(distance - 1) < 0.1, -1.0, 0.0)


def without(matrix: np.ndarray, *atoms: int) -> np.ndarray:
    """The matrix after these atoms were taken out; the others move up in the count."""
    return np.delete(np.delete(matrix, atoms, axis=0), atoms, axis=1)


def joined(matrix: np.ndarray, *pairs: tuple[int, int]) -> np.ndarray:
    """The matrix with a new bond in each pair of atoms, as where a hole closes."""
    new = matrix.copy()
    for one, other in pairs:
        new[one, other] = new[other, one] = -1.0
    return new


def doped(matrix: np.ndarray, atom: int, h: float, k: float = 1.0) -> np.ndarray:
    """The matrix with another element in the place of one carbon (Streitwieser 1961).

    Parameters
    ----------
    matrix : numpy.ndarray
        That of carbon.
    atom : int
        Which place.
    h, k : float
        By how much its electrons lie lower than those of carbon, and its bonds in units of those of carbon.
    """
    new = matrix.copy()
    new[atom], new[:, atom] = k * new[atom], k * new[:, atom]
    new[atom, atom] = -h
    return new


def electrons_in(energies: np.ndarray, count: float) -> np.ndarray:
    """Electrons in each level, from the lowest up: two fill one, and levels of one energy share alike."""
    filled = np.zeros(len(energies))
    for group in np.split(np.arange(len(energies)), np.flatnonzero(np.diff(energies) > 1e-6) + 1):
        filled[group] = np.clip((count - filled.sum()) / len(group), 0.0, 2.0)
    return filled


def charges(matrix: np.ndarray, brought: np.ndarray) -> np.ndarray:
    """Charge of each atom, in elementary charges: π electrons that it brought less those that it has."""
    energies, orbitals = np.linalg.eigh(matrix)
    return np.asarray(brought - orbitals**2 @ electrons_in(energies, float(brought.sum())))


def zero_modes(matrix: np.ndarray) -> int:
    """How many levels lie at the energy of a lone carbon, where neither bonding nor antibonding is."""
    return int(np.sum(np.abs(np.linalg.eigvalsh(matrix)) < 1e-6))


def near_fermi(matrix: np.ndarray, window: float = 0.1) -> np.ndarray:
    """Local density near the Fermi level of pure carbon: the weight of each atom in levels within a window."""
    energies, orbitals = np.linalg.eigh(matrix)
    return np.asarray(orbitals**2 @ np.exp(-0.5 * (energies / window) ** 2))
