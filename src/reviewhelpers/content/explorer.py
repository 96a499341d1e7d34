"""What the explorer shows: the harmonised table as plain values, and what stands between two of its points.

All of it is made from :mod:`reviewhelpers.summary_table` and :mod:`reviewhelpers.comparability`; the page adds
nothing but the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability, relations, summary_table
from reviewhelpers.charts.defect_classes import MARKS, NAMES
from reviewhelpers.chemistry import printed_scales, units
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.figures.across import gain_values
from reviewhelpers.markup import printed_marks
from reviewhelpers.text import formatting
from reviewhelpers.validation import user_data


@dataclass(frozen=True)
class Axis:
    """A figure of merit as an axis.

    Parameters
    ----------
    column : str
        Column of the harmonised table.
    log : bool
        Whether the axis counts in powers of ten, for values that span several.
    sign : int
        What a value is multiplied by to stand on the axis: a cathodic current is drawn as −*j*.
    most : float, optional
        What no value exceeds, nor the axis.
    """

    column: str
    log: bool = False
    sign: int = 1
    most: float | None = None


AXES: dict[str, Axis] = {
    "potential": Axis(summary_table.POTENTIAL),
    "efficiency": Axis(summary_table.EFFICIENCY, most=100),
    "current": Axis(summary_table.PARTIAL, log=True, sign=-1),
    "turnover": Axis(summary_table.TURNOVER, log=True),
    "yield": Axis(summary_table.YIELD, log=True),
}
"""The axes by the names that an address of a view holds; names that stand in an address last."""

CATEGORY = "system"
"""The axis of names: each system has a line of its own, so it stands upwards."""

_CATEGORY = {"head": "System", "title": "System", "log": False, "sign": 1, "category": True}

FORM: Mapping[str, Any] = {
    "items": "systems",
    "filters": {
        "reaction": "Reaction",
        "product": "Product",
        "metal": "Metal",
        "source": "Source",
    },
    "start": {"x": "efficiency", "y": "current"},
    "category": (CATEGORY, "System"),
    "switch": ("inferred", "Count inferred scales"),
    "classes": ("defect", "Class of defect"),
    "table": ("chapters/across/compare.html", "#tab-across-systems", "The table of all systems"),
}
"""Labels of the form; the axes chosen first; page, place and name of the table with the same values.

A current against an efficiency tells most: most works print one of them, and a row without the other is drawn too.
"""

_CONDITIONS = [
    *("reaction", "product", "potential", "potential_max", "potential_unit", "potential_scale"),
    *("current_density", "current_density_max", "current_density_unit"),
    *("cell", "electrolyte", "duration", "duration_unit"),
]


STATED, INFERRED = "stated", "inferred"
"""Whether a work states the scale of a record's potential, or this book infers it."""

OWN_UNITS: Mapping[str, tuple[str, ...]] = {
    "faradaic_efficiency": ("percent", "dimensionless"),
    "partial_current_density": ("mA/cm**2", "A/cm**2", "A/m**2"),
    "current_density": ("mA/cm**2", "A/cm**2", "A/m**2"),
    "turnover_frequency": ("1/h", "1/min", "1/s"),
    "yield_per_area": ("umol/h/cm**2", "mmol/h/cm**2", "mol/h/cm**2", "umol/s/cm**2", "mol/s/cm**2"),
}
"""Quantities that rows of a reader's own can put on an axis, with the units they may have."""
_TARGETS = ("percent", "mA/cm**2", "mA/cm**2", "1/h", "umol/h/cm**2")
"""The unit of the axis of each of these quantities."""


# One row ---------------------------------------------------------------------------------------------


def records() -> list[dict[str, Any]]:
    """Every row of the harmonised table with its values, prints, conditions and flags.

    Returns
    -------
    list of dict
        In the order of the table. ``merits`` holds an entry for each of :data:`AXES`: a ``value`` as printed
        or, if ``derived``, to three significant figures, or else the reason why it is ``missing``.

    Examples
    --------
    >>> found = next(each for each in records() if each["id"] == "gan2024-fe-mos2-x-fe")
    >>> found["merits"]["current"]["text"], found["merits"]["current"]["derived"]
    ('−38.6', True)
    """
    return [_record(row) for _, row in summary_table.build().iterrows()]


def _record(row: pd.Series) -> dict[str, Any]:
    system = data.table("systems").loc[row["system"]]
    merits = {key: _merit(row, axis.column) for key, axis in AXES.items()}
    used = [id for axis in AXES.values() for id in row[f"{axis.column} from"].split()]
    rows = dict.fromkeys([*row["rows"].split(), *used])
    stated = data.table("performance").loc[row["rows"].split()]
    return {
        "id": row["id"],
        "system": row["system"],
        "name": row["name"],
        "reaction": row["reaction"],
        "product": row["product"],
        "defect": row["defect class"],
        "metals": system["metal"].split(),
        "sources": list(dict.fromkeys(stated["source"])),
        "work": _work(system),
        "conditions": formatting.conditions(row),
        "scale": INFERRED
        if printed_scales.NOTES[printed_scales.INFERRED] in row[f"{summary_table.POTENTIAL} formula"]
        else STATED,
        "flags": row["flags"].split(),
        "merits": merits,
        "prints": [_print(id) for id in rows],
        "note": row["note"],
    }


def _merit(row: pd.Series, name: str) -> dict[str, Any]:
    formula = str(row[f"{name} formula"])
    if not formula:
        return {"missing": row[f"{name} missing"]}
    derived = not formula.startswith(summary_table.PRINTED)
    ends = {
        key: rounding.round_for_print(row[column], figures=_figures(row[column], derived))
        for key, column in (("value", name), ("value_max", f"{name} max"))
    }
    qualifiers = {key: row[f"{name} {key}"] for key in ("uncertainty", "relation", "statistic")}
    text = formatting.value(pd.Series({**ends, **qualifiers, "unit": "dimensionless"}))
    merit = {
        "value": ends["value"],
        "upper": ends["value_max"],
        "uncertainty": rounding.round_for_print(qualifiers["uncertainty"], figures=rounding.SETTLED),
        "relation": qualifiers["relation"],
        # Brackets around a value with its uncertainty are for a unit behind them.
        "text": text.translate({ord("("): None, ord(")"): None}).strip(),
        "derived": derived,
        "formula": formula,
        "rows": row[f"{name} from"].split(),
    }
    return {
        key: value for key, value in merit.items() if not (isinstance(value, float) and math.isnan(value))
    }


def _figures(value: float, derived: bool) -> int:
    return rounding.enough_figures(value) if derived else rounding.SETTLED


def _work(system: pd.Series) -> dict[str, str]:
    """The work behind a system, or the key that its source prints, with the source it is cited through."""
    if system["cite"]:
        return {"key": system["cite"], "label": bibliography.short_label(system["cite"]), "credit": ""}
    through = data.table("sources").loc[system["source"], "cite"]
    return {"key": through, "label": bibliography.short_label(through), "credit": system["credit_as_printed"]}


def _print(id: str) -> dict[str, Any]:
    """What one row says, with the characters of its source; a half-reaction is our own row."""
    halves = data.table("half_reactions")
    if id in halves.index:
        return {"row": id, "said": f"half-reaction {halves.loc[id, 'equation']}", "print": [], "source": ""}
    row = data.row(id)
    text = formatting.named_value(row)
    shown = printed_marks.parts(row["as_printed"])
    return {"row": id, "said": text, "print": shown, "source": source(row["source"])}


def counterparts() -> list[tuple[str, str]]:
    """Systems with defects beside the controls that a claim compares them to, where both have records."""
    known = set(summary_table.build()["system"])
    return [pair for pair in gain_values.counterparts() if known.issuperset(pair)]


# What stands between two -----------------------------------------------------------------------------


def rules() -> list[dict[str, Any]]:
    """The rules of comparability in their order."""
    return [
        {"name": rule.name, "title": rule.title, "means": rule.means, "forbids": rule.forbids}
        for rule in comparability.RULES.values()
    ]


def keys() -> dict[str, Any]:
    """What the rules look at in each record, from which the page counts the pairs that break them.

    There are n²/2 pairs of n records, so that they are not listed. Records of the same keys are of one class.

    Returns
    -------
    dict
        ``relations``: for each of :func:`rules` the kind of its relation, what it needs, and ``keys``, all
        keys that occur. ``classes``: for every axis lists with the number of a key for each rule. ``of``: for
        every axis the class of each record, or None where its value is missing. The potential is a condition
        of the other values, so it has no classes of its own.
    """
    frame = summary_table.build()
    spelled: list[dict[Hashable, int]] = [{} for _ in comparability.RULES]
    classes: dict[str, list[tuple[int, ...]]] = {}
    of: dict[str, list[int | None]] = {}
    for axis, described in AXES.items():
        name = described.column
        if name == summary_table.POTENTIAL:
            continue
        known: dict[tuple[int, ...], int] = {}
        of[axis] = []
        for _, row in frame.iterrows():
            number = None
            if row[f"{name} formula"]:
                printed = statement(row, name).to_dict()
                found = [rule.key(printed) for rule in comparability.RULES.values()]
                one = tuple(
                    numbers.setdefault(key, len(numbers)) for numbers, key in zip(spelled, found, strict=True)
                )
                number = known.setdefault(one, len(known))
            of[axis].append(number)
        classes[axis] = list(known)
    return {"relations": _relations(spelled), "classes": classes, "of": of}


def _relations(spelled: Sequence[Mapping[Hashable, int]]) -> list[dict[str, Any]]:
    """The relations of the rules, their keys written so that texts are numbers.

    ``names`` holds the keys themselves where equality or a list decides: a row of a reader's own finds its key there.
    """
    texts: dict[str, int] = {}
    written = []
    for rule, keys in zip(comparability.RULES.values(), spelled, strict=True):
        one = rule.relation.written(list(keys), lambda text: texts.setdefault(text, len(texts)))
        if isinstance(rule.relation, relations.Unequal | relations.Listed):
            one["names"] = list(keys)
        written.append(one)
    return written


def statement(row: pd.Series, name: str) -> pd.Series:
    """The printed statement that a value comes from, under all conditions that its row knows.

    Parameters
    ----------
    row : Series
        A row of the harmonised table.
    name : str
        A column of :data:`reviewhelpers.summary_table.FIGURES_OF_MERIT` in which the row has a value.

    Returns
    -------
    Series
        A row of ``performance``.
    """
    printed = data.table("performance")
    first = next(id for id in row[f"{name} from"].split() if id in printed.index)
    found: pd.Series = printed.loc[first].copy()
    found[_CONDITIONS] = row[_CONDITIONS]
    return found


# A reader's own rows ---------------------------------------------------------------------------------


def own() -> dict[str, Any]:
    """What the page needs to read a file of a reader's own, of the form that the live figures read.

    Returns
    -------
    dict
        ``template``, ``needed``, ``columns`` with the values that each allows, ``quantities`` with the axis, the
        factors of units to that of the axis, whether a value grows with the catalyst on its area and what it is
        counted over.
    """
    axes = ("efficiency", "current", "total", "turnover", "yield")
    return {
        "template": user_data.TEMPLATE,
        "needed": user_data.NEEDED,
        "columns": user_data.allowed(),
        "quantities": {
            name: {
                "axis": axis,
                "units": {unit: _factor(unit, target) for unit in allowed},
                "perArea": name in comparability.PER_AREA,
                "basis": comparability.BASES.get(name),
            }
            for (name, allowed), axis, target in zip(OWN_UNITS.items(), axes, _TARGETS, strict=True)
        },
    }


def _factor(unit: str, target: str) -> float:
    # The last bits of a product differ between processors.
    return float(rounding.settled(units.convert(1.0, unit, target)))


# All of it -------------------------------------------------------------------------------------------


def choices(rows: Sequence[Mapping[str, Any]] | None = None) -> dict[str, dict[str, str]]:
    """What each filter offers: by filter, the labels of its values in the order they are offered.

    Parameters
    ----------
    rows : sequence of dict, optional
        The records; computed where they are not given.

    Examples
    --------
    >>> choices()["reaction"]
    {'CO2RR': 'CO₂RR (of CO₂)', 'NORR': 'NORR (of NO)', 'NITRR': 'NITRR (of NO₃⁻)'}
    """
    rows = records() if rows is None else rows
    used = {key: {row[key] for row in rows} for key in ("reaction", "product", "defect")}
    metals, sources = ({name for row in rows for name in row[key]} for key in ("metals", "sources"))
    return {
        "reaction": {
            key: f"{formatting.formula(key)} (of {formatting.formula(reactant)})"
            for key, reactant in comparability.REACTANTS.items()
            if key in used["reaction"]
        },
        "product": {key: formatting.formula(key) for key in sorted(used["product"] - {""})},
        "metal": {metal: metal for metal in sorted(metals)},
        "source": {id: source(id) for id in data.table("sources").index if id in sources},
        "defect": {key: text for key, text in NAMES.items() if key in used["defect"]},
    }


def source(id: str) -> str:
    """A document as a reader knows it.

    Examples
    --------
    >>> source("li2022"), source("abstract-lu2021")
    ('Li et al. 2022', 'abstract of Lu et al. 2021')
    """
    row = data.table("sources").loc[id]
    label = bibliography.short_label(row["cite"])
    return label if row["kind"] in ("review", "paper") else f"{row['kind']} of {label}"


def everything() -> dict[str, Any]:
    """All that the explorer holds but the addresses of pages; JSON can hold it.

    Returns
    -------
    dict
        ``records``, ``pairs`` of systems and controls, ``axes``, ``start``, ``rules``, ``keys``, ``choices``,
        ``own``, and ``marks``: colour and form by class of defect.
    """
    rows = records()
    offered = choices(rows)
    return {
        "records": rows,
        "pairs": counterparts(),
        "axes": {key: _described(axis) for key, axis in AXES.items()} | {CATEGORY: _CATEGORY},
        "start": FORM["start"],
        "rules": rules(),
        "keys": keys(),
        "choices": offered,
        "own": own(),
        "marks": {
            key: {"colour": MARKS[key].colour, "marker": MARKS[key].marker} for key in offered["defect"]
        },
    }


def _described(axis: Axis) -> dict[str, Any]:
    """An axis as the page needs it: its column in the table, its title on the chart."""
    head = axis.column[:1].upper() + axis.column[1:]
    # A cathodic current is negative; drawn as −j, more of it stands higher, and a logarithm exists.
    title = head.replace(" / ", ", −j / ") if axis.sign < 0 else head
    return {"head": head, "title": title, "log": axis.log, "sign": axis.sign, "most": axis.most}
