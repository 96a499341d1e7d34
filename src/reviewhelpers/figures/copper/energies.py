"""The computed steps of three models of the copper sites.

What the paper only draws is missing here; the figure leaves it open and says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    Sheet,
    axis_label,
    draw_bound,
    draw_marker,
    draw_rail,
    draw_scale,
    draw_unprinted,
    enumerated,
    in_right_half,
    label_value,
    round_ticks,
    row_value,
    system_name,
    three_figures,
    value_column,
)
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import CITE, HIGH, LOW, MIDDLE, NOT_PRINTED, SAMPLES
from reviewhelpers.text import formatting

MODELS: Mapping[str, style.Mark] = {
    "ji2023-cun4": SAMPLES[LOW],
    "ji2023-cun4-cu4": SAMPLES[MIDDLE],
    "ji2023-cun4-cu-nps": SAMPLES[HIGH],
}
"""The models, each with the mark of the sample that it is nearest to."""

ALONE, CLUSTER, _ = MODELS

STEPS: Mapping[str, str] = {
    "NO3− adsorption": "NO3-(aq) -> NO3-(ads)",
    "*NH2OH to *NH2": "*NH2OH -> *NH2",
    "*NH to *NOH": "*NH -> *NOH",
}
"""The steps of which a number is printed, by the name that the data gives them, each as an equation."""

NEUTRAL = "NO3-(aq) -> NO3(ads)"
"""Adsorption that ends at the species with which the paper's mechanism begins."""

ADSORPTION, STRESSED, DOUBTFUL = STEPS
SPONTANEOUS = "ji2023-nitrate-adsorption"
"""The claim that two of the models bind nitrate spontaneously."""

LIMITING: Mapping[str, str] = {ALONE: "ji2023-cun4-limiting", CLUSTER: "ji2023-cun4-cu4-limiting"}
"""The step that the paper names as potential-determining, by model."""


@dataclass(frozen=True)
class _Direction:
    """A step with all that its shorthand leaves out, and whether it is a reduction or an oxidation."""

    equation: reactions.Reaction

    @property
    def electrons(self) -> int:
        """Electrons taken up; below zero where they are given away."""
        return reactions.electrons(self.equation)

    @property
    def text(self) -> str:
        """What the step does with electrons."""
        if not self.electrons:
            return "no electron"
        kind = "takes up" if self.electrons > 0 else "gives away"
        return f"{kind} {abs(self.electrons)} e⁻"

    @property
    def kind(self) -> str:
        """Whether the step is a reduction."""
        if not self.electrons:
            return "no electron"
        return "a reduction" if self.electrons > 0 else "an oxidation"


def _direction(equation: str) -> _Direction:
    return _Direction(reactions.complete(equation))


def _energy(model: str, step: str) -> pd.Series | None:
    """The row with the free-energy change of a step of a model, where one is printed."""
    frame = data.table("energetics")
    own = frame[(frame["system"] == model) & (frame["subject"] == step)]
    return None if own.empty else own.iloc[0]


def _is_bound(model: str, step: str) -> bool:
    """Whether a step is said to be spontaneous on a model, without a number."""
    claim = data.row(SPONTANEOUS)
    return step == ADSORPTION and model in (claim["system"], claim["compared_with"])


def _volts(row: pd.Series) -> float:
    return row_value(row, "free_energy_change")


def _energy_text(row: pd.Series) -> str:
    return formatting.amount(row)


def _title(step: str) -> str:
    """A step as a reader sees it; adsorption by its equation."""
    before, arrow, after = step.partition(" to ")
    if not arrow:
        return "Adsorption of NO₃⁻"
    return f"*{formatting.formula(before.lstrip('*'))} → *{formatting.formula(after.lstrip('*'))}"


def _shorthand(equation: reactions.Reaction) -> str:
    """An equation with stars for what is adsorbed, as the paper writes."""
    words = (
        f"*{word.replace('(ads)', '')}" if "(ads)" in word else word.replace("(aq)", "")
        for word in reactions.format_equation(equation).split(" ")
    )
    return " ".join(words)


@figure("fig-copper-energies", title="Free energies of three models: printed steps, and gaps")
def energies() -> Plot:
    """Each step of which a number is printed, on all three models, with its sense."""
    sheet = Sheet()
    sheet.write(MARGIN, "Computed; filled: printed. At which potential: not printed.", colour=style.QUIET)
    rows = [row for model in MODELS for step in STEPS if (row := _energy(model, step)) is not None]
    top = max(map(_volts, rows))
    end = round_ticks(1.1 * top + 0.2)[-1]
    for step, equation in STEPS.items():
        _draw_step(sheet, step, _direction(equation), (-0.5 * end, 1.15 * end))
    _draw_finding(sheet)
    values = pd.DataFrame([_step_value(model, step) for step in STEPS for model in MODELS])
    return Plot(sheet.finish(), values, _energies_alt(), _energies_caption())


def _draw_step(sheet: Sheet, step: str, direction: _Direction, ends: tuple[float, float]) -> None:
    """One rail per model on one scale, below the step, its whole equation and its sense."""
    sheet.heading(_title(step), direction.text)
    if step == ADSORPTION:
        neutral = _direction(NEUTRAL)
        reading = (
            f"Counted as {_shorthand(direction.equation)}. Written to the *NO₃ of the mechanism, it "
            f"{neutral.text}; which is meant, the text does not say."
        )
        sheet.write(MARGIN, reading, colour=style.QUIET)
    else:
        sheet.write(MARGIN, f"{_shorthand(direction.equation)}: {direction.kind}")
    if direction.electrons < 0:
        sheet.write(MARGIN, "✗ As printed, no step on the way from nitrate to NH₃.")
    top, heights = sheet.y, []
    for model in MODELS:
        row = _energy(model, step)
        named = row is not None and row["id"] in LIMITING.values()
        note = "named as its limiting step" if named else _spontaneous_note(model, step)
        sheet.write(MARGIN, system_name(model), note=note)
        heights.append((sheet.rail(0.26), model))
    ticks = [tick for tick in round_ticks(ends[1]) if rounding.at_most(tick, ends[1])]
    ax = draw_scale(sheet, top, ends, ticks, axis_label("free_energy_change", symbol="ΔG"))
    ax.plot([0, 0], [0, 1], transform=ax.get_xaxis_transform(), color=style.QUIET, linewidth=1.0, zorder=1)
    for y, model in heights:
        _draw_model(ax, y, model, step, ends[0])


def _draw_model(ax: Axes, y: float, model: str, step: str, left: float) -> None:
    row = _energy(model, step)
    if row is not None:
        draw_rail(ax, y)
        draw_marker(ax, _volts(row), y, MODELS[model])
        label_value(ax, _volts(row), y, _energy_text(row), left=in_right_half(ax, _volts(row)))
    elif _is_bound(model, step):
        draw_rail(ax, y)
        draw_bound(ax, y, 0, left, "")
        label_value(ax, 0, y, f"below {formatting.number(0.0)}, {NOT_PRINTED}", left=False)
    else:
        draw_unprinted(ax, y, NOT_PRINTED)


def _spontaneous_note(model: str, step: str) -> str:
    """What is said of a model that binds nitrate spontaneously."""
    if not _is_bound(model, step):
        return ""
    claim = data.row(SPONTANEOUS)
    more = f", more so than {system_name(claim['compared_with'])}" if model == claim["system"] else ""
    return f"said to be spontaneous{more}"


def _draw_finding(sheet: Sheet) -> None:
    sheet.heading("The step stressed, and the step that limits")
    sheet.write(MARGIN, f"{_stressed_text()} {_limits_text()}")


def _limits_text() -> str:
    """The two steps named as limiting, and what the cluster changes of each measure."""
    first, second = (data.row(row) for row in LIMITING.values())
    eased = _energy(CLUSTER, STRESSED)
    if eased is None:
        return ""
    return (
        f"With the cluster that step falls by {three_figures(_volts(first) - _volts(eased))} eV, but the limiting "
        f"step only by {three_figures(_volts(first) - _volts(second))} eV, to {_energy_text(second)} at "
        f"{_title(second['subject'])}."
    )


def _stressed_text() -> str:
    """The models whose limiting step is the stressed one."""
    own = [system_name(model) for model, row in LIMITING.items() if data.row(row)["subject"] == STRESSED]
    others = [system_name(model) for model, row in LIMITING.items() if data.row(row)["subject"] != STRESSED]
    text = f"Introduction and conclusions stress {_title(STRESSED)}. It limits {enumerated(own)}"
    return f"{text}, not {enumerated(others)}." if others else f"{text}."


def _step_value(model: str, step: str) -> dict[str, object]:
    row, direction = _energy(model, step), _direction(STEPS[step])
    bound = _is_bound(model, step)
    missing, rows = ("", row["id"]) if row is not None else (NOT_PRINTED, SPONTANEOUS)
    if row is None and not bound:
        # A gap has no row of its own: that of the same step on another model shows that it was computed.
        other = next(found for each in MODELS if (found := _energy(each, step)) is not None)
        rows = other["id"]
    return {
        "system": model,
        "name": system_name(model),
        "step": _title(step),
        "whole equation": _shorthand(direction.equation),
        "electrons": direction.electrons,
        "sense": direction.kind,
        "named as limiting": "yes" if row is not None and row["id"] in LIMITING.values() else "",
        value_column("ΔG", "free_energy_change"): math.nan if row is None else _volts(row),
        value_column("ΔG below", "free_energy_change"): 0.0 if bound else math.nan,
        "missing": missing,
        "rows": rows,
        "derived": "water, protons and electrons of the equation"
        + ("; below zero, as it is called spontaneous" if bound else ""),
    }


def _energies_alt() -> str:
    parts = []
    for step, equation in STEPS.items():
        printed = [
            f"{_energy_text(row)} on {system_name(model)}"
            for model in MODELS
            if (row := _energy(model, step)) is not None
        ]
        silent = [
            f"{system_name(model)}{' (said to be spontaneous)' if _is_bound(model, step) else ''}"
            for model in MODELS
            if _energy(model, step) is None
        ]
        parts.append(
            f"{_title(step)} ({_electron_text(step, equation)}): {enumerated(printed)}, "
            f"open for {enumerated(silent)}"
        )
    return f"{'; '.join(parts)}. {_stressed_text()}"


def _electron_text(step: str, equation: str) -> str:
    """What a step does with electrons; of the adsorption, under both ways to write it."""
    if step != ADSORPTION:
        return _direction(equation).text
    return f"{_direction(equation).text} where nitrate keeps its charge, else {_direction(NEUTRAL).text}"


def _energies_caption() -> str:
    methods = sorted(
        {
            str(row["method"])
            for model in MODELS
            for step in STEPS
            if (row := _energy(model, step)) is not None
        }
    )
    doubtful = _direction(STEPS[DOUBTFUL])
    return (
        f"The free-energy changes that {formatting.work(CITE)} print for three models (method: "
        f"{enumerated(methods)}); no error bars, and at which potential they hold is not in the text. "
        "Each model has the mark of the sample that it is nearest to. "
        "Dashed: drawn in the paper and not printed; an arrow from zero where the text calls the step "
        "spontaneous. Derived: water, protons and electrons that the printed shorthand leaves out, and with "
        f"them the sense of each step. {_title(DOUBTFUL)} as printed {doubtful.text} and takes up oxygen: "
        f"{doubtful.kind}, which a more negative potential makes harder. It is likely a misprint, and the "
        "text does not settle for what, so that its place in the mechanism stays open. The paper calls "
        "free-energy changes barriers in places; no barrier is printed."
    )
