"""Works against what they are used for: heat and light among electrocatalysts, titles, panels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, host, rows, rule, undecided
from reviewhelpers.dataset import bibliography, data
from reviewhelpers.text import formatting

OWN: Mapping[str, str] = {
    "co2rr": r"CO₂|carbon dioxide|electroreduction|formic|formate",
    "diatomic": r"CO₂|carbon dioxide",
    "norr": r"\bNO\b|nitric oxide",
    "copper": r"nitrate|NO₃",
}
"""How a title names the reaction of each part; of a part that is not here no title is of another reaction."""

LIGHT = re.compile(r"\bphoto(?:reduction|cataly\w*|electro\w*)|/photo\w*|\blight\b", re.IGNORECASE)
OTHER = re.compile(
    r"oxygen (?:\w+ )?(?:reduction|electroreduction|evolution|reactions?)|hydrogen (?:peroxide|evolution)"
    r"|nitrogen (?:reduction|fixation)|water splitting|organic synthesis|capacitance|oxidation of"
    r"|sterilization",
    re.IGNORECASE,
)
"""Words of a title for another driving force, and for another reaction or purpose."""

DOPANTS: Mapping[str, str] = {
    "N": r"nitrogen|\bN\b",
    "P": r"phosphorus|\bP\b",
    "S": r"sulfur|\bS\b",
    "B": r"boron|\bB\b",
}
MEASURED = re.compile(r"current|efficienc|yield|conversion")
COMPUTED = re.compile(r"energ|calculat|model|charge|density of states|localization")


@rule(
    "heat-among-electrocatalysts", takes="results with a temperature and no potential, current or electrolyte"
)
def heat_among_electrocatalysts() -> Iterator[Finding]:
    """A result of electrocatalysis states a potential or a current; one that states a temperature instead was
    driven by heat."""
    frame, preparation = data.table("performance"), data.table("preparation")
    frame = frame[(frame["reaction"] != "") & (frame["source"].map(host) == frame["source"])]
    for row in rows.every(frame):
        heat = rows.where(
            preparation, **rows.cells(row, "source", "system"), quantity="temperature", step="test"
        )
        if heat.empty:
            continue
        electric = [
            column
            for column in ("potential", "current_density", "electrolyte", "cell")
            if not pd.isna(row[column]) and row[column] != ""
        ]
        involved = [row, *rows.every(heat)]
        facts = {"printed": rows.listed([rows.describe(row), *map(formatting.named_value, rows.every(heat))])}
        if electric:
            yield agreement(involved, **facts, computed=f"states {', '.join(electric)} as well")
        else:
            yield finding(
                involved,
                **facts,
                computed="no potential, no current, no electrolyte and no cell",
                difference="heat in place of a current",
                seriousness="comparison",
                advice="Leave it out of every comparison of electrocatalysts.",
            )


def _uses() -> dict[tuple[str, str], list[pd.Series]]:
    """For each source and work the rows on systems, results and claims that rest on the work."""
    own = set(data.table("sources")["cite"].loc[list(_hosts())])
    found: dict[tuple[str, str], list[pd.Series]] = {}
    for name in ("systems", "performance", "claims"):
        for row in rows.every(data.table(name)):
            if row["cite"] and row["cite"] not in own:
                found.setdefault((host(row["source"]), row["cite"]), []).append(row)
    return found


def _hosts() -> dict[str, None]:
    return dict.fromkeys(map(host, data.table("sources")["id"]))


def _titles() -> dict[str, str]:
    return {
        key: bibliography.plain_text(work.fields["title"])
        for key, work in bibliography.read().items()
        if "title" in work.fields
    }


def _contradiction(title: str, part: str) -> str:
    """What a title names in place of the electrochemical reaction of a part; empty where it names none."""
    light, other, own = LIGHT.search(title), OTHER.search(title), OWN.get(part)
    if light:
        return light[0]
    return other[0] if other and own and not re.search(own, title, re.IGNORECASE) else ""


def _among_electrodes(involved: list[pd.Series]) -> bool:
    """Whether one of the rows is a number, or a catalyst that was tested."""
    return any(
        "as_printed" in row
        and (("quantity" in row and "statement" not in row) or row.get("role") == "catalyst")
        for row in involved
    )


def _use(row: pd.Series) -> str:
    """What a row takes from a work."""
    if "quantity" in row and "statement" not in row:
        return rows.describe(row)
    return str(row["statement"] if "statement" in row else row["name"])


@rule("title-against-use", takes="works that a source uses or lists, with their titles")
def title_against_use() -> Iterator[Finding]:
    """A work whose number or catalyst stands among electrodes names neither light nor another reaction alone
    in its title. A work that bears out a general point may well be on something else."""
    parts, titles, uses = data.table("sources")["part"], _titles(), _uses()
    fitting: dict[str, list[pd.Series]] = {}
    for (source, cite), involved in uses.items():
        title = titles.get(cite, "")
        named = _contradiction(title, parts[source])
        statements = " ".join(str(row.get("statement", "")) for row in involved)
        if named and not LIGHT.search(named) and not _among_electrodes(involved):
            yield agreement(
                involved,
                printed=f"{cite}: “{title}”; used for " + rows.listed(map(_use, involved)),
                computed=f"the title names {named.lower()}; no number of it stands beside those of "
                "electrodes, and the general point needs no more",
                advice="Mind that the work is on another reaction or purpose.",
            )
        elif not named:
            fitting.setdefault(source, []).extend(involved if title else [])
        elif named.split()[0].lower() in statements.lower() and not LIGHT.search(named):
            yield agreement(
                involved,
                printed=f"{cite}: “{title}”",
                computed=f"the title names {named.lower()}, and so does the source",
                advice="Mind that it is another reaction.",
            )
        else:
            yield finding(
                involved,
                printed=f"{cite}: “{title}”; used for " + rows.listed(map(_use, involved)),
                computed=f"the title names {named.lower()}",
                difference="light in place of a current" if LIGHT.search(named) else "another subject",
                seriousness="attribution",
                advice="Do not set its numbers beside those of electrodes."
                if LIGHT.search(named)
                else "Ask what of the work the sentence needs.",
            )
    for involved in fitting.values():
        cites = {row["cite"] for row in involved}
        yield agreement(
            involved,
            printed=f"works with known titles: {len(cites)}",
            computed="no title names light or another reaction alone",
        )
    citations = data.table("citations")
    for source, group in citations[citations["cite"] != ""].groupby("source", sort=False):
        listed = [
            (row, titles.get(row["cite"], ""))
            for row in rows.every(group)
            if (source, row["cite"]) not in uses
            and _contradiction(titles.get(row["cite"], ""), parts[source])
        ]
        if listed:
            yield undecided(
                [row for row, _ in listed],
                printed=rows.listed((f"“{title}”" for _, title in listed), 20),
                computed=f"{len(listed)} works of the list name light or another reaction",
                seriousness="attribution",
                advice="Read the sentence that cites them: a general point may need no more.",
            )


PARTICLES = re.compile(r"nanoparticle|\bparticle", re.IGNORECASE)
SMALL = re.compile(r"cluster|few atoms|n-?mers?\b", re.IGNORECASE)
"""Words of a title for what a metal gathers to."""


@rule("title-against-size", takes="cluster sizes that a source tells of other works, with their titles")
def title_against_size() -> Iterator[Finding]:
    """A work of which a source tells clusters of some atoms speaks of clusters in its title, and not of
    particles alone."""
    titles, own = _titles(), set(data.table("sources")["cite"].loc[list(_hosts())])
    frame = data.table("structure")
    sizes = frame[(frame["quantity"] == "nuclearity") & ~frame["cite"].isin(own)]
    for (_, cite), group in sizes.groupby(["source", "cite"], sort=False):
        title = titles.get(str(cite), "")
        small = bool(SMALL.search(title))
        if not small and not PARTICLES.search(title):
            continue
        values = ", ".join(formatting.exact(row) for row in rows.every(group))
        facts = {
            "printed": f"{rows.describe(group.iloc[0])}; {cite}: “{title}”",
            "computed": f"told: {values} atoms; the title names {'clusters' if small else 'particles'}",
        }
        if small:
            yield agreement(rows.every(group), **facts)
        else:
            yield finding(
                rows.every(group),
                **facts,
                difference="clusters in the source, particles in the title",
                seriousness="attribution",
                advice="Tell the size as what the source says of the work, until the work itself was read.",
            )


@rule("title-against-dopant", takes="systems with one dopant, with the titles of their works")
def title_against_dopant() -> Iterator[Finding]:
    """A system listed for one dopant comes from a work whose title names that dopant and no other."""
    titles = _titles()
    for row in rows.every(data.table("systems")):
        kind = re.fullmatch(r"([NPSB]) doping", row["defect_type"])
        doped = re.match(r"(.*?)-?(?:Co-)?doped", titles.get(row["cite"], ""))
        if not kind or not doped or row["role"] == "precursor":
            continue
        named = {symbol for symbol, word in DOPANTS.items() if re.search(word, doped[1], re.IGNORECASE)}
        facts = {
            "printed": f"{row['name']}: {row['defect_type']}; “{titles[row['cite']]}”",
            "computed": f"the title names {', '.join(sorted(named)) or 'no dopant'}",
        }
        if named == {kind[1]}:
            yield agreement([row], **facts)
        elif named:
            yield finding(
                [row],
                **facts,
                difference=f"{', '.join(sorted(named - {kind[1]}))} beside {kind[1]}",
                seriousness="attribution",
                advice="Do not take it for a catalyst with one dopant.",
            )


@rule("panel-against-claim", takes="claims that point to a panel of a figure")
def panel_against_claim() -> Iterator[Finding]:
    """A panel that a claim on a calculated quantity points to shows that calculation, not a measurement."""
    panels = data.table("panels")
    sound: dict[str, list[pd.Series]] = {}
    for claim in rows.every(data.table("claims")):
        if not claim["panel"] or claim["status"] != "computed":
            continue
        panel = panels.loc[claim["panel"]]
        if not MEASURED.search(panel["shows"]) or COMPUTED.search(panel["shows"]):
            sound.setdefault(claim["source"], []).append(claim)
            continue
        yield finding(
            [claim],
            printed=f"“{claim['as_printed']}”, with a pointer to {panel['figure']}{panel['panel']}",
            computed=f"the panel shows: {panel['shows']}",
            difference="the sentence ends on a calculation, the panel shows a measurement",
            seriousness="wording",
            advice="Look for the calculation in the work itself.",
        )
    for found in sound.values():
        yield agreement(
            found,
            printed=f"{len(found)} claims on calculations that point to a panel",
            computed="each panel shows a calculation or a structure",
        )
