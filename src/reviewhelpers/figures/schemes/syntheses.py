"""How the materials of the four sources are made: routes of the reviews, and both papers step by step."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts.labels import system_class, system_name
from reviewhelpers.charts.palette import INK, QUIET
from reviewhelpers.charts.scheme import Stage
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.signs import draw_point
from reviewhelpers.charts.text import wrapped
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.icons import HEIGHT, ICONS
from reviewhelpers.text import formatting

ID = "fig-schemes-syntheses"
LEAST = 10.4
"""The least width of a step with its words."""

CO2, NO, PAIR, COPPER = (
    "CO₂ reduction, review: one route a class",
    "NO reduction, review: one route a material",
    "Co–Mn pairs from ZIF-8",
    "Cu sites from CuPc in a framework",
)
ROUTES = {
    CO2: (
        ("heat", "crucible", "heating in NH₃ takes out N"),
        ("surface", "framework", "ferric citrate on ZIF-8"),
        ("plasma", "plasma", "H₂ plasma on {host}"),
        ("sound", "sound", "ultrasound on {host}"),
        ("current", "electrolysis", "current in situ, on Cu foam"),
    ),
    NO: (
        ("mesh", "wires", "{host} wires on Ti mesh; method not reported"),
        ("hydrothermal_plasma", "autoclave_plasma", "hydrothermal, and plasma"),
        ("hydrothermal", "autoclave", "hydrothermal, one step"),
        ("precipitation", "flask", "co-precipitation"),
        ("framework", "framework", "from a MOF in steps, on carbon fibres"),
    ),
}
"""Of each review the routes: role of the system, picture, and words about it."""


PITCH = 1.18
"""From one line of words to the next."""


@dataclass(frozen=True)
class Step:
    """One picture of a strip, with its words and the rows behind them."""

    icon: str
    name: str
    detail: str
    rows: str
    defect_class: str = ""
    before: str = "→"


def routes(strip: str) -> list[Step]:
    """The routes of a review, which do not follow each other."""
    found = []
    for role, icon, words in ROUTES[strip]:
        system = figure_rows.one(ID, role)
        host = formatting.formulas(system["host"])
        detail = words.format(host=host)
        found.append(
            Step(icon, system["defect_type"], detail, system["id"], system_class(system["id"]), before="")
        )
    return found


def pair_steps() -> list[Step]:
    """From the framework to pairs with four or with three N, by the temperature of the second heating."""
    start, coat, first = (figure_rows.one(ID, role) for role in ("nanorods", "coat", "first_heating"))
    steps = [
        Step("rods", system_name(start.name), "the precursor", start.name),
        Step("coated_rods", "coat of SiO₂", "keeps the shape", coat.name),
        Step("furnace", "first heating", "loosens Zn from N", first.name),
    ]
    for roles, icon, before in (
        (("saturated_temperature", "saturated_count"), "pair_of_four", "→"),
        (("low_temperature", "low_count"), "pair_of_three", "or"),
    ):
        temperature, count = (figure_rows.one(ID, role) for role in roles)
        name = f"{formatting.amount(temperature)}: {formatting.amount(count)} N at each metal"
        rows = f"{temperature['id']} {count['id']}"
        steps.append(
            Step(
                icon,
                name,
                "Zn leaves, Co and Mn take its place",
                rows,
                system_class(temperature["system"]),
                before,
            )
        )
    return steps


def copper_steps() -> list[Step]:
    """From the mixture over the filled framework to copper in carbon and titanium oxide."""
    masses = [data.row(row) for row in figure_rows.named(ID, "copper_mass")]
    span = f"{formatting.number(masses[0]['value'])} to {formatting.amount(masses[-1])} of {masses[0]['subject']}"
    stirred, hot, long, dry, drying, glow, rate, held = (
        figure_rows.one(ID, role)
        for role in (
            "stirring",
            "autoclave_temperature",
            "autoclave_time",
            "drying_temperature",
            "drying_time",
            "pyrolysis_temperature",
            "pyrolysis_rate",
            "pyrolysis_time",
        )
    )
    product = figure_rows.one(ID, "product")
    amount = formatting.amount
    return [
        Step("flask", f"stirred, {amount(stirred)}", f"linker, Ti, {span}", _rows(stirred, *masses)),
        Step("autoclave", f"{amount(hot)}, {amount(long)}", "autoclave", _rows(hot, long)),
        Step(
            "filled_framework",
            "framework with CuPc",
            f"dried at {amount(dry)}, {amount(drying)}",
            _rows(dry, drying),
        ),
        Step("furnace", f"{amount(glow)}, {amount(held)}", f"in Ar, {amount(rate)}", _rows(glow, rate, held)),
        Step(
            "single_site",
            product["name"],
            "Cu sites in C, with TiO₂",
            product["id"],
            system_class(product["id"]),
        ),
    ]


def _rows(*rows: pd.Series) -> str:
    return " ".join(row["id"] for row in rows)


@figure(ID)
def syntheses() -> Drawing:
    """A strip a source: pictures with their words, and arrows where one step follows another."""
    strips = {CO2: routes(CO2), NO: routes(NO), PAIR: pair_steps(), COPPER: copper_steps()}
    sheet = Sheet(columns=2, least=44.0)
    for heading, steps in strips.items():
        _draw_strip(sheet, heading, steps)
    frame = pd.DataFrame(
        {
            "strip": heading,
            "step": step.name,
            "detail": step.detail,
            "defect_class": step.defect_class,
            "rows": step.rows,
        }
        for heading, steps in strips.items()
        for step in steps
    )
    told = {
        heading: "; ".join(f"{step.name}, {step.detail}" for step in steps)
        for heading, steps in strips.items()
    }
    sources = data.table("sources")["cite"]
    fields = {
        "li": formatting.work(sources["li2022"]),
        "gan": formatting.work(sources["gan2024"]),
        "pei": formatting.work(sources["pei2024"]),
        "ji": formatting.work(sources["ji2023"]),
        "co2": told[CO2],
        "no": told[NO],
        "pair": told[PAIR],
        "copper": told[COPPER],
    }
    return Drawing(sheet.finish(), frame, fields)


def _joined(text: str) -> str:
    """A text whose numbers stay on one line with their units."""
    return re.sub(r"(?<=\d) (?=°C|h\b|mg\b|N\b)|(?<=°C) (?=min)", "\N{NO-BREAK SPACE}", text)


def _draw_strip(sheet: Sheet, heading: str, steps: Sequence[Step]) -> None:
    """One strip, in as many lines as the width asks for."""
    panel = sheet.panel(heading, right=0.0)
    # The width is known once the panel has no left margin.
    sheet.set_room(panel, height=1.0, left=0.0)
    lines = math.ceil(len(steps) / max(1, int(panel.room[0] // LEAST)))
    per_line = math.ceil(len(steps) / lines)
    width = panel.room[0] / per_line
    names = [wrapped(_joined(step.name), width - 2.2).split("\n") for step in steps]
    details = [wrapped(_joined(step.detail), width - 1.0).split("\n") for step in steps]
    lengths = [len(name) + len(detail) for name, detail in zip(names, details, strict=True)]
    tall = [
        max(lengths[start : start + per_line]) * PITCH + HEIGHT + 1.0
        for start in range(0, len(steps), per_line)
    ]
    stage = Stage(sheet, panel, sum(tall) + 0.8 * (lines - 1))
    for number, (step, name, detail) in enumerate(zip(steps, names, details, strict=True)):
        line, column = divmod(number, per_line)
        x = (column + 0.5) * width
        y = stage.height - sum(tall[:line]) - 0.8 * line - HEIGHT - 0.2
        ICONS[step.icon](stage, x, y)
        if number and step.before == "→":
            stage.arrow((x - width / 2 - (0.9 if column else 0.0), y + 2.5), (x - width / 2 + 0.9, y + 2.5))
        elif number and step.before:
            stage.word(x - width / 2, y + 2.5, step.before)
        for place, text in enumerate((*name, *detail)):
            colour = QUIET if place >= len(name) else INK
            stage.word(x, y - 0.9 - place * PITCH, text, va="center_baseline", color=colour)
        told = f"{step.name}: {step.detail}"
        if step.defect_class:
            draw_point(panel, x + 3.4, y + 4.6, step.defect_class, text=told, rows=step.rows)
        else:
            stage.tell(x, y + 2.5, told, step.rows)
