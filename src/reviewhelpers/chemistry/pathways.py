"""Pathways from a reactant to a product: their steps in order, and what these add up to."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data

__all__ = ["PathwayError", "before", "difference", "names", "oxidation_state", "species", "steps", "whole"]


class PathwayError(ReviewHelpersError):
    """A pathway that the data lack, or a species of which no state of oxidation can be told."""


def names() -> list[str]:
    """The pathways, in the order of the table."""
    return list(dict.fromkeys(data.table("pathway_steps")["pathway"]))


def steps(pathway: str, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """The steps of a pathway in their order.

    Parameters
    ----------
    pathway : str
        Its name.
    frame : pandas.DataFrame, optional
        Rows in place of those of the package, indexed by id.

    Raises
    ------
    PathwayError
        Where there is no such pathway.

    Examples
    --------
    >>> list(steps("co2-to-co")["end"])
    ['*COOH', '*CO', 'CO']
    """
    rows = data.table("pathway_steps") if frame is None else frame
    found = rows[rows["pathway"] == pathway].sort_values("order", kind="stable")
    if found.empty:
        known = ", ".join(dict.fromkeys(rows["pathway"]))
        raise PathwayError(f"found no pathway {pathway!r}, expected one of {known}")
    return found


def species(text: str) -> reactions.Species:
    """One species as the table writes it.

    Examples
    --------
    >>> species("*COOH"), species("NO3-")
    (Species(formula='COOH', charge=0, state='ads'), Species(formula='NO3', charge=-1, state=''))
    """
    return reactions.parse(f"{text} -> {text}").left[0][0]


def before(pathway: str, frame: pd.DataFrame | None = None) -> list[str]:
    """The equations of other pathways that lead to the first start of this one, each as often as it is needed.

    Examples
    --------
    Two CO meet, so that the way to CO is walked twice:

    >>> len(before("co-to-ethylene")), len(before("co-to-methane")), before("co2-to-co")
    (4, 2, [])
    """
    rows = data.table("pathway_steps") if frame is None else frame
    first = steps(pathway, rows).iloc[0]
    if not first["after"]:
        return []
    last = rows.loc[first["after"]]
    own = steps(last["pathway"], rows)
    earlier = [*before(last["pathway"], rows), *own[own["order"] <= last["order"]]["equation"]]
    start = species(first["start"])
    times = next(number for each, number in reactions.parse(first["equation"]).left if each == start)
    return earlier * int(times)


def whole(pathway: str, frame: pd.DataFrame | None = None) -> reactions.Reaction:
    """What a pathway adds up to, from its reactant on.

    Examples
    --------
    >>> str(whole("co2-to-formate"))
    'CO2 + H+ + 2 e- -> HCOO-'
    """
    return reactions.add([*before(pathway, frame), *steps(pathway, frame)["equation"]])


def difference(one: reactions.Reaction, other: reactions.Reaction) -> dict[str, Fraction]:
    """In which species two reactions differ, and by how much, whatever the states of these are.

    Examples
    --------
    >>> difference(whole("co2-to-co"), reactions.parse("CO2(g) + 2 H+(aq) + 2 e- -> CO(g) + H2O(l)"))
    {}
    """
    found: dict[str, Fraction] = {}
    for reaction, sign in ((one, 1), (other, -1)):
        for each, number in reaction.change.items():
            # What is adsorbed at the end is no product, so that its mark stays.
            name = str(reactions.Species(each.formula, each.charge, "ads" if each.state == "ads" else ""))
            found[name] = found.get(name, Fraction(0)) + sign * number
    return {name: number for name, number in found.items() if number}


def oxidation_state(text: str, element: str) -> Fraction:
    """The formal state of oxidation of an element, with hydrogen at +1 and oxygen at −2.

    Parameters
    ----------
    text : str
        The species; what is adsorbed counts as it is written, without what it shares with the site.
    element : str
        The element, of which all atoms get one mean state.

    Raises
    ------
    PathwayError
        Where the species lacks the element, or holds others than hydrogen and oxygen beside it.

    Examples
    --------
    >>> [int(oxidation_state(each, "N")) for each in ("NO3-", "NO2-", "*NO", "*NH2OH", "NH3")]
    [5, 3, 2, -1, -3]
    """
    found = species(text)
    counts = dict(found.composition)
    own = counts.pop(element, 0)
    hydrogen, oxygen = counts.pop("H", 0), counts.pop("O", 0)
    if not own or counts:
        raise PathwayError(f"found {text}, expected {element} with hydrogen and oxygen alone")
    return Fraction(found.charge - hydrogen + 2 * oxygen, own)
