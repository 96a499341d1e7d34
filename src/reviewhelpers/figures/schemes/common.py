"""What the schemes of reactions share: steps of pathways as arrows, with what each takes up and gives off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from reviewhelpers.charts.schemes import species_name
from reviewhelpers.chemistry import pathways, reactions
from reviewhelpers.dataset import data
from reviewhelpers.text import markdown

BASIS = {"printed": "printed", "named": "named by a work", "inferred": "the balance, completed here"}
"""What stands behind a step, in words."""

DOTTED = "Dotted: several steps drawn as one, by what the balance leaves."
"""The line below a scheme that says how such arrows are drawn."""


def terms(side: reactions.Side, without: Sequence[str]) -> list[str]:
    """The species of one side of a step, as texts, without those that are drawn."""
    left_out = [pathways.species(text) for text in without]
    found = []
    for each, number in side:
        if each in left_out:
            continue
        body = "e⁻" if each.formula == "e" else species_name(_plain(each))
        found.append(body if number == 1 else f"{number} {body}")
    return sorted(found, key=lambda text: text.endswith("e⁻"))


def _plain(each: reactions.Species) -> str:
    sign = "-" if each.charge < 0 else "+" if each.charge > 0 else ""
    return ("*" if each.state == "ads" else "") + each.formula + sign


def equation_text(reaction: reactions.Reaction) -> str:
    """A step as a reader sees it, with stars for what is bound."""
    return " → ".join(" + ".join(terms(side, ())) for side in (reaction.left, reaction.right))


def arrow(ids: str | Iterable[str], start: str, end: str) -> dict[str, object]:
    """One arrow of a scheme: a step of the table, or several drawn as one.

    Parameters
    ----------
    ids : str or iterable of str
        The steps, in order.
    start, end : str
        Keys of the stations.
    """
    rows = data.table("pathway_steps").loc[[ids] if isinstance(ids, str) else list(ids)]
    first, last = rows.iloc[0], rows.iloc[-1]
    reaction = reactions.add(rows["equation"])
    several = len(rows) > 1 or first["basis"] == "inferred"
    printed = " ".join(rows["printed_rows"]).split()
    text = equation_text(reaction)
    basis = BASIS["inferred"] if several else BASIS[first["basis"]]
    return {
        "start": start,
        "end": end,
        "equation": text,
        "electrons": reactions.electrons(reaction),
        "take": terms(reaction.left, [first["start"]]),
        "give": terms(reaction.right, [last["end"]]),
        "text": "" if reactions.electrons(reaction) or reaction.left[1:] else "no e⁻",
        "kind": "inferred" if several else "",
        "basis": basis,
        "printed_rows": " ".join(printed),
        "rows": " ".join([*rows["id"], *printed]),
        "told": f"{text} ({basis})",
    }


def values(arrows: pd.DataFrame) -> pd.DataFrame:
    """The plotted values of a scheme: a row an arrow."""
    names = {"equation": "step", "electrons": "electrons", "basis": "basis", "rows": "rows"}
    return arrows[list(names)].rename(columns=names).assign(derived="")


def cited(key: str) -> str:
    """A work in brackets, behind what it shows."""
    return markdown.role("cite:p", key)


def electrons(pathway: str) -> str:
    """The electrons of a whole pathway, as text."""
    return str(reactions.electrons(pathways.whole(pathway)))
