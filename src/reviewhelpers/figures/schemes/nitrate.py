"""From nitrate to ammonia as a staircase of the oxidation states of nitrogen."""

from __future__ import annotations

import pandas as pd

from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.molecules import element_key
from reviewhelpers.charts.schemes import species_name
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.charts.staircase import draw_staircase, state_text
from reviewhelpers.chemistry import pathways, reactions
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.schemes.common import BASIS, cited, electrons, equation_text

PATHWAY = "nitrate-to-ammonia"
ASIDES = ("no-to-n2o", "no-to-n2")
"""The pathways whose products leave with two nitrogens."""


def stairs() -> pd.DataFrame:
    """Each species of the pathway: its state of oxidation, by its formula, and the electrons taken up until there."""
    steps = pathways.steps(PATHWAY)
    told = [
        f"{equation_text(reactions.parse(row['equation']))} ({BASIS[row['basis']]})"
        for _, row in steps.iterrows()
    ]
    first = steps.iloc[0]
    frame = pd.DataFrame(
        {
            "species": [first["start"], *steps["end"]],
            "electrons": [0, *steps["electrons"].cumsum().astype(int)],
            "told": [f"{species_name(first['start'])}, the reactant", *told],
            "rows": [first["id"], *(steps["id"] + " " + steps["printed_rows"]).str.strip()],
            "basis": ["", *steps["basis"].map(BASIS)],
        }
    )
    return frame.assign(state=[int(pathways.oxidation_state(each, "N")) for each in frame["species"]])


def asides() -> pd.DataFrame:
    """What two nitrogens make together, with the electrons that each nitrogen has then taken up since nitrate."""
    top = stairs()["state"].iloc[0]
    rows = []
    for name in ASIDES:
        last = pathways.steps(name).iloc[-1]
        state = int(pathways.oxidation_state(last["end"], "N"))
        text = equation_text(reactions.parse(last["equation"]))
        told = f"{text} ({BASIS[last['basis']]}); N at {state_text(state)}"
        rows.append(
            {
                "species": last["end"],
                "electrons": top - state,
                "state": state,
                "told": told,
                "rows": last["id"],
                "basis": BASIS[last["basis"]],
            }
        )
    return pd.DataFrame(rows)


@figure("fig-schemes-nitrate")
def nitrate() -> Drawing:
    """Nitrate over nitrite, *NO, *NOH, *NH₂OH and *NH₂ to ammonia, each at the oxidation state of its nitrogen."""
    treads, beside = stairs(), asides()
    sheet = Sheet()
    panel = sheet.panel()
    names = ("Oxidation state of N", "electrons taken up by each N")
    draw_staircase(
        sheet, panel, treads, beside, names=names, hint="One electron, one state down", heading="Two N meet"
    )
    element_key(panel, ["N", "O", "H"])
    listed = [f"{species_name(row['species'])} at {state_text(row['state'])}" for _, row in treads.iterrows()]
    fields = {
        "listed": enumerated(listed),
        "electrons": electrons(PATHWAY),
        "first": state_text(treads["state"].iloc[0]),
        "last": state_text(treads["state"].iloc[-1]),
        "beside": enumerated(
            f"{species_name(row['species'])} at {state_text(row['state'])}" for _, row in beside.iterrows()
        ),
        "review": cited("garciasegura2018electrocatalytic"),
        "bound": cited("dima2005nitrate"),
        "ji": cited("ji2023identification"),
        "gan": cited("gan2024defects"),
        "pair": cited("devooys2001mechanistic"),
        "n2": cited("deeba2021homogeneous"),
    }
    columns = {"state": "oxidation state of N", "electrons": "electrons for each N", "told": "step"}
    values = (
        pd.concat([treads, beside], ignore_index=True)
        .rename(columns=columns)
        .assign(derived="from the formula")
    )
    return Drawing(sheet.finish(), values, fields)
