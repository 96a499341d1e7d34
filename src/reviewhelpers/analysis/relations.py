"""Relations between rows that a key of each decides, so that many rows need not be compared two by two.

A relation is broken by two keys or kept. It tells how many pairs of many keys break it, and which of many
keep it with one. From the keys of several relations follow the sets of rows in which each two keep all of
them.
"""

from __future__ import annotations

import bisect
import itertools
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Ends = tuple[float, float | None]
"""The ends of a range; the second is None where there is one value."""
Partners = Callable[[Any], Iterable[Any]]


def pairs(number: int) -> int:
    """How many pairs a number of things has.

    Examples
    --------
    >>> pairs(4)
    6
    """
    return number * (number - 1) // 2


class Relation(ABC, Generic[K]):
    """What two keys break or keep."""

    @abstractmethod
    def breaks(self, one: K, other: K) -> bool:
        """Whether two rows of these keys break it; their order does not matter."""

    @abstractmethod
    def count(self, keys: Sequence[K]) -> int:
        """How many pairs of rows of these keys break it."""

    def partners(self, keys: Collection[K]) -> Partners:
        """A function that gives, for a key, those of `keys` that keep the relation with it."""
        return lambda key: [other for other in keys if not self.breaks(key, other)]

    def blocks(self, left: Collection[K], right: Collection[K]) -> Iterator[tuple[Iterable[K], Iterable[K]]]:
        """Sets of keys on the left and the right of which each two keep it, until all that do were given."""
        keep = self.partners(right)
        for key in left:
            yield (key,), keep(key)

    def alone(self, key: K) -> bool:
        """Whether a row of this key breaks it with every other row."""
        return False

    def work(self, key: K) -> Hashable:
        """The work that a key names, if what it lacks is the same for all rows of its work; else None."""
        return None

    def without_work(self, key: K) -> K:
        """A key without its work, for where no row of that work lacks anything."""
        return key

    @abstractmethod
    def written(self, keys: Sequence[K], number: Callable[[str], int]) -> dict[str, Any]:
        """The relation and keys as JSON holds them, for a page that asks what breaks it.

        `number` gives a number for each text.
        """


class Unequal(Relation[Hashable]):
    """Broken by two keys that differ; None keeps it with every key.

    Examples
    --------
    >>> Unequal().count(["a", "a", "b", None])
    2
    """

    def breaks(self, one: Hashable, other: Hashable) -> bool:
        """Whether both are there and differ."""
        return one is not None and other is not None and one != other

    def count(self, keys: Sequence[Hashable]) -> int:
        """How many pairs differ."""
        found = Counter(key for key in keys if key is not None)
        return pairs(found.total()) - sum(map(pairs, found.values()))

    def partners(self, keys: Collection[Hashable]) -> Partners:
        """Those equal, and None."""
        known = set(keys)
        return lambda key: known if key is None else known & {key, None}

    def written(self, keys: Sequence[Hashable], number: Callable[[str], int]) -> dict[str, Any]:
        """A number for each key."""
        return {"kind": "unequal", "keys": [None if key is None else place for place, key in enumerate(keys)]}


class UnequalIfMarked(Relation[tuple[Hashable, bool]]):
    """Broken by two keys that differ where one at least is marked.

    Examples
    --------
    >>> UnequalIfMarked().count([("a", True), ("b", False), ("c", False), (None, True)])
    2
    """

    def breaks(self, one: tuple[Hashable, bool], other: tuple[Hashable, bool]) -> bool:
        """Whether both are there and differ, and one is marked."""
        return (one[1] or other[1]) and Unequal().breaks(one[0], other[0])

    def count(self, keys: Sequence[tuple[Hashable, bool]]) -> int:
        """How many pairs differ, one of them marked."""
        every, unmarked = [key for key, _ in keys], [key for key, marked in keys if not marked]
        return Unequal().count(every) - Unequal().count(unmarked)

    def partners(self, keys: Collection[tuple[Hashable, bool]]) -> Partners:
        """Those equal, None, and those unmarked if the key is."""
        by_key: dict[Hashable, list[tuple[Hashable, bool]]] = defaultdict(list)
        for key in keys:
            by_key[key[0]].append(key)
        unmarked = [key for key in keys if not key[1]]

        def keep(key: tuple[Hashable, bool]) -> Iterable[tuple[Hashable, bool]]:
            if key[0] is None:
                return keys
            equal = by_key.get(key[0], []) + by_key.get(None, [])
            return equal if key[1] else {*equal, *unmarked}

        return keep

    def written(self, keys: Sequence[tuple[Hashable, bool]], number: Callable[[str], int]) -> dict[str, Any]:
        """A number for each key, and whether it is marked."""
        told = [[None if key is None else number(str(key)), int(marked)] for key, marked in keys]
        return {"kind": "unequal-if-marked", "keys": told}


class EitherLacks(Relation[tuple[bool, Hashable]]):
    """Broken where one of two rows lacks something, unless both are of one work; a work of None spares none.

    Examples
    --------
    >>> EitherLacks().count([(True, "a"), (False, "a"), (False, "b")])
    1
    """

    def breaks(self, one: tuple[bool, Hashable], other: tuple[bool, Hashable]) -> bool:
        """Whether one lacks it and the works differ."""
        return (one[0] or other[0]) and (one[1] is None or one[1] != other[1])

    def count(self, keys: Sequence[tuple[bool, Hashable]]) -> int:
        """How many pairs have a row that lacks it."""
        found = Counter(keys)
        works: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
        for (lacks, work), number in found.items():
            works[work][lacks] += number
        every = [sum(each) for each in zip(*works.values(), strict=True)] if works else [0, 0]
        spared = [each for work, each in works.items() if work is not None]
        return _one_lacks(*every) - sum(_one_lacks(*each) for each in spared)

    def partners(self, keys: Collection[tuple[bool, Hashable]]) -> Partners:
        """Those of the work; of rows that lack nothing also each other."""
        known = set(keys)
        whole = [key for key in keys if not key[0]]

        def keep(key: tuple[bool, Hashable]) -> Iterable[tuple[bool, Hashable]]:
            of_work = known & {(True, key[1]), (False, key[1])} if key[1] is not None else set()
            return of_work if key[0] else of_work.union(whole)

        return keep

    def blocks(
        self, left: Collection[tuple[bool, Hashable]], right: Collection[tuple[bool, Hashable]]
    ) -> Iterator[tuple[Iterable[tuple[bool, Hashable]], Iterable[tuple[bool, Hashable]]]]:
        """All rows that lack nothing, and those of each work."""
        yield [key for key in left if not key[0]], [key for key in right if not key[0]]
        works: dict[Hashable, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
        for place, keys in enumerate((left, right)):
            for key in keys:
                works[key[1]][place].append(key)
        yield from (each for work, each in works.items() if work is not None)

    def alone(self, key: tuple[bool, Hashable]) -> bool:
        """Whether it lacks what no work spares."""
        return key[0] and key[1] is None

    def work(self, key: tuple[bool, Hashable]) -> Hashable:
        """The work of a row that lacks it."""
        return key[1] if key[0] else None

    def without_work(self, key: tuple[bool, Hashable]) -> tuple[bool, Hashable]:
        """A key of a work of which no row lacks anything."""
        return (key[0], None if key[1] is None else "")

    def written(self, keys: Sequence[tuple[bool, Hashable]], number: Callable[[str], int]) -> dict[str, Any]:
        """Whether each lacks it, and its work."""
        told = [[int(lacks), None if work is None else number(str(work))] for lacks, work in keys]
        return {"kind": "either-lacks", "keys": told}


def _one_lacks(whole: int, lacking: int) -> int:
    return pairs(whole + lacking) - pairs(whole)


@dataclass(frozen=True)
class Listed(Relation[Hashable]):
    """Broken by the pairs of keys that a function names, for keys of which there are few.

    Parameters
    ----------
    broken : callable
        Whether two keys break it.
    """

    broken: Callable[[Any, Any], bool]

    def breaks(self, one: Hashable, other: Hashable) -> bool:
        """What the function says."""
        return self.broken(one, other)

    def count(self, keys: Sequence[Hashable]) -> int:
        """How many pairs break it."""
        found = Counter(keys)
        unlike = itertools.combinations(found, 2)
        return sum(found[one] * found[other] for one, other in unlike if self.breaks(one, other)) + sum(
            pairs(number) for key, number in found.items() if self.breaks(key, key)
        )

    def written(self, keys: Sequence[Hashable], number: Callable[[str], int]) -> dict[str, Any]:
        """For each key the others with which it breaks the relation."""
        told = [[place for place, other in enumerate(keys) if self.breaks(key, other)] for key in keys]
        return {"kind": "listed", "keys": told}


@dataclass(frozen=True)
class Held:
    """The potential or the current at which a value holds.

    Parameters
    ----------
    volts : pair of float and float or None, or None
        The potential as printed, in V; None where none is printed.
    scale : str
        Its scale as printed.
    stated : bool
        Whether the scale says anything.
    rhe : pair of float and float or None, or None
        The potential against the RHE, where the data allow it.
    currents : tuple of float
        The set currents.
    work : str
        The work, within which a scale that is left out is that of the other value.
    """

    volts: Ends | None
    scale: str
    stated: bool
    rhe: Ends | None
    currents: tuple[float, ...]
    work: str


@dataclass(frozen=True)
class Apart(Relation[Held | None]):
    """Broken by values that do not hold at one potential, or at one current; None keeps it with every key.

    Parameters
    ----------
    closer_than : float
        Potentials closer than this, in V, are one.
    """

    closer_than: float

    def breaks(self, one: Held | None, other: Held | None) -> bool:
        """Whether two values hold at two potentials or currents."""
        if one is None or other is None:
            return False
        if one.volts is None or other.volts is None:
            return one.currents != other.currents
        silent = one.work == other.work and not (one.stated and other.stated)
        if one.scale == other.scale or silent:
            return not self._near(one.volts, other.volts)
        # Without the RHE it is for a relation on the scales to tell.
        return one.rhe is not None and other.rhe is not None and not self._near(one.rhe, other.rhe)

    def _near(self, one: Ends, other: Ends) -> bool:
        return all(
            (a is None and b is None) or (a is not None and b is not None and abs(a - b) < self.closer_than)
            for a, b in zip(one, other, strict=True)
        )

    def count(self, keys: Sequence[Held | None]) -> int:
        """How many pairs hold at two potentials or currents.

        A potential against the RHE is known only of scales that are stated, so that each pair comes under one
        of four cases.
        """
        held = [key for key in keys if key is not None]
        known = [key for key in held if key.volts is not None]
        by_scale = _by(known, lambda key: key.scale).values()
        currents = [Counter(key.currents for key in some) for some in (held, known)]
        same = [sum(map(pairs, each.values())) for each in currents]
        one_without = pairs(len(held)) - pairs(len(known)) - (same[0] - same[1])
        one_scale = sum(self._far(each, "volts") for each in by_scale)
        silent = 0
        for each in _by(known, lambda key: key.work).values():
            unstated = [key for key in each if not key.stated]
            if unstated:
                stated = [key for key in each if key.stated]
                silent += self._far(each, "volts") - self._far(stated, "volts")
                silent -= sum(
                    self._far(some, "volts") for some in _by(unstated, lambda key: key.scale).values()
                )
        converted = [key for key in known if key.rhe is not None]
        of_scales = _by(converted, lambda key: key.scale).values()
        two_scales = self._far(converted, "rhe") - sum(self._far(each, "rhe") for each in of_scales)
        return one_without + one_scale + silent + two_scales

    def _far(self, keys: Sequence[Held], name: str) -> int:
        """How many pairs of keys have ends that are not near."""
        found = Counter(getattr(key, name) for key in keys)
        order = sorted(found, key=lambda ends: ends[0])
        near = sum(map(pairs, found.values()))
        for at, one in enumerate(order):
            for other in map(order.__getitem__, range(at + 1, len(order))):
                if other[0] - one[0] >= self.closer_than:
                    break
                near += found[one] * found[other] * self._near(one, other)
        return pairs(found.total()) - near

    def partners(self, keys: Collection[Held | None]) -> Partners:
        """Those near, found by the order of their potentials."""
        held = [key for key in keys if key is not None]
        known = [key for key in held if key.volts is not None]
        everywhere = [key for key in keys if key is None]
        currents = _by(held, lambda key: key.currents)
        unheld = _by((key for key in held if key.volts is None), lambda key: key.currents)
        scales = _by(known, lambda key: key.scale)
        unconverted = _by((key for key in known if key.rhe is None), lambda key: key.scale)
        volts = _Ordered([(key.volts[0], key) for key in known if key.volts is not None])
        rhe = _Ordered([(key.rhe[0], key) for key in known if key.rhe is not None])

        def keep(key: Held | None) -> Iterable[Held | None]:
            if key is None:
                return keys
            alike = currents if key.volts is None else unheld
            some: set[Held | None] = {*everywhere, *alike.get(key.currents, ())}
            if key.volts is not None:
                some.update(volts.near(key.volts[0], self.closer_than))
                if key.rhe is not None:
                    some.update(rhe.near(key.rhe[0], self.closer_than))
                other = unconverted if key.rhe is not None else scales
                some.update(*(each for scale, each in other.items() if scale != key.scale))
            return [other for other in some if not self.breaks(key, other)]

        return keep

    def written(self, keys: Sequence[Held | None], number: Callable[[str], int]) -> dict[str, Any]:
        """What each holds."""
        told = [
            key
            and {
                "volts": key.volts,
                "scale": number(key.scale),
                "stated": int(key.stated),
                "rhe": key.rhe,
                "currents": key.currents,
                "work": number(key.work),
            }
            for key in keys
        ]
        return {"kind": "apart", "closerThan": self.closer_than, "keys": told}

    def work(self, key: Held | None) -> Hashable:
        """The work of a row whose scale is not stated."""
        return None if key is None or key.stated else key.work

    def without_work(self, key: Held | None) -> Held | None:
        """A key of a work of which every row states its scale."""
        return key and replace(key, work="")


class _Ordered:
    """Keys in the order of a number."""

    def __init__(self, numbered: Iterable[tuple[float, Held]]) -> None:
        order = sorted(numbered, key=lambda each: each[0])
        self._numbers = [number for number, _ in order]
        self._keys = [key for _, key in order]

    def near(self, number: float, width: float) -> list[Held]:
        """The keys at most so far from a number, and some a little further: differences are rounded."""
        start = bisect.bisect_left(self._numbers, number - 1.01 * width)
        return self._keys[start : bisect.bisect_right(self._numbers, number + 1.01 * width)]


def _by(keys: Iterable[Held], said: Callable[[Held], Hashable]) -> dict[Hashable, list[Held]]:
    found: dict[Hashable, list[Held]] = defaultdict(list)
    for key in keys:
        found[said(key)].append(key)
    return found


# Several relations at once ------------------------------------------------------------------------------

Keys = tuple[Hashable, ...]
"""The keys of one row, one a relation."""


class Graph:
    """Rows that keep several relations with each other.

    Rows of the same keys stand together: there are as many vertices as there are different keys.

    Parameters
    ----------
    relations : sequence of Relation
        The relations.
    rows : mapping
        The keys of each row, one a relation.
    works : mapping
        The work of each row.
    """

    def __init__(
        self, relations: Sequence[Relation[Any]], rows: Mapping[str, Keys], works: Mapping[str, str]
    ) -> None:
        named = {rule.work(key) for keys in rows.values() for rule, key in zip(relations, keys, strict=True)}
        self.members: dict[Keys, list[str]] = defaultdict(list)
        for id, keys in rows.items():
            each = list(zip(relations, keys, strict=True))
            if not any(rule.alone(key) for rule, key in each):
                # A work of which no row lacks anything spares none, and must not set rows apart.
                spares = works[id] in named
                vertex = keys if spares else tuple(rule.without_work(key) for rule, key in each)
                self.members[vertex].append(id)
        self.beside: dict[Keys, set[Keys]] = {vertex: set() for vertex in self.members}
        vertices = list(self.members)
        for one, others in _kept(relations, vertices, vertices, 0):
            for vertex in one:
                self.beside[vertex].update(others)
        for vertex, near in self.beside.items():
            near.discard(vertex)

    def pairs(self) -> int:
        """How many pairs of rows keep all relations."""
        size = {vertex: len(ids) for vertex, ids in self.members.items()}
        unlike = sum(size[one] * size[other] for one, others in self.beside.items() for other in others)
        return unlike // 2 + sum(map(pairs, size.values()))

    def cliques(self) -> Iterator[list[str]]:
        """The largest sets of rows in which each two keep all relations, in no order."""
        # Vertices that have all neighbours in common stand in the same sets.
        alike: dict[frozenset[Keys], list[Keys]] = defaultdict(list)
        for vertex, others in self.beside.items():
            alike[frozenset((*others, vertex))].append(vertex)
        stands_for = {vertices[0]: vertices for vertices in alike.values()}
        beside = {vertex: self.beside[vertex] & stands_for.keys() for vertex in stands_for}
        for found in _cliques(beside):
            yield [id for vertex in found for each in stands_for[vertex] for id in self.members[each]]


def _kept(
    relations: Sequence[Relation[Any]], left: Sequence[Keys], right: Sequence[Keys], level: int
) -> Iterator[tuple[Sequence[Keys], Sequence[Keys]]]:
    """Sets of keys on the left and the right of which each two keep all relations from one on."""
    if level == len(relations):
        yield left, right
        return
    lefts, rights = _grouped(left, level), _grouped(right, level)
    for some, others in relations[level].blocks(lefts, rights):
        one = [vertex for key in some for vertex in lefts[key]]
        other = [vertex for key in others for vertex in rights[key]]
        if one and other:
            yield from _kept(relations, one, other, level + 1)


def _grouped(vertices: Sequence[Keys], level: int) -> dict[Hashable, list[Keys]]:
    found: dict[Hashable, list[Keys]] = defaultdict(list)
    for vertex in vertices:
        found[vertex[level]].append(vertex)
    return found


V = TypeVar("V", bound=Hashable)


def _cliques(beside: Mapping[V, set[V]]) -> Iterator[tuple[V, ...]]:
    """All largest sets of vertices of which each two are beside each other.

    By Bron and Kerbosch, with the pivot of Tomita: what stands beside the pivot need not be tried, as each
    largest set holds the pivot or a vertex that is not beside it.
    """
    for part in _components(beside):
        stack: list[tuple[tuple[V, ...], set[V], set[V]]] = [((), part, set())]
        while stack:
            chosen, open_, done = stack.pop()
            if not open_ and not done:
                yield chosen
            if not open_:
                continue
            pivot = max((*open_, *done), key=lambda vertex: len(beside[vertex] & open_))
            for vertex in open_ - beside[pivot]:
                stack.append(((*chosen, vertex), open_ & beside[vertex], done & beside[vertex]))
                open_ = open_ - {vertex}
                done = done | {vertex}


def _components(beside: Mapping[V, set[V]]) -> Iterator[set[V]]:
    """The parts of a graph that nothing connects."""
    seen: set[V] = set()
    for start in beside:
        if start not in seen:
            part, todo = {start}, [start]
            while todo:
                new = beside[todo.pop()] - part
                part |= new
                todo += new
            seen |= part
            yield part
