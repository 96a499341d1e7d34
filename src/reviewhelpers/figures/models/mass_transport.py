"""How fast a batch cell can run empty: a film, an area and a volume against one printed conversion."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.chemistry import nitrate, units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.figures.basics.curves import spread
from reviewhelpers.models import mass_transport as model
from reviewhelpers.text import formatting

ID = "fig-models-mass-transport"
VALUES = (5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 50, 60, 70, 80, 100, 120, 140, 160, 200)
LABEL, UNIT = "Thickness of the film", "µm"
PANELS = (10, 30, 100)
"""The films of the static figure, in µm."""

HOURS = 4.0
STEPS = 61
ELECTRONS = 8
HEIGHT = 15.0
LINES = {"N": "-", "NO3": "--", "NaNO3": ":"}
"""The style of the line of each meaning of ppm."""


def _rows(*roles: str) -> str:
    return " ".join(row for role in roles for row in figure_rows.named(ID, role))


def left_over_time(film_um: float) -> pd.DataFrame:
    """The share of nitrate that is left over time, for each volume that the printed numbers allow."""
    diffusion = units.constant_in("nitrate-diffusion", "m**2/s")
    side = figure_rows.one(ID, "side")
    area = float(units.convert(side["value"], side["unit"], "m")) ** 2
    hours = np.linspace(0.0, HOURS, STEPS)
    frames = []
    for counted in nitrate.MEANINGS:
        found = nitrate.printed_balance(counted)
        start = found.concentration_mmol_per_L
        left = model.left_after(3600 * hours, start, 1e-6 * film_um, diffusion, area, 1e-6 * found.volume_mL)
        current = model.limiting_current(left, 1e-6 * film_um, diffusion, ELECTRONS)
        frames.append(
            pd.DataFrame(
                {
                    "film": film_um,
                    "counted": counted,
                    "volume": found.volume_mL,
                    "hours": hours,
                    "left": 100 * np.asarray(left) / start,
                    "current": np.asarray(current) / 10,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _draw(sheet: Sheet, film_um: float) -> pd.DataFrame:
    """One panel: what is left over time through one film, and the printed point."""
    values = left_over_time(film_um)
    first = values[values["counted"] == "N"].iloc[0]
    volume = formatting.significant(first["volume"], 2)
    note = f"{formatting.significant(first['current'], 2)} mA cm⁻² at first, from {volume} mL"
    panel = sheet.panel(f"Film of {formatting.number(film_um)} µm", note, height=HEIGHT, right=4.4)
    set_ticks(panel, "x", limits=(0.0, HOURS), ticks=4)
    set_ticks(panel, "y", limits=(0.0, 105.0), ticks=4)
    panel.set(xlabel="Time / h", ylabel="Nitrate left / %")
    _draw_curves(panel, values)
    return values


def _draw_curves(panel: Panel, values: pd.DataFrame) -> None:
    size, ends = type_size(), {}
    for counted, curve in values.groupby("counted", sort=False):
        look: dict[str, Any] = {"linestyle": LINES[str(counted)], "linewidth": 0.16 * size, "zorder": 3}
        panel.plot(curve["hours"], curve["left"], color=COLOURS["blue"], **look)
        last = curve.iloc[-1]
        ends[f"{formatting.significant(last['volume'], 2 if last['volume'] < 100 else 3)} mL"] = last["left"]
        told = f"{formatting.significant(last['volume'], 3)} mL: {formatting.significant(last['left'], 2)} % left"
        tell(
            panel,
            last["hours"],
            last["left"],
            f"{told} after {formatting.number(HOURS)} h",
            _rows("balance", "side"),
        )
    for name, place in spread(ends, panel, 105.0).items():
        write(panel, HOURS + 0.08, place, name, ha="left", va="center")
    conversion, time = figure_rows.one(ID, "conversion"), figure_rows.one(ID, "time")
    x, y = float(time["value"]), 100 - float(conversion["value"])
    panel.plot([x], [y], "o", color=COLOURS["vermilion"], markersize=0.75 * size, zorder=5)
    plate = {**PLATE, "alpha": 0.85}
    write(panel, x, y + 13, "printed", ha="center", va="center", color=INK, bbox=plate, zorder=4.5)
    panel.plot([x, x], [y + 3.5, y + 8], color=QUIET, linewidth=0.08 * size, zorder=4)
    tell(
        panel,
        x,
        y,
        f"printed: {formatting.amount(conversion)} used up in {formatting.amount(time)}",
        f"{conversion['id']} {time['id']}",
    )


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The panel of one film, for a slider.

    Parameters
    ----------
    value : float
        Thickness of the film in µm.
    """
    sheet = Sheet(1, key=False)
    _draw(sheet, value)
    return sheet.finish()


@figure(ID)
def mass_transport() -> Drawing:
    """Three films, three volumes, one printed point."""
    sheet = Sheet(3, key=False, least=17.0)
    values = pd.concat([_draw(sheet, film) for film in PANELS], ignore_index=True)
    behind = _rows("balance", "side", "time", "conversion")
    at_test = float(figure_rows.one(ID, "time")["value"])
    used = {
        (film, counted): 100 - float(np.interp(at_test, group["hours"], group["left"]))
        for (film, counted), group in values.groupby(["film", "counted"])
    }
    volumes = [nitrate.printed_balance(counted).volume_mL for counted in nitrate.MEANINGS]
    fields = {
        "conversion": formatting.amount(figure_rows.one(ID, "conversion")),
        "time": formatting.amount(figure_rows.one(ID, "time")),
        "volumes": enumerated(
            f"{formatting.significant(each, 2 if each < 100 else 3)} mL" for each in sorted(volumes)
        ),
        "diffusion": formatting.significant(units.constant_in("nitrate-diffusion", "m**2/s"), 2),
        "work": "{cite:t}`ji2023identification`",
        "layer": "{cite:p}`iupac2025diffusion`",
        "films": enumerated(f"{film} µm" for film in PANELS),
        "thin": formatting.significant(used[10, "N"], 2),
        "middle": formatting.significant(used[30, "N"], 2),
        "thick": formatting.significant(used[100, "N"], 2),
        "large": formatting.significant(used[10, "NaNO3"], 2),
    }
    columns = {
        "film": "film / µm",
        "counted": "ppm count",
        "volume": "volume / mL",
        "hours": "time / h",
        "left": "nitrate left / %",
        "current": "limiting current density / mA cm⁻²",
    }
    data = values.rename(columns=columns).assign(derived="our model", rows=behind)
    return Drawing(sheet.finish(), data, fields)
