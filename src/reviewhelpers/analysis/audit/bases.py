"""Values printed in two units or bases, and values whose unit cannot be compared with any other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

COMMON = "umol/h/cm**2"
PER_MASS = "The yield may be meant for comparison by mass; the work may give the loading."
"""What a yield per mass of catalyst may be meant for, where its loading is not known."""
YIELDS = ("yield_per_area", "yield_per_mass", "mass_yield_per_mass", "yield_rate")

FORMULAS = {"CuPc": "C32H16CuN8", "NH2-BDC": "C8H7NO4"}
"""Formulas of substances that the field calls by a short name."""


def _loading(row: pd.Series) -> float:
    return float(units.convert(row["value"], row["unit"], "mg/cm**2"))


@rule("yield-in-two-bases", takes="yields per mass and per area of one system, with the loading of its test")
def yield_in_two_bases() -> Iterator[Finding]:
    """A yield per mass times the loading is the yield per area."""
    frame = data.table("performance")
    keys = ["source", "system", "product", "potential"]
    for _, group in frame[frame["quantity"].isin(YIELDS)].groupby(keys, sort=False, dropna=False):
        per_mass, per_area = (
            group[group["quantity"] == name].groupby("value", sort=False) for name in YIELDS[1::-1]
        )
        for (_, masses), (_, areas) in product(per_mass, per_area):
            mass, area = masses.iloc[0], areas.iloc[0]
            printed = f"{rows.describe(mass)}; {rows.describe(area)}"
            involved = [*rows.every(masses), *rows.every(areas)]
            loadings = rows.of_test("preparation", mass, "loading")
            if not loadings:
                yield undecided(
                    involved,
                    printed=printed,
                    computed="the loading of the test is not printed",
                    advice="Use one of the two and say which.",
                )
            for loading in loadings:
                found = float(
                    units.harmonise(
                        mass["value"], mass["unit"], area["unit"], loading_mg_per_cm2=_loading(loading)
                    )
                )
                facts = {
                    "printed": f"{printed}; {formatting.named_value(loading)}",
                    "computed": f"{rows.amount(mass)} × {rows.amount(loading)} = "
                    f"{formatting.significant(found)} {units.symbol(area['unit'])}",
                }
                gap = f"{formatting.significant(100 * (found / area['value'] - 1), 2)} %"
                if rows.rounds_to(found, area["value"], rows.step(area)):
                    yield agreement([*involved, loading], **facts, difference=f"{gap}, within rounding")
                else:
                    yield finding(
                        [*involved, loading],
                        **facts,
                        difference=gap,
                        seriousness="number",
                        advice="Use neither before the loading is clear.",
                    )


@rule("yield-to-compare", takes="every printed yield")
def yield_to_compare() -> Iterator[Finding]:
    """A yield can be set beside others only if it is told over which area or mass it was made."""
    frame = data.table("performance")
    frame = frame[frame["quantity"].isin(YIELDS)]
    groups = frame.assign(host=frame["source"].map(host)).groupby(
        ["host", "system", "quantity", "unit", "value"], sort=False
    )
    for _, group in groups:
        row = group.iloc[0]
        loadings = rows.of_test("preparation", row, "loading")
        half = rows.half_reaction(row)
        molar = reactions.molar_mass(row["product"]) if half is not None else None
        try:
            found = units.harmonise(
                row["value"],
                row["unit"],
                COMMON,
                loading_mg_per_cm2=_loading(loadings[0]) if loadings else None,
                molar_mass_g_per_mol=molar,
            )
        except units.UnitError as error:
            yield finding(
                rows.every(group),
                printed=rows.describe(row),
                computed=f"in {units.symbol(COMMON)}: needs {str(error).partition(' needs ')[2] or error}",
                difference="no value in the common unit",
                seriousness="not stated",
                advice="Do not draw it beside the others; compare it only within its own work.",
                meant="" if row["quantity"] == "yield_rate" else PER_MASS,
            )
            continue
        yield agreement(
            [*rows.every(group), *loadings[:1]],
            printed=rows.describe(row),
            computed=f"{formatting.significant(float(found))} {units.symbol(COMMON)} in the common unit",
        )


@rule("selectivity-or-efficiency", takes="every selectivity")
def selectivity_or_efficiency() -> Iterator[Finding]:
    """A selectivity is a share of what was converted, an efficiency one of the charge: which is meant shows
    where a conversion is printed beside it."""
    frame = data.table("performance")
    for row in rows.every(frame[frame["quantity"] == "selectivity"]):
        same = rows.where(frame, **rows.cells(row, "source", "system", "potential"))
        converted = rows.every(same[same["quantity"] == "conversion"])
        if converted:
            became = 100 * float(electrode.yield_fraction(converted[0]["value"], row["value"]))
            yield agreement(
                [row, *converted],
                printed=f"{rows.describe(row)}; {'; '.join(map(formatting.named_value, converted))}",
                computed=f"{rows.amount(row)} × {rows.amount(converted[0])} = "
                f"{formatting.significant(became)} % of the reactant became the product",
            )
        else:
            yield undecided(
                [row],
                printed=rows.describe(row),
                computed="no conversion is printed",
                advice="Do not draw it as a Faradaic efficiency.",
            )


@rule("current-and-efficiency", takes="total and partial current with efficiency at one potential")
def current_and_efficiency() -> Iterator[Finding]:
    """The partial current of a product is the total current times its Faradaic efficiency."""
    frame = data.table("performance")
    frame = frame[~frame["potential"].isna()]
    keys = ["source", "system", "potential", "potential_scale", "cell"]
    for _, group in frame.groupby(keys, sort=False):
        parts = [
            rows.every(group[group["quantity"] == name])
            for name in ("current_density", "faradaic_efficiency", "partial_current_density")
        ]
        for total, share, partial in product(*parts):
            if share["product"] != partial["product"]:
                continue
            current = float(units.convert(total["value"], total["unit"], partial["unit"]))
            found = float(electrode.partial_current_density(current, share["value"]))
            off = abs(rows.step(total) / 2 * share["value"] / 100) + abs(current) * rows.step(share) / 200
            facts = {
                "printed": "; ".join(map(rows.describe, (total, share, partial))),
                "computed": f"{rows.amount(total)} × {rows.amount(share)} = "
                f"{formatting.significant(found)} {units.symbol(partial['unit'])}",
                "difference": formatting.significant(abs(found) - abs(partial["value"]), 2),
            }
            missed = abs(abs(found) - abs(partial["value"]))
            if rounding.at_most(missed, off + rows.step(partial) / 2):
                yield agreement([total, share, partial], **facts)
            else:
                yield finding(
                    [total, share, partial],
                    **facts,
                    seriousness="number",
                    advice="Find out whether the current printed is the total or the partial one.",
                )


@rule("sign-of-current", takes="every current of a reduction, source by source")
def sign_of_current() -> Iterator[Finding]:
    """The current of a reduction is negative, so that one source prints all such currents with one sign."""
    frame = data.table("performance")
    frame = frame[frame["quantity"].isin(["current_density", "partial_current_density"])]
    frame = frame[frame["source"].map(host) == frame["source"]]
    for _, group in frame.groupby("source", sort=False):
        negative, positive = group[group["value"] < 0], group[group["value"] > 0]
        printed = f"{len(negative)} with a minus sign, {len(positive)} without"
        facts = {
            "printed": f"{printed}: {rows.listed(map(formatting.value, rows.every(group)), 12)}",
            "computed": "a cathodic current is negative (IUPAC)",
        }
        if len(negative) and len(positive):
            yield finding(
                rows.every(group),
                **facts,
                difference=f"{len(positive)} of {len(group)}",
                seriousness="wording",
                advice="Read all of them as magnitudes of a cathodic current.",
            )
        else:
            yield agreement(rows.every(group), **facts, advice="One sign throughout; read as a magnitude.")


@rule("mass-and-amount", takes="mass, volume and amount of one substance that one bracket prints")
def mass_and_amount() -> Iterator[Finding]:
    """The mass of a substance over its amount is its molar mass. A volume needs the density as well."""
    frame = data.table("preparation")
    for _, group in frame[frame["subject"] != ""].groupby(["source", "as_printed", "subject"], sort=False):
        kinds = {row["quantity"]: row for row in rows.every(group)}
        amount = kinds.get("amount")
        if amount is None or not {"mass", "volume"} & set(kinds):
            continue
        formula = FORMULAS.get(amount["subject"], amount["subject"])
        molar = reactions.molar_mass(formula)
        mol = float(units.convert(amount["value"], amount["unit"], "mol"))
        weighed = formatting.value(kinds["mass" if "mass" in kinds else "volume"])
        printed = f"{amount['subject']}: {weighed}, {formatting.value(amount)}"
        weight = f"{formatting.decimals(molar, 2)} g mol⁻¹ ({formatting.formula(formula)})"
        if "mass" not in kinds:
            volume = kinds["volume"]
            litres = float(units.convert(volume["value"], volume["unit"], "mL"))
            yield undecided(
                [volume, amount],
                printed=printed,
                computed=f"{formatting.value(amount)} × {weight} / {formatting.value(volume)} = "
                f"{formatting.significant(mol * molar / litres)} g mL⁻¹ as density",
                advice="Look up the density of the liquid; the text does not print it.",
                meant="The density may be left to the reader.",
            )
            continue
        mass = kinds["mass"]
        grams = float(units.convert(mass["value"], mass["unit"], "g"))
        found = float(units.convert(grams / molar, "mol", amount["unit"]))
        facts = {
            "printed": printed,
            "computed": f"{formatting.value(mass)} / {weight} = "
            f"{formatting.significant(found)} {units.symbol(amount['unit'])}",
            "difference": f"{formatting.significant(100 * (found / amount['value'] - 1), 2)} %",
        }
        if rows.rounds_to(found, amount["value"], rows.step(amount)):
            yield agreement([mass, amount], **facts)
        else:
            yield finding(
                [mass, amount],
                **facts,
                seriousness="number",
                advice="Go by the mass, which is what was weighed.",
            )
