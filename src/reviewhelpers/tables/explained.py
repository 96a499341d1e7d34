"""Where the basics explain what a claim is about: one section for each kind of effect in the data."""

from __future__ import annotations

import pandas as pd

from reviewhelpers._core.errors import ReviewHelpersError
from reviewhelpers.text import formatting, markdown

SECTIONS = {
    "adsorption": "basics-electrons-band",
    "electron transfer": "basics-electrons-gap",
    "desorption": "basics-optimum-sabatier",
    "hydrogen suppression": "basics-co2-hydrogen",
    "barrier": "basics-optimum-eyring",
    "coupling": "basics-co2-coupling",
    "active site": "basics-measurement-sites",
    "surface area": "basics-measurement-area",
    "defect density": "basics-seen-compare",
    "performance": "basics-measurement-products",
    "structure": "basics-seen-limits",
}
"""The label of the section of the basics behind each kind of effect that ``claims`` name."""


def effect(kind: str) -> str:
    """The words of a kind of effect, as a link to the section that explains it (MyST).

    Raises
    ------
    ReviewHelpersError
        When no section is named for the kind.

    Examples
    --------
    >>> effect("barrier")
    '{ref}`barrier <basics-optimum-eyring>`'
    """
    if kind not in SECTIONS:
        raise ReviewHelpersError(
            f"claim on {kind!r}: no section of the basics is named for it in tables/explained.py; "
            f"known are {', '.join(SECTIONS)}"
        )
    return markdown.linked(kind, SECTIONS[kind])


def claim(row: pd.Series) -> str:
    """A claim with how it is shown and a link to what explains it (MyST), as one sentence."""
    return (
        f"{markdown.text(row['statement'])} ({formatting.EVIDENCE[row['status']]}; {effect(row['effect'])})."
    )
