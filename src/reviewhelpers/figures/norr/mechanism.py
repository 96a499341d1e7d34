"""The printed equations from NO to NH₃, with the balance of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reviewhelpers.charts import style
from reviewhelpers.charts.layout import LINE_HEIGHT, MARGIN, TEXT_SIZE, Sheet, enumerated
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data
from reviewhelpers.figures import Plot, figure
from reviewhelpers.figures.norr.common import CITE, OVERALL_REACTION, SOURCE
from reviewhelpers.text import formatting


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

    @property
    def verdict(self) -> str:
        """Whether it balances, in words."""
        return f"✗ lacks {self.lacks}" if self.lacks else "✓ balances"


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
    return _Step(
        "sum",
        reactions.add(step.reaction for step in steps),
        rows,
        f"sum of the printed equations, beside {OVERALL_REACTION}",
    )


def _overall_reaction() -> _Step:
    """The overall half-reaction without the states of its species."""
    reaction = reactions.parse(data.table("half_reactions").loc[OVERALL_REACTION, "equation"])
    return _Step("whole", _stateless(reaction), OVERALL_REACTION)


def _stateless(reaction: reactions.Reaction) -> reactions.Reaction:
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
    """The texts between the arrows: the species of each step but electrons and protons."""
    sides = [*(step.reaction.left for step in steps), steps[-1].reaction.right]
    texts = []
    for side in sides:
        named = tuple(
            (each, n) for each, n in side if (each.formula, each.charge) not in (("e", -1), ("H", 1))
        )
        texts.append(reactions.format_equation(reactions.Reaction(named, named)).split(" → ")[0])
    return texts


def _taken_up(step: _Step) -> str:
    """The electrons and protons that a step takes up, as on an arrow."""
    parts = [
        f"+ {f'{count} ' if count > 1 else ''}{name}"
        for count, name in ((step.electrons, "e⁻"), (step.protons, "H⁺"))
        if count
    ]
    return " ".join(parts) or "no electron, no proton"


def _verdict(sheet: Sheet, x: float, step: _Step) -> None:
    colour = style.COLOURS["vermilion" if step.lacks else "green"]
    sheet.line(x, step.verdict, colour=colour)
    sheet.y += LINE_HEIGHT


@figure("fig-norr-mechanism", title="The printed mechanism and its balance")
def mechanism() -> Plot:
    """The printed equations from NO to NH₃, each with its balance, their sum and the whole reaction."""
    steps = _steps()
    total, overall = _sum(steps), _overall_reaction()
    lacking = _missing(total.reaction, overall.reaction)
    sheet = Sheet()
    _draw_steps(sheet, steps)
    for title, step in ((f"The {len(steps)} equations added", total), ("The whole reaction", overall)):
        sheet.heading(title)
        sheet.write(MARGIN, reactions.format_equation(step.reaction))
        _verdict(sheet, MARGIN, step)
    sheet.write(MARGIN, f"Compared with it, the sum lacks {lacking or 'nothing'}.")
    values = pd.DataFrame([_step_value(step) for step in (*steps, total)])
    of_whole = f"lacks of {reactions.format_equation(overall.reaction)}"
    values.insert(5, of_whole, [*[""] * len(steps), lacking])
    caption = (
        f"The equations that {formatting.work(CITE)} print for NO to NH₃, with the electrons and protons "
        "that each takes up as printed; nothing is put right. Derived: the balance of atoms and charge of "
        "each equation, with what it lacks; the sum of the printed equations; and what that sum lacks of the "
        "whole reaction, in which the states of the species are left out."
    )
    return Plot(sheet.finish(), values, _mechanism_alt(steps, total, lacking), caption)


def _draw_steps(sheet: Sheet, steps: Sequence[_Step]) -> None:
    """Boxes below each other, and beside the arrows what is taken up and whether it balances."""
    centre, high, gap = 1.1, 0.34, 0.56
    for number, station in enumerate(_stations(steps)):
        if number:
            step, top = steps[number - 1], sheet.y
            arrow = {"arrowstyle": "-|>", "color": style.INK, "linewidth": 1.4, "shrinkA": 3, "shrinkB": 3}
            sheet.page.annotate("", (centre, top + gap), (centre, top), arrowprops=arrow)
            sheet.y += (gap - 2 * LINE_HEIGHT) / 2
            sheet.line(centre + 0.2, f"{step.number}  {_taken_up(step)}")
            sheet.y += LINE_HEIGHT
            _verdict(sheet, centre + 0.2, step)
            sheet.y = top + gap
        box = {"boxstyle": "round,pad=0.4", "facecolor": style.BACKGROUND, "edgecolor": style.QUIET}
        middle = sheet.y + high / 2
        sheet.page.text(centre, middle, station, size=TEXT_SIZE, ha="center", va="center_baseline", bbox=box)
        sheet.y += high
    sheet.y += 0.05


def _step_value(step: _Step) -> dict[str, object]:
    return {
        "equation": reactions.format_equation(step.reaction),
        "electrons": step.electrons,
        "protons": step.protons,
        "balanced": "no" if step.lacks else "yes",
        "lacks": step.lacks,
        "rows": step.rows,
        "derived": step.derived,
    }


def _mechanism_alt(steps: Sequence[_Step], total: _Step, lacking: str) -> str:
    first, *between, last = _stations(steps)
    faults = [f"equation {step.number} lacks {step.lacks}" for step in steps if step.lacks]
    found = enumerated(faults) if faults else "every equation balances"
    return (
        f"{len(steps)} printed equations lead from {first} over {enumerated(between)} to {last}, with "
        f"{total.electrons} electrons and {total.protons} protons in all; {found}. Compared with the whole "
        f"reaction, the sum lacks {lacking or 'nothing'}."
    )
