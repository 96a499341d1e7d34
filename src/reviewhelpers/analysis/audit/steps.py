"""Steps of a mechanism: which way they go, and which can limit a potential."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule
from reviewhelpers.chemistry import reactions
from reviewhelpers.dataset import data
from reviewhelpers.text import formatting

_STEP = re.compile(r"(\*\S+) to (\*?\S+)")
_LIMITS = re.compile(r"potential-(?:limiting|determining)|limits the potential")
_DESORPTION = re.compile(r"\b([A-Z]\w*)\*? (?:desorption|its desorption)|\b([A-Z]\w*)\*")


def _step(subject: str) -> str | None:
    found = _STEP.fullmatch(subject)
    return f"{found[1]} -> {found[2]}" if found else None


def _binds_an_anion(equation: reactions.Reaction) -> bool:
    """Whether a step starts from an anion in solution and only adsorbs it."""
    before = {species for species, _ in equation.left if species.charge < 0 and species.formula != "e"}
    after = {species.formula for species, _ in equation.right if species.formula not in ("e", "H", "H2O")}
    return bool(before) and {species.formula for species in before} == after


@rule("direction-of-steps", takes="every step that is named by what it starts and ends with")
def direction_of_steps() -> Iterator[Finding]:
    """Between adsorbed intermediates of a reduction no step gives electrons away. An anion that adsorbs as a
    neutral species leaves its electron behind, so that its adsorption is not asked."""
    named = [(row, _step(row["subject"])) for row in rows.every(data.table("energetics"))]
    named += [(row, rows.equation(row)) for row in rows.every(data.table("reactions"))]
    sound: dict[str, list[tuple[pd.Series, int]]] = {}
    for row, equation in named:
        if equation is None:
            continue
        completed = reactions.complete(equation)
        if _binds_an_anion(completed):
            continue
        electrons = reactions.electrons(completed)
        if electrons >= 0:
            sound.setdefault(row["source"], []).append((row, electrons))
            continue
        yield finding(
            [row],
            printed=f"“{row['as_printed']}”",
            computed=f"completed: {reactions.format_equation(completed)}",
            difference=f"{-electrons} electrons given away where electrons should be taken up",
            seriousness="physics",
            advice="Take it for a misprint and do not compute from the step; the text does not say what is "
            "meant.",
        )
    for found in sound.values():
        counts = ", ".join(str(electrons) for _, electrons in found)
        yield agreement(
            [row for row, _ in found],
            printed=f"{len(found)} steps",
            computed=f"completed with water and protons they take up {counts} electrons",
        )


@rule("limiting-step-has-electrons", takes="claims that a step limits or determines the potential")
def limiting_step_has_electrons() -> Iterator[Finding]:
    """Only a step that takes up electrons can set a potential: the potential does not act on the others."""
    known = {row["id"]: row for row in rows.every(data.table("energetics"))}
    for claim in rows.every(data.table("claims")):
        if not _LIMITS.search(claim["as_printed"]) and not _LIMITS.search(claim["statement"]):
            continue
        linked = [known[id] for id in claim["rows"].split() if id in known]
        if claim["effect"] == "desorption":
            named = _DESORPTION.search(linked[0]["subject"] if linked else claim["statement"])
            species = (named[1] or named[2]) if named else "CO"
            energies = f"; {rows.listed(map(formatting.value, linked))}" if linked else ""
            yield finding(
                [claim, *linked],
                printed=f"“{claim['as_printed']}”, of {species} leaving{energies}",
                computed=f"*{formatting.formula(species)} → {formatting.formula(species)} takes up "
                f"{reactions.electrons(f'*{species} -> {species}')} electrons",
                difference="no potential makes the step easier",
                seriousness="physics",
                advice="Take it as a slow step; do not turn its energy into a potential.",
            )
            continue
        own = [row for row in linked if row["system"] == claim["system"] and _step(row["subject"])]
        electrons = {
            row["id"]: reactions.electrons(reactions.complete(str(_step(row["subject"])))) for row in own
        }
        takes_up = [row for row in own if electrons[row["id"]] > 0]
        if takes_up:
            yield agreement(
                [claim, *takes_up],
                printed=f"“{claim['as_printed']}”; {rows.listed(row['subject'] for row in takes_up)}",
                computed=", ".join(f"{electrons[row['id']]} electron taken up" for row in takes_up),
            )


@rule("limiting-step-has-most-energy", takes="claims that name the limiting step, with printed energies")
def limiting_step_has_most_energy() -> Iterator[Finding]:
    """The step that determines the potential is the one with the greatest free-energy change."""
    known = {row["id"]: row for row in rows.every(data.table("energetics"))}
    for claim in rows.every(data.table("claims")):
        text = f"{claim['as_printed']} {claim['statement']}"
        linked = [known[id] for id in claim["rows"].split() if id in known]
        own = [row for row in linked if row["system"] == claim["system"] and _step(row["subject"])]
        plain = text.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
        named = [row for row in own if row["subject"].replace("*", "") in plain.replace("*", "")]
        if not _LIMITS.search(text) or not named or len(own) < 2:
            continue
        top = max(own, key=lambda row: row["value"])
        facts = {
            "printed": f"“{claim['as_printed']}”: {claim['statement']}",
            "computed": "; ".join(f"{row['subject']}: {formatting.value(row)}" for row in own),
        }
        if top["id"] == named[0]["id"]:
            yield agreement([claim, *own], **facts)
        else:
            gap = top["value"] - named[0]["value"]
            yield finding(
                [claim, *own],
                **facts,
                difference=f"{top['subject']} lies {formatting.rounded(gap, 6)} eV higher than "
                f"{named[0]['subject']}",
                seriousness="wording",
                advice="The step that is stressed does not limit this model; ask which model it does limit.",
            )
