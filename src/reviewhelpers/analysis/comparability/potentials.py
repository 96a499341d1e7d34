"""The potential at which a value holds, against the RHE where the data allow it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import pandas as pd

from reviewhelpers._core import rounding
from reviewhelpers.analysis.comparability.conditions import Row, driven_by
from reviewhelpers.analysis.comparability.half_reactions import half_reaction
from reviewhelpers.chemistry import electrode, printed_scales, reactions, units
from reviewhelpers.dataset import data


@dataclass(frozen=True)
class AgainstRHE:
    """The potential of a row on the RHE scale, or why it has none.

    Parameters
    ----------
    low, high : float
        In V; `high` is NaN but for a range, and both are where there is none.
    formula : str
        ``printed``, or how it was converted.
    missing : str
        Why there is none; else empty.
    """

    low: float = math.nan
    high: float = math.nan
    formula: str = ""
    missing: str = ""


def potential_vs_rhe(row: Row) -> AgainstRHE:
    """The potential at which the value of a row holds, against the RHE, where the data allow it.

    Examples
    --------
    >>> round(potential_vs_rhe(data.row("li2022-wang2022-fe")).low, 3)
    -0.594
    >>> potential_vs_rhe(data.row("gan2024-mno2-x-fe")).missing
    'scale not stated'
    """
    if pd.isna(row["potential"]):
        set_current = not pd.isna(row["current_density"])
        missing = "held at a current, potential not printed" if set_current else _why_no_potential(row)
        return AgainstRHE(missing=missing)
    printed, ph = printed_scales.scale_of(row), _ph(row)
    scale = printed.name
    low, high = volts(row)
    if scale == "RHE":
        origin = printed_scales.NOTES.get(printed.how, "")
        return AgainstRHE(low, high, f"printed; {origin}" if origin else "printed")
    if scale in ("", "not stated"):
        return AgainstRHE(missing="scale not stated")
    if scale == "overpotential":
        half = half_reaction(row["reaction"], row["product"])
        if half is None:
            return AgainstRHE(missing="overpotential of a product without a half-reaction here")
        if ph is None and reactions.proton_balance(half["equation"]) != 1:
            return AgainstRHE(missing="overpotential; pH not printed")
        # A greater overpotential is a more negative potential.
        ends = [
            float(electrode.potential_from_overpotential(half["product"], end, pH=ph))
            for end in (low, high)
            if not math.isnan(end)
        ]
        formula = "E = E° − η (electrode.potential_from_overpotential)"
        return AgainstRHE(min(ends), max(ends) if len(ends) > 1 else math.nan, formula)
    if ph is None:
        return AgainstRHE(missing=f"printed vs {scale}; pH not printed")
    known = next(name for name in electrode.scales() if name.startswith(scale))
    ends = [
        end if math.isnan(end) else float(electrode.convert_potential(end, known, "RHE", pH=ph))
        for end in (low, high)
    ]
    return AgainstRHE(
        ends[0], ends[1], f"from V vs {known} at pH {rounding.general(ph)} (electrode.convert_potential)"
    )


def _why_no_potential(row: Row) -> str:
    driven = driven_by(row)
    return f"driven by {driven}, no potential" if driven else "potential not printed"


def volts(row: Row) -> tuple[float, float]:
    """Both ends of the printed potential of a row, in V; NaN where there is none."""
    low, high = (
        converted(row[column], row["potential_unit"], "V") for column in ("potential", "potential_max")
    )
    return low, high


@data.cached
def converted(value: float, unit: str, other: str) -> float:
    """A value in another unit, converted once for all pairs that its row is in."""
    return float(units.convert(value, unit, other))


def _ph(row: Row) -> float | None:
    """The pH that the conditions of a row print, or none."""
    found = re.search(r"pH\s*[=≈~]?\s*(\d+(?:\.\d+)?)", f"{row['electrolyte']} {row['condition_as_printed']}")
    return float(found[1]) if found else None
