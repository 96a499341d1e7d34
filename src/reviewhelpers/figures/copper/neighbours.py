"""The numbers of N and Cu around copper against potential."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.axes import break_mark, padded, set_quantity, set_ticks
from reviewhelpers.charts.labels import enumerated, phrases, three_figures
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import cluster_packing, clusters
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    neighbour_counts,
    potential_column,
    series_scale,
    shared_row,
    with_clusters,
)
from reviewhelpers.text import formatting

COLUMNS = [
    "name",
    "neighbour",
    "what",
    "place",
    "E",
    "y",
    "width_V",
    "at_zero",
    "slope_per_V",
    "largest_miss",
]
NAMES = {
    "y": "count",
    "width_V": "w / V",
    "at_zero": "a",
    "slope_per_V": "b / V⁻¹",
    "largest_miss": "largest miss",
}


@figure("fig-copper-neighbours")
def neighbours() -> Drawing:
    """Printed numbers of N and Cu around Cu, with a curve through each, and what the clusters allow."""
    nitrogen, copper = _counts("Cu–N"), _counts("Cu–Cu")
    most, steps, lines = _most(), _steps(nitrogen), _lines(copper)
    sheet = Sheet(columns=2)
    _draw(sheet, "N around each Cu", "mean, by X-ray absorption", pd.concat([nitrogen, steps]), steps["fit"])
    _draw(sheet, "Cu around each Cu", "hollow: the most possible", pd.concat([copper, most]), lines["fit"])
    sheet.note("Dashed: fits of two numbers to the counts under potential.")

    above, less, more = most["exceeded"].sum(), *steps["E"].iloc[-2:]
    fields = {
        "work": formatting.work(CITE),
        "scale": series_scale(),
        "order": "earlier" if more > less else "later",
        "places": enumerated(nitrogen["place"].unique()),
        "falls": "; ".join(phrases(steps, "{name} {counts} ({label})")),
        "above": f"all {len(most)}" if above == len(most) else f"{above} of {len(most)}",
        "sample": enumerated(copper["name"].unique()),
        "bounds": enumerated(phrases(most, "{text} beside {most} in {cluster}")),
        "steps": enumerated(phrases(steps, "*E*½ = {half}, *w* = {width} V, largest miss {miss} ({name})")),
        "lines": enumerated(phrases(lines, "slope {slope} per volt, largest miss {miss} ({name})")),
    }
    data = pd.concat([nitrogen, steps, copper, most, lines], ignore_index=True)[[*COLUMNS, "rows", "how"]]
    data = data.rename(columns={**NAMES, "E": potential_column(), "how": "derived"})
    return Drawing(sheet.finish(), data, fields)


def _counts(kind: str) -> pd.DataFrame:
    """The printed counts; the scale is printed with the series, and not beside the single potentials."""
    counts, series = neighbour_counts(kind), shared_row("series")["id"]
    # Where two series stand apart, their names have room.
    named = counts["E"] == counts["E"].median()
    return counts.assign(
        label=counts["text"] + (" " + counts["name"]).where(named, ""),
        rows=counts["rows"].where(counts["E"].isna(), counts["rows"] + f" {series}"),
    )


def _fits(
    counts: pd.DataFrame, fit: Callable[[pd.DataFrame], clusters.Line | clusters.Logistic]
) -> pd.DataFrame:
    """A fit to the counts of each sample, with its numbers."""
    found = []
    for name, own in counts.groupby("name", sort=False):
        fitted = fit(own)
        about = {"name": name, "rows": " ".join(own["rows"]), "defect_class": own["defect_class"].iloc[0]}
        words = {"counts": enumerated(own["text"]), "miss": three_figures(fitted.largest_miss)}
        found.append({**about, **words, **asdict(fitted), "fit": fitted})
    return pd.DataFrame(found)


def _steps(nitrogen: pd.DataFrame) -> pd.DataFrame:
    """Where each sample loses half of its nitrogen, by a step from the count at open circuit down to none."""

    def step(counts: pd.DataFrame) -> clusters.Logistic:
        under, apart = counts[counts["E"].notna()], counts[counts["E"].isna()]
        return clusters.fit_logistic(under["E"].tolist(), under["y"].tolist(), upper=apart["y"].iloc[0])

    steps = _fits(nitrogen, step)
    half = [f"{formatting.decimals(potential, 3)} V" for potential in steps["half_V"]]
    steps = steps.assign(half=half, label=[f"half lost at {text}" for text in half])
    return steps.assign(
        neighbour="Cu–N",
        what="fit u / (1 + exp(−(E − E½) / w))",
        place="half of the count at open circuit",
        E=steps["half_V"],
        y=steps["upper"] / 2,
        derived=True,
        told=phrases(steps, f"{{name}}: {{label}} vs {series_scale()}, by a fit"),
        width=steps["width_V"].map(three_figures),
        how="clusters.fit_logistic; u is the count at open circuit, given and not fitted",
    )


def _lines(copper: pd.DataFrame) -> pd.DataFrame:
    """A line through the counts of each sample under potential."""
    lines = _fits(
        copper.dropna(subset=["E"]), lambda under: clusters.fit_line(under["E"].tolist(), under["y"].tolist())
    )
    return lines.assign(
        neighbour="Cu–Cu",
        what="fit a + b E",
        slope=lines["slope_per_V"].map(three_figures),
        how="clusters.fit_line; open circuit has no potential and is left out",
    )


def _most() -> pd.DataFrame:
    """The most neighbours that each assigned cluster allows, beside the count that it was read from."""
    counts = with_clusters(neighbour_counts("Cu–Cu"))
    allowed = counts["atoms"].map(cluster_packing.compact_mean)
    most = counts.assign(y=allowed, most=allowed.map(formatting.significant), exceeded=counts["y"] > allowed)
    return most.assign(
        what=phrases(most, "most in {cluster}"),
        rows=most["cluster_row"],
        defect_class="",
        bound="",
        derived=True,
        label=phrases(most, "{cluster} ≤ {most}"),
        told=phrases(most, "{cluster} ≤ {most} neighbours in the most compact cluster"),
        how="cluster_packing.compact_mean: the most compact cluster of so many equal spheres",
    )


def _draw(sheet: Sheet, heading: str, note: str, points: pd.DataFrame, fits: pd.Series) -> None:
    """Counts over the potentials, open circuit beside them, and a dashed curve through each series."""
    panel = sheet.panel(heading, note, height=19.0)
    under = sorted(points.loc[points["what"] == "printed", "E"].dropna().unique(), reverse=True)
    step = under[0] - under[1]
    # Open circuit has no potential: it stands apart, beyond a break of the axis.
    apart = under[0] + 1.2 * step
    set_quantity(panel, "x", "potential", symbol=f"E vs {series_scale()}")
    panel.set_xlim(apart + 0.5 * step, under[-1] - 0.7 * step)
    panel.set_xticks([apart, *under], ["open\ncircuit", *map(formatting.number, under)])
    break_mark(panel, "x", at=under[0] + 0.6 * step)
    set_ticks(panel, "y", limits=(0, padded([0, points["y"].max()], 0.12)[1]))
    drawn: list[Artist] = []
    at = np.linspace(under[0] + 0.2 * step, under[-1] - 0.2 * step, 120)
    for fit in fits:
        drawn += panel.plot(at, fit.at(at), color=QUIET, linestyle=(0, (4, 3)), linewidth=0.9, zorder=2)
    draw_scatter(panel, points.assign(x=points["E"].fillna(apart)), names=8.0, obstacles=drawn)
