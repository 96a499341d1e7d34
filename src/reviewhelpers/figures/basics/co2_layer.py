"""The layer before an electrode that reduces CO₂: how CO₂ falls towards it, and how far the pH rises."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.chemistry import units
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-basics-co2-layer"
LAYER = 50e-6
"""The thickness of the layer, in m: our choice, of the order of a stirred solution."""

SHARES = (0.25, 0.5, 1.0)
"""Currents at which the profile is drawn, as shares of the limiting current."""

BUFFERS = (0.0, 100.0, 500.0)
"""Bicarbonate in the solution, in mol/m³."""

FARTHEST = 30.0
"""The largest current density that is drawn, in mA/cm²; a magnitude."""

ELECTRONS = 2

Values = npt.NDArray[np.float64]


def constants() -> dict[str, float]:
    """Diffusion coefficients in m²/s, acid constants and the solubility in mol/m³, and the ion product."""
    wanted = {
        "carbon_dioxide": "m**2/s",
        "hydroxide": "m**2/s",
        "bicarbonate": "m**2/s",
        "carbonate": "m**2/s",
        "first": "mol/m**3",
        "second": "mol/m**3",
        "water": "mol**2/m**6",
        "dissolved": "mol/m**3",
    }
    found = {}
    for role, unit in wanted.items():
        row = figure_rows.one(ID, role)
        found[role] = float(units.convert(row["value"], row["unit"], unit))
    return found


def limiting_current(known: dict[str, float], layer: float = LAYER) -> float:
    """The current density at which all CO₂ that arrives becomes CO, in mA/cm²; a magnitude.

    Notes
    -----
    *j* = *n F D c* / δ, the definition of the layer turned round (IUPAC Gold Book, diffusion layer thickness).
    """
    flux = known["carbon_dioxide"] * known["dissolved"] / layer
    return float(ELECTRONS * units.faraday() * flux / 10)


def surface_acidity(bicarbonate: float, known: dict[str, float]) -> tuple[Values, Values]:
    """Current densities in mA/cm² and the pH at the surface that goes with each.

    Every electron leaves one OH⁻. It leaves through the layer as such or, where there is bicarbonate, as carbonate;
    both stay in equilibrium. CO₂ takes up no OH⁻ in the layer here, so that the pH is an upper bound.
    """
    start = start_acidity(bicarbonate, known)
    acidity = np.linspace(start, 14.0, 701)
    out = _outward(acidity, bicarbonate, known) - _outward(np.array([start]), bicarbonate, known)
    return units.faraday() * out / LAYER / 10, acidity


def start_acidity(bicarbonate: float, known: dict[str, float]) -> float:
    """The pH of the solution: of water, or of bicarbonate saturated with CO₂."""
    if bicarbonate == 0:
        return float(-np.log10(np.sqrt(known["water"]) / 1000))
    return float(-np.log10(known["first"] * known["dissolved"] / bicarbonate / 1000))


def _outward(acidity: Values, bicarbonate: float, known: dict[str, float]) -> Values:
    """Diffusion coefficient times concentration of what carries OH⁻ away, in mol/(m s)."""
    hydrogen = 1000 * 10.0**-acidity
    hydroxide = known["water"] / hydrogen
    ratio = known["second"] / hydrogen
    in_all = known["bicarbonate"] * bicarbonate
    carbonate = ratio * in_all / (known["bicarbonate"] + known["carbonate"] * ratio)
    return np.asarray(known["hydroxide"] * hydroxide + known["carbonate"] * carbonate)


@figure(ID)
def layer() -> Drawing:
    """Two panels: CO₂ across the layer at three currents, and the pH at the surface against the current."""
    known = constants()
    rows = " ".join(dict.fromkeys(row for role in _ROLES for row in figure_rows.named(ID, role)))
    limit = limiting_current(known)
    sheet = Sheet(columns=2, key=False)
    profile = sheet.panel("CO₂ before the electrode", height=15.0, right=1.5)
    set_ticks(profile, "x", limits=(0.0, 80.0))
    set_ticks(profile, "y", limits=(0.0, 40.0))
    profile.set(xlabel="distance from the electrode / µm", ylabel="CO₂ / mmol L⁻¹")
    frames = [_draw_profile(profile, share, limit, known, rows) for share in SHARES]
    edge = 1e6 * LAYER
    profile.axvline(edge, color=QUIET, linewidth=0.09 * type_size(), linestyle=(0, (4, 3)), zorder=1.5)
    write(profile, edge + 1.5, 5.5, "solution\nstirred", color=QUIET)
    acidity = sheet.panel("pH at its surface", height=15.0, right=1.5)
    set_ticks(acidity, "x", limits=(0.0, FARTHEST))
    set_ticks(acidity, "y", limits=(6.0, 14.0))
    acidity.set(xlabel="current density (magnitude) / mA cm⁻²", ylabel="pH")
    at_ten = {}
    for bicarbonate in BUFFERS:
        current, values = surface_acidity(bicarbonate, known)
        frames.append(_draw_acidity(acidity, bicarbonate, current, values, rows))
        at_ten[bicarbonate] = float(np.interp(10.0, current, values))
    fields = {
        "layer": formatting.number(edge),
        "limit": rounding.significant(limit, 2),
        "without": formatting.decimals(at_ten[0.0], 1),
        "little": formatting.decimals(at_ten[100.0], 1),
        "much": formatting.decimals(at_ten[500.0], 1),
        "start": formatting.decimals(start_acidity(100.0, known), 1),
        "concentrations": " and ".join(formatting.number(each / 1000) for each in BUFFERS[1:]),
    }
    return Drawing(sheet.finish(), pd.concat(frames, ignore_index=True), fields)


_ROLES = (
    "carbon_dioxide",
    "hydroxide",
    "bicarbonate",
    "carbonate",
    "first",
    "second",
    "water",
    "dissolved",
)


def _draw_profile(
    panel: Panel, share: float, limit: float, known: dict[str, float], rows: str
) -> pd.DataFrame:
    """One profile: straight across the layer, flat beyond it."""
    full, edge = known["dissolved"], 1e6 * LAYER
    x = np.array([0.0, edge, 80.0])
    y = np.array([full * (1 - share), full, full])
    panel.plot(x, y, color=INK, linewidth=0.16 * type_size(), zorder=3, clip_on=False)
    text = f"{formatting.number(100 * share)} %" + (" of limit" if share == SHARES[0] else "")
    at = 16.0
    write(panel, at, y[0] + share * full * at / edge, text, ha="center", va="center", bbox=PLATE, zorder=4)
    density = rounding.significant(share * limit, 2)
    told = f"{formatting.number(100 * share)} % of the limiting current: {density} mA cm⁻²"
    tell(panel, 0.0, float(y[0]), told, rows)
    return pd.DataFrame(
        {
            "panel": "profile",
            "curve": text,
            "distance / µm": x,
            "CO2 / mmol L⁻¹": y,
            "derived": "our model",
            "rows": rows,
        }
    )


def _draw_acidity(
    panel: Panel, bicarbonate: float, current: Values, values: Values, rows: str
) -> pd.DataFrame:
    """One curve of the pH at the surface, with its name beside it."""
    shown = current <= FARTHEST
    styles = {0.0: (0, (1, 1.4)), 100.0: "-", 500.0: (0, (5, 2))}
    panel.plot(
        current[shown],
        values[shown],
        color=INK,
        linewidth=0.16 * type_size(),
        linestyle=styles[bicarbonate],
        zorder=3,
    )
    name = f"{formatting.number(bicarbonate / 1000)} M bicarbonate" if bicarbonate else "no buffer"
    at = 16.0
    y = float(np.interp(at, current, values))
    write(panel, at, y, name, ha="center", va="center", bbox=PLATE, zorder=4)
    value = float(np.interp(10.0, current, values))
    tell(panel, 10.0, value, f"{name}: pH {formatting.decimals(value, 1)} at 10 mA cm⁻², computed", rows)
    picked = np.linspace(0, int(shown.sum()) - 1, 40).astype(int)
    return pd.DataFrame(
        {
            "panel": "pH",
            "curve": name,
            "j / mA cm⁻²": current[picked],
            "pH": values[picked],
            "derived": "our model",
            "rows": rows,
        }
    )
