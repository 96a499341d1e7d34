"""The numbers of N and Cu around copper against potential."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.artist import Artist

from reviewhelpers.charts.axes import break_mark, padded, set_quantity, set_ticks
from reviewhelpers.charts.labels import enumerated, point_text, system_class, system_name, three_figures
from reviewhelpers.charts.palette import QUIET
from reviewhelpers.charts.scatter import draw_scatter
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import cluster_packing, clusters
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    cluster_name,
    count_text,
    place_name,
    potential_column,
    rows_of,
    series_scale,
    shared_row,
    volts,
    with_clusters,
)
from reviewhelpers.text import formatting

STEP, LINE = "u / (1 + exp(−(E − E½) / w))", "a + b E"


@figure("fig-copper-neighbours")
def neighbours() -> Drawing:
    """Printed numbers of N and Cu around Cu, with a curve through each, and what the clusters allow."""
    nitrogen, copper = _points("Cu–N"), _points("Cu–Cu")
    most = _most(copper)
    steps = {system: _step(counts) for system, counts in nitrogen.groupby("system", sort=False)}
    halves = pd.DataFrame([_half(nitrogen, system, step) for system, step in steps.items()])
    lines = {system: _line(counts) for system, counts in copper.groupby("system", sort=False)}

    sheet = Sheet(columns=2)
    _draw(
        sheet,
        "N around each Cu",
        "mean, by X-ray absorption",
        pd.concat([nitrogen, halves]),
        [step.at for step in steps.values()],
    )
    note = "hollow: the most possible"
    _draw(sheet, "Cu around each Cu", note, pd.concat([copper, most]), [line.at for line in lines.values()])
    sheet.note("Dashed: fits of two numbers to the counts under potential.")

    above = most["exceeded"].sum()
    *_, less, more = (step.half_V for step in steps.values())
    fields = {
        "order": "earlier" if more > less else "later",
        "work": formatting.work(CITE),
        "scale": series_scale(),
        "places": enumerated(dict.fromkeys(nitrogen["place"])),
        "falls": "; ".join(
            f"{system_name(system)} {_listed(counts)} (half lost at {_half_text(steps[system])})"
            for system, counts in nitrogen.groupby("system", sort=False)
        ),
        "above": f"all {len(most)}" if above == len(most) else f"{above} of {len(most)}",
        "sample": enumerated(dict.fromkeys(copper["name"])),
        "bounds": enumerated(
            f"{count_text(count)} beside {formatting.significant(bound)} in {cluster}"
            for count, bound, cluster in zip(most["count"], most["y"], most["cluster"], strict=True)
        ),
        "steps": enumerated(
            f"*E*½ = {_half_text(step)}, *w* = {three_figures(step.width_V)} V, largest miss "
            f"{three_figures(step.largest_miss)} ({system_name(system)})"
            for system, step in steps.items()
        ),
        "lines": enumerated(
            f"slope {three_figures(line.slope_per_V)} per volt, largest miss {three_figures(line.largest_miss)} "
            f"({system_name(system)})"
            for system, line in lines.items()
        ),
    }
    fits = [_line_values(copper, system, line) for system, line in lines.items()]
    data = pd.concat([nitrogen, halves, copper, most, pd.DataFrame(fits)], ignore_index=True)
    named = {"E": potential_column(), "y": "count", "w": "w / V", "b": "b / V⁻¹"}
    kept = ["name", "neighbour", "what", "place", "E", "y", "w", "a", "b", "largest miss", "rows", "how"]
    return Drawing(sheet.finish(), data[kept].rename(columns={**named, "how": "derived"}), fields)


def _points(kind: str) -> pd.DataFrame:
    """The printed counts of neighbours of one kind, as points of a chart."""
    rows = rows_of("coordination_number", [kind])
    series = shared_row("series")["id"]
    # Where two series stand apart, their names have room.
    named_at = rows["E"].median()
    return pd.DataFrame(
        [
            {
                "system": row["system"],
                "name": name,
                "neighbour": kind,
                "what": "printed",
                "place": place_name(row),
                "E": row["E"],
                "y": row["value"],
                "defect_class": system_class(row["system"]),
                "label": f"{count_text(row['value'])} {name if row['E'] == named_at else ''}".strip(),
                "told": point_text(row),
                # The scale is printed with the series, and not beside the single potentials.
                "rows": row["id"] if pd.isna(row["E"]) else f"{row['id']} {series}",
                "how": "",
            }
            for name, (_, row) in zip(map(system_name, rows["system"]), rows.iterrows(), strict=True)
        ]
    )


def _under(counts: pd.DataFrame) -> tuple[list[float], list[float]]:
    """Potentials and counts without open circuit."""
    under = counts.dropna(subset=["E"])
    return under["E"].tolist(), under["y"].tolist()


def _step(counts: pd.DataFrame) -> clusters.Logistic:
    """The step through the counts under potential, from the one at open circuit down to none."""
    return clusters.fit_logistic(*_under(counts), upper=counts.loc[counts["E"].isna(), "y"].iloc[0])


def _half_text(step: clusters.Logistic) -> str:
    return f"{formatting.decimals(step.half_V, 3)} V"


def _listed(counts: pd.DataFrame) -> str:
    return enumerated(map(count_text, counts["y"]))


def _half(nitrogen: pd.DataFrame, system: str, step: clusters.Logistic) -> dict[str, object]:
    """Where half of the nitrogen is lost, with the curve that tells it."""
    text = f"half lost at {_half_text(step)}"
    return {
        "system": system,
        "name": system_name(system),
        "neighbour": "Cu–N",
        "what": f"fit {STEP}",
        "place": "half of the count at open circuit",
        "E": step.half_V,
        "y": step.upper / 2,
        "w": step.width_V,
        "largest miss": step.largest_miss,
        "defect_class": system_class(system),
        "derived": True,
        "label": text,
        "told": f"{system_name(system)}: {text} vs {series_scale()}, by a fit",
        "rows": " ".join(nitrogen.loc[nitrogen["system"] == system, "rows"]),
        "how": "clusters.fit_logistic; u is the count at open circuit, given and not fitted",
    }


def _line(counts: pd.DataFrame) -> clusters.Line:
    return clusters.fit_line(*_under(counts))


def _line_values(copper: pd.DataFrame, system: str, line: clusters.Line) -> dict[str, object]:
    under = copper[(copper["system"] == system) & copper["E"].notna()]
    return {
        "name": system_name(system),
        "neighbour": "Cu–Cu",
        "what": f"fit {LINE}",
        "a": line.at_zero,
        "b": line.slope_per_V,
        "largest miss": line.largest_miss,
        "rows": " ".join(under["rows"]),
        "how": "clusters.fit_line; open circuit has no potential and is left out",
    }


def _most(copper: pd.DataFrame) -> pd.DataFrame:
    """The most neighbours that each assigned cluster allows, beside the count that it was read from."""
    found = []
    for count, cluster in with_clusters(rows_of("coordination_number", ["Cu–Cu"])):
        most, name = cluster_packing.compact_mean(cluster["value"]), cluster_name(cluster)
        text = f"{name} ≤ {formatting.significant(most)}"
        found.append(
            {
                "name": system_name(count["system"]),
                "neighbour": "Cu–Cu",
                "what": f"most in {name}",
                "place": place_name(count),
                "E": volts(count),
                "y": most,
                "count": count["value"],
                "cluster": name,
                "exceeded": count["value"] > most,
                "derived": True,
                "label": text,
                "told": f"{text} neighbours in the most compact cluster",
                "rows": cluster["id"],
                "how": "cluster_packing.compact_mean: the most compact cluster of so many equal spheres",
            }
        )
    return pd.DataFrame(found)


def _draw(
    sheet: Sheet,
    heading: str,
    note: str,
    points: pd.DataFrame,
    fits: Sequence[Callable[[np.ndarray], np.ndarray]],
) -> None:
    """Counts over the potentials, open circuit beside them, and a dashed curve through each series."""
    panel = sheet.panel(heading, note, height=19.0)
    under = sorted(points.loc[points["what"] == "printed", "E"].dropna().unique(), reverse=True)
    step = under[0] - under[1]
    # Open circuit has no potential: it stands apart, beyond a break of the axis.
    apart = under[0] + 1.2 * step
    set_quantity(panel, "x", "potential", symbol=f"E vs {series_scale()}")
    panel.set_xlim(apart + 0.5 * step, under[-1] - 0.7 * step)
    names = [formatting.number(float(potential)) for potential in under]
    panel.set_xticks([apart, *under], ["open\ncircuit", *names])
    break_mark(panel, "x", at=under[0] + 0.6 * step)
    set_ticks(panel, "y", limits=(0, padded([0, points["y"].max()], 0.12)[1]))
    drawn: list[Artist] = []
    at = np.linspace(under[0] + 0.2 * step, under[-1] - 0.2 * step, 120)
    for fit in fits:
        drawn += panel.plot(at, fit(at), color=QUIET, linestyle=(0, (4, 3)), linewidth=0.9, zorder=2)
    draw_scatter(panel, points.assign(x=points["E"].fillna(apart)), names=8.0, obstacles=drawn)
