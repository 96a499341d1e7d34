"""Figures of the diatomic part on how the pairs work, after the paper pei2024: bands, energies, turnover.

What the paper only draws stays open here, and no height is made up for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    EDGE,
    LINE,
    PLATE,
    RELATIONS,
    TYPE,
    WIDTH,
    Sheet,
    at_potential,
    axis_label,
    decades,
    draw_dot,
    draw_key,
    draw_open,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    round_ticks,
    system_name,
    three,
    value_column,
    width_of,
    write_beside,
    write_centred,
)
from reviewhelpers.chemistry import energetics, potential_scales, ratios, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.co2rr import PRODUCTS
from reviewhelpers.text import formatting

SOURCE = "pei2024"
CITE = "pei2024low"

PAIR = style.DEFECTS["diatomic"]
WARNING = style.COLOURS["vermilion"]

STATES = ("CO₂", "COOH*", "CO*", "CO")
"""What stands between the steps of the mechanism, in its order."""

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "CO2 + H+ + e- -> COOH*": "",
        "COOH* + H+ + e- -> CO* + H2O": "",
        "CO* -> CO": "pei2024-l-comn-co-desorption",
    }
)
"""The steps between the states, each with the row that prints its free-energy change, if one does."""

_Row = dict[str, object]

# Shared ----------------------------------------------------------------------------------------------


def _value(system: str, numbers: Sequence[str], texts: Sequence[str], given: Mapping[str, object]) -> _Row:
    """A row of plotted values; of its own columns those that are not given stay empty."""
    own = {**dict.fromkeys(texts, ""), **dict.fromkeys(numbers, math.nan)}
    last = dict.fromkeys(("missing", "rows", "derived"), "")
    return {"system": system, "name": system_name(system), **own, **last, **given}


def _reserve(sheet: Sheet, name: str = "", note: str = "") -> float:
    """Room for a rail, under a name; the height of the rail."""
    if name:
        sheet.write(EDGE, name, note=note)
    y = sheet.y + 0.1
    sheet.y += 0.27
    return y


def _draw_bound(ax: Axes, y: float, start: float, end: float, text: str) -> None:
    """A dashed arrow from a bound to the side on which an unprinted value is said to lie."""
    draw_rail(ax, y)
    _arrow(ax, (start, y), (end, y), linestyle="--")
    draw_dot(ax, start, y, style.Mark(PAIR.colour, "|"), size=14)
    write_beside(ax, start, y, text, left=False)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], **line: object) -> None:
    """An arrow between two places, in the units of the axes."""
    how = {"arrowstyle": "-|>", "color": PAIR.colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0, **line}
    ax.annotate("", end, start, arrowprops=how, zorder=3)


# Bands -----------------------------------------------------------------------------------------------

BANDS: Mapping[str, str] = MappingProxyType(
    {
        "adsorbed CO₂": "pei2024-ir-co2",
        "COOH*": "pei2024-ir-cooh",
        "CO*": "pei2024-ir-co-onset",
        "CO that leaves": "",
    }
)
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


def _held_back(bands: Sequence[_Band]) -> list[_Band]:
    """The states whose bands the control is said to show at a more cathodic potential, without a number."""
    said = data.row(_CONTROL)["statement"].split()
    return [band for band in bands if band.state in said]


@figure("fig-diatomic-infrared", title="Intermediates: order of appearance against order of the mechanism")
def infrared() -> Plot:
    """The states of the mechanism, in its order, against the potential at which each band is first seen."""
    bands = _bands()
    held = _held_back(bands)
    sheet = Sheet()
    _draw_bands(sheet, bands, held)
    settings = {_SCANNED: "spectra taken", _BASELINE: "baseline", _USED_UP: "band of CO₂ decreases"}
    values = [_setting_value(row, what) for row, what in settings.items()]
    values += [*map(_band_value, bands), *map(_held_value, held)]
    return Plot(sheet.finish(), pd.DataFrame(values), _infrared_alt(bands, held), _infrared_caption(bands))


def _draw_bands(sheet: Sheet, bands: Sequence[_Band], held: Sequence[_Band]) -> None:
    """A row a state, from the first to the last, and below it the control."""
    top, control = sheet.y, data.row(_CONTROL)["system"]
    sheet.heading(system_name(data.row(_SCANNED)["system"]), "steps of the mechanism downwards")
    heights = [_reserve(sheet, "Spectra taken", f"against the one at {_volts(_BASELINE)}")]
    for band in bands:
        heights.append(_reserve(sheet, band.title, "" if band.row is None else band.position))
        if band.passed:
            passed = enumerated(band.passed)
            sheet.write(EDGE, f"seen at a less cathodic potential than {passed}", colour=WARNING)
            sheet.y += 0.06
    sheet.heading(system_name(control), "no number printed")
    held_heights = [_reserve(sheet, band.title, "said to begin later") for band in held]
    scanned = data.row(_SCANNED)
    ends = (float(scanned["value"]), float(scanned["value_max"]))
    ticks = sorted(ends[1] - tick for tick in round_ticks(ends[1] - ends[0]))
    ax = draw_scale(sheet, top, ends, ticks, axis_label("potential", symbol=f"E, {_scale(scanned)}"))
    for y in heights:
        draw_rail(ax, y)
    _arrow(ax, (ends[1], heights[0]), (ends[0], heights[0]), color=style.QUIET)
    write_centred(ax, sum(ends) / 2, heights[0], f"from {_volts(_SCANNED)}")
    _draw_onsets(ax, bands, heights[1:])
    for y, band in zip(held_heights, held, strict=True):
        _draw_bound(ax, y, band.onset, ends[0], f"below {formatting.number(band.onset)} V")


def _draw_onsets(ax: Axes, bands: Sequence[_Band], heights: Sequence[float]) -> None:
    """The onsets, joined in the order of the mechanism; dashed and red where the order is turned round."""
    placed = [(band, y) for band, y in zip(bands, heights, strict=True) if not math.isnan(band.onset)]
    for (one, above), (other, below) in pairwise(placed):
        back = other.onset > one.onset
        colour, dashes = (WARNING, "--") if back else (style.QUIET, "-")
        ax.plot([one.onset, other.onset], [above, below], color=colour, linestyle=dashes, zorder=2)
    used = data.row(_USED_UP)
    for band, y in zip(bands, heights, strict=True):
        if band.row is None:
            draw_open(ax, y, "open: no band named")
            continue
        if band.row["id"] == BANDS["adsorbed CO₂"]:
            ends = [used["value"], used["value_max"]]
            ax.plot(ends, [y, y], color=PAIR.colour, alpha=0.35, linewidth=7, solid_capstyle="butt")
            write_centred(ax, sum(ends) / 2, y, f"used up, {_volts(_USED_UP)}")
        draw_dot(ax, band.onset, y, PAIR)
        write_beside(ax, band.onset, y, f"first seen at {formatting.number(band.onset)} V", left=False)


def _volts(row_id: str) -> str:
    """A printed potential or range, from the less to the more cathodic end."""
    row = data.row(row_id)
    low, high = row["value"], row["value_max"]
    return formatting.span(*((low, high) if pd.isna(high) else (high, low)), row["unit"])


def _scale(row: pd.Series) -> str:
    scale = potential_scales.of(row)
    if not scale.known:
        return "scale not stated"
    return f"vs {scale.name}" if scale.stated else f"vs {scale.name} (inferred)"


def _infrared_value(system: str, scale: str, **given: object) -> _Row:
    """A row of the plotted values, by the names of its columns."""
    numbers = (*_POTENTIALS, _PLACE, _WAVENUMBER)
    return _value(system, numbers, ("what", "scale", "seen ahead of"), {"scale": scale, **given})


def _setting_value(row_id: str, what: str) -> _Row:
    """What was scanned, the spectrum that the others are set against, or where CO₂ goes."""
    row = data.row(row_id)
    ends = dict(zip(_POTENTIALS, (row["value"], row["value_max"]), strict=False))
    return _infrared_value(row["system"], _scale(row), what=what, rows=row_id, **ends)


def _band_value(band: _Band) -> _Row:
    row = data.row(_LIMITING) if band.row is None else band.row
    own: _Row = {_PLACE: band.place, _WAVENUMBER: band.wavenumber, _POTENTIALS[0]: band.onset}
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


def _held_value(band: _Band) -> _Row:
    claim, row_id = data.row(_CONTROL), BANDS[band.state]
    own: _Row = {_PLACE: band.place, _POTENTIALS[2]: band.onset}
    return _infrared_value(
        claim["system"],
        _scale(data.row(row_id)),
        what=band.state,
        **own,
        missing="no number printed",
        rows=f"{claim['id']} {row_id}",
        derived=f"more cathodic than on {system_name(claim['compared_with'])}",
    )


def _infrared_alt(bands: Sequence[_Band], held: Sequence[_Band]) -> str:
    seen = [band for band in bands if band.row is not None]
    told = enumerated(f"{band.state} at {formatting.number(band.onset)} V" for band in seen)
    ahead = [band for band in seen if band.passed]
    turned = " ".join(
        f"{band.state} is seen at a less cathodic potential than {enumerated(band.passed)}, which the "
        "mechanism puts before it."
        for band in ahead
    )
    silent = enumerated(band.state for band in bands if band.row is None)
    claim = data.row(_CONTROL)
    return (
        f"Bands on {system_name(claim['compared_with'])}, in the order of the mechanism, first seen: {told}. "
        f"{turned or 'Their order is that of the mechanism.'} No band is named for {silent}; on "
        f"{system_name(claim['system'])} {enumerated(band.state for band in held)} are said to appear at "
        "a higher applied potential, read as more cathodic, with no number."
    )


def _infrared_caption(bands: Sequence[_Band]) -> str:
    scanned = data.row(_SCANNED)
    unplaced = enumerated(band.state for band in bands if band.position == "wavenumber not printed")
    return (
        f"Potentials at which {formatting.work(CITE)} first see each infrared band, below each other in the "
        "order "
        f"of their mechanism; {_scale(scanned)}. Filled: printed. A band appears once enough of its species "
        "stands on the surface, and one that reacts on at once can stay too weak to be seen: so the order of "
        "the bands is not the order of the steps. How far apart the potentials of two spectra lie is not "
        f"printed, so that a difference may be one such step. No wavenumber is printed for {unplaced}. Bars: "
        "the range scanned and that in which the band of CO₂ shrinks. Open, dashed: no band is named for CO "
        "that leaves, which the paper takes for the limiting step from where it sees CO*; and of "
        f"{system_name(data.row(_CONTROL)['system'])} it is said only that its bands begin at a higher "
        f"applied potential than on {system_name(scanned['system'])}, which we read as more cathodic: the "
        "arrows begin there. Derived: which band is seen ahead of which."
    )


# Energies --------------------------------------------------------------------------------------------

_PRINTED_STEP = STEPS["CO* -> CO"]
_ONLY_DRAWN = "pei2024-limiting-step"
_LIKE_PAIRS = "pei2024-dft-like-pairs"
_ENERGY = "ΔG / eV"
_OVERPOTENTIALS = ("η / V", "η below / V")
_DOWNHILL = "no potential makes it downhill."
_LIMITS = "It can limit the rate, not the potential."


def _profile() -> energetics.Profile:
    """The way from CO₂ to CO at the one site of which a step is printed; the other steps stay open."""
    steps = [
        (f"{before} → {after}", float(data.row(row)["value"]) if row else None, reactions.electrons(equation))
        for (before, after), (equation, row) in zip(pairwise(STATES), STEPS.items(), strict=True)
    ]
    return energetics.profile(steps, potential_V=float(data.row(_PRINTED_STEP)["potential"]))


def _verdict(found: energetics.Profile) -> str:
    """Which step sets the potential, or why none can be named."""
    try:
        return energetics.potential_determining_step(found, known_only=True).statement
    except energetics.EnergeticsError as error:
        return str(error)


def _sites() -> list[tuple[str, str, str]]:
    """The sites of the paper's pairs, each with its system, its metal and the row of its step, if any."""
    claim, printed = data.row(_ONLY_DRAWN), data.table("energetics")
    found = []
    for system in (claim["system"], claim["compared_with"]):
        for metal in data.row(system)["metal"].split():
            subject = f"CO desorption at the {metal} site"
            own = printed[(printed["system"] == system) & (printed["subject"] == subject)]
            found.append((system, metal, "" if own.empty else str(own["id"].iloc[0])))
    return found


def _printed_site() -> tuple[str, str]:
    """The system and the metal of the site of which a step is printed."""
    return next((system, metal) for system, metal, row in _sites() if row == _PRINTED_STEP)


def _site(system: str, metal: str) -> str:
    return f"{metal} site of {system_name(system)}"


@figure("fig-diatomic-energies", title="Computed free energies and overpotentials: printed, and open")
def energies() -> Plot:
    """The one free-energy change that is printed, in its profile, and the overpotentials of like pairs."""
    found, sites = _profile(), _sites()
    sheet = Sheet()
    sheet.heading(_site(*_printed_site()), f"computed, U = {_at(data.row(_PRINTED_STEP))}")
    _draw_profile(sheet, found)
    label = found.steps[-1].label
    missing = enumerated(step.label for step in found.open_steps)
    sheet.write(EDGE, f"{label} takes up {_electrons(found.steps[-1])}: {_DOWNHILL}")
    sheet.write(EDGE, _LIMITS)
    sheet.write(EDGE, f"Not printed: {missing}. Without them no step can be named that sets the potential.")
    sheet.heading(f"{label} at the other sites", "only drawn")
    for system, metal, row in sites:
        if not row:
            _draw_open_line(sheet, _site(system, metal), "not printed")
    _draw_overpotentials(sheet)
    values = pd.DataFrame(
        [
            *(_step_value(found, number) for number in range(len(found.steps))),
            *(_site_value(system, metal) for system, metal, row in sites if not row),
            *_overpotential_values(),
        ]
    )
    return Plot(sheet.finish(), values, _energies_alt(found, sites), _energies_caption(found))


def _at(row: pd.Series) -> str:
    return formatting.span(row["potential"], row["potential_max"], row["potential_unit"])


def _electrons(step: energetics.Step) -> str:
    return f"{step.electrons} e⁻" if step.electrons else "no electron"


def _heights(found: energetics.Profile) -> list[float]:
    """How far each state lies above the last but one; open where a step between the two is not printed."""
    *before, last = (step.delta_G_eV for step in found.steps)
    return [*(-sum(before[number:]) for number in range(len(before))), 0.0, last]


def _draw_profile(sheet: Sheet, found: energetics.Profile) -> None:
    """Levels against the last state but one: the printed rise, and words where the height is open."""
    top = sheet.y + 0.05
    sheet.y = top + 2.0
    ax = sheet.plot(top, sheet.y, 0.72, WIDTH - EDGE)
    rise, last = found.steps[-1].delta_G_eV, len(STATES) - 1
    end = round_ticks(1.25 * rise)[-1]
    low, high = -0.15 * end, 1.45 * end
    ax.set_xlim(-0.5, last + 0.5)
    ax.set_ylim(low, high)
    ax.set_xticks(range(len(STATES)), STATES)
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False, axis="x")
    ticks = round_ticks(end)
    ax.set_yticks(ticks, [formatting.rounded(tick, 6) for tick in ticks])
    ax.set_ylabel(f"ΔG above {STATES[-2]} / eV", size=TYPE)
    for number, step in enumerate(found.steps):
        write_centred(ax, number + 0.5, 1.32 * end, _electrons(step))
    for x, level in enumerate(_heights(found)):
        if math.isnan(level):
            _draw_open_level(ax, x, 0.5 * end)
            continue
        ax.plot([x - 0.35, x + 0.35], [level, level], color=PAIR.colour, linewidth=4, solid_capstyle="butt")
    ax.plot([last - 0.65, last - 0.35], [0, rise], color=PAIR.colour, linestyle=":", linewidth=1.6)
    _arrow(ax, (last, 0), (last, rise), color=style.INK)
    write_centred(ax, last, rise / 2, f"{formatting.number(rise)} eV")
    sheet.y += 0.34


def _draw_open_level(ax: Axes, x: float, height: float) -> None:
    """A state whose height is not printed: words without extent, so that no height is suggested."""
    ax.text(x, height, "?\nheight\nnot printed", size=TYPE, ha="center", va="center", bbox=PLATE, zorder=4)


def _draw_open_line(sheet: Sheet, name: str, text: str) -> None:
    """A name, a dashed line and what is missing, in one line."""
    start, end = EDGE + width_of(name) + 0.12, WIDTH - EDGE - width_of(text) - 0.12
    y = sheet.y + LINE / 2
    sheet.page.plot([start, end], [y, y], color=style.QUIET, linestyle="--", linewidth=1.4)
    sheet.line(WIDTH - EDGE - width_of(text), text, colour=style.QUIET)
    sheet.write(EDGE, name)
    sheet.y += 0.03


def _like_pairs() -> list[pd.Series]:
    """The printed overpotentials, the least first."""
    rows = [data.row(row) for row in data.row(_LIKE_PAIRS)["rows"].split()]
    return sorted(rows, key=lambda row: row["value"])


def _draw_overpotentials(sheet: Sheet) -> None:
    rows, claim = _like_pairs(), data.row(_LIKE_PAIRS)
    sheet.heading("Overpotential of pairs", "computed")
    top = sheet.y
    open_y = _reserve(sheet, system_name(claim["system"]), "said to be lower, not printed")
    heights = [_reserve(sheet, system_name(row["system"]), "pair of like metals") for row in rows]
    ticks = round_ticks(1.35 * rows[-1]["value"])
    ax = draw_scale(sheet, top, (ticks[0], ticks[-1]), ticks, axis_label("overpotential", symbol="η"))
    least = rows[0]["value"]
    _draw_bound(ax, open_y, least, ticks[0], f"below {formatting.number(least)} V")
    for y, row in zip(heights, rows, strict=True):
        draw_rail(ax, y)
        draw_dot(ax, row["value"], y, PAIR)
        write_beside(ax, row["value"], y, f"{formatting.exact(row)} V", left=in_right_half(ax, row["value"]))


def _energy_value(system: str, **given: object) -> _Row:
    """A row of the plotted values, by the names of its columns."""
    numbers = ("electrons", _ENERGY, *_OVERPOTENTIALS)
    return _value(system, numbers, ("site", "step", "what sets the potential"), given)


def _step_value(found: energetics.Profile, number: int) -> _Row:
    step, row = found.steps[number], data.row(_PRINTED_STEP)
    return _energy_value(
        row["system"],
        site=_printed_site()[1],
        step=step.label,
        electrons=step.electrons,
        missing="" if step.printed else "not printed",
        rows=row["id"] if step.printed else _ONLY_DRAWN,
        **{_ENERGY: step.delta_G_eV, "what sets the potential": _verdict(found)},
    )


def _site_value(system: str, metal: str) -> _Row:
    return _energy_value(
        system,
        site=metal,
        step=f"{STATES[-2]} → {STATES[-1]}",
        electrons=reactions.electrons(list(STEPS)[-1]),
        missing="not printed",
        rows=_ONLY_DRAWN,
    )


def _overpotential_values() -> list[_Row]:
    claim, rows = data.row(_LIKE_PAIRS), _like_pairs()
    printed, below = _OVERPOTENTIALS
    least = {below: rows[0]["value"]}
    derived = f"lower than that of {system_name(rows[0]['system'])}"
    said = _energy_value(
        claim["system"],
        **least,
        missing="not printed",
        rows=f"{claim['id']} {rows[0]['id']}",
        derived=derived,
    )
    return [said, *(_energy_value(row["system"], **{printed: row["value"]}, rows=row["id"]) for row in rows)]


def _energies_alt(found: energetics.Profile, sites: Sequence[tuple[str, str, str]]) -> str:
    rows, claim = _like_pairs(), data.row(_LIKE_PAIRS)
    step = found.steps[-1]
    printed = sum(bool(own) for *_, own in sites)
    told = enumerated(f"{formatting.exact(each)} V for {system_name(each['system'])}" for each in rows)
    open_steps = enumerated(each.label for each in found.open_steps)
    return (
        f"Of the computed way from {STATES[0]} to {STATES[-1]} one change is printed: {step.label} at the "
        f"{_site(*_printed_site())} rises by {formatting.number(step.delta_G_eV)} eV and takes up "
        f"{_electrons(step)}, so {_DOWNHILL} {_LIMITS} Not printed: {open_steps}, and {step.label} at "
        f"{len(sites) - printed} of {len(sites)} sites. Computed overpotentials: {told}; that of "
        f"{system_name(claim['system'])} is said to be lower, with no number."
    )


def _energies_caption(found: energetics.Profile) -> str:
    row, claim = data.row(_PRINTED_STEP), data.row(_ONLY_DRAWN)
    step = found.steps[-1]
    like = enumerated(system_name(each["system"]) for each in _like_pairs())
    return (
        f"All computed, by {row['method']}. Above: what {formatting.work(CITE)} print of the free energies "
        "at "
        f"*U* = {at_potential(row)}; only {step.label} is printed, as a barrier, and drawn as a rise from a "
        "level that is not known. Question marks: levels that the paper only draws. It calls this step "
        f"potential-limiting at every site but Co in {system_name(claim['compared_with'])}; yet {step.label} "
        f"takes up {_electrons(step)}, so {_DOWNHILL} {_LIMITS} Below: filled, printed overpotentials of "
        "models; dashed, the pair "
        f"{system_name(data.row(_LIKE_PAIRS)['system'])}, of which it is said only that it needs less than "
        f"{like}: the arrow begins at the lowest of them. Nothing else is derived."
    )


# Turnover --------------------------------------------------------------------------------------------

_QUANTITY = "turnover_frequency"


def _turnovers() -> pd.DataFrame:
    """Every turnover frequency of every source, the greatest first."""
    frame = data.table("performance")
    frame = frame[frame["quantity"] == _QUANTITY].sort_values("value", ascending=False, kind="stable")
    return frame.assign(name=frame["system"].map(system_name))


def _other_product(row: pd.Series, ours: pd.Series) -> str:
    one, other = (formatting.formula(each["product"]) for each in (row, ours))
    return "" if one == other else f"{one}, not {other}"


def _other_potential(row: pd.Series, ours: pd.Series) -> str:
    if pd.isna(row["potential"]):
        return "no potential printed"
    if row["source"] != ours["source"] and not potential_scales.of(ours).known:
        return f"{_potential(row)}, against {_at(ours)} on no stated scale"
    alike = all(row[each] == ours[each] for each in ("potential", "potential_unit", "potential_scale"))
    return "" if alike else f"at {_potential(row)}"


def _other_setup(row: pd.Series, ours: pd.Series) -> str:
    parts = ("cell", "electrolyte")
    silent = [part for part in parts if not row[part]]
    other = [part for part in parts if row[part] and row[part] != ours[part]]
    told = [f"{enumerated(silent)} not stated"] if silent else []
    return ", ".join([*told, *(f"another {part}" for part in other)])


RULES: tuple[Callable[[pd.Series, pd.Series], str], ...] = (
    _other_product,
    _other_potential,
    _other_setup,
)
"""What forbids a comparison of two turnover frequencies; each says it, or nothing."""


def _forbidding(row: pd.Series, ours: pd.Series) -> list[str]:
    return [reason for rule in RULES if (reason := rule(row, ours))]


def _potential(row: pd.Series) -> str:
    """The printed potential with its scale."""
    if row["potential_scale"] != "overpotential":
        return at_potential(row)
    return f"overpotential {_at(row)}"


@dataclass(frozen=True)
class _Turnover:
    """A turnover frequency, what forbids to compare it with the best of the paper, and else their ratio."""

    row: pd.Series
    reasons: tuple[str, ...]
    ratio: float

    @property
    def told(self) -> str:
        """The number as shown."""
        return f"{RELATIONS[self.row['relation']]}{formatting.exact(self.row)}"


def _compared() -> tuple[list[_Turnover], list[_Turnover]]:
    """The turnover frequencies that may be compared with the paper's best, which is first; and the others."""
    frame = _turnovers()
    best = frame[frame["source"] == SOURCE].iloc[0]
    comparable, others = [], []
    for _, row in frame.iterrows():
        reasons = _forbidding(row, best)
        if reasons:
            others.append(_Turnover(row, tuple(reasons), math.nan))
        else:
            comparable.append(_Turnover(row, (), ratios.ratio(best["value"], row["value"])))
    return comparable, others


@figure("fig-diatomic-turnover", title="Turnover frequencies of all sources, and why they cannot be ranked")
def turnover() -> Plot:
    """Every printed turnover frequency: those that share their conditions, and what forbids the others."""
    comparable, others = _compared()
    sheet = Sheet()
    made = dict.fromkeys(item.row["product"] for item in (*comparable, *others))
    draw_key(sheet, [(formatting.formula(product), PRODUCTS[product], "full") for product in made])
    hollow = style.Mark(style.INK, "o")
    draw_key(sheet, [("printed in a source", hollow, "full"), ("only in an abstract", hollow, "left")])
    _draw_turnovers(sheet, comparable, others)
    values = pd.DataFrame([_turnover_value(item, comparable[0]) for item in (*comparable, *others)])
    return Plot(
        sheet.finish(), values, _turnover_alt(comparable, others), _turnover_caption(comparable, others)
    )


def _draw_turnovers(sheet: Sheet, comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> None:
    """Two blocks on one scale; below each of the second block what forbids the comparison."""
    top, best, heights = sheet.y, comparable[0], []
    kinds = data.table("sources")["kind"]
    sheet.heading(f"These {len(comparable)} share their conditions")
    sheet.write(EDGE, formatting.conditions(best.row), colour=style.QUIET)
    for item in comparable:
        note = "" if item is best else f"{best.told} / {item.told} = {three(item.ratio)}"
        heights.append(_reserve(sheet, item.row["name"], note))
    sheet.heading("These do not share them")
    for item in others:
        sheet.write(EDGE, item.row["name"], note=kinds[item.row["source"]])
        sheet.write(EDGE, "; ".join(item.reasons), colour=style.QUIET)
        heights.append(_reserve(sheet))
    ticks = decades(item.row["value"] for item in (*comparable, *others))
    symbol = data.table("quantities").loc[_QUANTITY, "symbol"]
    ax = draw_scale(sheet, top, (ticks[0], ticks[-1]), ticks, axis_label(_QUANTITY, symbol=symbol), log=True)
    for y, item in zip(heights, (*comparable, *others), strict=True):
        draw_rail(ax, y)
        value = item.row["value"]
        filled = "left" if kinds[item.row["source"]] == "abstract" else "full"
        draw_dot(ax, value, y, PRODUCTS[item.row["product"]], filled=filled)
        write_beside(ax, value, y, item.told, left=in_right_half(ax, value))
    sheet.write(EDGE, "Not stated with any: how the sites were counted.", colour=style.QUIET)


def _turnover_value(item: _Turnover, best: _Turnover) -> _Row:
    row, ratio = item.row, "" if item.reasons or item is best else f"ratio = {best.row['name']} / this"
    return {
        "source": row["source"],
        "system": row["system"],
        "name": row["name"],
        "product": row["product"],
        value_column("value", _QUANTITY): row["value"],
        "potential": "no potential" if pd.isna(row["potential"]) else _potential(row),
        "cell": row["cell"] or "not stated",
        "electrolyte": row["electrolyte"] or "not stated",
        "may be compared": "no" if item.reasons else "yes",
        "forbids a comparison": "; ".join(item.reasons),
        "ratio": item.ratio if ratio else math.nan,
        "missing": "how the sites were counted",
        "rows": row["id"],
        "derived": ratio,
    }


def _turnover_alt(comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> str:
    every = sorted((*comparable, *others), key=lambda item: item.row["value"])
    least, most, best = every[0], every[-1], comparable[0]
    unit = units.symbol(most.row["unit"])
    ratios = enumerated(f"{three(item.ratio)} times that of {item.row['name']}" for item in comparable[1:])
    return (
        f"{len(every)} turnover frequencies of {len({item.row['source'] for item in every})} sources span "
        f"{least.told} {unit} ({least.row['name']}) to {most.told} {unit} ({most.row['name']}). Only "
        f"{len(comparable)} may be compared, with one potential, cell and electrolyte: the {best.told} "
        f"{unit} of {best.row['name']} is {ratios}. For each of the other {len(others)} a condition differs "
        "or is not stated."
    )


def _turnover_caption(comparable: Sequence[_Turnover], others: Sequence[_Turnover]) -> str:
    works = dict.fromkeys(formatting.work(item.row["cite"]) for item in others)
    best = comparable[0]
    return (
        f"Every turnover frequency in the data, each as printed: above, the {len(comparable)} of "
        f"{formatting.work(CITE)} at one potential ({_potential(best.row)}), in one cell and electrolyte; "
        "below, "
        f"those of {enumerated(works)}, as a review (filled) or their abstracts (half filled) give them, "
        "each with what forbids a comparison with those above. Shape and colour tell the product. Derived: "
        "the ratio of the greatest value above to each of the others. In all of them the number rests on "
        "how the active sites were counted, which no source at hand says with it: a smaller count gives a "
        "greater turnover frequency at the same current."
    )
