"""The scale of a potential: as its row prints it, or as the same work prints it in another place.

A row says what stands beside its number. Where that names no reference electrode, the work may do so
elsewhere: beside the same value in its abstract or another section, or by an equation that converts all its
potentials. Where it never does, one scale may be the only one on which its main product has a driving force
(:mod:`reviewhelpers.chemistry.scale_inference`). One potential then has one scale in the whole book, and the text says
where a scale was read in another place or inferred.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.chemistry import scale_inference, units
from reviewhelpers.dataset import data

Row: TypeAlias = Any
"""A row of the data: a Series, or a mapping with the same names."""

NOT_STATED = "not stated"
PRINTED, ABSTRACT, ELSEWHERE, EQUATION = "printed", "abstract", "elsewhere", "equation"
INFERRED = "inferred"
NOTES: Mapping[str, str] = {
    ABSTRACT: "scale by the abstract",
    ELSEWHERE: "scale by the same source elsewhere",
    EQUATION: "scale by its own conversion",
    INFERRED: "scale inferred",
}
"""The note on a scale that the row does not print, by its origin."""


@dataclass(frozen=True)
class Scale:
    """The scale of a potential.

    Parameters
    ----------
    name : str
        ``RHE``, ``SCE`` and so on, ``overpotential``, ``not stated``, or empty where there is no potential.
    how : str
        Where it is from: :data:`PRINTED` in the row, a key of :data:`NOTES`, or empty where it is not stated.
    rows : tuple of str
        Ids of the rows that state it; empty where the row itself does.
    """

    name: str
    how: str = ""
    rows: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the potential has a scale, printed or inferred."""
        return self.name not in ("", NOT_STATED)

    @property
    def stated(self) -> bool:
        """Whether the work itself states the scale, here or elsewhere."""
        return self.known and self.how != INFERRED


def scale_of(row: Row) -> Scale:
    """The scale of the potential of a row.

    A potential of a calculation is counted from its own model of an electrode, and is left as it is printed.

    Examples
    --------
    >>> scale_of(data.row("li2022-ye2017-fe"))
    Scale(name='RHE', how='printed', rows=())
    >>> scale_of(data.row("gan2024-cos-yield"))
    Scale(name='RHE', how='abstract', rows=('abstract-cos1-x-yield',))
    >>> scale_of(data.row("ji2023-lsv-range")).how, scale_of(data.row("pei2024-l-comn-fe")).how
    ('equation', 'inferred')
    >>> scale_of(data.row("gan2024-mno2-x-fe")).known
    False
    """
    printed = str(row.get("potential_scale", "") or "")
    if printed != NOT_STATED:
        return Scale(printed, PRINTED if printed else "")
    work, volts = row.get("cite", ""), _volts(row)
    if row.get("status") == "computed" or not work:
        return Scale(NOT_STATED)
    found = _printed_scales(data.table).get((work, volts), {})
    if len(found) == 1:
        ((name, sources),) = found.items()
        abstract = all(source != row["source"] for source, _ in sources)
        # One row that states it is enough to look it up.
        return Scale(name, ABSTRACT if abstract else ELSEWHERE, (sources[0][1],))
    equation = _conversions(data.table).get(work, ())
    if equation and not found:
        return Scale("RHE", EQUATION, equation)
    # Only rows of performance name a product, which the elimination needs.
    inference = None if found or "reaction" not in row else scale_inference.infer_scale(work)
    return Scale(inference[0], INFERRED, inference[1]) if inference else Scale(NOT_STATED)


def _volts(row: Row) -> float | None:
    """The potential of a row, as its condition or its value, in V."""
    if not pd.isna(row.get("potential")):
        return _in_volts(float(row["potential"]), str(row["potential_unit"]))
    if data.table("quantities").loc[row["quantity"], "kind"] == "potential":
        return _in_volts(float(row["value"]), str(row["unit"]))
    return None


@functools.cache
def _in_volts(value: float, unit: str) -> float:
    return rounding.round_for_print(float(units.convert(value, unit, "V")), decimals=6)


# `read` is part of the cache key, since tests replace the function that reads.
@data.cached
def _printed_scales(
    read: Callable[[str], pd.DataFrame],
) -> dict[tuple[str, float | None], dict[str, list[tuple[str, str]]]]:
    """For each work and potential the scales that stand beside it, with source and id of the rows."""
    found: dict[tuple[str, float | None], dict[str, list[tuple[str, str]]]] = {}
    for name in data.NUMBER_TABLES:
        for id, row in read(name).iterrows():
            scale = row.get("potential_scale", "")
            if scale in ("", NOT_STATED, "overpotential") or row["status"] == "computed":
                continue
            scales = found.setdefault((row["cite"], _volts(row)), {})
            scales.setdefault(str(scale), []).append((str(row["source"]), str(id)))
    return found


@data.cached
def _conversions(read: Callable[[str], pd.DataFrame]) -> dict[str, tuple[str, ...]]:
    """For each work that prints a conversion to RHE of its own, the rows of the conversion."""
    own = set(read("reference_electrodes")["use"])
    frame = read("preparation")
    frame = frame[frame["step"].str.contains("conversion") & frame["source"].isin(own)]
    return {str(work): tuple(group["id"]) for work, group in frame.groupby("cite", sort=False)}
