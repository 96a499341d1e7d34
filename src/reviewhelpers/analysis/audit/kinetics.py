"""Computed barriers against measured rates."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule
from reviewhelpers.chemistry import energetics, units
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

ROOM_C = 25.0
"""The temperature of a test whose source says room temperature or nothing, in °C."""

WITHOUT_ELECTRONS = ("desorption",)
"""Steps that take up no electron, so that no potential makes them faster."""


@rule(
    "barrier-against-turnover",
    takes="computed energies of a step without electrons, with a turnover of the same site",
)
def barrier_against_turnover() -> Iterator[Finding]:
    """A site turns over no faster than its slowest step lets it: (kT/h) exp(−ΔG/kT) by transition state
    theory. The energy of a step uphill is the least that its barrier can be, and a step without electrons
    does not feel the potential."""
    energies, performance = data.table("energetics"), data.table("performance")
    energies = energies[(energies["quantity"] == "free_energy_change") & (energies["value"] > 0)]
    steps = energies[energies["subject"].map(lambda text: any(word in text for word in WITHOUT_ELECTRONS))]
    for step in rows.every(steps):
        energy = float(units.convert(step["value"], step["unit"], "eV"))
        most = 3600 * energetics.largest_rate(energy, temperature_C=ROOM_C)
        same = rows.where(performance, **rows.cells(step, "source", "system"), quantity="turnover_frequency")
        for turnover in rows.every(same):
            yield _compared(step, turnover, most)


def _compared(step: pd.Series, turnover: pd.Series, most: float) -> Finding:
    measured = float(units.convert(turnover["value"], turnover["unit"], "1/h"))
    facts = {
        "printed": f"{step['subject']}: {rows.amount(step)}; {rows.describe(turnover)}",
        "computed": f"(kT/h) exp(−{rows.amount(step)} / kT) at {formatting.number(ROOM_C)} °C: at most "
        f"{formatting.significant(most, 2)} h⁻¹",
    }
    if measured <= most:
        return agreement([step, turnover], **facts)
    energy = float(units.convert(step["value"], step["unit"], "eV"))
    less = energy - energetics.largest_barrier(measured / 3600, temperature_C=ROOM_C)
    return finding(
        [step, turnover],
        **facts,
        difference=f"× {formatting.significant(measured / most, 2)}",
        seriousness="physics",
        advice=f"As printed the two do not fit; an energy lower by {formatting.decimals(less, 2)} eV would remove "
        "the gap. Take the energy as one that ranks sites, and do not explain the rate by this step.",
    )
