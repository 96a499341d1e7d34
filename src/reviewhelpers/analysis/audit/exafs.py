"""What X-ray absorption prints against what its method can say: positions of peaks, and means over which
atoms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule, undecided
from reviewhelpers.analysis.audit.structures import COUNT_ERROR
from reviewhelpers.chemistry import clusters, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

KNOWN_BONDS = {frozenset({"Co", "N"}): "cobalt-nitrogen-bond"}
"""Bonds whose length is known from a crystal of the same site, as ``constants`` names them."""

CORRECTED = 0.15
"""A peak this near to the known bond, in Å, counts as corrected for its phase; a choice of this book."""


def _atoms(subject: str) -> frozenset[str]:
    return frozenset(re.findall(r"[A-Z][a-z]?", subject))


def _angstrom(row: pd.Series, column: str = "value") -> float:
    return float(units.convert(row[column], row["unit"], "angstrom"))


@rule("phase-of-a-peak", takes="peaks of EXAFS transforms beside distances of the same pair")
def phase_of_a_peak() -> Iterator[Finding]:
    """A peak in the transform of EXAFS stands short of the distance by the phase of the scattered wave, some
    half an ångström, unless that phase was corrected. A peak of the same spectrum whose bond is known tells
    which it is. The shift of a pair of metals is taken to lie between half of that shift and all of it."""
    spectra, structure = data.table("spectra"), data.table("structure")
    peaks = rows.every(spectra[(spectra["technique"] == "EXAFS") & (spectra["quantity"] == "peak_position")])
    for peak in peaks:
        same = rows.where(structure, **rows.cells(peak, "source", "system"), quantity="distance")
        partners = [
            row
            for row in rows.every(same)
            if _atoms(row["subject"]) == _atoms(peak["subject"]) and len(_atoms(row["subject"])) > 1
        ]
        if not partners:
            continue
        known = [
            other
            for other in peaks
            if _atoms(other["subject"]) in KNOWN_BONDS
            and rows.cells(other, "source", "system", "panel")
            == rows.cells(peak, "source", "system", "panel")
        ]
        printed = "; ".join(f"{row['subject']}: {rows.amount(row)}" for row in (peak, *known, *partners))
        if not known:
            yield undecided(
                [peak, *partners],
                printed=printed,
                computed="no peak of a bond of known length stands beside it, so whether its phase was "
                "corrected is open",
                advice="Do not take the two as one distance measured twice.",
            )
            continue
        yield _with_known(peak, known[0], partners, printed)


def _with_known(peak: pd.Series, known: pd.Series, partners: list[pd.Series], printed: str) -> Finding:
    """What a distance is once the shift of a known bond is taken off."""
    bond = units.constant_in(KNOWN_BONDS[_atoms(known["subject"])], "angstrom")
    shift = bond - _angstrom(known)
    corrected = abs(shift) <= CORRECTED
    low, high = (_angstrom(peak) + (0 if corrected else part * shift) for part in (0.5, 1.0))
    longest = max(
        _angstrom(row, "value" if math.isnan(row["value_max"]) else "value_max") for row in partners
    )
    shortest = min(_angstrom(row) for row in partners)
    distance = (
        f"{formatting.rounded(low, 2)} Å"
        if corrected
        else f"{formatting.decimals(low, 2)} to {formatting.decimals(high, 2)} Å"
    )
    typical = formatting.decimals(-units.constant("exafs-shift"), 1)
    phase = (
        "the phase was corrected"
        if corrected
        else f"the phase was not corrected (inferred; a shift of {typical} Å is typical)"
    )
    facts = {
        "printed": printed,
        "computed": f"{known['subject']} is {formatting.decimals(bond, 2)} Å long in cobalt phthalocyanine, "
        f"{formatting.decimals(shift, 2)} Å more than its peak: {phase}; then {peak['subject']} is {distance}",
    }
    half = max(rows.step(row) * _angstrom(row) / row["value"] for row in partners) / 2
    if shortest - half <= high and low <= longest + half:
        return agreement([peak, known, *partners], **facts)
    return finding(
        [peak, known, *partners],
        **facts,
        difference=f"{formatting.decimals(min(abs(low - longest), abs(shortest - high)), 2)} Å at least",
        seriousness="physics",
        advice="Do not take the two as one distance measured twice. The authors may compare the peaks as "
        "printed; the "
        "pair of the spectrum is then not the pair of the micrograph, or its peak comes from other "
        "neighbours.",
    )


@rule(
    "counts-over-one-metal", takes="mean counts of two shells, with the share of the metal that is metallic"
)
def counts_over_one_metal() -> Iterator[Finding]:
    """Means of two shells of one fit are taken over the same atoms. Over all atoms of a metal the metallic
    share has at most twelve neighbours of its kind and no nitrogen, and the rest four nitrogen atoms where
    its sites are flat. A count may be off by a fifth."""
    frame = data.table("structure")
    for share in rows.every(
        frame[(frame["quantity"] == "share") & frame["subject"].str.fullmatch(r"[A-Z][a-z]?⁰")]
    ):
        metal = share["subject"].rstrip("⁰")
        same = rows.where(
            frame,
            **rows.cells(share, "source", "system", "locator"),
            quantity="coordination_number",
            relation="=",
        )
        bounds = (
            (f"{metal}–{metal}, mean", clusters.largest_mean(share["value"]), f"12 × {rows.amount(share)}"),
            (
                f"{metal}–N, mean",
                clusters.largest_ligand_mean(share["value"]),
                f"4 × (1 − {rows.amount(share)}) in flat sites",
            ),
        )
        found = [
            (count, most, arithmetic)
            for subject, most, arithmetic in bounds
            for count in rows.every(same[same["subject"] == subject])
        ]
        if len({count["subject"] for count, _, _ in found}) < len(bounds):
            continue
        involved = [share, *(count for count, _, _ in found)]
        facts = {
            "printed": rows.listed(map(rows.describe, involved)),
            "computed": "over all copper: ".replace("copper", metal)
            + "; ".join(
                f"{count['subject'].split(',')[0]} at most {arithmetic} = {formatting.decimals(most, 2)}, "
                "printed "
                f"{formatting.exact(count)}"
                for count, most, arithmetic in found
            ),
        }
        over = [(count, most) for count, most, _ in found if count["value"] * (1 - COUNT_ERROR) > most]
        if not over:
            yield agreement(involved, **facts)
            continue
        yield finding(
            involved,
            **facts,
            difference=", ".join(
                f"{count['subject'].split(',')[0]} × {formatting.decimals(count['value'] / most, 1)}"
                for count, most in over
            ),
            seriousness="physics",
            advice="Ask what each mean is taken over before comparing the two. The authors refer the count "
            "of metal to the metallic share. A count of nitrogen a little above its limit may have a fifth "
            "neighbour or the fit for a cause, and one that falls far under potential counts more than the "
            "sites with nitrogen.",
        )
