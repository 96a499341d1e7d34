"""The printed equations from NO to NH₃, with the balance of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class _Step:
    """An equation as printed, and its balance."""

    number: str
    reaction: reactions.Reaction
    rows: str
    derived: str = ""

    @property
    def lacks(self) -> str:
        """What the equation lacks, and where; empty where it balances."""
        return _with_formulas(reactions.balance(self.reaction).missing)

    @property
    def electrons(self) -> int:
        """Electrons taken up."""
        return reactions.electrons(self.reaction)

    @property
    def protons(self) -> int:
        """Protons taken up."""
        change = self.reaction.change.items()
        return -int(sum(n for each, n in change if (each.formula, each.charge) == ("H", 1)))


def _with_formulas(text: str) -> str:
    """What an equation lacks, with the formulas set as such."""
    return " ".join("e⁻" if word == "e-" else formatting.formula(word) for word in text.split(" "))


def _steps() -> list[_Step]:
    """The printed equations, in their order."""
    frame = data.table("reactions")
    found = []
    for _, row in frame[frame["source"] == SOURCE].iterrows():
        number = re.search(r"\(\d+\)$", row["as_printed"])
        reaction = reactions.parse(row["equation_as_printed"])
        found.append(_Step(number[0] if number else "", reaction, row["id"]))
    return found


def _sum(steps: Sequence[_Step]) -> _Step:
    rows = " ".join(step.rows for step in steps)
    derived = f"sum of the printed equations, beside {OVERALL_REACTION}"
    return _Step("sum", reactions.add(step.reaction for step in steps), rows, derived)


def _stateless(reaction: reactions.Reaction) -> reactions.Reaction:
    """A reaction without the states of its species."""
    left, right = (
        tuple((reactions.Species(each.formula, each.charge), number) for each, number in side)
        for side in (reaction.left, reaction.right)
    )
    return reactions.Reaction(left, right)


def _missing(found: reactions.Reaction, wanted: reactions.Reaction) -> str:
    """What one reaction lacks of another, and where; states do not count."""
    have, want = _stateless(found).change, _stateless(wanted).change
    parts = []
    for species in dict.fromkeys([*want, *have]):
        number = want.get(species, 0) - have.get(species, 0)
        if number:
            parts.append(f"{abs(number)} {species} on the {'right' if number > 0 else 'left'}")
    return _with_formulas(", ".join(parts))


def _stations(steps: Sequence[_Step]) -> list[str]:
    """The species between the steps, without electrons and protons."""
    sides = [*(step.reaction.left for step in steps), steps[-1].reaction.right]
    texts = []
    for side in sides:
        named = tuple(
            (each, n) for each, n in side if (each.formula, each.charge) not in (("e", -1), ("H", 1))
        )
        texts.append(reactions.format_equation(reactions.Reaction(named, named)).split(" → ")[0])
    return texts


@figure("fig-norr-mechanism")
def mechanism() -> Drawing:
    """The electrons and protons that the printed equations take up, from NO to NH₃, with the balance of each."""
    steps = _steps()
    total = _sum(steps)
    overall = _stateless(reactions.parse(data.table("half_reactions").loc[OVERALL_REACTION, "equation"]))
    lacking = _missing(total.reaction, overall)
    values = pd.DataFrame([_value(step, steps[: number + 1]) for number, step in enumerate(steps)])
    values = pd.concat([values, pd.DataFrame([_value(total, steps)])], ignore_index=True)
    values.insert(7, f"lacks of {reactions.format_equation(overall)}", [*[""] * len(steps), lacking])

    stations = _stations(steps)
    sheet = Sheet()
    panel = sheet.panel(height=19.0, right=2.0)
    numbers = ["", *(f"{step.number} " for step in steps)]
    set_states(panel, [f"{number}{station}" for number, station in zip(numbers, stations, strict=True)])
    panel.set_ylabel("Taken up in all, for each NO")
    set_ticks(panel, "y", limits=(-0.4, total.electrons + 0.9), ticks=total.electrons + 3)
    draw_ladder(panel, _levels(values[: len(steps)], steps), styles={"H⁺": "--"})

    first, *between, last = stations
    faults = [f"equation {step.number} lacks {step.lacks}" for step in steps if step.lacks]
    fields = {
        "work": formatting.work(CITE),
        "count": str(len(steps)),
        "stations": f"from {first} over {enumerated(between)} to {last}",
        "electrons": str(total.electrons),
        "protons": str(total.protons),
        "faults": enumerated(faults) if faults else "every equation balances",
        "lacking": lacking or "nothing",
        "overall": reactions.format_equation(overall),
    }
    return Drawing(sheet.finish(), values, fields)


def _value(step: _Step, before: Sequence[_Step]) -> dict[str, object]:
    """A step, with what the steps up to it take up."""
    return {
        "equation": reactions.format_equation(step.reaction),
        "electrons": step.electrons,
        "protons": step.protons,
        "electrons in all": sum(each.electrons for each in before),
        "protons in all": sum(each.protons for each in before),
        "balanced": "no" if step.lacks else "yes",
        "lacks": step.lacks,
        "rows": step.rows,
        "derived": step.derived,
    }


def _levels(values: pd.DataFrame, steps: Sequence[_Step]) -> pd.DataFrame:
    """The two counts over the stations, the first before any step."""
    levels: list[dict[str, object]] = []
    for kind, particle in PARTICLES.items():
        levels.append({"series": particle, "state": 0, "level": 0, "text": ""})
        for number, (step, (_, value)) in enumerate(zip(steps, values.iterrows(), strict=True), start=1):
            count = value[f"{kind} in all"]
            faulty = particle in step.lacks.split(" ")
            text = (
                f"{step.number} lacks {step.lacks.partition(' on ')[0]}" if faulty else f"{count} {particle}"
            )
            verdict = f"lacks {step.lacks}" if step.lacks else "balances"
            levels.append(
                {
                    "series": particle,
                    "state": number,
                    "level": count,
                    "text": text if count or faulty else "",
                    "told": f"Equation {step.number}: {value['equation']}, {verdict}; {particle} in all: {count}",
                    "rows": step.rows,
                }
            )
    return pd.DataFrame(levels)
