"""Infrared bands: the order in which they appear against the order of the mechanism."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    MARGIN,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    draw_unprinted,
    enumerated,
    label_value,
    round_ticks,
    system_name,
    write_centred,
)
from reviewhelpers.chemistry import printed_scales
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE
from reviewhelpers.figures.diatomic.mechanism_common import (
    PAIR_MARK,
    Row,
    draw_arrow,
    draw_dashed_bound,
    reserve_rail,
    value_row,
)
from reviewhelpers.text import formatting

WARNING = style.COLOURS["vermilion"]

BANDS: Mapping[str, str] = {
    "adsorbed CO₂": "pei2024-ir-co2",
    "COOH*": "pei2024-ir-cooh",
    "CO*": "pei2024-ir-co-onset",
    "CO that leaves": "",
}
"""The states in the order of the mechanism, each with the row of its band; CO that leaves has none."""

_SCANNED, _BASELINE, _USED_UP = "pei2024-ir-range", "pei2024-ir-baseline", "pei2024-ir-depletion"
_LIMITING = "pei2024-ir-desorption"
_CONTROL = "pei2024-ir-order"
_POTENTIALS = ("E / V", "E, other end / V", "E below / V")
_PLACE, _WAVENUMBER = "place in the mechanism", "wavenumber / cm⁻¹"


@dataclass(frozen=True)
class _Band:
    """A state of the mechanism and the potential at which its band is first seen, where one is printed."""

    state: str
    place: int
    row: pd.Series | None
    passed: tuple[str, ...] = ()

    @property
    def onset(self) -> float:
        """The potential at which the band is first seen."""
        if self.row is None:
            return math.nan
        return float(self.row["potential" if self.row["quantity"] == "wavenumber" else "value"])

    @property
    def wavenumber(self) -> float:
        """Where the band lies."""
        if self.row is None or self.row["quantity"] != "wavenumber":
            return math.nan
        return float(self.row["value"])

    @property
    def position(self) -> str:
        """Where the band lies, or that the text does not say."""
        if self.row is None:
            return "no band named"
        if math.isnan(self.wavenumber):
            return "wavenumber not printed"
        return formatting.span(self.wavenumber, math.nan, self.row["unit"])

    @property
    def title(self) -> str:
        """The place in the mechanism and the state."""
        return f"{self.place}  {self.state}"


def _bands() -> list[_Band]:
    """The states in the order of the mechanism, each with those before it that it is seen ahead of."""
    found: list[_Band] = []
    for place, (state, row) in enumerate(BANDS.items(), 1):
        band = _Band(state, place, data.row(row) if row else None)
        passed = tuple(other.state for other in found if band.onset > other.onset)
        found.append(_Band(state, place, band.row, passed))
    return found


def _delayed(bands: Sequence[_Band]) -> list[_Band]:
    """The states whose bands the control is said to show at a more cathodic potential, without a number."""
    statement = data.row(_CONTROL)["statement"].split()
    return [band for band in bands if band.state in statement]


@figure("fig-diatomic-infrared", title="Intermediates: order of appearance against order of the mechanism")
def infrared() -> Plot:
    """The states of the mechanism, in its order, against the potential at which each band is first seen."""
    bands = _bands()
    delayed = _delayed(bands)
    sheet = Sheet()
    _draw_bands(sheet, bands, delayed)
    settings = {_SCANNED: "spectra taken", _BASELINE: "baseline", _USED_UP: "band of CO₂ decreases"}
    values = [_setting_value(row, what) for row, what in settings.items()]
    values += [*map(_band_value, bands), *map(_delayed_value, delayed)]
    return Plot(sheet.finish(), pd.DataFrame(values), _infrared_alt(bands, delayed), _infrared_caption(bands))


def _draw_bands(sheet: Sheet, bands: Sequence[_Band], delayed: Sequence[_Band]) -> None:
    """One row per state, from the first to the last, and below it the control."""
    top, control = sheet.y, data.row(_CONTROL)["system"]
    sheet.heading(system_name(data.row(_SCANNED)["system"]), "steps of the mechanism downwards")
    heights = [reserve_rail(sheet, "Spectra taken", f"against the one at {_volts(_BASELINE)}")]
    for band in bands:
        heights.append(reserve_rail(sheet, band.title, "" if band.row is None else band.position))
        if band.passed:
            passed = enumerated(band.passed)
            sheet.write(MARGIN, f"seen at a less cathodic potential than {passed}", colour=WARNING)
            sheet.y += 0.06
    sheet.heading(system_name(control), "no number printed")
    delayed_heights = [reserve_rail(sheet, band.title, "said to begin later") for band in delayed]
    scanned = data.row(_SCANNED)
    ends = (float(scanned["value"]), float(scanned["value_max"]))
    ticks = sorted(ends[1] - tick for tick in round_ticks(ends[1] - ends[0]))
    ax = draw_scale(sheet, top, ends, ticks, axis_label("potential", symbol=f"E, {_scale(scanned)}"))
    for y in heights:
        draw_rail(ax, y)
    draw_arrow(ax, (ends[1], heights[0]), (ends[0], heights[0]), color=style.QUIET)
    write_centred(ax, sum(ends) / 2, heights[0], f"from {_volts(_SCANNED)}")
    _draw_onsets(ax, bands, heights[1:])
    for y, band in zip(delayed_heights, delayed, strict=True):
        draw_dashed_bound(ax, y, band.onset, ends[0], f"below {formatting.number(band.onset)} V")


def _draw_onsets(ax: Axes, bands: Sequence[_Band], heights: Sequence[float]) -> None:
    """The onsets, joined in the order of the mechanism; dashed and red where the order is reversed."""
    placed = [(band, y) for band, y in zip(bands, heights, strict=True) if not math.isnan(band.onset)]
    for (one, above), (other, below) in pairwise(placed):
        back = other.onset > one.onset
        colour, dashes = (WARNING, "--") if back else (style.QUIET, "-")
        ax.plot([one.onset, other.onset], [above, below], color=colour, linestyle=dashes, zorder=2)
    used = data.row(_USED_UP)
    for band, y in zip(bands, heights, strict=True):
        if band.row is None:
            draw_unprinted(ax, y, "open: no band named")
            continue
        if band.row["id"] == BANDS["adsorbed CO₂"]:
            ends = [used["value"], used["value_max"]]
            ax.plot(ends, [y, y], color=PAIR_MARK.colour, alpha=0.35, linewidth=7, solid_capstyle="butt")
            write_centred(ax, sum(ends) / 2, y, f"used up, {_volts(_USED_UP)}")
        draw_marker(ax, band.onset, y, PAIR_MARK)
        label_value(ax, band.onset, y, f"first seen at {formatting.number(band.onset)} V", left=False)


def _volts(row_id: str) -> str:
    """A printed potential or range, from the less to the more cathodic end."""
    row = data.row(row_id)
    low, high = row["value"], row["value_max"]
    return formatting.span(*((low, high) if pd.isna(high) else (high, low)), row["unit"])


def _scale(row: pd.Series) -> str:
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return "scale not stated"
    return f"vs {scale.name}" if scale.stated else f"vs {scale.name} (inferred)"


def _infrared_value(system: str, scale: str, **columns: object) -> Row:
    """A row of the plotted values, by the names of its columns."""
    numbers = (*_POTENTIALS, _PLACE, _WAVENUMBER)
    return value_row(system, numbers, ("what", "scale", "seen ahead of"), {"scale": scale, **columns})


def _setting_value(row_id: str, what: str) -> Row:
    """What was scanned, the spectrum that the others are set against, or where CO₂ goes."""
    row = data.row(row_id)
    ends = dict(zip(_POTENTIALS, (row["value"], row["value_max"]), strict=False))
    return _infrared_value(row["system"], _scale(row), what=what, rows=row_id, **ends)


def _band_value(band: _Band) -> Row:
    row = data.row(_LIMITING) if band.row is None else band.row
    own: Row = {_PLACE: band.place, _WAVENUMBER: band.wavenumber, _POTENTIALS[0]: band.onset}
    return _infrared_value(
        row["system"],
        "" if band.row is None else _scale(row),
        what=band.state,
        **own,
        missing=band.position if math.isnan(band.wavenumber) else "",
        rows=row["id"],
        derived="onset compared with those before it" if band.passed else "",
        **{"seen ahead of": enumerated(band.passed) if band.passed else ""},
    )


def _delayed_value(band: _Band) -> Row:
    claim, row_id = data.row(_CONTROL), BANDS[band.state]
    own: Row = {_PLACE: band.place, _POTENTIALS[2]: band.onset}
    return _infrared_value(
        claim["system"],
        _scale(data.row(row_id)),
        what=band.state,
        **own,
        missing="no number printed",
        rows=f"{claim['id']} {row_id}",
        derived=f"more cathodic than on {system_name(claim['compared_with'])}",
    )


def _infrared_alt(bands: Sequence[_Band], delayed: Sequence[_Band]) -> str:
    seen = [band for band in bands if band.row is not None]
    onsets = enumerated(f"{band.state} at {formatting.number(band.onset)} V" for band in seen)
    ahead = [band for band in seen if band.passed]
    turned = " ".join(
        f"{band.state} is seen at a less cathodic potential than {enumerated(band.passed)}, which the "
        "mechanism puts before it."
        for band in ahead
    )
    silent = enumerated(band.state for band in bands if band.row is None)
    claim = data.row(_CONTROL)
    return (
        f"Bands on {system_name(claim['compared_with'])}, in the order of the mechanism, first seen: {onsets}. "
        f"{turned or 'Their order is that of the mechanism.'} No band is named for {silent}; on "
        f"{system_name(claim['system'])} {enumerated(band.state for band in delayed)} are said to appear at "
        "a higher applied potential, read as more cathodic, with no number."
    )


def _infrared_caption(bands: Sequence[_Band]) -> str:
    scanned = data.row(_SCANNED)
    unplaced = enumerated(band.state for band in bands if band.position == "wavenumber not printed")
    return (
        f"Potentials at which {formatting.work(CITE)} first see each infrared band, below each other in the "
        f"order of their mechanism; {_scale(scanned)}. Filled: printed. A band appears once enough of its "
        "species stands on the surface, and one that reacts on at once can stay too weak to be seen: so the "
        "order of the bands is not the order of the steps. How far apart the potentials of two spectra lie "
        "is not printed, so that a difference may be one such step. No wavenumber is printed for "
        f"{unplaced}. Bars: the range scanned and that in which the band of CO₂ shrinks. Open, dashed: no "
        "band is named for CO that leaves, which the paper takes for the limiting step from where it sees "
        f"CO*; and of {system_name(data.row(_CONTROL)['system'])} it is said only that its bands begin at a "
        f"higher applied potential than on {system_name(scanned['system'])}, which we read as more cathodic: "
        "the arrows begin there. Derived: which band is seen ahead of which."
    )
