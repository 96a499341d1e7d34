"""What the figures on diatomic sites share: the catalysts of pei2024, their rows and the scale of their potentials."""

from __future__ import annotations

import math

import pandas as pd

from reviewhelpers.charts.labels import enumerated, in_unit, potential_text, system_name
from reviewhelpers.chemistry import printed_scales, scale_inference
from reviewhelpers.dataset import data, figure_rows
from reviewhelpers.text import formatting

SOURCE = "pei2024"
CITE = "pei2024low"
SEVERAL = "fig-diatomic-*"
"""The figures of this part together, as ``figure_rows.csv`` names them."""
NOT_PRINTED = "not printed"
FAR = 0.2
"""In V: this far above the equilibrium no product forms at any dilution; a choice of this book."""


def low_coordination() -> str:
    """The pair with three nitrogens around each metal."""
    return figure_rows.named(SEVERAL, "low_coordination")[0]


def pair() -> str:
    """The pair with four nitrogens around each metal."""
    return figure_rows.named(SEVERAL, "pair")[0]


def singles() -> tuple[str, ...]:
    """The single atoms of the two metals."""
    return figure_rows.named(SEVERAL, "single")


def printed_value(value: float, unit: str) -> str:
    """A number with its unit."""
    return formatting.span(value, math.nan, unit)


def stated_potential(row: pd.Series) -> str:
    """The printed potential or range, without its scale."""
    return formatting.span(row["potential"], row["potential_max"], row["potential_unit"])


def volts(row: pd.Series) -> float:
    """The potential of a row in V."""
    return in_unit(row["potential"], row["potential_unit"], "potential")


def best_efficiencies() -> pd.DataFrame:
    """The best efficiency of each of the four catalysts, by system."""
    return _largest("faradaic_efficiency", "maximum")


def turnover_frequencies() -> pd.DataFrame:
    """The turnover frequency of each of the four catalysts, by system."""
    return _largest("turnover_frequency", "")


def _largest(quantity: str, statistic: str) -> pd.DataFrame:
    frame = data.table("performance")
    chosen = (frame["source"] == SOURCE) & (frame["quantity"] == quantity) & (frame["statistic"] == statistic)
    largest = frame[chosen].sort_values("value", kind="stable").drop_duplicates("system", keep="last")
    return largest.set_index("system", drop=False).loc[[low_coordination(), pair(), *singles()]]


def potential_texts(rows: pd.DataFrame) -> list[str]:
    """The potentials of some rows, each once."""
    return list(dict.fromkeys(potential_text(row) for _, row in rows.iterrows()))


def scale_suffix(rows: pd.DataFrame) -> str:
    """The text after potentials: their scale, that it is inferred, or that none is stated."""
    found = [scale for _, row in rows.iterrows() if (scale := printed_scales.scale_of(row)).known]
    if not found:
        return ", scale not stated"
    named = enumerated(sorted({scale.name for scale in found}))
    return f" vs {named}" if all(scale.stated for scale in found) else f" vs {named} (inferred)"


def scale_is_inferred(row: pd.Series) -> bool:
    """Whether the scale of a potential is known only by inference."""
    scale = printed_scales.scale_of(row)
    return scale.known and not scale.stated


def scale_statement(row: pd.Series) -> str:
    """What is known of the scale of a potential beside which no reference electrode is printed."""
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return "their scale is not stated"
    if scale.stated:
        return f"the source states {scale.name}"
    best = data.row(scale.rows[0])
    far, near = _excluded_scales(best, scale.name)
    excluded = []
    if far:
        excluded.append(f"on {' or '.join(far)} it would lie far above the equilibrium of CO")
    if near:
        excluded.append(f"on {' or '.join(near)} next to it, with too little drive for nearly all its charge")
    return (
        f"{scale.name} is inferred from the best potential ({printed_value(best['potential'], 'V')}) of "
        f"{system_name(best['system'])}: {', '.join(excluded)}; its other potentials without a printed "
        "scale are taken to be on the same one"
    )


def _excluded_scales(row: pd.Series, inferred: str) -> tuple[list[str], list[str]]:
    """The scales that the potential of a row rules out: those far above the equilibrium, and the others."""
    tried = scale_inference.eliminate(row)
    assert tried is not None
    above = {name: found - tried.equilibrium_V for name, found in tried.tried.items() if name != inferred}
    far = [name for name, distance in above.items() if distance > FAR]
    return far, [name for name in above if name not in far]
