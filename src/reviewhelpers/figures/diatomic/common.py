"""What the figures on diatomic sites share: the catalysts of pei2024, their rows and the scale of their potentials."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.labels import in_unit, point, potential_text, scale_suffix, system_name
from reviewhelpers.chemistry import printed_scales, scale_inference, units
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


def stated_potential(row: pd.Series) -> str:
    """The printed potential or range, without its scale."""
    return formatting.span(row["potential"], row["potential_max"], row["potential_unit"])


def best_efficiencies() -> pd.DataFrame:
    """The best efficiency of each of the four catalysts, by system, with what a chart draws of it."""
    return _largest("faradaic_efficiency", "maximum")


def turnover_frequencies() -> pd.DataFrame:
    """The turnover frequency of each of the four catalysts, by system, with what a chart draws of it."""
    return _largest("turnover_frequency", "")


def _largest(quantity: str, statistic: str) -> pd.DataFrame:
    frame = data.table("performance")
    chosen = (frame["source"] == SOURCE) & (frame["quantity"] == quantity) & (frame["statistic"] == statistic)
    largest = frame[chosen].sort_values("value", kind="stable").drop_duplicates("system", keep="last")
    rows = largest.set_index("system", drop=False).loc[[low_coordination(), pair(), *singles()]]
    volts = [in_unit(row["potential"], row["potential_unit"], "potential") for _, row in rows.iterrows()]
    drawn = [point(row, at=potential_text(row), scale=scale_suffix(row)) for _, row in rows.iterrows()]
    found = pd.DataFrame(drawn, index=rows.index).assign(volts=volts)
    found["printed"] = found["text"] + " " + rows["unit"].map(units.symbol)
    # A note stands behind the name in a chart; that of a row is another one.
    return rows.drop(columns=["note", "value"]).join(found)


def scale_statement(row: pd.Series) -> str:
    """What is known of the scale of a potential beside which no reference electrode is printed."""
    scale = printed_scales.scale_of(row)
    if not scale.known:
        return "their scale is not stated"
    if scale.stated:
        return f"the source states {scale.name}"
    best = data.row(scale.rows[0])
    tried = scale_inference.eliminate(best)
    assert tried is not None
    others = {name: volts for name, volts in tried.tried.items() if name != scale.name}
    far = [name for name, volts in others.items() if volts - tried.equilibrium_V > FAR]
    reasons = {
        "it would lie far above the equilibrium of CO": far,
        "next to it, with too little drive for nearly all its charge": [
            name for name in others if name not in far
        ],
    }
    excluded = ", ".join(f"on {' or '.join(names)} {reason}" for reason, names in reasons.items() if names)
    return (
        f"{scale.name} is inferred from the best potential ({stated_potential(best)}) of "
        f"{system_name(best['system'])}: {excluded}; its other potentials without a printed "
        "scale are taken to be on the same one"
    )
