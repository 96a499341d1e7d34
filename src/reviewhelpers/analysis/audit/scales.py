"""Potentials and the scale they are counted on."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.chemistry import electrode, reactions, scale_inference, units
from reviewhelpers.chemistry.printed_scales import NOTES
from reviewhelpers.chemistry.printed_scales import scale_of as known_scale
from reviewhelpers.dataset import data, quote_search
from reviewhelpers.text import formatting

NEED_POTENTIAL = (
    *("faradaic_efficiency", "selectivity", "turnover_frequency", "current_density"),
    *("partial_current_density", "yield_per_area", "yield_per_mass", "mass_yield_per_mass", "yield_rate"),
)
OWN_CONVERSIONS = {"ji2023": electrode.ji2023_difference}
"""For each source with a conversion of its own, what that gives more than this book's, in V, at a pH."""

TRACE = 1e-6
"""Pressure in bar or concentration in mol/L, over that of the standard state, of a product that can just be
found; a choice of this book."""

ACIDITIES = (0.0, 7.0, 14.0)
"""Where a conversion is tried; the difference of two conversions is a straight line in pH."""


@rule("potential-with-scale", takes="every printed potential, source by source")
def potential_with_scale() -> Iterator[Finding]:
    """A potential is a number only together with the electrode that it is counted from."""
    found: dict[str, dict[str, list[pd.Series]]] = {}
    for row in rows.numbers():
        if math.isnan(rows.volts(row)) and row["potential_scale"] != "not stated":
            continue
        if row["status"] == "computed":
            continue  # The potential of a calculation is counted from its own model of an electrode.
        if row["quantity"] == "overpotential" or row["potential_scale"] == "overpotential":
            continue
        kind = "without" if row["potential_scale"] == "not stated" else "with"
        found.setdefault(row["source"], {"with": [], "without": []})[kind].append(row)
    for each in found.values():
        # A work prints a value with its scale in one place and without it in the next, or converts them all.
        resolved = [row for row in each["without"] if known_scale(row).known]
        open_rows = [row for row in each["without"] if not known_scale(row).known]
        total = len(each["with"]) + len(each["without"])
        if resolved:
            reasons = dict.fromkeys(NOTES[known_scale(row).how] for row in resolved)
            yield agreement(
                resolved,
                printed=f"{_place(resolved[0])}{rows.how_many(resolved, 'potential')} without a scale beside "
                f"them: {rows.listed((_volts(row) for row in resolved), 12)}",
                computed=f"{len(resolved)} of {total} entries; settled elsewhere: {', '.join(reasons)}",
                advice="Take that scale, and say where it stands.",
            )
        if open_rows:
            yield finding(
                open_rows,
                printed=f"{_place(open_rows[0])}{rows.how_many(open_rows, 'potential')} without a scale: "
                f"{rows.listed((_volts(row) for row in open_rows), 12)}",
                computed=f"{len(open_rows)} of {total} entries; no place of the same work settles it",
                difference="up to what separates the scales: SCE and SHE alone lie "
                f"{formatting.decimals(electrode.reference_potential('SCE'), 2)} V apart",
                seriousness="not stated",
                advice="Do not convert them and do not draw them on the RHE axis.",
            )
        if each["with"]:
            yield agreement(
                each["with"],
                printed=f"{_place(each['with'][0])}{rows.how_many(each['with'], 'potential')} with a scale: "
                f"{rows.listed((row['potential_scale'] for row in each['with']), 6)}",
                computed=f"{len(each['with'])} of {total} entries",
            )


@rule("scale-by-elimination", takes="best efficiencies in bicarbonate whose potential has no scale")
def scale_by_elimination() -> Iterator[Finding]:
    """The main product of a reduction has a driving force, so that its potential lies below its equilibrium.
    Each scale is tried with the pH of the solution; where one alone is left, it is inferred."""
    frame = data.table("performance")
    for row in rows.every(frame[frame["potential_scale"] == "not stated"]):
        tried = scale_inference.eliminate(row)
        if tried is None:
            continue
        printed = f"{rows.describe(row)}; no reference electrode beside it"
        texts = ", ".join(
            f"{formatting.significant(volts, 2)} V ({scale})" for scale, volts in tried.tried.items()
        )
        computed = (
            f"vs RHE at pH {formatting.significant(tried.pH, 2)} it would be {texts}; equilibrium of "
            f"{formatting.formula(row['product'])}: {formatting.significant(tried.equilibrium_V)} V"
        )
        if len(tried.possible) == 1:
            yield finding(
                [row],
                printed=printed,
                computed=computed,
                difference=f"only {tried.possible[0]} is possible",
                seriousness="wording",
                advice=f"Take {tried.possible[0]}, and say that it is inferred. The authors may take the "
                f"scale for granted.",
            )
        elif tried.possible:
            yield undecided(
                [row],
                printed=printed,
                computed=computed,
                advice=f"Do not convert it: {' or '.join(tried.possible)} may be meant.",
            )
        else:
            yield finding(
                [row],
                printed=printed,
                computed=computed,
                difference="no scale is possible",
                seriousness="physics",
                advice="Ask whether the potential is an overpotential.",
            )


def _place(row: pd.Series) -> str:
    """The document of a row, where it is an abstract or a page behind the source."""
    document = data.table("sources").loc[row["source"]]
    return f"{document['kind']} of {document['cite']}: " if row["source"] != host(row["source"]) else ""


def _volts(row: pd.Series) -> str:
    value = rows.volts(row)
    return "no value" if math.isnan(value) else f"{formatting.number(value)} V"


@rule("number-with-potential", takes="every efficiency, current, turnover frequency and yield")
def number_with_potential() -> Iterator[Finding]:
    """An efficiency, a current or a yield holds at one potential or one current, which has to be told."""
    frame = data.table("performance")
    frame = frame[frame["quantity"].isin(NEED_POTENTIAL) & frame["source"].isin(_hosts())]
    for _, group in frame.groupby("source", sort=False):
        bare = group[
            group["potential"].isna()
            & group["current_density"].isna()
            & (group["quantity"] != "current_density")
        ]
        rest = group.drop(bare.index)
        if len(bare):
            yield finding(
                rows.every(bare),
                printed=f"{rows.how_many(rows.every(bare), 'value')} without a potential or a total current "
                "beside them: "
                f"{rows.listed(map(rows.describe, rows.every(bare)), 20)}",
                computed=f"{len(bare)} of {len(group)} values",
                difference="the condition is missing",
                seriousness="not stated",
                advice="Look the condition up in the work itself before comparing.",
            )
        if len(rest):
            yield agreement(
                rows.every(rest),
                printed=f"{rows.how_many(rows.every(rest), 'value')} with a potential or a current",
                computed=f"{len(rest)} of {len(group)} values",
            )


def _hosts() -> set[str]:
    return {host(source) for source in data.table("sources")["id"]}


@rule("own-scale-equation", takes="conversions of potentials that a source prints with its own constants")
def own_scale_equation() -> Iterator[Finding]:
    """The conversion that a source prints gives the same potential as tabulated electrodes do. It needs the
    pH, so that a source that prints none leaves its conversion open."""
    constants = data.table("reference_electrodes")
    preparation = data.table("preparation")
    for source in [each for each in constants["use"].unique() if each in OWN_CONVERSIONS]:
        involved = rows.every(
            preparation[(preparation["source"] == source) & preparation["step"].str.contains("conversion")]
        )
        if not involved:
            continue
        gaps = [1000 * float(OWN_CONVERSIONS[source](pH)) for pH in ACIDITIES]
        texts = ", ".join(
            f"{formatting.significant(gap, 2)} mV at pH {rounding.general(pH)}"
            for gap, pH in zip(gaps, ACIDITIES, strict=True)
        )
        printed = rows.listed(map(formatting.named_value, involved))
        step = _smallest_step(source)
        facts = {"printed": printed, "computed": f"difference to this book's conversion: {texts}"}
        if rounding.at_most(max(map(abs, gaps)), 1000 * step / 2):
            yield agreement(
                involved,
                **facts,
                difference=f"at most {formatting.significant(max(map(abs, gaps)), 2)} mV, below half of the last "
                f"digit of the printed potentials ({formatting.number(step)} V)",
            )
        else:
            yield finding(
                involved,
                **facts,
                difference=f"{formatting.significant(max(map(abs, gaps)), 2)} mV",
                seriousness="number",
                advice="Convert again from the scale that was measured.",
            )
        if preparation[(preparation["source"] == source) & (preparation["quantity"] == "ph")].empty:
            yield undecided(
                involved,
                printed=f"{printed}; no pH",
                computed="each unit of pH moves the result by "
                f"{formatting.decimals(1000 * reactions.nernst_slope(), 0)} mV",
                advice="Do not turn its potentials back to the electrode that was used.",
                meant="The pH may be taken for known from the electrolyte.",
            )


def _smallest_step(source: str) -> float:
    """One unit of the last digit of the potentials that a source prints as conditions, in V."""
    return min(
        quote_search.shortest_step(rows.volts(row))
        for row in rows.numbers(("performance", "structure"))
        if row["source"] == source and not math.isnan(row["potential"])
    )


@rule("potential-below-equilibrium", takes="potentials at which a product of a reduction is printed")
def potential_below_equilibrium() -> Iterator[Finding]:
    """A product of a reduction appears at potentials below its equilibrium potential, not above. By Nernst's
    equation that of a trace, a millionth of the standard state, lies higher. Scales that are not stated are
    tried as RHE, and the finding says so; for products whose potential moves with pH the highest is taken."""
    sound: dict[str, list[pd.Series]] = {}
    for row in rows.numbers(("performance",)):
        half = rows.half_reaction(row)
        if half is None or row["potential_scale"] not in ("RHE", "not stated") or math.isnan(rows.volts(row)):
            continue
        standard = max(float(electrode.equilibrium_potential(half["id"], pH=pH)) for pH in ACIDITIES)
        limit = standard + _dilute_shift(half, row["product"])
        ends = [rows.volts(row)]
        if not pd.isna(row["potential_max"]):
            ends.append(float(units.convert(row["potential_max"], row["potential_unit"], "V")))
        if all(rounding.at_most(end, limit) for end in ends):
            sound.setdefault(host(row["source"]), []).append(row)
            continue
        highest = max(ends)
        both = rounding.exceeds(-abs(highest), limit)
        scale = "as printed" if row["potential_scale"] == "RHE" else "if RHE is meant"
        yield finding(
            [row],
            printed=rows.describe(row),
            computed=f"equilibrium of {formatting.formula(row['product'])}: "
            f"{formatting.rounded(standard, 3)} V vs RHE, {formatting.rounded(limit, 3)} V for a trace of "
            f"it; "
            f"{formatting.number(highest)} V"
            + (f" and {formatting.number(-abs(highest))} V lie" if both else " lies")
            + f" above it, {scale}",
            difference=f"{formatting.rounded(highest - standard, 3)} V",
            seriousness="physics",
            advice="Ask whether an overpotential is meant: as such it would stand for "
            f"{formatting.rounded(standard - abs(highest), 3)} V vs RHE.",
        )
    for found in sound.values():
        yield agreement(
            found,
            printed=f"{rows.how_many(found, 'value')} at potentials from "
            f"{formatting.number(min(map(rows.volts, found)))} to "
            f"{formatting.number(max(map(rows.volts, found)))} V",
            computed="all below the equilibrium potential of a trace of the product",
        )


def _dilute_shift(half: pd.Series, product: str) -> float:
    """How much higher the equilibrium of a trace of a product lies than that of its standard state, in V."""
    each = rows.products(half)[product] / reactions.electrons(half["equation"])
    return -reactions.nernst_slope() * each * math.log10(TRACE)
