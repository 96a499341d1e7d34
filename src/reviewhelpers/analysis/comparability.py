"""Which numbers may be set beside each other: rules over pairs of rows of ``performance``.

A rule looks at two rows and tells what stands between them, or nothing. It does so by a key of each, so that
many rows need not be compared two by two, see ``analysis/relations.py``. Known differences forbid a
comparison; what is merely not stated warns, because it may or may not differ. Two things are so decisive that
their absence forbids too: the potential, and the reference electrode it is counted from. What the rows of one
work leave out is taken to be the same in all of them, since the work itself sets its values side by side, but
for the potential, which every work varies.
"""

from __future__ import annotations

import functools
import inspect
import math
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis import relations
from reviewhelpers.chemistry import electrode, potential_scales, reactions, units
from reviewhelpers.dataset import bibliography, data

__all__ = [
    "BASES",
    "PER_AREA",
    "REACTANTS",
    "RULES",
    "AgainstRHE",
    "Flag",
    "Row",
    "Rule",
    "comparable",
    "driven_by",
    "electrons",
    "flags",
    "flags_of",
    "groups",
    "half_reaction",
    "hits",
    "is_of_a_part",
    "loading",
    "number_comparable",
    "potential_vs_rhe",
    "same_work",
]

REACTANTS = {"CO2RR": "CO2", "NORR": "NO", "NITRR": "NO3-", "NRR": "N2", "HER": "H+"}
"""What each reaction reduces, as ``half_reactions`` writes it."""
PER_AREA = ("partial_current_density", "current_density", "yield_per_area", "power_density")
"""Quantities that grow with the catalyst on the area they are counted for."""
BASES = {
    "yield_per_area": "per area",
    "yield_per_mass": "per mass",
    "mass_yield_per_mass": "per mass",
    "yield_rate": "",
}
"""What each form of a yield is counted over; empty where over nothing."""
_SAME_V = 0.0005
"""Potentials closer than this, in V, are one: prints give hundredths."""

Row: TypeAlias = pd.Series | Mapping[str, Any]
"""A row of ``performance`` as pandas holds it, or as a dictionary, which takes less time to read."""


@dataclass(frozen=True)
class Flag:
    """What stands between two values, or what one value lacks.

    Parameters
    ----------
    name : str
        Name of the rule, a key of :data:`RULES`.
    title : str
        The rule in a few words.
    told : str
        One sentence on this very row or pair.
    """

    name: str
    title: str
    told: str


@dataclass(frozen=True)
class Rule:
    """A rule on two rows of ``performance``, and on one where a row can break it by itself.

    Parameters
    ----------
    name, title : str
        As in :class:`Flag`.
    means : str
        The principle, in one sentence.
    forbids : bool
        Whether the flag forbids the comparison; else it warns.
    relation : Relation
        Whether two rows break it, by their keys.
    key : callable
        The key of a row: all that the rule looks at.
    of_pair : callable
        The sentence on two rows that break it.
    of_row : callable or None
        The sentence on one row by itself.
    """

    name: str
    title: str
    means: str
    forbids: bool
    relation: relations.Relation[Any]
    key: Callable[[Row], Hashable]
    of_pair: Callable[[Row, Row], str]
    of_row: Callable[[Row], str] | None = None

    def __call__(self, one: Row, other: Row) -> Flag | None:
        """The flag of two rows, or none."""
        broken = self.relation.breaks(self.key(one), self.key(other))
        return self._flag(self.of_pair(one, other) if broken else "")

    def alone(self, row: Row) -> Flag | None:
        """The flag of one row by itself, or none."""
        return self._flag(self.of_row(row) if self.of_row else "")

    def _flag(self, told: str) -> Flag | None:
        return Flag(self.name, self.title, told) if told else None


RULES: dict[str, Rule] = {}
"""The rules by name, in the order in which flags are given."""

OfRow: TypeAlias = Callable[[Row], bool]
OfPair: TypeAlias = Callable[[Row, Row], str]


def _between(
    name: str,
    title: str,
    relation: relations.Relation[Any],
    key: Callable[[Row], Hashable],
    *,
    forbids: bool,
    lacks: OfRow | None = None,
    told: str = "",
) -> Callable[[OfPair], OfPair]:
    """Register a rule on two rows by what it says of them; its docstring is what it means.

    A row by itself breaks it where `lacks` says so, and `told` is the sentence, with the name of the system.
    """

    def register(of_pair: OfPair) -> OfPair:
        of_row = None if lacks is None else lambda row: told.format(_name(row)) if lacks(row) else ""
        means = " ".join((inspect.getdoc(of_pair) or "").split("\n\n")[0].split())
        RULES[name] = Rule(name, title, means, forbids, relation, key, of_pair, of_row)
        return of_pair

    return register


def _lacking(
    name: str, title: str, told: str, *, forbids: bool, within_work: bool = False
) -> Callable[[OfRow], OfRow]:
    """Register a rule that a row breaks by itself, and so every pair it is in.

    Within one work only where `within_work` says so, see the head of the module.
    """

    def register(lacks: OfRow) -> OfRow:
        def of_pair(one: Row, other: Row) -> str:
            return told.format(" and ".join(dict.fromkeys(_name(row) for row in (one, other) if lacks(row))))

        def key(row: Row) -> Hashable:
            return lacks(row), None if within_work else _work(row)

        of_pair.__doc__ = lacks.__doc__
        relation = relations.EitherLacks()
        _between(name, title, relation, key, forbids=forbids, lacks=lacks, told=told)(of_pair)
        return lacks

    return register


# What a row says ------------------------------------------------------------------------------------


@functools.cache
def half_reaction(reaction: str, product: str) -> pd.Series | None:
    """The row of ``half_reactions`` that makes a product in a reaction; none where no row does.

    Examples
    --------
    >>> half_reaction("NORR", "NH3")["id"], half_reaction("NITRR", "NH3")["id"]
    ('ammonia-from-no', 'ammonia-from-nitrate')
    """
    frame = data.table("half_reactions")
    for _, row in frame[frame["reactant"] == REACTANTS.get(reaction, "")].iterrows():
        if product and _molecules(row, product):
            found: pd.Series = row
            return found
    return None


def _molecules(half: pd.Series, product: str) -> float:
    """How many molecules of a product one turn of a half-reaction makes."""
    made = {
        species.formula + ("+" if species.charge > 0 else "-") * abs(species.charge): float(number)
        for species, number in reactions.parse(half["equation"]).change.items()
        if number > 0
    }
    return made.get(product, 0.0)


@functools.cache
def electrons(reaction: str, product: str) -> float | None:
    """Electrons per molecule of product; none where no half-reaction makes it.

    Examples
    --------
    >>> electrons("NORR", "NH3"), electrons("NITRR", "NH3"), electrons("CO2RR", "C2H4")
    (5.0, 8.0, 12.0)
    """
    half = half_reaction(reaction, product)
    return None if half is None else float(half["electrons"]) / _molecules(half, product)


@dataclass(frozen=True)
class AgainstRHE:
    """The potential of a row on the RHE scale, or why it has none.

    Parameters
    ----------
    low, high : float
        In V; `high` is NaN but for a range, and both are where there is none.
    formula : str
        ``printed``, or how it was converted.
    missing : str
        Why there is none; else empty.
    """

    low: float = math.nan
    high: float = math.nan
    formula: str = ""
    missing: str = ""


def potential_vs_rhe(row: Row) -> AgainstRHE:
    """The potential at which the value of a row holds, against the RHE, where the data allow it.

    Examples
    --------
    >>> round(potential_vs_rhe(data.row("li2022-wang2022-fe")).low, 3)
    -0.594
    >>> potential_vs_rhe(data.row("gan2024-mno2-x-fe")).missing
    'scale not stated'
    """
    if pd.isna(row["potential"]):
        held = not pd.isna(row["current_density"])
        return AgainstRHE(missing="held at a current, potential not printed" if held else _no_potential(row))
    printed, acidity = potential_scales.of(row), _acidity(row)
    scale = printed.name
    low, high = _volts(row)
    if scale == "RHE":
        told = (
            f"printed; {potential_scales.TOLD[printed.how]}"
            if printed.how in potential_scales.TOLD
            else "printed"
        )
        return AgainstRHE(low, high, told)
    if scale in ("", "not stated"):
        return AgainstRHE(missing="scale not stated")
    if scale == "overpotential":
        half = half_reaction(row["reaction"], row["product"])
        if half is None:
            return AgainstRHE(missing="overpotential of a product without a half-reaction here")
        if acidity is None and reactions.proton_balance(half["equation"]) != 1:
            return AgainstRHE(missing="overpotential; pH not printed")
        # A greater overpotential is a more negative potential.
        ends = [
            float(electrode.potential_from_overpotential(half["product"], end, pH=acidity))
            for end in (low, high)
            if not math.isnan(end)
        ]
        formula = "E = E° − η (electrode.potential_from_overpotential)"
        return AgainstRHE(min(ends), max(ends) if len(ends) > 1 else math.nan, formula)
    if acidity is None:
        return AgainstRHE(missing=f"printed vs {scale}; pH not printed")
    known = next(name for name in electrode.scales() if name.startswith(scale))
    ends = [
        end if math.isnan(end) else float(electrode.convert_potential(end, known, "RHE", pH=acidity))
        for end in (low, high)
    ]
    return AgainstRHE(
        ends[0], ends[1], f"from V vs {known} at pH {rounding.general(acidity)} (electrode.convert_potential)"
    )


def _no_potential(row: Row) -> str:
    driven = driven_by(row)
    return f"driven by {driven}, no potential" if driven else "potential not printed"


def _volts(row: Row) -> tuple[float, float]:
    low, high = (_in(row[column], row["potential_unit"], "V") for column in ("potential", "potential_max"))
    return low, high


@data.kept
def _in(value: float, unit: str, other: str) -> float:
    """A value in another unit, converted once for all pairs that its row is in."""
    return float(units.convert(value, unit, other))


def _acidity(row: Row) -> float | None:
    """The pH that the conditions of a row print, or none."""
    found = re.search(r"pH\s*[=≈~]?\s*(\d+(?:\.\d+)?)", f"{row['electrolyte']} {row['condition_as_printed']}")
    return float(found[1]) if found else None


def driven_by(row: Row) -> str:
    """What drives the reaction of a row instead of a current: ``heat``, ``light``, or nothing.

    Asked only where neither potential nor current nor electrolyte is printed. Heat: a test at a temperature
    is printed for the system. Light: the title of the work says so.

    Examples
    --------
    >>> driven_by(data.row("gan2024-ce-conversion")), driven_by(data.row("li2022-pang2019-selectivity"))
    ('heat', 'light')
    """
    electric = not pd.isna(row["potential"]) or not pd.isna(row["current_density"]) or row["electrolyte"]
    return "" if electric or "current" in row["quantity"] else _other_drive(row["system"], row["cite"])


@data.kept
def _other_drive(system: str, cite: str) -> str:
    """Heat or light, as the tests of a system or the title of a work tell, or nothing."""
    steps = data.rows_of("preparation", "system", system)
    steps = steps[steps["quantity"] == "temperature"]
    if (steps["step"] == "test").any():
        return "heat"
    work = bibliography.read().get(cite)
    title = bibliography.plain(work.fields.get("title", "")).lower() if work else ""
    return "light" if re.search(r"\bphoto(?!electro)|\b(sun|visible )?light\b|\bsolar\b", title) else ""


@data.kept
def loading(system: str) -> pd.Series | None:
    """The row of ``preparation`` with the loading of a system in the performance test; none where none is.

    A loading that is printed for a class, such as Cuₓ/NTC, holds for its members.

    Examples
    --------
    >>> loading("ji2023-cu1-5-ntc")["id"], loading("li2022-mno2") is None
    ('ji2023-loading', True)
    """
    named = [system, *_classes_of(system)]
    found = _loadings()
    first = min((found[name] for name in named if name in found), key=lambda each: each[0], default=None)
    return first and first[1]


@data.kept
def _loadings() -> dict[str, tuple[int, pd.Series]]:
    """The first loading of each system in a performance test, with its place in the table."""
    steps = data.table("preparation")
    steps = steps[(steps["quantity"] == "loading") & (steps["step"] == "test")]
    found: dict[str, tuple[int, pd.Series]] = {}
    for number, (_, row) in enumerate(steps.iterrows()):
        found.setdefault(row["system"], (number, row))
    return found


def _classes_of(system: str) -> list[str]:
    """The classes of its source that a system is a member of."""
    known = _of_systems("name_ascii")
    if system not in known:
        return []
    classes = _classes().get(_of_systems("source")[system], [])
    return [id for id in classes if _member(known[system], known[id])]


@data.kept
def _classes() -> dict[str, list[str]]:
    """The classes of systems of each source."""
    found: dict[str, list[str]] = {}
    for id, role in _of_systems("role").items():
        if role == "class":
            found.setdefault(_of_systems("source")[id], []).append(id)
    return found


def _member(name: str, class_name: str) -> bool:
    """Whether a name is that of a class with a number for its x."""
    return "x" in class_name and bool(re.fullmatch(re.escape(class_name).replace("x", r"[\d.]+"), name))


@data.kept
def _of_systems(column: str) -> dict[str, str]:
    return {str(id): str(text) for id, text in data.table("systems")[column].items()}


@data.kept
def _of_quantities(column: str) -> dict[str, str]:
    return {str(id): str(text) for id, text in data.table("quantities")[column].items()}


def _name(row: Row) -> str:
    return _of_systems("name").get(row["system"], str(row["system"]))


def _work(row: Row) -> str:
    """The work behind a row: its key, or the key that the source prints for the system."""
    credit = _of_systems("credit_as_printed").get(row["system"], "")
    return str(row["cite"] or f"{row['source']} {credit}")


def same_work(one: Row, other: Row) -> bool:
    """Whether two rows report one work.

    Examples
    --------
    >>> same_work(data.row("gan2024-cos-fe"), data.row("abstract-cos1-x-fe"))
    True
    """
    return _work(one) == _work(other)


def _unequal(what: str, one: Row, other: Row, said: tuple[str, str]) -> str:
    return f"{what}: {said[0]} for {_name(one)}, {said[1]} for {_name(other)}."


# The rules ------------------------------------------------------------------------------------------


_UNEQUAL = relations.Unequal()


@_between("other-reaction", "another reaction", _UNEQUAL, lambda row: row["reaction"] or None, forbids=True)
def _other_reaction(one: Row, other: Row) -> str:
    """Values of two reactions start from two reactants, so they measure two things."""
    return _unequal("Reaction", one, other, (one["reaction"], other["reaction"]))


@_between("other-product", "another product", _UNEQUAL, lambda row: row["product"], forbids=True)
def _other_product(one: Row, other: Row) -> str:
    """Two products may need different numbers of electrons, so one current makes unlike amounts of them."""
    told = [f"{row['product'] or 'no product named'}{_electrons_told(row)}" for row in (one, other)]
    return f"Product: {told[0]} for {_name(one)}, {told[1]} for {_name(other)}."


def _electrons_told(row: Row) -> str:
    number = electrons(row["reaction"], row["product"])
    return "" if number is None else f" ({rounding.general(number)} electrons a molecule)"


def _two_quantities(one: str, other: str) -> bool:
    """Whether two quantities are two; how a yield is counted is told by the rule on that."""
    labels, bases = _of_quantities("label"), (BASES.get(one), BASES.get(other))
    counted = None not in bases and bases[0] != bases[1]
    return not counted and labels[one] != labels[other] and bool(labels[one] and labels[other])


@_between(
    "other-quantity",
    "another quantity",
    relations.Listed(_two_quantities),
    lambda row: row["quantity"],
    forbids=True,
)
def _other_quantity(one: Row, other: Row) -> str:
    """Two quantities are two things, even where they share a unit: a selectivity is no efficiency."""
    labels = _of_quantities("label")
    return _unequal("Quantity", one, other, (labels[one["quantity"]], labels[other["quantity"]]))


def _no_basis(row: Row) -> bool:
    return bool(BASES.get(row["quantity"]) == "")


def _basis(row: Row) -> Hashable:
    """What a yield is counted over; one over neither is like those of its work alone."""
    over = BASES.get(row["quantity"])
    return (over, "" if over else _work(row)) if over is not None else None


@_between(
    "other-basis",
    "per area, per mass, or neither",
    _UNEQUAL,
    _basis,
    forbids=True,
    lacks=_no_basis,
    told="The yield of {} is counted over neither area nor mass.",
)
def _other_basis(one: Row, other: Row) -> str:
    """A yield per area, per mass of catalyst or over neither depends on the size of what was tested."""
    if _no_basis(one) and _no_basis(other):
        return "Both yields are counted over neither area nor mass."
    said = [BASES[row["quantity"]] or "over neither area nor mass" for row in (one, other)]
    return _unequal("A yield is counted", one, other, (said[0], said[1]))


@_between(
    "not-electrochemical",
    "heat or light instead of current",
    _UNEQUAL,
    lambda row: driven_by(row) or "current",
    forbids=True,
    lacks=lambda row: bool(driven_by(row)),
    told="Heat or light drives the reaction on {}: no potential, current or electrolyte is printed.",
)
def _not_electrochemical(one: Row, other: Row) -> str:
    """What heat or light drives has no place beside what an electrode does."""
    said = [driven_by(row) or "current" for row in (one, other)]
    return _unequal("Driven by", one, other, (said[0], said[1]))


def _has_scale(row: Row) -> bool:
    return potential_scales.of(row).known


@_lacking(
    "scale-unknown",
    "reference electrode not stated",
    "No reference electrode is stated for the potential of {}.",
    forbids=True,
)
def _scale_unknown(row: Row) -> bool:
    """A potential without its reference electrode may lie anywhere within some tenths of a volt."""
    return potential_scales.of(row).name == potential_scales.NOT_STATED


def _scales_apart(one: tuple[str, bool], other: tuple[str, bool]) -> bool:
    """Whether two stated scales differ and one at least cannot be brought to the RHE."""
    stated = bool(one[0] and other[0])
    return stated and not (one[1] and other[1]) and one[0] != other[0]


@_between(
    "not-rhe",
    "potential on another scale than RHE",
    relations.Listed(_scales_apart),
    lambda row: (potential_scales.of(row).name if _has_scale(row) else "", not potential_vs_rhe(row).missing),
    forbids=True,
    lacks=lambda row: _has_scale(row) and potential_scales.of(row).name != "RHE",
    told="The potential of {} is printed on another scale than RHE, or as an overpotential.",
)
def _not_rhe(one: Row, other: Row) -> str:
    """Potentials on two scales can be compared only if what is printed allows to bring both to one."""
    named = (potential_scales.of(one).name, potential_scales.of(other).name)
    return _unequal("Scale of the potential", one, other, named)


@_lacking(
    "potential-unknown",
    "potential not stated",
    "No potential is stated for {}.",
    forbids=True,
    within_work=True,
)
def _potential_unknown(row: Row) -> bool:
    """Currents and efficiencies change with the potential: without it nothing says where a value stands."""
    return _is_condition(row) and pd.isna(row["potential"]) and not _held_at(row)


def _is_condition(row: Row) -> bool:
    """Whether a potential is a condition of the value, and not the value itself."""
    return _of_quantities("kind")[row["quantity"]] != "potential"


def _held_at(row: Row) -> tuple[float, ...]:
    """The total current densities at which a value was held, in mA/cm², or nothing."""
    ends = (row["current_density"], row["current_density_max"])
    known = [end for end in ends if not pd.isna(end)]
    return tuple(_settled(abs(_in(end, row["current_density_unit"], "mA/cm**2"))) for end in known)


def _holding(row: Row) -> relations.Held | None:
    """The potential or current that a value holds at; None where the value is a potential itself."""
    if not _is_condition(row):
        return None
    found, volts = potential_vs_rhe(row), None if pd.isna(row["potential"]) else _ends(*_volts(row))
    return relations.Held(
        volts,
        row["potential_scale"],
        _has_scale(row),
        None if found.missing else _ends(found.low, found.high),
        tuple(sorted(_held_at(row))),
        _work(row),
    )


def _ends(low: float, high: float) -> relations.Ends:
    return _settled(low), None if math.isnan(high) else _settled(high)


def _settled(value: float) -> float:
    """A key without the last bits, which differ between processors and would part what is equal."""
    return rounding.round_for_print(value, figures=rounding.SETTLED)


@_between("other-potential", "another potential", relations.Apart(_SAME_V), _holding, forbids=True)
def _other_potential(one: Row, other: Row) -> str:
    """Values at two potentials, or at two set currents, differ for that reason alone."""
    names = f"{_name(one)} and {_name(other)}"
    if pd.isna(one["potential"]) or pd.isna(other["potential"]):
        return f"The values of {names} were not held at the same current."
    peaks = one["statistic"] == other["statistic"] == "maximum"
    more = " Each is the best value, at a potential of its own." if peaks else ""
    return f"The values of {names} stand at two potentials.{more}"


def _picked(row: Row) -> bool:
    return row["statistic"] in ("maximum", "minimum")


@_between(
    "peak-against-fixed",
    "best value against one at a given potential",
    relations.Listed(lambda one, other: one != other),
    _picked,
    forbids=False,
)
def _peak_against_fixed(one: Row, other: Row) -> str:
    """The best value of a series is picked, a value at a given potential is not: the pick flatters."""
    picked = one if _picked(one) else other
    return f"The value of {_name(picked)} is picked from a series, the other is not said to be."


@_between("other-cell", "another cell", _UNEQUAL, lambda row: row["cell"] or None, forbids=True)
def _other_cell(one: Row, other: Row) -> str:
    """A flow cell brings gas to the electrode that an H-type cell cannot: their currents differ by design."""
    return _unequal("Cell", one, other, (one["cell"], other["cell"]))


@_lacking("cell-unknown", "cell not stated", "No kind of cell is stated for {}.", forbids=False)
def _cell_unknown(row: Row) -> bool:
    """Where the cell is not stated it may be another one."""
    return not row["cell"]


@_between(
    "other-electrolyte", "another electrolyte", _UNEQUAL, lambda row: row["electrolyte"] or None, forbids=True
)
def _other_electrolyte(one: Row, other: Row) -> str:
    """The electrolyte sets pH, ions and supply of the reactant: its effect mixes with that of the defect."""
    return _unequal("Electrolyte", one, other, (one["electrolyte"], other["electrolyte"]))


@_lacking("electrolyte-unknown", "electrolyte not stated", "No electrolyte is stated for {}.", forbids=False)
def _electrolyte_unknown(row: Row) -> bool:
    """Where the electrolyte is not stated it may be another one."""
    return not row["electrolyte"]


def _loading_told(row: Row) -> str:
    found = loading(row["system"])
    return "" if found is None else f"{rounding.general(found['value'])} {units.symbol(found['unit'])}"


@_between(
    "other-loading",
    "another loading",
    relations.UnequalIfMarked(),
    lambda row: (_loading_told(row) or None, row["quantity"] in PER_AREA),
    forbids=True,
)
def _other_loading(one: Row, other: Row) -> str:
    """What is counted per area of electrode grows with the catalyst on that area."""
    return _unequal("Loading", one, other, (_loading_told(one), _loading_told(other)))


@_lacking("loading-unknown", "loading not stated", "No loading is stated for {}.", forbids=False)
def _loading_unknown(row: Row) -> bool:
    """Where the loading is not stated, a value per area may owe its size to more catalyst."""
    return row["quantity"] in PER_AREA and loading(row["system"]) is None


@_lacking(
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


@_lacking("bound", "a bound, not a value", "Only a bound is printed for {}.", forbids=False, within_work=True)
def _bound(row: Row) -> bool:
    """A value printed as above or below a number can be ranked in one direction only, and gives no ratio."""
    return row["relation"] in (">", ">=", "<", "<=")


# What the rules say ---------------------------------------------------------------------------------


def flags(one: Row, other: Row) -> tuple[Flag, ...]:
    """All that stands between two rows of ``performance``.

    Parameters
    ----------
    one, other : Series or mapping
        Rows of ``performance``; their order does not matter for which flags there are.

    Returns
    -------
    tuple of Flag
        In the order of :data:`RULES`.

    Examples
    --------
    >>> rows = data.row("li2022-wang2022-fe"), data.row("li2022-wang2022-fe-flow")
    >>> [flag.name for flag in flags(*rows)]
    ['other-potential', 'other-cell', 'bound']
    """
    found = (rule(one, other) for rule in RULES.values())
    return tuple(flag for flag in found if flag)


def flags_of(row: Row) -> tuple[Flag, ...]:
    """What one row lacks or is by itself that stands in the way of comparing it.

    Examples
    --------
    >>> [flag.name for flag in flags_of(data.row("gan2024-sns2-x-yield"))]
    ['other-basis', 'scale-unknown', 'cell-unknown', 'electrolyte-unknown']
    """
    found = (rule.alone(row) for rule in RULES.values())
    return tuple(flag for flag in found if flag)


def comparable(one: Row, other: Row) -> bool:
    """Whether no flag between two rows forbids to compare their values; some may warn.

    Examples
    --------
    >>> comparable(data.row("gan2024-cos-fe"), data.row("gan2024-cos1-x-fe"))
    True
    """
    return not any(
        rule.relation.breaks(rule.key(one), rule.key(other)) for rule in RULES.values() if rule.forbids
    )


def hits(rows: Sequence[Row]) -> dict[str, int]:
    """How many pairs of rows each rule hits, on two systems or one.

    Examples
    --------
    >>> rows = [data.row("li2022-wang2022-fe"), data.row("li2022-wang2022-fe-flow")]
    >>> [name for name, number in hits(rows).items() if number]
    ['other-potential', 'other-cell', 'bound']
    """
    return {name: rule.relation.count([rule.key(row) for row in rows]) for name, rule in RULES.items()}


def number_comparable(rows: Sequence[Row]) -> int:
    """How many pairs of rows no rule forbids, on two systems or one."""
    return _graph({str(number): row for number, row in enumerate(rows)}).pairs()


def _graph(held: Mapping[str, Row]) -> relations.Graph:
    forbidding = [rule for rule in RULES.values() if rule.forbids]
    # The potential comes last: the others leave few rows among which it is looked for.
    forbidding.sort(key=lambda rule: isinstance(rule.relation, relations.Apart))
    return relations.Graph(
        [rule.relation for rule in forbidding],
        {id: tuple(rule.key(row) for rule in forbidding) for id, row in held.items()},
        {id: _work(row) for id, row in held.items()},
    )


def groups(rows: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The largest sets of rows within which every two may be compared, each of two systems or more.

    Parameters
    ----------
    rows : DataFrame
        Rows of ``performance``, indexed by id.

    Returns
    -------
    tuple of tuple of str
        Ids, in the order of the rows. A row may stand in several sets, as what a value leaves out may fit
        several that differ.

    Examples
    --------
    >>> frame = data.table("performance")
    >>> groups(frame[frame["source"].eq("pei2024") & frame["quantity"].eq("turnover_frequency")])
    (('pei2024-l-comn-tof', 'pei2024-comn-tof', 'pei2024-co-tof', 'pei2024-mn-tof'),)
    """
    held = {str(id): row.to_dict() for id, row in rows.iterrows()}
    order = {id: number for number, id in enumerate(held)}
    sets = sorted(sorted(order[id] for id in found) for found in _graph(held).cliques())
    ids = list(held)
    named = (tuple(ids[number] for number in found) for found in sets)
    return tuple(found for found in named if len({held[id]["system"] for id in found}) > 1)
