"""EPR g values of vacancies beside that of the free electron."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    Sheet,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    quantity_label,
    write_offset,
)
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.norr.common import CITE, SOURCE, VACANCY
from reviewhelpers.text import formatting

FREE_ELECTRON = "electron-g-factor"


def _free_electron() -> float:
    """The absolute g value of a free electron, whose sign is a convention."""
    return abs(units.constant(FREE_ELECTRON))


def _half_digit(row: pd.Series) -> float:
    """Half of the last digit that is printed."""
    numbers = re.findall(r"\d+\.\d+", row["as_printed"])
    text = next((each for each in numbers if float(each) == row["value"]), formatting.exact(row))
    decimals = len(text.partition(".")[2])
    return float(0.5 * 10.0**-decimals)


def _signed(value: float) -> str:
    decimals = rounding.enough_decimals(value, decimals=4)
    return rounding.fixed(value, decimals, sign="+").replace("-", "−")


@figure("fig-norr-epr", title="EPR g values and the free electron")
def epr() -> Plot:
    """Printed g values of vacancies, beside that of the free electron."""
    free, frame = _free_electron(), data.table("spectra")
    frame = frame[(frame["source"] == SOURCE) & (frame["quantity"] == "g_value")]
    frame = frame.sort_values("value", kind="stable")
    values = pd.DataFrame(
        {
            "system": frame["system"],
            "name": frame["system"].map(data.table("systems")["name"]),
            "assignment": frame["subject"],
            "g": frame["value"],
            "half the last digit": [_half_digit(row) for _, row in frame.iterrows()],
            "Δg": frame["value"] - free,
            "rows": frame["id"],
            "derived": f"Δg = g − |g_e|, with the constant {FREE_ELECTRON}",
        }
    ).reset_index(drop=True)
    listed = enumerated(
        f"{_g_text(row)} ({row['name']}, {row['assignment']})" for _, row in values.iterrows()
    )
    alt = (
        f"Printed g values: {listed}. The free electron has {rounding.fixed(free, 5)}; "
        f"{int((values['Δg'] > 0).sum())} of {len(values)} lie above it."
    )
    caption = (
        f"g values that {formatting.work(CITE)} print for vacancies, with the vacancy named for each. "
        f"Dashed: the size of the g value of the free electron, {rounding.fixed(free, 5)}, from the CODATA "
        "constants; its sign is a convention. Derived: Δg, the printed value less that of the free electron. "
        "Pale bar: half of the last printed digit to either side; no uncertainty is printed."
    )
    return Plot(_draw_epr(values, free).finish(), values, alt, caption)


def _g_text(row: pd.Series) -> str:
    return f"{formatting.number(row['g'])}, Δg {_signed(row['Δg'])}"


def _draw_epr(values: pd.DataFrame, free: float) -> Sheet:
    """One row per value, with the line of the free electron through all."""
    sheet, heights = Sheet(), []
    sheet.y += 0.22
    top = sheet.y
    for _, row in values.iterrows():
        sheet.write(MARGIN, row["name"], note=row["assignment"])
        heights.append(sheet.rail(0.26, 0.09))
    step = 0.002
    low = rounding.floor(min(values["g"].min(), free) / step)
    high = rounding.ceil((values["g"].max() + step / 2) / step)
    ticks = [step * number for number in range(low, high + 1)]
    ax = draw_scale(sheet, top, (ticks[0], ticks[-1]), ticks, quantity_label("g_value"))
    ax.set_xticks(ticks, [rounding.fixed(tick, 3) for tick in ticks])
    ax.plot([free, free], [top, sheet.y], color=style.INK, linestyle="--", linewidth=1.6, zorder=2)
    name = f"free electron {rounding.fixed(free, 5)}"
    write_offset(ax, name, (free, top), (0, 7), ha="center", va="bottom")
    for y, (_, row) in zip(heights, values.iterrows(), strict=True):
        draw_rail(ax, y)
        half = row["half the last digit"]
        ends = [row["g"] - half, row["g"] + half]
        ax.plot(ends, [y, y], color=VACANCY.colour, alpha=0.35, linewidth=5, solid_capstyle="butt", zorder=3)
        draw_marker(ax, row["g"], y, VACANCY)
        left = in_right_half(ax, row["g"])
        label_value(ax, ends[0] if left else ends[1], y, _g_text(row), left=left)
    return sheet
