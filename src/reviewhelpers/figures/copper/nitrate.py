"""A balance of nitrate: the volume that each meaning of ppm implies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    Sheet,
    axis_label,
    draw_marker,
    draw_rail,
    draw_scale,
    draw_unprinted,
    enumerated,
    in_right_half,
    label_value,
    round_ticks,
    row_value,
    system_name,
    three_figures,
    value_column,
    width_of,
)
from reviewhelpers.chemistry import nitrate, units
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.best_sample import (
    BEST,
    CONVERSION,
    LOADING,
    MARK,
    NITRATE,
    SELECTIVITY,
    SIDE,
    TIME,
    YIELD,
    printed_number,
    yield_per_area,
    yield_potential,
)
from reviewhelpers.figures.copper.common import CITE, NOT_PRINTED
from reviewhelpers.text import formatting


def _balances() -> dict[str, nitrate.Balance]:
    """The balance of the test for each meaning of ppm."""
    side, time = data.row(SIDE), data.row(TIME)
    return {
        counted: nitrate.balance(
            yield_mmol_per_h_cm2=yield_per_area(),
            area_cm2=row_value(side, "length") ** 2,
            duration_h=row_value(time, "time"),
            conversion_percent=printed_number(CONVERSION),
            selectivity_percent=printed_number(SELECTIVITY),
            ppm=printed_number(NITRATE),
            counted=counted,
        )
        for counted in nitrate.MEANINGS
    }


def _counted(counted: str) -> str:
    """The formula whose mass the ppm count, with the charge of the ion."""
    return formatting.formula({"NO3": "NO3-"}.get(counted, counted))


@dataclass(frozen=True)
class _Amount:
    """One line of the arithmetic."""

    name: str
    value: float
    product: str
    how: str
    rows: str

    @property
    def text(self) -> str:
        """The amount with its unit and formula."""
        return f"{formatting.decimals(self.value, 4)} mmol {self.product}"


def _amounts() -> list[_Amount]:
    """The amounts made, used, present at the start, and left, each computed from the one before."""
    found = next(iter(_balances().values()))
    side, time = data.row(SIDE), data.row(TIME)
    selectivity, conversion = data.row(SELECTIVITY), data.row(CONVERSION)
    area = formatting.number(row_value(side, "length") ** 2)
    made = f"{YIELD} {LOADING} {SIDE} {TIME}"
    used, start = f"{made} {SELECTIVITY}", f"{made} {SELECTIVITY} {CONVERSION}"
    rate = f"{three_figures(yield_per_area())} {units.symbol('mmol/h/cm**2')}"
    length = formatting.amount(time)
    ion = _counted("NO3")
    return [
        _Amount("Made", found.made_mmol, "NH₃", f"{rate} × {area} cm² × {length}", made),
        _Amount(
            "Used up",
            found.used_mmol,
            ion,
            f"made / {formatting.decimals(selectivity['value'], 1)} % selectivity",
            used,
        ),
        _Amount(
            "At the start",
            found.start_mmol,
            ion,
            f"used up / {formatting.decimals(conversion['value'], 1)} % conversion",
            start,
        ),
        _Amount("Left", found.start_mmol - found.used_mmol, ion, "at the start − used up", start),
    ]


def _minutes_left() -> float:
    """How long what is left would last at the mean rate, in minutes."""
    found, time = next(iter(_balances().values())), data.row(TIME)
    hours = row_value(time, "time")
    lasting = (found.start_mmol - found.used_mmol) / found.used_mmol * hours
    return float(units.convert(lasting, "hour", "minute"))


@figure("fig-copper-nitrate", title="A nitrate balance: which volume each meaning of 50 ppm implies")
def nitrate_balance() -> Plot:
    """The amounts of the test step by step, and the volume that each meaning of ppm implies."""
    balances, amounts = _balances(), _amounts()
    sheet = Sheet()
    sheet.heading("From the yield back to the start", "derived")
    for amount in amounts:
        sheet.line(MARGIN, amount.name)
        sheet.line(WIDTH - MARGIN - width_of(amount.text, "bold"), amount.text, weight="bold")
        sheet.y += LINE_HEIGHT
        sheet.write(MARGIN + 0.25, f"= {amount.how}", colour=style.QUIET)
        sheet.y += 0.05
    ppm = formatting.value(data.row(NITRATE))
    sheet.heading(f"Volume of solution, if {ppm} count …")
    _draw_volumes(sheet, balances)
    sheet.heading("The yield is a mean")
    time = formatting.value(data.row(TIME))
    left = formatting.decimals(100 - printed_number(CONVERSION), 1)
    sheet.write(
        MARGIN,
        f"After {time}, {left} % of the nitrate is left: at the mean rate enough for "
        f"{formatting.significant(_minutes_left(), 2)} min more. A rate that depends on the nitrate left was "
        "higher at first and lower at the end.",
    )
    values = pd.DataFrame([*map(_amount_value, amounts), *_volume_values(balances)])
    return Plot(sheet.finish(), values, _nitrate_alt(balances, amounts), _nitrate_caption())


def _draw_volumes(sheet: Sheet, balances: Mapping[str, nitrate.Balance]) -> None:
    """One rail per meaning, and one for the volume of the cell, which is not printed."""
    top, heights = sheet.y, []
    for counted, found in balances.items():
        concentration = f"{three_figures(found.concentration_mmol_per_L)} mmol of nitrate per L"
        sheet.write(MARGIN, f"… {_counted(counted)}", note=concentration)
        heights.append((sheet.rail(), found.volume_mL))
    sheet.write(MARGIN, "Volume of the cell")
    open_at = sheet.rail()
    end = 1.1 * max(volume for _, volume in heights)
    ax = draw_scale(sheet, top, (0, end), round_ticks(end), axis_label("volume", symbol="V"))
    for y, volume in heights:
        draw_rail(ax, y)
        draw_marker(ax, volume, y, MARK, filled="none")
        label_value(ax, volume, y, f"{three_figures(volume)} mL", left=in_right_half(ax, volume))
    draw_unprinted(ax, open_at, NOT_PRINTED)


def _amount_value(amount: _Amount) -> dict[str, object]:
    return {
        "name": amount.name,
        "formula": amount.product,
        "amount / mmol": amount.value,
        "missing": "",
        "rows": amount.rows,
        "derived": amount.how,
    }


def _volume_values(balances: Mapping[str, nitrate.Balance]) -> list[dict[str, object]]:
    rows = f"{_amounts()[-1].rows} {NITRATE}"
    ppm = printed_number(NITRATE)
    found: list[dict[str, object]] = [
        {
            "name": f"{formatting.number(ppm)} ppm as {_counted(counted)}",
            "formula": _counted(counted),
            value_column("concentration", "concentration").replace(
                "mol", "mmol"
            ): one.concentration_mmol_per_L,
            value_column("volume", "volume"): one.volume_mL,
            "missing": "what the ppm count",
            "rows": rows,
            "derived": "amount at the start / concentration",
        }
        for counted, one in balances.items()
    ]
    silent: dict[str, object] = {
        "name": "volume of the cell",
        "formula": "",
        "missing": NOT_PRINTED,
        "rows": NITRATE,
        "derived": "",
    }
    return [*found, silent]


def _nitrate_alt(balances: Mapping[str, nitrate.Balance], amounts: Sequence[_Amount]) -> str:
    made, used, start, _ = amounts
    volumes = enumerated(
        f"{three_figures(found.volume_mL)} mL as {_counted(each)}" for each, found in balances.items()
    )
    return (
        f"{made.text} made, {used.text} used up and {start.text} at the start of the test. At "
        f"{formatting.value(data.row(NITRATE))} that fills {volumes}. The volume of the cell is not printed, "
        "so that no meaning can be proven; at the end "
        f"{formatting.decimals(100 - printed_number(CONVERSION), 1)} % of the nitrate is left."
    )


def _nitrate_caption() -> str:
    loading = data.row(LOADING)
    loading_text = formatting.amount(loading)
    return (
        f"Everything drawn is derived from what {formatting.work(CITE)} print for {system_name(BEST)} at "
        f"{yield_potential()}: yield per gram, loading, sides of the electrode, duration, conversion and "
        "selectivity. One nitrate makes one NH₃, and conversion and selectivity are taken to belong to the "
        "same test as the yield. The ppm stand before the formula of the salt, and the paper does not say "
        "whether salt, ion or nitrogen is weighed; 1 ppm is taken as 1 mg per litre. It prints no volume: a "
        "reader who knows the cell can see which meaning would close the balance. All amounts and volumes "
        f"grow with the loading, which is printed as about {loading_text}. Ammonia that left with the gas or "
        "through the membrane is not known."
    )
