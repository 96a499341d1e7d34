"""The computed steps of three models of the copper sites, each from its state before to its state after."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import (
    enumerated,
    row_value,
    system_class,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.charts.ladder import draw_ladder, reference_line, set_states
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import wrapped
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE
from reviewhelpers.text import formatting

ID = "fig-copper-energies"
STEPS: Mapping[str, str] = {
    "NO3− adsorption": "NO3-(aq) -> NO3-(ads)",
    "*NH2OH to *NH2": "*NH2OH -> *NH2",
    "*NH to *NOH": "*NH -> *NOH",
}
"""The steps of which a number is printed, by the name that the data gives them, each as an equation."""

NEUTRAL = "NO3-(aq) -> NO3(ads)"
"""Adsorption that ends at the species with which the paper's mechanism begins."""

ADSORPTION, STRESSED, DOUBTFUL = STEPS
ENERGY = value_column("ΔG", "free_energy_change")
BELOW = value_column("ΔG below", "free_energy_change")


def electrons(equation: str) -> int:
    """Electrons that a step takes up, with all that its shorthand leaves out; below zero: gives away."""
    return reactions.electrons(reactions.complete(equation))


def _sense(equation: str) -> tuple[str, str]:
    """What a step does with electrons, and which kind of step that makes it."""
    count = electrons(equation)
    if not count:
        return "no electron", "no electron"
    verb, kind = ("takes up", "a reduction") if count > 0 else ("gives away", "an oxidation")
    return f"{verb} {abs(count)} e⁻", kind


def _shorthand(equation: str) -> str:
    """The whole equation with stars for what is adsorbed, as the paper writes."""
    words = (
        f"*{word.replace('(ads)', '')}" if "(ads)" in word else word.replace("(aq)", "")
        for word in reactions.format_equation(reactions.complete(equation)).split(" ")
    )
    return " ".join(words)


def _states(step: str) -> tuple[str, str]:
    """The states before and after a step, as a reader sees them."""
    before, _, after = STEPS[step].partition(" -> ")
    if step == ADSORPTION:
        return "NO₃⁻", "*NO₃⁻"
    return f"*{formatting.formula(before[1:])}", f"*{formatting.formula(after[1:])}"


def _title(step: str) -> str:
    return "Adsorption of NO₃⁻" if step == ADSORPTION else " → ".join(_states(step))


def _models() -> tuple[str, ...]:
    return figure_rows.named(ID, "model")


def _energies() -> pd.DataFrame:
    """The printed free-energy changes of the steps, a row each."""
    frame = data.table("energetics")
    own = frame["system"].isin(_models()) & (frame["quantity"] == "free_energy_change")
    return frame[own & frame["subject"].isin(STEPS)]


def _is_bound(model: str, step: str) -> bool:
    """Whether a step is said to be spontaneous on a model, without a number."""
    claim = figure_rows.one(ID, "spontaneous")
    return step == ADSORPTION and model in (claim["system"], claim["compared_with"])


def _limiting() -> dict[str, pd.Series]:
    """The step that the paper names as potential-determining, by model."""
    rows = map(data.row, figure_rows.named(ID, "limiting"))
    return {str(row["system"]): row for row in rows}


@figure(ID)
def energies() -> Drawing:
    """Each step of which a number is printed, on all models, with what it does with electrons."""
    values = pd.DataFrame([row for step in STEPS for model in _models() for row in _values(model, step)])
    marks = _marks(values)
    sheet = Sheet()
    panel = sheet.panel(height=20.0, right=0.5)
    set_quantity(panel, "y", "free_energy_change", symbol="ΔG", limits=_limits(marks["y"]))
    set_states(panel, [state for step in STEPS for state in _states(step)])
    draw_ladder(panel, _ladder(marks))
    levels = [line for line in panel.lines if line.get_linestyle() == "-"]
    reference_line(panel, 0, "")
    _write_senses(panel)
    draw_scatter(panel, marks, names=9.0, obstacles=levels)
    gaps = values[values[ENERGY].isna() & values[BELOW].isna()]
    listed = enumerated(f"{row['step']} on {row['name']}" for _, row in gaps.iterrows()) if len(gaps) else ""
    sheet.note(f"The potential is not printed{f', nor is ΔG of {listed}' if listed else ''}.")
    return Drawing(sheet.finish(), values, _fields())


def _limits(values: pd.Series) -> tuple[float, float]:
    """Room below zero for arrows, and above for what the steps do with electrons."""
    high = max(values)
    return -0.25 * high, 1.3 * high


def _marks(values: pd.DataFrame) -> pd.DataFrame:
    """A mark at the state after the step for each number, and for bounds at zero, beside each other."""
    titles = [_title(step) for step in STEPS]
    bounds = [model for model in _models() if model in set(values.loc[values[BELOW].notna(), "system"])]
    found = []
    for _, value in values[values[ENERGY].notna() | values[BELOW].notna()].iterrows():
        number, bound = titles.index(value["step"]), math.isnan(value[ENERGY])
        told = f"{value['step']} said to be spontaneous, so below 0; not printed"
        label, place = f"{value['name']} < 0", 0.0
        if bound:
            place = 0.2 * (2 * bounds.index(value["system"]) - len(bounds) + 1)
        else:
            limit = ", limiting" if value["named as limiting"] else ""
            amount = f"{formatting.amount(data.row(value['rows']))}{limit}"
            label = f"{value['name']}\n{amount}"
            told = f"{amount}; {value['whole equation']}, {value['sense']}"
        found.append(
            {
                "x": 2 * number + 1 + place,
                "y": value[BELOW] if bound else value[ENERGY],
                "number": number,
                "label": label,
                "defect_class": system_class(value["system"]),
                "bound": "<" if bound else "",
                "derived": bound,
                "told": f"{value['name']}: {told}",
                "rows": value["rows"],
            }
        )
    return pd.DataFrame(found)


def _ladder(marks: pd.DataFrame) -> pd.DataFrame:
    """Each printed step as two levels: the state before at zero, the state after at its energy."""
    levels = []
    for _, mark in marks[marks["bound"] == ""].iterrows():
        start = {"series": mark["rows"], "state": 2 * mark["number"], "level": 0.0, "text": ""}
        end = {"series": mark["rows"], "state": mark["x"], "level": mark["y"], "text": ""}
        levels += [start, {**end, "defect_class": mark["defect_class"]}]
    return pd.DataFrame(levels)


def _write_senses(panel: Panel) -> None:
    """Above each step what it does with electrons."""
    for number, equation in enumerate(STEPS.values()):
        text = wrapped(_sense(equation)[0], panel.room[0] / len(STEPS) - 0.5)
        panel.annotate(
            text,
            (2 * number + 0.5, 1),
            (0, -2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="top",
        )


def _values(model: str, step: str) -> list[dict[str, object]]:
    """The plotted values of a step on a model: one a printed number, or one that tells of the gap."""
    same = _energies()
    same = same[same["subject"] == step]
    own, bound = same[same["system"] == model], _is_bound(model, step)
    about = {
        "system": model,
        "name": system_name(model),
        "step": _title(step),
        "whole equation": _shorthand(STEPS[step]),
        "electrons": electrons(STEPS[step]),
        "sense": _sense(STEPS[step])[1],
    }
    limiting = {row["id"] for row in _limiting().values()}
    derived = "water, protons and electrons of the equation"
    if own.empty:
        # A gap has no row of its own: that of the same step on another model shows that it was computed.
        row = figure_rows.named(ID, "spontaneous")[0] if bound else same["id"].iloc[0]
        note = "; below zero, as it is called spontaneous" if bound else ""
        numbers = {ENERGY: math.nan, BELOW: 0.0 if bound else math.nan}
        gap = {"named as limiting": "", **numbers, "missing": "not printed", "rows": row}
        return [{**about, **gap, "derived": derived + note}]
    return [
        {
            **about,
            "named as limiting": "yes" if row["id"] in limiting else "",
            ENERGY: row_value(row, "free_energy_change"),
            BELOW: math.nan,
            "missing": "",
            "rows": row["id"],
            "derived": derived,
        }
        for _, row in own.iterrows()
    ]


def _fields() -> dict[str, str]:
    printed, limiting = _energies(), _limiting()
    parts = []
    for step, equation in STEPS.items():
        own = printed[printed["subject"] == step]
        told = enumerated(
            f"{formatting.amount(row)} on {system_name(row['system'])}" for _, row in own.iterrows()
        )
        bound = [system_name(model) for model in _models() if _is_bound(model, step)]
        below = f", said to be spontaneous on {enumerated(bound)}" if bound else ""
        parts.append(f"{_title(step)} ({_sense(equation)[0]}): {told}{below}")
    lone, cluster = _models()[:2]
    eased = printed[(printed["subject"] == STRESSED) & (printed["system"] == cluster)].iloc[0]
    first, second = (row_value(limiting[model], "free_energy_change") for model in (lone, cluster))
    stressed = [system_name(model) for model, row in limiting.items() if row["subject"] == STRESSED]
    others = [system_name(model) for model, row in limiting.items() if row["subject"] != STRESSED]
    return {
        "work": formatting.work(CITE),
        "steps": "; ".join(parts),
        "stressed": _title(STRESSED),
        "limits": f"limits {enumerated(stressed) if stressed else 'no model'}"
        + (f", not {enumerated(others)}" if others else ""),
        "fall": three_figures(first - row_value(eased, "free_energy_change")),
        "limit_fall": three_figures(first - second),
        "limit": formatting.amount(limiting[cluster]),
        "limit_step": _title(limiting[cluster]["subject"]),
        "lone": system_name(lone),
        "cluster": system_name(cluster),
        "methods": enumerated(sorted(set(printed["method"]))),
        "equations": "; ".join(
            f"{_shorthand(equation)}, {_sense(equation)[1]}" for equation in STEPS.values()
        ),
        "neutral": _sense(NEUTRAL)[0],
        "doubtful": _title(DOUBTFUL),
        "doubtful_sense": _sense(STEPS[DOUBTFUL])[0],
    }
