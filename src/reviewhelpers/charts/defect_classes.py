"""Classes of defect: the name and the mark of each, the same in all figures and in the explorer."""

from __future__ import annotations

from collections.abc import Mapping

from reviewhelpers.charts.palette import COLOURS, QUIET, Mark

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

DEFECTS: Mapping[str, Mark] = {
    "intrinsic": Mark(COLOURS["black"], "s"),
    "heteroatom": Mark(COLOURS["green"], "^"),
    "single-atom": Mark(COLOURS["blue"], "o"),
    "diatomic": Mark(COLOURS["sky"], "d"),
    "anion-vacancy": Mark(COLOURS["vermilion"], "v"),
    "cation-vacancy": Mark(COLOURS["orange"], "<"),
    "grain-boundary": Mark(COLOURS["purple"], "P"),
    "lattice": Mark(COLOURS["brown"], "X"),
    "none": Mark(QUIET, "."),
}
"""One mark a class of defect, the same in every figure of the book."""

MARKS: Mapping[str, Mark] = {
    **DEFECTS,
    # A ninth colour, as far from the others as these are from each other, also when seen with a colour
    # blindness: a test computes it.
    "cluster": Mark("#8714cc", "*"),
    GENERAL: Mark(QUIET, "D"),
}
"""The mark of each class."""
