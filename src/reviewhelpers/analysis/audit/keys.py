"""Keys and entries of works: one work under two keys, one key for two works, credits, volumes and years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from reviewhelpers.analysis.audit import Finding, agreement, finding, rows, rule
from reviewhelpers.dataset import bibliography, data

_KEY = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: and [A-Z]\w+)?)(?: (?P<initial>[A-Z])\.)?(?: et al\.)?,? "
    r"\(?(?P<year>\d{4}[a-z]?)\)?"
)
_CREDIT = re.compile(r"with permission from the (?P<publisher>[A-Z][\w ]+)")
REGISTRANTS = {"Royal Society of Chemistry": "10.1039"}
"""How the DOI of every paper of a publisher begins."""


def _key(text: str) -> str:
    """The key by name and year that a text holds, in one spelling; empty where it has none.

    Examples
    --------
    >>> _key("Li et al. (2022c)"), _key("(Li et al., 2022b)"), _key("Wang Q. et al., 2019")
    ('Li, 2022c', 'Li, 2022b', 'Wang Q., 2019')
    """
    found = _KEY.search(text)
    if not found:
        return ""
    initial = f" {found['initial']}." if found["initial"] else ""
    return f"{found['name']}{initial}, {found['year']}"


def _quote(row: pd.Series) -> str:
    return f"“{row.get('credit_as_printed', '') or row['as_printed']}”"


def _keyed() -> Iterator[tuple[str, str, pd.Series]]:
    """Source, key and row of every place where a work that is known stands under a key."""
    for name, column in (
        ("citations", "as_printed"),
        ("panels", "credit_as_printed"),
        ("systems", "credit_as_printed"),
    ):
        for row in rows.every(data.table(name)):
            # A numbered list prints names without a year; its numbers are keys already.
            if row["cite"] and _key(row[column]):
                yield row["source"], _key(row[column]), row


@rule("one-work-one-key", takes="keys of the works that a source cites or credits a panel to")
def one_work_one_key() -> Iterator[Finding]:
    """A source cites one work under one key."""
    found: dict[str, dict[str, dict[str, list[pd.Series]]]] = {}
    for source, key, row in _keyed():
        found.setdefault(source, {}).setdefault(row["cite"], {}).setdefault(key, []).append(row)
    for works in found.values():
        single = []
        for cite, keys in works.items():
            involved = [row for each in keys.values() for row in each]
            if len(keys) == 1:
                single += involved
                continue
            yield finding(
                involved,
                printed=f"{cite}: {rows.listed(map(_quote, involved))}",
                computed=f"{len(keys)} keys for one work",
                difference=f"{len(keys) - 1} too many",
                seriousness="attribution",
                advice="Look the work up by its subject, not by the key alone.",
            )
        if single:
            count = len({row["cite"] for row in single})
            yield agreement(single, printed=f"works with one key: {count}", computed="one key each")


@rule("one-key-one-work", takes="keys of the works that a source cites")
def one_key_one_work() -> Iterator[Finding]:
    """A key of a source stands for one work."""
    found: dict[str, dict[str, list[pd.Series]]] = {}
    for source, key, row in _keyed():
        found.setdefault(source, {}).setdefault(key, []).append(row)
    for keys in found.values():
        single = []
        for involved in keys.values():
            cites = list(dict.fromkeys(row["cite"] for row in involved))
            if len(cites) == 1:
                single += involved
                continue
            yield finding(
                involved,
                printed=f"{rows.listed(map(_quote, involved))}: {'; '.join(cites)}",
                computed=f"{len(cites)} works under one key",
                difference=f"{len(cites) - 1} too many",
                seriousness="attribution",
                advice="Tell them apart by what the sentence is about.",
            )
        if single:
            count = len({_key(row.get("credit_as_printed", "") or row["as_printed"]) for row in single})
            yield agreement(single, printed=f"keys with one work: {count}", computed="one work each")


@rule("credit-and-publisher", takes="panels credited to a publisher, with the DOI of their works")
def credit_and_publisher() -> Iterator[Finding]:
    """The publisher that a panel is credited to is the one that the DOI of the work belongs to."""
    sound: dict[str, list[pd.Series]] = {}
    for row in rows.every(data.table("panels")):
        named = _CREDIT.search(row["credit_as_printed"])
        doi = bibliography.doi(row["cite"]) if row["cite"] else None
        if not named or not doi or named["publisher"] not in REGISTRANTS:
            continue
        if doi.startswith(REGISTRANTS[named["publisher"]]):
            sound.setdefault(row["source"], []).append(row)
            continue
        yield finding(
            [row],
            printed=f"“{row['credit_as_printed']}”",
            computed=f"DOI {doi}; those of the {named['publisher']} begin with "
            f"{REGISTRANTS[named['publisher']]}",
            difference="another publisher",
            seriousness="attribution",
            advice="Ask the publisher of the work for the permission.",
        )
    for found in sound.values():
        yield agreement(found, printed=f"{len(found)} panels", computed="DOI and publisher go together")


@rule("volume-and-year", takes="entries of journals with one volume a year")
def volume_and_year() -> Iterator[Finding]:
    """In a journal with one volume a year all entries count the years from the same start."""
    journals: dict[str, list[tuple[str, int, int]]] = {}
    for key, work in bibliography.read().items():
        numbers = [work.fields.get(field, "") for field in ("year", "volume")]
        if all(each.isdigit() for each in numbers):
            name = bibliography.plain_text(work.fields.get("journal", "")).replace("Mater.", "Mat.")
            journals.setdefault(name, []).append((key, int(numbers[0]), int(numbers[1])))
    citations = data.table("citations")
    sound: dict[str, list[pd.Series]] = {}
    for journal, entries in journals.items():
        start, usual = Counter(year - volume for _, year, volume in entries).most_common(1)[0]
        # Journals with several volumes a year have no such start.
        if usual < 3 or any(abs(year - volume - start) > 1 for _, year, volume in entries):
            continue
        for key, year, volume in entries:
            cited = rows.every(citations[citations["cite"] == key])
            if not cited:
                continue
            if year - volume == start:
                sound.setdefault(cited[0]["source"], []).extend(cited)
                continue
            yield finding(
                cited,
                printed=f"{journal} {year}, volume {volume}",
                computed=f"{usual} other entries: the volume is the year less {start}; {year} − {start} = "
                f"{year - start}",
                difference="volume and year do not go together",
                seriousness="attribution",
                advice="Look the work up by its page; it may have been online a year before its volume.",
            )
    for found in sound.values():
        yield agreement(found, printed=f"{len(found)} entries", computed="volume and year go together")
