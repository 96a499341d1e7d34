"""Sums and balances: shares of a whole, mean charges, equations, and a balance of nitrate."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule, undecided
from reviewhelpers.chemistry import clusters, electrode, nitrate, reactions, transport, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

_ION = re.compile(r"(?P<element>[A-Z][a-z]?)(?P<size>[⁰¹²³⁴⁵⁶⁷⁸⁹]*)(?P<sign>[⁺⁻]?)")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
VOLUME_MATCH = 0.05
"""How far a printed volume may miss the one that a reading of ppm implies, as a share."""
STIRRING_MARGIN = 3
"""How many times thinner than that of a disk rotating as fast a diffusion layer in a stirred cell is taken to
be at most: twice for the two faces of an electrode, and more for edges and turbulence. A choice of this
book."""


def _shares() -> Iterator[list[pd.Series]]:
    """Shares that one piece of print lists for one system, two or more."""
    frame = data.table("structure")
    frame = frame[(frame["quantity"] == "share") & (frame["relation"] == "=")]
    for _, group in frame.groupby(["source", "system", "as_printed"], sort=False):
        if len(group) > 1:
            yield rows.every(group)


@rule("parts-of-a-whole", takes="shares that one sentence prints together")
def parts_of_a_matching_half_reaction() -> Iterator[Finding]:
    """The shares of a whole add up to 100 percent, but for rounding."""
    for shares in _shares():
        total = math.fsum(row["value"] for row in shares)
        room = math.fsum(rows.step(row) for row in shares) / 2
        arithmetic = " + ".join(formatting.exact(row) for row in shares)
        facts = {
            "printed": rows.listed(map(rows.describe, shares)),
            "computed": f"{arithmetic} = {formatting.rounded(total, 6)} %",
            "difference": f"{formatting.rounded(total - 100, 6)} points",
        }
        if rounding.at_most(abs(total - 100), room):
            yield agreement(shares, **facts)
        else:
            yield finding(
                shares,
                **facts,
                seriousness="number",
                advice="Do not compute from these shares before the missing or wrong one is found.",
            )


def _charge(subject: str) -> int | None:
    """The charge of an ion such as Cu²⁺; None where the text is none."""
    found = _ION.fullmatch(subject)
    if not found:
        return None
    size = int(found["size"].translate(_PLAIN) or 1)
    return -size if found["sign"] == "⁻" else size


def _mean_valences() -> dict[str, tuple[float, list[pd.Series]]]:
    """For each system the mean charge of its metal, from shares of ions that add up."""
    found = {}
    for shares in _shares():
        charges = {_charge(row["subject"]): row["value"] for row in shares}
        if None in charges:
            continue
        try:
            mean = clusters.mean_valence({int(charge or 0): share for charge, share in charges.items()})
        except clusters.ClusterError:
            continue  # parts-of-a-whole reports shares that do not add up.
        found[str(shares[0]["system"])] = (mean, shares)
    return found


@rule("order-of-valences", takes="orders of mean charges, with the shares of each charge")
def order_of_valences() -> Iterator[Finding]:
    """The mean charge of a metal, from the shares of its charges, keeps to the order that is printed."""
    means = _mean_valences()
    frame = data.table("structure")
    systems = data.table("systems")
    chains = frame[(frame["quantity"] == "valence") & frame["as_printed"].str.contains(r"[>≥].*[>≥]")]
    for (source, chain), group in chains.groupby(["source", "as_printed"], sort=False):
        names = {row["name_ascii"]: id for id, row in systems[systems["source"] == source].iterrows()}
        values, texts, involved = [], [], rows.every(group)
        for part in re.split(r"[>≥]", chain):
            name = part.strip()
            if re.fullmatch(r"[+-]?\d+", name):
                values.append(float(name))
            elif names.get(name) in means:
                mean, shares = means[str(names[name])]
                values.append(mean)
                texts.append(f"{name}: {_sum(shares)} = {formatting.decimals(mean, 2)}")
                involved += shares
        if not texts:
            continue
        facts = {"printed": chain, "computed": "; ".join(texts)}
        if all(rounding.at_most(low, high) for high, low in pairwise(values)):
            yield agreement(involved, **facts, difference="none; the charges stand in the printed order")
        else:
            yield finding(
                involved,
                **facts,
                difference="the computed charges stand in another order",
                seriousness="number",
                advice="Ask which of the two, edge position or fit, the order was read from.",
            )


def _sum(shares: list[pd.Series]) -> str:
    parts = [f"{_charge(row['subject'])} × {formatting.exact(row)} %" for row in shares]
    return " + ".join(parts)


# Equations -------------------------------------------------------------------------------------------


def _equations() -> Iterator[tuple[pd.Series, reactions.Balance, bool]]:
    """Printed equations with their balance, and whether they write electrons, protons or water at all."""
    for row in rows.every(data.table("reactions")):
        balance = reactions.balance(rows.equation(row))
        species = {each for side in (balance.reaction.left, balance.reaction.right) for each, _ in side}
        helpers = {("e", -1), ("H", 1), ("H2O", 0), ("OH", -1)}
        yield row, balance, any((each.formula, each.charge) in helpers for each in species)


@rule("equation-balances", takes="every printed equation")
def equation_balances() -> Iterator[Finding]:
    """An equation has the same atoms and the same charge on both sides. A shorthand that writes no electrons,
    protons or water at all is completed with them."""
    for row, balance, written in _equations():
        text = reactions.format_equation(balance.reaction)
        if balance.balanced:
            yield agreement([row], printed=text, computed="atoms and charge are the same on both sides")
        elif written:
            completed = reactions.format_equation(reactions.complete(balance.reaction))
            yield finding(
                [row],
                printed=text,
                computed=f"balanced: {completed}",
                difference=f"{rows.lacking(balance)} is missing",
                seriousness="physics",
                advice="Use the balanced form.",
            )
        else:
            completed = reactions.format_equation(reactions.complete(balance.reaction))
            yield agreement(
                [row],
                printed=f"{text}, a shorthand",
                computed=f"completed: {completed}",
                difference=f"left out: {rows.lacking(balance)}",
            )


@rule("steps-make-the-reaction", takes="the equations that a source prints as the steps of one reaction")
def steps_make_the_reaction() -> Iterator[Finding]:
    """The steps of a mechanism, added up, give the whole reaction with all its electrons."""
    by_source: dict[str, list[tuple[pd.Series, reactions.Balance]]] = {}
    for row, balance, written in _equations():
        if written or balance.balanced:
            by_source.setdefault(row["source"], []).append((row, balance))
    for steps in by_source.values():
        if len(steps) < 2:
            continue
        found = reactions.balance(reactions.add([balance.reaction for _, balance in steps]))
        half = _matching_half_reaction(found.reaction)
        known = ""
        if half is not None:
            known = f"; the half-reaction from tables takes {int(half['electrons'])}"
        facts = {
            "printed": f"{len(steps)} steps",
            "computed": f"their sum: {reactions.format_equation(found.reaction)}, {found.electrons} electrons{known}",
        }
        involved = [row for row, _ in steps]
        if found.balanced and (half is None or found.electrons == half["electrons"]):
            yield agreement(involved, **facts)
        else:
            yield finding(
                involved,
                **facts,
                difference=f"{rows.lacking(found)} is missing"
                if found.missing
                else "another number of electrons",
                seriousness="physics",
                advice="Use the half-reaction as it balances.",
            )


def _substances(side: reactions.Side) -> set[str]:
    """The substances on a side, without what completes an equation: electrons, protons, water, hydroxide."""
    return {species.formula for species, _ in side} - {"e", "H", "H2O", "OH"}


def _matching_half_reaction(net: reactions.Reaction) -> pd.Series | None:
    """The half-reaction that starts and ends with the same substances."""
    for half in rows.every(data.table("half_reactions")):
        equation = reactions.parse(half["equation"])
        if (_substances(equation.left), _substances(equation.right)) == (
            _substances(net.left),
            _substances(net.right),
        ):
            return half
    return None


@rule("electrons-of-the-reaction", takes="numbers of electrons that a source prints for a whole reaction")
def electrons_of_the_reaction() -> Iterator[Finding]:
    """The number of electrons that a source prints for a reaction is that of the balanced half-reaction."""
    for row in rows.every(data.table("structure")):
        found = re.fullmatch(r"electrons that take (\w+) to (\w+)", row["subject"])
        if not found:
            continue
        half = electrode.half_reaction(f"{found[2]}_from_{found[1]}")
        facts = {
            "printed": f"“{row['as_printed']}”: {formatting.value(row)}",
            "computed": f"{reactions.format_equation(half['equation'])}: {reactions.electrons(half['equation'])}",
        }
        gap = row["value"] - reactions.electrons(half["equation"])
        if not gap:
            yield agreement([row], **facts)
        else:
            yield finding(
                [row],
                **facts,
                difference=formatting.number(gap),
                seriousness="physics",
                advice="Count with the balanced half-reaction.",
            )


# Nitrate ---------------------------------------------------------------------------------------------


@rule("nitrate-balance", takes="yield, conversion, selectivity, ppm, area, time and volume of one test")
def nitrate_balance() -> Iterator[Finding]:
    """The nitrate at the start, from yield, selectivity and conversion, is concentration times volume. Parts
    per million can count the salt, the ion or its nitrogen: each reading implies another volume. Where no
    volume is printed, nitrate has to reach the electrode in time: a stirrer is taken to make no diffusion
    layer thinner than a third of that of a disk rotating as fast."""
    frame = data.table("performance")
    for conversion in rows.every(frame[(frame["quantity"] == "conversion") & (frame["reaction"] == "NITRR")]):
        same = rows.where(frame, **rows.cells(conversion, "source", "system", "potential"))
        selectivity, area_yields = (
            same[same["quantity"] == name] for name in ("selectivity", "yield_per_area")
        )
        ppm = rows.of_test("preparation", conversion, "concentration_ppm")
        sides = [
            row
            for row in rows.of_test("preparation", conversion, "length")
            if "carbon paper" in row["subject"]
        ]
        if selectivity.empty or area_yields.empty or not ppm or not sides or pd.isna(conversion["duration"]):
            continue
        product, share, side = area_yields.iloc[0], selectivity.iloc[0], sides[0]
        area = float(units.convert(side["value"], side["unit"], "cm")) ** 2
        hours = float(units.convert(conversion["duration"], conversion["duration_unit"], "hour"))
        balances = {
            meaning: nitrate.balance(
                yield_mmol_per_h_cm2=float(units.convert(product["value"], product["unit"], "mmol/h/cm**2")),
                area_cm2=area,
                duration_h=hours,
                conversion_percent=conversion["value"],
                selectivity_percent=share["value"],
                ppm=ppm[0]["value"],
                counted=counted,
            )
            for counted, meaning in nitrate.MEANINGS.items()
        }
        start = next(iter(balances.values())).start_mmol
        involved = [product, conversion, share, side, *ppm]
        arithmetic = (
            f"{rows.amount(product)} × {formatting.number(area)} cm² × {formatting.number(hours)} h / "
            f"({rows.amount(share)} × {rows.amount(conversion)}) = {formatting.decimals(start, 3)} mmol "
            "at the start; "
        ) + ", ".join(
            f"{formatting.decimals(found.volume_mL, 0)} mL if ppm is {meaning}"
            for meaning, found in balances.items()
        )
        printed = f"{formatting.value(ppm[0])} {ppm[0]['subject']}; " + rows.listed(
            map(formatting.named_value, (product, conversion, share))
        )
        volumes = rows.of_test("preparation", conversion, "volume")
        if not volumes:
            yield _by_supply(conversion, involved, printed, arithmetic, balances, area, hours)
            continue
        volume = float(units.convert(volumes[0]["value"], volumes[0]["unit"], "mL"))
        fits = [
            meaning
            for meaning, found in balances.items()
            if rounding.at_most(abs(found.volume_mL / volume - 1), VOLUME_MATCH)
        ]
        facts = {"printed": f"{printed}; {formatting.named_value(volumes[0])}", "computed": arithmetic}
        if fits:
            yield agreement([*involved, *volumes], **facts, difference=f"fits {' and '.join(fits)}")
        else:
            yield finding(
                [*involved, *volumes],
                **facts,
                difference="no reading of ppm fits the volume",
                seriousness="physics",
                advice="Do not use yield, conversion and selectivity together.",
            )


def _by_supply(
    conversion: pd.Series,
    involved: list[pd.Series],
    printed: str,
    arithmetic: str,
    balances: dict[str, nitrate.Balance],
    area: float,
    hours: float,
) -> Finding:
    """Without a volume, how fast nitrate reaches the electrode decides which readings of ppm are possible."""
    stirring = rows.of_test("preparation", conversion, "rotation_speed")
    if not stirring or conversion["value"] >= 100:
        return undecided(
            involved,
            printed=f"{printed}; no volume",
            computed=arithmetic,
            advice="Do not use the concentration: what it counts and the volume are not printed.",
        )
    diffusion = units.constant_in("nitrate-diffusion", "m**2/s")
    layers = {
        meaning: transport.layer_for_conversion(
            conversion_percent=conversion["value"],
            duration_h=hours,
            area_cm2=area,
            volume_mL=found.volume_mL,
            diffusion_m2_per_s=diffusion,
        )
        for meaning, found in balances.items()
    }
    speed = float(units.convert(stirring[0]["value"], stirring[0]["unit"], "rpm"))
    disk = transport.rotating_disk_layer(speed, diffusion)
    possible = [meaning for meaning, layer in layers.items() if layer * STIRRING_MARGIN >= disk]
    thicknesses = ", ".join(
        f"{formatting.significant(layer, 2)} µm ({meaning})" for meaning, layer in layers.items()
    )
    facts = {
        "printed": f"{printed}; {formatting.named_value(stirring[0])}; no volume",
        "computed": f"{arithmetic}; to use up {rows.amount(conversion)} in {formatting.number(hours)} h the "
        f"diffusion layer "
        f"must be {thicknesses}; a disk rotating at {formatting.number(speed)} rpm has "
        f"{formatting.significant(disk, 2)} µm",
    }
    if len(possible) == len(layers):
        return undecided(
            [*involved, *stirring], **facts, advice="Any reading of ppm is possible; the volume would decide."
        )
    return finding(
        [*involved, *stirring],
        **facts,
        difference=f"possible: {' or '.join(possible) or 'no reading of ppm'}",
        seriousness="physics",
        advice=f"Read ppm as {' or '.join(possible)}, which alone comes near what stirring can do, or take "
        "one of yield, conversion and selectivity to be off; gas that bubbles stirs as well. The authors may "
        "count nitrogen, as water analysis does."
        if possible
        else "Do not use yield, conversion and selectivity together.",
    )
