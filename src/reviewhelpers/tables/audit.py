"""Tables of the audit: what the rules say of each source, the rules themselves, and what a person read."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from reviewhelpers.analysis import audit
from reviewhelpers.analysis.audit.key_findings import KEY_FINDINGS
from reviewhelpers.dataset import data
from reviewhelpers.tables import GAP, Table, common, table
from reviewhelpers.text import formatting, markdown

BOOKKEEPING = (
    *("credit-and-publisher", "one-key-one-work", "one-work-one-key", "title-against-dopant"),
    *("title-against-use", "volume-and-year"),
)
"""Rules on entries and credits, whatever they find."""

MOST_ROWS = 4
"""How many row ids a cell shows; the file has all."""

MOST_PRINTED = 8
"""How many printed values a cell shows; the file has all."""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(ids: tuple[str, ...]) -> str:
    listed = ", ".join(markdown.code(each) for each in ids[:MOST_ROWS])
    return f"{listed} and {len(ids) - MOST_ROWS} more" if len(ids) > MOST_ROWS else listed


def _short(text: str) -> str:
    """The first of many printed values; the file has all."""
    parts = text.split("; ")
    left = len(parts) - MOST_PRINTED
    return f"{'; '.join(parts[:MOST_PRINTED])}; and {left} more" if left > 1 else text


def _titles(text: str) -> str:
    """Quoted titles, a few where there are many; the file has all."""
    titles = text.split("”; “")
    left = len(titles) - MOST_ROWS
    return f"{'”; “'.join(titles[:MOST_ROWS])}” and {left} more" if left > 1 else text


def _kind_text(found: audit.Finding) -> str:
    return f"{found.kind}: {found.seriousness}" if found.seriousness else found.kind


def _bookkeeping(found: audit.Finding) -> bool:
    """Whether what is said is of credits, keys, titles and volumes, which bears on no number."""
    return found.rule in BOOKKEEPING


def _of(source: str) -> Table:
    """What the rules say of one source, without what is bookkeeping."""
    found = [each for each in audit.run(source) if not _bookkeeping(each)]
    counts = Counter(each.kind for each in found)
    summary = "; ".join(f"{kind}: {counts[kind]}" for kind in audit.KINDS)
    frame = pd.DataFrame([{**vars(each), "rows": " ".join(each.rows)} for each in found])
    cells = tuple(
        (
            _sentence(each.rule.replace("-", " ")),
            _kind_text(each),
            markdown.text(_sentence(_short(each.printed))),
            markdown.text(_sentence(each.computed)),
            GAP if each.difference == "none" else markdown.text(each.difference),
            markdown.text(f"{each.meant} {each.advice}".strip()),
            _rows(each.rows),
        )
        for each in found
    )
    return Table(
        frame,
        (
            "Rule",
            "Said",
            "Printed",
            "Computed",
            "Difference",
            "What may be meant, what to do",
            "Rows of the data",
        ),
        cells,
        f"What the rules of {{ref}}`tab-across-audit-rules` say of {common.review(source)} and of the "
        f"abstracts behind it ({summary}), the heaviest first: physics, then evidence. Credits, titles and "
        "volumes stand in {ref}`tab-across-audit-bookkeeping`. What is printed is data; what is computed is "
        "derived from it by the rule. A slip is not a fault of the science.",
        f"{GAP}: none.",
        asides=tuple(place for place, each in enumerate(found) if each.kind != audit.KINDS[0]),
    )


@table("tab-across-audit-ten", title="The ten findings that matter most")
def key_findings() -> Table:
    """The findings that change what a reader does, each with that change."""
    known = audit.run()
    rows, cells = [], []
    for choice in KEY_FINDINGS:
        found = next(
            (
                each
                for each in known
                if each.rule == choice.rule and choice.row in each.rows and each.kind == audit.KINDS[0]
            ),
            None,
        )
        if found is None:
            continue
        rows.append({**vars(found), "changes": choice.changes, "rows": " ".join(found.rows)})
        cells.append(
            (
                choice.changes,
                markdown.text(_sentence(found.printed)),
                markdown.text(f"{_sentence(found.computed)}; difference: {found.difference}"),
                markdown.text(f"{found.meant} {found.advice}".strip()),
                common.review(found.source),
            )
        )
    return Table(
        pd.DataFrame(rows),
        ("What it changes for a reader", "Printed", "Computed", "What may be meant, what to do", "Source"),
        tuple(cells),
        "Ten of the findings, chosen by us because a conclusion rests on each; the choice and the first "
        "column are our reading. All others stand in the tables below.",
    )


@table("tab-across-audit-bookkeeping", title="Credits, keys, titles and volumes")
def bookkeeping() -> Table:
    """What the rules say of credits, keys, titles and volumes, in all sources."""
    found = [each for each in audit.run() if _bookkeeping(each)]
    frame = pd.DataFrame([{**vars(each), "rows": " ".join(each.rows)} for each in found])
    cells = tuple(
        (
            common.review(each.source),
            _sentence(each.rule.replace("-", " ")),
            _kind_text(each),
            markdown.text(_sentence(_titles(each.printed))),
            markdown.text(_sentence(each.computed)),
            markdown.text(f"{each.meant} {each.advice}".strip()),
            _rows(each.rows),
        )
        for each in found
    )
    return Table(
        frame,
        (
            "Source",
            "Rule",
            "Said",
            "Printed",
            "Computed",
            "What may be meant, what to do",
            "Rows of the data",
        ),
        cells,
        "What the rules say of the entries and credits of all sources. No number and no conclusion rests on "
        "any of it; it helps to find a work.",
        folded=f"Show the {len(found)} rows",
        asides=tuple(place for place, each in enumerate(found) if each.kind != audit.KINDS[0]),
    )


@table("tab-across-audit-li2022", title="The audit of the review on CO₂ reduction")
def li2022() -> Table:
    """What the rules say of li2022."""
    return _of("li2022")


@table("tab-across-audit-gan2024", title="The audit of the review on NO reduction")
def gan2024() -> Table:
    """What the rules say of gan2024."""
    return _of("gan2024")


@table("tab-across-audit-pei2024", title="The audit of the paper on diatomic sites")
def pei2024() -> Table:
    """What the rules say of pei2024."""
    return _of("pei2024")


@table("tab-across-audit-ji2023", title="The audit of the paper on copper")
def ji2023() -> Table:
    """What the rules say of ji2023."""
    return _of("ji2023")


@table("tab-across-audit-rules", title="The rules of the audit")
def rules() -> Table:
    """Every rule with its principle and how often it found what."""
    counts = Counter((each.rule, each.kind) for each in audit.run())
    frame = pd.DataFrame(
        [
            {
                "rule": name,
                "principle": audit.entry(name).principle,
                "takes": audit.entry(name).takes,
                **{kind: counts[name, kind] for kind in audit.KINDS},
            }
            for name in audit.names()
        ]
    )
    cells = tuple(
        (
            _sentence(row["rule"].replace("-", " ")),
            markdown.text(row["principle"]),
            row["takes"],
            *(str(row[kind]) for kind in audit.KINDS),
        )
        for _, row in frame.iterrows()
    )
    kinds = "; ".join(f"*{name}*: {meaning}" for name, meaning in audit.SERIOUSNESS.items())
    return Table(
        frame,
        ("Rule", "Principle", "Rows it takes", *map(str.capitalize, audit.KINDS)),
        cells,
        "Each rule runs over all rows of the data that it fits, not over rows picked by hand. A rule with no "
        "count waits for a source that prints all it needs.",
        f"How serious a finding is: {kinds}.",
    )


@table("tab-across-conflicts", title="Sentences at odds with each other, as read by a person")
def conflicts() -> Table:
    """Every row of the table of conflicts."""
    frame = data.table("conflicts")
    titles = data.table("sections")["title"]
    cites = data.table("sources")["cite"]
    cells = tuple(
        (
            markdown.text(_sentence(row["subject"])),
            formatting.work(cites[row["source"]]),
            *(
                f"“{markdown.text(row[quote])}”, in {markdown.text(titles[row[place]])}"
                for quote, place in (("as_printed", "locator"), ("other_as_printed", "other_locator"))
            ),
            markdown.text(row["statement"]),
            markdown.text(row["advice"]),
        )
        for _, row in frame.iterrows()
    )
    return Table(
        frame,
        ("On", "Source", "One place", "Another place", "How they differ", "What to do"),
        cells,
        "What no rule can find: two places of one source, read by a person, with the characters of both. How "
        "they differ and what to do is our reading.",
    )
