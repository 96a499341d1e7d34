"""The structures that are assigned to copper by loading and potential."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import (
    LINE_HEIGHT,
    MARGIN,
    WIDTH,
    Sheet,
    enumerated,
    row_value,
    system_name,
    value_column,
    width_of,
    wrapped,
)
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.copper.common import (
    CHARGES,
    CITE,
    HIGH,
    LOW,
    MIDDLE,
    NOT_PRINTED,
    OPEN_CIRCUIT,
    PLACES,
    POTENTIALS,
    SAMPLES,
    cluster_name,
    place_name,
    potential_column,
    series_scale,
    volts,
)
from reviewhelpers.figures.copper.restructuring import (
    CONFLICT,
    IN_AIR,
    NOT_EQUAL,
    RETURN,
    before_air,
    before_air_text,
    differ,
    draw_box,
    hours_text,
    return_text,
    structure_name,
)
from reviewhelpers.text import formatting

FITS, EDGES, CONCLUSIONS, MODEL = "fits", "edges", "conclusions", "model"
"""Where the paper says it: fits and edges stand in its section on X-ray absorption."""

NO_CHANGE = "ji2023-cu0-7-no-change"
_GAP = 0.06
_CELL = (WIDTH - 2 * MARGIN - 3 * _GAP) / 4
_PAD = 0.05


@dataclass(frozen=True)
class _Statement:
    """What the paper says of one sample at one place, and where."""

    where: str
    text: str
    cluster: str
    """The cluster it names; two statements of one cell that name different ones conflict."""

    rows: str
    note: str = ""


@dataclass(frozen=True)
class _Cell:
    """One sample at open circuit or at one potential, with all that is said of it."""

    system: str
    point: pd.Series
    """A row that holds at the same place, for the name of the place and its potential."""

    statements: tuple[_Statement, ...]

    @property
    def place(self) -> str:
        """Open circuit, or the potential."""
        return place_name(self.point)

    @property
    def conflict(self) -> bool:
        """Whether its statements name different structures."""
        return differ(statement.cluster for statement in self.statements)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Its lines of text, each with its colour; with several statements, each names where it is printed."""
        found: list[tuple[str, str]] = []
        several = len(self.statements) > 1
        for text in dict.fromkeys(statement.text for statement in self.statements):
            if found and self.conflict:
                found.append((NOT_EQUAL, CONFLICT))
            places = (statement.where for statement in self.statements if statement.text == text)
            found += [(line, style.INK) for line in wrapped(text, _CELL - 2 * _PAD)]
            tags = wrapped(", ".join(places), _CELL - 2 * _PAD) if several else []
            found += [(line, style.QUIET) for line in tags]
        return found

    @property
    def conflict_text(self) -> str:
        """What conflicts, in a sentence."""
        parts = " against ".join(f"{each.text} ({each.where})" for each in self.statements)
        return f"{system_name(self.system)} at {self.place}, {parts}"


NO_CLUSTER = "none"


def _nitrogen_text(row: pd.Series, metal: str = "Cu") -> str:
    neighbours = formatting.formula(f"N{formatting.exact(row)}")
    return f"mainly {metal}–{neighbours}"


def _by_cluster(where: str, row_id: str, also: Sequence[str] = ()) -> _Statement:
    row = data.row(row_id)
    return _Statement(where, structure_name(row), cluster_name(row), " ".join((row_id, *also)), row["note"])


def _point(place: str) -> pd.Series:
    return data.row(f"{MIDDLE}-{place}-nuclearity")


def _low_statements(place: str) -> tuple[_Statement, ...]:
    """The sample with least copper: Cu–N₄ at first, then clusters that the edges do not show."""
    main = data.row(f"{LOW}-{place}-cn")
    if place in POTENTIALS[1:]:
        claim = data.row(NO_CHANGE)
        fits = _by_cluster(FITS, f"{LOW}-{place}-nuclearity", (main["id"],))
        return fits, _Statement(EDGES, "no obvious change", NO_CLUSTER, claim["id"], claim["note"])
    if place == OPEN_CIRCUIT:
        return (_Statement(FITS, _nitrogen_text(main), NO_CLUSTER, main["id"], main["note"]),)
    part, end = data.row(f"{LOW}-{place}-valence"), data.row("ji2023-conclusions-cu0-7-cn")
    text = f"{_nitrogen_text(main)}, part {CHARGES[int(part['value'])][0]}"
    conclusion = formatting.formula(f"CuN{formatting.exact(end)}")
    return (
        _Statement(FITS, text, NO_CLUSTER, f"{main['id']} {part['id']}", part["note"]),
        _Statement(CONCLUSIONS, conclusion, NO_CLUSTER, end["id"], end["note"]),
    )


def _middle_statements(place: str) -> tuple[_Statement, ...]:
    """The middle sample: one cluster per potential, one of them named again at the end."""
    found = (_by_cluster(FITS, f"{MIDDLE}-{place}-nuclearity"),)
    if place != POTENTIALS[0]:
        return found
    return (*found, _by_cluster(CONCLUSIONS, "ji2023-conclusions-cu1-5-nuclearity"))


def _high_statements(place: str) -> tuple[_Statement, ...]:
    """The sample with most copper: N at first, particles later, and three answers between."""
    charge = data.row(f"{HIGH}-{place}-valence")
    ion = CHARGES[int(charge["value"])][0]
    if place in POTENTIALS[1:]:
        return (_Statement(FITS, f"{ion} nanoparticles", "particle", charge["id"], charge["note"]),)
    main = data.row(f"{HIGH}-{place}-cn")
    fits = _Statement(
        FITS, _nitrogen_text(main, ion), NO_CLUSTER, f"{main['id']} {charge['id']}", main["note"]
    )
    if place == OPEN_CIRCUIT:
        return (fits,)
    return fits, _by_cluster(CONCLUSIONS, "ji2023-conclusions-cu3-2-nuclearity")


def _model() -> _Statement:
    """The model of the calculation that stands for the sample with most copper, at no stated potential."""
    model = data.row("ji2023-cun4-cu-nps")
    face = model["defect_type"].split(", ")[-1]
    return _Statement(MODEL, f"{model['name']}, {face}", "particle", model["id"], model["note"])


_STATEMENTS = {LOW: _low_statements, MIDDLE: _middle_statements, HIGH: _high_statements}


def _cells(system: str) -> list[_Cell]:
    return [_Cell(system, _point(place), _STATEMENTS[system](place)) for place in PLACES]


@figure("fig-copper-structures", title="Assigned structure by loading and potential")
def structures() -> Plot:
    """What the paper assigns to each loading at each potential, with the statements that do not agree."""
    cells = {system: _cells(system) for system in SAMPLES}
    sheet = Sheet()
    sheet.line(MARGIN, f"{NOT_EQUAL} and a red frame: statements that conflict", colour=CONFLICT)
    sheet.y += LINE_HEIGHT
    for number, place in enumerate(PLACES):
        middle = MARGIN + number * (_CELL + _GAP) + _CELL / 2
        name = place_name(_point(place))
        sheet.line(middle - width_of(name) / 2, name, colour=style.QUIET)
    sheet.y += LINE_HEIGHT
    for system, row in cells.items():
        loading = data.row(f"{system}-loading")
        sheet.heading(system_name(system), f"{formatting.value(loading)} Cu")
        _draw_cells(sheet, row)
    model = _model()
    sheet.write(MARGIN, f"In the calculation: {model.text}; potential {NOT_PRINTED}", colour=style.QUIET)
    _draw_air(sheet)
    every = [cell for row in cells.values() for cell in row]
    values = [_statement_value(cell, each) for cell in every for each in cell.statements]
    calculated = _value(
        HIGH,
        "",
        model.rows,
        **{
            "said in": MODEL,
            "structure": model.text,
            "missing": "potential of the model",
            "note": model.note,
        },
    )
    values += [calculated, *_air_values(), *_before_values(), *_open_values()]
    return Plot(sheet.finish(), pd.DataFrame(values), _structures_alt(every), _structures_caption())


def _draw_cells(sheet: Sheet, cells: Sequence[_Cell]) -> None:
    """One box per cell, all as high as the fullest, with the text in the middle."""
    top = sheet.y + 0.02
    high = max(len(cell.lines) for cell in cells) * LINE_HEIGHT + 2 * _PAD
    for number, cell in enumerate(cells):
        left = MARGIN + number * (_CELL + _GAP)
        draw_box(sheet, (left, top, _CELL, high), CONFLICT if cell.conflict else style.QUIET)
        sheet.y = top + (high - len(cell.lines) * LINE_HEIGHT) / 2
        for text, colour in cell.lines:
            sheet.line(left + (_CELL - width_of(text)) / 2, text, colour=colour)
            sheet.y += LINE_HEIGHT
    sheet.y = top + high


def _draw_air(sheet: Sheet) -> None:
    """What is said of the middle sample in air, and that no other is reported there."""
    sheet.heading("Afterwards in air", system_name(MIDDLE))
    top, wide = sheet.y + 0.02, (WIDTH - 2 * MARGIN - _GAP) / 2
    high = 2 * LINE_HEIGHT + 2 * _PAD
    for number, (time, bond) in enumerate(IN_AIR):
        left = MARGIN + number * (wide + _GAP)
        draw_box(sheet, (left, top, wide, high), style.QUIET)
        sheet.y = top + _PAD
        for text in (hours_text(data.row(time)), f"nearest bond {formatting.value(data.row(bond))}"):
            sheet.line(left + (wide - width_of(text)) / 2, text)
            sheet.y += LINE_HEIGHT
    sheet.y = top + high + 0.06
    sheet.write(MARGIN, f"{return_text()}, not in full; how far: {NOT_PRINTED}")
    conflict = differ(row["value"] for _, row in before_air())
    sheet.write(MARGIN, f"Held before: {before_air_text()}", colour=CONFLICT if conflict else style.INK)
    others = enumerated(system_name(system) for system in (LOW, HIGH))
    sheet.write(MARGIN, f"{others} in air: {NOT_PRINTED}", colour=style.QUIET)


def _value(system: str, place: str, rows: str, **columns: object) -> dict[str, object]:
    return {"name": system_name(system), "place": place, **columns, "rows": rows, "derived": ""}


def _statement_value(cell: _Cell, statement: _Statement) -> dict[str, object]:
    return _value(
        cell.system,
        cell.place,
        statement.rows,
        **{
            potential_column(): volts(cell.point),
            "said in": statement.where,
            "structure": statement.text,
            "conflict": "yes" if cell.conflict else "no",
            "missing": "uncertainty",
            "note": statement.note,
        },
    )


def _air_values() -> list[dict[str, object]]:
    found = []
    for time, bond in IN_AIR:
        hours, length = data.row(time), data.row(bond)
        columns = {
            value_column("time in air", "time"): row_value(hours, "time"),
            value_column("nearest bond", "distance"): row_value(length, "distance"),
            "said in": FITS,
            "structure": f"{return_text()}, not in full",
            "missing": "uncertainty; how far it comes back",
            "note": data.row(RETURN)["note"],
        }
        rows = f"{time} {bond} {RETURN} {MIDDLE}-air-start-nuclearity {MIDDLE}-air-end-nuclearity"
        found.append(_value(MIDDLE, f"{hours_text(hours)} in air", rows, **columns))
    return found


def _before_values() -> list[dict[str, object]]:
    rows = before_air()
    conflict = "yes" if differ(row["value"] for _, row in rows) else "no"
    return [
        _value(
            MIDDLE,
            "held before air",
            row["id"],
            **{
                potential_column(): row_value(row, "potential"),
                "said in": where,
                "conflict": conflict,
                "missing": "scale of this potential",
                "note": row["note"],
            },
        )
        for where, row in rows
    ]


def _open_values() -> list[dict[str, object]]:
    claim = data.row("ji2023-abstract-not-reversible")
    return [
        _value(system, "in air", claim["id"], missing=f"all; {NOT_PRINTED}", note=claim["note"])
        for system in (LOW, HIGH)
    ]


def _structures_alt(cells: Sequence[_Cell]) -> str:
    course = ", ".join(
        f"{cell.statements[0].text} at {cell.place}" for cell in cells if cell.system == MIDDLE
    )
    conflicts = [cell for cell in cells if cell.conflict]
    found = "; ".join(cell.conflict_text for cell in conflicts)
    listed = f": {found}" if conflicts else ""
    before = before_air_text().replace(NOT_EQUAL, "but")
    return (
        f"{system_name(MIDDLE)} is assigned {course}. In {len(conflicts)} of {len(cells)} cells the "
        f"statements of the paper conflict{listed}. Before air {system_name(MIDDLE)} was held at {before}."
    )


def _structures_caption() -> str:
    return (
        f"What {formatting.work(CITE)} assign to each loading; nothing is derived but the sign of a "
        "conflict. A cell names where a statement stands as soon as there are two: fits and edges in the "
        "section on X-ray absorption, or the conclusions. The model for calculation carries no potential and "
        f"stands below. {NOT_EQUAL} and a red frame: they name unlike structures, and the paper does not "
        "bring them together; both can hold where few of the atoms have moved. Where the edges are said to "
        "look alike throughout, the part that turns into Cu⁺ at the mildest of these potentials would be a "
        "change as well; it is not marked, since no cluster is named there. The fits keep Cu–N₄ as the main "
        f"form of {system_name(LOW)} beside the clusters. An assignment is no measurement: the clusters "
        f"follow from mean numbers of neighbours. Potentials are printed against {series_scale()} where the "
        "series begins, beside most single values without a scale, and at open circuit not at all. The "
        "samples were seen at two milder potentials too, of which no structure is in the text."
    )
