"""Overpotential and current density on a polarisation curve: a model that passes through one printed point."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reviewhelpers.charts.axes import set_quantity
from reviewhelpers.charts.labels import in_unit, quantity_symbol, row_value, system_class, system_name
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.plot import Panel, tell
from reviewhelpers.charts.scheme import ACCENT, THICK, THIN
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import PLATE, type_size, write
from reviewhelpers.chemistry import reactions
from reviewhelpers.chemistry.electrode import equilibrium_potential, potential_from_overpotential
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.text import formatting

ID = "fig-schemes-polarisation"
TRANSFER = 0.5
"""The transfer coefficient of the model, for one electron in the step that limits the rate."""

LIMIT = -60.0
"""The current density of the model at which all that arrives reacts, in mA/cm²."""

ONSET = -1.0
"""The current density that the drawing calls the onset, in mA/cm²."""

STEPS = 121
FARTHEST, NEAREST = -0.95, -0.02
"""The potentials between which the curve is drawn, in V against RHE."""

Values = NDArray[np.float64]


def branches(eta: Values) -> tuple[Values, Values]:
    """Both exponentials of Butler and Volmer at a distance from the equilibrium: of oxidation and of reduction."""
    per_volt = np.log(10) / float(reactions.nernst_slope())
    return np.exp((1 - TRANSFER) * per_volt * eta), np.exp(-TRANSFER * per_volt * eta)


def current(potential: Values, equilibrium: float, exchange: float, limit: float = LIMIT) -> Values:
    """Current densities of the model: negative for a reduction, and never beyond `limit`.

    Parameters
    ----------
    potential : numpy.ndarray
        V against RHE.
    equilibrium : float
        The equilibrium potential on the same scale.
    exchange : float
        The exchange current density in mA/cm².
    limit : float
        The limiting current density in mA/cm², negative; minus infinity for a solution that is everywhere alike.

    Notes
    -----
    The reactant at the surface is 1 − *j*/*j*\\ :sub:`lim` of that in the solution, so that
    *j* = *j*\\ :sub:`0` (*a* − (1 − *j*/*j*\\ :sub:`lim`) *c*), with the exponentials *a* and *c* of both directions.
    """
    oxidation, reduction = branches(potential - equilibrium)
    return exchange * (oxidation - reduction) / (1 - exchange * reduction / limit)


def exchange_through(potential: float, density: float, equilibrium: float) -> float:
    """The exchange current density with which the curve passes through a point."""
    oxidation, reduction = branches(np.array([potential - equilibrium]))
    return float((density / (oxidation - (1 - density / LIMIT) * reduction))[0])


@figure(ID)
def polarisation() -> Drawing:
    """The curve of the model with the point that it passes through, and what is read on it."""
    row = figure_rows.one(ID, "point")
    equilibrium = float(equilibrium_potential("co"))
    density = row_value(row, row["quantity"])
    eta = in_unit(row["potential"], row["potential_unit"], "overpotential")
    potential = float(potential_from_overpotential("co", eta))
    exchange = exchange_through(potential, density, equilibrium)
    along = np.linspace(FARTHEST, NEAREST, STEPS)
    curve = pd.DataFrame(
        {
            "E": along,
            "j": current(along, equilibrium, exchange),
            "unlimited": current(along, equilibrium, exchange, -np.inf),
            "kind": "model",
            "rows": "",
        }
    )
    point = pd.DataFrame([{"E": potential, "j": density, "kind": "printed", "rows": row["id"]}])
    onset = float(np.interp(-ONSET, -curve["j"][::-1], along[::-1]))

    sheet = Sheet(classes_named=True)
    panel = sheet.panel(height=24.0, right=1.5)
    set_quantity(panel, "x", "potential", symbol="E vs RHE", limits=(FARTHEST, 0.06))
    set_quantity(
        panel,
        "y",
        "partial_current_density",
        symbol=quantity_symbol("partial_current_density"),
        limits=(1.14 * LIMIT, 12.0),
    )
    _draw_curve(panel, curve)
    _draw_readings(panel, equilibrium, potential, density, onset)
    name = system_name(row["system"])
    told = f"{name}: {formatting.amount(row)} at an overpotential of {formatting.number(eta)} V"
    draw_point(
        panel, potential, density, system_class(row["system"]), derived=True, text=told, rows=row["id"]
    )
    fields = {
        "name": name,
        "work": formatting.work(row["cite"]),
        "eta": formatting.number(eta),
        "density": formatting.amount(row),
        "equilibrium": formatting.decimals(equilibrium, 3),
        "potential": formatting.decimals(potential, 3),
        "transfer": formatting.number(TRANSFER),
        "limit": formatting.number(LIMIT),
        "onset": formatting.number(ONSET),
        "onset_at": formatting.decimals(onset, 2),
        "exchange": formatting.significant(exchange, 2),
        "slope": formatting.significant(1000 * float(reactions.nernst_slope()) / TRANSFER),
        "share": formatting.significant(100 * density / LIMIT, 2),
    }
    columns = {
        "E": "E / V vs RHE",
        "j": "j / mA cm⁻²",
        "unlimited": "j without a limit of transport / mA cm⁻²",
    }
    return Drawing(
        sheet.finish(), pd.concat([point, curve], ignore_index=True).rename(columns=columns), fields
    )


def _draw_curve(panel: Panel, curve: pd.DataFrame) -> None:
    """The curve, the same without a limit of transport, and the limit."""
    size = type_size()
    panel.axhline(0, color=INK, linewidth=THIN * size, zorder=2)
    shown = curve[curve["unlimited"] > LIMIT + 2]
    panel.plot(
        shown["E"],
        shown["unlimited"],
        color=QUIET,
        linewidth=THIN * size,
        linestyle=(0, (1, 1.5)),
        zorder=2.5,
    )
    panel.plot(curve["E"], curve["j"], color=INK, linewidth=1.4 * THICK * size, zorder=3)
    write(panel, shown["E"].iloc[0] + 0.02, 0.8 * LIMIT, "without a limit", va="center", color=QUIET)
    panel.axhline(LIMIT, color=QUIET, linewidth=THIN * size, linestyle=(0, (4, 3)), zorder=2)


def _draw_readings(panel: Panel, equilibrium: float, potential: float, density: float, onset: float) -> None:
    """Arrows for overpotential and current density, and words at what they name."""
    size, above = type_size(), 5.0
    for x, low in ((equilibrium, -6.5), (potential, density)):
        panel.plot(
            [x, x], [low, above + 2], color=QUIET, linewidth=THIN * size, linestyle=(0, (1, 1.5)), zorder=2
        )
    both = {"arrowstyle": "<|-|>", "color": ACCENT, "linewidth": THIN * size, "shrinkA": 0, "shrinkB": 0}
    panel.annotate("", (potential, above), (equilibrium, above), arrowprops=both, zorder=4)
    panel.annotate(
        "", (potential, density + 1.2), (potential, 0), arrowprops={**both, "arrowstyle": "-|>"}, zorder=4
    )
    middle = {"ha": "center", "va": "center", "zorder": 5}
    write(panel, (equilibrium + potential) / 2, above, "overpotential η", bbox=PLATE, **middle)
    write(
        panel,
        potential - 0.012,
        density / 2,
        "current\ndensity j",
        ha="right",
        va="center",
        bbox=PLATE,
        zorder=5,
    )
    write(panel, equilibrium, -7.0, "equilibrium", ha="center")
    panel.plot([onset, onset], [0, -6.5], color=QUIET, linewidth=THIN * size, zorder=2)
    write(panel, onset, -7.0, "onset", ha="center")
    write(panel, FARTHEST + 0.015, LIMIT - 1.2, "limit of transport: all that arrives reacts")
    tell(
        panel,
        equilibrium,
        0.0,
        f"equilibrium: {formatting.decimals(equilibrium, 3)} V vs RHE, no net current",
    )
    tell(
        panel,
        onset,
        ONSET,
        f"onset: {formatting.number(ONSET)} mA cm⁻² at {formatting.decimals(onset, 2)} V vs RHE, model",
    )
