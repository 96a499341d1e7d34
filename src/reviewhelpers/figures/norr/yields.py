"""NH₃ yields on one scale, with the currents behind them."""

from __future__ import annotations

from functools import partial
from typing import cast

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.dots import draw_dots
from reviewhelpers.charts.labels import (
    axis_label,
    enumerated,
    quantity_label,
    quantity_symbol,
    three_figures,
    value_column,
)
from reviewhelpers.charts.plot import Panel
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import CITE, OVERALL_REACTION, YIELD, performance, yield_label
from reviewhelpers.text import formatting

CURRENT = "mA/cm**2"


def _ammonia_electrons() -> int:
    """Electrons for one NH₃ from NO, from its half-reaction."""
    return reactions.electrons(data.table("half_reactions").loc[OVERALL_REACTION, "equation"])


def _current_of_one() -> float:
    """The size of the partial current that a yield of one unit stands for."""
    return -float(units.harmonise(1.0, YIELD, CURRENT, electrons=_ammonia_electrons()))


def _yields() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The yields on the common scale with the currents behind them, greatest first; and the others."""
    rows = performance()
    charged = rows["quantity"] == "faradaic_efficiency"
    by_system = rows[charged].groupby("system")
    shares = by_system.agg(share=("value", "first"), percent=("text", "first"), share_rows=("rows", " ".join))
    frame = rows[~charged].join(shares, on="system")
    frame["rows"] += (" " + frame["share_rows"]).fillna("")
    counted = " " + frame["quantity"].map(quantity_label)
    frame["worded"] = frame["amount"] + (" at " + frame["percent"] + " %").fillna(counted)

    placed = frame[frame["reason"] == ""].sort_values("value", ascending=False, kind="stable")
    placed["partial"] = placed["value"] * _current_of_one()
    placed["total"] = electrode.total_current_density(placed["partial"], placed["share"])
    placed["currents"] = placed["partial"].map(three_figures) + " of " + placed["total"].map(three_figures)
    return placed, frame[frame["reason"] != ""]


@figure("fig-norr-yields")
def yields() -> Drawing:
    """Every printed yield on one scale, with the partial and the total current behind it."""
    placed, apart = _yields()
    points = _points(placed)
    sheet = Sheet()
    panel = sheet.panel(right=1.5)
    panel.set_xlabel(yield_label(YIELD))
    set_ticks(panel, "x", limits=(points["value"].min() / 2.4, points["value"].max() * 4), log=True)
    draw_dots(sheet, panel, points, joined=True)
    _draw_current_axis(panel)
    if len(apart):
        sheet.note(f"Not on this scale: {enumerated(apart['name'] + ', ' + apart['worded'])}.")
    return Drawing(sheet.finish(), _plotted(placed, apart), _fields(placed, apart))


def _points(placed: pd.DataFrame) -> pd.DataFrame:
    """The yields, and where the total currents lie on their scale."""
    share = f"{quantity_symbol('faradaic_efficiency')} " + placed["percent"] + " %, "
    behind = "−j " + placed["currents"] + f" {units.symbol(CURRENT)}"
    yields = placed.assign(
        note=share + placed["potential"],
        derived=placed["derived"] != "",
        told=placed["told"] + "; " + behind,
    )
    totals = yields.assign(
        value=placed["total"] / _current_of_one(),
        text=placed["currents"],
        derived=True,
        told=placed["name"] + ": " + behind + ", derived from yield and Faradaic efficiency",
    )
    return pd.concat([yields, totals])


def _draw_current_axis(panel: Panel) -> None:
    """A second scale below that of the yields: the current that they stand for, by the electrons of one NH₃."""
    each = _current_of_one()
    below = panel.secondary_xaxis(
        "bottom", functions=(partial(np.multiply, each), partial(np.multiply, 1 / each))
    )
    below.spines["bottom"].set_position(("outward", 3.6 * matplotlib.rcParams["font.size"]))
    # Axes for all that ticks need, though matplotlib types a second scale apart.
    set_ticks(cast(Axes, below), "x", log=True)
    below.set_xlabel(axis_label("current_density", symbol="−j"))


def _plotted(placed: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    converted = ("yield " + placed["derived"] + "; ").mask(placed["derived"] == "", "")
    placed = placed.assign(derived=converted + "j partial = n F × yield; j total = j partial / FE")
    names = {
        "value": f"yield / {units.symbol(YIELD)}",
        "partial": value_column("−j partial", "partial_current_density"),
        "total": value_column("−j total", "current_density"),
        "share": value_column("Faradaic efficiency", "faradaic_efficiency"),
        "reason": "not on the scale because",
    }
    values = pd.concat([placed, apart.assign(value=np.nan)], ignore_index=True)
    kept = ["system", "name", "printed", "potential", *names, "rows", "derived"]
    return values[kept].rename(columns=names)


def _fields(placed: pd.DataFrame, apart: pd.DataFrame) -> dict[str, str]:
    most, least = placed.iloc[0], placed.iloc[-1]
    # The two whose efficiencies are nearest to each other.
    by_share = placed.sort_values("share", kind="stable")
    second = by_share["share"].diff().argmin()
    alike = by_share.iloc[[second - 1, second]].sort_values("value", ascending=False, kind="stable")
    return {
        "work": formatting.work(CITE),
        "count": str(len(placed)),
        "least": f"{least['amount']} ({least['name']})",
        "most": f"{most['amount']} ({most['name']})",
        "factor": three_figures(most["value"] / least["value"]),
        "alike": enumerated(alike["name"]),
        "apart_by": three_figures(alike["value"].max() / alike["value"].min()),
        "shares": enumerated(alike["percent"]),
        "current_unit": units.symbol(CURRENT),
        "every": enumerated(placed["name"] + " " + placed["worded"] + " (" + placed["currents"] + ")"),
        "apart": enumerated(apart["name"] + ", " + apart["worded"] + " (" + apart["reason"] + ")"),
        "converted": enumerated(placed["name"][placed["derived"] != ""]),
        "electrons": str(_ammonia_electrons()),
        "unstated": enumerated(placed["name"][placed["potential"].str.contains("not stated")]),
    }
