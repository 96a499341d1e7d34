"""Tables that read across the four sources: one over all systems, and what may be compared with what."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability, relations, summary_table
from reviewhelpers.charts.defect_classes import NAMES
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, key_facts, table
from reviewhelpers.text import formatting, markdown

_HEADS = {
    summary_table.POTENTIAL: "Potential (V vs RHE)",
    summary_table.PARTIAL: "Partial current density (mA cm⁻²)",
    summary_table.EFFICIENCY: "Faradaic efficiency (%)",
    summary_table.TURNOVER: "Turnover frequency (h⁻¹)",
    summary_table.YIELD: "Yield per area (µmol h⁻¹ cm⁻²)",
}
_DERIVED, _SIGN = "†", "‡"


@table("tab-across-systems", title="All systems with numbers, in one set of units")
def systems() -> Table:
    """The five figures of merit of every system, each with its derivation or the reason why it is empty."""
    frame = summary_table.build()
    order, starts = key_facts.grouped(key_facts.classes(data.table("systems").loc[frame["system"]]))
    frame = frame.iloc[order]
    cells = tuple(
        (
            markdown.text(str(row["name"])),
            markdown.text(
                ", ".join(part for part in (row["reaction"], formatting.formula(row["product"])) if part)
            ),
            markdown.quoted(key_facts.conditions(row)),
            *(_merit(row, name) for name in summary_table.FIGURES_OF_MERIT),
            _titles(row["flags"].split()) or GAP,
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("System", "Reaction, product", "Conditions as printed", *_HEADS.values(), "Not said, or special"),
        cells,
        "By class of defect, one row per system, reaction, product and printed condition; a value printed several "
        "times stands once. A plain number is printed, at most in another unit. A number with "
        f"{_DERIVED} is derived, and shown to three significant figures: the potential from an overpotential "
        "(*E* = *E*° − *η*, where the pH does not matter or is printed); the partial current *j* from total "
        "current and efficiency, or from a yield by Faraday's law (*j* = −*n F r*, with *n* electrons a "
        "molecule and the rate *r*); a yield from a partial current by the same law, or from a yield per "
        "mass and the loading; a turnover from a yield per mass and the metal content. Such a turnover "
        f"counts every metal atom as a site, so it is a lower bound. {_SIGN} marks a current printed without "
        "the minus sign of a reduction. Words in italics say why a cell holds no number. Open a marked number "
        "to see its formula and its rows, half-reactions among them. In the file every "
        "value has columns for its rows (from), its formula, and the reason where it is missing.",
        f"{GAP}: not printed, or nothing special. Rows stand here side by side for reading, not for "
        "ranking: {ref}`tab-across-comparable` lists those that may be compared.",
        groups=tuple((start, NAMES[kind]) for start, kind in starts.items()),
    )


def _merit(row: pd.Series, name: str) -> str:
    """A figure of merit as read: a number, marked where it is not as printed, or why there is none."""
    formula = str(row[f"{name} formula"])
    if why := row[f"{name} missing"]:
        return GAP if why == "not printed" else f"*{markdown.text(why)}*"
    as_printed = formula.startswith(summary_table.PRINTED)
    parts = {"value": row[name], "value_max": row[f"{name} max"], "unit": "dimensionless"}
    if not as_printed:
        figures = rounding.enough_figures(parts["value"], parts["value_max"])
        parts |= {
            key: rounding.round_for_print(parts[key], figures=figures) for key in ("value", "value_max")
        }
    details = {key: row[f"{name} {key}"] for key in ("uncertainty", "relation", "statistic")}
    # Brackets around a value with its uncertainty are for a unit behind them.
    text = (
        formatting.value(pd.Series({**parts, **details})).translate({ord("("): None, ord(")"): None}).strip()
    )
    if as_printed and formula != summary_table.SIGN:
        return text
    mark = _SIGN if as_printed else _DERIVED
    explained = f"{formula}; from {', '.join(row[f'{name} from'].split())}".replace("`", "′")
    return f"{{abbr}}`{text}{mark} ({explained})`"


def _titles(names: Sequence[str]) -> str:
    return ", ".join(comparability.RULES[name].title for name in names)


@data.cached
def _statements() -> pd.DataFrame:
    return summary_table.statements(data.table("performance"))


@data.cached
def _hits() -> tuple[dict[str, int], int, int]:
    """How many pairs on two systems each rule hits, how many there are, and how many no rule forbids."""
    rows = [row.to_dict() for _, row in _statements().iterrows()]
    by_system: dict[str, list[comparability.Row]] = {}
    for row in rows:
        by_system.setdefault(row["system"], []).append(row)
    hits, number = comparability.hits(rows), relations.pairs(len(rows))
    free = comparability.number_comparable(rows)
    for same in by_system.values():
        if len(same) > 1:
            for name, count in comparability.hits(same).items():
                hits[name] -= count
            number -= relations.pairs(len(same))
            free -= comparability.number_comparable(same)
    return hits, number, free


@table("tab-across-flags", title="The rules that say what may be compared")
def flags() -> Table:
    """Every rule with what it means, what it does, and how many statements and pairs it hits."""
    frame = _statements()
    hits, pairs, free = _hits()
    rows, cells = [], []
    statements = [row.to_dict() for _, row in frame.iterrows()]
    for name, rule in comparability.RULES.items():
        alone = sum(rule.alone(row) is not None for row in statements) if rule.of_row else None
        does = "forbids" if rule.forbids else "warns"
        rows.append(
            {
                "rule": name,
                "title": rule.title,
                "does": does,
                "means": rule.means,
                "statements hit": alone,
                "pairs hit": hits[name],
            }
        )
        counted = "asks for two" if alone is None else formatting.number(alone)
        cells.append((rule.title, rule.means, does, counted, formatting.number(hits[name])))
    result = pd.DataFrame(rows)
    result["statements hit"] = result["statements hit"].astype("Int64")
    return Table(
        result,
        ("Rule", "What it means", "It", "Statements hit", "Pairs hit"),
        tuple(cells),
        f"The rules, run over all {len(frame)} statements on performance, repeats counted once, and over "
        f"their {pairs} pairs on two systems. Differences that are printed forbid a comparison; what is not "
        "stated warns, but a missing potential or reference electrode forbids. Within one work what is left "
        f"out, but for the potential, is taken to be the same. For {free} of the pairs no rule forbids it.",
    )


@table("tab-across-comparable", title="Values that may be compared with each other")
def comparable() -> Table:
    """The sets of statements within which no rule forbids a comparison."""
    frame = _statements()
    frame = frame[frame["quantity"].isin(summary_table.QUANTITIES)]
    labels, names = data.table("quantities")["label"], data.table("systems")["name"]
    rows, cells = [], []
    for ids in comparability.groups(frame):
        members = [row for _, row in frame.loc[list(ids)].iterrows()]
        warned = [name for name, number in comparability.hits(members).items() if number]
        values = [f"{names[row['system']]} {formatting.value(row)}" for row in members]
        where = formatting.conditions(
            max(members, key=lambda row: row["potential_scale"] not in ("", "not stated"))
        )
        label = str(labels[members[0]["quantity"]])
        works = dict.fromkeys(formatting.credited_work(_credited(row)) for row in members)
        rows.append(
            {
                "quantity": members[0]["quantity"],
                "reaction": members[0]["reaction"],
                "product": members[0]["product"],
                "conditions": where,
                "systems": " ".join(row["system"] for row in members),
                "values": "; ".join(values),
                "warnings": " ".join(warned),
                "rows": " ".join(row["rows"] for row in members),
            }
        )
        cells.append(
            (
                markdown.text(f"{label[0].upper()}{label[1:]}, {formatting.formula(members[0]['product'])}"),
                markdown.text("; ".join(values)),
                markdown.quoted(where),
                _titles(warned) or GAP,
                "; ".join(works),
            )
        )
    row_count = len({id for row in rows for id in row["rows"].split()})
    return Table(
        pd.DataFrame(rows),
        ("Quantity", "Values", "Conditions", "Keep in mind", "Work"),
        tuple(cells),
        f"All {len(rows)} sets of values on two systems or more within which no rule of "
        f"{{ref}}`tab-across-flags` forbids a comparison. They hold {row_count} of the "
        f"{len(data.table('performance'))} rows on performance. Conditions are those of a "
        "row that states the reference electrode, where one does. What to keep in mind forbids nothing, but "
        "what is not stated may differ.",
        f"{GAP}: nothing.",
    )


def _credited(row: pd.Series) -> pd.Series:
    """The row of the system, which knows the work by its key in the source where it has no other."""
    found: pd.Series = data.table("systems").loc[row["system"]]
    return found
