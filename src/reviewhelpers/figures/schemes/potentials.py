"""Scales of potential against pH, and one potential read on each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_quantity, set_ticks
from reviewhelpers.charts.labels import row_value
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.scheme import ACCENT, THICK, THIN
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import type_size, write
from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.electrode import convert_potential, scales
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-potentials"
ACIDITY = 7.0
"""The pH of the worked reading: our choice, as the paper prints none."""

LIMITS = (0.0, 14.0)
MOVING = "RHE"
STEP = 2.25
"""How far apart the arrows of the reading stand, in units of pH."""


def readings() -> pd.DataFrame:
    """Each scale with its zero and the printed potential on it, from the scale that moves with pH on."""
    row = figure_rows.one(ID, "reading")
    printed = row_value(row, "potential")
    names = [MOVING, *(scale for scale in scales() if scale != MOVING)]
    frame = pd.DataFrame({"name": names})
    frame["zero"] = [float(convert_potential(0.0, name, "SHE", pH=ACIDITY)) for name in names]
    frame["reading"] = [
        float(convert_potential(printed, row["potential_scale"], name, pH=ACIDITY)) for name in names
    ]
    frame["derived"] = np.where(
        frame["name"] == row["potential_scale"], "", f"converted at pH {formatting.number(ACIDITY)}"
    )
    frame = frame.sort_values("reading", ascending=False, kind="stable", ignore_index=True)
    return frame.assign(rows=row["id"])


@figure(ID)
def potentials() -> Drawing:
    """Zeros of the scales as lines against pH; arrows from each to one potential."""
    frame, row = readings(), figure_rows.one(ID, "reading")
    sheet = Sheet()
    panel = sheet.panel(height=23.0, right=2.0)
    set_ticks(panel, "x", limits=LIMITS, ticks=7)
    panel.xaxis.set_label_text("pH")
    level = float(frame["zero"].iloc[0] + frame["reading"].iloc[0])
    set_quantity(panel, "y", "potential", symbol="E vs SHE", limits=(level - 0.36, frame["zero"].max() + 0.2))
    _draw_zeros(panel, frame)
    _draw_readings(panel, frame, level)
    slope = formatting.significant(1000 * float(reactions.nernst_slope()))
    fields = {
        "work": formatting.work(row["cite"]),
        "printed": f"{formatting.amount(row)} vs {row['potential_scale']}",
        "acidity": formatting.number(ACIDITY),
        "readings": "; ".join(_texts(frame)),
        "zeros": "; ".join(
            f"{name} {formatting.rounded(zero, 3)} V"
            for name, zero in zip(frame["name"], frame["zero"], strict=True)
        ),
        "slope": slope,
        "spread": formatting.rounded(float(frame["reading"].max() - frame["reading"].min()), 2),
    }
    columns = {"zero": "zero of the scale / V vs SHE", "reading": "the potential on the scale / V"}
    return Drawing(sheet.finish(), frame.rename(columns=columns), fields)


def _texts(frame: pd.DataFrame) -> list[str]:
    return [
        f"{formatting.decimals(reading, 2)} V vs {name}"
        for name, reading in zip(frame["name"], frame["reading"], strict=True)
    ]


def _draw_zeros(panel: Panel, frame: pd.DataFrame) -> None:
    """The zero of each scale: lines that stay, and one that falls with pH."""
    size, ends = type_size(), np.array(LIMITS)
    zeros = frame.set_index("name")["zero"]
    for name, zero in zeros.items():
        if name == MOVING:
            line = convert_potential(0.0, MOVING, "SHE", pH=ends)
            panel.plot(ends, line, color=ACCENT, linewidth=1.4 * THICK * size, zorder=3)
        else:
            panel.plot(ends, [zero, zero], color=INK, linewidth=THICK * size, zorder=2.5)
    fixed = zeros.drop(MOVING).sort_values(kind="stable", ascending=False)
    gap = 0.035
    for number, (name, zero) in enumerate(fixed.items()):
        above = number == 0
        text = f"{name}, {formatting.rounded(zero, 3)} V"
        x = 3.6 if zero == 0 else 0.2
        write(panel, x, zero + (gap if above else -gap), text, va="bottom" if above else "top")
    slope = formatting.significant(1000 * float(reactions.nernst_slope()))
    write(
        panel,
        0.2,
        float(convert_potential(0.0, MOVING, "SHE", pH=4.6)) - gap,
        f"{MOVING}, −{slope} mV\nper unit of pH",
    )


def _draw_readings(panel: Panel, frame: pd.DataFrame, level: float) -> None:
    """The level of the potential, and from each zero an arrow down to it."""
    size = type_size()
    panel.plot(
        [0, LIMITS[1]], [level, level], color=QUIET, linewidth=THIN * size, linestyle=(0, (4, 3)), zorder=2
    )
    for number, (name, zero, reading, derived, text, row) in enumerate(
        zip(
            frame["name"],
            frame["zero"],
            frame["reading"],
            frame["derived"],
            _texts(frame),
            frame["rows"],
            strict=True,
        )
    ):
        x = ACIDITY + STEP * number
        colour = ACCENT if name == MOVING else INK
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": THIN * size, "shrinkA": 0, "shrinkB": 0}
        panel.annotate("", (x, level), (x, zero), arrowprops=arrow, zorder=3.5)
        write(panel, x, level - 0.06, f"{formatting.decimals(reading, 2)} V", ha="center")
        write(panel, x, level - 0.19, name.split(" ")[0], ha="center", color=QUIET)
        tell(panel, x, (zero + level) / 2, text + (f", {derived}" if derived else ", as printed"), row)
    draw_point(
        panel,
        ACIDITY,
        level,
        derived=True,
        rows=frame["rows"].iloc[0],
        text=f"{formatting.decimals(level, 2)} V vs SHE",
    )
    write(panel, 0.2, level - 0.06, "one potential,\nfour readings")
