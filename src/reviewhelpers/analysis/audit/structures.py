"""Counts of neighbours, structures and positions of lines against geometry and against each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule, undecided
from reviewhelpers.chemistry import cluster_packing, ratios, reactions
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

_LIKE = re.compile(r"([A-Z][a-z]?)–\1")
"""The bond of a metal with its like, such as Cu–Cu."""

_LINE = re.compile(r"(?P<formula>\S+) \((?P<h>\d)(?P<k>\d)(?P<l>\d)\)")
COUNT_ERROR = 0.2
"""The share by which a fitted number of neighbours may be off. In the slides of Newville (2021) a fit of FeO
that is called very good gives 4.9 neighbours where 6 are known."""
CUBIC = ("CeO₂",)
"""Substances named in the data whose lattice is cubic."""


def _structure() -> pd.DataFrame:
    return data.table("structure")


@rule("neighbours-in-cluster", takes="sizes of clusters, with the neighbours counted in the same picture")
def neighbours_in_cluster() -> Iterator[Finding]:
    """The mean number of neighbours of its own kind in a cluster of n atoms is at most that of the most
    compact cluster of equal spheres. A count may be off by a fifth, as even a very good fit of a known
    structure is; an error of the share of metal that it was divided by comes on top."""
    frame = _structure()
    for size in rows.every(frame[(frame["quantity"] == "nuclearity") & (frame["panel"] != "")]):
        same = rows.where(frame, **rows.cells(size, "source", "system", "panel", "locator", "potential"))
        for count in rows.every(same[same["quantity"] == "coordination_number"]):
            if not _LIKE.fullmatch(count["subject"]):
                continue
            most = cluster_packing.compact_mean(int(size["value"]))
            name = data.table("systems").loc[size["system"], "name"]
            condition = (
                "" if math.isnan(size["potential"]) else f" at {formatting.number(size['potential'])} V"
            )
            facts = {
                "printed": f"{name}{condition}: {count['subject']} neighbours "
                f"{formatting.exact(count)}; cluster of {formatting.exact(size)}",
                "computed": f"at most {formatting.significant(most)} in {formatting.exact(size)} atoms; "
                f"{formatting.exact(count)} asks for {_atoms_required(count['value'])}",
                "difference": formatting.significant(count["value"] - most),
            }
            if count["value"] * (1 - COUNT_ERROR) <= most:
                yield agreement([size, count], **facts)
            else:
                yield finding(
                    [size, count],
                    **facts,
                    seriousness="physics",
                    advice="Do not read the count as the number of atoms. As printed it is larger than a cluster "
                    "of that size can have. The authors may have divided it by a share of metal that was found "
                    "too small: then a smaller cluster is possible, but not where nearly all of the metal is "
                    "reduced.",
                )


def _atoms_required(mean: float) -> str:
    """How many atoms a mean number of neighbours asks for, from the most compact cluster to a piece of the
    metal."""
    least = cluster_packing.fewest_atoms(mean)
    try:
        metal = cluster_packing.atoms_of_metal(mean)
    except cluster_packing.PackingError:
        return f"{least} atoms or more"
    return f"{least} atoms in an icosahedron, {metal} in a cuboctahedron"


def _series(row: pd.Series, bond: str) -> list[pd.Series]:
    """Counts of one bond of a system, from open circuit to ever more negative potentials."""
    frame = rows.where(_structure(), **rows.cells(row, "source", "system"), subject=bond)
    frame = frame[frame["quantity"] == "coordination_number"]
    # At open circuit no potential is printed; it is milder than any that is.
    return rows.every(frame.sort_values("potential", ascending=False, na_position="first", kind="stable"))


@rule("largest-gain", takes="potentials at which, by the source, a count of neighbours grows most")
def largest_gain() -> Iterator[Finding]:
    """The potential of the largest gain is the one before which the printed counts differ most."""
    frame = _structure()
    for row in rows.every(frame[frame["subject"].str.startswith("potential of the largest gain")]):
        series = _series(row, "Cu–Cu")
        if len(series) < 2:
            yield undecided(
                [row],
                printed=rows.describe(row),
                computed="the counts behind it are not printed",
                advice="Look the counts up in the supplement.",
                meant="The sentence may rest on counts that the text leaves to the supplement.",
            )
            continue
        found = ratios.gains(each["value"] for each in series)
        top = max(range(len(found)), key=lambda place: rounding.settled(found[place].difference))
        there = rows.volts(series[top + 1])
        facts = {
            "printed": f"{rows.describe(row)}; counts "
            + ", ".join(formatting.exact(each) for each in series),
            "computed": "gains "
            + ", ".join(formatting.rounded(each.difference, 6) for each in found)
            + f"; the largest at {formatting.number(there)} V",
        }
        if rounding.same(there, rows.volts(row)):
            yield agreement([row, *series], **facts)
        else:
            yield finding(
                [row, *series],
                **facts,
                difference=f"{formatting.rounded(rows.volts(row) - there, 6)} V",
                seriousness="number",
                advice="Go by the counts.",
            )


@rule(
    "dominant-site",
    takes="most negative potentials at which, by the source, a site with some nitrogen dominates",
)
def dominant_site() -> Iterator[Finding]:
    """A site with four nitrogen atoms dominates while the mean count of nitrogen is above half of four. The
    metal outside such sites is taken to have no nitrogen."""
    frame = _structure()
    low = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
    for row in rows.every(frame[frame["subject"].str.fullmatch(r"most negative potential .* dominates")]):
        found = re.search(r"(\w+–N)(\d)", row["subject"].translate(low))
        series = _series(row, found[1]) if found else []
        if not found or not series:
            yield undecided(
                [row],
                printed=rows.describe(row),
                computed="the counts behind it are not printed",
                advice="Look the counts up in the supplement.",
                meant="The sentence may rest on counts that the text leaves to the supplement.",
            )
            continue
        total = int(found[2])
        shares = [(each, each["value"] / total) for each in series]
        most = [rows.volts(each) for each, share in shares if rounding.exceeds(share, 0.5)]
        counted = formatting.aligned([share for _, share in shares], 2)
        texts = ", ".join(
            f"{formatting.exact(each)} / {total} = {share}"
            for (each, _), share in zip(shares, counted, strict=True)
        )
        facts = {"printed": rows.describe(row), "computed": f"shares {texts}"}
        if most and rounding.same(most[-1], rows.volts(row)):
            yield agreement([row, *series], **facts)
        else:
            yield finding(
                [row, *series],
                **facts,
                difference=f"above half down to {formatting.number(most[-1])} V"
                if most
                else "never above half",
                seriousness="number",
                advice="Go by the counts.",
            )


@rule("structure-in-two-sections", takes="clusters assigned to a sample at a potential, section by section")
def structure_in_two_sections() -> Iterator[Finding]:
    """A structure that one section gives a sample at a potential is the one that the other sections give."""
    frame = _structure()
    frame = frame[~frame["potential"].isna()]
    titles = data.table("sections")["title"]
    for _, group in frame.groupby(["source", "system", "potential"], sort=False):
        sizes = group[group["quantity"] == "nuclearity"]
        others = group[
            group["quantity"].isin(["coordination_number", "valence"])
            & ~group["locator"].isin(set(sizes["locator"]))
        ]
        if sizes.empty or (sizes["locator"].nunique() < 2 and others.empty):
            continue
        every = rows.every(sizes)
        texts = [f"cluster of {formatting.exact(row)} in {titles[row['locator']]}" for row in every]
        texts += [
            f"{row['subject']}: {formatting.exact(row)} and no cluster in {titles[row['locator']]}"
            for row in rows.every(others)
        ]
        row = every[0]
        name = data.table("systems").loc[row["system"], "name"]
        printed = f"{name} at {formatting.number(row['potential'])} V: {rows.listed(texts, 12)}"
        if sizes["value"].nunique() == 1 and others.empty:
            yield agreement(every, printed=printed, computed="the same size in every section")
        elif sizes["value"].nunique() == 1 and others["subject"].str.contains("configuration").any():
            yield undecided(
                [*every, *rows.every(others)],
                printed=printed,
                computed="one section names the main form, another a cluster",
                advice="Both can hold: the main form leaves room for some of the metal in clusters.",
            )
        else:
            yield finding(
                [*every, *rows.every(others)],
                printed=printed,
                computed=f"{sizes['locator'].nunique()} of {group['locator'].nunique()} sections name a "
                f"cluster, {sizes['value'].nunique()} in size",
                difference="the sections do not give one structure",
                seriousness="number",
                advice="Go by the section that reports the measurement.",
            )


@rule("lines-of-one-lattice", takes="diffraction lines with their indices, of one cubic substance")
def lines_of_one_lattice() -> Iterator[Finding]:
    """Two lines of one cubic lattice fix each other, whatever the wavelength: their sines go as the roots of
    h² + k² + l²."""
    frame = data.table("spectra")
    for _, group in frame[frame["quantity"] == "diffraction_angle"].groupby(["source", "system"], sort=False):
        named = [(row, found) for row in rows.every(group) if (found := _LINE.fullmatch(row["subject"]))]
        for (one, first), (other, second) in combinations(named, 2):
            if first["formula"] != second["formula"] or first["formula"] not in CUBIC:
                continue
            ratio = math.sqrt(_squares(second) / _squares(first))
            half = rows.step(one) / 2
            low, middle, high = (_partner(one["value"] + off, ratio) for off in (-half, 0.0, half))
            facts = {
                "printed": f"{one['subject']}: {rows.amount(one)}; {other['subject']}: {rows.amount(other)}",
                "computed": f"from the first line the second lies at {formatting.decimals(middle, 2)}°, "
                f"by rounding {formatting.decimals(low, 2)}° to {formatting.decimals(high, 2)}°",
                "difference": f"{formatting.rounded(other['value'] - middle, 2)}°",
            }
            edge = rows.step(other) / 2
            above = rounding.at_most(low - edge, other["value"])
            if above and rounding.at_most(other["value"], high + edge):
                yield agreement([one, other], **facts)
            else:
                yield finding(
                    [one, other],
                    **facts,
                    seriousness="physics",
                    advice="Ask whether both lines belong to this substance.",
                )


def _squares(found: re.Match[str]) -> int:
    return sum(int(found[index]) ** 2 for index in "hkl")


def _partner(two_theta: float, ratio: float) -> float:
    return 2 * math.degrees(math.asin(ratio * math.sin(math.radians(two_theta / 2))))


@rule("mass-of-signals", takes="mass signals with the species they are assigned to")
def mass_of_signals() -> Iterator[Finding]:
    """A mass signal of a species with one charge stands at its molar mass."""
    frame = data.table("spectra")
    sound: dict[str, list[tuple[pd.Series, float]]] = {}
    for row in rows.every(frame[frame["quantity"] == "mass_to_charge"]):
        mass = reactions.molar_mass(row["subject"])
        if rows.rounds_to(mass, row["value"], rows.step(row)):
            sound.setdefault(row["source"], []).append((row, mass))
            continue
        yield finding(
            [row],
            printed=f"{row['subject']} at m/z {formatting.exact(row)}",
            computed=f"molar mass {formatting.decimals(mass, 2)} g mol⁻¹",
            difference=formatting.significant(mass - row["value"]),
            seriousness="physics",
            advice="Do not use the assignment.",
        )
    for found in sound.values():
        yield agreement(
            [row for row, _ in found],
            printed="; ".join(f"{row['subject']} at m/z {formatting.exact(row)}" for row, _ in found),
            computed=", ".join(formatting.aligned([mass for _, mass in found], 2)) + " g mol⁻¹",
            advice="Mind that a mass does not tell the order of the atoms, nor a product from a fragment.",
        )
