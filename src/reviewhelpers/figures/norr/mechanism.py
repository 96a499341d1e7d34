"""The printed equations from NO to NH₃, with the balance of each."""

from __future__ import annotations

import re

import pandas as pd

from reviewhelpers.charts.axes import set_ticks
from reviewhelpers.charts.labels import enumerated
from reviewhelpers.charts.ladder import draw_ladder, set_states
from reviewhelpers.charts.sheet import Sheet
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures import Drawing, figure
from reviewhelpers.figures.norr.common import CITE, OVERALL_REACTION, SOURCE
from reviewhelpers.text import formatting

PARTICLES = {"electrons": "e⁻", "protons": "H⁺"}


def _stateless(reaction: reactions.Reaction | str) -> reactions.Reaction:
    """A reaction without the states of its species."""
    return reactions.parse(re.sub(r"\((g|l|s|cr|aq|ads)\)", "", str(reaction)))


def _with_formulas(text: str) -> str:
    """What an equation lacks, with the formulas set as such."""
    return " ".join("e⁻" if word == "e-" else formatting.formula(word) for word in text.split(" "))


def _missing(found: reactions.Reaction, wanted: reactions.Reaction) -> str:
    """What one reaction lacks of another, and where."""
    have, want = found.change, wanted.change
    numbers = {species: want.get(species, 0) - have.get(species, 0) for species in {**want, **have}}
    sides = ((species, n, "right" if n > 0 else "left") for species, n in numbers.items() if n)
    return _with_formulas(", ".join(f"{abs(n)} {species} on the {side}" for species, n, side in sides))


def _overall() -> reactions.Reaction:
    """The reaction that the steps should add up to."""
    return _stateless(data.table("half_reactions").loc[OVERALL_REACTION, "equation"])


def _equations() -> pd.DataFrame:
    """The printed equations and, last, their sum: what each takes up, and what it lacks where it does not balance."""
    printed = data.table("reactions")
    printed = printed[printed["source"] == SOURCE]
    steps = [reactions.parse(text) for text in printed["equation_as_printed"]]
    every, none = [*steps, reactions.add(steps)], [""] * len(steps)
    proton = reactions.Species("H", 1)
    values = pd.DataFrame(
        {
            "number": [*printed["as_printed"].str.extract(r"(\(\d+\))$")[0].fillna(""), "sum"],
            "equation": [reactions.format_equation(each) for each in every],
            "electrons": [reactions.electrons(each) for each in every],
            "protons": [-int(_stateless(each).change.get(proton, 0)) for each in every],
            "lacks": [_with_formulas(reactions.balance(each).missing) for each in every],
            "lacks of the whole": [*none, _missing(_stateless(every[-1]), _overall())],
            "rows": [*printed["id"], " ".join(printed["id"])],
            "derived": [*none, f"sum of the printed equations, beside {OVERALL_REACTION}"],
        }
    )
    for kind in PARTICLES:
        values[f"{kind} in all"] = [*values[kind][:-1].cumsum(), values[kind].iloc[-1]]
    return values


def _stations(equations: pd.Series) -> list[str]:
    """The species between the steps, without electrons and protons."""
    sides = equations.str.split(" → ", expand=True)
    stations = []
    for side in [*sides[0], sides[1].iloc[-1]]:
        terms = side.split(" + ")
        stations.append(" + ".join(term for term in terms if not re.search(r"(^|\d )(e⁻|H⁺)$", term)))
    return stations


def _levels(steps: pd.DataFrame) -> pd.DataFrame:
    """The two counts over the stations, the first before any step."""
    levels = [pd.DataFrame({"series": PARTICLES.values(), "state": 0, "level": 0})]
    verdict = ("lacks " + steps["lacks"]).mask(steps["lacks"] == "", "balances")
    told = "Equation " + steps["number"] + ": " + steps["equation"] + ", " + verdict
    lacking = steps["number"] + " lacks " + steps["lacks"].str.partition(" on ")[0]
    for kind, particle in PARTICLES.items():
        level = steps[f"{kind} in all"]
        faulty = pd.Series([particle in text.split(" ") for text in steps["lacks"]])
        count = (level.astype(str) + f" {particle}").mask(level == 0, "")
        levels.append(
            steps[["rows"]].assign(
                series=particle,
                state=range(1, len(steps) + 1),
                level=level,
                text=count.mask(faulty, lacking),
                told=told + f"; {particle} in all: " + level.astype(str),
            )
        )
    return pd.concat(levels, ignore_index=True)


@figure("fig-norr-mechanism")
def mechanism() -> Drawing:
    """The electrons and protons that the printed equations take up, from NO to NH₃, with the balance of each."""
    values = _equations()
    steps, total = values[:-1], values.iloc[-1]
    stations = _stations(steps["equation"])
    sheet = Sheet()
    panel = sheet.panel(height=19.0, right=2.0)
    set_states(panel, [stations[0], *(steps["number"] + " " + stations[1:])])
    panel.set_ylabel("Taken up in all, for each NO")
    set_ticks(panel, "y", limits=(-0.4, total["electrons"] + 0.9), ticks=total["electrons"] + 3)
    draw_ladder(panel, _levels(steps), styles={"H⁺": "--"})

    faulty = steps[steps["lacks"] != ""]
    faults = enumerated("equation " + faulty["number"] + " lacks " + faulty["lacks"])
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(steps)),
        "first": stations[0],
        "between": enumerated(stations[1:-1]),
        "last": stations[-1],
        "electrons": str(total["electrons"]),
        "protons": str(total["protons"]),
        "faults": faults if len(faulty) else "every equation balances",
        "lacking": total["lacks of the whole"] or "nothing",
        "overall": reactions.format_equation(_overall()),
    }
    return Drawing(sheet.finish(), values, fields)
