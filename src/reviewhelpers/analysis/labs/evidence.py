"""The claims of a source, and the case that a reader makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from reviewhelpers._core.registry import close_matches
from reviewhelpers.analysis import claim_basis
from reviewhelpers.analysis.labs.output import LabError, PlainText, lines, wrapped
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

SIDES = ("for", "against", "neither")
"""What a claim can be to a hypothesis."""


def _claims(source: str, effects: Sequence[str]) -> pd.DataFrame:
    frame = data.table("claims")
    known = sorted(frame["source"].unique())
    if source not in known:
        raise LabError(f"found source {source!r}, expected one of {', '.join(known)}")
    own = frame[(frame["source"] == source) & frame["effect"].isin(effects)]
    return own.assign(basis=[claim_basis.basis(row) for _, row in own.iterrows()])


def claims(source: str, *effects: str) -> PlainText:
    """The claims of a source about some effects, each with how it is shown and what it rests on.

    Parameters
    ----------
    source : str
        Such as ``ji2023``.
    *effects : str
        Such as ``active site``; see the rows of the evidence map.

    Raises
    ------
    LabError
        Where no claim is of that source.

    Examples
    --------
    >>> print(str(claims("pei2024", "coupling")) or "no claim")
    no claim
    """
    return lines(
        wrapped(row["id"], f"[{formatting.EVIDENCE[row['status']]}; {row['basis']}] {row['statement']}.")
        for _, row in _claims(source, effects).iterrows()
    )


def case(sorting: Mapping[str, str | None], source: str, *effects: str) -> PlainText:
    """How strong the claims are that a reader put on each side of a hypothesis.

    Parameters
    ----------
    sorting : mapping of str to str or None
        The side of each claim by its id: ``for``, ``against`` or ``neither``; None where it is still open.
    source : str
        The source of the claims.
    *effects : str
        As for :func:`claims`: which claims there are to sort.

    Returns
    -------
    PlainText
        For each side how many claims are measured, computed or only said, how many of them rest on printed
        numbers, and on how many panels; then what is left unsorted.

    Raises
    ------
    LabError
        Where a claim is not one of the source, or a side is none of the three.

    Examples
    --------
    >>> case({"ji2023-cu-site": "for"}, "ji2023", "active site", "surface area").text.splitlines()[0]
    'for: 1 claim (1 stated only); 1 on printed numbers; 1 panel'
    """
    frame = _claims(source, effects)
    for claim, side in sorting.items():
        if claim not in frame.index:
            close = close_matches(claim, frame.index)
            raise LabError(
                f"found claim {claim!r}, expected one listed above" + f" ({close[0]}?)" * bool(close)
            )
        if side is not None and side not in SIDES:
            raise LabError(f"{claim}: found side {side!r}, expected one of {', '.join(SIDES)}")
    sides = [_side(side, frame.loc[[c for c, own in sorting.items() if own == side]]) for side in SIDES]
    left = [claim for claim in frame.index if sorting.get(claim) is None]
    remaining = f"{len(left)} of {len(frame)} claims not sorted" + (
        f": {', '.join(left[:4])}" if left else ""
    )
    return lines([*sides, remaining + (" …" if len(left) > 4 else "")])


def _side(side: str, frame: pd.DataFrame) -> str:
    if frame.empty:
        return f"{side}: no claim"
    counts = Counter(formatting.EVIDENCE[status] for status in frame["status"])
    statuses = ", ".join(f"{counts[name]} {name}" for name in formatting.EVIDENCE.values() if counts[name])
    numbers = int((frame["basis"] == claim_basis.BASES[0]).sum())
    panels = frame.loc[frame["panel"] != "", "panel"].nunique()
    return (
        f"{side}: {len(frame)} claim{'s' * (len(frame) != 1)} ({statuses}); {numbers} on printed numbers; "
        f"{panels} panel{'s' * (panels != 1)}"
    )
