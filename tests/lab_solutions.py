"""The blanks of the three lab sheets, filled in by hand: plain arithmetic, without the helpers of the book.

Lecturers find here what a right sheet holds; ``docs/lab-solutions.md`` says what a good answer says.
"""

from __future__ import annotations

F = 96485.33212
"""Charge of a mole of electrons, in C/mol."""

LOADING_MG_CM2 = 0.5

YIELDS: dict[str, float] = {
    # 27.51e-10 mol a second: a million micromoles, 3600 seconds an hour.
    "gan2024-mno2-x-yield": 27.51e-10 * 1e6 * 3600,
    # Printed in the common unit.
    "gan2024-cos1-x-yield": 44.67,
    # Millimoles a gram and hour, on half a thousandth of a gram; a thousand micromoles each.
    "ji2023-cu1-5-yield": 88.2 * LOADING_MG_CM2 / 1000 * 1000,
}
"""In µmol h⁻¹ cm⁻²."""

CURRENTS: dict[str, float] = {
    # Micromoles an hour to moles a second, times electrons and charge, in mA; a reduction, so negative.
    row: -value * 1e-6 / 3600 * electrons * F * 1000
    for (row, value), electrons in zip(YIELDS.items(), (5, 5, 8), strict=True)
}
"""In mA/cm²: five electrons for ammonia from NO, eight from nitrate."""

FLOW_TEST: dict[str, float] = {"start": -120.0, "end": -107.7, "left": 89.0}
"""What pei2024 prints of the flow test."""

LEFT_PERCENT = 100 * 107.7 / 120

SORTING: dict[str, str] = {
    # Computed on a model of H, and lower there than on the rival CuN₄: less likely were H false.
    "ji2023-nitrate-adsorption": "for",
    "ji2023-nh2oh-barrier": "for",
    "ji2023-pds-change": "for",
    # More surface explains more yield without any cluster: fits H and a rival.
    "ji2023-surface-area": "neither",
    "ji2023-ecsa": "neither",
    # Any site of copper would show these.
    "ji2023-cu-site": "neither",
    "ji2023-dems": "neither",
    "ji2023-nho": "neither",
    # The model was chosen by the activity that it explains.
    "ji2023-model-choice": "neither",
    # The other functional tells of the calculation, the particle of a rival that nobody defends.
    "ji2023-methods-agree": "neither",
    "ji2023-nitrate-nps": "neither",
    # These say H again.
    "ji2023-introduction-pds": "neither",
    "ji2023-abstract-cause": "neither",
    "ji2023-abstract-promising": "neither",
    "ji2023-synergy": "neither",
    "ji2023-conclusions-clusters": "neither",
}
"""One defensible sorting; what counts is the reason."""
