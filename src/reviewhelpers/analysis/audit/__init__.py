"""Test the sources' numbers against each other and against physics, by rule, over the whole data package.

A rule is a function without arguments that reads tables and yields findings and agreements. It is registered
under a stable name; the first sentence of its docstring is its principle::

    @rule("parts-of-a-whole", takes="shares that one sentence prints together")
    def parts_of_a_whole() -> Iterator[Finding]:
        \"\"\"The shares of a whole add up to 100 percent.\"\"\"

The modules of this package are found and imported when the rules are first asked for.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from reviewhelpers._core.registry import Registry, UnknownId
from reviewhelpers.analysis.audit.meant import MEANT
from reviewhelpers.dataset import bibliography, data

__all__ = [
    "KINDS",
    "SERIOUSNESS",
    "WEIGHTS",
    "Entry",
    "Finding",
    "agreement",
    "entry",
    "finding",
    "fresh",
    "host",
    "load",
    "names",
    "rule",
    "run",
    "sources",
    "undecided",
]

KINDS = ("finding", "cannot be decided", "agreement")
"""What a rule can say of the rows it takes."""

SERIOUSNESS: Mapping[str, str] = {
    "physics": "what is printed cannot be so, by geometry, sign or conservation",
    "number": "one printed number does not bear out another",
    "attribution": "a work, a key or a picture does not fit what it is used for",
    "comparison": "things stand side by side that differ in more than what is compared",
    "wording": "words miss what the printed numbers say",
    "not stated": "something is left out without which the number is of little use",
}
"""What kind of difference it is, from what cannot be so down to what is only left out."""


WEIGHTS: Mapping[str, tuple[str, ...]] = {
    "physics": ("physics",),
    "evidence": ("number", "comparison", "wording", "not stated"),
    "bookkeeping": ("attribution",),
}
"""What a finding weighs for a reader, the heaviest first, by how serious it is."""


@dataclass(frozen=True)
class Finding:
    """What a rule says of some rows.

    Parameters
    ----------
    rule : str
        Name of the rule.
    source : str
        The review or paper through which the rows stand in the book; key of ``sources``.
    rows : tuple of str
        Ids of the rows.
    kind : str
        One of :data:`KINDS`.
    printed : str
        What is printed, with units.
    computed : str
        What was computed from it, with the arithmetic.
    difference : str
        By how much the two differ.
    seriousness : str
        One of :data:`SERIOUSNESS`; empty for an agreement.
    advice : str
        What a reader should do.
    meant : str
        What the authors may have meant; empty for an agreement, and where the advice says it.
    """

    rule: str
    source: str
    rows: tuple[str, ...]
    kind: str
    printed: str
    computed: str
    difference: str
    seriousness: str
    advice: str
    meant: str = ""

    @property
    def weight(self) -> str:
        """One of :data:`WEIGHTS`; empty for an agreement."""
        return next((name for name, kinds in WEIGHTS.items() if self.seriousness in kinds), "")


@dataclass(frozen=True)
class Entry:
    """A registered rule: its name, the rows it takes in words, and its function."""

    name: str
    takes: str
    function: Callable[[], Iterator[Finding]]

    @property
    def principle(self) -> str:
        """The first sentence of the docstring."""
        text = " ".join((inspect.getdoc(self.function) or "").split("\n\n")[0].split())
        return re.split(r"(?<=\.) (?=[A-Z])", text)[0]


_REGISTRY: Registry[Entry] = Registry("rule", "")


def rule(
    name: str, *, takes: str
) -> Callable[[Callable[[], Iterator[Finding]]], Callable[[], Iterator[Finding]]]:
    """Register a rule.

    Parameters
    ----------
    name : str
        The stable name.
    takes : str
        The rows it takes, in words.
    """

    def register(function: Callable[[], Iterator[Finding]]) -> Callable[[], Iterator[Finding]]:
        _REGISTRY.add(name, Entry(name, takes, function))
        return function

    return register


def load() -> None:
    """Import the modules that register rules; a second call costs nothing."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)


def names() -> tuple[str, ...]:
    """The names of all rules, sorted."""
    load()
    return _REGISTRY.ids()


def entry(name: str) -> Entry:
    """The registered rule `name`.

    Raises
    ------
    UnknownId
        When there is none.
    """
    load()
    return _REGISTRY.get(name)


def sources() -> tuple[str, ...]:
    """The documents that findings are counted to: the reviews and papers, in the order of the data."""
    return _sources(data.table)


@functools.lru_cache(maxsize=1)
def _sources(read: Callable[[str], pd.DataFrame]) -> tuple[str, ...]:
    frame = read("sources")
    return tuple(frame.loc[frame["kind"].isin(["review", "paper"]), "id"])


def host(source: str) -> str:
    """The review or paper through which a document stands in the book.

    Examples
    --------
    >>> host("pei2024"), host("abstract-gu2019")
    ('pei2024', 'li2022')
    """
    return _host(source, data.table)


@functools.lru_cache(maxsize=256)
def _host(source: str, read: Callable[[str], pd.DataFrame]) -> str:
    frame = read("sources")
    if source in sources():
        return source
    same = frame[(frame["part"] == frame.loc[source, "part"]) & frame["id"].isin(sources())]
    return str(same["id"].iloc[0])


def run(source: str | None = None, *, rules: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """What the rules say, in a fixed order: by source, kind, weight, how serious it is, and name of the rule.

    Parameters
    ----------
    source : str, optional
        Only what concerns this review or paper and the abstracts behind it.
    rules : sequence of str, optional
        Names of the rules to run; by default all.

    Raises
    ------
    UnknownId
        Where there is no such source or rule; the message lists those there are.
    """
    known = sources()
    if source is not None and source not in known:
        raise UnknownId("source", source, known)
    found: Iterable[Finding] = _found(tuple(rules or names()), data.table, data.row, bibliography.read)
    if source is not None:
        found = [each for each in found if each.source == source]
    return tuple(sorted(found, key=lambda each: (known.index(each.source), *_order(each))))


def _order(found: Finding) -> tuple[int, int, int, str]:
    """By what findings of one source are sorted: kind, weight, how serious, and name of the rule."""
    weights, seriousness = [*WEIGHTS, ""], [*SERIOUSNESS, ""]
    return (
        KINDS.index(found.kind),
        weights.index(found.weight),
        seriousness.index(found.seriousness),
        found.rule,
    )


@functools.lru_cache(maxsize=1)
def _found(rules: tuple[str, ...], *readers: Callable[..., object]) -> tuple[Finding, ...]:
    """What rules find, cached, as five tables of the book need the same.

    The functions that read the data are part of the key, because a test that replaces them reads other data.
    """
    return fresh(rules)


def fresh(rules: Iterable[str]) -> tuple[Finding, ...]:
    """What rules find in the tables as they are now, whatever was found before."""
    return tuple(_complete(each, name) for name in rules for each in entry(name).function())


def _complete(found: Finding, name: str) -> Finding:
    """A finding with the name of its rule and with what the authors may have meant."""
    own = found.meant or MEANT.get(name, "")
    fair = "" if found.kind == KINDS[2] or "uthors" in found.advice else own
    return replace(found, rule=name, meant=fair)


for _cached in (_found, _sources, _host):
    data.on_change(_cached.cache_clear)


# What a rule yields ----------------------------------------------------------------------------------


def _finding_of_kind(kind: str, rows: Sequence[pd.Series], *words: str) -> Finding:
    ids = tuple(dict.fromkeys(str(row["id"]) for row in rows))
    printed, computed, difference, seriousness, advice = words
    return Finding("", host(rows[0]["source"]), ids, kind, printed, computed, difference, seriousness, advice)


def finding(
    rows: Sequence[pd.Series],
    *,
    printed: str,
    computed: str,
    difference: str,
    seriousness: str,
    advice: str,
    meant: str = "",
) -> Finding:
    """What is printed and what follows from it differ.

    Parameters
    ----------
    rows : sequence of Series
        The rows; the first one's source is that of the finding.
    printed, computed, difference, seriousness, advice : str
        As in :class:`Finding`.
    meant : str, optional
        What the authors may have meant here, where the sentence for the rule does not fit.
    """
    result = _finding_of_kind(KINDS[0], rows, printed, computed, difference, seriousness, advice)
    return replace(result, meant=meant)


def undecided(
    rows: Sequence[pd.Series],
    *,
    printed: str,
    computed: str,
    advice: str,
    seriousness: str = "not stated",
    meant: str = "",
) -> Finding:
    """What is printed does not suffice to compare.

    Parameters
    ----------
    rows : sequence of Series
        The rows; the first one's source is that of the finding.
    printed, computed, advice, seriousness : str
        As in :class:`Finding`.
    meant : str, optional
        As for :func:`finding`.
    """
    result = _finding_of_kind(KINDS[1], rows, printed, computed, "open", seriousness, advice)
    return replace(result, meant=meant)


def agreement(
    rows: Sequence[pd.Series],
    *,
    printed: str,
    computed: str,
    difference: str = "none",
    advice: str = "Nothing to do.",
) -> Finding:
    """What is printed and what follows from it agree.

    Parameters
    ----------
    rows : sequence of Series
        The rows; the first one's source is that of the finding.
    printed, computed, difference, advice : str
        As in :class:`Finding`.
    """
    return _finding_of_kind(KINDS[2], rows, printed, computed, difference, "", advice)
