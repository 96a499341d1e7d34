"""The computed steps of three models of the copper sites, each from its state before to its state after."""

from __future__ import annotations

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
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import wrapped
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import CITE
from reviewhelpers.text import formatting

ID = "fig-copper-energies"
ADSORPTION, STRESSED, DOUBTFUL = "NO3− adsorption", "*NH2OH to *NH2", "*NH to *NOH"
STEPS = pd.DataFrame(
    [
        (ADSORPTION, "Adsorption of NO₃⁻", "NO₃⁻", "*NO₃⁻", "NO3-(aq) -> NO3-(ads)"),
        (STRESSED, "*NH₂OH → *NH₂", "*NH₂OH", "*NH₂", "*NH2OH -> *NH2"),
        (DOUBTFUL, "*NH → *NOH", "*NH", "*NOH", "*NH -> *NOH"),
    ],
    columns=["subject", "step", "before", "after", "equation"],
)
"""The steps of which a number is printed, by the name that the data gives them."""

NEUTRAL = "NO3-(aq) -> NO3(ads)"
"""Adsorption that ends at the species with which the paper's mechanism begins."""

ENERGY = value_column("ΔG", "free_energy_change")
BELOW = value_column("ΔG below", "free_energy_change")


def _sense(equation: str) -> tuple[int, str, str]:
    """Electrons that a step takes up with all that its shorthand leaves out, in words, and the kind of step."""
    count = reactions.electrons(reactions.complete(equation))
    if not count:
        return 0, "no electron", "no electron"
    verb, kind = ("takes up", "a reduction") if count > 0 else ("gives away", "an oxidation")
    return count, f"{verb} {abs(count)} e⁻", kind


def _shorthand(equation: str) -> str:
    """The whole equation with stars for what is adsorbed, as the paper writes."""
    words = (
        f"*{word.replace('(ads)', '')}" if "(ads)" in word else word.replace("(aq)", "")
        for word in reactions.format_equation(reactions.complete(equation)).split(" ")
    )
    return " ".join(words)


def _steps() -> pd.DataFrame:
    """Each step on each model: the printed free-energy change, the bound where one is told, or a gap."""
    rows = data.table("energetics")
    rows = rows[rows["quantity"] == "free_energy_change"].reset_index(drop=True)
    printed = rows[["subject", "system", "method"]].assign(rows=rows["id"])
    printed[ENERGY] = [row_value(row, "free_energy_change") for _, row in rows.iterrows()]
    printed["amount"] = [formatting.amount(row) for _, row in rows.iterrows()]
    models = pd.DataFrame({"system": figure_rows.named(ID, "model")})
    frame = STEPS.merge(models, how="cross").merge(printed, on=["subject", "system"], how="left")
    frame["electrons"], frame["verb"], frame["sense"] = zip(*frame["equation"].map(_sense), strict=True)
    claim, is_gap = figure_rows.one(ID, "spontaneous"), frame["rows"].isna()
    bound = is_gap & (frame["subject"] == ADSORPTION)
    bound &= frame["system"].isin([claim["system"], claim["compared_with"]])
    limiting = frame["rows"].isin(figure_rows.named(ID, "limiting"))
    # A gap has no row of its own: that of the same step on another model shows that it was computed.
    others = frame.groupby("subject")["rows"].transform("first")
    derived = "water, protons and electrons of the equation"
    return frame.assign(
        **{"whole equation": frame["equation"].map(_shorthand), BELOW: bound.map({True: 0.0})},
        **{"named as limiting": limiting.map({True: "yes", False: ""})},
        name=frame["system"].map(system_name),
        bound=bound,
        missing=is_gap.map({True: "not printed", False: ""}),
        rows=frame["rows"].fillna(others).mask(bound, claim["id"]),
        derived=bound.map({True: f"{derived}; below zero, as it is called spontaneous", False: derived}),
    )


@figure(ID)
def energies() -> Drawing:
    """Each step of which a number is printed, on all models, with what it does with electrons."""
    frame = _steps()
    marks = _marks(frame)
    sheet = Sheet()
    panel = sheet.panel(height=20.0, right=0.5)
    # Room below zero for arrows, and above for what the steps do with electrons.
    limits = -0.25 * marks["y"].max(), 1.3 * marks["y"].max()
    set_quantity(panel, "y", "free_energy_change", symbol="ΔG", limits=limits)
    set_states(panel, STEPS[["before", "after"]].stack().tolist())
    # Each printed step begins at zero.
    printed = marks[marks["bound"] == ""]
    after = printed[["defect_class"]].assign(series=printed["rows"], state=printed["x"], level=printed["y"])
    before = after.assign(state=after["state"] - 1, level=0.0, defect_class="")
    draw_ladder(panel, pd.concat([before, after]).sort_index(kind="stable"))
    drawn = [line for line in panel.lines if line.get_linestyle() == "-"]
    reference_line(panel, 0, "")
    across = panel.get_xaxis_transform()
    for number, verb in enumerate(frame.drop_duplicates("subject")["verb"]):
        text = wrapped(verb, panel.room[0] / len(STEPS) - 0.5)
        panel.text(2 * number + 0.5, 0.99, text, transform=across, ha="center", va="top")
    draw_scatter(panel, marks, names=9.0, obstacles=drawn)
    gaps = frame[frame[[ENERGY, BELOW]].isna().all(axis=1)]
    listed = enumerated(gaps["step"] + " on " + gaps["name"])
    sheet.note(f"The potential is not printed{f', nor is ΔG of {listed}' if len(gaps) else ''}.")
    columns = ["system", "name", "step", "whole equation", "electrons", "sense", "named as limiting"]
    columns += [ENERGY, BELOW, "missing", "rows", "derived"]
    return Drawing(sheet.finish(), frame[columns], _fields(frame))


def _marks(frame: pd.DataFrame) -> pd.DataFrame:
    """A mark at the state after the step for each number, and for bounds at zero, beside each other."""
    bound, bounds = frame["bound"], frame["bound"].sum()
    beside = 0.2 * (2 * bound.cumsum() - bounds - 1)
    amount = frame["amount"] + frame["named as limiting"].map({"yes": ", limiting", "": ""})
    spontaneous = frame["name"] + ": " + frame["step"] + " said to be spontaneous, so below 0; not printed"
    told = frame["name"] + ": " + amount + "; " + frame["whole equation"] + ", " + frame["sense"]
    marks = pd.DataFrame(
        {
            "x": 2.0 * frame["subject"].map(STEPS["subject"].tolist().index) + 1 + beside.where(bound, 0.0),
            "y": frame[ENERGY].fillna(frame[BELOW]),
            "label": (frame["name"] + "\n" + amount).mask(bound, frame["name"] + " < 0"),
            "defect_class": frame["system"].map(system_class),
            "bound": bound.map({True: "<", False: ""}),
            "derived": bound,
            "told": told.mask(bound, spontaneous),
            "rows": frame["rows"],
        }
    )
    return marks.dropna(subset=["y"])


def _fields(frame: pd.DataFrame) -> dict[str, str]:
    steps = []
    for step, own in frame.groupby("step", sort=False):
        printed = own[own[ENERGY].notna()]
        told = f"{step} ({own['verb'].iloc[0]}): {enumerated(printed['amount'] + ' on ' + printed['name'])}"
        below = f", said to be spontaneous on {enumerated(own.loc[own['bound'], 'name'])}"
        steps.append(told + (below if own["bound"].any() else ""))
    lone, cluster = figure_rows.named(ID, "model")[:2]
    limiting = frame[frame["named as limiting"] == "yes"].set_index("system")
    stressed = frame[frame["subject"] == STRESSED].drop_duplicates("system").set_index("system")
    limits = limiting.groupby(limiting["subject"] == STRESSED)["name"].agg(list)
    kinds = frame.drop_duplicates("subject").set_index("subject")
    return {
        "work": formatting.work(CITE),
        "steps": "; ".join(steps),
        "limited": enumerated(limits.get(True, [])),
        "not_limited": enumerated(limits.get(False, [])),
        "fall": three_figures(limiting.loc[lone, ENERGY] - stressed.loc[cluster, ENERGY]),
        "limit_fall": three_figures(limiting.loc[lone, ENERGY] - limiting.loc[cluster, ENERGY]),
        "limit": limiting.loc[cluster, "amount"],
        "limit_step": limiting.loc[cluster, "step"],
        "methods": enumerated(sorted(frame["method"].dropna().unique())),
        "equations": "; ".join(kinds["whole equation"] + ", " + kinds["sense"]),
        "neutral": _sense(NEUTRAL)[1],
        "doubtful_sense": kinds.loc[DOUBTFUL, "verb"],
    }
