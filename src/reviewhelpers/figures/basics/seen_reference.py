"""One change at an electrode, against two reference spectra: why bands of a difference spectrum change sign."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sketch import curve, plain_axes, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure

ID = "fig-basics-seen-reference"
Values = npt.NDArray[np.float64]

WAVE: Values = np.arange(0, 401) / 40.0
BANDS = {"A": 2.2, "B": 5.0, "C": 7.8}
"""Where the bands of three species lie, on a scale without numbers."""

STATES = {"start": (1.0, 1.0, 0.0), "middle": (0.4, 1.0, 0.8), "end": (0.0, 1.0, 1.4)}
"""How much of each species is there at three potentials."""


def spectrum(state: str) -> Values:
    """The absorption in one state."""
    return np.asarray(
        sum(
            amount * np.exp(-(((WAVE - place) / 0.45) ** 2))
            for amount, place in zip(STATES[state], BANDS.values(), strict=True)
        )
    )


@figure(ID)
def reference() -> Drawing:
    """The spectra in three states, and the middle one against the first and against the last."""
    rows = " ".join(figure_rows.named(ID, "background"))
    sheet = sheet_of(3)
    panel = sheet.panel("What is there", height=12.0, right=0.8)
    _set(panel, "Absorption", (-0.2, 5.4), left=-2.7)
    for number, state in enumerate(STATES):
        lift = 1.7 * (2 - number)
        curve(panel, WAVE, spectrum(state) + lift, COLOURS["blue"], width=0.13)
        word(panel, -2.5, lift + 0.42, state, ha="left")
    for name, place in BANDS.items():
        word(panel, place, 4.9, name, weight="bold", color=QUIET)
    found = []
    for against in ("start", "end"):
        panel = sheet.panel(f"Middle against {against}", height=12.0, right=0.8)
        _set(panel, "Change of absorption", (-1.0, 1.4))
        change = spectrum("middle") - spectrum(against)
        panel.axhline(0.0, color=QUIET, linewidth=0.6, zorder=1)
        curve(panel, WAVE, change, COLOURS["vermilion"], width=0.13)
        for name, place in BANDS.items():
            value = float(change[int(np.argmin(np.abs(WAVE - place)))])
            sign = "up" if value > 0.01 else "down" if value < -0.01 else "not seen"
            y = value + (0.22 if value > 0.01 else -0.22 if value < -0.01 else 0.22)
            word(panel, place, y, name, weight="bold")
            tell(panel, place, value, f"species {name} against the {against}: {sign}", rows)
            found.append({"reference": against, "species": name, "change": value, "band": sign})
    values = pd.DataFrame(found).assign(rows=rows, derived="our model")
    return Drawing(sheet.finish(), values, {"count": str(len(BANDS))})


def _set(panel: Panel, label: str, limits: tuple[float, float], left: float = 0.0) -> None:
    set_ticks(panel, "x", limits=(left, 10.0), ticks=4)
    panel.set(xticks=[], ylim=limits)
    panel.set_xlabel("Wavenumber")
    plain_axes(panel, label)
