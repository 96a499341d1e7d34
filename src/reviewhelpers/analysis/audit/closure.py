"""Closure of charge and of atoms: what the numbers of one electrode at one potential leave for each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule
from reviewhelpers.chemistry import electrode, reactions, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

ELECTRODE = ["source", "system", "reaction", "potential", "potential_scale", "cell"]
"""Columns that say together which electrode stood at which potential."""

SAME = 0.1
"""How far two currents that should be the same may differ, as a share: loadings and areas are rounded."""

BY_PRODUCTS: Mapping[str, Mapping[str, tuple[str, int]]] = {
    "NITRR": {
        "nitrogen": ("2 NO3-(aq) -> N2(g)", 2),
        "nitrous oxide": ("2 NO3-(aq) -> N2O(g)", 2),
        "nitric oxide": ("NO3-(aq) -> NO(g)", 1),
        "nitrite": ("NO3-(aq) -> NO2-(aq)", 1),
        "unreduced nitrate": ("NO3-(aq) -> NO3-(aq)", 1),
    }
}
"""What the reactant that does not become the main product may become, by reaction, each with its shorthand
and the molecules of the reactant in it: from most to fewest electrons. A reactant that leaves the solution
unreduced, through the membrane or onto a surface, takes none."""


def _performance() -> pd.DataFrame:
    frame = data.table("performance")
    return frame[~frame["potential"].isna()]


def _of(group: pd.DataFrame, *quantities: str) -> list[pd.Series]:
    return rows.every(group[group["quantity"].isin(quantities)])


def _per_reactant(half: str) -> float:
    """Electrons per molecule of the reactant that a half-reaction takes up."""
    equation = electrode.half_reaction(half)["equation"]
    reactant = reactions.parse(equation).left[0][1]
    return reactions.electrons(equation) / float(reactant)


def largest_efficiencies(reaction: str, product: str, selectivity: float) -> dict[str, float]:
    """The largest efficiency of a product, by what all of the rest of the reactant becomes.

    Parameters
    ----------
    reaction : str
        One of :data:`BY_PRODUCTS`.
    product : str
        Product of a half-reaction of the data, such as ``ammonia_from_nitrate``.
    selectivity : float
        Share of the reactant that becomes the product, in percent.

    Returns
    -------
    dict of str to float
        In percent, the smallest first.

    Examples
    --------
    >>> most = largest_efficiencies("NITRR", "ammonia_from_nitrate", 86.6)
    >>> {name: round(bound, 1) for name, bound in most.items()}["nitrite"]
    96.3
    """
    main = selectivity * _per_reactant(product)
    return {
        name: 100 * main / (main + (100 - selectivity) * _electrons(shorthand) / molecules)
        for name, (shorthand, molecules) in BY_PRODUCTS[reaction].items()
    }


def _electrons(shorthand: str) -> int:
    """Electrons that a shorthand takes up; none where nothing becomes of the reactant."""
    before, _, after = shorthand.partition(" -> ")
    return 0 if before == after else reactions.electrons(reactions.complete(shorthand))


@rule("charge-and-atoms", takes="efficiency and selectivity for one product of one electrode")
def charge_and_atoms() -> Iterator[Finding]:
    """What does not become the product takes charge as well, so that a selectivity sets the largest
    efficiency. Each atom of the rest takes as many electrons as its own product needs."""
    for _, group in _performance().groupby(ELECTRODE, sort=False):
        for share, efficiency in itertools.product(
            _of(group, "selectivity"), _of(group, "faradaic_efficiency")
        ):
            half = rows.half_reaction(efficiency)
            if (
                share["product"] != efficiency["product"]
                or half is None
                or share["reaction"] not in BY_PRODUCTS
            ):
                continue
            most = largest_efficiencies(share["reaction"], half["product"], share["value"])
            bounds = ", ".join(f"{name} {formatting.significant(bound)} %" for name, bound in most.items())
            facts = {
                "printed": f"{rows.describe(efficiency)}; {rows.describe(share)}",
                "computed": f"largest efficiency by what all of the other "
                f"{formatting.rounded(100 - share['value'], 6)} % become: {bounds}",
            }
            room = rows.step(efficiency) / 2 + (
                0 if pd.isna(efficiency["uncertainty"]) else efficiency["uncertainty"]
            )
            left = [name for name, bound in most.items() if efficiency["value"] <= bound + room]
            few = [name for name in most if name not in left]
            if not few:
                yield agreement([efficiency, share], **facts)
            elif left:
                yield finding(
                    [efficiency, share],
                    **facts,
                    difference=f"too little charge left by {' or '.join(few)} alone; enough by "
                    f"{', '.join(left)}",
                    seriousness="number",
                    advice=f"Do not take all of what is lost for {few[0]}: some of it took few electrons or "
                    "none. The authors name no by-product with a number.",
                )
            else:
                yield finding(
                    [efficiency, share],
                    **facts,
                    difference=f"{formatting.significant(efficiency['value'] - max(most.values()), 2)} points "
                    f"above",
                    seriousness="physics",
                    advice="Do not use the two together: they may come from two runs, or be counted "
                    "differently.",
                )


@rule("efficiencies-add-up", takes="Faradaic efficiencies for several products of one electrode")
def efficiencies_add_up() -> Iterator[Finding]:
    """The efficiencies of all products of one electrode at one potential add up to 100 percent at most.
    Printed errors and the last digits count."""
    for _, group in _performance().groupby(ELECTRODE, sort=False):
        shares = group[
            (group["quantity"] == "faradaic_efficiency") & group["relation"].isin(["=", "~", ">", ">="])
        ]
        each = [rows.every(same)[0] for _, same in shares.groupby("product", sort=False)]
        if len(each) < 2:
            continue
        total = math.fsum(row["value"] for row in each)
        room = math.fsum(
            rows.step(row) / 2 + (0.0 if pd.isna(row["uncertainty"]) else row["uncertainty"]) for row in each
        )
        facts = {
            "printed": rows.listed(map(rows.describe, each)),
            "computed": f"{' + '.join(formatting.number(row['value']) for row in each)} = "
            f"{formatting.rounded(total, 6)} %",
        }
        if total <= 100 + room:
            yield agreement(each, **facts)
        else:
            yield finding(
                each,
                **facts,
                difference=f"{formatting.rounded(total - 100, 6)} points above 100 %",
                seriousness="physics",
                advice="Do not use them together: they may be best values of different runs.",
            )


@rule("partial-within-total", takes="partial and total current of one electrode")
def partial_within_total() -> Iterator[Finding]:
    """A partial current is a part of the total current and never above it."""
    for _, group in _performance().groupby(ELECTRODE, sort=False):
        for part, total in itertools.product(
            _of(group, "partial_current_density"), _of(group, "current_density")
        ):
            most = abs(float(units.convert(total["value"], total["unit"], part["unit"])))
            facts = {
                "printed": f"{rows.describe(part)}; {rows.describe(total)}",
                "computed": f"{formatting.number(abs(part['value']))} of {formatting.number(most)} "
                f"{units.symbol(part['unit'])}",
            }
            if abs(part["value"]) <= most + rows.step(part) / 2:
                yield agreement([part, total], **facts)
            else:
                yield finding(
                    [part, total],
                    **facts,
                    difference=f"× {formatting.significant(abs(part['value']) / most)}",
                    seriousness="physics",
                    advice="Ask whether the two are counted over the same area, and which is the total.",
                )


def _current_behind(row: pd.Series) -> float | None:
    """The partial current in mA/cm² behind a yield, a turnover or a partial current; None where something is
    missing."""
    half = rows.half_reaction(row)
    if row["quantity"] == "partial_current_density":
        return abs(float(units.convert(row["value"], row["unit"], "mA/cm**2")))
    if half is None:
        return None
    electrons = reactions.electrons(half["equation"]) / rows.products(half)[row["product"]]
    loading = rows.of_test("preparation", row, "loading")
    mg_per_cm2 = (
        float(units.convert(loading[0]["value"], loading[0]["unit"], "mg/cm**2")) if loading else None
    )
    if row["quantity"] == "turnover_frequency":
        sites = _sites(row, mg_per_cm2)
        if sites is None:
            return None
        per_hour = float(units.convert(row["value"], row["unit"], "1/h"))
        return abs(float(electrode.current_from_turnover_frequency(per_hour, electrons, sites)))
    try:
        rate = float(
            units.harmonise(
                row["value"],
                row["unit"],
                "mol/s/cm**2",
                loading_mg_per_cm2=mg_per_cm2,
                molar_mass_g_per_mol=reactions.molar_mass(row["product"]),
            )
        )
    except units.UnitError:
        return None
    return abs(float(electrode.current_from_yield(rate, electrons)))


def _sites(row: pd.Series, mg_per_cm2: float | None) -> float | None:
    """Atoms of the metal per electrode area, in mol/cm², as if each were a site."""
    if mg_per_cm2 is None:
        return None
    fractions = rows.where(
        data.table("structure"), **rows.cells(row, "source", "system"), quantity="mass_fraction"
    )
    for metal in str(data.table("systems")["metal"].get(row["system"], "")).split():
        for fraction in rows.every(fractions[fractions["subject"] == metal]):
            share = float(units.convert(fraction["value"], fraction["unit"], "wt_percent"))
            return 1e-5 * mg_per_cm2 * share / reactions.molar_mass(metal)
    return None


@rule("product-and-current", takes="yield or turnover of one electrode, with its current")
def product_and_current() -> Iterator[Finding]:
    """A product takes its electrons from the current, so that by Faraday's law a yield or a turnover needs no
    more than the total current. It needs just the partial current. A turnover is counted over all atoms of
    the metal, since the sites are not known."""
    for _, group in _performance().groupby(ELECTRODE, sort=False):
        products = _of(group, "yield_per_area", "yield_per_mass", "mass_yield_per_mass", "turnover_frequency")
        currents = _of(group, "current_density", "partial_current_density")
        for product, current in itertools.product(products, currents):
            partial = current["quantity"] == "partial_current_density"
            needed = _current_behind(product)
            if needed is None or (partial and current["product"] != product["product"]):
                continue
            flows = abs(float(units.convert(current["value"], current["unit"], "mA/cm**2")))
            facts = {
                "printed": f"{rows.describe(product)}; {rows.describe(current)}",
                "computed": f"by Faraday's law {formatting.significant(needed)} mA cm⁻² behind "
                f"{rows.amount(product)}",
            }
            # A turnover may be counted over fewer sites than there are atoms, which needs less current.
            few = partial and product["quantity"] != "turnover_frequency" and needed < flows * (1 - SAME)
            if needed > flows * (1 + SAME) or few:
                yield finding(
                    [product, current],
                    **facts,
                    difference=f"× {formatting.significant(needed / flows)}",
                    seriousness="physics",
                    advice="Ask over which area, mass or number of sites each of the two is counted.",
                )
            else:
                yield agreement([product, current], **facts)
