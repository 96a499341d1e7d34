"""The findings that matter most, each with what it changes for a reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyFinding:
    """A finding by its rule and one of its rows, and what a reader does otherwise because of it."""

    rule: str
    row: str
    changes: str


KEY_FINDINGS = (
    KeyFinding(
        "neighbours-in-cluster",
        "ji2023-cu1-5-ntc-95-nuclearity",
        "The cluster of nine is a particle of many more atoms: build no model of nine atoms on it, and do"
        " not credit a rate to one.",
    ),
    KeyFinding(
        "nitrate-balance",
        "ji2023-nano3",
        "Whoever repeats the test and weighs the ppm as salt has six times less nitrate in the cell than "
        "the numbers ask for.",
    ),
    KeyFinding(
        "barrier-against-turnover",
        "pei2024-l-comn-tof",
        "As printed, the computed release of CO is too slow for the site that was measured: as it stands "
        "it does not explain why this pair is the fastest.",
    ),
    KeyFinding(
        "phase-of-a-peak",
        "pei2024-exafs-co-mn",
        "Spectrum and microscope do not measure one distance, so the second does not confirm that the "
        "first is a Co–Mn pair.",
    ),
    KeyFinding(
        "counts-over-one-metal",
        "ji2023-cu1-5-ntc-share-cu0",
        "The counts of copper are for the metal alone, and those of nitrogen are not: their curves may not "
        "be laid over each other to tell what happens first.",
    ),
    KeyFinding(
        "limiting-step-has-electrons",
        "pei2024-limiting-step",
        "An energy of desorption is no potential: take neither an overpotential nor a selectivity from it.",
    ),
    KeyFinding(
        "direction-of-steps",
        "ji2023-cun4-cu4-limiting",
        "The energy that shows the gain of the cluster carries the name of a step that is no part of a "
        "reduction: compute nothing from the step until its name is known.",
    ),
    KeyFinding(
        "charge-and-atoms",
        "ji2023-cu1-5-selectivity",
        "Not all the rest can be N₂: look for nitrite before the water is called clean.",
    ),
    KeyFinding(
        "heat-among-electrocatalysts",
        "gan2024-ce-conversion",
        "One of three doped catalysts of the part works without a current, and by all signs uses ammonia "
        "up: leave it out of every comparison.",
    ),
    KeyFinding(
        "potential-below-equilibrium",
        "li2022-gu2019-onset",
        "The mildest onset of the part is an overpotential: on the scale of the others it lies a tenth of"
        " a volt lower.",
    ),
)
"""The heaviest first."""
