"""What the claims of a source rest on."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.dataset import data

BASES = ("printed numbers", "a figure of the paper", "the supplement", "words alone")
"""What a claim can rest on, from what a reader can check here down to what cannot be checked."""


def basis(claim: pd.Series) -> str:
    """What a claim rests on: one of :data:`BASES`.

    A claim whose numbers the text prints rests on them, wherever they are drawn. One without is as good as
    the panel that it points to, which the supplement holds or the paper itself.
    """
    if claim["rows"]:
        return BASES[0]
    if not claim["panel"]:
        return BASES[3]
    figure = str(data.table("panels").loc[claim["panel"], "figure"])
    return BASES[2] if figure.split()[-1].startswith("S") else BASES[1]
