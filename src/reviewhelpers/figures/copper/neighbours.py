"""The numbers of N and Cu around copper against potential."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    TEXT_BOX,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    draw_key,
    draw_marker,
    draw_unprinted,
    enumerated,
    system_name,
    three_figures,
    write_centred,
    write_offset,
)
from reviewhelpers.chemistry import clusters
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import (
    CITE,
    DASHES,
    HIGH,
    HOLLOW,
    LOW,
    MIDDLE,
    NOT_PRINTED,
    OPEN_CIRCUIT,
    PLACES,
    POTENTIALS,
    SAMPLES,
    cluster_name,
    count_text,
    place_name,
    potential_column,
    series_scale,
    volts,
)
from reviewhelpers.figures.copper.neighbour_counts import (
    Bound,
    Counts,
    cluster_bounds,
    half_text,
    nitrogen_step,
    printed_counts,
)
from reviewhelpers.text import formatting

STEP_FORM = "u / (1 + exp(−(E − E½) / w))"
LINE_FORM = "a + b E"
_WHAT = "what is drawn"
_SIDE = (0.36, 1.3)
"""Where the axes of open circuit begin and end, in inches."""

_MAIN = (1.5, WIDTH - 0.12)
_BAR = 0.52
"""Width of a bar of the most neighbours that a cluster allows, in inches."""


@figure("fig-copper-neighbours", title="Neighbours of copper against potential")
def neighbours() -> Plot:
    """Printed numbers of N and Cu around Cu, with a curve through each, and what the clusters allow."""
    nitrogen = [printed_counts(MIDDLE, "n"), printed_counts(HIGH, "n")]
    copper = printed_counts(MIDDLE, "cu")
    sheet = Sheet()
    draw_key(sheet, (("filled: printed", HOLLOW, "full"), ("dashed, hollow: derived", HOLLOW, "none")))
    _draw_nitrogen(sheet, nitrogen)
    _draw_copper(sheet, copper)
    values = [
        *(_count_value(row, "Cu–N") for counts in nitrogen for row in counts.rows),
        *(_step_value(counts) for counts in nitrogen),
        *_open_nitrogen(),
        *(_count_value(row, "Cu–Cu") for row in copper.rows),
        _line_value(copper),
        *(_bound_value(bound) for bound in cluster_bounds(copper)),
        *_open_copper(),
    ]
    alt = _neighbours_alt(nitrogen, cluster_bounds(copper))
    return Plot(sheet.finish(), pd.DataFrame(values), alt, _neighbours_caption(nitrogen, copper))


def _draw_open_lines(sheet: Sheet, texts: Sequence[str]) -> None:
    """Labelled dashed lines: samples whose counts are not printed."""
    for text in texts:
        ax = sheet.plot(sheet.y, sheet.y + LINE_HEIGHT, MARGIN, WIDTH - MARGIN)
        ax.set_axis_off()
        ax.set_ylim(0, 1)
        draw_unprinted(ax, 0.5, text)
        sheet.y += LINE_HEIGHT + 0.02
    sheet.y += 0.08


def _draw_panel(sheet: Sheet, high: float, end: float, potentials: Sequence[float]) -> tuple[Axes, Axes]:
    """Axes of open circuit at the side and of the potentials beside it, with one scale of counts."""
    top, step = sheet.y, abs(potentials[1] - potentials[0])
    side = sheet.plot(top, top + high, *_SIDE)
    main = sheet.plot(top, top + high, *_MAIN)
    side.set_xlim(-0.5, 0.5)
    side.set_xticks([0], ["open\ncircuit"])
    main.set_xlim(potentials[0] + 0.45 * step, potentials[-1] - 0.6 * step)
    main.set_xticks(potentials, [formatting.number(potential) for potential in potentials])
    main.set_xlabel(f"{axis_label('potential', symbol='E')} vs {series_scale()}", size=TEXT_SIZE)
    for ax in (side, main):
        ax.set_ylim(0, end)
        ax.set_yticks(range(0, rounding.ceil(end), 1 if rounding.exceeds(6, end) else 2))
    main.tick_params(axis="y", length=0, labelleft=False)
    main.spines["left"].set_visible(False)
    sheet.y += high + 0.55
    return side, main


def _axes(row: pd.Series, side: Axes, main: Axes) -> tuple[Axes, float]:
    """Where a row stands: the axes and its place on them."""
    return (side, 0.0) if pd.isna(row["potential"]) else (main, volts(row))


def _draw_fit(ax: Axes, fit: Callable[[np.ndarray], np.ndarray], mark: style.Mark) -> None:
    """A derived curve, dashed, from end to end of the axes."""
    at = np.linspace(*ax.get_xlim(), 120)
    ax.plot(at, fit(at), color=mark.colour, linestyle=DASHES, linewidth=1.4, zorder=2)


def _write_count(ax: Axes, point: tuple[float, float], offset: tuple[float, float]) -> None:
    """A count beside its point, so that the curve through the point stays visible."""
    write_offset(ax, count_text(point[1]), point, offset, ha="left" if offset[0] > 0 else "right")


def _draw_nitrogen(sheet: Sheet, series: Sequence[Counts]) -> None:
    """The numbers of N, with a step through those of each sample."""
    sheet.heading("N around each Cu", "mean, by X-ray absorption")
    _draw_open_lines(sheet, [f"{system_name(LOW)}: mainly Cu–N₄, number {NOT_PRINTED}"])
    end = max(value for counts in series for value in counts.values) + 0.7
    side, main = _draw_panel(sheet, 2.1, end, series[0].under_potential[0])
    (left, right), middle = main.get_xlim(), end / 2
    for counts, lower in zip(series, (False, True), strict=True):
        mark, step = SAMPLES[counts.system], nitrogen_step(counts)
        _draw_fit(main, step.at, mark)
        draw_marker(main, step.half_V, step.upper / 2, mark, filled="none")
        for row in counts.rows:
            ax, x = _axes(row, side, main)
            draw_marker(ax, x, row["value"], mark)
            _write_count(ax, (x, row["value"]), (-8, -5) if lower else (8, 8))
        # The name goes where the curve leaves room: the upper right corner for the later step, else the lower left.
        lines = (system_name(counts.system), f"half at {half_text(step)}")
        x, top = (left, middle - 0.9) if lower else (right, middle + 1.15)
        for number, text in enumerate(lines):
            main.text(
                x,
                top - number * end * LINE_HEIGHT / 2.1,
                text,
                color=mark.colour,
                size=TEXT_SIZE,
                ha="left" if lower else "right",
                va="center_baseline",
                bbox=TEXT_BOX,
            )


def _draw_copper(sheet: Sheet, counts: Counts) -> None:
    """The numbers of Cu, a line through them, and what the assigned clusters allow."""
    sheet.heading("Cu around each Cu", "bars: most in the assigned cluster")
    low = [cluster_name(data.row(f"{LOW}-{place}-nuclearity")) for place in POTENTIALS[1:]]
    _draw_open_lines(
        sheet,
        [
            f"{system_name(LOW)}: {enumerated(low)} named, counts {NOT_PRINTED}",
            f"{system_name(HIGH)}: counts under potential {NOT_PRINTED}",
        ],
    )
    side, main = _draw_panel(sheet, 2.3, max(counts.values) + 1.4, counts.under_potential[0])
    mark = SAMPLES[counts.system]
    _draw_fit(main, clusters.fit_line(*counts.under_potential).at, mark)
    for bound in cluster_bounds(counts):
        ax, x = _axes(bound.count, side, main)
        _draw_bound(ax, x, bound)
        draw_marker(ax, x, bound.count["value"], mark)
        _write_count(ax, (x, bound.count["value"]), (-8, 7))
    left, right = main.get_xlim()
    write_centred(main, left + 0.3 * (right - left), 8.9, system_name(counts.system), mark.colour)


def _draw_bound(ax: Axes, x: float, bound: Bound) -> None:
    """A bar from none to the most that a cluster allows, with its formula."""
    left, right = _SIDE if pd.isna(bound.count["potential"]) else _MAIN
    start, end = ax.get_xlim()
    half = _BAR / (right - left) * abs(end - start) / 2
    ax.add_patch(
        Rectangle((x - half, 0), 2 * half, bound.most, facecolor=style.GRID, edgecolor="none", zorder=2)
    )
    ax.plot([x - half, x + half], [bound.most] * 2, color=style.INK, linewidth=2, zorder=3)
    ax.text(
        x,
        bound.most - 0.2,
        f"{cluster_name(bound.cluster)}\n≤ {formatting.significant(bound.most)}",
        size=TEXT_SIZE,
        ha="center",
        va="top",
        linespacing=1.0,
        zorder=4,
    )


def _count_value(row: pd.Series, kind: str) -> dict[str, object]:
    """A printed count; the place where the series of potentials has its scale counts as an origin."""
    place = next(place for place in PLACES if f"-{place}-" in row["id"])
    under = place != OPEN_CIRCUIT
    return {
        "name": system_name(row["system"]),
        "neighbour": kind,
        _WHAT: "printed count",
        "place": place_name(row),
        potential_column(): volts(row),
        "count": row["value"],
        "missing": "uncertainty" if under else "potential of open circuit; uncertainty",
        "rows": f"{row['id']} ji2023-xas-{place}" if under else row["id"],
        "derived": "",
    }


def _fit_value(
    counts: Counts, kind: str, form: str, fit: clusters.Line | clusters.Logistic
) -> dict[str, object]:
    return {
        "name": system_name(counts.system),
        "neighbour": kind,
        _WHAT: "fit",
        "form": form,
        "points": len(counts.under_potential[0]),
        "fitted numbers": 2,
        "largest miss": fit.largest_miss,
        "missing": "uncertainty of the points; the curve that the paper draws",
    }


def _step_value(counts: Counts) -> dict[str, object]:
    """The step: its point at half of the count, and what was fitted."""
    step = nitrogen_step(counts)
    return {
        **_fit_value(counts, "Cu–N", STEP_FORM, step),
        "place": "half of the count at open circuit",
        potential_column(): step.half_V,
        "count": step.upper / 2,
        "w / V": step.width_V,
        "rows": f"{counts.rows[0]['id']} {counts.ids}",
        "derived": "clusters.fit_logistic; u is the count at open circuit, given and not fitted",
    }


def _line_value(counts: Counts) -> dict[str, object]:
    line = clusters.fit_line(*counts.under_potential)
    return {
        **_fit_value(counts, "Cu–Cu", LINE_FORM, line),
        "place": "all three potentials",
        "a": line.at_zero,
        "b / V⁻¹": line.slope_per_V,
        "rows": counts.ids,
        "derived": "clusters.fit_line; the count at open circuit is left out, as it has no potential",
    }


def _bound_value(bound: Bound) -> dict[str, object]:
    return {
        "name": system_name(bound.cluster["system"]),
        "neighbour": "Cu–Cu",
        _WHAT: f"most in {cluster_name(bound.cluster)}",
        "place": place_name(bound.cluster),
        potential_column(): volts(bound.cluster),
        "count": bound.most,
        "the printed count lies": "above" if bound.exceeded else "not above",
        "missing": "shape of the cluster; any but the most compact lowers the mean",
        "rows": bound.cluster["id"],
        "derived": "packing.compact_mean: the most compact cluster of so many equal spheres",
    }


def _open_value(system: str, kind: str, place: str, rows: str) -> dict[str, object]:
    return {
        "name": system_name(system),
        "neighbour": kind,
        _WHAT: "open",
        "place": place,
        "missing": f"count {NOT_PRINTED}",
        "rows": rows,
        "derived": "",
    }


def _open_nitrogen() -> list[dict[str, object]]:
    rows = [data.row(f"{LOW}-{place}-cn") for place in PLACES]
    return [_open_value(LOW, "Cu–N", place_name(row), row["id"]) for row in rows]


def _open_copper() -> list[dict[str, object]]:
    rows = [data.row(f"{LOW}-{place}-nuclearity") for place in POTENTIALS[1:]]
    rows.append(data.row(f"{HIGH}-growth-potential"))
    places = [*map(place_name, rows[:-1]), "under potential"]
    return [
        _open_value(row["system"], "Cu–Cu", place, row["id"]) for row, place in zip(rows, places, strict=True)
    ]


def _neighbours_alt(nitrogen: Sequence[Counts], bounds: Sequence[Bound]) -> str:
    at = enumerated(place_name(row) for row in nitrogen[0].rows)
    falls = "; ".join(
        f"{system_name(counts.system)} {counts.text} (half lost at {half_text(nitrogen_step(counts))})"
        for counts in nitrogen
    )
    above = [bound for bound in bounds if bound.exceeded]
    number = f"all {len(bounds)}" if len(above) == len(bounds) else f"{len(above)} of {len(bounds)}"
    return (
        f"Printed numbers of N around each Cu at {at}: {falls}; where half is lost follows from fits of two "
        f"numbers to {len(POTENTIALS)} points. The numbers of Cu around each Cu in "
        f"{system_name(bounds[0].cluster['system'])} lie above the most that the assigned cluster allows in "
        f"{number} cases: {enumerated(bound.text for bound in bounds)}."
    )


def _neighbours_caption(nitrogen: Sequence[Counts], copper: Counts) -> str:
    steps = enumerated(
        f"*E*½ = {half_text(step)}, *w* = {three_figures(step.width_V)} V, largest miss "
        f"{three_figures(step.largest_miss)} ({system_name(counts.system)})"
        for counts, step in ((counts, nitrogen_step(counts)) for counts in nitrogen)
    )
    line = clusters.fit_line(*copper.under_potential)
    points = len(copper.under_potential[0])
    return (
        f"Rebuilt from the numbers that {formatting.work(CITE)} print; none is read off their figure. "
        "Filled: mean counts as printed, without uncertainty. Open circuit stands apart, since its potential "
        "is not printed. The scale is the one printed with the whole series; beside the single values none "
        f"stands. Derived, dashed: through the counts at {points} potentials, a step CN = *u* / (1 + "
        "exp(−(*E* − *E*½) / *w*)) for N, with *u* the count at open circuit, given and not fitted, and a "
        f"straight line for Cu. Two numbers are fitted to {points} points each time, so that the curves "
        f"guide the eye and test little: {steps}; slope {three_figures(line.slope_per_V)} per volt, largest miss "
        f"{three_figures(line.largest_miss)} (Cu in {system_name(copper.system)}). Hollow: where half is lost. "
        "Derived, bars: the mean in the most compact cluster of *n* equal spheres. The counts of Cu are "
        "fitted together with shares of Cu⁰ that are not printed under potential; an error in these would "
        "shift the counts. Dashed lines with words: the counts of the other samples are not printed."
    )
