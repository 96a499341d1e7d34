"""One table over all systems: five figures of merit in one unit each, with where every value comes from.

Rows of ``performance`` that state one value twice are one statement; statements of one system at one
condition are one row. A figure of merit that is not printed is derived where the printed values allow it, and
else left empty with the reason. Signs follow IUPAC, so the partial current of a reduction is negative.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import comparability
from reviewhelpers.chemistry import electrode, potential_scales, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.dataset import quote_matching as quoted

__all__ = ["FIGURES_OF_MERIT", "QUANTITIES", "SIGN", "Merit", "harmonised", "metal_content", "statements"]

POTENTIAL = "potential / V vs RHE"
PARTIAL = "partial current density / mA cm⁻²"
EFFICIENCY = "Faradaic efficiency / %"
TURNOVER = "turnover frequency / h⁻¹"
YIELD = "yield per area / µmol h⁻¹ cm⁻²"
FIGURES_OF_MERIT = (POTENTIAL, PARTIAL, EFFICIENCY, TURNOVER, YIELD)
"""The five columns of values, each with the unit in its name."""
PRINTED = "printed"
SIGN = "printed; minus sign of a cathodic current set by convention"
"""The two formulas of values that stand in print."""

_CONDITIONS = (
    ("potential", "potential_max", "potential_unit", "potential_scale"),
    ("current_density", "current_density_max", "current_density_unit"),
    ("cell",),
    ("electrolyte",),
    ("duration", "duration_unit"),
)
QUANTITIES = (
    "partial_current_density",
    "current_density",
    "faradaic_efficiency",
    "turnover_frequency",
    *comparability.BASES,
)
"""Quantities that give a figure of merit; at one condition there is one value of each."""


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


@dataclass
class _Result:
    """Statements of one system at one condition."""

    row: pd.Series
    leading: dict[str, pd.Series] = field(default_factory=dict)
    others: list[pd.Series] = field(default_factory=list)

    @property
    def statements(self) -> list[pd.Series]:
        return [*self.leading.values(), *self.others]


# Statements ---------------------------------------------------------------------------------------


def _states(row: pd.Series, group: tuple[str, ...]) -> bool:
    first = row[group[0]]
    return bool(not pd.isna(first) and first != "")


def _fullness(row: pd.Series) -> int:
    return sum(_states(row, group) for group in _CONDITIONS)


def _near(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9)


def _in(row: pd.Series, columns: tuple[str, ...], unit_column: str, unit: str) -> list[float]:
    return [float(units.convert(row[column], row[unit_column], unit)) for column in columns]


def _equal(one: pd.Series, other: pd.Series, columns: tuple[str, ...], unit_column: str, unit: str) -> bool:
    ends = (_in(row, columns, unit_column, unit) for row in (one, other))
    return all(_near(a, b) for a, b in zip(*ends, strict=True))


def _agree(one: pd.Series, other: pd.Series) -> bool:
    """Whether the conditions of two rows do not contradict each other; one may say more."""
    if all(_states(row, _CONDITIONS[0]) for row in (one, other)):
        scales = {one["potential_scale"], other["potential_scale"]} - {"", "not stated"}
        if len(scales) > 1 or not _equal(one, other, ("potential", "potential_max"), "potential_unit", "V"):
            return False
    if all(_states(row, _CONDITIONS[1]) for row in (one, other)):
        currents = ("current_density", "current_density_max")
        if not _equal(one, other, currents, "current_density_unit", "mA/cm**2"):
            return False
    if one["cell"] and other["cell"] and one["cell"] != other["cell"]:
        return False
    if one["electrolyte"] not in other["electrolyte"] and other["electrolyte"] not in one["electrolyte"]:
        return False
    lasting = all(_states(row, _CONDITIONS[4]) for row in (one, other))
    return not lasting or _equal(one, other, ("duration",), "duration_unit", "hour")


def _combined(one: pd.Series, other: pd.Series) -> pd.Series:
    """The first row with conditions filled in from the second: the fuller wins."""
    row = one.copy()
    for group in _CONDITIONS:
        named = group[0] == "potential" and row["potential_scale"] in ("", "not stated")
        longer = group[0] == "electrolyte" and len(other["electrolyte"]) > len(row["electrolyte"])
        if _states(other, group) and (not _states(row, group) or longer or named):
            row[list(group)] = other[list(group)]
    return row


def _one_value(one: pd.Series, other: pd.Series) -> bool:
    """Whether two rows state one value of one thing, perhaps in two units or one with a tilde."""
    if any(one[name] != other[name] for name in ("system", "reaction", "product", "quantity")):
        return False
    if one["relation"] != other["relation"] and {one["relation"], other["relation"]} != {"=", "~"}:
        return False
    unit = str(data.table("quantities").loc[one["quantity"], "unit"])
    return _equal(one, other, ("value", "value_max"), "unit", unit) and _agree(one, other)


_THING = ("system", "reaction", "product", "quantity")


def _near_keys(value: float) -> set[str]:
    """Spellings of a number, of which two numbers that are near share one."""
    if math.isnan(value):
        return {"none"}
    return {str(rounding.round_for_print(value * (1 + part), figures=8)) for part in (-2e-9, 0.0, 2e-9)}


def _value_keys(row: pd.Series) -> set[str]:
    unit = str(data.table("quantities").at[row["quantity"], "unit"])
    return _near_keys(_in(row, ("value",), "unit", unit)[0])


def _potential_keys(row: pd.Series) -> set[str]:
    """Keys of a printed potential; none where none is printed."""
    if not _states(row, _CONDITIONS[0]):
        return set()
    return _near_keys(_in(row, ("potential",), "potential_unit", "V")[0])


class _Places:
    """Numbers of things, found by keys: only things that share one need to be compared.

    A thing without a potential may be like one with any.
    """

    def __init__(self) -> None:
        self._all: dict[Hashable, set[int]] = {}
        self._held: dict[Hashable, set[int]] = {}

    def add(self, keys: Iterable[Hashable], row: pd.Series, number: int) -> None:
        """Note a thing under its keys and the potential of its row."""
        held = _potential_keys(row) or {""}
        for key in keys:
            self._all.setdefault(key, set()).add(number)
            for volts in held:
                self._held.setdefault((key, volts), set()).add(number)

    def like(self, keys: Iterable[Hashable], row: pd.Series) -> list[int]:
        """Numbers of things under one of the keys whose potential may be that of a row, in order."""
        held = _potential_keys(row)
        if not held:
            return sorted(set().union(*(self._all.get(key, ()) for key in keys)))
        every = ((key, volts) for key in keys for volts in (*held, ""))
        return sorted(set().union(*(self._held.get(key, ()) for key in every)))


def statements(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``performance`` with those merged that state one value of one thing.

    Parameters
    ----------
    rows : DataFrame
        Rows of ``performance``.

    Returns
    -------
    DataFrame
        The same columns; of the merged rows the one with the most conditions stands, filled up from the
        others. The column ``rows`` names the ids of all, separated by spaces, and ``potential_rows`` of
        those that state the potential, with its scale where any does. Where only another place of the same
        work states the scale, it is filled in and ``scale_told`` says from where.

    Examples
    --------
    >>> statements(data.table("performance")).loc["ji2023-cu1-5-yield", "potential_scale"]
    'RHE'
    """
    order = {str(id): number for number, id in enumerate(rows["id"])}
    found: list[tuple[pd.Series, list[pd.Series]]] = []
    places = _Places()
    for _, row in sorted(rows.iterrows(), key=lambda each: -_fullness(each[1])):
        things = [(*(row[name] for name in _THING), key) for key in _value_keys(row)]
        same = next((at for at in places.like(things, row) if _one_value(found[at][0], row)), None)
        if same is None:
            found.append((row.copy(), [row]))
            places.add(things, row, len(found) - 1)
        else:
            merged, parts = found[same]
            parts.append(row)
            found[same] = (_combined(merged, row), parts)
            places.add(things, found[same][0], same)
    merged_rows = []
    for merged, parts in found:
        ids = sorted((str(part["id"]) for part in parts), key=order.__getitem__)
        merged["rows"] = " ".join(ids)
        merged["statistic"] = next((part["statistic"] for part in parts if part["statistic"]), "")
        stating = [part for part in parts if _states(part, _CONDITIONS[0])]
        named = [part for part in stating if part["potential_scale"] != "not stated"]
        merged["potential_rows"] = " ".join(str(part["id"]) for part in named or stating)
        scale = potential_scales.of(merged)
        merged["scale_told"] = potential_scales.TOLD.get(scale.how, "")
        if merged["scale_told"]:
            merged["potential_scale"] = scale.name
            merged["potential_rows"] = " ".join([*merged["potential_rows"].split(), *scale.rows])
        merged["note"] = " ".join(dict.fromkeys(f"{p['note'].rstrip('.')}." for p in parts if p["note"]))
        merged_rows.append((min(order[id] for id in ids), merged))
    merged_rows.sort(key=lambda each: each[0])
    return pd.DataFrame([row for _, row in merged_rows])


def _results(frame: pd.DataFrame) -> list[_Result]:
    """Statements gathered by system and condition, those with most conditions first to choose."""
    leading = frame["quantity"].isin(QUANTITIES)
    fullest = frame.assign(full=[_fullness(row) for _, row in frame.iterrows()])
    fullest = fullest.sort_values("full", ascending=False, kind="stable").drop(columns="full")
    found: list[_Result] = []
    places, known = _Places(), set()
    for first in (True, False):
        for _, row in fullest[leading.reindex(fullest.index) == first].iterrows():
            keys = [(row["system"], row["reaction"], _states(row, _CONDITIONS[0]))]
            at = next((at for at in places.like(keys, row) if _belongs(row, found[at])), None)
            if at is not None:
                place = found[at]
                place.row = _combined(place.row, row)
                place.row["product"] = place.row["product"] or row["product"]
            elif first or row["system"] not in known:
                at, place = len(found), _Result(row.copy())
                found.append(place)
                known.add(row["system"])
            else:
                continue  # Such as an onset potential of a system whose values stand in rows already.
            places.add(keys, place.row, at)
            if first:
                place.leading[row["quantity"]] = row
            else:
                place.others.append(row)
    order = {id: number for number, id in enumerate(frame.index)}
    systems = {id: number for number, id in enumerate(data.table("systems").index)}
    found.sort(
        key=lambda each: (systems[each.row["system"]], min(order[row["id"]] for row in each.statements))
    )
    return found


def _belongs(row: pd.Series, result: _Result) -> bool:
    other = result.row
    if row["quantity"] in result.leading:
        return False
    if (row["system"], row["reaction"]) != (other["system"], other["reaction"]):
        return False
    if row["product"] and other["product"] and row["product"] != other["product"]:
        return False
    # A value that names no potential is not taken to hold at that of another.
    held = [tuple(_states(each, group) for group in _CONDITIONS[:2]) for each in (row, other)]
    return held[0] == held[1] and _agree(row, other)


# The five figures of merit -------------------------------------------------------------------------


def _ids(*rows: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for row in rows for id in str(row.get("rows", row["id"])).split()))


def _printed(row: pd.Series, unit: str, formula: str = PRINTED) -> Merit:
    value, upper, uncertainty = _in(row, ("value", "value_max", "uncertainty"), "unit", unit)
    return Merit(value, upper, uncertainty, row["relation"], row["statistic"], _ids(row), formula)


def _plain(row: pd.Series | None) -> bool:
    """Whether a row can be computed with: one value, no bound, of the electrode."""
    if row is None or row["relation"] not in ("=", "~") or not pd.isna(row["value_max"]):
        return False
    return not comparability.is_of_a_part(row)


def _relation(*rows: pd.Series) -> str:
    return "~" if any(row["relation"] == "~" for row in rows) else "="


def _potential(result: _Result) -> Merit:
    row = result.row
    found = comparability.potential_vs_rhe(row)
    if found.missing:
        named = {each["quantity"] for each in result.others} & {"overpotential", "onset_potential"}
        more = f"; {' and '.join(sorted(named))} printed, not tied to a value".replace("_", " ")
        return Merit(missing=found.missing + more if named and pd.isna(row["potential"]) else found.missing)
    said = [each for each in result.statements if each["potential_scale"] == row["potential_scale"]]
    beside = [each for each in said if not each["scale_told"]]
    formula = found.formula if beside or not said else f"{found.formula}; {said[0]['scale_told']}"
    said = beside or said
    rows = tuple(dict.fromkeys(id for each in said for id in each["potential_rows"].split()))
    if row["potential_scale"] == "overpotential":
        half = comparability.half_reaction(row["reaction"], row["product"])
        rows = (*rows, *(() if half is None else (str(half["id"]),)))
    return Merit(found.low, found.high, relation="=", rows=rows, formula=formula)


def _partial(result: _Result) -> Merit:
    leading = result.leading
    printed = leading.get("partial_current_density")
    if printed is not None:
        return _cathodic(_printed(printed, "mA/cm**2"))
    total, share = leading.get("current_density"), leading.get("faradaic_efficiency")
    if total is not None:
        if _plain(total) and share is not None and _plain(share):
            current = _in(total, ("value",), "unit", "mA/cm**2")[0]
            return _share_of(current, share, _relation(total, share), _ids(total, share))
        return Merit(missing="only the total current printed, no efficiency at this condition")
    if share is not None and _states(result.row, _CONDITIONS[1]):
        ends = ("current_density", "current_density_max")
        current, upper = _in(result.row, ends, "current_density_unit", "mA/cm**2")
        if math.isnan(upper) and _plain(share):
            return _share_of(current, share, share["relation"], _ids(share))
        return Merit(missing="total current or efficiency only a range or a bound")
    number = comparability.electrons(result.row["reaction"], result.row["product"])
    area = _unrounded(result) or _yield(result, from_current=False)
    if area.missing or number is None or area.relation not in ("=", "~"):
        why = area.missing.removesuffix(" and no current") or "no half-reaction for this product"
        return Merit(
            missing=_undriven(result, "no current and no yield printed" if why == _NO_YIELD else why)
        )
    rate = float(units.convert(area.value, "umol/h/cm**2", "mol/s/cm**2"))
    value = float(electrode.current_from_yield(rate, number))
    half = comparability.half_reaction(result.row["reaction"], result.row["product"])
    told = rounding.general(number)
    formula = f"yield per area × {told} electrons × Faraday constant (electrode.current_from_yield)"
    if not area.formula.startswith(PRINTED):
        formula = f"{area.formula}, then {formula}"
    rows = (*area.rows, *(() if half is None else (str(half["id"]),)))
    return Merit(value, relation=area.relation, rows=rows, formula=formula)


def _share_of(total: float, share: pd.Series, relation: str, rows: tuple[str, ...]) -> Merit:
    """The partial current of a reduction from the total one, in mA/cm², and an efficiency."""
    value = float(electrode.partial_current_density(-abs(total), share["value"]))
    formula = "total current × efficiency (electrode.partial_current_density)"
    return Merit(value, relation=relation, rows=rows, formula=formula)


def _cathodic(merit: Merit) -> Merit:
    """A printed partial current of a reduction with the sign that convention gives it."""
    if not merit.value > 0:
        return merit
    return replace(merit, value=-merit.value, upper=-merit.upper, formula=SIGN)


def _undriven(result: _Result, otherwise: str) -> str:
    driven = comparability.driven_by(result.row)
    return f"driven by {driven}, no current" if driven else otherwise


def _efficiency(result: _Result) -> Merit:
    leading = result.leading
    if "faradaic_efficiency" in leading:
        return _printed(leading["faradaic_efficiency"], "percent")
    part, total = leading.get("partial_current_density"), leading.get("current_density")
    if part is not None and total is not None and _plain(part) and _plain(total):
        currents = [abs(_in(row, ("value",), "unit", "mA/cm**2")[0]) for row in (part, total)]
        value = float(electrode.faradaic_efficiency(*currents))
        formula = "partial current / total current (electrode.faradaic_efficiency)"
        return Merit(value, relation=_relation(part, total), rows=_ids(part, total), formula=formula)
    other = next((row for row in result.others if row["quantity"] in ("selectivity", "conversion")), None)
    if other is not None:
        return Merit(missing=f"a {other['quantity']} printed, not an efficiency")
    return Merit(missing="not printed")


def _turnover(result: _Result) -> Merit:
    printed = result.leading.get("turnover_frequency")
    if printed is not None:
        return _printed(printed, "1/h")
    per_mass = result.leading.get("yield_per_mass")
    if per_mass is None or not _plain(per_mass):
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
    return Merit(value, relation=">=", rows=_ids(per_mass, content), formula=formula)


@data.kept
def metal_content(system: str) -> pd.Series | None:
    """The row of ``structure`` with the mass fraction of the metal of a system; none where none is printed.

    The unrounded print goes before one with a tilde.

    Examples
    --------
    >>> metal_content("ji2023-cu1-5-ntc")["id"], metal_content("wang2021b-npc") is None
    ('ji2023-cu1-5-ntc-loading', True)
    """
    rows = data.rows_of("structure", "system", system)
    metals = str(data.table("systems")["metal"].get(system, "")).split()
    rows = rows[rows["quantity"] == "mass_fraction"]
    rows = rows[rows["subject"].isin(metals) & rows["relation"].isin(["=", "~"])]
    if rows.empty:
        return None
    first: pd.Series = rows.sort_values("relation", key=lambda kinds: kinds != "=", kind="stable").iloc[0]
    return first


_NO_YIELD = "no yield and no current printed"


def _yield(result: _Result, *, from_current: bool = True) -> Merit:
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
        return _from_mass(result) or Merit(missing="yield per mass, and the loading not printed")
    if "yield_rate" in leading:
        return Merit(missing="yield printed with neither area nor mass")
    return _yield_from_current(result) if from_current else Merit(missing=_NO_YIELD)


def _from_mass(result: _Result) -> Merit | None:
    """The yield per area from that per mass and the loading; none where one of them is not printed."""
    leading = result.leading
    per_mass = leading.get("yield_per_mass", leading.get("mass_yield_per_mass"))
    load = comparability.loading(result.row["system"])
    if load is None or per_mass is None or not _plain(per_mass):
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
    return Merit(value, relation=_relation(per_mass, load), rows=_ids(per_mass, load), formula=formula)


def _unrounded(result: _Result) -> Merit | None:
    """The yield per area before it was rounded for print: that per mass times the loading, where the print is
    just that number with fewer digits. What is derived from it is then the same wherever it is derived."""
    printed, found = result.leading.get("yield_per_area"), _from_mass(result)
    if printed is None or found is None or not _plain(printed):
        return None
    step = float(
        units.convert(
            quoted.last_digit(printed["as_printed"], printed["value"]), printed["unit"], "umol/h/cm**2"
        )
    )
    area = float(units.convert(printed["value"], printed["unit"], "umol/h/cm**2"))
    return found if abs(found.value - area) <= step / 2 * (1 + 1e-9) else None


def _yield_from_current(result: _Result) -> Merit:
    current = _partial(result)
    printed = result.leading.get("partial_current_density")
    if current.missing:
        return Merit(
            missing=_undriven(result, _NO_YIELD) if "total" not in current.missing else current.missing
        )
    if printed is not None and not _plain(printed):
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


_RULES = {
    POTENTIAL: _potential,
    PARTIAL: _partial,
    EFFICIENCY: _efficiency,
    TURNOVER: _turnover,
    YIELD: _yield,
}


# The table ------------------------------------------------------------------------------------------


def harmonised(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """All systems with numbers, in five figures of merit, with the derivation of each value.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``performance``; without it, all.

    Returns
    -------
    DataFrame
        One row per system, reaction, product and printed condition, indexed by ``id``, that of its fullest
        row of ``performance``. For each of :data:`FIGURES_OF_MERIT` the value, and the columns of that name
        followed by ``max``, ``uncertainty``, ``relation``, ``statistic``, ``from`` (ids of rows, separated by
        spaces), ``formula`` and ``missing``: a value has a formula, an empty cell a reason. ``flags`` names
        the rules of :data:`reviewhelpers.comparability.RULES` that the row breaks by itself, ``rows`` all
        rows of ``performance`` in it.

    Examples
    --------
    >>> row = harmonised().loc["gan2024-fe-mos2-x-fe"]
    >>> round(float(row[PARTIAL]), 1), row[f"{PARTIAL} from"]
    (-38.6, 'gan2024-fe-mos2-x-yield ammonia-from-no')
    """
    return _all().copy() if rows is None else _made(rows)


@data.kept
def _all() -> pd.DataFrame:
    return _made(data.table("performance"))


def _made(rows: pd.DataFrame) -> pd.DataFrame:
    chosen = statements(rows[rows["reaction"].isin(comparability.REACTANTS)])
    return pd.DataFrame([_line(each) for each in _results(chosen)]).set_index("id", drop=False)


def _line(result: _Result) -> dict[str, Any]:
    row, systems = result.row, data.table("systems")
    system = systems.loc[row["system"]]
    columns = ["reaction", "product", *(name for group in _CONDITIONS for name in group)]
    columns.append("condition_as_printed")
    line: dict[str, Any] = {
        "id": row["id"],
        "system": row["system"],
        "name": system["name"],
        "defect class": system["defect_class"],
        **{name: row[name] for name in columns},
    }
    for name, make in _RULES.items():
        merit = make(result)
        line[name] = merit.value
        for suffix in ("uncertainty", "relation", "statistic", "formula", "missing"):
            line[f"{name} {suffix}"] = getattr(merit, suffix)
        line |= {f"{name} max": merit.upper, f"{name} from": " ".join(merit.rows)}
    line["flags"] = " ".join(_flags(result))
    line["rows"] = " ".join(_ids(*result.statements))
    line["note"] = " ".join(dict.fromkeys(each["note"] for each in result.statements if each["note"]))
    return line


def _flags(result: _Result) -> Iterable[str]:
    """Names of the rules that the row breaks by itself, in their order."""
    conditions = [name for group in _CONDITIONS for name in group]
    broken = set()
    for row in result.statements:
        whole = row.copy()
        whole[conditions] = result.row[conditions]
        broken |= {flag.name for flag in comparability.flags_of(whole)}
    return [name for name in comparability.RULES if name in broken]
