"""Classes of defect: the name and the mark of each, the same in all figures and in the explorer."""

from __future__ import annotations

from collections.abc import Mapping

from reviewhelpers.charts import style

GENERAL = "general"
"""The class of claims that name no system."""

NAMES: Mapping[str, str] = {
    "intrinsic": "Intrinsic defects",
    "heteroatom": "Heteroatom doping",
    "single-atom": "Single-metal-atom sites",
    "diatomic": "Diatomic sites",
    "cluster": "Metal clusters",
    "anion-vacancy": "Anion vacancies",
    "cation-vacancy": "Cation vacancies",
    "grain-boundary": "Grain boundaries",
    "lattice": "Lattice defects",
    GENERAL: "Defects in general",
    "none": "Without a defect, to compare",
}
"""Names of the classes: in carbon, of metal sites, in crystals; last what is no class of defect."""

MARKS: Mapping[str, style.Mark] = {
    **style.DEFECTS,
    # A ninth colour, as far from the others as these are from each other, also when seen with a colour
    # blindness: a test computes it.
    "cluster": style.Mark("#8714cc", "*"),
    GENERAL: style.Mark(style.QUIET, "D"),
}
"""The mark of each class."""
