"""The half-reaction behind a product, and the electrons that it takes."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pandas as pd

from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data

REACTANTS: Mapping[str, str] = {"CO2RR": "CO2", "NORR": "NO", "NITRR": "NO3-", "NRR": "N2", "HER": "H+"}
"""What each reaction reduces, as ``half_reactions`` writes it."""


@functools.cache
def half_reaction(reaction: str, product: str) -> pd.Series | None:
    """The row of ``half_reactions`` that makes a product in a reaction; none where no row does.

    Examples
    --------
    >>> half_reaction("NORR", "NH3")["id"], half_reaction("NITRR", "NH3")["id"]
    ('ammonia-from-no', 'ammonia-from-nitrate')
    """
    frame = data.table("half_reactions")
    for _, row in frame[frame["reactant"] == REACTANTS.get(reaction, "")].iterrows():
        if product and _molecules(row, product):
            half: pd.Series = row
            return half
    return None


def _molecules(half: pd.Series, product: str) -> float:
    """How many molecules of a product a half-reaction makes as it is written."""
    produced = {
        species.formula + ("+" if species.charge > 0 else "-") * abs(species.charge): float(number)
        for species, number in reactions.parse(half["equation"]).change.items()
        if number > 0
    }
    return produced.get(product, 0.0)


@functools.cache
def electrons(reaction: str, product: str) -> float | None:
    """Electrons per molecule of product; none where no half-reaction makes it.

    Examples
    --------
    >>> electrons("NORR", "NH3"), electrons("NITRR", "NH3"), electrons("CO2RR", "C2H4")
    (5.0, 8.0, 12.0)
    """
    half = half_reaction(reaction, product)
    return None if half is None else float(half["electrons"]) / _molecules(half, product)
