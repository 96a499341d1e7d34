"""The rules, in the order in which flags are given."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import relations
from reviewhelpers.analysis.comparability.conditions import (
    Row,
    driven_by,
    loading,
    quantity_column,
    system_name,
    work,
)
from reviewhelpers.analysis.comparability.half_reactions import electrons
from reviewhelpers.analysis.comparability.potentials import converted, potential_vs_rhe, volts
from reviewhelpers.analysis.comparability.rule_types import RULES, pair_rule, row_rule
from reviewhelpers.chemistry import printed_scales, units
from reviewhelpers.dataset import data  # noqa: F401  (for the examples)

__all__ = ["BASES", "PER_AREA", "RULES", "is_of_a_part"]

PER_AREA = ("partial_current_density", "current_density", "yield_per_area", "power_density")
"""Quantities that grow with the catalyst on the area they are counted for."""
BASES: Mapping[str, str] = {
    "yield_per_area": "per area",
    "yield_per_mass": "per mass",
    "mass_yield_per_mass": "per mass",
    "yield_rate": "",
}
"""What each form of a yield is counted over; empty where over nothing."""
_POTENTIAL_TOLERANCE_V = 0.0005
"""Potentials closer than this, in V, count as equal: sources print hundredths of a volt."""


def _difference(what: str, one: Row, other: Row, values: Sequence[str]) -> str:
    """The message on two rows that differ in something, with the value of each."""
    return f"{what}: {values[0]} for {system_name(one)}, {values[1]} for {system_name(other)}."


_UNEQUAL = relations.Unequal()


@pair_rule("other-reaction", "another reaction", _UNEQUAL, lambda row: row["reaction"] or None, forbids=True)
def _other_reaction(one: Row, other: Row) -> str:
    """Values of two reactions start from two reactants, so they measure two things."""
    return _difference("Reaction", one, other, (one["reaction"], other["reaction"]))


@pair_rule("other-product", "another product", _UNEQUAL, lambda row: row["product"], forbids=True)
def _other_product(one: Row, other: Row) -> str:
    """Two products may need different numbers of electrons, so one current makes unlike amounts of them."""
    products = [f"{row['product'] or 'no product named'}{_electrons_text(row)}" for row in (one, other)]
    return _difference("Product", one, other, products)


def _electrons_text(row: Row) -> str:
    number = electrons(row["reaction"], row["product"])
    return "" if number is None else f" ({rounding.general(number)} electrons a molecule)"


def _quantities_differ(one: str, other: str) -> bool:
    """Whether two quantities differ, but for how a yield is counted, on which there is a rule of its own."""
    labels, bases = quantity_column("label"), (BASES.get(one), BASES.get(other))
    two_bases = None not in bases and bases[0] != bases[1]
    return not two_bases and labels[one] != labels[other] and bool(labels[one] and labels[other])


@pair_rule(
    "other-quantity",
    "another quantity",
    relations.Listed(_quantities_differ),
    lambda row: row["quantity"],
    forbids=True,
)
def _other_quantity(one: Row, other: Row) -> str:
    """Two quantities are two things, even where they share a unit: a selectivity is no efficiency."""
    labels = quantity_column("label")
    return _difference("Quantity", one, other, (labels[one["quantity"]], labels[other["quantity"]]))


def _no_basis(row: Row) -> bool:
    return bool(BASES.get(row["quantity"]) == "")


def _basis(row: Row) -> Hashable:
    """What a yield is counted over; one over neither area nor mass equals only those of its own work."""
    basis = BASES.get(row["quantity"])
    return (basis, "" if basis else work(row)) if basis is not None else None


@pair_rule(
    "other-basis",
    "per area, per mass, or neither",
    _UNEQUAL,
    _basis,
    forbids=True,
    lacks=_no_basis,
    message="The yield of {} is counted over neither area nor mass.",
)
def _other_basis(one: Row, other: Row) -> str:
    """A yield per area, per mass of catalyst or over neither depends on the size of what was tested."""
    if _no_basis(one) and _no_basis(other):
        return "Both yields are counted over neither area nor mass."
    bases = [BASES[row["quantity"]] or "over neither area nor mass" for row in (one, other)]
    return _difference("A yield is counted", one, other, bases)


@pair_rule(
    "not-electrochemical",
    "heat or light instead of current",
    _UNEQUAL,
    lambda row: driven_by(row) or "current",
    forbids=True,
    lacks=lambda row: bool(driven_by(row)),
    message="Heat or light drives the reaction on {}: no potential, current or electrolyte is printed.",
)
def _not_electrochemical(one: Row, other: Row) -> str:
    """What heat or light drives has no place beside what an electrode does."""
    return _difference("Driven by", one, other, [driven_by(row) or "current" for row in (one, other)])


def _has_scale(row: Row) -> bool:
    return printed_scales.scale_of(row).known


@row_rule(
    "scale-unknown",
    "reference electrode not stated",
    "No reference electrode is stated for the potential of {}.",
    forbids=True,
)
def _scale_unknown(row: Row) -> bool:
    """A potential without its reference electrode may lie anywhere within some tenths of a volt."""
    return printed_scales.scale_of(row).name == printed_scales.NOT_STATED


def _scales_incompatible(one: tuple[str, bool], other: tuple[str, bool]) -> bool:
    """Whether two stated scales differ and one at least cannot be brought to the RHE."""
    stated = bool(one[0] and other[0])
    return stated and not (one[1] and other[1]) and one[0] != other[0]


@pair_rule(
    "not-rhe",
    "potential on another scale than RHE",
    relations.Listed(_scales_incompatible),
    lambda row: (
        printed_scales.scale_of(row).name if _has_scale(row) else "",
        not potential_vs_rhe(row).missing,
    ),
    forbids=True,
    lacks=lambda row: _has_scale(row) and printed_scales.scale_of(row).name != "RHE",
    message="The potential of {} is printed on another scale than RHE, or as an overpotential.",
)
def _not_rhe(one: Row, other: Row) -> str:
    """Potentials on two scales can be compared only if what is printed allows to bring both to one."""
    scales = (printed_scales.scale_of(one).name, printed_scales.scale_of(other).name)
    return _difference("Scale of the potential", one, other, scales)


@row_rule(
    "potential-unknown",
    "potential not stated",
    "No potential is stated for {}.",
    forbids=True,
    within_work=True,
)
def _potential_unknown(row: Row) -> bool:
    """Currents and efficiencies change with the potential: without it nothing says where a value stands."""
    return _is_condition(row) and pd.isna(row["potential"]) and not _set_currents(row)


def _is_condition(row: Row) -> bool:
    """Whether a potential is a condition of the value, and not the value itself."""
    return quantity_column("kind")[row["quantity"]] != "potential"


def _set_currents(row: Row) -> tuple[float, ...]:
    """The total current densities that were set in the test of a value, in mA/cm², or nothing."""
    ends = (row["current_density"], row["current_density_max"])
    known = [end for end in ends if not pd.isna(end)]
    return tuple(_rounded_key(abs(converted(end, row["current_density_unit"], "mA/cm**2"))) for end in known)


def _operating_point(row: Row) -> relations.OperatingPoint | None:
    """The potential or current of a value; None where the value is a potential itself."""
    if not _is_condition(row):
        return None
    against_rhe = potential_vs_rhe(row)
    return relations.OperatingPoint(
        None if pd.isna(row["potential"]) else _ends(*volts(row)),
        row["potential_scale"],
        _has_scale(row),
        None if against_rhe.missing else _ends(against_rhe.low, against_rhe.high),
        tuple(sorted(_set_currents(row))),
        work(row),
    )


def _ends(low: float, high: float) -> relations.Ends:
    return _rounded_key(low), None if math.isnan(high) else _rounded_key(high)


def _rounded_key(value: float) -> float:
    """A number without its last bits, which differ between processors and would separate equal keys."""
    return rounding.round_for_print(value, figures=rounding.SETTLED)


@pair_rule(
    "other-potential",
    "another potential",
    relations.DifferentOperatingPoint(_POTENTIAL_TOLERANCE_V),
    _operating_point,
    forbids=True,
)
def _other_potential(one: Row, other: Row) -> str:
    """Values at two potentials, or at two set currents, differ for that reason alone."""
    names = f"{system_name(one)} and {system_name(other)}"
    if pd.isna(one["potential"]) or pd.isna(other["potential"]):
        return f"The values of {names} were not held at the same current."
    both_best = one["statistic"] == other["statistic"] == "maximum"
    addition = " Each is the best value, at a potential of its own." if both_best else ""
    return f"The values of {names} stand at two potentials.{addition}"


def _is_extreme(row: Row) -> bool:
    return row["statistic"] in ("maximum", "minimum")


@pair_rule(
    "peak-against-fixed",
    "best value against one at a given potential",
    relations.Listed(lambda one, other: one != other),
    _is_extreme,
    forbids=False,
)
def _peak_against_fixed(one: Row, other: Row) -> str:
    """The best value of a series is picked, a value at a given potential is not: the pick flatters."""
    picked = one if _is_extreme(one) else other
    return f"The value of {system_name(picked)} is picked from a series, the other is not said to be."


@pair_rule("other-cell", "another cell", _UNEQUAL, lambda row: row["cell"] or None, forbids=True)
def _other_cell(one: Row, other: Row) -> str:
    """A flow cell brings gas to the electrode that an H-type cell cannot: their currents differ by design."""
    return _difference("Cell", one, other, (one["cell"], other["cell"]))


@row_rule("cell-unknown", "cell not stated", "No kind of cell is stated for {}.", forbids=False)
def _cell_unknown(row: Row) -> bool:
    """Where the cell is not stated it may be another one."""
    return not row["cell"]


@pair_rule(
    "other-electrolyte", "another electrolyte", _UNEQUAL, lambda row: row["electrolyte"] or None, forbids=True
)
def _other_electrolyte(one: Row, other: Row) -> str:
    """The electrolyte sets pH, ions and supply of the reactant: its effect mixes with that of the defect."""
    return _difference("Electrolyte", one, other, (one["electrolyte"], other["electrolyte"]))


@row_rule("electrolyte-unknown", "electrolyte not stated", "No electrolyte is stated for {}.", forbids=False)
def _electrolyte_unknown(row: Row) -> bool:
    """Where the electrolyte is not stated it may be another one."""
    return not row["electrolyte"]


def _loading_text(row: Row) -> str:
    row_of_loading = loading(row["system"])
    if row_of_loading is None:
        return ""
    return f"{rounding.general(row_of_loading['value'])} {units.symbol(row_of_loading['unit'])}"


@pair_rule(
    "other-loading",
    "another loading",
    relations.UnequalIfMarked(),
    lambda row: (_loading_text(row) or None, row["quantity"] in PER_AREA),
    forbids=True,
)
def _other_loading(one: Row, other: Row) -> str:
    """What is counted per area of electrode grows with the catalyst on that area."""
    return _difference("Loading", one, other, (_loading_text(one), _loading_text(other)))


@row_rule("loading-unknown", "loading not stated", "No loading is stated for {}.", forbids=False)
def _loading_unknown(row: Row) -> bool:
    """Where the loading is not stated, a value per area may owe its size to more catalyst."""
    return row["quantity"] in PER_AREA and loading(row["system"]) is None


@row_rule(
    "part-of-electrode",
    "of a part, not of the electrode",
    "Our note on the value of {} says that it is not one of the whole electrode.",
    forbids=True,
    within_work=True,
)
def is_of_a_part(row: Row) -> bool:
    """A value at a boundary alone leaves out the rest of the electrode, which others count.

    The note of the row tells it, in the words "not of the electrode".

    Examples
    --------
    >>> is_of_a_part(data.row("abstract-tang2020-j")), is_of_a_part(data.row("li2022-ye2017-fe"))
    (True, False)
    """
    return bool(re.search(r"not of the (whole )?electrode", row["note"]))


@row_rule("bound", "a bound, not a value", "Only a bound is printed for {}.", forbids=False, within_work=True)
def _bound(row: Row) -> bool:
    """A value printed as above or below a number can be ranked in one direction only, and gives no ratio."""
    return row["relation"] in (">", ">=", "<", "<=")
