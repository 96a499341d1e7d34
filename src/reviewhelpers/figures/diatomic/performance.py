"""Best efficiencies and turnover frequencies of the four catalysts, and the scale of their potentials."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.layout import enumerated, potential_text, system_name
from reviewhelpers.chemistry import printed_scales, scale_inference
from reviewhelpers.dataset import data
from reviewhelpers.figures.diatomic.common import CATALYSTS, SOURCE, printed_value


def performance_by_system(quantity: str, statistic: str) -> pd.DataFrame:
    """The largest printed value of one quantity for each of the four catalysts."""
    frame = data.table("performance")
    chosen = (frame["source"] == SOURCE) & (frame["quantity"] == quantity) & (frame["statistic"] == statistic)
    largest = frame[chosen].sort_values("value", kind="stable").drop_duplicates("system", keep="last")
    return largest.set_index("system").loc[list(CATALYSTS)]


def best_efficiencies() -> pd.DataFrame:
    """The best efficiency of each catalyst."""
    return performance_by_system("faradaic_efficiency", "maximum")


def turnover_frequencies() -> pd.DataFrame:
    """The turnover frequency of each catalyst."""
    return performance_by_system("turnover_frequency", "")


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


def scale_statement(row_id: str) -> str:
    """What is known of the scale of a potential beside which no reference electrode is printed."""
    scale = printed_scales.scale_of(data.row(row_id))
    if not scale.known:
        return "their scale is not stated"
    best = data.row(scale.rows[0])
    far, near = _excluded_scales(best, scale.name)
    excluded = [
        *([f"on {' or '.join(far)} it would lie far above the equilibrium of CO"] if far else []),
        *(
            [f"on {' or '.join(near)} next to it, with too little drive for nearly all of its charge"]
            if near
            else []
        ),
    ]
    return (
        f"{scale.name} is inferred from the best potential ({printed_value(best['potential'], 'V')}) of "
        f"{system_name(best['system'])}: {', '.join(excluded)}; its other potentials without a printed "
        "scale are taken to be on the same one"
    )


FAR = 0.2
"""In V: this far above the equilibrium no product forms at any dilution; a choice of this book."""


def _excluded_scales(row: pd.Series, inferred: str) -> tuple[list[str], list[str]]:
    """The scales that the potential of a row rules out, by whether it would lie far above the equilibrium."""
    tried = scale_inference.eliminate(row)
    assert tried is not None
    above = {name: volts - tried.equilibrium_V for name, volts in tried.tried.items() if name != inferred}
    far = [name for name, volts in above.items() if volts > FAR]
    return far, [name for name in above if name not in far]
