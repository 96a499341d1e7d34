"""What a ladder of free energies is, and how the printed steps of two papers are read on it."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.axes import bare, set_quantity
from reviewhelpers.charts.labels import enumerated, row_value, system_name, value_column
from reviewhelpers.charts.ladder import draw_single_steps, set_states
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import type_size, wrapped, write
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

READING = pd.DataFrame(
    [
        ("CO desorption at the Co site", "*CO", "CO", "*CO -> CO"),
        ("NO3− adsorption", "NO₃⁻", "*NO₃⁻", "NO3-(aq) -> NO3-(ads)"),
        ("*NH2OH to *NH2", "*NH₂OH", "*NH₂", "*NH2OH -> *NH2"),
        ("*NH to *NOH", "*NH", "*NOH", "*NH -> *NOH"),
    ],
    columns=["subject", "before", "after", "equation"],
)
"""The states before and after each step of which a free-energy change is printed."""

QUANTITY = "free_energy_change"
COLUMN = value_column("ΔG", QUANTITY)


def _electrons(equation: str) -> str:
    """The electrons that a step takes up or gives away, with all that its shorthand leaves out."""
    count = reactions.electrons(reactions.complete(equation))
    return f"{'takes up' if count > 0 else 'gives away'} {abs(count)} e⁻" if count else "no e⁻"


def printed_steps() -> pd.DataFrame:
    """Every printed free-energy change of a step, by height."""
    rows = data.table("energetics")
    rows = rows[rows["quantity"] == QUANTITY].reset_index(drop=True)
    frame = rows[["subject", "source", "system", "value"]].assign(
        rows=rows["id"],
        change=[row_value(row, QUANTITY) for _, row in rows.iterrows()],
        text=[formatting.exact(row) for _, row in rows.iterrows()],
        name=rows["system"].map(system_name),
    )
    frame = frame.merge(READING, on="subject").sort_values("change", kind="stable").reset_index(drop=True)
    frame["electrons"] = frame["equation"].map(_electrons)
    frame["step"] = frame["before"] + " → " + frame["after"]
    told = frame["name"] + ", " + frame["step"] + ": " + frame["text"] + " eV, " + frame["electrons"]
    return frame.assign(told=told, state=frame.index)


@figure("fig-schemes-ladders")
def ladders() -> Drawing:
    """One ladder explained, and the printed steps of both papers, each from its own zero."""
    steps = printed_steps()
    sheet = Sheet()
    _explained(sheet, sheet.panel("A ladder, and what of it is printed", height=11.0))
    panel = sheet.panel("The printed steps, each from its own zero", height=17.0)
    most = steps["change"].max()
    set_quantity(panel, "y", QUANTITY, limits=(-0.2 * most, 1.2 * most))
    counts = steps["electrons"].str.replace("away ", "").str.replace(" e", "\N{NO-BREAK SPACE}e")
    set_states(panel, list(steps["name"] + "\n" + counts))
    # The names of the first step reach farther than its levels.
    panel.set_xlim(-0.58, len(steps) - 0.5)
    draw_single_steps(panel, steps)
    over = data.table("energetics")
    over = over[over["quantity"] == "overpotential"]
    told = enumerated(
        f"{formatting.amount(row)} for {system_name(row['system'])}" for _, row in over.iterrows()
    )
    sheet.note(f"Printed as overpotentials alone, without a step: {told}.")
    works = data.table("sources").loc[list(dict.fromkeys(steps["source"])), "cite"]
    highest, lowest = steps.iloc[-1], steps.iloc[0]
    fields = {
        "works": enumerated(formatting.work(key) for key in works),
        "count": str(len(steps)),
        "listed": enumerated(
            steps["step"] + " on " + steps["name"] + " " + steps["text"] + " eV (" + steps["electrons"] + ")"
        ),
        "highest": f"{highest['step']} on {highest['name']}, {highest['text']} eV",
        "lowest": f"{lowest['step']} on {lowest['name']}, {lowest['text']} eV",
        "chemical": enumerated(steps[steps["electrons"] == "no e⁻"]["step"]),
        "over": told,
    }
    values = steps[["name", "step", "change", "electrons", "rows"]].rename(columns={"change": COLUMN})
    return Drawing(sheet.finish(), values.assign(derived="electrons of the whole equation"), fields)


def _explained(sheet: Sheet, panel: Panel) -> None:
    """Four levels: two in the middle with a printed height between them, two outside whose place is open."""
    width, height = panel.room[0] + 3.0, 11.0
    sheet.set_room(panel, height=height, left=0.0)
    panel.set(xlim=(0, width), ylim=(0, height))
    bare(panel)
    low, high, part = 2.8, 7.4, width / 4
    thick = 0.25 * type_size()
    for number, level in ((1, low), (2, high)):
        ends = [number * part + 0.1 * part, (number + 1) * part - 0.1 * part]
        panel.plot(ends, [level, level], color=INK, linewidth=thick, solid_capstyle="butt")
    for number, levels in ((0, (low - 1.4, low + 1.0, low + 3.4)), (3, (high - 3.6, high - 1.2, high + 1.2))):
        for level in levels:
            ends = [number * part + 0.15 * part, (number + 1) * part - 0.15 * part]
            panel.plot(
                ends, [level, level], color=QUIET, linewidth=thick / 3, linestyle=(0, (1.5, 2)), alpha=0.8
            )
    middle = 2 * part
    arrow = {"arrowstyle": "<|-|>", "color": INK, "linewidth": 0.11 * type_size(), "shrinkA": 0, "shrinkB": 0}
    panel.annotate(
        "", (middle, high), (middle, low), arrowprops={**arrow, "mutation_scale": 0.9 * type_size()}
    )
    room = 0.9 * part
    write(panel, middle + 0.6, (low + high) / 2 + 0.65, wrapped("ΔG: its height is printed", 1.3 * part))
    write(panel, 1.5 * part, low - 0.4, "before", ha="center")
    write(panel, 2.5 * part, high + 0.4, "after", ha="center", va="bottom")
    write(
        panel, 0.5 * part, height - 0.2, wrapped("earlier steps: not printed", room), ha="center", color=QUIET
    )
    write(panel, 3.5 * part, 2.9, wrapped("later steps: not printed", room), ha="center", color=QUIET)
