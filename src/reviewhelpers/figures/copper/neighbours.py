"""The numbers of N and Cu around copper against potential."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.axes import break_mark, padded, set_quantity, set_ticks
from reviewhelpers.charts.labels import enumerated, phrases
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


@figure("fig-copper-neighbours")
def neighbours() -> Drawing:
    """Printed numbers of N and Cu around Cu, with a curve through each, and what the clusters allow."""
    nitrogen, copper = _counts("Cu–N"), _counts("Cu–Cu")
    most, steps, lines = _most(), _steps(nitrogen), _lines(copper)
    sheet = Sheet(columns=2)
    _draw(sheet, "N around each Cu", "mean, by X-ray absorption", pd.concat([nitrogen, steps]), steps["fit"])
    _draw(sheet, "Cu around each Cu", "hollow: the most possible", pd.concat([copper, most]), lines["fit"])
    sheet.note("Dashed: fits of two numbers to the counts under potential.")

    above = most["exceeded"].sum()
    fields = {
        "work": formatting.work(CITE),
        "scale": series_scale(),
        "order": "earlier" if steps["E"].is_monotonic_increasing else "later",
        "places": enumerated(nitrogen["place"].unique()),
        "falls": "; ".join(phrases(steps, "{name} {counts} ({label})")),
        "above": f"all {len(most)}" if above == len(most) else f"{above} of {len(most)}",
        "sample": enumerated(copper["name"].unique()),
        "bounds": enumerated(phrases(most, "{text} beside {most} in {cluster}")),
        "steps": enumerated(
            phrases(steps, "*E*½ = {E} V, *w* = {w / V} V, largest miss {largest miss} ({name})")
        ),
        "lines": enumerated(phrases(lines, "slope {b / V⁻¹} per volt, largest miss {largest miss} ({name})")),
    }
    data = pd.concat([nitrogen, steps, copper, most, lines])
    kept, fitted = ["name", "neighbour", "what", "place", "E", "y"], ["w / V", "a", "b / V⁻¹", "largest miss"]
    names = {"E": potential_column(), "y": "count", "how": "derived"}
    return Drawing(sheet.finish(), data[[*kept, *fitted, "rows", "how"]].rename(columns=names), fields)


def _counts(kind: str) -> pd.DataFrame:
    """The printed counts; the scale is printed with the series, and not beside the single potentials."""
    counts, series = neighbour_counts(kind), shared_row("series")["id"]
    # Where two series stand apart, their names have room.
    named = counts["E"] == counts["E"].median()
    return counts.assign(
        label=counts["text"] + (" " + counts["name"]).where(named, ""),
        rows=counts["rows"].where(counts["E"].isna(), counts["rows"] + f" {series}"),
    )


def _steps(nitrogen: pd.DataFrame) -> pd.DataFrame:
    """Where each sample loses half of its nitrogen, by a step from the count at open circuit down to none."""
    found = []
    for name, counts in nitrogen.groupby("name", sort=False):
        under, apart = counts[counts["E"].notna()], counts[counts["E"].isna()]
        fit = clusters.fit_logistic(under["E"].tolist(), under["y"].tolist(), upper=apart["y"].iloc[0])
        found.append(
            (name, fit.half_V, fit.upper / 2, fit.width_V, fit.largest_miss, " ".join(counts["rows"]), fit)
        )
    steps = pd.DataFrame(found, columns=["name", "E", "y", "w / V", "largest miss", "rows", "fit"])
    steps["label"] = phrases(steps, "half lost at {E} V")
    samples = nitrogen.groupby("name")
    return steps.assign(
        neighbour="Cu–N",
        what="fit u / (1 + exp(−(E − E½) / w))",
        place="half of the count at open circuit",
        defect_class=steps["name"].map(samples["defect_class"].first()),
        counts=steps["name"].map(samples["text"].agg(enumerated)),
        derived=True,
        told=phrases(steps, f"{{name}}: {{label}} vs {series_scale()}, by a fit"),
        how="clusters.fit_logistic; u is the count at open circuit, given and not fitted",
    )


def _lines(copper: pd.DataFrame) -> pd.DataFrame:
    """A line through the counts of each sample under potential."""
    found = []
    for name, under in copper.dropna(subset=["E"]).groupby("name", sort=False):
        fit = clusters.fit_line(under["E"].tolist(), under["y"].tolist())
        found.append((name, fit.at_zero, fit.slope_per_V, fit.largest_miss, " ".join(under["rows"]), fit))
    lines = pd.DataFrame(found, columns=["name", "a", "b / V⁻¹", "largest miss", "rows", "fit"])
    how = "clusters.fit_line; open circuit has no potential and is left out"
    return lines.assign(neighbour="Cu–Cu", what="fit a + b E", how=how)


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
