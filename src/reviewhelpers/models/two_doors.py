"""Two doors for CO₂: *COOH, *OCHO and *H over the bindings of carbon and of oxygen, and which product is favoured."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LINES = {"COOH": (0.5, 0.5), "OCHO": (0.4, 0.5), "H": (0.5, 0.8)}
WHOLE, HELD = 0.25, -0.4
PRODUCTS = ("CO", "formate", "hydrogen", "onward")


def intermediates(
    carbon: npt.ArrayLike, oxygen: npt.ArrayLike, lines: dict[str, tuple[float, float]] = LINES
) -> dict[str, npt.NDArray[np.float64]]:
    """Free energies of *COOH, *OCHO and *H at 0 V against RHE, in eV.

    Each lies on a line over one binding: a scaling relation. The numbers of the lines are those of a model and
    belong to no metal.

    Parameters
    ----------
    carbon, oxygen : float or array of float
        Free energies in eV with which a site binds through carbon (that of *CO, counted from CO gas) and through
        oxygen; negative where it binds.
    lines : dict of str to tuple of float
        Free energy in eV where the binding is zero, and slope.
    """
    on_carbon, on_oxygen = np.asarray(carbon, float), np.asarray(oxygen, float)
    binding = {"COOH": on_carbon, "OCHO": on_oxygen, "H": on_carbon}
    return {name: at_zero + slope * binding[name] for name, (at_zero, slope) in lines.items()}


def costs(
    carbon: npt.ArrayLike, oxygen: npt.ArrayLike, lines: dict[str, tuple[float, float]] = LINES
) -> npt.NDArray[np.float64]:
    """The larger of the two steps to CO, to formate and to H₂ at 0 V against RHE, in eV.

    Both steps of a door take one electron, so that minus this number is its limiting potential in V, as in the
    computational hydrogen electrode (Nørskov et al., J. Phys. Chem. B 2004). ``WHOLE`` is the free energy of the
    whole reaction from CO₂ to CO, and to formate, in eV.
    """
    free = intermediates(carbon, oxygen, lines)
    to_co = np.maximum(free["COOH"], WHOLE + np.asarray(carbon) - free["COOH"])
    to_formate = np.maximum(free["OCHO"], WHOLE - free["OCHO"])
    to_hydrogen = np.abs(free["H"])
    return np.stack(np.broadcast_arrays(to_co, to_formate, to_hydrogen))


def favoured(
    carbon: npt.ArrayLike, oxygen: npt.ArrayLike, lines: dict[str, tuple[float, float]] = LINES
) -> npt.NDArray[np.int64]:
    """The place in ``PRODUCTS`` of what the least step makes.

    A site that binds *CO more strongly than ``HELD``, in eV, keeps it: it is reduced onward, or blocks the site.
    """
    door = np.argmin(costs(carbon, oxygen, lines), axis=0)
    stays = (door == 0) & (np.asarray(carbon) < HELD)
    return np.where(stays, PRODUCTS.index("onward"), door)
