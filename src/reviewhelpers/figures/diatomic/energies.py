"""Computed free energies and overpotentials; no height is made up where the paper prints none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    TEXT_BOX,
    TEXT_SIZE,
    WIDTH,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    potential_text,
    round_ticks,
    system_name,
    width_of,
    write_centred,
)
from reviewhelpers.chemistry import energetics, reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import CITE, stated_potential
from reviewhelpers.figures.diatomic.mechanism_common import (
    PAIR_MARK,
    Row,
    draw_arrow,
    draw_dashed_bound,
    reserve_rail,
    value_row,
)
from reviewhelpers.text import formatting

STATES = ("CO₂", "COOH*", "CO*", "CO")
"""What stands between the steps of the mechanism, in its order."""

STEPS: Mapping[str, str] = {
    "CO2 + H+ + e- -> COOH*": "",
    "COOH* + H+ + e- -> CO* + H2O": "",
    "CO* -> CO": "pei2024-l-comn-co-desorption",
}
"""The steps between the states, each with the row that prints its free-energy change, if one does."""

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
    sheet.heading(_site(*_printed_site()), f"computed, U = {stated_potential(data.row(_PRINTED_STEP))}")
    _draw_profile(sheet, found)
    label = found.steps[-1].label
    missing = enumerated(step.label for step in found.open_steps)
    sheet.write(MARGIN, f"{label} takes up {_electrons(found.steps[-1])}: {_DOWNHILL}")
    sheet.write(MARGIN, _LIMITS)
    sheet.write(MARGIN, f"Not printed: {missing}. Without them no step can be named that sets the potential.")
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


def _electrons(step: energetics.Step) -> str:
    return f"{step.electrons} e⁻" if step.electrons else "no electron"


def _heights(found: energetics.Profile) -> list[float]:
    """How far each state lies above the last but one; open where a step between the two is not printed."""
    *before, last = (step.delta_G_eV for step in found.steps)
    return [*(-sum(before[number:]) for number in range(len(before))), 0.0, last]


def _draw_profile(sheet: Sheet, found: energetics.Profile) -> None:
    """Levels relative to the last state but one: the printed rise, and a text where the height is not printed."""
    top = sheet.y + 0.05
    sheet.y = top + 2.0
    ax = sheet.plot(top, sheet.y, 0.72, WIDTH - MARGIN)
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
    ax.set_ylabel(f"ΔG above {STATES[-2]} / eV", size=TEXT_SIZE)
    for number, step in enumerate(found.steps):
        write_centred(ax, number + 0.5, 1.32 * end, _electrons(step))
    for x, level in enumerate(_heights(found)):
        if math.isnan(level):
            _draw_open_level(ax, x, 0.5 * end)
            continue
        ax.plot(
            [x - 0.35, x + 0.35], [level, level], color=PAIR_MARK.colour, linewidth=4, solid_capstyle="butt"
        )
    ax.plot([last - 0.65, last - 0.35], [0, rise], color=PAIR_MARK.colour, linestyle=":", linewidth=1.6)
    draw_arrow(ax, (last, 0), (last, rise), color=style.INK)
    write_centred(ax, last, rise / 2, f"{formatting.number(rise)} eV")
    sheet.y += 0.34


def _draw_open_level(ax: Axes, x: float, height: float) -> None:
    """A state whose height is not printed: a text instead of a level, so that no height is suggested."""
    ax.text(
        x, height, "?\nheight\nnot printed", size=TEXT_SIZE, ha="center", va="center", bbox=TEXT_BOX, zorder=4
    )


def _draw_open_line(sheet: Sheet, name: str, text: str) -> None:
    """A name, a dashed line and what is missing, in one line."""
    start, end = MARGIN + width_of(name) + 0.12, WIDTH - MARGIN - width_of(text) - 0.12
    y = sheet.y + LINE_HEIGHT / 2
    sheet.page.plot([start, end], [y, y], color=style.QUIET, linestyle="--", linewidth=1.4)
    sheet.line(WIDTH - MARGIN - width_of(text), text, colour=style.QUIET)
    sheet.write(MARGIN, name)
    sheet.y += 0.03


def _like_pairs() -> list[pd.Series]:
    """The printed overpotentials, the least first."""
    rows = [data.row(row) for row in data.row(_LIKE_PAIRS)["rows"].split()]
    return sorted(rows, key=lambda row: row["value"])


def _draw_overpotentials(sheet: Sheet) -> None:
    rows, claim = _like_pairs(), data.row(_LIKE_PAIRS)
    sheet.heading("Overpotential of pairs", "computed")
    top = sheet.y
    open_y = reserve_rail(sheet, system_name(claim["system"]), "said to be lower, not printed")
    heights = [reserve_rail(sheet, system_name(row["system"]), "pair of like metals") for row in rows]
    ticks = round_ticks(1.35 * rows[-1]["value"])
    ax = draw_scale(sheet, top, (ticks[0], ticks[-1]), ticks, axis_label("overpotential", symbol="η"))
    least = rows[0]["value"]
    draw_dashed_bound(ax, open_y, least, ticks[0], f"below {formatting.number(least)} V")
    for y, row in zip(heights, rows, strict=True):
        draw_rail(ax, y)
        draw_marker(ax, row["value"], y, PAIR_MARK)
        label_value(ax, row["value"], y, f"{formatting.exact(row)} V", left=in_right_half(ax, row["value"]))


def _energy_value(system: str, **columns: object) -> Row:
    """A row of the plotted values, by the names of its columns."""
    numbers = ("electrons", _ENERGY, *_OVERPOTENTIALS)
    return value_row(system, numbers, ("site", "step", "what sets the potential"), columns)


def _step_value(found: energetics.Profile, number: int) -> Row:
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


def _site_value(system: str, metal: str) -> Row:
    return _energy_value(
        system,
        site=metal,
        step=f"{STATES[-2]} → {STATES[-1]}",
        electrons=reactions.electrons(list(STEPS)[-1]),
        missing="not printed",
        rows=_ONLY_DRAWN,
    )


def _overpotential_values() -> list[Row]:
    claim, rows = data.row(_LIKE_PAIRS), _like_pairs()
    printed, below = _OVERPOTENTIALS
    least = {below: rows[0]["value"]}
    derived = f"lower than that of {system_name(rows[0]['system'])}"
    unprinted = _energy_value(
        claim["system"],
        **least,
        missing="not printed",
        rows=f"{claim['id']} {rows[0]['id']}",
        derived=derived,
    )
    return [
        unprinted,
        *(_energy_value(row["system"], **{printed: row["value"]}, rows=row["id"]) for row in rows),
    ]


def _energies_alt(found: energetics.Profile, sites: Sequence[tuple[str, str, str]]) -> str:
    rows, claim = _like_pairs(), data.row(_LIKE_PAIRS)
    step = found.steps[-1]
    printed = sum(bool(own) for *_, own in sites)
    listed = enumerated(f"{formatting.exact(each)} V for {system_name(each['system'])}" for each in rows)
    open_steps = enumerated(each.label for each in found.open_steps)
    return (
        f"Of the computed way from {STATES[0]} to {STATES[-1]} one change is printed: {step.label} at the "
        f"{_site(*_printed_site())} rises by {formatting.number(step.delta_G_eV)} eV and takes up "
        f"{_electrons(step)}, so {_DOWNHILL} {_LIMITS} Not printed: {open_steps}, and {step.label} at "
        f"{len(sites) - printed} of {len(sites)} sites. Computed overpotentials: {listed}; that of "
        f"{system_name(claim['system'])} is said to be lower, with no number."
    )


def _energies_caption(found: energetics.Profile) -> str:
    row, claim = data.row(_PRINTED_STEP), data.row(_ONLY_DRAWN)
    step = found.steps[-1]
    like = enumerated(system_name(each["system"]) for each in _like_pairs())
    return (
        f"All computed, by {row['method']}. Above: what {formatting.work(CITE)} print of the free energies "
        f"at *U* = {potential_text(row)}; only {step.label} is printed, as a barrier, and drawn as a rise from "
        "a level that is not known. Question marks: levels that the paper only draws. It calls this step "
        f"potential-limiting at every site but Co in {system_name(claim['compared_with'])}; yet {step.label} "
        f"takes up {_electrons(step)}, so {_DOWNHILL} {_LIMITS} Below: filled, printed overpotentials of "
        f"models; dashed, the pair {system_name(data.row(_LIKE_PAIRS)['system'])}, of which it is said only "
        f"that it needs less than {like}: the arrow begins at the lowest of them. Nothing else is derived."
    )
