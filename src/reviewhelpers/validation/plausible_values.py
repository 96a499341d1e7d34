"""Whether a number can be one of its quantity, and whether its conditions are whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import units

Cells = Mapping[str, str]


def as_float(text: str) -> float | None:
    """The number that a cell holds; none where it holds none."""
    try:
        return float(text)
    except ValueError:
        return None


def of_number(cells: Cells, quantities: Mapping[str, Cells]) -> Iterator[tuple[str, str, str]]:
    """Faults of one number: its unit, its limits, the order of its range, its scale."""
    value, value_max = as_float(cells["value"]), as_float(cells.get("value_max", ""))
    if value is None:
        return  # Frictionless says so where the column requires one.
    if value_max is not None and value_max <= value:
        yield "value_max", cells["value_max"], f"more than the value {cells['value']}"
    quantity = quantities.get(cells["quantity"])
    if quantity is None:
        return  # Frictionless reports the key; a unit it cannot compare with is reported once, there.
    if not units.readable(cells["unit"]):
        yield "unit", repr(cells["unit"]), "a unit pint can read"
        return
    if not units.fits(cells["unit"], quantity["unit"]):
        yield "unit", repr(cells["unit"]), f"a unit of {quantity['label']}, such as {quantity['unit']}"
        return
    for column, number in (("value", value), ("value_max", value_max)):
        if number is None:
            continue
        common = float(units.convert(number, cells["unit"], quantity["unit"]))
        least, most = as_float(quantity["minimum"]), as_float(quantity["maximum"])
        found, of = f"{cells[column]} {cells['unit']}", f"{quantity['unit']} for a {quantity['label']}"
        if least is not None and common < least:
            yield column, found, f"at least {rounding.general(least)} {of}"
        elif most is not None and common > most:
            yield column, found, f"at most {rounding.general(most)} {of}"
    if quantity["kind"] == "potential" and not cells.get("potential_scale", ""):
        yield "potential_scale", "nothing", "the scale of the potential, or 'not stated'"


def of_conditions(cells: Cells) -> Iterator[tuple[str, str, str]]:
    """Faults of the conditions beside a number."""
    potential, potential_max = as_float(cells.get("potential", "")), as_float(cells.get("potential_max", ""))
    if potential is not None:
        for column, meaning in (
            ("potential_unit", "the unit of the potential"),
            ("potential_scale", "the scale of the potential, or 'not stated'"),
        ):
            if not cells[column]:
                yield column, "nothing", meaning
        if cells["potential_scale"] == "overpotential" and potential < 0:
            yield "potential", cells["potential"], "an overpotential of at least 0"
        if not cells["condition_as_printed"]:
            yield "condition_as_printed", "nothing", "the characters that state the potential"
    if potential_max is not None and (potential is None or potential_max <= potential):
        yield (
            "potential_max",
            cells["potential_max"],
            f"more than the potential {cells['potential'] or '(empty)'}",
        )
    for column, kind in (("current_density", "mA/cm**2"), ("duration", "hour")):
        number, number_max = as_float(cells.get(column, "")), as_float(cells.get(f"{column}_max", ""))
        unit = cells.get(f"{column}_unit", "")
        if number is not None and not (units.readable(unit) and units.fits(unit, kind)):
            yield f"{column}_unit", repr(unit), f"a unit such as {kind}"
        if number_max is not None and (number is None or number_max <= number):
            yield f"{column}_max", cells[f"{column}_max"], f"more than {cells[column] or '(empty)'}"
