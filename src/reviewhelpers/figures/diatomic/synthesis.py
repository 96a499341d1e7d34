"""The steps of the synthesis, and the nitrogen count against temperature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LEFT,
    LINE_HEIGHT,
    MARGIN,
    RIGHT,
    TEXT_SIZE,
    Sheet,
    axis_label,
    draw_marker,
    draw_scale,
    draw_unprinted,
    enumerated,
    label_value,
    row_value,
    system_mark,
    system_name,
    value_column,
    write_offset,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.diatomic.common import (
    CATALYSTS,
    CITE,
    HOLLOW,
    LOW,
    PAIR,
    SINGLES,
    SOURCE,
    printed_value,
)
from reviewhelpers.text import formatting

STEPS = (
    ("ZIF-8 grown as nanorods", "pei2024-zif8", "pei2024-zif8"),
    ("a coat of SiO₂", LOW, "pei2024-silica"),
    ("first calcination, which breaks up Zn–N sites", LOW, "pei2024-first-heating"),
)
"""The steps before the metals are added, each with its system and the row that reports it."""

SECOND = "second pyrolysis, Co and Mn take the place of Zn"
OPEN_TEMPERATURE = "temperature not in the text"
TRUNK = 0.15
"""Position of the time line, in inches from the left."""


@dataclass(frozen=True)
class _Product:
    """What is made at one temperature, and the nitrogens around its metal."""

    systems: tuple[str, ...]
    temperature: pd.Series
    count: pd.Series

    @property
    def celsius(self) -> float:
        """The temperature in the unit of the axis."""
        return row_value(self.temperature, "temperature")

    @property
    def nitrogens(self) -> float:
        """How many nitrogens stand around the metal."""
        return float(self.count["value"])

    @property
    def point(self) -> tuple[float, float]:
        """Its place in the plot of nitrogens against temperature."""
        return self.celsius, self.nitrogens

    @property
    def rows(self) -> str:
        """The rows it comes from."""
        return f"{self.temperature['id']} {self.count['id']}"

    @property
    def text(self) -> str:
        """Temperature and number in a sentence."""
        at = printed_value(self.temperature["value"], self.temperature["unit"])
        return f"{formatting.number(self.nitrogens)} N at {at}"


def _product(systems: Sequence[str], temperature: str, count: str) -> _Product:
    return _Product(tuple(systems), data.row(temperature), data.row(count))


def _this_paper() -> list[_Product]:
    """What the second pyrolysis of the paper gives."""
    return [
        _product([PAIR], "pei2024-pyrolysis-saturated", "pei2024-comn-cn"),
        _product(SINGLES, "pei2024-pyrolysis-saturated", "pei2024-single-cn"),
        _product([LOW], "pei2024-pyrolysis-low-n", "pei2024-l-comn-cn"),
    ]


def _reference_series() -> list[_Product]:
    """The series of single atoms that the paper reports, in its order."""
    return [
        _product(["pei2024-ref23-co-nx"], temperature, count)
        for temperature, count in (
            ("pei2024-ref23-800", "pei2024-ref23-cn-4"),
            ("pei2024-ref23-900", "pei2024-ref23-cn-3"),
            ("pei2024-ref23-1000", "pei2024-ref23-cn-2"),
        )
    ]


def _disagreeing(
    this_paper: Iterable[_Product], reference: Iterable[_Product]
) -> list[tuple[_Product, _Product]]:
    """What one temperature gives here and in the other series, where the numbers differ."""
    pairs = [(one, other) for one in this_paper for other in reference if one.celsius == other.celsius]
    differing = {one.celsius: (one, other) for one, other in pairs if one.nitrogens != other.nitrogens}
    return list(differing.values())


def _reference(product: _Product) -> str:
    """A work of the list of references, as the paper numbers it."""
    frame = data.table("citations")
    own = frame[(frame["source"] == SOURCE) & (frame["cite"] == product.temperature["cite"])]
    return f"ref. {own['ref_number'].iloc[0]}"


@figure("fig-diatomic-synthesis", title="Synthesis steps, and nitrogen count against temperature")
def synthesis() -> Plot:
    """The steps of the synthesis, with its branch, and the number of N against temperature in two series."""
    this_paper, reference = _this_paper(), _reference_series()
    every = [*this_paper, *reference]
    temperatures = sorted({product.celsius for product in every})
    margin = (temperatures[-1] - temperatures[0]) / 4
    ends = (temperatures[0] - margin, temperatures[-1] + margin)
    sheet = Sheet()
    _draw_steps(sheet, this_paper, ends, temperatures)
    _draw_numbers(sheet, this_paper, reference, ends, temperatures)
    columns = ("part", "step", "name", "missing", "rows", "derived")
    steps = [
        ("this paper", step, system_name(system), OPEN_TEMPERATURE, row, "") for step, system, row in STEPS
    ]
    values = pd.DataFrame(steps, columns=columns)
    values = pd.concat(
        [values, pd.DataFrame([point for product in every for point in _product_values(product)])],
        ignore_index=True,
    )
    return Plot(sheet.finish(), values, _synthesis_alt(this_paper, reference), _synthesis_caption(reference))


def _draw_steps(
    sheet: Sheet, this_paper: Sequence[_Product], ends: tuple[float, float], ticks: list[float]
) -> None:
    """The time line from the top down; each step is drawn over its temperature on the scale."""
    text_at, open_at, stops = TRUNK + 0.2, [], []
    sheet.heading("The steps of this paper")
    top = sheet.y
    for number, (step, _, _) in enumerate(STEPS, 1):
        stops.append(sheet.y + LINE_HEIGHT / 2)
        sheet.write(text_at, f"{number}  {step}")
        open_at.append(sheet.rail(0.28))
    stops.append(sheet.y + LINE_HEIGHT / 2)
    sheet.write(text_at, f"{len(STEPS) + 1}  {SECOND}")
    branches = []
    for celsius in sorted({product.celsius for product in this_paper}):
        alike = [product for product in this_paper if product.celsius == celsius]
        sheet.y += 0.04
        names = ", ".join(system_name(system) for product in alike for system in product.systems)
        numbers = enumerated(dict.fromkeys(formatting.number(product.nitrogens) for product in alike))
        sheet.write(text_at, f"{names}: {numbers} N around each metal")
        branches.append((sheet.rail(0.26), alike[0]))
    ax = draw_scale(sheet, top, ends, ticks, axis_label("temperature"))
    for y in open_at:
        draw_unprinted(ax, y, OPEN_TEMPERATURE)
    # The time line lies left of the scale, in its units, so that a branch ends at its temperature.
    trunk = ends[0] + (TRUNK - LEFT) / (RIGHT - LEFT) * (ends[1] - ends[0])
    ax.plot([trunk, trunk], [stops[0], branches[-1][0]], color=style.INK, linewidth=1.4, clip_on=False)
    for y in stops:
        draw_marker(ax, trunk, y, HOLLOW, size=5)
    for y, product in branches:
        mark = system_mark(product.systems[0])
        ax.plot([trunk, product.celsius], [y, y], color=style.INK, linewidth=1.4, clip_on=False, zorder=3)
        draw_marker(ax, product.celsius, y, mark)
        label = printed_value(product.temperature["value"], product.temperature["unit"])
        label_value(ax, product.celsius, y, label, left=False)


def _draw_numbers(
    sheet: Sheet,
    this_paper: Sequence[_Product],
    reference: Sequence[_Product],
    ends: tuple[float, float],
    ticks: list[float],
) -> None:
    """The number of nitrogens against temperature, in this paper and in the other series."""
    sheet.heading("Number of N against temperature")
    sheet.write(MARGIN, "N around each metal; dotted: unlike at one temperature", colour=style.QUIET)
    numbers = sorted({product.nitrogens for product in (*this_paper, *reference)})
    ax = sheet.plot(sheet.y, sheet.y + 1.6, LEFT, RIGHT)
    ax.set_xlim(*ends)
    ax.set_ylim(numbers[0] - 0.5, numbers[-1] + 0.7)
    ax.set_xticks(ticks, [formatting.number(tick) for tick in ticks])
    ax.set_yticks(numbers, [formatting.number(number) for number in numbers])
    ax.set_xlabel(axis_label("temperature"), size=TEXT_SIZE)
    sheet.y += 2.1
    for one, other in _disagreeing(this_paper, reference):
        ends_of = [one.nitrogens, other.nitrogens]
        ax.plot([one.celsius] * 2, ends_of, color=style.INK, linestyle=":", linewidth=2, zorder=2)
    for series in (this_paper, reference):
        points = [product.point for product in series]
        mark = system_mark(series[0].systems[0])
        ax.plot(*zip(*points, strict=True), color=mark.colour, linewidth=1.4, zorder=3)
        for x, y in points:
            draw_marker(ax, x, y, mark)
    # There is room above the higher line and below the lower one.
    write_offset(ax, "this paper", this_paper[0].point, (6, 12), plate=True)
    label = f"Co single atoms, {_reference(reference[0])}"
    write_offset(ax, label, reference[1].point, (-4, -16), ha="right", plate=True)


def _product_values(product: _Product) -> list[dict[str, object]]:
    """One point per system."""
    own = product.temperature["system"] in CATALYSTS
    return [
        {
            "part": "this paper" if own else _reference(product),
            "step": product.temperature["step"],
            "name": system_name(system),
            value_column("temperature", "temperature"): product.celsius,
            "N around each metal": product.nitrogens,
            "missing": "duration, heating rate and gas not in the text",
            "rows": product.rows,
            "derived": "",
        }
        for system in product.systems
    ]


def _synthesis_alt(this_paper: Sequence[_Product], reference: Sequence[_Product]) -> str:
    first = "; ".join(step for step, _, _ in STEPS)
    split = "; ".join(
        f"{enumerated(map(system_name, product.systems))}, {product.text}" for product in this_paper
    )
    found = [
        f"{other.text} in {_reference(other)} but {formatting.number(one.nitrogens)} here"
        for one, other in _disagreeing(this_paper, reference)
    ]
    compared = enumerated(found) if found else "the two series agree at every temperature they share"
    return (
        f"{len(STEPS)} steps without a printed temperature ({first}), then a second pyrolysis that branches: "
        f"{split}. The same temperature, compared: {compared}."
    )


def _synthesis_caption(reference: Sequence[_Product]) -> str:
    other = reference[0].temperature["cite"]
    return (
        f"The synthesis in the order in which {formatting.work(CITE)} tell it; all numbers are printed, none "
        "is derived; that the N are those of each metal is our reading. Dashed: the text gives no "
        "temperature for the step. It gives no duration, no heating rate and no gas for any step. The lower "
        "part sets the numbers of N that the text assigns to its sites beside those it reports of the Co "
        f"single atoms of {formatting.work(other)}: where one temperature gives two numbers, temperature "
        "alone does not set the number. At the lower temperature of this paper the mark stands for its "
        "single atoms too. Lines only join the points of a series."
    )
