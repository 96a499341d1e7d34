"""The charges of copper before the reaction."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LEFT,
    LINE_HEIGHT,
    MARGIN,
    RELATIONS,
    RIGHT,
    WIDTH,
    Sheet,
    axis_label,
    capitalized,
    draw_marker,
    draw_rail,
    draw_scale,
    draw_unprinted,
    enumerated,
    label_value,
    row_value,
    system_name,
    three_figures,
    value_column,
    width_of,
)
from reviewhelpers.chemistry import clusters
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import CHARGES, CITE, DASHES, HIGH, LOW, MIDDLE, NOT_PRINTED, SAMPLES
from reviewhelpers.text import formatting

_MEAN = "mean charge"
_XPS = "ji2023-cu3-2-ntc-cu2p-three-half"
_IONS = "ji2023-cu2p-ions"
_ORDER = "ji2023-valence-order"


@dataclass(frozen=True)
class _Shares:
    """The printed shares of the charges in one sample."""

    system: str
    rows: Mapping[int, pd.Series]

    @property
    def mean(self) -> float:
        """The mean charge that the shares give."""
        return clusters.mean_valence({charge: float(row["value"]) for charge, row in self.rows.items()})

    @property
    def text(self) -> str:
        """The shares in a sentence."""
        parts = (f"{CHARGES[charge][0]} {share_text(row)}" for charge, row in self.rows.items())
        return f"{system_name(self.system)} {enumerated(parts)}"

    @property
    def ids(self) -> str:
        """The rows of the shares."""
        return " ".join(row["id"] for row in self.rows.values())


def share_text(row: pd.Series) -> str:
    """A share with one decimal, as the text prints every one."""
    return f"{formatting.decimals(row['value'], 1)} %"


def _shares(system: str) -> _Shares:
    return _Shares(system, {charge: data.row(f"{system}-share-cu{charge}") for charge in CHARGES})


def _in_order(shares: Sequence[_Shares], upper: pd.Series, lower: pd.Series) -> bool:
    """Whether the derived means stand in the printed order, strictly and within the printed bounds."""
    means = [each.mean for each in shares]
    falling = all(rounding.exceeds(one, other) for one, other in itertools.pairwise(means))
    above, below = rounding.exceeds(upper["value"], means[0]), rounding.exceeds(means[-1], lower["value"])
    return falling and above and below


def _bound_text(row: pd.Series) -> str:
    return f"{RELATIONS[row['relation']]}{formatting.exact(row)}"


def _xps_assignment() -> str:
    """The charge that the paper assigns to the 2p lines of the sample with most copper."""
    return str(data.row(_XPS)["subject"]).split(", ")[-1]


@figure("fig-copper-valence", title="Charges of copper by loading before the reaction")
def valence() -> Plot:
    """Printed shares of the charges, the mean charge that follows, and the order that is printed."""
    shares = [_shares(MIDDLE), _shares(HIGH)]
    upper, lower = data.row(f"{LOW}-valence"), data.row(f"{HIGH}-valence")
    ordered = _in_order(shares, upper, lower)
    sheet = Sheet()
    _draw_shares(sheet, shares)
    _draw_means(sheet, shares, upper, lower, ordered)
    values = [
        *(_share_value(each, charge) for each in shares for charge in CHARGES),
        {**_charge_value(LOW, "", upper["id"]), "missing": f"shares {NOT_PRINTED}"},
        _surface_value(),
        *(_mean_value(each) for each in shares),
        *(_bound_charge(row) for row in (upper, lower)),
    ]
    alt = _valence_alt(shares, upper, lower, ordered)
    return Plot(sheet.finish(), pd.DataFrame(values), alt, _valence_caption(shares[-1]))


def _draw_shares(sheet: Sheet, shares: Sequence[_Shares]) -> None:
    """One bar per sample, divided by charge; a dashed outline where the shares are not printed."""
    sheet.heading("Share of the copper", "fit of the edge, powder")
    top, bars = sheet.y, []
    sheet.write(MARGIN, system_name(LOW))
    bars.append(sheet.rail(0.36, 0.13))
    for each in shares:
        _write_shares(sheet, each)
        bars.append(sheet.rail(0.36, 0.13))
    ax = draw_scale(sheet, top, (0, 100), range(0, 101, 20), axis_label("share"))
    sheet.write(
        MARGIN, f"XPS of {system_name(HIGH)}, at its surface: {_xps_assignment()}", colour=style.QUIET
    )
    draw_unprinted(ax, bars[0], NOT_PRINTED)
    for y, each in zip(bars[1:], shares, strict=True):
        start = 0.0
        for charge, row in each.rows.items():
            _, colour, pattern = CHARGES[charge]
            ax.barh(
                y,
                row["value"],
                0.24,
                start,
                color=colour,
                hatch=pattern,
                edgecolor=style.BACKGROUND,
                zorder=3,
            )
            start += row["value"]


def _write_shares(sheet: Sheet, shares: _Shares) -> None:
    """The name of a sample and each share over its part of the bar, as far as the texts leave room."""
    sheet.write(MARGIN, system_name(shares.system))
    room, start = WIDTH - MARGIN, 100.0
    for charge in reversed(shares.rows):
        text = f"{CHARGES[charge][0]} {share_text(shares.rows[charge])}"
        middle = start - shares.rows[charge]["value"] / 2
        wide = width_of(text)
        x = min(LEFT + (RIGHT - LEFT) * middle / 100 - wide / 2, room - wide)
        sheet.y -= LINE_HEIGHT
        sheet.line(x, text)
        sheet.y += LINE_HEIGHT
        room, start = x - 0.12, start - shares.rows[charge]["value"]


def _draw_means(
    sheet: Sheet, shares: Sequence[_Shares], upper: pd.Series, lower: pd.Series, ordered: bool
) -> None:
    """The mean charges on one scale, with the bounds of the printed order."""
    sheet.heading("Mean charge of the copper", "hollow: from the shares")
    top, heights = sheet.y, []
    for system in SAMPLES:
        sheet.write(MARGIN, system_name(system))
        heights.append(sheet.rail(0.3, 0.08))
    ends = (lower["value"] - 0.1, upper["value"] + 0.1)
    ticks = np.linspace(lower["value"], upper["value"], 6)
    ax = draw_scale(sheet, top, ends, [float(tick) for tick in ticks], f"{capitalized(_MEAN)} of Cu")
    for y, each in zip(heights[1:], shares, strict=True):
        draw_rail(ax, y)
        draw_marker(ax, each.mean, y, SAMPLES[each.system], filled="none")
        label_value(ax, each.mean, y, three_figures(each.mean), left=False)
    draw_rail(ax, heights[0])
    for y, row in ((heights[0], upper), (heights[-1], lower)):
        draw_marker(ax, row["value"], y, style.Mark(SAMPLES[row["system"]].colour, "|"), size=14)
    label_value(ax, lower["value"], heights[-1], f"{_bound_text(lower)}, printed", left=False)
    # All that is known of the sample with least copper: it lies between the next one and the bound.
    between = [shares[0].mean, upper["value"]]
    ax.plot(between, [heights[0]] * 2, color=SAMPLES[LOW].colour, linestyle=DASHES, linewidth=1.6, zorder=3)
    label_value(ax, between[0], heights[0], f"above the next, {_bound_text(upper)}", left=True, gap=5)
    verdict, colour = (
        ("✓ the means stand in it", "green") if ordered else ("✗ the means break it", "vermilion")
    )
    sheet.write(MARGIN, f"Printed order: {_order_text(upper, lower)}")
    sheet.line(MARGIN, verdict, colour=style.COLOURS[colour])
    sheet.y += LINE_HEIGHT


def _order_text(upper: pd.Series, lower: pd.Series) -> str:
    names = " > ".join(system_name(system).removesuffix("/NTC") for system in SAMPLES)
    turned = {"<=": "≥", "<": ">"}[upper["relation"]]
    return f"{formatting.exact(upper)} {turned} {names} > {formatting.exact(lower)}"


def _charge_value(system: str, charge: str, rows: str) -> dict[str, object]:
    return {
        "name": system_name(system),
        "charge": charge,
        "rows": rows,
        "derived": "",
        "missing": "uncertainty",
    }


def _share_value(shares: _Shares, charge: int) -> dict[str, object]:
    row = shares.rows[charge]
    return {
        **_charge_value(shares.system, CHARGES[charge][0], row["id"]),
        value_column("share", "share"): row_value(row, "share"),
    }


def _surface_value() -> dict[str, object]:
    row = data.row(_XPS)
    return {
        **_charge_value(row["system"], f"{_xps_assignment()}, at the surface", f"{row['id']} {_IONS}"),
        "missing": f"shares {NOT_PRINTED}",
    }


def _mean_value(shares: _Shares) -> dict[str, object]:
    return {
        **_charge_value(shares.system, "mean", shares.ids),
        _MEAN: shares.mean,
        "derived": "clusters.mean_valence: sum of charge times share",
    }


def _bound_charge(row: pd.Series) -> dict[str, object]:
    return {
        **_charge_value(row["system"], "mean", f"{row['id']} {_ORDER}"),
        _MEAN: row["value"],
        "relation": row["relation"],
        "missing": "the value, of which only this bound is printed",
    }


def _valence_alt(shares: Sequence[_Shares], upper: pd.Series, lower: pd.Series, ordered: bool) -> str:
    means = enumerated(f"{three_figures(each.mean)} ({system_name(each.system)})" for each in shares)
    stand = "stand in" if ordered else "break"
    return (
        f"Printed shares: {'; '.join(each.text for each in shares)}. The mean charges that follow, {means}, "
        f"{stand} the printed order {_order_text(upper, lower)}; of {system_name(LOW)} no share is printed."
    )


def _valence_caption(high: _Shares) -> str:
    return (
        f"Charges of the copper in the powders, before any potential, from {formatting.work(CITE)}. Bars: "
        "shares as printed, from a fit of the absorption edge with references, without uncertainty. Dashed: "
        f"the shares of {system_name(LOW)} are not printed. Hollow, derived: the mean charge, as the sum of "
        "each charge times its share. Upright strokes: the two bounds of the order that the text takes from "
        "the edges themselves, and dashed what they leave to the sample without shares. Order and shares "
        "come from the same edges, so that their agreement checks the arithmetic more than the copper. The "
        f"2p lines of {system_name(HIGH)} are read as {_xps_assignment()}, and from their width as all three "
        f"charges together, while the edge fit gives {share_text(high.rows[2])} of its copper as Cu²⁺: the "
        "lines come from the surface and the edge from the whole; the text does not speak of the difference."
    )
