"""The steps of the synthesis, and the nitrogen count against temperature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from reviewhelpers.charts.axes import padded, set_quantity
from reviewhelpers.charts.labels import enumerated, row_value, system_class, system_name, value_column
from reviewhelpers.charts.ladder import draw_profile
from reviewhelpers.charts.network import draw_network
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.diatomic.common import (
    CITE,
    SOURCE,
    low_coordination,
    pair,
    printed_value,
    singles,
)
from reviewhelpers.text import formatting

ID = "fig-diatomic-synthesis"
STEPS: Mapping[str, str] = {
    "nanorods": "ZIF-8 grown as nanorods",
    "coat": "a coat of SiO₂",
    "first_heating": "first calcination, which breaks up Zn–N sites",
}
"""The steps before the metals are added, by the role of the row that reports each."""
SECOND = "second pyrolysis: Co and Mn take the place of Zn"


@dataclass(frozen=True)
class Product:
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
    def at(self) -> str:
        """The temperature as printed."""
        return printed_value(self.temperature["value"], self.temperature["unit"])

    @property
    def names(self) -> str:
        """The names of the systems."""
        return enumerated(map(system_name, self.systems))

    @property
    def text(self) -> str:
        """Number and temperature in a sentence."""
        return f"{formatting.number(self.nitrogens)} N at {self.at}"


def this_paper() -> list[Product]:
    """What the second pyrolysis of the paper gives."""
    saturated, low = (figure_rows.one(ID, f"{name}_temperature") for name in ("saturated", "low"))
    pair_count, single_count, low_count = (
        figure_rows.one(ID, f"{name}_count") for name in ("pair", "single", "low")
    )
    return [
        Product((pair(),), saturated, pair_count),
        Product(singles(), saturated, single_count),
        Product((low_coordination(),), low, low_count),
    ]


def reference_series() -> list[Product]:
    """The series of single atoms that the paper reports, in its order."""
    roles = (figure_rows.named(ID, f"series_{name}") for name in ("temperature", "count"))
    found = [(data.row(temperature), data.row(count)) for temperature, count in zip(*roles, strict=True)]
    return [Product((temperature["system"],), temperature, count) for temperature, count in found]


def _disagreeing(own: Sequence[Product], other: Sequence[Product]) -> list[tuple[Product, Product]]:
    """What one temperature gives here and in the other series, where the numbers differ."""
    pairs = [(one, two) for one in own for two in other if one.celsius == two.celsius]
    return list({one.celsius: (one, two) for one, two in pairs if one.nitrogens != two.nitrogens}.values())


def _part(product: Product) -> str:
    """The paper, or another work as the paper numbers it."""
    cite = product.temperature["cite"]
    if cite == CITE:
        return "this paper"
    frame = data.table("citations")
    own = frame[(frame["source"] == SOURCE) & (frame["cite"] == cite)]
    return f"ref. {own['ref_number'].iloc[0]}"


@figure(ID)
def synthesis() -> Drawing:
    """The steps of the synthesis, with its branch, and the number of N against temperature in two series."""
    own, reference = this_paper(), reference_series()
    sheet = Sheet(columns=2)
    _draw_steps(sheet, own)
    _draw_counts(sheet, own, reference)
    sheet.note("No temperature is printed for the first three steps; no time, heating rate or gas for any.")

    differing = [
        f"{two.text} in {_part(two)} but {formatting.number(one.nitrogens)} here"
        for one, two in _disagreeing(own, reference)
    ]
    agree = "the two series agree at every temperature they share"
    fields = {
        "work": formatting.work(CITE),
        "other": formatting.work(reference[0].temperature["cite"]),
        "count": str(len(STEPS)),
        "first": "; ".join(STEPS.values()),
        "split": "; ".join(f"{product.names}, {product.text}" for product in own),
        "compared": enumerated(differing) if differing else agree,
        "finding": "One temperature gives another number on another route, so temperature alone does not set it"
        if differing
        else "The two series agree at every temperature they share",
    }
    rows = [
        {"part": "this paper", "step": step, "name": system_name(_system(role)), "rows": _reporting(role)}
        for role, step in STEPS.items()
    ]
    values = pd.DataFrame([row | {"missing": "temperature not in the text", "derived": ""} for row in rows])
    counted = [value for product in (*own, *reference) for value in _values(product)]
    return Drawing(sheet.finish(), pd.concat([values, pd.DataFrame(counted)], ignore_index=True), fields)


def _reporting(role: str) -> str:
    """The id of the row that reports a step."""
    return figure_rows.named(ID, role)[0]


def _system(role: str) -> str:
    """The system of a step: the one that the row is, or that of which the row says it."""
    row = figure_rows.one(ID, role)
    return str(row.get("system", row.name))


def _draw_steps(sheet: Sheet, own: Sequence[Product]) -> None:
    """The steps downwards, then one branch a temperature."""
    panel = sheet.panel("The steps of this paper")
    nodes = [
        {"key": role, "column": 0.5, "row": place, "text": text, "told": text, "rows": _reporting(role)}
        for place, (role, text) in enumerate(STEPS.items())
    ]
    nodes.append({"key": "second", "column": 0.5, "row": len(STEPS), "text": SECOND})
    keys = [node["key"] for node in nodes]
    edges = [{"start": one, "end": two, "text": ""} for one, two in pairwise(keys)]
    for column, celsius in enumerate(sorted({product.celsius for product in own})):
        alike = [product for product in own if product.celsius == celsius]
        numbers = enumerated(dict.fromkeys(formatting.number(product.nitrogens) for product in alike))
        names = ", ".join(system_name(system) for product in alike for system in product.systems)
        told = "; ".join(f"{product.names}: {product.text}" for product in alike)
        rows = " ".join(
            dict.fromkeys(id for each in alike for id in (each.temperature["id"], each.count["id"]))
        )
        text = f"{names}: {numbers}\N{NO-BREAK SPACE}N"
        nodes.append(
            {"key": told, "column": column, "row": len(STEPS) + 1, "text": text, "told": told, "rows": rows}
        )
        edges.append({"start": "second", "end": told, "text": alike[0].at})
    draw_network(sheet, panel, pd.DataFrame(nodes).set_index("key"), pd.DataFrame(edges), gap=1.8)


def _draw_counts(sheet: Sheet, own: Sequence[Product], reference: Sequence[Product]) -> None:
    """The number of nitrogens against temperature, in this paper and in the other series."""
    panel = sheet.panel("Nitrogens around each metal", height=20)
    every = [*own, *reference]
    low, high = min(product.celsius for product in every), max(product.celsius for product in every)
    # The series are named at their last point, at the right.
    limits = (low - 0.15 * (high - low), high + 0.75 * (high - low))
    set_quantity(panel, "x", "temperature", limits=limits, ticks=4)
    counts = padded([product.nitrogens for product in every], 0.3)
    set_quantity(panel, "y", "coordination_number", limits=counts, ticks=5)
    points: list[dict[str, object]] = []
    for series in (own, reference):
        name = "this paper" if series is own else f"single Co atoms,\n{_part(series[0])}"
        for place in dict.fromkeys((product.celsius, product.nitrogens) for product in series):
            alike = [product for product in series if (product.celsius, product.nitrogens) == place]
            points.append(
                {
                    "series": name,
                    "x": place[0],
                    "y": place[1],
                    "defect_class": system_class(alike[0].systems[0]),
                    "inferred": "taken here" in alike[0].count["note"],
                    "told": "; ".join(f"{product.names}: {product.text}" for product in alike),
                    "rows": " ".join(
                        f"{product.temperature['id']} {product.count['id']}" for product in alike
                    ),
                }
            )
    draw_profile(panel, pd.DataFrame(points))


def _values(product: Product) -> list[dict[str, object]]:
    """The plotted values of a product, one row a system."""
    return [
        {
            "part": _part(product),
            "step": product.temperature["step"],
            "name": system_name(system),
            value_column("temperature", "temperature"): product.celsius,
            "N around each metal": product.nitrogens,
            "missing": "duration, heating rate and gas not in the text",
            "rows": f"{product.temperature['id']} {product.count['id']}",
            "derived": "",
        }
        for system in product.systems
    ]
