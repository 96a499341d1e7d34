"""Conversion of a reactant, selectivity and yield of a product, and whether the three agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from reviewhelpers._core import rounding
from reviewhelpers.chemistry.electrode import checks
from reviewhelpers.chemistry.electrode.checks import ElectrodeError
from reviewhelpers.chemistry.units import Numeric


@dataclass(frozen=True)
class Closure:
    """Conversion, selectivity and yield that belong together.

    Parameters
    ----------
    conversion_percent : float
        Share of the reactant that reacted.
    selectivity_percent : float
        Share of what reacted that became the product.
    yield_percent : float
        Share of the reactant that became the product.
    """

    conversion_percent: Numeric
    selectivity_percent: Numeric
    yield_percent: Numeric


def conversion(initial_amount: Any, final_amount: Any) -> Numeric:
    """The share of a reactant that reacted, in percent, from two amounts in one unit.

    Raises
    ------
    ElectrodeError
        Where more is left than there was, or a number is missing or makes no sense.

    Examples
    --------
    >>> conversion(50.0, 2.5)
    95.0
    """
    initial = checks.above_zero(initial_amount, "initial amount")
    final = checks.within(final_amount, "final amount", 0, np.inf)
    if np.any(np.asarray(final) > np.asarray(initial)):
        raise ElectrodeError(
            f"final amount: found {final_amount}, expected at most the initial {initial_amount}"
        )
    return 100 * ((initial - final) / initial)


def selectivity(product_amount: Any, reacted_amount: Any, *, per_reactant: float = 1.0) -> Numeric:
    """The share of what reacted that became the product, in percent, from amounts of substance in one unit.

    Parameters
    ----------
    product_amount, reacted_amount : float, array or Series
        Amounts of the product made and of the reactant used up.
    per_reactant : float
        Molecules of product that one molecule of reactant can make.

    Raises
    ------
    ElectrodeError
        Where more was made than can be, or a number is missing or makes no sense.

    Examples
    --------
    >>> round(selectivity(0.866, 1.0), 1)
    86.6
    """
    produced = checks.within(product_amount, "amount of product", 0, np.inf)
    ratio = checks.above_zero(per_reactant, "per_reactant")
    possible = checks.above_zero(reacted_amount, "amount that reacted") * ratio
    message = f"amount of product: found {product_amount}, expected at most what reacted"
    return checks.share_percent(produced, possible, message)


def yield_fraction(conversion_percent: Any, selectivity_percent: Any) -> Numeric:
    """The fraction of the reactant that became the product, from 0 to 1: conversion times selectivity.

    Raises
    ------
    ElectrodeError
        Where a number is missing or lies outside 0 to 100 percent.

    Examples
    --------
    >>> round(yield_fraction(95.0, 86.6), 4)
    0.8227
    """
    converted = checks.percent(conversion_percent, "conversion")
    return (converted / 100) * (checks.percent(selectivity_percent, "selectivity") / 100)


def closure(
    *,
    conversion_percent: Any = None,
    selectivity_percent: Any = None,
    yield_percent: Any = None,
    tolerance_percent: float = 0.1,
) -> Closure:
    """Conversion, selectivity and yield from any two of them; of three, whether they agree.

    Parameters
    ----------
    conversion_percent, selectivity_percent, yield_percent : float, array or Series, optional
        At least two of the three.
    tolerance_percent : float
        How far a third that is given may lie from the product of the other two, in percentage points.

    Returns
    -------
    Closure
        All three.

    Raises
    ------
    ElectrodeError
        Where fewer than two are given, three disagree, the yield exceeds what was converted, or a number
        makes no sense.

    Examples
    --------
    >>> round(closure(conversion_percent=95.0, selectivity_percent=86.6).yield_percent, 2)
    82.27
    >>> round(closure(conversion_percent=95.0, yield_percent=82.27).selectivity_percent, 1)
    86.6
    """
    inputs = {"conversion": conversion_percent, "selectivity": selectivity_percent, "yield": yield_percent}
    missing = [name for name, value in inputs.items() if value is None]
    if len(missing) > 1:
        raise ElectrodeError(
            f"found no {' and no '.join(missing)}, expected two of conversion, selectivity, yield"
        )
    values = {name: checks.percent(value, name) for name, value in inputs.items() if value is not None}
    if "yield" not in values:
        values["yield"] = 100 * yield_fraction(values["conversion"], values["selectivity"])
    for name, other in (("selectivity", "conversion"), ("conversion", "selectivity")):
        if name not in values:
            total = checks.percent(values[other], other, above=True)
            values[name] = checks.share_percent(
                values["yield"], total, f"yield: found more than the {other}, expected less"
            )
    gap = abs(100 * yield_fraction(values["conversion"], values["selectivity"]) - values["yield"])
    if rounding.exceeds(np.max(np.asarray(gap)), tolerance_percent):
        miss = rounding.general(np.max(np.asarray(gap)), 3)
        raise ElectrodeError(
            f"conversion times selectivity misses the yield by {miss} percentage points, expected at most "
            f"{rounding.general(tolerance_percent)}"
        )
    return Closure(values["conversion"], values["selectivity"], values["yield"])


def amount_produced(
    initial_amount: Any, conversion_percent: Any, selectivity_percent: Any, *, per_reactant: float = 1.0
) -> Numeric:
    """The amount of product, in the unit of the initial amount of reactant.

    Parameters
    ----------
    initial_amount : float, array or Series
        Amount of substance of the reactant at the start.
    conversion_percent, selectivity_percent : float, array or Series
        Conversion of the reactant and selectivity to the product.
    per_reactant : float
        Molecules of product that one molecule of reactant can make.

    Raises
    ------
    ElectrodeError
        Where a number is missing or makes no sense.

    Examples
    --------
    >>> round(amount_produced(1.0, 95.0, 86.6), 4)
    0.8227
    """
    start = checks.above_zero(initial_amount, "initial amount")
    ratio = checks.above_zero(per_reactant, "per_reactant")
    return start * yield_fraction(conversion_percent, selectivity_percent) * ratio
