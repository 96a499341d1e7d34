"""Figures of the NORR part, after the review gan2024.

They are written like a page, from the top down, so that names stand in full and stay readable on a phone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    EDGE,
    LINE,
    RELATIONS,
    TYPE,
    Sheet,
    at_potential,
    axis_label,
    draw_dot,
    draw_key,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    round_ticks,
    three,
    value_column,
    write_beside,
)
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.text import formatting
from reviewhelpers.validation.user_data import source as own_source

SOURCE = "gan2024"
CITE = "gan2024defects"

YIELD = "umol/h/cm**2"
"""The unit in which yields of NH₃ are compared."""

CURRENT = "mA/cm**2"
WHOLE = "ammonia-from-no"
"""The half-reaction that the printed steps should add up to."""

FREE_ELECTRON = "electron-g-factor"

PRISTINE = style.Mark(style.QUIET, "o")
VACANCY = style.DEFECTS["anion-vacancy"]
HOLLOW = style.Mark(style.INK, "o")

YIELD_CLASSES: Mapping[str, tuple[str, style.Mark]] = MappingProxyType(
    {
        "heteroatom": ("doped", style.DEFECTS["heteroatom"]),
        "anion-vacancy": ("anion vacancies", VACANCY),
        "none": ("pristine", PRISTINE),
    }
)
"""How a class of defect is called and drawn beside its yield."""


# Shared ----------------------------------------------------------------------------------------------


def _performance() -> pd.DataFrame:
    """What the review prints of activity, with the name and the class of each system."""
    systems, frame = data.table("systems"), data.table("performance")
    frame = frame[frame["source"].isin([SOURCE, own_source("norr")])]
    system = frame["system"]
    return frame.assign(name=system.map(systems["name"]), defect_class=system.map(systems["defect_class"]))


@dataclass(frozen=True)
class _Made:
    """A printed value on the scale on which it is shown; where it cannot be put on it, `reason` says why."""

    value: float
    unit: str
    derived: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        """The number as shown: printed digits, or three figures where derived."""
        return three(self.value) if self.derived else formatting.number(self.value)

    @property
    def told(self) -> str:
        """The number with its unit."""
        return f"{self.text} {units.symbol(self.unit)}"


def _on_scale(row: pd.Series) -> _Made:
    """A printed yield in the common unit, or as printed with the reason why it cannot be converted."""
    try:
        value = float(units.harmonise(row["value"], row["unit"], YIELD))
    except units.UnitError as error:
        _, needs, reason = str(error).partition(" needs ")
        return _Made(row["value"], row["unit"], reason=f"needs {reason}" if needs else row["note"])
    if units.parse(row["unit"]) == units.parse(YIELD):
        return _Made(row["value"], YIELD)
    return _Made(value, YIELD, f"converted from {units.symbol(row['unit'])}")


# Mechanism -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Step:
    """An equation as it stands, and what its balance finds."""

    number: str
    reaction: reactions.Reaction
    rows: str
    derived: str = ""

    @property
    def lacks(self) -> str:
        """What the equation lacks, and where; empty where it balances."""
        return _raised(reactions.balance(self.reaction).missing)

    @property
    def electrons(self) -> int:
        """Electrons taken up."""
        return reactions.electrons(self.reaction)

    @property
    def protons(self) -> int:
        """Protons taken up."""
        change = self.reaction.change.items()
        return -int(sum(n for each, n in change if (each.formula, each.charge) == ("H", 1)))

    @property
    def verdict(self) -> str:
        """Whether it balances, in words."""
        return f"✗ lacks {self.lacks}" if self.lacks else "✓ balances"


def _raised(text: str) -> str:
    """What an equation lacks, with the formulas set as such."""
    return " ".join("e⁻" if word == "e-" else formatting.formula(word) for word in text.split(" "))


def _steps() -> list[_Step]:
    """The printed equations, in their order."""
    frame = data.table("reactions")
    found = []
    for _, row in frame[frame["source"] == SOURCE].iterrows():
        number = re.search(r"\(\d+\)$", row["as_printed"])
        reaction = reactions.parse(row["equation_as_printed"])
        found.append(_Step(number[0] if number else "", reaction, row["id"]))
    return found


def _sum(steps: Sequence[_Step]) -> _Step:
    rows = " ".join(step.rows for step in steps)
    return _Step(
        "sum",
        reactions.add(step.reaction for step in steps),
        rows,
        f"sum of the printed equations, beside {WHOLE}",
    )


def _whole() -> _Step:
    """The whole half-reaction, the states of its species left out."""
    reaction = reactions.parse(data.table("half_reactions").loc[WHOLE, "equation"])
    return _Step("whole", _stateless(reaction), WHOLE)


def _stateless(reaction: reactions.Reaction) -> reactions.Reaction:
    left, right = (
        tuple((reactions.Species(each.formula, each.charge), number) for each, number in side)
        for side in (reaction.left, reaction.right)
    )
    return reactions.Reaction(left, right)


def _lacking(found: reactions.Reaction, wanted: reactions.Reaction) -> str:
    """What one reaction lacks of another, and where; states do not count."""
    have, want = _stateless(found).change, _stateless(wanted).change
    parts = []
    for species in dict.fromkeys([*want, *have]):
        number = want.get(species, 0) - have.get(species, 0)
        if number:
            parts.append(f"{abs(number)} {species} on the {'right' if number > 0 else 'left'}")
    return _raised(", ".join(parts))


def _stations(steps: Sequence[_Step]) -> list[str]:
    """What stands between the arrows: the species of each step but electrons and protons."""
    sides = [*(step.reaction.left for step in steps), steps[-1].reaction.right]
    texts = []
    for side in sides:
        kept = tuple(
            (each, n) for each, n in side if (each.formula, each.charge) not in (("e", -1), ("H", 1))
        )
        texts.append(reactions.pretty(reactions.Reaction(kept, kept)).split(" → ")[0])
    return texts


def _taken_up(step: _Step) -> str:
    """The electrons and protons that a step takes up, as on an arrow."""
    parts = [
        f"+ {f'{count} ' if count > 1 else ''}{name}"
        for count, name in ((step.electrons, "e⁻"), (step.protons, "H⁺"))
        if count
    ]
    return " ".join(parts) or "no electron, no proton"


def _verdict(sheet: Sheet, x: float, step: _Step) -> None:
    colour = style.COLOURS["vermilion" if step.lacks else "green"]
    sheet.line(x, step.verdict, colour=colour)
    sheet.y += LINE


@figure("fig-norr-mechanism", title="The printed mechanism and its balance")
def mechanism() -> Plot:
    """The printed equations from NO to NH₃, each with its balance, their sum and the whole reaction."""
    steps = _steps()
    total, whole = _sum(steps), _whole()
    lacking = _lacking(total.reaction, whole.reaction)
    sheet = Sheet()
    _draw_steps(sheet, steps)
    for title, step in ((f"The {len(steps)} equations added", total), ("The whole reaction", whole)):
        sheet.heading(title)
        sheet.write(EDGE, reactions.pretty(step.reaction))
        _verdict(sheet, EDGE, step)
    sheet.write(EDGE, f"Compared with it, the sum lacks {lacking or 'nothing'}.")
    values = pd.DataFrame([_step_value(step) for step in (*steps, total)])
    of_whole = f"lacks of {reactions.pretty(whole.reaction)}"
    values.insert(5, of_whole, [*[""] * len(steps), lacking])
    caption = (
        f"The equations that {formatting.work(CITE)} print for NO to NH₃, with the electrons and protons "
        "that "
        "each takes up as printed; nothing is put right. Derived: the balance of atoms and charge of each "
        "equation, with what it lacks; the sum of the printed equations; and what that sum lacks of the "
        "whole reaction, in which the states of the species are left out."
    )
    return Plot(sheet.finish(), values, _mechanism_alt(steps, total, lacking), caption)


def _draw_steps(sheet: Sheet, steps: Sequence[_Step]) -> None:
    """Boxes under each other, and beside the arrows what is taken up and whether it balances."""
    centre, high, gap = 1.1, 0.34, 0.56
    for number, station in enumerate(_stations(steps)):
        if number:
            step, top = steps[number - 1], sheet.y
            sheet.page.annotate(
                "",
                (centre, top + gap),
                (centre, top),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": style.INK,
                    "linewidth": 1.4,
                    "shrinkA": 3,
                    "shrinkB": 3,
                },
            )
            sheet.y += (gap - 2 * LINE) / 2
            sheet.line(centre + 0.2, f"{step.number}  {_taken_up(step)}")
            sheet.y += LINE
            _verdict(sheet, centre + 0.2, step)
            sheet.y = top + gap
        box = {"boxstyle": "round,pad=0.4", "facecolor": style.BACKGROUND, "edgecolor": style.QUIET}
        middle = sheet.y + high / 2
        sheet.page.text(centre, middle, station, size=TYPE, ha="center", va="center_baseline", bbox=box)
        sheet.y += high
    sheet.y += 0.05


def _step_value(step: _Step) -> dict[str, object]:
    return {
        "equation": reactions.pretty(step.reaction),
        "electrons": step.electrons,
        "protons": step.protons,
        "balanced": "no" if step.lacks else "yes",
        "lacks": step.lacks,
        "rows": step.rows,
        "derived": step.derived,
    }


def _mechanism_alt(steps: Sequence[_Step], total: _Step, lacking: str) -> str:
    first, *between, last = _stations(steps)
    faults = [f"equation {step.number} lacks {step.lacks}" for step in steps if step.lacks]
    found = enumerated(faults) if faults else "every equation balances"
    return (
        f"{len(steps)} printed equations lead from {first} over {enumerated(between)} to {last}, with "
        f"{total.electrons} electrons and {total.protons} protons in all; {found}. Compared with the whole "
        f"reaction, the sum lacks {lacking or 'nothing'}."
    )


# Pairs -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pair:
    """A material without and with vacancies, in one quantity, and what the review says of the two."""

    systems: tuple[str, str]
    names: tuple[str, str]
    before: _Made
    after: _Made
    rows: tuple[str, str]
    claim: pd.Series
    row: pd.Series

    @property
    def column(self) -> str:
        """The name of its column of plotted values."""
        label = "yield" if self.after.unit != "percent" else "Faradaic efficiency"
        return f"{label} / {units.symbol(self.after.unit)}"

    @property
    def title(self) -> str:
        """The two names."""
        return " → ".join(self.names)

    @property
    def reckoned(self) -> bool:
        """Whether the pristine value follows from the printed ratio alone."""
        return self.rows[1] in self.rows[0].split()

    @property
    def ratio(self) -> float:
        """How many times the value is greater with vacancies."""
        return self.after.value / self.before.value

    @property
    def printed(self) -> str:
        """The ratio as the review gives it."""
        if self.claim["quantity"] != "ratio":
            return "higher, no number"
        return f"{RELATIONS[self.claim['relation']]}{formatting.exact(self.claim)}"

    @property
    def compared(self) -> str:
        """The computed ratio beside the printed one."""
        if self.reckoned:
            return f"ratio printed: {self.printed}; {self.names[0]} derived from it"
        return f"ratio {three(self.ratio)}; printed: {self.printed}"


def _pairs() -> list[_Pair]:
    """The pairs that the review compares, in the order of its systems."""
    systems, frame, claims = data.table("systems"), _performance(), data.table("claims")
    claims = claims[
        (claims["source"] == SOURCE)
        & (claims["effect"] == "performance")
        & (claims["rows"] != "")
        & claims["compared_with"].isin(systems["id"])
        & (claims["system"].map(systems["defect_class"]) == "anion-vacancy")
    ]
    found = []
    for _, claim in claims.iterrows():
        own = frame.loc[[row for row in claim["rows"].split() if row in frame.index]]
        for _, after in own[own["system"] == claim["system"]].iterrows():
            alike = frame[
                (frame["system"] == claim["compared_with"]) & (frame["quantity"] == after["quantity"])
            ]
            found.append(_pair(after, None if alike.empty else alike.iloc[0], claim))
    return sorted(found, key=lambda pair: systems.index.get_loc(pair.systems[1]))


def _pair(after: pd.Series, before: pd.Series | None, claim: pd.Series) -> _Pair:
    """A pair; where no pristine value is printed, it follows from the printed ratio."""
    systems = (str(claim["compared_with"]), str(after["system"]))
    names = data.table("systems").loc[list(systems), "name"]
    made = _shown(after)
    if before is None:
        value = made.value / float(claim["value"])
        start, rows = (
            _Made(value, made.unit, "value with vacancies / printed ratio"),
            f"{after['id']} {claim['id']}",
        )
    else:
        start, rows = _shown(before), before["id"]
    return _Pair(systems, (names.iloc[0], names.iloc[1]), start, made, (rows, after["id"]), claim, after)


def _shown(row: pd.Series) -> _Made:
    if row["quantity"] == "faradaic_efficiency":
        return _Made(row["value"], row["unit"])
    return _on_scale(row)


@figure("fig-norr-pairs", title="NH₃ yield and Faradaic efficiency without and with vacancies")
def pairs() -> Plot:
    """Yields and efficiencies of pristine materials and of the same with vacancies."""
    every = _pairs()
    charged = [pair for pair in every if pair.after.unit == "percent"]
    shared = [pair for pair in every if pair.after.unit == YIELD]
    apart = [pair for pair in every if pair.after.reason]
    sheet = Sheet()
    draw_key(
        sheet,
        (
            ("pristine", PRISTINE, "full"),
            ("with vacancies", VACANCY, "full"),
            ("hollow: derived", HOLLOW, "none"),
        ),
    )
    _draw_pairs(sheet, "NH₃ yield", shared)
    _draw_pairs(sheet, "NH₃ yield, not on that scale", apart)
    _draw_pairs(sheet, data.table("quantities").loc["faradaic_efficiency", "label"], charged)
    ordered = [*shared, *apart, *charged]
    columns = dict.fromkeys(pair.column for pair in ordered)
    values = pd.DataFrame([_pair_value(pair, end, columns) for pair in ordered for end in (0, 1)])
    return Plot(sheet.finish(), values, _pairs_alt(ordered), _pairs_caption(ordered))


def _draw_pairs(sheet: Sheet, title: str, chosen: Sequence[_Pair]) -> None:
    """Pairs on one scale, under a heading."""
    if not chosen:
        return
    sheet.heading(title)
    for reason in dict.fromkeys(pair.after.reason for pair in chosen if pair.after.reason):
        sheet.write(EDGE, reason, colour=style.QUIET)
    top, heights = sheet.y, []
    for pair in chosen:
        sheet.write(EDGE, pair.title, note=at_potential(pair.row))
        sheet.write(EDGE, pair.compared)
        heights.append(sheet.y + 0.1)
        sheet.y += 0.27
    percent = chosen[0].after.unit == "percent"
    end = 100.0 if percent else 1.2 * max(max(pair.before.value, pair.after.value) for pair in chosen)
    label = f"NH₃ yield / {units.symbol(chosen[0].after.unit)}"
    ax = draw_scale(
        sheet, top, (0, end), round_ticks(end), axis_label("faradaic_efficiency") if percent else label
    )
    for y, pair in zip(heights, chosen, strict=True):
        _draw_pair(ax, y, pair)


def _draw_pair(ax: Axes, y: float, pair: _Pair) -> None:
    draw_rail(ax, y)
    start, end = pair.before, pair.after
    ax.plot([start.value, end.value], [y, y], color=VACANCY.colour, linewidth=2, zorder=3)
    falls = rounding.exceeds(start.value, end.value)
    for made, mark, left in ((start, PRISTINE, not falls), (end, VACANCY, falls)):
        draw_dot(ax, made.value, y, mark, filled="none" if made.derived else "full")
        write_beside(ax, made.value, y, made.text, left=left)


def _pair_value(pair: _Pair, end: int, columns: Iterable[str]) -> dict[str, object]:
    """A point of a pair; all columns of values but its own stay empty."""
    item = (pair.before, pair.after)[end]
    return {
        "system": pair.systems[end],
        "name": pair.names[end],
        "state": ("pristine", "with vacancies")[end],
        **dict.fromkeys(columns, math.nan),
        pair.column: item.value,
        "ratio": pair.ratio,
        "printed ratio": pair.printed,
        "potential": at_potential(pair.row),
        "not on the common scale because": pair.after.reason,
        "claim": pair.claim["id"],
        "rows": pair.rows[end],
        "derived": item.derived,
    }


def _pair_told(pair: _Pair) -> str:
    ratio = (
        f"ratio printed {pair.printed}"
        if pair.reckoned
        else f"ratio {three(pair.ratio)}, printed {pair.printed}"
    )
    return f"{pair.title} {pair.before.text} to {pair.after.told} ({ratio})"


def _pairs_alt(every: Sequence[_Pair]) -> str:
    ratios = [pair.ratio for pair in every if not pair.reckoned]
    low, high = min(ratios), max(ratios)
    charged = [_pair_told(pair) for pair in every if pair.after.unit == "percent"]
    yields = [_pair_told(pair) for pair in every if pair.after.unit != "percent"]
    return (
        f"Values with vacancies are {three(low)} to {three(high)} times the pristine ones where both are "
        f"printed. NH₃ yield: {enumerated(yields)}. Faradaic efficiency: {enumerated(charged)}."
    )


def _pairs_caption(every: Sequence[_Pair]) -> str:
    converted = dict.fromkeys(name for pair in every if pair.after.derived for name in pair.names)
    reckoned = dict.fromkeys(pair.names[0] for pair in every if pair.reckoned)
    worded = dict.fromkeys(
        f"“{pair.claim['as_printed']}” for {pair.names[1]}"
        for pair in every
        if pair.claim["quantity"] == "ratio"
    )
    plain = enumerated(dict.fromkeys(pair.names[1] for pair in every if pair.claim["quantity"] != "ratio"))
    return (
        f"Values that {formatting.work(CITE)} print for a material without and with vacancies. Hollow: "
        "derived, "
        f"as the unit of the yields of {enumerated(converted)} was converted, and as the values of "
        f"{enumerated(reckoned)} follow from the printed ratio alone. Each ratio is that of the values "
        f"shown; beside it stands what the review prints: {enumerated(worded)}; no number for {plain}. "
        "A yield that lacks the area of its electrode has a scale of its own. Grey: the potential, and "
        "whether its scale is stated. Conditions differ from material to material: compare within a pair."
    )


# Yields ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Yield:
    """A yield with the efficiency printed beside it."""

    row: pd.Series
    made: _Made
    efficiency: pd.Series
    partial: float
    total: float

    @property
    def rows(self) -> str:
        """The rows it comes from."""
        return f"{self.row['id']} {self.efficiency['id']}"


@dataclass(frozen=True)
class _Apart:
    """A value that cannot be put on the common scale, and why; with the efficiency, where one is printed."""

    row: pd.Series
    reason: str
    efficiency: float
    rows: str


def _ammonia_electrons() -> int:
    """Electrons for one NH₃ from NO, from its half-reaction."""
    return reactions.electrons(data.table("half_reactions").loc[WHOLE, "equation"])


def _yields() -> tuple[list[_Yield], list[_Apart]]:
    """What can stand on the common scale, greatest first; and the rest, each with the reason why not."""
    frame = _performance()
    charged = frame["quantity"] == "faradaic_efficiency"
    placed, apart = [], []
    for _, row in frame[~charged].iterrows():
        made = _on_scale(row)
        shares = frame[charged & (frame["system"] == row["system"])]
        if made.reason:
            efficiency = math.nan if shares.empty else float(shares["value"].iloc[0])
            apart.append(_Apart(row, made.reason, efficiency, " ".join([row["id"], *shares["id"]])))
            continue
        share = shares.iloc[0]
        partial = units.harmonise(row["value"], row["unit"], CURRENT, electrons=_ammonia_electrons())
        total = electrode.total_current_density(partial, share["value"])
        placed.append(_Yield(row, made, share, -float(partial), -float(total)))
    return sorted(placed, key=lambda item: -rounding.settled(item.made.value)), apart


@figure("fig-norr-yields", title="NH₃ yields and the currents they stand for")
def yields() -> Plot:
    """Every printed yield on one scale, with the partial and the total current behind it."""
    placed, apart = _yields()
    sheet = Sheet()
    classes = [text_mark for key, text_mark in YIELD_CLASSES.items() if key in _classes(placed)]
    draw_key(sheet, [(text, mark, "full") for text, mark in classes])
    total = style.Mark(style.INK, "|")
    draw_key(sheet, [("hollow: unit converted", HOLLOW, "none"), ("total current, derived", total, "full")])
    _draw_yields(sheet, placed)
    sheet.heading("Not on this scale")
    for left_out in apart:
        row = left_out.row
        sheet.write(
            EDGE, row["name"], note=at_potential(row) if row["product"] else row["condition_as_printed"]
        )
        sheet.write(EDGE, _apart_told(left_out))
        sheet.write(EDGE, left_out.reason, colour=style.QUIET)
        sheet.y += 0.06
    values = pd.DataFrame([*map(_yield_value, placed), *map(_apart_value, apart)])
    return Plot(sheet.finish(), values, _yields_alt(placed, apart), _yields_caption(placed))


def _classes(placed: Iterable[_Yield]) -> set[str]:
    return {item.row["defect_class"] for item in placed}


def _draw_yields(sheet: Sheet, placed: Sequence[_Yield]) -> None:
    """A row a yield: what is printed, and under it the currents, between an axis of each."""
    sheet.y += 0.55
    top, heights = sheet.y, []
    sheet.y += 0.02
    for item in placed:
        sheet.write(EDGE, item.row["name"], note=at_potential(item.row))
        sheet.write(EDGE, _yield_told(item))
        heights.append(sheet.y + 0.1)
        sheet.y += 0.27
    ends = [10.0 ** rounding.floor(math.log10(min(item.partial for item in placed)))]
    ends.append(10.0 ** rounding.ceil(math.log10(max(item.total for item in placed))))
    label = axis_label("current_density", symbol="−j")
    ax = draw_scale(sheet, top, (ends[0], ends[1]), _decades(*ends), label, log=True)
    _yield_axis(ax, ends)
    for y, item in zip(heights, placed, strict=True):
        _draw_yield(ax, y, item)


def _decades(low: float, high: float) -> list[float]:
    """The powers of ten between two numbers."""
    first, last = rounding.ceil(math.log10(low)), rounding.floor(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def _yield_axis(ax: Axes, ends: Sequence[float]) -> None:
    """The axis of yields at the top, tied to that of currents by the electrons of one NH₃."""
    per_yield = -float(units.harmonise(1.0, YIELD, CURRENT, electrons=_ammonia_electrons()))
    above = ax.secondary_xaxis(
        "top", functions=(lambda x: np.asarray(x) / per_yield, lambda x: np.asarray(x) * per_yield)
    )
    ticks = _decades(ends[0] / per_yield, ends[1] / per_yield)
    above.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    above.set_xticks([], minor=True)
    above.tick_params(labelsize=TYPE)
    above.set_xlabel(f"NH₃ yield / {units.symbol(YIELD)}", size=TYPE)


def _draw_yield(ax: Axes, y: float, item: _Yield) -> None:
    _, mark = YIELD_CLASSES.get(item.row["defect_class"], ("", style.DEFECTS["none"]))
    draw_rail(ax, y)
    ax.plot([item.partial, item.total], [y, y], color=mark.colour, linewidth=2, zorder=3)
    draw_dot(ax, item.total, y, style.Mark(mark.colour, "|"), size=14)
    draw_dot(ax, item.partial, y, mark, filled="none" if item.made.derived else "full")
    left = in_right_half(ax, item.partial)
    text = f"−j {three(item.partial)}, total {three(item.total)}"
    write_beside(ax, item.partial if left else item.total, y, text, left=left)


def _yield_told(item: _Yield) -> str:
    return f"{item.made.told} at {formatting.exact(item.efficiency)} %"


def _apart_told(item: _Apart) -> str:
    """A value in its own unit, with its efficiency, or with the name of what it counts."""
    row = item.row
    value = f"{RELATIONS[row['relation']]}{formatting.exact(row)} {units.symbol(row['unit'])}"
    if math.isnan(item.efficiency):
        return f"{value} {data.table('quantities').loc[row['quantity'], 'label']}"
    return f"{value} at {formatting.number(item.efficiency)} %"


def _yield_value(item: _Yield) -> dict[str, object]:
    converted = f"yield {item.made.derived}; " if item.made.derived else ""
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "printed": item.row["as_printed"],
        f"yield / {units.symbol(YIELD)}": item.made.value,
        value_column("−j partial", "partial_current_density"): item.partial,
        value_column("−j total", "current_density"): item.total,
        value_column("Faradaic efficiency", "faradaic_efficiency"): item.efficiency["value"],
        "potential": at_potential(item.row),
        "not on the scale because": "",
        "rows": item.rows,
        "derived": f"{converted}j partial = n F × yield; j total = j partial / FE",
    }


def _apart_value(item: _Apart) -> dict[str, object]:
    return {
        "system": item.row["system"],
        "name": item.row["name"],
        "printed": item.row["as_printed"],
        value_column("Faradaic efficiency", "faradaic_efficiency"): item.efficiency,
        "potential": at_potential(item.row) if item.row["product"] else "",
        "not on the scale because": item.reason,
        "rows": item.rows,
        "derived": "",
    }


def _yields_alt(placed: Sequence[_Yield], apart: Sequence[_Apart]) -> str:
    most, least = placed[0], placed[-1]
    every = enumerated(
        f"{item.row['name']} {_yield_told(item)} (−j {three(item.partial)}, total {three(item.total)})"
        for item in placed
    )
    rest = (f"{item.row['name']}, {_apart_told(item)} ({item.reason})" for item in apart)
    return (
        f"{len(placed)} NH₃ yields from {least.made.told} ({least.row['name']}) to {most.made.told} "
        f"({most.row['name']}), a factor of {three(most.made.value / least.made.value)}. With the "
        f"efficiency and the currents in {units.symbol(CURRENT)}: {every}. Not on this scale: "
        f"{enumerated(rest)}."
    )


def _yields_caption(placed: Sequence[_Yield]) -> str:
    converted = enumerated(item.row["name"] for item in placed if item.made.derived)
    unstated = enumerated(item.row["name"] for item in placed if "not stated" in at_potential(item.row))
    return (
        f"NH₃ yields and efficiencies that {formatting.work(CITE)} print. Hollow: the unit of {converted} "
        "was "
        f"converted. Derived: the partial current −*j* of NH₃, by Faraday's law with {_ammonia_electrons()} "
        "electrons for each NH₃ from NO, so that one marker is read on both axes; and the total current at "
        "the end of the bar, the partial one over the efficiency. Both axes are logarithmic. Shape and "
        f"colour tell the class of defect. Grey: the potential; its scale is not stated for {unstated}. "
        "Potentials and conditions differ: this is no ranking."
    )


# EPR -------------------------------------------------------------------------------------------------


def _free_electron() -> float:
    """The size of the g value of a free electron, whose sign is a convention."""
    return abs(units.constant(FREE_ELECTRON))


def _half_digit(row: pd.Series) -> float:
    """Half of the last digit that is printed."""
    numbers = re.findall(r"\d+\.\d+", row["as_printed"])
    text = next((each for each in numbers if float(each) == row["value"]), formatting.exact(row))
    decimals = len(text.partition(".")[2])
    return float(0.5 * 10.0**-decimals)


def _signed(value: float) -> str:
    decimals = rounding.enough_decimals(value, decimals=4)
    return rounding.fixed(value, decimals, sign="+").replace("-", "−")


@figure("fig-norr-epr", title="EPR g values and the free electron")
def epr() -> Plot:
    """Printed g values of vacancies, beside that of the free electron."""
    free, frame = _free_electron(), data.table("spectra")
    frame = frame[(frame["source"] == SOURCE) & (frame["quantity"] == "g_value")]
    frame = frame.sort_values("value", kind="stable")
    values = pd.DataFrame(
        {
            "system": frame["system"],
            "name": frame["system"].map(data.table("systems")["name"]),
            "assignment": frame["subject"],
            "g": frame["value"],
            "half the last digit": [_half_digit(row) for _, row in frame.iterrows()],
            "Δg": frame["value"] - free,
            "rows": frame["id"],
            "derived": f"Δg = g − |g_e|, with the constant {FREE_ELECTRON}",
        }
    ).reset_index(drop=True)
    told = enumerated(f"{_g_told(row)} ({row['name']}, {row['assignment']})" for _, row in values.iterrows())
    alt = (
        f"Printed g values: {told}. The free electron has {rounding.fixed(free, 5)}; "
        f"{int((values['Δg'] > 0).sum())} of {len(values)} lie above it."
    )
    caption = (
        f"g values that {formatting.work(CITE)} print for vacancies, with the vacancy named for each. "
        "Dashed: the "
        f"size of the g value of the free electron, {rounding.fixed(free, 5)}, from the CODATA constants; "
        "its sign is a convention. Derived: Δg, the printed value less that of the free electron. Pale bar: "
        "half of the last printed digit to either side; no uncertainty is printed."
    )
    return Plot(_draw_epr(values, free).finish(), values, alt, caption)


def _g_told(row: pd.Series) -> str:
    return f"{formatting.number(row['g'])}, Δg {_signed(row['Δg'])}"


def _draw_epr(values: pd.DataFrame, free: float) -> Sheet:
    """A row a value, with the line of the free electron through all."""
    sheet, heights = Sheet(), []
    sheet.y += 0.22
    top = sheet.y
    for _, row in values.iterrows():
        sheet.write(EDGE, row["name"], note=row["assignment"])
        heights.append(sheet.y + 0.09)
        sheet.y += 0.26
    step = 0.002
    low = rounding.floor(min(values["g"].min(), free) / step)
    high = rounding.ceil((values["g"].max() + step / 2) / step)
    ticks = [step * number for number in range(low, high + 1)]
    ax = draw_scale(
        sheet, top, (ticks[0], ticks[-1]), ticks, data.table("quantities").loc["g_value", "label"]
    )
    ax.set_xticks(ticks, [rounding.fixed(tick, 3) for tick in ticks])
    ax.plot([free, free], [top, sheet.y], color=style.INK, linestyle="--", linewidth=1.6, zorder=2)
    ax.annotate(
        f"free electron {rounding.fixed(free, 5)}",
        (free, top),
        xytext=(0, 7),
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=TYPE,
    )
    for y, (_, row) in zip(heights, values.iterrows(), strict=True):
        draw_rail(ax, y)
        half = row["half the last digit"]
        ends = [row["g"] - half, row["g"] + half]
        ax.plot(ends, [y, y], color=VACANCY.colour, alpha=0.35, linewidth=5, solid_capstyle="butt", zorder=3)
        draw_dot(ax, row["g"], y, VACANCY)
        left = in_right_half(ax, row["g"])
        write_beside(ax, ends[0] if left else ends[1], y, _g_told(row), left=left)
    return sheet


# N 1s ------------------------------------------------------------------------------------------------


def _n1s() -> pd.DataFrame:
    """The N 1s lines of all sources, in the order of the sources and of their systems."""
    frame, systems = data.table("spectra"), data.table("systems")
    frame = frame[frame["id"].str.contains("-n1s-") & (frame["quantity"] == "binding_energy")]
    sources = list(data.table("sources").index)
    frame = frame.assign(
        name=frame["system"].map(systems["name"]),
        place=frame["source"].map(sources.index),
        order=frame["system"].map(systems.index.get_loc),
    )
    return frame.sort_values(["place", "order", "value"], kind="stable")


def _author(source: str) -> str:
    """A source as a reader names it, such as Gan et al. 2024."""
    found = re.match(r"([a-z]+)(\d{4})", source)
    return f"{found[1].capitalize()} et al. {found[2]}" if found else source


def _alike(frame: pd.DataFrame, by: str, other: str) -> list[pd.DataFrame]:
    """Lines of several sources that agree in one column and differ in another."""
    groups = (group for _, group in frame.groupby(by))
    return [group for group in groups if group["source"].nunique() > 1 and group[other].nunique() > 1]


@figure("fig-norr-n1s", title="N 1s binding energies and the names given to them")
def n1s() -> Plot:
    """Printed N 1s positions of the sources, with the form of nitrogen that each is assigned to."""
    frame = _n1s()
    renamed, moved = _alike(frame, "value", "subject"), _alike(frame, "subject", "value")
    energies = {group["value"].iloc[0] for group in renamed}
    columns = ["source", "system", "name", "subject", "value", "id"]
    names = {"subject": "assignment", "value": value_column("binding energy", "binding_energy"), "id": "rows"}
    values = frame[columns].rename(columns=names).assign(derived="").reset_index(drop=True)
    values.insert(
        5, "named otherwise elsewhere", ["yes" if each in energies else "no" for each in frame["value"]]
    )
    return Plot(
        _draw_n1s(frame, energies).finish(),
        values,
        _n1s_alt(frame, renamed, moved),
        _n1s_caption(frame, renamed, moved),
    )


def _draw_n1s(frame: pd.DataFrame, energies: set[float]) -> Sheet:
    """A line a row, by source and system; dashed through all what bears several names."""
    sheet, heights = Sheet(), []
    top = sheet.y
    for source, own in frame.groupby("source", sort=False):
        sheet.heading(_author(str(source)))
        for system, lines in own.groupby("system", sort=False):
            role = data.table("systems").loc[system, "role"]
            note = "" if role in ("catalyst", "class") else f"({role})"
            sheet.write(EDGE, lines["name"].iloc[0], note=note)
            for _, row in lines.iterrows():
                heights.append((sheet.y + LINE / 2, row))
                sheet.y += 0.21
            sheet.y += 0.04
        sheet.y += 0.06
    low, high = rounding.floor(frame["value"].min()), rounding.ceil(frame["value"].max())
    ax = draw_scale(sheet, top, (low, high), range(low, high + 1), axis_label("binding_energy"))
    dashed = style.COLOURS["vermilion"]
    for energy in sorted(energies):
        ax.axvline(energy, color=dashed, linestyle="--", linewidth=1.4, zorder=2)
    for y, row in heights:
        draw_rail(ax, y)
        colour = dashed if row["value"] in energies else style.COLOURS["blue"]
        draw_dot(ax, row["value"], y, style.Mark(colour, "|"), size=13)
        left = in_right_half(ax, row["value"])
        write_beside(ax, row["value"], y, f"{formatting.exact(row)} {row['subject']}", left=left)
    return sheet


def _renamed_told(group: pd.DataFrame) -> str:
    named = enumerated(f"{row['subject']} in {_author(row['source'])}" for _, row in group.iterrows())
    return f"{formatting.number(group['value'].iloc[0])} eV is {named}"


def _moved_told(group: pd.DataFrame) -> str:
    placed = enumerated(
        f"{formatting.exact(row)} eV in {_author(row['source'])}" for _, row in group.iterrows()
    )
    return f"{group['subject'].iloc[0]} lies at {placed}"


def _disagreements(renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    """What the same line is called, and where it stands, in several sources."""
    told = [f"One energy, several names: {_renamed_told(group)}." for group in renamed]
    told += [f"One name, several energies: {_moved_told(group)}." for group in moved]
    return " ".join(told) or "No line has two names or two energies in two sources."


def _n1s_alt(frame: pd.DataFrame, renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    low, high = (formatting.number(end) for end in (frame["value"].min(), frame["value"].max()))
    return (
        f"{len(frame)} N 1s positions of {frame['system'].nunique()} systems from "
        f"{frame['source'].nunique()} sources lie from {low} to {high} eV. {_disagreements(renamed, moved)}"
    )


def _n1s_caption(frame: pd.DataFrame, renamed: Sequence[pd.DataFrame], moved: Sequence[pd.DataFrame]) -> str:
    cites = data.table("sources").loc[list(frame["source"].unique()), "cite"]
    dashed = " Dashed: an energy to which two sources give different names." if renamed else ""
    return (
        f"N 1s binding energies that {enumerated(map(formatting.work, cites))} print, each with the name "
        "that "
        f"its source gives the line; nothing is derived.{dashed} {_disagreements(renamed, moved)} The texts "
        "at hand print no uncertainty, and no line to which the energy scales were set."
    )
