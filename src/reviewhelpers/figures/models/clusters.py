"""Mean coordination against the size of a cluster, and mixtures with single atoms that have one mean."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.palette import COLOURS, INK, QUIET
from reviewhelpers.charts.plot import Panel, Plot, tell
from reviewhelpers.charts.sketch import curve, sheet_of, word
from reviewhelpers.dataset import figure_rows
from reviewhelpers.figures import Drawing, figure, frames
from reviewhelpers.models import clusters

ID = "fig-models-clusters"

LABEL = "Share of the atoms that stand alone"
UNIT = "%"
VALUES = tuple(range(0, 63, 3))
"""Of the slider."""

REPORTED = 4.0
"""The mean of which the figure asks what it may come from."""

SHELLS = (1, 2, 3, 4, 5, 6, 8, 10, 12)
MIXED = {1: "blue", 12: "green"}
"""Shells of the clusters that are mixed with single atoms, and their colours."""

BULK = 12.0


def sizes() -> pd.DataFrame:
    """Atoms and mean number of neighbours of each cluster."""
    return pd.DataFrame(
        {
            "shells": SHELLS,
            "atoms": [int(clusters.cuboctahedron(shells).sum()) for shells in SHELLS],
            "mean": [clusters.mean_neighbours(shells) for shells in SHELLS],
        }
    )


def _grouped(atoms: float) -> str:
    """A number of atoms as text, in groups of three digits."""
    return f"{int(atoms):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _set_size(panel: Panel) -> None:
    panel.set_xlabel("Atoms in the cluster")
    panel.set_ylabel("Mean number of neighbours")
    set_ticks(panel, "x", limits=(9.0, 12000.0), log=True)
    set_ticks(panel, "y", limits=(0.0, 13.4), ticks=5)


@figure(ID)
def packed_clusters() -> Drawing:
    """The mean against the size, and two mixtures of which EXAFS would report one mean."""
    rows = " ".join(figure_rows.named(ID, "background"))
    found = sizes()
    sheet = sheet_of(2)
    panel = sheet.panel("Clusters of one size", height=15.0, right=0.8)
    _set_size(panel)
    _draw_bulk(panel, "inside a large crystal", 11.0)
    curve(panel, found["atoms"], found["mean"], COLOURS["blue"], width=0.14)
    panel.plot(found["atoms"], found["mean"], "o", color=COLOURS["blue"], zorder=4)
    for _, each in found.iterrows():
        text = f"{_grouped(each['atoms'])} atoms: {rounding.fixed(each['mean'], 2)} neighbours on average"
        tell(panel, each["atoms"], each["mean"], text, rows)
        if each["shells"] in (1, 2, 3, 6):
            word(panel, each["atoms"] * 1.16, each["mean"] - 0.75, _grouped(each["atoms"]), ha="left")
    panel = sheet.panel("Mixed with single atoms", height=15.0, right=0.8)
    mixtures = _draw_mixtures(panel, found, rows)
    values = pd.concat(
        [
            found.assign(drawn="one size", alone=0.0),
            mixtures.assign(drawn="mixture"),
        ],
        ignore_index=True,
    )
    values = values.assign(alone=100 * values["alone"], rows=rows, derived="our model")
    small, large = mixtures.itertuples()
    fields = {
        "reported": rounding.fixed(REPORTED, 0),
        "first": rounding.fixed(found["mean"].iloc[0], 2),
        "small": _grouped(small.atoms),
        "small_alone": rounding.fixed(100 * small.alone, 0),
        "large": _grouped(large.atoms),
        "large_alone": rounding.fixed(100 * large.alone, 0),
        "large_mean": rounding.fixed(large.mean, 1),
        "bulk": rounding.fixed(BULK, 0),
    }
    columns = {"drawn": "drawn", "atoms": "atoms of a cluster", "mean": "mean of the clusters"}
    columns |= {"alone": "single atoms / %", "rows": "rows", "derived": "derived"}
    return Drawing(sheet.finish(), values[list(columns)].rename(columns=columns), fields)


def _draw_bulk(panel: Panel, text: str, x: float, **look: str) -> None:
    panel.axhline(BULK, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    word(panel, x, BULK + 0.65, text, **{"ha": "left", "color": QUIET, **look})


def _draw_mixtures(panel: Panel, found: pd.DataFrame, rows: str) -> pd.DataFrame:
    """Draw the mean of mixtures against the share of single atoms; where each has the reported mean is returned."""
    panel.set_xlabel("Share of the atoms that stand alone / %")
    panel.set_ylabel("Mean number of neighbours, as EXAFS reports it")
    set_ticks(panel, "x", limits=(0.0, 100.0), ticks=5)
    set_ticks(panel, "y", limits=(0.0, 13.4), ticks=5)
    panel.axhline(REPORTED, color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    word(panel, 99.0, REPORTED + 0.65, f"one mean: {rounding.fixed(REPORTED, 0)}", ha="right")
    mixtures = found[found["shells"].isin(list(MIXED))].copy()
    mixtures["alone"] = [clusters.share_alone(REPORTED, shells) for shells in mixtures["shells"]]
    shares = np.linspace(0.0, 1.0, 51)
    for each in mixtures.itertuples():
        colour = COLOURS[MIXED[each.shells]]
        means = [clusters.reported([share, 1 - share], [0.0, each.mean]) for share in shares]
        curve(panel, 100 * shares, means, colour, width=0.14)
        panel.plot([100 * each.alone], [REPORTED], "o", color=colour, zorder=4)
        name = f"{_grouped(each.atoms)} atoms"
        word(panel, 10.0, 0.9 * each.mean + 0.85, name, ha="left")
        alone = rounding.fixed(100 * each.alone, 0)
        mean = rounding.fixed(REPORTED, 0)
        text = f"clusters of {_grouped(each.atoms)} atoms, {alone} % of all atoms alone: mean {mean}"
        tell(panel, 100 * each.alone, REPORTED, text, rows)
        word(panel, 100 * each.alone - 1.0, REPORTED - 0.9, f"{alone} %", ha="right")
    return mixtures


@frames.slider(ID, label=LABEL, unit=UNIT, values=VALUES)
def frame(value: float) -> Plot:
    """The sizes that a mean of :data:`REPORTED` may come from if a share of the atoms stands alone.

    Parameters
    ----------
    value : float
        The share of single atoms, in percent.
    """
    found = sizes()
    share = value / 100
    sheet = sheet_of(1)
    panel = sheet.panel(f"{rounding.fixed(value, 0)} % of the atoms stand alone", height=15.0, right=0.8)
    _set_size(panel)
    _draw_bulk(panel, "inside a large crystal", 11.0)
    panel.axhline(REPORTED, color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    word(panel, 11000.0, REPORTED - 0.7, f"reported: {rounding.fixed(REPORTED, 0)}", ha="right")
    curve(panel, found["atoms"], found["mean"], QUIET, width=0.08)
    mixed = [clusters.reported([share, 1 - share], [0.0, mean]) for mean in found["mean"]]
    curve(panel, found["atoms"], mixed, COLOURS["blue"], width=0.16)
    needed = REPORTED / (1 - share)
    if needed >= found["mean"].iloc[0]:
        size = float(np.exp(np.interp(needed, found["mean"], np.log(found["atoms"]))))
        panel.plot([size], [REPORTED], "o", color=COLOURS["vermilion"], zorder=4)
        text = f"about {_grouped(float(rounding.significant(size, 2)))} atoms"
        word(panel, size, REPORTED + 1.0, text, ha="center" if 30 < size < 2000 else "left", color=INK)
    else:
        word(panel, 11.0, 1.2, "smaller than 13 atoms", ha="left", color=INK)
    return sheet.finish()
