"""Supply of a dissolved reactant to an electrode: what a conversion asks of the stirring.

Between a stirred solution and an electrode lies a layer that a reactant crosses by diffusion alone. Its
thickness sets the fastest possible reaction, whatever the catalyst is.
"""

# Names of arguments carry symbols and units as the field writes them: _mL, _m2_per_s.
# ruff: noqa: N803

from __future__ import annotations

import math
from typing import Any

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import units
from reviewhelpers.chemistry.units.values import positive

__all__ = ["TransportError", "conversion_through_layer", "layer_for_conversion", "rotating_disk_layer"]


class TransportError(ReviewHelpersError):
    """Numbers that make no supply of a reactant."""


def _positive(value: Any, name: str) -> float:
    return positive(value, name, TransportError)


def _reach_cm4(diffusion_m2_per_s: float, area_cm2: float, duration_h: float) -> float:
    """Diffusion coefficient times area times duration."""
    return (
        _positive(diffusion_m2_per_s, "diffusion coefficient")
        * 1e4
        * _positive(area_cm2, "area")
        * _positive(duration_h, "duration")
        * 3600
    )


def layer_for_conversion(
    *,
    conversion_percent: float,
    duration_h: float,
    area_cm2: float,
    volume_mL: float,
    diffusion_m2_per_s: float,
) -> float:
    """The thickest diffusion layer through which a reactant can be used up as far as a test reports.

    Parameters
    ----------
    conversion_percent : float
        Share of the reactant used up at the end, above 0 and below 100.
    duration_h, area_cm2, volume_mL : float
        Length of the test, area of the electrode, volume of the solution.
    diffusion_m2_per_s : float
        Diffusion coefficient of the reactant.

    Returns
    -------
    float
        Thickness in micrometres.

    Raises
    ------
    TransportError
        Where a number is not above zero, or the conversion not below 100 percent.

    Notes
    -----
    At best each molecule that arrives reacts. The flux through a layer of thickness δ is then *D c* / δ
    (IUPAC Gold Book, Nernst's diffusion layer), so that the concentration falls as exp(−*D A t* / (*V* δ)),
    and δ = *D A t* / (*V* ln(1 / (1 − *X*))).

    Examples
    --------
    >>> round(layer_for_conversion(conversion_percent=95, duration_h=2, area_cm2=1, volume_mL=30,
    ...                            diffusion_m2_per_s=1.9e-9), 1)
    15.2
    """
    share = _positive(conversion_percent, "conversion") / 100
    if share >= 1:
        raise TransportError(f"conversion: found {conversion_percent} percent, expected below 100")
    reach_cm4 = _reach_cm4(diffusion_m2_per_s, area_cm2, duration_h)
    return 1e4 * reach_cm4 / (_positive(volume_mL, "volume") * -math.log1p(-share))


def conversion_through_layer(
    *, layer_um: float, duration_h: float, area_cm2: float, volume_mL: float, diffusion_m2_per_s: float
) -> float:
    """The largest conversion that a diffusion layer of some thickness lets through.

    Parameters
    ----------
    layer_um : float
        Thickness of the diffusion layer in micrometres.
    duration_h, area_cm2, volume_mL : float
        Length of the test, area of the electrode, volume of the solution.
    diffusion_m2_per_s : float
        Diffusion coefficient of the reactant.

    Returns
    -------
    float
        In percent.

    Raises
    ------
    TransportError
        Where a number is not above zero.

    Notes
    -----
    The other way round of :func:`layer_for_conversion`.

    Examples
    --------
    >>> test = {"duration_h": 2, "volume_mL": 30, "diffusion_m2_per_s": 1.9e-9}
    >>> [round(conversion_through_layer(layer_um=31, area_cm2=faces, **test)) for faces in (1, 2)]
    [77, 95]
    """
    reach_cm4 = _reach_cm4(diffusion_m2_per_s, area_cm2, duration_h)
    layer_cm = _positive(layer_um, "layer") / 1e4
    return 100 * -math.expm1(-reach_cm4 / (_positive(volume_mL, "volume") * layer_cm))


def rotating_disk_layer(rotation_per_min: float, diffusion_m2_per_s: float) -> float:
    """The diffusion layer of a disk that itself rotates in water, the usual way to a thin one.

    Parameters
    ----------
    rotation_per_min : float
        Rotations per minute.
    diffusion_m2_per_s : float
        Diffusion coefficient of what diffuses.

    Returns
    -------
    float
        Thickness in micrometres.

    Raises
    ------
    TransportError
        Where a number is not above zero.

    Notes
    -----
    The Levich equation *j* = *k n F D*:sup:`2/3` ν\\ :sup:`−1/6` ω\\ :sup:`1/2` *c* and *j* = *n F D c* / δ
    give δ = *D*:sup:`1/3` ν\\ :sup:`1/6` ω\\ :sup:`−1/2` / *k*. Its *k* and the viscosity and density of
    water, of which a sixth root counts, stand in ``data/constants.csv``.

    Examples
    --------
    >>> round(rotating_disk_layer(400, 1.9e-9))
    31
    """
    omega = 2 * math.pi * _positive(rotation_per_min, "rotation") / 60
    viscosity = units.constant_in("water-viscosity", "Pa*s") / units.constant_in("water-density", "kg/m**3")
    diffusion = _positive(diffusion_m2_per_s, "diffusion coefficient")
    thickness_m = (
        diffusion ** (1 / 3) * viscosity ** (1 / 6) / math.sqrt(omega) / units.constant("levich-coefficient")
    )
    return float(1e6 * thickness_m)
