"""Which printed facts of a system a table of systems shows: a few of each kind; the rest stands behind a link."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import pandas as pd

from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, explained
from reviewhelpers.text import formatting

MOST_NUMBERS, MOST_CLAIMS = 6, 4
"""How many printed numbers and how many claims of one system a table shows."""
MOST_OF_STRUCTURE = 2
"""How many of the numbers may tell the structure where others tell the performance."""
PERFORMANCE = (
    *("faradaic_efficiency", "partial_current_density", "turnover_frequency", "yield_per_mass"),
    *("yield_per_area", "current_density", "mass_yield_per_mass", "yield_rate", "selectivity", "conversion"),
    *("power_density", "onset_potential", "overpotential", "retention", "test_duration"),
    "potential_difference",
)
"""What tells how a catalyst performs, the most telling first."""
STRUCTURE = (
    *("coordination_number", "distance", "nuclearity", "free_energy_change", "mass_fraction", "share"),
    *("valence", "linear_density", "d_band_centre", "potential", "ratio"),
)
"""What tells the site, the most telling first."""

_STATUSES = ("both", "measured", "computed", "stated")
Item = TypeVar("Item")


def is_scale_bar(row: pd.Series) -> bool:
    """Whether a number is the length of a bar in a micrograph, which is no property of a catalyst."""
    return bool(row["quantity"] == "length" and row.get("subject", "") == "scale bar")


def is_condition(row: pd.Series) -> bool:
    """Whether a number tells how something was made or pictured, not what was found."""
    return "step" in row or is_scale_bar(row)


def conditions(row: pd.Series | None) -> str:
    """The printed conditions of a row, as a cell of their own says them."""
    told = "" if row is None else formatting.conditions(row)
    return GAP if told in ("", "not reported") else told


def numbers(rows: Sequence[pd.Series]) -> list[pd.Series]:
    """The numbers of a system that a table shows, in the order of the data.

    Each quantity gives one before any gives a second; what repeats another number is left out.
    """
    own = _without_repeats([row for row in rows if not is_condition(row)])
    performance = _in_turn(own, PERFORMANCE, _quantity)
    structure = _in_turn(own, STRUCTURE, _quantity)
    structure = structure[: max(MOST_NUMBERS - len(performance), MOST_OF_STRUCTURE)]
    others = [row for row in own if row["quantity"] not in (*PERFORMANCE, *STRUCTURE)]
    chosen = [*performance[: MOST_NUMBERS - len(structure)], *structure, *others][:MOST_NUMBERS]
    wanted = {row["id"] for row in chosen}
    return [row for row in rows if row["id"] in wanted]


def claims(rows: Sequence[pd.Series]) -> list[pd.Series]:
    """The claims on a system that a table shows: one of each kind of effect first, the best shown before others."""
    ranked = sorted(rows, key=lambda row: _STATUSES.index(row["status"]))
    chosen = _in_turn(ranked, tuple(explained.SECTIONS), lambda row: row["effect"])[:MOST_CLAIMS]
    wanted = {row["id"] for row in chosen}
    return [row for row in rows if row["id"] in wanted]


def by_conditions(rows: Iterable[pd.Series]) -> list[tuple[str, list[pd.Series]]]:
    """Numbers together whose conditions are the same, each with its conditions first."""
    found: dict[str, list[pd.Series]] = {}
    for row in rows:
        found.setdefault(conditions(row), []).append(row)
    return list(found.items())


def grouped(classes: Sequence[str]) -> tuple[list[int], dict[int, str]]:
    """An order in which rows of one class of defect stand together, and where each class begins.

    What has no defect stands last, for comparison. Rows of one class with those to compare need no heads.

    Examples
    --------
    >>> grouped(["lattice", "none", "diatomic", "lattice"])
    ([0, 3, 2, 1], {0: 'lattice', 2: 'diatomic', 3: 'none'})
    >>> grouped(["lattice", "none", "lattice"])
    ([0, 1, 2], {})
    """
    known = sorted(dict.fromkeys(classes), key=lambda name: name == "none")
    if len([name for name in known if name != "none"]) < 2:
        return list(range(len(classes))), {}
    order = [place for name in known for place, own in enumerate(classes) if own == name]
    starts: dict[str, int] = {}
    for place, number in enumerate(order):
        starts.setdefault(classes[number], place)
    return order, {place: name for name, place in starts.items()}


def classes(systems: pd.DataFrame) -> list[str]:
    """The class of defect under which each system stands; a control stands with the catalyst of its work."""
    every, sources = data.table("systems"), data.table("sources")["cite"]
    found = []
    for _, system in systems.iterrows():
        kind = str(system["defect_class"])
        # A paper with samples of several classes is one work, whose controls serve them all.
        of_others = system["cite"] != sources[system["source"]] and (
            system["cite"] or system["credit_as_printed"]
        )
        if kind == "none" and system["role"] in ("control", "reference") and of_others:
            work = ["source", "cite", "credit_as_printed"]
            alike = (every[work] == system[work]).all(axis="columns")
            kind = next((each for each in every.loc[alike, "defect_class"] if each != "none"), kind)
        found.append(kind)
    return found


def _quantity(row: pd.Series) -> str:
    return str(row["quantity"])


def _about(row: pd.Series) -> tuple[str, str]:
    return str(row["quantity"]), str(row.get("product", "") or row.get("subject", ""))


def _without_repeats(rows: Sequence[pd.Series]) -> list[pd.Series]:
    """Numbers without those that another place prints as well, be it rounded."""

    def where(row: pd.Series) -> tuple[str, ...]:
        return (*_about(row), str(row.get("potential", "")), str(row.get("cell", "")))

    exact = {where(row) for row in rows if row["relation"] == "="}
    kept: dict[Hashable, pd.Series] = {}
    for row in rows:
        if row["relation"] != "~" or where(row) not in exact:
            kept.setdefault((where(row), row["relation"], row["value"], row["unit"]), row)
    return list(kept.values())


def _in_turn(rows: Sequence[Item], kinds: Sequence[str], kind: Callable[[Item], str]) -> list[Item]:
    """Rows in rounds: of each kind the first, then of each the second, kinds in their order."""
    lanes = [[row for row in rows if kind(row) == name] for name in kinds]
    longest = max(map(len, lanes), default=0)
    return [lane[turn] for turn in range(longest) for lane in lanes if turn < len(lane)]
