"""Performance by copper loading, each value with its basis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    RELATIONS,
    WIDTH,
    Sheet,
    axis_label,
    capitalized,
    draw_bound,
    draw_key,
    draw_marker,
    draw_rail,
    draw_scale,
    enumerated,
    in_right_half,
    label_value,
    quantity_label,
    round_ticks,
    row_value,
    system_name,
    three_figures,
    value_column,
    width_of,
)
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.best_sample import (
    BEST,
    CONVERSION,
    EFFICIENCY,
    LOADING,
    MARK,
    SELECTIVITY,
    YIELD,
    YIELD_AREA,
    printed_number,
    yield_per_area,
    yield_potential,
)
from reviewhelpers.figures.copper.common import CITE, HIGH, LOW
from reviewhelpers.text import formatting

CONTENTS: Mapping[str, str] = {
    "ji2023-ntc": "ji2023-amil-cupc-0-mass",
    LOW: "ji2023-cu0-7-ntc-loading",
    BEST: "ji2023-cu1-5-ntc-loading",
    HIGH: "ji2023-cu3-2-ntc-loading",
}
"""The samples by rising copper, each with the row of its copper content, or that none was put in."""

YIELD_BEST, SHARES_BEST = "ji2023-yield-best", "ji2023-fe-best"
HALF_REACTION = "ammonia-from-nitrate"
"""The half-reaction that gives the electrons per NH₃."""

AREA_UNIT = "umol/h/cm**2"
"""The unit in which yields of NH₃ per area are compared, as in the part on NO reduction."""

KEY = (("filled: printed", MARK, "full"), ("hollow: derived", MARK, "none"))
LOWER_UNPRINTED = "said to be lower, not printed"


@dataclass(frozen=True)
class _Basis:
    """The yield of the best sample, counted over one thing."""

    over: str
    value: float
    unit: str
    rows: str
    how: str
    derived: str = ""

    @property
    def text(self) -> str:
        """The number with its unit: printed digits, or three figures where derived."""
        number = three_figures(self.value) if self.derived else formatting.number(self.value)
        return f"{number} {units.symbol(self.unit)}"

    @property
    def column(self) -> str:
        """The name of its column of plotted values."""
        return f"{self.over} / {units.symbol(self.unit)}"


def _bases() -> list[_Basis]:
    """The yield over all that it can be divided by, printed ones first."""
    printed, area, loading = data.row(YIELD), data.row(YIELD_AREA), data.row(LOADING)
    copper = data.row(CONTENTS[BEST])
    mass = f"{RELATIONS[loading['relation']]}{formatting.amount(loading)}"
    per_area = yield_per_area()
    count = float(electrode.half_reaction("ammonia_from_nitrate")["electrons"])
    partial = float(electrode.current_from_yield(units.convert(per_area, "mmol/h", "mol/s"), count))
    total = float(electrode.total_current_density(partial, printed_number(EFFICIENCY)))
    # Percent by mass over molar mass: moles of copper per gram of catalyst.
    atoms = row_value(copper, "mass_fraction") / 100 / reactions.molar_mass("Cu")
    sites = electrode.per_area(atoms, row_value(loading, "loading"))
    turnover = float(electrode.turnover_frequency(partial, count, sites))
    compared = float(units.convert(per_area, "mmol/h/cm**2", AREA_UNIT))
    content = formatting.amount(copper)
    from_mass = f"{YIELD} {LOADING}"
    return [
        _Basis("per gram of catalyst", printed["value"], printed["unit"], YIELD, "printed"),
        _Basis("per cm² of electrode", area["value"], area["unit"], YIELD_AREA, "printed"),
        _Basis(
            "per cm² of electrode",
            compared,
            AREA_UNIT,
            from_mass,
            f"yield per gram × {mass}",
            "yield × loading",
        ),
        _Basis(
            "as current into NH₃, per cm²",
            partial,
            "mA/cm**2",
            f"{from_mass} {HALF_REACTION}",
            f"yield per cm² × {formatting.number(count)} e⁻ × F",
            "Faraday's law",
        ),
        _Basis(
            "as current in all, per cm²",
            total,
            "mA/cm**2",
            f"{from_mass} {HALF_REACTION} {EFFICIENCY}",
            f"current into NH₃ / {formatting.decimals(printed_number(EFFICIENCY), 1)} %",
            "partial current / Faradaic efficiency",
        ),
        _Basis(
            "per Cu atom, every one counted",
            turnover,
            "1/h",
            f"{from_mass} {HALF_REACTION} {copper['id']}",
            f"{content} Cu; more per site if only some work",
            "yield / copper content × molar mass of Cu",
        ),
    ]


def _rounding(row: pd.Series) -> tuple[float, float]:
    """The numbers that a printed one may stand for, by its last digit."""
    _, _, digits = formatting.exact(row).partition(".")
    half = 0.5 * 10.0 ** -len(digits)
    return row["value"] - half, row["value"] + half


def _yields_agree() -> bool:
    """Whether the derived yield per area rounds to the printed one."""
    low, high = _rounding(data.row(YIELD_AREA))
    return rounding.at_most(low, yield_per_area()) and rounding.exceeds(high, yield_per_area())


@figure("fig-copper-performance", title="Performance by loading, each value with its basis")
def performance() -> Plot:
    """What is printed of four samples, and the yield of the one with numbers over several bases."""
    bases = _bases()
    sheet = Sheet()
    sheet.write(MARGIN, f"At {yield_potential()}", colour=style.QUIET)
    draw_key(sheet, KEY)
    _draw_samples(sheet)
    _draw_shares(sheet)
    _draw_bases(sheet, bases)
    _draw_agreement(sheet, bases)
    values = pd.DataFrame([*_sample_values(), *map(_basis_value, bases)])
    return Plot(sheet.finish(), values, _performance_alt(bases), _performance_caption())


def _content(system: str) -> str:
    """The copper content of a sample."""
    row = data.row(CONTENTS[system])
    text = formatting.amount(row)
    return f"{text} Cu" if row["quantity"] == "mass_fraction" else f"made with {text} of {row['subject']}"


def _draw_samples(sheet: Sheet) -> None:
    """One rail per sample: the one printed yield, and arrows below it for the others."""
    sheet.heading("NH₃ yield per mass of catalyst")
    row, top, heights = data.row(YIELD), sheet.y, []
    for system in CONTENTS:
        sheet.write(MARGIN, system_name(system), note=_content(system))
        heights.append((sheet.rail(0.26), system))
    end = round_ticks(1.2 * row["value"])[-1]
    label = axis_label("yield_per_mass")
    ax = draw_scale(sheet, top, (0, end), round_ticks(end), label)
    for y, system in heights:
        draw_rail(ax, y)
        if system == BEST:
            draw_marker(ax, row["value"], y, MARK)
            label_value(ax, row["value"], y, formatting.exact(row), left=True)
        else:
            draw_bound(ax, y, row["value"], 0, LOWER_UNPRINTED)


def _draw_shares(sheet: Sheet) -> None:
    """One rail per share of the one sample with numbers; the others are said to lie below."""
    sheet.heading(f"Shares for {system_name(BEST)}", "arrows: the other three samples")
    top, heights = sheet.y, []
    for row_id in (EFFICIENCY, CONVERSION, SELECTIVITY):
        row = data.row(row_id)
        sheet.write(MARGIN, capitalized(quantity_label(row["quantity"])), note=_share_of(row))
        heights.append((sheet.rail(0.26), row))
    ax = draw_scale(sheet, top, (0, 100), round_ticks(100), f"Share / {units.symbol('percent')}")
    for y, row in heights:
        draw_rail(ax, y)
        draw_bound(ax, y, row["value"], 0, LOWER_UNPRINTED)
        # Hollow as everywhere in the book: a selectivity is no share of the charge.
        draw_marker(ax, row["value"], y, MARK, filled="none" if row["quantity"] == "selectivity" else "full")
        label_value(ax, row["value"], y, formatting.exact(row), left=True)


def _share_of(row: pd.Series) -> str:
    """What a share is a share of."""
    return {
        "faradaic_efficiency": "of the charge, into NH₃",
        "conversion": "of the nitrate at the start, used up",
        "selectivity": "hollow: of the nitrate used up, to NH₃",
    }[row["quantity"]]


def _draw_bases(sheet: Sheet, bases: Sequence[_Basis]) -> None:
    """One line per basis with its value at the right, and below it where the value comes from."""
    sheet.heading(f"One yield of {system_name(BEST)}, six ways to count it")
    for basis in bases:
        draw_marker(
            sheet.page,
            MARGIN + 0.08,
            sheet.y + LINE_HEIGHT / 2,
            MARK,
            filled="none" if basis.derived else "full",
        )
        sheet.line(MARGIN + 0.25, basis.over)
        sheet.line(WIDTH - MARGIN - width_of(basis.text, "bold"), basis.text, weight="bold")
        sheet.y += LINE_HEIGHT
        sheet.write(MARGIN + 0.25, basis.how, colour=style.QUIET)
        sheet.y += 0.05


def _draw_agreement(sheet: Sheet, bases: Sequence[_Basis]) -> None:
    """The printed yield per area with what its last digit leaves open, and the derived one."""
    row, derived = data.row(YIELD_AREA), bases[2].value
    printed, low, high = (
        float(units.convert(value, row["unit"], AREA_UNIT)) for value in (row["value"], *_rounding(row))
    )
    sheet.heading("Do the two yields per area agree?", "yes" if _yields_agree() else "no")
    top = sheet.y
    sheet.y += 0.55
    margin = max(high - low, 1.2 * abs(derived - printed))
    ticks = [low, printed, high]
    label = f"{axis_label('yield_per_area').partition(' / ')[0]} / {units.symbol(AREA_UNIT)}"
    ax = draw_scale(sheet, top, (low - 0.6 * margin, high + 1.4 * margin), ticks, label)
    first, second = top + 0.15, top + 0.4
    ax.plot([low, high], [first, first], color=MARK.colour, linewidth=4, alpha=0.35, solid_capstyle="butt")
    draw_marker(ax, printed, first, MARK)
    label_value(ax, high, first, formatting.amount(row), left=False, gap=4)
    draw_rail(ax, second)
    draw_marker(ax, derived, second, MARK, filled="none")
    label_value(
        ax,
        derived,
        second,
        f"{three_figures(derived)} derived",
        left=in_right_half(ax, derived) and rounding.exceeds(derived, high),
    )


def _sample_values() -> list[dict[str, object]]:
    """One row per sample and quantity."""
    found = []
    for row_id in (YIELD, EFFICIENCY, CONVERSION, SELECTIVITY):
        row = data.row(row_id)
        label = quantity_label(row["quantity"])
        claim = YIELD_BEST if row_id == YIELD else SHARES_BEST
        for system, content in CONTENTS.items():
            copper, best = data.row(content), system == BEST
            found.append(
                {
                    "part": "samples",
                    "system": system,
                    "name": system_name(system),
                    value_column("copper content", "mass_fraction"): copper["value"]
                    if copper["quantity"] == "mass_fraction"
                    else math.nan,
                    value_column(label, row["quantity"]): row["value"] if best else math.nan,
                    value_column(f"{label} below", row["quantity"]): math.nan if best else row["value"],
                    "missing": "" if best else LOWER_UNPRINTED,
                    "rows": f"{row_id if best else f'{claim} {row_id}'} {content}",
                    "derived": "" if best else f"lower than that of {system_name(BEST)}",
                }
            )
    return found


def _basis_value(basis: _Basis) -> dict[str, object]:
    return {
        "part": "bases",
        "system": BEST,
        "name": system_name(BEST),
        "basis": basis.over,
        basis.column: basis.value,
        "missing": "how many Cu atoms work" if basis.unit == "1/h" else "",
        "rows": basis.rows,
        "derived": basis.derived,
    }


def _performance_alt(bases: Sequence[_Basis]) -> str:
    shares = enumerated(
        f"{quantity_label(row['quantity'])} {formatting.decimals(row['value'], 1)} %"
        for row in map(data.row, (EFFICIENCY, CONVERSION, SELECTIVITY))
    )
    others = enumerated(system_name(system) for system in CONTENTS if system != BEST)
    text = "; ".join(f"{basis.text} {basis.over}" for basis in bases)
    return (
        f"Only {system_name(BEST)} has printed values: {shares}; {others} are said to be lower, without "
        f"numbers. Its yield, counted in several ways: {text}. The derived and the printed yield per area "
        f"{'agree' if _yields_agree() else 'do not agree'}."
    )


def _performance_caption() -> str:
    loading = data.row(LOADING)
    loading_text = formatting.amount(loading)
    return (
        f"What {formatting.work(CITE)} print of four samples at {yield_potential()}. Dashed arrows: the text says "
        "only that the other three samples lie below; their values are drawn in the paper and not printed. "
        "Filled: printed. Hollow: derived, from the yield per gram and the loading, by Faraday's law with "
        "the electrons of the half-reaction from nitrate, and with the copper content of the catalyst. The "
        f"loading is printed as about {loading_text}: what is derived from it is no more exact than that, but the "
        "number per Cu atom does not depend on it. If only part of the copper works, that number is a lower "
        "bound for the sites that do. The bar is what the last digit of the printed yield per area leaves "
        "open. Currents into NH₃ and in all are means over the test; no current density is printed."
    )
