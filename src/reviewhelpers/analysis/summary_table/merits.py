"""The five figures of merit of a row: as printed, derived from what is printed, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.analysis.summary_table.columns import (
    EFFICIENCY,
    PARTIAL,
    POTENTIAL,
    PRINTED,
    SIGN,
    TURNOVER,
    YIELD,
)
from reviewhelpers.analysis.summary_table.conditions import CONDITIONS, states, values_in
from reviewhelpers.analysis.summary_table.grouping import Result
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data, quote_search


@dataclass(frozen=True)
class Merit:
    """One figure of merit of one row, or why there is none.

    Parameters
    ----------
    value, upper : float
        In the unit of the column; `upper` is the other end of a range, else NaN.
    uncertainty : float
        As printed, in that unit; else NaN.
    relation, statistic : str
        As in ``performance``.
    rows : tuple of str
        Ids of the rows of the data that it comes from.
    formula : str
        ``printed``, or the formula in words with the name of its helper.
    missing : str
        Why there is no value; else empty.
    """

    value: float = math.nan
    upper: float = math.nan
    uncertainty: float = math.nan
    relation: str = ""
    statistic: str = ""
    rows: tuple[str, ...] = ()
    formula: str = ""
    missing: str = ""


def ids_of(*rows: pd.Series) -> tuple[str, ...]:
    """Ids of all rows of the data behind some statements, each once."""
    return tuple(dict.fromkeys(id for row in rows for id in str(row.get("rows", row["id"])).split()))


def _printed(row: pd.Series, unit: str, formula: str = PRINTED) -> Merit:
    value, upper, uncertainty = values_in(row, ("value", "value_max", "uncertainty"), "unit", unit)
    return Merit(value, upper, uncertainty, row["relation"], row["statistic"], ids_of(row), formula)


def _is_computable(row: pd.Series | None) -> bool:
    """Whether a row can be computed with: one value and no bound, of the whole electrode."""
    if row is None or row["relation"] not in ("=", "~") or not pd.isna(row["value_max"]):
        return False
    return not comparability.is_of_a_part(row)


def _relation(*rows: pd.Series) -> str:
    return "~" if any(row["relation"] == "~" for row in rows) else "="


def _potential(result: Result) -> Merit:
    row = result.row
    found = comparability.potential_vs_rhe(row)
    if found.missing:
        alternatives = {each["quantity"] for each in result.others} & {"overpotential", "onset_potential"}
        if alternatives and pd.isna(row["potential"]):
            names = " and ".join(sorted(alternatives)).replace("_", " ")
            return Merit(missing=f"{found.missing}; {names} printed, not tied to a value")
        return Merit(missing=found.missing)
    stating = [each for each in result.statements if each["potential_scale"] == row["potential_scale"]]
    # Prefer rows that print their scale over rows whose scale is inferred from elsewhere in the work.
    direct = [each for each in stating if not each["scale_told"]]
    formula = found.formula if direct or not stating else f"{found.formula}; {stating[0]['scale_told']}"
    rows = tuple(dict.fromkeys(id for each in direct or stating for id in each["potential_rows"].split()))
    if row["potential_scale"] == "overpotential":
        half = comparability.half_reaction(row["reaction"], row["product"])
        rows = (*rows, *(() if half is None else (str(half["id"]),)))
    return Merit(found.low, found.high, relation="=", rows=rows, formula=formula)


def _partial(result: Result) -> Merit:
    leading = result.leading
    printed = leading.get("partial_current_density")
    if printed is not None:
        return _cathodic(_printed(printed, "mA/cm**2"))
    total, share = leading.get("current_density"), leading.get("faradaic_efficiency")
    if total is not None:
        if _is_computable(total) and share is not None and _is_computable(share):
            current = values_in(total, ("value",), "unit", "mA/cm**2")[0]
            return _partial_of_total(current, share, _relation(total, share), ids_of(total, share))
        return Merit(missing="only the total current printed, no efficiency at this condition")
    if share is not None and states(result.row, CONDITIONS[1]):
        ends = ("current_density", "current_density_max")
        current, upper = values_in(result.row, ends, "current_density_unit", "mA/cm**2")
        if math.isnan(upper) and _is_computable(share):
            return _partial_of_total(current, share, share["relation"], ids_of(share))
        return Merit(missing="total current or efficiency only a range or a bound")
    number = comparability.electrons(result.row["reaction"], result.row["product"])
    area = _unrounded_yield(result) or _yield(result, from_current=False)
    if area.missing or number is None or area.relation not in ("=", "~"):
        why = area.missing.removesuffix(" and no current") or "no half-reaction for this product"
        return Merit(
            missing=_why_no_current(result, "no current and no yield printed" if why == _NO_YIELD else why)
        )
    rate = float(units.convert(area.value, "umol/h/cm**2", "mol/s/cm**2"))
    value = float(electrode.current_from_yield(rate, number))
    half = comparability.half_reaction(result.row["reaction"], result.row["product"])
    formula = f"yield per area × {rounding.general(number)} electrons × Faraday constant (electrode.current_from_yield)"
    if not area.formula.startswith(PRINTED):
        formula = f"{area.formula}, then {formula}"
    rows = (*area.rows, *(() if half is None else (str(half["id"]),)))
    return Merit(value, relation=area.relation, rows=rows, formula=formula)


def _partial_of_total(total: float, share: pd.Series, relation: str, rows: tuple[str, ...]) -> Merit:
    """The partial current of a reduction from the total one, in mA/cm², and an efficiency."""
    value = float(electrode.partial_current_density(-abs(total), share["value"]))
    formula = "total current × efficiency (electrode.partial_current_density)"
    return Merit(value, relation=relation, rows=rows, formula=formula)


def _cathodic(merit: Merit) -> Merit:
    """A printed partial current of a reduction with the sign that convention gives it."""
    if not merit.value > 0:
        return merit
    return replace(merit, value=-merit.value, upper=-merit.upper, formula=SIGN)


def _why_no_current(result: Result, otherwise: str) -> str:
    driven = comparability.driven_by(result.row)
    return f"driven by {driven}, no current" if driven else otherwise


def _efficiency(result: Result) -> Merit:
    leading = result.leading
    if "faradaic_efficiency" in leading:
        return _printed(leading["faradaic_efficiency"], "percent")
    part, total = leading.get("partial_current_density"), leading.get("current_density")
    if part is not None and total is not None and _is_computable(part) and _is_computable(total):
        currents = [abs(values_in(row, ("value",), "unit", "mA/cm**2")[0]) for row in (part, total)]
        value = float(electrode.faradaic_efficiency(*currents))
        formula = "partial current / total current (electrode.faradaic_efficiency)"
        return Merit(value, relation=_relation(part, total), rows=ids_of(part, total), formula=formula)
    other = next((row for row in result.others if row["quantity"] in ("selectivity", "conversion")), None)
    if other is not None:
        return Merit(missing=f"a {other['quantity']} printed, not an efficiency")
    return Merit(missing="not printed")


def _turnover(result: Result) -> Merit:
    printed = result.leading.get("turnover_frequency")
    if printed is not None:
        return _printed(printed, "1/h")
    per_mass = result.leading.get("yield_per_mass")
    if per_mass is None or not _is_computable(per_mass):
        return Merit(missing="not printed")
    content = metal_content(result.row["system"])
    if content is None:
        return Merit(missing="not printed; metal content not printed")
    share = float(units.convert(content["value"], content["unit"], "wt_percent")) / 100
    atoms = share / reactions.molar_mass(content["subject"])
    value = float(units.convert(per_mass["value"], per_mass["unit"], "mol/h/g")) / atoms
    formula = (
        f"yield per mass / ({content['subject']} content / molar mass), per metal atom: a lower bound of the "
        "turnover per site (units.convert, reactions.molar_mass)"
    )
    return Merit(value, relation=">=", rows=ids_of(per_mass, content), formula=formula)


@data.cached
def metal_content(system: str) -> pd.Series | None:
    """The row of ``structure`` with the mass fraction of the metal of a system; none where none is printed.

    The unrounded print goes before one with a tilde.

    Examples
    --------
    >>> metal_content("ji2023-cu1-5-ntc")["id"], metal_content("wang2021b-npc") is None
    ('ji2023-cu1-5-ntc-loading', True)
    """
    rows = data.rows_where("structure", "system", system)
    metals = str(data.table("systems")["metal"].get(system, "")).split()
    rows = rows[rows["quantity"] == "mass_fraction"]
    rows = rows[rows["subject"].isin(metals) & rows["relation"].isin(["=", "~"])]
    if rows.empty:
        return None
    first: pd.Series = rows.sort_values("relation", key=lambda kinds: kinds != "=", kind="stable").iloc[0]
    return first


_NO_YIELD = "no yield and no current printed"


def _yield(result: Result, *, from_current: bool = True) -> Merit:
    leading, unit = result.leading, "umol/h/cm**2"
    if "yield_per_area" in leading:
        row = leading["yield_per_area"]
        same = units.parse(row["unit"]) == units.parse(unit)
        formula = PRINTED if same else f"printed in {units.symbol(row['unit'])} (units.harmonise)"
        merit = _printed(row, unit, formula)
        return (
            merit if same else replace(merit, value=float(units.harmonise(row["value"], row["unit"], unit)))
        )
    if "yield_per_mass" in leading or "mass_yield_per_mass" in leading:
        return _yield_from_mass(result) or Merit(missing="yield per mass, and the loading not printed")
    if "yield_rate" in leading:
        return Merit(missing="yield printed with neither area nor mass")
    return _yield_from_current(result) if from_current else Merit(missing=_NO_YIELD)


def _yield_from_mass(result: Result) -> Merit | None:
    """The yield per area from that per mass and the loading; none where one of them is not printed."""
    leading = result.leading
    per_mass = leading.get("yield_per_mass", leading.get("mass_yield_per_mass"))
    load = comparability.loading(result.row["system"])
    if load is None or per_mass is None or not _is_computable(per_mass):
        return None
    value = float(
        units.harmonise(
            per_mass["value"],
            per_mass["unit"],
            "umol/h/cm**2",
            loading_mg_per_cm2=float(units.convert(load["value"], load["unit"], "mg/cm**2")),
            molar_mass_g_per_mol=reactions.molar_mass(per_mass["product"]),
        )
    )
    formula = "yield per mass × loading (units.harmonise)"
    return Merit(value, relation=_relation(per_mass, load), rows=ids_of(per_mass, load), formula=formula)


def _unrounded_yield(result: Result) -> Merit | None:
    """The yield per area before it was rounded for print, so that all that is derived from it agrees.

    That is the yield per mass times the loading, where the printed yield per area is this number rounded.
    """
    printed, found = result.leading.get("yield_per_area"), _yield_from_mass(result)
    if printed is None or found is None or not _is_computable(printed):
        return None
    step = float(
        units.convert(
            quote_search.last_digit(printed["as_printed"], printed["value"]),
            printed["unit"],
            "umol/h/cm**2",
        )
    )
    area = float(units.convert(printed["value"], printed["unit"], "umol/h/cm**2"))
    return found if abs(found.value - area) <= step / 2 * (1 + 1e-9) else None


def _yield_from_current(result: Result) -> Merit:
    current = _partial(result)
    printed = result.leading.get("partial_current_density")
    if current.missing:
        return Merit(
            missing=_why_no_current(result, _NO_YIELD) if "total" not in current.missing else current.missing
        )
    if printed is not None and not _is_computable(printed):
        local = comparability.is_of_a_part(printed)
        return Merit(missing="current of a part, not of the electrode" if local else "current only a bound")
    half = comparability.half_reaction(result.row["reaction"], result.row["product"])
    number = comparability.electrons(result.row["reaction"], result.row["product"])
    if half is None or number is None:
        return Merit(missing="no half-reaction for this product")
    value = float(units.harmonise(current.value, "mA/cm**2", "umol/h/cm**2", electrons=number))
    formula = f"partial current / ({rounding.general(number)} electrons × Faraday constant) (units.harmonise)"
    if not current.formula.startswith(PRINTED):
        formula = f"{current.formula}, then {formula}"
    rows = (*current.rows, str(half["id"]))
    return Merit(value, relation=current.relation, rows=rows, formula=formula)


FUNCTIONS: Mapping[str, Callable[[Result], Merit]] = {
    POTENTIAL: _potential,
    PARTIAL: _partial,
    EFFICIENCY: _efficiency,
    TURNOVER: _turnover,
    YIELD: _yield,
}
"""What computes each figure of merit."""
